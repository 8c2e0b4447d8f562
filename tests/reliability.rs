//! What the program does when something goes wrong around it or in it: faults of its own, odd files, full disks and closed pipes,
//! hostile repositories; and that it opens, runs and connects to nothing it has no business with, and always says the same.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::format_push_string,
    clippy::format_collect
)]

use clap::CommandFactory;
use isogloss::cli::Cli;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

#[path = "support/lamps.rs"]
mod lamps;
use lamps::{Files, Folder};

const BINARY: &str = env!("CARGO_BIN_EXE_isogloss");

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(args).current_dir(folder).env("ISOGLOSS_CACHE", "").env_remove("RUST_BACKTRACE");
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

fn report(output: &Output) -> Value {
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}

/// The findings but those of `rule`, each as text.
fn others(report: &Value, rule: &str) -> Vec<String> {
    let all = report["findings"].as_array().unwrap().iter();
    all.filter(|finding| finding["rule"] != rule).map(ToString::to_string).collect()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The docset of `lamps`, with a marker on some pages.
fn marked(pages: &[&str]) -> Files {
    let mut files = lamps::docset();
    for page in pages {
        files.get_mut(*page).unwrap().0.extend(b"\n<!-- kaboom -->\n");
    }
    files
}

/// A fault in reading, in placing, in a rule, in the comparison: each is a finding on its page with exit code 2, and what is said
/// of all other pages is what was said without it. The page is not fixed.
#[test]
fn a_fault_stays_on_its_page() {
    if !cfg!(debug_assertions) {
        println!("skipped: faults can be provoked in debug builds only");
        return;
    }
    let page = "es-ES/api/plain.md";
    let folder = Folder::new(&marked(&[page]));
    let check = ["check", "--report", "json", "."];
    let clean = run(&folder.0, &check);
    assert_eq!(clean.status.code(), Some(1), "{}", errors(&clean));
    let of_others = |value: &Value| {
        let all = others(value, "internal-error");
        all.into_iter().filter(|finding| !finding.contains(page)).collect::<Vec<_>>()
    };
    for stage in ["read", "place", "table-row-width", "invisible-character", "compare"] {
        let trip = format!("{stage}:kaboom");
        let output = command(&folder.0, &check).env("ISOGLOSS_TEST_PANIC", &trip).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{stage}: {}", errors(&output));
        assert!(!errors(&output).contains("panicked"), "{}", errors(&output));
        let found = report(&output);
        let failures: Vec<&Value> = found["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["rule"] == "internal-error")
            .collect();
        assert_eq!(failures.len(), 1, "{stage}: {failures:?}");
        assert_eq!(failures[0]["path"], page);
        assert!(failures[0]["message"].as_str().unwrap().contains("tripped by kaboom"));
        assert!(failures[0]["help"].as_str().unwrap().contains("report"));
        assert_eq!(of_others(&found), of_others(&report(&clean)), "{stage}");
        // It is an error whatever was asked for, and nothing turns it off.
        for more in [&["--select", "page-missing"][..], &["--ignore", "internal-error"]] {
            let output = command(&folder.0, &[&check, more].concat())
                .env("ISOGLOSS_TEST_PANIC", "read:kaboom")
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(2));
            assert!(String::from_utf8_lossy(&output.stdout).contains("internal-error"), "{more:?}");
        }
        let before = folder.files();
        let fixed = command(&folder.0, &["check", "--fix", "."]).env("ISOGLOSS_TEST_PANIC", &trip).output().unwrap();
        assert_eq!(fixed.status.code(), Some(2), "{stage}");
        assert_eq!(folder.files()[page], before[page], "{stage}: a page that the program fails on was written");
        assert_ne!(folder.files(), before, "{stage}: nothing else was fixed");
        folder.write(&before);
    }
    let mut files = marked(&[]);
    let request = "\n<!-- { \"blockType\": \"request\", \"name\": \"on\" } -->\n```http\nGET https://lamps.example/v1.0/on\n```\n";
    for page in ["en-US/api/plain.md", "en-US/api/crlf.md"] {
        files.get_mut(page).unwrap().0.extend(request.replace("on", &page[10..13]).as_bytes());
    }
    files.get_mut("en-US/api/crlf.md").unwrap().0.extend(b"kaboom\n");
    let folder = Folder::new(&files);
    for (args, trip) in [
        (&["drift", "."][..], "drift:crlf"),
        (&["drift", "."], "read:kaboom"),
        (&["snippets", "--check", "--target", "curl", "."], "snippets:kaboom"),
        (&["snippets", "--check", "--target", "curl", "."], "read:kaboom"),
        (&["sync", "--diff", "."], "sync:crlf"),
        (&["report", "--output", "dashboard", "."], "read:kaboom"),
        (&["baseline", "."], "read:kaboom"),
    ] {
        let output = command(&folder.0, args).env("ISOGLOSS_TEST_PANIC", trip).output().unwrap();
        let said = errors(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?} {trip}: {said}");
        assert!(
            said.contains("the program failed") && said.contains("crlf") && !said.contains("panicked"),
            "{args:?}: {said}"
        );
        let more = String::from_utf8_lossy(&output.stdout).into_owned() + &said;
        assert!(args[0] != "snippets" || more.contains("pla"), "{args:?}: the other page is lost: {more}");
    }
}

/// A page on which the program fails is neither accepted as known nor forgotten: not by the baseline, not by who puts reports
/// together.
#[test]
fn a_fault_is_no_debt() {
    if !cfg!(debug_assertions) {
        println!("skipped: faults can be provoked in debug builds only");
        return;
    }
    let page = "es-ES/api/plain.md";
    let folder = Folder::new(&marked(&[page]));
    let tripped = |args: &[&str], trip: &str| {
        let output = command(&folder.0, args).env("ISOGLOSS_TEST_PANIC", trip).output().unwrap();
        (output.status.code(), errors(&output))
    };
    let (code, said) = tripped(&["check", "--shard", "1/1", "--report", "json=part.json", "."], "compare:kaboom");
    assert_eq!(code, Some(2), "{said}");
    assert_eq!(run(&folder.0, &["merge", "--exit-zero", "part.json"]).status.code(), Some(2));
    let file = folder.0.join("isogloss-baseline.json");
    assert_eq!(run(&folder.0, &["baseline", "."]).status.code(), Some(0));
    let known = fs::read_to_string(&file).unwrap();
    assert!(known.contains(page));
    for trip in ["read:kaboom", "place:kaboom", "compare:kaboom", "table-row-width:kaboom"] {
        for more in [&["--update"][..], &["--update", "--accept-new"], &["--stale"]] {
            let (code, said) = tripped(&[&["baseline"], more, &["."]].concat(), trip);
            assert_eq!(code, Some(2), "{trip} {more:?}: {said}");
            assert!(said.contains("es-ES/api/plain.md was not checked: the program failed"), "{trip}: {said}");
            assert_eq!(fs::read_to_string(&file).unwrap(), known, "{trip} {more:?}");
        }
        let (code, said) = tripped(&["check", "."], trip);
        assert_eq!(code, Some(2), "{trip}: {said}");
        assert!(!said.contains("no longer there"), "{trip}: {said}");
    }
    fs::remove_file(&file).unwrap();
    assert_eq!(tripped(&["baseline", "."], "compare:kaboom").0, Some(2));
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("page-missing") && !text.contains("internal-error"), "{text}");
}

