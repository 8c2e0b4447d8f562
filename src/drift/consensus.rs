//! Token cells of a page without a source, beside the pages that were made from the same text: what two or more of them write
//! alike, and this one otherwise, is what the source says, where it is a token in any language. Where fewer were made from that
//! text, pages made from others speak of names that no source can have had. Must not know rules.

use super::proof;
use super::relatives::is_original;
use crate::docset::{DocSet, Locale, Member, PageId};
use crate::fact::{FactKind, cell, plain::plain, token};
use crate::page::Page;
use crate::page::table::{Row, Table};
use crate::text::Span;
use crate::text::script::Script;
use memchr::memmem;

/// A cell in which a page stands alone.
#[derive(Clone, Debug)]
pub struct Outvoted {
    /// What the cell claims.
    pub kind: FactKind,
    /// The cell.
    pub place: Span,
    /// What the others write there, as it is written.
    pub text: String,
    /// One of the others, and its cell.
    pub reference: (PageId, Span),
    /// How many write so; one where what it writes is proof.
    pub votes: usize,
    /// Whether it stands so in the source: not where two translators may have changed its case, or had another text.
    pub sure: bool,
}

/// The fewest pages that can outvote one.
const FEWEST: usize = 2;

/// The cells of page `id` that the other pages of its group, made from the same text, agree against.
pub fn outvoted(docset: &DocSet, group: &[PageId], id: PageId) -> Vec<Outvoted> {
    let mut out = Vec::new();
    let Some(ours) = docset.get(id) else { return out };
    let Some(hash) = docset.named_hash(ours) else { return out };
    let is_twin = |other: &Member| docset.named_hash(other).is_some_and(|theirs| theirs.eq_ignore_ascii_case(hash));
    let is_like = |other: &Member| {
        other.page.tables.len() == ours.page.tables.len()
            && (is_twin(other) || docset.named_hash(other).is_some() && other.version == ours.version)
    };
    let members = group.iter().filter(|other| **other != id).filter_map(|other| Some((*other, docset.get(*other)?)));
    let mut twins: Vec<(PageId, &Member)> = members.filter(|(_, other)| is_like(other)).collect();
    let of_text = twins.iter().filter(|(_, other)| is_twin(other)).count();
    let one_text = of_text >= FEWEST;
    if one_text || twins.len() < FEWEST {
        twins.retain(|(_, other)| is_twin(other));
    }
    if twins.is_empty() {
        return out;
    }
    let can_prove = of_text > 0 && proof::is_readable(&ours.page);
    for at in 0..ours.page.tables.len() {
        if let Some(ballot) = Ballot::on(ours, at, &twins, of_text) {
            ballot.count(can_prove, &is_twin, &mut out);
        }
    }
    out
}

/// A table of a page, and the pages that have their say on its cells.
struct Ballot<'a> {
    ours: &'a Member,
    table: &'a Table,
    /// The number of the table on every page.
    at: usize,
    /// The pages whose table at this place has the shape of this one.
    alike: Vec<&'a (PageId, &'a Member)>,
    /// How many of the pages were made from this page's text.
    of_text: usize,
    /// The columns that hold tokens.
    columns: Vec<(usize, FactKind)>,
}

