//! `isogloss snippets` on a copy of the v1.0 pages of 2023 in two locales, and on the seeds. Skipped where the corpus is
//! absent.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::case_sensitive_file_extension_comparisons
)]

use isogloss::page::{self, Page};
use isogloss::snippet::examples;
use isogloss::text::{Line, Source};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "support/folder.rs"]
mod folder;

use folder::copy_some;

#[path = "support/mod.rs"]
mod support;

/// A folder that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        // Thousands of files are written onto the disk one by one: memory is a faster disk.
        let memory = Path::new("/dev/shm");
        let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let folder = base.join(format!("isogloss-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn template(&self, id: &str, language: &str, fence: &str) {
        let text = format!(
            "{{#\nlanguage: '{language}'\nclient: test\nfence: {fence}\nextension: x\n#}}\nsend {{{{ method|plain }}}} {{{{ url|verbatim }}}}\n{{% if body is not none %}}\n\t{{{{ body|verbatim }}}}\n{{% endif %}}\n"
        );
        fs::create_dir_all(self.0.join("tpl")).unwrap();
        fs::write(self.0.join(format!("tpl/{id}.jinja")), text).unwrap();
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
            .arg("snippets")
            .args(args)
            .current_dir(&self.0)
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    /// Every file below the folder, by path.
    fn files(&self, below: &str) -> BTreeMap<String, String> {
        fn walk(folder: &Path, base: &Path, out: &mut BTreeMap<String, String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, base, out);
                } else {
                    let name = path.strip_prefix(base).unwrap().to_str().unwrap().replace('\\', "/");
                    out.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
        let mut out = BTreeMap::new();
        walk(&self.0.join(below), &self.0, &mut out);
        out
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A page without what belongs to tabs: the headings of HTTP tabs, and everything from the second tab to the closing line.
fn outside(text: &str) -> String {
    let page = page::parse(Source::new("x.md", text));
    let start = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut out = String::new();
    let mut done = 0;
    for group in page.tabs.iter().filter(|group| page.slice(group.tabs[0].id) == "http") {
        let heading = group.tabs[0].heading;
        out.push_str(&text[done..start(heading.from())]);
        done = Line::at(text, start(heading.from())).unwrap().next;
        if let (Some(second), Some(close)) = (group.tabs.get(1), group.close) {
            out.push_str(&text[done..start(second.heading.from())]);
            done = Line::at(text, start(close.from())).map_or(text.len(), |line| line.next);
        }
    }
    out.push_str(&text[done..]);
    out
}

/// The requests of a page as they are sent.
fn requests(page: &Page) -> Vec<examples::Example> {
    examples::of_page(page, "https://graph.microsoft.com")
}

#[test]
fn the_corpus_keeps_all_but_its_samples() {
    let (Some(pt), Some(ru)) =
        (support::corpus("graph-2023.tar.xz", "2023/pt-BR"), support::corpus("graph-2023.tar.xz", "2023/ru-RU"))
    else {
        return;
    };
    let folder = Folder::new("snippets-corpus");
    folder.template("js", "JavaScript", "javascript");
    folder.template("go", "Go", "go");
    fs::write(
        folder.0.join("isogloss.yml"),
        "locales: [pt-BR, ru-RU]\ntemplates: [tpl]\nsnippets: { targets: [js, go] }\n",
    )
    .unwrap();
    let wanted = |path: &str| {
        path.starts_with("api-reference/v1.0/api/")
            || ["javascript", "go"]
                .iter()
                .any(|fence| path.starts_with(&format!("api-reference/v1.0/includes/snippets/{fence}/")))
    };
    for (locale, from) in [("pt-BR", &pt), ("ru-RU", &ru)] {
        assert!(copy_some(from, &folder.0.join(locale), &wanted) > 4_000);
    }
    let before: BTreeMap<String, String> = ["pt-BR", "ru-RU"].iter().flat_map(|locale| folder.files(locale)).collect();
    // Names that two pages share are in the corpus: those requests are left alone, which is exit code 2.
    let (code, err) = folder.run(&[]);
    assert_eq!(code, Some(2), "{err}");
    assert!(
        err.lines().all(|line| !line.starts_with("error:")
            || line.contains("shares its include files")
            || line.contains("gets no tabs")),
        "{err}"
    );
    let after: BTreeMap<String, String> = ["pt-BR", "ru-RU"].iter().flat_map(|locale| folder.files(locale)).collect();
    let (mut changed, mut parted) = (0, 0);
    for (path, text) in after.iter().filter(|(path, _)| !path.contains("includes/snippets/")) {
        let old = &before[path];
        changed += usize::from(old != text);
        let (old, new) = (outside(old), outside(text));
        // A blank line parts a new group from what follows.
        if old != new {
            let lines =
                |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(lines(&old), lines(&new), "{path}");
            parted += 1;
        }
    }
    let (_, again) = folder.run(&[]);
    assert!(again.contains("\n0 pages changed, 0 include files written, "), "{again}");
    assert!(before.keys().all(|path| after.contains_key(path)), "a file is gone");

    // Both locales have one code wherever their pages have one request.
    let mut pages: BTreeMap<String, BTreeMap<String, isogloss::snippet::Request>> = BTreeMap::new();
    for (path, text) in after.iter().filter(|(path, _)| !path.contains("includes/snippets/")) {
        let page = page::parse(Source::new(path.as_str(), text.as_str()));
        let of_page = pages.entry(path[..5].to_owned()).or_default();
        of_page.extend(
            requests(&page)
                .into_iter()
                .map(|example| (isogloss::fact::sample::file_form(&example.request.name), example.request)),
        );
    }
    let code =
        |text: &str| text.split_once("```").map(|(_, rest)| rest.split('\n').map(str::trim_end).collect::<String>());
    let (mut same, mut other) = (0, 0);
    for (path, text) in
        after.iter().filter(|(path, _)| path.starts_with("pt-BR") && path.contains("includes/snippets/"))
    {
        let Some(theirs) = after.get(&path.replace("pt-BR", "ru-RU")) else { continue };
        if code(text) == code(theirs) {
            same += 1;
            continue;
        }
        other += 1;
        let name = path.rsplit('/').next().unwrap();
        let form = name.trim_end_matches("-javascript-snippets.md").trim_end_matches("-go-snippets.md");
        let sent = |locale: &str| {
            let request = pages[locale].get(form)?;
            Some((request.method.clone(), request.address.clone(), request.headers.clone(), request.body.clone()))
        };
        assert!(sent("pt-BR") != sent("ru-RU") || sent("pt-BR").is_none(), "{path}: one request, two samples");
    }
    assert!(parted < 50, "{parted} pages have more than tabs changed");
    println!(
        "{changed} pages changed, {parted} with a blank line more; {same} include files alike in both locales, {other} of requests that differ"
    );
    assert!(same > 3_000 && other < same / 100);

    // Without the files of these languages, the pages stay as they are and the files come back.
    for locale in ["pt-BR", "ru-RU"] {
        fs::remove_dir_all(folder.0.join(locale).join("api-reference/v1.0/includes/snippets")).unwrap();
    }
    let (_, err) = folder.run(&[]);
    assert!(err.contains("\n0 pages changed, "), "{err}");
    for (path, text) in ["pt-BR", "ru-RU"].iter().flat_map(|locale| folder.files(locale)) {
        if path.contains("includes/snippets/") {
            assert_eq!(code(&text), code(&after[&path]), "{path}");
        } else {
            assert_eq!(text, after[&path], "{path}");
        }
    }
}

#[test]
fn the_seeds_get_their_tabs() {
    // The seeds lie beside the archives, which hold them packed.
    let Some(corpus) = support::corpus("graph-2023.tar.xz", "2023/pt-BR") else { return };
    drop(corpus);
    let packed = std::env::var_os("ISOGLOSS_CORPUS")
        .map_or(Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from);
    let Ok(entries) = fs::read_dir(packed.join("seeds")) else {
        println!("skipped: no seeds");
        return;
    };
    let folder = Folder::new("snippets-seeds");
    for (id, language, fence) in [
        ("cs", "C#", "csharp"),
        ("js", "JavaScript", "javascript"),
        ("oc", "Objective-C", "objc"),
        ("java", "Java", "java"),
    ] {
        folder.template(id, language, fence);
    }
    fs::write(folder.0.join("isogloss.yml"), "templates: [tpl]\nsnippets: { targets: [cs, js, oc, java] }\n").unwrap();
    fs::create_dir_all(folder.0.join("seeds")).unwrap();
    let mut args: Vec<String> = vec!["--config".into(), "isogloss.yml".into(), "--to".into(), "out".into()];
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        fs::copy(&path, folder.0.join("seeds").join(name)).unwrap();
        args.push(format!("seeds/{name}"));
    }
    assert_eq!(args.len(), 4 + 3);
    let (code, err) = folder.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(code, Some(0), "{err}");
    let written = folder.files("out");
    assert_eq!(written.len(), 2 + 3 * 4, "the Portuguese page has its tabs already: {:?}", written.keys());
    // Its own includes name the very files that are written.
    let seeds = folder.files("seeds");
    let own = seeds.values().find(|text| text.contains("#tab/objc")).unwrap();
    for fence in ["csharp", "javascript", "objc", "java"] {
        let path = format!("includes/snippets/{fence}/call-cancelmediaprocessing-{fence}-snippets.md");
        assert!(own.contains(&format!("(../{path})")));
        for place in ["pt-BR/v1.0", "es-ES/beta", "ru-RU/beta"] {
            assert!(written.contains_key(&format!("out/{place}/{path}")), "{place} {path}");
        }
        let of = |locale: &str| written[&format!("out/{locale}/{path}")].split_once("```").unwrap().1.to_owned();
        assert_eq!(of("es-ES/beta"), of("ru-RU/beta"));
    }
    for (path, text) in written.iter().filter(|(path, _)| path.ends_with(".txt")) {
        let seed = &seeds[&format!("seeds/{}", path.rsplit('/').next().unwrap())];
        assert_eq!(outside(text), outside(seed), "{path}");
        let page = page::parse(Source::new("x", text.as_str()));
        let [group] = &*page.tabs else { panic!("{path}: {} groups", page.tabs.len()) };
        let before = &text[..group.span.from()];
        assert!(before.trim_end().ends_with('.') && before.ends_with("\n\n"), "{path}");
        assert_eq!(requests(&page).len(), 1);
        assert!(group.tabs[0].body.holds(page.code[requests(&page)[0].code].span.start));
    }
}
