//! Floor 2: text -> [`Page`]. Never fails, does no I/O, keeps byte spans into the original text.
//! Must not know locales, docsets or rules: what it reads is the same in every language.

mod admonition;
pub mod anchors;
pub mod annotation;
mod beside;
pub mod blocks;
pub mod code;
mod delimiter;
pub mod directive;
mod draft;
pub mod front_matter;
mod front_matter_read;
pub mod http;
mod http_lines;
mod http_read;
mod indent;
pub mod inline;
pub mod json;
pub mod json_fault;
mod json_names;
pub mod json_read;
mod json_string;
mod json_tree;
mod json_word;
pub mod limit;
pub mod macros;
pub mod mdx;
pub mod model;
pub mod parse;
mod parse_code;
mod parse_heading;
mod parse_html;
mod parse_inline;
mod parse_tabs;
pub mod section;
pub mod slug;
pub mod stray;
pub mod tab;
pub mod table;
pub mod template;
pub mod url;
pub mod visible;
mod yaml_check;
mod yaml_scalar;

pub use model::Page;
pub use parse::parse;
