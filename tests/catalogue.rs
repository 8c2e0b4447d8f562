//! The rules' folder, their list, their documentation pages and their fixtures agree. Without `CI=true` this test
//! writes the list, the pages and the golden parts of the fixtures; with it, it fails where it would write.
#![allow(clippy::unwrap_used, clippy::panic, clippy::case_sensitive_file_extension_comparisons)]

use isogloss::config::Config;
use isogloss::docset::Locales;
use isogloss::engine::examples;
use isogloss::rule::{Example, Settings};
use isogloss::rules::RULES;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

#[path = "support/keep.rs"]
mod keep;
use keep::write_or_fail;

#[test]
fn the_list_is_the_folder() {
    let mut names: Vec<String> = fs::read_dir("src/rules")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".rs") && name != "mod.rs")
        .map(|name| name.trim_end_matches(".rs").to_owned())
        .collect();
    names.sort();
    let path = Path::new("src/rules/mod.rs");
    let text = fs::read_to_string(path).unwrap();
    let mut parts = text.split("// begin: written by tests/catalogue.rs\n");
    let (head, modules, list) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let after = |part: &str| part.split_once("// end\n").unwrap().1.to_owned();
    let mut out = format!("{head}// begin: written by tests/catalogue.rs\n");
    for name in &names {
        writeln!(out, "mod {name};").unwrap();
    }
    write!(out, "// end\n{}// begin: written by tests/catalogue.rs\n", after(modules)).unwrap();
    for name in &names {
        writeln!(out, "    &{name}::RULE,").unwrap();
    }
    write!(out, "    // end\n{}", after(list)).unwrap();
    write_or_fail(path, &out);
}

#[test]
fn ids_name_their_file() {
    for rule in RULES {
        let file = format!("src/rules/{}.rs", rule.id.replace('-', "_"));
        assert!(Path::new(&file).exists(), "{} is not in {file}", rule.id);
        assert!(!rule.summary().is_empty(), "{} has no summary", rule.id);
    }
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(ids, sorted);
}

#[test]
fn examples_do_what_they_say() {
    let locales = Locales::built_in();
    for rule in RULES {
        let bad = rule.examples("Bad");
        if bad.is_empty() {
            assert!(rule.documentation().contains("## No example"), "{}: no bad example, and no word why", rule.id);
            continue;
        }
        // A rule that is silent until something is set shows what.
        let documentation = rule.documentation();
        let shown = documentation.split_once("```yaml\n").and_then(|(_, rest)| rest.split_once("```"));
        let settings = settings_of(shown.map_or("", |(shown, _)| shown));
        for (heading, examples, wanted) in [("Bad", bad, true), ("Good", rule.examples("Good"), false)] {
            let docset = examples::docset(&examples, &locales);
            let run = examples::check(&docset, Some(rule.id), &settings);
            let found: Vec<&str> = run.diagnostics.iter().map(|item| item.finding.message.as_ref()).collect();
            assert_eq!(!found.is_empty(), wanted, "{}: the {heading} example gives {found:?}", rule.id);
        }
    }
}

#[test]
fn every_rule_has_its_page() {
    let mut index = String::from(
        "# Rules\n\n<!-- written by tests/catalogue.rs -->\n\n| rule | severity | on by default | fix | what holds |\n|---|---|---|---|---|\n",
    );
    for rule in RULES {
        let yes = |flag| if flag { "yes" } else { "no" };
        let summary = rule.summary().replace('|', "\\|");
        writeln!(
            index,
            "| [{id}]({id}.md) | {} | {} | {} | {summary} |",
            rule.severity.name(),
            yes(rule.default_on),
            yes(rule.fixable),
            id = rule.id
        )
        .unwrap();
        let mut page = format!(
            "# {}\n\n<!-- written by tests/catalogue.rs from the rule's own source -->\n\n{}",
            rule.id,
            rule.documentation()
        );
        write!(
            page,
            "\n## Settings\n\nSeverity: {}. On by default: {}. Fixes: {}.\n",
            rule.severity.name(),
            yes(rule.default_on),
            yes(rule.fixable)
        )
        .unwrap();
        for option in rule.options {
            write!(page, "\n- `{}` (default `{}`): {}\n", option.name, option.default, option.help).unwrap();
        }
        write_or_fail(Path::new(&format!("docs/rules/{}.md", rule.id)), &page);
    }
    write_or_fail(Path::new("docs/rules/index.md"), &index);
    for entry in fs::read_dir("docs/rules").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let id = name.trim_end_matches(".md");
        assert!(id == "index" || RULES.iter().any(|rule| rule.id == id), "docs/rules/{name} documents no rule");
    }
}

