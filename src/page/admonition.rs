//! Bodies of admonitions and tabs as Python-Markdown has them (`!!! note`, `??? tip`, `=== "Tab"`; MkDocs): what is indented below
//! one is Markdown and no code. Source: <https://python-markdown.github.io/extensions/admonition/>. Must not know what they mean.

use super::indent::Indents;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// What begins one, at the beginning of a line.
const MARKS: [&str; 4] = ["!!! ", "??? ", "???+ ", "=== \""];

/// Made once: most pages have none.
static FINDERS: LazyLock<[Finder<'static>; 3]> =
    LazyLock::new(|| [Finder::new("!!! "), Finder::new("???"), Finder::new("=== \"")]);

/// So many blanks are a body's.
const INDENT: usize = 4;

/// The indentation of the bodies in `text` from byte `start` on.
pub fn indents(text: &str, start: usize) -> Indents {
    let mut indents = Indents::default();
    let Some(body) = text.get(start..) else { return indents };
    if !FINDERS.iter().any(|finder| finder.find(body.as_bytes()).is_some()) {
        return indents;
    }
    // How deep the open bodies are indented, and the fence that is open with its place.
    let (mut depth, mut fence, mut at) = (0, None::<(&str, usize)>, start);
    for line in body.split_inclusive('\n') {
        let words = line.trim();
        let indent = line.bytes().take_while(|byte| *byte == b' ').count();
        if !words.is_empty() {
            while indent < depth {
                depth -= INDENT;
            }
            // A fence ends where its body does.
            fence = fence.filter(|(_, within)| *within <= depth);
        }
        indents.add(at, indent.min(depth));
        let mark = words.get(..3).filter(|mark| matches!(*mark, "```" | "~~~"));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some((mark, depth)),
            (Some((open, _)), Some(mark)) if open == mark && words.trim_start_matches(mark).is_empty() => fence = None,
            (None, None) if indent == depth && MARKS.iter().any(|mark| words.starts_with(mark)) => depth += INDENT,
            _ => {}
        }
        at += line.len();
    }
    indents
}

#[cfg(test)]
mod tests {
    use crate::page;
    use crate::text::Source;

    /// The code blocks and the paragraphs of a page.
    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let page = page::parse(Source::new("lamp.md", text));
        let code = page.code.iter().map(|code| code.text(text).text.to_string()).collect();
        (code, page.paragraphs.iter().map(|paragraph| page.slice(paragraph.span).to_owned()).collect())
    }

    #[test]
    fn a_body_is_no_code() {
        let (code, prose) =
            read("A\n\n!!! note\n\n    B `c`\n\n    D\n\n    ```js\n    on()\n      off()\n    ```\n\nE\n\n    code\n");
        assert_eq!(code, ["on()\n  off()\n", "code\n"]);
        assert_eq!(prose, ["A", "!!! note", "B `c`", "D", "E"]);
        let (code, prose) = read("=== \"A\"\n\n    ??? tip\n\n        B\n\n    C\n\n        code\n");
        assert_eq!((code, prose.len()), (vec!["code\n".to_owned()], 4));
        let (code, prose) = read("```\n!!! note\n```\n\n    code\n");
        assert_eq!((code.len(), prose.len()), (2, 0));
    }
}
