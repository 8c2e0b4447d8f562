//! `isogloss rules`, `isogloss explain` and `isogloss completions`: what the program says of itself.

use super::args::Cli;
use crate::engine::select;
use crate::rules::RULES;
use clap::CommandFactory;
use clap::builder::PossibleValuesParser;
use serde_json::json;
use std::process::ExitCode;

/// Lists every rule: id, severity, whether it has fixes, what holds, and whether it is off by default.
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
            let fix = if rule.fixable { "fix" } else { "" };
            format!("{:34} {:7}  {fix:3}  {}{on}\n", rule.id, rule.severity.name(), rule.summary())
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
    format!("there is no rule {}: {}", unknown.name, unknown.hint(""))
}

/// Prints a completion script.
pub fn completions(shell: clap_complete::Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut with_rules(), "isogloss", &mut script);
    super::print(&script)
}

/// The command line with the ids of rules where it takes one. Only completions know them: what refuses a wrong one says more than
/// the parser could.
fn with_rules() -> clap::Command {
    let rules = |more: &'static [&str]| {
        let ids = RULES.iter().map(|rule| rule.id).chain(more.iter().copied());
        PossibleValuesParser::new(ids.collect::<Vec<_>>())
    };
    let chosen = |command: clap::Command| {
        let command = command.mut_arg("select", |arg| arg.value_parser(rules(&["all"])));
        command.mut_arg("ignore", |arg| arg.value_parser(rules(&["all"])))
    };
    let command = Cli::command().mut_subcommand("explain", |it| it.mut_arg("rule", |arg| arg.value_parser(rules(&[]))));
    let command = command.mut_subcommand("baseline", chosen);
    command.mut_subcommand("check", |it| chosen(it).mut_arg("fix_only", |arg| arg.value_parser(rules(&[]))))
}
