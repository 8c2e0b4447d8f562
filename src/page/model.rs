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

/// One page, read. All lists are in order of position, and none takes more memory than it needs: all pages of a run are kept.
#[derive(Debug, Default)]
pub struct Page {
    /// The file's path and text; every span below is a range of this text.
    pub source: Source,
    /// The YAML header, if there is one.
    pub front_matter: Option<FrontMatter>,
    /// All headings with what follows them up to the next heading of any level. The first entry has an
    /// empty heading and holds what stands before the first heading.
    pub sections: Box<[Section]>,
    /// Paragraphs of prose, list items included, table cells and headings not.
    pub paragraphs: Box<[Paragraph]>,
    /// Pipe tables, split from the source.
    pub tables: Box<[Table]>,
    /// Fenced and indented code blocks.
    pub code: Box<[CodeBlock]>,
    /// Comments that hold a JSON object.
    pub annotations: Box<[Annotation]>,
    /// All other comments (uuid comments, notes), directives excluded.
    pub comments: Box<[Comment]>,
    /// Inline links and images.
    pub links: Box<[Link]>,
    /// `[!INCLUDE [label](path)]`.
    pub includes: Box<[Include]>,
    /// Groups of tabs (`# [HTTP](#tab/http)` up to `---`).
    pub tabs: Box<[TabGroup]>,
    /// Code spans in prose, headings and cells.
    pub code_spans: Box<[CodeSpan]>,
    /// Strong emphasis.
    pub bold: Box<[Bold]>,
    /// What few pages have.
    pub seldom: Option<Box<Seldom>>,
}

/// What few pages have, which takes room only on those.
#[derive(Debug, Default)]
pub struct Seldom {
    /// `> [!NOTE]` and its kin.
    pub alerts: Box<[Alert]>,
    /// Suppression and marker comments of this program.
    pub directives: Box<[Directive]>,
    /// Limits this page ran into; after some of them the rest of the page was not read.
    pub limits: Box<[LimitHit]>,
    /// What the reader said when it failed on this page; then nothing of it was read.
    pub failure: Option<Box<str>>,
}

impl Page {
    /// A page of which the reader says no more than why it failed.
    pub fn failed(source: Source, failure: String) -> Self {
        let mut page = Self { source, ..Self::default() };
        page.fail(failure);
        page
    }

    /// Says that the reader failed on this page, and why.
    pub fn fail(&mut self, failure: String) {
        self.seldom.get_or_insert_default().failure = Some(failure.into());
    }

    /// [`Seldom::alerts`]
    pub fn alerts(&self) -> &[Alert] {
        self.seldom.as_ref().map_or(&[], |seldom| &seldom.alerts)
    }

    /// [`Seldom::directives`]
    pub fn directives(&self) -> &[Directive] {
        self.seldom.as_ref().map_or(&[], |seldom| &seldom.directives)
    }

    /// [`Seldom::limits`]
    pub fn limits(&self) -> &[LimitHit] {
        self.seldom.as_ref().map_or(&[], |seldom| &seldom.limits)
    }

    /// [`Seldom::failure`]
    pub fn failure(&self) -> Option<&str> {
        self.seldom.as_ref()?.failure.as_deref()
    }

    /// Whether nothing of the page was read but, at most, its front matter: it is over a limit, or the reader failed on it. Such a
    /// page says nothing, so no other page can be measured by it.
    pub fn is_unread(&self) -> bool {
        let ends = |hit: &LimitHit| matches!(hit.limit, Limit::PageBytes | Limit::ContainerDepth);
        self.failure().is_some() || self.limits().iter().any(ends)
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

    /// The annotation that binds to a block of this page.
    pub fn note_of(&self, code: &CodeBlock) -> Option<&Annotation> {
        self.annotations.get(code.annotation? as usize)
    }

    /// The block of this page that an annotation binds to.
    pub fn code_of(&self, note: &Annotation) -> Option<&CodeBlock> {
        self.code.get(note.code? as usize)
    }

    /// The value of a top-level front matter key, unquoted.
    pub fn meta(&self, key: &str) -> Option<std::borrow::Cow<'_, str>> {
        self.front_matter.as_ref()?.value(&self.source.text, key)
    }
}

/// The part of a list, ordered by position, whose spans lie within `span`.
pub fn within<T>(list: &[T], span: Span, at: impl Fn(&T) -> Span) -> &[T] {
    let first = list.partition_point(|item| at(item).start < span.start);
    let rest = list.get(first..).unwrap_or(&[]);
    let count = rest.partition_point(|item| at(item).start < span.end);
    rest.get(..count).unwrap_or(&[])
}
