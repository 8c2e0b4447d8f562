//! What is said of mistakes.

use super::*;

#[test]
fn names_mistakes_of_locales() {
    let folder = Folder::with(&["en-US/", "es-ES/", "file"]);
    for (text, wanted) in [
        (
            "locales: [en-US, es-ES, pt-BR]\n",
            "1:25: the folder pt-BR of pt-BR does not exist; correct the path or remove the locale",
        ),
        (
            "locales: { en-US: file }\n",
            "1:19: the folder file of en-US is a file, not a folder; correct the path or remove the locale",
        ),
        (
            "locales:\n  en-US: en-US\n  es-ES: ./es-ES/../en-US\n",
            "3:10: the folder ./es-ES/../en-US is that of en-US already; each locale needs its own",
        ),
        ("locales: [en-US, en-us]\n", "1:18: the locale en-us is set twice; keep one"),
        ("locales: { en_US: en-US }\n", "1:12: `en_US` is no locale tag; write one like es-ES or zh-Hans-CN"),
        (
            "source: fr-FR\nlocales: [en-US, es-ES]\n",
            "1:9: the source fr-FR is not among the locales en-US and es-ES; add its folder to `locales`, or name its repository \
             in `source.git`",
        ),
        (
            "source: { locale: french }\nlocales: [en-US, es-ES]\n",
            "1:19: `french` is no locale tag; write one like en-US",
        ),
    ] {
        assert_eq!(folder.problems(text), [format!("isogloss.yml:{wanted}")], "{text}");
    }
}

#[test]
fn names_mistakes_of_paths_and_versions() {
    let folder = Folder::with(&["en-US/"]);
    for (text, wanted) in [
        ("locale-files: [fr.yml]\n", "1:16: there is no file fr.yml; correct the path or remove it"),
        ("exclude: [\"a[\"]\n", "1:11: `a[` is no pattern: unclosed character class; missing ']'"),
        ("versions: { a: x/y }\n", "1:16: `x/y` cannot mark a version; write the name of one folder, as `beta`"),
        ("versions: { a: '/(/' }\n", "1:16: /(/ is no regular expression: error: unclosed group"),
        ("versions: { a: x, b: x }\n", "1:22: the folder name x marks version a already; each version needs its own"),
    ] {
        assert_eq!(folder.problems(text), [format!("isogloss.yml:{wanted}")], "{text}");
    }
}

#[test]
fn names_mistakes_of_the_source_s_history() {
    let folder = Folder::with(&["en-US/", "file", "here/"]);
    for (text, wanted) in [
        (
            "{ git: 'https://example.com/docs.git' }",
            "1:16: `https://example.com/docs.git` is a URL, and nothing is fetched; clone it and write the folder, \
             as `../docs`",
        ),
        (
            "{ git: 'git@example.com:docs.git' }",
            "1:16: `git@example.com:docs.git` is a URL, and nothing is fetched; clone it and write the folder, \
             as `../docs`",
        ),
        ("{ git: ../none }", "1:16: there is no repository ../none; clone it there, correct the path or remove it"),
        ("{ git: file }", "1:16: file is a file, not a repository; name the folder of a clone"),
        (
            "{ git: here, git-folder: ../en }",
            "1:34: `../en` is no folder within a repository; write one like docs/en-US",
        ),
        ("{ git-folder: docs }", "1:23: `git-folder` is nothing without `git`; name the repository there"),
        (
            "{ markers: { hash: l10n. } }",
            "1:28: `l10n.` names no key of a front matter; write one like l10n.sourceCommit",
        ),
        ("{ markers: { comit: a } }", "1:22: there is no setting `comit` here; did you mean `commit`?"),
    ] {
        assert_eq!(folder.problems(&format!("source: {text}\n")), [format!("isogloss.yml:{wanted}")], "{text}");
    }
}

