//! Tokens of running text and cells, compared as bags: a translator may reorder a sentence, but loses nothing.

use super::change::Change;
use super::difference::{Difference, Side};
use super::localized::Tags;
use super::macros;
use super::spoken;
use super::unused::Unused;
use crate::fact::prose::{self, Token};
use crate::fact::{FactKind, TableKind, token};
use crate::page::Page;
use crate::text::Span;
use foldhash::{HashMap, HashSet};
use memchr::memmem;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::VecDeque;

/// Where two bags come from.
pub struct Scope<'a> {
    /// The translation.
    pub translation: &'a Page,
    /// The part of the translation that was read.
    pub span: Span,
    /// The kind of table it lies in.
    pub table: Option<TableKind>,
    /// The locales of both pages.
    pub tags: Tags<'a>,
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
    let (mut lost, mut gained) = unequal(expected, found);
    if !lost.iter().any(|token| prose::is_kept(token)) {
        return;
    }
    let (text, prose) = (OnceCell::new(), OnceCell::new());
    let (mut words, mut spoken, mut marked) = (None, None, None);
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
            let marked = marked.get_or_insert_with(|| counted(&lost, found));
            let marked = marked.get(&(token.kind, token.value.as_ref())).copied().unwrap_or(0);
            let is_unmarked = if token.kind == FactKind::CodeSpan {
                // A name that stands in code nearby has not lost its backticks.
                let read = || spoken::prose(scope.translation, scope.span, scope.table.is_some());
                spoken.get_or_insert_with(|| Counter::new(prose.get_or_init(read))).count(&token.value) > 0
            } else {
                let read = || macros::without(scope.translation, scope.span);
                words.get_or_insert_with(|| Counter::new(text.get_or_init(read))).count(&token.value) > marked
            };
            // Gone, without its marks, or there less often than in the source.
            let change = match (is_unmarked, marked > 0) {
                (true, _) => Change::Unmarked,
                (false, true) => Change::Fewer,
                (false, false) => Change::Lost,
            };
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

/// The most pairs of tokens that are compared one by one. In cells and sections of real pages there are far fewer.
const PAIRS: usize = 1 << 18;

/// The tokens of the first bag that the second lacks, and the other way round.
fn unequal<'t, 'a>(expected: &'t [Token<'a>], found: &'t [Token<'a>]) -> (Vec<&'t Token<'a>>, Vec<&'t Token<'a>>) {
    let pairs = expected.len().saturating_mul(found.len());
    // A short list is read faster than a table is made. No key says which strong emphasis names another; so many are no prose.
    let by_one = |kind: FactKind| pairs < 256 || kind == FactKind::Bold && pairs <= PAIRS;
    let mut lost: Vec<&Token<'_>> = Vec::new();
    let mut taken = vec![false; found.len()];
    let mut others = Unused::new(found.iter().filter(|_| pairs >= 256).map(|token| (token.kind, key_of_equals(token))));
    for token in expected {
        let same = |other: &Token<'_>| other.kind == token.kind && equal(token, other);
        let at = if by_one(token.kind) {
            found.iter().zip(&taken).position(|(other, used)| !used && same(other))
        } else {
            others.take(&(token.kind, key_of_equals(token)))
        };
        match at.and_then(|at| taken.get_mut(at)) {
            Some(used) => *used = true,
            None => lost.push(token),
        }
    }
    (lost, found.iter().zip(taken).filter(|(_, used)| !used).map(|(token, _)| token).collect())
}

