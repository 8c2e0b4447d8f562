//! `isogloss.yml` as its author wrote it: which keys there are and of which type. The JSON Schema is made from these
//! types. Must not know what the settings mean; that is `resolve`.

use super::forms::{LocaleFolders, Rules, Severities, Source};
use super::placed::{Entries, Placed};
use crate::rule::Severity;
use schemars::JsonSchema;
use serde::Deserialize;

/// The configuration of Isogloss. Paths are relative to the folder of this file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "isogloss.yml")]
pub struct File {
    /// The locale that the others are translated from; `en-US` where it is among the locales and nothing is set.
    pub source: Option<Placed<Source>>,
    /// Where the pages of each locale lie.
    pub locales: Option<Placed<LocaleFolders>>,
    /// The API versions: the name of each and the folder name that marks it, anywhere in a page's path.
    pub versions: Option<Placed<Entries<Placed<String>>>>,
    /// Locale data files of your own: what the words of tables and headings mean in a language.
    pub locale_files: Option<Placed<Vec<Placed<String>>>>,
    /// Files that are no pages, as patterns in the syntax of `.gitignore`. Pages may still link to them and include them.
    pub exclude: Option<Placed<Vec<Placed<String>>>>,
    /// Whether the code snippets below `includes/snippets` are checked as pages.
    pub include_snippets: Option<Placed<bool>>,
    /// Whether links and includes that a locale lacks are looked up in the source locale.
    pub fallback_to_source: Option<Placed<bool>>,
    /// Sample code: which languages, and how pages show them.
    pub snippets: Option<Placed<SnippetsEntry>>,
    /// Templates of your own for sample code: `.jinja` files, or folders of them.
    pub templates: Option<Placed<Vec<Placed<String>>>>,
    /// The file of known findings that are not reported; `isogloss baseline` writes it.
    pub baseline: Option<Placed<String>>,
    /// Severity and options of rules.
    pub rules: Option<Placed<Rules>>,
    /// Severities of rules on some pages only. Where several match, the last one wins.
    pub overrides: Option<Placed<Vec<OverrideEntry>>>,
}

impl File {
    /// The keys that [`File`] reads.
    pub const KEYS: &[&str] = &[
        "source",
        "locales",
        "versions",
        "locale-files",
        "exclude",
        "include-snippets",
        "fallback-to-source",
        "snippets",
        "templates",
        "baseline",
        "rules",
        "overrides",
    ];
}

/// `source` written as a mapping.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SourceEntry {
    /// The tag of the source locale.
    pub locale: Option<Placed<String>>,
    /// Whether a translation that does not name its source's hash counts as made from today's source.
    pub assume_current: Option<Placed<bool>>,
    /// The repository with the source's history: a work tree or a folder within one, a bare repository or a `.git` folder.
    pub git: Option<Placed<String>>,
    /// Where the source's pages lie in that repository, below the folder that `git` names.
    pub git_folder: Option<Placed<String>>,
    /// The front matter keys in which translations name their source.
    pub markers: Option<Placed<MarkersEntry>>,
}

/// The front matter keys in which translations name their source: each a key, or keys with dots between.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct MarkersEntry {
    /// The commit of the source; `ms.sourcegitcommit` where nothing is set.
    pub commit: Option<Placed<String>>,
    /// The hash of the source; `ms.openlocfilehash` where nothing is set.
    pub hash: Option<Placed<String>>,
    /// The day of the translation; `ms.lasthandoff` where nothing is set.
    pub date: Option<Placed<String>>,
}

/// Sample code.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SnippetsEntry {
    /// The targets, in the order of the tabs; `isogloss snippets --list` lists them.
    pub targets: Option<Placed<Vec<Placed<String>>>>,
    /// How samples call the API: as documented (`http`), or with an SDK.
    #[schemars(with = "Option<StyleWord>")]
    pub style: Option<Placed<String>>,
    /// How pages show samples: tabs that include files, tabs that hold the sample, or files without tabs.
    #[schemars(with = "Option<LayoutWord>")]
    pub layout: Option<Placed<String>>,
    /// What the URL of a request without a host is put below: `https://host/prefix`.
    pub base_url: Option<Placed<String>>,
}

/// The words of `snippets.style`, for the schema.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase", inline)]
#[expect(dead_code, reason = "only its schema is used")]
enum StyleWord {
    /// The request as documented.
    Http,
    /// Calls of an SDK.
    Sdk,
}

/// The words of `snippets.layout`, for the schema.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase", inline)]
#[expect(dead_code, reason = "only its schema is used")]
enum LayoutWord {
    /// Include files, and tabs that include them.
    Tabs,
    /// Tabs that hold the samples.
    Inline,
    /// Include files only.
    Files,
}

/// One entry of `overrides`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OverrideEntry {
    /// The pages, as patterns in the syntax of `.gitignore`.
    pub paths: Placed<Vec<Placed<String>>>,
    /// The severity of rules there.
    pub rules: Placed<Severities>,
}

/// A severity, or that a rule does not run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Level {
    /// The page misleads a reader or breaks a build.
    Error,
    /// A reader is worse off.
    Warning,
    /// House style.
    Info,
    /// The rule does not run.
    Off,
}

impl Level {
    /// The words, as written.
    pub const WORDS: &[&str] = &["error", "warning", "info", "off"];

    /// The level of that name.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "error" => Some(Self::Error),
            "warning" => Some(Self::Warning),
            "info" => Some(Self::Info),
            "off" => Some(Self::Off),
            _ => None,
        }
    }

    /// The severity; `None` for off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Off => None,
        }
    }

    /// As written.
    pub fn word(self) -> &'static str {
        self.severity().map_or("off", Severity::name)
    }
}
