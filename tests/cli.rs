//! Transcripts of the command line: `tests/cli/*.md`. `TRYCMD=overwrite cargo test --test cli` writes them anew.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cli/*.md");
}
