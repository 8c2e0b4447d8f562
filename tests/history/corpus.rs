//! The history of the corpus: where every translation of it comes from.

use crate::{bundle, open, support};
use isogloss::docset::provenance::source_hash;
use isogloss::docset::{AtCommit, Markers};
use isogloss::page;
use isogloss::text::Source;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// Each translation of the corpus names a commit and a hash; the commit has a text of that hash.
#[test]
fn finds_the_source_of_every_translation() {
    let (Some(source), Some(locales)) = (bundle::history(), support::corpus("graph-history-locales.tar.xz", "locales"))
    else {
        return;
    };
    let start = std::time::Instant::now();
    let history = open(&source, None);
    let read = start.elapsed();
    history.by_hash(&source_hash("no such page"));
    let (commits, hashed) = (history.commits.len(), start.elapsed());
    println!("{commits} commits read in {read:.2?}, their texts hashed after {hashed:.2?}");
    let mut pages = Vec::new();
    for year in fs::read_dir(&locales).unwrap() {
        for locale in fs::read_dir(year.unwrap().path()).unwrap() {
            let locale = locale.unwrap().path();
            collect(&locale, &locale, &mut pages);
        }
    }
    assert_eq!(pages.len(), 940);
    let markers = Markers::default();
    let off = AtomicU32::new(0);
    pages.par_iter().for_each(|(path, key)| {
        let page = page::parse(Source::new(key.clone(), fs::read_to_string(path).unwrap()));
        let (commit, hash) = (markers.commit(&page).unwrap(), markers.hash(&page).unwrap());
        assert!(markers.date(&page).is_some());
        let AtCommit::Page(blob) = history.at_commit(&commit, key) else {
            panic!("{key} at {commit}: {:?}", history.at_commit(&commit, key))
        };
        assert_eq!(source_hash(&history.text(blob).unwrap().unwrap()), *hash, "{key}");
        let found = history.by_hash(&hash);
        assert!(found.iter().any(|(other, revision)| other == key && revision.blob == Some(blob)), "{key}");
        assert!(history.arrival(&commit).is_some(), "{commit}");
        if history.position(&commit).is_none() {
            off.fetch_add(1, Ordering::Relaxed);
        }
    });
    println!("{} of {} commits named are off the first-parent chain", off.into_inner(), pages.len());
    let listed = Command::new("git").arg("-C").arg(&source).args(["ls-tree", "-r", "HEAD"]).output().unwrap();
    let wanted: Vec<String> =
        String::from_utf8(listed.stdout).unwrap().lines().map(|line| line[12..].to_owned()).collect();
    let shown = |key| format!("{}\t{key}", history.current(key).unwrap());
    assert_eq!(history.current_keys().map(shown).collect::<Vec<_>>(), wanted);
    for key in history.current_keys() {
        assert!(history.lineage(key).len() >= history.revisions(key).len());
    }
    assert_eq!(history.failure(), None);
    println!("everything after {:.2?}", start.elapsed());
}

fn collect(folder: &Path, root: &Path, pages: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, root, pages);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let key = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            pages.push((path, key));
        }
    }
}
