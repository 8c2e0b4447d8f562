//! The shape of a locale file: YAML text -> lists of forms with their places. Must not know what they mean.

use crate::text::nearest::nearest;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_yaml::{Error, MessageFormatter, Spanned};
use std::fmt;

/// What is wrong with a locale file, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocaleError {
    /// The file, as it was named.
    pub path: String,
    /// From 1.
    pub line: u32,
    /// From 1, in Unicode code points.
    pub column: u32,
    /// Lower case, with the actual values.
    pub message: String,
}

impl fmt::Display for LocaleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.path, self.line, self.column, self.message)
    }
}

impl std::error::Error for LocaleError {}

/// Reads the text of a locale file; `path` is only for messages.
pub(super) fn parse(path: &str, text: &str) -> Result<File, LocaleError> {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_depth: 16, max_anchors: 0, max_aliases: 0 },
        with_snippet: false,
    };
    serde_yaml::from_str_with_options(text, options).map_err(|error| {
        let (line, column) = error.location().map_or((1, 1), |place| (place.line(), place.column()));
        let message = match error.without_snippet() {
            Error::SerdeUnknownField { field, expected, .. } => unknown("field", field, expected),
            error => serde_yaml::UserMessageFormatter.format_message(error).into_owned(),
        };
        LocaleError { path: path.to_owned(), line: line as u32, column: column as u32, message }
    })
}

/// What is said of a name that is none of `known`.
pub(super) fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("unknown {what} `{name}`; did you mean `{near}`?"),
        None => format!("unknown {what} `{name}`, expected one of {}", known.join(", ")),
    }
}

/// The file as it is written. Every key but `tag` may be left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) tag: Spanned<String>,
    pub(super) name: Option<String>,
    pub(super) language: Option<Spanned<String>>,
    pub(super) script: Option<Spanned<String>>,
    pub(super) sample_description: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) sections: Lists,
    #[serde(default)]
    pub(super) columns: Lists,
    #[serde(default)]
    pub(super) permission_rows: Lists,
    #[serde(default)]
    pub(super) permission_cells: Lists,
    pub(super) words: Option<Words>,
    #[serde(default)]
    pub(super) types: Lists,
    #[serde(default)]
    pub(super) headers: Lists,
    #[serde(default)]
    pub(super) schemes: Lists,
    #[serde(default)]
    pub(super) placeholders: Lists,
    #[serde(default)]
    pub(super) media_words: Lists,
    #[serde(default)]
    pub(super) boilerplate: Lists,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    pub(super) required: Option<Forms>,
    pub(super) optional: Option<Forms>,
    pub(super) yes: Option<Forms>,
    pub(super) no: Option<Forms>,
    pub(super) collection: Option<Forms>,
}

pub(super) type Forms = Vec<Spanned<String>>;

/// `key: [form, …]`, in the order of the file. A key with nothing after it is an empty list.
#[derive(Default)]
pub(super) struct Lists(pub(super) Vec<(Spanned<String>, Forms)>);

impl<'de> Deserialize<'de> for Lists {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Lists;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("names with a list of forms each")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lists, A::Error> {
                let mut lists = Vec::new();
                while let Some((key, forms)) = map.next_entry::<_, Option<Forms>>()? {
                    lists.push((key, forms.unwrap_or_default()));
                }
                Ok(Lists(lists))
            }
            fn visit_none<E>(self) -> Result<Lists, E> {
                Ok(Lists::default())
            }
            fn visit_unit<E>(self) -> Result<Lists, E> {
                Ok(Lists::default())
            }
            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Lists, D::Error> {
                deserializer.deserialize_map(Entries)
            }
        }
        deserializer.deserialize_option(Entries)
    }
}
