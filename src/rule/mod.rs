//! Floor 6: what a rule, a finding and a fix are. Must not know any one rule, nor how findings are shown.

mod agreed;
pub mod context;
mod deformed;
pub mod finding;
pub mod json_faults;
pub mod mistranslation;
pub mod model;
pub mod settings;
pub mod spelling;
pub mod staleness;
pub mod summary;

pub use context::{DocSetContext, DriftContext, PageContext, PairContext};
pub use finding::{Certainty, Finding, Findings, Fix, Related, Safety};
pub use model::{Check, Example, Rule, Severity};
pub use settings::{OptionSpec, Override, RuleSettings, Settings};
