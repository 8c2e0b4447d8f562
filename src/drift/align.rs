//! Which section, table and row of a translation is which of its source. By anchors and order, never by lines.

use super::content;
use super::sequence::{self, Pairs, SURE};
use crate::fact::token;
use crate::page::Page;
use crate::page::table::Row;
use crate::text::Span;

/// Pairs the sections of two pages: by slug, then by level among what is left between two pairs.
pub fn sections(source: &Page, translation: &Page) -> Pairs {
    let (left, right) = (&source.sections, &translation.sections);
    let same = left.len() == right.len() && left.iter().zip(right).all(|(a, b)| a.slug == b.slug && a.level == b.level);
    if same {
        return (0..left.len()).map(|at| (Some(at), Some(at))).collect();
    }

    // A heading without an anchor has the slug of its translated title. What has no language tells then which is which, where one
    // page has a heading more.
    let is_told = right.iter().all(|section| section.anchor().is_some());
    let read = |page: &Page| {
        if is_told { Default::default() } else { (content::of_sections(page), content::shapes(page)) }
    };
    let ((ours, our_shapes), (theirs, their_shapes)) = (read(source), read(translation));
    sequence::align(left.len(), right.len(), |i, j| match (left.get(i), right.get(j)) {
        (Some(a), Some(b)) if a.slug == b.slug && a.level == b.level => SURE,
        (Some(a), Some(b)) if a.slug == b.slug => SURE / 2,
        (Some(a), Some(b)) if b.anchor().is_none() && a.level == b.level => {
            // One paragraph is like any other.
            let is_telling = our_shapes.get(i).is_some_and(|shape| shape.iter().sum::<usize>() > 1);
            let is_alike = is_telling && our_shapes.get(i) == their_shapes.get(j);
            1 + u32::from(is_alike) + 2 * ours.get(i).zip(theirs.get(j)).map_or(0, |(a, b)| content::shared(a, b, 3))
        }
        _ => 0,
    })
}

/// Index range, in `Page::tables`, of the tables in the section at `index`.
pub fn tables_of(page: &Page, index: usize) -> std::ops::Range<usize> {
    let Some(section) = page.sections.get(index) else { return 0..0 };
    range_of(&page.tables, section.span, |table| table.span)
}

/// Finds what lies in sections that are asked for in order of place: each look goes on where the one before began.
#[derive(Default, Debug)]
pub struct Cursor(usize);

impl Cursor {
    /// Index range of the items of `list` that begin within `span`.
    pub fn range<T>(&mut self, list: &[T], span: Span, at: impl Fn(&T) -> Span) -> std::ops::Range<usize> {
        let rest = list.get(self.0..).unwrap_or_default();
        let before = rest.iter().take_while(|item| at(item).start < span.start).count();
        let count = rest.iter().skip(before).take_while(|item| at(item).start < span.end).count();
        self.0 += before;
        self.0..self.0 + count
    }
}

/// The name that keys of facts in the section at `index` begin with.
pub fn area(page: &Page, index: usize) -> &str {
    page.sections.get(index).map_or("", |section| if section.slug.is_empty() { "top" } else { &section.slug })
}

/// How far the end of a line is looked for before the index of all lines is.
const NEAR: usize = 1 << 10;

/// The first line of `span`.
pub fn first_line(page: &Page, span: Span) -> Span {
    let text = page.slice(span).as_bytes();
    let near = text.get(..NEAR).unwrap_or(text);
    if let Some(end) = memchr::memchr2(b'\n', b'\r', near) {
        return span.part(0..end);
    }
    if text.len() <= NEAR {
        return span;
    }
    // A page may be one line, and asked about it for every word.
    let lines = page.source.lines();
    let next = lines.start_of(lines.line(span.start) + 1).unwrap_or(span.end).min(span.end);
    let line = page.slice(Span { start: span.start, end: next });
    span.part(0..line.trim_end_matches(['\n', '\r']).len())
}

/// Pairs the tables of two sections: by order, or by width and length when one section has more.
pub fn tables(source: &Page, translation: &Page, left: std::ops::Range<usize>, right: std::ops::Range<usize>) -> Pairs {
    runs(left, right, |i, j| match (source.tables.get(i), translation.tables.get(j)) {
        (Some(a), Some(b)) if a.header.cells.len() == b.header.cells.len() => {
            2 + u32::from(a.rows.len() == b.rows.len())
        }
        _ => 0,
    })
}

