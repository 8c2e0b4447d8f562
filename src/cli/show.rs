//! `isogloss show`: what the reader understood.

use super::args::{Input, Show, ShowFormat};
use super::{fail, load};
use crate::config::show;
use crate::docset::discover;
use crate::fact;
use crate::report::escape::visible;
use crate::report::{page_view, tree};
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Show) -> ExitCode {
    if args.page.as_os_str() == "config" && !args.page.exists() {
        return show_config(args.at.as_deref().unwrap_or(Path::new(".")));
    }
    if let Some(other) = &args.at {
        return fail(format!("{}: one page at a time is shown", other.display()));
    }
    let loaded = match load::load(&Input { paths: vec![args.page.clone()], ..Input::default() }) {
        Ok(loaded) => loaded,
        Err(message) => return fail(message),
    };
    let names = [&args.page, &load::straight(&args.page)].map(|path| discover::shown(path));
    let is_it = |path: &String| names.contains(path);
    let Some(member) = loaded.docset.members.iter().find(|member| member.wanted && is_it(&member.page.source.path))
    else {
        let reason = loaded.docset.skipped.first().map_or("it is no page", |skip| &skip.reason);
        // `fail` takes lines apart: neither a name nor a reason may begin one.
        return fail(format!("{}: {}", visible(&discover::shown(&args.page)), visible(reason)));
    };
    let view = if args.facts {
        let facts = fact::collect(&member.page, &member.tables, member.locale.as_ref());
        serde_json::json!({ "path": member.page.source.path, "facts": page_view::facts_view(&member.page, &facts) })
    } else {
        page_view::view(member)
    };
    let text = match args.format {
        ShowFormat::Tree => tree::draw(&view),
        ShowFormat::Json => format!("{view:#}\n"),
    };
    super::print(text.as_bytes())
}

/// Prints each setting that holds at a path, with where it comes from.
fn show_config(at: &Path) -> ExitCode {
    if !at.exists() {
        return fail(format!("{}: there is no such file or folder", at.display()));
    }
    match load::configuration(at, None, false) {
        Ok(config) => super::print(show::table(&show::show(&config)).as_bytes()),
        Err(message) => fail(message),
    }
}
