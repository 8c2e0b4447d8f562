//! A rule's severity may differ by path, whether the rule runs elsewhere or not.
#![allow(clippy::unwrap_used)]

use isogloss::docset::{Locales, Patterns};
use isogloss::engine::{Selection, examples, run};
use isogloss::rule::{Example, Override, RuleSettings, Settings, Severity};
use std::path::Path;

const RULE: &str = "table-row-width";

fn override_of(pattern: &str, severity: Option<Severity>) -> Override {
    let paths = Patterns::new(Path::new(""), &[pattern.to_owned()]);
    Override { paths, rules: [(RULE.to_owned(), severity)].into() }
}

/// The severity of the rule's finding on a beta page and on a v1.0 page.
fn found(settings: &Settings, select: &[&str], ignore: &[&str]) -> [Option<Severity>; 2] {
    let text = "# Page\n\n| A | B |\n|:--|:--|\n| 1 | 2 | 3 |\n";
    let page = |path: &str| Example { place: Some(path.to_owned()), text: text.to_owned() };
    let docset = examples::docset(&[page("en-US/beta/page.md"), page("en-US/v1.0/page.md")], &Locales::built_in());
    let own = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let selection = Selection::new(&own(select), &own(ignore), settings).unwrap();
    let found = run(&docset, &selection, settings).diagnostics;
    ["beta/page.md", "v1.0/page.md"].map(|key| {
        let here = |item: &&isogloss::engine::Diagnostic| docset.get(item.page).unwrap().key.as_ref() == key;
        found.iter().filter(here).find(|item| item.rule.id == RULE).map(|item| item.severity)
    })
}

#[test]
fn the_last_override_that_matches_wins() {
    let (info, warning, error) = (Some(Severity::Info), Some(Severity::Warning), Some(Severity::Error));
    let mut settings = Settings::default();
    assert_eq!(found(&settings, &[], &[]), [warning, warning]);
    settings.overrides.push(override_of("beta/**", None));
    assert_eq!(found(&settings, &[], &[]), [None, warning]);
    settings.overrides.push(override_of("page.md", error));
    assert_eq!(found(&settings, &[], &[]), [error, error]);
    settings.overrides.push(override_of("/en-US/beta/", info));
    assert_eq!(found(&settings, &[], &[]), [info, error]);
}

#[test]
fn an_override_turns_on_a_rule_that_is_off() {
    let (info, warning) = (Some(Severity::Info), Some(Severity::Warning));
    let off = RuleSettings { severity: Some(None), ..RuleSettings::default() };
    let settings = Settings { rules: [(RULE.to_owned(), off)].into(), overrides: vec![override_of("beta/**", info)] };
    assert_eq!(found(&settings, &[], &[]), [info, None]);
    assert_eq!(found(&settings, &[RULE], &[]), [info, warning]);
    assert_eq!(found(&settings, &[], &[RULE]), [None, None]);
    assert_eq!(found(&settings, &["header-name-translated"], &[]), [None, None]);
}
