//! A table of a translation, merged row by row and cell by cell. The mark of a cell stands at its end: a comment between two
//! rows would end the table.

use super::likeness::folded;
use super::mark::{self, Mark};
use super::prose::{self, Text};
use super::table_rows;
use crate::drift;
use crate::fact::plain::plain;
use crate::fact::{FactKind, TableInfo, cell, mended, token};
use crate::page::Page;
use crate::page::model::within;
use crate::page::table::{Cells, Row, Table};
use crate::text::Span;
use crate::text::edit::{self, Edit};
use std::collections::HashMap;

/// Words of the source's cells that this page has translated: `Application`, `Not supported.`
pub type Phrases = HashMap<String, String>;

/// A table with what it is.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The page.
    pub page: &'a Page,
    /// The table.
    pub table: &'a Table,
}

/// The cells of `base` and `ours`, where both have as many rows.
pub fn learn(base: Side<'_>, ours: Side<'_>, phrases: &mut Phrases) {
    if base.table.rows.len() != ours.table.rows.len() {
        return;
    }
    let rows = |table: &'_ Table| -> Vec<Cells> {
        std::iter::once(&table.header).chain(&table.rows).map(|row| row.cells.clone()).collect()
    };
    for (a, b) in rows(base.table).iter().zip(&rows(ours.table)) {
        learn_row((base, a), (ours, b), phrases);
    }
}

fn learn_row((base, a): (Side<'_>, &Cells), (ours, b): (Side<'_>, &Cells), phrases: &mut Phrases) {
    if a.len() != b.len() {
        return;
    }
    for (old, new) in a.iter().zip(b) {
        let (text, mark) = mark::cell(ours.page.slice(*new));
        if mark.is_none() && !text.is_empty() {
            phrases.entry(folded(base.page.slice(*old))).or_insert_with(|| text.to_owned());
        }
    }
}

/// Tables with more rows are not read for the words of one row.
const ROWS: usize = 1 << 9;

/// The same for a table some of whose rows the translation lacks: the cells of rows that begin alike.
pub fn learn_by_name(base: Side<'_>, ours: Side<'_>, phrases: &mut Phrases) {
    if base.table.rows.len().max(ours.table.rows.len()) > ROWS {
        return;
    }
    let mut rows: HashMap<&str, &Row> = HashMap::new();
    for row in &base.table.rows {
        rows.entry(base.page.slice(row.cell(0))).or_insert(row);
    }
    for row in &ours.table.rows {
        if let Some(old) = rows.remove(ours.page.slice(row.cell(0))) {
            learn_row((base, &old.cells), (ours, &row.cells), phrases);
        }
    }
}

/// What is known when a table is merged.
pub struct Merge<'a> {
    /// The table of the base.
    pub base: Side<'a>,
    /// Today's.
    pub current: Side<'a>,
    /// What today's is.
    pub info: &'a TableInfo,
    /// The translation's.
    pub ours: Side<'a>,
    /// Words that the page has translated.
    pub phrases: &'a Phrases,
    /// The line end of the translation.
    pub line_end: &'a str,
}

