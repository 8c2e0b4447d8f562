//! Texts to translate as XLIFF 2.0 (OASIS Standard, 5 August 2014): what must stay is `<ph>` and `<pc>`. Must not know files.

use super::inline::{self, Part};
use super::mark::Mark;
use super::unit::Unit;
use std::fmt::Write;

/// A page with its units.
pub struct PageUnits {
    /// The page's path, as shown.
    pub path: String,
    /// In order of place.
    pub units: Vec<Unit>,
}

/// One document: all pages of one locale.
pub fn document(source: &str, target: &str, pages: &[PageUnits]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"{}\" trgLang=\"{}\">",
        escaped(source),
        escaped(target)
    );
    for (at, page) in pages.iter().enumerate() {
        let _ = writeln!(out, "  <file id=\"f{}\" original=\"{}\">", at + 1, escaped(&page.path));
        for one in &page.units {
            unit(&mut out, one);
        }
        out.push_str("  </file>\n");
    }
    out.push_str("</xliff>\n");
    out
}

fn unit(out: &mut String, unit: &Unit) {
    let what = match unit.mark {
        Mark::Translate => "new",
        Mark::Outdated => "outdated",
    };
    let name = format!("{what} {}", unit.target.form.name());
    let _ = writeln!(out, "    <unit id=\"{}\" name=\"{name}\" xml:space=\"preserve\">", unit.id);
    let notes = [("old-source", &unit.old_source), ("old-translation", &unit.old_translation)];
    if notes.iter().any(|(_, text)| text.is_some()) {
        out.push_str("      <notes>\n");
        for (category, text) in notes {
            if let Some(text) = text {
                let _ = writeln!(out, "        <note category=\"{category}\">{}</note>", note(text));
            }
        }
        out.push_str("      </notes>\n");
    }
    let parts = inline::parts(&unit.source);
    if parts.iter().any(|part| !matches!(part, Part::Text(_))) {
        out.push_str("      <originalData>\n");
        for part in &parts {
            let (id, raw) = match part {
                Part::Text(_) => continue,
                Part::Whole(number, raw) | Part::Open(number, raw) => (format!("d{number}"), raw),
                Part::Close(number, raw) => (format!("e{number}"), raw),
            };
            let _ = writeln!(out, "        <data id=\"{id}\" xml:space=\"preserve\">{}</data>", text(raw));
        }
        out.push_str("      </originalData>\n");
    }
    out.push_str("      <segment>\n        <source>");
    for part in &parts {
        let _ = match part {
            Part::Text(words) => write!(out, "{}", text(words)),
            Part::Whole(number, _) => write!(out, "<ph id=\"{number}\" dataRef=\"d{number}\"/>"),
            Part::Open(number, _) => {
                write!(out, "<pc id=\"{number}\" dataRefStart=\"d{number}\" dataRefEnd=\"e{number}\">")
            }
            Part::Close(..) => write!(out, "</pc>"),
        };
    }
    out.push_str("</source>\n      </segment>\n    </unit>\n");
}

/// Text with what XML forbids as `<cp>`.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_forbidden(c) {
            let _ = write!(out, "<cp hex=\"{:04X}\"/>", u32::from(c));
        } else {
            push(&mut out, c);
        }
    }
    out
}

/// A note, which has no elements: what XML forbids is left out.
fn note(text: &str) -> String {
    escaped(&text.replace(is_forbidden, ""))
}

fn is_forbidden(c: char) -> bool {
    c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_forbidden(*c)) {
        push(&mut out, c);
    }
    out
}

fn push(out: &mut String, c: char) {
    match c {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        '"' => out.push_str("&quot;"),
        // A reader would make a line feed of it.
        '\r' => out.push_str("&#13;"),
        _ => out.push(c),
    }
}
