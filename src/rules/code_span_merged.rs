//! Code spans that the source keeps apart stay apart.
//!
//! ## Why
//!
//! When the words between two code spans are lost, their backticks meet: the page shows one span with backticks in it, and the reader takes it for one name.
//!
//! Where the list on the line has empty places (`: , , `), spans belong there; which of them belongs where only the source says.
//! Two empty places in a row are reported without spans that are run together too: what they held stands elsewhere in the sentence,
//! or nowhere.
//!
//! ## Bad
//!
//! ```md en-US
//! The state is `busy` or `away`.
//! ```
//!
//! ```md es-ES
//! El estado es `busy``away`.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! The state is `busy` or `away`.
//! ```
//!
//! ```md es-ES
//! El estado es `busy` o `away`.
//! ```

use crate::drift::{Change, Difference};
use crate::fact::{FactKind, token};
use crate::page::Page;
use crate::page::model::within;
use crate::page::visible;
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "code-span-merged",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("code_span_merged.rs"),
    checks: &[Check::Difference(&[FactKind::CodeSpan], difference), Check::Unpaired(alone), Check::Page(holes)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change != Change::Merged {
        return;
    }
    let (expected, found) = (difference.expected(), difference.found());
    let finding = report(difference, pair, out, format!("code spans are run together: {found}"));
    finding.help(format!("write them apart: {expected}"));
    if let Some(side) = &difference.translation {
        if has_hole(pair.page(), side.span) {
            finding.help(format!("{INTO_HOLES}; the source has {expected}"));
            return;
        }
        let apart = pair.page().slice(side.span).replace("``", "`, `");
        finding.replace(Safety::Unsafe, "write the code spans apart", side.span, apart);
    }
}

const INTO_HOLES: &str = "write each in a code span of its own, at the empty place of the list where it belongs or else with a comma \
    between them, and take out the commas that are left over";

/// Whether a list on the line around `place` has empty places, from which the machine has taken code spans: `: , , `.
fn has_hole(page: &Page, place: Span) -> bool {
    // A list is no longer, and the work must not grow with the line.
    const REACH: usize = 1000;
    let bytes = page.source.text.as_bytes();
    let before = bytes.get(place.from().saturating_sub(REACH)..place.from()).unwrap_or(&[]);
    let after = bytes.get(place.to()..bytes.len().min(place.to() + REACH)).unwrap_or(&[]);
    let is_edge = |byte: &u8| matches!(byte, b'\n' | b'|');
    let is_empty = |part: &[u8]| {
        let mut last = b' ';
        part.iter().filter(|byte| **byte != b' ').any(|byte| {
            let empty = *byte == b',' && matches!(last, b',' | b':');
            last = *byte;
            empty
        })
    };
    let before = before.rsplit(is_edge).next().unwrap_or(before);
    is_empty(before) || is_empty(after.split(is_edge).next().unwrap_or(after))
}

/// Whether the spans are a query option and the operators it takes (`$filter`, `eq`): what belongs between them is not known.
fn is_option_with_operators(parts: &[&str]) -> bool {
    const OPERATORS: [&str; 14] =
        ["eq", "ne", "not", "in", "gt", "ge", "lt", "le", "and", "or", "has", "startsWith", "endsWith", "any"];
    let is_operator = |part: &&str| OPERATORS.iter().any(|operator| part.eq_ignore_ascii_case(operator));
    parts.split_first().is_some_and(|(first, rest)| *first == "$filter" && rest.iter().all(is_operator))
}

/// Without a source: a code span that shows backticks, with a word on either side of them.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for code in &page.code_spans {
        let text = page.slice(code.content);
        // Whoever wants to show backticks opens the span with more of them.
        if code.content.start != code.span.start + 1 || memchr::memchr(b'`', text.as_bytes()).is_none() {
            continue;
        }
        let parts: Vec<&str> = text.split("``").map(str::trim).collect();
        if parts.len() > 1 && parts.iter().all(|part| token::is_identifier(part)) {
            let finding = out.report(code.content, format!("code spans are run together: {text}"));
            finding.found(text).likely();
            if has_hole(page, code.span) {
                finding.help(INTO_HOLES);
            } else if is_option_with_operators(&parts) {
                finding.help("write them apart, with the words between them that the sentence has lost");
            } else {
                let apart = parts.join("`, `");
                finding.expected(parts.join(", ")).help("write them apart").replace(
                    Safety::Unsafe,
                    "write the code spans apart",
                    code.content,
                    apart,
                );
            }
        }
    }
}

/// Empty places in a row that are no slip of the keyboard.
const EMPTY: usize = 2;

/// Lists of code spans with empty places: `on`, , , `off`.
fn holes(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let mut places: Vec<usize> = Vec::new();
    let mut done = 0;
    // A list without a code span is none of these, so what has none is not looked at.
    for code in &page.code_spans {
        if code.span.from() < done {
            continue;
        }
        let area = block(page, code.span);
        done = area.to();
        let bytes = page.slice(area).as_bytes();
        let is_empty = |at: &usize| {
            let next = |step: usize| bytes.get(at + step);
            next(1) == Some(&b',') || next(1) == Some(&b' ') && next(2) == Some(&b',')
        };
        places.extend(memchr::memchr_iter(b',', bytes).filter(is_empty).map(|at| area.from() + at));
    }
    if places.is_empty() {
        return;
    }
    let mut parts: Vec<Span> = visible::spans(page).collect();
    parts.sort_unstable();
    let mut done = 0;
    for place in places {
        let before = parts.partition_point(|part| part.from() <= place);
        let part = before.checked_sub(1).and_then(|last| parts.get(last)).filter(|part| place < part.to());
        let Some(part) = part.filter(|_| place >= done) else { continue };
        let (run, count) = run(page, *part, place);
        done = run.to();
        if count < EMPTY || visible::is_hidden(page, run) {
            continue;
        }
        // One finding says enough of one paragraph or cell, and where spans are run together that is told.
        done = part.to();
        let codes = within(&page.code_spans, *part, |code| code.span);
        let is_merged = codes.iter().any(|code| {
            code.content.start == code.span.start + 1
                && memchr::memchr(b'`', page.slice(code.content).as_bytes()).is_some()
        });
        if !codes.is_empty() && !is_merged {
            out.report(run, format!("the list has {count} empty places in a row"))
                .found(page.slice(run))
                .help("put the code spans that stand elsewhere in the sentence back into the list, in the order of the source");
        }
    }
}

/// The paragraph, table or title around a code span.
fn block(page: &Page, code: Span) -> Span {
    let paragraph = visible::around(&page.paragraphs, code, |paragraph| paragraph.span).next().map(|it| it.span);
    let table = || visible::around(&page.tables, code, |table| table.span).next().map(|it| it.span);
    let title = || page.section_at(code.start).map(|section| section.title).filter(|title| title.holds(code.start));
    paragraph.or_else(table).or_else(title).unwrap_or(code)
}

/// The commas around `place` with nothing between them, and how many places among them are empty.
fn run(page: &Page, part: Span, place: usize) -> (Span, usize) {
    let text = page.slice(part);
    let at = place - part.from();
    let is_inner = |c: char| matches!(c, ',' | ' ');
    let before = text.get(..at).unwrap_or("").trim_end_matches(is_inner);
    let after = text.get(at..).unwrap_or("");
    let length = after.len() - after.trim_start_matches(is_inner).len();
    let run = part.part(before.len()..at + length).trimmed(&page.source.text);
    let commas = memchr::memchr_iter(b',', page.slice(run).as_bytes()).count();
    (run, commas - usize::from(!before.ends_with(':') && commas > 0))
}
