//! Floor 3: what a page claims about the API, free of language. Must not know other pages, locales'
//! words (they come in as [`words::Words`]) or why two claims differ.

pub mod body;
pub mod broken;
pub mod cell;
pub mod collect;
pub mod kind;
pub mod plain;
pub mod prose;
pub mod sample;
pub mod table;
pub mod token;
pub mod words;

pub use collect::collect;
pub use kind::{Fact, FactKind};
pub use table::{TableInfo, TableKind};
pub use words::{ColumnRole, PermissionCell, PermissionRow, Words};
