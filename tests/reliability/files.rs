//! Odd files, unreadable ones, and outputs that cannot be written.

use super::*;

/// A tree with everything in it that is no page.
pub(super) fn odd() -> Folder {
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
pub(super) fn has_strace() -> bool {
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
