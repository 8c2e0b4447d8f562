//! Floor 8: which rules run on what, minus what is suppressed. Must not know how findings are shown.

pub mod examples;
pub mod fix;
mod group;
pub mod inherited;
pub mod run;
pub mod select;
pub mod suppress;

pub use run::{Diagnostic, Run, run};
pub use select::{Selection, UnknownRule};
