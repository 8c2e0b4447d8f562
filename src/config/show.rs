//! Each setting with its value and where that comes from, for `isogloss show config`.

use super::file::{Level, MarkersEntry};
use super::forms::{LocaleFolders, Source};
use super::load::Config;
use super::placed::{Place, Placed};
use super::resolve;
use super::snippets::{LAYOUTS, STYLES};
use crate::docset::discover::shown;
use crate::docset::survey;
use crate::rules::RULES;
use std::fmt;

/// Where a value comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The file, as messages show it, and the line.
    File(String, u64),
    /// What the folders show.
    Inferred,
    /// Nothing is set.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, line) => write!(out, "{path}:{line}"),
            Self::Inferred => out.write_str("inferred"),
            Self::Default => out.write_str("default"),
        }
    }
}

/// One setting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setting {
    /// Its key, with dots: `locales.es-ES`.
    pub key: String,
    /// Its value, as text.
    pub value: String,
    /// Where that comes from.
    pub origin: Origin,
}

/// All settings: first the docset's, then the rules' in order of id, then the overrides.
pub fn show(config: &Config) -> Vec<Setting> {
    let path = config.path.as_deref().map(shown).unwrap_or_default();
    let mut list = List { path, settings: Vec::new() };
    docset(config, &mut list);
    rules(config, &mut list);
    list.settings
}

/// The settings as lines, in columns.
pub fn table(settings: &[Setting]) -> String {
    let width =
        |of: fn(&Setting) -> &str| settings.iter().map(|setting| of(setting).chars().count()).max().unwrap_or(0);
    let (keys, values) = (width(|setting| &setting.key), width(|setting| &setting.value).min(60));
    let line = |setting: &Setting| format!("{:keys$}  {:values$}  {}\n", setting.key, setting.value, setting.origin);
    settings.iter().map(line).collect()
}

struct List {
    path: String,
    settings: Vec<Setting>,
}

impl List {
    fn add(&mut self, key: impl Into<String>, value: impl Into<String>, origin: Origin) {
        self.settings.push(Setting { key: key.into(), value: value.into(), origin });
    }

    /// The origin of something that stands at a place, or else `otherwise`.
    fn from(&self, place: Option<Place>, otherwise: Origin) -> Origin {
        place.map_or(otherwise, |place| Origin::File(self.path.clone(), place.line))
    }

    /// A list of texts, one setting for each; one empty setting when there are none.
    fn texts(&mut self, key: &str, list: Option<&Placed<Vec<Placed<String>>>>) {
        let texts = list.map_or(&[][..], |list| &list.value);
        for text in texts {
            let origin = self.from(Some(text.place), Origin::Default);
            self.add(key, &text.value, origin);
        }
        if texts.is_empty() {
            let origin = self.from(list.map(|list| list.place), Origin::Default);
            self.add(key, "none", origin);
        }
    }
}

