//! Texts to translate as a Markdown list for people. Must not know files.

use super::mark::Mark;
use super::xliff_write::PageUnits;
use std::fmt::Write;

/// One document: the pages of all locales.
pub fn document(pages: &[PageUnits]) -> String {
    let mut out = String::from("# To translate\n");
    for page in pages {
        let _ = write!(out, "\n## {}\n", page.path);
        for unit in &page.units {
            let what = match unit.mark {
                Mark::Translate => "New",
                Mark::Outdated => "Outdated",
            };
            let _ = write!(out, "\n- [ ] {what} {} `{}`\n", unit.target.form.name(), unit.id);
            let parts = [
                ("source", Some(&unit.source)),
                ("source before", unit.old_source.as_ref()),
                ("translation before", unit.old_translation.as_ref()),
            ];
            for (name, text) in parts {
                if let Some(text) = text {
                    block(&mut out, name, text);
                }
            }
        }
    }
    out
}

/// A text as it is, in a code block that nothing in it can end.
fn block(out: &mut String, name: &str, text: &str) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = write!(out, "\n  {name}:\n\n  {fence}md\n");
    for line in text.lines() {
        let _ = writeln!(out, "  {line}");
    }
    let _ = writeln!(out, "  {fence}");
}
