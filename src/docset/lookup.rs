//! Forms to what they mean, compared as [`normalize`] leaves them. Knows no language and no file.

use super::words::{normal, normalize, trim};
use foldhash::HashMap;
use std::borrow::Cow;

/// Bytes a text may be longer than the longest form: marks, padding and `&nbsp;` that normalising drops.
const SLACK: usize = 48;

/// A table of forms, built once.
#[derive(Clone, Debug)]
pub struct Lookup<T> {
    forms: HashMap<Box<str>, T>,
    /// Forms as the data file writes them: pages mostly write them so, and normalising costs more than a look.
    written: HashMap<Box<str>, T>,
    /// How the forms begin and end: most texts that are none of them are told by that.
    ends: Ends,
    /// Bytes of the longest form: a whole paragraph is turned away before it is normalised.
    longest: usize,
}

impl<T> Default for Lookup<T> {
    fn default() -> Self {
        Self { forms: HashMap::default(), written: HashMap::default(), ends: Ends::default(), longest: 0 }
    }
}

impl<T: Clone + PartialEq> Lookup<T> {
    /// What `text` means, if it is one of the forms.
    pub fn get(&self, text: &str) -> Option<&T> {
        if self.forms.is_empty() || text.len() > self.longest + SLACK || !self.ends.may_be_written(text) {
            return None;
        }
        if let Some(written) = self.written.get(text) {
            return Some(written);
        }
        // Most texts that are no form are names: one word, whose normal form is told by its bytes.
        let mut room = [0; 32];
        match room.get_mut(..text.len()) {
            Some(lower) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                lower.copy_from_slice(text.as_bytes());
                lower.make_ascii_lowercase();
                std::str::from_utf8(lower).ok().and_then(|lower| self.forms.get(lower))
            }
            _ => {
                let text = trim(text);
                if self.ends.may_be(text) { self.forms.get(&*normal(text)) } else { None }
            }
        }
    }

    /// Whether some form may end with this byte, a letter.
    pub fn may_end_with(&self, byte: u8) -> bool {
        has(&self.ends.last, byte.to_ascii_lowercase())
    }

    /// [`Lookup::get`], or else the normal form of `text`, for whoever goes on with that.
    pub fn get_or_normal<'t>(&self, text: &'t str) -> Result<&T, Cow<'t, str>> {
        if let Some(written) = self.written.get(text) {
            return Ok(written);
        }
        let normal = normalize(text);
        let found = self.forms.get(&*normal).filter(|_| text.len() <= self.longest + SLACK);
        found.ok_or(normal)
    }

    /// Adds a form. Gives back what it means already, when that is something else.
    pub fn insert(&mut self, form: &str, value: T) -> Result<(), T> {
        let written = form;
        let form = normalize(form);
        if let Some(known) = self.forms.get(&*form) {
            return if *known == value { Ok(()) } else { Err(known.clone()) };
        }
        self.longest = self.longest.max(form.len());
        self.ends.add(&form);
        self.written.insert(written.into(), value.clone());
        self.forms.insert(form.into(), value);
        Ok(())
    }

    /// Adds the forms of `other` that mean nothing here yet.
    pub fn fall_back_to(&mut self, other: &Self) {
        for (form, value) in &other.forms {
            self.ends.add(form);
            self.forms.entry(form.clone()).or_insert_with(|| value.clone());
        }
        for (form, value) in &other.written {
            if self.forms.get(&*normalize(form)) == Some(value) {
                self.written.entry(form.clone()).or_insert_with(|| value.clone());
            }
        }
        self.longest = self.longest.max(other.longest);
    }

    /// Every form and what it means, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.forms.iter().map(|(form, value)| (&**form, value))
    }
}

/// A bit for each byte.
type Bytes = [u64; 4];

/// The bytes that normal forms begin and end with.
#[derive(Clone, Debug, Default)]
struct Ends {
    first: Bytes,
    last: Bytes,
}

impl Ends {
    fn add(&mut self, form: &str) {
        let bytes = form.as_bytes();
        for (set, byte) in [(&mut self.first, bytes.first()), (&mut self.last, bytes.last())] {
            if let Some(byte) = byte
                && let Some(bits) = set.get_mut(usize::from(byte >> 6))
            {
                *bits |= 1 << (byte & 63);
            }
        }
    }

    /// Whether a text as it stands on a page may be a form: what is dropped at its ends is no letter and no digit.
    fn may_be_written(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let may = |set: &Bytes, byte: Option<&u8>| {
            byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() || has(set, byte.to_ascii_lowercase()))
        };
        may(&self.first, bytes.first()) && may(&self.last, bytes.last())
    }

    /// The same of a text whose ends have been dropped.
    fn may_be(&self, text: &str) -> bool {
        let mut room = [0; 4];
        let first = text.chars().next().and_then(|c| c.to_lowercase().next());
        let is_first =
            first.is_none_or(|c| c.encode_utf8(&mut room).bytes().next().is_some_and(|byte| has(&self.first, byte)));
        let last = text.chars().next_back().and_then(|c| c.to_lowercase().last());
        is_first
            && last.is_none_or(|c| c.encode_utf8(&mut room).bytes().last().is_some_and(|byte| has(&self.last, byte)))
    }
}

fn has(set: &Bytes, byte: u8) -> bool {
    set.get(usize::from(byte >> 6)).is_some_and(|bits| bits >> (byte & 63) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_forms_come_before_those_fallen_back_to() {
        let mut own = Lookup::default();
        assert_eq!(own.insert("Gift.", 1), Ok(()));
        assert_eq!(own.insert("**gift**", 1), Ok(()));
        assert_eq!(own.insert("GIFT", 2), Err(1));
        let mut other = Lookup::default();
        assert_eq!(other.insert("gift", 2), Ok(()));
        assert_eq!(other.insert("present", 2), Ok(()));
        own.fall_back_to(&other);
        assert_eq!((own.get("Gift"), own.get("Present:"), own.get("")), (Some(&1), Some(&2), None));
        assert_eq!(own.get(&"gift ".repeat(100)), None);
    }

    #[test]
    fn ends_are_compared_as_normalising_leaves_them() {
        let mut forms = Lookup::default();
        for form in ["Größe", "Übung", "число", "R&D"] {
            assert_eq!(forms.insert(form, form.len()), Ok(()));
        }
        for text in
            ["*GRÖSSE*", "grÖße", "`übung`.", "&nbsp;ÜBUNG ", "ЧИСЛО:", "r&d <!-- x -->", "Größen", "bung", "исло"]
        {
            let slow = forms.forms.get(&*normalize(text));
            assert_eq!(forms.get(text), slow, "{text}");
        }
        assert!(forms.get("grÖße").is_some() && forms.get("ЧИСЛО:").is_some() && forms.get("**r&D**").is_some());
    }
}
