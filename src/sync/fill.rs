//! Translated texts into their places on a page. Refuses what would damage the page. Must not know the format they came in.

use super::block::{self, Kind};
use super::inline::{self, Part};
use super::mark::{self, Mark};
use super::piece::{self, Piece};
use super::unit::{Form, Unit};
use crate::page;
use crate::text::edit::{self, Edit};
use crate::text::{Source, Span};

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

/// The translated text of `source`, a unit's, as it stands on a page. The error says what is wrong with it.
pub fn compose(source: &str, translated: &[Translated]) -> Result<String, String> {
    let parts = inline::parts(source);
    let mut used = vec![0_usize; parts.len()];
    let mut out = String::new();
    let mut open: Vec<usize> = Vec::new();
    for part in translated {
        let is_it = |candidate: &Part| match (part, candidate) {
            (Translated::Whole(a), Part::Whole(b, _))
            | (Translated::Open(a), Part::Open(b, _))
            | (Translated::Close(a), Part::Close(b, _)) => a == b,
            _ => false,
        };
        match part {
            Translated::Text(text) => out.push_str(text),
            Translated::Open(number) => open.push(*number),
            Translated::Close(number) => {
                if open.pop() != Some(*number) {
                    return Err("it ends a link or an emphasis that it does not begin".to_owned());
                }
            }
            Translated::Whole(_) => {}
        }
        if !matches!(part, Translated::Text(_)) {
            let Some(at) = parts.iter().position(is_it) else {
                return Err("it has a placeholder that the source has not".to_owned());
            };
            if let Some(count) = used.get_mut(at) {
                *count += 1;
            }
            out.push_str(parts.get(at).map_or("", Part::raw));
        }
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
    for (at, block) in blocks.iter().enumerate() {
        let mine: Vec<&(&Unit, String)> = filled.iter().filter(|(unit, _)| unit.target.block == at).collect();
        let mut edits: Vec<Edit> = Vec::new();
        let mut done = 0;
        let mut mark = plain.mark(block.body).filter(|_| !block.is_free);
        for (unit, words) in mine {
            match edit(own, block, unit, words, line_end) {
                Ok(one) => {
                    edits.extend(one);
                    done += 1;
                }
                Err(why) => refused.push((unit.id.clone(), why)),
            }
        }
        let start = block.body.start;
        for edit in &mut edits {
            edit.span = Span { start: edit.span.start - start, end: edit.span.end - start };
        }
        let body = edit::apply(block.body.of(own), &edits).0;
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
    (piece::text(&pieces, bom, line_end), refused)
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

fn edit(text: &str, block: &block::Block, unit: &Unit, words: &str, line_end: &str) -> Result<Vec<Edit>, String> {
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
        let key_line = Span::new(line.start, line.start);
        let above = line.start.checked_sub(1).map(|end| mark::line_around(text, end));
        if let Some(above) = above.filter(|above| Mark::of_yaml(above.of(text)).is_some()) {
            edits.push(Edit { span: Span::new(above.start, key_line.from()), text: String::new() });
        }
        return Ok(edits);
    }
    let body = block.body.of(text);
    let moved: Vec<Edit> = edits
        .iter()
        .map(|edit| Edit {
            span: Span::new(edit.span.from() - block.body.from(), edit.span.to() - block.body.from()),
            text: edit.text.clone(),
        })
        .collect();
    if shape(body) != shape(&edit::apply(body, &moved).0) {
        return Err("it would change the structure of the page".to_owned());
    }
    Ok(edits)
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
