//! Which pages of a docset have changed, as git tells, and the pages paired with them. What was committed is read from git's
//! objects and compared with the pages as they were read: git itself never looks at the files, so that no filter that a
//! repository's configuration names is run. Must not know rules.

use super::blob::{BlobId, hex_of};
use super::cat_file::{CatFile, Content};
use super::discover::shown;
use super::git::{self, Git};
use super::model::{DocSet, PageId};
use super::{page_name, sibling};
use rayon::prelude::*;
use sha1::{Digest, Sha1};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What the pages are compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Than<'a> {
    /// The last commit that this one and `HEAD` have in common.
    Commit(&'a str),
    /// The last commit, and only what is staged counts.
    Staged,
}

/// The largest page of a SHA-256 repository that is compared: [`super::discover`] reads none beyond.
const MOST_BYTES: u64 = 64 << 20;

/// Leaves only the pages wanted that have changed, and the same pages in other locales and versions. A page that was removed
/// counts as changed. Returns what the user should be told; the error is for people.
pub fn narrow(set: &mut DocSet, than: Than<'_>) -> Result<Vec<String>, String> {
    if let Than::Commit(name) = than {
        check_name(name)?;
    }
    let mut folders: BTreeMap<PathBuf, Vec<(PageId, String)>> = BTreeMap::new();
    for root in &set.roots {
        folders.entry(root.files.root.clone()).or_default();
    }
    for (at, member) in set.members.iter().enumerate() {
        let (path, root) = set.place(member);
        let folder = root.or(path.parent()).unwrap_or(&path).to_owned();
        let name = match member.root.and_then(|at| set.roots.get(at)) {
            Some(root) => root.files.name(&member.key).into_owned(),
            None => file_name(&path),
        };
        folders.entry(folder).or_default().push((PageId(at as u32), name));
    }
    let (mut changed, mut notes, mut known) = (Changed::default(), Vec::new(), 0);
    for (folder, pages) in folders.iter().filter(|(folder, _)| folder.is_dir()) {
        let done = match than {
            Than::Staged => staged(folder, pages).map(Some),
            Than::Commit(name) => since(set, folder, pages, name),
        };
        match done? {
            Some(found) => {
                known += 1;
                changed.pages.extend(found.pages);
                changed.removed.extend(found.removed.into_iter().flat_map(|name| keys(set, folder, name)));
            }
            None => notes.push(shown(folder)),
        }
    }
    if let Than::Commit(name) = than {
        if known == 0 && !notes.is_empty() {
            let fetch = "fetch it, or correct the name";
            return Err(format!("there is no commit `{name}` in the repository of {}; {fetch}", notes.join(", ")));
        }
        let note = |folder: String| {
            format!("there is no commit `{name}` in the repository of {folder}: its pages count as unchanged")
        };
        notes = notes.into_iter().map(note).collect();
    }
    let keep = paired(set, &changed);
    for (at, member) in set.members.iter_mut().enumerate() {
        member.wanted &= keep.contains(&PageId(at as u32));
    }
    Ok(notes)
}

/// Pages that have changed.
#[derive(Default)]
struct Changed {
    pages: Vec<PageId>,
    /// Keys of pages that are no longer there.
    removed: Vec<String>,
}

/// The changed pages and all pages that belong together with them.
fn paired(set: &DocSet, changed: &Changed) -> BTreeSet<PageId> {
    let key = |page: &PageId| set.get(*page).map(|member| member.key.to_string());
    let keys: BTreeSet<String> = changed.pages.iter().filter_map(key).chain(changed.removed.iter().cloned()).collect();
    let siblings = keys.iter().flat_map(|key| sibling::keys(set, key));
    let mut keep: BTreeSet<PageId> =
        keys.iter().cloned().chain(siblings).flat_map(|key| set.group(&key)).copied().collect();
    // Pages that belong together by their first heading have no key in common.
    let own: BTreeSet<PageId> = changed.pages.iter().copied().collect();
    for group in set.groups.iter().filter(|group| group.iter().any(|page| own.contains(page))) {
        keep.extend(group);
    }
    keep
}

/// What can stand for a commit on git's command line without being taken for anything else.
fn check_name(name: &str) -> Result<(), String> {
    if name.is_empty() || name.starts_with('-') || name.chars().any(char::is_control) {
        return Err(format!(
            "`{}` names no commit; write a branch, a tag or a commit, as origin/main",
            name.escape_debug()
        ));
    }
    Ok(())
}

