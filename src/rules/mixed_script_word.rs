//! A word is written in the letters of one script.
//!
//! ## Why
//!
//! A Latin `o` in a Cyrillic word looks right and is not found by any search; a word that runs into another one is
//! hard to read. Both come from keyboards and translation machines.
//!
//! `звонокRecord` is an identifier of which a machine has translated the first word. Where the page, the heading's anchor or the
//! link names one identifier that ends so, it is offered; without a fix where it is not certain which of the translated words
//! before it were part of the name. The title in the front matter is judged like the heading.
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

use crate::fact::FactKind;
use crate::page::Page;
use crate::page::visible::{self, around};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use crate::text::script::{self, Script};
use foldhash::HashMap;
use std::cell::OnceCell;
use std::ops::RangeInclusive;

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
    // Most pages of Latin script have no letter of another: one fast look tells. Another tells of the rest where a seam may be.
    let bytes = page.source.text.as_bytes();
    if !bytes.chunks(STRIDE).any(|chunk| chunk.iter().fold(false, |any, byte| any | FIRST.contains(byte))) {
        return;
    }
    let seams: Vec<usize> = strides(bytes).map(|(at, _)| at).collect();
    let identifiers = OnceCell::new();
    let title = page.front_matter.as_ref().and_then(|header| header.entry(&page.source.text, "title"));
    for span in title.map(|entry| entry.value).into_iter().chain(visible::spans(page)) {
        let near = seams.partition_point(|seam| seam * STRIDE + STRIDE <= span.from());
        if seams.get(near).is_none_or(|seam| seam * STRIDE >= span.to()) {
            continue;
        }
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
                report(context, word, &identifiers, out);
            }
        }
    }
}

/// `identifiers` are those of the page, once they have been looked at.
fn report<'a>(
    context: &PageContext<'a>,
    span: Span,
    identifiers: &OnceCell<HashMap<&'a str, Vec<&'a str>>>,
    out: &mut Findings,
) {
    let page = context.page();
    let word = page.slice(span);
    let tail = english_tail(word);
    let known =
        tail.map(|tail| (tail, identifiers.get_or_init(|| by_tail(page)).get(tail).map_or(&[][..], Vec::as_slice)));
    let whole = known.and_then(|(tail, known)| meant(page, span, tail, known));
    let finding = match &whole {
        Some(_) => out.report(span, format!("the identifier {word} is half translated")),
        None => out.report(span, format!("the word {word} mixes {}", scripts(word))),
    };
    finding.found(word);
    // What is no name in the cell of one is not mended by other letters.
    let is_name = || context.cell_at(span).is_some_and(|(_, kind)| kind == Some(FactKind::Name));
    let mended = unmixed(word).filter(|_| !is_name());
    if let Some(whole) = whole {
        finding.expected(&*whole);
        if let Some(place) = translated(page, span) {
            finding.help(format!("write {whole}, if that is the identifier that is meant"));
            finding.replace(Safety::Unsafe, "write the whole identifier", place, whole);
        } else {
            finding.help(format!(
                "write {whole}, if that is meant, also in place of the words before it that were part of it"
            ));
        }
    } else if let Some(mended) = mended {
        let help = "write all of it in one script";
        let title = "use the letters of one script";
        finding.expected(&mended).help(help).replace(Safety::Unsafe, title, span, mended);
    } else if let Some((_, [first, second, ..])) = known {
        finding.help(format!(
            "write the identifier that is meant, such as {first} or {second}; if none is, part the words"
        ));
    } else if tail.is_some() {
        finding.help("write the identifier as the API has it; words that have run together need a space");
    } else {
        finding.help("part the words, or write all of it in one script");
    }
}

