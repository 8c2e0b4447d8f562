//! `isogloss rules`, `isogloss explain` and `isogloss completions`: what the program says of itself.

use super::args::Cli;
use crate::engine::select;
use crate::rules::RULES;
use clap::CommandFactory;
use serde_json::json;
use std::process::ExitCode;

/// Lists every rule: id, severity, whether it is on by default and fixable, and what holds.
pub fn list(as_json: bool) -> ExitCode {
    let text = if as_json {
        let rules: Vec<_> = RULES
            .iter()
            .map(|rule| json!({ "id": rule.id, "severity": rule.severity.name(), "default": rule.default_on, "fixable": rule.fixable, "summary": rule.summary() }))
            .collect();
        format!("{}\n", json!(rules))
    } else {
        let line = |rule: &&crate::rule::Rule| {
            let on = if rule.default_on { "" } else { " (off by default)" };
            format!("{:34} {:7}  {}{on}\n", rule.id, rule.severity.name(), rule.summary())
        };
        RULES.iter().map(line).collect()
    };
    super::print(text.as_bytes())
}

/// Prints the documentation of `rule`.
pub fn explain(rule: &str) -> ExitCode {
    match select::known(rule) {
        Ok(rule) => {
            let on = if rule.default_on { "on" } else { "off" };
            let text = rule.documentation();
            let severity = rule.severity.name();
            let text = format!("{}\n\nSeverity: {severity}. {on} by default.\n\n{text}\n", rule.id);
            super::print(text.as_bytes())
        }
        Err(unknown) => super::fail(unknown_rule(&unknown)),
    }
}

/// What to tell of a rule that is not there.
pub fn unknown_rule(unknown: &select::UnknownRule) -> String {
    if unknown.name.is_empty() {
        return "the name of a rule is empty; `isogloss rules` lists them".to_owned();
    }
    let hint =
        unknown.nearest.map_or_else(|| "`isogloss rules` lists them".to_owned(), |id| format!("did you mean {id}?"));
    format!("there is no rule {}: {hint}", unknown.name)
}

/// Prints a completion script.
pub fn completions(shell: clap_complete::Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "isogloss", &mut script);
    super::print(&script)
}
