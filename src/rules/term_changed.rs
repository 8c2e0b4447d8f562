//! Terms that are listed to be kept stand in a translation where its source has them.
//!
//! ## Why
//!
//! Names of products are words of no language. Who reads of a `Centro de lámparas` looks in vain for it in a window whose title is
//! `Lamp Hub`. Which names those are is known to nobody but the authors, so the rule is silent until they list them:
//!
//! ```yaml
//! rules:
//!   term-changed:
//!     terms: [Lamp Hub, Teapot]
//! ```
//!
//! Compared are titles, paragraphs, items of lists, cells of tables and the title in the front matter, each with its counterpart in
//! the source. A sentence can do without a name the second time: a term that the translation has less often, but still has, is
//! told only where a word of it stands there by itself (`Hub de lámparas`). Where a section has not as many paragraphs as that of
//! the source, all of them are compared together.
//!
//! Case counts. A term is no part of a longer word in Latin letters (`Teapots`); letters of other scripts behind it are an
//! ending. Between its words, any space, line end, hyphen or mark of emphasis will do. Code, targets of links and addresses do not
//! count; but a term that the translation has made code of is still there.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Remarks
//!
//! Open Lamp Hub to see all lamps.
//! ```
//!
//! ```md es-ES
//! ## <a name="remarks"></a>Comentarios
//!
//! Abra el Centro de lámparas para ver todas las lámparas.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Remarks
//!
//! Open Lamp Hub to see all lamps.
//! ```
//!
//! ```md es-ES
//! ## <a name="remarks"></a>Comentarios
//!
//! Abra Lamp Hub para ver todas las lámparas.
//! ```

use crate::docset::PageId;
use crate::drift::{Verdict, align};
use crate::page::inline::Link;
use crate::page::model::within;
use crate::page::{Page, visible};
use crate::rule::{Check, Findings, OptionSpec, PageContext, Rule, Severity};
use crate::text::Span;
use memchr::memmem::Finder;
use std::collections::BTreeSet;
use std::slice;

/// The rule.
pub static RULE: Rule = Rule {
    id: "term-changed",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[OptionSpec {
        name: "terms",
        help: "the names that translations must keep as they are",
        default: "[]",
        values: &[],
    }],
    source: include_str!("term_changed.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let terms = context.settings.option(RULE.id, "terms");
    if terms.is_empty() || !context.is_translation() {
        return;
    }
    let Some((source_id, source)) = context.proved_source() else { return };
    let (ours, theirs) = (&source.page, context.page());
    let terms: BTreeSet<&str> = terms.iter().map(|term| term.trim()).collect();
    let terms: Vec<Term<'_>> = terms.into_iter().filter_map(|name| Term::of(name, ours, theirs)).collect();
    if !terms.is_empty() {
        Pair { ours, theirs, source_id, terms }.compare(out);
    }
}

/// A term, and where the two pages have it.
struct Term<'t> {
    name: &'t str,
    ours: Vec<Use>,
    theirs: Vec<Use>,
}

/// A place that has a term.
struct Use {
    span: Span,
    seen: Seen,
}

/// As what a reader sees a term.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Prose,
    Code,
    /// In the target of a link, an address, a tag, a comment.
    Hidden,
}

impl<'t> Term<'t> {
    /// Nothing where the prose of the source does not have the term.
    fn of(name: &'t str, ours: &Page, theirs: &Page) -> Option<Self> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let finder = Finder::new(words.first()?);
        let ours = uses(ours, &words, &finder);
        ours.iter().any(|found| found.seen == Seen::Prose).then_some(())?;
        Some(Self { name, ours, theirs: uses(theirs, &words, &finder) })
    }
}

/// The places where a page has these words.
fn uses(page: &Page, words: &[&str], first: &Finder<'_>) -> Vec<Use> {
    let text = page.source.text.as_str();
    let found =
        first.find_iter(text.as_bytes()).filter_map(|start| Some(Span::new(start, end_of(text, start, words)?)));
    found.map(|span| Use { span, seen: seen(page, span) }).collect()
}

/// Where words that begin at byte `start` end, if all of them follow each other there, and are no parts of longer words.
fn end_of(text: &str, start: usize, words: &[&str]) -> Option<usize> {
    let is_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    let before = start.checked_sub(1).and_then(|before| bytes.get(before));
    let mut end = start;
    for (number, word) in words.iter().enumerate() {
        let rest = text.get(end..)?;
        let rest = if number == 0 { rest } else { behind_gap(rest)? };
        end = text.len() - rest.strip_prefix(word)?.len();
    }
    (!is_word(before) && !is_word(bytes.get(end))).then_some(end)
}

