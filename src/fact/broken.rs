//! Name cells that cannot be names, told from the page alone: a name has no white space, no punctuation at its ends and no
//! letter outside ASCII. Must not know what the name was.

use super::cell;
use super::kind::FactKind;
use super::plain::plain;
use super::table::{TableInfo, TableKind};
use super::token;
use crate::page::section::Role;
use crate::page::table::Table;
use crate::page::{Page, json};
use crate::text::Span;
use crate::text::script::has_foreign_letter;
use foldhash::HashSet;
use std::borrow::Cow;

/// What shows that a cell is no name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// A name with punctuation at its ends.
    Punctuation,
    /// Several words.
    Space,
    /// A letter outside ASCII.
    Letter,
}

/// A name cell that is no name.
#[derive(Debug)]
pub struct Broken<'a> {
    /// The cell without the marks around it.
    pub span: Span,
    /// What it says.
    pub text: Cow<'a, str>,
    /// What is wrong.
    pub flaw: Flaw,
}

/// The cells of `kind` of a page, without the marks around them, in order.
pub fn cells<'a>(page: &'a Page, tables: &'a [TableInfo], kind: FactKind) -> impl Iterator<Item = Span> + 'a {
    page.tables.iter().zip(tables).flat_map(move |(table, info)| {
        let columns = (0..table.header.cells.len()).filter(move |column| cell::kind_of(info, *column) == Some(kind));
        columns.flat_map(move |column| table.rows.iter().map(move |row| row.cell(column))).filter_map(move |at| {
            let text = page.slice(at);
            let part = if kind == FactKind::HeaderName { cell::header_core(text) } else { cell::core(text) };
            (!part.is_empty()).then(|| at.part(part))
        })
    })
}

/// The broken names in the tables of parameters, members and relationships. Tables of properties are not among them: they
/// are compared with the page's JSON, which tells more.
pub fn names<'a>(page: &'a Page, tables: &'a [TableInfo]) -> impl Iterator<Item = Broken<'a>> {
    page.tables
        .iter()
        .zip(tables)
        .filter(|(table, info)| {
            info.kind == TableKind::Names && info.role != Some(Role::Properties) && has_names(page, table)
        })
        .flat_map(move |(table, _)| table.rows.iter())
        .filter(|row| row.cells.len() > 1 && row.cells.iter().skip(1).any(|cell| !cell.is_empty()))
        .filter_map(move |row| {
            let cell = row.cell(0);
            let span = cell.part(cell::core(page.slice(cell)));
            let text = plain(page.slice(span));
            flaw(&text).map(|flaw| Broken { span, text, flaw })
        })
}

/// Whether most rows of a table begin with a name, so that the others should.
fn has_names(page: &Page, table: &Table) -> bool {
    let count = table.rows.iter().filter(|row| token::is_identifier(&plain(page.slice(row.cell(0))))).count();
    count * 2 >= table.rows.len()
}

fn flaw(text: &str) -> Option<Flaw> {
    let text = without_remark(text);
    if text.is_empty() || token::is_identifier(text) {
        return None;
    }
    if has_foreign_letter(text) {
        return Some(Flaw::Letter);
    }
    if token::is_identifier(without_punctuation(text)) {
        return Some(Flaw::Punctuation);
    }
    let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let words = text.split(' ').count();
    ((2..=5).contains(&words) && text.split(' ').all(is_word)).then_some(Flaw::Space)
}

/// A name without the remark in parentheses behind it, which is for the translator to word.
fn without_remark(text: &str) -> &str {
    let name = text.strip_suffix(')').and_then(|text| text.split_once(" (")).map(|(name, _)| name);
    name.filter(|name| token::is_identifier(name)).unwrap_or(text)
}

/// A name without the punctuation of a sentence at its ends, in any language.
pub fn without_punctuation(text: &str) -> &str {
    if cell::is_bare(text) { text } else { text.trim_matches(PUNCTUATION) }
}

const PUNCTUATION: [char; 24] = [
    '.', ',', ';', ':', '"', '\'', '«', '»', '‹', '›', '“', '”', '„', '‘', '’', '‚', '「', '」', '。', '，', '、',
    '；', '：', '．',
];

/// The keys of the JSON on the page that no name cell has: what a broken name may have been.
pub fn unclaimed<'p>(page: &'p Page, tables: &'p [TableInfo]) -> Vec<Cow<'p, str>> {
    let names: HashSet<&str> = cells(page, tables, FactKind::Name).map(|at| page.slice(at)).collect();
    let mut keys = keys(page);
    keys.retain(|key| !names.contains(key.as_ref()));
    keys
}

/// The keys of the objects that the JSON texts of the page are, without those of the objects within.
pub fn root_keys(page: &Page) -> HashSet<Cow<'_, str>> {
    let text = &page.source.text;
    let mut keys = HashSet::default();
    for json in documents(page) {
        keys.extend(json.children(0).filter(|(_, node)| node.key().is_some()).map(|(_, node)| json::key(text, node)));
    }
    keys
}

/// The keys of all JSON on the page: what its names may be.
pub fn keys(page: &Page) -> Vec<Cow<'_, str>> {
    let text = &page.source.text;
    let mut keys = Vec::new();
    for json in documents(page) {
        keys.extend(json.nodes.iter().filter(|node| node.key().is_some()).map(|node| json::key(text, node)));
    }
    keys
}

fn documents(page: &Page) -> impl Iterator<Item = &json::Json> {
    page.code.iter().filter_map(|code| {
        let body = code.http.as_deref().and_then(|message| message.body()).and_then(|body| body.json.as_ref());
        code.json.as_deref().or(body)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_is_no_name() {
        assert_eq!(flaw("displayName"), None);
        assert_eq!(flaw("id (read only)"), None);
        assert_eq!(flaw("String."), Some(Flaw::Punctuation));
        assert_eq!(flaw("home page"), Some(Flaw::Space));
        assert_eq!(flaw("имя"), Some(Flaw::Letter));
        assert_eq!(flaw("displayName (устарело)"), None);
        assert_eq!(without_punctuation("„displayName“；"), "displayName");
    }
}
