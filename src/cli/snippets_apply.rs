//! From a plan to files: what each file will hold, the diff of that with what it holds, and the writing.

use crate::docset::discover::shown;
use crate::docset::samples::{self, FilePlace};
use crate::docset::{DocSet, PageId};
use crate::engine::write;
use crate::report::escape::visible;
use crate::snippet::plan::{self, Plan};
use crate::text::edit::apply as apply_edits;
use rayon::prelude::*;
use similar::TextDiff;
use std::collections::{BTreeSet, HashSet};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Where changed files go instead of their own places.
pub struct Destination<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// The folder that the locales' folders lie in.
    pub base: &'a Path,
}

/// A file that is to change.
struct Change {
    /// The path.
    path: PathBuf,
    /// What it holds; `None` where it is not there.
    old: Option<String>,
    /// What it is to hold; `None` where it is to go.
    new: Option<String>,
    /// The folder below which no link is followed.
    within: Option<PathBuf>,
    what: What,
}

/// What a file is to the plan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Page(PageId),
    /// The include file of a request on this page.
    Sample(PageId),
    Orphan,
}

/// All files that are to change, and what cannot.
#[derive(Default)]
pub struct Changes {
    list: Vec<Change>,
    unchanged: usize,
    failed: Vec<String>,
    /// Where include files lie that are as they should be: a run that was killed may have left something beside them.
    folders: BTreeSet<PathBuf>,
}

impl Changes {
    /// Compares what the plan wants with the files that are there.
    pub fn of(docset: &DocSet, plan: &Plan, prune: bool, to: Option<&Destination<'_>>) -> Changes {
        let apart = to.is_some();
        let pages = plan.pages.par_iter().filter_map(|(id, edits)| {
            let member = docset.get(*id)?;
            let old = member.page.source.file_text();
            let (new, applied) = apply_edits(old, edits);
            if applied < edits.len() {
                return Some(Err(format!(
                    "{}: the edits of this page overlap; it was left as it is",
                    member.page.source.path
                )));
            }
            let place = plan::place(docset, member, apart);
            (new != *old).then(|| Ok((place, Some(old.to_string()), Some(new), What::Page(*id))))
        });
        let samples = plan.samples.par_iter().map(|sample| {
            let is_elsewhere = apart && sample.place.root.is_none();
            let old = if is_elsewhere { Ok(None) } else { samples::read(docset, &sample.place) };
            let old = old.map_err(|why| format!("{}: {why}", shown(&sample.place.on_disk(docset))))?;
            let new = sample.file.text(old.as_deref());
            Ok((sample.place.clone(), old, Some(new), What::Sample(sample.page)))
        });
        let orphans = plan.unused.orphans.par_iter().filter(|_| prune && !apart).filter_map(|place| {
            let old = samples::read(docset, place).ok()??;
            Some(Ok((place.clone(), Some(old), None, What::Orphan)))
        });
        let all: Vec<Result<_, String>> = pages.chain(samples).chain(orphans).collect();
        let mut changes = Changes::default();
        for item in all {
            match item {
                Ok((place, old, new, _)) if old == new => {
                    changes.unchanged += 1;
                    if !apart {
                        changes.folders.extend(place.on_disk(docset).parent().map(Path::to_owned));
                    }
                }
                Ok((place, old, new, what)) => changes.add(docset, &place, (old, new), what, to),
                Err(why) => changes.failed.push(why),
            }
        }
        changes
    }

    fn add(
        &mut self,
        docset: &DocSet,
        place: &FilePlace,
        (old, new): (Option<String>, Option<String>),
        what: What,
        to: Option<&Destination<'_>>,
    ) {
        let within = place.root.and_then(|at| docset.roots.get(at)).map(|root| root.files.root.clone());
        let Some(to) = to else {
            self.list.push(Change { path: place.on_disk(docset), old, new, within, what });
            return;
        };
        let below = match &within {
            Some(root) => {
                let name = || root.file_name().map(PathBuf::from).unwrap_or_default();
                let folder = root.strip_prefix(to.base).map(Path::to_owned).ok();
                folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(name).join(&place.path)
            }
            None => PathBuf::from(place.path.trim_start_matches('/')),
        };
        let folder = std::path::absolute(to.folder).unwrap_or_else(|_| to.folder.to_owned());
        let path = folder.join(below);
        let old = std::fs::read_to_string(&path).ok();
        if old == new {
            self.unchanged += 1;
        } else {
            self.list.push(Change { path, old, new, within: Some(folder), what });
        }
    }
}

