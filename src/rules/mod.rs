//! Floor 7: one file per rule; rules never use each other. The list below is kept by `tests/catalogue.rs`.

use crate::rule::Rule;

// begin: written by tests/catalogue.rs
mod header_name_translated;
mod table_row_width;
// end

/// Every rule, in order of id.
pub static RULES: &[&Rule] = &[
    // begin: written by tests/catalogue.rs
    &header_name_translated::RULE,
    &table_row_width::RULE,
    // end
];
