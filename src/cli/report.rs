//! `isogloss report`: the dashboard.

use super::args::Report as Args;
use super::{fail, load, notes};
use crate::docset::discover::shown;
use crate::engine::write_folder::{Mark, write_folder};
use crate::engine::{self, Selection};
use crate::report::concise::thousands;
use crate::report::escape::visible;
use crate::report::html::{self, Earlier};
use crate::report::{Report, Summary};
use std::path::Path;
use std::process::ExitCode;

/// What a folder with a dashboard in it says of itself.
const MARK: Mark = Mark {
    file: "isogloss-report.txt",
    line: "Written by `isogloss report`, which replaces and removes these files when it runs again:",
};

/// Runs the command. Exit code 0, whatever was found; 2 where something could not be read or written.
pub fn run(args: &Args) -> ExitCode {
    load::threads(args.input.threads);
    let earlier = match args.history.iter().map(|path| earlier(path)).collect::<Result<Vec<Earlier>, String>>() {
        Ok(earlier) => earlier,
        Err(message) => return fail(message),
    };
    let loaded = match load::load(&args.input) {
        Ok(loaded) => loaded,
        Err(message) => return fail(message),
    };
    let docset = &loaded.docset;
    if docset.members.is_empty() && docset.skipped.is_empty() {
        return fail(load::no_pages(&args.input, &loaded, "report on"));
    }
    let selection = match Selection::new(&[], &[], &loaded.settings) {
        Ok(selection) => selection,
        Err(unknown) => return fail(super::catalogue::unknown_rule(&unknown)),
    };
    let result = engine::run(docset, &selection, &loaded.settings);
    // Two runs on the same pages write the same bytes: no time is told.
    let summary = Summary::of(docset, &result, 0.0);
    let report = Report::new(docset, &result, summary);
    let done = html::files(&report, &earlier).and_then(|files| write_folder(&args.output, &MARK, &files));
    if let Some(note) = notes::unread_history(&loaded) {
        say!("note: {}", visible(&note));
    }
    let any_skipped = load::tell_skipped(docset, "read") | load::tell_failed(docset, &result, "checked");
    std::mem::forget((loaded, result));
    match done {
        Err(message) => fail(message),
        Ok(done) => {
            let index = args.output.join("index.html");
            let files = thousands(done.written + done.unchanged);
            say!(
                "{} shows {} pages; files: {files}, {} of them written",
                index.display(),
                thousands(summary.pages),
                done.written
            );
            if any_skipped { ExitCode::from(2) } else { ExitCode::SUCCESS }
        }
    }
}

/// An earlier run, called by its file's name.
fn earlier(path: &Path) -> Result<Earlier, String> {
    let text = load::text_of(path)?;
    let name = path.file_stem().unwrap_or(Path::new("earlier").as_os_str()).to_string_lossy();
    Earlier::read(&name, &text).map_err(|error| format!("{}: it {error}", shown(path)))
}
