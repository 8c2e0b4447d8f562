//! Code blocks are the same in every language.
//!
//! ## Why
//!
//! Readers copy code. Translated code does not run. Comments in code may be translated, and so may what stands in placeholders between
//! angle brackets (`<your-token>`), for it says in words what to put there: where nothing else differs, nothing is reported.
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

use crate::drift::code::{ALIKE, likeness, likeness_of_lines};
use crate::drift::comments::has_comment;
use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::code::CodeBlock;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Safety, Severity};
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
    let page = pair.page();
    let (expected, found) = (difference.expected(), difference.found());
    let theirs = difference.translation.as_ref().and_then(|_| block_at(page, difference.place));
    let swallowed = theirs.map_or(0, |_| swallowed(pair));
    let is_language = theirs.is_some_and(|code| code.info == difference.place);
    let message = match (&difference.source, &difference.translation) {
        (Some(_), Some(_)) if swallowed == 1 => "this fence makes code of a heading of the source".to_owned(),
        (Some(_), Some(_)) if swallowed > 1 => format!("this fence makes code of {swallowed} headings of the source"),
        (Some(_), Some(_)) if is_language => language(expected, found),
        (Some(_), Some(_)) => format!("the source has {} here, not {}", shown(expected), shown(found)),
        (Some(_), None) => format!("a code block of the source is missing: {}", shown(expected)),
        _ => format!("the source has no such code block: {}", shown(found)),
    };
    let finding = report(difference, pair, out, message);
    if swallowed > 0 {
        finding.help("put the fences where the source has them");
        // The fence is at fault, and no line of what it makes code of.
        if let Some(code) = theirs {
            finding.span = code.info;
            finding.found(page.slice(code.info));
        }
        return;
    }
    finding.help(if is_language {
        "write what the source has on the fence"
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
    // A block that has little in common with the one at its place is another one, which nobody wants replaced.
    let is_another = |(ours, theirs): (&CodeBlock, &CodeBlock)| {
        likeness(pair.source.page.slice(ours.content), page.slice(theirs.content)) < ALIKE
    };
    if !is_language && ours.zip(theirs).is_some_and(is_another) {
        finding.help("compare with the code block of the source").likely();
        return;
    }
    match ours.zip(theirs).and_then(|(ours, theirs)| lines_to_restore(pair, ours, theirs)) {
        Some((place, lines)) => {
            // What translators made of comments would be lost with the lines.
            let safety = if has_comment(page.slice(place)) { Safety::Unsafe } else { Safety::Safe };
            finding.replace(safety, "restore the lines of the source", place, lines);
        }
        None => restore(finding, difference, pair, "restore the line of the source"),
    }
}

/// What stands between the lines that two blocks begin and end with in common, where that is more than one line of either: its
/// place on the translation, and the source's lines for it.
fn lines_to_restore(pair: &PairContext<'_>, ours: &CodeBlock, theirs: &CodeBlock) -> Option<(Span, String)> {
    let is_whole = |code: &CodeBlock| code.fenced && code.closed && code.lines.is_none();
    let (source, page) = (&pair.source.page, pair.page());
    if !is_whole(ours) || !is_whole(theirs) || source.slice(ours.info) != page.slice(theirs.info) {
        return None;
    }
    let left: Vec<&str> = source.slice(ours.content).lines().collect();
    let right: Vec<&str> = page.slice(theirs.content).split_inclusive('\n').collect();
    let like = likeness_of_lines(source.slice(ours.info), source.slice(ours.content));
    let common = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(a, b)| like(a, b)).count();
    let first = common(&mut left.iter().zip(&right));
    let most = left.len().min(right.len()).saturating_sub(first);
    let last = common(&mut left.iter().rev().zip(right.iter().rev())).min(most);
    let lost = left.get(first..left.len().checked_sub(last)?)?;
    let found = right.get(first..right.len().checked_sub(last)?)?;
    // A line that has no end is none that another can stand behind.
    if lost.len() == 1 && found.len() == 1 || right.last().is_some_and(|line| !line.ends_with('\n')) {
        return None;
    }
    let bytes = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let start = bytes(right.get(..first)?);
    let mut text = String::new();
    for line in lost {
        text.push_str(line);
        text.push_str(page.source.line_end());
    }
    Some((theirs.content.part(start..start + bytes(found)), text))
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
