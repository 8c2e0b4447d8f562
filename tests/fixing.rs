//! `isogloss check --fix` and `--diff` on the command line: what is written, what is left alone, what is told, and with which
//! exit code.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "support/lamps.rs"]
mod lamps;
use lamps::{Files, Folder, docset, source, translation};

const FIX: [&str; 4] = ["check", "--fix", "--report", "concise"];

/// A copy of the sample docset.
fn sample() -> Folder {
    fn add(folder: &Path, root: &Path, out: &mut Files) {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                add(&path, root, out);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                out.insert(name, (fs::read(&path).unwrap(), 0o644));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sample");
    let mut files = Files::new();
    add(&root, &root, &mut files);
    Folder::new(&files)
}

/// The paths that a diff changes.
fn changed(diff: &str) -> BTreeSet<String> {
    diff.lines().filter_map(|line| line.strip_prefix("+++ b/")).map(str::to_owned).collect()
}

/// The paths whose files are not the same.
fn differing(a: &Files, b: &Files) -> BTreeSet<String> {
    a.keys().chain(b.keys()).filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}

#[test]
fn what_the_diff_shows_is_what_is_written_and_then_nothing() {
    for folder in [sample(), Folder::new(&docset())] {
        let before = folder.files();
        let (code, diff, told) = folder.said(&["check", "--diff"]);
        assert_eq!(code, 1);
        assert!(told.starts_with("would fix "), "{told}");
        assert_eq!(folder.files(), before, "--diff writes nothing");
        let (_, _, fixed) = folder.said(&FIX);
        assert_eq!(
            fixed.lines().next().map(|line| line.replace("fixed", "would fix")),
            told.lines().next().map(str::to_owned)
        );
        let after = folder.files();
        assert_eq!(differing(&before, &after), changed(&diff), "no other page is touched");
        assert!(before.keys().eq(after.keys()), "nothing is added or left behind");
        assert!(before.iter().zip(&after).all(|((_, old), (_, new))| old.1 == new.1), "modes");
        let (code, diff, told) = folder.said(&["check", "--diff"]);
        assert_eq!((code, diff.as_str()), (0, ""), "nothing is left to fix: {told}");
        folder.said(&FIX);
        assert_eq!(folder.files(), after, "twice is once");
    }
}

#[test]
fn the_diff_is_a_patch() {
    let (shown, fixed) = (Folder::new(&docset()), Folder::new(&docset()));
    let (_, diff, _) = shown.said(&["check", "--diff"]);
    fs::write(shown.0.join("x.patch"), diff).unwrap();
    let git = std::process::Command::new("git")
        .args(["apply", "--unsafe-paths", "--whitespace=nowarn", "x.patch"])
        .env("GIT_CEILING_DIRECTORIES", shown.0.parent().unwrap())
        .current_dir(&shown.0)
        .output();
    let Ok(git) = git else { return };
    assert!(git.status.success(), "{}", String::from_utf8_lossy(&git.stderr));
    fs::remove_file(shown.0.join("x.patch")).unwrap();
    fixed.said(&FIX);
    let bytes =
        |folder: &Folder| folder.files().into_iter().map(|(path, (bytes, _))| (path, bytes)).collect::<Vec<_>>();
    assert_eq!(bytes(&shown), bytes(&fixed));
}

#[test]
fn every_byte_but_the_faults_is_kept() {
    let folder = Folder::new(&docset());
    let (code, out, told) = folder.said(&FIX);
    assert_eq!(code, 0, "{out}{told}");
    let after = folder.files();
    for (path, (old, mode)) in docset() {
        let text = String::from_utf8(old).unwrap();
        let mended = text
            .replace("Autorización", "Authorization")
            .replace("Autorização", "Authorization")
            .replace("Aceptar", "Accept")
            .replace("Aceitar", "Accept")
            .replace("[idLámpara] (", "[lampId](")
            .replace("true, }", "true }")
            .replace("true,}", "true}");
        assert_eq!(String::from_utf8(after[&path].0.clone()).unwrap(), mended, "{path}");
        assert_eq!(after[&path].1, mode, "{path}");
    }
    assert!(after["es-ES/api/bom.md"].0.starts_with("\u{feff}".as_bytes()));
    assert!(after["es-ES/api/crlf.md"].0.windows(2).filter(|two| two == b"\r\n").count() > 10);
    assert!(!after["es-ES/resources/noend.md"].0.ends_with(b"\n"));
}

#[test]
fn only_what_a_rule_says() {
    let folder = sample();
    let before = folder.files();
    let (_, diff, told) = folder.said(&["check", "--diff", "--fix-only", "header-name-translated"]);
    assert!(told.ends_with("header-name-translated\n") && told.lines().count() == 2, "{told}");
    folder.said(&["check", "--fix", "--fix-only", "header-name-translated", "--report", "concise"]);
    let after = folder.files();
    assert_eq!(differing(&before, &after), changed(&diff));
    let text = |files: &Files, path: &str| String::from_utf8(files[path].0.clone()).unwrap();
    for path in differing(&before, &after) {
        let (old, new) = (text(&before, &path), text(&after, &path));
        let lines: Vec<_> = old.lines().zip(new.lines()).filter(|(a, b)| a != b).collect();
        assert_eq!(old.lines().count(), new.lines().count());
        for (old, new) in lines {
            let cells = |line: &str| line.splitn(3, '|').map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(cells(old)[2], cells(new)[2], "only the header's name: {old}");
            assert!(["Authorization", "Accept", "Content-Type"].contains(&cells(new)[1].trim()), "{new}");
        }
    }
    // The other faults are still reported.
    let (code, out, _) = folder.said(&["check", "--report", "concise"]);
    assert_eq!(code, 1);
    assert!(out.contains("[identifier-recased]") && !out.contains("[header-name-translated]"), "{out}");
}

#[test]
fn mistakes_are_told_with_what_to_do() {
    let folder = Folder::new(&docset());
    let before = folder.files();
    let how = "error: --unsafe-fixes and --fix-only say which fixes to apply; add --fix to apply them or --diff to see them\n";
    for (args, message) in [
        (
            &["check", "--fix", "--fix-only", "header-name-translate"][..],
            "error: there is no rule header-name-translate: did you mean header-name-translated?\n",
        ),
        (&["check", "--unsafe-fixes"], how),
        (&["check", "--fix-only", "header-name-translated"], how),
    ] {
        assert_eq!(folder.said(args), (2, String::new(), message.to_owned()));
    }
    assert_eq!(folder.said(&["check", "--diff", "--report", "json"]).0, 2, "--diff is itself what is printed");
    assert_eq!(folder.files(), before);
}

#[test]
fn fixes_that_were_not_asked_for_are_counted() {
    let folder = sample();
    let said = |args: &[&str]| folder.said(&[&["check", "--report", "concise"], args].concat());
    let diff = |args: &[&str]| folder.said(&[&["check", "--diff"], args].concat());
    let (_, out, _) = said(&[]);
    assert!(out.contains("49 fixable with --fix, 12 more with --unsafe-fixes.\n"), "{out}");
    assert!(diff(&[]).2.ends_with(" more with --unsafe-fixes\n"), "{}", diff(&[]).2);
    let (_, out, told) = said(&["--fix"]);
    assert!(!out.contains("fixable") && told.contains("\n17 more with --unsafe-fixes\n"), "{out}{told}");
    // Only the others are left now.
    let (_, out, _) = said(&[]);
    assert!(out.contains("\n17 fixable with --fix --unsafe-fixes.\n"), "{out}");
    let left = "no safe fixes; 17 more with --unsafe-fixes\n";
    assert_eq!(diff(&[]), (0, String::new(), left.to_owned()));
    assert!(said(&["--fix"]).2.contains(left));
    assert_eq!(diff(&["--quiet"]).2, "");
    let only = ["--fix-only", "header-name-translated"];
    assert_eq!(diff(&only).2, "nothing to fix\n");
    assert!(!said(&["--fix", "--fix-only", "header-name-translated"]).2.contains("fixes"));
}

#[test]
fn exit_codes_speak_of_what_is_left() {
    // Safe fixes leave an error that only a person can mend: 1. Nothing left: 0.
    let mut files = docset();
    let english = source("left", "");
    let spanish = translation(&english, "es-ES").replace("204 No Content", "500 Error");
    files.insert("en-US/api/left.md".into(), (english.into_bytes(), 0o644));
    files.insert("es-ES/api/left.md".into(), (spanish.into_bytes(), 0o644));
    let folder = Folder::new(&files);
    let (_, before, _) = folder.said(&["check", "--report", "concise"]);
    let (_, after, told) = folder.said(&FIX);
    assert!(told.starts_with("fixed "), "{told}");
    assert!(before.contains("[header-name-translated]") && !after.contains("[header-name-translated]"), "{after}");
    let (code, again, told) = folder.said(&["check", "--report", "concise"]);
    assert_eq!(again, after, "what is reported after fixing is what a check reports");
    // There is no git on the PATH here, which is told where a repository is around.
    assert!(
        told.is_empty() || told.starts_with("note: the source's history was not read") && told.lines().count() == 1,
        "{told}"
    );
    assert_eq!(folder.said(&FIX).0, code);
    assert_eq!(Folder::new(&docset()).said(&FIX).0, 0);
    // What could not be read is never forgotten.
    fs::write(folder.0.join("es-ES/api/bytes.md"), b"# T\xff\n").unwrap();
    for args in [&FIX[..], &["check", "--diff"]] {
        let (code, _, told) = folder.said(args);
        assert!(code == 2 && told.contains("es-ES/api/bytes.md was not checked"), "{told}");
    }
}

/// Fixing a source makes its translations stale. What is left to fix on them must be fixed before.
#[test]
fn translations_are_fixed_before_their_source() {
    let folder = Folder::new(&docset());
    let pages = ["es-ES/api/comma.md", "pt-BR/api/comma.md"];
    assert!(pages.iter().all(|path| folder.text(path).contains("Vea [idLámpara] (../api/plain.md)")));
    folder.said(&FIX);
    for text in pages.map(|path| folder.text(path)) {
        assert!(text.contains("Vea [lampId](../api/plain.md).") && !text.contains("true,"), "{text}");
    }
    assert!(!folder.text("en-US/api/comma.md").contains("true,"));
}

/// An annotation that is broken over two lines was once mended again and again, and grew each time.
#[test]
fn a_fix_without_an_end_is_left_out() {
    let mut files = docset();
    let (bytes, _) = files.get_mut("es-ES/api/plain.md").unwrap();
    *bytes = String::from_utf8(bytes.clone()).unwrap().replace("\"blockType\"", "\"block\nType\"").into_bytes();
    let folder = Folder::new(&files);
    let (_, _, told) = folder.said(&FIX);
    let text = folder.text("es-ES/api/plain.md");
    assert!(text.matches("-->").count() == 1 && text.contains("| Authorization |"), "{told}{text}");
    assert!(!told.contains("undo") || told.contains("warning: es-ES/api/plain.md: the fixes of "), "{told}");
    assert_eq!(folder.said(&["check", "--diff"]).1, "");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;

    /// The superuser may write everywhere, so somebody else has to try.
    const NOBODY: u32 = 65534;

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn give_away(folder: &Path) {
        let _ = std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY));
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let _ = std::os::unix::fs::lchown(&path, Some(NOBODY), Some(NOBODY));
            if path.is_dir() {
                give_away(&path);
            }
        }
    }

    /// Whether the tests run as the superuser.
    fn is_root(folder: &Folder) -> bool {
        use std::os::unix::fs::MetadataExt;
        folder.0.metadata().unwrap().uid() == 0
    }

    #[test]
    fn a_folder_that_cannot_be_written_to() {
        let folder = Folder::new(&docset());
        let mut command = lamps::command(&FIX);
        command.current_dir(&folder.0);
        if is_root(&folder) {
            give_away(&folder.0);
            command.uid(NOBODY).gid(NOBODY);
            // The program itself may lie where only its owner can go.
            let program = folder.0.join("isogloss");
            fs::copy(env!("CARGO_BIN_EXE_isogloss"), &program).unwrap();
            let mut copy = std::process::Command::new(&program);
            copy.args(FIX)
                .env("PATH", "/nowhere")
                .env("ISOGLOSS_CACHE", "")
                .current_dir(&folder.0)
                .uid(NOBODY)
                .gid(NOBODY);
            command = copy;
        }
        let before = folder.files();
        mode(&folder.0.join("es-ES/api"), 0o555);
        let Ok(output) = command.output() else { return };
        mode(&folder.0.join("es-ES/api"), 0o755);
        let told = String::from_utf8(output.stderr).unwrap();
        if told.contains("en-US/api/plain.md was not checked") || told.contains("no such file or folder") {
            // The tests lie where nobody else may look.
            return;
        }
        assert_eq!(output.status.code(), Some(2), "{told}");
        for page in ["bom", "comma", "crlf", "plain"] {
            let line = format!("error: es-ES/api/{page}.md was not fixed: Permission denied (os error 13)\n");
            assert!(told.contains(&line), "{told}");
        }
        let held = "error: en-US/api/comma.md was not fixed: its translation es-ES/api/comma.md could not be\n";
        assert!(told.contains(held), "{told}");
        let after = folder.files();
        let fixed: Vec<String> = differing(&before, &after).into_iter().collect();
        assert_eq!(
            fixed,
            ["es-ES/resources/noend.md", "pt-BR/api/comma.md", "pt-BR/api/crlf.md", "pt-BR/api/plain.md"]
        );
        // What is reported is what the files say, not what they would have said.
        let out = String::from_utf8(output.stdout).unwrap();
        assert!(out.contains("es-ES/api/bom.md:14:3: error[header-name-translated]"), "{out}");
        let again = folder.said(&["check", "--report", "concise"]).1;
        assert_eq!(format!("{out}11 fixable with --fix.\n"), again);
        assert_eq!(folder.said(&FIX).0, 0);
    }

    #[test]
    fn nothing_is_written_through_a_link() {
        let folder = Folder::new(&docset());
        let outside =
            Folder::new(&Files::from([("page.md".into(), (folder.text("es-ES/api/plain.md").into_bytes(), 0o644))]));
        let page = folder.0.join("es-ES/api/plain.md");
        fs::remove_file(&page).unwrap();
        symlink(outside.0.join("page.md"), &page).unwrap();
        let (code, _, told) = folder.said(&FIX);
        assert!(code == 2 && told.contains("es-ES/api/plain.md was not checked: it is a symbolic link"), "{told}");
        assert_eq!(outside.text("page.md"), String::from_utf8(docset()["es-ES/api/plain.md"].0.clone()).unwrap());
        assert!(page.is_symlink());
        // Named by itself it is no part of the walk.
        let (code, _, told) = folder.said(&["check", "--fix", "es-ES/api/plain.md"]);
        assert!(code == 2 && told.contains("symbolic link"), "{code} {told}");
        assert_eq!(outside.text("page.md"), String::from_utf8(docset()["es-ES/api/plain.md"].0.clone()).unwrap());
    }

    #[test]
    fn the_owner_stays() {
        use std::os::unix::fs::MetadataExt;
        let folder = Folder::new(&docset());
        if !is_root(&folder) {
            return;
        }
        give_away(&folder.0);
        assert_eq!(folder.said(&FIX).0, 0);
        let meta = folder.0.join("es-ES/api/bom.md").metadata().unwrap();
        assert_eq!((meta.uid(), meta.gid(), meta.mode() & 0o777), (NOBODY, NOBODY, 0o640));
    }

    /// What a killed run left is removed; what a living one still writes, and what only looks alike, is not.
    #[test]
    fn left_temporary_files_are_removed() {
        let folder = Folder::new(&docset());
        let at = |name: &str| folder.0.join("es-ES/api").join(name);
        let (left, own) = (at(".isogloss-1-0.tmp"), at(".isogloss-4194999-12.tmp"));
        let (alive, folder_of_that_name) = (at(".isogloss-2-0.tmp"), at(".isogloss-3-0.tmp"));
        let (link, alike, elsewhere) =
            (at(".isogloss-5-0.tmp"), at(".isogloss-notes.tmp"), folder.0.join("en-US/resources/.isogloss-1-0.tmp"));
        for path in [&left, &own, &alive, &alike, &elsewhere] {
            fs::write(path, "x").unwrap();
        }
        mode(&own, 0o444);
        fs::create_dir(&folder_of_that_name).unwrap();
        symlink(at("plain.md"), &link).unwrap();
        let lock = fs::File::open(&alive).unwrap();
        lock.try_lock().unwrap();
        assert_eq!(folder.said(&["check", "--diff"]).0, 1);
        assert!(left.exists(), "--diff writes nothing");
        assert_eq!(folder.said(&FIX).0, 0);
        assert!(!left.exists() && !own.exists());
        assert!(alive.exists() && folder_of_that_name.is_dir() && link.is_symlink() && alike.exists());
        assert!(elsewhere.exists(), "nothing was written there");
    }
}
