//! Tab groups, from the headings and thematic breaks of a page.

use super::tab::{Tab, TabGroup};
use crate::text::Span;

/// Collects groups while headings and breaks go by.
#[derive(Default)]
pub struct TabReader {
    done: Vec<TabGroup>,
    open: Option<TabGroup>,
    /// The first heading, not a tab, since the last tab: where an unclosed group stops.
    heading: Option<Span>,
}

impl TabReader {
    /// A tab's heading.
    pub fn tab(&mut self, heading: Span, title: Span, id: Span) {
        if let (Some(stop), Some(_)) = (self.heading, &self.open) {
            self.close(stop.from(), None);
        }
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

    /// A thematic break: closes the open group. Headings within a tab are free.
    pub fn rule(&mut self, rule: Span) {
        self.close(rule.from(), Some(rule));
    }

    /// All groups; an open one stops at the heading that follows its last tab, or at byte `end`.
    pub fn finish(mut self, end: usize) -> Vec<TabGroup> {
        let stop = self.heading.map_or(end, Span::from);
        self.close(stop, None);
        self.done
    }

    fn close(&mut self, at: usize, rule: Option<Span>) {
        self.heading = None;
        let Some(mut group) = self.open.take() else { return };
        if let Some(last) = group.tabs.last_mut() {
            last.body = Span::new(last.heading.to(), at);
        }
        group.span = Span::new(group.span.from(), rule.map_or(at, Span::to));
        group.close = rule;
        self.done.push(group);
    }
}
