//! The guide: every command that it shows is run on a copy of the sample docset, every page is in the table of contents, and every
//! link leads somewhere.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::format_push_string, clippy::format_collect)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "support/folder.rs"]
mod folder;

use folder::copy;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages of the guide, the generated ones of the rules left out.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = fs::read_dir(project().join("docs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|name| name == "md"))
        .collect();
    pages.push(project().join("README.md"));
    pages.sort();
    pages
}

/// A command that a page shows, and what the page says that it prints; nothing where it does not say.
struct Shown {
    line: usize,
    command: String,
    output: Vec<String>,
}

/// The commands in blocks marked `console`. A block below a comment that begins with `not run:` is left out; the rest of the comment
/// says why.
fn shown(text: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let (mut inside, mut before) = (false, "");
    for (at, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console" && !before.starts_with("<!-- not run:");
        } else if inside {
            if let Some(command) = line.strip_prefix("$ ") {
                let command = command.split("  #").next().unwrap_or(command).trim().to_owned();
                all.push(Shown { line: at + 1, command, output: Vec::new() });
            } else if let Some(last) = all.last_mut() {
                last.output.push(line.trim_end().to_owned());
            }
        }
        if !line.is_empty() {
            before = line;
        }
    }
    all
}

/// The folder in which the commands of a page start. For the tutorial it is what a clone has of the sample. For the others `docs` is
/// the sample, with a configuration beside it; the source's repository lies beside that.
fn workspace(page: &Path) -> PathBuf {
    let root = std::env::temp_dir().join(format!(
        "isogloss-docs-{}-{}",
        std::process::id(),
        page.file_stem().unwrap().to_string_lossy()
    ));
    let _ = fs::remove_dir_all(&root);
    if page.ends_with("tutorial.md") {
        // It sets up its own folder, from a clone.
        let clone = root.join("clone");
        copy(&project().join("docs/sample"), &clone.join("docs/sample"));
        return clone;
    }
    let work = root.join("work");
    copy(&project().join("docs/sample"), &work.join("docs"));
    fs::remove_file(work.join("docs/isogloss.yml")).unwrap();
    fs::remove_file(work.join("docs/README.md")).unwrap();
    copy(&project().join("docs/sample/en-US"), &root.join("docs-en/docs"));
    for repository in [root.join("docs-en"), work.clone()] {
        git(&repository, &["init", "-q", "-b", "main"]);
        git(&repository, &["add", "-A"]);
        git(&repository, &["commit", "-qm", "The docs"]);
    }
    git(&work, &["update-ref", "refs/remotes/origin/main", "HEAD"]);
    // The source goes on, and its translations are stale.
    let source = work.join("docs/en-US/api-reference/v1.0/api/call-transfer.md");
    let text = fs::read_to_string(&source).unwrap();
    fs::write(&source, text.replacen("\n## ", "\nIt takes a moment.\n\n## ", 1)).unwrap();
    git(&work, &["commit", "-qam", "Transfers take a moment"]);
    work
}

fn git(folder: &Path, args: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"])
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Runs one command of a page. What it prints, with the exit code last; `None` for programs that a test does not start.
fn run(work: &Path, command: &str) -> Option<(i32, String)> {
    let programs = ["isogloss ", "git ", "echo ", "mkdir ", "cp ", "rm "];
    let started = programs.iter().any(|program| command.starts_with(program));
    let endless = ["isogloss lsp", "--watch"].iter().any(|part| command.contains(part));
    if !started || endless {
        return None;
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_isogloss")).parent().unwrap();
    let path = std::env::join_paths(
        [binary.to_path_buf()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    )
    .unwrap();
    let done = Command::new("bash")
        .args(["-c", &format!("{command} 2>&1")])
        .current_dir(work)
        .env("PATH", path)
        .env("ISOGLOSS_CACHE", "")
        .env("NO_COLOR", "1")
        .envs([("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null")])
        .envs([("GIT_AUTHOR_NAME", "a"), ("GIT_AUTHOR_EMAIL", "a@example.com")])
        .envs([("GIT_COMMITTER_NAME", "a"), ("GIT_COMMITTER_EMAIL", "a@example.com")])
        .env_remove("CI")
        .output()
        .unwrap();
    Some((done.status.code().unwrap_or(-1), String::from_utf8_lossy(&done.stdout).into_owned()))
}

/// Whether `printed` is what the page shows: `…` on a line of its own stands for any lines, at the end of one for any rest.
fn is_as_shown(shown: &[String], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.iter().all(|line| line.trim().is_empty()),
        Some((first, rest)) if first.trim() == "…" => {
            (0..=printed.len()).any(|at| is_as_shown(rest, printed.get(at..).unwrap_or(&[])))
        }
        Some((first, rest)) => printed.split_first().is_some_and(|(line, others)| {
            let fits = match first.strip_suffix('…') {
                Some(start) => line.starts_with(start),
                None => line.trim_end() == first,
            };
            fits && is_as_shown(rest, others)
        }),
    }
}

#[test]
fn every_command_runs() {
    let page_of_sample = "docs/pt-BR/api-reference/v1.0/api/call-transfer.md";
    let (mut count, mut wrong) = (0, Vec::new());
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let commands = shown(&text);
        if commands.is_empty() {
            continue;
        }
        let mut work = workspace(&page);
        let root = work.parent().unwrap().to_owned();
        let is_tutorial = page.ends_with("tutorial.md");
        for one in commands {
            let place = format!("{}:{}: {}", page.display(), one.line, one.command);
            if let Some(folder) = one.command.strip_prefix("cd ") {
                work = work.join(folder).canonicalize().unwrap_or_else(|error| panic!("{place}: {error}"));
                continue;
            }
            let mut command = one.command.replace("PAGE", page_of_sample).replace("FOLDER", "out");
            if !is_tutorial {
                command = command.replace("docs/sample", "docs");
            }
            let Some((code, printed)) = run(&work, &command) else { continue };
            count += 1;
            let lines: Vec<&str> = printed.lines().collect();
            // The sample has faults that these two tell, with exit code 2, and go on.
            let is_told = ["isogloss sync", "isogloss snippets"].iter().any(|start| command.starts_with(start))
                && ["to today's source", "pages changed", "files written", "+++ "]
                    .iter()
                    .any(|words| printed.contains(words));
            let is_fine = code == 0 || command.starts_with("isogloss ") && (code == 1 || is_told);
            if !is_fine || !one.output.is_empty() && !is_as_shown(&one.output, &lines) {
                let start: Vec<&str> = lines.into_iter().take(30).collect();
                wrong.push(format!("{place}\nexits with {code} and prints\n{}\n", start.join("\n")));
            }
        }
        let _ = fs::remove_dir_all(root);
    }
    println!("{count} commands");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 20, "{count}");
}

