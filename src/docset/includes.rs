//! Which page includes which, followed to the end. One walk over all includes, whatever their order.

use super::{DocSet, PageId, target};
use crate::text::Span;

/// The includes of a docset that lead to pages of it.
#[derive(Debug, Default)]
pub struct Includes {
    /// For every page, in order of id: the length of the longest chain of includes that starts there. A chain that
    /// leads back to itself counts up to where it does.
    pub depths: Vec<usize>,
    /// The includes that close a circle: the page, the place of the path, the page it leads back to.
    pub cycles: Vec<(PageId, Span, PageId)>,
    /// For every page, the include with the longest chain behind it.
    pub longest: Vec<Option<Span>>,
}

/// Where the walk stands on one page.
struct Step {
    page: usize,
    next: usize,
}

/// Follows every include of the docset.
pub fn follow(docset: &DocSet) -> Includes {
    let edges: Vec<Vec<(Span, PageId)>> = docset
        .members
        .iter()
        .map(|member| {
            let places = member.page.includes.iter().map(|include| include.path);
            places.filter_map(|path| Some((path, target::page_at(docset, member, member.page.slice(path))?))).collect()
        })
        .collect();
    let mut found = Includes { depths: vec![0; edges.len()], cycles: Vec::new(), longest: vec![None; edges.len()] };
    // 0: not seen, 1: on the way, 2: done.
    let mut state = vec![0_u8; edges.len()];
    let mut way: Vec<Step> = Vec::new();
    for start in 0..edges.len() {
        if state.get(start) != Some(&0) {
            continue;
        }
        enter(start, &mut state, &mut way);
        while let Some(step) = way.last_mut() {
            let page = step.page;
            let Some((span, to)) = edges.get(page).and_then(|list| list.get(step.next)).copied() else {
                way.pop();
                set(&mut state, page, 2);
                continue;
            };
            let child = to.0 as usize;
            match state.get(child) {
                Some(0) => {
                    enter(child, &mut state, &mut way);
                    // The edge is looked at again once the child is done.
                    continue;
                }
                Some(1) => found.cycles.push((PageId(page as u32), span, to)),
                _ => {
                    let depth = found.depths.get(child).copied().unwrap_or(0) + 1;
                    if found.depths.get(page).is_some_and(|known| depth > *known) {
                        set(&mut found.depths, page, depth);
                        set(&mut found.longest, page, Some(span));
                    }
                }
            }
            step.next += 1;
        }
    }
    found
}

fn enter(page: usize, state: &mut [u8], way: &mut Vec<Step>) {
    if let Some(slot) = state.get_mut(page) {
        *slot = 1;
    }
    way.push(Step { page, next: 0 });
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}
