//! What other programs read of this repository: the GitHub action, the hooks of pre-commit, and the command lines that
//! `docs/ci.md` and `docs/baseline.md` show. Each is parsed, and its commands are run or at least understood.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "support/repository.rs"]
mod repository;

use clap::Parser;
use isogloss::cli::Cli;
use repository::Repository;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

#[path = "support/folder.rs"]
mod folder;

use folder::folder;

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Runs the action's check as GitHub does, in the folder `at`, with these inputs: exit code, log, output, summary.
fn act(at: &Path, inputs: &[(&str, &str)]) -> (Option<i32>, String, String, String) {
    let action = yaml(&fs::read_to_string("action.yml").unwrap());
    let step = &action["runs"]["steps"][1];
    assert_eq!((&step["id"], &step["shell"]), (&"check".into(), &"bash".into()));
    let temporary = folder(&format!("ci-act-{:?}", std::thread::current().id()));
    fs::write(temporary.join("script.sh"), step["run"].as_str().unwrap()).unwrap();
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(temporary.join("script.sh")).current_dir(at);
    command.env("GITHUB_OUTPUT", temporary.join("output")).env("GITHUB_STEP_SUMMARY", temporary.join("summary"));
    command.env("RUNNER_TEMP", &temporary).env("ISOGLOSS_CACHE", "");
    for (name, from) in step["env"].as_object().unwrap() {
        let input = from.as_str().unwrap().strip_prefix("${{ inputs.").unwrap().strip_suffix(" }}").unwrap();
        let declared = action["inputs"][input]["default"].as_str().unwrap();
        let given = inputs.iter().find(|(name, _)| *name == input).map_or(declared, |(_, value)| value);
        command.env(name, if input == "binary" { env!("CARGO_BIN_EXE_isogloss") } else { given });
    }
    let done = command.output().unwrap();
    let log = [done.stdout, done.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    let read = |name: &str| fs::read_to_string(temporary.join(name)).unwrap_or_default();
    (done.status.code(), log, read("output"), read("summary"))
}

#[test]
fn the_action_checks_and_reports() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sarif = folder("ci-sarif").join("isogloss.sarif");
    let path = sarif.display().to_string();
    let (code, log, output, summary) = act(here, &[("paths", "docs/sample\n"), ("sarif-file", &path)]);
    assert_eq!((code, output.as_str()), (Some(1), "exit-code=1\n"), "{log}");
    assert!(log.lines().filter(|line| line.starts_with("::error title=")).count() > 40);
    assert!(summary.starts_with("### Isogloss\n"), "{summary}");
    let sarif: Value = serde_json::from_str(&fs::read_to_string(sarif).unwrap()).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(results.len() > 90 && results.iter().all(|result| result["suppressions"].is_null()));
    let page = "docs/sample/es-ES/api-reference/v1.0/resources/call.md";
    let two = format!("{page}\n\ndocs/sample/en-US/api-reference/v1.0/api/call-get.md");
    let (code, log, _, summary) =
        act(here, &[("paths", &two), ("args", " --select  table-row-width\n--deny-warnings "), ("summary", "false")]);
    assert_eq!((code, log.as_str(), summary.as_str()), (Some(0), "", ""));
    let (code, log, output, _) = act(here, &[("paths", "nowhere")]);
    assert_eq!((code, output.as_str()), (Some(2), "exit-code=2\n"), "{log}");
}

/// What a workflow passes is never run, and never taken for an option.
#[test]
fn the_action_runs_nothing_of_its_inputs() {
    let at = folder("ci-hostile");
    for input in ["paths", "args", "since", "sarif-file"] {
        for value in ["$(touch marker)", "`touch marker`", "; touch marker", "x\"; touch marker; \"", "--fix"] {
            let (code, _, _, _) = act(&at, &[(input, value)]);
            assert_eq!(code, Some(2), "{input}: {value}");
            assert!(!at.join("marker").exists(), "{input}: {value}");
        }
    }
}

#[test]
fn the_action_checks_what_changed() {
    let Some(repository) = Repository::new("sha1") else { return };
    for name in ["a", "b"] {
        repository.write(&format!("docs/en-US/{name}.md"), "# Page\n\n| A |\n|:--|\n| 1 | 2 |\n");
    }
    repository.commit("first");
    repository.git(&["branch", "base"]);
    repository.write("docs/en-US/b.md", "# Page\n\nMore.\n\n| A |\n|:--|\n| 1 | 2 |\n");
    repository.commit("second");
    let inputs = [("since", "base"), ("args", "--select table-row-width --deny-warnings"), ("paths", "docs")];
    let (code, log, _, _) = act(&repository.path(), &inputs);
    assert!(code == Some(1) && log.contains("file=docs/en-US/b.md") && !log.contains("a.md"), "{log}");
}

