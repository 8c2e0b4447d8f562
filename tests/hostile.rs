//! Pages of strangers, run through the program as users run it: every limit is a finding with a rule's id, the public suites of JSON,
//! YAML and naughty strings come through in every place of a page and in every format, and nothing a page says reaches a
//! terminal as more than text.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::format_push_string,
    clippy::format_collect
)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

#[path = "support/mod.rs"]
mod support;

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("hostile-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(folder.0.join("en-US/api")).unwrap();
        fs::create_dir_all(folder.0.join("es-ES/api")).unwrap();
        folder
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        command.args(args).current_dir(&self.0).env("ISOGLOSS_CACHE", "").output().unwrap()
    }

    /// The JSON report of `check`, with the exit code: 0, 1 or 2, whatever the pages hold.
    fn check(&self) -> (i32, Value) {
        let output = self.run(&["check", "--isolated", "--select", "all", "--report", "json", "."]);
        let said = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code().unwrap_or_else(|| panic!("killed: {said}"));
        assert!(code <= 2, "exit code {code}: {said}");
        assert!(!said.contains("panicked"), "{said}");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"));
        assert!(!rules(&report).contains("internal-error"), "{}", report["findings"]);
        (code, report)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn rules(report: &Value) -> BTreeSet<String> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

fn findings<'a>(report: &'a Value, rule: &str) -> Vec<&'a str> {
    let all = report["findings"].as_array().unwrap().iter();
    all.filter(|finding| finding["rule"] == rule).map(|finding| finding["path"].as_str().unwrap()).collect()
}

