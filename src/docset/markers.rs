//! The front matter keys in which a translation names its source: the platform's own, or those of another tool. Must
//! not know what a commit or a hash is looked up in.

use crate::page::Page;
use crate::text::Span;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_yaml::{DuplicateKeyPolicy, MergeKeyPolicy};
use std::borrow::Cow;
use std::fmt;

/// Which keys name the source. Each is a top-level key as it stands, dots included, or a path of keys with dots between.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Markers {
    /// The commit of the source.
    pub commit: String,
    /// The hash of the source.
    pub hash: String,
    /// The day the translation was handed over.
    pub date: String,
}

impl Default for Markers {
    fn default() -> Self {
        Self {
            commit: "ms.sourcegitcommit".to_owned(),
            hash: "ms.openlocfilehash".to_owned(),
            date: "ms.lasthandoff".to_owned(),
        }
    }
}

impl Markers {
    /// The commit that the page names, as written; `None` for anything but 4 to 64 hexadecimal digits.
    pub fn commit<'p>(&self, page: &'p Page) -> Option<Cow<'p, str>> {
        hex(value(page, &self.commit)?)
    }

    /// The hash that the page names, as written; `None` for anything but 4 to 64 hexadecimal digits.
    pub fn hash<'p>(&self, page: &'p Page) -> Option<Cow<'p, str>> {
        hex(value(page, &self.hash)?)
    }

    /// The day that the page names, as `YYYY-MM-DD`. Read are `MM/DD/YYYY` and the forms of ISO 8601.
    pub fn date(&self, page: &Page) -> Option<String> {
        day(value(page, &self.date)?.trim())
    }
}

fn hex(value: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let value = match value {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    let is_hex = (4..=64).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then_some(value)
}

/// The scalar at `marker`: a top-level key of that very name, else the keys between its dots from the outside in.
fn value<'p>(page: &'p Page, marker: &str) -> Option<Cow<'p, str>> {
    let text = page.source.text.as_str();
    let front_matter = page.front_matter.as_ref()?;
    if let Some(entry) = front_matter.entry(text, marker) {
        return entry.scalar(text);
    }
    let (outer, inner) = marker.split_once('.')?;
    nested(text, front_matter.entry(text, outer)?.value, inner).map(Cow::Owned)
}

/// The scalar at the keys `path` within the mapping at `span`.
fn nested(text: &str, span: Span, path: &str) -> Option<String> {
    let raw = span.of(text);
    // The first line of a mapping is as far in as the others.
    let line = text.get(..span.from())?.rsplit(['\n', '\r']).next().unwrap_or("");
    let is_own_line = line.bytes().all(|byte| byte == b' ');
    let written = if is_own_line { format!("{line}{raw}") } else { raw.to_owned() };
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_depth: 16,
            max_nodes: 4096,
            flow_nesting_limit: 16,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        with_snippet: false,
    };
    serde_yaml::with_deserializer_from_str_with_options(&written, options, |deserializer| {
        Path(path).deserialize(deserializer)
    })
    .ok()
    .flatten()
}

/// Reads the scalar at a path of keys out of a mapping.
#[derive(Clone, Copy)]
struct Path<'k>(&'k str);

