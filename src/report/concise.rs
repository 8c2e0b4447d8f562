//! One line a finding: `path:line:column: severity[rule]: message`. Grouped: one line for findings alike.

use super::escape::{short, visible};
use super::group::{Group, HANDFUL, groups};
use super::model::{Report, Summary};
use crate::engine::Diagnostic;
use std::io::{self, Write};

/// Writes the report.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if report.grouped {
        for group in groups(report) {
            write_group(report, &group, out)?;
        }
    } else {
        for item in &report.run.diagnostics {
            line(report, item, "", out)?;
        }
    }
    if report.quiet { Ok(()) } else { summary(&report.summary, out) }
}

fn write_group(report: &Report<'_>, group: &Group<'_>, out: &mut dyn Write) -> io::Result<()> {
    if group.items.len() <= HANDFUL {
        return group.items.iter().try_for_each(|item| line(report, item, "", out));
    }
    let Some(first) = group.items.first() else { return Ok(()) };
    let more = format!(" (and {} more places like it)", group.items.len() - 1);
    line(report, first, &more, out)
}

fn line(report: &Report<'_>, item: &Diagnostic, more: &str, out: &mut dyn Write) -> io::Result<()> {
    let Some(page) = report.page(item) else { return Ok(()) };
    let place = page.source.place(item.finding.span.start);
    writeln!(
        out,
        "{}:{}:{}: {}[{}]: {}{more}",
        visible(&page.source.path),
        place.line,
        place.column,
        item.severity.name(),
        item.rule.id,
        short(&visible(&item.finding.message), 300),
    )
}

/// The closing line of people's formats.
pub fn summary(summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    let many = |count: usize, word: &str| format!("{} {word}{}", thousands(count), if count == 1 { "" } else { "s" });
    let pages = many(summary.pages, "page");
    let locales = many(summary.locales, "locale");
    if summary.errors + summary.warnings + summary.infos == 0 {
        writeln!(out, "No findings on {pages} of {locales}.")?;
    } else {
        let counts = [many(summary.errors, "error"), many(summary.warnings, "warning"), many(summary.infos, "info")];
        writeln!(out, "Found {} on {pages} of {locales}.", counts.join(", "))?;
    }
    match (summary.fixable, summary.unsafe_fixable) {
        (0, 0) => {}
        (0, more) => writeln!(out, "{} fixable with --fix --unsafe-fixes.", thousands(more))?,
        (safe, 0) => writeln!(out, "{} fixable with --fix.", thousands(safe))?,
        (safe, more) => {
            writeln!(out, "{} fixable with --fix, {} more with --unsafe-fixes.", thousands(safe), thousands(more))?;
        }
    }
    if summary.suppressed > 0 {
        writeln!(out, "{} suppressed by comments.", many(summary.suppressed, "finding"))?;
    }
    if summary.baselined > 0 {
        writeln!(out, "{} known from the baseline.", many(summary.baselined, "finding"))?;
    }
    Ok(())
}

/// `1234567` as `1,234,567`.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn separates_thousands() {
        assert_eq!([thousands(7), thousands(3550), thousands(1_234_567)], ["7", "3,550", "1,234,567"]);
    }
}
