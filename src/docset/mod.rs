//! Floor 4: many pages as one set, and the only floor that reads page files: which files there are, their locale,
//! version and partners, and which source each translation was made from. Must not know rules or reports.

pub mod again;
pub mod blob;
pub mod built_in;
mod cat_file;
pub mod discover;
pub mod files;
pub mod git;
pub mod git_log;
pub mod history;
mod history_branches;
pub mod history_cache;
mod history_hashes;
mod history_moves;
pub mod hosts;
pub mod includes;
pub mod language;
pub mod layout;
pub mod locale;
pub mod locale_file;
pub mod locale_read;
pub mod locale_set;
pub mod lookup;
pub mod markers;
pub mod model;
pub mod origin;
pub mod patterns;
pub mod provenance;
pub mod samples;
pub mod sibling;
pub mod survey;
pub mod target;
pub mod texts;
pub mod version;
pub mod vocabulary;
pub mod words;

pub use blob::BlobId;
pub use git::{Git, GitError};
pub use history::{AtCommit, Commit, History, Revision};
pub use history_branches::Step;
pub use layout::{Layout, Root};
pub use locale::Locale;
pub use locale_set::Locales;
pub use markers::Markers;
pub use model::{DocSet, Member, PageId, Skipped};
pub use patterns::Patterns;
