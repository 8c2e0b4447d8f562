//! Blocks of prose: paragraphs and alerts.

use crate::text::Span;

/// A paragraph, or the text of a tight list item.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its lines.
    pub span: Span,
    /// Whether it lies in a list item.
    pub in_list: bool,
    /// Whether it lies in a block quote or an alert.
    pub in_quote: bool,
}

/// `> [!NOTE]`, `> [!IMPORTANT]`…
#[derive(Clone, Debug)]
pub struct Alert {
    /// The whole quote.
    pub span: Span,
    /// `NOTE`, `TIP`, `IMPORTANT`, `WARNING`, `CAUTION`.
    pub kind: &'static str,
}
