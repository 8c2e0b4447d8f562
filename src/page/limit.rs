//! The limits of hostile input (`docs/architecture.md`). Meeting one is recorded, never a crash.

use crate::text::Span;

/// The largest page read, in bytes. The largest real page seen has 1.3 MB.
pub const PAGE_BYTES: usize = 4 << 20;
/// The deepest container nesting parsed: deeper pages with lazy lines are quadratic in the parser. Real pages reach 6.
pub const CONTAINER_DEPTH: usize = 64;
/// The largest front matter read, in bytes. Real ones reach 2,051.
pub const FRONT_MATTER_BYTES: usize = 64 << 10;
/// The deepest JSON read.
pub const JSON_DEPTH: usize = 128;
/// The longest chain of includes followed.
pub const INCLUDE_DEPTH: usize = 16;

/// Which limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// [`PAGE_BYTES`]; nothing of the page was read.
    PageBytes,
    /// [`CONTAINER_DEPTH`]; nothing of the page but its front matter was read.
    ContainerDepth,
    /// [`FRONT_MATTER_BYTES`]; the front matter was not read.
    FrontMatterBytes,
    /// [`JSON_DEPTH`]; the document was read up to there.
    JsonDepth,
}

/// A limit that a page ran into.
#[derive(Clone, Debug)]
pub struct LimitHit {
    /// Which.
    pub limit: Limit,
    /// Where.
    pub span: Span,
    /// The size or depth found.
    pub found: usize,
}
