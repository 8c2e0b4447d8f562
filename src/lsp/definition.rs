//! Where what stands under the cursor leads: an include and a link to their file, a response to its request, a type to the page
//! of its resource.

use super::desk::Desk;
use super::uri;
use crate::docset::samples::{self, FilePlace};
use crate::docset::{Member, PageId, target};
use crate::fact::sample;
use crate::page::section::Section;
use crate::text::Span;
use gen_lsp_types::{Location, Position, Range};

/// The places that byte `offset` of a page leads to.
pub(super) fn of(desk: Desk<'_>, id: PageId, offset: u32) -> Option<Vec<Location>> {
    let member = desk.member(id)?;
    let page = &member.page;
    // A target at the end of its span is meant too: that is where a cursor stands after typing it.
    let touches = |span: Span| span.start <= offset && offset <= span.end;
    let found = if let Some(include) = page.includes.iter().find(|include| touches(include.span)) {
        file(desk, id, member, page.slice(include.path))
    } else if let Some(link) = page.links.iter().find(|link| touches(link.span)) {
        let target = link.target(&page.source.text).to_owned();
        link_to(desk, id, member, &target).or_else(|| resource(desk, member, offset))
    } else {
        request(desk, id, member, offset).or_else(|| resource(desk, member, offset))
    };
    found.map(|location| vec![location])
}

/// A link's target: a section of a page, or a file.
fn link_to(desk: Desk<'_>, id: PageId, member: &Member, target: &str) -> Option<Location> {
    let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
    let page = if path.is_empty() { Some(id) } else { target::page_at(desk.docset(), member, target) };
    let Some(page) = page else { return file(desk, id, member, target) };
    let sections = &desk.member(page)?.page.sections;
    let is_it = |fragment: &str| sections.iter().find(|section| section.slug.eq_ignore_ascii_case(fragment));
    let heading = fragment.and_then(is_it).map_or(Span::default(), Section::heading);
    if path.is_empty() && heading.is_empty() {
        return None;
    }
    desk.location(page, heading)
}

/// A file of the docset: a page, or another one, in the page's own folder or the source's.
fn file(desk: Desk<'_>, id: PageId, member: &Member, target: &str) -> Option<Location> {
    let docset = desk.docset();
    if let Some(page) = target::page_at(docset, member, target).filter(|page| *page != id) {
        return desk.location(page, Span::default());
    }
    let place = samples::included(&samples::page_place(docset, member), target)?;
    let source = docset.source_root.filter(|root| docset.fallback_to_source && member.root != Some(*root));
    let of_source = source.map(|root| FilePlace { root: Some(root), path: place.path.clone() });
    let there = [Some(place), of_source].into_iter().flatten().find(|place| samples::is_there(docset, place))?;
    let start = Position { line: 0, character: 0 };
    Some(Location { uri: uri::of_path(&there.on_disk(docset))?, range: Range { start, end: start } })
}

/// The request that a response names.
fn request(desk: Desk<'_>, id: PageId, member: &Member, offset: u32) -> Option<Location> {
    let page = &member.page;
    let text = &page.source.text;
    let note = page.annotations.iter().find(|note| note.span.holds(offset))?;
    let node = note.strings(text, "name").into_iter().find(|node| node.span.holds(offset))?;
    let name = crate::page::json::string(text, node);
    let request = sample::named_requests(page).find(|request| request.name == name)?;
    desk.location(id, request.span)
}

/// The page of the resource whose type stands at `offset`, where types stand: not in running text.
fn resource(desk: Desk<'_>, member: &Member, offset: u32) -> Option<Location> {
    let page = &member.page;
    let holds = |span: Span| span.start <= offset && offset <= span.end;
    let is_type_place = page.tables.iter().any(|table| holds(table.span))
        || page.code.iter().any(|code| holds(code.span))
        || page.annotations.iter().any(|note| holds(note.span))
        || page.code_spans.iter().any(|span| holds(span.span))
        || page.bold.iter().any(|span| holds(span.span))
        || page.links.iter().any(|link| holds(link.span));
    let word = word(&page.source.text, offset as usize).filter(|_| is_type_place)?;
    let name = word.rsplit('.').next().unwrap_or(word).to_lowercase();
    let (folder, _) = member.key.rsplit_once('/')?;
    let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
    let key = if above.is_empty() { format!("resources/{name}.md") } else { format!("{above}/resources/{name}.md") };
    let docset = desk.docset();
    let group = docset.group(&key);
    let of_root = |root: Option<usize>| {
        group.iter().copied().find(|id| docset.get(*id).is_some_and(|other| root.is_some() && other.root == root))
    };
    let page = of_root(member.root).or_else(|| of_root(docset.source_root))?;
    let title = desk.member(page)?.page.title().map_or(Span::default(), Section::heading);
    desk.location(page, title)
}

/// The name around byte `offset`: letters, digits, `_` and dots between them.
fn word(text: &str, offset: usize) -> Option<&str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let before = text.get(..offset)?;
    let start = before.len() - before.chars().rev().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>();
    let after = text.get(offset..)?;
    let end = offset + after.chars().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>();
    text.get(start..end).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn finds_the_word_around_a_place() {
        let text = "a Collection(microsoft.graph.call). b";
        assert_eq!(word(text, 20), Some("microsoft.graph.call"));
        assert_eq!(word(text, 13), Some("microsoft.graph.call"));
        assert_eq!(word(text, 1), Some("a"));
        assert_eq!(word(text, 35), None);
        assert_eq!(word("é", 1), None);
    }
}