/// Every limit, just met and just exceeded. A translation of a page that is over one is not blamed for it.
#[test]
fn limits_are_findings() {
    let folder = Folder::new();
    let body = "## <a name=\"part\"></a>Part\n\n| a | b |\n|---|---|\n| c | d |\n";
    let both = |name: &str, source: &str| {
        folder.write(&format!("en-US/api/{name}.md"), source);
        folder.write(&format!("es-ES/api/{name}.md"), format!("# <a name=\"t\"></a>T\n\n{body}"));
    };
    let page = |more: &str| format!("# T\n\n{body}\n{more}");
    let filled = |size: usize| {
        let start = page("");
        let rest = size - start.len();
        format!("{start}{}", "a".repeat(rest - 1) + "\n")
    };
    both("large-met", &filled(4 << 20));
    both("large", &filled((4 << 20) + 1));
    // Blanks between marks count as what a line is indented by: half.
    both("quotes-met", &page(&(">".repeat(64) + "a\n")));
    both("quotes", &page(&("> ".repeat(65) + "a\n")));
    both("quotes-cr", &page(&("> ".repeat(65) + "a\n" + &"a\n".repeat(100_000))).replace('\n', "\r"));
    both("items", &page(&("- ".repeat(65) + "a\n" + &"a\n".repeat(100_000))));
    both("numbers", &page(&("1. ".repeat(65) + "a\n" + &"a\n".repeat(100_000))));
    both("stairs", &page(&(0..100).map(|at| format!("{}- a\n", "  ".repeat(at))).collect::<String>()));
    let header = |size: usize| format!("---\nk: {}\n---\n{}", "a".repeat(size - 4), page(""));
    both("header-met", &header(64 << 10));
    both("header", &header((64 << 10) + 1));
    let json = |depth: usize| page(&format!("```json\n{}1{}\n```\n", "[".repeat(depth), "]".repeat(depth)));
    both("json-met", &json(128));
    both("json", &json(129));
    both("json-open", &page(&format!("```json\n{}\n```\n", "{\"a\":[".repeat(50_000))));
    let note = format!("<!-- {{ \"a\": {}1{} }} -->\n```http\nGET /a\n```\n", "[".repeat(200), "]".repeat(200));
    both("json-note", &page(&note));
    both("json-body", &page(&format!("```http\nPOST /a\n\n{}\n```\n", "[".repeat(100_000))));
    for at in 0..18 {
        folder.write(&format!("en-US/api/chain{at}.md"), format!("# T\n\n[!INCLUDE [x](chain{}.md)]\n", at + 1));
    }
    folder.write("en-US/api/chain18.md", "# T\n\nend\n");
    for (name, to) in [("self", "self"), ("ring1", "ring2"), ("ring2", "ring3"), ("ring3", "ring1")] {
        folder.write(&format!("en-US/api/{name}.md"), format!("# T\n\n[!INCLUDE [x]({to}.md)]\n"));
    }
    let (code, report) = folder.check();
    assert_eq!(code, 1);
    let of = |rule: &str| {
        let mut names: Vec<&str> = findings(&report, rule)
            .into_iter()
            .map(|path| path.trim_start_matches("en-US/api/").trim_end_matches(".md"))
            .collect();
        names.dedup();
        names
    };
    assert_eq!(of("page-too-large"), ["large"]);
    assert_eq!(of("page-too-deep"), ["items", "numbers", "quotes-cr", "quotes", "stairs"]);
    assert_eq!(of("front-matter-too-large"), ["header"]);
    assert_eq!(of("json-too-deep"), ["json-body", "json-note", "json-open", "json"]);
    assert_eq!(of("include-too-deep"), ["chain0", "chain1"]);
    assert_eq!(of("include-cycle").len(), 2, "{:?}", of("include-cycle"));
    // What is not read has no more faults, and its translation is not measured by it.
    for name in ["large", "quotes", "quotes-cr", "items", "numbers", "stairs"] {
        let about = |path: &str| {
            let all = report["findings"].as_array().unwrap().iter();
            all.filter(|finding| finding["path"] == path)
                .map(|finding| finding["rule"].as_str().unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(about(&format!("en-US/api/{name}.md")).len(), 1, "{:?}", about(&format!("en-US/api/{name}.md")));
        let blamed = about(&format!("es-ES/api/{name}.md"));
        let like_any = about("es-ES/api/large-met.md");
        assert!(blamed.iter().all(|rule| like_any.contains(rule)), "{name}: {blamed:?}, else {like_any:?}");
    }
}

/// `text` in every place of a page.
fn places(text: &str) -> Vec<(&'static str, String)> {
    let line = text.replace(['\n', '\r'], " ");
    vec![
        (
            "title",
            format!(
                "---\ntitle: {line}\nother: \"{line}\"\n---\n# {line}\n\n## <a name=\"{line}\"></a>{line}\n\n{text}\n"
            ),
        ),
        ("header", format!("---\n{text}\n---\n# T\n")),
        (
            "annotation",
            format!(
                "# T\n\n<!-- {{ \"blockType\": \"request\", \"name\": \"{text}\" }} -->\n```http\nGET https://lamps.example/{line}\nX-A: {line}\n{line}: b\n\n{text}\n```\n\n<!-- {text} -->\n\n<!-- isogloss-disable-next-line {line}: {line} -->\n"
            ),
        ),
        (
            "note",
            format!("# T\n\n<!-- {{ {text} }} -->\n```http\nHTTP/1.1 {line}\n{line}\n\n{{ \"a\": \"{text}\" }}\n```\n"),
        ),
        (
            "body",
            format!("# T\n\n```json\n{text}\n```\n\n```http\nPOST /a\nContent-Type: application/json\n\n{text}\n```\n"),
        ),
        (
            "cells",
            format!(
                "# T\n\n## Request headers\n\n| {line} | Value |\n|---|---|\n| {line} | {line} |\n| `{line}` | [{line}]({line}) |\n| Accept | {text} |\n"
            ),
        ),
        (
            "links",
            format!(
                "# T\n\n[{line}]({line}) ![{line}](<{line}> \"{line}\") [!INCLUDE [{line}]({line})] **{line}** `{line}`\n\n# [{line}](#tab/{line})\n{text}\n---\n"
            ),
        ),
    ]
}

/// Writes the inputs as source pages, and each beside a translation of another place, in one docset.
fn plant(folder: &Folder, inputs: &[(String, String)]) {
    for (name, text) in inputs {
        for (place, page) in places(text) {
            folder.write(&format!("en-US/{place}/{name}.md"), &page);
            folder.write(
                &format!("es-ES/{place}/{name}.md"),
                page.replace("# T", "# <a name=\"t\"></a>T").replace(": b", ": c"),
            );
        }
    }
}

fn json_suite() -> Option<Vec<(String, String)>> {
    let folder = support::corpus("suites.tar.xz", "suites")?.join("json/test_parsing");
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                path.file_stem().unwrap().to_str().unwrap().to_owned(),
                String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned(),
            )
        })
        .collect();
    all.sort();
    Some(all)
}

