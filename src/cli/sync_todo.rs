//! `isogloss sync --todo` and `--merge`: texts to the translator, and back onto the pages.

use super::load::{self, Loaded};
use super::sync_pages::{self, Synced};
use crate::docset::{DocSet, Member, PageId};
use crate::engine::write;
use crate::report::escape::visible;
use crate::sync::outcome::SourcePage;
use crate::sync::unit::{self, Unit};
use crate::sync::xliff_write::{self, PageUnits};
use crate::sync::{fill, mark, todo, xliff_read};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// The texts to translate on a page that says `text`.
fn units(docset: &DocSet, id: PageId, text: &str) -> Vec<Unit> {
    let (Some(member), Some(origin)) = (docset.get(id), docset.origin(id)) else { return Vec::new() };
    let Some(source) = origin.source.and_then(|id| docset.get(id)) else { return Vec::new() };
    let base = origin.base.and_then(|id| docset.get(id)).filter(|_| !origin.is_current());
    let base = base.map(|base| SourcePage { page: &base.page, tables: &base.tables });
    unit::units(&member.key, &mark::unmarked(&member.page.source.path, text), &source.page, base)
}

/// Writes what there is to translate on `pages` to `file`: XLIFF, one file for each locale, or Markdown. The error is for
/// people.
pub fn write(docset: &DocSet, pages: &[Synced], file: &Path) -> Result<(), String> {
    let mut by_locale: BTreeMap<&str, Vec<PageUnits>> = BTreeMap::new();
    let mut count = 0;
    for page in pages {
        let (Some(member), Ok(done)) = (docset.get(page.id), &page.result) else { continue };
        let units = units(docset, page.id, &done.text);
        if !units.is_empty() {
            count += units.len();
            let page = PageUnits { path: member.page.source.path.clone(), units };
            by_locale.entry(member.locale.tag()).or_default().push(page);
        }
    }
    let is_xliff =
        file.extension().is_some_and(|name| name.eq_ignore_ascii_case("xlf") || name.eq_ignore_ascii_case("xliff"));
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    if is_xliff {
        let several = by_locale.len() > 1;
        for (tag, pages) in &by_locale {
            let path = if several { of_locale(file, tag) } else { file.to_owned() };
            files.push((path, xliff_write::document(docset.source_tag(), tag, pages)));
        }
    } else {
        let pages: Vec<PageUnits> = by_locale.into_values().flatten().collect();
        files.push((file.to_owned(), todo::document(&pages)));
    }
    for (path, text) in &files {
        let before = std::fs::read_to_string(path).ok();
        write::write(path, before.as_deref(), text, None).map_err(|error| format!("{}: {error}", path.display()))?;
        say!("wrote {}", path.display());
    }
    let plural = if count == 1 { "" } else { "s" };
    say!("{count} text{plural} to translate");
    Ok(())
}

/// `todo.xlf` of one locale: `todo.es-ES.xlf`.
fn of_locale(file: &Path, tag: &str) -> PathBuf {
    let part =
        |part: Option<&std::ffi::OsStr>| part.map_or_else(String::new, |part| part.to_string_lossy().into_owned());
    file.with_file_name(format!("{}.{tag}.{}", part(file.file_stem()), part(file.extension())))
}

/// Whether the page at `path` has the words of a translated text: the file was merged before.
fn is_there(docset: &DocSet, path: &str, text: &[fill::Translated]) -> bool {
    // They are in order of path.
    let at = docset.members.binary_search_by(|member| member.page.source.path.as_str().cmp(path));
    let Some(member) = at.ok().and_then(|at| docset.members.get(at)) else { return false };
    let mut words = text.iter().filter_map(|part| match part {
        fill::Translated::Text(words) if !words.trim().is_empty() => Some(words.trim()),
        _ => None,
    });
    // A cell escapes its pipes, a value of the front matter its quotes.
    let page = member.page.source.text.replace('\\', "");
    words.clone().next().is_some() && words.all(|words| page.contains(&words.replace('\\', "")))
}

/// The pages as they are with the translated texts of `file` in their places. Whether something could not be done; each such
/// thing is told.
pub fn merge(loaded: &Loaded, file: &Path, with_mark: bool) -> Result<(Vec<(PageId, String)>, bool), String> {
    let docset = &loaded.docset;
    let xml = load::text_of(file)?;
    let read = xliff_read::read(&xml).map_err(|error| format!("{}: {error}", file.display()))?;
    let is_marked = |member: &Member| {
        let source = &member.page.source;
        member.wanted && mark::is_read_whole(source) && source.text.contains("isogloss:")
    };
    let of_locale = |member: &Member| member.locale.tag().eq_ignore_ascii_case(&read.target);
    let ids = (0..docset.members.len() as u32).map(PageId);
    let marked: Vec<PageId> =
        ids.filter(|id| docset.get(*id).is_some_and(|member| is_marked(member) && of_locale(member))).collect();
    let mut places: HashMap<String, (PageId, Unit)> = HashMap::new();
    for id in marked {
        let text = docset.get(id).map_or("", |member| &member.page.source.text);
        for unit in units(docset, id, text) {
            places.entry(unit.id.clone()).or_insert((id, unit));
        }
    }
    let mut failed = false;
    let mut refuse = |path: &str, id: &str, why: &str| {
        failed = true;
        say!("refused: {}: {}: {why}", visible(path), visible(id));
    };
    let mut filled: BTreeMap<PageId, Vec<(Unit, String)>> = BTreeMap::new();
    let (mut done, mut open, mut there) = (0, 0, 0);
    for translated in read.units {
        let Some(text) = translated.text else {
            open += 1;
            continue;
        };
        let Some((page, unit)) = places.get(&translated.id) else {
            if is_there(docset, &translated.path, &text) {
                there += 1;
                continue;
            }
            let why = "no page has this place any more: it was filled, or its source has changed";
            refuse(&translated.path, &translated.id, why);
            continue;
        };
        match fill::compose(&unit.source, &text) {
            Ok(text) => {
                done += 1;
                filled.entry(*page).or_default().push((unit.clone(), text));
            }
            Err(why) => refuse(&translated.path, &translated.id, &why),
        }
    }
    let mut changed = Vec::new();
    for (id, list) in filled {
        let Some(member) = docset.get(id) else { continue };
        let source = &member.page.source;
        let list: Vec<(&Unit, String)> = list.iter().map(|(unit, text)| (unit, text.clone())).collect();
        let (mut text, refused) = fill::fill(&source.path, source.file_text(), &list);
        for (unit, why) in refused {
            done -= 1;
            refuse(&source.path, &unit, &why);
        }
        let is_done = crate::sync::outcome::summary(&source.path, &text).is_empty();
        let today = docset.origin(id).and_then(|origin| docset.get(origin.source?));
        if let Some(today) = today.filter(|_| with_mark && is_done) {
            text = sync_pages::marked(docset, text, &source.path, today);
        }
        changed.push((id, text));
    }
    let there = if there > 0 { format!(", {there} filled before") } else { String::new() };
    say!("filled {done} place{}{there}, {open} not translated yet", if done == 1 { "" } else { "s" });
    Ok((changed, failed))
}
