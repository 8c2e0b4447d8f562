//! What is to be written for a docset: edits of pages, include files, and what cannot be done. Pure: it reads no file
//! but what the docset has read, and writes none.

use super::examples::{self, Example};
use super::names::Names;
use super::output::Output;
use super::sample_file::{self, SampleFile};
use super::site::{Site, sites, why_unclear};
use super::tab::{Shows, Tab};
use super::tab_edit::Page;
use super::unused::{self, Unused};
use super::{group, new_group};
use crate::docset::isolate::{isolated, trip};
use crate::docset::samples::{self, FilePlace};
use crate::docset::{DocSet, Member, PageId, version};
use crate::text::{Edit, Span};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// How a page shows its samples.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layout {
    /// Include files and tabs that include them.
    #[default]
    Tabs,
    /// Tabs that hold the samples.
    Inline,
    /// Include files only.
    Files,
}

/// What is asked for.
pub struct Order<'a> {
    /// The languages, in order.
    pub outputs: &'a [Output<'a>],
    /// How they are shown.
    pub layout: Layout,
    /// What a URL without a host is put below.
    pub base: &'a str,
    /// Only requests of this name, or with this number (`#1`) on their page.
    pub request: Option<&'a str>,
    /// Whether tabs that show nothing go.
    pub prune: bool,
    /// Whether pages outside of folders of locales are put in folders by locale and version, instead of where they lie.
    pub apart: bool,
}

/// Something to tell about a place of a page.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Note {
    /// The page.
    pub page: PageId,
    /// Where.
    pub span: Span,
    /// What.
    pub message: String,
    /// Whether something that was asked for cannot be done.
    pub is_error: bool,
}

/// An include file that is to have a sample.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleAt {
    /// The page of its request.
    pub page: PageId,
    /// Where.
    pub place: FilePlace,
    /// What.
    pub file: SampleFile,
}

/// What is to be done.
#[derive(Debug, Default)]
pub struct Plan {
    /// Edits of pages, in order of page.
    pub pages: Vec<(PageId, Vec<Edit>)>,
    /// Include files, in order of page and language.
    pub samples: Vec<SampleAt>,
    /// What is to be told, in order of place.
    pub notes: Vec<Note>,
    /// What nothing shows any more.
    pub unused: Unused,
}

/// One request with its samples.
struct Work<'a> {
    example: usize,
    site: Site,
    tabs: Vec<Tab<'a>>,
    files: Vec<SampleAt>,
}

/// The edits of a page, and where it includes what is not there: place and path.
type Edited = (Vec<Edit>, Vec<(Span, String)>);