#[test]
fn a_wrong_severity_hides_nothing() {
    let folder = Folder::with(&["en-US/"]);
    let text = "rules:\n  table-row-width: warn\n  frobnicate: off\n  tab-order: { severty: off, severity: none }\noverrides:\n  \
                - paths: [a]\n    rules: { header-name: off, tab-order: on }\n";
    assert_eq!(
        folder.problems(text),
        [
            "isogloss.yml:2:20: there is no severity `warn`; did you mean `warning`?",
            "isogloss.yml:3:3: there is no rule `frobnicate`; `isogloss rules` lists them",
            "isogloss.yml:4:16: the rule tab-order has no option `severty`; did you mean `severity`?",
            "isogloss.yml:4:40: there is no severity `none`; write error, warning, info or off",
            "isogloss.yml:7:14: there is no rule `header-name`; did you mean `header-name-translated`?",
            "isogloss.yml:7:43: there is no severity `on`; write error, warning, info or off",
        ]
    );
}

#[test]
fn names_mistakes_of_rules() {
    let folder = Folder::with(&["en-US/"]);
    for (text, wanted) in [
        (
            "rules: { header-names-translated: off }\n",
            "1:10: there is no rule `header-names-translated`; did you mean `header-name-translated`?",
        ),
        ("rules: { frobnicate: off }\n", "1:10: there is no rule `frobnicate`; `isogloss rules` lists them"),
        (
            "rules: { table-row-width: { sverity: off } }\n",
            "1:29: the rule table-row-width has no option `sverity`; did you mean `severity`?",
        ),
        (
            "overrides:\n  - paths: []\n    rules: { table-row-width: off }\n",
            "2:12: `paths` is empty; name the pages, as \"**/beta/**\"",
        ),
        (
            "overrides:\n  - paths: [\"{a\"]\n    rules: { table-row-width: off }\n",
            "2:13: `{a` is no pattern: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)",
        ),
        (
            "overrides:\n  - paths: [a]\n    rules: { table-row-width: { wide: 3 } }\n",
            "3:33: options are the same for all pages; set `wide` under the top-level `rules`",
        ),
        (
            "overrides:\n  - paths: [a]\n    rules: { table-row-width: {} }\n",
            "3:31: the severity is missing; write error, warning, info or off",
        ),
        (
            "overrides:\n  - paths: [a]\n    rules: { table-row-widht: off }\n",
            "3:14: there is no rule `table-row-widht`; did you mean `table-row-width`?",
        ),
    ] {
        assert_eq!(folder.problems(text), [format!("isogloss.yml:{wanted}")], "{text}");
    }
}

#[test]
fn collects_mistakes_of_all_kinds_in_order_of_place() {
    let folder = Folder::with(&["en-US/"]);
    assert_eq!(
        folder.problems(
            "locale: [en-US]\nlocales: [en-US, xx-XX]\ninclude-snippets: 1\nrules: { a: off, table-row-widht: off }\n"
        ),
        [
            "isogloss.yml:1:1: there is no setting `locale`; did you mean `locales`?",
            "isogloss.yml:2:18: the folder xx-XX of xx-XX does not exist; correct the path or remove the locale",
            "isogloss.yml:3:19: expected `true` or `false`",
            "isogloss.yml:4:10: there is no rule `a`; `isogloss rules` lists them",
            "isogloss.yml:4:18: there is no rule `table-row-widht`; did you mean `table-row-width`?",
        ]
    );
}

#[test]
fn refuses_files_that_are_no_configuration() {
    let folder = Folder::new();
    let path = folder.0.join("isogloss.yml");
    let problem = || Config::load(&path).unwrap_err().remove(0).message;
    assert!(problem().starts_with("it cannot be read: "), "{}", problem());
    fs::write(&path, b"source: \xff\n").unwrap();
    assert_eq!(problem(), "it is not UTF-8: byte 8 begins no character; save it as UTF-8");
    fs::write(&path, vec![b'#'; 65 * 1024]).unwrap();
    assert_eq!(problem(), "it has 66560 bytes, and a configuration has at most 65536; is it the right file?");
}
