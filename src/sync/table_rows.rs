//! Which row and which column of a table is which of another text of the source. Must not know translations.

use super::likeness::folded;
use crate::drift::sequence::{self, SURE};
use crate::drift::unused::Unused;
use crate::fact::plain::plain;
use crate::page::Page;
use crate::page::table::{Row, Table};
use std::collections::HashMap;

/// For each row of `current`, the row of `base` that it is.
pub fn rows(base: (&Page, &Table), current: (&Page, &Table)) -> Vec<Option<usize>> {
    let cells = |(page, table): (&Page, &Table)| -> Vec<Vec<String>> {
        let cells = |row: &Row| row.cells.iter().map(|cell| folded(page.slice(*cell))).collect();
        table.rows.iter().map(cells).collect()
    };
    let (left, right) = (cells(base), cells(current));
    let name = |row: &Vec<String>| row.first().map(|cell| plain(cell).to_lowercase()).filter(|name| !name.is_empty());
    let names: Vec<_> = left.iter().map(name).collect();
    let other_names: Vec<_> = right.iter().map(name).collect();
    let same_name = |i: usize, j: usize| {
        let (a, b) = (names.get(i).and_then(Option::as_ref), other_names.get(j).and_then(Option::as_ref));
        a.is_some() && a == b
    };
    let score = |i: usize, j: usize| {
        let (Some(a), Some(b)) = (left.get(i), right.get(j)) else { return 0 };
        if a == b {
            return SURE + 4;
        }
        if same_name(i, j) {
            return SURE;
        }
        // Another name, the same words.
        let rest = a.iter().skip(1).zip(b.iter().skip(1));
        let same = rest.filter(|(a, b)| a == b && a.contains(' ')).count();
        if same > 0 { 4 + same as u32 } else { 0 }
    };
    let mut found: Vec<Option<usize>> = vec![None; right.len()];
    let mut taken = vec![false; left.len()];
    let take = |found: &mut Vec<Option<usize>>, taken: &mut Vec<bool>, i: usize, j: usize| {
        if let (Some(slot @ None), Some(taken @ false)) = (found.get_mut(j), taken.get_mut(i)) {
            (*slot, *taken) = (Some(i), true);
        }
    };
    for pair in sequence::align(left.len(), right.len(), score) {
        if let (Some(i), Some(j)) = pair
            && score(i, j) > 0
        {
            take(&mut found, &mut taken, i, j);
        }
    }
    // Rows that were moved.
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, name) in names.iter().enumerate().rev() {
        by_name.entry(name.as_deref().unwrap_or("")).or_default().push(i);
    }
    for (j, name) in other_names.iter().enumerate() {
        let list = name.as_deref().and_then(|name| by_name.get_mut(name));
        if let (Some(list), Some(None)) = (list, found.get(j)) {
            while let Some(i) = list.pop() {
                if taken.get(i) == Some(&false) {
                    take(&mut found, &mut taken, i, j);
                    break;
                }
            }
        }
    }
    found
}

/// For each column of `current`, the column of `base` that it is: by its header, else by its place where both are as wide.
pub fn columns(base: (&Page, &Table), current: (&Page, &Table)) -> Vec<Option<usize>> {
    let cells = |(page, table): (&Page, &Table)| -> Vec<String> {
        table.header.cells.iter().map(|cell| folded(page.slice(*cell)).to_lowercase()).collect()
    };
    let (left, right) = (cells(base), cells(current));
    let mut others = Unused::new(left.iter());
    let mut found: Vec<Option<usize>> = right.iter().map(|header| others.take(&header)).collect();
    if left.len() == right.len() {
        for (at, slot) in found.iter_mut().enumerate().filter(|(at, _)| !others.is_taken(*at)) {
            *slot = slot.or(Some(at));
        }
    }
    found
}