/// The pages that a file `name` in `folder` was.
fn keys<'s>(set: &'s DocSet, folder: &'s Path, name: String) -> impl Iterator<Item = String> + 's {
    set.roots.iter().filter(move |root| root.files.root == folder).filter_map(move |root| root.files.key(name.clone()))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What git says in `folder`; `None` where it says no.
fn ask(folder: &Path, args: &[&str], index: Option<&Path>) -> Result<Option<Vec<u8>>, String> {
    let mut command = git::command(folder);
    command.args(args);
    if let Some(index) = index {
        command.env("GIT_INDEX_FILE", index);
    }
    let done = command.output().map_err(|error| git::GitError::NoProgram { reason: error.to_string() }.to_string())?;
    if done.status.success() {
        return Ok(Some(done.stdout));
    }
    let why = git::said(&done.stderr);
    let place = Some(shown(folder)).filter(|text| !text.is_empty()).unwrap_or_else(|| ".".to_owned());
    if why.contains("not a git repository") {
        return Err(format!("{place} lies in no git repository, so it cannot be told what has changed there"));
    }
    // A failure is 128 and says why; hints and warnings are none.
    if done.status.code() == Some(1) || done.stderr.trim_ascii().is_empty() {
        return Ok(None);
    }
    Err(git::GitError::Failed { path: place, said: why }.to_string())
}

fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim().to_owned()
}

/// The pages that are not what they were at the last commit that `name` and `HEAD` have in common; `None` where the
/// repository has no such commit.
fn since(set: &DocSet, folder: &Path, pages: &[(PageId, String)], name: &str) -> Result<Option<Changed>, String> {
    // A folder within no repository is told apart from a commit that is not there.
    ask(folder, &["rev-parse", "--git-dir"], None)?;
    let commit = format!("{name}^{{commit}}");
    let commit = ask(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit], None)?;
    // `^main` is verified as well, and given back with its mark.
    let is_name = |name: &String| BlobId::from_hex(name.as_bytes()).is_some();
    let Some(commit) = commit.map(|commit| line(&commit)).filter(is_name) else { return Ok(None) };
    let Some(base) = ask(folder, &["merge-base", &commit, "HEAD"], None)? else {
        return Err(format!(
            "`{name}` and HEAD have no commit in common in the repository of {}; a shallow clone lacks it: fetch more, as `git fetch --unshallow`",
            shown(folder)
        ));
    };
    // Paths come relative to the folder, and only those below it.
    let tree = ask(folder, &["ls-tree", "-r", "-z", &line(&base)], None)?.unwrap_or_default();
    let tree: HashMap<&[u8], BlobId> = tree.split(|byte| *byte == 0).filter_map(entry).collect();
    let texts =
        if tree.values().any(|blob| blob.to_string().len() > 40) { old_texts(folder, &tree)? } else { HashMap::new() };
    let has_changed = |(page, name): &&(PageId, String)| {
        let text = set.get(*page).map_or("", |member| member.page.source.file_text().as_str());
        let Some(blob) = tree.get(name.as_bytes()) else { return true };
        if let Some(old) = texts.get(name.as_bytes()) {
            return old != text && *old != unix(text);
        }
        let old = blob.to_string();
        old != blob_name(text) && (!text.contains('\r') || old != blob_name(&unix(text)))
    };
    let changed: Vec<PageId> = pages.par_iter().filter(has_changed).map(|(page, _)| *page).collect();
    let gone = tree.keys().filter_map(|name| std::str::from_utf8(name).ok()).filter(|name| page_name::is_page(name));
    let removed = gone.filter(|name| folder.join(name).symlink_metadata().is_err()).map(str::to_owned);
    Ok(Some(Changed { pages: changed, removed: removed.collect() }))
}

/// `MODE blob NAME\tPATH` of a file.
fn entry(text: &[u8]) -> Option<(&[u8], BlobId)> {
    let tab = text.iter().position(|byte| *byte == b'\t')?;
    let (about, path) = text.split_at_checked(tab)?;
    let name = about.rsplit(|byte| *byte == b' ').next()?;
    Some((path.get(1..)?, BlobId::from_hex(name)?))
}

