//! The comments that `sync` leaves on a page for its translator, and a page without them. Must not decide what is marked.

use crate::fact::prose;
use crate::page::{self, Page, mdx};
use crate::text::edit::{self, Edit};
use crate::text::{Line, Source, Span};

/// What a translator has to do with a place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mark {
    /// It is in the source's language.
    Translate,
    /// It is a translation of what the source said before.
    Outdated,
}

/// Ends what an opening mark began.
pub const CLOSE: &str = "<!-- /isogloss -->";

impl Mark {
    /// The comment before the place, or at the end of a cell or of a list item.
    pub fn comment(self) -> &'static str {
        match self {
            Mark::Translate => "<!-- isogloss: translate -->",
            Mark::Outdated => "<!-- isogloss: outdated -->",
        }
    }

    /// The comment on a line of its own above a key of the front matter.
    pub fn yaml(self) -> &'static str {
        match self {
            Mark::Translate => "# isogloss: translate",
            Mark::Outdated => "# isogloss: outdated",
        }
    }

    fn of_content(content: &str) -> Option<Mark> {
        match content.strip_prefix("isogloss:")?.trim_start() {
            "translate" => Some(Mark::Translate),
            "outdated" => Some(Mark::Outdated),
            _ => None,
        }
    }

    /// The mark that a line of the front matter is.
    pub fn of_yaml(line: &str) -> Option<Mark> {
        [Mark::Translate, Mark::Outdated].into_iter().find(|mark| line.trim() == mark.yaml())
    }
}

/// The text of a cell without the mark at its end, and the mark.
pub fn cell(text: &str) -> (&str, Option<Mark>) {
    let unmarked = || {
        let (before, content) = text.trim_end().strip_suffix("-->")?.rsplit_once("<!--")?;
        Some((before.trim_end(), Some(Mark::of_content(content.trim())?)))
    };
    unmarked().unwrap_or((text, None))
}

/// What the marks say within.
const CONTENTS: [&str; 3] = ["isogloss: translate", "isogloss: outdated", "/isogloss"];

/// `text`, of the page at `path`, with its marks as such a page may have them: a comment of HTML breaks MDX.
pub fn written(path: &str, text: String) -> String {
    if !mdx::is_mdx(path) {
        return text;
    }
    CONTENTS.iter().fold(text, |text, content| {
        let new = format!("{{/* {content} */}}");
        text.replace(&format!("<!-- {content} -->"), &new).replace(&format!("<!--{content} -->"), &new)
    })
}

/// Whether all of a page is read but for its marks.
pub fn is_read_whole(source: &Source) -> bool {
    // As `page::mdx` reads them.
    let read = |text: &str| {
        CONTENTS.iter().fold(text.to_owned(), |text, content| {
            text.replace(&format!("{{/* {content} */}}"), &format!("<!--{content} -->"))
        })
    };
    !source.is_read_in_part() || mdx::is_mdx(&source.path) && read(source.file_text()) == *source.text.as_str()
}

/// A page without the marks of its blocks, and what they marked. Marks in cells stay where they are.
#[derive(Debug)]
pub struct Plain {
    /// The page; the very text that was given where that has no marks.
    pub page: Page,
    /// Ranges of its text that stood between two marks, in order of place.
    pub pairs: Vec<(Span, Mark)>,
    /// The last characters of what had a mark at its end, in order of place.
    pub ends: Vec<(Span, Mark)>,
}

impl Plain {
    /// What marks the block at `span`.
    pub fn mark(&self, span: Span) -> Option<Mark> {
        let first = |list: &[(Span, Mark)]| {
            let at = list.partition_point(|(place, _)| place.end <= span.start);
            list.get(at).filter(|(place, _)| place.overlaps(span)).map(|(_, mark)| *mark)
        };
        first(&self.ends).or_else(|| first(&self.pairs))
    }
}

/// The places between a mark that says to translate and its end: what stands there is known not to be translated.
pub fn to_translate(page: &Page) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open = None;
    for comment in &page.comments {
        let content = page.slice(comment.content);
        if Mark::of_content(content) == Some(Mark::Translate) {
            open = Some(comment.span.to());
        } else if content == "/isogloss"
            && let Some(start) = open.take()
        {
            out.push(Span::new(start, comment.span.from()));
        }
    }
    out
}

