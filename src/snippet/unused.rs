//! What nothing shows: include files that no page includes, and tabs whose file is not there. Must not remove anything.

use super::output::Output;
use super::plan::Plan;
use super::tab::Tab;
use super::tab_edit::{Page, is_of_sample};
use crate::docset::samples::{self, FilePlace, included};
use crate::docset::{DocSet, PageId};
use crate::page::inline::Include;
use crate::page::tab::TabGroup;
use crate::page::{self, model};
use crate::text::edit::apply;
use crate::text::{Source, Span};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};

/// What nothing shows.
#[derive(Debug, Default)]
pub struct Unused {
    /// Tabs that include a file that neither is there nor is made: the page, the path as written, the path.
    pub dead: Vec<(PageId, Span, String)>,
    /// Include files that no page of their locale and version includes.
    pub orphans: Vec<FilePlace>,
}

/// For each tab of a group: where it includes a sample that neither is there nor will be, and the path. A tab that is to
/// show something, or shows code, is not dead.
pub fn dead_tabs(
    docset: &DocSet,
    page: &Page<'_>,
    group: &TabGroup,
    wanted: &[Tab<'_>],
    made: &BTreeSet<FilePlace>,
) -> Vec<Option<(Span, String)>> {
    let is_dead = |include: &Include| {
        let path = page.slice(include.path);
        let is_made = included(&page.place, path).is_some_and(|place| made.contains(&place.lower()));
        is_of_sample(path) && !is_made && samples::is_missing(docset, &page.place, path)
    };
    let of_tab = |tab: &page::tab::Tab| {
        let id = page.slice(tab.id);
        if wanted.iter().any(|wanted| wanted.output.is_tab(id)) {
            return None;
        }
        if !model::within(&page.page.code, tab.body, |code| code.span).is_empty() {
            return None;
        }
        let includes = model::within(&page.page.includes, tab.body, |include| include.span);
        let mut samples = includes.iter().filter(|include| is_of_sample(page.slice(include.path))).peekable();
        let first = *samples.peek()?;
        // A tab with one file that is there still shows something.
        samples.all(is_dead).then(|| (first.path, page.slice(first.path).to_owned()))
    };
    // The first tab holds the request.
    let mut out: Vec<Option<(Span, String)>> = group.tabs.iter().map(of_tab).collect();
    if let Some(first) = out.first_mut() {
        *first = None;
    }
    out
}

/// The include files of these languages that no page of their locale includes once the plan is carried out. Folders of
/// samples without a page that was asked about are left out, and locales of which not every page was read.
pub fn orphans(docset: &DocSet, plan: &Plan, outputs: &[Output<'_>]) -> Vec<FilePlace> {
    let folders: HashSet<FilePlace> = docset
        .members
        .iter()
        .filter(|member| member.wanted && member.root.is_some())
        .map(|member| samples::folder(docset, &samples::page_place(docset, member)))
        .collect();
    let mut shown: HashSet<FilePlace> = plan.samples.iter().map(|sample| sample.place.lower()).collect();
    let edited: HashSet<PageId> = plan.pages.iter().map(|(id, _)| *id).collect();
    let after = |page: &page::Page, place: &FilePlace| -> Vec<FilePlace> {
        let includes = page.includes.iter().map(|include| page.slice(include.path));
        includes.filter_map(|path| included(place, path)).map(|place| place.lower()).collect()
    };
    shown.extend(docset.members.iter().enumerate().flat_map(|(at, member)| {
        let is_edited = edited.contains(&PageId(at as u32));
        if is_edited { Vec::new() } else { after(&member.page, &samples::page_place(docset, member)) }
    }));
    let changed: Vec<Vec<FilePlace>> = plan
        .pages
        .par_iter()
        .filter_map(|(id, edits)| {
            let member = docset.get(*id)?;
            let (text, _) = apply(member.page.source.file_text(), edits);
            Some(after(&page::parse(Source::new("", text)), &samples::page_place(docset, member)))
        })
        .collect();
    shown.extend(changed.into_iter().flatten());
    let mut orphans = Vec::new();
    let whole = docset.whole_roots();
    // A page that was not read may include any of them.
    let roots = docset.roots.iter().enumerate().filter(|(at, _)| whole.get(*at) == Some(&true));
    for (at, root) in roots {
        for path in root.files.samples() {
            let place = FilePlace { root: Some(at), path: path.clone() };
            let is_ours = folders.iter().any(|folder| {
                let rest = path.strip_prefix(&folder.path).and_then(|rest| rest.strip_prefix('/'));
                let rest = rest.filter(|_| folder.root == Some(at)).and_then(|rest| rest.split_once('/'));
                rest.is_some_and(|(fence, name)| is_file_of(fence, name, outputs))
            });
            if is_ours && !shown.contains(&place.lower()) {
                orphans.push(place);
            }
        }
    }
    orphans
}

/// Whether a file is one that samples of these languages are written to.
fn is_file_of(fence: &str, name: &str, outputs: &[Output<'_>]) -> bool {
    outputs.iter().any(|output| output.fence == fence && name.ends_with(&format!("-{fence}-snippets.md")))
}