/// What stands behind the gap between two words of a term: white space and what may stand in it on a page.
fn behind_gap(text: &str) -> Option<&str> {
    /// A line end and the marks of a list within a quote.
    const LONGEST: usize = 32;
    let mut length = 0;
    loop {
        let rest = text.get(length..)?;
        let is_gap = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '>' | '\u{2011}');
        length += match rest.chars().next().filter(|c| is_gap(*c)) {
            Some(c) => c.len_utf8(),
            None if rest.starts_with("&nbsp;") => "&nbsp;".len(),
            None => break,
        };
        if length > LONGEST {
            return None;
        }
    }
    let (gap, rest) = text.split_at_checked(length)?;
    (!gap.is_empty() && gap.matches('\n').count() < 2).then_some(rest)
}

/// As what a reader sees the text at `span`.
fn seen(page: &Page, span: Span) -> Seen {
    if visible::in_code_span(page, span) {
        Seen::Code
    } else if visible::is_hidden(page, span) || in_tag(page, span) || in_address(page, span) {
        Seen::Hidden
    } else {
        Seen::Prose
    }
}

/// How far before a place the beginning of a tag or an address is looked for.
const NEAR: usize = 256;

/// Whether `span` lies in a tag of HTML.
fn in_tag(page: &Page, span: Span) -> bool {
    let bytes = page.source.text.as_bytes();
    let before = bytes.get(span.from().saturating_sub(NEAR)..span.from()).unwrap_or_default();
    let after = |at: usize| before.get(at + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
    memchr::memrchr2(b'<', b'>', before).is_some_and(|at| before.get(at) == Some(&b'<') && after(at))
}

/// Whether `span` is part of a web address or of one of mail.
fn in_address(page: &Page, span: Span) -> bool {
    let bytes = page.source.text.as_bytes();
    let before = bytes.get(span.from().saturating_sub(NEAR)..span.from()).unwrap_or_default();
    let start = before.iter().rposition(u8::is_ascii_whitespace).map_or(0, |at| at + 1);
    let word = before.get(start..).unwrap_or_default();
    word.windows(3).any(|three| three == b"://") || word.ends_with(b"@") || bytes.get(span.to()) == Some(&b'@')
}

/// A translation beside its source.
struct Pair<'a> {
    ours: &'a Page,
    theirs: &'a Page,
    source_id: PageId,
    terms: Vec<Term<'a>>,
}

