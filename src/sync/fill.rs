//! Translated texts into their places on a page. Refuses what would damage the page. Must not know the format they came in.

use super::block::{self, Kind};
use super::inline::{self, Part};
use super::mark::{self, Mark};
use super::piece::{self, Piece};
use super::unit::{Form, Unit};
use crate::page;
use crate::text::edit::{self, Edit};
use crate::text::{Source, Span};
use std::collections::HashMap;

/// A part of a translated text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Translated {
    /// Words.
    Text(String),
    /// The protected part of this number.
    Whole(usize),
    /// Its beginning.
    Open(usize),
    /// Its end.
    Close(usize),
}

/// Which part of what a placeholder stands for.
#[derive(PartialEq, Eq, Hash)]
enum Side {
    Whole,
    Open,
    Close,
}

/// The translated text of `source`, a unit's, as it stands on a page. The error says what is wrong with it.
pub fn compose(source: &str, translated: &[Translated]) -> Result<String, String> {
    let parts = inline::parts(source);
    let mut used = vec![0_usize; parts.len()];
    let mut out = String::new();
    let mut open: Vec<usize> = Vec::new();
    let mut places: HashMap<(Side, usize), usize> = HashMap::new();
    for (at, part) in parts.iter().enumerate() {
        let key = match part {
            Part::Text(_) => continue,
            Part::Whole(number, _) => (Side::Whole, *number),
            Part::Open(number, _) => (Side::Open, *number),
            Part::Close(number, _) => (Side::Close, *number),
        };
        places.entry(key).or_insert(at);
    }
    for part in translated {
        let key = match part {
            Translated::Text(text) => {
                out.push_str(text);
                continue;
            }
            Translated::Open(number) => {
                open.push(*number);
                (Side::Open, *number)
            }
            Translated::Close(number) => {
                if open.pop() != Some(*number) {
                    return Err("it ends a link or an emphasis that it does not begin".to_owned());
                }
                (Side::Close, *number)
            }
            Translated::Whole(number) => (Side::Whole, *number),
        };
        let Some(at) = places.get(&key) else {
            return Err("it has a placeholder that the source has not".to_owned());
        };
        if let Some(count) = used.get_mut(*at) {
            *count += 1;
        }
        out.push_str(parts.get(*at).map_or("", Part::raw));
    }
    let mut lost: Vec<&str> = Vec::new();
    for (part, used) in parts.iter().zip(used) {
        match part {
            Part::Text(_) => {}
            _ if used > 1 => return Err(format!("it has {} more than once", part.raw().trim())),
            _ if used == 0 => lost.push(part.raw().trim()),
            _ => {}
        }
    }
    if !lost.is_empty() {
        return Err(format!("it has lost {}", lost.join(" ")));
    }
    if out.trim().is_empty() {
        return Err("it says nothing".to_owned());
    }
    Ok(out.trim().to_owned())
}

/// The page `text` with `filled` in the places of its units, whose marks are taken away. The units are those of this very
/// text. What cannot be filled comes back with the reason.
pub fn fill(path: &str, text: &str, filled: &[(&Unit, String)]) -> (String, Vec<(String, String)>) {
    let plain = mark::unmarked(path, text);
    let own = &plain.page.source.text;
    let blocks = block::blocks(&plain.page);
    let line_end = plain.page.source.line_end();
    let mut refused = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut of_block: HashMap<usize, Vec<&(&Unit, String)>> = HashMap::new();
    for one in filled {
        of_block.entry(one.0.target.block).or_default().push(one);
    }
    for (at, block) in blocks.iter().enumerate() {
        let mine = of_block.remove(&at).unwrap_or_default();
        let mut mark = plain.mark(block.body).filter(|_| !block.is_free);
        let written = block.body.of(own);
        let all: Vec<Vec<Edit>> = mine.iter().map(|(unit, words)| edits(own, block, unit, words, line_end)).collect();
        let damages = damaging(written, &mine, &all);
        let fills = mine.iter().zip(all).zip(damages).filter_map(|((one, edits), damages)| {
            if damages {
                refused.push((one.0.id.clone(), "it would change the structure of the page".to_owned()));
            }
            (!damages).then_some(edits)
        });
        let fills: Vec<Vec<Edit>> = fills.collect();
        let done = fills.len();
        let edits: Vec<Edit> = fills.into_iter().flatten().collect();
        let body = edit::apply(written, &edits).0;
        // A new table stays marked until all its cells are filled.
        let all = filled_all(block.kind, done, mark, &body, edits.len());
        if all {
            mark = None;
        }
        pieces.push(Piece {
            kind: block.kind,
            body,
            tail: block.tail().of(own).to_owned(),
            mark,
            at_end: block.is_nested,
            of: Some(at),
            source: None,
        });
    }
    if filled.len() == refused.len() {
        return (text.to_owned(), refused);
    }
    let bom = text.get(..plain.page.source.mark_len()).unwrap_or("");
    (mark::written(path, piece::text(&pieces, bom, line_end)), refused)
}