/// A tree with everything in it that is no page.
fn odd() -> Folder {
    let folder = Folder::new(&lamps::docset());
    let at = |name: &str| folder.0.join("es-ES/api").join(name);
    let made = Command::new("mkfifo").arg(at("pipe.md")).status().unwrap();
    assert!(made.success());
    let _ = std::os::unix::net::UnixListener::bind(at("socket.md")).unwrap();
    fs::File::create(at("sparse.md")).unwrap().set_len(10 << 30).unwrap();
    symlink("/etc/passwd", at("out.md")).unwrap();
    symlink("nowhere", at("dangling.md")).unwrap();
    symlink("loop2.md", at("loop1.md")).unwrap();
    symlink("loop1.md", at("loop2.md")).unwrap();
    symlink("/etc", folder.0.join("es-ES/etc")).unwrap();
    symlink(".", folder.0.join("es-ES/again")).unwrap();
    fs::create_dir(at("folder.md")).unwrap();
    fs::write(at("").join(std::ffi::OsStr::from_bytes(b"b\xffd.md")), "# T\n").unwrap();
    fs::write(at("bytes.md"), b"# T\xff\n").unwrap();
    fs::write(at("utf16.md"), b"\xff\xfe#\0 \0T\0").unwrap();
    folder
}

#[test]
fn odd_files_are_named_and_not_opened() {
    let folder = odd();
    let output = run(&folder.0, &["check", "--report", "json", "."]);
    assert_eq!(output.status.code(), Some(2));
    let found = report(&output);
    let skipped: Vec<&str> =
        found["skipped"].as_array().unwrap().iter().map(|skip| skip["path"].as_str().unwrap()).collect();
    let names = [
        "again",
        "bytes.md",
        "b\u{fffd}d.md",
        "dangling.md",
        "etc",
        "loop1.md",
        "loop2.md",
        "out.md",
        "pipe.md",
        "socket.md",
        "sparse.md",
        "utf16.md",
    ];
    let bare: BTreeSet<&str> = skipped.iter().map(|path| path.rsplit('/').next().unwrap()).collect();
    assert_eq!(bare, names.into_iter().collect(), "{skipped:?}");
    let plain = Folder::new(&lamps::docset());
    let clean = report(&run(&plain.0, &["check", "--report", "json", "."]));
    assert_eq!(others(&found, ""), others(&clean, ""), "other pages' findings");
    for command in [&["drift", "."][..], &["snippets", "--check", "."], &["sync", "--diff", "."]] {
        let output = run(&folder.0, command);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert_eq!(errors(&output).matches("was not read").count(), names.len(), "{command:?}: {}", errors(&output));
    }
    // By name, too.
    for name in ["pipe.md", "socket.md", "out.md", "loop1.md", "sparse.md"] {
        for word in ["check", "show", "drift"] {
            let output = run(&folder.0, &[word, &format!("es-ES/api/{name}")]);
            assert_eq!(output.status.code(), Some(2), "{word} {name}: {}", errors(&output));
        }
    }
    // A partner of a page that was named is reached through a link.
    let folder = Folder::new(&lamps::docset());
    fs::rename(folder.0.join("en-US/api"), folder.0.join("elsewhere")).unwrap();
    symlink("../elsewhere", folder.0.join("en-US/api")).unwrap();
    let output = run(&folder.0, &["check", "es-ES/api/plain.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("en-US/api/plain.md was not checked: a symbolic link leads there"),
        "{}",
        errors(&output)
    );
}

/// Whether strace is there and may attach.
fn has_strace() -> bool {
    let works =
        Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success());
    assert!(works || std::env::var_os("ISOGLOSS_REQUIRE_TOOLCHAINS").is_none(), "no strace");
    if !works {
        println!("skipped: no strace");
    }
    works
}