/// What the whole identifier stands in place of: `span`, with the word before it where the two are one English word. Nothing where
/// a word before it, wherever that is, was part of the name as well.
fn translated(page: &Page, span: Span) -> Option<Span> {
    /// The beginnings of two words that stand for one.
    const PAIRS: [(&str, &str); 8] = [
        ("проверк", "подлинност"),
        ("полезн", "нагрузк"),
        ("командн", "работ"),
        ("вредоносн", "программ"),
        ("един", "систем"),
        ("без", "парол"),
        ("секретн", "код"),
        ("рабоч", "книг"),
    ];
    /// Words that a machine adds behind the one that stands for the English one: `управляемый объектDevice`.
    const LATER: [&str; 10] =
        ["подлинност", "нагрузк", "объект", "коллекц", "параметр", "ресурс", "элемент", "списк", "тип", "действи"];
    let word = page.slice(span).to_lowercase();
    let before = page.source.text.get(..span.from()).and_then(|before| before.strip_suffix([' ', '\u{a0}']));
    let first = before.map_or("", |before| before.get(before.trim_end_matches(is_letter).len()..).unwrap_or(""));
    let lower = first.to_lowercase();
    if PAIRS.iter().any(|(one, two)| lower.starts_with(one) && word.starts_with(two)) {
        let end = before.map_or(span.from(), str::len);
        return Some(Span::new(end - first.len(), span.to()));
    }
    (!LATER.iter().any(|later| word.starts_with(later))).then_some(span)
}

/// What is left of an identifier whose first word was translated: `Plan` of `планировщикPlan`. A preposition that has run into
/// a name is none.
fn english_tail(word: &str) -> Option<&str> {
    const PREPOSITIONS: [&str; 20] = [
        "без",
        "в",
        "для",
        "до",
        "за",
        "и",
        "из",
        "или",
        "к",
        "на",
        "о",
        "об",
        "от",
        "по",
        "под",
        "при",
        "с",
        "со",
        "у",
        "через",
    ];
    let start = word.find(|c: char| script::of(c) != Some(Script::Cyrillic))?;
    let (before, tail) = word.split_at_checked(start)?;
    let is_camel = before.ends_with(char::is_lowercase)
        && tail.len() > 1
        && tail.is_ascii()
        && tail.starts_with(|c: char| c.is_ascii_uppercase())
        && tail.bytes().any(|byte| byte.is_ascii_lowercase());
    let first = before.to_lowercase();
    (is_camel && !PREPOSITIONS.contains(&first.as_str())).then_some(tail)
}

/// The identifiers on the page with capitals within them, by every part that begins with one: `plannerPlan` by `Plan`.
fn by_tail(page: &Page) -> HashMap<&str, Vec<&str>> {
    // Nobody's identifier is longer.
    const LONGEST: usize = 120;
    // Where so many are alike nobody can tell which is meant.
    const MOST: usize = 8;
    let mut all: HashMap<&str, Vec<&str>> = HashMap::default();
    let words = page.source.text.split(|c: char| !c.is_alphanumeric());
    for word in words.filter(|word| word.len() < LONGEST && word.is_ascii()) {
        let pairs = word.as_bytes().windows(2).enumerate();
        let capitals =
            pairs.filter(|(_, pair)| matches!(pair, [a, b] if !a.is_ascii_uppercase() && b.is_ascii_uppercase()));
        for tail in capitals.filter_map(|(at, _)| word.get(at + 1..)) {
            let known = all.entry(tail).or_default();
            if let Some(other) = known.iter_mut().find(|other| other.eq_ignore_ascii_case(word)) {
                // A name of a sample may have a capital at its start.
                if word.starts_with(|c: char| c.is_ascii_lowercase()) {
                    *other = word;
                }
            } else if known.len() < MOST {
                known.push(word);
            }
        }
    }
    all
}

/// Which identifier is meant at `span`, where its `tail` is left: the one that the link leads to or that the heading's anchor names,
/// or the only one of those that are `known` to end so.
fn meant(page: &Page, span: Span, tail: &str, known: &[&str]) -> Option<String> {
    // A digit goes on with the name.
    if page.source.text.as_bytes().get(span.to()).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'_') {
        return None;
    }
    if let Some(named) = named(page, span, tail) {
        let same = known.iter().find(|name| name.eq_ignore_ascii_case(named)).map(|name| (*name).to_owned());
        return same.or_else(|| Some(format!("{}{tail}", named.get(..named.len() - tail.len())?)));
    }
    match known {
        [only] => Some((*only).to_owned()),
        _ => None,
    }
}

