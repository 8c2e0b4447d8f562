//! `check --statistics`: how many findings each rule has, and how many of them fixes mend.

use crate::report::concise::{summary, thousands};
use crate::report::{Report, Summary};
use crate::rule::{Safety, Severity};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What is counted of one rule.
#[derive(Clone, Copy, Default)]
struct Counts {
    all: usize,
    safe: usize,
    with_unsafe: usize,
}

/// Writes a line for each rule and severity, the most frequent first, then what fixes would mend.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut by_rule: BTreeMap<(&str, Severity), Counts> = BTreeMap::new();
    let mut total = Counts::default();
    for item in &report.run.diagnostics {
        let safety = item.finding.fix.as_ref().map(|fix| fix.safety);
        for counts in [by_rule.entry((item.rule.id, item.severity)).or_default(), &mut total] {
            counts.all += 1;
            counts.safe += usize::from(safety == Some(Safety::Safe));
            counts.with_unsafe += usize::from(safety.is_some());
        }
    }
    let mut list: Vec<_> = by_rule.into_iter().collect();
    list.sort_by_key(|((rule, severity), counts)| (Reverse(counts.all), *rule, Reverse(*severity)));
    for ((rule, severity), counts) in &list {
        // As elsewhere: all of them, some of them, or none can be mended.
        let mark = match counts.safe {
            0 => "[ ]",
            safe if safe == counts.all => "[*]",
            _ => "[-]",
        };
        writeln!(out, "{:>9}  {mark}  {:7}  {rule}", thousands(counts.all), severity.name())?;
    }
    if report.quiet {
        return Ok(());
    }
    if total.with_unsafe > 0 {
        let more = match total.with_unsafe - total.safe {
            0 => String::new(),
            more => format!(", {} more with --unsafe-fixes", thousands(more)),
        };
        let (fixable, marks) = (thousands(total.safe), "[*] all, [-] some");
        writeln!(out, "{marks}: `isogloss check --fix` mends {fixable}{more}.")?;
    }
    summary(&Summary { fixable: 0, unsafe_fixable: 0, ..report.summary }, out)
}
