//! The places of a page that a fragment (`#examples`) may lead to. Sites make them from headings in ways of their own, so all are
//! looked for that may be meant: whoever says that there is no such place must be sure.

use super::Page;
use super::slug;
use crate::text::script::unmarked;
use foldhash::HashSet;

/// The places of one page, by their letters and digits in lower case.
pub struct Anchors {
    names: HashSet<String>,
}

impl Anchors {
    /// Those of `page`.
    pub fn of(page: &Page) -> Self {
        let mut names = HashSet::default();
        for section in page.sections.iter().filter(|section| section.level > 0) {
            let name = letters(&slug::of(page.slice(section.title)));
            if !name.is_ascii() {
                // Sites drop marks of letters, or the letters.
                names.insert(name.chars().map(unmarked).collect());
                names.insert(name.chars().filter(char::is_ascii).collect());
            }
            names.insert(name);
            names.extend(section.anchor().map(|anchor| letters(page.slice(anchor))));
        }
        let text = page.source.text.as_str();
        for start in ["id=", "name=", "{#", "{ #"] {
            for at in memchr::memmem::find_iter(text.as_bytes(), start) {
                let rest = text.get(at + start.len()..).unwrap_or("").trim_start_matches(['"', '\'']);
                let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | '}')).unwrap_or(0);
                // No anchor is longer, and a page may be one word.
                names.extend(rest.get(..end).filter(|name| name.len() < 256).map(letters));
            }
        }
        names.remove("");
        Self { names }
    }

    /// Whether one of them may be what `fragment`, without its `#`, leads to.
    pub fn may_have(&self, fragment: &str) -> bool {
        let fragment = decoded(fragment);
        // The second heading of a name gets a number.
        let first = fragment.trim_end_matches(|c: char| c.is_ascii_digit());
        // Headings without an ASCII letter are numbered by some sites: `#_3`.
        let is_numbered = first.is_empty() || first == "_";
        is_numbered
            || self.names.contains(&letters(&fragment))
            || first.ends_with(['-', '_']) && self.names.contains(&letters(first))
    }
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The fragment with its percent signs decoded, where they stand for text.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or(&[]);
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;
    use crate::text::Source;

    #[test]
    fn finds_headings_and_anchors() {
        let text = "# Señales\n\n## Схема\n\n## Luz {#light}\n\n## L'été\n\n## <a name=\"cord\"></a>Cable\n\n<a id=\"low\"></a>\n";
        let anchors = Anchors::of(&page::parse(Source::new("", text)));
        let there = "señales senales seales se%C3%B1ales-1 схема _1 light luz lété cord cable low";
        for fragment in there.split(' ') {
            assert!(anchors.may_have(fragment), "{fragment}");
        }
        for fragment in ["signals", "light-bulb", "lo", "sombra", "cordon", "light2"] {
            assert!(!anchors.may_have(fragment), "{fragment}");
        }
    }
}
