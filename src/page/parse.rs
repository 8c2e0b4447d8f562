//! The one pulldown-cmark loop: events in, [`Page`] out. What an event cannot tell (cells of ragged rows,
//! HTTP, JSON, front matter) is read from the source by the modules beside it.

use super::code::CodeText;
use super::draft::Draft;
use super::indent::Indents;
use super::limit::{self, Limit, LimitHit};
use super::model::{Page, Seldom};
use super::parse_code::{self, OpenCode};
use super::parse_html::{self, Pending};
use super::parse_inline::Inlines;
use super::parse_tabs::TabReader;
use super::section::Section;
use super::table::{Cells, Row, Table, split_row};
use super::{admonition, beside, blocks, delimiter, front_matter, http, json, mdx, parse_heading};
use crate::text::{Source, Span};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// Reads a page. Never fails: what cannot be read is left out and said in `limits` or in the part concerned.
pub fn parse(source: Source) -> Page {
    let size = source.text.len();
    if size > limit::PAGE_BYTES {
        let limits = vec![LimitHit { limit: Limit::PageBytes, span: Span::at(0), found: size }];
        return Page { source, seldom: over(limits), ..Page::default() };
    }
    let source = match beside::translated_alone(&source.text) {
        Some(text) => source.read_as(text),
        None => source,
    };
    let mut limits = Vec::new();
    let mark = source.mark_len();
    let front_matter = front_matter::read(&source.text, mark);
    let start = front_matter.as_ref().map_or(mark, |header| header.after as usize);
    let is_mdx = mdx::is_mdx(&source.path);
    let (source, indents) = match is_mdx.then(|| mdx::as_markdown(&source.text, start)).flatten() {
        Some((text, indents)) => (source.read_as(text), indents),
        None => (source, Indents::default()),
    };
    if let Some(header) = front_matter.as_ref().filter(|header| header.too_large()) {
        limits.push(LimitHit { limit: Limit::FrontMatterBytes, span: header.span, found: header.body.len() });
    }
    let mut lists = Draft::default();
    if let Some((at, depth)) = limit::too_deep(&source.text, start) {
        limits.push(LimitHit { limit: Limit::ContainerDepth, span: Span::at(at), found: depth });
    } else {
        lists = Reader { is_mdx, indents, ..Reader::new(&source.text, start) }.read();
        // Only what is taken for code is looked at again: hardly any page has any.
        let indents = if is_mdx || lists.code.iter().all(|code| code.fenced) {
            Indents::default()
        } else {
            admonition::indents(&source.text, start)
        };
        if !indents.is_empty() {
            lists = Reader { indents, ..Reader::new(&source.text, start) }.read();
        }
    }
    let mut page = Page { source, front_matter, seldom: over(limits), ..Page::default() };
    lists.fill(&mut page);
    page
}

/// What a page holds that is over these limits.
fn over(limits: Vec<LimitHit>) -> Option<Box<Seldom>> {
    (!limits.is_empty()).then(|| Box::new(Seldom { limits: limits.into_boxed_slice(), ..Seldom::default() }))
}

