//! A page that cannot be read is reported and counted, never lost: exit code 2, a line on standard error, an entry in JSON.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("en-US/api")).unwrap();
    fs::create_dir_all(folder.join("es-ES/api")).unwrap();
    fs::write(folder.join("en-US/api/good.md"), "# Title\n").unwrap();
    folder
}

fn check(folder: &Path) -> (Output, serde_json::Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    let output = command.args(["check", "--isolated", "--report", "json"]).arg(folder).output().unwrap();
    let report = serde_json::from_slice(&output.stdout).unwrap();
    (output, report)
}

#[test]
fn bytes_that_are_no_text() {
    let folder = folder("no-text");
    fs::write(folder.join("es-ES/api/bad.md"), b"# T\xff\n").unwrap();
    let (output, report) = check(&folder);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(report["summary"]["pages"], 1);
    assert!(report["skipped"][0]["path"].as_str().unwrap().ends_with("es-ES/api/bad.md"));
    assert!(report["skipped"][0]["reason"].as_str().unwrap().contains("byte 3"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("bad.md was not checked"));
}

/// What could not be read is not said to be missing, and what only it includes is not removed.
#[test]
fn nothing_is_missing_for_not_having_been_read() {
    let folder = folder("not-missing");
    let request = "<!-- { \"blockType\": \"request\", \"name\": \"switch_on\" } -->\n```http\nGET https://lamps.example/v1.0/on\n```\n";
    let page = |words: &str| format!("---\ntitle: {words}\n---\n# {words}\n\n{request}");
    fs::write(folder.join("en-US/api/on.md"), page("Switch on")).unwrap();
    fs::write(folder.join("es-ES/api/on.md"), page("Encender")).unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        let output = command.args(args).args(["--isolated", "--target", "curl"]).arg(&folder).output().unwrap();
        output.status.code().unwrap()
    };
    assert_eq!(run(&["snippets"]), 0);
    let sample = folder.join("en-US/includes/snippets/bash/switch-on-bash-snippets.md");
    assert!(sample.exists());
    let claims = |report: &serde_json::Value| {
        let all = report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap());
        all.filter(|rule| matches!(*rule, "page-orphaned" | "page-missing" | "snippet-orphaned" | "snippet-missing"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let before = claims(&check(&folder).1);
    for bad in [&b"# T\xff\n"[..], "a".repeat((4 << 20) + 1).as_bytes(), ("> ".repeat(70) + "a\n").as_bytes()] {
        fs::write(folder.join("en-US/api/on.md"), bad).unwrap();
        assert_eq!(claims(&check(&folder).1), before);
        run(&["snippets", "--prune"]);
        assert!(sample.exists(), "the sample of a page that was not read was removed");
    }
    // Without the page nobody includes it.
    fs::remove_file(folder.join("en-US/api/on.md")).unwrap();
    run(&["snippets", "--prune"]);
    assert!(!sample.exists());
}

#[test]
#[cfg(unix)]
fn symbolic_links_are_not_followed() {
    let folder = folder("links");
    std::os::unix::fs::symlink("/etc/hostname", folder.join("es-ES/api/link.md")).unwrap();
    let (output, report) = check(&folder);
    assert_eq!(output.status.code(), Some(2));
    assert!(report["skipped"][0]["reason"].as_str().unwrap().contains("symbolic link"));
}

#[test]
fn pages_over_a_limit_are_findings() {
    let folder = folder("limits");
    fs::write(folder.join("en-US/api/large.md"), "a".repeat((4 << 20) + 1)).unwrap();
    fs::write(folder.join("en-US/api/deep.md"), "> ".repeat(70) + "a\n" + &"a\n".repeat(50_000)).unwrap();
    let (output, report) = check(&folder);
    assert_eq!(output.status.code(), Some(1));
    let rules: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert!(rules.contains(&"page-too-large") && rules.contains(&"page-too-deep"), "{rules:?}");
    assert_eq!(report["summary"]["pages"], 3);
}

/// A locale file of the user's own, named in the configuration, works like a built-in one.
#[test]
fn a_locale_of_ones_own() {
    let folder = folder("own-locale");
    fs::create_dir_all(folder.join("fr-FR/api")).unwrap();
    let page = "---\ntitle: Appel\n---\n\n## <a name=\"request-headers\"></a>En-têtes\n\n| En-tête | Valeur |\n|:---|:---|\n| Autorisation | Bearer {token} |\n";
    fs::write(folder.join("fr-FR/api/good.md"), page).unwrap();
    fs::write(folder.join("fr-FR.yml"), "tag: fr-FR\nheaders: { Authorization: [Autorisation] }\n").unwrap();
    fs::write(
        folder.join("isogloss.yml"),
        "source: en-US\nlocales: { en-US: en-US, fr-FR: fr-FR }\nlocale-files: [fr-FR.yml]\n",
    )
    .unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    let output = command
        .args(["check", "--select", "header-name-translated", "--report", "json"])
        .arg(&folder)
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["findings"][0]["expected"], "Authorization", "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(report["findings"][0]["certainty"], "likely");
    // Its mistakes are told with its name as the reader knows it, their place, and what to do.
    for (text, wanted) in [
        (&b"tag: fr-FR\nname: \xe9\n"[..], "fr-FR.yml is not UTF-8: byte 17 begins no character; save it as UTF-8"),
        (b"tag: fr-FR\nheader: {}\n", "fr-FR.yml:2:1: unknown field `header`; did you mean `headers`?"),
    ] {
        fs::write(folder.join("fr-FR.yml"), text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        let output = command.arg("check").current_dir(&folder).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(String::from_utf8_lossy(&output.stderr), format!("error: {wanted}\n"));
    }
}
