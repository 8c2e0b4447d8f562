//! Which rules run, with which severity.

use crate::rule::{Rule, Settings, Severity};
use crate::rules::RULES;
use crate::text::nearest::nearest;

/// A rule that was named and is not there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownRule {
    /// The name given.
    pub name: String,
    /// The rules that may be meant: the nearest, or else those that have the name in theirs.
    pub near: Vec<&'static str>,
}

impl UnknownRule {
    /// What to do: the rules that may be meant, each between two `quote`.
    pub fn hint(&self, quote: &str) -> String {
        /// More are not read to their end.
        const MOST: usize = 6;
        let quoted: Vec<String> = self.near.iter().map(|id| format!("{quote}{id}{quote}")).collect();
        match quoted.as_slice() {
            [] => format!("{LISTED} them"),
            [only] => format!("did you mean {only}?"),
            [first @ .., last] if quoted.len() <= MOST => format!("did you mean {} or {last}?", first.join(", ")),
            all => format!("it is part of the names of {} rules; {LISTED} them", all.len()),
        }
    }
}

const LISTED: &str = "`isogloss rules` lists";

/// The rules that run.
#[derive(Clone)]
pub struct Selection {
    /// In order of id, with the severity that counts.
    pub rules: Vec<(&'static Rule, Severity)>,
    /// The ids of those that run only where an override turns them on.
    pub by_override: Vec<&'static str>,
}

impl Selection {
    /// The rules that `settings` and the command line ask for. `select` and `ignore` take ids and `all`; an id wins over
    /// `all`, and `ignore` wins over `select`. With no `select`, the rules that are on by default and those given a severity.
    pub fn new(select: &[String], ignore: &[String], settings: &Settings) -> Result<Self, UnknownRule> {
        for name in select.iter().chain(ignore).filter(|name| *name != "all") {
            known(name)?;
        }
        let has = |list: &[String], id: &str| list.iter().any(|name| name == id);
        let mut rules = Vec::new();
        let mut by_override = Vec::new();
        for rule in RULES {
            let set = settings.rules.get(rule.id).and_then(|set| set.severity);
            let ignored = has(ignore, rule.id) || has(ignore, "all") && !has(select, rule.id);
            let named = has(select, rule.id) || has(select, "all");
            let on = set.map_or(rule.default_on, |severity| severity.is_some());
            let somewhere = select.is_empty() && settings.overridden_on(rule.id);
            if !ignored && !named && !on && somewhere {
                by_override.push(rule.id);
            }
            if !ignored && (named || select.is_empty() && on || somewhere) {
                rules.push((*rule, set.flatten().unwrap_or(rule.severity)));
            }
        }
        Ok(Self { rules, by_override })
    }

    /// Every rule with its own severity.
    pub fn all() -> Self {
        Self { rules: RULES.iter().map(|rule| (*rule, rule.severity)).collect(), by_override: Vec::new() }
    }

    /// The rule of that id, if it runs.
    pub fn rule(&self, id: &str) -> Option<&'static Rule> {
        self.rules.iter().find(|(rule, _)| rule.id == id).map(|(rule, _)| *rule)
    }

    /// The severity of a rule on a page for which an override says `overridden`; `None` where the rule does not run.
    pub fn severity_with(&self, id: &str, overridden: Option<Option<Severity>>) -> Option<Severity> {
        match overridden {
            Some(severity) => severity,
            None if self.by_override.contains(&id) => None,
            None => self.severity(id),
        }
    }

    /// The severity of a rule that runs.
    pub fn severity(&self, id: &str) -> Option<Severity> {
        // Asked of every finding.
        let at = self.rules.binary_search_by(|(rule, _)| rule.id.cmp(id)).ok()?;
        self.rules.get(at).map(|(_, severity)| *severity)
    }
}

/// The rule of that id.
pub fn known(name: &str) -> Result<&'static Rule, UnknownRule> {
    RULES.iter().copied().find(|rule| rule.id == name).ok_or_else(|| {
        let ids = || RULES.iter().map(|rule| rule.id);
        let near = match nearest(name, ids()) {
            Some(nearest) => vec![nearest],
            None if name.len() < 3 => Vec::new(),
            None => ids().filter(|id| id.contains(name)).collect(),
        };
        UnknownRule { name: name.to_owned(), near }
    })
}
