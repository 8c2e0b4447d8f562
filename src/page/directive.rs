//! Comments that speak to this program: `<!-- isogloss-disable-next-line RULE: reason -->` and its kin.

use crate::text::Span;

/// What a directive does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DirectiveKind {
    /// `isogloss-disable-next-line`: the next line that is not blank; on the line above a table, a fence or a comment, that whole block.
    NextLine,
    /// `isogloss-disable-file`: the whole page.
    File,
    /// `isogloss-disable`: from here to `isogloss-enable` or the end.
    Disable,
    /// `isogloss-enable`.
    Enable,
    /// Starts with `isogloss` and is none of these.
    Unknown,
}

/// One directive.
#[derive(Clone, Debug)]
pub struct Directive {
    /// The comment.
    pub span: Span,
    /// What it does.
    pub kind: DirectiveKind,
    /// The rules named, with their places; none means every rule.
    pub rules: Vec<Span>,
    /// What stands after the colon.
    pub reason: Option<Span>,
}

/// Reads the inside of a comment (`inner`, trimmed) that lies at `comment`; `None` when it does not start with `isogloss-`.
pub fn read(text: &str, comment: Span, inner: Span) -> Option<Directive> {
    let body = inner.of(text);
    let rest = body.strip_prefix("isogloss-")?;
    let word_len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
    let kind = match rest.get(..word_len)? {
        "disable-next-line" => DirectiveKind::NextLine,
        "disable-file" => DirectiveKind::File,
        "disable" => DirectiveKind::Disable,
        "enable" => DirectiveKind::Enable,
        _ => DirectiveKind::Unknown,
    };
    let start = "isogloss-".len() + word_len;
    let after = body.get(start..)?;
    let colon = after.find(':');
    let names = after.get(..colon.unwrap_or(after.len()))?;
    let mut rules = Vec::new();
    let mut at = 0;
    for name in names.split([' ', ',', '\n', '\t', '\r']) {
        if !name.is_empty() {
            rules.push(inner.part(start + at..start + at + name.len()));
        }
        at += name.len() + 1;
    }
    let reason =
        colon.map(|colon| inner.part(start + colon + 1..body.len()).trimmed(text)).filter(|reason| !reason.is_empty());
    Some(Directive { span: comment, kind, rules, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rules_and_reason() {
        let text = "<!-- isogloss-disable-next-line table-row-width, status-drift: why not -->";
        let span = Span::new(0, text.len());
        let read = read(text, span, Span::new(5, text.len() - 4)).unwrap();
        assert_eq!(read.kind, DirectiveKind::NextLine);
        let names: Vec<&str> = read.rules.iter().map(|rule| rule.of(text)).collect();
        assert_eq!(names, ["table-row-width", "status-drift"]);
        assert_eq!(read.reason.unwrap().of(text), "why not");
    }

    #[test]
    fn other_comments_are_none() {
        let text = "<!-- isoglossary -->";
        assert!(read(text, Span::new(0, text.len()), Span::new(5, 16)).is_none());
    }
}
