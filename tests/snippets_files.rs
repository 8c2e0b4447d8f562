//! `isogloss snippets` and the file system: what is written, what is left alone, what it says and with which exit code.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use isogloss::engine::write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder with files, removed when the test ends.
struct Folder(PathBuf);

const TEMPLATE: &str =
    "{#\nlanguage: Go\nclient: test\nfence: go\nextension: go\n#}\nsend {{ method|plain }} {{ url|verbatim }}\n";
const CONFIG: &str = "locales: [en-US, es-ES]\ntemplates: [tpl]\nsnippets: { targets: [mine] }\n";

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("isogloss-snippets-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Self(std::env::temp_dir().join(name));
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    /// With a configuration, its template and both locales.
    fn docset(files: &[(&str, &str)]) -> Self {
        let folder = Self::new(&[
            ("isogloss.yml", CONFIG),
            ("tpl/mine.jinja", TEMPLATE),
            ("en-US/a.md", ""),
            ("es-ES/a.md", ""),
        ]);
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn has(&self, path: &str) -> bool {
        self.0.join(path).exists()
    }

    /// Exit code, standard output, standard error.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
            .arg("snippets")
            .args(args)
            .current_dir(&self.0)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn request(name: &str, path: &str) -> String {
    format!(
        "<!-- {{ \"blockType\": \"request\", \"name\": \"{name}\" }} -->\n```http\nGET https://a.example/v1.0/{path}\n```\n"
    )
}

fn tab(title: &str, id: &str, fence: &str, name: &str) -> String {
    format!(
        "# [{title}](#tab/{id})\n[!INCLUDE [sample-code](../includes/snippets/{fence}/{name}-{fence}-snippets.md)]\n\n"
    )
}

const FILE: &str = "v1.0/includes/snippets/go/get-x-go-snippets.md";

#[test]
fn writes_every_locale_and_then_nothing() {
    let page = request("get_x", "x");
    let folder = Folder::docset(&[("en-US/v1.0/api/x.md", &page), ("es-ES/v1.0/api/x.md", &page)]);
    let (code, out, err) = folder.run(&["--check"]);
    assert_eq!((code, err.as_str()), (1, "2 pages would change, 2 include files would be written, 0 unchanged\n"));
    assert!(
        out.contains("--- a/en-US/v1.0/api/x.md\n+++ b/en-US/v1.0/api/x.md\n@@ -1,4 +1,9 @@\n+# [HTTP](#tab/http)\n"),
        "{out}"
    );
    assert!(out.contains("--- /dev/null\n+++ b/es-ES/v1.0/includes/snippets/go/"), "{out}");
    assert!(!folder.has(&format!("en-US/{FILE}")));
    let (code, out, err) = folder.run(&[]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", "2 pages changed, 2 include files written, 0 unchanged\n"));
    assert!(folder.read(&format!("es-ES/{FILE}")).contains("description: Archivo generado automáticamente. NO MODIFICAR\n---\n```go\n\nsend GET https://a.example/v1.0/x\n\n```"));
    for args in [&[][..], &["--check"], &["--to", "elsewhere"]] {
        let (code, out, err) = folder.run(args);
        assert_eq!((code, out.as_str()), (0, ""), "{err}");
        assert!(err.ends_with("2 unchanged\n"), "{err}");
    }
    assert!(!folder.has("elsewhere"));
    let left: Vec<_> = fs::read_dir(folder.0.join("en-US/v1.0/api")).unwrap().collect();
    assert_eq!(left.len(), 1, "no temporary file stays");
}

#[test]
fn an_include_file_keeps_what_is_its_own() {
    let own = "---\r\ndescription: x\r\nms.locfileid: 1\r\n---\r\n\r\n```golang\r\nold\r\n\r\n\r\n```\r\nAfter.";
    let folder = Folder::docset(&[("en-US/v1.0/api/x.md", &request("get_x", "x")), (&format!("en-US/{FILE}"), own)]);
    assert_eq!(folder.run(&[]).0, 0);
    assert_eq!(folder.read(&format!("en-US/{FILE}")), own.replace("old", "send GET https://a.example/v1.0/x"));
}

#[test]
fn writes_elsewhere_what_would_change() {
    let page = request("get_x", "x");
    let folder = Folder::docset(&[("en-US/v1.0/api/x.md", &page), ("en-US/v1.0/api/y.md", "Text.\n")]);
    let (code, _, err) = folder.run(&["--to", "out"]);
    assert_eq!((code, err.as_str()), (0, "1 page changed, 1 include file written, 0 unchanged\n"));
    assert_eq!(folder.read("en-US/v1.0/api/x.md"), page);
    assert!(folder.read("out/en-US/v1.0/api/x.md").contains("#tab/go") && folder.has(&format!("out/en-US/{FILE}")));
    assert!(!folder.has("out/en-US/v1.0/api/y.md") && !folder.has(&format!("en-US/{FILE}")));
}

#[test]
fn loose_pages_are_set_apart_by_locale_and_version() {
    let page = |tag: &str, path: &str| format!("---\nms.contentlocale: {tag}\n---\n\n{}", request("get_x", path));
    let folder = Folder::new(&[("p/a.md", &page("es-ES", "x")), ("p/b.md", &page("pt-BR", "y"))]);
    let args = ["p/a.md", "p/b.md", "--isolated", "--target", "curl"];
    let (code, _, err) = folder.run(&args);
    assert_eq!(code, 2);
    assert!(err.contains("error: p/a.md:5:40: request `get_x` shares its include files with p/b.md:5:40"), "{err}");
    let (code, _, err) = folder.run(&[&args[..], &["--to", "out"]].concat());
    assert_eq!(code, 0, "{err}");
    assert!(folder.has("out/es-ES/v1.0/api/a.md") && folder.has("out/pt-BR/v1.0/api/b.md"));
    assert!(folder.has("out/pt-BR/v1.0/includes/snippets/bash/get-x-bash-snippets.md"));
    // So are pages of several locales in a folder that is none's.
    let (code, _, err) = folder.run(&["p", "--isolated", "--target", "curl", "--to", "out2"]);
    assert_eq!(code, 0, "{err}");
    assert!(folder.has("out2/es-ES/v1.0/api/a.md") && folder.has("out2/pt-BR/v1.0/api/b.md"));
    assert!(folder.has("out2/es-ES/v1.0/includes/snippets/bash/get-x-bash-snippets.md"));
    // One alone has its files beside it.
    assert_eq!(folder.run(&["p/a.md", "--isolated", "--target", "curl"]).0, 0);
    assert!(folder.has("includes/snippets/bash/get-x-bash-snippets.md"));
    assert!(folder.read("p/a.md").contains("(../includes/snippets/bash/get-x-bash-snippets.md)"));
    assert!(
        folder.run(&["p/a.md", "--isolated", "--target", "curl"]).2.ends_with("0 include files written, 1 unchanged\n")
    );
}

#[test]
fn prunes_only_when_asked() {
    let objc = tab("Objective-C", "objc", "objc", "get-x");
    let java = tab("Java", "java", "java", "get-x");
    let head = format!("# [HTTP](#tab/http)\n{}", request("get_x", "x"));
    let go = tab("Go", "go", "go", "get-x");
    let page = format!("{head}{objc}{java}{go}---\n");
    let orphan = "en-US/v1.0/includes/snippets/go/Old-Name-go-snippets.md";
    let foreign = "en-US/v1.0/includes/snippets/rust/old-rust-snippets.md";
    let there = "en-US/v1.0/includes/snippets/java/get-x-java-snippets.md";
    let folder = Folder::docset(&[("en-US/v1.0/api/x.md", &page), (orphan, "x"), (foreign, "x"), (there, "x")]);
    let (code, _, err) = folder.run(&[]);
    assert_eq!(code, 0);
    assert!(err.contains("warning: en-US/v1.0/api/x.md:7:25: the tab includes ../includes/snippets/objc/get-x-objc-snippets.md, which is not there (kept; --prune removes it)\n"), "{err}");
    assert!(
        err.contains(&format!("warning: {orphan}: no page includes this file (kept; --prune removes it)\n")),
        "{err}"
    );
    assert_eq!(folder.read("en-US/v1.0/api/x.md"), page);
    let (code, _, err) = folder.run(&["--prune", "--check"]);
    assert_eq!(code, 1);
    assert!(
        err.ends_with("1 page would change, 0 include files would be written, 1 would be removed, 1 unchanged\n"),
        "{err}"
    );
    let (code, _, err) = folder.run(&["--prune"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(folder.read("en-US/v1.0/api/x.md"), format!("{head}{java}{go}---\n"));
    assert!(!folder.has(orphan) && folder.has(foreign) && folder.has(there));
    assert_eq!(folder.run(&["--prune"]).2, "0 pages changed, 0 include files written, 1 unchanged\n");
}

#[test]
fn what_cannot_be_done_is_told() {
    let folder =
        Folder::docset(&[("en-US/v1.0/api/x.md", &request("", "x")), ("en-US/v1.0/api/y.md", &request("a", "x"))]);
    let (code, _, err) = folder.run(&[]);
    assert_eq!(code, 0);
    assert!(
        err.starts_with("warning: en-US/v1.0/api/x.md:1:40: request #1 has no name, so it gets no include files\n"),
        "{err}"
    );
    folder.write("en-US/v1.0/api/z.md", &request("A", "z"));
    assert_eq!(folder.run(&[]).0, 2);
    for (args, message) in [
        (&["--target", "mien"][..], "error: there is no target mien: did you mean mine?\n"),
        (&["--request", "aa"], "error: there is no request aa: did you mean a?\n"),
        (&["--style", "sdk", "--target", "jav"], "error: there is no target jav: did you mean java?\n"),
        (&["nowhere"], "error: nowhere: there is no such file or folder\n"),
    ] {
        let (code, out, err) = folder.run(args);
        assert_eq!((code, out.as_str(), err.as_str()), (2, "", message));
    }
    folder.write("tpl/mine.jinja", &TEMPLATE.replace("|verbatim", ""));
    let (code, _, err) = folder.run(&[]);
    assert_eq!(code, 2);
    assert!(err.starts_with("error: tpl/mine.jinja:7: ") && err.contains("without a filter"), "{err}");
}

#[test]
fn prints_one_sample() {
    let two = format!("{}\n{}", request("get_x", "x"), request("", "y"));
    let folder = Folder::docset(&[("loose/page.txt", &two), ("one.html", &request("", "z"))]);
    let sample = |path: &str| format!("send GET https://a.example/v1.0/{path}\n");
    for (args, wanted) in [
        (&["one.html", "--stdout"][..], sample("z")),
        (&["one.html", "--request", "#1", "--stdout"], sample("z")),
        (&["loose/page.txt", "--request", "get_x", "--target", "mine", "--stdout"], sample("x")),
        (&["loose/page.txt", "--request", "#2", "--stdout"], sample("y")),
    ] {
        let (code, out, err) = folder.run(args);
        assert_eq!((code, out.as_str(), err.as_str()), (0, wanted.as_str(), ""), "{args:?}");
    }
    let (code, _, err) = folder.run(&["loose/page.txt", "--stdout"]);
    assert_eq!(
        (code, err.as_str()),
        (
            2,
            "error: there are 2 requests; name one with --request: get_x (loose/page.txt:1:1), #2 (loose/page.txt:6:1)\n"
        )
    );
    let (code, _, err) = folder.run(&["one.html", "--stdout", "--target", "mine,curl"]);
    assert_eq!(
        (code, err.as_str()),
        (2, "error: --stdout prints one sample; name one of the targets mine, curl with --target\n")
    );
    let (code, out, _) = folder.run(&["--list"]);
    assert!(
        code == 0 && out.lines().any(|line| line.starts_with("mine") && line.ends_with("Go        test"))
            || out.contains("mine  "),
        "{out}"
    );
}

#[test]
fn only_what_was_asked_for_is_written() {
    let page = format!("{}\n{}", request("get_x", "x"), request("get_y", "y"));
    let folder = Folder::docset(&[
        ("en-US/v1.0/api/x.md", &page),
        ("es-ES/v1.0/api/x.md", &page),
        ("es-ES/v1.0/api/other.md", &request("get-x", "other")),
    ]);
    assert_eq!(folder.run(&["es-ES/v1.0/api/x.md", "--request", "get_y"]).0, 0);
    assert_eq!(folder.read("en-US/v1.0/api/x.md"), page);
    // What another page has the name of is not overwritten, even where that page is not asked about.
    let (code, _, err) = folder.run(&["es-ES/v1.0/api/x.md"]);
    assert_eq!(code, 2);
    assert!(err.contains("shares its include files with es-ES/v1.0/api/other.md:1:40"), "{err}");
    let after = folder.read("es-ES/v1.0/api/x.md");
    assert!(after.starts_with(&request("get_x", "x")) && after.contains("get-y-go") && !after.contains("get-x-go"));
    assert!(
        !folder.has(&format!("es-ES/{FILE}")) && folder.has("es-ES/v1.0/includes/snippets/go/get-y-go-snippets.md")
    );
}

#[cfg(unix)]
#[test]
fn links_and_modes_are_respected() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::docset(&[("en-US/v1.0/api/x.md", &request("get_x", "x")), ("outside/keep.md", "x")]);
    let page = folder.0.join("en-US/v1.0/api/x.md");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o640)).unwrap();
    fs::create_dir_all(folder.0.join("en-US/v1.0/includes")).unwrap();
    symlink("../../../outside", folder.0.join("en-US/v1.0/includes/snippets")).unwrap();
    let (code, _, err) = folder.run(&[]);
    assert_eq!(code, 2);
    assert!(err.contains("is a symbolic link, and nothing is written through one"), "{err}");
    assert!(err.contains("x.md: it was left as it is, since an include file could not be written"), "{err}");
    assert_eq!(folder.read("en-US/v1.0/api/x.md"), request("get_x", "x"));
    assert_eq!(fs::read_dir(folder.0.join("outside")).unwrap().count(), 1);
    fs::remove_file(folder.0.join("en-US/v1.0/includes/snippets")).unwrap();
    assert_eq!(folder.run(&[]).0, 0);
    assert_eq!(page.metadata().unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_file_that_changed_meanwhile_stays() {
    let folder = Folder::new(&[("a/x.md", "now")]);
    let (path, within) = (folder.0.join("a/x.md"), Some(folder.0.as_path()));
    let say = |done: Result<(), String>| done.unwrap_err();
    assert!(say(write::write(&path, Some("then"), "new", within)).contains("was changed while this ran"));
    assert!(say(write::write(&path, None, "new", within)).contains("was made while this ran"));
    assert!(say(write::remove(&path, "then", within)).contains("was changed while this ran"));
    assert_eq!(folder.read("a/x.md"), "now");
    write::write(&path, Some("now"), "new", within).unwrap();
    write::write(&folder.0.join("b/c/y.md"), None, "made", within).unwrap();
    assert_eq!((folder.read("a/x.md"), folder.read("b/c/y.md")), ("new".to_owned(), "made".to_owned()));
    write::remove(&path, "new", within).unwrap();
    assert_eq!(fs::read_dir(folder.0.join("a")).unwrap().count(), 0);
    assert!(write::write(Path::new("/nowhere/x"), Some("x"), "y", None).is_err());
}

#[test]
fn mistakes_in_the_configuration_have_a_place() {
    let folder = Folder::docset(&[]);
    folder.write(
        "isogloss.yml",
        "locales: [en-US]\ntemplates: [tpl, none.jinja]\nsnippets:\n  targets: [mine, crul, mine]\n  style: htp\n  layout: tab\n  base-url: a.example\n",
    );
    let (code, _, err) = folder.run(&[]);
    assert_eq!(code, 2);
    let lines: Vec<&str> = err.lines().map(|line| line.trim_start_matches("error: ")).collect();
    assert_eq!(
        lines,
        [
            "isogloss.yml:2:18: the template none.jinja is not there; correct the path or remove it",
            "isogloss.yml:4:19: there is no target crul: did you mean curl?",
            "isogloss.yml:4:25: the target mine is named twice; keep one",
            "isogloss.yml:5:10: there is no style `htp`; did you mean `http`?",
            "isogloss.yml:6:11: there is no layout `tab`; did you mean `tabs`?",
            "isogloss.yml:7:13: `a.example` is no URL to put paths below; write one like https://api.example.com/v1.0",
        ]
    );
}
