//! From the paths of a command line to a docset with its settings.

use super::args::Input;
use super::asked;
use crate::config::file::File;
use crate::config::{self, Config, Snippets};
use crate::docset::discover::shown;
use crate::docset::git::{Git, GitError};
use crate::docset::history::History;
use crate::docset::{DocSet, Layout, Locales, Root, discover, survey};
use crate::engine::{Run, failure};
use crate::report::escape::visible;
use crate::rule::Settings;
use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

/// The name of the baseline where nothing else is set.
pub const BASELINE: &str = "isogloss-baseline.json";

/// A docset with what was configured for it.
pub struct Loaded {
    /// The pages.
    pub docset: DocSet,
    /// The rules' settings.
    pub settings: Settings,
    /// Where the pages lie.
    pub layout: Layout,
    /// The words of their locales.
    pub locales: Locales,
    /// What is set of sample code.
    pub snippets: Snippets,
    /// Where the baseline lies.
    pub baseline: BaselinePlace,
    /// Whether all pages of the docset are asked for.
    pub is_whole: bool,
    /// The configuration that says where the pages lie, where there is one.
    pub configuration: Option<PathBuf>,
    /// What stands in it.
    pub written: File,
    /// Why the source's history was not read, though there seems to be one.
    pub unread_history: Option<String>,
    /// Folders that look like locales and are none of the configuration's; looked for where all of a configured docset is read.
    pub unlisted: Vec<PathBuf>,
}

/// Where the baseline lies, if there is one.
#[derive(Clone, Default)]
pub struct BaselinePlace {
    /// The file.
    pub path: PathBuf,
    /// Whether the configuration names it: then it must be there.
    pub is_set: bool,
    /// Whether it is taken where it is there and nobody names it.
    pub is_looked_for: bool,
}

/// Reads the pages that `paths` name, with the docset around them. Errors are messages for people.
pub fn load(input: &Input) -> Result<Loaded, String> {
    asked::there(&input.paths)?;
    held(input, read(input, false)?)
}

/// [`load`], with all pages of the docset, whichever are asked for.
pub fn load_all(input: &Input) -> Result<Loaded, String> {
    asked::there(&input.paths)?;
    held(input, read(input, true)?)
}

/// [`load`] for an editor: the folder that is open there may hold no page.
pub fn load_open(input: &Input) -> Result<Loaded, String> {
    asked::there(&input.paths)?;
    read(input, false)
}

/// What was read, where every folder that was asked for has a part in it.
fn held(input: &Input, loaded: Loaded) -> Result<Loaded, String> {
    let mut folders = paths(input);
    folders.retain(|path| !loaded.is_whole && !is_below(&loaded.layout.base, path));
    asked::hold_pages(&folders, &loaded.docset).map(|()| loaded)
}

/// [`load`] for a page that comes from elsewhere: the file at `path` need not be there.
pub fn load_around(input: &Input, path: &Path) -> Result<Loaded, String> {
    read(&Input { paths: vec![path.to_owned()], ..input.clone() }, false)
}

/// Where the baseline of these pages lies; no page is read.
pub fn baseline_place(input: &Input) -> Result<BaselinePlace, String> {
    settle(&paths(input), input.config.as_deref(), input.isolated).map(|settled| settled.baseline)
}

/// What is set of sample code for these pages; no page is read.
pub fn snippets(input: &Input) -> Result<Snippets, String> {
    settle(&paths(input), input.config.as_deref(), input.isolated).map(|settled| settled.snippets)
}

/// The paths asked for; the current folder where there are none.
fn paths(input: &Input) -> Vec<PathBuf> {
    if input.paths.is_empty() {
        vec![PathBuf::from(".")]
    } else {
        input.paths.iter().map(|path| straight(path)).collect()
    }
}

/// `path` without `..`, since paths of pages have none: `../es-ES` from `en-US` is the folder that the configuration names. Where a
/// link on the way makes that another place, `path` as it is.
pub fn straight(path: &Path) -> PathBuf {
    if !path.components().any(|part| part == Component::ParentDir) {
        return path.to_owned();
    }
    let plain = std::path::absolute(path).map(|path| config::normal(&path));
    let is_same = |plain: &PathBuf| plain.canonicalize().ok() == path.canonicalize().ok();
    plain.ok().filter(is_same).unwrap_or_else(|| path.to_owned())
}

