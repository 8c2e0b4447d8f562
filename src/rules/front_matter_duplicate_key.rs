//! No key stands twice in the front matter.
//!
//! ## Why
//!
//! YAML forbids it. Some programs take the first value, some the last, some refuse the page.
//!
//! ## Bad
//!
//! ```md
//! ---
//! title: "Call"
//! author: "anna"
//! author: "boris"
//! ---
//! # Call
//! ```
//!
//! ## Good
//!
//! ```md
//! ---
//! title: "Call"
//! author: "anna"
//! ---
//! # Call
//! ```

use crate::page::front_matter::Entry;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use foldhash::HashMap;

/// The rule.
pub static RULE: Rule = Rule {
    id: "front-matter-duplicate-key",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("front_matter_duplicate_key.rs"),
    checks: &[Check::Page(check)],
};

/// Up to so many keys each is compared with those before it, which is quicker than a table of them.
const FEW: usize = 32;

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let Some(header) = &page.front_matter else { return };
    let mut known = HashMap::default();
    // A bit for each length of a key.
    let mut lengths = 0_u64;
    for (at, entry) in header.entries.iter().enumerate() {
        let length = 1 << (entry.key.len() % 64);
        let is_first_so_long = lengths & length == 0;
        lengths |= length;
        if is_first_so_long && header.entries.len() <= FEW {
            continue;
        }
        let key = page.slice(entry.key);
        let first = if header.entries.len() > FEW {
            Some(*known.entry(key).or_insert(entry)).filter(|first| first.key != entry.key)
        } else {
            let is_it = |other: &&Entry| other.key.len() == entry.key.len() && page.slice(other.key) == key;
            header.entries.iter().take(at).find(is_it)
        };
        let Some(first) = first else { continue };
        let finding = out.report(entry.key, format!("the front matter has the key {key} twice"));
        finding.found(key).because(first.key, "the first").help("keep one of them");
        if page.slice(first.value) == page.slice(entry.value) {
            let text = &page.source.text;
            let line_start =
                text.get(..entry.key.from()).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |at| at + 1);
            let last = entry.key.to().max(entry.value.to());
            let rest = text.get(last..).unwrap_or("");
            let line_end = rest.find('\n').map_or(rest.len(), |at| at + 1);
            let line = Span::new(line_start, last + line_end);
            finding.replace(Safety::Safe, "remove the second, which says the same", line, "");
        }
    }
}
