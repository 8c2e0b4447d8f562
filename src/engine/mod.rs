//! Floor 8: which rules run on what, minus what is suppressed or known; and how files are written. Must not know how findings are
//! shown.

pub mod baseline;
mod baseline_file;
mod baseline_match;
pub mod examples;
pub mod failure;
pub mod fix;
mod group;
pub mod inherited;
pub mod part;
pub mod passes;
pub mod run;
pub mod select;
pub mod shard;
pub mod suppress;
pub mod write;
pub mod write_folder;

pub use baseline::Baseline;
pub use run::{By, Diagnostic, Item, Run, Scope, SetAside, run, run_in};
pub use select::{Selection, UnknownRule};
pub use shard::Shard;
