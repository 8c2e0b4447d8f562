//! Aligning two sequences. Pure: knows only whether two items are alike.
#![allow(clippy::indexing_slicing, reason = "the table is addressed by loop bounds that its size was made from")]

/// Pairs of indices, in order: both sides, or one side alone.
pub type Pairs = Vec<(Option<usize>, Option<usize>)>;

/// The largest table of scores; longer sequences are paired by position.
const CELLS: usize = 1 << 22;

/// Pairs the items of two sequences so that the sum of `score` over the pairs is largest. A score of 0 forbids a pair.
pub fn align(left: usize, right: usize, score: impl Fn(usize, usize) -> u32) -> Pairs {
    let mut front = 0;
    // Equal beginnings need no table.
    while front < left && front < right && score(front, front) >= SURE {
        front += 1;
    }
    let mut pairs: Pairs = (0..front).map(|at| (Some(at), Some(at))).collect();
    let (rows, columns) = (left - front, right - front);
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > CELLS {
        for at in front..left.max(right) {
            pairs.push(((at < left).then_some(at), (at < right).then_some(at)));
        }
        return pairs;
    }
    let width = columns + 1;
    let mut best = vec![0_u32; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let skip = best[(row + 1) * width + column].max(best[row * width + column + 1]);
            let here = score(front + row, front + column);
            let pair = if here > 0 { here + best[(row + 1) * width + column + 1] } else { 0 };
            best[row * width + column] = skip.max(pair);
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let here = score(front + row, front + column);
        if here > 0 && best[row * width + column] == here + best[(row + 1) * width + column + 1] {
            pairs.push((Some(front + row), Some(front + column)));
            row += 1;
            column += 1;
        } else if best[(row + 1) * width + column] >= best[row * width + column + 1] {
            pairs.push((Some(front + row), None));
            row += 1;
        } else {
            pairs.push((None, Some(front + column)));
            column += 1;
        }
    }
    pairs.extend((row..rows).map(|at| (Some(front + at), None)));
    pairs.extend((column..columns).map(|at| (None, Some(front + at))));
    pairs
}

/// A score that leaves no doubt.
pub const SURE: u32 = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_inserted_and_lost() {
        let (a, b) = (["x", "y", "z"], ["x", "q", "z", "w"]);
        let pairs = align(3, 4, |i, j| if a[i] == b[j] { SURE } else { 0 });
        assert!(pairs.contains(&(Some(0), Some(0))) && pairs.contains(&(Some(2), Some(2))));
        assert!(pairs.contains(&(Some(1), None)) && pairs.contains(&(None, Some(3))));
        assert_eq!(align(0, 2, |_, _| SURE), [(None, Some(0)), (None, Some(1))]);
    }
}
