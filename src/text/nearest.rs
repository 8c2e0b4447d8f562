//! Which of some names a mistyped one was meant to be. Must not know what the names stand for.

/// Names longer than this are compared by nothing but equality: the work grows with the product of the lengths.
const LONGEST: usize = 80;

/// Levenshtein distance in bytes; `None` when it is more than `limit`.
pub fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    if a.len().abs_diff(b.len()) > limit || a.len().max(b.len()) > LONGEST {
        return None;
    }
    let mut row = [0_u8; LONGEST + 1];
    for (slot, at) in row.iter_mut().zip(0..) {
        *slot = at;
    }
    for (i, x) in a.bytes().enumerate() {
        let mut before = i as u8;
        let mut left = before + 1;
        let mut least = left;
        for (slot, y) in row.iter_mut().skip(1).zip(b.bytes()) {
            let here = left.min(*slot).saturating_add(1).min(before + u8::from(x != y));
            before = *slot;
            *slot = here;
            left = here;
            least = least.min(here);
        }
        if usize::from(least) > limit {
            return None;
        }
        if let Some(first) = row.first_mut() {
            *first = i as u8 + 1;
        }
    }
    row.get(b.len()).map(|last| usize::from(*last)).filter(|distance| *distance <= limit)
}

/// The one of `known` that `name` is nearest to: equal but for case, or at most a quarter of its letters apart. The
/// first of equals; `None` when none is near.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut limit = name.len() / 4 + usize::from(name.len() > 1);
    let mut best = None;
    for other in known {
        if name.eq_ignore_ascii_case(other) {
            return Some(other);
        }
        if let Some(found) = distance(name, other, limit)
            && (best.is_none() || found < limit)
        {
            limit = found;
            best = Some(other);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_distance() {
        assert_eq!(distance("kitten", "sitting", 9), Some(3));
        assert_eq!(distance("kitten", "sitting", 2), None);
        assert_eq!(distance("", "ab", 2), Some(2));
        assert_eq!(distance(&"a".repeat(200), &"b".repeat(200), 500), None);
    }

    #[test]
    fn finds_the_nearest() {
        let known = ["isCollection", "isComposable", "name"];
        assert_eq!(nearest("isCollecton", known), Some("isCollection"));
        assert_eq!(nearest("NAME", known), Some("name"));
        assert_eq!(nearest("keywords", known), None);
    }
}
