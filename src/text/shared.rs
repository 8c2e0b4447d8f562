//! The text of one file. Texts that are read together lie in one block of memory: a block for each would be a tenth larger than its
//! text, because allocators have blocks of a few sizes only. Must not know where texts come from.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A text that never changes. A copy shares the memory.
#[derive(Clone, Default)]
pub struct Text {
    all: Arc<str>,
    start: u32,
    end: u32,
}

impl Text {
    /// The bytes `part` of `all`; empty where they are no text of their own, or lie beyond 4 GiB.
    pub fn part(all: &Arc<str>, part: Range<usize>) -> Self {
        let (start, end) = (u32::try_from(part.start), u32::try_from(part.end));
        match (start, end, all.get(part)) {
            (Ok(start), Ok(end), Some(_)) => Self { all: Arc::clone(all), start, end },
            _ => Self::default(),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.all.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        let all: Arc<str> = text.into();
        Self::part(&all, 0..text.len())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl<T: AsRef<str> + ?Sized> PartialEq<T> for Text {
    fn eq(&self, other: &T) -> bool {
        **self == *other.as_ref()
    }
}

impl Eq for Text {}

impl PartialEq<Text> for String {
    fn eq(&self, other: &Text) -> bool {
        *self == **other
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, out)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_text_of_its_own() {
        let all: Arc<str> = "añb".into();
        assert_eq!(Text::part(&all, 1..3), "ñ");
        assert_eq!(Text::part(&all, 0..4).clone(), Text::from("añb"));
        for odd in [2..3, 3..9, 4..4] {
            assert_eq!(Text::part(&all, odd), "");
        }
    }
}
