//! Floor 8: which rules run on what, minus what is suppressed; and how files are written. Must not know how findings are
//! shown.

pub mod examples;
pub mod failure;
pub mod fix;
mod group;
pub mod inherited;
pub mod passes;
pub mod run;
pub mod select;
pub mod suppress;
pub mod write;
pub mod write_folder;

pub use run::{Diagnostic, Run, run};
pub use select::{Selection, UnknownRule};
