//! The JSON reader against independent judges: JSONTestSuite, serde_json, and the invariants of its own model.
#![allow(clippy::unwrap_used, clippy::string_slice, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "support/clock.rs"]
mod clock;
mod support;

use isogloss::page::json::{FaultKind, Json, NodeKind, key, read_at, string};
use isogloss::text::edit;
use proptest::prelude::*;
use serde::de::IgnoredAny;

/// Whether serde_json takes `text`, without its limits of depth and of numbers, which JSON itself does not have.
fn serde_accepts(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Files that are not UTF-8 are decoded with replacement characters first, as every page is; there is no exception.
#[test]
fn judges_as_the_suite_does() {
    let Some(folder) = support::corpus("suites.tar.xz", "suites/json/test_parsing") else { return };
    let (mut accepted, mut refused, mut free) = (0, 0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let json = read_at(&text, 0);
        check_model(&text, &json);
        match name.get(..2).unwrap_or("") {
            "y_" => {
                assert!(json.is_strict(), "{name}: {:?}", json.faults);
                accepted += 1;
            }
            "n_" => {
                assert!(!json.is_strict(), "{name}");
                refused += 1;
            }
            _ => free += 1,
        }
    }
    assert_eq!((accepted, refused, free), (95, 188, 35));
}

/// What must hold of every document, read from whatever text.
fn check_model(text: &str, json: &Json) {
    let inside = |span: isogloss::text::Span| {
        assert!(text.get(span.from()..span.to()).is_some(), "{span:?} of {text:?}");
    };
    let mut parents: Vec<usize> = (0..json.nodes.len()).collect();
    for index in 0..json.nodes.len() {
        for (child, _) in json.children(index) {
            parents[child] = index;
        }
    }
    let mut last_start = 0;
    for (index, node) in json.nodes.iter().enumerate() {
        inside(node.span);
        assert!(node.span.start >= last_start, "order of {text:?}");
        last_start = node.span.start;
        assert!(node.next as usize > index && node.next as usize <= json.nodes.len());
        if parents[index] == index {
            assert!(node.key().is_none());
        } else {
            let parent = &json.nodes[parents[index]];
            assert!(parents[index] < index && node.next <= parent.next, "{text:?}");
            assert!(parent.span.contains(node.span), "{parent:?} {node:?} of {text:?}");
            assert!(matches!(parent.kind, NodeKind::Object | NodeKind::Array));
            assert!(node.key().is_none() || parent.kind == NodeKind::Object);
        }
        if !matches!(node.kind, NodeKind::Object | NodeKind::Array) {
            assert_eq!(node.next as usize, index + 1);
        }
        for (child, _) in json.children(index) {
            assert_eq!(parents[child], index);
        }
        if let Some(name) = node.key() {
            inside(name);
            assert!(name.end <= node.span.start, "{text:?}");
        }
        let _ = (key(text, node), string(text, node));
    }
    let children: usize = (0..json.nodes.len()).map(|index| json.children(index).count()).sum();
    let roots = parents.iter().enumerate().filter(|(index, parent)| *parent == index).count();
    assert_eq!(children + roots, json.nodes.len());
    for pair in json.faults.windows(2) {
        assert!(pair[0].span.start <= pair[1].span.start);
    }
    for fault in &json.faults {
        inside(fault.span);
        assert!(!fault.kind.name().is_empty() && !fault.kind.describe().is_empty());
        for edit in fault.kind.repair(text, fault.span).unwrap_or_default() {
            inside(edit.span);
        }
    }
    json.for_each_path(text, |path, node| assert!(!path.is_empty() || node.key().unwrap().is_empty()));
    if let Some(edits) = json.repairs(text) {
        let (mended, _) = edit::apply(text, &edits);
        let again = read_at(&mended, 0);
        assert!(again.is_strict(), "{text:?} -> {mended:?}: {:?}", again.faults);
        assert!(serde_accepts(&mended), "{text:?} -> {mended:?}");
    }
}

/// What matters to the reader: its punctuation, quotes of all kinds, words, line ends.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "{", "}", "[", "]", ",", ":", "\"", "\"", "\"", "'", "“", "”", "&quot;", "&quot", "\\", "\\\"", "\n", "\r\n", " ",
    "\t", "a", "bc", "true", "null", "-", "0", "1.5", "12e3", "//", "/*", "*/", "...", "…", "，", "：", "；", "=", ";",
    "\u{a0}", "\u{202f}", "\u{feff}", "é", "😀", "\u{1}", "\\u00e9", "\\ud800", "\\x", "\"a\":", "\"b\": \"c\"",
    "\",", "\"\n", "{\"a\":[", "a{b}", "`", "<", ">",
];

/// Texts of these pieces.
fn soup() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..40).prop_map(|list| list.concat())
}

/// A random valid document.
fn document() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(|number| serde_json::json!(number)),
        "[a-z@&;{}:,'/\\\\\"\n\t.é“ ]{0,12}".prop_map(Into::into),
    ];
    let value = leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            proptest::collection::hash_map("[a-zA-Z@.]{0,9}", inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    });
    (value, any::<bool>()).prop_map(|(value, pretty)| if pretty { format!("{value:#}") } else { format!("{value}") })
}