/// A page may not be read, or is gone when it is its turn. (Root may read everything, so the system call is made to fail.)
#[test]
fn unreadable_and_vanished_pages() {
    if !has_strace() {
        return;
    }
    let folder = Folder::new(&lamps::docset());
    let clean = report(&run(&folder.0, &["check", "--report", "json", "."]));
    for error in ["EACCES", "ENOENT", "EIO", "EMFILE"] {
        let page = folder.0.join("es-ES/api/plain.md").canonicalize().unwrap();
        let output = Command::new("strace")
            .args([
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=openat",
                "-e",
                &format!("inject=openat:error={error}"),
                "-P",
            ])
            .arg(&page)
            .arg(BINARY)
            .args(["check", "--report", "json", "."])
            .current_dir(&folder.0)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        let found = report(&output);
        assert_eq!(found["skipped"][0]["path"], "es-ES/api/plain.md", "{error}");
        let rest = |value: &Value| {
            others(value, "").into_iter().filter(|finding| !finding.contains("api/plain.md")).collect::<Vec<_>>()
        };
        assert_eq!(rest(&found), rest(&clean), "{error}");
    }
}

/// Nowhere to write: a message and exit code 2. Nobody who reads: no message, no crash.
#[test]
fn outputs_that_cannot_be_written() {
    let folder = Folder::new(&lamps::docset());
    assert_eq!(run(&folder.0, &["check", "--shard", "1/1", "--report", "json=part.json", "."]).status.code(), Some(1));
    assert_eq!(run(&folder.0, &["baseline", "--baseline", "known.json", "."]).status.code(), Some(0));
    let known = fs::read_to_string(folder.0.join("known.json")).unwrap();
    fs::write(folder.0.join("known.json"), known.replace("es-ES/api/plain.md", "es-ES/api/gone.md")).unwrap();
    let commands: [&[&str]; 20] = [
        &["--help"],
        &["--version"],
        &["help", "check"],
        &["man"],
        &["man", "check"],
        &["merge", "part.json"],
        &["baseline", "--baseline", "known.json", "--show"],
        &["baseline", "--baseline", "known.json", "--stale", "."],
        &["check", "."],
        &["check", "--report", "json", "."],
        &["check", "--diff", "."],
        &["drift", "."],
        &["drift", "--report", "json", "."],
        &["snippets", "--list"],
        &["sync", "--diff", "."],
        &["show", "es-ES/api/plain.md"],
        &["show", "es-ES/api/plain.md", "--format", "json"],
        &["rules"],
        &["explain", "page-too-deep"],
        &["completions", "bash"],
    ];
    // These three have nothing to say on standard output, or a client at its end.
    let untried = ["report", "init", "lsp"];
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        assert!(untried.contains(&name) || commands.iter().any(|args| args[0] == name), "{name} is not tried here");
    }
    for args in commands {
        let full = || Stdio::from(fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
        let prints = !run(&folder.0, args).stdout.is_empty();
        let output = command(&folder.0, args).stdout(full()).output().unwrap();
        let said = errors(&output);
        if prints {
            assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
            assert!(said.contains("could not be written"), "{args:?}: {said}");
        }
        assert!(!said.contains("panicked"), "{args:?}: {said}");
        let status = command(&folder.0, args).stdout(Stdio::null()).stderr(full()).status().unwrap();
        assert!(status.code().is_some_and(|code| code <= 2), "{args:?}: {status}");
        for script in ["\"$@\" >&- 2>&-", "\"$@\" <&- >&-", "\"$@\" | true", "\"$@\" 2>&1 | head -c 1"] {
            let (code, output) = shell(&folder.0, script, args);
            assert!((0..=2).contains(&code), "{args:?} {script}: {output}");
        }
    }
    for format in ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"] {
        let output = run(&folder.0, &["check", "--report", &format!("{format}=/dev/full"), "."]);
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(errors(&output).contains(&format!("the {format} report could not be written")), "{format}");
        let output = run(&folder.0, &["check", "--report", &format!("{format}=no/such/folder"), "."]);
        assert_eq!(output.status.code(), Some(2), "{format}");
    }
    let output = run(&folder.0, &["report", "--output", "/proc/here", "."]);
    assert_eq!(output.status.code(), Some(2), "{}", errors(&output));
}

