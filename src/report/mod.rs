//! Floor 10: findings for people and machines, one file per format. Must not know how findings are made.

pub mod concise;
pub mod drift_json;
pub mod drift_table;
pub mod escape;
pub mod fingerprint;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod grid;
pub mod group;
pub mod html;
pub mod in_order;
pub mod json;
pub mod json_read;
pub mod junit;
pub mod markdown;
pub mod merged;
pub mod model;
pub mod page_view;
pub mod sarif;
pub mod sarif_place;
pub mod sarif_rule;
pub mod tree;

pub use model::{FORMATS, Format, Report, Summary};
