//! `isogloss rules`, `isogloss explain`, `isogloss completions` and `isogloss man`: what the program says of itself.

use super::args::Cli;
use crate::engine::select;
use crate::rules::RULES;
use clap::CommandFactory;
use serde_json::json;
use std::io::Write;
use std::process::ExitCode;

/// Lists every rule: id, severity, whether it is on by default and fixable, and what holds.
pub fn list(as_json: bool) -> ExitCode {
    let mut out = anstream::stdout().lock();
    let done = if as_json {
        let rules: Vec<_> = RULES
            .iter()
            .map(|rule| json!({ "id": rule.id, "severity": rule.severity.name(), "default": rule.default_on, "fixable": rule.fixable, "summary": rule.summary() }))
            .collect();
        writeln!(out, "{}", json!(rules))
    } else {
        RULES.iter().try_for_each(|rule| {
            let on = if rule.default_on { "" } else { " (off by default)" };
            let summary = rule.summary();
            writeln!(out, "{:34} {:7}  {summary}{on}", rule.id, rule.severity.name())
        })
    };
    // A closed pipe (`isogloss rules | head`) is no failure.
    let _ = done;
    ExitCode::SUCCESS
}

/// Prints the documentation of `rule`.
pub fn explain(rule: &str) -> ExitCode {
    match select::known(rule) {
        Ok(rule) => {
            let on = if rule.default_on { "on" } else { "off" };
            let text = rule.documentation();
            let _ = writeln!(
                anstream::stdout(),
                "{}\n\nSeverity: {}. {on} by default.\n\n{text}",
                rule.id,
                rule.severity.name()
            );
            ExitCode::SUCCESS
        }
        Err(unknown) => super::fail(unknown_rule(&unknown)),
    }
}

/// What to tell of a rule that is not there.
pub fn unknown_rule(unknown: &select::UnknownRule) -> String {
    let hint =
        unknown.nearest.map_or_else(|| "`isogloss rules` lists them".to_owned(), |id| format!("did you mean {id}?"));
    format!("there is no rule {}: {hint}", unknown.name)
}

/// Prints a completion script.
pub fn completions(shell: clap_complete::Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "isogloss", &mut script);
    let _ = std::io::stdout().write_all(&script);
    ExitCode::SUCCESS
}