/// The one name that ends in `tail` in the target of the link around `span`, or in the anchor of the heading there, in small letters.
fn named<'a>(page: &'a Page, span: Span, tail: &str) -> Option<&'a str> {
    // Nobody's address or anchor is longer, and the work must not grow with it.
    const LONGEST: usize = 400;
    let is_named = |name: &&str| {
        let start = name.len().checked_sub(tail.len()).filter(|start| *start > 0);
        name.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && start.and_then(|start| name.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(tail))
    };
    let in_link = around(&page.links, span, |link| link.span).find_map(|link| {
        let target = Some(link.target(&page.source.text)).filter(|target| target.len() < LONGEST)?;
        let path = target.split(['#', '?']).next().unwrap_or(target);
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        only(file.strip_suffix(".md").unwrap_or(file).split('-').filter(is_named))
    });
    let in_header = page.front_matter.as_ref().is_some_and(|header| header.span.contains(span));
    let section = if in_header { page.title() } else { page.section_at(span.start) };
    let section = section.filter(|section| section.slug.len() < LONGEST && (in_header || section.title.contains(span)));
    in_link.or_else(|| only(section?.slug.split('-').filter(is_named)))
}

/// The first of `names`, where none of them is another.
fn only<'a>(mut names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}

/// Bytes that are looked at together.
const STRIDE: usize = 64;

/// The first bytes of Greek and Cyrillic letters.
const FIRST: RangeInclusive<u8> = 0xCE..=0xD3;

/// Whether an ASCII letter meets the first byte of a Greek or Cyrillic letter or follows its last byte. Bytes are enough to find the
/// seam; [`mixes`] decides. Without a branch, so that many bytes are looked at with one instruction.
fn is_seam(a: u8, b: u8) -> bool {
    (a.is_ascii_alphabetic() & FIRST.contains(&b)) | ((a >= 0x80) & b.is_ascii_alphabetic())
}

/// Whether an ASCII letter is beside a byte of another letter: where a seam is, and where Latin letters have marks. Told with a third
/// of the work.
fn may_be_seam(a: u8, b: u8) -> bool {
    ((a ^ b) >= 0x80) & a.min(b).is_ascii_alphabetic()
}

fn may_have_seam(a: &[u8], b: &[u8]) -> bool {
    let any = |any: bool, (a, b): (&u8, &u8)| any | may_be_seam(*a, *b);
    match (a.first_chunk::<STRIDE>(), b.first_chunk::<STRIDE>()) {
        // Of a known length, so that no loop is needed.
        (Some(a), Some(b)) => a.iter().zip(b).fold(false, any),
        _ => a.iter().zip(b).fold(false, any),
    }
}

/// The strides in which a seam may begin, by their numbers, each with its bytes and those one further.
fn strides(bytes: &[u8]) -> impl Iterator<Item = (usize, (&[u8], &[u8]))> {
    let pairs = bytes.chunks(STRIDE).zip(bytes.get(1..).unwrap_or_default().chunks(STRIDE)).enumerate();
    pairs.filter(|(_, (a, b))| may_have_seam(a, b))
}

/// The next byte, from `from` on, behind a seam.
fn next_seam(bytes: &[u8], from: usize) -> Option<usize> {
    strides(bytes.get(from..)?).find_map(|(at, (a, b))| {
        let place = a.iter().zip(b).position(|(a, b)| is_seam(*a, *b))?;
        Some(from + at * STRIDE + place + 1)
    })
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
    // More than a slip of the keyboard is a word that was half translated, and so is a capital within a word, be it
    // of one script or the other.
    let is_seam = |(a, b): (char, char)| a.is_lowercase() && b.is_uppercase() && script::of(a) != script::of(b);
    if cyrillic.min(latin) > 2 || word.chars().zip(word.chars().skip(1)).any(is_seam) {
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
