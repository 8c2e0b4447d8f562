//! Docsets in the layouts of site generators: found without a configuration, compared once `init` has written one, page by page as
//! well as together.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

#[path = "support/folder.rs"]
mod folder;

use folder::folder;

const ENGLISH: &str = "# Switch a lamp\n\nEvery lamp of the house can be switched on and off with this request, see [all lamps](list.md). \
                       The answer has the `lampState`.\n\n| Property | Type | Description |\n|:--|:--|:--|\n| wattage | Int32 | The power. |\n";
const SPANISH: &str = "# Encender una lámpara\n\nCada lámpara de la casa se puede encender y apagar con esta solicitud, vea [todas las lámparas](list.md). \
                       La respuesta tiene el `estadoLampara`.\n\n| Propiedad | Tipo | Descripción |\n|:--|:--|:--|\n| wattage | Int32 | La potencia. |\n";

/// What `isogloss` says in `folder`, on both of its outputs.
fn says(folder: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss")).current_dir(folder).args(args).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A docset of two pages, of which one is translated: the folders of the source and of the Spanish pages.
fn is_found(name: &str, source: &str, spanish: &str) {
    let folder = folder(&format!("sites-{name}"));
    for (path, text) in [(source, ENGLISH), (spanish, SPANISH)] {
        fs::create_dir_all(folder.join(path).join("api")).unwrap();
        fs::write(folder.join(path).join("api/switch.md"), text).unwrap();
    }
    fs::write(folder.join(source).join("api/list.md"), ENGLISH).unwrap();
    let page = format!("{spanish}/api/switch.md");
    let concise = |path: &str| says(&folder, &["check", path, "--report", "concise"]);

    let unset = concise(".");
    assert!(unset.contains("3 pages of 2 locales"), "{unset}");
    assert!(unset.contains("note: 1 translation does not say which text of the source it was made from"), "{unset}");
    let quiet = says(&folder, &["check", "--quiet"]);
    assert!(!quiet.contains("note:"), "{quiet}");

    assert_eq!(says(&folder, &["init"]), "wrote isogloss.yml\n");
    let finding = format!("{page}:3:");
    for path in [".", page.as_str(), spanish] {
        let found = concise(path);
        assert!(found.contains(&finding) && found.contains("error[code-span-altered]"), "{path}: {found}");
        assert!(!found.contains("link-target-not-found") && !found.contains("note:"), "{path}: {found}");
    }
    // The source's page is the source's, wherever translations lie.
    let of_source = concise(&format!("{source}/api/switch.md"));
    assert!(of_source.contains("No findings on 1 page of 1 locale"), "{of_source}");
}

#[test]
fn docusaurus() {
    is_found("docusaurus", "docs", "i18n/es/docusaurus-plugin-content-docs/current");
}

#[test]
fn translations_within_the_source() {
    is_found("nested", "docs", "docs/es");
    is_found("starlight", "src/content/docs", "src/content/docs/es");
}

#[test]
fn hugo_and_others() {
    is_found("hugo", "content/en", "content/es");
    is_found("translations", "content", "translations/es-ES/content");
}

#[test]
fn translations_that_name_a_commit() {
    let folder = folder("sites-commit");
    let commit = "l10n:\n  sourceCommit: 0123456789abcdef0123456789abcdef01234567\n";
    for (path, header) in [("files/en-us", ""), ("files/es", commit)] {
        fs::create_dir_all(folder.join(path).join("web")).unwrap();
        let text = if header.is_empty() { ENGLISH } else { SPANISH };
        fs::write(folder.join(path).join("web/index.md"), format!("---\ntitle: Lamp\n{header}---\n\n{text}")).unwrap();
    }
    let written = says(&folder, &["init", "--print"]);
    assert!(written.contains("# markers: { commit: l10n.sourceCommit }"), "{written}");
    fs::write(folder.join("isogloss.yml"), written).unwrap();
    let found = says(&folder, &["check", "--report", "concise"]);
    assert!(found.contains("error[code-span-altered]"), "{found}");
}

#[test]
fn pages_without_locales_are_said_to_have_none() {
    let folder = folder("sites-none");
    fs::write(folder.join("a.md"), ENGLISH).unwrap();
    fs::write(folder.join("list.md"), ENGLISH).unwrap();
    let said = says(&folder, &["check"]);
    assert!(said.contains("note: no locales were found here"), "{said}");
    let said = says(&folder, &["init"]);
    assert!(said.contains("locales: { en: docs, es: docs/es }"), "{said}");
    fs::write(folder.join("isogloss.yml"), "locales: { en: . }\n").unwrap();
    let said = says(&folder, &["check"]);
    assert!(!said.contains("note:"), "{said}");
}
