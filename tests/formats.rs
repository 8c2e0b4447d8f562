//! Every report, read by its format's schema and by parsers that know nothing of the program, says what `json` says: on pages of
//! our own, on the sample, on hostile pages, and on the seeds of the corpus.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, clippy::string_slice)]

#[path = "formats/agree.rs"]
mod agree;
#[path = "formats/hostile.rs"]
mod hostile;
#[path = "support/keep.rs"]
mod keep;
#[path = "support/lamps.rs"]
mod lamps;
#[path = "support/repository.rs"]
#[allow(dead_code)]
mod repository;
#[path = "formats/run.rs"]
mod run;
mod support;

use run::{FORMATS, Folder, Reports, program, valid};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A report without what changes from run to run or from release to release: time, version, style sheet, documentation of rules.
fn steady(format: &str, text: &str) -> String {
    let text = text.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    let mut value: Value = match format {
        "json" | "sarif" => serde_json::from_str(&text).unwrap(),
        "junit" => {
            let (before, rest) = text.split_once(" time=\"").unwrap();
            return format!("{before} time=\"0\"{}", rest.split_once('"').unwrap().1);
        }
        "html" => {
            let (before, rest) = text.split_once("<style>").unwrap();
            return format!("{before}{}", rest.split_once("</style>").unwrap().1);
        }
        _ => return text,
    };
    if format == "json" {
        value["summary"]["seconds"] = json!(0);
    } else {
        for rule in value["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
            *rule = rule["id"].clone();
        }
    }
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}

#[test]
fn pages_of_our_own_are_as_their_goldens() {
    let reports = Reports::of(&project("tests/formats/pages"), &["--isolated", "."]);
    assert_eq!(reports.code, Some(1), "{}", reports.errors);
    agree::all(&reports);
    for format in FORMATS {
        let golden = project(&format!("tests/formats/golden/{format}.txt"));
        keep::write_or_fail(&golden, &steady(format, &reports.texts[format]));
    }
}

#[test]
fn the_sample_says_one_thing_in_every_format() {
    let reports = Reports::of(&project(""), &["docs/sample"]);
    assert_eq!(reports.code, Some(1), "{}", reports.errors);
    agree::all(&reports);
}

#[test]
fn no_findings_are_reports_too() {
    let folder = Folder::new("clean");
    folder.write("en-US/a.md", "# Title\n");
    let reports = Reports::of(&folder.0, &["--isolated", "--select", "table-row-width", "."]);
    assert_eq!((reports.code, reports.findings().len()), (Some(0), 0));
    agree::all(&reports);
}

/// What a page or its name says speaks to no reader of any format.
#[test]
#[cfg(unix)]
fn hostile_pages_say_one_thing_in_every_format() {
    let folder = hostile::docset();
    let reports = Reports::of(&folder.0, &["--select", "all", "."]);
    // A page with a hostile name cannot be read.
    assert_eq!(reports.code, Some(2), "{}", reports.errors);
    let messages: Vec<String> =
        reports.findings().iter().map(|finding| finding["message"].as_str().unwrap().to_owned()).collect();
    for hazard in hostile::HAZARDS {
        assert!(messages.iter().any(|message| message.contains(hazard)), "no message has {hazard:?}: {messages:#?}");
    }
    let names = reports.findings().iter().filter(|finding| finding["path"] == hostile::NAME).count();
    assert!(names > 3, "{names}");
    assert_eq!(reports.json("json")["skipped"].as_array().unwrap().len(), 1);
    agree::all(&reports);
    assert!(!reports.errors.contains(['\u{1b}', '\u{202e}', '\0', '\r']));
    let errors: Vec<&str> = reports.errors.lines().filter(|line| !line.starts_with("note: ")).collect();
    assert_eq!(errors.len(), 1, "{errors:#?}");
    let drift = program(&["drift", "--report", "json", "."]).current_dir(&folder.0).output().unwrap();
    is_drift(&serde_json::from_slice(&drift.stdout).unwrap());
}

fn is_drift(value: &Value) {
    let schema: Value = serde_json::from_str(include_str!("../docs/schema/drift.schema.json")).unwrap();
    valid("drift", value, &schema);
}

#[test]
fn drift_is_as_its_schema_says() {
    for args in
        [&["docs/sample"][..], &["docs/sample", "--between", "beta", "v1.0"], &["--isolated", "tests/formats/pages"]]
    {
        let done = program(&[&["drift", "--report", "json"], args].concat()).output().unwrap();
        let value: Value = serde_json::from_slice(&done.stdout).unwrap();
        assert!(!value["pages"].as_array().unwrap().is_empty());
        is_drift(&value);
    }
}

