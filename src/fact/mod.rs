//! Floor 3: what a page claims about the API, free of language. Must not know other pages, locales'
//! words (they come in as [`words::Words`]) or why two claims differ.

pub mod area;
pub mod body;
pub mod broken;
pub mod cell;
pub mod collect;
pub mod collect_samples;
pub mod collect_tables;
pub mod facts;
pub mod keyed;
pub mod kind;
pub mod mended;
pub mod plain;
pub mod promise;
pub mod prose;
pub mod sample;
pub mod table;
pub mod token;
pub mod url;
pub mod word;
pub mod words;

pub use collect::collect;
pub use facts::{Fact, FactKey, Facts, Unit, UnitKind};
pub use keyed::{KeyRef, Keyed};
pub use kind::FactKind;
pub use table::{TableInfo, TableKind};
pub use words::{ColumnRole, PermissionCell, PermissionRow, Words};
