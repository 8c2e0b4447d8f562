//! `isogloss check`: the main job.

use super::args::{Check, Color};
use super::{catalogue, fail, fix, load};
use crate::engine::{self, Run, Selection, failure, select};
use crate::report::{FORMATS, Format, Report, Summary};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Runs the command. Exit code 0: clean; 1: findings that count; 2: something could not be checked or written.
pub fn run(args: &Check) -> ExitCode {
    let started = Instant::now();
    let reports = match reports(&args.report) {
        Ok(reports) => reports,
        Err(message) => return fail(message),
    };
    load::threads(args.input.threads);
    let loaded = match load::load(&args.input) {
        Ok(loaded) => loaded,
        Err(message) => return fail(message),
    };
    let selection = match Selection::new(&args.select, &args.ignore, &loaded.settings) {
        Ok(selection) => selection,
        Err(unknown) => return fail(catalogue::unknown_rule(&unknown)),
    };
    if loaded.docset.members.is_empty() && loaded.docset.skipped.is_empty() {
        return fail("there are no pages (.md files) to check here");
    }
    let fixing = args.fix || args.diff;
    if !fixing && (args.unsafe_fixes || !args.fix_only.is_empty()) {
        return fail(
            "--unsafe-fixes and --fix-only say which fixes to apply; add --fix to apply them or --diff to see them",
        );
    }
    if let Some(unknown) = args.fix_only.iter().find_map(|rule| select::known(rule).err()) {
        return fail(catalogue::unknown_rule(&unknown));
    }
    if !fixing {
        let result = engine::run(&loaded.docset, &selection, &loaded.settings);
        return finish(args, &reports, loaded, result, 0, started);
    }
    match fix::fix(loaded, &selection, args) {
        Err(message) => fail(message),
        Ok(done) if args.diff => {
            let skipped = load::tell_skipped(&done.loaded, "checked") || failure::any(&done.run);
            std::mem::forget(done.loaded);
            let code = if skipped { 2 } else { u8::from(done.pages > 0) };
            ExitCode::from(code)
        }
        Ok(done) => finish(args, &reports, done.loaded, done.run, done.failed, started),
    }
}

/// Writes the reports and says how it went. `failed` is how many pages could not be written.
fn finish(
    args: &Check,
    reports: &[(&'static Format, Option<PathBuf>)],
    loaded: load::Loaded,
    result: Run,
    failed: usize,
    started: Instant,
) -> ExitCode {
    let docset = &loaded.docset;
    let summary = Summary::of(docset, &result, started.elapsed().as_secs_f64());
    let mut report = Report { docset, run: &result, summary, grouped: !args.no_group, color: false };
    for (format, file) in reports {
        report.color = file.is_none() && colored(args.color);
        if let Err(message) = write(&report, format, file.as_ref()) {
            return fail(message);
        }
    }
    let incomplete = load::tell_skipped(&loaded, "checked") | failure::any(&result) || failed > 0;
    // The process ends here: freeing a hundred thousand pages one by one would be work for nothing.
    std::mem::forget((loaded, result));
    if incomplete {
        ExitCode::from(2)
    } else if summary.errors > 0 || args.deny_warnings && summary.warnings > 0 {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

/// The formats asked for, each with its file.
fn reports(asked: &[String]) -> Result<Vec<(&'static Format, Option<PathBuf>)>, String> {
    let default = ["full".to_owned()];
    let asked = if asked.is_empty() { &default } else { asked };
    asked
        .iter()
        .map(|text| {
            let (name, file) = text.split_once('=').map_or((text.as_str(), None), |(name, file)| (name, Some(file)));
            let names = || FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
            let format = FORMATS
                .iter()
                .find(|format| format.name == name)
                .ok_or_else(|| format!("there is no report format {name}; there are {}", names()))?;
            Ok((format, file.map(PathBuf::from)))
        })
        .collect()
}

fn colored(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
    }
}

fn write(report: &Report<'_>, format: &Format, file: Option<&PathBuf>) -> Result<(), String> {
    let result = match file {
        None => {
            let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
            (format.write)(report, &mut out).and_then(|()| out.flush())
        }
        Some(path) => File::create(path).and_then(|file| {
            let mut out = BufWriter::with_capacity(1 << 16, file);
            (format.write)(report, &mut out).and_then(|()| out.flush())
        }),
    };
    match result {
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(format!("the {} report could not be written: {error}", format.name)),
        Ok(()) => Ok(()),
    }
}
