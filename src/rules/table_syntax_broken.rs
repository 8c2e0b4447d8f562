//! What is meant as a table is written so that it is one.
//!
//! ## Why
//!
//! The line of dashes below a table's header has one cell for each of the header's (GFM, section 4.10). With one more or one
//! less no table begins there: the reader sees all rows as one paragraph full of pipes.
//!
//! ## Bad
//!
//! ```md
//! | Name | Value |
//! |:-----|:------|:------|
//! | a | 1 |
//! ```
//!
//! ## Good
//!
//! ```md
//! | Name | Value |
//! |:-----|:------|
//! | a | 1 |
//! ```

use crate::fact::FactKind;
use crate::page::Page;
use crate::page::blocks::Paragraph;
use crate::page::table::{Row, split_row};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use std::cmp::Ordering;

/// The rule.
pub static RULE: Rule = Rule {
    id: "table-syntax-broken",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("table_syntax_broken.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for paragraph in &page.paragraphs {
        if memchr::memchr(b'|', page.slice(paragraph.span).as_bytes()).is_some()
            && let Some(broken) = read(page, paragraph)
        {
            report(page, &broken, out);
        }
    }
}

/// A table that is none.
struct Broken {
    header: Row,
    dashes: Row,
    /// How many cells the rows below have, where all have the same number of them.
    width: Option<usize>,
}

/// Reads what in a paragraph looks like a table's header and the dashes below it, but does not fit together.
fn read(page: &Page, paragraph: &Paragraph) -> Option<Broken> {
    let text = page.source.text.as_str();
    let mut rows = lines(page, paragraph.span).peekable();
    while let Some(line) = rows.next() {
        let Some(dashes) = rows.peek().filter(|below| is_dashes(below.of(text))) else { continue };
        let (header, dashes) = (split_row(text, line), split_row(text, *dashes));
        if header.cells.len() == dashes.cells.len() || header.cells.len() < 2 || is_dashes(line.of(text)) {
            continue;
        }
        let widths = || rows.clone().skip(1).map(|line| split_row(text, line).cells.len());
        let width = widths().next().filter(|first| widths().all(|width| width == *first));
        return Some(Broken { header, dashes, width });
    }
    None
}

/// The lines of a paragraph without the marks of the list or the quote around it.
fn lines(page: &Page, span: Span) -> impl Iterator<Item = Span> + Clone {
    let mut at = 0;
    page.slice(span).split('\n').map(move |line| {
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let start = at + line.len() - inner.len();
        at += line.len() + 1;
        span.part(start..start + inner.trim_end().len())
    })
}

/// Whether a line is nothing but cells of dashes: `|:---|---|`.
fn is_dashes(line: &str) -> bool {
    let line = line.strip_prefix('|').unwrap_or(line);
    let inner = line.strip_suffix('|').unwrap_or(line);
    let is_cell = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    line.contains('|') && inner.split('|').all(is_cell)
}

fn report(page: &Page, broken: &Broken, out: &mut Findings) {
    let (header, dashes) = (&broken.header, &broken.dashes);
    let (width, count) = (header.cells.len(), dashes.cells.len());
    let area = page.section_at(header.span.start).map_or("", |section| &*section.slug);
    let message = format!(
        "the header has {width} cells, the line of dashes below it {count}: this is read as text, not as a table"
    );
    let finding = out.report(header.span, message);
    finding.fact(FactKind::TableShape, area).because(dashes.span, "the line of dashes");
    if broken.width == Some(count) {
        finding.help(format!("the rows below have {count} cells as well: write {count} cells in the header"));
        return;
    }
    let cells = |count: usize| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
    finding.help(match count.cmp(&width) {
        Ordering::Greater => format!("take {} out of the line of dashes", cells(count - width)),
        _ => format!("add {} to the line of dashes", cells(width - count)),
    });
    if broken.width == Some(width)
        && let Some(mended) = with_cells(page, dashes, width)
    {
        finding.replace(Safety::Safe, "give the line of dashes the header's cells", dashes.span, mended);
    }
}

/// The line of dashes with `width` cells: the surplus at its end left out, or its last cell repeated. Nothing where it is not
/// certain which cells are too many or how those that lack are aligned, or where no line could need so many.
fn with_cells(page: &Page, dashes: &Row, width: usize) -> Option<String> {
    const MOST: usize = 100;
    let align = |cell: &Span| {
        let cell = page.slice(*cell);
        (cell.starts_with(':'), cell.ends_with(':'))
    };
    let first = dashes.cells.first()?;
    if width > MOST || dashes.cells.iter().any(|cell| align(cell) != align(first)) {
        return None;
    }
    let last = dashes.cells.get(dashes.cells.len().min(width).checked_sub(1)?)?;
    let mut mended = page.slice(Span { start: dashes.span.start, end: last.end }).to_owned();
    for _ in dashes.cells.len()..width {
        mended.push('|');
        mended.push_str(page.slice(*last));
    }
    if dashes.closed {
        mended.push('|');
    }
    Some(mended)
}
