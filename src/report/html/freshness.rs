//! How a page stands to its source, in one word. Must not know what differs.

use crate::docset::origin::{Age, Doubt};
use crate::docset::{DocSet, Member, PageId};

/// How a page stands to its source: a column of the matrix shows the worst of its cells. In order of how much there is to do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Freshness {
    /// Others are made from it, or it is no translation.
    Source,
    /// Made from today's source.
    Current,
    /// Made from a newer source than the one that was read.
    Ahead,
    /// It cannot be told: the page names no text, or no source was read.
    Unknown,
    /// Made from another text than today's; which is older, only the source's history tells.
    Other,
    /// Made from an older text.
    Stale,
    /// The source's page is gone.
    Orphaned,
    /// The source's page is there, and this locale has none.
    Missing,
}

impl Freshness {
    /// Every state, by its number.
    pub const ALL: [Freshness; 8] = [
        Freshness::Source,
        Freshness::Current,
        Freshness::Ahead,
        Freshness::Unknown,
        Freshness::Other,
        Freshness::Stale,
        Freshness::Orphaned,
        Freshness::Missing,
    ];

    /// Its name in data and style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Freshness::Source => "source",
            Freshness::Current => "current",
            Freshness::Ahead => "ahead",
            Freshness::Unknown => "unknown",
            Freshness::Other => "other",
            Freshness::Stale => "stale",
            Freshness::Orphaned => "orphaned",
            Freshness::Missing => "missing",
        }
    }

    /// In words.
    pub fn about(self) -> &'static str {
        match self {
            Freshness::Source => "the source, or a page that is no translation",
            Freshness::Current => "made from today's source",
            Freshness::Ahead => "made from a newer source than the one that was read",
            Freshness::Unknown => "it names no text of a source that was read",
            Freshness::Other => {
                "made from another text of the source than today's; which is older, only its history tells"
            }
            Freshness::Stale => "made from an older text of the source",
            Freshness::Orphaned => "the source no longer has this page",
            Freshness::Missing => "the source has this page, the locale has not",
        }
    }

    /// How the page of `id` stands.
    pub fn of(docset: &DocSet, id: PageId, member: &Member) -> Self {
        let Some(origin) = docset.origin(id).filter(|_| !docset.is_source(member)) else { return Freshness::Source };
        match origin.age {
            Age::Current => Freshness::Current,
            Age::Behind => Freshness::Stale,
            Age::Ahead => Freshness::Ahead,
            Age::Unordered if origin.source.is_none() => {
                let has_source = docset.source_root.is_some() || docset.history.is_some();
                if has_source { Freshness::Orphaned } else { Freshness::Unknown }
            }
            Age::Unordered if origin.doubt == Some(Doubt::Unnamed) => Freshness::Unknown,
            Age::Unordered => Freshness::Other,
        }
    }
}
