//! A mistake in the configuration: where it is, what is wrong and what to do.

use super::placed::Place;
use std::fmt;

/// One mistake.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Problem {
    /// The file, as messages show it.
    pub path: String,
    /// Where in the file; `None` when the file as a whole is meant.
    pub place: Option<Place>,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some(place) => write!(out, "{}:{}:{}: {}", self.path, place.line, place.column, self.message),
            None => write!(out, "{}: {}", self.path, self.message),
        }
    }
}

/// The mistakes of one file.
#[derive(Debug)]
pub struct Problems {
    path: String,
    list: Vec<Problem>,
}

impl Problems {
    /// None yet, of the file shown as `path`.
    pub fn of(path: String) -> Self {
        Self { path, list: Vec::new() }
    }

    /// Adds one at a place.
    pub fn at(&mut self, place: Place, message: impl Into<String>) {
        self.list.push(Problem { path: self.path.clone(), place: Some(place), message: message.into() });
    }

    /// Adds one of the whole file.
    pub fn whole(&mut self, message: impl Into<String>) {
        self.list.push(Problem { path: self.path.clone(), place: None, message: message.into() });
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// In order of place.
    pub fn into_list(mut self) -> Vec<Problem> {
        self.list.sort();
        self.list.dedup();
        self.list
    }
}

/// `; did you mean `x`?` where a known word is near, else `; ` and the list of them.
pub fn suggestion(name: &str, known: &[&str], what: &str) -> String {
    match crate::text::nearest::nearest(name, known.iter().copied()) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => format!("; {what} {}", listed(known)),
    }
}

/// `a, b and c`.
pub fn listed(words: &[&str]) -> String {
    match words {
        [] => "none".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
