//! The file of a baseline: JSON, one line for each entry, in order of page and rule, so that a change of it reads well in version
//! control. Must not know how findings are compared with it.

use super::baseline::{About, Baseline, Key, Known};
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// The version of the form.
const VERSION: u64 = 1;

/// The file, as far as every version has it.
#[derive(Deserialize)]
#[serde(expecting = "an object with `baseline` and `pages`")]
struct Any {
    baseline: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(rename = "baseline")]
    _version: u64,
    pages: Pages,
}

/// Pages with their entries. A page or an entry that stands there twice, as after a merge by hand, counts together.
struct Pages(BTreeMap<String, BTreeMap<Key, Known>>);

/// One entry. Exactly one of `fact` and `message` is there.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    count: usize,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    lines: String,
}

/// An entry that says what it must.
#[derive(Deserialize)]
#[serde(try_from = "Entry")]
struct Checked(Key, Known);

impl TryFrom<Entry> for Checked {
    type Error = String;

    fn try_from(entry: Entry) -> Result<Self, String> {
        let about = match (entry.fact, entry.message) {
            (Some(fact), None) => About::Fact(fact),
            (None, Some(message)) => About::Message(message),
            _ => return Err(format!("the entry of {} needs either `fact` or `message`", entry.rule)),
        };
        if entry.count == 0 {
            return Err(format!("the count of {} is 0; remove the entry", entry.rule));
        }
        let lines = entry.lines.split(' ').filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Ok(Self(Key { rule: entry.rule, about }, Known { count: entry.count, lines }))
    }
}

impl<'de> Deserialize<'de> for Pages {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;
        impl<'de> Visitor<'de> for Form {
            type Value = Pages;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a mapping of pages to their entries")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pages, A::Error> {
                let mut pages: BTreeMap<String, BTreeMap<Key, Known>> = BTreeMap::new();
                while let Some((page, entries)) = map.next_entry::<String, Vec<Checked>>()? {
                    if page.is_empty() {
                        return Err(A::Error::custom("a page without a name"));
                    }
                    let of_page = pages.entry(page).or_default();
                    for Checked(key, known) in entries {
                        let sum = of_page.entry(key).or_default();
                        sum.count = sum.count.saturating_add(known.count);
                        sum.lines.extend(known.lines);
                    }
                }
                Ok(Pages(pages))
            }
        }
        deserializer.deserialize_map(Form)
    }
}

impl Baseline {
    /// Reads the text of a file that lies in `folder`. The error says line and column, what is wrong and what to do.
    pub fn read(text: &str, folder: &Path) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let version = serde_json::from_str::<Any>(text).map_err(|error| told(&error))?.baseline;
        if version != VERSION {
            return Err(format!("it is a baseline of version {version}, and this program reads version {VERSION}"));
        }
        let form: Form = serde_json::from_str(text).map_err(|error| told(&error))?;
        Ok(Self { folder: folder.to_owned(), pages: form.pages.0 })
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let pages: Vec<String> = self.pages.iter().map(|(page, entries)| page_text(page, entries)).collect();
        let pages = if pages.is_empty() { String::new() } else { format!("\n{}\n  ", pages.join(",\n")) };
        format!("{{\n  \"baseline\": {VERSION},\n  \"pages\": {{{pages}}}\n}}\n")
    }
}

fn page_text(page: &str, entries: &BTreeMap<Key, Known>) -> String {
    let line = |(key, known): (&Key, &Known)| {
        let (fact, message) = match &key.about {
            About::Fact(fact) => (Some(fact.clone()), None),
            About::Message(message) => (None, Some(message.clone())),
        };
        let mut lines = known.lines.clone();
        lines.sort();
        let entry = Entry { rule: key.rule.clone(), fact, message, count: known.count, lines: lines.join(" ") };
        format!("      {}", serde_json::to_string(&entry).unwrap_or_default())
    };
    let entries: Vec<String> = entries.iter().map(line).collect();
    format!("    {}: [\n{}\n    ]", serde_json::Value::from(page), entries.join(",\n"))
}

/// `line:column: what`, in our own words where the place is what matters.
fn told(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    format!(
        "{}:{}: {what}; fix it, restore it from version control, or remove it and run `isogloss baseline`",
        error.line(),
        error.column()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let entry = |about, count, lines: &[&str]| {
            let lines = lines.iter().map(|line| (*line).to_owned()).collect();
            (Key { rule: "some-rule".to_owned(), about }, Known { count, lines })
        };
        let mut baseline = Baseline { folder: "/docs".into(), ..Baseline::default() };
        assert_eq!(Baseline::read(&baseline.text(), Path::new("/docs")), Ok(baseline.clone()));
        let fact = entry(About::Fact("header \"X\"\n".to_owned()), 2, &["0000aa", "ffffff"]);
        let message = entry(About::Message("наоборот".to_owned()), 1, &[]);
        baseline.pages.insert("a b.md".to_owned(), [fact.clone(), message].into());
        baseline.pages.insert("ñ.md".to_owned(), [fact].into());
        assert_eq!(Baseline::read(&baseline.text(), Path::new("/docs")), Ok(baseline.clone()));
        assert_eq!(baseline.text().lines().filter(|line| line.contains("rule")).count(), 3);
    }

    #[test]
    fn says_where_it_is_wrong() {
        for (text, wanted) in [
            ("", "1:0: EOF while parsing a value"),
            ("[]", "1:2: invalid length 0, expected an object with `baseline` and `pages`"),
            ("{\"baseline\": 2, \"x\": 1}", "it is a baseline of version 2, and this program reads version 1"),
            ("{\"baseline\": 1}", "1:15: missing field `pages`"),
            ("{\"baseline\": 1,\n\"pages\": {}, \"x\": 1}", "2:16: unknown field `x`, expected `baseline` or `pages`"),
            ("{\"baseline\": 1,\n<<<<<<< HEAD\n", "2:1: key must be a string"),
            (
                "{\"baseline\": 1, \"pages\": {\"a\":\n[{\"rule\": \"r\", \"count\": 1}]}}",
                "2:27: the entry of r needs either",
            ),
            (
                "{\"baseline\": 1, \"pages\": {\"a\": [{\"rule\": \"r\", \"fact\": \"f\", \"count\": 0}]}}",
                "1:71: the count of r is 0",
            ),
        ] {
            let error = Baseline::read(text, Path::new("")).unwrap_err();
            assert!(error.starts_with(wanted), "{error}");
        }
    }

    #[test]
    fn what_stands_twice_counts_together() {
        let entry = "{\"rule\": \"r\", \"fact\": \"f\", \"count\": 1}";
        let text = format!("{{\"baseline\": 1, \"pages\": {{\"a\": [{entry}], \"a\": [{entry}]}}}}");
        assert_eq!(Baseline::read(&text, Path::new("")).unwrap().count(), 2);
    }
}
