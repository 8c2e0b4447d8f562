//! The lists of a page while it is read. Must not know how they are found.

use super::annotation::{Annotation, Comment};
use super::blocks::{Alert, Paragraph};
use super::code::CodeBlock;
use super::directive::Directive;
use super::inline::{Bold, CodeSpan, Include, Link};
use super::model::Page;
use super::section::Section;
use super::tab::TabGroup;
use super::table::Table;

/// The lists of [`Page`] that can still grow.
#[derive(Default)]
pub(super) struct Draft {
    pub sections: Vec<Section>,
    pub paragraphs: Vec<Paragraph>,
    pub tables: Vec<Table>,
    pub code: Vec<CodeBlock>,
    pub annotations: Vec<Annotation>,
    pub comments: Vec<Comment>,
    pub links: Vec<Link>,
    pub includes: Vec<Include>,
    pub tabs: Vec<TabGroup>,
    pub code_spans: Vec<CodeSpan>,
    pub bold: Vec<Bold>,
    pub alerts: Vec<Alert>,
    pub directives: Vec<Directive>,
}

impl Draft {
    /// Empty lists, with room for what most pages have.
    pub fn new() -> Self {
        Self {
            sections: Vec::with_capacity(14),
            paragraphs: Vec::with_capacity(32),
            code: Vec::with_capacity(8),
            annotations: Vec::with_capacity(8),
            links: Vec::with_capacity(16),
            code_spans: Vec::with_capacity(16),
            bold: Vec::with_capacity(16),
            ..Self::default()
        }
    }

    /// Puts the lists into `page`.
    pub fn fill(self, page: &mut Page) {
        page.sections = fitting(self.sections);
        page.paragraphs = fitting(self.paragraphs);
        page.tables = fitting(self.tables);
        page.code = fitting(self.code);
        page.annotations = fitting(self.annotations);
        page.comments = fitting(self.comments);
        page.links = fitting(self.links);
        page.includes = fitting(self.includes);
        page.tabs = fitting(self.tabs);
        page.code_spans = fitting(self.code_spans);
        page.bold = fitting(self.bold);
        if !self.alerts.is_empty() || !self.directives.is_empty() {
            let seldom = page.seldom.get_or_insert_default();
            (seldom.alerts, seldom.directives) = (fitting(self.alerts), fitting(self.directives));
        }
    }
}

/// The list in memory of its very size. (Shrinking one in place gives nothing back: allocators leave it where it is unless it is
/// much too large.)
pub(super) fn fitting<T>(mut list: Vec<T>) -> Box<[T]> {
    if list.len() < list.capacity() {
        let mut fitting = Vec::with_capacity(list.len());
        fitting.append(&mut list);
        list = fitting;
    }
    list.into_boxed_slice()
}
