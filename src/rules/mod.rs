//! Floor 7: one file per rule; rules never use each other. The list below is kept by `tests/catalogue.rs`.

use crate::rule::Rule;

// begin: written by tests/catalogue.rs
mod annotation_block_type_unknown;
mod annotation_json_invalid;
mod annotation_key_unknown;
mod annotation_without_code;
mod header_name_translated;
mod request_name_duplicate;
mod request_name_missing;
mod request_name_not_unique;
mod request_without_response;
mod response_without_request;
mod table_row_width;
// end

/// Every rule, in order of id.
pub static RULES: &[&Rule] = &[
    // begin: written by tests/catalogue.rs
    &annotation_block_type_unknown::RULE,
    &annotation_json_invalid::RULE,
    &annotation_key_unknown::RULE,
    &annotation_without_code::RULE,
    &header_name_translated::RULE,
    &request_name_duplicate::RULE,
    &request_name_missing::RULE,
    &request_name_not_unique::RULE,
    &request_without_response::RULE,
    &response_without_request::RULE,
    &table_row_width::RULE,
    // end
];