fn filled_all(kind: Kind, done: usize, mark: Option<Mark>, body: &str, edits: usize) -> bool {
    if kind == Kind::Table && mark.is_some() {
        let page = page::parse(Source::new("", body));
        let rows = page.tables.iter().flat_map(|table| std::iter::once(&table.header).chain(&table.rows));
        let words =
            rows.flat_map(|row| &row.cells).filter(|cell| page.slice(**cell).contains(char::is_alphabetic)).count();
        return edits > 0 && done >= words;
    }
    done > 0
}

/// What fills a unit of `block`: edits of the block's own text.
fn edits(text: &str, block: &block::Block, unit: &Unit, words: &str, line_end: &str) -> Vec<Edit> {
    let span = unit.target.span;
    let one_line = words.split(['\n', '\r']).map(str::trim).collect::<Vec<_>>().join(" ");
    let new = match unit.target.form {
        Form::Title => one_line,
        Form::Cell => escaped(&one_line),
        Form::Key => quoted(&one_line),
        Form::Block => piece::with_line_ends(words, line_end),
    };
    let mut edits = vec![Edit { span, text: new }];
    if unit.target.form == Form::Key {
        let line = mark::line_around(text, span.from());
        let above = line.start.checked_sub(1).map(|end| mark::line_around(text, end));
        if let Some(above) = above.filter(|above| Mark::of_yaml(above.of(text)).is_some()) {
            edits.push(Edit { span: Span::new(above.start, line.start), text: String::new() });
        }
    }
    let start = block.body.from();
    for edit in &mut edits {
        edit.span = Span::new(edit.span.from().saturating_sub(start), edit.span.to().saturating_sub(start));
    }
    edits
}

/// For each unit of a block that says `written` whether what fills it would change the block's structure. All are tried together, and
/// apart only as far as that is needed to tell which it is: a table may have thousands of cells.
fn damaging(written: &str, units: &[&(&Unit, String)], all: &[Vec<Edit>]) -> Vec<bool> {
    let mut damages = vec![false; all.len()];
    let mark = |damages: &mut [bool], at: usize| damages.iter_mut().skip(at).take(1).for_each(|one| *one = true);
    // A value of the front matter is in quotes.
    let asked: Vec<usize> =
        (0..all.len()).filter(|at| units.get(*at).is_some_and(|(unit, _)| unit.target.form != Form::Key)).collect();
    if asked.is_empty() {
        return damages;
    }
    let own = shape(written);
    let is_kept = |some: &[usize]| {
        let edits: Vec<Edit> = some.iter().filter_map(|at| all.get(*at)).flatten().cloned().collect();
        shape(&edit::apply(written, &edits).0) == own
    };
    let mut open: Vec<&[usize]> = vec![&asked];
    while let Some(some) = open.pop() {
        if is_kept(some) {
            continue;
        }
        if let [one] = some {
            mark(&mut damages, *one);
        } else {
            let (first, second) = some.split_at(some.len() / 2);
            open.extend([first, second]);
        }
    }
    // Each half may be sound by itself, and both together not.
    let left: Vec<usize> = asked.iter().copied().filter(|at| damages.get(*at) == Some(&false)).collect();
    if !is_kept(&left) {
        for at in asked {
            mark(&mut damages, at);
        }
    }
    damages
}

/// The blocks of a text, the cells of its tables, the links of its prose.
fn shape(body: &str) -> (Vec<Kind>, Vec<usize>) {
    let page = page::parse(Source::new("", body));
    let rows = page.tables.iter().flat_map(|table| &table.rows);
    (block::blocks(&page).iter().map(|block| block.kind).collect(), rows.map(|row| row.cells.len()).collect())
}

/// A cell's text without a pipe that would end the cell.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut slashes = 0;
    for c in text.chars() {
        if c == '|' && slashes % 2 == 0 {
            out.push('\\');
        }
        slashes = if c == '\\' { slashes + 1 } else { 0 };
        out.push(c);
    }
    out
}

/// A value of the front matter in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
