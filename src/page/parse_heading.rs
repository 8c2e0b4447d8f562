//! The parts of a heading, from its source: marks, anchor, title.

use super::section::Section;
use crate::text::Span;

/// A heading, read.
pub struct ReadHeading {
    /// The section it opens.
    pub section: Section,
    /// Whether it is underlined.
    pub setext: bool,
}

impl ReadHeading {
    /// The title's text.
    pub fn title_text<'a>(&self, text: &'a str) -> &'a str {
        self.section.title.of(text)
    }

    /// The underline.
    pub fn last_line(&self, text: &str) -> Span {
        let heading = self.section.heading().trimmed(text);
        let start = heading.of(text).rfind('\n').map_or(0, |at| at + 1);
        heading.part(start..heading.len())
    }
}

/// Reads the heading at `span`.
pub fn read(text: &str, span: Span, level: u8) -> ReadHeading {
    let line = span.trimmed(text);
    let source = line.of(text);
    let hashes = source.bytes().take_while(|byte| *byte == b'#').count();
    let setext = hashes == 0 || !source.as_bytes().get(hashes).is_none_or(u8::is_ascii_whitespace);
    let inner = if setext {
        let end = memchr::memrchr(b'\n', source.as_bytes()).unwrap_or(source.len());
        line.part(0..end).trimmed(text)
    } else {
        let content = source.len() - source.bytes().rev().take_while(|byte| *byte == b'#').count();
        // Closing marks need a space before them (CommonMark, ATX headings).
        let before = source.as_bytes().get(..content).and_then(<[u8]>::last);
        let is_apart = matches!(before, Some(b' ' | b'\t'));
        let end = if is_apart { content } else { source.len() };
        line.part(hashes..end).trimmed(text)
    };
    let (anchor, title) = anchor(text, inner);
    let heading = Span::new(span.from(), span.to());
    ReadHeading { section: Section::open(text, heading, level, title, anchor), setext }
}

/// The name in a leading `<a name="…"></a>` and what follows it. An anchor without its end tag counts.
fn anchor(text: &str, inner: Span) -> (Option<Span>, Span) {
    let source = inner.of(text);
    let Some(after) = source.strip_prefix("<a ") else { return explicit(source, inner) };
    let attribute = after.trim_start();
    let Some(value) = attribute.strip_prefix("name=").or_else(|| attribute.strip_prefix("id=")) else {
        return (None, inner);
    };
    let quotes = value.bytes().take_while(|byte| matches!(byte, b'"' | b'\'')).count();
    let start = source.len() - value.len() + quotes;
    let quoted = source.as_bytes().get(start..).unwrap_or_default();
    let len = quoted.iter().position(|byte| matches!(byte, b'"' | b'\'' | b'>' | b' ')).unwrap_or(quoted.len());
    let close = quoted.get(len..).and_then(|rest| memchr::memchr(b'>', rest));
    let Some(tag_end) = close.map(|close| start + len + close + 1) else { return (None, inner) };
    let rest = source.get(tag_end..).unwrap_or("");
    let title_start = if rest.starts_with("</a>") { tag_end + "</a>".len() } else { tag_end };
    (Some(inner.part(start..start + len)), inner.part(title_start..source.len()).trimmed(text))
}

/// The id in `Title {#id}`, as many site generators have it, or `Title [#id]` (Nextra), and the title before it.
fn explicit(source: &str, inner: Span) -> (Option<Span>, Span) {
    let read = || {
        let braces = || source.strip_suffix('}')?.rsplit_once('{');
        let brackets = || source.strip_suffix(']')?.rsplit_once('[').filter(|(_, id)| id.starts_with('#'));
        let (title, id) = braces().or_else(brackets)?;
        let name = id.trim().strip_prefix('#')?;
        let is_name =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte));
        let start = title.len() + 1 + id.find('#')? + 1;
        is_name.then(|| (Some(inner.part(start..start + name.len())), inner.part(0..title.trim_end().len())))
    };
    read().unwrap_or((None, inner))
}

/// Whether a line is an include and nothing else.
pub fn is_include_line(line: &str) -> bool {
    line.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("[!INCLUDE")) && line.ends_with(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str, bool) {
        let read = read(text, Span::new(0, text.len()), 2);
        (read.section.anchor().map(|anchor| anchor.of(text)), read.section.title.of(text), read.setext)
    }

    #[test]
    fn reads_marks_anchor_and_title() {
        assert_eq!(parts("## <a name=\"permissions\"></a>Permisos\n"), (Some("permissions"), "Permisos", false));
        assert_eq!(parts("# Title ##\n"), (None, "Title", false));
        assert_eq!(parts("# C#\n"), (None, "C#", false));
        assert_eq!(parts("# <a name=\"delta\">Text"), (Some("delta"), "Text", false));
        assert_eq!(parts("Title\n-----\n"), (None, "Title", true));
        assert_eq!(parts("## Borrar {#clean-up}\n"), (Some("clean-up"), "Borrar", false));
        assert_eq!(parts("## Borrar { #clean-up } ##\n"), (Some("clean-up"), "Borrar", false));
        assert_eq!(parts("## Borrar [#clean-up]\n"), (Some("clean-up"), "Borrar", false));
        assert_eq!(parts("## [#1](x.md) [a]\n"), (None, "[#1](x.md) [a]", false));
        assert_eq!(parts("## GET /users/{id}\n"), (None, "GET /users/{id}", false));
    }
}