fn yaml_suite() -> Option<Vec<(String, String)>> {
    fn walk(folder: &Path, out: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                walk(&path, out);
            } else if path.ends_with("in.yaml") {
                let name = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
                out.push((
                    format!("{name}-{}", out.len()),
                    String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned(),
                ));
            }
        }
    }
    let mut all = Vec::new();
    walk(&support::corpus("suites.tar.xz", "suites")?.join("yaml"), &mut all);
    all.sort();
    all.dedup();
    Some(all)
}

fn strings() -> Option<Vec<(String, String)>> {
    let file = support::corpus("suites.tar.xz", "suites")?.join("strings/blns.json");
    let list: Vec<String> = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    Some(list.into_iter().enumerate().map(|(at, text)| (format!("s{at}"), text)).collect())
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes in a debug build: add --release")]
fn suites_come_through_in_every_place() {
    let (Some(json), Some(yaml), Some(strings)) = (json_suite(), yaml_suite(), strings()) else { return };
    assert!(
        json.len() > 300 && yaml.len() > 350 && strings.len() > 500,
        "{} {} {}",
        json.len(),
        yaml.len(),
        strings.len()
    );
    for (name, inputs) in [("JSON", json), ("YAML", yaml), ("strings", strings)] {
        let folder = Folder::new();
        plant(&folder, &inputs);
        let (code, report) = folder.check();
        assert_eq!(report["skipped"].as_array().unwrap().len(), 0, "{name}");
        assert_eq!(report["summary"]["pages"], inputs.len() * places("").len() * 2);
        println!(
            "{name}: {} pages, {} findings, exit code {code}",
            report["summary"]["pages"],
            report["findings"].as_array().unwrap().len()
        );
        for args in [
            &["drift", "--isolated", "--report", "json", "."][..],
            &["snippets", "--isolated", "--check", "."],
            &["sync", "--isolated", "--diff", "."],
        ] {
            let output = folder.run(args);
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.code().is_some_and(|code| code <= 2), "{args:?}: {said}");
            assert!(!said.contains("panicked") && !said.contains("the program failed"), "{args:?}: {said}");
            if args[0] == "drift" {
                serde_json::from_slice::<Value>(&output.stdout).unwrap();
            }
        }
    }
}

/// Characters that do something in a terminal besides being there.
fn speaks(text: &str) -> Option<char> {
    text.chars().find(|character| {
        let is_control = character.is_control() && !matches!(character, '\n' | '\t');
        is_control || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}' | '\u{2029}')
    })
}

