//! Floor 4: many pages as one set, and the only floor that reads page files: which files there are, their locale,
//! version and partners, and which source each translation was made from. Must not know rules or reports.

pub mod built_in;
pub mod discover;
pub mod files;
pub mod includes;
pub mod language;
pub mod layout;
pub mod locale;
pub mod locale_file;
pub mod locale_read;
pub mod locale_set;
pub mod lookup;
pub mod model;
pub mod patterns;
pub mod provenance;
pub mod survey;
pub mod target;
pub mod version;
pub mod vocabulary;
pub mod words;

pub use layout::{Layout, Root};
pub use locale::Locale;
pub use locale_set::Locales;
pub use model::{DocSet, Member, PageId, Skipped};
pub use patterns::Patterns;
