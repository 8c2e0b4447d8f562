//! Floor 12: the command line, one file per command. Knows every floor; only `main.rs` uses it.

/// Prints a line for people on standard error. `eprintln!` panics where it cannot be written, on a full disk for one: that must
/// not end a run half way.
macro_rules! say {
    ($($line:tt)*) => {{
        use std::io::Write as _;
        let line = format!($($line)*) + "\n";
        let _ = anstream::stderr().write_all(line.as_bytes());
    }};
}

pub mod args;
pub mod args_check;
mod asked;
pub mod baseline;
pub mod catalogue;
pub mod check;
pub mod diff;
pub mod drift;
pub mod fix;
pub mod init;
mod job;
pub mod load;
pub mod lsp;
pub mod man;
pub mod merge;
mod notes;
mod notes_unused;
mod output;
mod progress;
pub mod report;
pub mod show;
pub mod snippets;
mod snippets_apply;
mod snippets_print;
mod statistics;
mod stdin;
pub mod sync;
mod sync_mend;
mod sync_pages;
mod sync_todo;
pub mod watch;

pub use args::Cli;

use crate::report::escape::visible;
use std::process::ExitCode;

/// Runs the command that `cli` asks for.
pub fn run(cli: &Cli) -> ExitCode {
    let choice = match cli.color {
        args::Color::Auto => anstream::ColorChoice::Auto,
        args::Color::Always => anstream::ColorChoice::Always,
        args::Color::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
    match &cli.command {
        args::Command::Check(check) => check::run(check),
        args::Command::Baseline(baseline) => baseline::run(baseline),
        args::Command::Merge(merge) => merge::run(merge),
        args::Command::Drift(drift) => drift::run(drift),
        args::Command::Snippets(snippets) => snippets::run(snippets),
        args::Command::Sync(sync) => sync::run(sync),
        args::Command::Report(report) => report::run(report),
        args::Command::Show(show) => show::run(show),
        args::Command::Explain(explain) => catalogue::explain(&explain.rule),
        args::Command::Rules(rules) => catalogue::list(rules.json),
        args::Command::Lsp(lsp) => lsp::run(lsp),
        args::Command::Init(init) => init::run(init),
        args::Command::Completions(completions) => catalogue::completions(completions.shell),
        args::Command::Man(man) => man::run(man),
    }
}

/// Prints why the arguments cannot be understood, or the help that they ask for, and gives the exit code.
pub fn refuse(error: &clap::Error) -> ExitCode {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    use std::io::Write as _;
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    if let Err(error) = error.print().and_then(|()| std::io::stdout().flush())
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        return fail(format!("this could not be written: {error}"));
    }
    // `ruff docs` checks a folder; here a command comes first.
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(ContextValue::String(name)) = error.get(ContextKind::InvalidSubcommand)
        && std::path::Path::new(name).exists()
    {
        say!("\n  tip: to check this path, write 'isogloss check {}'", visible(name));
    }
    code
}

/// Whether colours are asked for on standard output.
fn is_colored() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// Prints to standard output and gives the exit code: 2 where that is not possible. A reader that has seen enough (`| head`) is no
/// failure.
fn print(text: &[u8]) -> ExitCode {
    use std::io::Write as _;
    let mut out = anstream::stdout().lock();
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            fail(format!("this could not be written: {error}"))
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Prints a page, as it is, to standard output.
fn print_page(text: String) -> ExitCode {
    use std::io::{IsTerminal as _, Write as _};
    let mut out = std::io::stdout().lock();
    let text = diff::for_reader(text, out.is_terminal());
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            fail(format!("the page could not be written: {error}"))
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Prints what went wrong and gives the exit code for it: 2.
fn fail(message: impl std::fmt::Display) -> ExitCode {
    complain(&message.to_string());
    ExitCode::from(2)
}

/// Prints what went wrong.
fn complain(message: &str) {
    // A file's name may hold anything.
    let lines: Vec<_> = message.lines().map(visible).collect();
    say!("error: {}", lines.join("\n"));
}
