//! `isogloss check --fix` and `--diff`: fixes applied until nothing is left to fix, then written or shown.

use super::args::Check;
use super::diff::Diffs;
use super::job::Job;
use super::load::Loaded;
use crate::docset::PageId;
use crate::docset::origin::Origin;
use crate::engine::fix::{Choice, MOST_PASSES};
use crate::engine::passes::{Change, Passes, Rules};
use crate::engine::{Run, write};
use crate::report::concise::thousands;
use crate::report::escape::visible;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// What came of it.
pub struct Outcome {
    /// The docset as it is after the fixes, with its rules.
    pub job: Job,
    /// What is left to report.
    pub run: Run,
    /// Pages that changed, or would.
    pub pages: usize,
    /// Pages that could not be written.
    pub failed: usize,
}

/// Applies the wanted fixes, pass by pass, and writes the pages, or shows the diff. The error is for people.
pub fn fix(mut job: Job, args: &Check) -> Result<Outcome, String> {
    let choice = Choice { with_unsafe: args.unsafe_fixes, only: &args.fix_only, ..Choice::default() };
    let docset = std::mem::take(&mut job.loaded.docset);
    let Loaded { settings, layout, locales, .. } = &job.loaded;
    // What the baseline covers is not among what is found, and so is not fixed.
    let rules = Rules { selection: &job.selection, settings, layout, locales, scope: job.scope() };
    let mut work = Work { passes: Passes::new(docset, rules), rules };
    // A source that says something else has another hash: without its history nobody knows any more what its translations
    // were made from, and what was not yet fixed on them stays. So they come first.
    work.passes.run(rules, choice, |docset, page| docset.origin(page).is_some_and(Origin::is_current))?;
    work.passes.run(rules, choice, |_, _| true)?;
    work.tell_fights();
    let Passes { docset, changes, .. } = &mut work.passes;
    changes
        .retain(|page, change| docset.get(*page).is_some_and(|member| *member.page.source.file_text() != change.old));
    let pages = changes.len();
    let failed = match (args.diff, &args.stdin_path) {
        (true, _) => work.show().map(|()| Vec::new())?,
        (false, Some(_)) => Vec::new(),
        (false, None) => work.write(),
    };
    let written = work.passes.changes.iter().filter(|(page, _)| !failed.contains(page)).map(|(_, change)| change);
    if !args.output.quiet {
        let is_any = summary(written, args.diff);
        // Those of rules that came to no end are told already.
        let left = |with_unsafe: bool| {
            let choice = Choice { with_unsafe, without: &work.passes.barred, ..choice };
            work.passes.run.diagnostics.iter().filter(|item| choice.of(item).is_some()).count()
        };
        tell_left(is_any, left(true) - left(false), args.diff);
        if !args.diff {
            work.tell_outrun(&failed);
        }
    }
    work.restore(&failed)?;
    let Passes { docset, run, .. } = work.passes;
    job.loaded.docset = docset;
    Ok(Outcome { job, run, pages, failed: failed.len() })
}

/// What the passes came to, on its way to the files.
struct Work<'a> {
    passes: Passes,
    rules: Rules<'a>,
}

