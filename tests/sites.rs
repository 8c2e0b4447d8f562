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

/// The pages of all locales in one folder, told apart by their names: found, compared, linked, asked for one by one.
#[test]
fn translations_beside_their_source() {
    for (name, source, missing) in [("beside", "switch.md", "list.md"), ("named", "switch.en.md", "list.en.md")] {
        let folder = folder(&format!("sites-suffix-{name}"));
        fs::create_dir_all(folder.join("docs/api")).unwrap();
        fs::write(folder.join("mkdocs.yml"), "").unwrap();
        let spanish = SPANISH.replace("(list.md)", "(list.es.md)");
        for (name, text) in [(source, ENGLISH), (missing, ENGLISH), ("switch.es.md", &spanish), ("list.es.md", SPANISH)]
        {
            fs::write(folder.join("docs/api").join(name), text).unwrap();
        }
        // Of a language that is not among the locales.
        fs::write(folder.join("docs/api").join(source.replace(".en", "").replace(".md", ".fr.md")), ENGLISH).unwrap();
        let unset = says(&folder, &["check"]);
        assert!(unset.contains("4 pages of 2 locales"), "{unset}");
        assert_eq!(says(&folder, &["init"]), "wrote isogloss.yml\n");
        let pattern =
            |name: &str| name.strip_suffix(".md").unwrap().rsplit_once('.').map(|(_, tag)| format!("docs/*.{tag}.md"));
        let settings = fs::read_to_string(folder.join("isogloss.yml")).unwrap();
        for (tag, written) in
            [("en", pattern(source).unwrap_or_else(|| "docs".to_owned())), ("es", "docs/*.es.md".to_owned())]
        {
            let written = if written.contains('*') {
                format!("  {tag}: \"{written}\"\n")
            } else {
                format!("  {tag}: {written}\n")
            };
            assert!(settings.contains(&written), "{settings}");
        }
        let page = "docs/api/switch.es.md";
        for path in [".", "docs", page] {
            let found = says(&folder, &["check", path, "--report", "concise"]);
            assert!(
                found.contains(&format!("{page}:3:")) && found.contains("error[code-span-altered]"),
                "{path}: {found}"
            );
            assert!(!found.contains("link") && !found.contains("note:"), "{path}: {found}");
        }
        let of_source = says(&folder, &["check", &format!("docs/api/{source}"), "--report", "concise"]);
        assert!(of_source.contains("No findings on 1 page of 1 locale"), "{of_source}");

        let fixed = says(&folder, &["check", page, "--fix"]);
        assert!(fs::read_to_string(folder.join(page)).unwrap().contains("`lampState`"), "{fixed}");
        fs::remove_file(folder.join("docs/api/list.es.md")).unwrap();
        fs::write(folder.join(page), SPANISH.replace("(list.md)", "(cords.es.md)")).unwrap();
        let link = says(&folder, &["check", page, "--report", "concise"]);
        assert!(link.contains("the link leads to docs/api/cords.es.md, which"), "{link}");
        fs::write(folder.join("isogloss.yml"), settings.replace("rules:\n", "rules:\n  page-missing: warning\n"))
            .unwrap();
        let lost = says(&folder, &["check", "--report", "concise"]);
        assert!(lost.contains(&format!("docs/api/{missing}:1:")) && lost.contains("page-missing"), "{lost}");
        fs::rename(folder.join("docs/api").join(source), folder.join("docs/api/other.md")).unwrap();
        let orphan = says(&folder, &["check", "--report", "concise"]);
        assert!(orphan.contains(&format!("{page}:1:")) && orphan.contains("page-orphaned"), "{orphan}");
    }
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

/// Some pages of a docset, taken out of it: where the docset ends nobody knows, so links out of their folder are not judged. In the
/// folder of a locale they are.
#[test]
fn links_out_of_a_few_pages_are_not_judged() {
    let (folder, alone) = (folder("sites-whole"), folder("sites-loose"));
    let page = "# Lamps\n\nSee [lamps](../resources/lamp.md) and [shades](shade.md).\n\n[!INCLUDE [a note](../includes/note.md)]\n";
    for place in [alone.join("api"), folder.join("docs/en-US"), folder.join("docs/es-ES")] {
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("lamps.md"), page).unwrap();
    }
    for path in ["api", "api/lamps.md"] {
        let found = says(&alone, &["check", path, "--report", "concise"]);
        assert!(found.contains("1 page") && !found.contains("leads out"), "{found}");
    }
    let found = says(&folder, &["check", "docs", "--report", "concise", "--no-group"]);
    assert_eq!(found.matches("leads out of the folder").count(), 4, "{found}");
}

