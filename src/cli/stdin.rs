//! `check --stdin-path FILE`: one page comes from standard input, in place of what its file holds. Must not write files.

use super::args::Input;
use super::fix::Outcome;
use super::load::{self, Loaded};
use crate::docset::discover::{place, shown};
use crate::docset::live::{self, NewPage};
use crate::docset::{PageId, again};
use crate::page::limit;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// The most bytes that are read, as of a file.
const MAX_BYTES: u64 = 16 * limit::PAGE_BYTES as u64;

/// Reads the pages around `path`, and standard input as the page itself: the only one that is asked for. The error is for people.
pub fn load(input: &Input, path: &Path) -> Result<Loaded, String> {
    if let Some(other) = input.paths.iter().find(|other| other.as_os_str() != "-") {
        return Err(format!("{}: with --stdin-path, no other page is checked; leave it out", other.display()));
    }
    if path.is_dir() {
        return Err(format!("{}: --stdin-path takes the path of a page, this is a folder", path.display()));
    }
    let path = &load::straight(path);
    let text = text()?;
    let mut loaded = load::load_around(input, path)?;
    let name = shown(path);
    // What is wrong with the file does not matter: it is not the one that is checked.
    loaded.docset.skipped.retain(|skip| skip.path != name);
    let docset = std::mem::take(&mut loaded.docset);
    let is_it = |at: &usize| docset.members.get(*at).is_some_and(|page| page.wanted && page.page.source.path == name);
    let (docset, done) = match (0..docset.members.len()).find(is_it) {
        Some(at) => {
            let texts = BTreeMap::from([(PageId(at as u32), text)]);
            again::with_texts(docset, texts, &loaded.layout, &loaded.locales)
        }
        None => live::with_new(docset, vec![new_page(&loaded, path, text)], &loaded.layout, &loaded.locales),
    };
    done?;
    loaded.docset = docset;
    Ok(loaded)
}

/// A page that has no file yet.
fn new_page(loaded: &Loaded, path: &Path, text: String) -> NewPage {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (root, key) = match place(&loaded.layout, &path) {
        Some((root, key)) => (Some(root), key),
        None => (None, shown(&path)),
    };
    NewPage { path, root, key, wanted: true, text }
}

fn text() -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("standard input cannot be read: {error}"))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!("standard input has more than {MAX_BYTES} bytes, more than can be read"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("standard input is not UTF-8: byte {at} begins no character")
    })
}

/// What the page says after its fixes.
pub fn fixed(outcome: &Outcome, path: &Path) -> String {
    let name = shown(&load::straight(path));
    let members = &outcome.job.loaded.docset.members;
    let page = members.iter().find(|member| member.wanted && member.page.source.path == name);
    page.map(|member| member.page.source.file_text().to_string()).unwrap_or_default()
}