impl<'de> DeserializeSeed<'de> for Path<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Path<'_> {
    type Value = Option<String>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<String>()? {
            let rest = self.0.strip_prefix(key.as_str()).and_then(|rest| rest.strip_prefix('.'));
            if found.is_some() {
                map.next_value::<IgnoredAny>()?;
            } else if key == self.0 {
                // Digits alone are digits of a name here, not a number.
                found = Some(map.next_value::<String>()?);
            } else if let Some(rest) = rest {
                found = map.next_value_seed(Path(rest))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// The day that a date names, as `YYYY-MM-DD`.
fn day(text: &str) -> Option<String> {
    let date = text.split([' ', 'T', 't']).next()?;
    let parts: Vec<&str> = date.split(['-', '/']).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [month, day, year] if year.len() == 4 && date.contains('/') => (*year, *month, *day),
        [all] if all.len() == 8 => (all.get(..4)?, all.get(4..6)?, all.get(6..)?),
        _ => return None,
    };
    let number = |text: &str| -> Option<u32> {
        let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { text.parse().ok() } else { None }
    };
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;
    use crate::text::Source;

    const ID: &str = "be43709799a6d7538303759c042a8bf85c156f89";

    fn page(header: &str) -> Page {
        page::parse(Source::new("a.md", format!("---\n{header}\n---\n# A\n")))
    }

    fn of(header: &str, marker: &str) -> Option<String> {
        let markers = Markers { commit: marker.to_owned(), ..Markers::default() };
        markers.commit(&page(header)).map(Cow::into_owned)
    }

    #[test]
    fn reads_the_platform_s_keys() {
        let page =
            page(&format!("ms.sourcegitcommit: {ID}\nms.openlocfilehash: \"ABCD1234\"\nms.lasthandoff: 04/27/2021"));
        let markers = Markers::default();
        assert_eq!(markers.commit(&page).as_deref(), Some(ID));
        assert_eq!(markers.hash(&page).as_deref(), Some("ABCD1234"));
        assert_eq!(markers.date(&page).as_deref(), Some("2021-04-27"));
    }

    #[test]
    fn reads_nested_keys() {
        for header in [
            format!("l10n:\n  sourceCommit: {ID}"),
            format!(
                "title: x\nl10n: # where from\n    # by hand\n    other: [a, {{b: c}}]\n    sourceCommit: '{ID}' # c\nz: 1"
            ),
            format!("l10n: {{sourceCommit: {ID}}}"),
            format!("l10n: {{ a: 1, \"sourceCommit\": \"{ID}\" }} # c"),
            format!("l10n:\r\n  a:\r\n    sourceCommit: 1234\r\n  sourceCommit: {ID}\r"),
            format!("l10n:\n  sourceCommit: >-\n    {ID}"),
            format!("l10n.sourceCommit: {ID}\nl10n:\n  sourceCommit: 12345678"),
        ] {
            assert_eq!(of(&header, "l10n.sourceCommit").as_deref(), Some(ID), "{header}");
        }
        assert_eq!(of("a:\n  b:\n    c: 1234567", "a.b.c").as_deref(), Some("1234567"));
        assert_eq!(of("a:\n  b.c: 0012345", "a.b.c").as_deref(), Some("0012345"));
        // Neither a number nor lost in one.
        let digits = "1234567890123456789012345678901234567890";
        assert_eq!(of(&format!("a: {{ b: {digits} }}"), "a.b").as_deref(), Some(digits));
        assert_eq!(of("a:\n  b: 12345e10", "a.b").as_deref(), Some("12345e10"));
    }

    #[test]
    fn refuses_what_is_no_name() {
        for header in [
            "a:\n  b: HEAD",
            "a:\n  b: -abcd",
            "a:\n  b: abcd..ef01",
            "a:\n  b: \"abcd\\nabcd\"",
            "a:\n  b:",
            "a:\n  b: abc",
            "a:\n  b: {c: abcd}",
            "a:\n  b: [abcd]",
            "a: abcd",
            "a:\n  - b: abcd",
            "a:\n  b: *x",
            "a: {b: abcd",
            "b: abcd",
        ] {
            assert_eq!(of(header, "a.b"), None, "{header}");
        }
        assert_eq!(of(&format!("a: {}b: abcd{}", "{x: ".repeat(40), "}".repeat(40)), "a.x"), None);
        assert_eq!(of("a: abcd", "a."), None);
    }

    #[test]
    fn reads_dates() {
        for (written, wanted) in [
            ("04/27/2021", Some("2021-04-27")),
            ("4/7/2021", Some("2021-04-07")),
            ("2021-04-27", Some("2021-04-27")),
            ("2021-04-27T10:00:00Z", Some("2021-04-27")),
            ("2021-04-27 10:00", Some("2021-04-27")),
            ("20210427", Some("2021-04-27")),
            ("02/29/2020", Some("2020-02-29")),
            ("02/29/2021", None),
            ("27/04/2021", None),
            ("27-04-2021", None),
            ("04/27/21", None),
            ("2021-4-+7", None),
            ("a", None),
            ("", None),
        ] {
            assert_eq!(day(written).as_deref(), wanted, "{written}");
        }
    }
}
