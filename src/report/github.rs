//! Workflow commands, which GitHub Actions shows beside the lines of a pull request. Source: GitHub's documentation, Workflow
//! commands, and the escaping of `actions/toolkit`.

use super::model::Report;
use crate::rule::Severity;
use std::io::{self, Write};

/// Writes one command for each finding, and one for each page that could not be read.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for item in &report.run.diagnostics {
        let Some(page) = report.page(item) else { continue };
        let finding = &item.finding;
        let (start, end) = page.source.places(finding.span);
        let command = match item.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut message = finding.message.to_string();
        if let Some(help) = &finding.help {
            message.push('\n');
            message.push_str(help);
        }
        write!(
            out,
            "::{command} title={},file={},line={},endLine={},col={}",
            property(item.rule.id),
            property(&page.source.path),
            start.line,
            end.line,
            start.column
        )?;
        // Columns of several lines are not understood.
        if start.line == end.line && end.column > start.column {
            write!(out, ",endColumn={}", end.column)?;
        }
        writeln!(out, "::{}", data(&message))?;
    }
    for skip in &report.docset.skipped {
        let message = format!("the page was not checked: {}", skip.reason);
        writeln!(out, "::error title=not-checked,file={}::{}", property(&skip.path), data(&message))?;
    }
    Ok(())
}

/// What stands after `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, in which `:` and `,` mean something too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command() {
        assert_eq!(data("50%\n::error::x"), "50%25%0A::error::x");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
