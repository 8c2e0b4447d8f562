//! The samples of a page as its annotations tell them: requests with their names, and the responses that belong to them.
//! Must not know how sample code is made, nor judge what is missing.

use crate::page::Page;
use crate::page::annotation::{Annotation, BLOCK_KEYS};
use crate::page::json::{self, NodeKind};
use crate::text::Span;
use crate::text::nearest::nearest;
use foldhash::HashMap;
use std::borrow::Cow;

/// The form in which the name of a request names the files of its sample code: two requests of one version with the same
/// form overwrite each other's files. Source: what API Doctor does, seen on 14,682 of 14,721 includes.
pub fn file_form(name: &str) -> String {
    let kept = name.chars().filter(|c| !matches!(c, '#' | '.' | ' ' | '(' | ')' | '\\' | '/'));
    kept.map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// A request by its name.
#[derive(Clone, Debug)]
pub struct NamedRequest<'a> {
    /// Index in [`Page::annotations`].
    pub note: usize,
    /// The name as written.
    pub name: Cow<'a, str>,
    /// Where, with its quotes.
    pub span: Span,
}

/// The requests that have a name, in order. Of several names of one request the first counts.
pub fn named_requests(page: &Page) -> impl Iterator<Item = NamedRequest<'_>> {
    let text = &page.source.text;
    page.annotations.iter().enumerate().filter(|(_, note)| note.is_of("request")).filter_map(|(at, note)| {
        let node = note.strings(text, "name").into_iter().next()?;
        let name = json::string(text, node);
        (!name.trim().is_empty()).then_some(NamedRequest { note: at, name, span: node.span })
    })
}

/// The key that stands where `name` belongs, in the annotation of a request that has none: a single word under a key that no
/// annotation has and that is like none.
pub fn renamed_name<'a>(page: &'a Page, note: &'a Annotation) -> Option<Span> {
    let text = &page.source.text;
    if !note.is_of("request") || note.value(text, "name").is_some() {
        return None;
    }
    let is_stray = |key: &str| nearest(key, BLOCK_KEYS).is_none();
    let mut stray = note.members(text).filter(|(_, key, _)| !key.is_empty() && is_stray(key));
    let (span, _, node) = stray.next()?;
    let value = json::string(text, node);
    let is_word = node.kind == NodeKind::String && !value.is_empty() && !value.contains(char::is_whitespace);
    (is_word && stray.next().is_none()).then_some(span)
}

/// What belongs to what.
#[derive(Debug, Default)]
pub struct Pairing {
    /// The requests, as indexes in [`Page::annotations`], each with whether a response belongs to it.
    pub requests: Vec<(usize, bool)>,
    /// Responses that belong to no request: no request stands before them.
    pub early: Vec<usize>,
    /// Responses that name no request of the page.
    pub misnamed: Vec<usize>,
}

/// Pairs the responses of a page with its requests: by `name`, and without one with the last request before.
pub fn pair(page: &Page) -> Pairing {
    let text = &page.source.text;
    let mut pairing = Pairing::default();
    let mut by_name: HashMap<Cow<'_, str>, Vec<usize>> = HashMap::default();
    for (at, note) in page.annotations.iter().enumerate().filter(|(_, note)| note.is_of("request")) {
        for name in note.names(text) {
            by_name.entry(name).or_default().push(pairing.requests.len());
        }
        pairing.requests.push((at, false));
    }
    for (at, note) in page.annotations.iter().enumerate() {
        if !note.is_of("response") && !note.is_of("simulatedResponse") {
            continue;
        }
        let names = note.names(text);
        let mut named = false;
        for name in &names {
            let Some(requests) = by_name.get_mut(name) else { continue };
            named = true;
            // Taken, so that many responses of one name do not go over the same requests again.
            for request in std::mem::take(requests) {
                if let Some((_, answered)) = pairing.requests.get_mut(request) {
                    *answered = true;
                }
            }
        }
        if named {
            continue;
        }
        // A response that names no request still stands below one, for a reader.
        let above = pairing.requests.partition_point(|(request, _)| *request < at);
        match above.checked_sub(1).and_then(|above| pairing.requests.get_mut(above)) {
            Some((_, answered)) => {
                *answered = true;
                if !names.is_empty() {
                    pairing.misnamed.push(at);
                }
            }
            None => pairing.early.push(at),
        }
    }
    pairing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_files_as_snippet_tools_do() {
        assert_eq!(file_form("Create_x from (Y)/z.1"), "create-xfromyz1");
        assert_eq!(file_form("call-get"), "call-get");
    }
}
