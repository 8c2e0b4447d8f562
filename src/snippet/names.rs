//! The names of requests as names of files: which can be one, and which of them are used twice. Must not know languages.

use super::examples::Example;
use super::plan::place as page_place;
use crate::docset::samples::{self, FilePlace};
use crate::docset::{DocSet, PageId};
use crate::fact::sample::file_form;
use crate::page::Page;
use crate::text::Span;
use std::collections::HashMap;
use std::fmt::Write;

/// What a file's name may have at most: 255 bytes is what file systems take, ending and fence included.
const LONGEST: usize = 180;

/// How many of the places are told that use one name.
const MOST_PLACES: usize = 16;

/// Every use of every name.
#[derive(Debug, Default)]
pub struct Names {
    /// By folder of samples and form of the name.
    uses: HashMap<(FilePlace, String), Vec<(PageId, Span)>>,
    apart: bool,
}

impl Names {
    /// Of all examples of a docset, page by page.
    pub fn of(docset: &DocSet, examples: &[Vec<Example>], apart: bool) -> Names {
        let mut names = Names { apart, ..Names::default() };
        for (at, (member, examples)) in docset.members.iter().zip(examples).enumerate() {
            if examples.is_empty() {
                continue;
            }
            let folder = samples::folder(docset, &page_place(docset, member, apart));
            for example in examples.iter().filter(|example| !example.request.name.trim().is_empty()) {
                let key = (folder.clone(), file_form(&example.request.name));
                let span = names.span(&member.page, example);
                names.uses.entry(key).or_default().push((PageId(at as u32), span));
            }
        }
        names
    }

    /// Where a request says its name; its annotation where it has none.
    pub fn span(&self, page: &Page, example: &Example) -> Span {
        let Some(note) = page.annotations.get(example.annotation) else { return Span::default() };
        note.strings(&page.source.text, "name").first().map_or(note.span, |node| node.span)
    }

    /// The form in which the name of a request names its files; else why it can name none, and whether that is an error.
    pub fn form(
        &self,
        docset: &DocSet,
        id: PageId,
        number: usize,
        example: &Example,
    ) -> Result<String, (String, bool)> {
        let name = &example.request.name;
        if name.trim().is_empty() {
            return Err((format!("request #{} has no name, so it gets no include files", number + 1), false));
        }
        let form = file_form(name);
        if form.is_empty() || form.len() > LONGEST || !form.chars().all(is_plain) {
            return Err((format!("the name of the request, {name:?}, cannot name a file"), true));
        }
        let Some(member) = docset.get(id) else { return Err(("the page is not there".to_owned(), true)) };
        let folder = samples::folder(docset, &page_place(docset, member, self.apart));
        let uses = self.uses.get(&(folder, form.clone())).map_or(&[][..], Vec::as_slice);
        if uses.len() < 2 {
            return Ok(form);
        }
        let own = self.span(&member.page, example);
        let others = uses.iter().filter(|(page, span)| (*page, *span) != (id, own));
        // Loose pages of several locales lie in one folder: the names are right, the place is not.
        let locale = member.locale.tag();
        let is_other = |page: PageId| docset.get(page).is_some_and(|other| other.locale.tag() != locale);
        let apart = others.clone().all(|(page, _)| is_other(*page));
        let help = if apart { "write with --to FOLDER, which keeps locales apart" } else { "give one another name" };
        let named = others.filter_map(|(page, span)| place(docset, *page, *span)).take(MOST_PLACES);
        let mut places = named.collect::<Vec<String>>().join(", ");
        if let Some(more) = uses.len().checked_sub(1 + MOST_PLACES).filter(|more| *more > 0) {
            let _ = write!(places, " and {more} more");
        }
        Err((format!("request `{name}` shares its include files with {places}; {help}"), true))
    }
}

/// `path:line:column`.
pub fn place(docset: &DocSet, page: PageId, span: Span) -> Option<String> {
    let source = &docset.get(page)?.page.source;
    let place = source.place(span.start);
    Some(format!("{}:{}:{}", source.path, place.line, place.column))
}

/// What neither file systems nor the target of a link give a meaning to.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '$' | '\'' | '=' | ',' | '+' | '~' | '!' | '@' | '&')
}
