//! Floor 6: bringing a stale translation to its source of today, its prose untouched. Pure: texts in, a text out. Must not
//! know rules, files or the command line.

pub mod align;
pub mod annotation;
pub mod block;
pub mod change;
pub mod fill;
pub mod fit;
pub mod header;
pub mod inline;
pub mod likeness;
pub mod mark;
pub mod merge;
pub mod outcome;
pub mod piece;
pub mod prose;
pub mod table;
pub mod table_rows;
pub mod todo;
pub mod unit;
pub mod xliff_read;
pub mod xliff_write;

pub use outcome::{Outcome, Summary, sync};
