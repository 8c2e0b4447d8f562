//! The JSON form read back, as far as the other formats need it. Must not know what is done with it.

use super::fingerprint::Fingerprint;
use super::json::JsonShard;
use serde::Deserialize;

/// What tells whether a report can be read: it stands in every version of the form.
#[derive(Deserialize)]
#[serde(expecting = "a report of `isogloss check --report json`")]
pub struct Head {
    /// Version of the form.
    pub schema: u32,
    /// What wrote it.
    pub tool: Tool,
}

/// The program that wrote a report.
#[derive(Deserialize)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A whole report.
#[derive(Deserialize)]
pub struct Read {
    /// Which part of the pages.
    pub shard: Option<JsonShard>,
    /// What is reported.
    pub findings: Vec<Finding>,
    /// What is not.
    pub suppressed: Vec<Suppressed>,
    /// Pages that could not be read.
    pub skipped: Vec<Skipped>,
    /// The counts.
    pub summary: Summary,
}

/// One finding; see [`super::json::JsonFinding`].
#[derive(Deserialize)]
#[expect(missing_docs, reason = "as in the form that is written")]
pub struct Finding {
    pub rule: String,
    pub severity: String,
    pub path: String,
    pub locale: String,
    pub version: Option<String>,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub message: String,
    pub help: Option<String>,
    pub verdict: Option<String>,
    pub fact: Option<Fact>,
    pub found: Option<String>,
    pub expected: Option<String>,
    pub certainty: String,
    pub fix: Option<String>,
    pub related: Vec<Related>,
    pub fingerprint: Fingerprint,
}

/// A claim of a page.
#[derive(Deserialize)]
#[expect(missing_docs, reason = "as in the form that is written")]
pub struct Fact {
    pub kind: String,
    pub key: String,
}

/// Another place.
#[derive(Deserialize)]
#[expect(missing_docs, reason = "as in the form that is written")]
pub struct Related {
    pub path: String,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub message: String,
}

/// A finding that is not reported.
#[derive(Deserialize)]
#[expect(missing_docs, reason = "as in the form that is written")]
pub struct Suppressed {
    pub by: String,
    pub reason: Option<String>,
    pub finding: Finding,
}

/// A page that could not be read.
#[derive(Deserialize)]
#[expect(missing_docs, reason = "as in the form that is written")]
pub struct Skipped {
    pub path: String,
    pub reason: String,
}

/// The counts that findings do not give.
#[derive(Deserialize)]
#[expect(missing_docs, reason = "as in the form that is written")]
pub struct Summary {
    pub pages: usize,
    pub suppressed: usize,
    pub baselined: usize,
    pub seconds: f64,
}
