//! The debt of a docset: findings that are known, by rule, page and fact, never by line. Must not know how the file is written.

use super::baseline_match::{Left, Told};
use super::failure;
use super::run::Diagnostic;
use crate::docset::{DocSet, Member};
use crate::rule::Finding;
use crate::rules::RULES;
use sha1::{Digest, Sha1};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// What a finding is about, apart from where it stands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    /// The rule's id.
    pub rule: String,
    /// The fact, or the message where the rule names none.
    pub about: About,
}

/// What a finding is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum About {
    /// Kind and key of a fact.
    Fact(String),
    /// The message, its numbers replaced by `#`: counts change with every commit.
    Message(String),
}

/// How often something was found on a page.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Known {
    /// How often.
    pub count: usize,
    /// A short hash of the text of each line it was found on: which of several findings alike are the old ones.
    pub lines: Vec<String>,
}

/// Known findings.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Baseline {
    /// The folder that pages are named from.
    pub folder: PathBuf,
    /// By page, as a path with forward slashes.
    pub pages: BTreeMap<String, BTreeMap<Key, Known>>,
}

/// A known finding that is found less often, or no more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stale {
    /// The page.
    pub page: String,
    /// What.
    pub key: Key,
    /// How often it is known.
    pub known: usize,
    /// How often it was found.
    pub found: usize,
}

impl Baseline {
    /// All that was found, for a file that lies in `folder`; what the program failed on is no fault of the page.
    pub fn of<'a>(docset: &DocSet, found: impl Iterator<Item = &'a Diagnostic>, folder: &Path) -> Self {
        let mut baseline = Self { folder: folder.to_owned(), pages: BTreeMap::new() };
        let mut here = None;
        let mut page = String::new();
        for item in found.filter(|item| item.rule.id != failure::ID) {
            let Some(member) = docset.get(item.page) else { continue };
            if here != Some(item.page) {
                here = Some(item.page);
                page = baseline.page(docset, member);
            }
            let known = baseline.pages.entry(page.clone()).or_default().entry(key(item)).or_default();
            known.count += 1;
            known.lines.push(line_hash(member, &item.finding));
        }
        baseline
    }

    /// The page's name in this baseline.
    pub fn page(&self, docset: &DocSet, member: &Member) -> String {
        let path = std::path::absolute(docset.place(member).0).unwrap_or_default();
        way(&self.folder, &path)
    }

    /// How many findings it covers.
    pub fn count(&self) -> usize {
        self.pages.values().flat_map(BTreeMap::values).map(|known| known.count).sum()
    }

    /// Divides what was found, which is in order of page, into what is new and what is known. Of several findings alike those
    /// are known that stand on a line that says what it said then.
    pub fn split(&self, docset: &DocSet, found: Vec<Diagnostic>) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        let mut is_known = Vec::with_capacity(found.len());
        for items in found.chunk_by(|a, b| a.page == b.page) {
            let member = items.first().and_then(|item| docset.get(item.page));
            let entries = member.and_then(|member| Some((member, self.pages.get(&self.page(docset, member))?)));
            let Some((member, entries)) = entries else {
                is_known.extend(items.iter().map(|_| false));
                continue;
            };
            let told: Vec<(Key, String)> =
                items.iter().map(|item| (key(item), line_hash(member, &item.finding))).collect();
            let told: Vec<Told<'_>> = told.iter().map(|(key, line)| (key, line.as_str())).collect();
            is_known.extend(Left::of(entries).take(&told));
        }
        let (mut new, mut known) = (Vec::new(), Vec::new());
        for (item, is_known) in found.into_iter().zip(is_known) {
            if is_known { known.push(item) } else { new.push(item) }
        }
        (new, known)
    }

    /// What is known here and found less often in `today`. `is_asked` says which pages and rules were looked at.
    pub fn stale(&self, today: &Self, is_asked: impl Fn(&str, &str) -> bool) -> Vec<Stale> {
        let mut stale = Vec::new();
        for (page, entries) in &self.pages {
            let mut left = Left::of(entries);
            left.take(&told(today.pages.get(page)));
            let gone = left.counts.iter().filter(|(key, left)| **left > 0 && is_asked(page, &key.rule));
            stale.extend(gone.map(|(key, left)| {
                let known = entries.get(*key).map_or(0, |known| known.count);
                Stale { page: page.clone(), key: (*key).clone(), known, found: known - left }
            }));
        }
        stale
    }

    /// This baseline brought up to what is found today: what is no longer found is dropped, what is found less often counts less.
    /// What is new comes in only where `with_new` is set. Pages and rules that were not looked at stay as they are.
    #[must_use]
    pub fn updated(&self, today: &Self, with_new: bool, is_asked: impl Fn(&str, &str) -> bool) -> Self {
        let mut updated = Self { folder: self.folder.clone(), pages: BTreeMap::new() };
        let none = BTreeMap::new();
        let pages: BTreeSet<&String> = self.pages.keys().chain(today.pages.keys()).collect();
        for page in pages {
            let entries = self.pages.get(page).unwrap_or(&none);
            let mut new: BTreeMap<Key, Known> = BTreeMap::new();
            for (key, known) in entries.iter().filter(|(key, _)| !is_asked(page, &key.rule)) {
                new.insert(key.clone(), known.clone());
            }
            let found = told(today.pages.get(page));
            let covered = Left::of(entries).take(&found);
            let kept = found
                .iter()
                .zip(covered)
                .filter(|((key, _), covered)| (with_new || *covered) && is_asked(page, &key.rule));
            for ((key, line), _) in kept {
                let known = new.entry((*key).clone()).or_default();
                known.count += 1;
                known.lines.push((*line).to_owned());
            }
            if !new.is_empty() {
                updated.pages.insert(page.clone(), new);
            }
        }
        updated
    }
}

