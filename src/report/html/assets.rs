//! The files that are the same in every report: the page itself, its style and its scripts.

/// Path below the report's folder, and text.
pub const ASSETS: &[(&str, &str)] = &[
    ("index.html", include_str!("../../../templates/report/index.html")),
    ("assets/base.css", include_str!("../../../templates/report/base.css")),
    ("assets/frame.css", include_str!("../../../templates/report/frame.css")),
    ("assets/views.css", include_str!("../../../templates/report/views.css")),
    ("assets/trend.css", include_str!("../../../templates/report/trend.css")),
    ("assets/page.css", include_str!("../../../templates/report/page.css")),
    ("assets/theme.js", include_str!("../../../templates/report/theme.js")),
    ("assets/core.js", include_str!("../../../templates/report/core.js")),
    ("assets/parts.js", include_str!("../../../templates/report/parts.js")),
    ("assets/filter.js", include_str!("../../../templates/report/filter.js")),
    ("assets/matrix.js", include_str!("../../../templates/report/matrix.js")),
    ("assets/totals.js", include_str!("../../../templates/report/totals.js")),
    ("assets/glossary.js", include_str!("../../../templates/report/glossary.js")),
    ("assets/trend.js", include_str!("../../../templates/report/trend.js")),
    ("assets/page.js", include_str!("../../../templates/report/page.js")),
    ("assets/main.js", include_str!("../../../templates/report/main.js")),
];

/// The style that the page of a single file shares with the dashboard.
pub const BASE_STYLE: &str = include_str!("../../../templates/report/base.css");
/// That page.
pub const SINGLE: &str = include_str!("../../../templates/report/single.html.jinja");
