//! What is meant to be bold is written so that it is.
//!
//! ## Why
//!
//! A space that a translation machine put inside the asterisks (`** displayName**`) makes them text: the reader sees asterisks,
//! and in a list of names the wrong ones turn bold. Only single words are judged; asterisks mean many things.
//!
//! ## Bad
//!
//! ```md
//! Adds **isMuted** and ** muteReason** to calls.
//! ```
//!
//! ## Good
//!
//! ```md
//! Adds **isMuted** and **muteReason** to calls.
//! ```

use crate::fact::FactKind;
use crate::page::Page;
use crate::page::visible;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use memchr::memmem::Finder;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The rule.
pub static RULE: Rule = Rule {
    id: "bold-syntax-broken",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("bold_syntax_broken.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    if !has_left_over(page) || !has_strays(page) {
        return;
    }
    let marks: HashSet<u32> =
        page.bold.iter().flat_map(|bold| [bold.span.start, bold.span.end.saturating_sub(2)]).collect();
    let words = OnceCell::new();
    for span in visible::spans(page) {
        let text = page.slice(span);
        let mut found = DOUBLE.find_iter(text.as_bytes()).peekable();
        let mut after = None;
        while let Some(at) = found.next() {
            // The marks before may have been the end of these.
            if after.take().is_none_or(|next| next <= at)
                && let Some(next) = found.peek()
                && let Some(word) = spaced_word(page, &marks, span, at, *next)
            {
                report(context, span.part(at..next + 2), word, &words, out);
                after = Some(next + 2);
            }
        }
    }
}

/// Whether the page has so many asterisks more than what is bold takes that two pairs of them may mark nothing. They are counted,
/// which is several times as quick as finding them.
fn has_left_over(page: &Page) -> bool {
    let text = page.source.text.as_bytes();
    let is_double = |at: u32| text.get(at as usize..at as usize + 2) == Some(b"**");
    let ends = page.bold.iter().flat_map(|bold| [bold.span.start, bold.span.end.saturating_sub(2)]);
    let taken = 2 * ends.filter(|at| is_double(*at)).count();
    memchr::memchr_iter(b'*', text).count() >= taken + 4
}

/// Whether two pairs of asterisks of the page may mark nothing. On nearly every page all of them are ends of what is bold, or belong
/// to code.
fn has_strays(page: &Page) -> bool {
    let mut marks = page.bold.iter().peekable();
    // What is bold may hold what is bold, so the one before is looked at as well.
    let (mut before, mut last): (Option<Span>, Option<Span>) = (None, None);
    let is_stray = |at: &usize| {
        let at = *at as u32;
        while let Some(bold) = marks.next_if(|bold| bold.span.start <= at + 1) {
            (before, last) = (last, Some(bold.span));
        }
        let touches = |from: u32| at < from + 2 && from < at + 2;
        ![before, last].into_iter().flatten().any(|bold| touches(bold.start) || touches(bold.end.saturating_sub(2)))
    };
    DOUBLE.find_iter(page.source.text.as_bytes()).filter(is_stray).nth(1).is_some()
}

static DOUBLE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("**"));

/// The one word between two pairs of asterisks that mark nothing, where a blank beside it is why.
fn spaced_word<'a>(page: &'a Page, known: &HashSet<u32>, span: Span, open: usize, close: usize) -> Option<&'a str> {
    let inner = page.slice(span).get(open + 2..close)?;
    let word = inner.trim_matches([' ', '\u{a0}']);
    let is_word =
        word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
    if word.len() == inner.len() || !is_word {
        return None;
    }
    let marks = [span.part(open..open + 2), span.part(close..close + 2)];
    let is_text = |mark: &Span| !is_mark(known, *mark) && !visible::is_hidden(page, *mark);
    marks.iter().all(is_text).then_some(word)
}

/// Whether the asterisks at `mark` are some of those that begin or end strong emphasis, at `known`.
fn is_mark(known: &HashSet<u32>, mark: Span) -> bool {
    (mark.start.saturating_sub(1)..mark.end).any(|at| known.contains(&at))
}

/// `words` are what is bold in the source, once that has been looked at.
fn report<'a>(
    context: &PageContext<'a>,
    place: Span,
    word: &str,
    words: &OnceCell<HashSet<&'a str>>,
    out: &mut Findings,
) {
    let mended = format!("**{word}**");
    // The source's own word proves the repair.
    let proved = context.proved_source().is_some_and(|(_, source)| {
        let all = || source.page.bold.iter().map(|bold| source.page.slice(bold.content)).collect();
        words.get_or_init(all).contains(word)
    });
    let safety = if proved { Safety::Safe } else { Safety::Unsafe };
    out.report(place, format!("a blank inside the asterisks keeps {word} from being bold"))
        .fact(FactKind::Bold, word)
        .found(context.page().slice(place))
        .expected(&mended)
        .help(format!("write {mended}"))
        .replace(safety, "take the blank out", place, mended);
}
