//! A space parts a word from the link or the code span beside it.
//!
//! ## Why
//!
//! Where the space is lost, words run together on the page: `objects oflamp`. Behind a colon, a web address that nothing parts
//! from the word before it is not even a link.
//!
//! Words in Latin, Cyrillic and Greek letters are judged. An ending is part of the name it stands at (`GUIDs`): up to three letters
//! behind a name, and up to two before it, count as a word only if the page has them as a word elsewhere too.
//!
//! ## Bad
//!
//! ```md
//! Gets the properties of[lamp](../resources/lamp.md) objects.
//! ```
//!
//! ```md
//! Set it to `true`when the lamp is lit.
//! ```
//!
//! ## Good
//!
//! ```md
//! Gets the properties of [lamp](../resources/lamp.md) objects: all of their `GUID`s.
//! ```

use crate::fact::FactKind;
use crate::page::Page;
use crate::page::inline::{CodeSpan, Link};
use crate::page::model::within;
use crate::page::visible;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use crate::text::script::{self, Script};
use foldhash::HashSet;
use memchr::memmem::{self, Finder};
use std::cell::{Cell, OnceCell};
use std::sync::LazyLock;

/// The rule.
pub static RULE: Rule = Rule {
    id: "space-lost",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("space_lost.rs"),
    checks: &[Check::Page(check)],
};

/// Letters of what may be an ending rather than a word, and of what may be a syllable before a name.
const ENDING: usize = 3;
const BEGINNING: usize = 2;

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let prose = Prose::new(page);
    for link in page.links.iter().filter(|link| !link.image && page.slice(link.span).starts_with('[')) {
        let before = word_before(page, link.span).filter(|word| begins(page, link) && prose.is_word(*word, BEGINNING));
        let after = word_after(page, link.span).filter(|word| ends(page, link) && prose.is_word(*word, ENDING));
        for word in [before, after].into_iter().flatten() {
            let target = link.target(&page.source.text);
            let what = format!("the link [{}]", page.slice(link.text));
            report(page, word, link.span, &what, (FactKind::LinkTarget, target), out);
        }
    }
    for code in &page.code_spans {
        let before = word_before(page, code.span).filter(|word| prose.is_word(*word, BEGINNING));
        let after = word_after(page, code.span).filter(|word| prose.is_word(*word, ENDING));
        for word in [before, after].into_iter().flatten() {
            if is_pair(page, code) && !prose.is_uneven(word) {
                let content = page.slice(code.content);
                report(
                    page,
                    word,
                    code.span,
                    &format!("the code span `{content}`"),
                    (FactKind::CodeSpan, content),
                    out,
                );
            }
        }
    }
    addresses(&prose, out);
}

fn report(page: &Page, word: Span, beside: Span, what: &str, (kind, key): (FactKind, &str), out: &mut Findings) {
    let seam = if word.end == beside.start { word.to() } else { beside.to() };
    let found = page.slice(word);
    out.report(word, format!("the word {found} runs into {what}"))
        .fact(kind, key)
        .found(found)
        .help("write a space between them")
        .replace(Safety::Safe, "put a space between them", Span::at(seam), " ");
}

/// Web addresses that stand right behind a colon: `at:https://…`.
fn addresses(prose: &Prose<'_>, out: &mut Findings) {
    static GLUED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(":http"));
    let (page, text) = (prose.page, prose.page.source.text.as_str());
    let parts = visible::outside_code(page, visible::body(page));
    let colons = |part: Span| GLUED.find_iter(page.slice(part).as_bytes()).map(move |at| part.from() + at);
    for colon in parts.flat_map(colons) {
        let place = Span::new(colon, colon + 1);
        let Some(word) = word_before(page, place) else { continue };
        let rest = text.get(colon + 1..).unwrap_or("");
        let is_address = rest.starts_with("http://") || rest.starts_with("https://");
        let is_alone = text.get(..word.from()).is_some_and(|before| before.ends_with([' ', '\n', '(', '.', '|', '>']));
        if is_address && is_alone && prose.container(word).is_some() && !visible::is_hidden(page, place) {
            let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '|' | '<' | ')')).unwrap_or(rest.len());
            let address = rest.get(..length).unwrap_or("");
            out.report(
                word.join(place),
                format!("{}: runs into {address}, so the address is no link", page.slice(word)),
            )
            .fact(FactKind::LinkTarget, address)
            .help("write a space behind the colon")
            .replace(Safety::Safe, "put a space behind the colon", Span::at(colon + 1), " ");
        }
    }
}

/// The letters right before `span`.
fn word_before(page: &Page, span: Span) -> Option<Span> {
    if !may_be_letter(page, span.from().checked_sub(1)?) {
        return None;
    }
    let before = page.source.text.get(..span.from())?;
    let last = before.chars().next_back().filter(|c| parts_words(*c))?;
    let start = before.trim_end_matches(char::is_alphabetic).len();
    Some(Span::new(start.min(span.from() - last.len_utf8()), span.from()))
}

/// The letters right after `span`.
fn word_after(page: &Page, span: Span) -> Option<Span> {
    if !may_be_letter(page, span.to()) {
        return None;
    }
    let after = page.source.text.get(span.to()..)?;
    after.chars().next().filter(|c| parts_words(*c))?;
    let length = after.len() - after.trim_start_matches(char::is_alphabetic).len();
    Some(Span::new(span.to(), span.to() + length))
}