/// Runs `script` with the program and its arguments as `"$@"`: the exit code of the first of its pipe, and all that is said.
fn shell(folder: &Path, script: &str, args: &[&str]) -> (i32, String) {
    let file = folder.with_extension("code");
    let script = format!("exec 3>'{}'; {script}; echo ${{PIPESTATUS[0]}} >&3", file.display());
    let mut command = Command::new("bash");
    command.args(["-c", &script, "bash", BINARY]).args(args).current_dir(folder).env("ISOGLOSS_CACHE", "");
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = errors(&output);
    assert!(!said.contains("panicked"), "{said}");
    let code = fs::read_to_string(&file).unwrap_or_default().trim().parse().unwrap_or(-1);
    let _ = fs::remove_file(file);
    (code, said)
}

#[test]
fn a_folder_of_a_hundred_thousand_files() {
    let folder = Folder::new(&lamps::docset());
    let many = folder.0.join("en-US/media");
    fs::create_dir(&many).unwrap();
    for at in 0..100_000 {
        fs::File::create(many.join(format!("{at}.png"))).unwrap();
    }
    let plain = Folder::new(&lamps::docset());
    let (found, clean) = (run(&folder.0, &["check", "."]), run(&plain.0, &["check", "."]));
    assert_eq!(found.status.code(), Some(1));
    assert_eq!(found.stdout, clean.stdout);
}

