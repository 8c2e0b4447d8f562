//! Floor 11: the language server. The same engine as `isogloss check`, behind an editor: it reads the docset once, keeps what is
//! being edited in memory, and checks the group of the page that changed. Must not know the command line, which hands in how
//! a docset is read.
//!
//! One thread owns all state and handles one message after another; others only read standard input, write standard output,
//! and read docsets. What takes long is done in slices while no message waits.

mod action;
mod check;
mod client;
mod definition;
mod desk;
mod diagnostic;
mod dispatch;
mod docs;
mod document;
mod fix_all;
mod hover;
mod notify;
mod position;
mod references;
mod rename;
mod rename_files;
mod rule_pages;
mod serve;
mod server;
mod space;
mod start;
mod suppress;
mod symbols;
mod transport;
mod uri;
mod watch;
mod whole;

pub use docs::{Docs, Opened, Opener};
pub use document::{Change, Document, Place};
pub use position::Encoding;
pub use serve::serve;
