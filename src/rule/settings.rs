//! What the user set for rules: severities and options. Plain data; the configuration fills it.

use super::Severity;
use crate::docset::Patterns;
use std::collections::BTreeMap;
use std::path::Path;

/// An option of a rule.
#[derive(Clone, Debug)]
pub struct OptionSpec {
    /// Its name in the configuration.
    pub name: &'static str,
    /// What it does and which values it takes.
    pub help: &'static str,
    /// Its value when not set, as YAML.
    pub default: &'static str,
    /// The words it takes; none means any list or text.
    pub values: &'static [&'static str],
}

/// What is set for one rule.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RuleSettings {
    /// `Some(None)` turns the rule off.
    pub severity: Option<Option<Severity>>,
    /// Options by name.
    pub options: BTreeMap<String, Vec<String>>,
}

/// What is set for some pages only.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Override {
    /// The pages.
    pub paths: Patterns,
    /// Severities by rule id; `None` turns the rule off.
    pub rules: BTreeMap<String, Option<Severity>>,
}

/// What is set for all rules.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Settings {
    /// By rule id.
    pub rules: BTreeMap<String, RuleSettings>,
    /// In the order written: the last one that matches a page and names a rule wins.
    pub overrides: Vec<Override>,
}

impl Settings {
    /// The values of an option; empty when it is not set.
    pub fn option(&self, rule: &str, name: &str) -> &[String] {
        self.rules.get(rule).and_then(|rule| rule.options.get(name)).map_or(&[], Vec::as_slice)
    }

    /// The overrides for the page at `path`, whose locale's pages lie in `folder`; the one that wins comes first.
    pub fn overrides_for(&self, path: &Path, folder: Option<&Path>) -> Vec<&Override> {
        self.overrides.iter().rev().filter(|entry| entry.paths.matches(path, folder)).collect()
    }

    /// Whether an override gives `rule` a severity on some page.
    pub fn overridden_on(&self, rule: &str) -> bool {
        self.overrides.iter().any(|entry| entry.rules.get(rule).is_some_and(Option::is_some))
    }

    /// Whether an option has this one value.
    pub fn option_is(&self, rule: &str, name: &str, value: &str) -> bool {
        matches!(self.option(rule, name), [only] if only == value)
    }
}

/// What the overrides of one page, the one that wins first, say of `rule`; `Some(None)` is off there, `None` says nothing.
pub fn severity_in(overrides: &[&Override], rule: &str) -> Option<Option<Severity>> {
    overrides.iter().find_map(|entry| entry.rules.get(rule).copied())
}
