//! `isogloss lsp`: the language server, over standard input and output.

use super::args::{Input, Lsp};
use super::{catalogue, fail, load};
use crate::engine::Selection;
use crate::lsp::{self, Opened};
use std::path::Path;
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
    let opener = move |path: &Path| open(&Input { paths: vec![path.to_owned()], ..input.clone() });
    match lsp::serve(Arc::new(opener)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => fail(error),
    }
}

/// What `isogloss check` would read.
fn open(input: &Input) -> Result<Opened, String> {
    let loaded = load::load(input)?;
    let selection = Selection::new(&[], &[], &loaded.settings).map_err(|unknown| catalogue::unknown_rule(&unknown))?;
    let load::Loaded { docset, settings, layout, locales, .. } = loaded;
    Ok(Opened { docset, settings, layout, locales, selection })
}