/// What was done, or would be.
#[derive(Default)]
pub struct Done {
    /// What could not be done.
    pub failed: usize,
    pages: usize,
    written: usize,
    removed: usize,
    unchanged: usize,
}

impl Done {
    /// How many files changed.
    pub fn changed(&self) -> usize {
        self.pages + self.written + self.removed
    }

    /// One line for people.
    pub fn summary(&self, only_compared: bool) -> String {
        let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let verb = if only_compared { "would change" } else { "changed" };
        let mut parts = vec![format!("{} {verb}", count(self.pages, "page"))];
        let verb = if only_compared { "would be written" } else { "written" };
        parts.push(format!("{} {verb}", count(self.written, "include file")));
        if self.removed > 0 {
            let verb = if only_compared { "would be removed" } else { "removed" };
            parts.push(format!("{} {verb}", self.removed));
        }
        parts.push(format!("{} unchanged", self.unchanged));
        if self.failed > 0 {
            parts.push(format!("{} failed", self.failed));
        }
        parts.join(", ")
    }

    fn count(&mut self, change: &Change) {
        match change {
            Change { new: None, .. } => self.removed += 1,
            Change { what: What::Page(_), .. } => self.pages += 1,
            Change { .. } => self.written += 1,
        }
    }
}

/// Writes the files. What fails is told and counted; the rest is written all the same.
pub fn apply(changes: &Changes) -> Done {
    let mut done = Done { unchanged: changes.unchanged, ..Done::default() };
    changes.folders.iter().for_each(|folder| write::sweep(folder));
    let write = |change: &Change| match (&change.new, &change.old) {
        (Some(new), old) => write::write(&change.path, old.as_deref(), new, change.within.as_deref()),
        (None, Some(old)) => write::remove(&change.path, old, change.within.as_deref()),
        (None, None) => Ok(()),
    };
    let mut failed = changes.failed.clone();
    let mut without: HashSet<PageId> = HashSet::new();
    // Files first: a tab must not include what could not be written. Removal last: a page that could not be written may
    // still include what it was to give up.
    for step in 0..3 {
        let is_now = |change: &&Change| match change.what {
            What::Sample(_) => step == 0,
            What::Page(_) => step == 1,
            What::Orphan => step == 2,
        };
        let now: Vec<&Change> = changes.list.iter().filter(is_now).collect();
        let is_held_back = step == 2 && !failed.is_empty();
        let one = |change: &&Change| match change.what {
            What::Page(page) if without.contains(&page) => {
                Err("it was left as it is, since an include file could not be written".to_owned())
            }
            What::Orphan if is_held_back => Err("it was not removed, since not everything could be written".to_owned()),
            _ => write(change),
        };
        let results: Vec<Result<(), String>> = now.par_iter().map(one).collect();
        for (change, result) in now.into_iter().zip(results) {
            match result {
                Ok(()) => done.count(change),
                Err(why) => {
                    if let What::Sample(page) = change.what {
                        without.insert(page);
                    }
                    failed.push(format!("{}: {why}", shown(&change.path)));
                }
            }
        }
    }
    report(&mut done, &failed);
    done
}

/// Prints what would change as a diff.
pub fn compare(changes: &Changes) -> Result<Done, String> {
    let mut done = Done { unchanged: changes.unchanged, ..Done::default() };
    let out = std::io::stdout().lock();
    let is_terminal = out.is_terminal();
    let mut out = std::io::BufWriter::with_capacity(1 << 16, out);
    let mut written = Ok(());
    for change in &changes.list {
        done.count(change);
        let path = shown(&change.path);
        let name = |text: &Option<String>, side: &str| match text {
            Some(_) => format!("{side}/{}", path.trim_start_matches('/')),
            None => "/dev/null".to_owned(),
        };
        let (old, new) = (change.old.as_deref().unwrap_or(""), change.new.as_deref().unwrap_or(""));
        let diff = TextDiff::from_lines(old, new);
        let diff = diff.unified_diff().header(&name(&change.old, "a"), &name(&change.new, "b")).to_string();
        // A page must not speak to the terminal; a patch must keep every byte.
        let diff = if is_terminal {
            diff.split('\n').map(|line| visible(line).into_owned()).collect::<Vec<_>>().join("\n")
        } else {
            diff
        };
        written = written.and_then(|()| out.write_all(diff.as_bytes()));
    }
    report(&mut done, &changes.failed);
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("the diff could not be written: {error}"))
        }
        _ => Ok(done),
    }
}

fn report(done: &mut Done, failed: &[String]) {
    let mut told = HashSet::new();
    for why in failed.iter().filter(|why| told.insert(*why)) {
        say!("error: {}", visible(why));
    }
    done.failed = failed.len();
}
