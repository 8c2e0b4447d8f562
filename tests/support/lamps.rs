//! A small docset with faults that can be fixed safely: translated header names, and a comma too many in a source. Its pages
//! have the forms that writing could spoil: CRLF line ends, a byte order mark, no line end at the end, a mode of their own.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

use isogloss::docset::provenance::source_hash;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

/// Files by path: bytes and mode.
pub type Files = BTreeMap<String, (Vec<u8>, u32)>;

pub const CONFIG: &str = "source: en-US\nlocales: [en-US, es-ES, pt-BR]\n";

/// A source page. `annotation` goes into its annotation.
pub fn source(name: &str, annotation: &str) -> String {
    format!(
        "---\ntitle: Switch the {name}\n---\n# Switch the {name}\n\nSee [lampId](../api/plain.md).\n\n## Request headers\n\n| Name | Description |\n|:---|:---|\n\
         | Authorization | Bearer {{token}}. Required. |\n| Accept | application/json. Optional. |\n\n\
         <!-- {{ \"blockType\": \"response\", \"truncated\": true{annotation} }} -->\n```http\nHTTP/1.1 204 No Content\n```\n"
    )
}

/// Its translation, into Spanish or, with other words, Portuguese: both header names are translated too.
pub fn translation(source: &str, locale: &str) -> String {
    let (accept, authorization) =
        if locale == "pt-BR" { ("Aceitar", "Autorização") } else { ("Aceptar", "Autorización") };
    let name = source.lines().nth(1).unwrap().trim_start_matches("title: Switch the ");
    let rest = source.split_once("<!--").unwrap().1;
    format!(
        "---\ntitle: '{name}: ñ'\nms.openlocfilehash: {}\nms.contentlocale: {locale}\n---\n\
         # <a name=\"switch-the-{name}\"></a>Encender «{name}»\n\nVea [lampId](../api/plain.md).\n\n## <a name=\"request-headers\"></a>Encabezados\n\n\
         | Nombre | Descripción |\n|:---|:---|\n| {authorization} | Bearer {{token}}. Obligatorio. |\n\
         | {accept} | application/json. Opcional. |\n\n<!--{rest}",
        source_hash(source)
    )
}

/// The docset. On `api/comma.md` the source has a comma too many, and the translations repeat it. They have
/// a broken link besides: only when it is one again is seen that its text is translated, which only the source tells.
pub fn docset() -> Files {
    let mut files = Files::new();
    let mut add = |path: &str, text: String, mode| files.insert(path.to_owned(), (text.into_bytes(), mode));
    add("isogloss.yml", CONFIG.to_owned(), 0o644);
    for (path, name) in [
        ("api/plain.md", "plain"),
        ("api/crlf.md", "crlf"),
        ("api/bom.md", "bom"),
        ("resources/noend.md", "noend"),
        ("api/comma.md", "comma"),
    ] {
        let english = source(name, if name == "comma" { "," } else { "" });
        for locale in ["es-ES", "pt-BR"] {
            // Three pages have a Portuguese translation: enough to have several in one folder.
            if locale == "pt-BR" && matches!(name, "bom" | "noend") {
                continue;
            }
            let text = translation(&english, locale);
            let text = match name {
                "crlf" => text.replace('\n', "\r\n"),
                "bom" => format!("\u{feff}{text}"),
                "comma" => text.replace("[lampId](../api/plain.md)", "[idLámpara] (../api/plain.md)"),
                "noend" => text.trim_end().to_owned(),
                _ => text,
            };
            add(&format!("{locale}/{path}"), text, if name == "bom" { 0o640 } else { 0o644 });
        }
        add(&format!("en-US/{path}"), english, 0o600);
    }
    add(
        "es-ES/api/clean.md",
        translation(&source("clean", ""), "es-ES")
            .replace("Autorización", "Authorization")
            .replace("Aceptar", "Accept"),
        0o644,
    );
    add("en-US/api/clean.md", source("clean", ""), 0o644);
    files
}

/// A folder below `target/tmp`, removed when the test ends.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(files: &Files) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("lamps-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(&folder.0).unwrap();
        folder.write(files);
        folder
    }

    pub fn write(&self, files: &Files) {
        for (path, (bytes, mode)) in files {
            let path = self.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
            set_mode(&path, *mode);
        }
    }

    /// All files there are, temporary ones too.
    pub fn files(&self) -> Files {
        fn walk(folder: &Path, root: &Path, out: &mut Files) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, root, out);
                } else {
                    let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                    out.insert(name, (fs::read(&path).unwrap_or_default(), mode(&path)));
                }
            }
        }
        let mut out = Files::new();
        walk(&self.0, &self.0, &mut out);
        out
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs the program in the folder, without any history: what a page was made from is told by its hash alone.
    pub fn run(&self, args: &[&str]) -> Output {
        command(args).current_dir(&self.0).output().unwrap()
    }

    /// Exit code, standard output, standard error.
    pub fn said(&self, args: &[&str]) -> (i32, String, String) {
        let output = self.run(args);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The program, without `git` and without a cache.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    command.args(args).env("PATH", "/nowhere").env("ISOGLOSS_CACHE", "");
    command
}

pub fn is_temporary(path: &str) -> bool {
    let name = path.rsplit('/').next().and_then(|name| name.strip_prefix(".isogloss-"));
    name.and_then(|name| name.strip_suffix(".tmp")).is_some()
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    path.symlink_metadata().unwrap().permissions().mode() & 0o7777
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) {}

#[cfg(not(unix))]
fn mode(_: &Path) -> u32 {
    0
}
