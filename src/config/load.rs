//! A configuration that was read and resolved, or made up from what the folders show.

use super::file::File;
use super::forms::Source;
use super::placed::Placed;
use super::problem::{Problem, Problems};
use super::snippets::{self, Snippets};
use super::{read, resolve, rule_settings};
use crate::docset::discover::shown;
use crate::docset::{Layout, layout, survey};
use crate::rule::Settings;
use std::path::{Path, PathBuf};

/// The file names that are looked for, the first first.
pub const NAMES: &[&str] = &["isogloss.yml", ".isogloss.yml", "isogloss.yaml", ".isogloss.yaml"];

/// Everything that can be set.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The file; `None` when there is none and all is inferred.
    pub path: Option<PathBuf>,
    /// What was written, with places.
    pub file: File,
    /// Where the pages lie.
    pub layout: Layout,
    /// Severities and options of rules.
    pub settings: Settings,
    /// Sample code.
    pub snippets: Snippets,
    /// The file of the baseline, where one is set. It may not be there yet.
    pub baseline: Option<PathBuf>,
}

impl Config {
    /// Reads the file at `path`. All mistakes that can be told apart come back, in order of place.
    pub fn load(path: &Path) -> Result<Self, Vec<Problem>> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut problems = Problems::of(shown(&path));
        let text = text(&path, &mut problems);
        let base = path.parent().unwrap_or(Path::new("")).to_owned();
        let file = text.map(|text| read::read(&text, &mut problems)).unwrap_or_default();
        let layout = resolve::layout(&file, &base, &mut problems);
        let settings = rule_settings::settings(&file, &base, &mut problems);
        let snippets = snippets::snippets(&file, &base, &mut problems);
        let baseline = resolve::baseline(&file, &base, &mut problems);
        if problems.is_empty() {
            Ok(Self { path: Some(path), file, layout, settings, snippets, baseline })
        } else {
            Err(problems.into_list())
        }
    }

    /// The configuration for `start`: the one [`find`] finds, else what the folders around it show, else the defaults.
    pub fn around(start: &Path) -> Result<Self, Vec<Problem>> {
        match find(start) {
            Some(path) => Self::load(&path),
            None => Ok(Self { layout: survey::find_layout(start).unwrap_or_default(), ..Self::default() }),
        }
    }

    /// The repository with the source's history, where one is set, as written: a path from the configuration's folder.
    pub fn source_git(&self) -> Option<&str> {
        match &self.file.source {
            Some(Placed { value: Source::Entry(entry), .. }) => entry.git.as_ref().map(|git| git.value.as_str()),
            _ => None,
        }
    }
}

/// The nearest configuration (one of [`NAMES`]) in the folder `start` (or of the file `start`) or above it; else the one of the only
/// folder in it that has one.
pub fn find(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().find_map(in_folder).or_else(|| below(&start))
}

fn in_folder(folder: &Path) -> Option<PathBuf> {
    NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file())
}

/// The configuration of the docset that lies in a folder of `start`: as `docs/isogloss.yml`, for who runs the program beside `docs`.
/// Two may contradict each other, so only one counts; and none where the folders of `start` are locales.
fn below(start: &Path) -> Option<PathBuf> {
    let folders = std::fs::read_dir(start).ok()?.flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
    let folders: Vec<PathBuf> = folders.collect();
    let is_locale =
        |folder: &PathBuf| folder.file_name().and_then(|name| name.to_str()).and_then(layout::tag_of_folder).is_some();
    if folders.iter().any(is_locale) {
        return None;
    }
    let mut found = folders.iter().filter_map(|folder| in_folder(folder));
    found.next().filter(|_| found.next().is_none())
}

fn text(path: &Path, problems: &mut Problems) -> Option<String> {
    // The size is asked first: a file that is not a configuration may be of any size.
    let size = match std::fs::metadata(path) {
        Ok(metadata) => metadata.len(),
        Err(error) => {
            problems.whole(format!("it cannot be read: {error}"));
            return None;
        }
    };
    if size > read::MAX_BYTES as u64 {
        problems.whole(read::too_big(size));
        return None;
    }
    match std::fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => Some(text),
        Ok(Err(error)) => {
            let at = error.utf8_error().valid_up_to();
            problems.whole(format!("it is not UTF-8: byte {at} begins no character; save it as UTF-8"));
            None
        }
        Err(error) => {
            problems.whole(format!("it cannot be read: {error}"));
            None
        }
    }
}
