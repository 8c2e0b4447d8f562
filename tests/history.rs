//! The source's history, read from repositories that the tests make, and from the corpus.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, clippy::print_stdout)]

#[path = "support/bundle.rs"]
mod bundle;
#[path = "history/corpus.rs"]
mod corpus;
#[path = "history/leading.rs"]
mod leading;
#[path = "support/repository.rs"]
mod repository;
mod support;

use isogloss::docset::provenance::source_hash;
use isogloss::docset::{AtCommit, Git, GitError, History};
use repository::Repository;
use std::fs;
use std::path::Path;

fn open(path: &Path, folder: Option<&str>) -> History {
    History::read_with_cache(Git::open(path, folder).unwrap(), None).unwrap()
}

/// The texts of a page over time; `None` where it was removed.
fn texts(history: &History, key: &str) -> Vec<(String, Option<String>)> {
    history
        .revisions(key)
        .iter()
        .map(|revision| {
            let subject = history.commits[revision.commit].subject.clone();
            (subject, revision.blob.map(|blob| history.text(blob).unwrap().unwrap()))
        })
        .collect()
}

fn at(history: &History, commit: &str, key: &str) -> String {
    match history.at_commit(commit, key) {
        AtCommit::Page(blob) => history.text(blob).unwrap().unwrap(),
        other => format!("{other:?}"),
    }
}

/// Text that rename detection takes for the same page with one line more.
fn long(last: &str) -> String {
    let lines: Vec<String> = (0..40).map(|line| format!("line {line} of a page\n")).collect();
    lines.concat() + last
}

#[test]
fn reads_texts_over_time() {
    let Some(repo) = Repository::new("sha1") else { return };
    let odd = "docs/a \"b\" \u{e9}\t.MD";
    repo.write("docs/page.md", "one\n");
    repo.write(odd, "odd\n");
    repo.write("docs/picture.png", "none");
    let first = repo.commit("first");
    let second = repo.commit("nothing of the pages");
    repo.write("docs/page.md", "two\n");
    let third = repo.commit("third: : words");
    fs::remove_file(repo.path().join("docs/page.md")).unwrap();
    let fourth = repo.commit("gone");
    repo.write("docs/page.md", "one\n");
    repo.commit("back");
    let history = open(&repo.path(), None);
    let ids: Vec<&str> = history.commits.iter().map(|commit| commit.id.as_str()).collect();
    assert_eq!(&ids[..4], [&first, &second, &third, &fourth]);
    assert_eq!(
        (history.commits[2].date.as_str(), history.commits[2].subject.as_str()),
        ("2020-01-03", "third: : words")
    );
    let text = |subject: &str, text: Option<&str>| (subject.to_owned(), text.map(str::to_owned));
    assert_eq!(
        texts(&history, "docs/page.md"),
        [
            text("first", Some("one\n")),
            text("third: : words", Some("two\n")),
            text("gone", None),
            text("back", Some("one\n"))
        ]
    );
    assert_eq!(texts(&history, odd), [text("first", Some("odd\n"))]);
    assert_eq!(history.current_keys().collect::<Vec<_>>(), [odd, "docs/page.md"]);
    assert_eq!(history.current("docs/page.md"), history.revisions("docs/page.md")[0].blob);
    assert_eq!(history.position(&second), Some(1));
    assert_eq!(history.position(&third[..7].to_uppercase()), Some(2));
    assert_eq!((history.position(&third[..6]), history.position("")), (None, None));
    assert_eq!(at(&history, &second, "docs/page.md"), "one\n");
    assert_eq!(at(&history, &third[..8], "docs/page.md"), "two\n");
    assert_eq!(at(&history, &fourth, "docs/page.md"), "NoSuchPage");
    assert_eq!(at(&history, &third, "docs/none.md"), "NoSuchPage");
    assert!(history.moved("docs/page.md").is_none() && history.failure().is_none() && !history.is_shallow());
    let blob = history.current("docs/page.md").unwrap();
    let many = vec![blob; 500];
    assert_eq!(history.texts(&many).unwrap(), vec![Some("one\n".to_owned()); 500]);
}

