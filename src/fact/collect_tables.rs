//! What the tables of a page claim: permissions, headers, parameters and their types.

use super::area::{Areas, Seen};
use super::facts::{Fact, Facts, UnitKind};
use super::kind::FactKind;
use super::plain::{plain, spaced};
use super::prose::{self, Token};
use super::words::Words;
use super::{TableInfo, TableKind, cell, mended, token, url};
use crate::page::Page;
use crate::page::model::within;
use crate::page::section::Role;
use crate::page::table::{Row, Table};
use crate::text::Span;

/// Adds the facts of every table.
pub fn collect(page: &Page, tables: &[TableInfo], areas: &Areas, words: &dyn Words, facts: &mut Facts) {
    let mut seen = Seen::default();
    for (table, info) in page.tables.iter().zip(tables) {
        let area = match info.role {
            // The role names one table of a page; a page may have many lists of members.
            Some(role) if info.kind != TableKind::Other && role != Role::Members => role.name(),
            _ => areas.name(info.section as usize),
        };
        let area = if area.is_empty() { "top" } else { area };
        let label = match info.kind {
            TableKind::Permissions => "permissions",
            TableKind::Headers => "headers",
            TableKind::Names => "names",
            TableKind::Methods => "methods",
            TableKind::Other => "table",
        };
        facts.open(UnitKind::Table, label, area, seen.unique(area.to_owned()), table.span);
        facts.add(FactKind::TableShape, "", format!("{} columns", table.header.cells.len()), table.header.span);
        let reader = Reader { page, table, info, words };
        let mut names = Seen::default();
        let mended = mended::is_broken(page, table).then(|| mended::rows(page, table));
        for row in mended.as_deref().unwrap_or(&table.rows) {
            reader.row(row, &mut names, facts);
        }
    }
}

struct Reader<'a> {
    page: &'a Page,
    table: &'a Table,
    info: &'a TableInfo,
    words: &'a dyn Words,
}

impl Reader<'_> {
    fn row(&self, row: &Row, names: &mut Seen, facts: &mut Facts) {
        // What is left of a broken row, and headings within a table, claim nothing.
        let is_heading = row.cells.len() > 1 && row.cells.iter().skip(1).all(|cell| cell.is_empty());
        if row.cells.iter().all(|cell| cell.is_empty()) || is_heading {
            return;
        }
        let first = row.cell(0);
        let name = match self.info.kind {
            TableKind::Permissions => self.permission_row(first),
            TableKind::Headers => self.header(first).to_ascii_lowercase(),
            TableKind::Methods => self.method(first),
            TableKind::Names | TableKind::Other => plain(self.page.slice(first)).into_owned(),
        };
        let unit = facts.units.len().saturating_sub(1);
        let Some(open) = facts.units.last_mut() else { return };
        open.rows.push(names.unique(name.clone()));
        let row_at = open.rows.len() - 1;
        let mut add = |kind, name: String, value: String, span| {
            facts.list.push(Fact { kind, unit, row: Some(row_at), name, value, span });
        };
        match self.info.kind {
            TableKind::Headers => add(FactKind::HeaderName, String::new(), name, first),
            TableKind::Names => add(FactKind::Name, String::new(), name, first),
            TableKind::Other if is_code(&name) => add(FactKind::Name, String::new(), name, first),
            _ => {}
        }
        // Most rows tell as a whole that no cell holds anything more.
        let text = self.page.slice(row.span);
        let may_hold = prose::has_marks(text) || prose::may_be_in_cell(text);
        for (column, at) in row.cells.iter().enumerate() {
            let kind = cell::kind_of(self.info, column);
            match kind {
                Some(FactKind::Type) => {
                    let value = cell::canonical_type(self.page.slice(*at), self.words);
                    if !value.is_empty() && !cell::is_no_type(&value) {
                        add(FactKind::Type, String::new(), value, *at);
                    }
                }
                Some(FactKind::Permission) => {
                    let name = if row.cells.len() > 2 { self.column(column) } else { String::new() };
                    add(FactKind::Permission, name, cell::permission_set(self.page.slice(*at), self.words), *at);
                }
                _ => {}
            }
            if may_hold {
                self.tokens(kind, *at, &mut add);
            }
        }
    }

    /// Whom a permission row is for, in every locale; where the locale does not know its words, the file its link names, or the words.
    fn permission_row(&self, cell: Span) -> String {
        let label = plain(self.page.slice(cell));
        self.words.permission_row(&label).map_or_else(|| self.method(cell), |row| row.name().to_owned())
    }

    /// A column of a permission table of several: whom it is for, or its number.
    fn column(&self, column: usize) -> String {
        let label = plain(self.page.slice(self.table.header.cell(column)));
        self.words.permission_row(&label).map_or_else(|| (column + 1).to_string(), |row| row.name().to_owned())
    }

    fn header(&self, cell: Span) -> String {
        let name = cell::header_name(self.page.slice(cell));
        let known = self.words.canonical_header(&name);
        known.map_or_else(|| name.trim_end_matches(['.', ':', ',']).to_owned(), str::to_owned)
    }

    /// A row of a table of methods: the file its link names; its words where it has none.
    fn method(&self, cell: Span) -> String {
        let link = within(&self.page.links, cell, |link| link.span).first();
        link.map_or_else(
            || plain(self.page.slice(cell)).into_owned(),
            |link| {
                let target = url::neutral_target(link.target(&self.page.source.text)).into_owned();
                target.rsplit('/').next().unwrap_or(&target).to_owned()
            },
        )
    }

    /// Tokens that a cell holds beside its own fact.
    fn tokens(&self, kind: Option<FactKind>, at: Span, add: &mut impl FnMut(FactKind, String, String, Span)) {
        let text = self.page.slice(at).as_bytes();
        let mut tokens: Vec<Token<'_>> = Vec::new();
        if kind.is_none() {
            prose::in_cell(self.page, at, &mut tokens);
            if memchr::memchr2(b'`', b'*', text).is_some() {
                prose::marked(self.page, at, |_| true, &mut tokens);
            }
        }
        tokens.retain(prose::is_kept);
        for token in tokens {
            let value = self.canonical(&token);
            // A scheme or a placeholder is known by being there, under any name.
            let name = match token.kind {
                FactKind::AuthenticationScheme | FactKind::Placeholder => String::new(),
                _ => value.clone(),
            };
            add(token.kind, name, value, token.span);
        }
        if memchr::memchr(b'[', text).is_none() {
            return;
        }
        for link in within(&self.page.links, at, |link| link.span) {
            let target = url::neutral_target(link.target(&self.page.source.text)).into_owned();
            let span = if link.target.is_empty() { link.span } else { link.target };
            add(FactKind::LinkTarget, target.clone(), target, span);
        }
    }

    fn canonical(&self, token: &Token<'_>) -> String {
        let known = match token.kind {
            FactKind::AuthenticationScheme => self.words.canonical_scheme(&token.value).map(str::to_owned),
            FactKind::Placeholder => self.words.canonical_placeholder(&token.value).map(str::to_owned),
            FactKind::MediaType => Some(token.value.to_ascii_lowercase()),
            _ => None,
        };
        known.unwrap_or_else(|| spaced(&token.value))
    }
}

/// Whether the first cell of a table that is not known to list names is one all the same.
fn is_code(name: &str) -> bool {
    token::is_identifier(name) && (token::is_compound(name) || name.starts_with(|c: char| c.is_ascii_lowercase()))
}
