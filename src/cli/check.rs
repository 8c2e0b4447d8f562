//! `isogloss check`: the main job.

use super::args::Check;
use super::fix::Outcome;
use super::job::Job;
use super::output::{self, Asked};
use super::progress::Progress;
use super::{catalogue, fail, fix, load, notes, stdin, watch};
use crate::engine::{Run, failure, select};
use crate::report::escape::visible;
use crate::report::json::JsonShard;
use crate::report::{Report, Summary};
use sha1::{Digest, Sha1};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// Runs the command. Exit code 0: clean; 1: findings that count; 2: something could not be checked or written.
pub fn run(args: &Check) -> ExitCode {
    let started = Instant::now();
    let reports = match output::reports(&args.output, "full") {
        Ok(reports) => reports,
        Err(message) => return fail(message),
    };
    let fixing = args.fix || args.diff;
    if !fixing && (args.unsafe_fixes || !args.fix_only.is_empty()) {
        return fail(
            "--unsafe-fixes and --fix-only say which fixes to apply; add --fix to apply them or --diff to see them",
        );
    }
    if let Some(unknown) = args.fix_only.iter().find_map(|rule| select::known(rule).err()) {
        return fail(catalogue::unknown_rule(&unknown));
    }
    load::threads(args.input.threads);
    if args.watch {
        return watch::run(args, &reports);
    }
    let progress = Progress::start(!args.no_progress && !args.output.quiet);
    let job = match Job::of_check(args) {
        Ok(job) => job,
        Err(message) => {
            drop(progress);
            return fail(message);
        }
    };
    if job.loaded.docset.members.is_empty() && job.loaded.docset.skipped.is_empty() {
        drop(progress);
        return fail(load::no_pages(&args.input, &job.loaded, "check"));
    }
    if !fixing {
        let run = job.run(&progress);
        drop(progress);
        return finish(args, &reports, job, run, 0, started);
    }
    drop(progress);
    match fix::fix(job, args) {
        Err(message) => fail(message),
        Ok(done) if args.diff => {
            let skipped = load::tell_skipped(&done.job.loaded.docset, "checked") || failure::any(&done.run);
            std::mem::forget(done.job);
            let code = if skipped { 2 } else { u8::from(done.pages > 0 && !args.output.exit_zero) };
            ExitCode::from(code)
        }
        Ok(done) => match &args.stdin_path {
            Some(path) => to_stdout(args, &reports, done, path, started),
            None => finish(args, &reports, done.job, done.run, done.failed, started),
        },
    }
}

/// The fixed page goes to standard output, and the report beside it.
fn to_stdout(args: &Check, reports: &[Asked], done: Outcome, path: &Path, started: Instant) -> ExitCode {
    let printed = super::print_page(stdin::fixed(&done, path));
    let mut args = args.clone();
    args.output.aside = true;
    let code = finish(&args, reports, done.job, done.run, done.failed, started);
    if printed == ExitCode::SUCCESS { code } else { printed }
}

/// Writes the reports and says how it went. `failed` is how many pages could not be written.
fn finish(args: &Check, reports: &[Asked], job: Job, run: Run, failed: usize, started: Instant) -> ExitCode {
    let mut run = run;
    let code = match report(args, reports, &job, &mut run, started) {
        Ok((summary, _)) => {
            let is_incomplete = load::tell_skipped(&job.loaded.docset, "checked") | failure::any(&run) || failed > 0;
            output::exit_code(&summary, &args.output, is_incomplete)
        }
        Err(message) => fail(message),
    };
    // The process ends here: freeing a hundred thousand pages one by one would be work for nothing.
    std::mem::forget((job, run));
    code
}

/// Writes the reports, and tells what the baseline holds in vain. The counts, and whether there is still somebody to read the
/// reports. The error is for people.
pub fn report(
    args: &Check,
    reports: &[Asked],
    job: &Job,
    run: &mut Run,
    started: Instant,
) -> Result<(Summary, bool), String> {
    let docset = &job.loaded.docset;
    let stale = if args.output.quiet { Vec::new() } else { job.stale(run) };
    let asked = job.scope().pages(docset);
    let pages = docset.members.iter().zip(&asked).filter(|(_, asked)| **asked).map(|(member, _)| member);
    let mut summary = Summary::of_pages(pages, run, started.elapsed().as_secs_f64());
    if args.fix {
        // What fixes there are has been told, and what was fixed.
        (summary.fixable, summary.unsafe_fixable) = (0, 0);
    }
    if args.output.omit_suppressed {
        run.set_aside.clear();
    }
    let mut report = Report::new(docset, run, summary);
    report.shard = shard(job, &asked);
    let is_read = output::write_all(&mut report, reports, &args.output)?;
    let notes = if args.output.quiet { Vec::new() } else { notes::on(&job.loaded) };
    for note in notes {
        say!("note: {}", visible(&note));
    }
    if !stale.is_empty() {
        let gone: usize = stale.iter().map(|one| one.known - one.found).sum();
        let (findings, are) = if gone == 1 { ("finding", "is") } else { ("findings", "are") };
        say!(
            "note: {gone} {findings} of the baseline {are} no longer there; `isogloss baseline --update` drops what is gone, --stale lists it"
        );
    }
    Ok((summary, is_read))
}

/// Which part of the pages this is, with what tells whether other parts belong to it: pages, their sizes, and rules.
fn shard(job: &Job, asked: &[bool]) -> Option<JsonShard> {
    let shard = job.shard?;
    let mut hasher = Sha1::new();
    for (rule, severity) in &job.selection.rules {
        hasher.update(format!("{} {}\n", rule.id, severity.name()));
    }
    let mut locales = BTreeSet::new();
    for (member, asked) in job.loaded.docset.members.iter().zip(asked) {
        let source = &member.page.source;
        hasher.update(format!("{}\0{} {}\n", source.path, source.text.len(), member.wanted));
        if *asked {
            locales.insert(member.locale.tag().to_owned());
        }
    }
    let start = hasher.finalize().iter().take(8).fold(0_u64, |start, byte| start << 8 | u64::from(*byte));
    let of = format!("{start:016x}");
    Some(JsonShard { index: shard.index, count: shard.count, of, locales: locales.into_iter().collect() })
}
