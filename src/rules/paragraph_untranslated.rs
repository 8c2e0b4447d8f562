//! Every paragraph of a translation is in the translation's language.
//!
//! ## Why
//!
//! A paragraph left in English in the middle of a Spanish page is lost on those who read the page because they read no
//! English.
//!
//! Beside its source, a paragraph that repeats one of the source word for word is reported. Without one, English is
//! known by its function words. Code, links' targets and names are left out, and short paragraphs are not judged. A page of which
//! nearly all is not translated, four paragraphs at least and four of five, is one finding.
//!
//! ## Bad
//!
//! ```md es-ES
//! ---
//! ms.contentlocale: es-ES
//! ---
//! # <a name="call"></a>Llamada
//!
//! This method ends the call for all of the participants and is not available to guests.
//! ```
//!
//! ## Good
//!
//! ```md es-ES
//! ---
//! ms.contentlocale: es-ES
//! ---
//! # <a name="call"></a>Llamada
//!
//! Este método finaliza la llamada para todos los participantes y no está disponible para los invitados.
//! ```

use crate::docset::PageId;
use crate::page::Page;
use crate::page::model::within;
use crate::rule::{Check, Finding, Findings, PageContext, Rule, Severity};
use crate::sync::mark;
use crate::text::Span;
use crate::text::script::{self, Script};
use foldhash::HashMap;
use whichlang::Lang;

/// The rule.
pub static RULE: Rule = Rule {
    id: "paragraph-untranslated",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("paragraph_untranslated.rs"),
    checks: &[Check::Page(check)],
};

/// Words of prose that a paragraph must have to be judged.
const WORDS: usize = 6;

/// The function words of English that are no words of the other languages that whichlang knows. At most [`LONGEST`] letters each.
static FUNCTION_WORDS: [u64; 32] = [
    packed(b"the"),
    packed(b"of"),
    packed(b"and"),
    packed(b"to"),
    packed(b"is"),
    packed(b"are"),
    packed(b"be"),
    packed(b"been"),
    packed(b"this"),
    packed(b"that"),
    packed(b"these"),
    packed(b"those"),
    packed(b"with"),
    packed(b"from"),
    packed(b"for"),
    packed(b"by"),
    packed(b"which"),
    packed(b"when"),
    packed(b"where"),
    packed(b"you"),
    packed(b"your"),
    packed(b"it"),
    packed(b"its"),
    packed(b"has"),
    packed(b"have"),
    packed(b"can"),
    packed(b"not"),
    packed(b"will"),
    packed(b"should"),
    packed(b"must"),
    packed(b"if"),
    packed(b"or"),
];

/// The letters of the longest function word.
const LONGEST: usize = 6;

/// Letters, in lower case, as one number, the first in its lowest byte: comparing numbers is quicker than comparing words, and nearly
/// all of a page is looked at.
const fn packed(word: &[u8]) -> u64 {
    let (mut number, mut rest) = (0, word);
    while let Some((last, before)) = rest.split_last() {
        number = number << 8 | last.to_ascii_lowercase() as u64;
        rest = before;
    }
    number
}

/// Whether a word is a function word of English.
fn is_function_word(word: &[u8]) -> bool {
    (2..=LONGEST).contains(&word.len()) && is_listed(packed(word), word.len())
}

/// Whether a word of so many letters, as [`packed`] gives it, is a function word.
fn is_listed(word: u64, length: usize) -> bool {
    STARTS.get(word as usize & 0x7f).is_some_and(|lengths| lengths >> length & 1 == 1) && FUNCTION_WORDS.contains(&word)
}

/// Whether a text has two function words. Nearly all of a page is looked at, so eight bytes are at a time: no function word is longer.
fn has_two_function_words(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Whether the bytes go on with a word that began in those before.
    let (mut at, mut found, mut is_inside) = (0, 0, false);
    while at < bytes.len() {
        let eight = eight(bytes, at);
        let letters = letters(eight);
        let length = (!letters & EACH << 7).trailing_zeros() as usize / 8;
        if length == 8 {
            at += 8;
            is_inside = true;
            continue;
        }
        let word = (eight | EACH << 5) & !(u64::MAX << (8 * length));
        if !is_inside && (2..=LONGEST).contains(&length) && is_listed(word, length) {
            found += 1;
            if found == 2 {
                return true;
            }
        }
        is_inside = false;
        let gap = (letters >> (8 * length)).trailing_zeros() as usize / 8;
        at += 8.min(length + gap);
    }
    false
}

/// A one in each of eight bytes.
const EACH: u64 = u64::MAX / 0xff;

/// The bytes of a text from `at` on, the first lowest; zeros behind its end.
fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    let mut eight = [0; 8];
    match rest.first_chunk() {
        Some(whole) => eight = *whole,
        None => eight.iter_mut().zip(rest).for_each(|(to, from)| *to = *from),
    }
    u64::from_le_bytes(eight)
}

/// The highest bit of each byte that is a letter of ASCII.
fn letters(eight: u64) -> u64 {
    // Without its highest bit, a byte and what is added here never carry into the next.
    let lower = (eight | EACH << 5) & !(EACH << 7);
    let from_a = lower + EACH * (0x80 - u64::from(b'a'));
    let behind_z = lower + EACH * (0x7f - u64::from(b'z'));
    from_a & !behind_z & !eight & EACH << 7
}

