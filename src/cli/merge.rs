//! `isogloss merge`: the JSON reports of all parts of a check, as one report in any format.

use super::args::Merge;
use super::{fail, load, output};
use crate::docset::discover::shown;
use crate::engine::failure;
use crate::report::{FORMATS, Report, merged};
use std::process::ExitCode;

/// Runs the command. The exit code is that of the whole check.
pub fn run(args: &Merge) -> ExitCode {
    match done(args) {
        Ok(code) => code,
        Err(message) => fail(message),
    }
}

fn done(args: &Merge) -> Result<ExitCode, String> {
    let mut reports = output::reports(&args.output, "concise")?;
    for (format, _) in &mut reports {
        // Text of pages is not in the reports.
        if format.name == "full"
            && let Some(concise) = FORMATS.iter().find(|other| other.name == "concise")
        {
            say!("note: the reports hold no text of pages: concise takes the place of full");
            *format = concise;
        }
    }
    let mut files = Vec::new();
    for path in &args.files {
        files.push((shown(path), load::text_of(path)?));
    }
    let mut merged = merged::merge(&files)?;
    if args.output.omit_suppressed {
        merged.run.set_aside.clear();
        merged.prints.set_aside.clear();
    }
    let mut report = Report::new(&merged.docset, &merged.run, merged.summary);
    report.prints = Some(merged.prints);
    output::write_all(&mut report, &reports, &args.output)?;
    let is_incomplete = load::tell_skipped(&merged.docset, "checked") | failure::any(&merged.run);
    Ok(output::exit_code(&merged.summary, &args.output, is_incomplete))
}