/// The texts of all pages of `tree`: what the names of a SHA-256 repository's blobs are made of, nothing here can compute.
fn old_texts<'t>(folder: &Path, tree: &HashMap<&'t [u8], BlobId>) -> Result<HashMap<&'t [u8], String>, String> {
    let is_page = |path: &[u8]| std::str::from_utf8(path).is_ok_and(page_name::is_page);
    let entries: Vec<(&[u8], String)> =
        tree.iter().filter(|(path, _)| is_page(path)).map(|(path, blob)| (*path, blob.to_string())).collect();
    let names: Vec<String> = entries.iter().map(|(_, name)| name.clone()).collect();
    let top = ask(folder, &["rev-parse", "--show-toplevel"], None)?.unwrap_or_default();
    let git = Git::open(Path::new(&line(&top)), None).map_err(|error| error.to_string())?;
    let mut texts = HashMap::new();
    let mut contents = CatFile::contents(&git).map_err(|error| error.to_string())?;
    let done = contents.each(&names, MOST_BYTES, |at, content| {
        if let (Some((path, _)), Content::Text(text)) = (entries.get(at), content) {
            texts.insert(*path, text);
        }
    });
    done.map_err(|error| git.unreadable(error.to_string()).to_string())?;
    Ok(texts)
}

/// The name that a SHA-1 repository gives a file of this text.
fn blob_name(text: &str) -> String {
    let mut hasher = Sha1::new();
    hasher.update(format!("blob {}\0", text.len()));
    hasher.update(text);
    hex_of(&hasher.finalize())
}

/// With the line ends that a repository holds where the work tree has others.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// The pages whose text in the index is not that of the last commit.
fn staged(folder: &Path, pages: &[(PageId, String)]) -> Result<Changed, String> {
    const DIFF: &[&str] = &[
        "diff",
        "--cached",
        "--name-only",
        "-z",
        "--relative",
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
        "--ignore-submodules",
    ];
    // Outside of a repository `git diff` compares files and knows no `--cached`.
    ask(folder, &["rev-parse", "--git-dir"], None)?;
    let index = index(folder)?;
    let names = ask(folder, DIFF, index.as_deref())?.unwrap_or_default();
    let names: BTreeSet<&[u8]> = names.split(|byte| *byte == 0).filter(|name| !name.is_empty()).collect();
    let changed = pages.iter().filter(|(_, name)| names.contains(name.as_bytes())).map(|(page, _)| *page).collect();
    let gone = names.iter().filter_map(|name| std::str::from_utf8(name).ok()).filter(|name| page_name::is_page(name));
    let removed = gone.filter(|name| folder.join(name).symlink_metadata().is_err()).map(str::to_owned);
    Ok(Changed { pages: changed, removed: removed.collect() })
}

/// The index that a hook is to look at: `git commit FILE` stages into one of its own, beside the repository's.
fn index(folder: &Path) -> Result<Option<PathBuf>, String> {
    let Some(named) = std::env::var_os("GIT_INDEX_FILE").filter(|name: &OsString| !name.is_empty()) else {
        return Ok(None);
    };
    let own = ask(folder, &["rev-parse", "--absolute-git-dir"], None)?.unwrap_or_default();
    let real = |path: &Path| path.canonicalize().ok();
    let named = std::path::absolute(named).unwrap_or_default();
    let is_own = named.parent().and_then(real).is_some_and(|parent| real(Path::new(&line(&own))) == Some(parent));
    Ok(Some(named).filter(|_| is_own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_git_could_take_for_options_are_none() {
        for name in ["", "-x", "--output=/tmp/x", "a\nb", "\0"] {
            assert!(check_name(name).is_err(), "{name:?}");
        }
        for name in ["main", "origin/main", "HEAD~3", "v1.0", "0123abcd", "@{upstream}"] {
            assert!(check_name(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn reads_entries_of_a_tree() {
        let text = b"100644 blob ce6396a477d932889fc64661b078c3c94394ae8c\ta b\n\xc3\xb1.md";
        let (path, blob) = entry(text).unwrap();
        assert_eq!(path, "a b\nñ.md".as_bytes());
        assert_eq!(blob.to_string(), "ce6396a477d932889fc64661b078c3c94394ae8c");
        assert!(entry(b"").is_none() && entry(b"x\ty").is_none());
    }

    #[test]
    fn names_blobs_as_git_does() {
        assert_eq!(blob_name("hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
    }
}
