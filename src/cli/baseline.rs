//! `isogloss baseline`: today's findings accepted, so that only new ones are reported.

use super::args::Baseline as Args;
use super::job::{self, Job};
use super::progress::Progress;
use super::{fail, load, notes};
use crate::docset::discover::shown;
use crate::engine::baseline::{About, Key};
use crate::engine::{Baseline, write};
use crate::report::concise::thousands;
use crate::report::escape::{short, visible};
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command. Exit code 0: done; 1: with `--stale`, something is no longer found; 2: something could not be checked,
/// read or written.
pub fn run(args: &Args) -> ExitCode {
    match done(args) {
        Ok(code) => code,
        Err(message) => fail(message),
    }
}

fn done(args: &Args) -> Result<ExitCode, String> {
    load::threads(args.input.threads);
    let file = match &args.baseline {
        Some(file) => file.clone(),
        None => load::baseline_place(&args.input)?.path,
    };
    if args.show {
        return Ok(super::print(shown_whole(&job::read(&file)?).as_bytes()));
    }
    let progress = Progress::start(!args.no_progress);
    let loaded = load::load(&args.input)?;
    if loaded.docset.members.is_empty() && loaded.docset.skipped.is_empty() {
        return Err(load::no_pages(&args.input, &loaded, "check"));
    }
    let is_there = file.symlink_metadata().is_ok();
    if is_there && !args.update && !args.stale {
        return Err(format!(
            "there is a baseline already: {}; `isogloss baseline --update` drops what is no longer found, --update --accept-new takes in what is new as well",
            shown(&file)
        ));
    }
    let old = if is_there || args.update || args.stale { Some(job::read(&file)?) } else { None };
    let selection = job::selection(&args.rules, &loaded)?;
    let job = Job { loaded, selection, baseline: None, shard: None, only_changed: false };
    let run = job.run(&progress);
    drop(progress);
    let docset = &job.loaded.docset;
    let mut is_incomplete = load::tell_skipped(docset, "checked") | load::tell_failed(docset, &run, "checked");
    if let Some(note) = notes::unread_history(&job.loaded) {
        say!("note: {}", visible(&note));
    }
    let folder = job::folder_of(&file);
    let today = Baseline::of(docset, run.debt(), &folder);
    let mut code = 0;
    if let Some(old) = old {
        let looked_at = job.looked_at(&old, &run);
        let is_asked = |page: &str, rule: &str| looked_at.has(page, rule);
        if args.stale {
            let (is_stale, is_printed) = stale(&old, &today, is_asked);
            code = u8::from(is_stale);
            is_incomplete |= !is_printed;
        } else {
            put(&file, Some(&old), &old.updated(&today, args.accept_new, is_asked))?;
        }
    } else {
        put(&file, None, &today)?;
    }
    // What was not read was not accepted: the next check would say so.
    Ok(ExitCode::from(if is_incomplete { 2 } else { code }))
}

/// Writes the file, and says what that changes.
fn put(file: &Path, old: Option<&Baseline>, new: &Baseline) -> Result<(), String> {
    let text = new.text();
    let name = shown(file);
    let read = match old {
        Some(_) => Some(load::text_of(file)?),
        None => None,
    };
    if read.as_deref() != Some(text.as_str()) {
        write::write(file, read.as_deref(), &text, None).map_err(|why| format!("{name} was not written: {why}"))?;
    }
    let (count, pages) = (thousands(new.count()), thousands(new.pages.len()));
    let before = old.map_or(0, Baseline::count);
    let change = match (old, new.count()) {
        (None, _) => String::new(),
        (Some(_), now) if now == before => ", as many as before".to_owned(),
        (Some(_), now) if now < before => format!(", {} fewer than before", thousands(before - now)),
        (Some(_), now) => format!(", {} more than before", thousands(now - before)),
    };
    let s = |count: usize| if count == 1 { "" } else { "s" };
    let (of_findings, of_pages) = (s(new.count()), s(new.pages.len()));
    say!("{name}: {count} known finding{of_findings} on {pages} page{of_pages}{change}");
    Ok(())
}

/// Lists what is no longer found: whether there is any, and whether the list could be printed.
fn stale(old: &Baseline, today: &Baseline, is_asked: impl Fn(&str, &str) -> bool) -> (bool, bool) {
    let stale = old.stale(today, is_asked);
    let mut out = String::new();
    for one in &stale {
        let left = if one.found == 0 { String::new() } else { format!(", {} left of {}", one.found, one.known) };
        let _ = writeln!(out, "{}: {}{left}", visible(&one.page), what(&one.key));
    }
    let printed = super::print(out.as_bytes());
    let gone: usize = stale.iter().map(|one| one.known - one.found).sum();
    say!("{} of {} known findings are no longer found", thousands(gone), thousands(old.count()));
    (!stale.is_empty(), printed == ExitCode::SUCCESS)
}

/// Everything, page by page.
fn shown_whole(baseline: &Baseline) -> String {
    let mut out = String::new();
    for (page, entries) in &baseline.pages {
        for (key, known) in entries {
            let times = if known.count == 1 { String::new() } else { format!(", {} times", known.count) };
            let _ = writeln!(out, "{}: {}{times}", visible(page), what(key));
        }
    }
    let _ =
        writeln!(out, "{} known findings on {} pages.", thousands(baseline.count()), thousands(baseline.pages.len()));
    out
}

fn what(key: &Key) -> String {
    let about = match &key.about {
        About::Fact(text) | About::Message(text) => text,
    };
    format!("[{}] {}", visible(&key.rule), short(&visible(about), 200))
}
