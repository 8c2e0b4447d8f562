//! Floor 7: one file per rule; rules never use each other. The list below is kept by `tests/catalogue.rs`.

use crate::rule::Rule;

// begin: written by tests/catalogue.rs
mod annotation_block_type_unknown;
mod annotation_json_invalid;
mod annotation_key_unknown;
mod annotation_without_code;
mod body_key_undocumented;
mod content_length_wrong;
mod example_path_undocumented;
mod example_version_mismatch;
mod header_name_translated;
mod http_message_unreadable;
mod json_body_invalid;
mod parameter_not_in_body;
mod permission_row_missing;
mod permission_scope_unknown;
mod property_table_mismatch;
mod request_name_duplicate;
mod request_name_missing;
mod request_name_not_unique;
mod request_without_response;
mod response_without_request;
mod status_prose_mismatch;
mod table_row_width;
// end

/// Every rule, in order of id.
pub static RULES: &[&Rule] = &[
    // begin: written by tests/catalogue.rs
    &annotation_block_type_unknown::RULE,
    &annotation_json_invalid::RULE,
    &annotation_key_unknown::RULE,
    &annotation_without_code::RULE,
    &body_key_undocumented::RULE,
    &content_length_wrong::RULE,
    &example_path_undocumented::RULE,
    &example_version_mismatch::RULE,
    &header_name_translated::RULE,
    &http_message_unreadable::RULE,
    &json_body_invalid::RULE,
    &parameter_not_in_body::RULE,
    &permission_row_missing::RULE,
    &permission_scope_unknown::RULE,
    &property_table_mismatch::RULE,
    &request_name_duplicate::RULE,
    &request_name_missing::RULE,
    &request_name_not_unique::RULE,
    &request_without_response::RULE,
    &response_without_request::RULE,
    &status_prose_mismatch::RULE,
    &table_row_width::RULE,
    // end
];
