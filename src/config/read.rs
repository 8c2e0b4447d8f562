//! From the text of `isogloss.yml` to [`File`]. What cannot be read in one section does not hide mistakes in the
//! others. Must not know what the settings mean.

use super::file::{File, Level};
use super::placed::{Place, Placed};
use super::problem::{Problems, suggestion};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_yaml::{Error, Options};
use std::fmt;
use std::marker::PhantomData;

/// The most bytes that a configuration may have.
pub const MAX_BYTES: usize = 64 * 1024;

/// How deep lists and mappings may be nested.
pub const MAX_DEPTH: usize = 16;

fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_aliases: 0,
            max_anchors: 0,
            max_depth: MAX_DEPTH,
            max_documents: 1,
            max_merge_keys: 0,
        },
        duplicate_keys: DuplicateKeyPolicy::Error,
        merge_keys: MergeKeyPolicy::Error,
        // `off` and `no` are words here: the first is a severity, the second a language.
        strict_booleans: true,
        with_snippet: false,
    }
}

/// Reads `text`. The sections that cannot be read are missing from the result and in `problems`.
pub fn read(text: &str, problems: &mut Problems) -> File {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_BYTES {
        problems.whole(too_big(text.len() as u64));
        return File::default();
    }
    let file = match serde_yaml::from_str_with_options::<Option<File>>(text, options()) {
        Ok(file) => file.unwrap_or_default(),
        Err(error) => sections(text, &error, problems),
    };
    severities(&file, problems);
    file
}

/// Tells of words in the place of a severity that are none.
fn severities(file: &File, problems: &mut Problems) {
    let rules = file.rules.iter().map(|rules| &rules.value.0);
    let overrides = file.overrides.iter().flat_map(|list| &list.value).map(|entry| &entry.rules.value.0);
    for (_, entry) in rules.chain(overrides).flat_map(|entries| &entries.0) {
        if let Some((place, word)) = &entry.value.unknown {
            let message = format!("there is no severity `{word}`{}", severity_hint(word));
            problems.at(place.unwrap_or(entry.place), message);
        }
    }
}

/// What is said of a file over the limit.
pub fn too_big(bytes: u64) -> String {
    format!("it has {bytes} bytes, and a configuration has at most {MAX_BYTES}; is it the right file?")
}

/// Each section read by itself, after the whole could not be.
fn sections(text: &str, error: &Error, problems: &mut Problems) -> File {
    let keys = match serde_yaml::from_str_with_options::<super::placed::Entries<IgnoredAny>>(text, options()) {
        Ok(keys) => keys.0,
        // Not YAML, or no mapping at all.
        Err(error) => {
            report(&error, problems);
            return File::default();
        }
    };
    for (key, _) in &keys {
        if !File::KEYS.contains(&key.value.as_str()) {
            let hint = suggestion(&key.value, File::KEYS, "the settings are");
            problems.at(key.place, format!("there is no setting `{}`{hint}", key.value));
        }
    }
    let file = File {
        source: section(text, "source", problems),
        locales: section(text, "locales", problems),
        versions: section(text, "versions", problems),
        locale_files: section(text, "locale-files", problems),
        exclude: section(text, "exclude", problems),
        include_snippets: section(text, "include-snippets", problems),
        fallback_to_source: section(text, "fallback-to-source", problems),
        snippets: section(text, "snippets", problems),
        templates: section(text, "templates", problems),
        baseline: section(text, "baseline", problems),
        rules: section(text, "rules", problems),
        overrides: section(text, "overrides", problems),
    };
    if problems.is_empty() {
        report(error, problems);
    }
    file
}

/// The value of one key of the top mapping.
struct Section<T>(&'static str, PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Section<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Section<T> {
    type Value = Option<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a mapping of settings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<T>, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == self.0 {
                found = map.next_value::<Option<T>>()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

fn section<T: for<'de> Deserialize<'de>>(text: &str, key: &'static str, problems: &mut Problems) -> Option<Placed<T>> {
    let read = serde_yaml::with_deserializer_from_str_with_options(text, options(), |deserializer| {
        Section(key, PhantomData).deserialize(deserializer)
    });
    read.unwrap_or_else(|error| {
        report(&error, problems);
        None
    })
}

/// Says what is wrong in words of the configuration, not of the YAML library.
fn report(error: &Error, problems: &mut Problems) {
    let error = error.without_snippet();
    let message = match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            format!("there is no setting `{field}` here{}", suggestion(field, expected, "the settings are"))
        }
        Error::SerdeInvalidType { unexpected, expected, .. } => {
            format!("found {}, expected {expected}", plain(unexpected))
        }
        Error::SerdeMissingField { field, .. } => format!("`{field}` is missing; add it"),
        Error::Unexpected { expected, .. } => format!("expected {}", plain(expected)),
        Error::InvalidBooleanStrict { .. } => "expected `true` or `false`".to_owned(),
        Error::NullIntoString { .. } => "a value is missing; write one, or remove the line".to_owned(),
        Error::DuplicateMappingKey { key, .. } => {
            format!("`{}` is set twice; keep one", key.as_deref().unwrap_or("a key"))
        }
        Error::MergeKeyNotAllowed { .. } => "merge keys (`<<`) are not read; write the values out".to_owned(),
        Error::MultipleDocuments { .. } => "a second YAML document begins here; keep one".to_owned(),
        Error::UnknownAnchor { .. } => ALIAS.to_owned(),
        Error::Budget { breach, .. } => match breach {
            BudgetBreach::Aliases { .. } | BudgetBreach::Anchors { .. } => ALIAS.to_owned(),
            BudgetBreach::Depth { .. } => DEPTH.to_owned(),
            BudgetBreach::Documents { .. } => "a second YAML document begins here; keep one".to_owned(),
            other => format!("it is larger than a configuration can be ({other:?})"),
        },
        Error::Message { msg, .. } | Error::ExternalMessage { msg, .. } => format!("this is not valid YAML: {msg}"),
        other => format!("this is not valid YAML: {other}"),
    };
    match error.location() {
        Some(location) => problems.at(Place::from(location), message),
        None => problems.whole(message),
    }
}

