//! A page as a sequence of blocks that tile it to the byte. Must not compare pages.

use super::mark::line_around;
use crate::page::Page;
use crate::page::model::within;
use crate::text::{Line, Span};

/// What a block is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// The front matter.
    Header,
    /// A heading, with its level.
    Heading(u8),
    /// The heading of a tab.
    Tab,
    /// A paragraph.
    Paragraph,
    /// The text of a list item, with its marker.
    Item,
    /// A quote or an alert.
    Quote,
    /// A table.
    Table,
    /// A code block.
    Code,
    /// An annotation or another comment.
    Comment,
    /// Whatever else: rules, HTML, definitions of links.
    Other,
}

/// One block.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// With the blank lines after it; the spans of a page's blocks follow each other without a gap.
    pub span: Span,
    /// Its lines, without the last line end.
    pub body: Span,
    /// Whether it is free of language.
    pub is_free: bool,
    /// Whether it is prose within a list.
    pub is_nested: bool,
    /// Index in [`Page::tables`].
    pub table: Option<usize>,
    /// Index in [`Page::sections`] of the section it lies in, or opens.
    pub section: usize,
}

impl Block {
    /// The line end after the body, and blank lines.
    pub fn tail(&self) -> Span {
        Span { start: self.body.end, end: self.span.end.max(self.body.end) }
    }

    /// The place of the text of a list item, after its marker; the whole body of any other block.
    pub fn after_marker(&self, text: &str) -> Span {
        if self.kind != Kind::Item {
            return self.body;
        }
        self.body.part(marker_len(self.body.of(text))..self.body.len())
    }
}

/// The length of a list marker with the white space around it; 0 where there is none.
pub fn marker_len(body: &str) -> usize {
    let rest = body.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match rest.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => digits + 1,
        Some(b'*' | b'-' | b'+') if digits == 0 => 1,
        _ => return 0,
    };
    let after = rest.get(mark..).unwrap_or("");
    let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
    if spaces == 0 { 0 } else { body.len() - rest.len() + mark + spaces }
}

/// [`line_around`] for places in order: much may stand on one line, and the line may be as long as the page.
fn line_near(text: &str, at: usize, known: &mut Option<Line>) -> Line {
    match known {
        Some(line) if line.start <= at && at < line.next => *line,
        _ => *known.insert(line_around(text, at)),
    }
}

/// Cuts `page` into blocks.
pub fn blocks(page: &Page) -> Vec<Block> {
    let text = &page.source.text;
    let mut found: Vec<Block> = Vec::new();
    let mut rest = page.source.mark_len();
    let (mut first, mut last) = (None, None);
    for (span, kind, table) in parts(page) {
        let first = line_near(text, span.from(), &mut first);
        let last = line_near(text, span.trimmed(text).to().saturating_sub(1).max(span.from()), &mut last);
        if let Some(before) = found.last_mut()
            && first.start < before.span.to()
        {
            let rest_of_line = Span::new(span.to(), last.end).of(text);
            let is_glued = kind == Kind::Comment
                && matches!(before.kind, Kind::Paragraph | Kind::Item)
                && before.body.to() == last.end
                && rest_of_line.trim().is_empty()
                && within(&page.annotations, span, |note| note.span).iter().any(|note| note.span == span);
            if is_glued {
                // Translators pull an annotation into the line above it.
                let words = Span::new(before.body.from(), span.from()).trimmed(text);
                before.body = Span { end: words.end, ..before.body };
                before.span.end = span.start;
                let body = Span::new(span.from(), last.end);
                found.push(Block { kind, span: Span::new(span.from(), last.next), ..block(page, body) });
                continue;
            }
            // Two on one line, or one within the other.
            before.body.end = before.body.end.max(last.end as u32);
            before.span.end = before.span.end.max(last.next as u32);
            rest = rest.max(last.next);
            continue;
        }
        others(page, rest, first.start, &mut found);
        let body = Span::new(first.start.max(page.source.mark_len()), last.end);
        found.push(Block { kind, span: Span::new(body.from(), last.next), table, ..block(page, body) });
        rest = last.next;
    }
    others(page, rest, text.len(), &mut found);
    joined_quotes(text, &mut found);
    let mut next = text.len() as u32;
    for block in found.iter_mut().rev() {
        block.span.end = next;
        next = block.span.start;
        block.is_free = is_free(page, block);
        let starts_in = block.body.of(text).starts_with([' ', '\t']);
        block.is_nested = block.kind == Kind::Item || block.kind == Kind::Paragraph && (block.is_nested || starts_in);
    }
    if let Some(first) = found.first_mut() {
        first.span.start = 0;
    }
    found
}

fn block(page: &Page, body: Span) -> Block {
    Block {
        kind: Kind::Other,
        span: body,
        body,
        is_free: false,
        is_nested: false,
        table: None,
        section: page.section_index(body.start),
    }
}

