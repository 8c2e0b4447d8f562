//! `isogloss.yml` from file to settings: every mistake with its exact message, the documentation's examples, `init` and
//! `show config`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "config/mistakes.rs"]
mod mistakes;
#[path = "config/paths.rs"]
mod paths;

use isogloss::config::{self, Config};
use isogloss::docset::version::VersionMark;
use isogloss::docset::{Locales, discover, survey};
use isogloss::rule::Severity;
use isogloss::rule::settings::severity_in;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("isogloss-config-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name).join("docs");
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// With `paths` in it: a path that ends with a slash is a folder, any other an empty file.
    fn with(paths: &[&str]) -> Self {
        let folder = Self::new();
        for path in paths {
            let path = folder.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if path.to_str().unwrap().ends_with('/') {
                fs::create_dir_all(path).unwrap();
            } else {
                fs::write(path, "").unwrap();
            }
        }
        folder
    }

    fn load(&self, text: &str) -> Result<Config, Vec<String>> {
        let path = self.0.join("isogloss.yml");
        fs::write(&path, text).unwrap();
        let shown = path.to_str().unwrap();
        // The folder is not the same twice; what is compared is the rest.
        let strip = |problem: &config::Problem| problem.to_string().replacen(shown, "isogloss.yml", 1);
        Config::load(&path).map_err(|problems| problems.iter().map(strip).collect())
    }

    fn problems(&self, text: &str) -> Vec<String> {
        self.load(text).map(|_| ()).unwrap_err()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0.parent().unwrap());
    }
}

#[test]
fn reads_all_forms() {
    let folder = Folder::with(&["en-US/", "../docs.es-ES/", "../history/", "terms/fr-FR.yml"]);
    let config = folder
        .load(
            "source:\n  locale: en-us\n  assume-current: true\n  git: ../history\n  git-folder: docs/en\n  \
             markers: { commit: l10n.sourceCommit }\n\
             locales: { en-US: en-US, es-ES: ../docs.es-ES }\n\
             versions: { beta: beta, stable: v1.0 }\n\
             locale-files: [terms/fr-FR.yml]\n\
             exclude: [\"**/includes/**\"]\n\
             include-snippets: true\n\
             fallback-to-source: false\n\
             rules:\n  header-name-translated: { severity: info }\n  table-row-width: off\n\
             overrides:\n  - paths: [\"**/beta/**\"]\n    rules: { table-row-width: error }\n",
        )
        .unwrap();
    let layout = &config.layout;
    assert_eq!(layout.source_locale.as_deref(), Some("en-US"));
    assert_eq!(config.source_git(), Some("../history"));
    assert_eq!(layout.source_git.as_deref(), Some(folder.0.parent().unwrap().join("history").as_path()));
    assert_eq!(layout.source_git_folder.as_deref(), Some("docs/en"));
    let markers = &layout.markers;
    assert_eq!((markers.commit.as_str(), markers.hash.as_str()), ("l10n.sourceCommit", "ms.openlocfilehash"));
    let folders: Vec<&Path> = layout.roots.iter().map(|root| root.folder.as_path()).collect();
    assert_eq!(folders, [folder.0.join("en-US"), folder.0.parent().unwrap().join("docs.es-ES")]);
    let mark = |name: &str| VersionMark::Segment(name.to_owned());
    assert_eq!(layout.versions, [("beta".into(), mark("beta")), ("stable".into(), mark("v1.0"))]);
    assert_eq!(layout.locale_files, [folder.0.join("terms/fr-FR.yml")]);
    assert!(layout.assume_current && layout.check_snippets && !layout.fallback_to_source);
    assert!(layout.exclude.matches(&folder.0.join("en-US/includes/a.md"), None));
    assert_eq!(config.settings.rules["header-name-translated"].severity, Some(Some(Severity::Info)));
    assert_eq!(config.settings.rules["table-row-width"].severity, Some(None));
    let on = |path: &str| severity_in(&config.settings.overrides_for(&folder.0.join(path), None), "table-row-width");
    assert_eq!(on("en-US/beta/a.md"), Some(Some(Severity::Error)));
    assert_eq!(on("en-US/v1.0/a.md"), None);
}