fn range_of<T>(list: &[T], span: Span, at: impl Fn(&T) -> Span) -> std::ops::Range<usize> {
    let first = list.partition_point(|item| at(item).start < span.start);
    let rest = list.get(first..).unwrap_or(&[]);
    first..first + rest.partition_point(|item| at(item).start < span.end)
}

/// Pairs two runs of the same kind that lie in paired sections.
pub fn runs(left: std::ops::Range<usize>, right: std::ops::Range<usize>, score: impl Fn(usize, usize) -> u32) -> Pairs {
    if left.len() == right.len() {
        return left.zip(right).map(|(a, b)| (Some(a), Some(b))).collect();
    }
    sequence::align(left.len(), right.len(), |i, j| score(left.start + i, right.start + j))
        .into_iter()
        .map(|(a, b)| (a.map(|at| left.start + at), b.map(|at| right.start + at)))
        .collect()
}

/// Whether a row holds nothing: what is left of a row broken in two.
pub fn is_stub(row: &Row) -> bool {
    row.cells.iter().all(|cell| cell.is_empty())
}

/// Pairs the rows of two tables. Stubs of a broken row pair with nothing when the source has none at their place.
pub fn rows(source: (&Page, &[Row]), translation: (&Page, &[Row])) -> Pairs {
    let (left, right) = (source.1, translation.1);
    if left.len() == right.len() {
        return (0..left.len()).map(|at| (Some(at), Some(at))).collect();
    }
    let solid: Vec<usize> = right.iter().enumerate().filter(|(_, row)| !is_stub(row)).map(|(at, _)| at).collect();
    if solid.len() == left.len() {
        let mut pairs: Pairs = solid.iter().enumerate().map(|(at, other)| (Some(at), Some(*other))).collect();
        pairs.extend((0..right.len()).filter(|at| solid.binary_search(at).is_err()).map(|at| (None, Some(at))));
        return pairs;
    }
    // Every pair of rows is scored, so the words are read before.
    let (named, other_named) = (named(source.0, left), named(translation.0, right));
    sequence::align(left.len(), right.len(), |i, j| {
        match (left.get(i), right.get(j), named.get(i), other_named.get(j)) {
            (Some(a), Some(b), Some(named), Some(other_named)) => {
                row_score((source.0, a, named), (translation.0, b, other_named))
            }
            _ => 0,
        }
    })
}

/// Which cells of each row hold an identifier that is no ordinary word.
fn named(page: &Page, rows: &[Row]) -> Vec<Vec<bool>> {
    let has_name = |cell: &Span| token::words(page.slice(*cell)).any(|(_, word)| token::is_compound(word));
    rows.iter().map(|row| row.cells.iter().map(has_name).collect()).collect()
}

/// Equal cells count, the first most; rows of equal width may pair even when all words differ, rather where the same cells
/// hold identifiers.
fn row_score((source, a, named): (&Page, &Row, &[bool]), (translation, b, other_named): (&Page, &Row, &[bool])) -> u32 {
    if is_stub(b) != is_stub(a) {
        return 0;
    }
    let same_width = a.cells.len() == b.cells.len();
    let mut score = u32::from(same_width);
    for (column, (left, right)) in a.cells.iter().zip(&b.cells).enumerate() {
        let (left, right) = (source.slice(*left), translation.slice(*right));
        if left == right && !left.is_empty() {
            score += if column == 0 { SURE } else { 2 };
        } else if same_width {
            // What is left of a broken row is like no row.
            score += u32::from(named.get(column) == other_named.get(column));
        }
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;
    use crate::text::Source;

    #[test]
    fn a_cursor_finds_what_halving_does() {
        let list: Vec<Span> = [3, 5, 5, 9, 20, 21].map(Span::at).into();
        let mut cursor = Cursor::default();
        for span in [(0, 2), (2, 6), (4, 10), (10, 20), (20, 30), (30, 40)].map(|(start, end)| Span::new(start, end)) {
            assert_eq!(cursor.range(&list, span, |at| *at), range_of(&list, span, |at| *at), "{span:?}");
        }
    }

    #[test]
    fn a_dropped_row_is_told_by_what_the_others_hold() {
        let read = |rows: &str| page::parse(Source::new("", format!("|a|b|\n|---|---|\n{rows}")));
        let source = read("|Work|Mail.Read|\n|Personal|Not supported.|\n|Application|Mail.Send|\n");
        let translation = read("|Propia|No se admite.|\n|Aplicación|Mail.Send|\n");
        let pairs = rows((&source, &source.tables[0].rows), (&translation, &translation.tables[0].rows));
        assert_eq!(pairs, [(Some(0), None), (Some(1), Some(0)), (Some(2), Some(1))]);
    }
}
