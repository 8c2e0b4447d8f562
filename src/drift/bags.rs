//! Tokens of running text and cells, compared as bags: a translator may reorder a sentence, but loses nothing.

use super::change::Change;
use super::difference::{Difference, Side};
use crate::fact::prose::{self, Token};
use crate::fact::{FactKind, TableKind, token};
use crate::page::Page;
use crate::text::Span;
use foldhash::HashSet;

/// Where two bags come from.
pub struct Scope<'a> {
    /// The translation.
    pub translation: &'a Page,
    /// The part of the translation that was read.
    pub span: Span,
    /// The kind of table it lies in.
    pub table: Option<TableKind>,
}

/// Compares two bags. `place` gives where a token of the source that is lost belongs; `key` begins the keys.
pub fn compare(
    expected: &[Token<'_>],
    found: &[Token<'_>],
    scope: &Scope<'_>,
    place: impl Fn(Span) -> Span,
    key: impl Fn() -> String,
    out: &mut Vec<Difference>,
) {
    if expected.len() == found.len() && expected.iter().zip(found).all(|(a, b)| a.kind == b.kind && a.value == b.value)
    {
        return;
    }
    let mut taken = vec![false; found.len()];
    let mut lost: Vec<&Token<'_>> = Vec::new();
    for token in expected {
        let same = |other: &Token<'_>| other.kind == token.kind && equal(token, other);
        match found.iter().zip(&mut taken).find(|(other, used)| !**used && same(other)) {
            Some((_, used)) => *used = true,
            None => lost.push(token),
        }
    }
    if !lost.iter().any(|token| prose::is_kept(token)) {
        return;
    }
    let gained = || found.iter().zip(&taken).filter(|(_, used)| !**used).map(|(token, _)| token);
    let mut gained: Vec<&Token<'_>> = gained().collect();
    let push = |difference: Difference, out: &mut Vec<Difference>| {
        out.push(Difference { table: scope.table, ..difference });
    };
    merged(&mut lost, &mut gained, &key, &push, out);
    // Words that are free to be translated take part in the pairing: their translations stand for none of the others.
    for (token, other) in pair(&lost, &gained).into_iter().filter(|(token, _)| prose::is_kept(token)) {
        let key = format!("{}/{}", key(), token.value);
        let source = Side::new(token.span, token.value.as_ref());
        let difference = if let Some(other) = other {
            Difference::changed(token.kind, key, source, Side::new(other.span, other.value.as_ref()))
        } else {
            let change = how_lost(token, found, scope);
            let has_marks = matches!(token.kind, FactKind::CodeSpan | FactKind::Bold | FactKind::Include);
            // What has no marks is there when its word is.
            if change != Change::Lost && !has_marks {
                continue;
            }
            Difference::lost(token.kind, key, source, place(token.span)).by(change)
        };
        push(difference, out);
    }
}

/// Code spans of the source that were run together: `` `a``b` `` shows backticks and is one span.
fn merged<'a>(
    lost: &mut Vec<&Token<'a>>,
    gained: &mut Vec<&Token<'a>>,
    key: &impl Fn() -> String,
    push: &impl Fn(Difference, &mut Vec<Difference>),
    out: &mut Vec<Difference>,
) {
    gained.retain(|token| {
        if token.kind != FactKind::CodeSpan || !token.value.contains('`') {
            return true;
        }
        let mut parts: Vec<&Token<'_>> = Vec::new();
        for part in token.value.split('`').map(str::trim).filter(|part| !part.is_empty()) {
            if let Some(at) = lost.iter().position(|lost| lost.kind == FactKind::CodeSpan && lost.value == part) {
                parts.push(lost.remove(at));
            }
        }
        let Some(first) = parts.first() else { return true };
        let names = parts.iter().map(|part| part.value.as_ref()).collect::<Vec<_>>();
        let key = format!("{}/{}", key(), names.join("/"));
        let source = Side::new(first.span, names.join(", "));
        let translation = Side::new(token.span, token.value.as_ref());
        push(Difference::changed(FactKind::CodeSpan, key, source, translation).by(Change::Merged), out);
        false
    });
}

/// Which gained token stands for each lost one: alike but for case; or, when as many of the kind were gained as lost,
/// the one at its place in the order.
fn pair<'t, 'a>(lost: &[&'t Token<'a>], gained: &[&'t Token<'a>]) -> Vec<(&'t Token<'a>, Option<&'t Token<'a>>)> {
    let mut used = vec![false; gained.len()];
    let mut pairs: Vec<(&Token<'_>, Option<&Token<'_>>)> = Vec::with_capacity(lost.len());
    for token in lost {
        let alike = |other: &Token<'_>| other.kind == token.kind && same_letters(&other.value, &token.value);
        let other = gained.iter().zip(&mut used).find(|(other, used)| !**used && alike(other)).map(|(other, used)| {
            *used = true;
            *other
        });
        pairs.push((token, other));
    }
    let open = |kind: FactKind, pairs: &[(&Token<'_>, Option<&Token<'_>>)]| {
        pairs.iter().filter(|(token, other)| token.kind == kind && other.is_none()).count()
    };
    for at in 0..pairs.len() {
        let Some((token, None)) = pairs.get(at).copied() else { continue };
        let rest = || gained.iter().zip(&used).filter(|(other, used)| !**used && other.kind == token.kind).count();
        // One sentence more or fewer, and the order tells nothing.
        if rest() == 0 || open(token.kind, &pairs) != rest() {
            continue;
        }
        let next = gained.iter().zip(&mut used).find(|(other, used)| !**used && other.kind == token.kind);
        if let (Some((other, used)), Some(pair)) = (next, pairs.get_mut(at)) {
            *used = true;
            pair.1 = Some(other);
        }
    }
    pairs
}

fn same_letters(a: &str, b: &str) -> bool {
    let core = |text: &'_ str| text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    let (a, b): (String, String) = (core(a), core(b));
    a == b
}

fn equal(a: &Token<'_>, b: &Token<'_>) -> bool {
    match a.kind {
        // Media types and placeholders are read in any case.
        FactKind::MediaType | FactKind::Placeholder => a.value.eq_ignore_ascii_case(&b.value),
        // `**the displayName property**` still names it.
        FactKind::Bold => token::is_inflected(&a.value, &b.value) || contains_word(&b.value, &a.value),
        FactKind::CodeSpan => a.value == b.value || a.value.split_whitespace().eq(b.value.split_whitespace()),
        _ => a.value == b.value,
    }
}

/// What became of a lost token: gone, without its marks, or there less often than in the source.
fn how_lost(token: &Token<'_>, found: &[Token<'_>], scope: &Scope<'_>) -> Change {
    let marked = found.iter().filter(|other| other.kind == token.kind && other.value == token.value).count();
    let words = count_words(scope.translation.slice(scope.span), &token.value);
    match (words > marked, marked > 0) {
        (true, _) => Change::Unmarked,
        (false, true) => Change::Fewer,
        (false, false) => Change::Lost,
    }
}