/// Every input is used, and nothing of the workflow stands in a script.
#[test]
fn the_action_s_shape() {
    let text = fs::read_to_string("action.yml").unwrap();
    let action = yaml(&text);
    assert_eq!(action["runs"]["using"], "composite");
    for (name, input) in action["inputs"].as_object().unwrap() {
        assert!(input["default"].is_string() && input["description"].is_string(), "{name}");
        assert!(text.contains(&format!("${{{{ inputs.{name} }}}}")) || name == "binary", "{name}");
    }
    for step in action["runs"]["steps"].as_array().unwrap() {
        assert!(!step["run"].as_str().unwrap().contains("${{"), "{step}");
        assert_eq!(step["shell"], "bash");
    }
}

#[test]
fn the_hooks_run() {
    let hooks = yaml(&fs::read_to_string(".pre-commit-hooks.yaml").unwrap());
    let ids: Vec<&str> = hooks.as_array().unwrap().iter().map(|hook| hook["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["isogloss", "isogloss-staged"]);
    let Some(repository) = Repository::new("sha1") else { return };
    for locale in ["en-US", "es-ES"] {
        repository.write(&format!("docs/{locale}/a.md"), "# Page\n\n| A |\n|:--|\n| 1 | 2 |\n");
        repository.write(&format!("docs/{locale}/b.md"), "# Page\n\n| A |\n|:--|\n| 1 | 2 |\n");
    }
    repository.commit("first");
    repository.write("docs/en-US/b.md", "# Page\n\nMore.\n\n| A |\n|:--|\n| 1 | 2 |\n");
    repository.git(&["add", "-A"]);
    for (hook, wanted) in hooks.as_array().unwrap().iter().zip([&["en-US/b"][..], &["en-US/b", "es-ES/b"]]) {
        assert_eq!(hook["language"], "rust");
        let mut words = hook["entry"].as_str().unwrap().split(' ');
        assert_eq!(words.next(), Some("isogloss"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        command.args(words).args(["--select", "table-row-width", "--report", "concise", "--deny-warnings"]);
        if hook["pass_filenames"] != false {
            command.arg("docs/en-US/b.md");
        }
        let done = command.current_dir(repository.path()).env("ISOGLOSS_CACHE", "").output().unwrap();
        assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
        let text = String::from_utf8(done.stdout).unwrap();
        let pages: Vec<&str> = text.lines().filter_map(|line| line.split_once(".md:")).map(|(page, _)| page).collect();
        let wanted: Vec<String> = wanted.iter().map(|page| format!("docs/{page}")).collect();
        assert_eq!(pages, wanted);
    }
}

/// The code blocks of a page, with their languages.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("\n```") {
        let (language, body) = after.split_once('\n').unwrap();
        let (body, end) = body.split_once("\n```").unwrap();
        blocks.push((language.to_owned(), body.to_owned()));
        rest = end;
    }
    blocks
}

#[test]
fn the_documentation_s_pipelines_can_be_read() {
    let mut seen = 0;
    for path in ["docs/ci.md", "docs/baseline.md"] {
        for (language, block) in blocks(&fs::read_to_string(path).unwrap()) {
            match language.as_str() {
                "yaml" => drop(yaml(&block)),
                "json" => drop(serde_json::from_str::<Value>(&block).unwrap()),
                _ => {}
            }
            let mut lines = block.lines().flat_map(|line| line.split('\'')).filter_map(|line| {
                let (before, after) = line.split_at(line.find("isogloss ")?);
                // `id: isogloss` and paths are none.
                before.chars().all(|c| " -:runexc".contains(c)).then(|| after.split(" #").next().unwrap())
            });
            lines.by_ref().for_each(|line| {
                let line = line.replace("${{ matrix.part }}", "1").replace("$CI_NODE_INDEX/$CI_NODE_TOTAL", "1/4");
                Cli::try_parse_from(line.split_whitespace()).unwrap_or_else(|error| panic!("{path}: {line}\n{error}"));
                seen += 1;
            });
        }
    }
    assert!(seen > 15, "{seen}");
}