/// What two tokens have in common that are [`equal`], but for strong emphasis.
fn key_of_equals<'t>(token: &'t Token<'_>) -> Cow<'t, str> {
    match token.kind {
        FactKind::MediaType | FactKind::Placeholder => Cow::Owned(token.value.to_ascii_lowercase()),
        FactKind::CodeSpan if token.value.contains(char::is_whitespace) => {
            Cow::Owned(token.value.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        _ => Cow::Borrowed(&token.value),
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
    let is_merged = |token: &Token<'_>| token.kind == FactKind::CodeSpan && token.value.contains('`');
    if !gained.iter().any(|token| is_merged(token)) {
        return;
    }
    let mut spans = Unused::new(lost.iter().map(|token| (token.kind, token.value.as_ref())));
    gained.retain(|token| {
        if !is_merged(token) {
            return true;
        }
        let parts = token.value.split('`').map(str::trim).filter(|part| !part.is_empty());
        let parts: Vec<&Token<'_>> =
            parts.filter_map(|part| lost.get(spans.take(&(FactKind::CodeSpan, part))?)).copied().collect();
        let Some(first) = parts.first() else { return true };
        let names = parts.iter().map(|part| part.value.as_ref()).collect::<Vec<_>>();
        let key = format!("{}/{}", key(), names.join("/"));
        let source = Side::new(first.span, names.join(", "));
        let translation = Side::new(token.span, token.value.as_ref());
        push(Difference::told(FactKind::CodeSpan, key, source, translation, Change::Merged), out);
        false
    });
    let rest = lost.iter().enumerate().filter(|(at, _)| !spans.is_taken(*at)).map(|(_, token)| *token).collect();
    *lost = rest;
}

/// Which gained token stands for each lost one: alike but for case; or, when as many of the kind were gained as lost,
/// the one at its place in the order.
fn pair<'t, 'a>(lost: &[&'t Token<'a>], gained: &[&'t Token<'a>]) -> Vec<(&'t Token<'a>, Option<&'t Token<'a>>)> {
    if gained.is_empty() {
        return lost.iter().map(|token| (*token, None)).collect();
    }
    let letters = |token: &Token<'_>| (token.kind, letters(&token.value));
    let mut others = Unused::new(gained.iter().copied().map(letters));
    let alike = |token: &Token<'_>| others.take(&letters(token));
    let places: Vec<Option<usize>> = lost.iter().copied().map(alike).collect();
    let mut pairs: Vec<(&Token<'_>, Option<&Token<'_>>)> =
        lost.iter().zip(places).map(|(token, at)| (*token, at.and_then(|at| gained.get(at)).copied())).collect();
    // What is left of each kind: how many were lost, and which were gained.
    let mut left: HashMap<FactKind, (usize, VecDeque<&Token<'_>>)> = HashMap::default();
    for (token, _) in pairs.iter().filter(|(_, other)| other.is_none()) {
        left.entry(token.kind).or_default().0 += 1;
    }
    for (_, token) in gained.iter().enumerate().filter(|(at, _)| !others.is_taken(*at)) {
        left.entry(token.kind).or_default().1.push_back(token);
    }
    for (token, other) in pairs.iter_mut().filter(|(_, other)| other.is_none()) {
        // One sentence more or fewer, and the order tells nothing.
        if let Some((count, rest)) = left.get_mut(&token.kind).filter(|(count, rest)| *count == rest.len()) {
            *other = rest.pop_front();
            *count -= 1;
        }
    }
    pairs
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
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

/// How often what is lost still stands there with its marks.
fn counted<'t>(lost: &[&'t Token<'_>], found: &'t [Token<'_>]) -> HashMap<(FactKind, &'t str), usize> {
    let mut counts: HashMap<_, usize> = lost.iter().map(|token| ((token.kind, token.value.as_ref()), 0)).collect();
    for token in found {
        if let Some(count) = counts.get_mut(&(token.kind, token.value.as_ref())) {
            *count += 1;
        }
    }
    counts
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

/// Texts of so many bytes are searched for each word.
const SHORT: usize = 256;

/// Counts words in one text, which is read once.
struct Counter<'a> {
    text: &'a str,
    /// Where each run of letters stands.
    runs: Option<HashMap<&'a str, Vec<usize>>>,
    /// What was asked for already.
    known: HashMap<String, usize>,
}

impl<'a> Counter<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, runs: None, known: HashMap::default() }
    }

    /// How often `word` stands in the text, not within a longer word.
    fn count(&mut self, word: &str) -> usize {
        // A cell is searched faster than its words are put in a table.
        if self.text.len() <= SHORT {
            return places(self.text, word).count();
        }
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let count = self.counted(word);
        self.known.insert(word.to_owned(), count);
        count
    }

    fn counted(&mut self, word: &str) -> usize {
        let text = self.text;
        let found = self.runs.get_or_insert_with(|| {
            let mut found: HashMap<&str, Vec<usize>> = HashMap::default();
            runs_at(text).for_each(|(at, run)| found.entry(run).or_default().push(at));
            found
        });
        // Where the word stands, its runs stand: the rarest of them tells where to look.
        let mut rarest: Option<(usize, &[usize])> = None;
        for (offset, run) in runs_at(word) {
            let Some(places) = found.get(run) else { return 0 };
            if rarest.is_none_or(|(_, fewest)| places.len() < fewest.len()) {
                rarest = Some((offset, places));
            }
        }
        let Some((offset, run_places)) = rarest else { return places(text, word).count() };
        let starts = run_places.iter().filter_map(|at| at.checked_sub(offset));
        starts
            .filter(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(word)) && is_word(text, word, *at))
            .count()
    }
}

/// [`runs`], with the byte at which each begins.
fn runs_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.split_inclusive(|c: char| !is_inner(c)).filter_map(move |part| {
        let at = next;
        next += part.len();
        let run = part.trim_end_matches(|c: char| !is_inner(c));
        (!run.is_empty()).then_some((at, run))
    })
}

/// Whether `word`, which stands at byte `at` of `text`, is no part of a longer word.
fn is_word(text: &str, word: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
    !(word.starts_with(is_inner) && before.is_some_and(is_inner)
        || word.ends_with(is_inner) && after.is_some_and(is_inner))
}

/// Where `word` stands in `text`, not within a longer word.
pub(super) fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    // Most texts have no second place, and many are so short that to make a searcher takes longer than to search.
    let mut finder = None;
    let mut from = 0;
    // One may begin within another that is none.
    let next = move || {
        let rest = text.as_bytes().get(from..).filter(|_| !word.is_empty())?;
        let at = match from {
            0 => memmem::find(rest, word.as_bytes())?,
            _ => from + finder.get_or_insert_with(|| memmem::Finder::new(word)).find(rest)?,
        };
        from = at + 1;
        Some(at)
    };
    std::iter::from_fn(next).filter(move |at| is_word(text, word, *at))
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
        let scope = Scope {
            translation: &theirs,
            span: Span::new(0, theirs.source.text.len()),
            table: None,
            tags: Tags::default(),
        };
        let mut out = Vec::new();
        compare(&bold(&ours), &bold(&theirs), &scope, |_| Span::at(0), String::new, &mut out);
        let found: Vec<(&str, &str, Change)> = out.iter().map(|it| (it.expected(), it.found(), it.change)).collect();
        assert_eq!(found, [("displayName", "", Change::Lost)]);
    }
}
