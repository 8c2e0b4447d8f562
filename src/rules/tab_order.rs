//! The tabs of a group stand in the order that most groups have.
//!
//! ## Why
//!
//! Readers find their language by its place. Where one page has another order they pick the wrong tab.
//!
//! What counts is which of two tabs stands first in most groups of the docset; the finding names the order that follows from it. `isogloss snippets` brings the tabs of its
//! languages into their order.
//!
//! ## Bad
//!
//! ```md en-US/a.md
//! # [HTTP](#tab/http)
//! One.
//! # [C#](#tab/csharp)
//! Two.
//! # [Go](#tab/go)
//! Three.
//! ---
//!
//! # [HTTP](#tab/http)
//! One.
//! # [C#](#tab/csharp)
//! Two.
//! # [Go](#tab/go)
//! Three.
//! ---
//!
//! # [HTTP](#tab/http)
//! One.
//! # [Go](#tab/go)
//! Three.
//! # [C#](#tab/csharp)
//! Two.
//! ---
//! ```
//!
//! ## Good
//!
//! ```md en-US/a.md
//! # [HTTP](#tab/http)
//! One.
//! # [C#](#tab/csharp)
//! Two.
//! # [Go](#tab/go)
//! Three.
//! ---
//! ```

use crate::docset::PageId;
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::tab::Tab;
use crate::rule::{Check, DocSetContext, Findings, Rule, Severity};
use crate::snippet::tab_order::{TabOrder, is_of_request};

/// The rule.
pub static RULE: Rule = Rule {
    id: "tab-order",
    severity: Severity::Info,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("tab_order.rs"),
    checks: &[Check::DocSet(check)],
};

/// The most tabs of one group that are put in order; real groups have 12 at most.
const MOST_TABS: usize = 32;

fn check(context: &DocSetContext<'_>, out: &mut Findings) {
    let order = TabOrder::of(context.docset);
    for (at, member) in context.docset.members.iter().enumerate().filter(|(_, member)| member.wanted) {
        let page = &member.page;
        for group in page.tabs.iter().filter(|group| is_of_request(page, group)) {
            let Some(tabs) = group.tabs.get(1..) else { continue };
            let is_wrong = |(first, second): (&Tab, &Tab)| {
                let (before, after) = (page.slice(first.id), page.slice(second.id));
                order.count(after, before) > order.count(before, after)
            };
            if tabs.len() <= MOST_TABS && tabs.iter().zip(tabs.iter().skip(1)).any(is_wrong) {
                report(page, &order, tabs, PageId(at as u32), out);
            }
        }
    }
}

/// Reports the tabs of a group that are in another order: where one tab alone is out of place, that one.
fn report(page: &Page, order: &TabOrder, tabs: &[Tab], id: PageId, out: &mut Findings) {
    let right = ordered(page, order, tabs);
    let pairs = || tabs.iter().zip(&right);
    let Some(place) = pairs().position(|(here, right)| here.id != right.id) else { return };
    let (Some(here), Some(first)) = (tabs.get(place), right.get(place)) else { return };
    // Either the tab that belongs here stands further down, or the one that stands here belongs further down.
    let without = |left_out: &Tab| {
        let rest = |list: &[&Tab]| list.iter().map(|tab| tab.id).filter(|id| *id != left_out.id).collect::<Vec<_>>();
        rest(&tabs.iter().collect::<Vec<_>>()) == rest(&right)
    };
    let behind = right.iter().skip_while(|tab| tab.id != here.id);
    let before_here = right.iter().take_while(|tab| tab.id != here.id).last();
    let (tab, other, side) = match before_here {
        Some(last) if !without(first) && without(here) => (here, *last, "after"),
        _ => (*first, behind.copied().next().unwrap_or(here), "before"),
    };
    let (name, other_name) = (page.slice(tab.id), page.slice(other.id));
    let count = |one: &str, two: &str| if side == "before" { order.count(one, two) } else { order.count(two, one) };
    let (most, all) = (count(name, other_name), count(name, other_name) + count(other_name, name));
    let names =
        |list: &mut dyn Iterator<Item = &Tab>| list.map(|tab| page.slice(tab.id)).collect::<Vec<_>>().join(", ");
    let wanted = names(&mut right.iter().copied());
    out.report_on(id, tab.id, format!("the tab {name} stands {side} {other_name} in most groups ({most} of {all})"))
        .found(names(&mut tabs.iter()))
        .expected(&*wanted)
        .fact(FactKind::Tab, name)
        .because(other.id, format!("it belongs {side} this tab"))
        .help(format!(
            "the order of most groups is {wanted}; `isogloss snippets` restores it for the languages it writes"
        ));
}

/// The tabs as most groups have them: each before those of the group that it mostly stands before, equals as they are.
fn ordered<'t>(page: &Page, order: &TabOrder, tabs: &'t [Tab]) -> Vec<&'t Tab> {
    let stands_before = |tab: &Tab, other: &&Tab| {
        let (tab, other) = (page.slice(tab.id), page.slice(other.id));
        order.count(tab, other) > order.count(other, tab)
    };
    let mut ranked: Vec<(usize, &Tab)> =
        tabs.iter().map(|tab| (tabs.iter().filter(|other| stands_before(tab, other)).count(), tab)).collect();
    ranked.sort_by_key(|(wins, _)| std::cmp::Reverse(*wins));
    ranked.into_iter().map(|(_, tab)| tab).collect()
}
