//! `isogloss sync`, the command, on repositories of our own.

use super::{BASE, OURS};
use crate::repository::Repository;
use isogloss::docset::provenance::source_hash;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A source with a history, and a translation of its first text.
struct Docset {
    repository: Repository,
    page: PathBuf,
}

impl Docset {
    fn new(current: &str) -> Option<Self> {
        let repository = Repository::new("sha1")?;
        repository.write("en-US/bell.md", BASE);
        repository.commit("first");
        repository.write("en-US/bell.md", current);
        repository.commit("second");
        let ours = OURS.replace("aaaa", &source_hash(BASE));
        repository.write("es-ES/bell.md", ours);
        repository.write("isogloss.yml", "source: en-US\nlocales: [en-US, es-ES]\n");
        let page = repository.path().join("es-ES/bell.md");
        Some(Self { repository, page })
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.page).unwrap()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.repository.folder.join(name)
    }

    /// Exit code, output, messages.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let done = Command::new(env!("CARGO_BIN_EXE_isogloss"))
            .arg("sync")
            .args(args)
            .current_dir(self.repository.path())
            .env("ISOGLOSS_CACHE", "")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
    }
}

fn current() -> String {
    BASE.replace("Send these parameters.\n", "Send `these` to [it](x.md), {id}.\n\nAll are needed.\n")
        .replace("How often it rings.", "How often, `n` times.")
        .replace("title: Ring a bell", "title: Strike a bell")
        .replace("\"very\"", "\"not\"")
}

#[test]
fn shows_writes_and_marks() {
    let Some(docset) = Docset::new(&current()) else { return };
    let before = docset.text();
    let (code, diff, said) = docset.run(&["--diff"]);
    assert_eq!((code, docset.text().as_str()), (1, before.as_str()), "{said}");
    assert!(diff.contains("+    \"loud\": \"not\"") && said.contains("would bring 1 page"), "{diff}{said}");
    let (code, out, said) = docset.run(&[]);
    assert_eq!((code, out.as_str()), (0, ""), "{said}");
    assert!(said.contains("1 new block, 1 outdated block, 1 outdated cell, 1 key of the front matter"), "{said}");
    let after = docset.text();
    assert!(after.contains(&source_hash(BASE)) && after.contains("# isogloss: outdated\ntitle: "), "{after}");
    assert_eq!(docset.run(&["--diff"]).0, 0);
    assert_eq!((docset.run(&[]).0, docset.text()), (0, after));
    assert_eq!(docset.run(&["--mark"]).0, 0);
    assert!(docset.text().contains(&source_hash(&current())));
    assert_eq!(docset.run(&["--diff", "--mark"]).0, 0);
}

/// A name that was mistranslated is no change of the source; a paragraph stays, whatever is wrong in it.
#[test]
fn damage_outside_of_prose_is_mended() {
    let Some(docset) = Docset::new(&current()) else { return };
    let damaged = docset.text().replace("| until |", "| hasta |").replace("bell.md)", "campana.md)");
    fs::write(&docset.page, &damaged).unwrap();
    let (code, diff, said) = docset.run(&["--diff"]);
    assert_eq!((code, docset.text()), (1, damaged), "{said}");
    assert!(diff.contains("-| hasta | Cadena |") && diff.contains("+| until | String |"), "{diff}");
    assert_eq!(docset.run(&[]).0, 0);
    let text = docset.text();
    assert!(text.contains("| until | String |") && text.contains("campana.md)"), "{text}");
    assert_eq!((docset.run(&[]).0, docset.text()), (0, text));
}

/// Without `--mark` the page still names its old base; what the source has dropped since is not lost on it.
#[test]
fn what_the_source_dropped_is_no_damage() {
    let dropped =
        current().replace("| times | Int32 | How often, `n` times. |\n", "").replace("    \"loud\": \"not\"\n", "");
    let Some(docset) = Docset::new(&dropped) else { return };
    assert_eq!(docset.run(&[]).0, 0);
    let done = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "es-ES", "--report", "concise", "--ignore", "translation-outdated"])
        .current_dir(docset.repository.path())
        .env("ISOGLOSS_CACHE", "")
        .output()
        .unwrap();
    let found = String::from_utf8(done.stdout).unwrap();
    let damage = ["code-block-differs", "table-shape-differs", "code-span-lost", "identifier-translated"];
    assert!(!damage.iter().any(|rule| found.contains(rule)), "{found}");
}

/// The document with a target in every segment: the source with `before` put before it.
fn translated(xml: &str, before: &str) -> String {
    let mut out = String::new();
    for part in xml.split_inclusive("</source>\n") {
        out += part;
        if let Some((_, source)) = part.rsplit_once("<source>") {
            let source = source.trim_end().trim_end_matches("</source>");
            out += &format!("<target>{before}{source}</target>\n");
        }
    }
    out
}