fn severity_hint(word: &str) -> String {
    let words = || Level::WORDS.iter().copied();
    // `warn`, `err`, `information`: other programs' words.
    let alike = |known: &str| word.len() > 2 && (known.starts_with(word) || word.starts_with(known));
    crate::text::nearest::nearest(word, words())
        .or_else(|| words().find(|known| alike(known)))
        .map_or_else(|| format!("; {WRITE_SEVERITY}"), |near| format!("; did you mean `{near}`?"))
}

/// What to do where a severity is missing or unknown.
pub const WRITE_SEVERITY: &str = "write error, warning, info or off";

const ALIAS: &str = "anchors and aliases (`&name`, `*name`) are not read; write the value out";
const DEPTH: &str = "lists and mappings are nested deeper than any setting is; remove the inner ones";

/// Types in words for people who write YAML.
fn plain(kind: &str) -> String {
    match kind {
        "map" | "mapping start" => "a mapping".to_owned(),
        "sequence" | "sequence start" => "a list".to_owned(),
        "string scalar" => "one value, not a list or a mapping".to_owned(),
        other => other.replace("string \"", "`").replace('"', "`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let mut problems = Problems::of("isogloss.yml".to_owned());
        read(text, &mut problems);
        problems.into_list().iter().map(ToString::to_string).collect()
    }

    fn only(text: &str) -> String {
        let mut found = problems(text);
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn an_empty_file_sets_nothing() {
        for text in ["", "# nothing\n", "\u{feff}", "locales:\n", "{}"] {
            assert_eq!(problems(text), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn finds_mistakes_in_several_sections() {
        assert_eq!(
            problems("sorce: en-US\nlocales: 3\nversions: [1]\nfrobnicate: 1\nsource: { locals: en-US }\n"),
            [
                "isogloss.yml:1:1: there is no setting `sorce`; did you mean `source`?",
                "isogloss.yml:2:1: found integer `3`, expected a list of tags, a mapping of tags to folders, or `auto`",
                "isogloss.yml:3:1: found a list, expected a mapping",
                "isogloss.yml:4:1: there is no setting `frobnicate`; the settings are source, locales, versions, \
                 locale-files, exclude, include-snippets, fallback-to-source, snippets, templates, baseline, rules and overrides",
                "isogloss.yml:5:11: there is no setting `locals` here; did you mean `locale`?",
            ]
        );
    }

    #[test]
    fn says_what_type_is_expected() {
        for (text, wanted) in [
            ("include-snippets: off\n", "1:19: expected `true` or `false`"),
            ("include-snippets: [true]\n", "1:19: expected one value, not a list or a mapping"),
            (
                "source: [en-US]\n",
                "1:1: found a list, expected the tag of a locale, or a mapping with locale, assume-current, git, \
                 git-folder and markers",
            ),
            (
                "locales: en-US\n",
                "1:1: found `en-US`, expected a list of tags, a mapping of tags to folders, or `auto`",
            ),
            ("exclude: a.md\n", "1:10: expected a list"),
            ("versions: { beta: }\n", "1:17: a value is missing; write one, or remove the line"),
            ("rules: { a: warn }\n", "1:13: there is no severity `warn`; did you mean `warning`?"),
            ("rules: { a: of }\n", "1:13: there is no severity `of`; did you mean `off`?"),
            ("rules: { a: { severity: on } }\n", "1:25: there is no severity `on`; write error, warning, info or off"),
            (
                "rules: { a: { b: 1.5 } }\n",
                "1:15: found floating point `1.5`, expected a word, a whole number, true, false, or a list of those",
            ),
            ("overrides:\n  - rules: {}\n", "2:5: `paths` is missing; add it"),
        ] {
            assert_eq!(only(text), format!("isogloss.yml:{wanted}"), "{text:?}");
        }
        assert_eq!(only("- en-US\n"), "isogloss.yml: found a list, expected a mapping");
    }

    #[test]
    fn refuses_hostile_yaml() {
        let deep = format!("a: {}1{}\n", "[".repeat(20), "]".repeat(20));
        for (text, wanted) in [
            ("a: &x 1\nb: *x\n", "1:7: anchors and aliases (`&name`, `*name`) are not read; write the value out"),
            ("a: *x\n", "1:4: anchors and aliases (`&name`, `*name`) are not read; write the value out"),
            ("<<: { a: b }\n", "1:1: merge keys (`<<`) are not read; write the values out"),
            (&deep, "1:19: lists and mappings are nested deeper than any setting is; remove the inner ones"),
            ("source: a\nsource: b\n", "2:1: `source` is set twice; keep one"),
            ("source: a\n---\nsource: b\n", "2:1: a second YAML document begins here; keep one"),
            ("a: b: c\n", "1:5: this is not valid YAML: mapping values are not allowed in this context"),
        ] {
            assert_eq!(only(text), format!("isogloss.yml:{wanted}"), "{text:?}");
        }
        let big = format!("# {}\n", "x".repeat(MAX_BYTES));
        assert_eq!(
            only(&big),
            "isogloss.yml: it has 65539 bytes, and a configuration has at most 65536; is it the right file?"
        );
    }
}
