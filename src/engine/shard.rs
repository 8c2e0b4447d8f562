//! A part of a docset's pages, for builds on several machines. A page with all its locales and versions is in one part, which
//! its path alone decides, so that every machine comes to the same parts.

use crate::docset::{DocSet, PageId, sibling};
use sha1::{Digest, Sha1};
use std::str::FromStr;

/// Part `index` of `count`, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shard {
    /// Which.
    pub index: u32,
    /// Of how many.
    pub count: u32,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(index, count)| Some((number(index)?, number(count)?)));
        match numbers {
            Some((index, count)) if (1..=count).contains(&index) => Ok(Self { index, count }),
            _ => Err("write I/N, as 1/4: I from 1 to N".to_owned()),
        }
    }
}

/// Digits only: a sign or a space is a slip.
fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

impl Shard {
    /// Whether the pages of `group` are in this part.
    pub fn has(self, docset: &DocSet, group: &[PageId]) -> bool {
        let keys = group.iter().filter_map(|page| docset.get(*page)).map(|member| &member.key);
        let names = keys.flat_map(|key| sibling::keys(docset, key).into_iter().chain([key.to_string()]));
        // The smallest name that the page has in any version: all its versions come to the same.
        let name = names.map(|name| name.to_lowercase()).min();
        name.is_none_or(|name| self.has_name(&name))
    }

    /// Whether a page of this name is in this part.
    pub fn has_name(self, name: &str) -> bool {
        let digest = Sha1::digest(name.as_bytes());
        let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        number % u64::from(self.count) == u64::from(self.index - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_parts() {
        assert_eq!("2/3".parse(), Ok(Shard { index: 2, count: 3 }));
        for text in ["", "1", "0/3", "4/3", "1/0", "1/x", "+1/3", "1/ 3", "-1/3", "1/3/5", "99999999999/1"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }

    #[test]
    fn every_name_is_in_one_part() {
        for name in ["api/a.md", "api/é.md", ""] {
            for count in 1..8 {
                let parts = (1..=count).filter(|index| Shard { index: *index, count }.has_name(name));
                assert_eq!(parts.count(), 1, "{name} {count}");
            }
        }
    }
}