/// A repository with the docset's source in it, two commits, and translations made from the first.
fn repository(folder: &Folder) {
    let git = |args: &[&str]| {
        let status = Command::new("git")
            .args([
                "-c",
                "user.name=T",
                "-c",
                "user.email=t@lamps.example",
                "-c",
                "init.defaultBranch=main",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(args)
            .current_dir(&folder.0)
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "git {args:?}");
    };
    git(&["init", "-q"]);
    // Not all: a sparse file would be hashed.
    git(&["add", "en-US"]);
    git(&["commit", "-q", "-m", "one"]);
    for page in ["plain", "crlf"] {
        let path = folder.0.join(format!("en-US/api/{page}.md"));
        let text = fs::read_to_string(&path).unwrap().replace("Required", "Needed").replace("204 No Content", "200 OK");
        fs::write(path, text).unwrap();
    }
    git(&["commit", "-q", "-a", "-m", "two"]);
}

/// A history that is there and cannot be read is told of by every command whose verdicts rest on it; where there is none, nothing is
/// said.
#[test]
fn an_unread_history_is_told() {
    let folder = Folder::new(&lamps::docset());
    let note = "note: the source's history was not read";
    let commands: [&[&str]; 5] =
        [&["check"], &["drift"], &["sync", "--diff"], &["report", "--output", "dashboard"], &["baseline"]];
    for args in commands {
        let said = errors(&run(&folder.0, args));
        assert!(!said.contains(note), "{args:?}: {said}");
    }
    fs::remove_file(folder.0.join("isogloss-baseline.json")).unwrap();
    repository(&folder);
    let config = ("GIT_CONFIG_GLOBAL", "/dev/null");
    for args in commands {
        let said = errors(&command(&folder.0, args).envs([config]).output().unwrap());
        assert!(!said.contains(note), "{args:?}: {said}");
        let _ = fs::remove_file(folder.0.join("isogloss-baseline.json"));
        for (variables, wanted) in [
            (
                &[config, ("GIT_CONFIG_SYSTEM", "/dev/null"), ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")][..],
                "safe.directory",
            ),
            (&[("PATH", "")], "the program git cannot be run"),
        ] {
            let output = command(&folder.0, args).envs(variables.iter().copied()).output().unwrap();
            let said = errors(&output);
            assert!(said.contains(note) && said.contains(wanted), "{args:?}: {said}");
            let _ = fs::remove_file(folder.0.join("isogloss-baseline.json"));
        }
    }
}

/// Every command that reads a docset, what it writes and the texts of the program itself. The baseline comes last: with it `check`
/// says less.
const COMMANDS: [&[&str]; 12] = [
    &["check", "--report", "json", "--report", "json=part.json"],
    &["merge", "part.json"],
    &["drift"],
    &["snippets", "--check", "--target", "curl"],
    &["sync", "--diff"],
    &["show", "es-ES/api/plain.md"],
    &["show", "config"],
    &["report", "--output", "dashboard"],
    &["lsp"],
    &["explain", "page-too-deep"],
    &["rules"],
    &["baseline"],
];

/// Runs a command; the language server with a short session, in which an editor opens a page and asks where its links lead.
fn ended(mut command: Command, folder: &Path, page: &str) -> Output {
    let args: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if !args.iter().any(|word| word == "lsp") {
        return command.output().unwrap();
    }
    let mut server = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut input = server.stdin.take().unwrap();
    let mut send = |message: Value| {
        let text = message.to_string();
        write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        input.flush().unwrap();
    };
    let folder = folder.canonicalize().unwrap();
    let address = format!("file://{}/{page}", folder.display());
    let text = fs::read_to_string(folder.join(page)).unwrap();
    send(json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "processId": null, "rootUri": format!("file://{}", folder.display()), "capabilities": {},
    }}));
    send(json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
    send(json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {
        "textDocument": { "uri": address, "languageId": "markdown", "version": 1, "text": text },
    }}));
    let mut output = server.stdout.take().unwrap();
    let mut said = Vec::new();
    let mut until = |words: &str| {
        let mut part = [0; 4096];
        while !String::from_utf8_lossy(&said).contains(words) {
            let count = output.read(&mut part).unwrap();
            assert!(count > 0, "the server ended before it said {words}: {}", String::from_utf8_lossy(&said));
            said.extend(&part[..count]);
        }
    };
    until("publishDiagnostics");
    for (line, words) in text.lines().enumerate() {
        for (character, _) in words.match_indices("](") {
            send(json!({ "jsonrpc": "2.0", "id": 2, "method": "textDocument/definition", "params": {
                "textDocument": { "uri": address }, "position": { "line": line, "character": character + 3 },
            }}));
        }
    }
    send(json!({ "jsonrpc": "2.0", "id": 3, "method": "textDocument/hover", "params": {
        "textDocument": { "uri": address }, "position": { "line": 2, "character": 3 },
    }}));
    send(json!({ "jsonrpc": "2.0", "id": "last", "method": "shutdown" }));
    until("\"last\"");
    send(json!({ "jsonrpc": "2.0", "method": "exit" }));
    drop(input);
    server.wait_with_output().unwrap()
}

