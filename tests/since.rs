//! `check --since` and `--staged`: only pages that changed and those paired with them, whatever the repository says and is called.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/repository.rs"]
mod repository;

use repository::Repository;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A page with one fault, and one more for each of `more`.
fn page(name: &str, more: usize) -> String {
    format!("# {name}\n\n| A | B |\n|:--|:--|\n| 1 | 2 | 3 |\n{}", "| 4 | 5 | 6 |\n".repeat(more))
}

/// A repository whose folder `docs` has two locales, two versions, and names that are awkward.
fn docset(format: &str) -> Option<Repository> {
    let repository = Repository::new(format)?;
    for locale in ["en-US", "es-ES"] {
        for name in ["beta/a", "v1.0/a", "v1.0/b", "v1.0/c d", "v1.0/ñandú «x»", "v1.0/moved"] {
            repository.write(&format!("docs/{locale}/{name}.md"), page(name, 0));
        }
    }
    repository.write("other/x.md", page("x", 0));
    repository.commit("first");
    repository.git(&["branch", "base"]);
    Some(repository)
}

fn check(at: &Path, args: &[&str]) -> Output {
    let rule = ["--select", "table-row-width", "--report", "concise", "--no-group"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    command.current_dir(at).arg("check").args(args).args(rule).env("ISOGLOSS_CACHE", "");
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null").env_remove("GIT_INDEX_FILE");
    command.output().unwrap()
}

/// The pages with findings.
fn reported(output: &Output) -> BTreeSet<String> {
    assert!(matches!(output.status.code(), Some(0)), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().filter_map(|line| line.split_once(".md:")).map(|(path, _)| path.to_owned()).collect()
}

fn set(pages: &[&str]) -> BTreeSet<String> {
    pages.iter().map(|page| (*page).to_owned()).collect()
}

fn both(names: &[&str]) -> BTreeSet<String> {
    names.iter().flat_map(|name| [format!("docs/en-US/{name}"), format!("docs/es-ES/{name}")]).collect()
}

#[test]
fn changed_pages_and_their_partners() {
    for format in ["sha1", "sha256"] {
        let Some(repository) = docset(format) else { return };
        let here = repository.path();
        let since = |at: &Path, args: &[&str]| reported(&check(at, &[&["--since", "base"], args].concat()));
        assert_eq!(since(&here, &["docs"]), set(&[]));
        // Committed, on the disk only, not tracked at all: each counts.
        repository.write("docs/es-ES/v1.0/c d.md", page("c d", 1));
        repository.commit("second");
        assert_eq!(since(&here, &["docs"]), both(&["v1.0/c d"]));
        repository.write("docs/en-US/v1.0/ñandú «x».md", page("ñandú", 1));
        repository.write("docs/en-US/v1.0/new.md", page("new", 0));
        let mut wanted = both(&["v1.0/c d", "v1.0/ñandú «x»"]);
        wanted.insert("docs/en-US/v1.0/new".to_owned());
        assert_eq!(since(&here, &["docs"]), wanted);
        // From within the docset, and for a part of it.
        let inner: BTreeSet<String> = wanted.iter().map(|path| path.trim_start_matches("docs/").to_owned()).collect();
        assert_eq!(since(&here.join("docs"), &["."]), inner);
        assert_eq!(since(&here, &["docs/es-ES"]), set(&["docs/es-ES/v1.0/c d", "docs/es-ES/v1.0/ñandú «x»"]));
        assert_eq!(since(&here, &["docs/es-ES/v1.0/b.md"]), set(&[]));
        // What others did on their branch since is not ours.
        repository.git(&["stash", "-q", "-u"]);
        repository.git(&["checkout", "-q", "base"]);
        repository.write("docs/en-US/v1.0/b.md", page("b", 2));
        repository.commit("theirs");
        repository.git(&["checkout", "-q", "main"]);
        assert_eq!(since(&here, &["docs"]), both(&["v1.0/c d"]));
    }
}

#[test]
fn other_versions_renames_and_removals() {
    let Some(repository) = docset("sha1") else { return };
    let here = repository.path();
    repository.write("docs/en-US/beta/a.md", page("a", 1));
    repository.git(&["mv", "docs/es-ES/v1.0/moved.md", "docs/es-ES/v1.0/here.md"]);
    fs::remove_file(here.join("docs/en-US/v1.0/b.md")).unwrap();
    let mut wanted = both(&["beta/a", "v1.0/a"]);
    // Where it went; its partner where it was; the partner of what is gone.
    wanted.extend(set(&["docs/es-ES/v1.0/here", "docs/en-US/v1.0/moved", "docs/es-ES/v1.0/b"]));
    assert_eq!(reported(&check(&here, &["docs", "--since", "base"])), wanted);
}

#[test]
fn line_ends_that_git_would_convert_are_no_change() {
    let Some(repository) = docset("sha1") else { return };
    repository.write("docs/en-US/v1.0/b.md", page("v1.0/b", 0).replace('\n', "\r\n"));
    assert_eq!(reported(&check(&repository.path(), &["docs", "--since", "base"])), set(&[]));
}

#[test]
fn what_is_no_commit_is_an_error() {
    let Some(repository) = docset("sha1") else { return };
    let here = repository.path();
    let said = |at: &Path, args: &[&str]| {
        let output = check(at, args);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    for name in ["--output=x", "-x", "", "a\nb"] {
        assert!(said(&here, &["docs", "--since", name]).contains("names no commit; write a branch"), "{name}");
    }
    for name in ["nope", "base..main", "HEAD:docs", "^base", "base:docs/en-US/v1.0/b.md"] {
        let error = said(&here, &["docs", "--since", name]);
        assert!(error.contains(&format!("there is no commit `{name}` in the repository of docs/en-US")), "{error}");
    }
    assert!(!here.join("x").exists());
    let outside = repository.folder.join("outside");
    fs::create_dir_all(outside.join("en-US")).unwrap();
    fs::write(outside.join("en-US/a.md"), page("a", 0)).unwrap();
    for how in [&["--since", "main"][..], &["--staged"]] {
        let error = said(&outside, &[&["."], how].concat());
        assert!(error.contains("en-US lies in no git repository"), "{error}");
    }
    // Two histories that have nothing in common.
    repository.git(&["checkout", "-q", "--orphan", "lonely"]);
    repository.commit("alone");
    let error = said(&here, &["docs", "--since", "base"]);
    assert!(error.contains("`base` and HEAD have no commit in common") && error.contains("--unshallow"), "{error}");
}

#[test]
fn staged_pages_and_their_partners() {
    let Some(repository) = docset("sha1") else { return };
    let here = repository.path();
    let staged = |at: &Path, args: &[&str]| reported(&check(at, &[&["--staged"], args].concat()));
    assert_eq!(staged(&here, &["docs"]), set(&[]));
    repository.write("docs/es-ES/v1.0/c d.md", page("c d", 1));
    repository.write("docs/en-US/v1.0/ñandú «x».md", page("ñandú", 1));
    repository.git(&["add", "docs/en-US"]);
    assert_eq!(staged(&here, &["docs"]), both(&["v1.0/ñandú «x»"]));
    assert_eq!(staged(&here.join("docs"), &["."]), set(&["en-US/v1.0/ñandú «x»", "es-ES/v1.0/ñandú «x»"]));
    // What is checked is what lies on the disk.
    repository.write("docs/en-US/v1.0/ñandú «x».md", "# ñandú\n");
    assert_eq!(staged(&here, &["docs"]), set(&["docs/es-ES/v1.0/ñandú «x»"]));
    repository.git(&["rm", "-q", "docs/en-US/v1.0/b.md"]);
    assert_eq!(staged(&here, &["docs"]), set(&["docs/es-ES/v1.0/ñandú «x»", "docs/es-ES/v1.0/b"]));
}

#[test]
fn staged_before_the_first_commit() {
    let Some(repository) = Repository::new("sha1") else { return };
    for name in ["a", "b"] {
        repository.write(&format!("en-US/{name}.md"), page(name, 0));
    }
    repository.git(&["add", "en-US/a.md"]);
    assert_eq!(reported(&check(&repository.path(), &[".", "--staged"])), set(&["en-US/a"]));
}

/// As git runs a hook for `git commit FILE`: with an index of its own.
#[test]
fn a_hook_s_own_index_counts() {
    let Some(repository) = docset("sha1") else { return };
    let here = repository.path();
    repository.write("docs/en-US/v1.0/b.md", page("b", 1));
    repository.write("docs/en-US/v1.0/c d.md", page("c d", 1));
    repository.git(&["add", "docs/en-US/v1.0/c d.md"]);
    let hook = here.join(".git/hooks/pre-commit");
    let program = env!("CARGO_BIN_EXE_isogloss");
    let line = "check docs --staged --select table-row-width --report concise --no-group";
    let script = format!("#!/bin/sh\nISOGLOSS_CACHE= '{program}' {line} > hook.txt\nexit 1\n");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, script).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let only = ["-c", "core.hooksPath=.git/hooks", "commit", "-m", "x", "docs/en-US/v1.0/b.md"];
    assert!(!repository.command(&here, &only).output().unwrap().status.success());
    let text = fs::read_to_string(here.join("hook.txt")).unwrap();
    assert!(text.contains("docs/es-ES/v1.0/b.md:") && !text.contains("c d.md:"), "{text}");
    // Another repository's index is nobody's here.
    let mut command = Command::new(program);
    command.current_dir(&here).args(line.split(' ')).env("GIT_INDEX_FILE", "/nowhere/index").env("ISOGLOSS_CACHE", "");
    assert_eq!(reported(&command.output().unwrap()), both(&["v1.0/c d"]));
}

#[test]
fn nothing_that_a_repository_names_is_run() {
    let Some(repository) = docset("sha1") else { return };
    let here = repository.path();
    let marker = here.join("marker");
    let run = format!("touch '{}' #", marker.display());
    for (key, value) in [
        ("core.fsmonitor", run.as_str()),
        ("diff.external", &run),
        ("diff.evil.textconv", &run),
        ("diff.evil.command", &run),
        ("filter.evil.clean", &run),
        ("filter.evil.process", &run),
        ("filter.evil.required", "true"),
        ("core.pager", &run),
        ("core.hooksPath", "hooks"),
        ("alias.ls-tree", &format!("!{run}")),
        ("alias.diff", &format!("!{run}")),
    ] {
        repository.git(&["config", key, value]);
    }
    repository.write("docs/en-US/v1.0/b.md", page("b", 1));
    repository.git(&[
        "-c",
        "filter.evil.clean=cat",
        "-c",
        "filter.evil.process=",
        "-c",
        "core.fsmonitor=false",
        "add",
        "docs",
    ]);
    // A filter that would be run on every page.
    repository.write(".gitattributes", "*.md filter=evil diff=evil\n");
    let _ = fs::remove_file(&marker);
    for how in [&["--since", "base"][..], &["--staged"]] {
        assert_eq!(reported(&check(&here, &[&["docs"], how].concat())), both(&["v1.0/b"]), "{how:?}");
        assert!(!marker.exists(), "{how:?}");
    }
}

#[test]
fn fixes_touch_only_those_pages() {
    let Some(repository) = docset("sha1") else { return };
    let here = repository.path();
    // A comma too many in an annotation: a safe fix.
    let faulty = "# Page\n\n<!-- { \"blockType\": \"request\", \"name\": \"x\", } -->\n```http\nGET /x\n```\n";
    for name in ["p", "q"] {
        repository.write(&format!("docs/en-US/v1.0/{name}.md"), faulty);
    }
    repository.commit("second");
    repository.write("docs/en-US/v1.0/q.md", format!("{faulty}\nMore.\n"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    command.current_dir(&here).args(["check", "docs", "--fix", "--since", "HEAD"]);
    command.args(["--select", "annotation-json-invalid"]).env("ISOGLOSS_CACHE", "");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = |name: &str| fs::read_to_string(here.join(format!("docs/en-US/v1.0/{name}.md"))).unwrap();
    assert_eq!(text("p"), faulty);
    assert!(!text("q").contains("\"x\","), "{}", text("q"));
}

/// Locales in repositories of their own: one of them does not know the commit.
#[test]
fn several_repositories() {
    let Some(repository) = Repository::new("sha1") else { return };
    for locale in ["docs.en-US", "docs.es-ES"] {
        let folder = repository.folder.join(locale);
        repository.git_in(&repository.folder, &["init", "-q", "-b", "main", locale]);
        fs::write(folder.join("a.md"), page("a", 0)).unwrap();
        fs::write(folder.join("b.md"), page("b", 0)).unwrap();
        repository.git_in(&folder, &["add", "-A"]);
        repository.git_in(&folder, &["commit", "-q", "-m", locale]);
    }
    let spanish = repository.folder.join("docs.es-ES");
    repository.git_in(&spanish, &["tag", "released"]);
    fs::write(spanish.join("a.md"), page("a", 1)).unwrap();
    let output = check(&repository.folder, &[".", "--since", "released"]);
    assert_eq!(reported(&output), set(&["docs.en-US/a", "docs.es-ES/a"]));
    let note = String::from_utf8(output.stderr).unwrap();
    assert!(note.contains("note: there is no commit `released` in the repository of docs.en-US"), "{note}");
}
