//! Floor 5: facts side by side. What differs between pages of one group, and why. Must not know rules.

pub mod align;
pub mod bags;
pub mod cells;
pub mod change;
pub mod code;
pub mod compare;
pub mod difference;
pub mod links;
pub mod permissions;
pub mod sequence;
pub mod structure;
pub mod tables;
pub mod title;
pub mod types;

pub use change::Change;
pub use compare::compare;
pub use difference::{Difference, Side, Verdict};
