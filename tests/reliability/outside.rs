//! What is opened and run: nothing but the docset and `git`, whatever a repository says.

use super::*;
use crate::files::{has_strace, odd};

/// A repository with the docset's source in it, two commits, and translations made from the first.
pub(super) fn repository(folder: &Folder) {
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
