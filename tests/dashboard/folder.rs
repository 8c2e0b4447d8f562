//! A written report, read as a browser would: its data from its scripts.
#![allow(unreachable_pub)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder for the test of this name, empty.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dashboard").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs `isogloss report -o FOLDER ARGS`.
pub fn report(folder: &Path, args: &[&str]) -> Output {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap().join("docs");
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    // The sample's own history is not the same in every clone.
    command.env("ISOGLOSS_CACHE", "").env("GIT_CEILING_DIRECTORIES", docs);
    command.arg("report").arg("-o").arg(folder).args(args).output().unwrap()
}

/// Writes a report; a failure ends the test.
pub fn written(folder: &Path, args: &[&str]) {
    let output = report(folder, args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

/// All files below `folder`: path and bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    found
}

/// The data of a report.
pub struct Data {
    /// The counts.
    pub summary: Value,
    /// The rows, in their order.
    pub rows: Vec<Value>,
    /// Systematic damage.
    pub glossary: Vec<Value>,
    /// The details of each page, by the number of the file and the place in it.
    pub pages: Vec<Vec<Value>>,
}

impl Data {
    /// Reads all of it.
    pub fn read(folder: &Path) -> Self {
        let summary = value(folder, "summary", 0);
        let parts = |name: &str| -> Vec<Vec<Value>> {
            let count = summary["parts"][name].as_u64().unwrap();
            (0..count).map(|at| value(folder, name, at).as_array().unwrap().clone()).collect()
        };
        let (rows, glossary, pages) = (parts("rows").concat(), parts("glossary").concat(), parts("pages"));
        Self { summary, rows, glossary, pages }
    }

    /// The details of the row with this key.
    pub fn page(&self, key: &str) -> &Value {
        let row = self.rows.iter().find(|row| row[0] == key).unwrap_or_else(|| panic!("no row {key}"));
        let at = |place: usize| usize::try_from(row[place].as_u64().unwrap()).unwrap();
        &self.pages[at(6)][at(7)]
    }

    /// The name of the rule of this number.
    pub fn rule(&self, number: &Value) -> &str {
        let at = usize::try_from(number.as_u64().unwrap()).unwrap();
        self.summary["rules"][at]["id"].as_str().unwrap()
    }
}

/// What a data file hands over: one call with one value, and nothing else.
fn value(folder: &Path, name: &str, at: u64) -> Value {
    let path =
        folder.join(if name == "summary" { "data/summary.js".to_owned() } else { format!("data/{name}-{at}.js") });
    let text = std::fs::read_to_string(&path).unwrap();
    let start = format!("isogloss.put(\"{name}\",{at},");
    let json = text.strip_prefix(&start).and_then(|rest| rest.strip_suffix(");\n")).unwrap();
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