#[test]
fn finds_commits_off_the_first_parents() {
    let Some(repo) = Repository::new("sha1") else { return };
    repo.write("page.md", "one\n");
    repo.commit("first");
    repo.git(&["checkout", "-q", "-b", "side"]);
    repo.write("page.md", "side\n");
    repo.write("odd name.md", "odd\n");
    let side = repo.commit("side");
    repo.write("page.md", "merged\n");
    repo.commit("side again");
    repo.git(&["checkout", "-q", "main"]);
    repo.write("other.md", "x\n");
    repo.commit("main");
    repo.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
    repo.git(&["tag", "-a", "-m", "x", "beefbeef"]);
    let tree = repo.git(&["rev-parse", "HEAD^{tree}"]);
    let history = open(&repo.path(), None);
    let subjects: Vec<&str> = history.commits.iter().map(|commit| commit.subject.as_str()).collect();
    assert_eq!(subjects, ["first", "main", "merge"]);
    assert_eq!(history.position(&side), None);
    for name in [&side[..], &side[..9], &side.to_uppercase()] {
        assert_eq!(at(&history, name, "page.md"), "side\n");
    }
    assert_eq!(at(&history, &side, "odd name.md"), "odd\n");
    assert_eq!(at(&history, &side, "other.md"), "NoSuchPage");
    assert_eq!(at(&history, &side, "page.md\npage.md"), "NoSuchPage");
    assert_eq!(at(&history, &history.commits[1].id[..5], "page.md"), "one\n");
    let places: Vec<Option<usize>> =
        [&side, &side[..9], &history.commits[1].id, &tree].map(|id| history.arrival(id)).into();
    assert_eq!(places, [Some(2), Some(2), Some(1), None]);
    // A text that only the branch ever had is found at the merge.
    let AtCommit::Page(blob) = history.at_commit(&side, "page.md") else { panic!() };
    let revision = isogloss::docset::Revision { commit: 2, blob: Some(blob) };
    assert_eq!(history.by_hash(&source_hash("side\n")), [("page.md".to_owned(), revision)]);
    let no_name = [
        "--help",
        "-abcd",
        "HEAD",
        "main",
        "side",
        "ab..cd",
        "abc",
        "abcd abcd",
        "abcd\nabcd",
        "",
        "beefbeef",
        "\u{e9}\u{e9}",
    ];
    let unknown = ["0123456789012345678901234567890123456789", &"ab".repeat(32), &"a".repeat(65), &tree];
    for name in no_name.iter().chain(&unknown) {
        assert_eq!(history.at_commit(name, "page.md"), AtCommit::UnknownCommit, "{name}");
        assert_eq!(history.position(name), None);
    }
    assert_eq!(history.failure(), None);
}

#[test]
fn follows_renames() {
    let Some(repo) = Repository::new("sha1") else { return };
    repo.write("a.md", long("one\n"));
    repo.write("gone.md", "short\n");
    repo.commit("first");
    repo.write("a.md", long("two\n"));
    repo.commit("second");
    repo.git(&["mv", "a.md", "b.md"]);
    repo.write("b.md", long("three\n"));
    repo.commit("a is b");
    fs::create_dir(repo.path().join("in")).unwrap();
    repo.git(&["mv", "b.md", "in/c.md"]);
    fs::remove_file(repo.path().join("gone.md")).unwrap();
    repo.commit("b is c");
    repo.write("a.md", "new\n");
    repo.commit("another a");
    let history = open(&repo.path(), None);
    let last = |text: &str| text.lines().last().unwrap().to_owned();
    let lineage = |key: &str| -> Vec<(String, Option<String>, usize)> {
        let text = |blob| last(&history.text(blob).unwrap().unwrap());
        let all = history.lineage(key);
        all.into_iter().map(|(name, revision)| (name, revision.blob.map(text), revision.commit)).collect()
    };
    let is = |name: &str, text: &str, commit| (name.to_owned(), Some(text.to_owned()), commit);
    assert_eq!(
        lineage("in/c.md"),
        [is("a.md", "one", 0), is("a.md", "two", 1), is("b.md", "three", 2), is("in/c.md", "three", 3)]
    );
    assert_eq!(
        lineage("a.md"),
        [is("a.md", "one", 0), is("a.md", "two", 1), ("a.md".into(), None, 2), is("a.md", "new", 4)]
    );
    assert_eq!(lineage("none.md"), []);
    assert_eq!(history.moved("b.md"), Some(("in/c.md".to_owned(), 3)));
    for key in ["gone.md", "a.md", "in/c.md", "none.md"] {
        assert_eq!(history.moved(key), None, "{key}");
    }
    fs::remove_file(repo.path().join("a.md")).unwrap();
    repo.commit("a is removed");
    assert_eq!(open(&repo.path(), None).moved("a.md"), None);
    repo.git(&["reset", "-q", "--hard", "HEAD~2"]);
    assert_eq!(open(&repo.path(), None).moved("a.md"), Some(("in/c.md".to_owned(), 2)));
    repo.git(&["mv", "in/c.md", "a.md"]);
    repo.commit("a again");
    let history = open(&repo.path(), None);
    let names: Vec<(String, usize)> = history.lineage("a.md").into_iter().map(|(key, at)| (key, at.commit)).collect();
    let wanted = [("a.md", 0), ("a.md", 1), ("a.md", 2), ("b.md", 2), ("in/c.md", 3), ("a.md", 4)];
    assert_eq!(names, wanted.map(|(name, at)| (name.to_owned(), at)));
}