/// What the loop must remember between events.
struct Reader<'a> {
    text: &'a str,
    base: usize,
    page: Draft,
    inlines: Inlines,
    code: Option<OpenCode>,
    heading: Option<(Span, u8)>,
    table: Option<Table>,
    rows: Vec<Row>,
    tabs: TabReader,
    pending: Pending,
    /// Inline text of a tight list item, which has no paragraph of its own.
    loose_text: Option<Span>,
    lists: u32,
    quotes: u32,
    in_paragraph: bool,
    /// Whether indented blocks are no code.
    is_mdx: bool,
    /// Of which lines the indentation counts for nothing.
    indents: Indents,
    /// Whether such a block is being read.
    indented: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, base: usize) -> Self {
        let mut page = Draft::new();
        page.sections.push(Section::first(text, base));
        Self {
            text,
            base,
            page,
            inlines: Inlines::default(),
            code: None,
            heading: None,
            table: None,
            rows: Vec::new(),
            tabs: TabReader::default(),
            pending: Pending::default(),
            loose_text: None,
            lists: 0,
            quotes: 0,
            in_paragraph: false,
            is_mdx: false,
            indents: Indents::default(),
            indented: false,
        }
    }

    fn read(mut self) -> Draft {
        let options = Options::ENABLE_TABLES | Options::ENABLE_GFM;
        let (body, way) = if self.indents.is_empty() {
            (Cow::Borrowed(self.text.get(self.base..).unwrap_or("")), None)
        } else {
            let (body, way) = self.indents.taken_out(self.text, self.base);
            (Cow::Owned(body), Some(way))
        };
        let body = delimiter::without_tabs(&body);
        let mut events = Parser::new_ext(&body, options).into_offset_iter();
        // Events are looked at where they are given: they are large, and most of one is never read.
        while let Some((event, range)) = &events.next() {
            let span = match &way {
                None => Span::new(self.base + range.start, self.base + range.end),
                Some(way) => Span::new(way.place(range.start, self.base), way.end(range.end, self.base)),
            };
            if self.indented {
                self.end_indented(event, span);
                continue;
            }
            match event {
                Event::Start(tag) => self.start(tag, span),
                Event::End(tag) => self.end(*tag, span),
                Event::Html(_) => {}
                Event::Rule => {
                    self.flush_loose_text();
                    self.pending.clear();
                    self.tabs.rule(self.text, span);
                }
                Event::Text(_) | Event::SoftBreak | Event::HardBreak if self.code.is_some() => {
                    let has_own_lines = self.is_indented();
                    if let Some(code) = self.code.as_mut().filter(|_| has_own_lines) {
                        match &way {
                            // Lines that follow each other there do not follow each other here.
                            Some(way) => code.lines.extend(way.lines(&body, range.clone(), self.base)),
                            None => code.lines.push(span),
                        }
                    }
                }
                Event::Code(_) => {
                    self.inline(span);
                    Inlines::code(self.text, span, &mut self.page);
                }
                Event::InlineHtml(_) => {
                    self.inline(span);
                    if span.of(self.text).starts_with("<!--") {
                        parse_html::comment(self.text, span, &mut self.page, &mut Pending::default());
                    }
                }
                _ => self.inline(span),
            }
        }
        self.flush_loose_text();
        self.close_section(self.text.len());
        self.page.tabs = self.tabs.finish(self.text);
        // Cells are read from the source, events come in order: only links that hold images need sorting.
        self.page.links.sort_by_key(|link| link.span);
        self.page.includes.sort_by_key(|include| include.span);
        self.page.bold.sort_by_key(|bold| bold.span);
        self.page
    }

    fn inline(&mut self, span: Span) {
        self.inlines.saw(span);
        if !self.in_paragraph && self.heading.is_none() && self.table.is_none() {
            self.loose_text = Some(self.loose_text.map_or(span, |text| text.join(span)));
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Strong => {
                self.inline(span);
                self.inlines.open_bold();
            }
            Tag::Link { link_type, dest_url, .. } => {
                self.inline(span);
                self.inlines.open_link(*link_type, dest_url, false, self.heading.is_some());
            }
            Tag::Image { link_type, dest_url, .. } => {
                self.inline(span);
                self.inlines.open_link(*link_type, dest_url, true, self.heading.is_some());
            }
            Tag::Emphasis => self.inline(span),
            block => {
                self.flush_loose_text();
                self.start_block(block, span);
            }
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, span: Span) {
        if let Tag::CodeBlock(kind) = tag {
            if self.is_mdx && matches!(kind, CodeBlockKind::Indented) {
                self.pending.clear();
                self.indented = true;
                return;
            }
            self.code = Some(OpenCode::new(kind, span, self.pending.take()));
            return;
        }
        if !matches!(tag, Tag::HtmlBlock) {
            self.pending.clear();
        }
        match tag {
            Tag::Paragraph => {
                self.in_paragraph = true;
                self.page.paragraphs.push(self.paragraph(self.words(span)));
            }
            Tag::Heading { level, .. } => self.heading = Some((span, *level as u8)),
            Tag::BlockQuote(kind) => {
                self.quotes += 1;
                if let Some(kind) = kind {
                    self.page.alerts.push(blocks::Alert { span, kind: alert_name(*kind) });
                }
            }
            Tag::List(_) => self.lists += 1,
            Tag::HtmlBlock => parse_html::block(self.text, span, &mut self.page, &mut self.pending),
            Tag::Table(_) => {
                let row = Row { span: Span::at(span.from()), cells: Cells::new(), closed: true };
                self.table = Some(Table { span, delimiter: row.span, header: row, rows: Box::default() });
            }
            Tag::TableHead | Tag::TableRow => self.row(matches!(tag, Tag::TableHead), span),
            _ => {}
        }
    }

    fn row(&mut self, head: bool, span: Span) {
        let Some(table) = &mut self.table else { return };
        let row = split_row(self.text, line_of(self.text, span.from()));
        if head {
            let next = line_of(self.text, row.span.to());
            let next = line_of(self.text, next.to() + line_end_len(self.text, next.to()));
            let marks = next.of(self.text);
            let lead = marks.len() - marks.trim_start_matches(['>', ' ', '\t']).len();
            table.delimiter = next.part(lead..next.len()).trimmed(self.text);
            table.header = row;
        } else {
            self.rows.push(row);
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph => self.in_paragraph = false,
            TagEnd::Heading(_) => self.end_heading(span),
            TagEnd::BlockQuote(_) => {
                self.flush_loose_text();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
            TagEnd::Item => self.flush_loose_text(),
            TagEnd::Strong => self.inlines.close_bold(self.text, span, &mut self.page),
            TagEnd::Link | TagEnd::Image => self.inlines.close_link(self.text, span, &mut self.page),
            TagEnd::Table => {
                if let Some(mut table) = self.table.take() {
                    table.rows = self.rows.drain(..).collect();
                    self.page.tables.push(table);
                }
            }
            TagEnd::CodeBlock => self.end_code(),
            _ => {}
        }
    }

    /// Indented text of MDX: prose, of which nothing more is known.
    fn end_indented(&mut self, event: &Event<'_>, span: Span) {
        if !matches!(event, Event::End(TagEnd::CodeBlock)) {
            return;
        }
        self.indented = false;
        let span = self.words(span);
        if mdx::is_prose(span.of(self.text)) {
            self.page.paragraphs.push(self.paragraph(span));
        }
    }

    /// Whether lines of a block may begin with what is not its own.
    fn is_indented(&self) -> bool {
        self.lists > 0 || self.quotes > 0 || !self.indents.is_empty()
    }

    fn paragraph(&self, span: Span) -> blocks::Paragraph {
        blocks::Paragraph { span, in_list: self.lists > 0, in_quote: self.quotes > 0 }
    }

    fn end_heading(&mut self, span: Span) {
        let Some((_, level)) = self.heading.take() else { return };
        let mut section = parse_heading::read(self.text, span, level);
        if section.setext && parse_heading::is_include_line(section.title_text(self.text)) {
            // `[!INCLUDE …]` straight above `---`: the author meant the end of a tab group.
            self.tabs.rule(self.text, section.last_line(self.text));
            return;
        }
        let tab = self.inlines.take_tab(self.text, section.section.title);
        self.close_section(span.from());
        section.section.is_tab = tab.is_some();
        match tab {
            Some((title, id)) => self.tabs.tab(self.text, span, title, id),
            None => self.tabs.heading(span),
        }
        self.page.sections.push(section.section);
    }

    fn close_section(&mut self, at: usize) {
        if let Some(section) = self.page.sections.last_mut() {
            section.span = Span::new(section.span.from(), at);
        }
    }

    fn end_code(&mut self) {
        let Some(open) = self.code.take() else { return };
        let nested = self.is_indented();
        let annotation = open.annotation;
        let mut code = parse_code::read(self.text, open, nested);
        let index = self.page.code.len();
        if let Some(annotation) = annotation.and_then(|at| self.page.annotations.get_mut(at)) {
            annotation.code = Some(index as u32);
        }
        let text: CodeText<'_> = code.text(self.text);
        match code.language {
            super::code::Language::Http => code.http = Some(Box::new(http::read(&text))),
            super::code::Language::Json => code.json = Some(Box::new(json::read_code(&text, 0, text.text.len()))),
            _ => {}
        }
        self.page.code.push(code);
    }

    /// A block's text without the white space around it, and without what stands for a half of the source.
    fn words(&self, span: Span) -> Span {
        let span = span.trimmed(self.text);
        span.part(beside::leading_tag(span.of(self.text))..span.len())
    }

    fn flush_loose_text(&mut self) {
        if let Some(span) = self.loose_text.take() {
            self.loose_paragraph(span);
        }
    }

    fn loose_paragraph(&mut self, span: Span) {
        let span = self.words(span);
        if !span.is_empty() {
            self.page.paragraphs.push(self.paragraph(span));
        }
    }
}

fn alert_name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "NOTE",
        BlockQuoteKind::Tip => "TIP",
        BlockQuoteKind::Important => "IMPORTANT",
        BlockQuoteKind::Warning => "WARNING",
        BlockQuoteKind::Caution => "CAUTION",
    }
}

/// From byte `at` to the end of its line, the line end left out.
fn line_of(text: &str, at: usize) -> Span {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    Span::new(at, at + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()))
}

fn line_end_len(text: &str, at: usize) -> usize {
    if text.get(at..at + 2) == Some("\r\n") { 2 } else { usize::from(at < text.len()) }
}
