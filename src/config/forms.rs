//! Settings that may be written in more than one form. Visitors instead of untagged enums: those lose the places.

use super::file::{Level, SourceEntry};
use super::placed::{Entries, Place, Placed, entries};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// `source`: a tag, or a mapping.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// The tag alone.
    Tag(String),
    /// All of it.
    Entry(Box<SourceEntry>),
}

/// `locales`: `auto`, tags that are folder names, or a folder for each tag.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LocaleFolders {
    /// The folders are looked for.
    Auto,
    /// Each tag is the name of its folder.
    Tags(Vec<Placed<String>>),
    /// Tag and folder.
    Folders(Entries<Placed<String>>),
}

/// One rule: a severity, or a mapping with `severity` and options.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RuleEntry {
    /// The severity, if set.
    pub level: Option<Level>,
    /// A word in the severity's place that is none; with its own place in a mapping.
    pub unknown: Option<(Option<Place>, String)>,
    /// The options, by name.
    pub options: Vec<(Placed<String>, Placed<OptionValue>)>,
}

/// The top-level `rules`: severity and options by rule id.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Rules(pub Entries<Placed<RuleEntry>>);

/// The `rules` of an override: severities by rule id. Options are read too, so that they can be refused with a reason.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Severities(pub Entries<Placed<RuleEntry>>);

/// The value of an option: a word, a flag, a whole number, or a list of those; all kept as words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OptionValue(pub Vec<String>);

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;
        impl<'de> Visitor<'de> for Form {
            type Value = Source;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(
                    "the tag of a locale, or a mapping with locale, assume-current, git, git-folder and markers",
                )
            }

            fn visit_str<E: Error>(self, tag: &str) -> Result<Source, E> {
                Ok(Source::Tag(tag.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Source, A::Error> {
                SourceEntry::deserialize(MapAccessDeserializer::new(map)).map(|entry| Source::Entry(Box::new(entry)))
            }
        }
        deserializer.deserialize_any(Form)
    }
}

impl<'de> Deserialize<'de> for LocaleFolders {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;
        impl<'de> Visitor<'de> for Form {
            type Value = LocaleFolders;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a list of tags, a mapping of tags to folders, or `auto`")
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<LocaleFolders, E> {
                if word == "auto" {
                    return Ok(LocaleFolders::Auto);
                }
                Err(E::invalid_type(serde::de::Unexpected::Str(word), &self))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<LocaleFolders, A::Error> {
                let mut tags = Vec::new();
                while let Some(tag) = list.next_element()? {
                    tags.push(tag);
                }
                Ok(LocaleFolders::Tags(tags))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<LocaleFolders, A::Error> {
                entries(map).map(|folders| LocaleFolders::Folders(Entries(folders)))
            }
        }
        deserializer.deserialize_any(Form)
    }
}

impl<'de> Deserialize<'de> for RuleEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;
        impl<'de> Visitor<'de> for Form {
            type Value = RuleEntry;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("error, warning, info or off, or a mapping with severity and options")
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<RuleEntry, E> {
                // Told later: an error here would hide all other mistakes of the section.
                let level = Level::from_word(word);
                let unknown = level.is_none().then(|| (None, word.to_owned()));
                Ok(RuleEntry { level, unknown, options: Vec::new() })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RuleEntry, A::Error> {
                let mut entry = RuleEntry::default();
                while let Some(name) = map.next_key::<Placed<String>>()? {
                    if name.value == "severity" {
                        let word: Placed<String> = map.next_value()?;
                        entry.level = Level::from_word(&word.value);
                        entry.unknown = entry.level.is_none().then_some((Some(word.place), word.value));
                    } else {
                        entry.options.push((name, map.next_value()?));
                    }
                }
                Ok(entry)
            }
        }
        deserializer.deserialize_any(Form)
    }
}

impl<'de> Deserialize<'de> for OptionValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;
        impl<'de> Visitor<'de> for Form {
            type Value = OptionValue;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a word, a whole number, true, false, or a list of those")
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<OptionValue, E> {
                Ok(OptionValue(vec![word.to_owned()]))
            }

            fn visit_bool<E: Error>(self, flag: bool) -> Result<OptionValue, E> {
                Ok(OptionValue(vec![flag.to_string()]))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<OptionValue, E> {
                Ok(OptionValue(vec![number.to_string()]))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<OptionValue, E> {
                Ok(OptionValue(vec![number.to_string()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<OptionValue, A::Error> {
                let mut words = Vec::new();
                while let Some(OptionValue(word)) = list.next_element()? {
                    words.extend(word);
                }
                Ok(OptionValue(words))
            }
        }
        deserializer.deserialize_any(Form)
    }
}
