//! The text of an include file: front matter and one fenced sample. A file that is there keeps all but its code, byte for
//! byte. Must not read or write files.

use crate::page;
use crate::page::code::CodeBlock;
use crate::text::{Line, Source, Span};
use std::borrow::Cow;

/// What the front matter says where the locale has no words for it.
pub const DESCRIPTION: &str = "Automatically generated file. DO NOT MODIFY";

/// What an include file is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleFile {
    /// The info string of the fence.
    pub fence: String,
    /// The sample, as [`code_for`] gives it, without a line end at its end.
    pub code: String,
    /// What the front matter says.
    pub description: String,
    /// Whether it belongs to a translation: those have another form of front matter.
    pub translated: bool,
}

/// The sample as it stands in files of a locale: localization turns every tab of a file into four spaces, so a sample
/// that has tabs would never be equal to the file that comes back.
pub fn code_for(code: &str, translated: bool) -> Cow<'_, str> {
    if translated && code.contains('\t') { Cow::Owned(code.replace('\t', "    ")) } else { Cow::Borrowed(code) }
}

/// Marks of a fence that `code` cannot end: three, or one more than the longest run in it.
pub fn marks(code: &str, mark: char) -> String {
    let longest = code.split(|c| c != mark).map(str::len).max().unwrap_or(0);
    mark.to_string().repeat(longest.max(2) + 1)
}

impl SampleFile {
    /// The text of the file, where `existing` is there now.
    pub fn text(&self, existing: Option<&str>) -> String {
        let Some(existing) = existing else { return self.new_text() };
        let page = page::parse(Source::new("", existing));
        if let Some(code) = page.code.iter().find(|code| code.fenced && code.lines.is_none()) {
            return self.replaced(existing, code, page.source.line_end());
        }
        // Without a fence there is no sample: what is left is the front matter.
        let end = page.front_matter.as_ref().map(|header| header.after as usize);
        let header = end.and_then(|end| existing.get(..end));
        header.map_or_else(|| self.new_text(), |header| format!("{header}{}", self.block()))
    }

    fn new_text(&self) -> String {
        let description = scalar(&self.description);
        let blank = if self.translated { "" } else { "\n" };
        format!("---\ndescription: {description}\n---\n{blank}{}", self.block())
    }

    fn block(&self) -> String {
        let marks = marks(&self.code, '`');
        format!("{marks}{}\n\n{}\n\n{marks}", self.fence, self.code)
    }

    fn replaced(&self, existing: &str, block: &CodeBlock, line_end: &str) -> String {
        let code =
            if line_end == "\n" { Cow::Borrowed(self.code.as_str()) } else { self.code.replace('\n', line_end).into() };
        let opening = block.span.of(existing);
        let mark = opening.chars().next().unwrap_or('`');
        let ticks = opening.chars().take_while(|c| *c == mark).count();
        let marks = marks(&self.code, mark);
        let marks = if marks.len() > ticks { marks } else { mark.to_string().repeat(ticks) };
        let content = block.content.of(existing);
        let (lead, trail) = blank_ends(content, line_end);
        let before = existing.get(..block.span.from()).unwrap_or("");
        let info = Span::new(block.span.from() + ticks, block.content.from()).of(existing);
        let mut out = format!("{before}{marks}{info}{lead}{code}{line_end}{trail}");
        let after = existing.get(block.content.to()..).unwrap_or("");
        if block.closed {
            let indent = after.len() - after.trim_start_matches([' ', '\t']).len();
            let (indent, closing) = after.split_at_checked(indent).unwrap_or(("", after));
            out.push_str(indent);
            out.push_str(&marks);
            out.push_str(closing.trim_start_matches(mark));
        } else {
            out.push_str(&marks);
            out.push_str(after);
        }
        out
    }
}

/// The blank lines at the start and at the end of a block's content; one at each end where there is nothing else.
fn blank_ends<'a>(content: &'a str, line_end: &'a str) -> (&'a str, &'a str) {
    let (mut lead, mut trail, mut at) = (0, 0, 0);
    let mut only_blank = true;
    while let Some(line) = Line::at(content, at) {
        if !line.is_blank(content) {
            only_blank = false;
            trail = line.next;
        } else if only_blank {
            lead = line.next;
        }
        at = line.next;
    }
    if only_blank {
        return (line_end, line_end);
    }
    (content.get(..lead).unwrap_or(""), content.get(trail..).unwrap_or(""))
}

/// `text` as a YAML scalar: plain where that is how localization writes it and YAML allows it.
fn scalar(text: &str) -> String {
    let starts_plain = text.chars().next().is_some_and(char::is_alphabetic);
    let is_plain = starts_plain && !text.contains(": ") && !text.contains(" #") && !text.ends_with(':');
    if is_plain && text != DESCRIPTION {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(code: &str, translated: bool) -> SampleFile {
        let description = if translated { "Ficheiro feito por um programa" } else { DESCRIPTION };
        SampleFile { fence: "go".into(), code: code.into(), description: description.into(), translated }
    }

    #[test]
    fn a_new_file_has_the_layout_of_its_locale() {
        let source = "---\ndescription: \"Automatically generated file. DO NOT MODIFY\"\n---\n\n```go\n\na\n\nb\n\n```";
        assert_eq!(file("a\n\nb", false).text(None), source);
        let translation = "---\ndescription: Ficheiro feito por um programa\n---\n```go\n\na\n\n```";
        assert_eq!(file("a", true).text(None), translation);
        assert_eq!(file("a\n\nb", false).text(Some(source)), source);
    }

    #[test]
    fn a_file_keeps_all_but_its_code() {
        for (before, after) in [
            ("---\na: b\n---\n```go\nold\n```\n", "---\na: b\n---\n```go\nnew\n  x\n```\n"),
            ("---\na: b\n---\n\n\n```go\n\nold\n\n\n```", "---\na: b\n---\n\n\n```go\n\nnew\n  x\n\n\n```"),
            ("```go\r\n\r\nold\r\n\r\n```\r\n", "```go\r\n\r\nnew\r\n  x\r\n\r\n```\r\n"),
            ("~~~go\nold\n~~~", "~~~go\nnew\n  x\n~~~"),
            ("```go\n```", "```go\n\nnew\n  x\n\n```"),
            ("```go\n\nold", "```go\n\nnew\n  x\n```"),
            ("---\na: b\n---\nNot there.\n", "---\na: b\n---\n```go\n\nnew\n  x\n\n```"),
        ] {
            let file = file("new\n  x", false);
            assert_eq!(file.text(Some(before)), after, "{before:?}");
            assert_eq!(file.text(Some(after)), after, "{before:?}");
        }
    }

    #[test]
    fn a_fence_is_longer_than_any_in_the_code() {
        let new = file("a\n  ````x\nb", false).text(None);
        assert!(new.contains("\n`````go\n\na") && new.ends_with("\n\n`````"), "{new}");
        assert_eq!(file("a\n````", false).text(Some("```go\na\n```")), "`````go\na\n````\n`````");
    }

    #[test]
    fn tabs_are_spaces_in_translations() {
        assert_eq!(code_for("\ta", true), "    a");
        assert_eq!(code_for("\ta", false), "\ta");
    }
}