fn read(input: &Input, all: bool) -> Result<Loaded, String> {
    let paths = paths(input);
    let Settled { layout, settings, snippets, baseline, configuration, written } =
        settle(&paths, input.config.as_deref(), input.isolated)?;
    let mut locales = Locales::built_in();
    for path in &layout.locale_files {
        locales.add(&shown(path), &text_of(path)?).map_err(|error| error.to_string())?;
    }
    let in_layout = |path: &Path| std::path::absolute(path).is_ok_and(|path| discover::place(&layout, &path).is_some());
    let is_loose = |path: &PathBuf| path.is_file() && !in_layout(path);
    let (loose, mut wanted): (Vec<PathBuf>, Vec<PathBuf>) = paths.iter().cloned().partition(is_loose);
    // A page that belongs to no docset is called what it was called.
    let names = input.paths.iter().map(|typed| (straight(typed), typed));
    let names: Vec<_> = names.filter(|(path, typed)| path != *typed).collect();
    let typed =
        |path: PathBuf| names.iter().find(|(other, _)| *other == path).map_or(path, |(_, typed)| (*typed).clone());
    // One may be named twice.
    let mut seen = HashSet::new();
    let is_new = |path: &PathBuf| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone()));
    let loose: Vec<PathBuf> = loose.into_iter().filter(is_new).map(typed).collect();
    let only_loose = wanted.is_empty();
    if wanted.iter().any(|path| is_below(&layout.base, path)) {
        wanted.clear();
    }
    let mut layout = Layout { read_all: all, ..layout };
    if only_loose {
        layout.roots.clear();
    }
    let (history, unread_history) = history(&layout, input.source_git.as_deref())?;
    let (docset, done) = discover::read_with(&layout, &wanted, &loose, &locales, history);
    done?;
    let is_whole = wanted.is_empty() && loose.is_empty();
    let is_asked = is_whole && configuration.is_some();
    let unlisted = if is_asked { survey::unlisted(&layout) } else { Vec::new() };
    Ok(Loaded {
        docset,
        settings,
        layout,
        locales,
        snippets,
        baseline,
        is_whole,
        configuration,
        written,
        unread_history,
        unlisted,
    })
}

/// The text of a file other than a page. The error says which it is, and what to do.
pub fn text_of(path: &Path) -> Result<String, String> {
    let name = shown(path);
    let bytes = std::fs::read(path).map_err(|error| format!("{name} cannot be read: {error}"))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("{name} is not UTF-8: byte {at} begins no character; save it as UTF-8")
    })
}

/// The history of the source's pages: of the repository that was named, or of the one the source's folder lies in; and why that
/// one was not read.
fn history(layout: &Layout, named: Option<&Path>) -> Result<(Option<History>, Option<String>), String> {
    let (path, folder) = match (named, &layout.source_git) {
        (Some(path), _) => (path.to_owned(), None),
        (None, Some(path)) => (path.clone(), layout.source_git_folder.as_deref()),
        (None, None) => {
            let is_source = |root: &&Root| root.locale.is_some() && root.locale == layout.source_locale;
            let Some(root) = layout.roots.iter().find(is_source).filter(|_| layout.roots.len() > 1) else {
                return Ok((None, None));
            };
            return Ok(match Git::open(&root.folder, None).and_then(History::read) {
                Ok(history) => (Some(history).filter(|history| history.current_keys().next().is_some()), None),
                // Most folders lie in no repository, or in one that does not hold them: nobody asked, so nobody is told.
                Err(GitError::NotRepository { .. } | GitError::NoFolder { .. } | GitError::NoCommit { .. }) => {
                    (None, None)
                }
                Err(GitError::NoProgram { .. }) if !is_versioned(&root.folder) => (None, None),
                Err(error) => (None, Some(error.to_string())),
            });
        }
    };
    let history = Git::open(&path, folder).and_then(History::read).map_err(|error| error.to_string())?;
    Ok((Some(history), None))
}

/// Whether `folder` looks like a part of a work tree, to who cannot ask git.
fn is_versioned(folder: &Path) -> bool {
    std::path::absolute(folder).is_ok_and(|folder| folder.ancestors().any(|folder| folder.join(".git").exists()))
}

/// The configuration for `start`, as the command line asks for it: the file named, the nearest one, or none.
pub fn configuration(start: &Path, named: Option<&Path>, isolated: bool) -> Result<Config, String> {
    match file_for(start, named, isolated) {
        Some(file) => configured(&file),
        None => Ok(inferred(start)),
    }
}

fn file_for(start: &Path, named: Option<&Path>, isolated: bool) -> Option<PathBuf> {
    match named {
        Some(path) => Some(path.to_owned()),
        None if isolated => None,
        None => config::find(start),
    }
}

