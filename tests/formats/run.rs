//! Every format of one run, and the parsers that read them.
#![allow(clippy::unwrap_used, clippy::print_stdout, unreachable_pub)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

pub const FORMATS: [&str; 9] = ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"];

/// A folder below `target/tmp`, removed when the test ends.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("formats-{name}-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What one run wrote.
pub struct Reports {
    pub code: Option<i32>,
    pub errors: String,
    pub texts: BTreeMap<&'static str, String>,
    /// Where the files are; gone with it.
    pub files: Folder,
}

impl Reports {
    /// Checks `what` in `folder`; all formats of one run, findings one by one.
    pub fn of(folder: &Path, what: &[&str]) -> Self {
        let files = Folder::new("reports");
        let mut command = program(&["check", "--no-group"]);
        command.args(what).current_dir(folder);
        for format in FORMATS {
            command.arg("--report").arg(format!("{format}={}", files.0.join(format).display()));
        }
        let done = command.output().unwrap();
        let errors = text(&done.stderr);
        let read =
            |format: &str| fs::read_to_string(files.0.join(format)).unwrap_or_else(|_| panic!("{format}: {errors}"));
        Self { code: done.status.code(), texts: FORMATS.map(|format| (format, read(format))).into(), errors, files }
    }

    pub fn file(&self, format: &str) -> PathBuf {
        self.files.0.join(format)
    }

    pub fn json(&self, format: &str) -> Value {
        serde_json::from_str(&self.texts[format]).unwrap()
    }

    pub fn findings(&self) -> Vec<Value> {
        self.json("json")["findings"].as_array().unwrap().clone()
    }
}

/// The program, without `git` and without a cache.
pub fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    command.args(args).env("PATH", "/nowhere").env("ISOGLOSS_CACHE", "");
    command
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A file that `tests/formats/install.sh` puts into `target/formats`. `None`, with a note, where it is absent; a failure under
/// `ISOGLOSS_REQUIRE_TOOLCHAINS=1`.
pub fn installed(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/formats").join(name);
    if path.exists() {
        return Some(path);
    }
    let required = std::env::var_os("ISOGLOSS_REQUIRE_TOOLCHAINS").is_some_and(|value| value == "1");
    assert!(!required, "no {}: run tests/formats/install.sh", path.display());
    println!("skipped: no {name}");
    None
}

/// What `tests/formats/read.py` reads in a file.
pub fn read(kind: &str, file: &Path) -> Option<Value> {
    let python = installed("venv/bin/python")?;
    let mut command = Command::new(python);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/read.py")).arg(kind).arg(file);
    if kind == "junit" {
        command.arg(installed("junit-10.xsd")?);
    }
    Some(answer(kind, &command.output().unwrap()))
}

/// What the npm package `xliff` reads in a file.
pub fn read_xliff_by_npm(file: &Path) -> Option<Value> {
    let package = installed("node/node_modules/xliff")?;
    let script = "const fs = require('fs'); require(process.argv[1] + '/cjs/xliff2js.js')\
                  (fs.readFileSync(process.argv[2], 'utf8')).then((read) => console.log(JSON.stringify(read)))";
    Some(answer("xliff", &Command::new("node").args(["-e", script]).arg(package).arg(file).output().unwrap()))
}

fn answer(kind: &str, done: &Output) -> Value {
    assert!(done.status.success(), "{kind}: {}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

/// Fails, with places, where `value` is not as `schema` says.
pub fn valid(name: &str, value: &Value, schema: &Value) {
    let validator = jsonschema::options().should_validate_formats(true).build(schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(value).take(5).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{name}: {}", faults.join("\n"));
}

/// The OASIS schema of SARIF 2.1.0. One of its patterns, of a property that no log of ours has, is no regular expression by
/// ECMA-262 (`]` without `[`); it is taken out.
pub fn sarif_schema() -> Option<Value> {
    let text = fs::read_to_string(installed("sarif-schema-2.1.0.json")?).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    for kind in ["run", "toolComponent"] {
        schema["definitions"][kind]["properties"]["language"].as_object_mut().unwrap().remove("pattern");
    }
    Some(schema)
}

/// A configuration with two locales.
pub const TWO_LOCALES: &str = "source: en-US\nlocales: [en-US, es-ES]\n";
