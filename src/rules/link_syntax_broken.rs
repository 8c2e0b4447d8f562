//! What is meant as a link is written so that it is one.
//!
//! ## Why
//!
//! A space that a translation machine put between `]` and `(`, or into the target, turns the link into text: the
//! reader sees brackets and a path, and cannot follow it. Full-width brackets do the same.
//! Spaces of a template that the site fills in (`/docs/{{< param "version" >}}/lamp`) are right.
//!
//! ## Bad
//!
//! ```md
//! Returns a [call] (../resources/call.md) object.
//! ```
//!
//! ```md
//! Returns a [call](.. /resources/call.md) object.
//! ```
//!
//! ## Good
//!
//! ```md
//! Returns a [call](../resources/call.md) object, and a list [see below] (if any).
//! ```

use crate::fact::FactKind;
use crate::page::Page;
use crate::page::model::within;
use crate::page::template;
use crate::page::visible;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use std::cell::OnceCell;
use std::collections::HashSet;

/// The rule.
pub static RULE: Rule = Rule {
    id: "link-syntax-broken",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("link_syntax_broken.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let text = page.source.text.as_str();
    let targets = OnceCell::new();
    let mut visible: Option<Vec<Span>> = None;
    for at in context.brackets().before_targets.iter().copied() {
        let Some(close) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        let visible = visible.get_or_insert_with(|| {
            let mut spans: Vec<Span> = visible::spans(page).collect();
            spans.sort_unstable();
            spans
        });
        // Visible spans do not overlap.
        let before = visible.partition_point(|span| span.from() <= at);
        let Some(span) = before.checked_sub(1).and_then(|last| visible.get(last)).filter(|span| at < span.to()) else {
            continue;
        };
        if let Some(broken) = read(page, Span::new(at, span.to()), close) {
            report(context, &broken, &targets, out);
        }
    }
}

/// What stands where a link should be.
struct Broken {
    /// From the closing bracket to the closing parenthesis.
    span: Span,
    message: &'static str,
    help: &'static str,
    /// The target without white space.
    target: String,
    /// Whether nothing but white space or the form of the parentheses is wrong.
    whole: bool,
}

/// Reads what follows the bracket at the start of `place`, when it looks like a target and the reader saw no link.
fn read(page: &Page, place: Span, close: char) -> Option<Broken> {
    let bracket = place.part(0..close.len_utf8());
    let text = page.slice(place);
    let after = text.get(close.len_utf8()..)?;
    let gap = after.len() - after.trim_start_matches([' ', '\t']).len();
    let inner = after.get(gap..)?;
    let open = inner.chars().next().filter(|c| matches!(c, '(' | '（'))?;
    let inner = inner.get(open.len_utf8()..)?;
    let masked = template::masked(head(inner)).filter(|masked| closing(masked).is_some());
    let shown = masked.as_deref().unwrap_or(inner);
    let end = closing(shown);
    let (written, shown) = match end {
        Some(end) => (inner.get(..end)?, shown.get(..end)?),
        None => (first_path(inner), first_path(inner)),
    };
    // Translation machines write two dots as an ellipsis. The spaces of a template are its own.
    let kept = written.char_indices().filter(|(at, c)| !c.is_whitespace() || shown.as_bytes().get(*at) == Some(&b'x'));
    let target = kept.map(|(_, c)| c).collect::<String>().replace('…', "..");
    let plain = close == ']' && open == '(' && gap == 0;
    if !(looks_like_target(&target) || plain && (target.starts_with('/') || target.starts_with('#'))) {
        return None;
    }
    if visible::is_hidden(page, bracket) || is_escaped(page, bracket) {
        return None;
    }
    let last = end.and_then(|at| inner.get(at..)?.chars().next());
    let length = close.len_utf8() + gap + open.len_utf8() + written.len() + last.map_or(0, char::len_utf8);
    let opening = opening(page, place.from());
    let spaced = shown.chars().any(char::is_whitespace);
    let wide = close != ']' || open != '(' || last == Some('）');
    let nests = opening.is_some_and(|at| {
        let between = Span::new(at + 1, place.from());
        within(&page.links, between, |link| link.span).iter().any(|link| between.contains(link.span))
    });
    // Spaces of a template are why the reader sees no link; the site sees one.
    if masked.is_some() && last.is_some() && opening.is_some() && !(wide || gap > 0 || spaced || nests) {
        return None;
    }
    let (message, help) = match last {
        None if gap > 0 || spaced => {
            ("the link is never closed", "write ) after the target, and no space in it or before it")
        }
        None => ("the link is never closed", "write ) after the target"),
        Some(_) if opening.is_none() => ("the link has no opening bracket", "write [ before the text of the link"),
        Some(_) if wide => {
            ("the link is written with full-width brackets", "write [text](target), with these brackets")
        }
        Some(_) if gap > 0 => ("a space parts the link's text from its target", "write nothing between ] and ("),
        Some(_) if spaced => ("a space breaks the link's target", "write the target without spaces"),
        // CommonMark takes the inner one.
        Some(_) if nests => {
            ("this is no link: a link cannot stand in the text of another", "take one link out of the other's text")
        }
        Some(_) => (
            "this is no link: something in its text or target breaks it",
            "write [text](target), with every bracket within the text closed",
        ),
    };
    let whole = close == ']' && last.is_some() && opening.is_some() && (gap > 0 || spaced || wide);
    Some(Broken { span: place.part(0..length), message, help, target, whole })
}

/// As much of the line as a target may take, so that a line of many links is not read anew for each.
fn head(inner: &str) -> &str {
    let end = inner.char_indices().find(|(at, c)| *at > 400 || *c == '\n').map_or(inner.len(), |(at, _)| at);
    inner.get(..end).unwrap_or("")
}

/// Where the parenthesis closes that was opened before `text`. A bracket or the end of the line or the cell first means that it
/// never does.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' | '）' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            '[' | ']' | '\n' | '\r' => return None,
            _ => {}
        }
    }
    None
}