/// The settings of rules in the text of a configuration.
fn settings_of(text: &str) -> Settings {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    if text.is_empty() {
        return Settings::default();
    }
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("catalogue-{}-{number}", std::process::id()));
    fs::create_dir_all(folder.join("en-US")).unwrap();
    let path = folder.join("isogloss.yml");
    fs::write(&path, text).unwrap();
    let config = Config::load(&path).unwrap_or_else(|problems| panic!("{text}{problems:?}"));
    fs::remove_dir_all(&folder).unwrap();
    config.settings
}

/// A fixture is `tests/rules/ID.md`: cases under `##`, pages in fenced `md` blocks (the info string may name a locale
/// or a path), perhaps a `yaml` block with the configuration of the case, and a `text` block that this test writes: the
/// rule's findings, one a line.
#[test]
fn fixtures_are_golden() {
    let locales = Locales::built_in();
    for rule in RULES {
        let path = format!("tests/rules/{}.md", rule.id);
        let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{path} is missing: a rule needs a fixture"));
        write_or_fail(Path::new(&path), &golden(&text, rule.id, &locales));
    }
    for entry in fs::read_dir("tests/rules").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let file = format!("src/rules/{}.rs", name.trim_end_matches(".md").replace('-', "_"));
        assert!(Path::new(&file).exists(), "tests/rules/{name} tests no rule");
    }
}

/// The place of a case's configuration among its pages.
const CONFIGURATION: &str = "isogloss.yml";

fn golden(text: &str, rule: &str, locales: &Locales) -> String {
    let mut out = String::new();
    let mut examples: Vec<Example> = Vec::new();
    let mut open: Option<(String, Option<Example>)> = None;
    let mut written = String::new();
    let finish = |examples: &mut Vec<Example>, written: &mut String, out: &mut String| {
        let settings = settings_of(&std::mem::take(written));
        if !examples.is_empty() {
            write!(out, "````text\n{}````\n", findings(&std::mem::take(examples), rule, locales, &settings)).unwrap();
        }
    };
    for line in text.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match &mut open {
            Some((fence, example)) => {
                let closes = line == fence;
                match example {
                    Some(example) if !closes => {
                        example.text.push_str(line);
                        example.text.push('\n');
                        writeln!(out, "{line}").unwrap();
                    }
                    Some(_) => writeln!(out, "{line}").unwrap(),
                    None => {}
                }
                if closes {
                    match open.take().and_then(|(_, example)| example) {
                        Some(example) if example.place.as_deref() == Some(CONFIGURATION) => written = example.text,
                        example => examples.extend(example),
                    }
                }
            }
            None if ticks >= 3 => {
                let (fence, info) = line.split_at(ticks);
                if info == "text" {
                    // What was golden before is written anew.
                    finish(&mut examples, &mut written, &mut out);
                    open = Some((fence.to_owned(), None));
                } else {
                    let place = info.strip_prefix("md").map(str::trim).filter(|place| !place.is_empty());
                    let place = if info == "yaml" { Some(CONFIGURATION) } else { place };
                    let example = Example { place: place.map(str::to_owned), text: String::new() };
                    open = Some((fence.to_owned(), Some(example)));
                    writeln!(out, "{line}").unwrap();
                }
            }
            None => {
                if line.starts_with("## ") {
                    finish(&mut examples, &mut written, &mut out);
                }
                writeln!(out, "{line}").unwrap();
            }
        }
    }
    finish(&mut examples, &mut written, &mut out);
    out
}

fn findings(examples: &[Example], rule: &str, locales: &Locales, settings: &Settings) -> String {
    let docset = examples::docset(examples, locales);
    let run = examples::check(&docset, Some(rule), settings);
    let mut out = String::new();
    for item in &run.diagnostics {
        let page = &docset.get(item.page).unwrap().page;
        let place = page.source.place(item.finding.span.start);
        write!(
            out,
            "{}:{}:{}: {}: {}",
            page.source.path,
            place.line,
            place.column,
            item.severity.name(),
            item.finding.message
        )
        .unwrap();
        if let Some(fix) = &item.finding.fix {
            write!(out, " [{:?}: {}", fix.safety, fix.title).unwrap();
            for edit in &fix.edits {
                write!(out, ", {:?} -> {:?}", page.slice(edit.span), edit.text).unwrap();
            }
            out.push(']');
        }
        out.push('\n');
    }
    if out.is_empty() { "no findings\n".to_owned() } else { out }
}
