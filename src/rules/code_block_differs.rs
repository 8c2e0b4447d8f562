//! Code blocks are the same in every language.
//!
//! ## Why
//!
//! Readers copy code. Translated code does not run.
//!
//! Nothing is reported where nothing else differs than
//!
//! - comments, in languages that have them, and blank lines;
//! - words in placeholders between angle brackets (`<your-token>`), which say what to put there;
//! - sentences and titles in samples of pages (`md`, `mdx`, `markdoc`, `html`): headings, lists, tags, code, links and the names of
//!   files are compared;
//! - `name`, `title`, `label` and `description` in YAML, where they are words for people, and sentences in `text`;
//! - what stands behind the language on a fence: titles, numbers of lines;
//! - the code of a language, where the translation shows that of its page: `lamp.es.md` for `lamp.fr.md`.
//!
//! A code block of the source whose lines stand in several blocks of the translation, or several whose lines stand in one, is told once, and
//! without a fix.
//!
//! Where the translation does not name the text that it was made from, the source may have changed since: a fix is safe only where the
//! difference is a translation (letters of another script, words of the page's prose) or one of capitals, spaces and punctuation.
//!
//! ## Bad
//!
//! ````md en-US
//! ## Example
//!
//! ```json
//! { "state": "ended" }
//! ```
//! ````
//!
//! ````md es-ES
//! ## <a name="example"></a>Ejemplo
//!
//! ```json
//! { "state": "terminada" }
//! ```
//! ````
//!
//! ## Good
//!
//! ````md en-US
//! ## Example
//!
//! ```json
//! { "state": "ended" }
//! ```
//! ````
//!
//! ````md es-ES
//! ## <a name="example"></a>Ejemplo
//!
//! ```json
//! { "state": "ended" }
//! ```
//! ````

