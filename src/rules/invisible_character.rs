//! The text holds no character that nobody sees.
//!
//! ## Why
//!
//! A zero-width space in an identifier makes a name that no search finds and no server knows. A control for the
//! direction of writing can show a text in another order than it is read by programs. Control characters and U+FFFD are
//! what is left of text in another encoding.
//!
//! Joiners within scripts that need them, zero-width spaces between letters of Thai, Khmer, Lao and Burmese, soft hyphens between
//! the letters of words in prose, direction marks in right-to-left languages, no-break spaces and a byte order mark at the start
//! of the file are not reported.
//!
//! ## No example
//!
//! The characters cannot be seen in an example; `tests/rules/invisible-character.md` has them.

use crate::page::visible::{around, is_hidden};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use crate::text::script::{self, Script};

/// The rule.
pub static RULE: Rule = Rule {
    id: "invisible-character",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("invisible_character.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let text = &page.source.text;
    let mark = page.source.mark_len();
    let mut last = mark;
    // The first bytes of U+0080 to U+00BF, U+2000 to U+2FFF and U+F000 to U+FFFF.
    for at in memchr::memchr3_iter(0xC2, 0xE2, 0xEF, text.as_bytes()).filter(|at| *at >= mark) {
        if at < last {
            continue;
        }
        let Some(found) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        let Some(name) = name_of(found) else { continue };
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let length = text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(found).len());
        last = at + length;
        let after = text.get(last..).and_then(|rest| rest.chars().next());
        if is_needed(found, before, after, near(text, at, last), context.locale().script()) {
            continue;
        }
        let span = Span::new(at, last);
        if found == '\u{ad}' && is_in_prose(context, span, before, after) {
            continue;
        }
        let code = format!("U+{:04X}", u32::from(found));
        let message = if found == '\u{fffd}' {
            format!("a character was lost here: {code} {name}")
        } else {
            format!("there is an invisible character here: {code} {name}")
        };
        let finding = out.report(span, message);
        finding.found(code);
        match meant(found) {
            Some(c) => {
                let seen: String = std::iter::repeat_n(c, length / found.len_utf8()).collect();
                finding.expected(&seen).help(format!("it comes from another encoding, where it is {c}"));
                finding.replace(Safety::Unsafe, format!("write {c}"), span, seen);
            }
            None if found == '\u{fffd}' => {
                finding.help("write what the source has in its place");
            }
            None => {
                finding.help("remove it").replace(Safety::Unsafe, "remove it", span, "");
            }
        }
    }
}

/// Whether a soft hyphen says where a word of prose may be parted: between small letters, and neither in code nor in the cell
/// of a name.
fn is_in_prose(context: &PageContext<'_>, span: Span, before: Option<char>, after: Option<char>) -> bool {
    let page = context.page();
    let within = [before, after].into_iter().all(|c| c.is_some_and(char::is_lowercase));
    let is_prose = || match context.cell_at(span) {
        Some((_, kind)) => kind.is_none(),
        None => around(&page.paragraphs, span, |paragraph| paragraph.span).next().is_some(),
    };
    within && is_prose() && !is_hidden(page, span)
}

/// The rest of the line around `start..end`, at most some letters of it.
fn near(text: &str, start: usize, end: usize) -> &str {
    let is_inner = |c: &char| !matches!(c, '\n' | '\r');
    let before = text.get(..start).unwrap_or("").char_indices().rev().take_while(|(_, c)| is_inner(c)).take(16);
    let first = before.last().map_or(start, |(at, _)| at);
    let after = text.get(end..).unwrap_or("").chars().take_while(is_inner).take(15);
    let last = end + after.map(char::len_utf8).sum::<usize>();
    text.get(first..last).unwrap_or("")
}

fn name_of(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{80}'..='\u{9f}' => "CONTROL",
        '\u{ad}' => "SOFT HYPHEN",
        '\u{200b}' => "ZERO WIDTH SPACE",
        '\u{200c}' => "ZERO WIDTH NON-JOINER",
        '\u{200d}' => "ZERO WIDTH JOINER",
        '\u{200e}' => "LEFT-TO-RIGHT MARK",
        '\u{200f}' => "RIGHT-TO-LEFT MARK",
        '\u{2028}' => "LINE SEPARATOR",
        '\u{2029}' => "PARAGRAPH SEPARATOR",
        '\u{202a}' => "LEFT-TO-RIGHT EMBEDDING",
        '\u{202b}' => "RIGHT-TO-LEFT EMBEDDING",
        '\u{202c}' => "POP DIRECTIONAL FORMATTING",
        '\u{202d}' => "LEFT-TO-RIGHT OVERRIDE",
        '\u{202e}' => "RIGHT-TO-LEFT OVERRIDE",
        '\u{2060}' => "WORD JOINER",
        '\u{2061}'..='\u{2064}' => "INVISIBLE OPERATOR",
        '\u{2066}' => "LEFT-TO-RIGHT ISOLATE",
        '\u{2067}' => "RIGHT-TO-LEFT ISOLATE",
        '\u{2068}' => "FIRST STRONG ISOLATE",
        '\u{2069}' => "POP DIRECTIONAL ISOLATE",
        '\u{feff}' => "ZERO WIDTH NO-BREAK SPACE",
        '\u{fffd}' => "REPLACEMENT CHARACTER",
        _ => return None,
    })
}

/// Whether the script around it, or the page's, needs the character.
fn is_needed(c: char, before: Option<char>, after: Option<char>, near: &str, page: Script) -> bool {
    let right_to_left = |script| matches!(script, Script::Hebrew | Script::Arabic | Script::Syriac | Script::Thaana);
    match c {
        '\u{200b}' => [before, after].into_iter().all(|c| c.and_then(script::of).is_some_and(parts_no_words)),
        '\u{200c}' | '\u{200d}' => [before, after].into_iter().flatten().any(joins),
        '\u{200e}' | '\u{200f}' => right_to_left(page) || near.chars().filter_map(script::of).any(right_to_left),
        _ => false,
    }
}

/// Scripts without spaces, in which the character says where a word ends.
fn parts_no_words(script: Script) -> bool {
    matches!(script, Script::Thai | Script::Khmer | Script::Lao | Script::Myanmar)
}

/// Whether letters of the character's script, or emoji, are joined with the help of joiners.
fn joins(c: char) -> bool {
    let plain = [Script::Latin, Script::Cyrillic, Script::Greek, Script::Han, Script::Hiragana, Script::Katakana];
    match script::of(c) {
        Some(script) => !plain.contains(&script),
        // Emoji and their variation selectors.
        None => u32::from(c) >= 0x1F000 || matches!(c, '\u{2600}'..='\u{27bf}' | '\u{fe0f}'),
    }
}

/// What a control character from U+0080 on is in windows-1252, the encoding it most likely comes from.
fn meant(c: char) -> Option<char> {
    Some(match c {
        '\u{85}' => '…',
        '\u{91}' => '‘',
        '\u{92}' => '’',
        '\u{93}' => '“',
        '\u{94}' => '”',
        '\u{95}' => '•',
        '\u{96}' => '–',
        '\u{97}' => '—',
        '\u{99}' => '™',
        _ => return None,
    })
}