/// What the reader found, in order of place.
fn parts(page: &Page) -> Vec<(Span, Kind, Option<usize>)> {
    let text = &page.source.text;
    let mut parts: Vec<(Span, Kind, Option<usize>)> = Vec::new();
    parts.extend(page.front_matter.iter().map(|header| (header.span, Kind::Header, None)));
    for section in page.sections.iter().filter(|section| section.level > 0) {
        let kind = if section.is_tab { Kind::Tab } else { Kind::Heading(section.level) };
        parts.push((section.heading().trimmed(text), kind, None));
    }
    parts.extend(page.tables.iter().enumerate().map(|(at, table)| (table.span, Kind::Table, Some(at))));
    parts.extend(page.code.iter().map(|code| (code.span, Kind::Code, None)));
    let comments = page.annotations.iter().map(|note| note.span);
    let comments = comments.chain(page.comments.iter().map(|comment| comment.span));
    let comments = comments.chain(page.directives().iter().map(|directive| directive.span));
    parts.extend(comments.map(|span| (span, Kind::Comment, None)));
    let mut line = None;
    for paragraph in &page.paragraphs {
        let line = line_near(text, paragraph.span.from(), &mut line);
        let is_item = paragraph.in_list && marker_len(line.of(text)) > 0;
        let kind = match paragraph.in_quote {
            true => Kind::Quote,
            false if is_item => Kind::Item,
            false => Kind::Paragraph,
        };
        parts.push((paragraph.span, kind, None));
    }
    parts.retain(|(span, _, _)| !span.is_empty());
    parts.sort_by_key(|(span, _, _)| (span.start, std::cmp::Reverse(span.end)));
    parts
}

/// Adds the lines between two blocks that the reader made nothing of.
fn others(page: &Page, from: usize, to: usize, found: &mut Vec<Block>) {
    let text = &page.source.text;
    let mut at = from;
    let mut is_open = false;
    while at < to
        && let Some(line) = Line::at(text, at)
    {
        at = line.next;
        if line.is_blank(text) {
            is_open = false;
            continue;
        }
        if let Some(before) = found.last_mut().filter(|_| is_open) {
            before.body.end = line.end as u32;
            before.span.end = line.next as u32;
        } else {
            let body = Span::new(line.start, line.end);
            found.push(Block { span: Span::new(line.start, line.next), ..block(page, body) });
        }
        is_open = true;
    }
}

/// The lines of one quote are one block.
fn joined_quotes(text: &str, found: &mut Vec<Block>) {
    let is_quote = |block: &Block| {
        block.kind == Kind::Quote || block.kind == Kind::Other && block.body.of(text).trim_start().starts_with('>')
    };
    let mut joined: Vec<Block> = Vec::with_capacity(found.len());
    for block in found.drain(..) {
        match joined.last_mut() {
            Some(before) if is_quote(before) && is_quote(&block) && before.span.end == block.span.start => {
                before.kind = Kind::Quote;
                before.body.end = block.body.end;
                before.span.end = block.span.end;
            }
            _ => joined.push(block),
        }
    }
    *found = joined;
}

fn is_free(page: &Page, block: &Block) -> bool {
    let text = &page.source.text;
    match block.kind {
        Kind::Tab | Kind::Code | Kind::Comment => true,
        Kind::Header | Kind::Heading(_) | Kind::Table => false,
        Kind::Other if block.body.of(text).trim_start().starts_with('[') => true,
        _ => !has_words(page, block.after_marker(text)),
    }
}

/// Whether letters are left without includes, code spans, comments and tags.
fn has_words(page: &Page, span: Span) -> bool {
    let includes = within(&page.includes, span, |include| include.span).iter().map(|include| include.span);
    let code = within(&page.code_spans, span, |code| code.span).iter().map(|code| code.span);
    let mut hidden: Vec<Span> = includes.chain(code).collect();
    hidden.sort_unstable();
    let mut hidden = hidden.into_iter().peekable();
    let mut in_tag = false;
    for (at, c) in span.of(&page.source.text).char_indices() {
        let place = span.start + at as u32;
        while hidden.next_if(|span| span.end <= place).is_some() {}
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ => {}
        }
        if !in_tag && c.is_alphabetic() && !hidden.peek().is_some_and(|span| span.holds(place)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;
    use crate::text::Source;

    #[test]
    fn blocks_tile_the_page() {
        let text = "\u{feff}---\r\na: b\r\n---\r\n\r\n# T\r\ntext\r\n\r\n* a\r\n  b\r\n    * c\r\n\r\n> [!NOTE]\r\n> d\r\n>\r\n> e\r\n\r\n\
             |a|b|\r\n|-|-|\r\n|c|d|\r\n\r\n<!-- {\"blockType\": \"request\"} -->\r\n```http\r\nGET /a\r\n```\r\n---\r\n<br>x";
        let page = page::parse(Source::new("", text));
        let found = blocks(&page);
        let kinds: Vec<Kind> = found.iter().map(|block| block.kind).collect();
        let wanted = [
            Kind::Header,
            Kind::Heading(1),
            Kind::Paragraph,
            Kind::Item,
            Kind::Item,
            Kind::Quote,
            Kind::Table,
            Kind::Comment,
            Kind::Code,
            Kind::Other,
        ];
        assert_eq!(kinds.get(..10), Some(&wanted[..]));
        let whole: String = found.iter().map(|block| block.span.of(text)).collect();
        assert_eq!(whole, text);
        let tiled: String = found.iter().map(|block| block.body.of(text).to_owned() + block.tail().of(text)).collect();
        assert_eq!(format!("\u{feff}{tiled}"), text);
    }
}
