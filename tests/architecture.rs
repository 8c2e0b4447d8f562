//! The shape of the crate: floors point down, files stay small, every module says what it is for, and crates that
//! only one place may name stay there.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up. A module may use its own floor and those before it.
const FLOORS: [(&str, u8); 14] = [
    ("text", 1),
    ("page", 2),
    ("fact", 3),
    ("docset", 4),
    ("drift", 5),
    ("snippet", 5),
    ("rule", 6),
    ("sync", 6),
    ("rules", 7),
    ("engine", 8),
    ("config", 9),
    ("report", 10),
    ("lsp", 11),
    ("cli", 12),
];

fn sources() -> Vec<(PathBuf, String)> {
    files("src")
}

/// The Rust files below a folder, with their texts.
fn files(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, out: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                out.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut out = Vec::new();
    walk(Path::new(folder), &mut out);
    assert!(out.len() > 50);
    out
}

fn floor_of(path: &Path) -> Option<(&'static str, u8)> {
    let first = path.strip_prefix("src").unwrap().iter().next().unwrap().to_str().unwrap();
    FLOORS.into_iter().find(|(name, _)| *name == first)
}

/// The code without its test module: tests may use what they like.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap()
}

#[test]
fn floors_point_down() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some((own, floor)) = floor_of(&path) else { continue };
        for (number, line) in code(&text).lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for part in line.split("crate::").skip(1) {
                assert!(
                    part.trim() != "{",
                    "{}:{}: a group over several lines is not read here",
                    path.display(),
                    number + 1
                );
                let names: Vec<&str> = match part.strip_prefix('{') {
                    Some(group) => group.split([',', '}']).map(str::trim).collect(),
                    None => vec![part],
                };
                for name in names {
                    let name = name.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap();
                    let used = FLOORS.into_iter().find(|(other, _)| *other == name);
                    // Two modules of one floor must not know each other.
                    if used.is_some_and(|(other, level)| level > floor || level == floor && other != own) {
                        wrong.push(format!("{}:{}: {own} uses {name}", path.display(), number + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point up:\n{}", wrong.join("\n"));
}

#[test]
fn rules_never_use_each_other() {
    for (path, text) in sources() {
        if path.starts_with("src/rules") && !path.ends_with("mod.rs") {
            assert!(!code(&text).contains("super::") && !code(&text).contains("crate::rules"), "{}", path.display());
        }
    }
}

#[test]
fn files_are_small_and_say_what_they_are_for() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines; split it", path.display());
        assert!(text.starts_with("//!"), "{} does not begin with its purpose (`//!`)", path.display());
    }
    for (path, text) in files("tests") {
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines; split it", path.display());
    }
}

#[test]
fn what_modules_refer_to_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, text) in sources() {
        for line in text.lines().take_while(|line| line.starts_with("//!")) {
            for place in line.split(|c: char| c.is_whitespace() || "`()".contains(c)) {
                let place = place.trim_end_matches(['.', ',', ':', ';']);
                // `page/json*.rs` stands for several, `rules/<id>.md` for any.
                // Folders may be those of a docset.
                let is_file = [".rs", ".md", ".json"].iter().any(|end| place.ends_with(end));
                let is_path =
                    ["src/", "docs/", "tests/", "templates/"].iter().any(|top| place.starts_with(top)) && is_file;
                if is_path && !place.contains(['*', '<', '#']) {
                    assert!(root.join(place).exists(), "{} names {place}", path.display());
                }
            }
        }
    }
}

#[test]
fn modules_only_declare() {
    for (path, text) in sources() {
        if path.ends_with("mod.rs") && !path.ends_with("cli/mod.rs") {
            assert!(
                !text.contains("fn "),
                "{} declares and documents; functions belong in a file of their own",
                path.display()
            );
        }
    }
}

#[test]
fn crates_stay_where_they_belong() {
    let only = [
        ("pulldown_cmark", &["src/page/parse"][..]),
        ("lsp_server", &["src/lsp"]),
        ("gen_lsp_types", &["src/lsp"]),
        ("url::Url", &["src/lsp/uri.rs"]),
        ("clap", &["src/cli", "src/main.rs"]),
        ("annotate_snippets", &["src/report"]),
        ("anstream", &["src/cli", "src/report"]),
        ("minijinja", &["src/config", "src/snippet", "src/report"]),
        (
            "ignore::",
            &[
                "src/docset/discover.rs",
                "src/docset/layout_sites.rs",
                "src/docset/layout_suffix.rs",
                "src/docset/patterns.rs",
                "src/docset/survey.rs",
                "src/docset/walk.rs",
            ],
        ),
        ("similar", &["src/cli", "src/report/html"]),
        ("notify", &["src/cli/watch.rs"]),
        ("whichlang", &["src/rules", "src/docset"]),
    ];
    for (path, text) in sources() {
        for (name, places) in only {
            let named = code(&text).lines().any(|line| {
                let line = line.trim_start();
                !line.starts_with("//")
                    && (line.contains(&format!("use {name}"))
                        || line.contains(&format!(" {}::", name.trim_end_matches("::"))))
            });
            let allowed = places.iter().any(|place| path.to_str().unwrap().starts_with(place));
            assert!(!named || allowed, "{} names {name}", path.display());
        }
    }
}

#[test]
fn only_the_docset_reads_files() {
    let allowed = ["src/docset/", "src/config/", "src/cli/", "src/engine/fix", "src/engine/write", "src/lsp/"];
    for (path, text) in sources() {
        let touches = code(&text).contains("std::fs") || code(&text).contains("File::");
        assert!(
            !touches || allowed.iter().any(|place| path.to_str().unwrap().starts_with(place)),
            "{}",
            path.display()
        );
    }
}
