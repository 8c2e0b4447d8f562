//! From what was written of sample code to what holds: languages, layout, own templates. Must not render anything.

use super::file::{File, SnippetsEntry};
use super::placed::Placed;
use super::problem::{Problems, listed, suggestion};
use super::resolve::below;
use crate::docset::discover::shown;
use crate::snippet::built_in::BUILT_IN;
use crate::snippet::choose::{Style, unknown};
use crate::snippet::plan::Layout;
use std::path::Path;

/// What a template may have at most.
const MAX_BYTES: u64 = 1 << 20;

/// What is set of sample code.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Snippets {
    /// The languages, in order; none set means: what the docset shows.
    pub targets: Vec<String>,
    /// How samples call the API.
    pub style: Style,
    /// How pages show them.
    pub layout: Layout,
    /// What a URL without a host is put below.
    pub base_url: Option<String>,
    /// Own templates: path, as messages show it, and text.
    pub templates: Vec<(String, String)>,
}

/// The styles, as written.
pub const STYLES: [(&str, Style); 2] = [("http", Style::Http), ("sdk", Style::Sdk)];

/// The layouts, as written.
pub const LAYOUTS: [(&str, Layout); 3] = [("tabs", Layout::Tabs), ("inline", Layout::Inline), ("files", Layout::Files)];

/// What `file`, lying in the folder `base`, says of sample code.
pub fn snippets(file: &File, base: &Path, problems: &mut Problems) -> Snippets {
    let mut out = Snippets { templates: templates(file, base, problems), ..Snippets::default() };
    let Some(Placed { value: entry, .. }) = &file.snippets else { return out };
    out.style = word(entry.style.as_ref(), "style", &STYLES, problems);
    out.layout = word(entry.layout.as_ref(), "layout", &LAYOUTS, problems);
    if let Some(url) = &entry.base_url {
        let host = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
        let is_host =
            host.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace));
        if !is_host || url.value.contains(['?', '#']) {
            problems.at(
                url.place,
                format!("`{}` is no URL to put paths below; write one like https://api.example.com/v1.0", url.value),
            );
        }
        out.base_url = Some(url.value.clone());
    }
    targets(entry, &mut out, problems);
    out
}

fn word<T: Copy + Default>(
    written: Option<&Placed<String>>,
    what: &str,
    words: &[(&str, T)],
    problems: &mut Problems,
) -> T {
    let Some(written) = written else { return T::default() };
    let found = words.iter().find(|(word, _)| *word == written.value);
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let hint = suggestion(&written.value, &known, &format!("the {what}s are"));
        problems.at(written.place, format!("there is no {what} `{}`{hint}", written.value));
    }
    found.map(|(_, value)| *value).unwrap_or_default()
}

fn targets(entry: &SnippetsEntry, out: &mut Snippets, problems: &mut Problems) {
    let stem = |path: &str| path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or("").to_owned();
    let built_in = BUILT_IN.iter().map(|(path, _)| stem(path));
    let known: Vec<String> = built_in.chain(out.templates.iter().map(|(path, _)| stem(path))).collect();
    for target in entry.targets.iter().flat_map(|list| &list.value) {
        // The languages of the other style have names of their own.
        if out.style == Style::Http && !known.contains(&target.value) {
            problems.at(target.place, unknown(&target.value, known.iter().map(String::as_str)));
        } else if out.targets.contains(&target.value) {
            problems.at(target.place, format!("the target {} is named twice; keep one", target.value));
        }
        out.targets.push(target.value.clone());
    }
}

/// The own templates: files, and all `.jinja` files of folders.
fn templates(file: &File, base: &Path, problems: &mut Problems) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for written in file.templates.iter().flat_map(|list| &list.value) {
        let path = below(base, &written.value);
        let mut files = Vec::new();
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).map(|entries| entries.flatten().map(|entry| entry.path()));
            files.extend(entries.into_iter().flatten().filter(|path| is_template(path)));
            files.sort();
            if files.is_empty() {
                problems.at(written.place, format!("the folder {} has no .jinja file", written.value));
            }
        } else if path.is_file() && is_template(&path) {
            files.push(path);
        } else {
            let what = if path.exists() { "is no .jinja file" } else { "is not there" };
            problems.at(written.place, format!("the template {} {what}; correct the path or remove it", written.value));
        }
        for path in files {
            match read(&path) {
                Ok(text) => out.push((shown(&path), text)),
                Err(why) => problems.at(written.place, format!("the template {} {why}", shown(&path))),
            }
        }
    }
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let twice = out.iter().enumerate().find_map(|(at, (path, _))| {
        let other = out.iter().take(at).find(|(other, _)| name(other) == name(path))?;
        Some(listed(&[other.0.as_str(), path.as_str()]))
    });
    if let (Some(paths), Some(list)) = (twice, &file.templates) {
        problems.at(list.place, format!("{paths} are one target; rename one"));
    }
    out
}

fn is_template(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|extension| extension == "jinja")
}

fn read(path: &Path) -> Result<String, String> {
    let size = std::fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?.len();
    if size > MAX_BYTES {
        return Err(format!("has {size} bytes, more than a template"));
    }
    std::fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))
}