/// Every control character and every naughty string, in pages and in names of files: no output for people holds one of them, and
/// no line of it could be taken for a command of a build server.
#[test]
fn nothing_speaks_to_the_terminal() {
    let mut inputs: Vec<(String, String)> =
        (0..32u8).chain(127..160).map(|code| (format!("c{code}"), format!("a{}b[31m", char::from(code)))).collect();
    let turns = [
        '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
        '\u{200e}', '\u{200f}', '\u{61c}', '\u{2028}', '\u{2029}', '\u{feff}', '\u{200b}',
    ];
    inputs.extend(turns.into_iter().map(|turn| (format!("u{:x}", turn as u32), format!("a{turn}b"))));
    let commands = [
        "\u{1b}]0;title\u{7}",
        "\u{1b}]52;c;aGk=\u{7}",
        "\u{1b}]8;;https://a.example\u{1b}\\x",
        "\r::error::x",
        "\n::add-mask::x",
        "##[error]x",
        "%0A::error::x",
    ];
    inputs.extend(commands.iter().enumerate().map(|(at, text)| (format!("x{at}"), (*text).to_owned())));
    inputs.extend(strings().unwrap_or_default());
    let folder = Folder::new();
    plant(&folder, &inputs);
    #[cfg(unix)]
    for (name, text) in &inputs {
        let file: String = text.chars().filter(|character| !matches!(character, '/' | '\0')).take(60).collect();
        folder.write(&format!("es-ES/names/{name}{file}.md"), "# T\n\n| a |\n|---|\n| b | c |\n");
    }
    for args in [
        &["check", "--select", "all", "--color", "never", "--report", "full"][..],
        &["check", "--select", "all", "--color", "never", "--report", "full", "--no-group"],
        &["check", "--select", "all", "--color", "never", "--report", "concise", "--no-group"],
        &["drift"],
        &["drift", "--summary"],
        &["snippets", "--to", "out"],
        &["sync", "--todo", "out.md"],
    ] {
        let output = folder.run(&[args, &["--isolated", "."]].concat());
        assert!(output.status.code().is_some_and(|code| code <= 2), "{args:?}");
        for (stream, bytes) in [("output", &output.stdout), ("errors", &output.stderr)] {
            let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{args:?}: {error}"));
            for line in text.lines() {
                assert_eq!(speaks(line), None, "{args:?}: {stream}: {line:?}");
                // `:::` is how another file is drawn; no command is called `: FILE`.
                let start = line.trim_start();
                let is_command = start.starts_with("::") && !start.starts_with("::: ") || start.starts_with("##[");
                // `--report github` is for a program; tests/formats decodes it.
                assert!(!is_command, "{args:?}: {stream}: {line:?}");
            }
        }
    }
    // With colours there is nothing but our own: `ESC [ digits m`.
    let output = folder.run(&["check", "--isolated", "--color", "always", "--report", "full", "."]);
    let text = String::from_utf8(output.stdout).unwrap();
    for (at, _) in text.match_indices('\u{1b}') {
        let rest = text[at..].strip_prefix("\u{1b}[").unwrap_or_else(|| panic!("{:?}", &text[at..at + 10]));
        let end = rest.find(|character: char| !character.is_ascii_digit() && character != ';').unwrap();
        assert!(rest[end..].starts_with('m'), "{:?}", &rest[..=end]);
    }
}

/// A template of the user's own that never ends is refused with a message: it is trusted, but it may be wrong.
#[test]
fn templates_end() {
    for (name, template) in [
        ("itself", "{% include 'mine.jinja' %}"),
        ("macro", "{% macro again(x) %}{{ again(x) }}{% endmacro %}{{ again(1) }}"),
        ("loop", "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}"),
        ("extends", "{% extends 'mine.jinja' %}"),
    ] {
        let folder = Folder::new();
        folder.write(
            "isogloss.yml",
            "source: en-US\nlocales: [en-US, es-ES]\ntemplates: [mine.jinja]\nsnippets: { targets: [mine] }\n",
        );
        let header = "{#\nlanguage: Mine\nclient: mine\nfence: mine\nextension: mine\n#}\n";
        folder.write("mine.jinja", format!("{header}{template}"));
        folder.write("en-US/api/a.md", "# T\n\n<!-- { \"blockType\": \"request\", \"name\": \"a\" } -->\n```http\nGET https://lamps.example/a\n```\n");
        let output = folder.run(&["snippets", "--check", "."]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains("mine.jinja") && !said.contains("panicked"), "{name}: {said}");
    }
}
