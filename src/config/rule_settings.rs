//! From what was written to the rules' severities and options, checked against the rules that there are.

use super::file::{File, Level};
use super::forms::{OptionValue, RuleEntry};
use super::placed::{Entries, Placed};
use super::problem::{Problems, suggestion};
use super::read::WRITE_SEVERITY;
use super::resolve;
use crate::engine::select;
use crate::rule::{Override, Rule, RuleSettings, Settings};
use std::collections::BTreeMap;
use std::path::Path;

/// The settings that `file`, lying in the folder `base`, makes.
pub fn settings(file: &File, base: &Path, problems: &mut Problems) -> Settings {
    let mut settings = Settings::default();
    if let Some(rules) = &file.rules {
        for (rule, entry) in known(&rules.value.0, problems) {
            let severity = entry.value.level.map(Level::severity);
            let options = options(rule, &entry.value.options, problems);
            settings.rules.insert(rule.id.to_owned(), RuleSettings { severity, options });
        }
    }
    for entry in file.overrides.iter().flat_map(|overrides| &overrides.value) {
        if entry.paths.value.is_empty() {
            problems.at(entry.paths.place, "`paths` is empty; name the pages, as \"**/beta/**\"");
        }
        let mut severities = BTreeMap::new();
        for (rule, set) in known(&entry.rules.value.0, problems) {
            for (option, _) in &set.value.options {
                problems.at(
                    option.place,
                    format!("options are the same for all pages; set `{}` under the top-level `rules`", option.value),
                );
            }
            match set.value.level {
                Some(level) => {
                    severities.insert(rule.id.to_owned(), level.severity());
                }
                None if set.value.options.is_empty() && set.value.unknown.is_none() => {
                    problems.at(set.place, format!("the severity is missing; {WRITE_SEVERITY}"));
                }
                None => {}
            }
        }
        let paths = resolve::compile(&entry.paths.value, base, problems);
        settings.overrides.push(Override { paths, rules: severities });
    }
    settings
}

/// The entries whose rule there is.
fn known<'a>(
    entries: &'a Entries<Placed<RuleEntry>>,
    problems: &mut Problems,
) -> Vec<(&'static Rule, &'a Placed<RuleEntry>)> {
    let mut found = Vec::new();
    for (name, entry) in &entries.0 {
        match select::known(&name.value) {
            Ok(rule) => found.push((rule, entry)),
            Err(unknown) => {
                problems.at(name.place, format!("there is no rule `{}`; {}", name.value, unknown.hint("`")));
            }
        }
    }
    found
}

fn options(
    rule: &Rule,
    written: &[(Placed<String>, Placed<OptionValue>)],
    problems: &mut Problems,
) -> BTreeMap<String, Vec<String>> {
    let mut options = BTreeMap::new();
    let names: Vec<&str> = rule.options.iter().map(|option| option.name).chain(["severity"]).collect();
    for (name, value) in written {
        let Some(option) = rule.options.iter().find(|option| option.name == name.value) else {
            let hint = suggestion(&name.value, &names, "it takes");
            problems.at(name.place, format!("the rule {} has no option `{}`{hint}", rule.id, name.value));
            continue;
        };
        for word in &value.value.0 {
            if !option.values.is_empty() && !option.values.contains(&word.as_str()) {
                let hint = suggestion(word, option.values, "it takes");
                problems.at(value.place, format!("`{word}` is no value of {}.{}{hint}", rule.id, option.name));
            }
        }
        options.insert(name.value.clone(), value.value.0.clone());
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{OptionSpec, Severity};

    static RULE: Rule = Rule {
        id: "some-rule",
        severity: Severity::Error,
        default_on: true,
        fixable: false,
        options: &[
            OptionSpec { name: "types", help: "", default: "keep", values: &["keep", "translate"] },
            OptionSpec { name: "words", help: "", default: "[]", values: &[] },
        ],
        source: "",
        checks: &[],
    };

    fn check(written: &str) -> (BTreeMap<String, Vec<String>>, Vec<String>) {
        let mut problems = Problems::of("isogloss.yml".to_owned());
        let file = crate::config::read::read(&format!("rules:\n  some-rule: {written}\n"), &mut problems);
        let rules = file.rules.map(|rules| rules.value.0.0).unwrap_or_default();
        let found = rules.first().map(|(_, entry)| options(&RULE, &entry.value.options, &mut problems));
        let messages = problems.into_list().iter().map(ToString::to_string).collect();
        (found.unwrap_or_default(), messages)
    }

    #[test]
    fn reads_options() {
        let (found, problems) = check("{ severity: warning, types: keep, words: [a, 2, true] }");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(found.get("types").unwrap(), &["keep"]);
        assert_eq!(found.get("words").unwrap(), &["a", "2", "true"]);
    }

    #[test]
    fn refuses_unknown_options_and_values() {
        assert_eq!(
            check("{ tpes: keep, types: keeep, nonsense: 1 }").1,
            [
                "isogloss.yml:2:16: the rule some-rule has no option `tpes`; did you mean `types`?",
                "isogloss.yml:2:35: `keeep` is no value of some-rule.types; did you mean `keep`?",
                "isogloss.yml:2:42: the rule some-rule has no option `nonsense`; it takes types, words and severity",
            ]
        );
    }
}
