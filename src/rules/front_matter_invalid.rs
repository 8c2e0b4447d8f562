//! The front matter is a YAML mapping that can be read.
//!
//! ## Why
//!
//! One colon in a value without quotes, and the whole header is lost: the page is published without title and keys.
//!
//! ## Bad
//!
//! ```md
//! ---
//! title: Call: hang up
//! ---
//! # Call: hang up
//! ```
//!
//! ## Good
//!
//! ```md
//! ---
//! title: "Call: hang up"
//! ---
//! # Call: hang up
//! ```

use crate::page::front_matter::YamlErrorKind;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "front-matter-invalid",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("front_matter_invalid.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let header = context.page().front_matter.as_ref();
    let Some(error) = header.and_then(|header| header.error.as_ref()) else { return };
    // Its size is a rule of its own.
    if error.kind == YamlErrorKind::TooLarge {
        return;
    }
    let is_one_line = || header.is_some_and(|header| has_keys_on_one_line(header.body.of(&context.page().source.text)));
    out.report(error.span, format!("the front matter cannot be read: {}", error.message)).help(match error.kind {
        YamlErrorKind::NeverClosed => "close it with a line ---",
        YamlErrorKind::NotMapping => "write one `key: value` a line",
        YamlErrorKind::Budget => "a header needs no anchors and no deep nesting",
        YamlErrorKind::Syntax if is_one_line() => "write each key on a line of its own",
        YamlErrorKind::TooLarge | YamlErrorKind::Syntax => "put values that hold a colon in quotes",
    });
}

/// Whether a header is a single line with several keys: the words before a colon, but for the one or two of a title.
fn has_keys_on_one_line(body: &str) -> bool {
    let line = body.trim();
    let keys = || {
        line.match_indices(": ")
            .filter(|(at, _)| line.get(..*at).is_some_and(|before| before.ends_with(char::is_alphanumeric)))
    };
    !line.contains(['\n', '\r']) && keys().count() > 2
}
