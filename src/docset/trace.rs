//! What the source's history tells of one page: where its base lies, and where the page went. Must not know how that is found.

use super::blob::BlobId;

/// What is known of a page's past.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The page's key in the source's history, at its base.
    pub key: Option<String>,
    /// The base in the history.
    pub base_blob: Option<BlobId>,
    /// Index in the commits of the history of the commit that brought the base's text.
    pub base_commit: Option<usize>,
    /// Where the source's page has moved to, and at which commit, where the history tells.
    pub moved: Option<(String, Option<usize>)>,
    /// The commit at which the source's page was removed.
    pub removed: Option<usize>,
}

/// Of a page of whose past nothing is known.
pub(super) static UNKNOWN: Trace = Trace { key: None, base_blob: None, base_commit: None, moved: None, removed: None };
