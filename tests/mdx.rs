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

    // What is to be written is shown as this page may have it.
    let text = "# Lamps\n\n{/* isogloss-disable-file link-target-not-found */}\n\n[a lamp](nowhere.mdx)\n";
    fs::write(folder.join("lamps.mdx"), text).unwrap();
    let full = says(&folder, &["check", "--report", "full"]);
    assert!(full.contains("{/* isogloss-disable-next-line RULE: reason */}") && !full.contains("<!--"), "{full}");
}

/// `sync` marks what is new with comments of MDX, reads them again, and takes what the translator made of them.
#[test]
fn sync_has_marks_of_mdx() {
    let folder = folder::folder("mdx-sync");
    let english = "# Lamps\n\nA lamp gives light.\n\n| Property | Type | Description |\n|:--|:--|:--|\n| wattage | Int32 | The power. |\n";
    let spanish = "# Lámparas\n\nUna lámpara da luz.\n\n| Propiedad | Tipo | Descripción |\n|:--|:--|:--|\n| wattage | Int32 | La potencia. |\n";
    let write = |path: &str, text: &str| {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), text).unwrap();
    };
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let output = Command::new("git").current_dir(&folder).args(identity).args(args).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    write("en/lamps.mdx", english);
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "a"]);
    let commit = git(&["rev-parse", "HEAD"]);
    write("isogloss.yml", "source:\n  locale: en\n  markers:\n    commit: madeFrom\nlocales:\n  en: en\n  es: es\n");
    write("es/lamps.mdx", &format!("---\nmadeFrom: {commit}\n---\n{spanish}"));
    let newer = english.replace("light.\n", "light.\n\nIt has a cord.\n") + "| shade | String | What is around it. |\n";
    write("en/lamps.mdx", &newer);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "b"]);
    let sync = || {
        let said = says(&folder, &["sync"]);
        (fs::read_to_string(folder.join("es/lamps.mdx")).unwrap(), said)
    };
    let (once, said) = sync();
    let marks = [
        "{/* isogloss: translate */}\nIt has a cord.\n{/* /isogloss */}\n",
        "| What is around it. {/* isogloss: translate */} |",
    ];
    assert!(marks.iter().all(|mark| once.contains(mark)) && !once.contains("<!"), "{said}\n{once}");
    let (twice, said) = sync();
    assert_eq!(twice, once, "{said}");
    // The source moves on while marks are there.
    write("en/lamps.mdx", &newer.replace("a cord", "a short cord").replace("| shade | String |", "| shade | Shade |"));
    git(&["commit", "-qam", "c"]);
    let (later, said) = sync();
    assert!(later.contains(&marks[0].replace("a cord", "a short cord")), "{said}\n{later}");
    assert!(later.contains("| shade | Shade | What is around it. {/* isogloss: translate */} |"), "{said}\n{later}");
}
