//! Floor 4: the set of pages: its locales, versions and history, and which page translates which.
//! The only floor that reads page files. Must not compare facts or know rules.

pub mod built_in;
pub mod language;
pub mod locale;
pub mod locale_file;
pub mod locale_read;
pub mod locale_set;
pub mod lookup;
pub mod term;
pub mod words;
