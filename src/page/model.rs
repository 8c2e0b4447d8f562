//! What the reader understood of one page. Plain data: every other floor asks it, none changes it.

use super::annotation::{Annotation, Comment};
use super::blocks::{Alert, Paragraph};
use super::code::CodeBlock;
use super::directive::Directive;
use super::front_matter::FrontMatter;
use super::inline::{Bold, CodeSpan, Include, Link};
use super::limit::{Limit, LimitHit};
use super::section::Section;
use super::tab::TabGroup;
use super::table::Table;
use crate::text::{Source, Span};

/// One page, read. All lists are in order of position.
#[derive(Debug, Default)]
pub struct Page {
    /// The file's path and text; every span below is a range of this text.
    pub source: Source,
    /// The YAML header, if there is one.
    pub front_matter: Option<FrontMatter>,
    /// All headings with what follows them up to the next heading of any level. The first entry has an
    /// empty heading and holds what stands before the first heading.
    pub sections: Vec<Section>,
    /// Paragraphs of prose, list items included, table cells and headings not.
    pub paragraphs: Vec<Paragraph>,
    /// Pipe tables, split from the source.
    pub tables: Vec<Table>,
    /// Fenced and indented code blocks.
    pub code: Vec<CodeBlock>,
    /// Comments that hold a JSON object.
    pub annotations: Vec<Annotation>,
    /// All other comments (uuid comments, notes), directives excluded.
    pub comments: Vec<Comment>,
    /// Inline links and images.
    pub links: Vec<Link>,
    /// `[!INCLUDE [label](path)]`.
    pub includes: Vec<Include>,
    /// Groups of tabs (`# [HTTP](#tab/http)` up to `---`).
    pub tabs: Vec<TabGroup>,
    /// Code spans in prose, headings and cells.
    pub code_spans: Vec<CodeSpan>,
    /// Strong emphasis.
    pub bold: Vec<Bold>,
    /// `> [!NOTE]` and its kin.
    pub alerts: Vec<Alert>,
    /// Suppression and marker comments of this program.
    pub directives: Vec<Directive>,
    /// Limits this page ran into; after some of them the rest of the page was not read.
    pub limits: Vec<LimitHit>,
    /// What the reader said when it failed on this page; then nothing of it was read.
    pub failure: Option<String>,
}

impl Page {
    /// Whether nothing of the page was read but, at most, its front matter: it is over a limit, or the reader failed on it. Such a
    /// page says nothing, so no other page can be measured by it.
    pub fn is_unread(&self) -> bool {
        let ends = |hit: &LimitHit| matches!(hit.limit, Limit::PageBytes | Limit::ContainerDepth);
        self.failure.is_some() || self.limits.iter().any(ends)
    }

    /// Room for what most pages have, so that the lists need not grow while the page is read.
    pub(super) fn reserve(&mut self) {
        self.sections.reserve(14);
        self.paragraphs.reserve(32);
        self.code.reserve(8);
        self.annotations.reserve(8);
        self.links.reserve(16);
        self.code_spans.reserve(16);
        self.bold.reserve(16);
    }

    /// Gives back the room that is not needed: all pages of a run are kept.
    pub(super) fn fit(&mut self) {
        fit(&mut self.sections);
        fit(&mut self.paragraphs);
        fit(&mut self.tables);
        fit(&mut self.code);
        fit(&mut self.annotations);
        fit(&mut self.comments);
        fit(&mut self.links);
        fit(&mut self.includes);
        fit(&mut self.code_spans);
        fit(&mut self.bold);
        fit(&mut self.alerts);
    }

    /// The text that `span` covers.
    pub fn slice(&self, span: Span) -> &str {
        self.source.slice(span)
    }

    /// The index in [`Page::sections`] of the section that byte `offset` lies in.
    pub fn section_index(&self, offset: u32) -> usize {
        self.sections.partition_point(|section| section.span.start <= offset).saturating_sub(1)
    }

    /// The section that byte `offset` lies in.
    pub fn section_at(&self, offset: u32) -> Option<&Section> {
        self.sections.get(self.section_index(offset))
    }

    /// The first heading of the page: its title.
    pub fn title(&self) -> Option<&Section> {
        self.sections.iter().find(|section| section.level > 0 && !section.is_tab)
    }

    /// The value of a top-level front matter key, unquoted.
    pub fn meta(&self, key: &str) -> Option<std::borrow::Cow<'_, str>> {
        self.front_matter.as_ref()?.value(&self.source.text, key)
    }
}

/// Moves a list into memory of its very size. (Shrinking one in place gives nothing back: allocators leave it where it is
/// unless it is much too large.)
pub(super) fn fit<T>(list: &mut Vec<T>) {
    if list.len() < list.capacity() {
        let mut fitting = Vec::with_capacity(list.len());
        fitting.append(list);
        *list = fitting;
    }
}

/// The part of a list, ordered by position, whose spans lie within `span`.
pub fn within<T>(list: &[T], span: Span, at: impl Fn(&T) -> Span) -> &[T] {
    let first = list.partition_point(|item| at(item).start < span.start);
    let rest = list.get(first..).unwrap_or(&[]);
    let count = rest.partition_point(|item| at(item).start < span.end);
    rest.get(..count).unwrap_or(&[])
}