/// A thousand cases unless `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() { config } else { ProptestConfig { cases: 1000, ..config } }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        check_model(&text, &read_at(&text, 0));
        prop_assert_eq!(read_at(&text, 0).is_strict(), serde_accepts(&text));
    }

    #[test]
    fn broken_json_is_read(text in soup()) {
        let json = read_at(&text, 0);
        check_model(&text, &json);
        prop_assert_eq!(json.is_strict(), serde_accepts(&text), "{:?}", json.faults);
    }

    #[test]
    fn valid_json_is_read_as_it_is(text in document()) {
        let json = read_at(&text, 0);
        check_model(&text, &json);
        prop_assert!(json.faults.is_empty(), "{:?}", json.faults);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(rebuilt(&text, &json, 0), value);
    }

    #[test]
    fn damaged_json_is_judged_as_serde_does(text in document(), damages in damages()) {
        let mut text = text;
        for (place, length, piece) in damages {
            let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            bounds.push(text.len());
            let first = place.index(bounds.len());
            let last = (first + length).min(bounds.len() - 1);
            text.replace_range(bounds[first]..bounds[last], piece);
        }
        let json = read_at(&text, 0);
        check_model(&text, &json);
        prop_assert_eq!(json.is_strict(), serde_accepts(&text), "{}: {:?}", text, json.faults);
    }
}

/// A few places, the characters to take away there, and what to put in.
fn damages() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, &'static str)>> {
    let piece = proptest::sample::select(PIECES);
    proptest::collection::vec((any::<prop::sample::Index>(), 0..4_usize, piece), 1..4)
}

/// The document as serde_json would have it.
fn rebuilt(text: &str, json: &Json, index: usize) -> serde_json::Value {
    let node = &json.nodes[index];
    match node.kind {
        NodeKind::Object => {
            json.children(index).map(|(at, child)| (key(text, child).into_owned(), rebuilt(text, json, at))).collect()
        }
        NodeKind::Array => json.children(index).map(|(at, _)| rebuilt(text, json, at)).collect(),
        NodeKind::String => string(text, node).into_owned().into(),
        _ => serde_json::from_str(node.span.of(text)).unwrap(),
    }
}

/// What a careless reader would search the rest of a line or of the text for, each time it comes.
#[rustfmt::skip]
const TRAPS: &[&str] = &[
    "[", "{\"a\":", "{\"a\":1,", "\"x:,\\", "\"x:,", "&quot;b:,", "'b:,", "“b:,", "\"a&quot;:1,", "\n", "\"a\n", "a{",
    "a{b,", "{{", "}]", "\"\\", "…", "...", "\u{a0}", "//", "/*", "\"a\":1,", "\"k\": \"x\n", "&quot;", "' ", "\" ",
    "x ", "a: ", "{}", "[],", "\"a:b&quot; ", "\"a\" \"", "{\"a&quot;: &quot;b\"", "a[ ", "“a” ", "\\\"", "\"{\n}",
    "=", ";",
];

/// Inputs on which a careless reader would be quadratic: each must be read in time that grows as its length does.
#[test]
fn hostile_inputs_take_linear_time() {
    let seconds =
        |text: &str| [(), ()].map(|()| clock::timed(|| read_at(text, 0))).into_iter().fold(f64::MAX, f64::min);
    for opening in ["{", "[", "{\"a\":[\"", "{\""] {
        for piece in TRAPS {
            let text = |bytes: usize| format!("{opening}{}", piece.repeat(bytes / piece.len()));
            // Ten times the length takes ten times the time, or thirty when memory gets slower, but not a hundred.
            let short = seconds(&text(20_000)).max(0.002);
            // On a machine with much else to do, one measure may come out long.
            let measured: Vec<f64> =
                (0..8).map(|_| seconds(&text(200_000))).take_while(|long| *long >= 60.0 * short).collect();
            assert!(measured.len() < 8, "{opening}{piece}…: {short} s, {measured:?} s");
        }
    }
}

#[test]
fn many_names_of_one_kind_take_linear_time() {
    let seconds = |count: usize| {
        let names: Vec<String> = (0..count).map(|index| format!("\"same{index:06}same\":1,")).collect();
        let text = format!("{{{}\"same000000same\":2}}", names.concat());
        let json = read_at(&text, 0);
        assert_eq!(json.faults.iter().filter(|fault| fault.kind == FaultKind::DuplicateKey).count(), 1);
        [(), ()].map(|()| clock::timed(|| read_at(&text, 0))).into_iter().fold(f64::MAX, f64::min)
    };
    // Sixteen times as many take 256 times as long where each is compared with all others.
    let few = seconds(2_500).max(0.001);
    let measured: Vec<f64> = (0..8).map(|_| seconds(40_000)).take_while(|many| *many >= 80.0 * few).collect();
    assert!(measured.len() < 8, "{few} s, {measured:?} s");
}
