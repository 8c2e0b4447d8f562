//! Floor 9: findings for people and machines, one file per format. Must not know how findings are made.

pub mod concise;
pub mod drift_json;
pub mod drift_table;
pub mod escape;
pub mod fingerprint;
pub mod full;
pub mod grid;
pub mod group;
pub mod json;
pub mod model;
pub mod page_view;
pub mod tree;

pub use model::{FORMATS, Format, Report, Summary};
