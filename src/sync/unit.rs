//! What a translator has to do on a page, place by place. Must not know how it is handed over.

use super::align::{self, Place};
use super::block::{self, Block, Kind};
use super::change::{self, From};
use super::inline;
use super::mark::{self, Mark, Plain};
use super::outcome::SourcePage;
use super::table_rows;
use crate::docset::provenance;
use crate::page::Page;
use crate::page::table::Row;
use crate::text::Span;
use std::collections::HashMap;

/// Where a unit stands, on the page without its marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target {
    /// The block.
    pub block: usize,
    /// The text that is replaced, mark of a cell included.
    pub span: Span,
    /// What it is.
    pub form: Form,
}

/// What is replaced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// The title of a heading.
    Title,
    /// The text of a block.
    Block,
    /// A cell of a table.
    Cell,
    /// The value of a key of the front matter.
    Key,
}

impl Form {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Form::Title => "heading",
            Form::Block => "text",
            Form::Cell => "cell",
            Form::Key => "key",
        }
    }
}

/// One text to translate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Made of the page's path below its locale, the source's text, and which one of several alike it is.
    pub id: String,
    /// Where.
    pub target: Target,
    /// What there is to do.
    pub mark: Mark,
    /// What the source says.
    pub source: String,
    /// What it said when the page was made.
    pub old_source: Option<String>,
    /// How that was translated.
    pub old_translation: Option<String>,
}

/// The texts to translate on a page, in order. `key` is its path below its locale; `base` is the text it was made from, where
/// that is known.
pub fn units(key: &str, plain: &Plain, current: &Page, base: Option<SourcePage<'_>>) -> Vec<Unit> {
    let (blocks, today) = (block::blocks(&plain.page), block::blocks(current));
    let places = align::places((current, &today), (&plain.page, &blocks));
    let mut source_of: Vec<Option<usize>> = vec![None; blocks.len()];
    for (at, place) in places.of.iter().enumerate() {
        if let Place::At(own) = place
            && let Some(slot) = source_of.get_mut(*own)
        {
            *slot = Some(at);
        }
    }
    let old = base.map(|base| {
        let blocks = block::blocks(base.page);
        let origins = change::origins((base.page, &blocks), (current, &today));
        (base.page, blocks, origins)
    });
    let mut reader = Reader { key, plain, current, seen: HashMap::new(), units: Vec::new() };
    for (at, own) in blocks.iter().enumerate() {
        let new_at = source_of.get(at).copied().flatten();
        let new = new_at.and_then(|at| today.get(at));
        let before = old.as_ref().and_then(|(page, blocks, origins)| {
            let From::Changed(old) = origins.get(new_at?)? else { return None };
            Some((*page, blocks.get(*old)?))
        });
        match own.kind {
            Kind::Header => reader.header(at, base.map(|base| base.page)),
            Kind::Table if plain.mark(own.body).is_none() => reader.cells(at, own, new, before),
            Kind::Table => reader.whole_table(at, own),
            _ => reader.block(at, own, new, before),
        }
    }
    reader.units
}

struct Reader<'a> {
    key: &'a str,
    plain: &'a Plain,
    current: &'a Page,
    seen: HashMap<String, usize>,
    units: Vec<Unit>,
}

/// The text of a block that is translated.
fn prose(page: &Page, block: &Block) -> (Span, Form) {
    match block.kind {
        Kind::Heading(_) => {
            let title = page.sections.get(block.section).map_or(block.body, |section| section.title);
            (title, Form::Title)
        }
        Kind::Quote => {
            let lead = quote_lead(block.body.of(&page.source.text));
            (block.body.part(lead..block.body.len()).trimmed(&page.source.text), Form::Block)
        }
        _ => {
            let after = block.after_marker(&page.source.text);
            (after.trimmed(&page.source.text), Form::Block)
        }
    }
}

/// What stands before the words of a quote: its marks, and the kind of an alert.
fn quote_lead(body: &str) -> usize {
    let mut rest = body;
    loop {
        let next = rest.trim_start_matches(['>', ' ', '\t', '\r', '\n']);
        let kind = next.strip_prefix("[!").and_then(|inner| inner.find(']').map(|end| end + "[!]".len()));
        rest = match kind.and_then(|len| next.get(len..)) {
            Some(after) if !next.starts_with("[!INCLUDE") => after,
            _ => return body.len() - next.len(),
        };
    }
}

