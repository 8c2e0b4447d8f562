//! The same pages with CRLF line ends, or with a byte order mark, give the same findings at the same places.

#![allow(clippy::unwrap_used, clippy::panic)]

use isogloss::docset::{Locales, discover, layout};
use isogloss::engine::{self, Selection};
use isogloss::rule::Settings;
use std::fs;
use std::path::Path;

#[path = "support/folder.rs"]
mod folder;

use folder::folder;

fn copy(from: &Path, to: &Path, change: &dyn Fn(&str) -> String) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, change);
        } else {
            fs::write(target, change(&fs::read_to_string(&path).unwrap())).unwrap();
        }
    }
}

/// Every finding as text, with paths relative to `root`.
fn findings(root: &Path) -> Vec<String> {
    let layout = layout::infer(root).unwrap();
    let docset = discover::read(&layout, &[], &[], &Locales::built_in());
    assert!(docset.skipped.is_empty());
    let run = engine::run(&docset, &Selection::all(), &Settings::default());
    let folder = format!("{}/", discover::shown(root));
    run.diagnostics
        .iter()
        .map(|item| {
            let member = docset.get(item.page).unwrap();
            let place = member.page.source.place(item.finding.span.start);
            let end = member.page.source.place(item.finding.span.end);
            format!(
                "{}/{}:{}:{}-{}:{} {} {}",
                member.locale.tag(),
                member.key,
                place.line,
                place.column,
                end.line,
                end.column,
                item.rule.id,
                // Pages that are not there are named with the folder.
                item.finding.message.replace(&folder, "docs/")
            )
        })
        .collect()
}

fn compare(name: &str, change: &dyn Fn(&str) -> String) {
    let plain = folder(&format!("{name}-plain"));
    copy(Path::new("docs/sample"), &plain, &|text| text.to_owned());
    let changed = folder(name);
    copy(Path::new("docs/sample"), &changed, change);
    let (expected, found) = (findings(&plain), findings(&changed));
    assert!(expected.len() > 80);
    let lost: Vec<&String> = expected.iter().filter(|line| !found.contains(line)).collect();
    let new: Vec<&String> = found.iter().filter(|line| !expected.contains(line)).collect();
    assert!(lost.is_empty() && new.is_empty(), "lost: {lost:#?}\nnew: {new:#?}");
}

#[test]
fn crlf() {
    compare("crlf", &|text| text.replace('\n', "\r\n"));
}

/// Translations only: a mark on the source would change its hash.
#[test]
fn byte_order_mark() {
    compare("mark", &|text| {
        if text.contains("ms.openlocfilehash") { format!("\u{feff}{text}") } else { text.to_owned() }
    });
}
