//! `check --stdin-path`: a page from standard input is checked as its file would be, and no file is written.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

#[path = "support/folder.rs"]
mod folder;

use folder::copy;

const PAGE: &str = "ru-RU/api-reference/v1.0/api/extension-create.md";

/// Runs `isogloss check` with `input` as standard input.
fn check(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .current_dir(folder)
        .arg("check")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A copy of the sample docset.
fn sample(name: &str) -> PathBuf {
    let folder = folder::folder(name);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sample"), &folder);
    folder
}

fn pages(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            out.push(path);
        }
    }
}

#[test]
fn a_page_from_standard_input_is_checked_as_its_file() {
    let folder = sample("stdin-all");
    let mut all = Vec::new();
    pages(&folder, &mut all);
    all.sort();
    let mut found = 0;
    for path in all.iter().step_by(5) {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap();
        let of_file = check(&folder, &[name, "--report", "json"], b"");
        let args = ["--stdin-path", name, "-", "--report", "json"];
        let of_input = check(&folder, &args, &fs::read(path).unwrap());
        let findings = |output: &Output| {
            let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            report.get("findings").unwrap().as_array().unwrap().clone()
        };
        found += findings(&of_file).len();
        assert_eq!(findings(&of_input), findings(&of_file), "{name}");
        assert_eq!(of_input.status.code(), of_file.status.code(), "{name}");
    }
    assert!(found > 10, "{found} findings");
}

#[test]
fn what_it_says_counts_and_not_what_the_file_says() {
    let folder = sample("stdin-says");
    let page = fs::read_to_string(folder.join(PAGE)).unwrap();
    let clean = check(&folder, &["--stdin-path", PAGE, "--fix", "--unsafe-fixes"], page.as_bytes());
    // The file does not even have to be text.
    fs::write(folder.join(PAGE), [0xff, 0xfe]).unwrap();
    let again = check(&folder, &["--stdin-path", PAGE, "--report", "concise"], page.as_bytes());
    assert!(text(&again.stdout).contains("identifier-punctuated"), "{again:?}");
    assert_eq!(again.status.code(), Some(1));
    let fixed = check(&folder, &["--stdin-path", PAGE, "--report", "concise"], &clean.stdout);
    assert!(!text(&fixed.stdout).contains("identifier-punctuated"), "{fixed:?}");
}

#[test]
fn an_empty_page_is_one_finding() {
    let folder = sample("stdin-empty");
    let headed = fs::read_to_string(folder.join(PAGE)).unwrap();
    let header = headed.split_inclusive("---\n").take(2).collect::<String>();
    for page in ["", "\n\n", &header] {
        let output = check(&folder, &["--stdin-path", PAGE, "--report", "concise", "--quiet"], page.as_bytes());
        let said = text(&output.stdout);
        assert!(said.ends_with(": the page is empty: nothing of its source is on it\n"), "{said}");
        assert_eq!((said.lines().count(), output.status.code()), (1, Some(1)), "{said}");
    }
}

#[test]
fn a_fixed_page_goes_to_standard_output_and_no_file_is_written() {
    let folder = sample("stdin-fixed");
    let path = folder.join(PAGE);
    let page = fs::read(&path).unwrap();
    let of_input = check(&folder, &["--stdin-path", PAGE, "--fix", "--report", "concise"], &page);
    assert_eq!(fs::read(&path).unwrap(), page, "the file was written");
    assert!(text(&of_input.stderr).contains("status-code-lost"), "the report goes to standard error: {of_input:?}");
    check(&folder, &[PAGE, "--fix"], b"");
    let fixed = fs::read(&path).unwrap();
    assert_ne!(fixed, page);
    assert_eq!(text(&of_input.stdout), text(&fixed));
    // Nothing to fix: the page as it came, every byte of it.
    let odd = b"\xef\xbb\xbf# One\r\n\r\n\ttwo\r\rthree\x1b[31m".as_slice();
    let same = check(&folder, &["--stdin-path", "es-ES/odd.md", "--fix", "--select", "table-row-width"], odd);
    assert_eq!(same.stdout, odd);
}

#[test]
fn a_diff_is_against_what_came_in() {
    let folder = sample("stdin-diff");
    let page = fs::read_to_string(folder.join(PAGE)).unwrap().replace("number", "numero");
    let diff = check(&folder, &["--stdin-path", PAGE, "--diff"], page.as_bytes());
    let diff = text(&diff.stdout);
    assert!(diff.contains("-| displayName. |") && diff.contains("+| displayName |"), "{diff}");
    assert!(!diff.contains("-| number"), "{diff}");
}

#[test]
fn a_page_that_has_no_file_yet_has_its_place() {
    let folder = sample("stdin-new");
    let page = fs::read_to_string(folder.join(PAGE)).unwrap();
    fs::remove_file(folder.join(PAGE)).unwrap();
    let found = check(&folder, &["--stdin-path", PAGE, "--report", "concise"], page.as_bytes());
    // It is compared with its source.
    assert!(text(&found.stdout).contains(&format!("{PAGE}:60:1: error[status-code-lost]")), "{found:?}");
    assert!(!folder.join(PAGE).exists());
    // Outside of any docset it is a page by itself.
    let apart = folder::folder("stdin-apart");
    let args = ["--stdin-path", "page.md", "--isolated", "--report", "concise"];
    let found = check(&apart, &args, b"| a | b |\n|--|--|\n| 1 | 2 | 3 |\n");
    assert!(text(&found.stdout).contains("page.md:3:1: warning[table-row-width]"), "{found:?}");
    assert_eq!(found.status.code(), Some(0));
}

#[test]
fn what_cannot_be_meant_is_said() {
    let folder = sample("stdin-said");
    let said = |args: &[&str], input: &[u8]| {
        let output = check(&folder, args, input);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        text(&output.stderr)
    };
    assert!(said(&["-"], b"").contains("--stdin-path FILE"));
    assert!(said(&["es-ES", "--stdin-path", PAGE], b"").contains("no other page is checked"));
    assert!(said(&["--stdin-path", "es-ES"], b"").contains("this is a folder"));
    assert!(said(&["--stdin-path", PAGE], b"a\xff").contains("not UTF-8: byte 1"));
    assert!(said(&["--stdin-path", PAGE, "--watch"], b"").contains("cannot be used with"));
}
