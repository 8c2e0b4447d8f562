//! Which configuration holds for which paths, and what is told of settings and folders without pages.

use super::*;

#[test]
fn finds_the_nearest_file() {
    let folder = Folder::with(&["isogloss.yml", "inner/.isogloss.yml", "inner/deep/page.md"]);
    assert_eq!(config::find(&folder.0.join("inner/deep/page.md")), Some(folder.0.join("inner/.isogloss.yml")));
    assert_eq!(config::find(&folder.0), Some(folder.0.join("isogloss.yml")));
    fs::write(folder.0.join("inner/isogloss.yml"), "").unwrap();
    assert_eq!(config::find(&folder.0.join("inner")), Some(folder.0.join("inner/isogloss.yml")));
}

/// Several paths have one configuration between them, wherever it stands; two configurations are refused.
#[test]
fn several_paths_have_one_configuration() {
    let folder = Folder::with(&["a/en-US/x.md", "a/es-ES/x.md", "b/en-US/x.md", "b/es-ES/x.md", "loose/y.md"]);
    let page = "# Page\n\n| A | B |\n|:--|:--|\n| 1 | 2 | 3 |\n";
    fs::write(folder.0.join("a/es-ES/x.md"), page).unwrap();
    fs::write(folder.0.join("loose/y.md"), page).unwrap();
    let off = "front-matter-missing: off, page-missing: off, page-orphaned: off, localization-key-missing: off";
    let text = format!("locales: [en-US, es-ES]\nrules: {{ {off}, table-row-width: error }}\n");
    fs::write(folder.0.join("a/isogloss.yml"), &text).unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        let output = command.args(args).current_dir(&folder.0).env("ISOGLOSS_CACHE", "").output().unwrap();
        let said = [&output.stdout[..], &output.stderr].map(String::from_utf8_lossy).concat();
        (output.status.code(), said)
    };
    let concise = ["--report", "concise", "--no-group", "--quiet"];
    for paths in [["a", "loose/y.md"], ["loose/y.md", "a"], ["a/es-ES/x.md", "loose"], ["loose", "a/es-ES/x.md"]] {
        let (code, said) = run(&[&["check"], &paths[..], &concise].concat());
        assert_eq!(code, Some(1), "{paths:?}: {said}");
        assert_eq!(said.matches("error[table-row-width]").count(), 2, "{paths:?}: {said}");
    }
    fs::write(folder.0.join("b/isogloss.yml"), &text).unwrap();
    for (paths, first, other) in [(["a", "b"], "a", "b"), (["b/es-ES/x.md", "a/en-US"], "b", "a")] {
        let wanted = format!(
            "error: {first}/isogloss.yml and {other}/isogloss.yml both apply; check them apart, or name one with --config\n"
        );
        for command in [&["check"][..], &["drift"], &["sync", "--diff"], &["baseline"], &["snippets", "--list"]] {
            assert_eq!(run(&[command, &paths].concat()), (Some(2), wanted.clone()), "{command:?} {paths:?}");
        }
        let (code, said) = run(&[&["check", "--config", "a/isogloss.yml"], &paths[..], &concise].concat());
        assert!(matches!(code, Some(0 | 1)), "{paths:?}: {said}");
    }
    // Several paths of one docset, one by way of another folder; and from a folder beside.
    let (code, said) = run(&[&["check", "a/en-US", "b/../a/es-ES"], &concise[..]].concat());
    assert_eq!((code, said.matches("error[table-row-width]").count()), (Some(1), 1), "{said}");
    for (path, from) in
        [("../es-ES", "a/en-US"), ("../es-ES/x.md", "a/en-US"), ("../../a/es-ES", "b/en-US"), ("..", "a/en-US")]
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        let output = command.args(["check", path]).args(concise).current_dir(folder.0.join(from)).output().unwrap();
        let found = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{path}: {found}");
        assert_eq!(found.matches("error[table-row-width]").count(), 1, "{path}: {found}");
    }
}

/// What a setting is about may be a slip: a note says so where the whole docset was read, and only there.
#[test]
fn settings_about_nothing_are_told() {
    let folder = Folder::with(&["en-US/api/x.md", "en-US/beta/x.md", "es-ES/api/x.md"]);
    fs::write(folder.0.join("fr.yml"), "tag: fr-FR\n").unwrap();
    fs::write(folder.0.join("es.yml"), "tag: es-MX\n").unwrap();
    let text = "locales: [en-US, es-ES]\nversions: { beta: beta, v1: v1.0, old: /^old/ }\nlocale-files: [es.yml, fr.yml]\n\
                overrides:\n  - paths: [\"**/beta/**\", \"**/apis/**\", \"!nothing.md\"]\n    rules: { table-row-width: off }\n";
    fs::write(folder.0.join("isogloss.yml"), text).unwrap();
    let notes = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        let output = command.arg("check").args(args).current_dir(&folder.0).env("ISOGLOSS_CACHE", "").output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let about = |line: &&str| line.starts_with("note: isogloss.yml");
        said.lines().filter(about).map(str::to_owned).collect::<Vec<_>>()
    };
    let all = [
        "note: isogloss.yml:2:29: `v1.0` marks no page as of version v1; correct it or remove it",
        "note: isogloss.yml:2:40: `/^old/` marks no page as of version old; correct it or remove it",
        "note: isogloss.yml:3:24: no page is in fr-FR, which fr.yml describes; correct it or remove it",
        "note: isogloss.yml:5:27: `**/apis/**` matches no page; correct it or remove it",
    ];
    assert_eq!(notes(&[]), all);
    for args in [&["--quiet"][..], &["es-ES"], &["en-US/api/x.md"]] {
        assert_eq!(notes(args), [""; 0], "{args:?}");
    }
    // A page that was not read may be what a setting is about.
    fs::write(folder.0.join("en-US/api/bad.md"), b"\xff").unwrap();
    assert_eq!(notes(&[]), [""; 0]);
}

/// Where there is no page, the message says where it was looked, and what to do.
#[test]
fn no_pages_are_told() {
    let folder = Folder::with(&["docs/notes.txt"]);
    let run = |args: &[&str], at: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        let output = command.args(args).current_dir(folder.0.join(at)).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let none = |what: &str, place: &str| {
        format!(
            "error: there are no pages (.md, .mdx or .markdown files) to {what} in {place}; name the folder that holds them\n"
        )
    };
    assert_eq!(run(&["check"], "docs"), none("check", "this folder"));
    for (args, what) in [
        (&["check", "docs"][..], "check"),
        (&["drift", "docs"], "compare"),
        (&["sync", "docs"], "bring to their source"),
        (&["report", "--output", "out", "docs"], "report on"),
        (&["baseline", "docs"], "check"),
        (&["snippets", "docs"], "find requests"),
    ] {
        assert_eq!(run(args, "."), none(what, "docs"), "{args:?}");
    }
    fs::create_dir(folder.0.join("docs/en-US")).unwrap();
    fs::write(folder.0.join("docs/isogloss.yml"), "locales: [en-US]\n").unwrap();
    let said = run(&["check"], ".");
    let wanted = "in docs; correct the path, or `locales` and `exclude` in docs/isogloss.yml\n";
    assert!(said.ends_with(wanted), "{said}");
}