/// With a docset that asks for everything outside: no file outside of it is opened but the system's, git is the only program that is
/// run, and no socket is made.
#[test]
fn nothing_outside_is_opened_or_run() {
    if !has_strace() {
        return;
    }
    let folder = odd();
    let secret = folder.0.with_extension("secret");
    fs::create_dir_all(&secret).unwrap();
    fs::write(secret.join("page.md"), "# Secret\n").unwrap();
    let name = secret.file_name().unwrap().to_str().unwrap().to_owned();
    let absolute = secret.join("page.md").display().to_string();
    let mut page = "# T\n\n".to_owned();
    for target in [
        format!("../../../{name}/page.md"),
        format!("..\\..\\..\\{name}\\page.md"),
        format!("%2e%2e/%2e%2e/%2e%2e/{name}/page.md"),
        format!("../..//..///{name}/./page.md"),
        format!("~/../{name}/page.md"),
        format!("/../{name}/page.md"),
        format!("file://{absolute}"),
        format!("\\\\localhost\\{name}\\page.md"),
        "//lamps.example/x.md".to_owned(),
        "https://lamps.example/x.md".to_owned(),
        absolute.clone(),
        "etc/passwd".to_owned(),
        "../etc/passwd".to_owned(),
        "../again/again/again/api/plain.md".to_owned(),
        "/etc/passwd".to_owned(),
        "out.md".to_owned(),
        "pipe.md".to_owned(),
    ] {
        page += &format!(
            "[!INCLUDE [x]({target})]\n\n[x]({target}) ![x]({target}) [x](<{target}>)\n\n# [C#](#tab/csharp)\n[!INCLUDE [s](../includes/snippets/csharp/{target})]\n---\n\n"
        );
    }
    for locale in ["en-US", "es-ES"] {
        fs::write(folder.0.join(locale).join("api/asks.md"), &page).unwrap();
    }
    symlink(&secret, folder.0.join("en-US/includes")).unwrap();
    repository(&folder);
    let trace = folder.0.with_extension("trace");
    let cache = folder.0.with_extension("cache");
    // What people ignore everywhere is read too: that is their own configuration.
    let home = folder.0.with_extension("home");
    for args in COMMANDS {
        let mut strace = Command::new("strace");
        strace
            .args([
                "-f",
                "-qq",
                "-s",
                "4096",
                "-e",
                "signal=none",
                "-e",
                "trace=open,openat,openat2,creat,execve,execveat,connect,socket,bind",
                "-o",
            ])
            .arg(&trace)
            .arg(BINARY)
            .args(args)
            .current_dir(&folder.0)
            .env("ISOGLOSS_CACHE", &cache)
            .env("HOME", &home);
        let output = ended(strace, &folder.0, "es-ES/api/asks.md");
        assert!(output.status.code().is_some_and(|code| code <= 2), "{args:?}: {}", errors(&output));
        let text = fs::read_to_string(&trace).unwrap();
        let (mut opened, mut of_git) = (0, BTreeSet::new());
        for line in text.lines() {
            let (process, call) = line.split_once(' ').unwrap();
            let call = call.trim_start();
            let quoted = call.split('"').nth(1).unwrap_or("");
            if call.starts_with("exec") {
                if quoted.ends_with("/git") {
                    of_git.insert(process.to_owned());
                } else {
                    assert!(quoted == BINARY, "{args:?} runs {call}");
                }
                continue;
            }
            assert!(!["connect", "socket", "bind"].iter().any(|word| call.starts_with(word)), "{args:?}: {call}");
            if of_git.contains(process)
                || call.contains(" = -1 ")
                || !call.contains(" = ") && !call.contains("unfinished")
            {
                continue;
            }
            opened += 1;
            let path = folder.0.join(quoted);
            let system = ["/lib", "/usr/lib", "/etc/ld.so", "/proc/", "/sys/", "/dev/null"]
                .iter()
                .any(|start| quoted.starts_with(start));
            let above = [
                "/.gitignore",
                "/.ignore",
                "/.gitconfig",
                "/etc/gitconfig",
                "/git/config",
                "/git/ignore",
                "/.git",
                "/exclude",
            ]
            .iter()
            .any(|end| quoted.ends_with(end));
            // A work tree of git names its repository, where what is ignored is listed.
            let within = quoted.contains("/.git/") || path.starts_with(&folder.0) || path.starts_with(&cache);
            assert!(system || above || within, "{args:?} opens {call}");
            let name = path.file_name().unwrap().to_str().unwrap_or("");
            assert!(
                !["pipe.md", "socket.md", "out.md", "loop1.md", "dangling.md"].contains(&name),
                "{args:?} opens {call}"
            );
            assert!(!quoted.contains("/etc/passwd") && !quoted.contains(".secret"), "{args:?} opens {call}");
        }
        let reads_pages = !["merge", "explain", "rules"].contains(&args[0]) && *args != ["show", "config"];
        assert!(opened > if reads_pages { 10 } else { 0 }, "{args:?}: nothing was traced");
    }
    for path in [&secret, &cache] {
        let _ = fs::remove_dir_all(path);
    }
    let _ = fs::remove_file(trace);
}