/// Whether `word` stands in `text`, not within a longer word.
pub fn contains_word(text: &str, word: &str) -> bool {
    places(text, word).next().is_some()
}

/// The words of one text, for looking for many: each [`contains_word`] reads the whole text.
pub struct WordSet<'a> {
    text: &'a str,
    runs: HashSet<&'a str>,
}

impl<'a> WordSet<'a> {
    /// Those of `text`.
    pub fn of(text: &'a str) -> Self {
        Self { text, runs: runs(text).collect() }
    }

    /// [`contains_word`], for this text.
    pub fn contains(&self, word: &str) -> bool {
        // Where a word stands, its runs of letters stand, and no letter follows or precedes them.
        self.runs.contains(word) || runs(word).all(|run| self.runs.contains(run)) && contains_word(self.text, word)
    }
}

/// What lies between all that is no letter of a word.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_inner(c)).filter(|run| !run.is_empty())
}

/// Whether a character belongs to the word beside it.
fn is_inner(c: char) -> bool {
    (c.is_alphanumeric() || c == '_') && !token::is_unspaced(c)
}

fn count_words(text: &str, word: &str) -> usize {
    places(text, word).count()
}

/// Where `word` stands in `text`, not within a longer word.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let inner = is_inner;
    let finder = memchr::memmem::Finder::new(word);
    let mut from = 0;
    // One may begin within another that is none.
    let next = move || {
        let rest = text.as_bytes().get(from..).filter(|_| !word.is_empty())?;
        let at = from + finder.find(rest)?;
        from = at + 1;
        Some(at)
    };
    std::iter::from_fn(next).filter(move |at| {
        let at = *at;
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        !(word.starts_with(inner) && before.is_some_and(inner) || word.ends_with(inner) && after.is_some_and(inner))
    })
}

/// Whether a code span is a status: `200 OK`, `204`.
pub fn is_status(value: &str) -> bool {
    let (code, reason) = value.split_at_checked(3).unwrap_or((value, ""));
    code.len() == 3
        && code.starts_with(['1', '2', '3', '4', '5'])
        && code.bytes().all(|byte| byte.is_ascii_digit())
        && reason.strip_prefix(' ').is_none_or(|reason| reason.starts_with(|c: char| c.is_ascii_uppercase()))
        && (reason.is_empty() || reason.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;
    use crate::text::Source;

    fn bold(page: &Page) -> Vec<Token<'_>> {
        let mut out = Vec::new();
        prose::marked(page, Span::new(0, page.source.text.len()), |_| true, &mut out);
        out
    }

    /// `**Nota**` stands for `**Note**`, not for the name that was lost.
    #[test]
    fn a_translated_word_stands_for_no_name() {
        let read = |text: &str| page::parse(Source::new("", text));
        let (ours, theirs) = (read("**Note** see **displayName**"), read("**Nota** vea eso"));
        let scope = Scope { translation: &theirs, span: Span::new(0, theirs.source.text.len()), table: None };
        let mut out = Vec::new();
        compare(&bold(&ours), &bold(&theirs), &scope, |_| Span::at(0), String::new, &mut out);
        let found: Vec<(&str, &str, Change)> = out.iter().map(|it| (it.expected(), it.found(), it.change)).collect();
        assert_eq!(found, [("displayName", "", Change::Lost)]);
    }
}