use crate::drift::code::{ALIKE, likeness};
use crate::drift::restored::restored;
use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::code::CodeBlock;
use crate::rule::mistranslation::{report, restore, safety};
use crate::rule::{Check, Finding, Findings, PairContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "code-block-differs",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("code_block_differs.rs"),
    checks: &[Check::Difference(&[FactKind::CodeBlock], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change == Change::Respaced {
        return;
    }
    if let Some((message, help)) = parted(difference) {
        report(difference, pair, out, message).help(help);
        return;
    }
    let theirs = difference.translation.as_ref().and_then(|_| block_at(pair.page(), difference.place));
    let swallowed = theirs.map_or(0, |_| swallowed(pair));
    if swallowed > 0 {
        report_fence(difference, pair, out, theirs, swallowed);
        return;
    }
    let is_language = theirs.is_some_and(|code| code.fenced && code.info.contains(difference.place));
    let finding = report(difference, pair, out, message(difference, is_language));
    finding.help(if is_language {
        "write what the source has on the fence"
    } else if difference.source.is_none() {
        "see whether the source has lost it, or take it out"
    } else {
        "copy the code block of the source"
    });
    // A fence that is never closed makes code of all that follows: nothing there is a line of the source's block. Where there is no
    // fence, no word can stand on it.
    let is_mendable = |code: &CodeBlock| code.closed && (code.fenced || code.content.contains(difference.place));
    if !theirs.is_none_or(is_mendable) {
        return;
    }
    let ours = difference.source.as_ref().and_then(|side| block_at(&pair.source.page, side.span));
    match ours.zip(theirs) {
        Some(_) if is_language => mend_language(finding, difference, pair),
        Some((ours, theirs)) => mend_lines(finding, difference, pair, ours, theirs),
        None => {}
    }
}

/// What is said, and what is to be done, where the lines of a block stand in several, or those of several in one.
fn parted(difference: &Difference) -> Option<(String, &'static str)> {
    let (expected, found) = (difference.expected(), difference.found());
    match difference.change {
        Change::Split => Some((
            format!("a code block of the source is split, its next part begins here: {}", shown(found)),
            "make one code block of its parts, as in the source",
        )),
        Change::Merged => Some((
            format!("code blocks of the source are joined here, the second begins with {}", shown(expected)),
            "end the code block before this line, as in the source",
        )),
        _ => None,
    }
}

/// Reports a block that has headings of the source in it: the fence is at fault, and no line of what it makes code of.
fn report_fence(
    difference: &Difference,
    pair: &PairContext<'_>,
    out: &mut Findings,
    theirs: Option<&CodeBlock>,
    swallowed: usize,
) {
    let message = match (&difference.source, swallowed) {
        (None, _) => message(difference, false),
        (_, 1) => "this fence makes code of a heading of the source".to_owned(),
        _ => format!("this fence makes code of {swallowed} headings of the source"),
    };
    let finding = report(difference, pair, out, message);
    finding.help("put the fences where the source has them");
    if let Some(code) = theirs {
        finding.span = code.info;
        finding.found(pair.page().slice(code.info));
    }
}

fn message(difference: &Difference, is_language: bool) -> String {
    let (expected, found) = (difference.expected(), difference.found());
    match (&difference.source, &difference.translation) {
        (Some(_), Some(_)) if is_language => language(expected, found),
        (Some(_), Some(_)) if found.is_empty() => format!("a line of the source is missing here: {}", shown(expected)),
        (Some(_), Some(_)) if expected.is_empty() => format!("the source has no such line: {}", shown(found)),
        (Some(_), Some(_)) => format!("the source has {} here, not {}", shown(expected), shown(found)),
        (Some(_), None) => format!("a code block of the source is missing: {}", shown(expected)),
        _ => format!("the source has no such code block: {}", shown(found)),
    }
}

/// Offers what the source has on the fence.
fn mend_language(finding: &mut Finding, difference: &Difference, pair: &PairContext<'_>) {
    let title = "restore the line of the source";
    if difference.found().is_empty() {
        // Whenever the source got it, a word on the fence does no harm.
        finding.replace(Safety::Safe, title, difference.place, difference.expected());
    } else {
        restore(finding, difference, pair, title);
    }
}

/// Offers the source's lines where the translation's block is that of the source, changed.
fn mend_lines(
    finding: &mut Finding,
    difference: &Difference,
    pair: &PairContext<'_>,
    ours: &CodeBlock,
    theirs: &CodeBlock,
) {
    let (source, page) = (&pair.source.page, pair.page());
    // A block that has little in common with the one at its place is another one, which nobody wants replaced.
    if likeness(source.slice(ours.content), page.slice(theirs.content)) < ALIKE {
        finding.help("compare with the code block of the source").likely();
        return;
    }
    let Some(restored) = restored(source, ours, page, theirs, pair.tags()) else { return };
    // What translators made of comments and sentences would be lost with the lines.
    let agreed = safety(finding, difference, pair);
    let safety = if restored.loses_words { Safety::Unsafe } else { agreed };
    let edits = restored.edits;
    let is_one =
        edits.len() == 1 && edits.iter().all(|edit| !edit.text.contains('\n') && !page.slice(edit.span).contains('\n'));
    let title = if is_one { "restore the line of the source" } else { "restore the lines of the source" };
    finding.fixed(safety, title, edits);
}

/// The code block of a page that `place` lies in.
fn block_at(page: &Page, place: Span) -> Option<&CodeBlock> {
    let next = page.code.partition_point(|code| code.span.end <= place.start);
    page.code.get(next).filter(|code| code.span.overlaps(place) || code.span.contains(place))
}

/// How many headings of the source are lines of code on the translation.
fn swallowed(pair: &PairContext<'_>) -> usize {
    let source = &pair.source.page;
    let headings = source.sections.iter().filter(|section| section.level > 1 && !section.is_tab);
    headings.filter(|section| pair.are_code(source.slice(section.heading()).trim())).count()
}

/// What is said of a fence with another language.
fn language(expected: &str, found: &str) -> String {
    match (expected, found) {
        (_, "") => format!("the code block has no language, in the source it has {}", shown(expected)),
        ("", _) => format!("the code block has the language {}, in the source it has none", shown(found)),
        _ => format!("the language of the code block is {} in the source, not {}", shown(expected), shown(found)),
    }
}

/// The first line, as a message can show it.
fn shown(code: &str) -> String {
    let line = code.lines().next().unwrap_or("").trim();
    let mut short: String = line.chars().take(80).collect();
    if short.is_empty() {
        "nothing".clone_into(&mut short);
    } else if short.len() < line.len() {
        short.push('…');
    }
    short
}
