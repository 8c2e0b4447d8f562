//! What `check`, `check --watch` and `baseline` have in common: the docset read, the rules chosen, the baseline at hand.

use super::args_check::{Check, Chosen, Part};
use super::asked;
use super::load::{self, Loaded};
use super::progress::Progress;
use super::{catalogue, stdin};
use crate::docset::changed::{self, Than};
use crate::docset::discover::shown;
use crate::engine::baseline::{Stale, is_rule};
use crate::engine::{self, Baseline, Run, Scope, Selection, Shard, failure};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Pages, rules and what is known of them.
pub struct Job {
    /// The docset with its settings.
    pub loaded: Loaded,
    /// The rules that run.
    pub selection: Selection,
    /// What is known already.
    pub baseline: Option<Baseline>,
    /// The part of the pages that is checked.
    pub shard: Option<Shard>,
    /// Whether only changed pages are.
    pub only_changed: bool,
}

impl Job {
    /// Reads what `check` is about. The error is for people.
    pub fn of_check(args: &Check) -> Result<Self, String> {
        let mut loaded = match &args.stdin_path {
            Some(path) => stdin::load(&args.input, path)?,
            None if args.input.paths.iter().any(|path| path.as_os_str() == "-") => {
                return Err(
                    "-: to check a page from standard input, say where it belongs: --stdin-path FILE".to_owned()
                );
            }
            None => asked::are_pages(&args.input.paths).and_then(|()| load::load(&args.input))?,
        };
        let selection = selection(&args.rules, &loaded)?;
        let baseline = if args.no_baseline { None } else { known(args.baseline.as_deref(), &loaded)? };
        let Part { since, staged, shard } = &args.part;
        let than = since.as_deref().map(Than::Commit).or(staged.then_some(Than::Staged));
        if let Some(than) = than {
            let notes = changed::narrow(&mut loaded.docset, than)?;
            for note in notes.iter().filter(|_| !args.output.quiet) {
                say!("note: {note}");
            }
        }
        Ok(Self { loaded, selection, baseline, shard: *shard, only_changed: than.is_some() })
    }

    /// Runs the rules.
    pub fn run(&self, progress: &Progress) -> Run {
        let pages = self.scope().pages(&self.loaded.docset).into_iter().filter(|asked| *asked).count();
        let scope = Scope { checked: progress.of(pages), ..self.scope() };
        engine::run_in(&self.loaded.docset, &self.selection, &self.loaded.settings, scope)
    }

    /// What narrows the run.
    pub fn scope(&self) -> Scope<'_> {
        Scope { baseline: self.baseline.as_ref(), shard: self.shard, checked: None }
    }

    /// What the baseline holds and this run, which looked at it, no longer found.
    pub fn stale(&self, run: &Run) -> Vec<Stale> {
        let Some(baseline) = &self.baseline else { return Vec::new() };
        let today = Baseline::of(&self.loaded.docset, run.debt(), &baseline.folder);
        let looked_at = self.looked_at(baseline, run);
        baseline.stale(&today, |page, rule| looked_at.has(page, rule))
    }

    /// Which pages and rules `run` looked at, as the baseline names them. Where the program failed, not all was found.
    pub fn looked_at<'a>(&'a self, baseline: &'a Baseline, run: &Run) -> LookedAt<'a> {
        let docset = &self.loaded.docset;
        let asked = self.scope().pages(docset);
        let of_page = docset.members.iter().zip(asked).map(|(member, asked)| (baseline.page(docset, member), asked));
        let mut pages: HashMap<String, bool> = of_page.collect();
        for member in failure::of(run).filter_map(|item| docset.get(item.page)) {
            pages.insert(baseline.page(docset, member), false);
        }
        LookedAt {
            pages,
            folder: &baseline.folder,
            // A page that is gone belongs to no part; one of the parts tells of it.
            all: self.loaded.is_whole && !self.only_changed && self.shard.is_none_or(|shard| shard.index == 1),
            selection: &self.selection,
        }
    }
}

/// Which pages and rules a run looks at.
pub struct LookedAt<'a> {
    pages: HashMap<String, bool>,
    folder: &'a Path,
    all: bool,
    selection: &'a Selection,
}

impl LookedAt<'_> {
    /// Whether a finding of `rule` on `page` would have been found.
    pub fn has(&self, page: &str, rule: &str) -> bool {
        let is_asked = match self.pages.get(page) {
            Some(asked) => *asked,
            // One that is there and was not read may still have its faults.
            None => self.all && self.folder.join(page).symlink_metadata().is_err(),
        };
        is_asked && (self.selection.rule(rule).is_some() || !is_rule(rule))
    }
}

/// The rules that the command line and the configuration ask for.
pub fn selection(rules: &Chosen, loaded: &Loaded) -> Result<Selection, String> {
    Selection::new(&rules.select, &rules.ignore, &loaded.settings).map_err(|unknown| catalogue::unknown_rule(&unknown))
}

/// The baseline that holds: the file named, the one set, or the default one if it is there.
pub fn known(named: Option<&Path>, loaded: &Loaded) -> Result<Option<Baseline>, String> {
    let place = &loaded.baseline;
    match (named, place.is_set) {
        (Some(file), _) => read(file).map(Some),
        (None, true) => read(&place.path).map(Some),
        (None, false) if place.is_looked_for && place.path.is_file() => read(&place.path).map(Some),
        (None, false) => Ok(None),
    }
}

/// Reads the baseline at `file`. The error says what is wrong and what to do.
pub fn read(file: &Path) -> Result<Baseline, String> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        let name = shown(file);
        match error.kind() {
            std::io::ErrorKind::NotFound => format!(
                "the baseline {name} is not there; write it with `isogloss baseline`, correct its name, or check with --no-baseline"
            ),
            std::io::ErrorKind::InvalidData => format!("the baseline {name} is not UTF-8; remove it and run `isogloss baseline`"),
            _ => format!("the baseline {name} cannot be read: {error}"),
        }
    })?;
    Baseline::read(&text, &folder_of(file)).map_err(|what| {
        let is_place = what.starts_with(|first: char| first.is_ascii_digit());
        format!("{}:{}{what}", shown(file), if is_place { "" } else { " " })
    })
}

/// The folder that pages are named from.
pub fn folder_of(file: &Path) -> PathBuf {
    let path = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    path.parent().unwrap_or(Path::new("")).components().collect()
}
