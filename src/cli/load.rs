//! From the paths of a command line to a docset with its settings.

use super::args::Input;
use crate::config::{self, Config, Snippets};
use crate::docset::git::Git;
use crate::docset::history::History;
use crate::docset::{DocSet, Layout, Locales, Root, discover, page_name, survey};
use crate::report::escape::visible;
use crate::rule::Settings;
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

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
    /// Whether a configuration says where the pages lie.
    pub is_configured: bool,
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
    there(&input.paths)?;
    read(input, false)
}

/// An error where one of `paths` is a file and no page: to check it would find nothing.
pub fn are_pages(paths: &[PathBuf]) -> Result<(), String> {
    match paths.iter().find(|path| path.is_file() && !page_name::is_page_path(path)) {
        Some(path) => Err(format!("{}: not a page; pages end in .md, .mdx or .markdown", path.display())),
        None => Ok(()),
    }
}

/// [`load`], with all pages of the docset, whichever are asked for.
pub fn load_all(input: &Input) -> Result<Loaded, String> {
    there(&input.paths)?;
    read(input, true)
}

/// [`load`] for a page that comes from elsewhere: the file at `path` need not be there.
pub fn load_around(input: &Input, path: &Path) -> Result<Loaded, String> {
    read(&Input { paths: vec![path.to_owned()], ..input.clone() }, false)
}

/// Where the baseline of these pages lies; no page is read.
pub fn baseline_place(input: &Input) -> Result<BaselinePlace, String> {
    let here = [PathBuf::from(".")];
    let paths = if input.paths.is_empty() { &here } else { input.paths.as_slice() };
    settle(paths, input.config.as_deref(), input.isolated).map(|settled| settled.baseline)
}

/// An error unless files or folders lie at all of `paths`.
fn there(paths: &[PathBuf]) -> Result<(), String> {
    for path in paths {
        match path.metadata() {
            Ok(found) if found.is_file() || found.is_dir() => {}
            Ok(_) => {
                let why = "neither a file nor a folder; pipes and devices are not read";
                return Err(format!("{}: {why}", path.display()));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(format!("{}: there is no such file or folder", path.display()));
            }
            Err(error) => return Err(format!("{}: cannot be looked at ({error})", path.display())),
        }
    }
    Ok(())
}

fn read(input: &Input, all: bool) -> Result<Loaded, String> {
    let here = [PathBuf::from(".")];
    let paths = if input.paths.is_empty() { &here } else { input.paths.as_slice() };
    let Settled { layout, settings, snippets, baseline, is_configured } =
        settle(paths, input.config.as_deref(), input.isolated)?;
    let mut locales = Locales::built_in();
    for path in &layout.locale_files {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        locales.add(&path.display().to_string(), &text).map_err(|error| error.to_string())?;
    }
    let in_layout = |path: &Path| std::path::absolute(path).is_ok_and(|path| discover::place(&layout, &path).is_some());
    let loose = |path: &&PathBuf| path.is_file() && !in_layout(path);
    let mut wanted: Vec<PathBuf> = paths.iter().filter(|path| !loose(path)).cloned().collect();
    // One may be named twice.
    let mut seen = HashSet::new();
    let loose =
        paths.iter().filter(loose).filter(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| (*path).clone())));
    let loose: Vec<PathBuf> = loose.cloned().collect();
    let only_loose = wanted.is_empty();
    if wanted.iter().any(|path| is_below(&layout.base, path)) {
        wanted.clear();
    }
    let mut layout = Layout { read_all: all, ..layout };
    if only_loose {
        layout.roots.clear();
    }
    let history = history(&layout, input.source_git.as_deref())?;
    let (docset, done) = discover::read_with(&layout, &wanted, &loose, &locales, history);
    done?;
    let is_whole = wanted.is_empty() && loose.is_empty();
    Ok(Loaded { docset, settings, layout, locales, snippets, baseline, is_whole, is_configured })
}

/// The history of the source's pages: of the repository that was named, or of the one the source's folder lies in.
fn history(layout: &Layout, named: Option<&Path>) -> Result<Option<History>, String> {
    let (path, folder) = match (named, &layout.source_git) {
        (Some(path), _) => (path.to_owned(), None),
        (None, Some(path)) => (path.clone(), layout.source_git_folder.as_deref()),
        (None, None) => {
            let is_source = |root: &&Root| root.locale.is_some() && root.locale == layout.source_locale;
            // Most folders lie in no repository, or in one that does not hold them: nobody asked, so nobody is told.
            let Some(root) = layout.roots.iter().find(is_source).filter(|_| layout.roots.len() > 1) else {
                return Ok(None);
            };
            let history = Git::open(&root.folder, None).and_then(History::read).ok();
            return Ok(history.filter(|history| history.current_keys().next().is_some()));
        }
    };
    let history = Git::open(&path, folder).and_then(History::read).map_err(|error| error.to_string())?;
    Ok(Some(history))
}

/// The configuration for `start`, as the command line asks for it: the file named, the nearest one, or none.
pub fn configuration(start: &Path, named: Option<&Path>, isolated: bool) -> Result<Config, String> {
    let file = match named {
        Some(path) => Some(path.to_owned()),
        None if isolated => None,
        None => config::find(start),
    };
    let Some(file) = file else {
        return Ok(Config { layout: survey::find_layout(start).unwrap_or_default(), ..Config::default() });
    };
    Config::load(&file).map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// What holds for some paths.
#[derive(Default)]
struct Settled {
    layout: Layout,
    settings: Settings,
    snippets: Snippets,
    baseline: BaselinePlace,
    is_configured: bool,
}

/// The layout and settings for `paths`: from the configuration, or inferred from folders. Several paths may belong to
/// several layouts without a configuration: their folders are put together.
fn settle(paths: &[PathBuf], named: Option<&Path>, isolated: bool) -> Result<Settled, String> {
    let mut merged: Option<Settled> = None;
    for path in paths {
        let found = configuration(path, named, isolated)?;
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
                let (settings, snippets, is_configured) = (found.settings, found.snippets, beside.is_some());
                merged = Some(Settled { layout, settings, snippets, baseline, is_configured });
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

/// Names the pages that were not `done` (a participle: `checked`), each with the reason; whether there are any.
pub fn tell_skipped(loaded: &Loaded, done: &str) -> bool {
    for skip in &loaded.docset.skipped {
        say!("error: {} was not {done}: {}", visible(&skip.path), visible(&skip.reason));
    }
    !loaded.docset.skipped.is_empty()
}

/// [`tell_skipped`], with the pages that the program itself fails to read: for commands that print no findings.
pub fn tell_unread(loaded: &Loaded, done: &str) -> bool {
    let mut any = tell_skipped(loaded, done);
    for member in &loaded.docset.members {
        if let Some(said) = &member.page.failure {
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

fn is_below(path: &Path, folder: &Path) -> bool {
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
