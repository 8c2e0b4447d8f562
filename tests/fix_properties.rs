//! What holds for every text and every list of fixes: nothing is cut, nothing beside the fixes is touched, each fix is in the
//! text whole or not at all; and a page that somebody else changes meanwhile stays as it is.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use isogloss::engine::fix::{Choice, apply, apply_to};
use isogloss::engine::{Diagnostic, Run, Selection, write};
use isogloss::rule::{Fix, Safety, Settings};
use isogloss::text::{Edit, Span};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

#[path = "support/lamps.rs"]
mod lamps;
#[path = "fix_properties/writers.rs"]
mod writers;

/// Text with what pages are made of, and what could go wrong in them.
fn page() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-zA-Z ]{0,8}",
        2 => prop::sample::select(vec!["\n", "\r\n", "\r", "| a | b |\n", "```\n", "# ", "`x`", "[t](u.md)", "---\n", "<!-- {} -->"]).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["é", "ñ", "Ж", "語", "🙂", "e\u{301}", "\u{feff}", "\u{200b}", "\u{202e}"]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    (any::<bool>(), prop::collection::vec(part, 0..24)).prop_map(|(has_mark, parts)| {
        let text = parts.concat();
        if has_mark { format!("\u{feff}{text}") } else { text }
    })
}

/// A place in or about a text of `len` bytes: on a character or in one, beyond the end, the wrong way round.
fn span(len: usize) -> impl Strategy<Value = Span> {
    let len = u32::try_from(len).unwrap();
    prop_oneof![
        6 => (0..=len, 0u32..6).prop_map(|(start, more)| Span { start, end: start + more }),
        3 => (0..=len).prop_map(|at| Span { start: at, end: at }),
        1 => (any::<u32>(), any::<u32>()).prop_map(|(start, end)| Span { start, end }),
        1 => (0..=len + 3, 0..=len + 3).prop_map(|(start, end)| Span { start, end }),
    ]
}

fn edit(len: usize) -> impl Strategy<Value = Edit> {
    let text = prop_oneof![Just(String::new()), "[A-Z]{1,3}", Just("é🙂".to_owned()), Just("\r\n".to_owned())];
    (span(len), text).prop_map(|(span, text)| Edit { span, text })
}

/// Fixes of one to four edits each, some of which share edits or are there twice.
fn fixes(len: usize) -> impl Strategy<Value = Vec<Fix>> {
    let one = prop::collection::vec(edit(len), 1..4);
    (prop::collection::vec(one, 0..10), prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..4))
        .prop_map(|(mut lists, again)| {
            for (at, shares) in again {
                if lists.is_empty() {
                    break;
                }
                let mut copy = at.get(&lists).clone();
                if shares {
                    copy.extend(
                        at.get(&lists).iter().rev().map(|edit| Edit { text: edit.text.clone() + "+", ..edit.clone() }),
                    );
                }
                lists.push(copy);
            }
            lists.into_iter().map(|edits| Fix { title: "".into(), edits, safety: Safety::Safe }).collect()
        })
}

fn case() -> impl Strategy<Value = (String, Vec<Fix>)> {
    page().prop_flat_map(|text| {
        let len = text.len();
        (Just(text), fixes(len))
    })
}