fn todo(docset: &Docset) -> (String, String) {
    let path = docset.file("todo.xlf");
    let path = path.to_str().unwrap();
    let (code, _, said) = docset.run(&["--todo", path]);
    assert_eq!(code, 0, "{said}");
    (path.to_owned(), fs::read_to_string(Path::new(path)).unwrap())
}

#[test]
fn texts_go_out_and_come_back() {
    let Some(docset) = Docset::new(&current()) else { return };
    let (path, xml) = todo(&docset);
    assert!(xml.contains("<note category=\"old-translation\">Envíe estos parámetros.</note>"), "{xml}");
    assert!(xml.contains("Send <ph id=\"1\" dataRef=\"d1\"/> to <pc id=\"2\""), "{xml}");
    // Nothing is translated yet.
    assert_eq!(docset.run(&["--merge", &path, "--diff"]).0, 0);
    fs::write(&path, translated(&xml, "Ñ | ")).unwrap();
    // Other edits of the page do not matter.
    let moved = docset.text().replace("* La última nota.", "* La última nota.\n* Otra.");
    fs::write(&docset.page, &moved).unwrap();
    let (code, _, said) = docset.run(&["--merge", &path, "--mark"]);
    assert_eq!(code, 0, "{said}");
    let text = docset.text();
    assert!(!text.contains("isogloss"), "{text}");
    assert!(text.contains("Ñ | Send `these` to [it](x.md), {id}.\n\nÑ | All are needed.\n"), "{text}");
    assert!(text.contains("| times | Int32 | Ñ \\| How often, `n` times. |"), "{text}");
    assert!(text.contains("title: \"Ñ | Strike a bell\"\n") && text.contains("* Otra.\n"), "{text}");
    assert!(text.contains(&source_hash(&current())));
    assert_eq!(docset.run(&["--diff"]).0, 0);
    let (code, _, said) = docset.run(&["--merge", &path]);
    assert_eq!((code, docset.text()), (0, text), "{said}");
    assert!(said.contains("filled before"), "{said}");
}

#[test]
fn a_text_that_lost_something_is_refused() {
    let Some(docset) = Docset::new(&current()) else { return };
    let (path, xml) = todo(&docset);
    let before = docset.text();
    let done = translated(&xml, "Ñ ");
    // The targets lose the code spans; and one ends up nowhere.
    let cut: String = done
        .lines()
        .map(|line| {
            let lost = if line.starts_with("<target>") { "<ph id=\"1\" dataRef=\"d1\"/>" } else { "\n" };
            format!("{}\n", line.replace(lost, ""))
        })
        .collect();
    fs::write(&path, cut).unwrap();
    let (code, _, said) = docset.run(&["--merge", &path]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("it has lost `these`") && said.contains("it has lost `n`"), "{said}");
    let after = docset.text();
    assert!(after.contains("Ñ All are needed.") && after.contains("Envíe estos parámetros."), "{after}");
    assert_ne!(before, after);
    fs::write(&path, "<xliff").unwrap();
    assert_eq!(docset.run(&["--merge", &path]).0, 2);
}

#[test]
fn a_list_for_people() {
    let Some(docset) = Docset::new(&current()) else { return };
    let path = docset.file("todo.md");
    assert_eq!(docset.run(&["--todo", path.to_str().unwrap(), "--diff"]).0, 1);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\n## es-ES/bell.md\n") && text.contains("  translation before:\n"), "{text}");
}

#[test]
fn pages_without_a_base_are_left_alone() {
    let Some(docset) = Docset::new(&current()) else { return };
    let unknown = docset.text().replace(&source_hash(BASE), &"ab".repeat(20));
    fs::write(&docset.page, &unknown).unwrap();
    let (code, _, said) = docset.run(&[]);
    assert_eq!((code, docset.text()), (2, unknown), "{said}");
    assert!(said.contains("left alone: es-ES/bell.md: the source that it names is not in the history"), "{said}");
    fs::remove_dir_all(docset.repository.path().join(".git")).unwrap();
    let (code, _, said) = docset.run(&[]);
    assert!(code == 2 && said.contains("--source-git FOLDER"), "{said}");
}

#[test]
fn a_page_without_any_source_is_told_what_to_name() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sync-no-source");
    fs::create_dir_all(&folder).unwrap();
    let page = "---\ntitle: a\nms.contentlocale: es-ES\nms.openlocfilehash: 5e95e4a1b56d7cea806e1a3d588403d81c200923\n---\n# A\n";
    fs::write(folder.join("a.md"), page).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    let output = command.args(["sync", "--isolated", "."]).current_dir(&folder).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let wanted =
        "left alone: a.md: nothing says what its source is: name the repository of the source with --source-git FOLDER";
    assert!(said.starts_with(wanted), "{said}");
    assert_eq!(output.status.code(), Some(2));
}