/// A folder that the configuration does not name is told, until it is added or excluded.
#[test]
fn a_locale_that_nobody_listed_is_told() {
    let folder = folder("sites-unlisted");
    for locale in ["en-US", "es-ES", "fr-FR", "guides"] {
        fs::create_dir_all(folder.join("docs").join(locale)).unwrap();
        fs::write(folder.join("docs").join(locale).join("lamps.md"), "# Lamps\n").unwrap();
    }
    let note = "note: docs/fr-FR looks like a locale and is not among the `locales` of isogloss.yml";
    for (text, is_told) in [
        ("locales: { en-US: docs/en-US, es-ES: docs/es-ES }\n", true),
        ("locales: { en-US: docs/en-US, es-ES: docs/es-ES, fr-FR: docs/fr-FR }\n", false),
        ("locales: { en-US: docs/en-US, es-ES: docs/es-ES }\nexclude: [docs/fr-FR/]\n", false),
    ] {
        fs::write(folder.join("isogloss.yml"), text).unwrap();
        let found = says(&folder, &["check"]);
        assert_eq!(found.contains(note), is_told, "{found}");
        assert!(!says(&folder, &["check", "docs/es-ES"]).contains(note));
    }
}

/// A link to link to is named in the locale of its page, as the site of the translation writes that.
#[test]
fn addresses_of_lost_links() {
    let folder = folder("sites-addresses");
    let page = |locale: &str, text: &str| {
        fs::create_dir_all(folder.join(locale)).unwrap();
        fs::write(folder.join(locale).join("lamp.md"), text).unwrap();
    };
    let settings = "locales:\n  en-US: en-us\n  es-ES: es\nsource:\n  locale: en-US\n  assume-current: true\n";
    fs::write(folder.join("isogloss.yml"), settings).unwrap();
    page("en-us", "# Lamp\n\nSee [oil](/en-US/docs/oil#kinds) and [lamps](https://lamps.example/en-US/lamps).\n");
    let helps = |text: &str| {
        page("es", text);
        let full = says(&folder, &["check", "--report", "full", "es"]);
        full.lines().filter_map(|line| Some(line.split_once("help: link to ")?.1.to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(helps("# Lamp\n\nNada.\n"), ["/es-ES/docs/oil#kinds", "https://lamps.example/en-US/lamps"]);
    let own = "# Lamp\n\nVea [esto](/es/docs/wick) y [eso](https://lamps.example/es_ES/cord).\n\n[Y](/docs/cord)\n";
    let wick = "# Lamp\n\n[a](/en-US/docs/wick), [b](https://lamps.example/en-US/cord), [c](/docs/cord).\n\nSee [oil](/en-US/docs/oil).\n";
    page("en-us", wick);
    assert_eq!(helps(own), ["/es/docs/oil"]);
}

/// A folder that was asked for and holds no page of the docset is no clean one.
#[test]
fn a_folder_without_pages_of_the_docset_is_an_error() {
    let folder = folder("sites-beside");
    for place in ["docs/en-US", "docs/es-ES", "docs/fr-FR", "notes"] {
        fs::create_dir_all(folder.join(place)).unwrap();
        fs::write(folder.join(place).join("lamps.md"), "# Lamps\n").unwrap();
    }
    fs::write(folder.join("isogloss.yml"), "locales: { en-US: docs/en-US, es-ES: docs/es-ES }\n").unwrap();
    for paths in [&["notes"][..], &["docs/fr-FR"], &["docs/es-ES", "docs/fr-FR"]] {
        for command in ["check", "drift", "snippets"] {
            let said = says(&folder, &[&[command], paths].concat());
            assert!(said.contains("no page of the docset lies there"), "{command} {paths:?}: {said}");
        }
    }
    assert!(says(&folder, &["check", "docs", "--report", "concise"]).contains("on 2 pages of 2 locales"));
    assert!(says(&folder, &["check", "docs/es-ES"]).contains("on 1 page of 1 locale"));
    assert!(says(&folder, &["check", "--isolated", "notes"]).contains("1 page"));
}
