//! Pages of a stranger who wants more than to be read.
#![allow(unreachable_pub)]

use super::folder::{Data, files, scratch, written};
use std::fs;
use std::path::Path;

/// What a page may say that must never be more than text.
pub const ATTACKS: [&str; 6] = [
    "</script><script>window.hacked=1</script>",
    "<img src=x onerror=\"window.hacked=1\">",
    "'\"><svg/onload=window.hacked=1>",
    "javascript:window.hacked=1//\\u003c\\",
    "<!--<script>${window.hacked=1}`",
    "safe\u{202e}txt.exe\u{2028}\u{2029}\u{200b}\u{feff}",
];

/// Writes a docset below `at` in which every place of a page that a report shows holds an attack.
pub fn write_docset(at: &Path) {
    let page = |locale: &str| {
        let all = |one: &dyn Fn(&str) -> String| ATTACKS.map(one).concat();
        let rows = all(&|attack| format!("| {attack} {locale} | Strin{locale} | x |\n"));
        let spans = all(&|attack| format!("Sends `{attack}`.\n\n**{attack}**\n\n"));
        let attack = ATTACKS[0];
        let image = ATTACKS[1];
        format!(
            "---\ntitle: \"{}\"\n---\n# <a name=\"call-end\"></a>Call {image} {attack} {}\n\n{spans}\n\
             ## <a name=\"request-headers\"></a>Request headers\n\n| Name | Type | Description |\n|:--|:--|:--|\n{rows}\n\
             <!-- {{ \"blockType\": \"request\", \"name\": \"{attack}\" -->\n```http\nPOST /{attack}/{locale}\n{image}: {locale}\n\n{{\"{image}\": {attack}}}\n```\n",
            image.replace('"', "'"),
            ATTACKS[5],
        )
    };
    for locale in ["en-US", "es-ES", "he-IL"] {
        let folder = at.join(locale).join("v1.0/api");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("call-end.md"), page(locale)).unwrap();
        // A file may be called nearly anything.
        let name = if cfg!(unix) { "a'\"<img src=x onerror=alert(1)>&\u{202e}%2F#?.md" } else { "a'&%2F#.md" };
        fs::write(folder.join(name), page(locale)).unwrap();
    }
    fs::write(
        at.join("isogloss.yml"),
        "source: { locale: en-US, assume-current: true }\nlocales: [en-US, es-ES, he-IL]\n",
    )
    .unwrap();
}

#[test]
fn nothing_a_page_says_leaves_its_string() {
    let at = scratch("hostile");
    write_docset(&at.join("docs"));
    written(&at.join("report"), &[at.join("docs").to_str().unwrap()]);
    let data = Data::read(&at.join("report"));
    assert_eq!(data.rows.len(), 2);
    // The texts are there, whole.
    let all = serde_json::to_string(&data.pages).unwrap();
    for attack in &ATTACKS[..5] {
        let quoted = serde_json::to_string(attack).unwrap();
        assert!(all.contains(quoted.trim_matches('"')), "{attack}");
    }
    for (path, bytes) in files(&at.join("report")) {
        let text = String::from_utf8(bytes).unwrap();
        if path.starts_with("data/") {
            let is_unsafe = |c: char| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}');
            assert_eq!(text.find(is_unsafe), None, "{path}");
        } else if path.starts_with("assets/") || path == "index.html" {
            assert!(!text.contains("hacked"), "{path}");
        }
        if Path::new(&path).extension().is_some_and(|extension| extension == "js") {
            // The only ways in which a script of the report could make markup or code of a text.
            for way in
                ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "srcdoc"]
            {
                assert!(!text.contains(way), "{path}: {way}");
            }
        }
    }
}

#[test]
fn the_single_page_escapes_too() {
    let at = scratch("hostile-single");
    write_docset(&at.join("docs"));
    let file = at.join("run.html");
    let report = format!("html={}", file.display());
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_isogloss"));
    let done = command.arg("check").arg(at.join("docs")).arg("--report").arg(&report).output().unwrap();
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    let text = fs::read_to_string(&file).unwrap();
    let lower = text.to_lowercase();
    for tag in ["<script", "<img", "<svg", "<!--", "\u{202e}", "\u{2028}"] {
        assert!(!lower.contains(tag), "{tag}");
    }
    assert!(lower.contains("&lt;img") && lower.contains("&lt;&#x2f;script&gt;"));
    assert!(text.contains("default-src 'none'"));
}