/// A repository whose configuration names programs for everything; pages that name options in place of commits.
#[test]
fn a_repository_runs_nothing() {
    let mut files = lamps::docset();
    let canary = "touch \"$CANARY\"; cat";
    for (page, commit) in [
        ("es-ES/api/crlf.md", "--output=canary"),
        ("pt-BR/api/crlf.md", "-"),
        ("es-ES/api/plain.md", "HEAD --upload-pack=x"),
    ] {
        let text = String::from_utf8(files[page].0.clone()).unwrap();
        let text = text.replacen("ms.contentlocale", &format!("ms.sourcegitcommit: '{commit}'\nms.contentlocale"), 1);
        files.insert(page.to_owned(), (text.into_bytes(), 0o644));
    }
    files.insert(".gitattributes".to_owned(), (b"*.md diff=x filter=x merge=x\n".to_vec(), 0o644));
    let folder = Folder::new(&files);
    repository(&folder);
    let hooks = folder.0.join(".git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    for hook in ["pre-commit", "post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"] {
        fs::write(hooks.join(hook), format!("#!/bin/sh\n{canary}\n")).unwrap();
        Command::new("chmod").arg("755").arg(hooks.join(hook)).status().unwrap();
    }
    let settings = [
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "core.editor",
        "core.sshCommand",
        "core.gitProxy",
        "core.askPass",
        "core.alternateRefsCommand",
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.smudge",
        "filter.x.process",
        "merge.x.driver",
        "gpg.program",
        "gpg.ssh.program",
        "credential.helper",
        "uploadpack.packObjectsHook",
        "sequence.editor",
        "trailer.x.command",
        "alias.log",
        "alias.cat-file",
        "alias.rev-parse",
        "interactive.diffFilter",
        "browser.x.cmd",
        "man.x.cmd",
    ];
    let mut config = String::new();
    for setting in settings {
        let (section, key) = setting.rsplit_once('.').unwrap();
        let section =
            section.split_once('.').map_or(format!("[{section}]"), |(section, name)| format!("[{section} \"{name}\"]"));
        let value = if setting.starts_with("alias") { format!("!{canary}") } else { canary.to_owned() };
        config += &format!("{section}\n\t{key} = \"{}\"\n", value.replace('"', "\\\""));
    }
    config += "[log]\n\tshowSignature = true\n[remote \"origin\"]\n\turl = ext::sh -c touch% $CANARY\n\tpromisor = true\n\tpartialclonefilter = blob:none\n[extensions]\n\tpartialClone = origin\n[protocol \"ext\"]\n\tallow = always\n";
    let path = folder.0.join(".git/config");
    let before =
        fs::read_to_string(&path).unwrap().replace("repositoryformatversion = 0", "repositoryformatversion = 1");
    fs::write(&path, before + &config).unwrap();
    // One object is missing: a partial clone would fetch it.
    let blob = Command::new("git")
        .args(["-c", "core.fsmonitor=false", "-c", "core.pager=cat", "hash-object", "--no-filters", "en-US/api/bom.md"])
        .current_dir(&folder.0)
        .output()
        .unwrap();
    let blob = String::from_utf8(blob.stdout).unwrap();
    let object = folder.0.join(".git/objects").join(&blob[..2]).join(blob[2..].trim());
    assert!(fs::remove_file(&object).is_ok(), "{}", object.display());
    let mark = folder.0.join("canary");
    let _ = fs::remove_file(&mark);
    for args in COMMANDS {
        let mut command = command(&folder.0, args);
        command.env("CANARY", &mark);
        let output = ended(command, &folder.0, "es-ES/api/plain.md");
        assert!(output.status.code().is_some_and(|code| code <= 2), "{args:?}: {}", errors(&output));
        assert!(!mark.exists(), "{args:?} ran a program of the repository");
        assert!(!folder.0.join("canary").exists());
    }
    // The canary sings where git is asked without care, or this test would prove nothing.
    let careless = Command::new("git")
        .args(["--no-pager", "log", "-p", "--ext-diff", "-1"])
        .current_dir(&folder.0)
        .env("CANARY", &mark)
        .output()
        .unwrap();
    assert!(mark.exists(), "{}", errors(&careless));
}

