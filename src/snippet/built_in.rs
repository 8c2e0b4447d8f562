//! The templates that come with the program. `tests/snippets.rs` writes this list from the folder `templates/snippets`.

/// Path and text of every template, by path.
pub static BUILT_IN: &[(&str, &str)] = &[
    ("templates/snippets/curl.jinja", include_str!("../../templates/snippets/curl.jinja")),
    ("templates/snippets/python-requests.jinja", include_str!("../../templates/snippets/python-requests.jinja")),
];
