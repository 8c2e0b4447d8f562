//! Floor 4: many pages as one set, and the only floor that reads page files: which files there are, their locale,
//! version and partners, and which source each translation was made from. Must not know rules or reports.

pub mod discover;
pub mod files;
pub mod layout;
pub mod locale;
pub mod model;
pub mod patterns;
pub mod provenance;
pub mod survey;
pub mod version;
pub mod vocabulary;

pub use layout::{Layout, Root};
pub use locale::{Locale, Locales};
pub use patterns::Patterns;
pub use model::{DocSet, Member, PageId, Skipped};
