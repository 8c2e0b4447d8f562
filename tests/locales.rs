//! The built-in locale files: the list of them is complete, each can be read, says the main things and nothing twice.
//!
//! With `CI=true` a list that differs from the folder fails; otherwise it is written anew.

#![allow(clippy::unwrap_used)]

use isogloss::docset::built_in::BUILT_IN;
use isogloss::docset::locale_read::read;
use isogloss::docset::locale_set::Locales;
use isogloss::fact::words::{PermissionCell, PermissionRow};
use isogloss::page::section::Role;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// What every page of the Graph API reference may need.
const MAIN_ROLES: [Role; 12] = [
    Role::Permissions,
    Role::HttpRequest,
    Role::PathParameters,
    Role::QueryParameters,
    Role::RequestHeaders,
    Role::RequestBody,
    Role::Response,
    Role::Example,
    Role::Properties,
    Role::Relationships,
    Role::Methods,
    Role::JsonRepresentation,
];

/// Only what these tests look at.
#[derive(Deserialize)]
struct File {
    tag: String,
    #[serde(default)]
    sections: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    permission_rows: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    permission_cells: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    types: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    headers: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    schemes: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    media_words: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    boilerplate: BTreeMap<String, Vec<String>>,
}

fn file(text: &str) -> File {
    serde_yaml::from_str(text).unwrap()
}

fn english() -> File {
    file(BUILT_IN.iter().find(|(tag, _)| *tag == "en-US").unwrap().1)
}

#[test]
fn the_list_of_built_in_locales_is_the_folder() {
    let docset = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docset");
    let mut tags: Vec<String> = std::fs::read_dir(docset.join("locales"))
        .unwrap()
        .filter_map(|entry| Some(entry.unwrap().file_name().to_str()?.strip_suffix(".yml")?.to_owned()))
        .collect();
    tags.sort();
    let list = docset.join("built_in.rs");
    let now = std::fs::read_to_string(&list).unwrap();
    let (head, _) = now.split_once("= &[\n").expect("built_in.rs has its list");
    let mut wanted = format!("{head}= &[\n");
    for tag in &tags {
        writeln!(wanted, "    (\"{tag}\", include_str!(\"locales/{tag}.yml\")),").unwrap();
    }
    wanted.push_str("];\n");
    if now == wanted {
        return;
    }
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "src/docset/built_in.rs does not list {tags:?}: run `cargo test --test locales`"
    );
    std::fs::write(&list, wanted).unwrap();
    println!("wrote {}", list.display());
}

/// Reading fails on a form under two names of one list, on an English name among its own translations, and on any
/// unknown key or role.
#[test]
fn every_file_can_be_read() {
    for (tag, text) in BUILT_IN {
        let locale = read(tag, text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((locale.tag(), file(text).tag.as_str()), (*tag, *tag));
        assert!(locale.name().is_some() && locale.language().is_some(), "{tag} names no language");
    }
    assert!(BUILT_IN.iter().all(|(tag, _)| Locales::built_in().get(tag).name().is_some()));
}

#[test]
fn every_translation_says_the_main_things() {
    let says = |lists: &BTreeMap<String, Vec<String>>, key: &str| lists.get(key).is_some_and(|forms| !forms.is_empty());
    for (tag, text) in BUILT_IN {
        let file = file(text);
        for role in MAIN_ROLES {
            assert!(says(&file.sections, role.name()), "{tag}: no title for {}", role.name());
        }
        for row in [PermissionRow::DelegatedWork, PermissionRow::DelegatedPersonal, PermissionRow::Application] {
            assert!(says(&file.permission_rows, row.name()), "{tag}: no label for {}", row.name());
        }
        for cell in PermissionCell::ALL {
            assert!(says(&file.permission_cells, cell.name()), "{tag}: no word for {}", cell.name());
        }
    }
}

/// A type, header or stock sentence that English does not list is a slip of the pen; and a form that is English would
/// make a fault of correct pages.
#[test]
fn translations_translate_what_english_lists() {
    let english = english();
    for (tag, text) in BUILT_IN.iter().filter(|(tag, _)| *tag != "en-US") {
        let file = file(text);
        for (list, lists, known) in [
            ("types", &file.types, &english.types),
            ("headers", &file.headers, &english.headers),
            ("schemes", &file.schemes, &english.schemes),
            ("media_words", &file.media_words, &english.media_words),
            ("boilerplate", &file.boilerplate, &english.boilerplate),
        ] {
            for (key, forms) in lists {
                assert!(known.contains_key(key), "{tag}: {list} has `{key}`, which en-US has not");
                for form in forms {
                    let is_english = known.keys().any(|name| name.eq_ignore_ascii_case(form));
                    assert!(!is_english, "{tag}: {list}: `{form}` is English");
                }
            }
        }
    }
}

/// The example of `docs/locales.md` is a locale file.
#[test]
fn the_documented_example_can_be_read() {
    let docs = include_str!("../docs/locales.md");
    let mut locales = Locales::built_in();
    let example = docs.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    locales.add("docs/locales.md", example).unwrap_or_else(|error| panic!("{error}"));
    let german = locales.get("de-DE");
    assert_eq!(german.role_of_title("Anforderungstext"), Some(Role::RequestBody));
    assert_eq!(german.canonical_type("Zeichenfolge"), Some("String"));
}