impl Pair<'_> {
    fn compare(&self, out: &mut Findings) {
        if let (Some(ours), Some(theirs)) = (header_title(self.ours), header_title(self.theirs)) {
            self.block(ours, theirs, out);
        }
        for pair in align::sections(self.ours, self.theirs) {
            let (Some(left), Some(right)) = pair else { continue };
            if let (Some(ours), Some(theirs)) = (self.ours.sections.get(left), self.theirs.sections.get(right)) {
                self.block(ours.title, theirs.title, out);
                self.paragraphs((ours.body(), theirs.body()), theirs.title, out);
                self.tables(left, right, out);
            }
        }
    }

    /// The paragraphs of two sections, the second with this title.
    fn paragraphs(&self, (ours, theirs): (Span, Span), title: Span, out: &mut Findings) {
        let left = within(&self.ours.paragraphs, ours, |paragraph| paragraph.span);
        let right = within(&self.theirs.paragraphs, theirs, |paragraph| paragraph.span);
        if left.len() == right.len() {
            for (ours, theirs) in left.iter().zip(right) {
                self.block(ours.span, theirs.span, out);
            }
            return;
        }
        let left: Vec<Span> = left.iter().map(|paragraph| paragraph.span).collect();
        // A paragraph that became something else, a row of a table or code, has kept its words.
        let place = if title.is_empty() { right.first().map_or(theirs, |first| first.span) } else { title };
        self.blocks(&left, &[theirs], place, out);
    }

    /// The tables of two sections, by their numbers.
    fn tables(&self, left: usize, right: usize, out: &mut Findings) {
        let (ours, theirs) = (align::tables_of(self.ours, left), align::tables_of(self.theirs, right));
        for pair in align::tables(self.ours, self.theirs, ours, theirs) {
            let (Some(left), Some(right)) = pair else { continue };
            let (Some(ours), Some(theirs)) = (self.ours.tables.get(left), self.theirs.tables.get(right)) else {
                continue;
            };
            if !self.terms.iter().any(|term| count(&term.ours, &[ours.span], Seen::Prose) > 0) {
                continue;
            }
            let rows = align::rows((self.ours, &ours.rows), (self.theirs, &theirs.rows));
            let rows =
                rows.into_iter().filter_map(|(left, right)| Some((ours.rows.get(left?)?, theirs.rows.get(right?)?)));
            for (ours, theirs) in std::iter::once((&ours.header, &theirs.header)).chain(rows) {
                if ours.cells.len() == theirs.cells.len() {
                    for (ours, theirs) in ours.cells.iter().zip(&theirs.cells) {
                        self.block(*ours, *theirs, out);
                    }
                } else {
                    self.block(ours.span, theirs.span, out);
                }
            }
        }
    }

    fn block(&self, ours: Span, theirs: Span, out: &mut Findings) {
        self.blocks(slice::from_ref(&ours), slice::from_ref(&theirs), theirs, out);
    }

    /// Tells, at `place`, the terms that the blocks `theirs` have less often than the blocks `ours`.
    fn blocks(&self, ours: &[Span], theirs: &[Span], place: Span, out: &mut Findings) {
        for term in &self.terms {
            let wanted = count(&term.ours, ours, Seen::Prose);
            if wanted == 0 {
                continue;
            }
            let found = count(&term.theirs, theirs, Seen::Prose);
            let as_code = count(&term.theirs, theirs, Seen::Code).saturating_sub(count(&term.ours, ours, Seen::Code));
            if found + as_code < wanted && (found == 0 || self.is_altered(term, ours, theirs)) {
                self.report(term, (wanted, found), (ours, theirs, place), out);
            }
        }
    }

    /// Whether a word of the term stands by itself in the translation, and not as often in the source.
    fn is_altered(&self, term: &Term<'_>, ours: &[Span], theirs: &[Span]) -> bool {
        let (left, right) = (count(&term.ours, ours, Seen::Prose), count(&term.theirs, theirs, Seen::Prose));
        let words = || term.name.split_whitespace();
        words().count() > 1
            && words().any(|word| {
                let alone = |page, blocks, within| count_word(page, blocks, word).saturating_sub(within);
                alone(self.theirs, theirs, right) > alone(self.ours, ours, left)
            })
    }

    fn report(
        &self,
        term: &Term<'_>,
        (wanted, found): (usize, usize),
        (ours, theirs, place): (&[Span], &[Span], Span),
        out: &mut Findings,
    ) {
        let name = term.name;
        let uses = || ours.iter().flat_map(|span| within(&term.ours, *span, |found| found.span));
        let mut shown = uses().filter(|found| found.seen == Seen::Prose);
        let Some(first) = shown.next() else { return };
        let link = self.link(term, first, theirs);
        let place = link.map_or_else(|| align::first_line(self.theirs, place), |link| link.text);
        let message = match (wanted, found) {
            (1, 0) => format!("the source has the term {name} here, the translation does not"),
            (_, 0) => format!("the source has the term {name} {} here, the translation does not", times(wanted)),
            _ => format!("the source has the term {name} {} here, the translation {}", times(wanted), times(found)),
        };
        let finding = out.report(place, message);
        finding.verdict = Some(Verdict::Mistranslated);
        finding.expected(name).because_of(self.source_id, first.span, "the source");
        finding.help(format!("write {name} as the source does"));
    }

    /// The link of the translation that stands for the one of the source in whose text `lost` is, if it has lost the term.
    fn link(&self, term: &Term<'_>, lost: &Use, theirs: &[Span]) -> Option<&Link> {
        let ours = visible::around(&self.ours.links, lost.span, |link| link.span)
            .find(|link| link.text.contains(lost.span))?;
        let target = ours.target(&self.ours.source.text);
        let links = theirs.iter().flat_map(|span| within(&self.theirs.links, *span, |link| link.span));
        let mut same = links.filter(|link| link.target(&self.theirs.source.text) == target);
        let (Some(link), None) = (same.next(), same.next()) else { return None };
        within(&term.theirs, link.text, |found| found.span).is_empty().then_some(link)
    }
}

fn times(number: usize) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{number} times"),
    }
}

/// How often a term stands in these blocks.
fn count(uses: &[Use], blocks: &[Span], seen: Seen) -> usize {
    let of_one =
        |span: &Span| within(uses, *span, |found| found.span).iter().filter(|found| found.seen == seen).count();
    blocks.iter().map(of_one).sum()
}

/// How often the prose of these blocks has a word.
fn count_word(page: &Page, blocks: &[Span], word: &str) -> usize {
    let finder = Finder::new(word);
    let of_one = |block: &Span| {
        let text = page.slice(*block);
        let ends = finder.find_iter(text.as_bytes()).filter_map(|start| Some(start..end_of(text, start, &[word])?));
        ends.filter(|range| seen(page, block.part(range.clone())) == Seen::Prose).count()
    };
    blocks.iter().map(of_one).sum()
}

/// The title in the front matter.
fn header_title(page: &Page) -> Option<Span> {
    Some(page.front_matter.as_ref()?.entry(&page.source.text, "title")?.value)
}
