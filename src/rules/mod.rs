//! Floor 7: one file per rule; rules never use each other. The list below is kept by `tests/catalogue.rs`.

use crate::rule::Rule;

// begin: written by tests/catalogue.rs
mod annotation_block_type_unknown;
mod annotation_differs;
mod annotation_json_invalid;
mod annotation_key_unknown;
mod annotation_without_code;
mod authentication_scheme_translated;
mod base_behind;
mod base_hash_mismatch;
mod base_unknown;
mod body_key_undocumented;
mod bold_identifier_lost;
mod bold_syntax_broken;
mod code_block_differs;
mod code_block_unclosed;
mod code_span_altered;
mod code_span_lost;
mod code_span_merged;
mod code_tabs_changed;
mod column_name_translated;
mod content_length_wrong;
mod content_locale_mismatch;
mod example_path_undocumented;
mod example_version_mismatch;
mod false_sync;
mod front_matter_duplicate_key;
mod front_matter_invalid;
mod front_matter_missing;
mod front_matter_too_large;
mod header_name_translated;
mod heading_anchor_missing;
mod heading_structure_differs;
mod html_entity_in_code;
mod html_unbalanced;
mod http_message_unreadable;
mod identifier_punctuated;
mod identifier_recased;
mod identifier_translated;
mod identifier_transliterated;
mod include_cycle;
mod include_differs;
mod include_duplicate;
mod include_not_found;
mod include_too_deep;
mod internal_error;
mod invisible_character;
mod json_body_invalid;
mod json_too_deep;
mod link_reference_broken;
mod link_syntax_broken;
mod link_target_changed;
mod link_target_not_found;
mod link_text_changed;
mod locale_skew;
mod localization_key_missing;
mod macro_changed;
mod macro_lost;
mod media_type_translated;
mod mixed_script_word;
mod page_missing;
mod page_moved;
mod page_orphaned;
mod page_too_deep;
mod page_too_large;
mod paragraph_untranslated;
mod parameter_not_in_body;
mod permission_row_missing;
mod permission_scope_altered;
mod permission_scope_unknown;
mod placeholder_translated;
mod property_table_mismatch;
mod request_name_duplicate;
mod request_name_missing;
mod request_name_not_unique;
mod request_without_response;
mod response_body_forbidden;
mod response_without_request;
mod section_missing;
mod snippet_missing;
mod snippet_orphaned;
mod snippet_outdated;
mod source_inherited;
mod space_lost;
mod stale_parameter;
mod stale_permission;
mod stale_request;
mod stale_sample;
mod stale_section;
mod stale_status_code;
mod status_code_lost;
mod status_prose_mismatch;
mod suppression_unknown;
mod suppression_unused;
mod suppression_without_reason;
mod tab_duplicate;
mod tab_group_unclosed;
mod tab_id_changed;
mod tab_order;
mod tab_title_translated;
mod table_header_untranslated;
mod table_row_count_differs;
mod table_row_split;
mod table_row_width;
mod table_shape_differs;
mod table_syntax_broken;
mod term_changed;
mod text_after_comment;
mod title_identifier_changed;
mod title_resource_mismatch;
mod title_untranslated;
mod translation_outdated;
mod type_name_translated;
mod type_phrase_translated;
mod unexplained_drift;
mod unlike_other_locales;
mod version_mixup;
mod version_name_translated;
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
    &base_behind::RULE,
    &base_hash_mismatch::RULE,
    &base_unknown::RULE,
    &body_key_undocumented::RULE,
    &bold_identifier_lost::RULE,
    &bold_syntax_broken::RULE,
    &code_block_differs::RULE,
    &code_block_unclosed::RULE,
    &code_span_altered::RULE,
    &code_span_lost::RULE,
    &code_span_merged::RULE,
    &code_tabs_changed::RULE,
    &column_name_translated::RULE,
    &content_length_wrong::RULE,
    &content_locale_mismatch::RULE,
    &example_path_undocumented::RULE,
    &example_version_mismatch::RULE,
    &false_sync::RULE,
    &front_matter_duplicate_key::RULE,
    &front_matter_invalid::RULE,
    &front_matter_missing::RULE,
    &front_matter_too_large::RULE,
    &header_name_translated::RULE,
    &heading_anchor_missing::RULE,
    &heading_structure_differs::RULE,
    &html_entity_in_code::RULE,
    &html_unbalanced::RULE,
    &http_message_unreadable::RULE,
    &identifier_punctuated::RULE,
    &identifier_recased::RULE,
    &identifier_translated::RULE,
    &identifier_transliterated::RULE,
    &include_cycle::RULE,
    &include_differs::RULE,
    &include_duplicate::RULE,
    &include_not_found::RULE,
    &include_too_deep::RULE,
    &internal_error::RULE,
    &invisible_character::RULE,
    &json_body_invalid::RULE,
    &json_too_deep::RULE,
    &link_reference_broken::RULE,
    &link_syntax_broken::RULE,
    &link_target_changed::RULE,
    &link_target_not_found::RULE,
    &link_text_changed::RULE,
    &locale_skew::RULE,
    &localization_key_missing::RULE,
    &macro_changed::RULE,
    &macro_lost::RULE,
    &media_type_translated::RULE,
    &mixed_script_word::RULE,
    &page_missing::RULE,
    &page_moved::RULE,
    &page_orphaned::RULE,
    &page_too_deep::RULE,
    &page_too_large::RULE,
    &paragraph_untranslated::RULE,
    &parameter_not_in_body::RULE,
    &permission_row_missing::RULE,
    &permission_scope_altered::RULE,
    &permission_scope_unknown::RULE,
    &placeholder_translated::RULE,
    &property_table_mismatch::RULE,
    &request_name_duplicate::RULE,
    &request_name_missing::RULE,
    &request_name_not_unique::RULE,
    &request_without_response::RULE,
    &response_body_forbidden::RULE,
    &response_without_request::RULE,
    &section_missing::RULE,
    &snippet_missing::RULE,
    &snippet_orphaned::RULE,
    &snippet_outdated::RULE,
    &source_inherited::RULE,
    &space_lost::RULE,
    &stale_parameter::RULE,
    &stale_permission::RULE,
    &stale_request::RULE,
    &stale_sample::RULE,
    &stale_section::RULE,
    &stale_status_code::RULE,
    &status_code_lost::RULE,
    &status_prose_mismatch::RULE,
    &suppression_unknown::RULE,
    &suppression_unused::RULE,
    &suppression_without_reason::RULE,
    &tab_duplicate::RULE,
    &tab_group_unclosed::RULE,
    &tab_id_changed::RULE,
    &tab_order::RULE,
    &tab_title_translated::RULE,
    &table_header_untranslated::RULE,
    &table_row_count_differs::RULE,
    &table_row_split::RULE,
    &table_row_width::RULE,
    &table_shape_differs::RULE,
    &table_syntax_broken::RULE,
    &term_changed::RULE,
    &text_after_comment::RULE,
    &title_identifier_changed::RULE,
    &title_resource_mismatch::RULE,
    &title_untranslated::RULE,
    &translation_outdated::RULE,
    &type_name_translated::RULE,
    &type_phrase_translated::RULE,
    &unexplained_drift::RULE,
    &unlike_other_locales::RULE,
    &version_mixup::RULE,
    &version_name_translated::RULE,
    // end
];