/// The seeds of the corpus: every format agrees with `json`, and is what it was. The golden has no text of theirs, only how many
/// findings each rule has and the SHA-1 of each report.
#[test]
fn the_seeds_are_as_they_were() {
    let seeds = std::env::var_os("ISOGLOSS_CORPUS").map_or(project("../shared/corpus"), PathBuf::from).join("seeds");
    let Ok(entries) = fs::read_dir(&seeds) else {
        assert!(std::env::var_os("ISOGLOSS_REQUIRE_CORPUS").is_none_or(|value| value != "1"), "no {}", seeds.display());
        println!("skipped: no corpus");
        return;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut golden = String::new();
    for (at, path) in paths.iter().enumerate() {
        let folder = Folder::new("seed");
        let name = format!("seed-{}.md", at + 1);
        folder.write(&name, fs::read(path).unwrap());
        let reports = Reports::of(&folder.0, &["--isolated", &name]);
        agree::all(&reports);
        let mut rules: BTreeMap<String, usize> = BTreeMap::new();
        for finding in reports.findings() {
            *rules.entry(finding["rule"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        let _ = writeln!(golden, "{name}");
        for (rule, count) in &rules {
            let _ = writeln!(golden, "  {count} {rule}");
        }
        for format in FORMATS {
            let digest = Sha1::digest(steady(format, &reports.texts[format]));
            let hex: String = digest.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
            let _ = writeln!(golden, "  {format} {hex}");
        }
    }
    assert_eq!(paths.len(), 3);
    keep::write_or_fail(&project("tests/formats/golden/seeds.txt"), &golden);
}

/// Thousands of findings on real pages.
#[test]
fn real_pages_say_one_thing_in_every_format() {
    let Some(root) = support::corpus("graph-2019.tar.xz", "2019") else { return };
    let reports = Reports::of(&root, &["--isolated", "ru-RU/api-reference/v1.0/resources"]);
    assert_eq!(reports.code, Some(1), "{}", reports.errors);
    println!("{} findings on real pages", reports.findings().len());
    assert!(reports.findings().len() > 1000);
    agree::all(&reports);
}

/// Every finding with its fingerprint and line.
fn prints(folder: &Path) -> (Vec<String>, u64) {
    let done = program(&["check", "--report", "json", "."]).current_dir(folder).output().unwrap();
    let report: Value = serde_json::from_slice(&done.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let mut prints: Vec<String> = findings
        .iter()
        .map(|finding| format!("{} {} {}", finding["path"], finding["rule"], finding["fingerprint"]))
        .collect();
    prints.sort();
    (prints, findings.iter().map(|finding| finding["line"].as_u64().unwrap()).sum())
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let docset = |more: &str| {
        let folder = Folder::new("shift");
        folder.write("isogloss.yml", lamps::CONFIG);
        for name in ["one", "two"] {
            let source = lamps::source(name, ",").replace("See [lampId]", &format!("{more}See [lampId]"));
            for locale in ["es-ES", "pt-BR"] {
                let page = lamps::translation(&source, locale).replace("Vea [lampId]", &format!("{more}Vea [lampid]"));
                folder.write(&format!("{locale}/api/{name}.md"), page);
            }
            folder.write(&format!("en-US/api/{name}.md"), source);
        }
        prints(&folder.0)
    };
    let (before, lines) = docset("");
    let (after, moved) = docset("`one`\n\n`two`\n\n- `three`\n\n");
    assert!(before.len() > 10 && moved > lines, "{before:?}");
    assert_eq!(before, after);
}

/// Where line `line`, column `column` (from 1, in code points) is in `text`.
fn offset(text: &str, line: &Value, column: &Value) -> usize {
    let (line, column) = (line.as_u64().unwrap() as usize, column.as_u64().unwrap() as usize);
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
}

/// The fixes of the log, applied by nothing but the log's places, give what `--fix` gives.
#[test]
fn fixes_in_sarif_are_those_that_fix_applies() {
    let folder = lamps::Folder::new(&lamps::docset());
    let (_, log, _) = folder.said(&["check", "--report", "sarif", "."]);
    let log: Value = serde_json::from_str(&log).unwrap();
    let mut edits: BTreeMap<String, Vec<(usize, usize, String)>> = BTreeMap::new();
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let Some(fix) = result["fixes"].get(0).filter(|fix| fix["properties"]["safety"] == "safe") else { continue };
        for change in fix["artifactChanges"].as_array().unwrap() {
            let path = agree::path_of(&change["artifactLocation"]);
            let text = folder.text(&path);
            for one in change["replacements"].as_array().unwrap() {
                let region = &one["deletedRegion"];
                let from = offset(&text, &region["startLine"], &region["startColumn"]);
                let to = offset(&text, &region["endLine"], &region["endColumn"]);
                let new = one["insertedContent"]["text"].as_str().unwrap().to_owned();
                edits.entry(path.clone()).or_default().push((from, to, new));
            }
        }
    }
    let patched = |path: &String, edits: &mut Vec<(usize, usize, String)>| {
        let mut text = folder.text(path);
        edits.sort();
        edits.iter().rev().for_each(|(from, to, new)| text.replace_range(from..to, new));
        text
    };
    let patched: BTreeMap<String, String> =
        edits.iter_mut().map(|(path, edits)| (path.clone(), patched(path, edits))).collect();
    folder.said(&["check", "--fix", "."]);
    let mut same = 0;
    for (path, text) in &patched {
        // The page whose source is mended too takes another pass, and another hash.
        if !path.contains("comma") {
            assert_eq!(*text, folder.text(path), "{path}");
            same += 1;
        }
    }
    assert!(same >= 6, "{:?}", patched.keys());
}

#[test]
fn several_reports_at_once() {
    let folder = Folder::new("several");
    for page in ["es.md", "ru.md"] {
        folder.write(page, fs::read(project("tests/formats/pages").join(page)).unwrap());
    }
    let said = |args: &[&str]| {
        let done = program(&[&["check", "--isolated", "."], args].concat()).current_dir(&folder.0).output().unwrap();
        (done.status.code(), run::text(&done.stdout), run::text(&done.stderr))
    };
    let (code, out, errors) = said(&["--report", "sarif=a", "--report", "github", "--report", "junit=b"]);
    assert_eq!((code, errors.as_str()), (Some(1), ""));
    assert!(out.lines().count() > 10 && out.lines().all(|line| line.starts_with("::")), "{out}");
    assert!(fs::read_to_string(folder.0.join("a")).unwrap().starts_with("{\"$schema\""));
    assert!(fs::read_to_string(folder.0.join("b")).unwrap().starts_with("<?xml"));

    // One that cannot be written does not cost the others.
    let (code, out, errors) = said(&["--report", "sarif=no/such/folder", "--report", "concise", "--report", "json=c"]);
    assert_eq!(code, Some(2));
    assert!(errors.starts_with("error: the sarif report could not be written to no/such/folder: "), "{errors}");
    assert!(out.contains("Found ") && folder.0.join("c").exists());

    let (code, out, errors) = said(&["--report", "sarif=d", "--report", "json=d"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(errors.contains("two reports would be written to d; name a file for each"), "{errors}");
    let (code, _, errors) = said(&["--report", "json="]);
    assert!(code == Some(2) && errors.contains("names no file"), "{errors}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    for format in FORMATS {
        let to = format!("{format}=/dev/full");
        let done = program(&["check", "--isolated", "tests/formats/pages", "--report", &to]).output().unwrap();
        let said = run::text(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{format}: {said}");
        assert!(said.contains(&format!("the {format} report could not be written to /dev/full: ")), "{said}");
    }
}

/// The texts of `isogloss sync --todo`, read by the Translate Toolkit and by the npm package `xliff`.
#[test]
fn texts_to_translate_are_xliff() {
    let Some(repository) = repository::Repository::new("sha1") else { return };
    let page = |prose: &str| format!("---\ntitle: Ring\n---\n# Ring\n\n{prose}\n\nThe end.\n");
    let base = page("Rings a bell.");
    let today = page(
        "Rings **every** [bell](x.md?a=1&b=2) with `a < b && c`, {id}; ]]> </source> <!-- c --> %0A\u{1b}[31m \u{202e}end &amp; &lt;.\n\nMore `code`.",
    );
    let hash = isogloss::docset::provenance::source_hash(&base);
    repository.write("en-US/api/a&b.md", &base);
    let ours = base.replace("title: Ring\n", &format!("title: Tocar\nms.openlocfilehash: {hash}\n"));
    repository.write(
        "es-ES/api/a&b.md",
        ours.replace("# Ring", "# <a name=\"ring\"></a>Tocar").replace("Rings a bell.", "Toca."),
    );
    repository.write("isogloss.yml", run::TWO_LOCALES);
    repository.commit("first");
    repository.write("en-US/api/a&b.md", &today);
    repository.commit("second");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_isogloss"));
    let done = command
        .args(["sync", "--todo", "todo.xlf", "."])
        .current_dir(repository.path())
        .env("ISOGLOSS_CACHE", "")
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", run::text(&done.stderr));
    let file = repository.path().join("todo.xlf");
    let xml = fs::read_to_string(&file).unwrap();
    let count = xml.matches("<unit ").count();
    assert!(count >= 2, "{xml}");
    if let Some(read) = run::read("xliff", &file) {
        assert_eq!(read["units"].as_array().unwrap().len(), count);
        let sources = read["sources"].to_string();
        assert!(sources.contains("Rings ") && sources.contains("]]>") && sources.contains("\u{202e}end"), "{sources}");
        assert!(read["units"].to_string().contains("a&b.md"));
    }
    if let Some(read) = run::read_xliff_by_npm(&file) {
        let files = read["resources"].as_object().unwrap();
        assert_eq!(files.values().map(|units| units.as_object().unwrap().len()).sum::<usize>(), count);
        assert_eq!((&read["sourceLanguage"], &read["targetLanguage"]), (&json!("en-US"), &json!("es-ES")));
    }
}

/// The OASIS schema is there and refuses what is no log: a check of the check.
#[test]
fn the_schema_of_sarif_refuses_others() {
    let Some(schema) = run::sarif_schema() else { return };
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let log = |result: Value| json!({ "version": "2.1.0", "runs": [{ "tool": { "driver": { "name": "x" } }, "results": [result] }] });
    assert!(validator.is_valid(&log(json!({ "message": { "text": "a" } }))));
    assert!(!validator.is_valid(&log(json!({ "message": {} }))));
    assert!(!validator.is_valid(&log(json!({ "message": { "text": "a" }, "locatons": [] }))));
}
