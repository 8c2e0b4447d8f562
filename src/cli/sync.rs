//! `isogloss sync`: stale translations brought to their source of today, their prose untouched.

use super::args::Sync;
use super::diff::Diffs;
use super::load::{self, Loaded};
use super::{fail, sync_pages, sync_todo};
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
    let loaded = match load::load(&args.input) {
        Ok(loaded) => loaded,
        Err(message) => return fail(message),
    };
    if loaded.docset.members.is_empty() && loaded.docset.skipped.is_empty() {
        return fail("there are no pages (.md files) to bring to their source here");
    }
    let done = match &args.merge {
        Some(file) => sync_todo::merge(&loaded, file, args.mark),
        None => brought(&loaded, args),
    };
    let (mut changed, mut failed) = match done {
        Ok(done) => done,
        Err(message) => return fail(message),
    };
    changed.retain(|(id, text)| loaded.docset.get(*id).is_some_and(|member| member.page.source.text != *text));
    if args.diff {
        if let Err(message) = show(&loaded, &changed) {
            return fail(message);
        }
    } else {
        failed |= write(&loaded, &changed);
    }
    for skip in &loaded.docset.skipped {
        anstream::eprintln!("error: {} was not read: {}", visible(&skip.path), skip.reason);
        failed = true;
    }
    let code = if failed { 2 } else { u8::from(args.diff && !changed.is_empty()) };
    ExitCode::from(code)
}

/// Every page with what it becomes. Whether something could not be done.
fn brought(loaded: &Loaded, args: &Sync) -> Result<(Vec<(PageId, String)>, bool), String> {
    let pages = sync_pages::sync(&loaded.docset, args.mark);
    let failed = tell(loaded, &pages, args.diff);
    if let Some(file) = &args.todo {
        sync_todo::write(&loaded.docset, &pages, file)?;
    }
    let changed = pages.into_iter().filter_map(|page| Some((page.id, page.result.ok()?.text))).collect();
    Ok((changed, failed))
}

/// Says what becomes of each page. Whether something could not be done.
fn tell(loaded: &Loaded, pages: &[Synced], only_shown: bool) -> bool {
    let (mut failed, mut changed) = (false, 0);
    for page in pages {
        let Some(member) = loaded.docset.get(page.id) else { continue };
        let path = visible(&member.page.source.path);
        match &page.result {
            Err(why) => {
                failed = true;
                anstream::eprintln!("left alone: {path}: {why}");
            }
            Ok(done) => {
                let is_changed = done.text != member.page.source.text;
                changed += usize::from(is_changed);
                let todo = done.summary.words();
                match (is_changed, todo.is_empty()) {
                    (true, true) => anstream::eprintln!("{path}: nothing left to translate"),
                    (_, false) => anstream::eprintln!("{path}: {todo}"),
                    (false, true) => {}
                }
                for (line, why) in &done.left {
                    failed = true;
                    anstream::eprintln!("  left as it was: line {line}: {why}");
                }
            }
        }
    }
    let verb = if only_shown { "would bring" } else { "brought" };
    let plural = if changed == 1 { "" } else { "s" };
    anstream::eprintln!("{verb} {changed} page{plural} to today's source");
    failed
}

fn show(loaded: &Loaded, changed: &[(PageId, String)]) -> Result<(), String> {
    let mut diffs = Diffs::new();
    for (page, text) in changed {
        if let Some(member) = loaded.docset.get(*page) {
            diffs.add(&member.page.source.path, Some(&member.page.source.text), Some(text));
        }
    }
    diffs.finish()
}

/// Writes the pages. Whether one could not be written.
fn write(loaded: &Loaded, changed: &[(PageId, String)]) -> bool {
    let failed: Vec<(String, String)> = changed
        .par_iter()
        .filter_map(|(page, text)| {
            let member = loaded.docset.get(*page)?;
            let (path, within) = loaded.docset.place(member);
            let error = write::write(&path, Some(&member.page.source.text), text, within).err()?;
            Some((member.page.source.path.clone(), error))
        })
        .collect();
    for (path, why) in &failed {
        anstream::eprintln!("error: {} was not written: {why}", visible(path));
    }
    !failed.is_empty()
}