/// The same by the letter: of each byte, what replaces it and what stands before it. A fix is taken when nothing it says is
/// said otherwise already.
fn naive(text: &str, fixes: &[Fix]) -> (String, Vec<bool>) {
    let mut taken: Vec<Edit> = Vec::new();
    let mut which = Vec::new();
    for fix in fixes {
        let mut with = taken.clone();
        for edit in &fix.edits {
            if !with.contains(edit) {
                with.push(edit.clone());
            }
        }
        let on_boundary = |at: u32| text.is_char_boundary(at as usize);
        let fits = |edit: &Edit| {
            edit.span.start <= edit.span.end && on_boundary(edit.span.start) && on_boundary(edit.span.end)
        };
        let mut is_fine = with.iter().all(fits);
        for (at, a) in with.iter().enumerate().take(if is_fine { with.len() } else { 0 }) {
            for b in &with[at + 1..] {
                let shared = (a.span.start..a.span.end).any(|byte| (b.span.start..b.span.end).contains(&byte));
                // An insertion within what another replaces.
                let inside = |a: &Edit, b: &Edit| a.span.start < b.span.start && b.span.end < a.span.end;
                is_fine &= !shared && !inside(a, b) && !inside(b, a) && a.span.start != b.span.start;
            }
        }
        which.push(is_fine);
        if is_fine {
            taken = with;
        }
    }
    let mut out: Vec<u8> = Vec::new();
    for at in 0..=text.len() {
        for edit in taken.iter().filter(|edit| edit.span.from() == at) {
            out.extend_from_slice(edit.text.as_bytes());
        }
        if at < text.len() && !taken.iter().any(|edit| edit.span.from() <= at && at < edit.span.to()) {
            out.push(text.as_bytes()[at]);
        }
    }
    (String::from_utf8(out).unwrap(), which)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fixes_are_applied_whole_and_alone((text, fixes) in case()) {
        let (wanted, whole) = naive(&text, &fixes);
        let all: Vec<&Fix> = fixes.iter().collect();
        let (got, which) = apply_to(&text, &all);
        prop_assert_eq!(&which, &whole);
        prop_assert_eq!(&got, &wanted);
        // Those that were not taken might as well not have been there.
        let taken: Vec<&Fix> = all.iter().zip(&which).filter(|(_, taken)| **taken).map(|(fix, _)| *fix).collect();
        let (again, every) = apply_to(&text, &taken);
        prop_assert_eq!(&again, &wanted);
        prop_assert!(every.iter().all(|taken| *taken));
    }

    #[test]
    fn nothing_comes_of_nothing(text in page()) {
        prop_assert_eq!(apply_to(&text, &[]), (text, Vec::new()));
    }
}

