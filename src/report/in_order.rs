//! Long lists of a report: their members are made and written as JSON in parallel, some at a time, and go out in order. So a report
//! of many findings is neither the work of one thread nor in memory as a whole. Must not know formats.

use rayon::prelude::*;
use serde::ser::{Error, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

/// So many members are in memory at once: some hundred kilobytes of a report, and work enough for every thread.
const AT_ONCE: usize = 256;

/// A list of what `make` makes of `items`; what it makes nothing of is left out.
pub struct InOrder<'a, T, F> {
    /// What the members are made of.
    pub items: &'a [T],
    /// Makes a member.
    pub make: F,
}

impl<T, F, V> Serialize for InOrder<'_, T, F>
where
    T: Copy + Sync,
    F: Fn(T) -> Option<V> + Sync,
    V: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for some in self.items.chunks(AT_ONCE) {
            let text = |item: &T| (self.make)(*item).map(|member| to_raw_value(&member)).transpose();
            let texts: Vec<Option<Box<RawValue>>> =
                some.par_iter().with_min_len(16).map(text).collect::<Result<_, _>>().map_err(S::Error::custom)?;
            for text in texts.iter().flatten() {
                list.serialize_element(text)?;
            }
        }
        list.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stand_in_order() {
        let items: Vec<usize> = (0..3 * AT_ONCE + 7).collect();
        let odd = |item: usize| (item % 2 == 1).then_some(item);
        let expected: Vec<usize> = items.iter().copied().filter_map(odd).collect();
        let text = serde_json::to_string(&InOrder { items: &items, make: odd }).unwrap();
        assert_eq!(serde_json::from_str::<Vec<usize>>(&text).unwrap(), expected);
        assert_eq!(text, serde_json::to_string(&expected).unwrap());
    }
}
