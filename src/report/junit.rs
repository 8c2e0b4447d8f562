//! JUnit's XML, which most CI servers show as a list of tests: a suite for each page with findings, a failure for each finding.
//! Source: the schema that Jenkins and the Ant task share; XML 1.0, 2.2 for the characters that may stand.

use super::model::Report;
use std::io::{self, Write};

/// Writes the suites. Pages without findings are counted and not listed: they would be tens of thousands.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let list = &report.run.diagnostics;
    let clean = report.summary.pages;
    let skipped = &report.docset.skipped;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"isogloss\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.3}\">",
        (list.len() + skipped.len()).max(1),
        list.len(),
        skipped.len(),
        report.summary.seconds
    )?;
    if list.is_empty() && skipped.is_empty() {
        writeln!(out, "  <testsuite name=\"isogloss\" tests=\"1\" failures=\"0\" errors=\"0\">")?;
        writeln!(out, "    <testcase name=\"{clean} pages\" classname=\"isogloss\"/>\n  </testsuite>")?;
    }
    for items in list.chunk_by(|a, b| a.page == b.page) {
        let Some(source) = items.first().and_then(|item| report.page(item)).map(|page| &page.source) else { continue };
        let (path, count) = (escaped(&source.path), items.len());
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"{count}\" failures=\"{count}\" errors=\"0\">")?;
        for item in items {
            let place = source.place(item.finding.span.start);
            let name = format!("{}:{} {}", place.line, place.column, item.rule.id);
            let message = escaped(&item.finding.message);
            writeln!(out, "    <testcase name=\"{}\" classname=\"{path}\">", escaped(&name))?;
            let mut text = format!("{}:{}:{}: {}", source.path, place.line, place.column, item.finding.message);
            if let Some(help) = &item.finding.help {
                text.push('\n');
                text.push_str(help);
            }
            let severity = item.severity.name();
            writeln!(out, "      <failure message=\"{message}\" type=\"{severity}\">{}</failure>", escaped(&text))?;
            writeln!(out, "    </testcase>")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    // A page that could not be read is an error: nobody knows what is wrong with it.
    for skip in skipped {
        let (path, reason) = (escaped(&skip.path), escaped(&skip.reason));
        writeln!(out, "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"1\">")?;
        writeln!(out, "    <testcase name=\"not-checked\" classname=\"{path}\">")?;
        writeln!(out, "      <error message=\"{reason}\" type=\"not-checked\"/>")?;
        writeln!(out, "    </testcase>\n  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// `text` for an attribute or an element. Characters that XML cannot hold become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn stays_xml() {
        assert_eq!(escaped("<a b=\"c\">&\n\u{1}"), "&lt;a b=&quot;c&quot;&gt;&amp;&#10;\u{fffd}");
    }
}
