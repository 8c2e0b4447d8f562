//! `check --watch`: checks again when a file changes. Only pages that say something else are read anew; when pages come or go, or
//! the configuration changes, everything is.

use super::args::Check;
use super::check;
use super::job::Job;
use super::load::{self, Loaded};
use super::output::{self, Asked};
use super::progress::Progress;
use super::{complain, fail};
use crate::config;
use crate::docset::{Member, PageId, again, texts_read};
use crate::engine::failure;
use crate::report::concise::thousands;
use crate::text::Text;
use notify::{EventKind, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::Metadata;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// An editor writes a file in several steps, and a checkout many files: quiet for so long means it is done.
const QUIET: Duration = Duration::from_millis(100);
/// Where there is never quiet, this long is enough.
const LONGEST: Duration = Duration::from_secs(2);

/// Checks, waits, and checks again. Ends with the process, with the reader of its reports, or when nothing can be watched any more.
pub fn run(args: &Check, reports: &[Asked]) -> ExitCode {
    let (send, events) = channel();
    let watcher = notify::recommended_watcher(send);
    let mut watcher = match watcher {
        Ok(watcher) => watcher,
        Err(error) => return fail(format!("files cannot be watched here: {error}")),
    };
    let mut watched: BTreeSet<PathBuf> = BTreeSet::new();
    let mut job = match Job::of_check(args) {
        Ok(job) => job,
        Err(message) => return fail(message),
    };
    loop {
        for (folder, mode) in folders(args, &job.loaded) {
            if watched.insert(folder.clone())
                && let Err(error) = watcher.watch(&folder, mode)
            {
                return fail(format!("{} cannot be watched: {error}", folder.display()));
            }
        }
        if let Some(code) = tell(args, reports, &job) {
            return code;
        }
        loop {
            let Some(changes) = next(&events) else {
                return fail("files can no longer be watched");
            };
            match changed(args, job, &changes) {
                (next, true) => {
                    job = next;
                    break;
                }
                (next, false) => job = next,
            }
        }
    }
}

/// Runs the rules and reports. An exit code where nobody reads on (`| head`).
fn tell(args: &Check, reports: &[Asked], job: &Job) -> Option<ExitCode> {
    let started = Instant::now();
    let progress = Progress::start(!args.no_progress && !args.output.quiet);
    let mut run = job.run(&progress);
    drop(progress);
    if std::io::stdout().is_terminal() {
        // The screen and what was scrolled out of it, as `clear` does.
        let _ = std::io::stdout().write_all(b"\x1b[H\x1b[2J\x1b[3J");
    }
    let told = check::report(args, reports, job, &mut run, started);
    let is_incomplete = load::tell_skipped(&job.loaded.docset, "checked");
    match told {
        Ok((summary, false)) => {
            return Some(output::exit_code(&summary, &args.output, is_incomplete | failure::any(&run)));
        }
        Ok(_) => {}
        Err(message) => complain(&message),
    }
    let pages = job.loaded.docset.members.len();
    say!("watching {} page{}; Ctrl-C ends", thousands(pages), if pages == 1 { "" } else { "s" });
    None
}

/// The folders to watch: those of the locales with all that is below them, those of loose pages and of the configuration
/// without.
fn folders(args: &Check, loaded: &Loaded) -> Vec<(PathBuf, RecursiveMode)> {
    let mut folders: Vec<(PathBuf, RecursiveMode)> = Vec::new();
    let roots = loaded.docset.roots.iter().map(|root| root.files.root.clone());
    folders.extend(roots.map(|root| (root, RecursiveMode::Recursive)));
    let loose = loaded.docset.members.iter().filter(|member| member.root.is_none());
    let loose = loose.filter_map(|member| loaded.docset.place(member).0.parent().map(Path::to_owned));
    let named = loaded.configuration.iter().cloned().chain([loaded.baseline.path.clone()]).chain(args.baseline.clone());
    let named = named.chain(loaded.layout.locale_files.iter().cloned());
    let beside = named.filter_map(|file| std::path::absolute(file).ok()?.parent().map(Path::to_owned));
    for folder in loose.chain(beside) {
        let is_known = folders
            .iter()
            .any(|(other, mode)| folder == *other || *mode == RecursiveMode::Recursive && folder.starts_with(other));
        if !is_known && folder.is_dir() {
            folders.push((folder, RecursiveMode::NonRecursive));
        }
    }
    folders
}

/// What happened.
#[derive(Default)]
struct Changes {
    /// The files it happened to.
    paths: BTreeSet<PathBuf>,
    /// Whether more happened than could be told.
    is_missed: bool,
}

impl Changes {
    fn take(&mut self, event: notify::Result<notify::Event>) {
        match event {
            Ok(event) if event.need_rescan() => self.is_missed = true,
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) => self.paths.extend(event.paths),
            Err(_) => self.is_missed = true,
        }
    }
}