/// Plans the docset.
pub fn plan(docset: &DocSet, order: &Order<'_>) -> Plan {
    let all: Vec<Vec<Example>> =
        docset.members.par_iter().map(|member| examples::of_page(&member.page, order.base)).collect();
    let names = Names::of(docset, &all, order.apart);
    let made: Vec<(Vec<Work<'_>>, Vec<Note>)> = docset
        .members
        .par_iter()
        .zip(&all)
        .enumerate()
        .map(|(at, (member, examples))| {
            let page = PageId(at as u32);
            let done = isolated(|| {
                trip("snippets", &member.page.source.text);
                of_page(page, member, examples, docset, &names, order)
            });
            done.unwrap_or_else(|said| (Vec::new(), vec![failed(page, &said)]))
        })
        .collect();
    let places = made.iter().flat_map(|(works, _)| works).flat_map(|work| &work.files).map(|file| file.place.lower());
    let places: BTreeSet<FilePlace> = places.collect();
    let edited: Vec<Edited> = docset
        .members
        .par_iter()
        .zip(&made)
        .zip(&all)
        .map(|((member, (works, _)), examples)| page_edits(docset, member, works, examples, &places, order))
        .collect();
    let mut plan = Plan::default();
    for (at, ((works, notes), (edits, dead))) in made.into_iter().zip(edited).enumerate() {
        let page = PageId(at as u32);
        plan.notes.extend(notes);
        plan.unused.dead.extend(dead.into_iter().map(|(span, path)| (page, span, path)));
        if !edits.is_empty() {
            plan.pages.push((page, edits));
        }
        plan.samples.extend(works.into_iter().flat_map(|work| work.files));
    }
    if order.request.is_none() && order.layout != Layout::Inline {
        plan.unused.orphans = unused::orphans(docset, &plan, order.outputs);
    }
    plan.notes.sort();
    plan
}

/// What is told where the program itself fails on a page.
fn failed(page: PageId, said: &str) -> Note {
    let message = format!("the program failed on this page: {said}; please report this, with the page");
    Note { page, span: Span::default(), message, is_error: true }
}

/// Where a page lies, or is to lie where pages outside of folders of locales are set apart.
pub fn place(docset: &DocSet, member: &Member, apart: bool) -> FilePlace {
    let place = samples::page_place(docset, member);
    if !apart || member.root.is_some_and(|at| !docset.is_mixed(at)) {
        return place;
    }
    let (tag, path) = (member.locale.tag(), &place.path);
    let version = member.version.as_deref().unwrap_or("unversioned");
    let path = match path.rsplit_once('/') {
        // Pages of one folder keep the folders that they have in it.
        Some(_) if place.root.is_some() => match version::folder(path, &docset.versions) {
            Some(_) => format!("/{tag}/{path}"),
            None => format!("/{tag}/{version}/{path}"),
        },
        parted => format!("/{tag}/{version}/api/{}", parted.map_or(path.as_str(), |(_, name)| name)),
    };
    FilePlace { root: None, path }
}

/// Whether a page has the form of a translation.
pub fn is_translated(docset: &DocSet, member: &Member) -> bool {
    let of_root = member.root.and_then(|at| docset.roots.get(at)).and_then(|root| root.locale.as_deref());
    let is_source = docset.is_source(member);
    !is_source
        && (docset.is_translation(member) || of_root.is_some_and(|tag| !tag.eq_ignore_ascii_case(docset.source_tag())))
}

/// The samples of a page.
fn of_page<'a>(
    id: PageId,
    member: &Member,
    examples: &[Example],
    docset: &DocSet,
    names: &Names,
    order: &Order<'a>,
) -> (Vec<Work<'a>>, Vec<Note>) {
    let (mut works, mut notes) = (Vec::new(), Vec::new());
    if !member.wanted || examples.is_empty() {
        return (works, notes);
    }
    let page = place(docset, member, order.apart);
    let folder = samples::folder(docset, &page);
    let translated = is_translated(docset, member);
    let description = member.locale.sample_description().unwrap_or(sample_file::DESCRIPTION);
    for (at, (example, site)) in examples.iter().zip(sites(&member.page, examples)).enumerate() {
        let request = &example.request;
        if order.request.is_some_and(|asked| !examples::is_called(at, request, asked)) {
            continue;
        }
        let span = names.span(&member.page, example);
        let mut note = |message: String, is_error: bool| notes.push(Note { page: id, span, message, is_error });
        let form = if order.layout == Layout::Inline {
            String::new()
        } else {
            match names.form(docset, id, at, example) {
                Ok(form) => form,
                Err((message, is_error)) => {
                    note(message, is_error);
                    continue;
                }
            }
        };
        if let Site::Unclear(why) = site
            && order.layout != Layout::Files
        {
            let name = if request.name.is_empty() { "a request" } else { &request.name };
            note(format!("{name} gets no tabs: {why}"), true);
            continue;
        }
        let mut work = Work { example: at, site, tabs: Vec::new(), files: Vec::new() };
        for output in order.outputs {
            let code = match output.sample(request, member) {
                Ok(Some(code)) => code,
                Ok(None) => continue,
                Err(problem) => {
                    note(format!("no sample for {}: {problem}", output.id), true);
                    continue;
                }
            };
            let code = sample_file::code_for(&code, translated).into_owned();
            if order.layout == Layout::Inline {
                work.tabs.push(Tab { output, shows: Shows::Code(code) });
                continue;
            }
            let fence = &output.fence;
            let path = format!("{}/{fence}/{form}-{fence}-snippets.md", folder.path);
            let place = FilePlace { root: folder.root, path };
            let way = samples::way(&page.path, &place.path);
            work.tabs.push(Tab { output, shows: Shows::File(way, place.clone()) });
            let description = description.to_owned();
            work.files.push(SampleAt {
                page: id,
                place,
                file: SampleFile { fence: fence.clone(), code, description, translated },
            });
        }
        works.push(work);
    }
    (works, notes)
}

/// The edits of a page, and the tabs of it that include a file that neither is there nor will be.
fn page_edits(
    docset: &DocSet,
    member: &Member,
    works: &[Work<'_>],
    examples: &[Example],
    made: &BTreeSet<FilePlace>,
    order: &Order<'_>,
) -> Edited {
    let mut edits = Vec::new();
    if !member.wanted || order.layout == Layout::Files {
        return (edits, Vec::new());
    }
    let place = place(docset, member, order.apart);
    let anchored = is_translated(docset, member) && writes_anchors(member);
    let page = Page { page: &member.page, place, anchored };
    let none = Vec::new();
    let mut dead_tabs = Vec::new();
    let mut of_groups = HashMap::new();
    for work in works {
        if let Site::Group(at) = work.site {
            of_groups.entry(at).or_insert(work);
        }
    }
    for (at, group) in member.page.tabs.iter().enumerate() {
        let work = of_groups.get(&at);
        let tabs = work.map_or(&none, |work| &work.tabs);
        let dead = match order.request {
            None => unused::dead_tabs(docset, &page, group, tabs, made),
            Some(_) => vec![None; group.tabs.len()],
        };
        let goes: Vec<bool> = dead.iter().map(|path| order.prune && path.is_some()).collect();
        dead_tabs.extend(dead.into_iter().flatten());
        let is_pruned = goes.contains(&true) && why_unclear(&member.page, group).is_none();
        if work.is_some() || is_pruned {
            edits.extend(group::edits(&page, group, tabs, &goes));
        }
    }
    for work in works.iter().filter(|work| work.site == Site::Bare) {
        if let Some(example) = examples.get(work.example) {
            edits.extend(new_group::edits(&page, example, &work.tabs));
        }
    }
    edits.sort();
    (edits, dead_tabs)
}

/// Whether the headings of a page carry anchors. A page of which none does comes from a pipeline that writes none.
fn writes_anchors(member: &Member) -> bool {
    let headings = || member.page.sections.iter().filter(|section| section.level > 0);
    headings().next().is_none() || headings().any(|section| section.anchor().is_some())
}
