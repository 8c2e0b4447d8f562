//! Comments in code, which translators do translate: what is left of a line without them. Must not know pages.
//!
//! No language is parsed. A mark counts where a line begins with it, or after a blank with a blank behind it; a string that holds one
//! is cut there on both sides alike, so that a difference before it is still seen.

/// Marks of comments that go to the end of their line.
const LINE: &[&str] = &["//", "#", "--", ";"];
/// Those that stand behind code, too.
const TRAILING: &[&str] = &["//", "#", "--"];
/// Marks around comments.
const BLOCK: &[(&str, &str)] = &[("/*", "*/"), ("<!--", "-->"), ("<#", "#>")];

/// The lines of a code block with the offset of each, without comments and without lines that are nothing else.
pub fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let (mut at, mut open) = (0, None);
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let (skipped, code) = without(line, &mut open);
        (!code.trim().is_empty() || line.trim().is_empty()).then_some((start + skipped, code))
    })
}

/// Whether a line has a comment, or lies in one.
pub fn has_comment(text: &str) -> bool {
    let mut open = None;
    text.lines().any(|line| without(line, &mut open).1.len() < line.len())
}

/// What of `line` is no comment, and at which of its bytes that begins. `open` is the end of the comment that lines before have begun.
fn without<'a>(line: &'a str, open: &mut Option<&'static str>) -> (usize, &'a str) {
    if let Some(end) = *open {
        let Some((_, after)) = line.split_once(end) else { return (0, "") };
        *open = None;
        // Nothing is looked for behind it: lines like that are rare.
        return (line.len() - after.len(), after);
    }
    let bare = line.trim_start();
    if LINE.iter().any(|mark| bare.strip_prefix(mark).is_some_and(is_spoken)) {
        return (0, "");
    }
    for (begin, end) in BLOCK {
        if let Some((before, after)) = line.split_once(begin) {
            if !after.contains(end) {
                *open = Some(end);
            }
            return (0, before);
        }
    }
    let cut = TRAILING.iter().filter_map(|mark| trailing(line, mark)).min();
    (0, cut.and_then(|at| line.get(..at)).unwrap_or(line))
}

/// Whether what follows a mark is a text: `#!` and `#include` begin code, `--name` is an option, `##` a heading.
fn is_spoken(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || !c.is_ascii())
}

/// Where ` // text` begins.
fn trailing(line: &str, mark: &str) -> Option<usize> {
    line.match_indices(mark).map(|(at, _)| at).find(|at| {
        let before = line.get(..*at).is_some_and(|before| before.ends_with([' ', '\t']));
        before && line.get(at + mark.len()..).is_some_and(|rest| is_spoken(rest) && !rest.trim().is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str) -> Vec<&str> {
        code_lines(text).map(|(_, line)| line.trim_end()).collect()
    }

    #[test]
    fn comments_are_cut_off() {
        assert_eq!(left("// One\nlet a = 1; // one\n\nb()\n"), ["let a = 1;", "", "b()"]);
        assert_eq!(left("# One\necho a # one\n#!/bin/sh\n"), ["echo a", "#!/bin/sh"]);
        assert_eq!(left("/* One\n two\n*/\nx /* three */\n"), ["x"]);
        assert_eq!(left("<a> <!-- one -->\n"), ["<a>"]);
        assert_eq!(left("-- one\nSELECT 1 -- one\n"), ["SELECT 1"]);
        assert_eq!(code_lines("a /*\n*/ b\n").collect::<Vec<_>>(), [(0, "a "), (7, " b")]);
        assert_eq!(code_lines("/*\n b*/ b\n").collect::<Vec<_>>(), [(7, " b")]);
    }

    #[test]
    fn code_is_none() {
        for line in [
            "https://a.example//b",
            "run --option value",
            "color: #fff",
            "GET /a HTTP/1.1",
            "#include <a.h>",
            "## Title",
        ] {
            assert_eq!(left(line), [line]);
        }
        assert!(!has_comment("a\nb") && has_comment("a // b"));
    }
}
