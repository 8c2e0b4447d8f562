//! Where the source is, and which versions there are.

use super::*;

#[test]
fn markers_of_other_tools() {
    let today = Text { status: "200 OK", ..OLD };
    for (key, written) in
        [("l10n.sourceCommit", "l10n:\n  sourceCommit: "), ("default_lang_commit", "default_lang_commit: ")]
    {
        let Some((repo, commits)) = source(&[OLD, today]) else { return };
        repo.write("isogloss.yml", format!("source:\n  locale: en-US\n  markers: {{ commit: {key} }}\n"));
        translate(&repo, OLD, &format!("{written}{}", commits[0]));
        let found = check(&repo.path(), &["."]);
        assert!(rules(&found).starts_with(&["stale-status-code"; 2]), "{key}: {found:#?}");
        assert!(help(&found[0]).contains(short(&commits[1])), "{found:#?}");
        // A page of today, and one that is newer than its marker.
        translate(&repo, today, &format!("{written}{}", commits[1]));
        assert_eq!(rules(&check(&repo.path(), &["."])), [""; 0], "{key}");
        translate(&repo, today, &format!("{written}{}", commits[0]));
        let found = check(&repo.path(), &["."]);
        assert_eq!(one(&found, "base-behind")["line"], 2 + u64::from(key.contains('.')), "{key}");
        translate(&repo, OLD, &format!("{written}{NOWHERE}"));
        let found = check(&repo.path(), &["."]);
        let message = message(one(&found, "base-unknown")).to_owned();
        assert_eq!(message, format!("the source {NOWHERE} that this page names is not in the history"));
    }
}

/// Only translations are checked out; the source is in a bare repository.
#[test]
fn a_source_that_is_only_in_a_bare_repository() {
    let Some(repo) = Repository::new("sha1") else { return };
    let today = Text { status: "200 OK", ..OLD };
    let [first, _] = [OLD, today].map(|text| {
        repo.write(&format!("docs/en/{PAGE}"), text.english());
        repo.commit("the source says something")
    });
    repo.git_in(&repo.folder, &["clone", "-q", "--bare", "repo", "repo.git"]);
    let docs = repo.folder.join("docs");
    fs::create_dir_all(docs.join("es-ES/v1.0/api")).unwrap();
    let config = "locales: [es-ES]\nsource: { locale: en-US, git: ../repo.git, git-folder: docs/en }\n";
    fs::write(docs.join("isogloss.yml"), config).unwrap();
    fs::write(docs.join("es-ES").join(PAGE), OLD.translated(&markers(&first, &OLD.english()))).unwrap();
    let found = check(&docs, &["."]);
    assert!(rules(&found).starts_with(&["stale-status-code"; 2]), "{found:#?}");
    assert!(found.iter().all(|finding| finding["path"] == format!("es-ES/{PAGE}")));
    // The command line names a repository, or a folder in one, instead.
    fs::write(docs.join("isogloss.yml"), "locales: [es-ES]\n").unwrap();
    let folder = repo.path().join("docs/en");
    let named = check(&docs, &["--source-git", folder.to_str().unwrap(), "."]);
    assert!(rules(&named).starts_with(&["stale-status-code"; 2]), "{named:#?}");
}

/// Folders of versions, of which no locale has the page in two: the locales are compared, and each page once.
#[test]
fn versions_that_no_locale_has_both_of_are_compared_across_locales() {
    let at = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scattered");
    let today = Text { status: "200 OK", all: false, ..OLD };
    for (locale, version, text, date) in [
        ("es-ES", "beta", OLD, "12/20/2018"),
        ("ru-RU", "beta", OLD, "12/18/2018"),
        ("pt-BR", "v1.0", today, "09/02/2020"),
    ] {
        let page = at.join(locale).join(version).join("api/call-end.md");
        fs::create_dir_all(page.parent().unwrap()).unwrap();
        fs::write(page, text.translated(&format!("ms.contentlocale: {locale}\nms.lasthandoff: {date}"))).unwrap();
    }
    let drift = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        command.current_dir(&at).args(["drift", "--isolated"]).args(args).env("ISOGLOSS_CACHE", "");
        let output = command.output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let columns = |text: &str| {
        let head: Vec<&str> = text.lines().filter(|line| line.starts_with("  fact")).collect();
        head.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    let all = drift(&["--kind", "name,status"]);
    assert_eq!(
        columns(&all),
        ["fact es-ES beta 2018-12-20 pt-BR v1.0 2020-09-02 ru-RU beta 2018-12-18 verdict"],
        "{all}"
    );
    assert!(all.contains("name request-body/all") && all.contains("version or age"), "{all}");
    let between = drift(&["--kind", "name,status", "--between", "beta", "v1.0"]);
    let wanted = ["es-ES beta 2018-12-20", "ru-RU beta 2018-12-18"];
    assert_eq!(columns(&between), wanted.map(|page| format!("fact {page} pt-BR v1.0 2020-09-02 verdict")), "{between}");
    assert_eq!(
        drift(&["--kind", "path"]).trim(),
        "the 3 pages that were compared do not differ in what was asked about"
    );
    let unexplained = check(&at, &["."]);
    let unexplained: Vec<&Value> =
        unexplained.iter().filter(|finding| finding["rule"] == "unexplained-drift").collect();
    assert_eq!(unexplained.len(), 2);
    assert!(
        message(unexplained[0]).contains("parameter all only here; status code 202, there 200"),
        "{unexplained:#?}"
    );
    fs::remove_dir_all(at.join("ru-RU")).unwrap();
    fs::remove_dir_all(at.join("pt-BR")).unwrap();
    assert!(drift(&[]).starts_with("nothing was compared: "));
}