impl Merge<'_> {
    /// The merged table's lines, without the last line end. The error says why it was left.
    pub fn run(&self) -> Result<String, String> {
        let Merge { base, current, ours, .. } = self;
        if base.table.header.cells.len() != ours.table.header.cells.len() {
            return Err("its translation has another number of columns than the table it was made from".to_owned());
        }
        let translated = self.translated_rows()?;
        let columns = table_rows::columns((base.page, base.table), (current.page, current.table));
        let same_columns = columns.len() == base.table.header.cells.len()
            && columns.iter().enumerate().all(|(at, column)| *column == Some(at));
        let text = &ours.page.source.text;
        let header_line = mark::line_around(text, ours.table.header.span.from());
        let prefix = text.get(header_line.start..ours.table.header.span.from()).unwrap_or("");
        let header = self.row(
            (&base.table.header, &current.table.header, Some(&ours.table.header)),
            (&columns, same_columns),
            true,
        );
        let delimiter = if same_columns {
            ours.page.slice(ours.table.delimiter)
        } else {
            current.page.slice(current.table.delimiter)
        };
        let mut lines = vec![format!("{prefix}{header}"), format!("{prefix}{delimiter}")];
        let origins = table_rows::rows((base.page, base.table), (current.page, current.table));
        for (row, origin) in current.table.rows.iter().zip(origins) {
            let old = origin.and_then(|at| base.table.rows.get(at));
            let own = origin.and_then(|at| *translated.get(at)?).and_then(|at| ours.table.rows.get(at));
            let line = match old {
                Some(old) => self.row((old, row, own), (&columns, same_columns), false),
                None => self.row((row, row, None), (&columns, same_columns), false),
            };
            lines.push(format!("{prefix}{line}"));
        }
        Ok(lines.join(self.line_end))
    }

    /// For each row of the base, its row in the translation.
    fn translated_rows(&self) -> Result<Vec<Option<usize>>, String> {
        let Merge { base, ours, .. } = self;
        let (left, right) = (&base.table.rows, &ours.table.rows);
        if left.len() == right.len() {
            return Ok((0..left.len()).map(Some).collect());
        }
        if mended::is_broken(ours.page, ours.table) {
            return Err("a row of its translation is broken".to_owned());
        }
        let mut found = vec![None; left.len()];
        for pair in drift::align::rows((base.page, left), (ours.page, right)) {
            match pair {
                (Some(a), other) => {
                    if let Some(slot) = found.get_mut(a) {
                        *slot = other;
                    }
                }
                (None, _) => return Err("its translation has rows that the table it was made from has not".to_owned()),
            }
        }
        Ok(found)
    }

    /// One row: of the base, of today, and of the translation where it has one.
    fn row(
        &self,
        (old, new, own): (&Row, &Row, Option<&Row>),
        (columns, same): (&[Option<usize>], bool),
        head: bool,
    ) -> String {
        let Merge { current, ours, .. } = self;
        let cells = (0..new.cells.len()).map(|column| {
            let old =
                columns.get(column).copied().flatten().map(|at| (old.cell(at), own.and_then(|own| own.cells.get(at))));
            self.cell(column, new.cell(column), old.and_then(|(old, own)| Some((old, *own?))), head)
        });
        let cells: Vec<String> = cells.collect();
        // The translation's own row keeps its spaces and pipes.
        let (page, row) = match own {
            Some(own) if same && own.cells.len() == new.cells.len() => (ours.page, own),
            _ => (current.page, new),
        };
        let start = row.span.from();
        let edits: Vec<Edit> = row
            .cells
            .iter()
            .zip(cells)
            .map(|(cell, text)| {
                let pad = if cell.is_empty() && !text.is_empty() { " " } else { "" };
                Edit { span: Span::new(cell.from() - start, cell.to() - start), text: format!("{pad}{text}{pad}") }
            })
            .collect();
        edit::apply(page.slice(row.span), &edits).0
    }

    /// One cell: today's, and where there are the base's and the translation's.
    fn cell(&self, column: usize, new: Span, before: Option<(Span, Span)>, head: bool) -> String {
        let Merge { base, current, ours, info, .. } = self;
        let text = current.page.slice(new);
        if let Some((old, own)) = before {
            let own_text = ours.page.slice(own);
            let (own_words, mark) = mark::cell(own_text);
            let is_same = folded(base.page.slice(old)) == folded(text);
            if is_same || folded(own_words) == folded(text) {
                return own_text.to_owned();
            }
            let is_permission = !head && cell::kind_of(info, column) == Some(FactKind::Permission);
            if mark != Some(Mark::Translate) && !is_permission && !is_free_cell(current.page, new, info, column, head) {
                if let Some(phrase) = self.phrases.get(&folded(text)) {
                    return phrase.clone();
                }
                let own = own.part(0..own_words.len());
                let (old, new) = (Text { page: base.page, span: old }, Text { page: current.page, span: new });
                let merged = prose::merge(old, new, Text { page: ours.page, span: own });
                if merged.text.trim().is_empty() {
                    return marked(text, Mark::Translate);
                }
                return if merged.is_done && mark.is_none() {
                    merged.text
                } else {
                    marked(&merged.text, Mark::Outdated)
                };
            }
        }
        if is_free_cell(current.page, new, info, column, head) {
            return text.to_owned();
        }
        self.phrases.get(&folded(text)).cloned().unwrap_or_else(|| marked(text, Mark::Translate))
    }
}

/// A row of the source for a translation that lacks it: cells that are free of language as they are, others in words that the
/// page has translated, or marked.
pub fn restored(source: Side<'_>, info: &TableInfo, row: &Row, phrases: &Phrases) -> String {
    let start = row.span.from();
    let edits: Vec<Edit> = row
        .cells
        .iter()
        .enumerate()
        .filter_map(|(column, cell)| {
            let text = source.page.slice(*cell);
            if text.is_empty() || is_free_cell(source.page, *cell, info, column, false) {
                return None;
            }
            let text = phrases.get(&folded(text)).cloned().unwrap_or_else(|| marked(text, Mark::Translate));
            Some(Edit { span: Span::new(cell.from() - start, cell.to() - start), text })
        })
        .collect();
    edit::apply(source.page.slice(row.span), &edits).0
}

fn marked(text: &str, mark: Mark) -> String {
    format!("{text} {}", mark.comment())
}

/// Whether a cell of the source is free of language: a name, a type, scopes, or nothing but identifiers.
pub fn is_free_cell(page: &Page, cell: Span, info: &TableInfo, column: usize, head: bool) -> bool {
    let text = page.slice(cell);
    match cell::kind_of(info, column).filter(|_| !head) {
        Some(FactKind::Permission) if cell::scopes(text).next().is_some() => return true,
        Some(FactKind::Permission) | None => {}
        Some(_) => return true,
    }
    let code = within(&page.code_spans, cell, |code| code.span).iter().map(|code| Edit {
        span: Span::new(code.span.from() - cell.from(), code.span.to() - cell.from()),
        text: String::new(),
    });
    let without_code = edit::apply(text, &code.collect::<Vec<_>>()).0;
    plain(&without_code).split_whitespace().all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        !word.contains(char::is_alphabetic)
            || token::is_compound(bare)
            || token::media_types(word).next().is_some_and(|(range, _)| range.len() == word.len())
    })
}