impl<'a> Ballot<'a> {
    /// The ballot on the table at `at`, unless nobody may vote on it or prove anything.
    fn on(ours: &'a Member, at: usize, twins: &'a [(PageId, &'a Member)], of_text: usize) -> Option<Self> {
        let (table, info) = (ours.page.tables.get(at)?, ours.tables.get(at)?);
        // Tables of one text have one shape, unless one of them is broken.
        let has_shape = |other: &Table| {
            other.rows.len() == table.rows.len() && other.header.cells.len() == table.header.cells.len()
        };
        let alike: Vec<_> = twins.iter().filter(|(_, twin)| twin.page.tables.get(at).is_some_and(has_shape)).collect();
        if alike.is_empty() || alike.len() < FEWEST && of_text == 0 {
            return None;
        }
        let is_token = |kind: &FactKind| match kind {
            FactKind::Name => true,
            FactKind::Type | FactKind::HeaderName => of_text > 0,
            _ => false,
        };
        let widest = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let columns =
            (0..widest).filter_map(|column| Some((column, cell::kind_of(info, column).filter(is_token)?))).collect();
        Some(Self { ours, table, at, alike, of_text, columns })
    }

    /// Adds the cells on which the others agree against the page; or, where it can be read for proof, one that the pages made
    /// from its text prove wrong.
    fn count(&self, can_prove: bool, is_twin: &impl Fn(&Member) -> bool, out: &mut Vec<Outvoted>) {
        for (number, row) in self.table.rows.iter().enumerate() {
            for (column, kind) in &self.columns {
                let Some(place) = row.cells.get(*column) else { break };
                if self.is_agreed(number, row, *column, *kind, *place) {
                    continue;
                }
                let mut cells = self.cells(number, row, *column);
                let voted = self.vote(number, *kind, *place, &cells);
                out.extend(voted.or_else(|| {
                    if !can_prove {
                        return None;
                    }
                    cells.retain(|(_, twin, _)| is_twin(twin));
                    proof::of(self.ours, *kind, *place, &cells)
                }));
            }
        }
    }

    /// Whether there is nothing to vote on: nearly always all of them write the same.
    fn is_agreed(&self, number: usize, row: &Row, column: usize, kind: FactKind, place: Span) -> bool {
        let own = self.ours.page.slice(place);
        let is_same = |(_, twin): &&(PageId, &Member)| {
            let other = twin.page.tables.get(self.at).and_then(|other| other.rows.get(number));
            other
                .is_some_and(|other| other.cells.len() == row.cells.len() && twin.page.slice(other.cell(column)) == own)
        };
        let mut others = self.alike.iter();
        let is_right = || kind == FactKind::Type && self.ours.locale.is_type_name(own);
        others.next().is_some_and(is_same) && (others.all(is_same) || is_right())
    }

    /// What the others have in a cell; of rows with another number of cells nobody can tell.
    fn cells(&self, number: usize, row: &Row, column: usize) -> Vec<(PageId, &'a Member, Span)> {
        let cell = |(id, twin): &&'a (PageId, &'a Member)| {
            let other = twin.page.tables.get(self.at)?.rows.get(number)?;
            let same = other.cells.len() == row.cells.len();
            Some((*id, *twin, *other.cells.get(column).filter(|_| same)?))
        };
        self.alike.iter().filter_map(cell).collect()
    }

    /// What the majority has to say, where there can be one.
    fn vote(&self, number: usize, kind: FactKind, place: Span, cells: &[(PageId, &Member, Span)]) -> Option<Outvoted> {
        if self.alike.len() < FEWEST {
            return None;
        }
        if self.of_text >= FEWEST {
            return vote(self.ours, kind, place, cells);
        }
        let stands = |(_, twin): &&(PageId, &Member)| {
            let other = twin.page.tables.get(self.at);
            other.is_some_and(|other| is_flanked((&self.ours.page, self.table), (&twin.page, other), number))
        };
        let renamed = (kind == FactKind::Name).then(|| rename(self.ours, place, cells)).flatten();
        renamed.filter(|_| self.alike.iter().all(stands))
    }
}

/// Whether the row above or below a row begins alike in two tables of as many rows: then it is one row in both.
fn is_flanked((page, table): (&Page, &Table), (other_page, other): (&Page, &Table), number: usize) -> bool {
    let name = |page: &'_ Page, table: &Table, at: usize| {
        table.rows.get(at).map(|row| plain(page.slice(row.cell(0))).into_owned())
    };
    let same = |at: usize| name(page, table, at).is_some_and(|own| name(other_page, other, at) == Some(own));
    number.checked_sub(1).is_some_and(same) || same(number + 1)
}

/// What the cells of the others, `cells`, have to say against the cell at `place`.
fn vote(ours: &Member, kind: FactKind, place: Span, cells: &[(PageId, &Member, Span)]) -> Option<Outvoted> {
    let own = ours.page.slice(place);
    let (first, leader, span) = cells.first()?;
    let text = leader.page.slice(*span);
    let all = cells.iter().all(|(_, twin, span)| twin.page.slice(*span) == text);
    // Two may well write `Double` where the source and the third have `double`: case alone decides nothing.
    if cells.len() < FEWEST || !all || plain(text).eq_ignore_ascii_case(&plain(own)) {
        return None;
    }
    let is_word_of = |locale: &Locale| is_translated(kind, text, locale);
    if cells.iter().any(|(_, twin, _)| is_word_of(&twin.locale)) || !is_token(kind, text, &ours.page, &ours.locale) {
        return None;
    }
    let sure = is_cased(kind, text, &ours.page);
    Some(Outvoted { kind, place, text: text.to_owned(), reference: (*first, *span), votes: cells.len(), sure })
}

