//! Transcripts of the command line: `tests/cli/*.md`. `TRYCMD=overwrite cargo test --test cli` writes them anew.
#![allow(clippy::unwrap_used)]

use std::path::Path;

#[test]
fn transcripts() {
    // The sample's own history says more than its pages do, and not the same in every clone: it is not looked at.
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap().join("docs");
    trycmd::TestCases::new().env("GIT_CEILING_DIRECTORIES", docs.display().to_string()).case("tests/cli/*.md");
}