#[test]
fn auto_and_nothing_at_all_are_inferred() {
    let folder = Folder::with(&["en-US/", "es-ES/"]);
    for text in ["", "locales: auto\n", "locales: [en-US, es-ES]\n"] {
        let layout = folder.load(text).unwrap().layout;
        assert_eq!(layout.roots.len(), 2, "{text}");
        assert_eq!(layout.source_locale.as_deref(), Some("en-US"), "{text}");
        assert!(layout.fallback_to_source && !layout.check_snippets && !layout.assume_current);
    }
    assert_eq!(
        Folder::new().problems("locales: auto\n"),
        ["isogloss.yml:1:10: no folders named like locales are here and no pages that say ms.contentlocale; \
          name the folder of each locale, as `es-ES: docs/es-ES`"]
    );
}

/// Translations of one page that lie beside each other have the name of its request in common.
#[test]
fn pages_of_one_folder_may_be_of_several_locales() {
    let folder = Folder::new();
    for (name, tag) in [("a", "es-ES"), ("b", "ru-RU"), ("get-x", "es-ES")] {
        let note = "<!-- { \"blockType\": \"request\", \"name\": \"get-x\" } -->";
        let text = format!("---\nms.contentlocale: {tag}\n---\n\n{note}\n```http\nGET /v1.0/{name}\n```\n");
        fs::write(folder.0.join(format!("{name}.md")), text).unwrap();
    }
    let check = ["check", "--isolated", "--report", "concise", "--select", "request-name-not-unique", "."];
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss")).args(check).current_dir(&folder.0).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("error[")).collect();
    assert_eq!(lines, ["a.md:5:40: error[request-name-not-unique]: request `get-x` is also on get-x.md"], "{said}");
}

/// The text of `init`, written beside the sample's folders, makes what the folders show.
#[test]
fn init_writes_what_the_sample_shows() {
    let shown = survey::survey(Path::new("docs/sample")).unwrap();
    let folder = Folder::new();
    let locales = ["en-US", "es-ES", "pt-BR", "ru-RU"];
    for locale in locales {
        for inner in ["api-reference/beta/includes/snippets", "api-reference/v1.0/api"] {
            fs::create_dir_all(folder.0.join(locale).join(inner)).unwrap();
        }
    }
    let text = config::init(&folder.0).unwrap();
    let layout = folder.load(&text).unwrap().layout;
    let inferred = survey::survey(&folder.0).unwrap().layout;
    assert_eq!((&layout.roots, &layout.source_locale), (&inferred.roots, &inferred.source_locale));
    assert_eq!((&layout.versions, &layout.base), (&inferred.versions, &inferred.base));
    let tags: Vec<&str> = layout.roots.iter().filter_map(|root| root.locale.as_deref()).collect();
    assert_eq!(tags, locales);
    assert_eq!((&layout.versions, &layout.source_locale), (&shown.layout.versions, &shown.layout.source_locale));
    assert_eq!(layout.exclude.text(), ["**/includes/**"]);
    assert_eq!(
        text,
        "\
# Settings of Isogloss. Each key is described in docs/configuration.md of Isogloss;
# `isogloss show config` says what holds and why.

# The locale that the others are translated from.
source: en-US

# Where the pages of each locale lie, relative to this file.
locales:
  en-US: en-US
  es-ES: es-ES
  pt-BR: pt-BR
  ru-RU: ru-RU

# The API versions: the name of each, and the folder name that marks it in a page's path.
versions:
  beta: beta
  v1.0: v1.0

# Files that are no pages of their own. Pages may still include them and link to them.
exclude:
  - \"**/includes/**\"

# Whether the code snippets below includes/snippets are checked as pages (then take them out of `exclude`).
include-snippets: false

# Severity (error, warning, info, off) and options of rules; `isogloss rules` lists them.
rules: {}
"
    );
    assert!(config::init(&folder.0).unwrap_err().contains("has an isogloss.yml already; remove it"));
}

#[test]
fn init_knows_repositories_side_by_side_and_empty_folders() {
    let folder = Folder::with(&["../api docs.en-US/", "../api docs.es-ES/"]);
    let here = folder.0.parent().unwrap().join("api docs.en-US");
    let text = config::init(&here).unwrap();
    assert!(text.contains("\n  en-US: \".\"\n  es-ES: \"../api docs.es-ES\"\n"), "{text}");
    fs::write(here.join("isogloss.yml"), &text).unwrap();
    let layout = Config::load(&here.join("isogloss.yml")).unwrap().layout;
    assert_eq!(layout.roots, survey::find_layout(&here).unwrap().roots);
    let nothing = Folder::new();
    assert!(config::init(&nothing.0).unwrap_err().contains("has no folders named like locales"));
}

#[test]
fn the_sample_has_a_valid_configuration() {
    let config = Config::load(Path::new("docs/sample/isogloss.yml")).unwrap();
    let shown = survey::survey(Path::new("docs/sample")).unwrap().layout;
    assert_eq!((&config.layout.roots, &config.layout.versions), (&shown.roots, &shown.versions));
    assert_eq!(config.layout.source_locale.as_deref(), Some("en-US"));
    let locales = Locales::built_in();
    let docset = discover::read(&config.layout, &[], &[], &locales);
    assert!(docset.members.iter().all(|member| !member.key.contains("includes/")));
    // What is no page is still a file that pages include.
    assert!(docset.roots[0].files.has("api-reference/beta/includes/client-setup.md"));
}

/// Every `yaml` block of the documentation loads where the folders and files it names are there.
#[test]
fn the_documentation_shows_valid_configurations() {
    let page = fs::read_to_string("docs/configuration.md").unwrap();
    let blocks: Vec<&str> = page.split("```yaml\n").skip(1).map(|rest| rest.split_once("```").unwrap().0).collect();
    assert!(blocks.len() >= 9);
    for key in config::file::File::KEYS {
        assert!(page.contains(&format!("\n## `{key}`\n")), "{key} has no section in docs/configuration.md");
    }
    for block in blocks {
        let folder = Folder::with(&[
            "en-US/api/page.md",
            "es-ES/",
            "pt-BR/",
            "docs/",
            "../docs.es-ES/",
            "../docs-history/",
            "terms/fr-FR.yml",
            "templates/mine.jinja",
        ]);
        folder.load(block).unwrap_or_else(|problems| panic!("{}\n\n{block}", problems.join("\n")));
    }
}

/// However a file is cut off, reading it ends in a configuration or in problems with a place.
#[test]
fn survives_every_truncation() {
    let page = fs::read_to_string("docs/configuration.md").unwrap();
    let block = page.split("```yaml\n").nth(1).unwrap().split_once("```").unwrap().0;
    let folder = Folder::with(&["en-US/", "../docs.es-ES/", "terms/fr-FR.yml"]);
    let (mut good, mut bad) = (0, 0);
    for (end, _) in block.char_indices().step_by(3) {
        match folder.load(block.get(..end).unwrap()) {
            Ok(_) => good += 1,
            Err(problems) => {
                bad += 1;
                assert!(problems.iter().all(|problem| problem.starts_with("isogloss.yml:")), "{problems:?}");
            }
        }
    }
    assert!(good > 20 && bad > 20);
}

#[test]
fn shows_where_each_setting_comes_from() {
    let folder = Folder::with(&["en-US/", "es-ES/"]);
    let config = folder
        .load(
            "locales:\n  en-US: en-US\n  es-ES: es-ES\nexclude:\n  - a.md\nrules:\n  table-row-width: off\n\
             overrides:\n  - paths: [b, c]\n    rules:\n      table-row-width: info\n\
             source:\n  markers: { date: l10n.date }\n",
        )
        .unwrap();
    let path = folder.0.join("isogloss.yml");
    let rows: Vec<String> = config::show(&config)
        .iter()
        .map(|setting| format!("{} = {} ({})", setting.key, setting.value, setting.origin))
        .map(|row| row.replace(path.to_str().unwrap(), "FILE").replace(folder.0.to_str().unwrap(), "DOCS"))
        .collect();
    let has = |row: &str| assert!(rows.iter().any(|other| other == row), "{row}\nis not in\n{}", rows.join("\n"));
    has("source.locale = en-US (inferred)");
    has("source.assume-current = false (default)");
    has("source.git = none (default)");
    has("source.git-folder = none (default)");
    has("source.markers.commit = ms.sourcegitcommit (default)");
    has("source.markers.date = l10n.date (FILE:13)");
    has("locales.es-ES = DOCS/es-ES (FILE:3)");
    has("versions = every folder named like one (default)");
    has("exclude = a.md (FILE:5)");
    has("fallback-to-source = true (default)");
    has("snippets.layout = tabs (default)");
    has("rules.header-name-translated = error (default)");
    has("rules.table-row-width = off (FILE:7)");
    has("rules.table-row-width on b, c = info (FILE:11)");
    let auto = Config::around(&folder.0.join("es-ES")).unwrap();
    assert!(auto.path.is_some());
    fs::remove_file(&path).unwrap();
    let inferred = Config::around(&folder.0).unwrap();
    let lines = config::show::table(&config::show(&inferred));
    assert!(
        inferred.path.is_none()
            && lines.lines().any(|line| line.starts_with("locales.en-US") && line.ends_with("  inferred")),
        "{lines}"
    );
}