/// For each letter the lengths, as bits, of the function words that begin with it: most words of other languages have none.
static STARTS: [u8; 128] = {
    let (mut starts, mut rest) = ([0; 128], FUNCTION_WORDS.as_slice());
    while let Some((word, after)) = rest.split_first() {
        let (mut letters, mut length) = (*word, 0);
        while letters > 0 {
            letters >>= 8;
            length += 1;
        }
        let (_, from) = starts.split_at_mut(*word as usize & 0x7f);
        if let Some(lengths) = from.first_mut() {
            *lengths |= 1 << length;
        }
        rest = after;
    }
    starts
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let locale = context.locale();
    let source_is_english = context
        .docset
        .source_root
        .and_then(|root| context.docset.roots.get(root)?.locale.as_deref())
        .is_none_or(|tag| tag.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en")));
    if locale.is_english() || !source_is_english || !context.is_translation() {
        return;
    }
    let mut untranslated: Vec<Untranslated> = Vec::new();
    let mut theirs: Option<HashMap<String, Span>> = None;
    let source = context.proved_source();
    // `isogloss sync` has said so already, where a translator will see it.
    let marked = mark::to_translate(page);
    for paragraph in &page.paragraphs {
        if marked.iter().any(|place| place.contains(paragraph.span)) {
            continue;
        }
        let text = page.slice(paragraph.span);
        let foreign = locale.script() != Script::Latin && script::has(text, locale.script());
        // Pictures and their descriptions are another matter.
        if foreign || !has_two_function_words(text) || text.contains("<img") {
            continue;
        }
        let prose = prose(page, paragraph.span);
        let words = prose.split_whitespace().count();
        if words < WORDS {
            continue;
        }
        if let Some((id, source)) = source {
            let known = theirs.get_or_insert_with(|| {
                let spans = source.page.paragraphs.iter().map(|paragraph| paragraph.span);
                spans.map(|span| (self::prose(&source.page, span), span)).collect()
            });
            if let Some(span) = known.get(&prose) {
                untranslated.push(Untranslated { span: paragraph.span, source: Some((id, *span)) });
                continue;
            }
        }
        let functions = function_words(&prose).count();
        if functions * 5 >= words && functions >= 3 && whichlang::detect_language(&prose) == Lang::Eng {
            untranslated.push(Untranslated { span: paragraph.span, source: None });
        }
    }
    let is_judged =
        |span: Span| self::prose(page, span).split_whitespace().count() >= WORDS || !page.slice(span).is_ascii();
    let is_page = untranslated.len() >= MANY && {
        let spans = page.paragraphs.iter().map(|paragraph| paragraph.span);
        let others = spans.filter(|span| !marked.iter().any(|place| place.contains(*span)) && is_judged(*span));
        untranslated.len() * 5 >= others.count() * 4
    };
    match untranslated.first() {
        Some(first) if is_page => {
            let message = format!("{} paragraphs, nearly all of the page, are not translated", untranslated.len());
            let finding = first.report(page, message, out).help("translate the page");
            if untranslated.iter().any(|one| one.source.is_none()) {
                finding.likely();
            }
        }
        _ => untranslated.iter().for_each(|one| one.report_alone(page, out)),
    }
}

/// So many paragraphs may be all of a page.
const MANY: usize = 4;

/// A paragraph that is not translated.
struct Untranslated {
    span: Span,
    /// The very text on the source.
    source: Option<(PageId, Span)>,
}

impl Untranslated {
    fn report<'f>(&self, page: &Page, message: String, out: &'f mut Findings) -> &'f mut Finding {
        let line = page.slice(self.span).lines().next().unwrap_or("");
        let finding = out.report(self.span.part(0..line.len()), message);
        match self.source {
            Some((id, span)) => finding.because_of(id, span, "the source"),
            None => finding.likely(),
        }
    }

    fn report_alone(&self, page: &Page, out: &mut Findings) {
        let text = page.slice(self.span);
        let start: String = text.lines().next().unwrap_or("").chars().take(60).collect();
        let dots = if start.len() < text.len() { "…" } else { "" };
        self.report(page, format!("the paragraph is not translated: {start}{dots}"), out).help("translate it");
    }
}

/// The function words of English in a text, without asking what is code in it.
fn function_words(text: &str) -> impl Iterator<Item = &[u8]> {
    text.as_bytes().split(|byte| !byte.is_ascii_alphabetic()).filter(|word| is_function_word(word))
}

/// The words of a paragraph: code spans, links' targets, tags and identifiers left out.
fn prose(page: &Page, span: Span) -> String {
    let mut hidden: Vec<Span> = within(&page.code_spans, span, |code| code.span).iter().map(|code| code.span).collect();
    for link in within(&page.links, span, |link| link.span) {
        hidden.push(Span { start: link.text.end.min(link.span.end), end: link.span.end });
    }
    hidden.extend(within(&page.includes, span, |include| include.span).iter().map(|include| include.span));
    hidden.extend(within(&page.comments, span, |comment| comment.span).iter().map(|comment| comment.span));
    hidden.sort();
    let mut kept = String::with_capacity(span.len());
    let mut at = span.start;
    for gap in hidden.iter().chain(std::iter::once(&Span { start: span.end, end: span.end })) {
        let part = Span { start: at, end: gap.start.max(at) };
        for word in page.slice(part).split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let is_word = !word.is_empty()
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
                && !word.chars().skip(1).any(char::is_uppercase);
            if is_word {
                kept.push_str(word);
                kept.push(' ');
            }
        }
        at = gap.end.max(at);
    }
    kept
}