/// Whether a byte may be one of a letter. Beside nearly every link and code span is a blank.
fn may_be_letter(page: &Page, at: usize) -> bool {
    page.source.text.as_bytes().get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii())
}

/// Whether the letter is of a script that parts words by spaces and does not join particles to names.
fn parts_words(c: char) -> bool {
    c.is_alphabetic() && matches!(script::of(c), Some(Script::Latin | Script::Cyrillic | Script::Greek))
}

/// Whether a link's text begins like words: a space within the brackets is one on the page, and what no reader sees parts nothing.
fn begins(page: &Page, link: &Link) -> bool {
    let text = page.slice(link.text);
    text.contains(char::is_alphanumeric) && !text.starts_with(|c: char| c.is_whitespace() || ",.;:)]\"»”".contains(c))
}

fn ends(page: &Page, link: &Link) -> bool {
    let text = page.slice(link.text);
    text.contains(char::is_alphanumeric) && !text.ends_with(|c: char| c.is_whitespace() || "([«".contains(c))
}

/// Whether the backticks around what is code are a pair: those of two neighbours have a comma or a space inside them.
fn is_pair(page: &Page, code: &CodeSpan) -> bool {
    let content = page.slice(code.span).trim_matches('`');
    content.contains(char::is_alphanumeric)
        && !content.starts_with(|c: char| c.is_whitespace() || ",.;:)".contains(c))
        && !content.ends_with(|c: char| c.is_whitespace() || ",;(".contains(c))
}

/// Whether code with single backticks begins or ends with a space: it is what stands between two spans.
fn is_between(page: &Page, code: &CodeSpan) -> bool {
    let content = page.slice(code.span).trim_matches('`');
    content.len() + 2 == code.span.len() && (content.starts_with([' ', '\n']) || content.ends_with([' ', '\n']))
}

/// What is asked of a page's prose once a word has been found that runs into something.
struct Prose<'a> {
    page: &'a Page,
    spans: OnceCell<Vec<Span>>,
    /// How often a short word was asked for.
    asked: Cell<usize>,
    short: OnceCell<HashSet<&'a str>>,
    uneven: OnceCell<HashSet<u32>>,
}

/// So many short words are searched for; where there are more questions, all that the page has are collected.
const SEARCHES: usize = 4;

impl<'a> Prose<'a> {
    fn new(page: &'a Page) -> Self {
        let (spans, short, uneven) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { page, spans, asked: Cell::new(0), short, uneven }
    }

    /// The paragraph, title or cell around `place`.
    fn container(&self, place: Span) -> Option<Span> {
        let spans = self.spans();
        let before = spans.partition_point(|span| span.start <= place.start).checked_sub(1)?;
        spans.get(before).copied().filter(|span| span.contains(place))
    }

    fn spans(&self) -> &[Span] {
        self.spans.get_or_init(|| {
            let mut spans: Vec<Span> = visible::spans(self.page).collect();
            spans.sort_unstable();
            spans
        })
    }

    /// Whether letters are a word of the page's prose; no more than `few` of them may be part of the name they stand at.
    fn is_word(&self, word: Span, few: usize) -> bool {
        let letters = self.page.slice(word);
        // What an apostrophe and a space part from a name is a plural too.
        if letters.eq_ignore_ascii_case("s") || self.container(word).is_none() {
            return false;
        }
        if letters.chars().count() > few {
            return true;
        }
        self.asked.set(self.asked.get() + 1);
        if self.asked.get() <= SEARCHES {
            let text = &self.page.source.text;
            return memmem::find_iter(text.as_bytes(), letters)
                .any(|at| self.is_whole(Span::new(at, at + letters.len())));
        }
        let short = self.short.get_or_init(|| {
            let words = self.spans().iter().flat_map(|span| self.page.slice(*span).split_whitespace());
            words.filter(|word| word.len() <= 4 * ENDING && word.chars().count() <= ENDING).collect()
        });
        short.contains(letters)
    }

    /// Whether nothing but white space is beside `word` in its paragraph, title or cell.
    fn is_whole(&self, word: Span) -> bool {
        let text = &self.page.source.text;
        let before = text.get(..word.from()).and_then(|before| before.chars().next_back());
        // None of them begins within a word.
        if before.is_some_and(char::is_alphabetic) {
            return false;
        }
        let Some(span) = self.container(word) else { return false };
        let after = text.get(word.to()..).and_then(|after| after.chars().next());
        let is_blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
        (span.start == word.start || is_blank(before)) && (span.end == word.end || is_blank(after))
    }

    /// Whether a backtick of the paragraph, title or cell around `place` has no counterpart or that of another, so that it is not
    /// known which of them begin code.
    fn is_uneven(&self, place: Span) -> bool {
        let page = self.page;
        let count = |span: Span| memchr::memchr_iter(b'`', page.slice(span).as_bytes()).count();
        let uneven = self.uneven.get_or_init(|| {
            let is_uneven = |span: &&Span| {
                let codes = within(&page.code_spans, **span, |code| code.span);
                count(**span) != codes.iter().map(|code| count(code.span)).sum::<usize>()
                    || codes.iter().any(|code| is_between(page, code))
            };
            self.spans().iter().filter(is_uneven).map(|span| span.start).collect()
        });
        self.container(place).is_some_and(|span| uneven.contains(&span.start))
    }
}
