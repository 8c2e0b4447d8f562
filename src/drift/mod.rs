//! Floor 5: facts side by side. What differs between pages of one group, and why. Must not know rules.

pub mod align;
pub mod cells;
pub mod change;
pub mod compare;
pub mod difference;
pub mod sequence;
pub mod structure;

pub use compare::compare;
pub use difference::{Difference, Side, Verdict};
