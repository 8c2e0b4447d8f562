//! Whether other translations of a page say what one says and the source does not. Where pages name no text that they were made
//! from, they were then made from another one, and the source's word is not surely the right one. Must not judge single rules.

use super::PairContext;
use crate::docset::language::{script_of, subtag};
use crate::page::Page;
use foldhash::{HashMap, HashSet};
use std::cell::OnceCell;

/// So many values of a page are read, the first ones.
const VALUES: usize = 1 << 13;

/// What other translations have and the source has not, each with the tag of the first of them; read when first asked for.
#[derive(Default)]
pub struct Agreed<'a>(OnceCell<HashMap<&'a str, &'a str>>);

impl<'a> Agreed<'a> {
    /// The tag of another translation that has `found` as well, where this is no coincidence.
    pub fn with(&self, pair: &PairContext<'a>, found: &str) -> Option<&'a str> {
        // A page that names the text it was made from is measured by that.
        if pair.is_named() || found.trim().is_empty() {
            return None;
        }
        let tag = *self.0.get_or_init(|| all(pair)).get(found.trim())?;
        // Translators of two languages of one script may choose one word.
        let is_code = |byte: u8| byte.is_ascii_digit() || b"._/-=<>(){}[]:$#@".contains(&byte);
        let apart = script_of(tag) != script_of(pair.member.locale.tag());
        (apart || found.bytes().any(is_code)).then_some(tag)
    }
}

fn all<'a>(pair: &PairContext<'a>) -> HashMap<&'a str, &'a str> {
    let mut found = HashMap::default();
    let own = subtag(pair.member.locale.tag());
    let source: HashSet<&str> = values(&pair.source.page).collect();
    for id in pair.docset.group(&pair.member.key) {
        let Some(other) = pair.docset.get(*id).filter(|_| *id != pair.id && *id != pair.source_id) else { continue };
        let tag = other.locale.tag();
        if subtag(tag) == own || other.root == pair.member.root || other.page.source.text.len() > 1 << 20 {
            continue;
        }
        for value in values(&other.page).take(VALUES).filter(|value| !source.contains(value)) {
            found.entry(value).or_insert(tag);
        }
    }
    found
}

/// What the rules compare: code spans, lines of code, targets of links, cells.
fn values(page: &Page) -> impl Iterator<Item = &str> {
    let spans = page.code_spans.iter().map(|span| page.slice(span.content));
    let lines = page.code.iter().flat_map(|code| page.slice(code.content).lines());
    let links = page.links.iter().map(|link| page.slice(link.target));
    let cells = page.tables.iter().flat_map(|table| table.rows.iter().flat_map(|row| row.cells.iter()));
    let cells = cells.map(|cell| page.slice(*cell));
    spans.chain(lines).chain(links).chain(cells).map(str::trim).filter(|value| !value.is_empty())
}
