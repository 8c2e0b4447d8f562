//! Aligning two sequences. Pure: knows only whether two items are alike.
#![allow(clippy::indexing_slicing, reason = "the table is addressed by loop bounds that its size was made from")]

/// Pairs of indices, in order: both sides, or one side alone.
pub type Pairs = Vec<(Option<usize>, Option<usize>)>;

/// The largest table of scores. Of longer sequences only items near the same place are compared: so many that the table is
/// no larger.
const CELLS: usize = 1 << 20;

/// Pairs the items of two sequences so that the sum of `score` over the pairs is largest. A score of 0 forbids a pair.
pub fn align(left: usize, right: usize, score: impl Fn(usize, usize) -> u32) -> Pairs {
    let mut front = 0;
    // Equal beginnings need no table.
    while front < left && front < right && score(front, front) >= SURE {
        front += 1;
    }
    let mut pairs: Pairs = (0..front).map(|at| (Some(at), Some(at))).collect();
    let (rows, columns) = (left - front, right - front);
    if rows.saturating_mul(columns) > CELLS {
        banded(
            rows,
            columns,
            |row, column| score(front + row, front + column),
            |row, column| {
                pairs.push((row.map(|at: usize| front + at), column.map(|at: usize| front + at)));
            },
        );
        return pairs;
    }
    if rows == 0 || columns == 0 {
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

/// [`align`] for sequences that are too long for it.
fn banded(
    rows: usize,
    columns: usize,
    score: impl Fn(usize, usize) -> u32,
    mut pair: impl FnMut(Option<usize>, Option<usize>),
) {
    let width = (CELLS / rows).clamp(1, columns);
    // Where the columns begin that are compared with a row: as far from the end as the row is, in proportion.
    let first = |row: usize| (row.saturating_mul(columns) / rows).saturating_sub(width / 2).min(columns - width);
    let mut best = vec![0_u32; rows * width];
    let at = |best: &[u32], row: usize, column: usize| {
        let place = column.saturating_sub(first(row));
        if row < rows && place < width { best[row * width + place] } else { 0 }
    };
    for row in (0..rows).rev() {
        for column in (first(row)..first(row) + width).rev() {
            let skip = at(&best, row + 1, column).max(at(&best, row, column + 1));
            let here = score(row, column);
            let both = if here > 0 { here + at(&best, row + 1, column + 1) } else { 0 };
            best[row * width + column - first(row)] = skip.max(both);
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if column < first(row) {
            pair(None, Some(column));
            column += 1;
            continue;
        }
        let is_near = column < first(row) + width;
        let here = if is_near { score(row, column) } else { 0 };
        if here > 0 && at(&best, row, column) == here + at(&best, row + 1, column + 1) {
            pair(Some(row), Some(column));
            row += 1;
            column += 1;
        } else if !is_near || at(&best, row + 1, column) >= at(&best, row, column + 1) {
            pair(Some(row), None);
            row += 1;
        } else {
            pair(None, Some(column));
            column += 1;
        }
    }
    (row..rows).for_each(|row| pair(Some(row), None));
    (column..columns).for_each(|column| pair(None, Some(column)));
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

    #[test]
    fn finds_it_in_long_sequences_too() {
        let long: Vec<usize> = (0..20_000).collect();
        // One was lost, two were added elsewhere.
        let mut other = long.clone();
        other.remove(7);
        other.splice(9_000..9_000, [90_000, 90_001]);
        let pairs = align(long.len(), other.len(), |i, j| if long[i] == other[j] { SURE } else { 0 });
        assert!(pairs.contains(&(Some(7), None)) && pairs.contains(&(None, Some(9_000))));
        let equal = |(i, j): &(Option<usize>, Option<usize>)| i.zip(*j).is_some_and(|(i, j)| long[i] == other[j]);
        assert_eq!(pairs.iter().filter(|pair| equal(pair)).count(), 19_999);
        assert_eq!(align(5_000, 1, |_, _| SURE).len(), 5_000);
        assert_eq!(align(1 << 21, 1, |i, _| u32::from(i == 3)).len(), 1 << 21);
    }
}
