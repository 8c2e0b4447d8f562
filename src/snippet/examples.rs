//! The requests that a page has examples of: HTTP blocks whose annotation says `request`. Must not judge them.

use super::request::Request;
use crate::docset::{DocSet, Member};
use crate::page::Page;

/// One example.
#[derive(Clone, Debug)]
pub struct Example {
    /// Index in `Page::code` of the block.
    pub code: usize,
    /// Index in `Page::annotations`.
    pub annotation: usize,
    /// What it documents.
    pub request: Request,
}

/// What a URL without a host is put below on the pages of this docset: the host that most examples call.
pub fn base_of(docset: &DocSet) -> String {
    format!("https://{}", docset.main_host().unwrap_or("api.example.com"))
}

/// Whether a wanted page has an example whose URL names no host: then [`base_of`] must know the whole docset.
pub fn lack_host(docset: &DocSet) -> bool {
    docset.members.iter().filter(|member| member.wanted).any(|member| {
        let text = &member.page.source.text;
        let requests = member.page.code.iter().filter_map(|code| code.http.as_ref()?.request());
        requests.into_iter().any(|request| request.line.parts(text).scheme_host.is_none())
    })
}

/// The examples of a member of a docset, in order of position.
pub fn of_member(docset: &DocSet, member: &Member) -> Vec<Example> {
    of_page(&member.page, &base_of(docset))
}

/// The examples of a page, in order of position. `base` is what a URL without a host is put below.
pub fn of_page(page: &Page, base: &str) -> Vec<Example> {
    let text = &page.source.text;
    let mut out = Vec::new();
    for (code, block) in page.code.iter().enumerate() {
        let Some(annotation) = block.annotation.map(|at| at as usize) else { continue };
        let Some(note) = page.note_of(block) else { continue };
        let is_request = note.string(text, "blockType").is_some_and(|kind| kind.eq_ignore_ascii_case("request"));
        let message = block.http.as_ref().and_then(|http| http.request());
        let (true, Some(message)) = (is_request, message) else { continue };
        let names = note.strings(text, "name");
        let name = names.first().map(|node| crate::page::json::string(text, node).into_owned()).unwrap_or_default();
        out.push(Example { code, annotation, request: Request::read(text, message, &name, base) });
    }
    out
}

/// Whether `asked` names an example: by the name of its request, or by its number on the page from 1, as `#1`.
pub fn is_called(number: usize, request: &Request, asked: &str) -> bool {
    !request.name.is_empty() && request.name == asked
        || asked.strip_prefix('#').is_some_and(|digits| digits.parse() == Ok(number + 1))
}