/// The findings that entries were made of, each by itself.
fn told(entries: Option<&BTreeMap<Key, Known>>) -> Vec<Told<'_>> {
    let entries = entries.into_iter().flatten();
    entries.flat_map(|(key, known)| known.lines.iter().map(move |line| (key, line.as_str()))).collect()
}

/// Whether a rule of this id can be found at all. A rule that is gone finds nothing.
pub fn is_rule(id: &str) -> bool {
    RULES.iter().any(|rule| rule.id == id)
}

fn key(item: &Diagnostic) -> Key {
    let about = match &item.finding.fact {
        Some((kind, key)) => About::Fact(format!("{} {key}", kind.name())),
        None => About::Message(numberless(&item.finding.message)),
    };
    Key { rule: item.rule.id.to_owned(), about }
}

/// `message` with `#` for each run of digits.
fn numberless(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    for character in message.chars() {
        match character {
            '0'..='9' if out.ends_with('#') => {}
            '0'..='9' => out.push('#'),
            other => out.push(other),
        }
    }
    out
}

/// The first six digits of the SHA-1 of the finding's first line, white space at its ends aside.
fn line_hash(member: &Member, finding: &Finding) -> String {
    let source = &member.page.source;
    let line = source.lines().start_of(source.place(finding.span.start).line).unwrap_or(0) as usize;
    let rest = source.text.get(line..).unwrap_or("");
    let text = rest.get(..memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len())).unwrap_or("");
    let digest = Sha1::digest(text.trim().as_bytes());
    digest.iter().take(3).fold(String::with_capacity(6), |mut hex, byte| {
        for digit in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
        hex
    })
}

/// The way from `folder` to `path`, both absolute, with forward slashes.
fn way(folder: &Path, path: &Path) -> String {
    // `docs` and `../x/docs` are one folder.
    let parts = |path: &Path| {
        let mut parts: Vec<String> = Vec::new();
        for part in path.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => drop(parts.pop()),
                other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
            }
        }
        parts
    };
    let (folder, path) = (parts(folder), parts(path));
    let same = folder.iter().zip(&path).take_while(|(a, b)| a == b).count();
    let up = folder.iter().skip(same).map(|_| "..".to_owned());
    up.chain(path.iter().skip(same).cloned()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_do_not_matter() {
        assert_eq!(numberless("row has 14 cells, 3"), "row has # cells, #");
    }

    #[test]
    fn names_pages_from_its_folder() {
        assert_eq!(way(Path::new("/a/b"), Path::new("/a/b/c/d.md")), "c/d.md");
        assert_eq!(way(Path::new("/a/b"), Path::new("/a/x/d.md")), "../x/d.md");
        assert_eq!(way(Path::new("/a/b"), Path::new("/a/x/../b/./d.md")), "d.md");
    }

    fn one(page: &str, rule: &str, count: usize) -> Baseline {
        let key = Key { rule: rule.to_owned(), about: About::Message("m".to_owned()) };
        let lines = (0..count).map(|at| format!("{at:06x}")).collect();
        let pages = [(page.to_owned(), [(key, Known { count, lines })].into())].into();
        Baseline { folder: PathBuf::new(), pages }
    }

    #[test]
    fn an_update_takes_nothing_new() {
        let (old, today) = (one("a.md", "r", 3), one("a.md", "r", 2));
        let all = |_: &str, _: &str| true;
        assert_eq!(old.updated(&today, false, all), today);
        assert_eq!(today.updated(&old, false, all), today);
        assert_eq!(today.updated(&old, true, all), old);
        assert_eq!(old.updated(&one("b.md", "r", 1), false, all).pages.len(), 0);
        assert_eq!(old.updated(&Baseline::default(), false, |_, _| false), old, "not looked at");
        assert_eq!(old.stale(&today, all).len(), 1);
        assert_eq!(today.stale(&old, all), []);
    }
}
