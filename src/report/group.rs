//! Damage is systematic: findings of one rule with the same tokens are one thing to a person.

use super::model::Report;
use crate::engine::Diagnostic;
use crate::rule::Severity;
use foldhash::HashMap;
use std::cmp::Reverse;

/// How many findings alike are still shown one by one.
pub const HANDFUL: usize = 3;

/// Findings of one rule, severity, expected and found value (or message, where no token is named), in order of place.
pub struct Group<'a> {
    /// The findings, at least one.
    pub items: Vec<&'a Diagnostic>,
}

impl Group<'_> {
    /// The severity of all.
    pub fn severity(&self) -> Severity {
        self.items.first().map_or(Severity::Info, |item| item.severity)
    }
}

/// Groups a report's findings: errors first, then by rule, then the most frequent.
pub fn groups<'a>(report: &Report<'a>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut places: HashMap<(&str, Severity, &str, &str), usize> = HashMap::default();
    for item in &report.run.diagnostics {
        let finding = &item.finding;
        let text = finding.found.as_deref().or(finding.expected.as_deref()).unwrap_or(&finding.message);
        let key = (item.rule.id, item.severity, finding.expected.as_deref().unwrap_or(""), text);
        let at = *places.entry(key).or_insert_with(|| {
            groups.push(Group { items: Vec::new() });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            group.items.push(item);
        }
    }
    // The sort is stable: groups of equal rank stay in order of their first place.
    groups.sort_by_key(|group| {
        (Reverse(group.severity()), group.items.first().map_or("", |item| item.rule.id), Reverse(group.items.len()))
    });
    groups
}
