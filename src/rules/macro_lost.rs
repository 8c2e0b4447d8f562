//! Every macro and shortcode of the source is there in the translation.
//!
//! ## Why
//!
//! The generator of the site makes links, tables, notes and samples of `{{Glossary("lamp")}}`, `{{< note >}}` or `{% include lamp.md %}`.
//! Without one the reader misses what it shows; without the end of one (`{{< /note >}}`) the page cannot be built.
//!
//! One that stands elsewhere on the page was moved, and one whose name stands in a code span or a link instead is there. Macros in code are
//! text and are not looked at.
//!
//! ## Bad
//!
//! ```md en-US
//! {{< note >}}
//! The lamp is hot.
//! {{< /note >}}
//! ```
//!
//! ```md es-ES
//! {{< note >}}
//! La lámpara está caliente.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! {{< note >}}
//! The lamp is hot.
//! {{< /note >}}
//! ```
//!
//! ```md es-ES
//! {{< note >}}
//! La lámpara está caliente.
//! {{< /note >}}
//! ```

use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::page::stray;
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "macro-lost",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("macro_lost.rs"),
    checks: &[Check::Difference(&[FactKind::Macro], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (Some(source), None) = (&difference.source, &difference.translation) else { return };
    let text = pair.source.page.slice(source.span);
    // `text-after-comment` tells it, or whoever tells the fence.
    if stray::is_behind_comment(pair.page(), text) || pair.are_code(text) {
        return;
    }
    let expected = difference.expected();
    let is_end = expected.trim_start_matches(['{', '<', '%', ' ']).starts_with(['/']);
    let (message, help) = match difference.change {
        Change::Fewer if is_end => (format!("the source has `{expected}` more often"), "close each that is open"),
        Change::Fewer => (format!("the source has `{expected}` more often"), "write it as often as the source does"),
        _ if is_end => (format!("`{expected}` is lost"), "put it where what it closes ends"),
        _ => (format!("`{expected}` is lost"), "put it where the source has it"),
    };
    report(difference, pair, out, message).help(help);
}
