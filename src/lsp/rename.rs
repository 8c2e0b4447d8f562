//! Renaming a request: its name stands in annotations of every locale, and in the names of its sample files.

use super::desk::Desk;
use super::rename_files;
use crate::docset::{Member, PageId};
use crate::fact::sample;
use crate::page::json::{self, Node};
use crate::page::{Page, annotation::Annotation};
use crate::text::{Edit, Span};
use gen_lsp_types::{PrepareRenamePlaceholder, PrepareRenameResult, WorkspaceEdit};

/// The name at byte `offset`, if it is a request's.
pub(super) fn prepare(desk: Desk<'_>, id: PageId, offset: u32) -> Option<PrepareRenameResult> {
    let (name, span) = name_at(&desk.member(id)?.page, offset)?;
    let range = desk.view(id)?.range(span);
    Some(PrepareRenamePlaceholder { range, placeholder: name }.into())
}

/// The edits that give the request at byte `offset` another name, in all locales of its page. The error is for people.
pub(super) fn rename(desk: Desk<'_>, id: PageId, offset: u32, new: &str) -> Result<WorkspaceEdit, String> {
    let docset = desk.docset();
    let member = docset.get(id).ok_or("the page is not there")?;
    let (old, _) = name_at(&member.page, offset).ok_or("there is no name of a request here")?;
    let new = new.trim();
    let is_bad = |c: char| c.is_control() || matches!(c, '"' | '\\' | '<' | '>' | '&');
    if new.is_empty() || new.contains(is_bad) || new.contains("--") || sample::file_form(new).is_empty() {
        return Err(format!("`{new}` cannot be the name of a request: write letters, digits, `_` and single `-`"));
    }
    let group: Vec<(PageId, &Member)> = docset
        .group_with(id)
        .iter()
        .filter_map(|page| Some((*page, docset.get(*page)?)))
        .filter(|(_, other)| other.version == member.version)
        .collect();
    if let Some((other, name)) = rename_files::taken(docset, &group, &old, new) {
        return Err(format!("the request `{name}` on {} would share its sample files with `{new}`", other.key));
    }
    let mut edits: Vec<(PageId, Vec<Edit>)> = Vec::new();
    for (page, member) in &group {
        let list = names(&member.page)
            .filter(|(name, _)| *name == old)
            .map(|(_, span)| Edit { span, text: new.to_owned() })
            .collect();
        edits.push((*page, list));
    }
    let moves = if desk.edits.renames { rename_files::of(docset, &group, &old, new) } else { Vec::new() };
    for (page, list) in &mut edits {
        list.extend(rename_files::includes(docset, *page, &moves));
        list.sort();
    }
    edits.retain(|(_, list)| !list.is_empty());
    let mut edit = desk.workspace_edit(edits);
    if let Some(changes) = &mut edit.document_changes {
        changes.extend(moves.iter().filter_map(|one| one.change(docset)));
    }
    Ok(edit)
}

/// The name at byte `offset`, and where it stands between its quotes.
fn name_at(page: &Page, offset: u32) -> Option<(String, Span)> {
    names(page).find(|(_, span)| span.start <= offset && offset <= span.end)
}

/// The names that annotations of requests and responses give, and where they stand.
fn names(page: &Page) -> impl Iterator<Item = (String, Span)> {
    let is_one = |note: &&Annotation| ["request", "response", "simulatedResponse"].iter().any(|kind| note.is_of(kind));
    let text = &page.source.text;
    let nodes = page.annotations.iter().filter(is_one).flat_map(|note| note.strings(text, "name"));
    nodes.filter_map(|node| Some((json::string(text, node).into_owned(), inner(text, node)?)))
}

/// What stands between the quotes of a string; `None` where escapes or entities make it another text.
fn inner(text: &str, node: &Node) -> Option<Span> {
    let written = node.span.of(text);
    let bare = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let span = if bare.is_some() { node.span.part(1..written.len() - 1) } else { node.span };
    (span.of(text) == json::string(text, node)).then_some(span)
}
