//! Compares our reading of page headers with the YAML library's: on random headers, and on every tenth page of the
//! corpora that are at hand (`ISOGLOSS_REQUIRE_CORPUS=1`: on every page).

use isogloss::page::front_matter::{FrontMatter, read};
use proptest::prelude::*;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fs;
use std::path::{Path, PathBuf};

/// A value as the library sees it. Numbers and the like keep no text of their own.
#[derive(Debug, PartialEq)]
enum Value {
    Text(String),
    Typed,
    Nothing,
    List(Vec<Value>),
    Mapping(Vec<(Value, Value)>),
}

struct Any;

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("anything")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Typed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Typed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
        Ok(Value::Typed)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Value, E> {
        Ok(Value::Typed)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Value, E> {
        Ok(Value::Typed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Typed)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = map.next_entry()? {
            list.push(entry);
        }
        Ok(Value::Mapping(list))
    }
}

fn library(yaml: &str) -> Option<Value> {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_anchors: 0, max_aliases: 0, max_depth: 16, max_nodes: 4096, flow_nesting_limit: 16 },
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::PassThrough,
        merge_keys: serde_yaml::MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: serde_yaml::NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    };
    serde_yaml::from_str_with_options(yaml, options).ok()
}

/// What our reading of a valid header and the library's do not agree on.
fn disagreement(text: &str, header: &FrontMatter, theirs: &Value) -> Option<String> {
    let entries = match theirs {
        Value::Mapping(entries) => entries.as_slice(),
        Value::Nothing => &[],
        _ => return Some(String::from("no mapping, and we gave no error")),
    };
    if entries.len() != header.entries.len() {
        return Some(format!("{} entries, we have {}", entries.len(), header.entries.len()));
    }
    for ((key, value), ours) in entries.iter().zip(&header.entries) {
        let our_key = ours.key.of(text);
        let same_key = match key {
            Value::Text(key) => key == our_key,
            _ => true,
        };
        let scalar = ours.scalar(text);
        let same = match value {
            Value::Text(value) => scalar.as_deref() == Some(value),
            Value::Typed => scalar.is_some_and(|scalar| !scalar.is_empty()),
            Value::Nothing => scalar.is_some_and(|scalar| ["", "~", "null", "Null", "NULL"].contains(&&*scalar)),
            Value::Mapping(_) => scalar.is_none(),
            Value::List(list) => {
                let items = ours.items(text).unwrap_or_default();
                scalar.is_none() && items.len() == list.len()
            }
        };
        if !same_key || !same {
            return Some(format!(
                "{key:?} {value:?}, we have {our_key:?} {:?} {:?}",
                ours.value.of(text),
                ours.scalar(text)
            ));
        }
    }
    None
}

#[derive(Default)]
struct Count {
    pages: usize,
    invalid: Vec<String>,
    wrong: Vec<String>,
}

fn compare(path: &Path, text: &str, count: &mut Count) {
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(header) = read(text, mark) else { return };
    count.pages += 1;
    let theirs = library(header.body.of(text));
    let is_valid = matches!(theirs, Some(Value::Mapping(_) | Value::Nothing));
    if let Some(error) = &header.error {
        let place = error.span.of(text);
        count.invalid.push(format!("{} {:?} {} at {place:?}", path.display(), error.kind, error.message));
        if is_valid {
            count.wrong.push(format!("{}: valid, we say {}", path.display(), error.message));
        }
        return;
    }
    let wrong = match theirs {
        Some(theirs) => disagreement(text, &header, &theirs),
        None => Some(String::from("invalid, and we gave no error")),
    };
    count.wrong.extend(wrong.map(|wrong| format!("{}: {wrong}", path.display())));
}

fn walk(folder: &Path, name_ends: &str, with: &mut dyn FnMut(&Path, &str)) {
    let Ok(list) = fs::read_dir(folder) else { return };
    for entry in list.flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, name_ends, with);
        } else if path.to_string_lossy().ends_with(name_ends)
            && let Ok(text) = fs::read_to_string(&path)
        {
            with(&path, &text);
        }
    }
}

/// Whether the corpora must be there, and be read to the last page.
fn is_required() -> bool {
    std::env::var_os("ISOGLOSS_REQUIRE_CORPUS").is_some_and(|value| value == "1")
}

