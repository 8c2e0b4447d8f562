//! `isogloss drift`: the facts on which pages do not agree, and why.

use super::args::{Drift, DriftFormat};
use super::{fail, load, notes};
use crate::docset::isolate::{isolated, trip};
use crate::docset::{DocSet, PageId, sibling};
use crate::drift::overview::{GroupDrift, overview};
use crate::drift::{Verdict, between};
use crate::fact::FactKind;
use crate::report::concise::thousands;
use crate::report::escape::visible;
use crate::report::{drift_json, drift_table};
use crate::text::nearest::nearest;
use rayon::prelude::*;
use std::collections::HashSet;
use std::io::{BufWriter, ErrorKind, Write};
use std::process::ExitCode;

/// Runs the command. Exit code 0, whatever was found; 2 where something could not be read or written.
pub fn run(args: &Drift) -> ExitCode {
    let asked = match Asked::of(args) {
        Ok(asked) => asked,
        Err(message) => return fail(message),
    };
    load::threads(args.input.threads);
    let loaded = match load::load(&args.input) {
        Ok(loaded) => loaded,
        Err(message) => return fail(message),
    };
    let docset = &loaded.docset;
    if docset.members.is_empty() && docset.skipped.is_empty() {
        return fail(load::no_pages(&args.input, &loaded, "compare"));
    }
    if let [from, to] = args.between.as_slice()
        && let Some(unknown) = [from, to].into_iter().find(|name| !docset.has_version(name))
    {
        let known = docset.version_names().join(", ");
        return fail(format!("no page is of version {unknown}; there are {known}"));
    }
    let (mut groups, failed) = groups(docset, args);
    if groups.is_empty()
        && failed.is_empty()
        && let Some(page) = &args.page
    {
        let versions = if args.between.is_empty() { "" } else { " in both versions" };
        let forms = "name its path, the end of its path, or the anchor of its first heading";
        return fail(format!("there is no page {page}{versions}; {forms}"));
    }
    for group in &mut groups {
        asked.retain(group);
    }
    let written = write(docset, &mut groups, &failed, args);
    if let Some(note) = notes::unread_history(&loaded) {
        say!("note: {}", visible(&note));
    }
    let any_skipped = load::tell_unread(&loaded, "read") || !failed.is_empty();
    for line in &failed {
        say!("error: {line}");
    }
    std::mem::forget((loaded, groups));
    match written {
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => fail(format!("this could not be written: {error}")),
        _ if any_skipped => ExitCode::from(2),
        _ => ExitCode::SUCCESS,
    }
}

/// The verdicts and kinds of facts that are asked about; none means all.
struct Asked {
    verdicts: Vec<Verdict>,
    kinds: Vec<FactKind>,
}

impl Asked {
    fn of(args: &Drift) -> Result<Self, String> {
        let verdicts = words(&args.verdict, Verdict::of_name, &Verdict::ALL.map(Verdict::name), "verdict")?;
        let kinds = words(&args.kind, FactKind::of_name, &FactKind::ALL.map(FactKind::name), "kind of fact")?;
        Ok(Self { verdicts, kinds })
    }

    /// Takes out of a group what is not asked about.
    fn retain(&self, group: &mut GroupDrift) {
        let is_verdict = |verdict: &Verdict| self.verdicts.is_empty() || self.verdicts.contains(verdict);
        let is_kind = |kind: &FactKind| self.kinds.is_empty() || self.kinds.contains(kind);
        for fact in &mut group.facts {
            fact.judgements.retain(|judgement| is_verdict(&judgement.verdict));
        }
        group.facts.retain(|fact| !fact.judgements.is_empty() && is_kind(&fact.kind));
    }
}

/// Writes what differs to standard output, in the form that is asked for.
fn write(docset: &DocSet, groups: &mut Vec<GroupDrift>, failed: &[String], args: &Drift) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let compared = compared(docset, groups);
    let is_any = groups.iter().any(|group| !group.facts.is_empty());
    match args.report {
        DriftFormat::Json => {
            if compared == 0 && failed.is_empty() {
                say!("note: {}", agreement(docset, compared, args));
            }
            groups.retain(|group| !group.facts.is_empty());
            drift_json::write(docset, groups, &mut out)?;
        }
        DriftFormat::Table if !is_any && (compared == 0 || !args.summary) => {
            writeln!(out, "{}", agreement(docset, compared, args))?;
        }
        DriftFormat::Table if args.summary => drift_table::counts(docset, groups, &mut out)?,
        DriftFormat::Table => drift_table::write(docset, groups, &mut out)?,
    }
    out.flush()
}

