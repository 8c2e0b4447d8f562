//! Tab groups, from the headings and thematic breaks of a page.

use super::tab::{Tab, TabGroup};
use crate::text::Span;

/// How many tabs of a group are looked at for an id that stands there already; real groups have 12 at most.
const LOOKED_AT: usize = 32;

/// Collects groups while headings and breaks go by.
#[derive(Default)]
pub struct TabReader {
    done: Vec<TabGroup>,
    open: Option<TabGroup>,
    /// The first heading, not a tab, since the last tab: where an unclosed group stops.
    heading: Option<Span>,
}

impl TabReader {
    /// A tab's heading. Other headings are content of a tab, as for the platform; only below one, a tab that the open group has
    /// already shows that the group should have ended there.
    pub fn tab(&mut self, text: &str, heading: Span, title: Span, id: Span) {
        if let (Some(stop), Some(group)) = (self.heading, &self.open)
            && group.tabs.iter().take(LOOKED_AT).any(|tab| is_same(text, tab.id, id))
        {
            self.close(text, stop.from(), None);
        }
        self.heading = None;
        let group = self.open.get_or_insert_with(|| TabGroup { span: heading, tabs: Vec::new(), close: None });
        if let Some(last) = group.tabs.last_mut() {
            last.body = Span::new(last.heading.to(), heading.from());
        }
        group.tabs.push(Tab { heading, title, id, body: Span::at(heading.to()) });
    }

    /// Any other heading.
    pub fn heading(&mut self, heading: Span) {
        if self.open.is_some() && self.heading.is_none() {
            self.heading = Some(heading);
        }
    }

    /// A thematic break: closes the open group.
    pub fn rule(&mut self, text: &str, rule: Span) {
        self.close(text, rule.from(), Some(rule));
    }

    /// All groups; an open one stops at the heading that follows its last tab, or at the end.
    pub fn finish(mut self, text: &str) -> Vec<TabGroup> {
        let stop = self.heading.map_or(text.len(), Span::from);
        self.close(text, stop, None);
        self.done
    }

    fn close(&mut self, text: &str, at: usize, rule: Option<Span>) {
        self.heading = None;
        let Some(mut group) = self.open.take() else { return };
        if let Some(last) = group.tabs.last_mut() {
            last.body = Span::new(last.heading.to(), at);
        }
        group.span = Span::new(group.span.from(), rule.map_or(at, Span::to));
        group.close = rule;
        if rule.is_some() {
            self.done.push(group);
        } else {
            self.done.extend(parted(text, group));
        }
    }
}

/// A group that nothing closes, parted where it comes round to its first tab again: there it should have ended. Right below each
/// other, the two are one tab given twice.
fn parted(text: &str, group: TabGroup) -> Vec<TabGroup> {
    let mut parts: Vec<TabGroup> = Vec::with_capacity(1);
    for tab in group.tabs {
        let begins_anew = parts.last().is_none_or(|part| {
            let comes_round = part.tabs.first().is_some_and(|first| is_same(text, first.id, tab.id));
            comes_round && part.tabs.last().is_some_and(|last| !last.body.trimmed(text).is_empty())
        });
        if begins_anew {
            parts.push(TabGroup { span: tab.heading, tabs: Vec::new(), close: None });
        }
        if let Some(part) = parts.last_mut() {
            part.span.end = tab.body.end;
            part.tabs.push(tab);
        }
    }
    parts
}

fn is_same(text: &str, a: Span, b: Span) -> bool {
    a.of(text).eq_ignore_ascii_case(b.of(text))
}
