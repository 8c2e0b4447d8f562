//! Floor 1: bytes, spans, lines and edits of one text. Knows nothing of Markdown.

pub mod edit;
pub mod line;
pub mod lines;
pub mod nearest;
pub mod script;
pub mod shared;
pub mod source;
pub mod span;

pub use edit::Edit;
pub use line::Line;
pub use lines::{LineIndex, Lines, Place};
pub use shared::Text;
pub use source::Source;
pub use span::Span;
