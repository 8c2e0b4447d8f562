//! `isogloss sync`: each kind of change of the source on pages of our own, and the command.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_push_string,
    clippy::format_collect
)]

#[path = "support/repository.rs"]
#[allow(dead_code)]
mod repository;

use isogloss::docset::Locales;
use isogloss::fact::table;
use isogloss::page::{self, Page};
use isogloss::sync::header::Kept;
use isogloss::sync::outcome::SourcePage;
use isogloss::sync::{Outcome, sync};
use isogloss::text::Source;
use proptest::prelude::*;

fn side(read: &(Page, Box<[table::TableInfo]>)) -> SourcePage<'_> {
    SourcePage { page: &read.0, tables: &read.1 }
}

fn outcome(base: &str, current: &str, ours: &str) -> Result<Outcome, String> {
    let locale = Locales::built_in().get("en-US");
    let read = |text: &str| {
        let page = page::parse(Source::new("page.md", text));
        let tables = table::tables(&page, locale.as_ref());
        (page, tables)
    };
    let (base, current) = (read(base), read(current));
    sync("page.md", ours, &[side(&base)], side(&current), &Kept::default())
}

/// The new page. A second run must find nothing to do, nor a run on a page of today.
fn synced(base: &str, current: &str, ours: &str) -> String {
    let done = outcome(base, current, ours).unwrap_or_else(|why| panic!("{why}\n{current}"));
    assert_eq!(done.left, []);
    assert_eq!(outcome(base, current, &done.text).unwrap().text, done.text, "a second run");
    assert_eq!(outcome(current, current, &done.text).unwrap().text, done.text, "a page of today");
    done.text
}

const BASE: &str = "\
---
title: Ring a bell
description: Rings a bell.
author: ann
---
# Ring a bell

Rings a [bell](../resources/bell.md).

## Permissions

|Permission type|Permissions|
|:---|:---|
|Delegated (work)|Bell.Ring|
|Application|Not supported.|

## Request body

Send these parameters.

| Parameter | Type | Description |
|:----|:----|:----|
| loud | String | How loud it is. |
| times | Int32 | How often it rings. |
| until | String | When it ends \\| stops. |

* The first note.
    * A note within.
* The last note.

## Example

This is the request.

