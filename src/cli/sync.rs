//! `isogloss sync`: stale translations brought to their source of today, their prose untouched.

use super::args::Sync;
use super::diff::Diffs;
use super::load::{self, Loaded};
use super::sync_mend::{self, Before};
use super::{fail, notes, sync_pages, sync_todo};
use crate::docset::PageId;
use crate::engine::write;
use crate::report::escape::visible;
use rayon::prelude::*;
use std::process::ExitCode;
use sync_pages::Synced;

/// Runs the command. Exit code 0: done, or nothing to do; 1: with `--diff`, something would change; 2: something could not be
/// done.
pub fn run(args: &Sync) -> ExitCode {
    load::threads(args.input.threads);
    let mut loaded = match load::load(&args.input) {
        Ok(loaded) => loaded,
        Err(message) => return fail(message),
    };
    if loaded.docset.members.is_empty() && loaded.docset.skipped.is_empty() {
        return fail(load::no_pages(&args.input, &loaded, "bring to their source"));
    }
    let before = match &args.merge {
        Some(_) => Before::new(),
        None => match sync_mend::mend(&mut loaded) {
            Ok(before) => before,
            Err(message) => return fail(message),
        },
    };
    let done = match &args.merge {
        Some(file) => sync_todo::merge(&loaded, file, args.mark),
        None => brought(&loaded, args, &before),
    };
    let (pages, mut failed) = match done {
        Ok(done) => done,
        Err(message) => return fail(message),
    };
    let mut changed = Vec::new();
    for (id, new) in pages {
        let Some(member) = loaded.docset.get(id) else { continue };
        let path = &member.page.source.path;
        let old = before.get(&id).map_or(member.page.source.file_text().as_str(), String::as_str);
        if old != new {
            changed.push(Changed { id, path, old, new });
        }
    }
    if args.diff {
        if let Err(message) = show(&changed) {
            return fail(message);
        }
    } else {
        failed |= write(&loaded, &changed);
    }
    if let Some(note) = notes::unread_history(&loaded) {
        say!("note: {}", visible(&note));
    }
    failed |= load::tell_unread(&loaded, "read");
    let code = if failed { 2 } else { u8::from(args.diff && !changed.is_empty()) };
    ExitCode::from(code)
}

/// A page that says something else now.
struct Changed<'a> {
    id: PageId,
    path: &'a str,
    old: &'a str,
    new: String,
}

/// Every page with what it becomes. Whether something could not be done.
fn brought(loaded: &Loaded, args: &Sync, before: &Before) -> Result<(Vec<(PageId, String)>, bool), String> {
    let pages = sync_pages::sync(&loaded.docset, args.mark);
    let failed = tell(loaded, &pages, before, args.diff);
    if let Some(file) = &args.todo {
        sync_todo::write(&loaded.docset, &pages, file)?;
    }
    let changed = pages.into_iter().filter_map(|page| Some((page.id, page.result.ok()?.text))).collect();
    Ok((changed, failed))
}

/// Says what becomes of each page. Whether something could not be done.
fn tell(loaded: &Loaded, pages: &[Synced], before: &Before, only_shown: bool) -> bool {
    let (mut failed, mut changed) = (false, 0);
    for page in pages {
        let Some(member) = loaded.docset.get(page.id) else { continue };
        let path = visible(&member.page.source.path);
        match &page.result {
            Err(why) => {
                failed = true;
                say!("left alone: {path}: {why}");
            }
            Ok(done) => {
                let is_changed =
                    before.get(&page.id).map_or(member.page.source.file_text().as_str(), String::as_str) != done.text;
                changed += usize::from(is_changed);
                let todo = done.summary.words();
                match (is_changed, todo.is_empty()) {
                    (true, true) => say!("{path}: nothing left to translate"),
                    (_, false) => say!("{path}: {todo}"),
                    (false, true) => {}
                }
                for (line, why) in &done.left {
                    failed = true;
                    say!("  left as it was: line {line}: {why}");
                }
            }
        }
    }
    let verb = if only_shown { "would bring" } else { "brought" };
    let plural = if changed == 1 { "" } else { "s" };
    say!("{verb} {changed} page{plural} to today's source");
    failed
}

fn show(changed: &[Changed<'_>]) -> Result<(), String> {
    let mut diffs = Diffs::new();
    for page in changed {
        diffs.add(page.path, Some(page.old), Some(&page.new));
    }
    diffs.finish()
}

/// Writes the pages. Whether one could not be written.
fn write(loaded: &Loaded, changed: &[Changed<'_>]) -> bool {
    let failed: Vec<(&str, String)> = changed
        .par_iter()
        .filter_map(|page| {
            let (path, within) = loaded.docset.place(loaded.docset.get(page.id)?);
            let error = write::write(&path, Some(page.old), &page.new, within).err()?;
            Some((page.path, error))
        })
        .collect();
    for (path, why) in &failed {
        say!("error: {} was not written: {why}", visible(path));
    }
    !failed.is_empty()
}