/// Waits until something happens and then is quiet for a moment. `None` when no more can be told.
fn next(events: &Receiver<notify::Result<notify::Event>>) -> Option<Changes> {
    let mut changes = Changes::default();
    changes.take(events.recv().ok()?);
    let first = Instant::now();
    while first.elapsed() < LONGEST
        && let Ok(event) = events.recv_timeout(QUIET)
    {
        changes.take(event);
    }
    Some(changes)
}

/// The job after `changes`, and whether that is to be reported.
fn changed(args: &Check, job: Job, changes: &Changes) -> (Job, bool) {
    let docset = &job.loaded.docset;
    let places =
        docset.members.iter().enumerate().map(|(at, member)| (plain(&docset.place(member).0), PageId(at as u32)));
    let places: HashMap<PathBuf, PageId> = places.collect();
    let mut texts: BTreeMap<PageId, String> = BTreeMap::new();
    let (mut is_other, mut is_anew) = (false, changes.is_missed);
    let folders: Vec<(PathBuf, PathBuf)> =
        folders(args, &job.loaded).into_iter().map(|(folder, _)| real(&folder)).collect();
    for path in changes.paths.iter().map(|path| as_named(path, &folders)).filter(|path| !is_passing(path)) {
        match places.get(&path) {
            Some(page) => match text(docset.get(*page), &path) {
                Some((old, new)) => {
                    if **old != *new {
                        texts.insert(*page, new.to_string());
                    }
                }
                // A page that is gone, or is no text any more.
                None => is_anew = true,
            },
            None if is_setting(args, &job.loaded, &path) => is_anew = true,
            None => {
                // A page that has come, a sample, an image: links and includes find it or no longer do.
                let in_docset = docset.roots.iter().any(|root| path.starts_with(plain(&root.files.root)));
                is_other |= in_docset && !path.is_dir();
                is_anew |= in_docset;
            }
        }
    }
    if is_anew {
        return match Job::of_check(args) {
            Ok(new) => (new, true),
            Err(message) => {
                complain(&message);
                (job, false)
            }
        };
    }
    if texts.is_empty() {
        return (job, is_other);
    }
    let mut job = job;
    let old = std::mem::take(&mut job.loaded.docset);
    let (docset, history) = again::with_texts(old, texts, &job.loaded.layout, &job.loaded.locales);
    job.loaded.docset = docset;
    if let Err(message) = history {
        complain(&message);
    }
    (job, true)
}

/// What the page said and says now; `None` where it cannot be read as the docset would read it.
fn text<'m>(member: Option<&'m Member>, path: &Path) -> Option<(&'m Text, Text)> {
    let member = member?;
    // Below the docset's folders no link is followed; and to open a pipe would wait for ever.
    let found = if member.root.is_some() { path.symlink_metadata() } else { path.metadata() };
    found.ok().filter(Metadata::is_file)?;
    Some((member.page.source.file_text(), texts_read::read(path).ok()?))
}

/// A folder as the system calls it, and as it is called here.
fn real(folder: &Path) -> (PathBuf, PathBuf) {
    (folder.canonicalize().unwrap_or_else(|_| folder.to_owned()), plain(folder))
}

/// Some systems tell of files by the real names of their folders, symbolic links resolved.
fn as_named(path: &Path, folders: &[(PathBuf, PathBuf)]) -> PathBuf {
    let below = |(real, named): &(PathBuf, PathBuf)| Some(named.join(path.strip_prefix(real).ok()?));
    folders.iter().find_map(below).map_or_else(|| plain(path), |path| plain(&path))
}

fn plain(path: &Path) -> PathBuf {
    path.components().collect()
}

/// Files that editors and this program write on the way: they are never pages.
fn is_passing(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') && name != ".isogloss.yml"
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name == "4913"
        || path.components().any(|part| part.as_os_str() == ".git")
}

fn is_setting(args: &Check, loaded: &Loaded, path: &Path) -> bool {
    let is = |file: &Path| std::path::absolute(file).is_ok_and(|file| plain(&file) == path);
    let is_named = config::NAMES.iter().any(|name| path.ends_with(name)) && !args.input.isolated;
    let named = [args.input.config.as_deref(), args.baseline.as_deref(), Some(loaded.baseline.path.as_path())];
    is_named || named.into_iter().flatten().any(is) || loaded.layout.locale_files.iter().any(|file| is(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, Flag};
    use notify::{Error, Event};

    #[test]
    fn what_was_not_told_is_known_to_be_missed() {
        let mut changes = Changes::default();
        changes.take(Ok(Event::new(EventKind::Any).add_path("a.md".into())));
        changes.take(Ok(Event::new(EventKind::Access(AccessKind::Any)).add_path("b.md".into())));
        assert!(!changes.is_missed && changes.paths.iter().eq([Path::new("a.md")]));
        for event in [Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan)), Err(Error::generic("gone"))] {
            let mut changes = Changes::default();
            changes.take(event);
            assert!(changes.is_missed);
        }
    }
}
