//! What the user set for rules: severities and options. Plain data; the configuration fills it.

use super::Severity;
use std::collections::BTreeMap;

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

/// What is set for all rules.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Settings {
    /// By rule id.
    pub rules: BTreeMap<String, RuleSettings>,
}

impl Settings {
    /// The values of an option; empty when it is not set.
    pub fn option(&self, rule: &str, name: &str) -> &[String] {
        self.rules.get(rule).and_then(|rule| rule.options.get(name)).map_or(&[], Vec::as_slice)
    }

    /// Whether an option has this one value.
    pub fn option_is(&self, rule: &str, name: &str, value: &str) -> bool {
        matches!(self.option(rule, name), [only] if only == value)
    }
}
