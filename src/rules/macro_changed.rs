//! Macros and shortcodes keep their names, and the arguments that name a page, a file or a term.
//!
//! ## Why
//!
//! The generator of the site replaces `{{Glossary("lamp")}}`, `{{< note >}}` or `{% include lamp.md %}` when it builds the page. With
//! another name it stops or shows the text as it is; with another argument the reader gets another page, or none.
//!
//! What readers see is translated: `text="…"`, `title="…"`, a second argument of `{{Glossary("lamp", "lamps")}}`, words with spaces, the
//! heading in `{{EmbedLiveSample("Examples")}}`. Paths may name the locale of their page. Names with braces alone are read in any case.
//! Macros in code are text and are not looked at; those in targets of links belong to `link-target-changed`.
//!
//! Which macro stands for which is told by the paragraph, the section and the name, capitals apart; of several with one name in a section,
//! by the words of their arguments, and where that may be wrong, the finding is likely and has no fix. One that stands for none of the
//! translation's is told by `macro-lost`.
//!
//! Where the translation does not name the text that it was made from, the source may have changed since: a fix is safe only where the
//! difference is a translation (letters of another script, words of the page's prose) or one of capitals, spaces and punctuation.
//!
//! Without a source, `{{lamp},{lamp}}` is told alone: of the four braces between two names that are one, two were lost.
//!
//! ## Bad
//!
//! ```md en-US
//! A {{< glossary_tooltip term_id="pod" text="pod" >}} holds seeds.
//! ```
//!
//! ```md es-ES
//! Una {{< glossary_tooltip term_id="vaina" text="vaina" >}} tiene semillas.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! A {{< glossary_tooltip term_id="pod" text="pod" >}} holds seeds.
//! ```
//!
//! ```md es-ES
//! Una {{< glossary_tooltip term_id="pod" text="vaina" >}} tiene semillas.
//! ```

use crate::drift::macro_key::{changed, name};
use crate::drift::{Change, Difference, Side};
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::macros::{self, Macro};
use crate::page::visible;
use crate::rule::mistranslation::{report, safety};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};
use crate::text::Span;
use crate::text::script::has_foreign_letter;

/// The rule.
pub static RULE: Rule = Rule {
    id: "macro-changed",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("macro_changed.rs"),
    checks: &[Check::Difference(&[FactKind::Macro], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let Some((source, translation)) = difference.both() else { return };
    let (expected, found) = (&source.value, &translation.value);
    let mended = mended(difference, (source, translation), pair);
    let finding = report(difference, pair, out, format!("`{expected}` is changed to `{found}`"));
    // Of several, which stands for which is a guess.
    if difference.change == Change::Fewer {
        finding.help(format!("see whether `{expected}` belongs here")).likely();
        return;
    }
    let Some((place, text, is_sure)) = mended else {
        finding.help(format!("write `{expected}`, with what readers see of it translated"));
        return;
    };
    finding.help(format!("write {text} instead of {}", pair.page().slice(place)));
    let agreed = safety(finding, difference, pair);
    let safety = if is_sure { agreed } else { Safety::Unsafe };
    finding.replace(safety, "restore the macro", place, text);
}

/// What to write where, when one thing alone was changed: the name, or one argument. And whether nothing else can be meant.
fn mended(
    difference: &Difference,
    (source, translation): (&Side, &Side),
    pair: &PairContext<'_>,
) -> Option<(Span, String, bool)> {
    let (ours, theirs) = (one(&pair.source.page, source)?, one(pair.page(), translation)?);
    let mut changed = changed(&ours, &theirs, pair.tags());
    if name(&ours) != name(&theirs) {
        if changed.next().is_some() || ours.arguments.len() != theirs.arguments.len() {
            return None;
        }
        let text = pair.page().slice(theirs.span);
        let at = text.find(theirs.name)?;
        // Without arguments, another name may be another macro.
        let is_sure =
            !ours.arguments.is_empty() || has_foreign_letter(theirs.name) || difference.change != Change::Translated;
        return Some((theirs.span.part(at..at + theirs.name.len()), ours.name.to_owned(), is_sure));
    }
    let (argument, other) = changed.next()?;
    let other = other.filter(|_| ours.arguments.len() == theirs.arguments.len())?;
    if changed.next().is_some() {
        return None;
    }
    let text = pair.source.page.slice(argument.span);
    // A page may lie elsewhere for a locale.
    let is_sure = !argument.value.contains('/') || has_foreign_letter(other.value);
    // The translated word is what readers see; the name goes before it.
    let shows = name(&ours).ends_with("xref") || name(&ours) == "glossary";
    let text = if ours.is_call && shows && ours.arguments.len() == 1 && argument.is_quoted && other.is_quoted {
        format!("{text}, {}", pair.page().slice(other.span))
    } else {
        text.to_owned()
    };
    Some((other.span, text, is_sure))
}

/// Without a source: `{{lamp},{lamp}}`, where the braces between two were taken for doubled ones.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    // Most pages have no macro.
    if !macros::has_doubled_braces(page) {
        return;
    }
    for area in visible::spans(page) {
        let Some(range) = macros::with_braces_lost(page.slice(area)) else { continue };
        let span = area.part(range);
        let found = page.slice(span);
        if visible::is_hidden(page, span) {
            continue;
        }
        // `{{a},{a}}`: the inner braces are single.
        let mended = found.replacen('}', "}}", 1);
        let inner = mended.rfind('{').unwrap_or(0);
        let (before, behind) = mended.split_at_checked(inner).unwrap_or((&mended, ""));
        let mended = format!("{before}{{{behind}");
        out.report(span, format!("`{found}` has lost braces"))
            .found(found)
            .expected(&*mended)
            .likely()
            .help(format!("write `{mended}`"))
            .replace(Safety::Unsafe, "restore the braces", span, mended);
    }
}

fn one<'a>(page: &'a Page, side: &Side) -> Option<Macro<'a>> {
    macros::read(page, side.span).into_iter().next()
}
