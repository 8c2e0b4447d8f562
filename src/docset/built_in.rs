//! The locale files that come with the program. `tests/locales.rs` writes this list from the folder `locales`.

/// Tag and text of every file, by tag.
pub static BUILT_IN: &[(&str, &str)] = &[
    ("de-DE", include_str!("locales/de-DE.yml")),
    ("en-US", include_str!("locales/en-US.yml")),
    ("es-ES", include_str!("locales/es-ES.yml")),
    ("ja-JP", include_str!("locales/ja-JP.yml")),
    ("pt-BR", include_str!("locales/pt-BR.yml")),
    ("ru-RU", include_str!("locales/ru-RU.yml")),
    ("zh-CN", include_str!("locales/zh-CN.yml")),
];
