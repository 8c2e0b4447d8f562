//! Every annotation of one version in one locale, against what a study of the same pages counted by other means.
#![allow(clippy::unwrap_used, clippy::string_slice, clippy::indexing_slicing, clippy::print_stdout)]

mod support;

use isogloss::page::annotation;
use isogloss::page::json::FaultKind;
use isogloss::text::Span;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn pages(folder: &Path, list: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("includes") {
            pages(&path, list);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            list.push(path);
        }
    }
}

#[test]
fn the_faults_of_2023_are_those_counted() {
    let Some(locale) = support::corpus("graph-2023.tar.xz", "2023/pt-BR") else { return };
    let mut list = Vec::new();
    pages(&locale.join("api-reference/v1.0"), &mut list);
    let (mut read, mut not_strict) = (0, 0);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for path in list {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut at = 0;
        while let Some(start) = text[at..].find("<!--").map(|found| at + found) {
            let Some(end) = text[start..].find("-->").map(|found| start + found) else { break };
            at = end + 3;
            let inner = Span::new(start + 4, end).trimmed(&text);
            let Some(annotation) = annotation::read(&text, Span::new(start, at), inner) else { continue };
            read += 1;
            let strict = serde_json::from_str::<IgnoredAny>(annotation.content.of(&text)).is_ok();
            assert_eq!(annotation.json.is_strict(), strict, "{}", path.display());
            if !strict {
                not_strict += 1;
                let mut found: Vec<FaultKind> = annotation.json.faults.iter().map(|fault| fault.kind).collect();
                found.dedup();
                let [kind] = found[..] else { panic!("{}: {found:?}", path.display()) };
                *kinds.entry(kind.name()).or_default() += 1;
            }
        }
    }
    assert_eq!((read, not_strict), (9_941, 104));
    let expected = [
        ("bare-key", 4),
        ("missing-comma", 2),
        ("quote-entity", 50),
        ("raw-newline", 21),
        ("trailing-comma", 26),
        ("unterminated-string", 1),
    ];
    assert_eq!(kinds, BTreeMap::from(expected));
}
