//! Which findings of a page are those that a baseline knows. The fact decides, and among findings of one rule the line: keys of
//! facts that are named by their order move when one comes in before them. Must not know where findings come from.

use super::baseline::{Key, Known};
use std::collections::{BTreeMap, HashMap};

/// What a finding is told by: its key, and the hash of its line.
pub(super) type Told<'a> = (&'a Key, &'a str);

/// What is known of one page, as it is found again.
pub(super) struct Left<'a> {
    /// How often each is known and was not found yet.
    pub counts: BTreeMap<&'a Key, usize>,
    /// The same by line.
    lines: HashMap<(&'a Key, &'a str), usize>,
    /// The keys of each rule that are known on a line, in order.
    of_line: HashMap<(&'a str, &'a str), Vec<&'a Key>>,
}

impl<'a> Left<'a> {
    /// All that is known.
    pub fn of(entries: &'a BTreeMap<Key, Known>) -> Self {
        let mut left = Self { counts: BTreeMap::new(), lines: HashMap::new(), of_line: HashMap::new() };
        for (key, known) in entries {
            left.counts.insert(key, known.count);
            for line in &known.lines {
                *left.lines.entry((key, line)).or_default() += 1;
                let keys = left.of_line.entry((&key.rule, line)).or_default();
                if keys.last() != Some(&key) {
                    keys.push(key);
                }
            }
        }
        left
    }

    /// Which of `found`, in order of place, are known. Those that stand on a line that says what it said come first, then those
    /// whose line was edited.
    pub fn take(&mut self, found: &[Told<'a>]) -> Vec<bool> {
        let mut covered: Vec<bool> = found.iter().map(|(key, line)| self.take_line(key, line)).collect();
        let mut again = |take: fn(&mut Self, &Told<'a>) -> bool| {
            for (told, covered) in found.iter().zip(&mut covered).filter(|(_, covered)| !**covered) {
                *covered = take(self, told);
            }
        };
        again(|left, (key, line)| {
            let keys = left.of_line.get(&(key.rule.as_str(), *line)).cloned().unwrap_or_default();
            keys.into_iter().any(|other| left.take_line(other, line))
        });
        again(|left, (key, _)| left.take_one(key));
        covered
    }

    fn take_line(&mut self, key: &'a Key, line: &'a str) -> bool {
        let has_line = self.lines.get(&(key, line)).is_some_and(|count| *count > 0);
        let is_taken = has_line && self.take_one(key);
        if is_taken && let Some(count) = self.lines.get_mut(&(key, line)) {
            *count -= 1;
        }
        is_taken
    }

    fn take_one(&mut self, key: &'a Key) -> bool {
        let count = self.counts.get_mut(key).filter(|count| **count > 0);
        count.map(|count| *count -= 1).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::baseline::About;

    fn key(name: &str) -> Key {
        Key { rule: "r".to_owned(), about: About::Fact(name.to_owned()) }
    }

    /// What is known as `key:count:lines`, what is found as `key:line`.
    fn take(known: &str, found: &str) -> Vec<bool> {
        let mut entries = BTreeMap::new();
        for entry in known.split_whitespace() {
            let parts: Vec<&str> = entry.split(':').collect();
            let lines = parts[2].chars().map(String::from).collect();
            entries.insert(key(parts[0]), Known { count: parts[1].parse().unwrap(), lines });
        }
        let found: Vec<(Key, &str)> = found
            .split_whitespace()
            .map(|one| one.split_once(':').unwrap())
            .map(|(name, line)| (key(name), line))
            .collect();
        let told: Vec<Told<'_>> = found.iter().map(|(key, line)| (key, *line)).collect();
        Left::of(&entries).take(&told)
    }

    #[test]
    fn the_old_ones_are_known_wherever_the_new_one_stands() {
        assert_eq!(take("k:2:ab", "k:x k:a k:b"), [false, true, true]);
        assert_eq!(take("k:2:ab", "k:a k:x k:b"), [true, false, true]);
        assert_eq!(take("k:2:ab", "k:a k:y k:z"), [true, true, false], "one line was edited");
        assert_eq!(take("k:1:a", "k:a k:a"), [true, false]);
        assert_eq!(take("k:2:", "k:a k:b k:c"), [true, true, false], "without lines the first");
        assert_eq!(take("k:3:a", "k:a"), [true]);
        assert_eq!(take("k:1:ab", "k:a k:b"), [true, false], "the count decides");
    }

    #[test]
    fn facts_that_are_counted_may_move() {
        assert_eq!(take("t/1:1:a t/2:1:b", "t/1:x t/2:a t/3:b"), [false, true, true]);
        assert_eq!(take("t/1:1:a t/2:1:b", "t/1:a t/2:x t/3:b"), [true, false, true]);
        assert_eq!(take("t/1:1:a t/2:1:b", "t/1:b"), [true], "the first is mended");
        assert_eq!(take("t/1:1:a t/2:1:a", "t/1:a t/2:a t/3:a"), [true, true, false]);
    }
}