/// How many pages were compared with another.
fn compared(docset: &DocSet, groups: &[GroupDrift]) -> usize {
    groups.iter().flat_map(|group| group.compared(docset)).collect::<HashSet<_>>().len()
}

/// What is said where no difference is told: that pages agree only if some were compared.
fn agreement(docset: &DocSet, compared: usize, args: &Drift) -> String {
    if compared == 0 {
        let why = match args.between.as_slice() {
            _ if !docset.members.iter().any(|member| member.wanted) => {
                "there are no pages of the docset here".to_owned()
            }
            [from, to] => format!("no page is there in both {from} and {to}"),
            _ => "no page is there in another locale, and none has its source".to_owned(),
        };
        return format!("nothing was compared: {why}");
    }
    let pages = thousands(compared);
    if args.verdict.is_empty() && args.kind.is_empty() {
        return format!("the {pages} pages that were compared agree on every fact");
    }
    format!("the {pages} pages that were compared do not differ in what was asked about")
}

/// The words of an option as what they name.
fn words<T>(list: &[String], of_name: fn(&str) -> Option<T>, known: &[&str], what: &str) -> Result<Vec<T>, String> {
    let one = |word: &String| {
        of_name(word).ok_or_else(|| {
            let hint = nearest(word, known.iter().copied())
                .map_or_else(|| format!("there are {}", known.join(", ")), |name| format!("did you mean {name}?"));
            format!("there is no {what} {word}: {hint}")
        })
    };
    list.iter().map(one).collect()
}

/// The groups asked for, in order of path; and a line for each on which the program itself fails.
fn groups(docset: &DocSet, args: &Drift) -> (Vec<GroupDrift>, Vec<String>) {
    let is_wanted = |id: &PageId| docset.get(*id).is_some_and(|member| member.wanted);
    let is_named = |id: &PageId| {
        let Some(page) = args.page.as_deref() else { return true };
        docset.get(*id).is_some_and(|member| {
            let path = &member.page.source.path;
            let ends = path.strip_suffix(page).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
            ends || member.page.title().is_some_and(|title| &*title.slug == page)
        })
    };
    let path = |id: Option<&PageId>| id.and_then(|id| docset.get(*id)).map_or("", |member| &member.page.source.path);
    let guarded = |first: Option<&PageId>, compare: &dyn Fn() -> GroupDrift| {
        let done = isolated(|| {
            trip("drift", path(first));
            compare()
        });
        done.map_err(|said| format!("{} was not compared: {}", visible(path(first)), load::failed(&said)))
    };
    let done: Vec<Result<GroupDrift, String>> = if let [from, to] = args.between.as_slice() {
        let pairs = between::pairs(docset, from, to);
        pairs
            .into_par_iter()
            .filter(|(a, b)| (is_wanted(a) || is_wanted(b)) && (is_named(a) || is_named(b)))
            .map(|(a, b)| guarded(Some(&a), &|| between::between(docset, a, b)))
            .collect()
    } else {
        docset
            .groups
            .par_iter()
            .filter_map(|group| {
                let scattered = sibling::scattered(docset, group);
                let all = scattered.as_deref().unwrap_or(group);
                // Each of the groups that are put together comes to the same: it is compared once.
                let is_first = scattered.is_none() || all.first() == group.iter().min();
                (is_first && all.iter().any(is_wanted) && all.iter().any(is_named))
                    .then(|| guarded(all.first(), &|| overview(docset, all)))
            })
            .collect()
    };
    let (mut groups, mut failed) = (Vec::with_capacity(done.len()), Vec::new());
    for one in done {
        match one {
            Ok(group) => groups.push(group),
            Err(line) => failed.push(line),
        }
    }
    (groups, failed)
}
