//! What a source has that is to be found again in its translations. Read once for all of them, since most sections have nothing of
//! most kinds. Must not know translations.

use super::cells;
use super::{header_words, macros, parameters};
use crate::fact::TableInfo;
use crate::fact::prose::{self, Token};
use crate::page::Page;
use crate::page::model::within;
use crate::page::table::{Row, Table};

/// What is on one page.
#[derive(Debug)]
pub struct Outline {
    /// Whether there are macros.
    pub has_macros: bool,
    sections: Box<[Holds]>,
    rows: Box<[RowHolds]>,
    /// The first row of each table.
    tables: Box<[usize]>,
}

/// What is in one section, its heading and its tables apart.
#[derive(Clone, Copy, Debug, Default)]
pub struct Holds {
    /// Tokens that stay in a translation.
    pub tokens: bool,
    /// Links.
    pub links: bool,
    /// The word before which names of headers stand.
    pub header_words: bool,
    /// Lists of parameters with types.
    pub types: bool,
}

/// What is in the cells of a row, a bit for each; the last one is for all columns from there on.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowHolds {
    tokens: u32,
    links: u32,
}

impl RowHolds {
    /// Whether the cell in `column` may have tokens that stay in a translation.
    pub fn tokens(self, column: usize) -> bool {
        self.tokens & bit(column) != 0
    }

    /// Whether it may have links.
    pub fn links(self, column: usize) -> bool {
        self.links & bit(column) != 0
    }

    fn of<'a>(page: &'a Page, (table, info): (&Table, &TableInfo), row: &Row, room: &mut Vec<Token<'a>>) -> Self {
        let mut holds = Self::default();
        // Most rows tell as a whole that no cell holds anything.
        let text = page.slice(row.span);
        if !prose::has_marks(text) && !prose::may_be_in_cell(text) {
            return holds;
        }
        for (column, cell) in row.cells.iter().enumerate() {
            let has_marks = prose::has_marks(page.slice(*cell));
            if cells::may_hold_tokens(cells::kind(info, table, row, column)) {
                room.clear();
                cells::read_tokens(page, *cell, has_marks, room);
                holds.tokens |= if room.iter().any(prose::is_kept) { bit(column) } else { 0 };
            }
            let has_links = has_marks && !within(&page.links, *cell, |link| link.span).is_empty();
            holds.links |= if has_links { bit(column) } else { 0 };
        }
        holds
    }
}

fn bit(column: usize) -> u32 {
    1 << column.min(31)
}

impl Outline {
    /// What is on `page`; `infos` says what its tables are.
    pub fn of(page: &Page, infos: &[TableInfo]) -> Self {
        let mut tokens: Vec<Token<'_>> = Vec::new();
        let sections = page.sections.iter().map(|section| {
            let body = section.body();
            let tables = within(&page.tables, body, |table| table.span);
            tokens.clear();
            prose::marked(page, body, prose::outside(tables), &mut tokens);
            prose::includes(page, body, &mut tokens);
            Holds {
                tokens: tokens.iter().any(prose::is_kept),
                links: !within(&page.links, body, |link| link.span).is_empty(),
                header_words: header_words::may_be_in(page, body),
                types: parameters::has_types(page, body),
            }
        });
        let sections = sections.collect();
        let mut rows = Vec::with_capacity(page.tables.iter().map(|table| table.rows.len()).sum());
        let unknown = TableInfo::default();
        let tables = page.tables.iter().enumerate().map(|(at, table)| {
            let first = rows.len();
            let info = infos.get(at).unwrap_or(&unknown);
            rows.extend(table.rows.iter().map(|row| RowHolds::of(page, (table, info), row, &mut tokens)));
            first
        });
        let tables = tables.collect();
        Self { sections, has_macros: !macros::all(page).is_empty(), rows: rows.into(), tables }
    }

    /// What is in the section at `index`.
    pub fn section(&self, index: usize) -> Holds {
        self.sections.get(index).copied().unwrap_or_default()
    }

    /// What is in the rows of the table at `index`, and in those of the tables behind it.
    pub fn table(&self, index: usize) -> &[RowHolds] {
        self.tables.get(index).and_then(|first| self.rows.get(*first..)).unwrap_or_default()
    }
}
