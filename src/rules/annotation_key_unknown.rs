//! An annotation has only keys that somebody reads.
//!
//! ## Why
//!
//! A key that nobody knows is ignored: `isCollecton` does not make the body a collection, and the sample is tested as
//! something it is not.
//!
//! Where a request has no `name` and one word under a key that nobody knows, that key is taken for `name`.
//!
//! ## Bad
//!
//! ````md
//! <!-- { "blockType": "response", "isCollecton": true } -->
//! ```http
//! HTTP/1.1 204 No Content
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! <!-- { "blockType": "response", "isCollection": true } -->
//! ```http
//! HTTP/1.1 204 No Content
//! ```
//! ````

use crate::fact::{FactKind, sample};
use crate::page::annotation::{Annotation, BLOCK_KEYS, PAGE_KEYS};
use crate::page::json::FaultKind;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::nearest::nearest;

/// The rule.
pub static RULE: Rule = Rule {
    id: "annotation-key-unknown",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("annotation_key_unknown.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let text = &page.source.text;
    for note in page.annotations.iter().filter(|note| is_readable(note)) {
        let keys: &[&str] = if note.is_page { &PAGE_KEYS } else { &BLOCK_KEYS };
        let known = |key: &str| keys.iter().any(|known| known.len() == key.len() && known.eq_ignore_ascii_case(key));
        // A comment none of whose keys is known is a note of somebody else's.
        if note.members(text).all(|(_, key, _)| known(&key)) || !note.members(text).any(|(_, key, _)| known(&key)) {
            continue;
        }
        for (span, key, _) in note.members(text).filter(|(_, key, _)| !key.is_empty() && !known(key)) {
            let finding = out.report(span, format!("no annotation has a key `{key}`"));
            finding.found(&*key).fact(FactKind::Annotation, &*key);
            let near = nearest(&key, keys.iter().copied());
            let near = near.or_else(|| (sample::renamed_name(page, note) == Some(span)).then_some("name"));
            match near {
                Some(near) => finding.expected(near).help(format!("did you mean `{near}`?")).replace(
                    Safety::Unsafe,
                    "use the known key",
                    span,
                    near,
                ),
                None => finding.help("remove it: nobody reads it"),
            };
        }
    }
}

/// Whether what is wrong with the JSON, if anything, leaves the keys what they are.
fn is_readable(note: &Annotation) -> bool {
    note.json.faults.iter().all(|fault| {
        matches!(
            fault.kind,
            FaultKind::TrailingComma
                | FaultKind::QuoteEntity
                | FaultKind::SmartQuotes
                | FaultKind::SingleQuotes
                | FaultKind::RawNewline
                | FaultKind::BareKey
                | FaultKind::MissingComma
                | FaultKind::DuplicateKey
        )
    })
}