/// Where a link of a page leads, its bookmark left out; links to the network are not followed.
fn targets(text: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Parser, Tag};
    Parser::new(text)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        })
        .filter(|target| !target.contains("://") && !target.starts_with('#') && !target.starts_with("mailto:"))
        .map(|target| target.split('#').next().unwrap_or("").to_owned())
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    let rules = fs::read_dir(project().join("docs/rules")).unwrap().map(|entry| entry.unwrap().path());
    for page in pages().into_iter().chain(rules) {
        for target in targets(&fs::read_to_string(&page).unwrap()) {
            assert!(page.parent().unwrap().join(&target).exists(), "{}: {target}", page.display());
        }
    }
}

#[test]
fn every_page_is_in_the_table_of_contents() {
    let docs = project().join("docs");
    let contents: BTreeSet<String> =
        targets(&fs::read_to_string(docs.join("SUMMARY.md")).unwrap()).into_iter().collect();
    for page in pages().into_iter().filter(|page| page.parent() == Some(&docs) && !page.ends_with("SUMMARY.md")) {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        assert!(contents.contains(&name), "docs/SUMMARY.md lacks {name}");
    }
}

#[test]
fn output_is_compared_with_gaps() {
    let shown = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    assert!(is_as_shown(&shown(&["a", "…", "c"]), &["a", "b", "b", "c"]));
    assert!(is_as_shown(&shown(&["a…"]), &["a b"]));
    assert!(!is_as_shown(&shown(&["a", "…", "d"]), &["a", "b", "c"]));
    assert!(!is_as_shown(&shown(&["a"]), &["a", "b"]));
}

/// `docs/commands.md` is what `--help` says. Without `CI=true` this writes it.
#[test]
fn the_commands_are_written() {
    let help = |args: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_isogloss")).args(args).env_remove("COLUMNS").output().unwrap();
        String::from_utf8(done.stdout).unwrap()
    };
    let first = help(&["--help"]);
    let commands = first.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = commands.take_while(|line| !line.is_empty()).filter_map(|line| line.strip_prefix("  "));
    let names = names.filter(|line| !line.starts_with(' ')).filter_map(|line| line.split(' ').next());
    let mut text = String::from("# Commands\n\n<!-- written by tests/docs.rs from `--help` -->\n\n");
    text += "Exit codes: 0 clean or done, 1 findings that count or changes that would be made, 2 something could not be done. \
             For\n`check`, errors count, and warnings with `--deny-warnings`. `check --diff` exits with 1 only if a fix would change \
             something, so\nwith 0 where errors remain that no fix covers. `drift` and `report` exit with 0 whatever they find.\n";
    for name in names.filter(|name| *name != "help") {
        let said = help(&[name, "--help"]);
        let said: String = said.trim_end().lines().map(|line| format!("{}\n", line.trim_end())).collect();
        text += &format!("\n## isogloss {name}\n\n```text\n{said}```\n");
    }
    let path = project().join("docs/commands.md");
    if fs::read_to_string(&path).unwrap_or_default() != text {
        let asked = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(!asked, "{} is not up to date: run `cargo test` and commit what it writes", path.display());
        fs::write(&path, text).unwrap();
    }
}