<!-- { \"blockType\": \"request\", \"name\": \"ring\" } -->
```http
POST https://api.example.com/v1.0/bells/ring

{
\t\"loud\": \"very\"
}
```

## See also

[Bells](../resources/bell.md)
";

const OURS: &str = "\
---
title: Tocar una campana
description: Toca una campana.
author: ann
ms.openlocfilehash: aaaa
---
# <a name=\"ring-a-bell\"></a>Tocar una campana

Toca una [campana](../resources/bell.md).

## <a name=\"permissions\"></a>Permisos

|Tipo de permiso|Permisos|
|:---|:---|
|Delegado (trabajo)|Bell.Ring|
|Aplicación|No se admite.|

## <a name=\"request-body\"></a>Cuerpo de la solicitud

Envíe estos parámetros.

| Parámetro | Tipo | Descripción |
|:----|:----|:----|
| loud | Cadena | Lo fuerte que es. |
| times | Int32 | Cuántas veces suena. |
| until | Cadena | Cuándo termina \\| para. |

* La primera nota.
    * Una nota interior.
* La última nota.

## <a name=\"example\"></a>Ejemplo

Esta es la solicitud.

<!-- { \"blockType\": \"request\", \"name\": \"ring\" } -->
```http
POST https://api.example.com/v1.0/bells/ring

{
    \"loud\": \"very\"
}
```

## <a name=\"see-also\"></a>Vea también

[Campanas](../resources/bell.md)
";

/// What changes in the source, and what must change on the page; nothing else may.
fn change(source: (&str, &str), page: (&str, &str)) {
    assert_eq!(BASE.matches(source.0).count(), 1, "{}", source.0);
    assert_eq!(OURS.matches(page.0).count(), 1, "{}", page.0);
    let (current, wanted) = (BASE.replace(source.0, source.1), OURS.replace(page.0, page.1));
    assert_eq!(synced(BASE, &current, OURS), wanted);
    // The same with the other line ends, with a byte order mark, and without a final line end.
    let crlf = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(synced(BASE, &current, &crlf(OURS)), crlf(&wanted));
    assert_eq!(synced(&crlf(BASE), &crlf(&current), OURS), wanted);
    let bom = |text: &str| format!("\u{feff}{text}");
    assert_eq!(synced(&bom(BASE), &bom(&current), &bom(OURS)), bom(&wanted));
    assert_eq!(synced(BASE, &current, OURS.trim_end()), wanted.trim_end());
}

#[test]
fn a_page_of_today_stays() {
    assert_eq!(synced(BASE, BASE, OURS), OURS);
}

#[test]
fn a_section_is_added() {
    change(
        ("## Example\n", "## Response\n\nNothing, and `204 No Content`.\n\n## Example\n"),
        (
            "## <a name=\"example\"></a>Ejemplo\n",
            "<!-- isogloss: translate -->\n## <a name=\"response\"></a>Response\n\nNothing, and `204 No Content`.\n\
             <!-- /isogloss -->\n\n## <a name=\"example\"></a>Ejemplo\n",
        ),
    );
}

#[test]
fn a_section_is_removed() {
    change(
        ("\n## See also\n\n[Bells](../resources/bell.md)\n", ""),
        ("\n## <a name=\"see-also\"></a>Vea también\n\n[Campanas](../resources/bell.md)\n", ""),
    );
}

#[test]
fn a_section_is_moved() {
    let see = "## See also\n\n[Bells](../resources/bell.md)\n";
    let own = "## <a name=\"see-also\"></a>Vea también\n\n[Campanas](../resources/bell.md)\n";
    let current = BASE.replace(&format!("\n{see}"), "").replace("## Permissions", &format!("{see}\n## Permissions"));
    let wanted = OURS
        .replace(&format!("\n{own}"), "")
        .replace("## <a name=\"permissions\"></a>", &format!("{own}\n## <a name=\"permissions\"></a>"));
    assert_eq!(synced(BASE, &current, OURS), wanted);
}

#[test]
fn rows_are_added_removed_renamed_and_moved() {
    let row = "| times | Int32 | How often it rings. |\n";
    let own = "| times | Int32 | Cuántas veces suena. |\n";
    change(
        (row, &format!("{row}| tune | String | What it plays. |\n")),
        (own, &format!("{own}| tune | String | What it plays. <!-- isogloss: translate --> |\n")),
    );
    change((row, ""), (own, ""));
    change((row, &row.replace("times", "count")), (own, &own.replace("times", "count")));
    let loud = "| loud | String | How loud it is. |\n";
    let own_loud = "| loud | Cadena | Lo fuerte que es. |\n";
    change(
        (&format!("{loud}{row}"), &format!("{row}{loud}")),
        (&format!("{own_loud}{own}"), &format!("{own}{own_loud}")),
    );
    // What the page has translated elsewhere need not be translated again.
    change(
        ("|Application|Not supported.|\n", "|Application|Not supported.|\n|Delegated (personal)|Not supported.|\n"),
        (
            "|Aplicación|No se admite.|\n",
            "|Aplicación|No se admite.|\n|Delegated (personal) <!-- isogloss: translate -->|No se admite.|\n",
        ),
    );
}

#[test]
fn cells_change() {
    change(("| times | Int32 |", "| times | Int64 |"), ("| times | Int32 |", "| times | Int64 |"));
    change(("|Bell.Ring|", "|Bell.Ring, Bell.All|"), ("|Bell.Ring|", "|Bell.Ring, Bell.All|"));
    change(
        ("How often it rings.", "How often it is struck."),
        ("Cuántas veces suena. |", "Cuántas veces suena. <!-- isogloss: outdated --> |"),
    );
}

#[test]
fn a_column_is_added() {
    let current = BASE
        .replace("| Parameter | Type |", "| Parameter | Required | Type |")
        .replace("|:----|:----|:----|", "|:----|:---|:----|:----|")
        .replace("| loud |", "| loud | Yes |")
        .replace("| times |", "| times | Yes |")
        .replace("| until |", "| until | Yes |");
    let text = synced(BASE, &current, OURS);
    assert!(text.contains(
        "| Parámetro | Required <!-- isogloss: translate --> | Tipo | Descripción |\n|:----|:---|:----|:----|\n"
    ));
    assert!(text.contains("| until | Yes <!-- isogloss: translate --> | Cadena | Cuándo termina \\| para. |"));
}

#[test]
fn code_annotations_and_tabs_are_the_sources() {
    change(
        ("\t\"loud\": \"very\"", "\t\"loud\": \"very\",\n\t\"times\": 2"),
        ("    \"loud\": \"very\"", "    \"loud\": \"very\",\n    \"times\": 2"),
    );
    change(
        ("\"name\": \"ring\" }", "\"name\": \"ring_bell\" }"),
        ("\"name\": \"ring\" }", "\"name\": \"ring_bell\" }"),
    );
    change(
        ("<!-- { \"blockType\"", "# [HTTP](#tab/http)\n<!-- { \"blockType\""),
        ("<!-- { \"blockType\"", "# <a name=\"http\"></a>[HTTP](#tab/http)\n<!-- { \"blockType\""),
    );
    let tabs = "```\n\n# [C#](#tab/csharp)\n[!INCLUDE [sample-code](../includes/ring-csharp.md)]\n\n---\n\n";
    let own = tabs.replace("# [C#]", "# <a name=\"c\"></a>[C#]");
    change(("}\n```\n\n", &format!("}}\n{tabs}")), ("}\n```\n\n", &format!("}}\n{own}")));
}

#[test]
fn prose_changes() {
    change(
        ("Send these parameters.", "Send some of these parameters."),
        ("Envíe estos parámetros.\n", "<!-- isogloss: outdated -->\nEnvíe estos parámetros.\n<!-- /isogloss -->\n"),
    );
    change(
        ("Rings a [bell](../resources/bell.md)", "Rings a [bell](../resources/chime.md)"),
        ("Toca una [campana](../resources/bell.md)", "Toca una [campana](../resources/chime.md)"),
    );
    change(
        ("Send these parameters.\n", "Send these parameters.\n\nAll are needed.\n"),
        (
            "Envíe estos parámetros.\n",
            "Envíe estos parámetros.\n\n<!-- isogloss: translate -->\nAll are needed.\n<!-- /isogloss -->\n",
        ),
    );
    change(
        ("    * A note within.\n", "    * A note within.\n    * Another.\n"),
        ("    * Una nota interior.\n", "    * Una nota interior.\n    * Another. <!-- isogloss: translate -->\n"),
    );
    change(
        ("* The last note.", "* The very last note."),
        ("* La última nota.", "* La última nota. <!-- isogloss: outdated -->"),
    );
}

#[test]
fn headings_change() {
    change(("## See also", "### See also"), ("## <a name=\"see-also\"></a>", "### <a name=\"see-also\"></a>"));
    change(
        ("## See also\n", "## Related content\n"),
        (
            "## <a name=\"see-also\"></a>Vea también\n",
            "<!-- isogloss: translate -->\n## <a name=\"related-content\"></a>Related content\n<!-- /isogloss -->\n",
        ),
    );
}

#[test]
fn front_matter_changes() {
    change(("author: ann", "author: bob\nms.prod: bells"), ("author: ann", "author: bob\nms.prod: bells"));
    change(("author: ann\n", ""), ("author: ann\n", ""));
    change(
        ("title: Ring a bell", "title: Strike a bell"),
        ("title: Tocar una campana", "# isogloss: outdated\ntitle: Tocar una campana"),
    );
    let bare = |text: &str| text.split_once("---\n#").map(|(_, body)| format!("#{body}")).unwrap();
    let header = "---\n# isogloss: translate\ntitle: Ring a bell\n# isogloss: translate\ndescription: Rings a bell.\nauthor: ann\n---\n";
    assert_eq!(synced(&bare(BASE), BASE, &bare(OURS)), format!("{header}{}", bare(OURS)));
}

#[test]
fn only_the_translation_has_front_matter() {
    let bare = |text: &str| text.split_once("---\n#").map(|(_, body)| format!("#{body}")).unwrap();
    let header = "---\nms.openlocfilehash: aaaa\n---\n";
    let (base, ours) = (bare(BASE), format!("{header}{}", bare(OURS)));
    assert_eq!(synced(&base, &base.replace("Int32", "Int64"), &ours), ours.replace("Int32", "Int64"));
    // And the source gets one.
    let text = synced(&base, BASE, &ours);
    assert!(
        text.starts_with("---\n# isogloss: translate\ntitle: Ring a bell\n")
            && text.contains("author: ann\nms.openloc")
    );
}

#[test]
fn what_is_not_certain_is_left() {
    // The translator made one paragraph of two, and the source has changed one of them.
    let base = "# T\n\nOne.\n\nTwo words.\n\n```\na\n```\n";
    let ours = "# <a name=\"t\"></a>T\n\nUno y dos.\n\n```\na\n```\n";
    let done = outcome(base, &base.replace("Two words", "Two new words").replace("\na\n", "\nb\n"), ours).unwrap();
    assert_eq!(done.text, ours.replace("\na\n", "\nb\n"));
    assert_eq!(done.left.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3]);
    // A row is lost, and it is another row that changes: the table is whole again.
    let lost = "| times | Int32 | Cuántas veces suena. |";
    let ours = OURS.replace(&format!("{lost}\n"), "");
    let text = synced(BASE, &BASE.replace("| loud | String", "| loud | Int32"), &ours);
    let back = "| times | Int32 | How often it rings. <!-- isogloss: translate --> |";
    assert_eq!(text, OURS.replace("| loud | Cadena", "| loud | Int32").replace(lost, back));
}

#[test]
fn the_source_moves_on_after_a_run() {
    let first = BASE.replace("Send these parameters.\n", "Send these parameters.\n\nAll are needed.\n");
    let ours = synced(BASE, &first, OURS);
    let second = first.replace("All are needed.", "None is needed.").replace("Int32", "Int64");
    let text = outcome(&first, &second, &ours).unwrap().text;
    assert_eq!(text, ours.replace("All are needed.", "None is needed.").replace("Int32", "Int64"));
}

/// A page of the source with its translation, in blocks.
fn page_of(blocks: &[(u8, u8)], translated: bool) -> String {
    let word = |number: u8| if translated { format!("palabra{number} larga") } else { format!("word{number} long") };
    let mut text = if translated { "# <a name=\"t\"></a>Título\n\n".to_owned() } else { "# T\n\n".to_owned() };
    for (kind, number) in blocks {
        text += &match kind % 6 {
            0 if translated => format!("## <a name=\"word{number}-long\"></a>{}\n\n", word(*number)),
            0 => format!("## {}\n\n", word(*number)),
            1 => format!("{} with [link](l{number}.md).\n\n", word(*number)),
            2 => format!("```http\nGET /a{number}\n```\n\n"),
            3 => format!("|a|b|\n|---|---|\n|name{number}A|{}|\n\n", word(*number)),
            4 => format!("* {}\n* `x{number}` {}\n\n", word(*number), word(number / 2)),
            _ => format!("<!-- {{ \"blockType\": \"ignored\", \"name\": \"n{number}\" }} -->\n"),
        };
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever changes: a second run changes nothing, and a page of today stays.
    #[test]
    fn runs_are_idempotent(old in prop::collection::vec((0_u8..6, 0_u8..9), 0..12), new in prop::collection::vec((0_u8..6, 0_u8..9), 0..12), cut in 0_usize..12) {
        // Some of the old, some of the new.
        let mixed: Vec<(u8, u8)> = old.iter().take(cut).chain(&new).copied().collect();
        let (base, current, ours) = (page_of(&old, false), page_of(&mixed, false), page_of(&old, true));
        if let Ok(done) = outcome(&base, &current, &ours) {
            prop_assert_eq!(outcome(&base, &current, &done.text).unwrap().text, done.text);
        }
        prop_assert_eq!(outcome(&base, &base, &ours).unwrap().text, ours);
    }

    /// No text brings it down.
    #[test]
    fn never_panics(base in "[-#>*|`<a!\\[\\]() \n:{}]{0,60}", current in "[-#>*|`<a!\\[\\]() \n:{}]{0,60}", ours in "[-#>*|`<a!é\\[\\]() \r\n:{}]{0,60}") {
        let _ = outcome(&base, &current, &ours);
    }
}

mod command {
    //! The command, on repositories of our own.

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
}

#[test]
fn a_page_without_any_source_is_told_what_to_name() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("sync-no-source");
    std::fs::create_dir_all(&folder).unwrap();
    let page = "---\ntitle: a\nms.contentlocale: es-ES\nms.openlocfilehash: 5e95e4a1b56d7cea806e1a3d588403d81c200923\n---\n# A\n";
    std::fs::write(folder.join("a.md"), page).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_isogloss"));
    let output = command.args(["sync", "--isolated", "."]).current_dir(&folder).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let wanted =
        "left alone: a.md: nothing says what its source is: name the repository of the source with --source-git FOLDER";
    assert!(said.starts_with(wanted), "{said}");
    assert_eq!(output.status.code(), Some(2));
}
