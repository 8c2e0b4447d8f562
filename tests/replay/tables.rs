//! What the replay tells: the table of `docs/accuracy.md`, and what was judged wrong.

use crate::damage::FAULTS;
use crate::{Case, STEPS};
use isogloss::drift::Verdict;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Prints what came of `cases` and of the faults planted, and writes the table where it is out of date.
pub fn report(cases: &[Case], counts: &[(String, usize)]) {
    let columns = [
        Some(Verdict::Stale),
        Some(Verdict::FalseSync),
        Some(Verdict::VersionMixup),
        Some(Verdict::Mistranslated),
        Some(Verdict::SyncedByHand),
        None,
    ];
    let rows = [
        Some(Verdict::Stale),
        Some(Verdict::FalseSync),
        Some(Verdict::VersionMixup),
        Some(Verdict::Mistranslated),
        None,
    ];
    let name = |verdict: Option<Verdict>| verdict.map_or("nothing", Verdict::words);
    let count = |truth: Option<Verdict>, found: Option<Verdict>| {
        cases.iter().filter(|case| case.truth == truth && case.found == found).count()
    };
    let mut table = String::from("| what was done | cases | right |");
    for column in columns {
        write!(table, " {} |", name(column)).unwrap();
    }
    table.push_str("\n|---|--:|--:|");
    table.push_str(&"--:|".repeat(columns.len()));
    table.push('\n');
    for row in rows {
        let all = cases.iter().filter(|case| case.truth == row).count();
        let share = count(row, row) as f64 * 100.0 / all.max(1) as f64;
        write!(table, "| {} | {all} | {share:.2} % |", name(row)).unwrap();
        for column in columns {
            write!(table, " {} |", count(row, column)).unwrap();
        }
        table.push('\n');
    }
    // What is neither so nor said to be so proves nothing.
    let of_note: Vec<&Case> = cases.iter().filter(|case| case.truth.is_some() || case.found.is_some()).collect();
    let right = of_note.iter().filter(|case| case.truth == case.found).count();
    let share = right as f64 / of_note.len() as f64;
    let planted: usize = counts.iter().map(|(_, count)| count).sum();
    println!("{table}\n{right} of {} right: {:.2} %", of_note.len(), share * 100.0);
    let mut kinds: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for case in of_note.iter().filter(|case| case.truth != case.found) {
        let head = case.what.split(" in ").next().unwrap().split(' ').next().unwrap();
        let kind = format!("{head}: {} taken for {}", name(case.truth), name(case.found));
        kinds.entry(kind).or_default().push(&case.what);
    }
    for (kind, list) in &kinds {
        println!("{:5} {kind}", list.len());
        for what in list.iter().take(6) {
            println!("      {}", what.chars().take(330).collect::<String>());
        }
    }
    assert!(of_note.len() >= 2000, "too few cases");
    assert!(share >= 0.98, "{right} of {} right", of_note.len());
    assert!(counts.iter().filter(|(_, count)| *count > 0).count() >= 20 && planted > 1000, "too few faults");
    write_table(&table, right, of_note.len(), planted);
}

fn write_table(table: &str, right: usize, all: usize, planted: usize) {
    let share = right as f64 * 100.0 / all as f64;
    let (begin, end) = ("<!-- begin: written by tests/drift_replay.rs -->\n", "<!-- end -->");
    let path = "docs/accuracy.md";
    let text = std::fs::read_to_string(path).unwrap();
    let (head, rest) = text.split_once(begin).unwrap();
    let (_, tail) = rest.split_once(end).unwrap();
    let said = format!(
        "Of {all} facts with a difference or with a verdict, {right} were judged right: {share:.2} %. {STEPS} changes of the source were replayed, and {planted} faults of {} kinds planted.\n\n",
        FAULTS.len()
    );
    let wanted = format!("{head}{begin}\n{said}{table}\n{end}{tail}");
    if wanted != text {
        let asked = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(
            !asked,
            "{path} is not up to date: run `cargo test --release --test drift_replay` and commit what it writes"
        );
        std::fs::write(path, wanted).unwrap();
    }
}