#[test]
fn finds_texts_by_the_platform_s_hash() {
    let Some(repo) = Repository::new("sha1") else { return };
    repo.write("a.md", "one\ntwo\n");
    repo.write("bytes.md", b"\xff\xfe");
    repo.commit("first");
    repo.write("a.md", "three\n");
    repo.commit("second");
    repo.write("a.md", "one\r\ntwo\r\n");
    repo.write("b.md", "one\ntwo\n");
    repo.commit("third");
    let cache = repo.folder.join("cache");
    let read = || History::read_with_cache(Git::open(&repo.path(), None).unwrap(), Some(cache.clone())).unwrap();
    let hash = source_hash("one\r\ntwo\r\n");
    let found = [("a.md", 0), ("a.md", 2), ("b.md", 2)].map(|(key, commit)| (key.to_owned(), commit));
    let by_hash = |history: &History, hash: &str| -> Vec<(String, usize)> {
        history.by_hash(hash).into_iter().map(|(key, revision)| (key, revision.commit)).collect()
    };
    let cached = || fs::read_dir(&cache).unwrap().next().unwrap().unwrap().path();
    let check = || {
        let history = read();
        assert_eq!(by_hash(&history, &hash.to_uppercase()), found);
        assert_eq!(history.by_hash(&source_hash("four")), []);
        assert_eq!(history.by_hash("--help"), []);
        assert_eq!(history.text(history.current("bytes.md").unwrap()).unwrap(), None);
        assert_eq!(history.failure(), None);
        fs::read(cached()).unwrap()
    };
    let good = check();
    assert_eq!(good.split(|byte| *byte == b'\n').count(), 1 + 4 + 1 + 1);
    // What is broken is ignored, and written anew.
    for broken in [&b"nonsense"[..], &good[..good.len() / 2], b""] {
        fs::write(cached(), broken).unwrap();
        assert_eq!(check(), good);
    }
    assert_eq!(fs::read_dir(&cache).unwrap().count(), 1);
    // A folder that cannot be one is no error either.
    let file = repo.path().join("a.md");
    let history = History::read_with_cache(Git::open(&repo.path(), None).unwrap(), Some(file)).unwrap();
    assert_eq!(by_hash(&history, &hash), found);
}

#[test]
fn reads_every_kind_of_repository() {
    for format in ["sha1", "sha256"] {
        let Some(repo) = Repository::new(format) else { continue };
        repo.write("docs/en us/a.md", "one\n");
        repo.write("outside.md", "x\n");
        let first = repo.commit("first");
        repo.write("docs/en us/a.md", "two\n");
        repo.commit("second");
        let path = |name: &str| repo.folder.join(name);
        let url = format!("file://{}", repo.path().display());
        repo.git_in(&repo.folder, &["clone", "-q", "--bare", "repo", "bare.git"]);
        repo.git_in(&repo.folder, &["clone", "-q", "--depth", "1", &url, "shallow"]);
        repo.git(&["worktree", "add", "-q", "--detach", path("linked").to_str().unwrap()]);
        repo.git_in(&repo.folder, &["init", "-q", &format!("--object-format={format}"), "outer"]);
        repo.git_in(&path("outer"), &["submodule", "--quiet", "add", &url, "sub"]);
        for (name, folder, key) in [
            ("repo", None, "docs/en us/a.md"),
            ("repo", Some("docs/en us"), "a.md"),
            ("repo/docs", Some("./en us/"), "a.md"),
            ("repo/docs/en us", None, "a.md"),
            ("repo/.git", Some("docs"), "en us/a.md"),
            ("bare.git", None, "docs/en us/a.md"),
            ("bare.git", Some("docs/en us"), "a.md"),
            ("linked", Some("docs"), "en us/a.md"),
            ("linked/.git", None, "docs/en us/a.md"),
            ("outer/sub", Some("docs"), "en us/a.md"),
            ("outer/sub/.git", None, "docs/en us/a.md"),
        ] {
            let history = open(&path(name), folder);
            assert_eq!(at(&history, &first, key), "one\n", "{name} {folder:?}");
            assert_eq!(at(&history, &first[..5], key), "one\n", "{name} {folder:?}");
            assert_eq!(
                history.current_keys().any(|key| key.ends_with("outside.md")),
                folder.is_none() && key.len() > 5
            );
            assert_eq!(history.by_hash(&source_hash("one\n")), [(key.to_owned(), history.revisions(key)[0])]);
            assert!(!history.is_shallow());
        }
        let shallow = open(&path("shallow"), Some("docs"));
        assert!(shallow.is_shallow());
        assert_eq!(texts(&shallow, "en us/a.md"), [("second".to_owned(), Some("two\n".to_owned()))]);
        assert_eq!(at(&shallow, &first, "en us/a.md"), "UnknownCommit");
    }
}