/// JSON without what is allowed to vary.
fn steady(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let Some((before, rest)) = text.split_once("\"seconds\":") else { return text.into_owned() };
    let after = rest.find([',', '}']).unwrap_or(0);
    format!("{before}{}", &rest[after..])
}

#[test]
fn the_same_is_always_said() {
    let folder = odd();
    repository(&folder);
    let path = folder.0.display().to_string();
    let config = folder.0.join("isogloss.yml").display().to_string();
    for args in [
        &["check", "--report", "json"][..],
        &["check", "--report", "full"],
        &["check", "--report", "sarif"],
        &["check", "--report", "github", "--no-group"],
        &["drift"],
        &["sync", "--diff"],
    ] {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for threads in ["1", "2", "8"] {
            for variables in [
                &[("USER", "x")][..],
                &[
                    ("TZ", "Asia/Kathmandu"),
                    ("LANG", "tr_TR.UTF-8"),
                    ("LC_ALL", "tr_TR.UTF-8"),
                    ("HOME", "/nowhere"),
                    ("COLUMNS", "20"),
                    ("TERM", "dumb"),
                ],
            ] {
                if threads != "2" && variables.len() > 1 {
                    continue;
                }
                let mut command = command(&folder.0, &[args, &["--threads", threads]].concat());
                let output = command.envs(variables.iter().copied()).output().unwrap();
                assert!(output.status.code().is_some_and(|code| code <= 2));
                let said = format!("{:?} {} {}", output.status.code(), steady(&output.stdout), errors(&output));
                all.entry(said).or_default().push(format!("{threads} {variables:?}"));
            }
        }
        assert_eq!(all.len(), 1, "{args:?}: {:?}", all.values().collect::<Vec<_>>());
        // From another folder paths are shown otherwise, but from any other folder alike.
        let from = |folder: &Path| {
            let output = run(folder, &[args, &["--config", &config, &path]].concat());
            (output.status.code(), steady(&output.stdout))
        };
        assert_eq!(from(Path::new("/etc")), from(Path::new("/usr")), "{args:?}");
    }
}

/// The cache of the history's hashes: cold, warm, and damaged in any way, it changes nothing.
#[test]
fn a_cache_changes_nothing() {
    let folder = Folder::new(&lamps::docset());
    repository(&folder);
    let cache = folder.0.with_extension("cache");
    let _ = fs::remove_dir_all(&cache);
    let check = || {
        let output =
            command(&folder.0, &["check", "--report", "json", "."]).env("ISOGLOSS_CACHE", &cache).output().unwrap();
        (output.status.code(), steady(&output.stdout))
    };
    let without = {
        let output = run(&folder.0, &["check", "--report", "json", "."]);
        (output.status.code(), steady(&output.stdout))
    };
    let cold = check();
    assert_eq!(cold, without);
    let file = fs::read_dir(&cache).unwrap().map(|entry| entry.unwrap().path()).next().expect("a cache was written");
    let good = fs::read(&file).unwrap();
    assert_eq!(check(), cold, "warm");
    let step = (good.len() / 12).max(1);
    for at in (0..good.len()).step_by(step) {
        let mut flipped = good.clone();
        flipped[at] ^= 0x10;
        for damaged in [flipped, good[..at].to_vec(), [&good[..at], b"\xff\xff", &good[at..]].concat()] {
            fs::write(&file, damaged).unwrap();
            assert_eq!(check(), cold, "damaged at byte {at}");
        }
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(check(), cold, "a folder in its place");
    fs::remove_dir(&file).unwrap();
    symlink("/dev/zero", &file).unwrap();
    assert_eq!(check(), cold, "a device in its place");
    fs::remove_dir_all(&cache).unwrap();
    fs::write(&cache, "").unwrap();
    assert_eq!(check(), cold, "a file in place of its folder");
    let _: Option<PathBuf> = fs::remove_file(&cache).err().map(|_| cache.clone());
}
