//! Delimiter rows of tables that the parser would not take for any: GitHub's reader takes tabs there for spaces (cmark-gfm 0.29,
//! `extensions/ext_scanners.re`, `spacechar`), pulldown-cmark 0.13 does not (`scan_table_head`), and the table becomes prose.

use std::borrow::Cow;

/// `body` with a space for each tab within a delimiter row, at the same offsets; as it is where there are none.
pub fn without_tabs(body: &str) -> Cow<'_, str> {
    let bytes = body.as_bytes();
    let mut mended: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(tab) = bytes.get(at..).and_then(|rest| memchr::memchr(b'\t', rest)).map(|tab| at + tab) {
        let before = bytes.get(at..tab).unwrap_or(&[]);
        let start = memchr::memrchr2(b'\n', b'\r', before).map_or(at, |line_end| at + line_end + 1);
        let rest = bytes.get(tab..).unwrap_or(&[]);
        let end = tab + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let line = bytes.get(start..end).unwrap_or(&[]);
        if is_delimiter_row(line) {
            let text = mended.get_or_insert_with(|| bytes.to_vec());
            // What stands before the first mark is indentation, where a tab is no space.
            let first = start + line.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            for byte in text.iter_mut().take(end).skip(first).filter(|byte| **byte == b'\t') {
                *byte = b' ';
            }
        }
        at = end;
    }
    mended.and_then(|text| String::from_utf8(text).ok()).map_or(Cow::Borrowed(body), Cow::Owned)
}

/// Whether a line has the marks of a delimiter row, and none but those.
fn is_delimiter_row(line: &[u8]) -> bool {
    line.iter().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
        && line.contains(&b'|')
        && line.contains(&b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;
    use crate::text::Source;

    #[test]
    fn tabs_are_spaces_in_a_delimiter_row_alone() {
        for text in ["a\tb\n", "|\ta |\n| b |\n", "\t---\n", "-\t-\n", "| - |\n"] {
            assert!(matches!(without_tabs(text), Cow::Borrowed(_)), "{text:?}");
        }
        assert_eq!(without_tabs("\t| a\t|\r\n\t|\t-\t|\r\n"), "\t| a\t|\r\n\t| - |\r\n");
    }

    #[test]
    fn a_table_is_read_with_tabs_in_its_delimiter_row() {
        let text = "| Name\t| Type\t|\n|---\t|---\t|\n| lampId\t| String |\n";
        let page = page::parse(Source::new("", text));
        let table = page.tables.first();
        let cells = table.map(|table| table.rows.iter().flat_map(|row| &row.cells).map(|cell| page.slice(*cell)));
        assert_eq!(cells.map(Iterator::collect::<Vec<_>>), Some(vec!["lampId", "String"]));
        assert_eq!(table.map(|table| page.slice(table.delimiter)), Some("|---\t|---\t|"));
    }
}
