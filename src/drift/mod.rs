//! Floor 5: facts side by side. What differs between pages of one group, and why. Must not know rules.

pub mod against_source;
pub mod align;
pub mod bags;
pub mod behind;
pub mod between;
pub mod cells;
pub mod change;
pub mod code;
pub mod compare;
pub mod consensus;
pub mod difference;
pub mod inherited;
pub mod judged;
pub mod links;
pub mod overview;
pub mod past;
pub mod permissions;
pub mod references;
pub mod rekey;
pub mod relatives;
pub mod sequence;
pub mod structure;
pub mod tables;
pub mod title;
pub mod types;
pub mod unsourced;
pub mod verdict;
pub mod witness;
pub mod words;

pub use against_source::{PageDrift, judge};
pub use change::Change;
pub use compare::compare;
pub use difference::{Difference, Side};
pub use judged::Judged;
pub use verdict::Verdict;
pub use witness::Witnesses;
