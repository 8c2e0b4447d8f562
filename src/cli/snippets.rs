//! `isogloss snippets`: sample code for every documented request, as tabs and include files.

use super::args::{SnippetLayout, SnippetStyle, Snippets};
use super::load::Loaded;
use super::snippets_apply::{Changes, Destination};
use super::{fail, load, snippets_apply, snippets_print};
use crate::docset::{DocSet, discover};
use crate::report::escape::visible;
use crate::snippet::choose::{self, Style};
use crate::snippet::choose_sdk::{self, Versions};
use crate::snippet::output::Output;
use crate::snippet::plan::{self, Layout, Note, Order, Plan};
use crate::snippet::{Renderer, examples, names};
use std::process::ExitCode;

/// How many places of one kind are named before the rest is only counted.
const NAMED: usize = 10;

/// Runs the command. Exit code 0: all is done, or nothing would change; 1: something would change; 2: something could
/// not be done.
pub fn run(args: &Snippets) -> ExitCode {
    if args.list {
        return match load::snippets(&args.input).and_then(|snippets| renderer(&snippets.templates)) {
            Ok(renderer) => snippets_print::list(&renderer),
            Err(message) => fail(message),
        };
    }
    load::threads(args.input.threads);
    let loaded = match if args.stdout { load::load(&args.input) } else { load::load_all(&args.input) } {
        Ok(loaded) => loaded,
        Err(message) => return fail(message),
    };
    let code = match renderer(&loaded.snippets.templates) {
        Ok(renderer) => with(args, &loaded, &renderer),
        Err(message) => Err(message),
    };
    // The process ends here: freeing the pages one by one would be work for nothing.
    std::mem::forget(loaded);
    code.unwrap_or_else(fail)
}

fn with(args: &Snippets, loaded: &Loaded, renderer: &Renderer) -> Result<ExitCode, String> {
    let docset = &loaded.docset;
    if docset.members.is_empty() && docset.skipped.is_empty() {
        return Err(load::no_pages(&args.input, loaded, "find requests"));
    }
    let style = match args.style {
        Some(SnippetStyle::Http) => Style::Http,
        Some(SnippetStyle::Sdk) => Style::Sdk,
        None => loaded.snippets.style,
    };
    // To print a sample, single pages are read with their partners alone; what only all pages tell is read when it is asked.
    let of_files = args.stdout && !args.input.paths.is_empty() && args.input.paths.iter().all(|path| path.is_file());
    let base_url = loaded.snippets.base_url.as_ref();
    let asks = style == Style::Sdk || base_url.is_none() && examples::lack_host(docset);
    let all = (of_files && asks && !loaded.layout.roots.is_empty())
        .then(|| discover::read(&loaded.layout, &[], &[], &loaded.locales));
    let whole = all.as_ref().unwrap_or(docset);
    let versions = if style == Style::Sdk { Some(versions(args, whole)?) } else { None };
    let outputs = outputs(args, loaded, renderer, versions.as_ref())?;
    let base = base_url.cloned().unwrap_or_else(|| examples::base_of(whole));
    if args.stdout {
        return snippets_print::one(docset, &outputs, args.request.as_deref(), &base);
    }
    let layout = match args.layout {
        Some(SnippetLayout::Tabs) => Layout::Tabs,
        Some(SnippetLayout::Inline) => Layout::Inline,
        Some(SnippetLayout::Files) => Layout::Files,
        None => loaded.snippets.layout,
    };
    let request = args.request.as_deref();
    let order = Order { outputs: &outputs, layout, base: &base, request, prune: args.prune, apart: args.to.is_some() };
    let plan = plan::plan(docset, &order);
    if let Some(name) = request
        && plan.samples.is_empty()
        && plan.pages.is_empty()
        && plan.notes.is_empty()
    {
        snippets_print::find(docset, name, &base)?;
    }
    let destination = args.to.as_deref().map(|folder| Destination { folder, base: &loaded.layout.base });
    let changes = Changes::of(docset, &plan, args.prune, destination.as_ref());
    tell(docset, &plan, args.prune, args.to.is_none());
    let done = if args.check { snippets_apply::compare(&changes)? } else { snippets_apply::apply(&changes) };
    let unread = load::tell_unread(loaded, "read");
    say!("{}", done.summary(args.check));
    let failed = done.failed > 0 || unread || plan.notes.iter().any(|note| note.is_error);
    Ok(if failed {
        ExitCode::from(2)
    } else if args.check && done.changed() > 0 {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// The templates that come with the program and those of the configuration.
fn renderer(own: &[(String, String)]) -> Result<Renderer, String> {
    Renderer::new(own)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\nerror: "))
}

/// The types that client libraries have, from all pages of the docset, whichever of them samples are wanted for.
fn versions(args: &Snippets, docset: &DocSet) -> Result<Versions, String> {
    let metadata = args.metadata.as_ref().map(|path| load::text_of(path)).transpose()?;
    let named = |message: String| match &args.metadata {
        Some(path) => format!("{}: {message}", path.display()),
        None => message,
    };
    Versions::of(docset, metadata.as_deref()).map_err(named)
}

/// The languages: asked for on the command line, set in the configuration, shown by the docset, or the first few.
fn outputs<'a>(
    args: &Snippets,
    loaded: &Loaded,
    renderer: &'a Renderer,
    versions: Option<&'a Versions>,
) -> Result<Vec<Output<'a>>, String> {
    let asked = if args.target.is_empty() { &loaded.snippets.targets } else { &args.target };
    if let Some(versions) = versions {
        return choose_sdk::outputs(&loaded.docset, versions, asked, args.compat);
    }
    for (flag, is_given) in [("--metadata", args.metadata.is_some()), ("--compat", args.compat)] {
        if is_given {
            say!("note: {flag} means nothing to the style http");
        }
    }
    if asked.is_empty() { Ok(choose::for_docset(renderer, &loaded.docset)) } else { choose::named(renderer, asked) }
}

/// Tells what cannot be done and what nothing shows.
fn tell(docset: &DocSet, plan: &Plan, prune: bool, in_place: bool) {
    for Note { page, span, message, is_error } in &plan.notes {
        let place = names::place(docset, *page, *span).unwrap_or_default();
        let kind = if *is_error { "error" } else { "warning" };
        say!("{kind}: {}: {}", visible(&place), visible(message));
    }
    let said = |is_removed: bool| match (prune, is_removed) {
        (true, true) => "removed",
        (true, false) => "kept: --to removes no files",
        (false, _) => "kept; --prune removes it",
    };
    let what = said(true);
    let dead = plan.unused.dead.iter().map(|(page, span, path)| {
        let place = names::place(docset, *page, *span).unwrap_or_default();
        format!("{place}: the tab includes {path}, which is not there ({what})")
    });
    let what = said(in_place);
    let orphans = plan.unused.orphans.iter().map(|place| {
        let path = crate::docset::discover::shown(&place.on_disk(docset));
        format!("{path}: no page includes this file ({what})")
    });
    named(&dead.collect::<Vec<_>>(), "tabs whose file is not there");
    named(&orphans.collect::<Vec<_>>(), "files that no page includes");
}

fn named(list: &[String], what: &str) {
    let more = list.len().saturating_sub(NAMED);
    for line in list.iter().take(NAMED) {
        say!("warning: {}", visible(line));
    }
    if more > 0 {
        say!("warning: and {more} more {what}");
    }
}
