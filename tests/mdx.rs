//! MDX pages: what MDX adds to Markdown is no prose and no code, what stands between components is, and no fix touches a component.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

#[path = "support/folder.rs"]
mod folder;

const ENGLISH: &str = r#"---
title: Switch a lamp
---
import { Tabs, TabItem } from '@lamps/site';
import Note from '../note.mdx';

export const lamp = { state: `on`, power: [1, 2] };

# Switch a lamp

{/* Translators keep the names of properties. */}

<Tabs items={['On', "Off"]} group="states">
  <TabItem value="on">
    Each lamp has its own switch, and the house has one for all.

    ```http
    POST /lamps/{id}/on
    ```
  </TabItem>
</Tabs>

<Note
  title="Power"
  onOpen={() => { if (a > 1) { open('x'); } }}
>

The answer has the `lampState`, and the [list](list.mdx) has all lamps <Badge text={`new`} />.

| Property | Type | Description |
|:--|:--|:--|
| wattage | Int32 | The power. |

</Note>

{lamp.state}
"#;

const SPANISH: &str = r#"---
title: Encender una lámpara
---
import { Tabs, TabItem } from '@lamps/site';
import Note from '../../es/note.mdx';

export const lamp = { state: `encendida`, power: [1, 2] };

# Encender una lámpara

<Tabs items={['Encendida', "Apagada"]} group="states">
  <TabItem value="on">
    Cada lámpara tiene su propio interruptor, y la casa tiene uno para todas.

    ```http
    POST /lamparas/{id}/on
    ```
  </TabItem>
</Tabs>

<Note
  title="Potencia"
  onOpen={() => { if (a > 1) { open('x'); } }}
>

La respuesta tiene el `estadoLampara`, y la [lista](list.mdx) tiene todas las lámparas <Badge text={`nueva`} />.

| Propiedad | Tipo | Descripción |
|:--|:--|:--|
| wattage | Int32 | La potencia. |

</Note>

{lamp.state}
"#;

fn says(folder: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss")).current_dir(folder).args(args).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn components_are_neither_prose_nor_code() {
    let folder = folder::folder("mdx");
    for (path, text) in [
        ("docs/switch.mdx", ENGLISH),
        ("docs/es/switch.mdx", SPANISH),
        ("docs/list.mdx", "# All lamps\n"),
        ("docs/es/list.mdx", "# Las lámparas\n"),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    assert_eq!(says(&folder, &["init"]), "wrote isogloss.yml\n");
    let found = says(&folder, &["check", "--report", "concise", "--no-group"]);
    let lines: Vec<&str> = found.lines().filter(|line| line.starts_with("docs/")).collect();
    assert_eq!(
        lines,
        [
            "docs/es/switch.mdx:16:5: error[code-block-differs]: the source has POST /lamps/{id}/on here, not POST /lamparas/{id}/on",
            "docs/es/switch.mdx:26:24: error[code-span-altered]: the code `lampState` is changed to `estadoLampara`",
        ],
        "{found}"
    );
    says(&folder, &["check", "--fix"]);
    let fixed = fs::read_to_string(folder.join("docs/es/switch.mdx")).unwrap();
    assert_eq!(fixed, SPANISH.replace("`estadoLampara`", "`lampState`").replace("/lamparas/", "/lamps/"));
}

/// A comment of MDX suppresses as one of HTML does.
#[test]
fn comments_are_directives() {
    let folder = folder::folder("mdx-comments");
    let page = |comment: &str| format!("# Lamps\n\n{comment}\n\n[a lamp](nowhere.mdx)\n");
    let found = |text: String| {
        fs::write(folder.join("lamps.mdx"), text).unwrap();
        fs::write(folder.join("isogloss.yml"), "locales:\n  en: .\n").unwrap();
        says(&folder, &["check", "--report", "concise"])
    };
    assert!(found(page("{/* a note */}")).contains("link-target-not-found"));
    let quiet = found(
        page("{/* isogloss-disable-next-line link-target-not-found: it comes later */}").replace("*/}\n\n", "*/}\n"),
    );
    assert!(quiet.contains("No findings"), "{quiet}");
}
