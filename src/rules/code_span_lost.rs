//! Every code span of the source is there in the translation.
//!
//! ## Why
//!
//! A sentence that lost the name or value it speaks of says nothing; a name without its backticks is read as a word of the language.
//!
//! The finding stands in the paragraph or list item that is the source's, where what both sections have alike tells which one that is,
//! and otherwise at the heading. A word that stands there without its backticks can be given them.
//!
//! What stands in the section before or behind, as often on the page as in the source, or in a code block that the source does not have
//! there, is moved and not lost. Nor is the name of a heading where the section names the heading as the translation does.
//!
//! ## Bad
//!
//! ```md en-US
//! Set `isMuted` first.
//! ```
//!
//! ```md es-ES
//! Establezca primero la propiedad.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! Set `isMuted` first.
//! ```
//!
//! ```md es-ES
//! Primero establezca `isMuted`.
//! ```

use crate::drift::bags::is_status;
use crate::drift::{Change, Difference};
use crate::fact::{FactKind, token};
use crate::page::stray;
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PairContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "code-span-lost",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("code_span_lost.rs"),
    checks: &[Check::Difference(&[FactKind::CodeSpan], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let expected = difference.expected();
    let (message, help) = match difference.change {
        Change::Unmarked => (format!("`{expected}` has lost its backticks"), "put the name in backticks again"),
        Change::Fewer if !is_status(expected) => {
            (format!("the source has `{expected}` more often"), "name it as often as the source does")
        }
        // A lost status has a rule of its own.
        Change::Lost if !is_status(expected) => (format!("the code `{expected}` is lost"), "say it as the source does"),
        _ => return,
    };
    // `text-after-comment` tells it.
    if difference.translation.is_none() && stray::is_behind_comment(pair.page(), &format!("`{expected}`")) {
        return;
    }
    let finding = report(difference, pair, out, message);
    finding.help(help);
    // The word itself, where it is known which one it is.
    let is_word = pair.page().slice(difference.place) == expected && !expected.contains('`');
    if difference.change == Change::Unmarked && is_word {
        // Of a word of prose nobody knows that the translator means the name.
        let safety = if token::is_coined(expected) { Safety::Safe } else { Safety::Unsafe };
        let place = with_quotes(&pair.page().source.text, difference.place);
        finding.replace(safety, "put it in backticks", place, format!("`{expected}`"));
    }
}

/// A word with the quotation marks that a translator has put around it instead.
fn with_quotes(text: &str, word: Span) -> Span {
    let before = text.get(..word.from()).and_then(|text| text.chars().next_back());
    let after = text.get(word.to()..).and_then(|text| text.chars().next());
    match (before, after) {
        (Some(open @ ('"' | '\'' | '“' | '‘' | '«' | '„')), Some(close @ ('"' | '\'' | '”' | '’' | '»' | '“'))) => {
            Span::new(word.from() - open.len_utf8(), word.to() + close.len_utf8())
        }
        _ => word,
    }
}
