//! Tab groups: headings whose only content is a link to `#tab/ID`, up to a thematic break.

use crate::text::Span;

/// One group.
#[derive(Clone, Debug)]
pub struct TabGroup {
    /// From the first tab's heading to the end of the closing `---`, or to where the group stops without one.
    pub span: Span,
    /// The tabs in order.
    pub tabs: Vec<Tab>,
    /// The closing `---`.
    pub close: Option<Span>,
}

/// One tab of a group.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Its heading.
    pub heading: Span,
    /// The title shown.
    pub title: Span,
    /// What follows `#tab/`: the id, and after a further slash the condition.
    pub id: Span,
    /// What follows the heading up to the next tab or the end of the group.
    pub body: Span,
}
