//! A summary for a comment on a pull request: counts, then findings alike as one row. What a page says is code, so that nothing
//! of it is read as Markdown.

use super::concise::{summary, thousands};
use super::escape::{short, visible};
use super::group::groups;
use super::model::{Report, Summary};
use std::io::{self, Write};

/// Comments are limited to 65,536 characters; a reader's patience is shorter.
const MOST_ROWS: usize = 100;
/// The most pages named that could not be read.
const MOST_SKIPPED: usize = 10;

/// Writes the report.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "### Isogloss\n")?;
    summary(&Summary { fixable: 0, unsafe_fixable: 0, ..report.summary }, out)?;
    let skipped = &report.docset.skipped;
    for skip in skipped.iter().take(MOST_SKIPPED) {
        writeln!(out, "\n**Not checked:** {} ({})", code(&skip.path), code(&skip.reason))?;
    }
    if let Some(more) = skipped.len().checked_sub(MOST_SKIPPED).filter(|more| *more > 0) {
        writeln!(out, "\nand {} more pages that were not checked", thousands(more))?;
    }
    let groups = groups(report);
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| | rule | finding | places | first at |\n|---|---|---|--:|---|")?;
    for group in groups.iter().take(MOST_ROWS) {
        let Some(first) = group.items.first() else { continue };
        let Some(page) = report.page(first) else { continue };
        let line = page.source.place(first.finding.span.start).line;
        writeln!(
            out,
            "| {} | `{}` | {} | {} | {} |",
            first.severity.name(),
            first.rule.id,
            cell(&first.finding.message),
            thousands(group.items.len()),
            cell(&format!("{}:{line}", page.source.path)),
        )?;
    }
    if groups.len() > MOST_ROWS {
        writeln!(out, "\nand {} more kinds of finding", thousands(groups.len() - MOST_ROWS))?;
    }
    Ok(())
}

/// `text` as a code span that stays within its table cell: there, and only there, an escaped pipe is one within code too.
fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// `text` as a code span.
fn code(text: &str) -> String {
    let text = visible(text);
    let text = short(&text, 200);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn stays_in_its_cell() {
        assert_eq!(cell("a | `b`"), "`` a \\| `b` ``");
        assert_eq!(cell("<img src=x>"), "`<img src=x>`");
    }
}
