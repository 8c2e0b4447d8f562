//! A word is written in the letters of one script.
//!
//! ## Why
//!
//! A Latin `o` in a Cyrillic word looks right and is not found by any search; a word that runs into another one is
//! hard to read. Both come from keyboards and translation machines.
//!
//! Parts of a word that a hyphen joins (`IP-адрес`) count apart. Code is not judged.
//!
//! ## Bad
//!
//! ```md ru-RU
//! # <a name="call"></a>Звонок
//!
//! Завершает активный вызoв.
//! ```
//!
//! ## Good
//!
//! ```md ru-RU
//! # <a name="call"></a>Звонок
//!
//! Завершает активный вызов через API-интерфейс.
//! ```

use crate::page::visible;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use crate::text::script::{self, Script};

/// The rule.
pub static RULE: Rule = Rule {
    id: "mixed-script-word",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("mixed_script_word.rs"),
    checks: &[Check::Page(check)],
};

/// Cyrillic letters and the Latin ones that look the same.
const ALIKE: [(char, char); 22] = [
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('І', 'I'),
    ('Ѕ', 'S'),
];

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    // Most pages of Latin script have no letter of another: one fast look tells.
    let bytes = page.source.text.as_bytes();
    if memchr::memchr3(0xD0, 0xD1, 0xCE, bytes).or_else(|| memchr::memchr3(0xCF, 0xD2, 0xD3, bytes)).is_none() {
        return;
    }
    for span in visible::spans(page) {
        let text = page.slice(span);
        let mut done = 0;
        while let Some(at) = next_seam(text.as_bytes(), done) {
            let start = text.get(..at).map_or(at, |before| before.trim_end_matches(is_letter).len()).max(done);
            let rest = text.get(at..).unwrap_or("");
            done = at + rest.len() - rest.trim_start_matches(is_letter).len();
            done = done.max(at + 1);
            let word = span.part(start..done);
            let letters = page.slice(word);
            if mixes(letters) && !visible::is_hidden(page, word) && !is_escape(text, start, letters) {
                report(letters, word, out);
            }
        }
    }
}

fn report(word: &str, span: Span, out: &mut Findings) {
    let finding = out.report(span, format!("the word {word} mixes {}", scripts(word)));
    finding.found(word);
    match unmixed(word) {
        Some(mended) => {
            finding.expected(&mended).help("write all of it in one script").replace(
                Safety::Unsafe,
                "use the letters of one script",
                span,
                mended,
            );
        }
        None => {
            finding.help("part the words, or write all of it in one script");
        }
    }
}

/// Bytes that [`next_seam`] looks at together.
const STRIDE: usize = 64;

/// The next byte, from `from` on, where an ASCII letter meets the first byte of a Greek or Cyrillic letter or follows
/// its last byte. Bytes are enough to find the seam; [`mixes`] decides.
fn next_seam(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let after = rest.get(1..)?;
    // Without a branch, so that many bytes are looked at with one instruction.
    let seam =
        |a: u8, b: u8| (a.is_ascii_alphabetic() & (0xCE..=0xD3).contains(&b)) | ((a >= 0x80) & b.is_ascii_alphabetic());
    for (at, (a, b)) in rest.chunks(STRIDE).zip(after.chunks(STRIDE)).enumerate() {
        if a.iter().zip(b).fold(false, |any, (a, b)| any | seam(*a, *b)) {
            return a.iter().zip(b).position(|(a, b)| seam(*a, *b)).map(|place| from + at * STRIDE + place + 1);
        }
    }
    None
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic()
}

fn mixes(word: &str) -> bool {
    let has = |wanted| word.chars().any(|c| script::of(c) == Some(wanted));
    let (cyrillic, greek) = (has(Script::Cyrillic), has(Script::Greek));
    // One letter alone is a sign: μs, Ωm.
    has(Script::Latin)
        && (cyrillic || greek && word.chars().filter(|c| script::of(*c) == Some(Script::Greek)).count() > 1)
        || cyrillic && greek
}

/// Whether the word begins with the letter of an escape sequence: `\nТекст`.
fn is_escape(text: &str, start: usize, word: &str) -> bool {
    let first_is_latin = word.starts_with(|c: char| c.is_ascii_alphabetic());
    first_is_latin && text.get(..start).is_some_and(|before| before.ends_with('\\'))
}

fn scripts(word: &str) -> &'static str {
    let has = |wanted| word.chars().any(|c| script::of(c) == Some(wanted));
    match (has(Script::Cyrillic), has(Script::Greek), has(Script::Latin)) {
        (true, true, _) => "Cyrillic and Greek letters",
        (_, true, _) => "Greek and Latin letters",
        _ => "Cyrillic and Latin letters",
    }
}

/// The word in the script of most of its letters, when each of the others has a letter there that looks the same.
fn unmixed(word: &str) -> Option<String> {
    // A preposition that has run into the next word: `вOffice`, `сhttps`.
    let mut letters = word.chars();
    let glued = letters.next().is_some_and(|first| "авикосуявкАВИКОСУЯ".contains(first))
        && letters.all(|c| script::of(c) == Some(Script::Latin));
    if glued {
        return None;
    }
    let count = |wanted| word.chars().filter(|c| script::of(*c) == Some(wanted)).count();
    let (cyrillic, latin) = (count(Script::Cyrillic), count(Script::Latin));
    // More than a slip of the keyboard is a word that was half translated.
    if cyrillic.min(latin) > 2 {
        return None;
    }
    let to_cyrillic = cyrillic >= latin;
    word.chars()
        .map(|c| {
            let from = if to_cyrillic { Script::Latin } else { Script::Cyrillic };
            if script::of(c) != Some(from) {
                return Some(c);
            }
            ALIKE.iter().find_map(|(cyrillic, latin)| {
                let (known, other) = if to_cyrillic { (latin, cyrillic) } else { (cyrillic, latin) };
                (*known == c).then_some(*other)
            })
        })
        .collect()
}