/// A docset of one page with this text, and fixes as if rules had found them.
fn run_of(folder: &Path, fixes: &[Fix]) -> (isogloss::docset::DocSet, Run) {
    let layout = isogloss::docset::layout::infer(folder).unwrap_or_default();
    let page = folder.join("page.md");
    let set = isogloss::docset::discover::read(&layout, &[], &[page], &isogloss::docset::Locales::built_in());
    let rule = Selection::all().rules[0].0;
    let diagnostics = fixes
        .iter()
        .map(|fix| {
            let finding =
                isogloss::rule::Finding { fix: Some(Box::new(fix.clone())), ..isogloss::rule::Finding::default() };
            let severity = isogloss::rule::Severity::Error;
            Diagnostic { rule, severity, page: isogloss::docset::PageId(0), finding: Box::new(finding) }
        })
        .collect();
    (set, Run { diagnostics, set_aside: Vec::new() })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// The whole way, from a file to a changed page.
    #[test]
    fn a_choice_is_kept((text, mut fixes) in case(), unsafe_ones in prop::collection::vec(any::<bool>(), 16)) {
        for (fix, is_unsafe) in fixes.iter_mut().zip(unsafe_ones) {
            fix.safety = if is_unsafe { Safety::Unsafe } else { Safety::Safe };
        }
        let folder = Scratch::new();
        fs::write(folder.0.join("page.md"), &text).unwrap();
        let (set, run) = run_of(&folder.0, &fixes);
        prop_assert_eq!(&set.members[0].page.source.text, &text);
        let chosen = |choice: Choice<'_>| apply(&set, &run, choice);
        let none = Choice { with_unsafe: true, only: &["no-such-rule".to_owned()], ..Choice::default() };
        prop_assert_eq!(chosen(none).len(), 0);
        for with_unsafe in [false, true] {
            let mut wanted: Vec<Fix> = fixes.iter().filter(|fix| with_unsafe || fix.safety == Safety::Safe).cloned().collect();
            wanted.sort_by_key(|fix| fix.edits.iter().map(|edit| edit.span).min());
            let (text_wanted, which) = naive(&text, &wanted);
            let got = chosen(Choice { with_unsafe, ..Choice::default() });
            prop_assert!(got.len() <= 1);
            match got.first() {
                None => prop_assert_eq!(&text_wanted, &text),
                Some(fixed) => {
                    prop_assert_eq!(&fixed.text, &text_wanted);
                    prop_assert_eq!(fixed.by.values().sum::<usize>(), which.iter().filter(|taken| **taken).count());
                }
            }
        }
    }

    /// What rules propose for pages of the sample that have been spoilt anywhere fits the page they propose it for, and
    /// fixing comes to an end: the next run has nothing to fix.
    #[test]
    fn rules_propose_what_can_be_applied(
        page in prop::sample::select(sample_pages()),
        spoils in prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, page()), 0..6),
        has_crlf in any::<bool>(),
    ) {
        let (locale, key) = page;
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sample");
        let folder = Scratch::new();
        let mut text = fs::read_to_string(sample.join(locale).join(key)).unwrap();
        for (at, len, new) in spoils {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = at.index(places.len());
            let to = (from + len).min(places.len() - 1);
            text.replace_range(places[from]..places[to], &new);
        }
        if has_crlf {
            text = text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        let source = fs::read_to_string(sample.join("en-US").join(key)).unwrap();
        for (locale, text) in [("en-US", &source), (locale, &text)] {
            let path = folder.0.join(locale).join(key);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::write(folder.0.join("isogloss.yml"), format!("source: en-US\nlocales: [en-US, {locale}]\n")).unwrap();
        let config = isogloss::config::Config::load(&folder.0.join("isogloss.yml")).unwrap();
        let locales = isogloss::docset::Locales::built_in();
        let set = isogloss::docset::discover::read(&config.layout, &[], &[], &locales);
        let run = isogloss::engine::run(&set, &Selection::all(), &Settings::default());
        for item in &run.diagnostics {
            let text = &set.get(item.page).unwrap().page.source.text;
            if let Some(fix) = &item.finding.fix {
                prop_assert!(fix.edits.is_empty() || apply_to(text, &[fix]).1 == [true], "{} {:?}", item.rule.id, fix);
            }
        }
        for args in [&["--fix"][..], &["--fix", "--unsafe-fixes"]] {
            let check = |args: &[&str]| lamps::command(&[&["check"], args].concat()).current_dir(&folder.0).output().unwrap();
            let fixed = check(args);
            prop_assert!(matches!(fixed.status.code(), Some(0 | 1)), "{:?}", fixed);
            let again = check(&[&["--diff"], &args[1..]].concat());
            prop_assert_eq!(String::from_utf8_lossy(&again.stdout), "");
            prop_assert_eq!(again.status.code(), Some(0));
        }
    }
}

/// A page with a block of these lines, and how it is called: the lines stand in lists, quotes and components, too.
fn around(place: usize, language: &str, lines: &[String]) -> (&'static str, String) {
    let (name, before, mark, first, after) = [
        ("lamp.md", "", "", "", ""),
        ("lamp.md", "1. One.\n\n", "   ", "   ", "\n2. Two.\n"),
        ("lamp.md", "", "> ", "> ", ">\n> Text.\n"),
        ("lamp.md", "", "  ", "- ", ""),
        ("lamp.md", "", ">   ", "> - ", "\nText.\n"),
        ("lamp.mdx", "", "", "", "\n<T>\n  text\n</T>\n"),
        ("lamp.mdx", "<T>\n  text\n</T>\n\n", "", "", "\nText.\n"),
        ("lamp.mdx", "<T>\n\n", "  ", "  ", "\n</T>\n"),
        ("lamp.mdx", "<T>\n    <U>\n    1. One.\n\n", "       ", "       ", "    </U>\n</T>\n"),
    ][place];
    let mut text = format!("# Lamp\n\n{before}{first}```{language}\n");
    for line in lines {
        text.push_str(if line.is_empty() { mark.trim_end() } else { mark });
        text.push_str(line);
        text.push('\n');
    }
    (name, format!("{text}{mark}```\n{after}\nThe end.\n\n```js\nlast()\n```\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// What a page has of blocks it still has when one of them is mended, wherever that stands; and the mended one is the source's.
    #[test]
    fn a_mended_block_is_a_block(
        place in 0usize..9,
        lines in prop::collection::vec(prop::sample::select(vec!["one(1)", "two(2)", "  three(3)", "", "four(4)", "// five"]), 1..8),
        damage in prop::collection::vec((any::<prop::sample::Index>(), 0usize..4), 1..4),
        language in prop::sample::select(vec!["js", "diff", ""]),
        has_crlf in any::<bool>(),
    ) {
        let lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
        let mut spoilt = lines.clone();
        for (at, what) in damage {
            let at = at.index(spoilt.len().max(1)).min(spoilt.len());
            match what {
                0 if at < spoilt.len() => drop(spoilt.remove(at)),
                1 if at < spoilt.len() => spoilt[at].push('x'),
                2 => spoilt.insert(at, "seis(6)".to_owned()),
                _ => spoilt.insert(at, "// siete".to_owned()),
            }
        }
        let folder = Scratch::new();
        let (name, source) = around(place, "js", &lines);
        let (_, mut translation) = around(place, language, &spoilt);
        if has_crlf {
            translation = translation.replace('\n', "\r\n");
        }
        for (locale, text) in [("en-US", &source), ("es-ES", &translation)] {
            fs::create_dir_all(folder.0.join(locale)).unwrap();
            fs::write(folder.0.join(locale).join(name), text).unwrap();
        }
        fs::write(folder.0.join("isogloss.yml"), "source: en-US\nlocales: [en-US, es-ES]\n").unwrap();
        let config = isogloss::config::Config::load(&folder.0.join("isogloss.yml")).unwrap();
        let locales = isogloss::docset::Locales::built_in();
        let read = || isogloss::docset::discover::read(&config.layout, &[], &[], &locales);
        let blocks = |set: &isogloss::docset::DocSet, locale: &str| -> Vec<String> {
            let member = set.members.iter().find(|member| member.locale.tag() == locale).unwrap();
            let text = &member.page.source.text;
            member.page.code.iter().map(|code| format!("{}\n{}", code.info.of(text), code.text(text).text)).collect()
        };
        for with_unsafe in [false, true] {
            let set = read();
            let run = isogloss::engine::run(&set, &Selection::all(), &Settings::default());
            let (ours, theirs) = (blocks(&set, "en-US"), blocks(&set, "es-ES"));
            prop_assert_eq!(ours.len(), 2);
            prop_assert_eq!(theirs.len(), 2);
            for fixed in apply(&set, &run, Choice { with_unsafe, only: &["code-block-differs".to_owned()], ..Choice::default() }) {
                fs::write(folder.0.join("es-ES").join(name), &fixed.text).unwrap();
                let mended = blocks(&read(), "es-ES");
                let code = |text: &str| -> Vec<String> {
                    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
                    lines.map(str::to_owned).collect()
                };
                prop_assert_eq!(mended.len(), 2, "{}", fixed.text);
                prop_assert_eq!(code(&mended[0]), code(&ours[0]), "{}\n{}", source, fixed.text);
                prop_assert_eq!(&mended[1], &ours[1]);
            }
        }
    }
}

/// The translations of the sample: locale and path.
fn sample_pages() -> Vec<(&'static str, &'static str)> {
    vec![
        ("es-ES", "api-reference/v1.0/api/call-get.md"),
        ("es-ES", "api-reference/v1.0/api/call-transfer.md"),
        ("es-ES", "api-reference/v1.0/api/voicemail-list.md"),
        ("es-ES", "api-reference/beta/resources/voicemail.md"),
        ("pt-BR", "api-reference/v1.0/api/call-hangup.md"),
        ("pt-BR", "api-reference/v1.0/api/call-list-participants.md"),
        ("pt-BR", "api-reference/v1.0/api/extension-update.md"),
        ("pt-BR", "api-reference/v1.0/resources/voicemail.md"),
        ("ru-RU", "api-reference/v1.0/api/call-list-participants.md"),
        ("ru-RU", "api-reference/v1.0/api/extension-create.md"),
        ("ru-RU", "api-reference/v1.0/resources/participant.md"),
    ]
}

/// A folder below `target/tmp`, removed when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("properties-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_what_was_read_is_replaced(there in page(), read in page(), new in page()) {
        prop_assume!(read != there);
        let folder = Scratch::new();
        let path = folder.0.join("page.md");
        fs::write(&path, &there).unwrap();
        for read in [&read, &there] {
            let done = write::write(&path, Some(read), &new, Some(&folder.0));
            prop_assert_eq!(done.is_ok(), *read == there);
            let now = fs::read_to_string(&path).unwrap();
            prop_assert_eq!(&now, if *read == there { &new } else { &there });
        }
        prop_assert!(write::write(&path, None, &new, Some(&folder.0)).is_err(), "a file that was not there");
        prop_assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "no temporary file stays");
    }
}
