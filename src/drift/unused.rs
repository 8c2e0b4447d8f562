//! The places of a list by what stands there, each given away once. Pure: without it, pairing two lists takes the product of
//! their lengths.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// Places that nobody has taken yet.
pub struct Unused<K> {
    places: HashMap<K, VecDeque<usize>>,
    taken: Vec<bool>,
    first: usize,
}

impl<K: Hash + Eq> Unused<K> {
    /// All of a list whose items have these keys.
    pub fn new(keys: impl Iterator<Item = K>) -> Self {
        let mut places: HashMap<K, VecDeque<usize>> = HashMap::new();
        let mut count = 0;
        for key in keys {
            places.entry(key).or_default().push_back(count);
            count += 1;
        }
        Self { places, taken: vec![false; count], first: 0 }
    }

    /// Takes the first place with this key.
    pub fn take(&mut self, key: &K) -> Option<usize> {
        let places = self.places.get_mut(key)?;
        let taken = &mut self.taken;
        while let Some(at) = places.pop_front() {
            if let Some(taken) = taken.get_mut(at).filter(|taken| !**taken) {
                *taken = true;
                return Some(at);
            }
        }
        None
    }

    /// Takes the first place of all.
    pub fn take_first(&mut self) -> Option<usize> {
        let at = self.taken.iter().skip(self.first).position(|taken| !taken)? + self.first;
        *self.taken.get_mut(at)? = true;
        self.first = at + 1;
        Some(at)
    }

    /// Whether a place is taken.
    pub fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_each_place_once() {
        let mut unused = Unused::new(["a", "b", "a"].into_iter());
        assert_eq!(unused.take_first(), Some(0));
        assert_eq!((unused.take(&"a"), unused.take(&"a"), unused.take(&"c")), (Some(2), None, None));
        assert!(unused.is_taken(2) && !unused.is_taken(1));
        assert_eq!((unused.take_first(), unused.take_first()), (Some(1), None));
    }
}