/// Reads `text` and takes the marks off.
pub fn unmarked(path: &str, text: &str) -> Plain {
    let page = page::parse(Source::new(path, text));
    let mut edits: Vec<Edit> = Vec::new();
    // Places in the text with marks.
    let mut pairs: Vec<(Span, Mark)> = Vec::new();
    let mut ends: Vec<(Span, Mark)> = Vec::new();
    let mut open: Option<(usize, Mark)> = None;
    for comment in &page.comments {
        let content = page.slice(comment.content);
        let mark = Mark::of_content(content);
        if mark.is_none() && content != "/isogloss" {
            continue;
        }
        if !prose::outside(&page.tables)(comment.span) {
            continue;
        }
        let line = line_around(text, comment.span.from());
        let is_alone = line.of(text).trim() == comment.span.of(text);
        match mark {
            Some(mark) if is_alone => open = Some((line.next, mark)),
            // At the end of what it marks.
            Some(mark) => {
                let before = text.get(..comment.span.from()).unwrap_or("");
                let start = before.trim_end_matches(' ').len();
                ends.push((Span::new(before_char(text, start), start), mark));
                edits.push(Edit { span: Span::new(start, comment.span.to()), text: String::new() });
                continue;
            }
            None => {
                if let Some((from, mark)) = open.take() {
                    pairs.push((Span::new(from, line.start), mark));
                }
            }
        }
        if is_alone {
            edits.push(Edit { span: Span::new(line.start, line.next), text: String::new() });
        }
    }
    if let Some((from, mark)) = open {
        pairs.push((Span::new(from, text.len()), mark));
    }
    if edits.is_empty() {
        return Plain { page, pairs, ends };
    }
    let (plain, _) = edit::apply(text, &edits);
    // How much is gone before the end of each edit.
    let mut gone: Vec<(u32, u32)> = Vec::with_capacity(edits.len());
    for edit in &edits {
        let before = gone.last().map_or(0, |(_, sum)| *sum);
        gone.push((edit.span.end, before + edit.span.len() as u32));
    }
    let moved = |at: u32| {
        let count = gone.partition_point(|(end, _)| *end <= at);
        at - count.checked_sub(1).and_then(|last| gone.get(last)).map_or(0, |(_, sum)| *sum)
    };
    for (span, _) in pairs.iter_mut().chain(&mut ends) {
        *span = Span { start: moved(span.start), end: moved(span.end) };
    }
    Plain { page: page::parse(Source::new(path, plain)), pairs, ends }
}

fn before_char(text: &str, at: usize) -> usize {
    let last = text.get(..at).and_then(|before| before.chars().next_back());
    at - last.map_or(0, char::len_utf8)
}

/// The line that byte `at` stands on, line end included.
pub fn line_around(text: &str, at: usize) -> Line {
    let bytes = text.as_bytes();
    let is_within_end = bytes.get(at) == Some(&b'\n') && at > 0 && bytes.get(at - 1) == Some(&b'\r');
    let at = at - usize::from(is_within_end);
    let before = text.as_bytes().get(..at).unwrap_or(&[]);
    let start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1);
    Line::at(text, start).unwrap_or(Line { start, end: start, next: start })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_marks_off() {
        let text =
            "# T\n\n<!-- isogloss: translate -->\nNew.\n<!-- /isogloss -->\n\n* a <!-- isogloss: outdated -->\n* b\n";
        let plain = unmarked("", text);
        assert_eq!(plain.page.source.text, "# T\n\nNew.\n\n* a\n* b\n");
        let found: Vec<_> = plain
            .pairs
            .iter()
            .chain(&plain.ends)
            .map(|(span, mark)| (span.of(&plain.page.source.text), *mark))
            .collect();
        assert_eq!(found, [("New.\n", Mark::Translate), ("a", Mark::Outdated)]);
        assert_eq!(cell("x <!-- isogloss: translate -->"), ("x", Some(Mark::Translate)));
        assert_eq!(cell("x <!-- y -->"), ("x <!-- y -->", None));
    }

    #[test]
    fn mdx_has_marks_of_its_own() {
        let text = "# T\n\n<!-- isogloss: translate -->\nNew.\n<!-- /isogloss -->\n\n|a|\n|-|\n|b <!-- isogloss: outdated -->|\n";
        let own = written("a.mdx", text.to_owned());
        assert_eq!((written("a.md", text.to_owned()), own.contains("<!")), (text.to_owned(), false));
        let plain = unmarked("a.mdx", &own);
        let page = &plain.page;
        assert_eq!(plain.pairs.iter().map(|(span, _)| page.slice(*span)).collect::<Vec<_>>(), ["New.\n"]);
        assert_eq!(cell(page.slice(page.tables[0].rows[0].cell(0))), ("b", Some(Mark::Outdated)));
        assert!(is_read_whole(&page.source));
        assert_eq!(written("a.mdx", page.source.text.to_string()), *page.source.file_text().as_str());
        assert!(!is_read_whole(&page::parse(Source::new("a.mdx", format!("{own}\n<Tabs>\n"))).source));
    }
}
