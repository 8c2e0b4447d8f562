//! The dashboard: a folder of static files that a browser shows from disk. What it tells is collected here; how it looks is
//! in `templates/report`. Must not know where the files go.

mod assets;
mod change;
mod detail;
pub mod files;
mod freshness;
mod glossary;
mod row;
pub mod script;
pub mod single;
mod totals;
mod trend;
mod vocabulary;

pub use files::files;
pub use trend::Earlier;