fn configured(file: &Path) -> Result<Config, String> {
    Config::load(file).map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

fn inferred(start: &Path) -> Config {
    // Locales beside a folder say nothing of it.
    let holds = |layout: &Layout| {
        let folders = layout.roots.iter().map(|root| root.folder.as_path());
        folders.into_iter().any(|folder| is_below(folder, start) || is_below(start, folder))
    };
    Config { layout: survey::find_layout(start).filter(holds).unwrap_or_default(), ..Config::default() }
}

/// The one configuration among those for several paths. The error names two.
fn only(files: &[Option<PathBuf>]) -> Result<Option<&PathBuf>, String> {
    let real = |file: &Path| file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let mut files = files.iter().flatten();
    let Some(first) = files.next() else { return Ok(None) };
    let here = real(first);
    match files.find(|file| *file != first && real(file) != here) {
        None => Ok(Some(first)),
        Some(other) => {
            let [first, other] = [first, other].map(|file| shown(&config::normal(file)));
            Err(format!("{first} and {other} both apply; check them apart, or name one with --config"))
        }
    }
}

/// What holds for some paths.
#[derive(Default)]
struct Settled {
    layout: Layout,
    settings: Settings,
    snippets: Snippets,
    baseline: BaselinePlace,
    configuration: Option<PathBuf>,
    written: File,
}

/// The layout and settings for `paths`: from the configuration, or inferred from folders. Several paths may belong to
/// several layouts without a configuration: their folders are put together. Two configurations are an error: the rules of one
/// are not those of the other.
fn settle(paths: &[PathBuf], named: Option<&Path>, isolated: bool) -> Result<Settled, String> {
    let files: Vec<Option<PathBuf>> = paths.iter().map(|path| file_for(path, named, isolated)).collect();
    let config = only(&files)?.map(|file| configured(file)).transpose()?;
    // What is set holds wherever its path stands among the others.
    let (first, last): (Vec<_>, Vec<_>) = paths.iter().zip(&files).partition(|(_, file)| file.is_some());
    let mut merged: Option<Settled> = None;
    for (path, file) in first.into_iter().chain(last) {
        let found = file.as_ref().and_then(|_| config.clone()).unwrap_or_else(|| inferred(path));
        let (set, beside) = (found.baseline, found.path);
        let mut layout = found.layout;
        if layout.roots.is_empty() && path.is_dir() {
            // A folder that shows no locales is one tree, whose pages may say their locale themselves.
            layout.base = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            layout.roots.push(Root::new(None, path.clone()));
        }
        let baseline = baseline(set, beside.as_deref().and_then(Path::parent).unwrap_or(&layout.base), isolated);
        match &mut merged {
            None => {
                let (settings, snippets, written) = (found.settings, found.snippets, found.file);
                merged = Some(Settled { layout, settings, snippets, baseline, configuration: beside, written });
            }
            Some(Settled { layout: all, .. }) => {
                if all.base != layout.base {
                    all.base = PathBuf::new();
                }
                for root in layout.roots {
                    if !all.roots.contains(&root) {
                        all.roots.push(root);
                    }
                }
            }
        }
    }
    Ok(merged.unwrap_or_default())
}

/// The file that is set; else the default one in `folder`: beside the configuration, or where the docset lies.
fn baseline(set: Option<PathBuf>, folder: &Path, isolated: bool) -> BaselinePlace {
    let is_set = set.is_some();
    BaselinePlace { path: set.unwrap_or_else(|| folder.join(BASELINE)), is_set, is_looked_for: !isolated }
}

/// What is said where there is no page to `do_what`.
pub fn no_pages(input: &Input, loaded: &Loaded, do_what: &str) -> String {
    let places = match input.paths.as_slice() {
        [] => vec![shown(&loaded.layout.base)],
        paths => paths.iter().map(|path| shown(path)).collect(),
    };
    let places: Vec<_> = places.into_iter().filter(|place| !matches!(place.as_str(), "" | ".")).collect();
    let places = if places.is_empty() { "this folder".to_owned() } else { places.join(", ") };
    let advice = match &loaded.configuration {
        Some(file) => format!("correct the path, or `locales` and `exclude` in {}", shown(file)),
        None => "name the folder that holds them".to_owned(),
    };
    format!("there are no pages (.md, .mdx or .markdown files) to {do_what} in {places}; {advice}")
}

/// Names the pages that were not `done` (a participle: `checked`), each with the reason; whether there are any.
pub fn tell_skipped(docset: &DocSet, done: &str) -> bool {
    for skip in &docset.skipped {
        say!("error: {} was not {done}: {}", visible(&skip.path), visible(&skip.reason));
    }
    !docset.skipped.is_empty()
}

/// Names the pages on which the program failed in `run`, for commands that print no findings; whether there are any.
pub fn tell_failed(docset: &DocSet, run: &Run, done: &str) -> bool {
    for item in failure::of(run) {
        let path = docset.get(item.page).map_or("", |member| &member.page.source.path);
        say!("error: {} was not {done}: {}", visible(path), visible(&item.finding.message));
    }
    failure::any(run)
}

/// [`tell_skipped`], with the pages that the program itself fails to read: for commands that print no findings.
pub fn tell_unread(loaded: &Loaded, done: &str) -> bool {
    let mut any = tell_skipped(&loaded.docset, done);
    for member in &loaded.docset.members {
        if let Some(said) = member.page.failure() {
            let path = visible(&member.page.source.path);
            say!("error: {path} was not {done}: {}", failed(said));
            any = true;
        }
    }
    any
}

/// What is said of a fault of the program.
pub fn failed(said: &str) -> String {
    format!("the program failed on it: {}; please report this, with the page", visible(said))
}

pub(super) fn is_below(path: &Path, folder: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).map(|path| path.components().collect::<PathBuf>());
    match (absolute(path), absolute(folder)) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}

/// One pool for the run. Deep pages need more stack than a thread has by default.
pub fn threads(count: Option<usize>) {
    let builder = rayon::ThreadPoolBuilder::new().stack_size(16 << 20).num_threads(count.unwrap_or(0));
    // A second call in one process (tests) keeps the first pool.
    let _ = builder.build_global();
}