#[test]
fn says_why_a_history_cannot_be_read() {
    let Some(repo) = Repository::new("sha1") else { return };
    let fail = |path: &Path, folder| Git::open(path, folder).unwrap_err();
    assert!(matches!(fail(&repo.path(), None), GitError::NoCommit { .. }));
    repo.write("docs/a.md", "one\n");
    repo.commit("first");
    repo.write("new/a.md", "one\n");
    for folder in ["none", "docs/a.md", "..", "/docs", "new", "docs/../.."] {
        let error = fail(&repo.path(), Some(folder));
        assert!(matches!(&error, GitError::NoFolder { .. }), "{error}");
    }
    let said = fail(&repo.path().join("new"), None).to_string();
    assert!(said.ends_with("repo/new has no folder new; correct the folder, or commit it"), "{said}");
    for path in [repo.folder.join("none"), repo.folder.clone(), repo.path().join("docs/a.md")] {
        let said = fail(&path, None).to_string();
        assert!(said.contains(" is no git repository; name a work tree"), "{said}");
    }
    repo.git(&["config", "extensions.nonsense", "1"]);
    repo.git(&["config", "core.repositoryFormatVersion", "1"]);
    let said = fail(&repo.path(), None).to_string();
    assert!(said.contains("unknown repository extension"), "{said}");
}

/// A clone without the texts: they are unknown, and are not fetched.
#[test]
fn fetches_nothing() {
    let Some(repo) = Repository::new("sha1") else { return };
    repo.write("a.md", long("one\n"));
    let first = repo.commit("first");
    repo.git(&["mv", "a.md", "b.md"]);
    repo.write("b.md", long("two\n"));
    repo.commit("second");
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", repo.path().display());
    repo.git_in(&repo.folder, &["clone", "-q", "--no-checkout", "--filter=blob:none", &url, "partial"]);
    let history = open(&repo.folder.join("partial"), None);
    let AtCommit::Page(blob) = history.at_commit(&first, "a.md") else { panic!() };
    assert_eq!(history.text(blob).unwrap(), None);
    assert_eq!(history.by_hash(&source_hash(&long("one\n"))), []);
    assert_eq!(history.failure(), None);
    assert_eq!(history.moved("a.md"), None);
    assert!(history.failure().is_some(), "that the rename cannot be told is no answer");
}

/// What a repository's configuration says neither runs programs nor changes what is read.
#[test]
fn is_not_led_by_the_repository_s_configuration() {
    let Some(repo) = Repository::new("sha1") else { return };
    repo.write("a/page.md", long("one\n"));
    let first = repo.commit("first");
    repo.git(&["mv", "a/page.md", "a/new.md"]);
    repo.write(".gitattributes", "*.md diff=x\n");
    repo.commit("second");
    let ran = repo.folder.join("ran");
    let program = format!("touch '{}'; cat", ran.display());
    for (key, value) in [
        ("core.fsmonitor", program.as_str()),
        ("core.pager", &program),
        ("diff.external", &program),
        ("diff.x.textconv", &program),
        ("diff.x.command", &program),
        ("diff.relative", "true"),
        ("diff.noprefix", "true"),
        ("log.follow", "true"),
        ("log.date", "unix"),
        ("log.decorate", "full"),
        ("log.showRoot", "false"),
        ("log.showSignature", "true"),
        ("log.diffMerges", "off"),
        ("format.pretty", "full"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("core.abbrev", "7"),
    ] {
        repo.git(&["config", key, value]);
    }
    for (path, folder) in [("repo", Some("a")), ("repo/a", None)] {
        let history = open(&repo.folder.join(path), folder);
        assert_eq!(history.commits[0].date, "2020-01-01");
        assert_eq!(at(&history, &first, "page.md"), long("one\n"));
        assert_eq!(history.moved("page.md"), Some(("new.md".to_owned(), 1)));
        assert_eq!(history.by_hash(&source_hash(&long("one\n"))).len(), 2);
    }
    assert!(!ran.exists());
}