fn docset(config: &Config, list: &mut List) {
    let (file, layout) = (&config.file, &config.layout);
    let source = resolve::source_tag(file).map(|tag| tag.place);
    let origin = list.from(source, Origin::Inferred);
    list.add("source.locale", layout.source_locale.as_deref().unwrap_or("none"), origin);
    let entry = match file.source.as_ref().map(|source| &source.value) {
        Some(Source::Entry(entry)) => Some(entry),
        _ => None,
    };
    let assume = entry.and_then(|entry| entry.assume_current.as_ref()).map(|flag| flag.place);
    let origin = list.from(assume, Origin::Default);
    list.add("source.assume-current", layout.assume_current.to_string(), origin);
    let git = entry.and_then(|entry| entry.git.as_ref()).map(|git| git.place);
    let origin = list.from(git, Origin::Default);
    list.add("source.git", config.source_git().unwrap_or("none"), origin);
    let folder = entry.and_then(|entry| entry.git_folder.as_ref()).map(|folder| folder.place);
    let origin = list.from(folder, Origin::Default);
    list.add("source.git-folder", layout.source_git_folder.as_deref().unwrap_or("none"), origin);
    let markers = entry.and_then(|entry| entry.markers.as_ref()).map(|markers| &markers.value);
    let place = |of: fn(&MarkersEntry) -> &Option<Placed<String>>| {
        markers.and_then(|markers| of(markers).as_ref()).map(|marker| marker.place)
    };
    for (key, value, place) in [
        ("commit", &layout.markers.commit, place(|markers| &markers.commit)),
        ("hash", &layout.markers.hash, place(|markers| &markers.hash)),
        ("date", &layout.markers.date, place(|markers| &markers.date)),
    ] {
        let origin = list.from(place, Origin::Default);
        list.add(format!("source.markers.{key}"), value, origin);
    }

    for (at, root) in layout.roots.iter().enumerate() {
        let place = match file.locales.as_ref().map(|locales| &locales.value) {
            Some(LocaleFolders::Tags(tags)) => tags.get(at).map(|tag| tag.place),
            Some(LocaleFolders::Folders(folders)) => folders.0.get(at).map(|(tag, _)| tag.place),
            Some(LocaleFolders::Auto) | None => None,
        };
        let origin = list.from(place, Origin::Inferred);
        let tag = root.locale.as_deref().unwrap_or("as each page says");
        let folder = Some(shown(&root.folder)).filter(|folder| !folder.is_empty());
        let written = survey::written(root, folder.unwrap_or_else(|| ".".to_owned()));
        list.add(format!("locales.{tag}"), written, origin);
    }
    if layout.roots.is_empty() {
        list.add("locales", "none", Origin::Inferred);
    }
    for (name, segment) in file.versions.iter().flat_map(|versions| &versions.value.0) {
        let origin = list.from(Some(name.place), Origin::Default);
        list.add(format!("versions.{}", name.value), &segment.value, origin);
    }
    if layout.versions.is_empty() {
        list.add("versions", "every folder named like one", Origin::Default);
    }
    list.texts("locale-files", file.locale_files.as_ref());
    list.texts("exclude", file.exclude.as_ref());
    let place = |flag: &Option<Placed<bool>>| flag.as_ref().map(|flag| flag.place);
    let origin = list.from(place(&file.include_snippets), Origin::Default);
    list.add("include-snippets", layout.check_snippets.to_string(), origin);
    let origin = list.from(place(&file.fallback_to_source), Origin::Default);
    list.add("fallback-to-source", layout.fallback_to_source.to_string(), origin);
    snippets(config, list);
    let origin = list.from(file.baseline.as_ref().map(|written| written.place), Origin::Default);
    let written = file.baseline.as_ref().map(|written| written.value.as_str());
    list.add("baseline", written.unwrap_or("isogloss-baseline.json, if it is there"), origin);
}

fn snippets(config: &Config, list: &mut List) {
    let (entry, set) = (config.file.snippets.as_ref().map(|entry| &entry.value), &config.snippets);
    list.texts("snippets.targets", entry.and_then(|entry| entry.targets.as_ref()));
    let style = STYLES.iter().find(|(_, style)| *style == set.style).map_or("", |(word, _)| *word);
    let layout = LAYOUTS.iter().find(|(_, layout)| *layout == set.layout).map_or("", |(word, _)| *word);
    let base = set.base_url.as_deref().unwrap_or("the host that most examples call");
    for (key, value, written) in [
        ("style", style, entry.and_then(|entry| entry.style.as_ref())),
        ("layout", layout, entry.and_then(|entry| entry.layout.as_ref())),
        ("base-url", base, entry.and_then(|entry| entry.base_url.as_ref())),
    ] {
        let origin = list.from(written.map(|written| written.place), Origin::Default);
        list.add(format!("snippets.{key}"), value, origin);
    }
    list.texts("templates", config.file.templates.as_ref());
}

fn rules(config: &Config, list: &mut List) {
    let written = config.file.rules.as_ref().map_or(&[][..], |rules| &rules.value.0.0);
    for rule in RULES {
        let entry = written.iter().find(|(name, _)| name.value == rule.id);
        let default = if rule.default_on { rule.severity.name() } else { "off" };
        let level = entry.and_then(|(name, entry)| Some((name.place, entry.value.level?)));
        let origin = list.from(level.map(|(place, _)| place), Origin::Default);
        list.add(format!("rules.{}", rule.id), level.map_or(default, |(_, level)| level.word()), origin);
        for option in rule.options {
            let set =
                entry.and_then(|(_, entry)| entry.value.options.iter().find(|(name, _)| name.value == option.name));
            let value = set.map_or_else(|| option.default.to_owned(), |(_, value)| value.value.0.join(", "));
            let origin = list.from(set.map(|(name, _)| name.place), Origin::Default);
            list.add(format!("rules.{}.{}", rule.id, option.name), value, origin);
        }
    }
    for entry in config.file.overrides.iter().flat_map(|overrides| &overrides.value) {
        let paths: Vec<&str> = entry.paths.value.iter().map(|path| path.value.as_str()).collect();
        for (name, set) in &entry.rules.value.0.0 {
            let origin = list.from(Some(name.place), Origin::Default);
            let word = set.value.level.map_or("", Level::word);
            list.add(format!("rules.{} on {}", name.value, paths.join(", ")), word, origin);
        }
    }
}