/// The folder `name` of the corpora; `None`, with a word about it, when it is not there.
#[allow(clippy::print_stdout, reason = "a test says what it skips")]
fn corpus(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/corpus").join(name);
    if path.is_dir() {
        return Some(path);
    }
    assert!(!is_required(), "no corpus at {}", path.display());
    println!("skipped: no corpus");
    None
}

#[test]
fn headers_of_real_pages_read_as_the_library_reads_them() {
    for name in ["2019", "2023"] {
        let Some(folder) = corpus(name) else { return };
        let mut count = Count::default();
        let every = if is_required() { 1 } else { 10 };
        let mut pages = 0;
        walk(&folder, ".md", &mut |path, text| {
            pages += 1;
            if pages % every == 0 {
                compare(path, text, &mut count);
            }
        });
        println!("{name}: {} headers, {} invalid", count.pages, count.invalid.len());
        for line in &count.invalid {
            println!("  {line}");
        }
        assert!(count.wrong.is_empty(), "{} disagreements:\n{}", count.wrong.len(), count.wrong.join("\n"));
        assert!(count.pages > 20_000 / every, "only {} headers in {name}", count.pages);
    }
}

/// The suite holds what no header does: tags, keys of several lines, a mapping in braces as the whole document. There our
/// entries may differ; whether a header is valid may not.
#[test]
fn the_yaml_test_suite_as_headers() {
    let Some(folder) = corpus("suites/yaml") else { return };
    let mut count = Count::default();
    walk(&folder, "in.yaml", &mut |path, yaml| {
        let is_copy = path.components().any(|part| ["tags", "name"].iter().any(|name| part.as_os_str() == *name));
        if !is_copy {
            compare(path, &format!("---\n{yaml}\n---\n# Page\n"), &mut count);
        }
    });
    println!("{} headers, {} invalid, {} read otherwise", count.pages, count.invalid.len(), count.wrong.len());
    let judged: Vec<&String> =
        count.wrong.iter().filter(|line| line.contains("we say") || line.contains("gave no")).collect();
    assert!(judged.is_empty(), "{judged:#?}");
    assert!(count.pages > 300);
}

fn headers(starts: &'static [&'static str], words: &'static [&'static str]) -> impl Strategy<Value = String> {
    let rest = prop::collection::vec(prop::sample::select(words), 0..5).prop_map(|words| words.concat());
    let line = (prop::sample::select(starts), rest).prop_map(|(start, rest)| format!("{start}{rest}"));
    prop::collection::vec(line, 0..6).prop_map(|lines| format!("---\n{}\n---\n", lines.join("\n")))
}

/// How the lines of real headers start.
const STARTS: &[&str] = &["title: ", "ms.date:", "\"a b\": ", "- ", "  - ", "  ", "#", " # ", "é: "];

/// What the lines of real headers are made of, and what may go wrong with them.
const USUAL: &[&str] = &[
    "text", " ", " more", "'", "''", "\"", "\\\"", "\\n", " #", "#", ": ", ",", "é", "(x)", "1", "~", "@", "%", "`",
    "*", "/", "\u{97}", "\u{2028}", "\t", ".", ":",
];

/// Everything that YAML knows.
const EVERYTHING: &[&str] = &[
    "a: ", "b:", "c : ", "text", " ", "'", "\"", "\\", "- ", "  ", " #", ":", ",", "[", "]", "{", "}", "? ", "! ",
    "!!str ", "&x ", "*x", "<<: ", "%", "|", ">", "|-\n", "--- ", "~", "\t", "\r",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn usual_headers_read_as_the_library_reads_them(text in headers(STARTS, USUAL)) {
        // Nobody leaves the key out.
        prop_assume!(!text.lines().any(|line| line.trim_start_matches([' ', '\t', '-']).starts_with(':')));
        let mut count = Count::default();
        compare(Path::new("random"), &text, &mut count);
        prop_assert!(count.wrong.is_empty(), "{text:?}: {:?}", count.wrong);
    }

    #[test]
    fn any_header_is_valid_when_the_library_says_so(text in headers(EVERYTHING, EVERYTHING)) {
        let mut count = Count::default();
        compare(Path::new("random"), &text, &mut count);
        let judged = count.wrong.iter().any(|line| line.contains("we say") || line.contains("gave no"));
        prop_assert!(!judged, "{text:?}: {:?}", count.wrong);
    }
}