/// What pages made from other texts have to say against the name at `place`: all the same, and it is no word of theirs.
fn rename(ours: &Member, place: Span, cells: &[(PageId, &Member, Span)]) -> Option<Outvoted> {
    let (first, leader, span) = cells.first()?;
    let text = leader.page.slice(*span);
    let all = cells.iter().all(|(_, twin, span)| twin.page.slice(*span) == text);
    let own = plain(ours.page.slice(place));
    if cells.len() < FEWEST || !all || own.is_empty() || plain(text).eq_ignore_ascii_case(&own) {
        return None;
    }
    let shown = plain(text);
    let name = core(&shown);
    // Whoever writes in other letters has a word in these from the source.
    let is_kept = || cells.iter().any(|(_, twin, _)| twin.locale.script() != Script::Latin);
    let is_name = token::is_identifier(name)
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && (is_kept() || cells.iter().any(|(_, twin, _)| is_original(&twin.page, name)));
    if !is_name || is_original(&ours.page, core(&own)) {
        return None;
    }
    let kind = FactKind::Name;
    Some(Outvoted { kind, place, text: text.to_owned(), reference: (*first, *span), votes: cells.len(), sure: false })
}

/// A cell without the marks that wrap all of it.
pub fn core(cell: &str) -> &str {
    cell.get(cell::core(cell)).unwrap_or(cell)
}

/// Whether the case of a token is told by itself or by the page's own code: translators write `GUID` and `IPv6` for the `guid`
/// and `ipv6` of a source, one like the other.
fn is_cased(kind: FactKind, text: &str, page: &Page) -> bool {
    let shown = plain(text);
    let core = core(&shown);
    match kind {
        FactKind::Name => core.starts_with(|c: char| c.is_ascii_lowercase()) || is_in_code(page, core),
        FactKind::Type => !core.bytes().all(|byte| byte.is_ascii_uppercase()) || is_in_code(page, core),
        _ => true,
    }
}

/// Whether a locale's own words say that `text` stands for something else: two Romance languages may well agree.
pub fn is_translated(kind: FactKind, text: &str, locale: &Locale) -> bool {
    let core = core(text);
    let is_other = |canonical: Option<&str>| canonical.is_some_and(|canonical| canonical != core);
    match kind {
        FactKind::HeaderName => is_other(locale.canonical_header(core)),
        FactKind::Type => {
            is_other(locale.canonical_type(core)) || locale.collection_element(core).is_some_and(|_| !core.is_ascii())
        }
        _ => false,
    }
}

/// Whether `text` is a token in any language: two languages may translate a plain word alike (`estado`).
pub fn is_token(kind: FactKind, text: &str, page: &Page, locale: &Locale) -> bool {
    if !text.is_ascii() {
        return false;
    }
    let shown = plain(text);
    let core = core(&shown);
    match kind {
        FactKind::HeaderName => locale.is_header_name(core) || core.contains('-'),
        FactKind::Type => {
            let words = core
                .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_'))
                .filter(|word| !word.is_empty());
            let mut words = words.peekable();
            words.peek().is_some()
                && words.all(|word| {
                    locale.is_type_name(word) || token::is_coined(word) || word.eq_ignore_ascii_case("collection")
                })
        }
        _ => token::is_coined(core) || token::is_identifier(core) && is_in_code(page, core),
    }
}

/// Whether the page's own code has `word` as a word.
pub fn is_in_code(page: &Page, word: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let finder = memmem::Finder::new(word);
    page.code.iter().any(|code| {
        let text = page.slice(code.content);
        finder.find_iter(text.as_bytes()).filter(|at| text.is_char_boundary(*at)).any(|at| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        })
    })
}
