//! The sample files that carry a request's name: which are renamed with it, and the includes that then lead to them. A file
//! that others use too keeps its name.

use crate::docset::files::is_sample;
use crate::docset::samples::{self, FilePlace};
use crate::docset::{DocSet, Member, PageId};
use crate::fact::sample::{file_form, named_requests};
use crate::text::{Edit, Span};
use gen_lsp_types::{DocumentChange, RenameFile};
use std::collections::BTreeSet;

type Group<'a> = [(PageId, &'a Member)];

/// A file that gets another name.
pub(super) struct Move {
    from: FilePlace,
    to: FilePlace,
}

impl Move {
    /// The move as the client takes it.
    pub(super) fn change(&self, docset: &DocSet) -> Option<DocumentChange> {
        let uri = |place: &FilePlace| super::uri::of_path(&place.on_disk(docset));
        Some(RenameFile::new(uri(&self.from)?, uri(&self.to)?, None, None).into())
    }
}

/// A request of the same version that names its files as `new` would: its page, and its name.
pub(super) fn taken<'a>(docset: &'a DocSet, group: &Group<'a>, old: &str, new: &str) -> Option<(&'a Member, String)> {
    let form = file_form(new);
    users(docset, group, &form, old).next()
}

/// The requests, other than those of the group called `old`, whose files have this form of a name.
fn users<'a>(
    docset: &'a DocSet,
    group: &Group<'a>,
    form: &str,
    old: &str,
) -> impl Iterator<Item = (&'a Member, String)> {
    let version = group.first().and_then(|(_, member)| member.version.as_deref());
    let roots: BTreeSet<Option<usize>> = group.iter().map(|(_, member)| member.root).collect();
    let pages: BTreeSet<PageId> = group.iter().map(|(page, _)| *page).collect();
    let members = docset.members.iter().enumerate();
    let near = members.filter(move |(_, member)| roots.contains(&member.root) && member.version.as_deref() == version);
    let (form, old) = (form.to_owned(), old.to_owned());
    near.flat_map(move |(at, member)| {
        let is_own = pages.contains(&PageId(at as u32));
        let (form, old) = (form.clone(), old.clone());
        let is_user = move |name: &str| file_form(name) == form && !(is_own && name == old);
        let names = named_requests(&member.page).map(|request| request.name.into_owned());
        names.filter(move |name| is_user(name)).map(move |name| (member, name)).collect::<Vec<_>>()
    })
}

/// The files that get another name with the request: those that pages of the group include, lie in their own folders, and belong to
/// nobody else.
pub(super) fn of(docset: &DocSet, group: &Group<'_>, old: &str, new: &str) -> Vec<Move> {
    let (old_form, new_form) = (file_form(old), file_form(new));
    if old_form == new_form || users(docset, group, &old_form, old).next().is_some() {
        return Vec::new();
    }
    let mut out: Vec<Move> = Vec::new();
    for (_, member) in group {
        for (_, place) in own_samples(docset, member, &old_form) {
            let is_known = out.iter().any(|known| known.from.lower() == place.lower());
            if is_known || !samples::is_there(docset, &place) {
                continue;
            }
            let Some((folder, name)) = place.path.rsplit_once('/') else { continue };
            let rest = name.get(old_form.len()..).unwrap_or("");
            let to = FilePlace { root: place.root, path: format!("{folder}/{new_form}{rest}") };
            if !samples::is_there(docset, &to) {
                out.push(Move { from: place, to });
            }
        }
    }
    let pages: BTreeSet<PageId> = group.iter().map(|(page, _)| *page).collect();
    let mut foreign: BTreeSet<FilePlace> = BTreeSet::new();
    for (at, member) in docset.members.iter().enumerate() {
        if !pages.contains(&PageId(at as u32)) {
            foreign.extend(own_samples(docset, member, &old_form).map(|(_, place)| place.lower()));
        }
    }
    out.retain(|one| !foreign.contains(&one.from.lower()));
    out
}

/// The includes of a page of sample files whose names have this form: where the path stands, and where it leads in the page's
/// own folder.
fn own_samples<'a>(
    docset: &'a DocSet,
    member: &'a Member,
    form: &'a str,
) -> impl Iterator<Item = (Span, FilePlace)> + use<'a> {
    let includes = member.page.includes.iter().filter(move |include| is_named(member.page.slice(include.path), form));
    includes.filter_map(|include| {
        let page = samples::page_place(docset, member);
        Some((include.path, samples::included(&page, member.page.slice(include.path))?))
    })
}

/// Whether a path is that of a sample of the form: `…/go/FORM-go-snippets.md`.
fn is_named(path: &str, form: &str) -> bool {
    let mut parts = path.rsplit('/');
    let (Some(name), Some(folder)) = (parts.next(), parts.next()) else { return false };
    let rest = name.get(..form.len()).filter(|start| start.eq_ignore_ascii_case(form)).and(name.get(form.len()..));
    is_sample(&path.to_lowercase())
        && rest.is_some_and(|rest| rest.eq_ignore_ascii_case(&format!("-{folder}-snippets.md")))
}

/// The edits of a page's includes that follow `moves`: a translation may include what lies with the source.
pub(super) fn includes(docset: &DocSet, id: PageId, moves: &[Move]) -> Vec<Edit> {
    let Some(member) = docset.get(id) else { return Vec::new() };
    let page = samples::page_place(docset, member);
    let mut out = Vec::new();
    for include in &member.page.includes {
        let written = member.page.slice(include.path);
        let Some(place) = samples::included(&page, written) else { continue };
        let of_source = FilePlace { root: docset.source_root, path: place.path.clone() };
        let is_of_source = !samples::is_there(docset, &place);
        let is_it =
            |one: &&Move| one.from.lower() == place.lower() || is_of_source && one.from.lower() == of_source.lower();
        let Some(one) = moves.iter().find(is_it) else { continue };
        let (Some(name), Some(new)) = (written.rsplit('/').next(), one.to.path.rsplit('/').next()) else { continue };
        let start = written.len() - name.len();
        out.push(Edit { span: include.path.part(start..written.len()), text: new.to_owned() });
    }
    out
}
