//! Comments in code, which translators do translate: what is left of a line without them. Must not know pages.
//!
//! No language is parsed. A mark counts where a line begins with it, or after a blank with a blank behind it; a string that holds one
//! is cut there on both sides alike, so that a difference before it is still seen. What goes over lines counts only where it ends.

/// Marks of comments that go to the end of their line.
const LINE: &[&str] = &["//", "#", "--", ";"];
/// Those that stand behind code, too.
const TRAILING: &[&str] = &["//", "#", "--"];
/// Marks around comments.
const BLOCK: [(&str, &str); 3] = [(STAR, "*/"), ("<!--", "-->"), ("<#", "#>")];
const STAR: &str = "/*";

/// Languages without `/*`, where it is a part of a pattern.
const WITHOUT_STAR: &[&str] = &[
    "bash",
    "batch",
    "cmd",
    "console",
    "dockerfile",
    "elixir",
    "fish",
    "ini",
    "makefile",
    "perl",
    "powershell",
    "ps1",
    "pwsh",
    "py",
    "python",
    "r",
    "rb",
    "ruby",
    "sh",
    "shell",
    "shellsession",
    "text",
    "toml",
    "txt",
    "yaml",
    "yml",
    "zsh",
];

/// Whether `language` is a form of Markdown, where `#` begins a heading and `--` a line.
pub fn is_markdown(language: &str) -> bool {
    is_one_of(language, &["markdoc", "markdown", "md", "mdoc", "mdx"])
}

/// Whether `language` is one of `list`, in any case.
pub fn is_one_of(language: &str, list: &[&str]) -> bool {
    list.iter().any(|name| name.eq_ignore_ascii_case(language))
}

/// What a reader of lines knows of those before.
struct Reader<'a> {
    text: &'a str,
    is_markdown: bool,
    has_star: bool,
    /// The end of the comment that lines before have begun.
    open: Option<&'static str>,
    /// Ends that do not follow any more.
    gone: [bool; BLOCK.len()],
}

/// The lines of a code block in `language` with the offset of each, without comments and without lines that are nothing else.
pub fn code_lines<'a>(text: &'a str, language: &str) -> impl Iterator<Item = (usize, &'a str)> {
    let mut reader = Reader {
        text,
        is_markdown: is_markdown(language),
        has_star: !is_one_of(language, WITHOUT_STAR),
        open: None,
        gone: [false; BLOCK.len()],
    };
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let (skipped, code) = reader.without(line.trim_end_matches(['\n', '\r']), at);
        (!code.trim().is_empty()).then_some((start + skipped, code))
    })
}

impl<'a> Reader<'a> {
    /// What of `line` is no comment, and at which of its bytes that begins. `next` is where the next line begins.
    fn without(&mut self, line: &'a str, next: usize) -> (usize, &'a str) {
        if let Some(end) = self.open {
            let Some((_, after)) = line.split_once(end) else { return (0, "") };
            self.open = None;
            // Nothing is looked for behind it: lines like that are rare.
            return (line.len() - after.len(), after);
        }
        let bare = line.trim_start();
        if !self.is_markdown && LINE.iter().any(|mark| bare.strip_prefix(mark).is_some_and(is_spoken)) {
            return (0, "");
        }
        for ((begin, end), gone) in BLOCK.iter().zip(&mut self.gone) {
            if *begin == STAR && !self.has_star {
                continue;
            }
            let at = if *begin == STAR { star(line) } else { line.find(begin) };
            let Some((before, after)) = at.and_then(|at| Some((line.get(..at)?, line.get(at + begin.len()..)?))) else {
                continue;
            };
            if let Some((_, after)) = after.split_once(end) {
                // Code on both sides is rare, too.
                return if before.trim().is_empty() { (line.len() - after.len(), after) } else { (0, before) };
            }
            *gone = *gone || !self.text.get(next..).is_some_and(|rest| rest.contains(end));
            if !*gone {
                self.open = Some(end);
                return (0, before);
            }
        }
        let cut = TRAILING.iter().filter(|_| !self.is_markdown).filter_map(|mark| trailing(line, mark)).min();
        (0, cut.and_then(|at| line.get(..at)).unwrap_or(line))
    }
}

/// Where `/*` begins a comment: outside of strings, and not in the middle of a path or a pattern.
fn star(line: &str) -> Option<usize> {
    memchr::memmem::find(line.as_bytes(), STAR.as_bytes())?;
    let is_begin = |before: char| !before.is_alphanumeric() && !"*/.:_-~".contains(before);
    let (mut quote, mut before, mut is_escaped) = (None, ' ', false);
    for (at, c) in line.char_indices() {
        match (quote, c) {
            _ if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(mark), _) if mark == c => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '/') if is_begin(before) && line.get(at..).is_some_and(|rest| rest.starts_with(STAR)) => {
                return Some(at);
            }
            _ => {}
        }
        before = c;
    }
    None
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
        code_lines(text, "").map(|(_, line)| line.trim_end()).collect()
    }

    #[test]
    fn comments_are_cut_off() {
        assert_eq!(left("// One\nlet a = 1; // one\n\nb()\n"), ["let a = 1;", "b()"]);
        assert_eq!(left("# One\necho a # one\n#!/bin/sh\n"), ["echo a", "#!/bin/sh"]);
        assert_eq!(left("/* One\n two\n*/\nx /* three */\n"), ["x"]);
        assert_eq!(left("<a> <!-- one -->\n"), ["<a>"]);
        assert_eq!(left("-- one\nSELECT 1 -- one\n"), ["SELECT 1"]);
        assert_eq!(code_lines("a /*\n*/ b\n", "js").collect::<Vec<_>>(), [(0, "a "), (7, " b")]);
        assert_eq!(code_lines("/*\n b*/ b\n", "js").collect::<Vec<_>>(), [(7, " b")]);
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
    }

    #[test]
    fn what_looks_like_a_comment_is_none() {
        for text in ["f('src/*')\nrun(\"*/\")", "Accept: */*\nAccept: */*", "/* one\ntwo", "<!-- one\ntwo", "x/*\ny */"]
        {
            assert_eq!(left(text), text.lines().collect::<Vec<_>>());
        }
        let left = |text, language| code_lines(text, language).map(|(_, line)| line).collect::<Vec<_>>();
        assert_eq!(left("ls /* a\nb */", "sh"), ["ls /* a", "b */"]);
        assert_eq!(left("# One\n{/* two */}", "mdx"), ["# One", "{"]);
        assert_eq!(left("/* one */ two()", "js"), [" two()"]);
    }
}
