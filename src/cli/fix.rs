//! `isogloss check --fix` and `--diff`: fixes applied until nothing is left to fix, then written or shown.

use super::args::Check;
use super::diff::Diffs;
use super::job::Job;
use crate::docset::origin::Origin;
use crate::docset::{DocSet, PageId, again};
use crate::engine::fix::{self, Choice, Fixed, MOST_PASSES};
use crate::engine::{self, Run, write};
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

/// What happened to one page in all passes.
struct Change {
    /// What it said before the first.
    old: String,
    /// The page it is a translation of.
    source: Option<PageId>,
    /// How many fixes of which rule.
    by: BTreeMap<&'static str, usize>,
}

/// Applies the wanted fixes, pass by pass, and writes the pages, or shows the diff. The error is for people.
pub fn fix(job: Job, args: &Check) -> Result<Outcome, String> {
    let choice = Choice { with_unsafe: args.unsafe_fixes, only: &args.fix_only, without: &[] };
    let run = run(&job);
    let mut work = Work { job, run, changes: BTreeMap::new(), barred: Vec::new() };
    // A source that says something else has another hash: without its history nobody knows any more what its translations
    // were made from, and what was not yet fixed on them stays. So they come first.
    work.passes(choice, |docset, page| docset.origin(page).is_some_and(Origin::is_current))?;
    work.passes(choice, |_, _| true)?;
    let docset = &work.job.loaded.docset;
    work.changes.retain(|page, change| docset.get(*page).is_some_and(|member| member.page.source.text != change.old));
    let pages = work.changes.len();
    let failed = if args.diff { work.show().map(|()| Vec::new())? } else { work.write() };
    let written = work.changes.iter().filter(|(page, _)| !failed.contains(page)).map(|(_, change)| change);
    summary(written, args.diff);
    work.restore(&failed)?;
    Ok(Outcome { job: work.job, run: work.run, pages, failed: failed.len() })
}

/// What is found now. What the baseline covers is not among it, and so is not fixed.
fn run(job: &Job) -> Run {
    engine::run_in(&job.loaded.docset, &job.selection, &job.loaded.settings, job.scope())
}

/// A docset between passes.
struct Work {
    job: Job,
    run: Run,
    changes: BTreeMap<PageId, Change>,
    /// Rules whose fixes of these pages come to no end.
    barred: Vec<(PageId, &'static str)>,
}

impl Work {
    /// Applies the fixes of the pages that are wanted until none are left. A page for which there is no end begins again, without
    /// the rules that found none: what they have made of it by then is worse than what it was.
    fn passes(&mut self, choice: Choice<'_>, is_wanted: impl Fn(&DocSet, PageId) -> bool) -> Result<(), String> {
        let mut before: BTreeMap<PageId, (String, BTreeMap<&'static str, usize>)> = BTreeMap::new();
        let mut pass = 0;
        loop {
            let choice = Choice { without: &self.barred, ..choice };
            let mut fixed = fix::apply(&self.job.loaded.docset, &self.run, choice);
            fixed.retain(|page| is_wanted(&self.job.loaded.docset, page.page));
            if fixed.is_empty() {
                return Ok(());
            }
            let is_last = pass == MOST_PASSES;
            pass = if is_last { 0 } else { pass + 1 };
            let mut texts = BTreeMap::new();
            for page in fixed {
                let docset = &self.job.loaded.docset;
                let Some(member) = docset.get(page.page) else { continue };
                let change = self.changes.entry(page.page).or_insert_with(|| Change {
                    old: member.page.source.text.clone(),
                    source: docset.origin(page.page).and_then(|origin| origin.source),
                    by: BTreeMap::new(),
                });
                if is_last && let Some((text, by)) = before.remove(&page.page) {
                    fighting(&member.page.source.path, &page);
                    self.barred.extend(page.by.keys().map(|rule| (page.page, *rule)));
                    change.by = by;
                    texts.insert(page.page, text);
                } else {
                    before.entry(page.page).or_insert_with(|| (member.page.source.text.clone(), change.by.clone()));
                    for (rule, count) in page.by {
                        *change.by.entry(rule).or_default() += count;
                    }
                    texts.insert(page.page, page.text);
                }
            }
            self.set(texts)?;
        }
    }

    /// Gives pages other texts and runs the rules again.
    fn set(&mut self, texts: BTreeMap<PageId, String>) -> Result<(), String> {
        let loaded = &mut self.job.loaded;
        let docset = std::mem::take(&mut loaded.docset);
        let (docset, history) = again::with_texts(docset, texts, &loaded.layout, &loaded.locales);
        loaded.docset = docset;
        history?;
        self.run = run(&self.job);
        Ok(())
    }

    /// What is reported on a page that could not be written is what the file still says.
    fn restore(&mut self, failed: &[PageId]) -> Result<(), String> {
        let old = |page: &PageId| Some((*page, self.changes.get(page)?.old.clone()));
        let texts: BTreeMap<PageId, String> = failed.iter().filter_map(old).collect();
        if texts.is_empty() { Ok(()) } else { self.set(texts) }
    }

    fn show(&self) -> Result<(), String> {
        let mut diffs = Diffs::new();
        for (page, change) in &self.changes {
            if let Some(member) = self.job.loaded.docset.get(*page) {
                diffs.add(&member.page.source.path, Some(&change.old), Some(&member.page.source.text));
            }
        }
        diffs.finish()
    }

    /// Which pages could not be written. Each is told; the others are written all the same. Sources are written last, and only
    /// when what was to be fixed on their translations is: the next run could no longer do it.
    fn write(&self) -> Vec<PageId> {
        let docset = &self.job.loaded.docset;
        let (first, last): (Vec<_>, Vec<_>) = self.changes.iter().partition(|(_, change)| change.source.is_some());
        let mut failed: Vec<(PageId, String)> =
            first.into_par_iter().filter_map(|(page, change)| Some((*page, self.put(*page, change).err()?))).collect();
        let source_of = |page: &PageId| self.changes.get(page).and_then(|change| change.source);
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
        let Some(member) = self.job.loaded.docset.get(page) else { return Ok(()) };
        let (path, within) = self.job.loaded.docset.place(member);
        write::write(&path, Some(&change.old), &member.page.source.text, within)
    }
}

fn summary<'a>(changes: impl Iterator<Item = &'a Change>, only_shown: bool) {
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
        return;
    }
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let verb = if only_shown { "would fix" } else { "fixed" };
    say!("{verb} {total} finding{} on {pages} page{}:", plural(total), plural(pages));
    let mut list: Vec<_> = by.iter().collect();
    list.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    for (rule, count) in list {
        say!("  {count:>6} {rule}");
    }
}

/// Tells which rules came to no end, with a page or with each other.
fn fighting(path: &str, fixed: &Fixed) {
    let rules: Vec<&str> = fixed.by.keys().copied().collect();
    say!(
        "warning: {}: the fixes of {} are left out: after {MOST_PASSES} passes they still undo each other's work or their own",
        visible(path),
        rules.join(", ")
    );
}
