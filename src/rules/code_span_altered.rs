//! What stands in a code span is never translated.
//!
//! ## Why
//!
//! A code span is a name or a value to type. Its translation works nowhere.
//!
//! Where the source has the translation's span elsewhere, the sentences may not be the same ones: that is told as likely, and
//! without a fix. So is a span that is the source's with words more or less: `lamp on` for `house lamp on`. Spans that stand in a
//! neighbouring section as often as in the source have moved, and an example may speak of its page's language: `lamp.es.md` for
//! `lamp.fr.md`. A span that names a heading of the page, or of the page that it links to, may be called as the translation calls that
//! heading, and a command may be named with the program that the source's samples call (`$ lamp on`): `lamp on` for `on`. Nothing is
//! reported of these.
//!
//! Where the translation does not name the text that it was made from, the source may have changed since: a fix is safe only where the
//! difference is a translation (letters of another script, words of the page's prose) or one of capitals, spaces and punctuation.
//!
//! ## Bad
//!
//! ```md en-US
//! The state becomes `ended`.
//! ```
//!
//! ```md ru-RU
//! Состояние становится `завершен`.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! The state becomes `ended`.
//! ```
//!
//! ```md ru-RU
//! Состояние становится `ended`.
//! ```

use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "code-span-altered",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("code_span_altered.rs"),
    checks: &[Check::Difference(&[FactKind::CodeSpan], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change == Change::Merged || difference.translation.is_none() {
        return;
    }
    let (expected, found) = (difference.expected(), difference.found());
    let finding = report(difference, pair, out, format!("the code `{expected}` is changed to `{found}`"));
    if pair.has_span(found) {
        // The sentences are not those of the source, so which span stands for which is a guess.
        finding.help(format!("see whether `{expected}` belongs here")).likely();
        return;
    }
    if has_within(expected, found) || has_within(found, expected) {
        finding.help(format!("see whether `{expected}` is meant")).likely();
        return;
    }
    finding.help(format!("write `{expected}`"));
    if let Some(side) = &difference.translation
        && let Some(rest) = found.strip_prefix(expected).filter(|rest| is_punctuation(rest))
        && let Some(code) = pair.page().code_spans.iter().find(|code| code.content == side.span)
    {
        // A mark of the sentence that slipped in goes out again.
        let marks = pair.page().slice(code.span.part(0..code.content.from() - code.span.from()));
        let text = format!("{marks}{expected}{marks}{rest}");
        finding.replace(Safety::Safe, "restore the code", code.span, text);
        return;
    }
    restore(finding, difference, pair, "restore the code");
}

/// Whether these are marks of a sentence.
fn is_punctuation(rest: &str) -> bool {
    !rest.trim().is_empty() && rest.chars().all(|c| c.is_whitespace() || ",.;:!?-–—…»”".contains(c))
}

/// Whether `long` is `short` with words before or after it.
fn has_within(long: &str, short: &str) -> bool {
    let is_words = |rest: &str| rest.contains(char::is_alphanumeric);
    let before = long.strip_suffix(short).filter(|before| before.ends_with(' '));
    let after = long.strip_prefix(short).filter(|after| after.starts_with(' '));
    !short.is_empty() && before.or(after).is_some_and(is_words)
}
