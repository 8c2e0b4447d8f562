//! The baseline: what is known is not reported, what is new always is, and the file stays small and readable.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

#[path = "support/mod.rs"]
mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[path = "support/folder.rs"]
mod folder;

use folder::copy_some;

struct Docs(PathBuf);

const NAME: &str = "isogloss-baseline.json";

/// A page with `rows` faults of one kind.
fn page(rows: &[&str]) -> String {
    let rows = rows.iter().flat_map(|row| ["| ", row, " | b | c |\n"]);
    ["# Page\n\n| A | B |\n|:--|:--|\n"].into_iter().chain(rows).collect()
}

impl Docs {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("baseline-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let docs = Self(folder);
        docs.write(
            "isogloss.yml",
            "locales: [en-US, es-ES]\nrules: { front-matter-missing: off, page-missing: off, page-orphaned: off }\n",
        );
        docs.write("es-ES/x.md", "# x\n");
        docs
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn text(&self) -> String {
        fs::read_to_string(self.0.join(NAME)).unwrap()
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_isogloss"))
            .current_dir(&self.0)
            .args(args)
            .env("ISOGLOSS_CACHE", "")
            .output()
            .unwrap()
    }

    /// Runs with this exit code; what it says on both streams.
    fn says(&self, args: &[&str], code: i32) -> String {
        let output = self.run(args);
        let text = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {text}");
        text
    }

    /// The lines of findings that a check reports.
    fn found(&self, more: &[&str]) -> Vec<String> {
        let args = ["check", "--report", "concise", "--no-group", "--quiet"];
        let output = self.run(&[&args, more].concat());
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
    }
}

#[test]
fn what_is_known_is_not_reported_and_what_is_new_is() {
    let docs = Docs::new("new");
    docs.write("en-US/a.md", &page(&["one", "two"]));
    docs.write("en-US/b.md", &page(&["one"]));
    assert_eq!(docs.found(&[]).len(), 3);
    docs.says(&["baseline"], 0);
    assert_eq!(docs.found(&["--deny-warnings"]), [""; 0]);
    assert_eq!(docs.found(&["--no-baseline"]).len(), 3);
    // Lines do not matter.
    docs.write("en-US/a.md", &format!("{}{}", "<!-- x -->\n\n".repeat(5), page(&["one", "two"])));
    assert_eq!(docs.found(&[]), [""; 0]);
    // Of faults alike the one that was not there is reported, wherever it stands.
    for (rows, line) in [(["zero", "one", "two"], 5), (["one", "half", "two"], 6), (["one", "two", "three"], 7)] {
        docs.write("en-US/a.md", &page(&rows));
        let found = docs.found(&[]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(&format!("en-US/a.md:{line}:")), "{found:?}");
    }
    // An edited line is still the old fault; moved to another page it is a new one.
    docs.write("en-US/a.md", &page(&["one", "twice"]));
    assert_eq!(docs.found(&[]), [""; 0]);
    docs.write("en-US/c.md", &page(&["one"]));
    assert_eq!(docs.found(&[]).len(), 1);
    docs.says(&["check", "--deny-warnings"], 1);
}

#[test]
fn an_update_only_takes_out() {
    let docs = Docs::new("update");
    docs.write("en-US/a.md", &page(&["one", "two", "three"]));
    docs.write("en-US/b.md", &page(&["one"]));
    docs.says(&["baseline"], 0);
    let first = docs.text();
    assert!(
        docs.says(&["baseline"], 2)
            .contains("there is a baseline already: isogloss-baseline.json; `isogloss baseline --update`")
    );
    assert!(docs.says(&["baseline", "--update"], 0).contains("4 known findings on 2 pages, as many as before"));
    assert_eq!(docs.text(), first, "nothing changed");
    // Two mended on one page, a page gone, and something new.
    docs.write("en-US/a.md", &page(&["two"]));
    fs::remove_file(docs.0.join("en-US/b.md")).unwrap();
    docs.write("en-US/c.md", &page(&["new"]));
    let note = docs.says(&["check"], 0);
    assert!(
        note.contains("note: 3 findings of the baseline are no longer there; `isogloss baseline --update`"),
        "{note}"
    );
    assert!(!docs.says(&["check", "--quiet"], 0).contains("note:"));
    let stale = docs.says(&["baseline", "--stale"], 1);
    assert!(
        stale.starts_with(
            "en-US/a.md: [table-row-width] table-shape page/1\n\
         en-US/a.md: [table-row-width] table-shape page/3\n\
         en-US/b.md: [table-row-width] table-shape page/1\n\
         3 of 4 known findings are no longer found\n"
        ),
        "{stale}"
    );
    assert_eq!(docs.text(), first, "--stale writes nothing");
    assert!(docs.says(&["baseline", "--update"], 0).contains("1 known finding on 1 page, 3 fewer than before"));
    assert_eq!(docs.found(&[]).len(), 1, "what is new is not swallowed");
    docs.says(&["baseline", "--stale"], 0);
    docs.says(&["baseline", "--update", "--accept-new"], 0);
    assert_eq!(docs.found(&[]), [""; 0]);
    assert!(docs.says(&["baseline", "--show"], 0).ends_with("2 known findings on 2 pages.\n"));
    assert!(docs.says(&["baseline", "--accept-new"], 2).contains("--update"));
}

#[test]
fn a_part_of_the_docset_leaves_the_rest_alone() {
    let docs = Docs::new("part");
    docs.write("en-US/a.md", &page(&["one"]));
    docs.write("en-US/b/c.md", &page(&["one", "two"]));
    docs.write("en-US/a2.md", &page(&["x"]).replace("\n\n|", "\n\n[x](nowhere.md)\n\n|"));
    docs.says(&["baseline"], 0);
    let all = docs.text();
    docs.write("en-US/a.md", "# a\n");
    docs.write("en-US/b/c.md", "# c\n");
    // Neither the other pages nor the other rules were looked at.
    assert!(docs.says(&["check", "en-US/b"], 0).contains("note: 2 findings of the baseline"));
    assert!(!docs.says(&["check", "--select", "link-target-not-found"], 0).contains("note:"));
    docs.says(&["baseline", "--update", "en-US/a.md", "--select", "link-target-not-found"], 0);
    assert_eq!(docs.text(), all);
    docs.says(&["baseline", "--update", "en-US/b"], 0);
    let text = docs.text();
    assert!(text.contains("en-US/a.md") && text.contains("en-US/a2.md") && !text.contains("en-US/b/c.md"), "{text}");
    // One page by itself, too, and from another folder.
    let inner = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .current_dir(docs.0.join("en-US"))
        .args(["check", "a2.md", "--deny-warnings"])
        .output()
        .unwrap();
    assert_eq!(inner.status.code(), Some(0), "{}", String::from_utf8_lossy(&inner.stdout));
    docs.says(&["baseline", "--update"], 0);
    let outside = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .current_dir(docs.0.join("en-US"))
        .args(["check", "../../baseline-part", "--baseline", "../isogloss-baseline.json", "--deny-warnings"])
        .output()
        .unwrap();
    assert_eq!(outside.status.code(), Some(0), "{}", String::from_utf8_lossy(&outside.stdout));
    assert!(outside.stderr.is_empty(), "{}", String::from_utf8_lossy(&outside.stderr));
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let docs = Docs::new("errors");
    docs.write("en-US/a.md", &page(&["one"]));
    let missing = "is not there; write it with `isogloss baseline`";
    assert!(
        docs.says(&["check", "--baseline", "no.json"], 2).contains(&format!("error: the baseline no.json {missing}"))
    );
    docs.write("isogloss.yml", "locales: [en-US, es-ES]\nbaseline: debt/known.json\n");
    assert!(docs.says(&["check"], 2).contains(&format!("error: the baseline debt/known.json {missing}")));
    docs.says(&["check", "--no-baseline"], 0);
    assert!(docs.says(&["baseline", "--update"], 2).contains(missing));
    docs.says(&["baseline"], 0);
    assert!(docs.says(&["check"], 0).contains("findings known from the baseline"));
    assert!(fs::read_to_string(docs.0.join("debt/known.json")).unwrap().contains("\"../en-US/a.md\""));
    let merged = "{\n  \"baseline\": 1,\n<<<<<<< HEAD\n";
    docs.write("debt/known.json", merged);
    let error = docs.says(&["check"], 2);
    assert!(error.contains("error: debt/known.json:3:1: key must be a string; fix it"), "{error}");
    docs.write("debt/known.json", "{ \"baseline\": 7 }");
    let error = docs.says(&["check"], 2);
    assert!(
        error.contains("error: debt/known.json: it is a baseline of version 7, and this program reads version 1"),
        "{error}"
    );
    docs.write("isogloss.yml", "locales: [en-US, es-ES]\nbaseline: en-US\n");
    assert!(docs.says(&["check"], 2).contains("isogloss.yml:2:11: `en-US` is no file"));
    // Without a configuration nobody looks for one.
    docs.write(NAME, "nonsense");
    docs.says(&["check", "--isolated"], 0);
}

/// However the file is cut off or a byte of it changed, it is read or refused, never half taken.
#[test]
fn a_damaged_file_is_refused() {
    let docs = Docs::new("damaged");
    docs.write("en-US/a.md", &page(&["one"]));
    docs.says(&["baseline"], 0);
    let text = docs.text();
    for cut in (0..text.trim_end().len()).step_by(7) {
        docs.write(NAME, &text[..cut]);
        assert!(docs.says(&["check"], 2).contains("isogloss-baseline.json:"), "{cut}");
    }
}

#[test]
fn what_is_known_is_shown_to_machines() {
    let docs = Docs::new("machines");
    docs.write("en-US/a.md", &page(&["one", "two"]));
    let read = |format: &str, more: &[&str]| -> Value {
        let args = ["check", "--report", format];
        serde_json::from_slice(&docs.run(&[&args, more].concat()).stdout).unwrap()
    };
    let before = read("json", &[]);
    docs.says(&["baseline"], 0);
    docs.write("en-US/a.md", &page(&["one", "new", "two"]));
    let json = read("json", &[]);
    assert_eq!((&json["summary"]["baselined"], &json["summary"]["warnings"]), (&2.into(), &1.into()));
    let suppressed = json["suppressed"].as_array().unwrap();
    assert_eq!((suppressed.len(), json["findings"].as_array().unwrap().len()), (2, 1));
    assert!(suppressed.iter().all(|one| one["by"] == "baseline" && one["reason"].is_null()));
    // Who is known has the fingerprint it had.
    let print = |finding: &Value| finding["fingerprint"].as_str().unwrap().to_owned();
    assert_eq!(print(&suppressed[0]["finding"]), print(&before["findings"][0]));
    let sarif = read("sarif", &[]);
    let kinds: Vec<&Value> = sarif["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| &result["suppressions"][0]["kind"])
        .collect();
    assert_eq!(kinds, [&Value::from("external"), &Value::Null, &Value::from("external")]);
    let sarif = read("sarif", &["--omit-suppressed"]);
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 1);
    let json = read("json", &["--omit-suppressed"]);
    assert_eq!((json["suppressed"].as_array().unwrap().len(), &json["summary"]["baselined"]), (0, &2.into()));
    let gitlab = read("gitlab", &[]);
    assert_eq!(gitlab.as_array().unwrap().len(), 1);
}

#[test]
fn what_is_known_is_not_fixed() {
    let docs = Docs::new("fix");
    let faulty = |name: &str| {
        format!(
            "# Page\n\n<!-- {{ \"blockType\": \"request\", \"name\": \"{name}\", }} -->\n```http\nGET /{name}\n```\n"
        )
    };
    docs.write("en-US/a.md", &faulty("a"));
    docs.says(&["baseline", "--select", "annotation-json-invalid"], 0);
    docs.write("en-US/b.md", &faulty("b"));
    docs.says(&["check", "--fix", "--select", "annotation-json-invalid"], 0);
    let text = |name: &str| fs::read_to_string(docs.0.join(format!("en-US/{name}.md"))).unwrap();
    assert_eq!(text("a"), faulty("a"));
    assert_ne!(text("b"), faulty("b"));
    docs.says(&["check", "--fix", "--select", "annotation-json-invalid", "--no-baseline"], 0);
    assert_ne!(text("a"), faulty("a"));
}

/// Rules that count what is found, and rules of the whole docset, with a baseline: nothing is left, and nothing is stale.
#[test]
fn the_whole_sample_can_be_accepted() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("baseline-sample.json");
    let _ = fs::remove_file(&file);
    let file = file.display().to_string();
    let run = |args: &[&str]| {
        let all = ["docs/sample", "--select", "all", "--baseline", &file];
        let output = Command::new(env!("CARGO_BIN_EXE_isogloss")).args(args).args(all).output().unwrap();
        (output.status.code(), [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat())
    };
    assert_eq!(run(&["baseline"]).0, Some(0));
    let (code, text) = run(&["check", "--deny-warnings", "--report", "concise"]);
    assert!(code == Some(0) && text.starts_with("No findings on 96 pages") && !text.contains("note:"), "{text}");
    assert_eq!(run(&["baseline", "--stale"]).0, Some(0));
    // One line for each entry, pages and rules in order.
    let text = fs::read_to_string(&file).unwrap();
    let json: BTreeMap<String, Value> = serde_json::from_str(&text).unwrap();
    let pages = json["pages"].as_object().unwrap();
    assert!(pages.keys().is_sorted());
    let entries: usize = pages.values().map(|entries| entries.as_array().unwrap().len()).sum();
    assert_eq!(text.lines().count(), entries + 2 * pages.len() + 5);
}

/// A real locale: accepted, moved by lines, and with one more fault.
#[test]
fn a_real_locale_can_be_accepted() {
    let Some(corpus) = support::corpus("graph-2019.tar.xz", "2019") else { return };
    let docs = Docs::new("corpus");
    let _ = fs::remove_dir_all(docs.0.join("es-ES"));
    docs.write("isogloss.yml", "locales: [en-US, es-ES]\n");
    for locale in ["en-US", "es-ES"] {
        copy_some(&corpus.join(locale), &docs.0.join(locale), &|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.starts_with("call") || name.starts_with("user-")
        });
    }
    docs.says(&["baseline", "es-ES"], 0);
    docs.says(&["check", "es-ES", "--deny-warnings"], 0);
    let mut moved = 0;
    for path in pages(&docs.0.join("es-ES")) {
        let text = fs::read_to_string(&path).unwrap();
        if let Some(at) = text.find("\n# ") {
            fs::write(path, format!("{}{}{}", &text[..=at], "<!-- moved -->\n".repeat(10), &text[at + 1..])).unwrap();
            moved += 1;
        }
    }
    assert!(moved > 50, "{moved}");
    let output = docs.run(&["check", "es-ES", "--deny-warnings", "--report", "concise", "--no-group"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    let path = docs.0.join("es-ES/api-reference/v1.0/api/user-list.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n\n| A | B |\n|:--|:--|\n| 1 | 2 | 3 |\n")).unwrap();
    let found = docs.found(&["es-ES", "--select", "table-row-width"]);
    assert!(found.len() == 1 && found[0].contains("user-list.md") && found[0].contains("row has 3 cells"), "{found:?}");
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { pages(&path) } else { vec![path] }).collect()
}