impl Reader<'_> {
    fn add(&mut self, target: Target, mark: Mark, source: &str, old: (Option<String>, Option<String>)) {
        let source = inline::flat(source);
        if source.trim().is_empty() {
            return;
        }
        let seed = format!("{}\n{}\n{source}", self.key, target.form.name());
        let count = self.seen.entry(seed.clone()).or_insert(0);
        *count += 1;
        let hash = provenance::source_hash(&format!("{seed}\n{count}"));
        let id = format!("u{}", hash.get(..16).unwrap_or(&hash));
        let (old_source, old_translation) = old;
        self.units.push(Unit { id, target, mark, source, old_source, old_translation });
    }

    fn block(&mut self, at: usize, own: &Block, new: Option<&Block>, before: Option<(&Page, &Block)>) {
        let Some(mark) = self.plain.mark(own.body).filter(|_| !own.is_free) else { return };
        let (span, form) = prose(&self.plain.page, own);
        let text = self.plain.page.slice(span);
        let old_source = before.map(|(page, block)| inline::flat(page.slice(prose(page, block).0)));
        let target = Target { block: at, span, form };
        match (mark, new) {
            (Mark::Outdated, Some(new)) => {
                let source = self.current.slice(prose(self.current, new).0);
                self.add(target, mark, source, (old_source, Some(inline::flat(text))));
            }
            // What the source says today is not known: nothing can be handed over.
            (Mark::Outdated, None) => {}
            (Mark::Translate, _) => self.add(target, mark, text, (old_source, None)),
        }
    }

    fn header(&mut self, at: usize, base: Option<&Page>) {
        let page = &self.plain.page;
        let Some(front) = &page.front_matter else { return };
        let text = &page.source.text;
        for entry in &front.entries {
            let line = mark::line_around(text, entry.key.from());
            let above = line.start.checked_sub(1).map(|end| mark::line_around(text, end));
            let Some(mark) = above.and_then(|line| Mark::of_yaml(line.of(text))) else { continue };
            let key = entry.key.of(text);
            let own_value = page.meta(key).unwrap_or_default().into_owned();
            let source = self.current.meta(key).map_or_else(|| own_value.clone(), std::borrow::Cow::into_owned);
            let old = match mark {
                Mark::Outdated => {
                    (base.and_then(|base| base.meta(key)).map(std::borrow::Cow::into_owned), Some(own_value))
                }
                Mark::Translate => (None, None),
            };
            self.add(Target { block: at, span: entry.value, form: Form::Key }, mark, &source, old);
        }
    }

    fn rows(&self, block: &Block) -> Vec<Row> {
        let table = block.table.and_then(|at| self.plain.page.tables.get(at));
        table.map_or_else(Vec::new, |table| std::iter::once(&table.header).chain(&table.rows).cloned().collect())
    }

    /// A new table: all its cells are in the source's language.
    fn whole_table(&mut self, at: usize, own: &Block) {
        for cell in self.rows(own).iter().flat_map(|row| &row.cells) {
            let text = self.plain.page.slice(*cell).to_owned();
            if text.contains(char::is_alphabetic) {
                self.add(Target { block: at, span: *cell, form: Form::Cell }, Mark::Translate, &text, (None, None));
            }
        }
    }

    fn cells(&mut self, at: usize, own: &Block, new: Option<&Block>, before: Option<(&Page, &Block)>) {
        let table = |page: &Page, block: Option<&Block>| page.tables.get(block?.table?).cloned();
        let today = table(self.current, new);
        let rows = |table: &crate::page::table::Table| -> Vec<Row> {
            std::iter::once(&table.header).chain(&table.rows).cloned().collect()
        };
        let own_rows = self.rows(own);
        let today_rows = today.as_ref().map(rows).filter(|rows| rows.len() == own_rows.len());
        let old = before.and_then(|(page, block)| {
            let (old, today) = (table(page, Some(block))?, today.as_ref()?);
            let of = table_rows::rows((page, &old), (self.current, today));
            let columns = table_rows::columns((page, &old), (self.current, today));
            Some((page, old, of, columns))
        });
        for (row_at, row) in own_rows.iter().enumerate() {
            for (column, cell) in row.cells.iter().enumerate() {
                let (own_text, mark) = mark::cell(self.plain.page.slice(*cell));
                let Some(mark) = mark else { continue };
                let own_text = own_text.to_owned();
                let target = Target { block: at, span: *cell, form: Form::Cell };
                let today = today_rows.as_ref().and_then(|rows| rows.get(row_at));
                let source = today.map(|row| self.current.slice(row.cell(column)).to_owned());
                let old_source = old.as_ref().and_then(|(page, table, of, columns)| {
                    let old_column = (*columns.get(column)?)?;
                    let old_row = match row_at.checked_sub(1) {
                        None => &table.header,
                        Some(at) => table.rows.get((*of.get(at)?)?)?,
                    };
                    Some(page.slice(old_row.cell(old_column)).to_owned())
                });
                match (mark, source) {
                    (Mark::Outdated, Some(source)) => self.add(target, mark, &source, (old_source, Some(own_text))),
                    (Mark::Outdated, None) => {}
                    (Mark::Translate, _) => self.add(target, mark, &own_text, (None, None)),
                }
            }
        }
    }
}
