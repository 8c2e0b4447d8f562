//! `isogloss sync`: each kind of change of the source on pages of our own, and the command.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_push_string,
    clippy::format_collect
)]

#[path = "sync/command.rs"]
mod command;
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