impl Work<'_> {
    /// What is reported on a page that could not be written is what the file still says.
    fn restore(&mut self, failed: &[PageId]) -> Result<(), String> {
        let old = |page: &PageId| Some((*page, self.passes.changes.get(page)?.old.clone()));
        let texts: BTreeMap<PageId, String> = failed.iter().filter_map(old).collect();
        if texts.is_empty() { Ok(()) } else { self.passes.set(texts, self.rules) }
    }

    /// Tells which rules came to no end, with a page or with each other.
    fn tell_fights(&self) {
        for list in self.passes.barred.chunk_by(|a, b| a.0 == b.0) {
            let Some(member) = list.first().and_then(|(page, _)| self.passes.docset.get(*page)) else { continue };
            let rules: Vec<&str> = list.iter().map(|(_, rule)| *rule).collect();
            say!(
                "warning: {}: the fixes of {} are left out: after {MOST_PASSES} passes they still undo each other's work or their own",
                visible(&member.page.source.path),
                rules.join(", ")
            );
        }
    }

    /// Tells how many translations name a text that their source no longer has, because it was fixed.
    fn tell_outrun(&self, failed: &[PageId]) {
        let docset = &self.passes.docset;
        let is_source = |page: &&PageId| docset.get(**page).is_some_and(|member| docset.is_source(member));
        let sources: Vec<PageId> =
            self.passes.changes.keys().filter(is_source).filter(|page| !failed.contains(page)).copied().collect();
        let origins = (0..docset.members.len() as u32).filter_map(|id| docset.origin(PageId(id)));
        let outrun = origins
            .filter(|origin| {
                !origin.is_current() && origin.source.is_some_and(|source| sources.binary_search(&source).is_ok())
            })
            .count();
        if outrun > 0 {
            say!(
                "note: {outrun} translation{} now name{} an older text of the source pages that were fixed: commit these, then `isogloss sync --mark`",
                if outrun == 1 { "" } else { "s" },
                if outrun == 1 { "s" } else { "" }
            );
        }
    }

    fn show(&self) -> Result<(), String> {
        let mut diffs = Diffs::new();
        for (page, change) in &self.passes.changes {
            if let Some(member) = self.passes.docset.get(*page) {
                diffs.add(&member.page.source.path, Some(&change.old), Some(member.page.source.file_text()));
            }
        }
        diffs.finish()
    }

    /// Which pages could not be written. Each is told; the others are written all the same. Sources are written last, and only
    /// when what was to be fixed on their translations is: the next run could no longer do it.
    fn write(&self) -> Vec<PageId> {
        let docset = &self.passes.docset;
        let (first, last): (Vec<_>, Vec<_>) =
            self.passes.changes.iter().partition(|(_, change)| change.source.is_some());
        let mut failed: Vec<(PageId, String)> =
            first.into_par_iter().filter_map(|(page, change)| Some((*page, self.put(*page, change).err()?))).collect();
        let source_of = |page: &PageId| self.passes.changes.get(page).and_then(|change| change.source);
        let held: HashMap<PageId, PageId> =
            failed.iter().filter_map(|(page, _)| Some((source_of(page)?, *page))).collect();
        let path = |page: PageId| docset.get(page).map(|member| visible(&member.page.source.path)).unwrap_or_default();
        let of_sources = last.into_par_iter().filter_map(|(page, change)| {
            let done = match held.get(page) {
                Some(translation) => Err(format!("its translation {} could not be", path(*translation))),
                None => self.put(*page, change),
            };
            Some((*page, done.err()?))
        });
        failed.par_extend(of_sources);
        for (page, why) in &failed {
            say!("error: {} was not fixed: {why}", path(*page));
        }
        failed.into_iter().map(|(page, _)| page).collect()
    }

    fn put(&self, page: PageId, change: &Change) -> Result<(), String> {
        let Some(member) = self.passes.docset.get(page) else { return Ok(()) };
        let (path, within) = self.passes.docset.place(member);
        write::write(&path, Some(&change.old), member.page.source.file_text(), within)
    }
}

/// Tells what was fixed, or would be; whether anything.
fn summary<'a>(changes: impl Iterator<Item = &'a Change>, only_shown: bool) -> bool {
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    let mut pages = 0;
    for change in changes {
        pages += 1;
        for (rule, count) in &change.by {
            *by.entry(rule).or_default() += count;
        }
    }
    let total: usize = by.values().sum();
    if total == 0 {
        return false;
    }
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let verb = if only_shown { "would fix" } else { "fixed" };
    say!("{verb} {total} finding{} on {pages} page{}:", plural(total), plural(pages));
    let mut list: Vec<_> = by.iter().collect();
    list.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    for (rule, count) in list {
        say!("  {count:>6} {rule}");
    }
    true
}

/// Tells how many fixes were not asked for. A diff that is empty says why.
fn tell_left(is_any: bool, more: usize, only_shown: bool) {
    match (is_any, more) {
        (false, 0) if only_shown => say!("nothing to fix"),
        (_, 0) => {}
        (false, more) => say!("no safe fixes; {} more with --unsafe-fixes", thousands(more)),
        (true, more) => say!("{} more with --unsafe-fixes", thousands(more)),
    }
}