/// The path at the start of `line`, up to white space; a space after its leading dots is the machine's.
fn first_path(line: &str) -> &str {
    let rest = line.trim_start_matches(['.', '…', ' ', '/']);
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '|')).unwrap_or(rest.len());
    line.get(..line.len() - rest.len() + length).unwrap_or("")
}

/// `targets` are those of the source's links, once they have been looked at.
fn report<'a>(context: &PageContext<'a>, broken: &Broken, targets: &OnceCell<HashSet<&'a str>>, out: &mut Findings) {
    let written = context.page().slice(broken.span);
    let finding = out.report(broken.span, broken.message);
    finding.found(written).fact(FactKind::LinkTarget, &broken.target).help(broken.help);
    if !broken.whole {
        return;
    }
    // The source's own target proves the repair.
    let proved = context.proved_source().is_some_and(|(_, source)| {
        let all = || source.page.links.iter().map(|link| link.target(&source.page.source.text)).collect();
        targets.get_or_init(all).contains(broken.target.as_str())
    });
    let safety = if proved { Safety::Safe } else { Safety::Unsafe };
    let mended = format!("]({})", broken.target);
    finding.expected(&mended).replace(safety, "write the link as one", broken.span, mended);
}

/// Whether the text is a path or an address and no remark in parentheses.
fn looks_like_target(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let is_file = [".md", ".yml", ".png", ".html", ".aspx"].iter().any(|end| path.to_ascii_lowercase().ends_with(end));
    is_file && path.len() > 4
        || ["http://", "https://", "../", "./", "mailto:"].iter().any(|start| target.starts_with(start))
}

fn is_escaped(page: &Page, bracket: Span) -> bool {
    let before = page.source.text.get(..bracket.from()).unwrap_or("");
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// Where the `[` stands that waits for its closing bracket before byte `at`, in the same paragraph.
fn opening(page: &Page, at: usize) -> Option<usize> {
    let start = at.saturating_sub(400);
    let before = page.source.text.as_bytes().get(start..at).unwrap_or(&[]);
    let mut depth = 0_u32;
    for (index, byte) in before.iter().enumerate().rev() {
        match byte {
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(start + index),
            b'[' => depth -= 1,
            b'\n' if index.checked_sub(1).and_then(|before_it| before.get(before_it)) == Some(&b'\n') => break,
            // The last bytes of `【` and `［`.
            0x90 | 0xBB if depth == 0 => {
                let lead = index.checked_sub(2).and_then(|first| before.get(first));
                if matches!(lead, Some(0xE3 | 0xEF)) {
                    return Some(start + index);
                }
            }
            _ => {}
        }
    }
    None
}
