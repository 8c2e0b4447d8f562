//! What is free of language within a text of prose: the targets of its links, its code spans, its includes. Must not know
//! what the words say.

use super::likeness::folded;
use crate::page::Page;
use crate::page::model::within;
use crate::text::Span;
use crate::text::edit::{self, Edit};

/// A text on a page.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The page.
    pub page: &'a Page,
    /// Where.
    pub span: Span,
}

impl<'a> Text<'a> {
    /// What it says.
    pub fn of(self) -> &'a str {
        self.page.slice(self.span)
    }
}

/// A translation with what could be brought to today's source without knowing its language.
#[derive(PartialEq, Eq, Debug)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// Whether nothing is left to translate.
    pub is_done: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Target,
    Code,
    Include,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Token<'a> {
    kind: Kind,
    span: Span,
    value: &'a str,
    /// The text of a link.
    label: &'a str,
}

/// A text with more is left to its translator: the work grows with the square.
const MOST_TOKENS: usize = 1000;

/// Brings `ours`, the translation of `base`, to `current`.
pub fn merge(base: Text<'_>, current: Text<'_>, ours: Text<'_>) -> Merged {
    let (was, is, found) = (tokens(base), tokens(current), tokens(ours));
    if was.len().max(is.len()).max(found.len()) > MOST_TOKENS {
        return Merged { text: ours.of().to_owned(), is_done: false };
    }
    let same_words = skeleton(base, &was) == skeleton(current, &is) && was.len() == is.len();
    let mut changes: Vec<(Kind, &str, &str)> = Vec::new();
    let mut is_done = same_words;
    if same_words {
        for (old, new) in was.iter().zip(&is) {
            if old.kind == new.kind && old.value != new.value {
                changes.push((old.kind, old.value, new.value));
            }
        }
        changes.dedup();
        // A value that becomes two, or stays in another place, cannot be told apart in the translation.
        let before = changes.len();
        let one_way = |change: &(Kind, &str, &str)| {
            was.iter().zip(&is).all(|(old, new)| old.kind != change.0 || old.value != change.1 || new.value == change.2)
        };
        let kept: Vec<_> = changes.iter().copied().filter(one_way).collect();
        is_done &= kept.len() == before;
        changes = kept;
    } else {
        changes = targets(&was, &is);
    }
    let mut edits: Vec<Edit> = Vec::new();
    for (kind, old, new) in changes {
        let is_it = |token: &&Token<'_>| token.kind == kind && token.value == old;
        let places: Vec<&Token<'_>> = found.iter().filter(is_it).collect();
        is_done &= places.len() == was.iter().filter(is_it).count();
        for token in places {
            let start = token.span.from() - ours.span.from();
            edits.push(Edit { span: Span::new(start, start + token.span.len()), text: new.to_owned() });
        }
    }
    Merged { text: edit::apply(ours.of(), &edits).0, is_done }
}

/// Targets that have changed in a text whose words have changed as well: those of links whose words stayed, and the one
/// that is gone where one is new.
fn targets<'a>(was: &[Token<'a>], is: &[Token<'a>]) -> Vec<(Kind, &'a str, &'a str)> {
    let lacks = |list: &[Token<'_>], token: &Token<'_>| {
        token.kind == Kind::Target && !list.iter().any(|other| other.kind == token.kind && other.value == token.value)
    };
    let gone: Vec<&Token<'a>> = was.iter().filter(|token| lacks(is, token)).collect();
    let new: Vec<&Token<'a>> = is.iter().filter(|token| lacks(was, token)).collect();
    let mut changes: Vec<(Kind, &str, &str)> = Vec::new();
    for old in &gone {
        let mut same_words = new.iter().filter(|new| new.label == old.label && !new.label.is_empty());
        let found = match (same_words.next(), same_words.next()) {
            (Some(one), None) => Some(*one),
            _ if gone.len() == 1 && new.len() == 1 => new.first().copied(),
            _ => None,
        };
        if let Some(new) = found {
            changes.push((Kind::Target, old.value, new.value));
        }
    }
    changes
}

fn tokens(text: Text<'_>) -> Vec<Token<'_>> {
    let Text { page, span } = text;
    let links = within(&page.links, span, |link| link.span).iter().filter(|link| !link.target.is_empty());
    let links = links.map(|link| (Kind::Target, link.target, page.slice(link.text)));
    let code = within(&page.code_spans, span, |code| code.span).iter();
    let code = code.map(|code| (Kind::Code, code.content, ""));
    let includes = within(&page.includes, span, |include| include.span).iter();
    let includes = includes.map(|include| (Kind::Include, include.path, ""));
    let mut tokens: Vec<Token<'_>> = links
        .chain(code)
        .chain(includes)
        .map(|(kind, span, label)| Token { kind, span, value: page.slice(span), label })
        .collect();
    tokens.sort_by_key(|token| (token.span.start, token.span.end));
    // An autolink within a link's text, say.
    let mut end = 0;
    tokens.retain(|token| {
        let is_next = token.span.start >= end;
        if is_next {
            end = token.span.end;
        }
        is_next
    });
    tokens
}

/// The text with every token as a sign of its kind.
fn skeleton(text: Text<'_>, tokens: &[Token<'_>]) -> String {
    let edits: Vec<Edit> = tokens
        .iter()
        .map(|token| {
            let start = token.span.from() - text.span.from();
            let sign = match token.kind {
                Kind::Target => "\u{1}",
                Kind::Code => "\u{2}",
                Kind::Include => "\u{3}",
            };
            Edit { span: Span::new(start, start + token.span.len()), text: sign.to_owned() }
        })
        .collect();
    folded(&edit::apply(text.of(), &edits).0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;
    use crate::text::Source;

    fn merged(base: &str, current: &str, ours: &str) -> (String, bool) {
        let pages = [base, current, ours].map(|text| page::parse(Source::new("", text)));
        let span = |page: &Page| Span::new(0, page.source.text.len());
        let [base, current, ours] = &pages;
        let [base, current, ours] = [base, current, ours].map(|page| Text { page, span: span(page) });
        let merged = merge(base, current, ours);
        (merged.text, merged.is_done)
    }

    #[test]
    fn brings_targets_and_code_to_today() {
        let ours = "Vea [el usuario](a.md) y `x`.";
        assert_eq!(
            merged("See [user](a.md) and `x`.", "See [user](b.md) and `y`.", ours),
            ("Vea [el usuario](b.md) y `y`.".into(), true)
        );
        assert_eq!(
            merged("See [user](a.md) and `x`.", "Look at [user](b.md) or `y`.", ours),
            ("Vea [el usuario](b.md) y `x`.".into(), false)
        );
        assert!(!merged("Both `x` and `x`.", "Both `x` and `y`.", "Tanto `x` como `x`.").1);
    }
}
