//! Where the samples of each request of a page belong: in a group of tabs that is there, in a new one, or nowhere that
//! can be told. Must not know languages.

use super::container::Container;
use super::examples::Example;
use super::tab_order::is_of_request;
use crate::page::Page;
use crate::page::model::within;
use crate::page::section::Section;
use crate::page::tab::TabGroup;
use crate::text::Span;

/// Where the tabs of a request belong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Site {
    /// It has none: they go around its block.
    Bare,
    /// Index in [`Page::tabs`] of its group.
    Group(usize),
    /// Why nobody can tell.
    Unclear(&'static str),
}

/// The site of each example.
pub fn sites(page: &Page, examples: &[Example]) -> Vec<Site> {
    let blocks: Vec<Span> = examples.iter().map(|example| block(page, example)).collect();
    blocks.iter().zip(examples).map(|(block, example)| site(page, *block, example, &blocks)).collect()
}

/// The block of an example.
pub fn block(page: &Page, example: &Example) -> Span {
    page.code.get(example.code).map_or_else(Span::default, |code| code.span)
}

fn site(page: &Page, block: Span, example: &Example, blocks: &[Span]) -> Site {
    let Some(code) = page.code.get(example.code) else { return Site::Unclear("its block is not there") };
    let Some(note) = page.annotations.get(example.annotation) else { return Site::Unclear("it has no annotation") };
    if let Some(at) = group_at(page, block) {
        let Some(group) = page.tabs.get(at) else { return Site::Bare };
        return match in_group(page, group, block, blocks) {
            None => Site::Group(at),
            Some(why) => Site::Unclear(why),
        };
    }
    if !code.fenced || !code.closed {
        return Site::Unclear("its block has no fence, or one that is never closed");
    }
    match (Container::at(&page.source, note.span.from()), Container::at(&page.source, block.from())) {
        (Some(above), Some(own)) if above.lead == own.lead && !own.has_mark => Site::Bare,
        (Some(_), Some(_)) => {
            Site::Unclear("its annotation stands outside of the list or the quote that its block is in")
        }
        _ => Site::Unclear("text stands before its annotation or its block on the same line"),
    }
}

/// The group of tabs that a block begins in.
fn group_at(page: &Page, block: Span) -> Option<usize> {
    let at = page.tabs.partition_point(|group| group.span.end <= block.start);
    page.tabs.get(at).is_some_and(|group| group.span.holds(block.start)).then_some(at)
}

/// Why a group that holds a block cannot take its tabs; nothing where it can.
fn in_group(page: &Page, group: &TabGroup, block: Span, blocks: &[Span]) -> Option<&'static str> {
    let first = group.tabs.first()?;
    if !is_of_request(page, group) || !first.body.holds(block.start) {
        return Some("it stands in a group of tabs whose first tab is not its own HTTP tab");
    }
    if within(blocks, group.span, |block| *block).len() > 1 {
        return Some("its tab holds another request too");
    }
    why_unclear(page, group)
}

/// Why nobody can tell where the tabs of a group begin and end; nothing where it is plain.
pub fn why_unclear(page: &Page, group: &TabGroup) -> Option<&'static str> {
    const UNCLOSED: &str = "its group of tabs is never closed; write a line --- where the last tab ends";
    // A single `-` below a line of text closes the group too, but only as long as the text stands there.
    let Some(close) = group.close.filter(|close| close.trimmed(&page.source.text).len() >= 3) else {
        return Some(UNCLOSED);
    };
    // Behind a heading of the page a tab begins another group.
    let headings = within(&page.sections, group.span, Section::heading);
    if headings.iter().any(|section| section.level > 0 && !section.is_tab) {
        return Some("a heading stands within its group of tabs, so where the group ends cannot be told");
    }
    let mut leads =
        group.tabs.iter().map(|tab| Container::at(&page.source, tab.heading.trimmed(&page.source.text).from()));
    let Some(Some(first)) = leads.next() else { return Some("text stands before the heading of its tab") };
    let same = |other: Option<Container>| other.is_some_and(|other| other.lead == first.lead && !other.has_mark);
    let close = Container::at(&page.source, close.from());
    if !leads.all(same) || !same(close) {
        return Some("the tabs of its group do not stand in one list or quote");
    }
    None
}
