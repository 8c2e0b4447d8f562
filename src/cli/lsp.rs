//! `isogloss lsp`: the language server, over standard input and output.

use super::args::{Input, Lsp};
use super::{catalogue, fail, job, load};
use crate::config;
use crate::docset::{DocSet, Layout, Locales, survey, texts_read};
use crate::engine::Selection;
use crate::lsp::{self, Opened};
use crate::page;
use crate::rule::Settings;
use crate::text::Source;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Runs the command. Exit code 0: the client ended the session; 1: it went away without; 2: there is no session to be had.
pub fn run(args: &Lsp) -> ExitCode {
    load::threads(args.threads);
    // The client may start the server anywhere: paths are of where it was started.
    let absolute = |path: &std::path::PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let input = Input {
        config: args.config.as_ref().map(absolute),
        isolated: args.isolated,
        source_git: args.source_git.as_ref().map(absolute),
        ..Input::default()
    };
    let opener = move |path: &Path| open(path, &Input { paths: vec![path.to_owned()], ..input.clone() });
    match lsp::serve(Arc::new(opener)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => fail(error),
    }
}

/// What `isogloss check` would read; nothing where there is nothing to tell what the pages are. Editors open any folder that has a
/// Markdown file in it.
fn open(path: &Path, input: &Input) -> Result<Opened, String> {
    if !is_docset(path, input) {
        let settings = Settings::default();
        let selection = Selection::all();
        let (docset, layout, locales) = (DocSet::default(), Layout::default(), Locales::built_in());
        let (baseline, baseline_file) = (None, PathBuf::new());
        return Ok(Opened { docset, settings, layout, locales, selection, baseline, baseline_file });
    }
    let loaded = load::load_open(input)?;
    let selection = Selection::new(&[], &[], &loaded.settings).map_err(|unknown| catalogue::unknown_rule(&unknown))?;
    let baseline = job::known(None, &loaded)?;
    let baseline_file = std::path::absolute(&loaded.baseline.path).unwrap_or_default();
    let load::Loaded { docset, settings, layout, locales, .. } = loaded;
    Ok(Opened { docset, settings, layout, locales, selection, baseline, baseline_file })
}

/// Whether there is a configuration, or folders or pages say their locale.
fn is_docset(path: &Path, input: &Input) -> bool {
    let is_configured = input.config.is_some() || !input.isolated && config::find(path).is_some();
    // What does not exist is an error, which reading tells.
    is_configured || !path.exists() || survey::find_layout(path).is_some() || path.is_file() && says_locale(path)
}

fn says_locale(path: &Path) -> bool {
    let page = texts_read::read(path).map(|text| page::parse(Source::new("", text)));
    page.is_ok_and(|page| page.meta("ms.contentlocale").is_some())
}
