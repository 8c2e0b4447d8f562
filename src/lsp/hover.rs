//! What the pages of the group say of the fact under the cursor, and why they differ: the differences that `isogloss drift`
//! lists.

use super::desk::Desk;
use super::references::Group;
use crate::docset::PageId;
use crate::drift::overview::{Claim, FactDrift, overview};
use crate::drift::words;
use crate::fact::FactKey;
use crate::text::Span;
use gen_lsp_types::{Hover, MarkupContent, MarkupKind};
use std::fmt::Write;

/// The longest value that is shown whole, in characters.
const LONGEST: usize = 120;

/// What is known of the fact at byte `offset` of a page.
pub(super) fn of(desk: Desk<'_>, id: PageId, offset: u32) -> Option<Hover> {
    let docset = desk.docset();
    let drift = overview(docset, docset.group_with(id));
    let group = Group::of(docset, id);
    let own = group.at(id, offset);
    let claim = |fact: &FactDrift| fact.claims.iter().find(|claim| claim.page == id)?.span;
    let touches = |span: Span| span.start <= offset && offset <= span.end;
    let by_place = drift
        .facts
        .iter()
        .filter_map(|fact| Some((fact, claim(fact).filter(|span| touches(*span))?)))
        .min_by_key(|(_, span)| span.len());
    let own_length = own.as_ref().map(|(_, fact)| fact.span.len());
    let (text, span) = match (by_place, own) {
        // A finer fact that nobody disputes comes before a whole block that is disputed.
        (Some((fact, span)), _) if own_length.is_none_or(|length| span.len() <= length) => (disputed(desk, fact), span),
        (by_place, Some((key, own))) => {
            let by_key = drift.facts.iter().find(|fact| (fact.kind, &fact.key) == (key.0, &key.1));
            let text = by_key.map_or_else(|| agreed(desk, &group, &key, by_place), |fact| disputed(desk, fact));
            (text, own.span)
        }
        (Some((fact, span)), None) => (disputed(desk, fact), span),
        (None, None) => return None,
    };
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: text };
    Some(Hover { contents: contents.into(), range: Some(desk.view(id)?.range(span)) })
}

/// A fact of which nothing is found that differs; `around` is one that does and holds its place.
fn agreed(desk: Desk<'_>, group: &Group, key: &FactKey, around: Option<(&FactDrift, Span)>) -> String {
    let claims = group.claims(key).into_iter();
    let claims: Vec<Claim> =
        claims.map(|(page, fact)| Claim { page, value: fact.map(|fact| fact.value.clone()), span: None }).collect();
    let mut text = table(desk, key.0.name(), &key.1, &claims);
    text.push_str("\n\nnothing is found that differs");
    if let Some((fact, _)) = around {
        let _ = write!(text, " here; {} differs", fact.kind.name());
    }
    text
}

/// A fact on which pages do not agree, with the verdicts.
fn disputed(desk: Desk<'_>, fact: &FactDrift) -> String {
    let mut text = table(desk, fact.kind.name(), &fact.key, &fact.claims);
    for judgement in &fact.judgements {
        let pages: Vec<String> = judgement.pages.iter().map(|page| words::called(desk.docset(), *page)).collect();
        let _ = write!(text, "\n\n**{}** ({}): {}", judgement.verdict.words(), pages.join(", "), plain(&judgement.why));
        if let Some(commit) = &judgement.commit {
            let _ = write!(text, " (commit {})", plain(&words::commit(commit)));
        }
    }
    text
}

fn table(desk: Desk<'_>, kind: &str, key: &str, claims: &[Claim]) -> String {
    let mut text = format!("**{kind}** {}\n\n| page | says |\n|---|---|", code(key));
    for claim in claims {
        let value = claim.value.as_deref().map_or_else(|| "nothing".to_owned(), code);
        let _ = write!(text, "\n| {} | {value} |", words::called(desk.docset(), claim.page));
    }
    text
}

/// A value as a code span of a table's cell: what it holds must not mean anything there.
fn code(value: &str) -> String {
    let mut short: String = value.chars().take(LONGEST).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    let one_line = short.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    if one_line.is_empty() {
        return "empty".to_owned();
    }
    let longest = one_line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{marks}{pad}{one_line}{pad}{marks}")
}

/// A reason as running text: it quotes what pages say.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '<' | '>' | '[' | ']' | '*' | '_' | '\\' | '!' | '#' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn values_mean_nothing() {
        assert_eq!(code("a|b\n`c`"), "`` a\\|b `c` ``");
        assert_eq!(code(""), "empty");
        assert!(code(&"é".repeat(500)).chars().count() < 130);
    }
}
