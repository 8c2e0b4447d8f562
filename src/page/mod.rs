//! Floor 2: text -> [`Page`]. Never fails, does no I/O, keeps byte spans into the original text.
//! Must not know locales, docsets or rules: what it reads is the same in every language.

pub mod annotation;
pub mod blocks;
pub mod code;
pub mod directive;
pub mod front_matter;
pub mod http;
pub mod inline;
pub mod json;
pub mod json_fault;
mod json_names;
pub mod json_read;
mod json_string;
mod json_tree;
mod json_word;
pub mod limit;
pub mod model;
pub mod parse;
mod parse_code;
mod parse_heading;
mod parse_html;
mod parse_inline;
mod parse_tabs;
pub mod section;
pub mod slug;
pub mod tab;
pub mod table;

pub use model::Page;
pub use parse::parse;
