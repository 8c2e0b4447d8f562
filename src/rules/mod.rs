//! Floor 7: one file per rule; rules never use each other. The list below is kept by `tests/catalogue.rs`.

use crate::rule::Rule;

// begin: written by tests/catalogue.rs
mod annotation_block_type_unknown;
mod annotation_differs;
mod annotation_json_invalid;
mod annotation_key_unknown;
mod annotation_without_code;
mod authentication_scheme_translated;
mod bold_identifier_lost;
mod code_block_differs;
mod code_span_altered;
mod code_span_lost;
mod code_span_merged;
mod code_tabs_changed;
mod header_name_translated;
mod heading_structure_differs;
mod identifier_punctuated;
mod identifier_recased;
mod identifier_translated;
mod identifier_transliterated;
mod include_differs;
mod link_target_changed;
mod link_text_changed;
mod media_type_translated;
mod permission_scope_altered;
mod placeholder_translated;
mod request_name_duplicate;
mod request_name_missing;
mod request_name_not_unique;
mod request_without_response;
mod response_without_request;
mod status_code_lost;
mod tab_id_changed;
mod table_row_count_differs;
mod table_row_width;
mod table_shape_differs;
mod title_identifier_changed;
mod type_name_translated;
mod type_phrase_translated;
// end

/// Every rule, in order of id.
pub static RULES: &[&Rule] = &[
    // begin: written by tests/catalogue.rs
    &annotation_block_type_unknown::RULE,
    &annotation_differs::RULE,
    &annotation_json_invalid::RULE,
    &annotation_key_unknown::RULE,
    &annotation_without_code::RULE,
    &authentication_scheme_translated::RULE,
    &bold_identifier_lost::RULE,
    &code_block_differs::RULE,
    &code_span_altered::RULE,
    &code_span_lost::RULE,
    &code_span_merged::RULE,
    &code_tabs_changed::RULE,
    &header_name_translated::RULE,
    &heading_structure_differs::RULE,
    &identifier_punctuated::RULE,
    &identifier_recased::RULE,
    &identifier_translated::RULE,
    &identifier_transliterated::RULE,
    &include_differs::RULE,
    &link_target_changed::RULE,
    &link_text_changed::RULE,
    &media_type_translated::RULE,
    &permission_scope_altered::RULE,
    &placeholder_translated::RULE,
    &request_name_duplicate::RULE,
    &request_name_missing::RULE,
    &request_name_not_unique::RULE,
    &request_without_response::RULE,
    &response_without_request::RULE,
    &status_code_lost::RULE,
    &tab_id_changed::RULE,
    &table_row_count_differs::RULE,
    &table_row_width::RULE,
    &table_shape_differs::RULE,
    &title_identifier_changed::RULE,
    &type_name_translated::RULE,
    &type_phrase_translated::RULE,
    // end
];
