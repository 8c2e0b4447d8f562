//! Floor 8: which rules run on what, minus what is suppressed; and how files are written. Must not know how findings are
//! shown.

pub mod examples;
pub mod fix;
mod group;
pub mod inherited;
pub mod part;
pub mod run;
pub mod select;
pub mod suppress;
pub mod write;

pub use run::{Diagnostic, Item, Run, run};
pub use select::{Selection, UnknownRule};
