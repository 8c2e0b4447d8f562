//! Text does not begin on the line on which a comment ends.
//!
//! ## Why
//!
//! A comment at the start of a line is a block of HTML up to the end of the line on which it ends (CommonMark, section 4.6).
//! Text that follows it there is shown as it is written, with its brackets and backticks: links lead nowhere, a row of a
//! table is no row. Translation pipelines join comments to the line below them. Rows of a table and fences that were joined so
//! need more than a line break.
//!
//! ## Bad
//!
//! ```md
//! <!-- Checked in spring. -->Returns a [call](../resources/call.md) object.
//! ```
//!
//! ## Good
//!
//! ```md
//! <!-- Checked in spring. -->
//! Returns a [call](../resources/call.md) object.
//! ```

use crate::page::{Page, stray};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "text-after-comment",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("text_after_comment.rs"),
    checks: &[Check::Page(check)],
};

/// The most characters that are taken for a slip of the keyboard.
const STRAY: usize = 2;

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let comments = page.comments.iter().filter(|comment| comment.closed).map(|comment| comment.span);
    for comment in comments.chain(page.annotations.iter().map(|note| note.span)) {
        if let Some(place) = stray::behind(page, comment) {
            report(page, comment, place, out);
        }
    }
}

fn report(page: &Page, comment: Span, place: Span, out: &mut Findings) {
    let words = page.slice(place);
    let gap = Span { start: comment.end, end: place.start };
    let said = "this text stands on the line of a comment, so it is not read as Markdown";
    let moved = "put it on a line of its own";
    if words.chars().count() <= STRAY {
        out.report(place, format!("`{words}` stands behind a comment and belongs to nothing"))
            .found(words)
            .help("remove it")
            .replace(Safety::Unsafe, "remove it", gap.join(place), "");
    } else if is_broken_fence(words) {
        out.report(place, "the first line of a code block stands on the line of a comment, and its fence is broken")
            .help("write the fence (```http) and what follows it on lines of their own again");
    } else if words.starts_with('|') && (words.contains("| |") || words.contains("||")) {
        out.report(place, "rows of a table stand on the line of a comment, so they are not read as rows")
            .help("write each row on a line of its own")
            .replace(Safety::Unsafe, moved, gap, page.source.line_end());
    } else {
        out.report(place, said).help("begin the text on a line of its own").replace(
            Safety::Safe,
            moved,
            gap,
            page.source.line_end(),
        );
    }
}

/// Whether text begins with quotes that were the marks of a fence: translated, and set apart by blanks.
fn is_broken_fence(words: &str) -> bool {
    let marks = words.chars().take_while(|c| c.is_whitespace() || matches!(c, '\'' | '"' | '’' | '‘' | '´'));
    marks.filter(|c| !c.is_whitespace()).count() >= 2
}
