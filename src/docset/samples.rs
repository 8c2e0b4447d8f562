//! Where the sample files of a page lie, and what stands in them. They are no pages: they are read one by one, when
//! somebody asks, and never through a symbolic link. Must not know how samples are made.

use super::files::{Files, is_sample, resolve};
use super::target::{page_at, path_of};
use super::{DocSet, Member, version};
use foldhash::HashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// What a sample file may have at most; the longest of 19,602 has 60 kB.
const MAX_BYTES: u64 = 1 << 20;

/// A file of a docset that is no page.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FilePlace {
    /// Index in [`DocSet::roots`]; `None` for a file beside a loose page.
    pub root: Option<usize>,
    /// Below the root, with forward slashes; absolute where there is no root.
    pub path: String,
}

impl FilePlace {
    /// The same place, as places are compared: published sites do not tell case apart.
    #[must_use]
    pub fn lower(&self) -> FilePlace {
        FilePlace { root: self.root, path: self.path.to_lowercase() }
    }

    /// Where the file lies.
    pub fn on_disk(&self, docset: &DocSet) -> PathBuf {
        match files(docset, self.root) {
            Some(files) => files.root.join(&self.path),
            None => PathBuf::from(&self.path),
        }
    }
}

fn files(docset: &DocSet, root: Option<usize>) -> Option<&Files> {
    root.and_then(|at| docset.roots.get(at)).map(|root| &root.files)
}

/// Where the page lies, in the terms of [`FilePlace`].
pub fn page_place(docset: &DocSet, member: &Member) -> FilePlace {
    if member.root.is_some() {
        return FilePlace { root: member.root, path: member.key.to_string() };
    }
    let path = docset.place(member).0;
    let path = path.components().collect::<PathBuf>().to_string_lossy().replace('\\', "/");
    FilePlace { root: None, path }
}

/// The folder `includes/snippets` that holds the samples of a page: in the folder of the page's version, else in the
/// folder above that of the page.
pub fn folder(docset: &DocSet, page: &FilePlace) -> FilePlace {
    let in_version = page.root.and_then(|_| version::folder(&page.path, &docset.versions));
    let above = || {
        let (own, _) = page.path.rsplit_once('/')?;
        Some(own.rsplit_once('/').map_or("", |(above, _)| above))
    };
    let base = in_version.or_else(above).unwrap_or("");
    let absolute = page.root.is_none();
    let path =
        if base.is_empty() && !absolute { "includes/snippets".to_owned() } else { format!("{base}/includes/snippets") };
    FilePlace { root: page.root, path }
}

/// The way from the page at `from` to the file at `to`, as an include writes it.
pub fn way(from: &str, to: &str) -> String {
    let (own, _) = from.rsplit_once('/').unwrap_or(("", ""));
    let same = own.split('/').zip(to.split('/')).take_while(|(a, b)| a == b && !own.is_empty()).count();
    let up = if own.is_empty() { 0 } else { own.split('/').count() - same };
    let mut out = "../".repeat(up);
    out.push_str(&to.split('/').skip(same).collect::<Vec<_>>().join("/"));
    out
}

/// The place that the include `target` on the page at `page` leads to; `None` where it leads to no file of the docset.
pub fn included(page: &FilePlace, target: &str) -> Option<FilePlace> {
    let path = path_of(target)?;
    let resolved = resolve(&page.path, &path)?;
    let absolute = page.root.is_none() && page.path.starts_with('/');
    Some(FilePlace {
        root: page.root,
        path: if absolute { format!("/{}", resolved.trim_start_matches('/')) } else { resolved },
    })
}

/// Whether there is a file at `place`.
pub fn is_there(docset: &DocSet, place: &FilePlace) -> bool {
    match files(docset, place.root) {
        Some(files) => files.has(&place.path),
        None => place.on_disk(docset).symlink_metadata().is_ok_and(|meta| meta.is_file()),
    }
}

/// Whether the sample file that a page includes is nowhere: not in its own folder and not in the source's. A folder
/// without any sample file keeps its samples elsewhere and tells nothing; nor does a folder that was not walked.
pub fn is_missing(docset: &DocSet, page: &FilePlace, target: &str) -> bool {
    let Some(own) = files(docset, page.root) else { return false };
    let Some(place) = included(page, target).filter(|place| is_sample(&place.path)) else { return false };
    if own.has(&place.path) {
        return false;
    }
    match docset.source_root.filter(|_| docset.fallback_to_source).and_then(|at| docset.roots.get(at)) {
        Some(source) => !source.files.has(&place.path),
        None => !own.samples().is_empty() || docset.source_root.is_some(),
    }
}

/// So many samples another language must have before one that has next to none counts as given up.
const MANY: usize = 20;

impl DocSet {
    /// The samples in `folder` (in lower case), which is one language's, and those of the language beside it that has most, where
    /// the first has next to none: it was given up. The source's count too, where they may stand in.
    pub fn given_up(&self, folder: &FilePlace) -> Option<(usize, usize)> {
        let counts = self.sample_counts.get_or_init(|| count(self));
        let fallback = self.source_root.filter(|_| self.fallback_to_source);
        let is_asked = |place: &FilePlace| place.root == folder.root || fallback.is_some() && place.root == fallback;
        let (mut own, mut most) = (0, 0);
        for (place, count) in counts.iter().filter(|(place, _)| is_asked(place)) {
            if place.path == folder.path {
                own += count;
            } else if parent(&place.path) == parent(&folder.path) {
                most = most.max(*count);
            }
        }
        (most >= MANY && own * MANY <= most).then_some((own, most))
    }
}

impl DocSet {
    /// Whether a folder is no locale's and its pages say several: they belong to folders of their own.
    pub fn is_mixed(&self, root: usize) -> bool {
        let mixed = self.mixed.get_or_init(|| {
            let mut tags = vec![BTreeSet::new(); self.roots.len()];
            for member in &self.members {
                if let Some(tags) = member.root.and_then(|at| tags.get_mut(at)) {
                    tags.insert(member.locale.tag());
                }
            }
            let roots = self.roots.iter().zip(tags);
            roots.map(|(root, tags)| root.locale.is_none() && tags.len() > 1).collect()
        });
        mixed.get(root) == Some(&true)
    }
}

fn count(docset: &DocSet) -> HashMap<FilePlace, usize> {
    let mut counts: HashMap<FilePlace, usize> = HashMap::default();
    for (at, root) in docset.roots.iter().enumerate() {
        for path in root.files.samples() {
            *counts.entry(FilePlace { root: Some(at), path: parent(path).to_lowercase() }).or_default() += 1;
        }
    }
    counts
}

/// The folder of a path; empty where it has none.
pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The text of the sample file that `target` on the page `member` leads to: in the page's own folder, else in the
/// source's. `None` where there is none that can be read.
pub fn text<'a>(docset: &'a DocSet, member: &Member, target: &str) -> Option<Cow<'a, str>> {
    if let Some(page) = page_at(docset, member, target).and_then(|id| docset.get(id)) {
        return Some(Cow::Borrowed(page.page.source.file_text()));
    }
    let place = included(&page_place(docset, member), target)?;
    if let Ok(Some(text)) = read(docset, &place) {
        return Some(Cow::Owned(text));
    }
    let source = docset.source_root.filter(|root| docset.fallback_to_source && member.root != Some(*root))?;
    read(docset, &FilePlace { root: Some(source), ..place }).ok().flatten().map(Cow::Owned)
}

/// The text of the file at `place`; `None` where there is none. The error is a message for people.
pub fn read(docset: &DocSet, place: &FilePlace) -> Result<Option<String>, String> {
    let path = place.on_disk(docset);
    let files = files(docset, place.root);
    if files.is_some_and(|files| !files.has(&place.path)) {
        return Ok(None);
    }
    // A walk does not go through links, so below a walked folder only the file itself can be one.
    let walked = files.is_some_and(Files::is_walked);
    if !walked && let Some(link) = link_above(&path, files.map(|files| files.root.as_path())) {
        return Err(format!("{} is a symbolic link, which is not followed", link.display()));
    }
    let meta = match path.symlink_metadata() {
        Ok(meta) => meta,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.to_string()),
    };
    if !meta.is_file() {
        return Err("it is no regular file; symbolic links are not followed".to_owned());
    }
    if meta.len() > MAX_BYTES {
        return Err(format!("it has {} bytes, more than a sample", meta.len()));
    }
    let mut text = String::with_capacity(meta.len() as usize + 1);
    let mut file = std::fs::File::open(&path).map_err(|error| error.to_string())?.take(MAX_BYTES);
    file.read_to_string(&mut text).map_err(|error| error.to_string())?;
    Ok(Some(text))
}

/// The first folder on the way to `path` that is a symbolic link, the folders up to `root` aside: those the user chose.
/// Without a root, the last two folders are looked at, which are all that a page can name by itself.
pub fn link_above(path: &Path, root: Option<&Path>) -> Option<PathBuf> {
    let mut folders: Vec<&Path> = path.ancestors().skip(1).collect();
    match root {
        Some(root) => folders.retain(|folder| folder.starts_with(root) && *folder != root),
        None => folders.retain(|folder| {
            let names = folder.components().filter(|part| matches!(part, Component::Normal(_)));
            names.rev().take(3).any(|part| part.as_os_str() == "includes")
        }),
    }
    let is_link = |folder: &&Path| folder.symlink_metadata().is_ok_and(|meta| meta.is_symlink());
    folders.into_iter().find(is_link).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_way_to_a_file() {
        assert_eq!(way("a/v1.0/api/x.md", "a/v1.0/includes/s/y.md"), "../includes/s/y.md");
        assert_eq!(way("a/v1.0/api/deep/x.md", "a/v1.0/includes/y.md"), "../../includes/y.md");
        assert_eq!(way("x.md", "includes/y.md"), "includes/y.md");
        assert_eq!(way("/t/api/x.md", "/t/includes/y.md"), "../includes/y.md");
        assert_eq!(way("includes/x.md", "includes/y.md"), "y.md");
    }

    #[test]
    fn the_folder_of_a_version_holds_its_samples() {
        let docset = DocSet::default();
        let folder_of =
            |root: Option<usize>, path: &str| folder(&docset, &FilePlace { root, path: path.to_owned() }).path;
        assert_eq!(folder_of(Some(0), "api-reference/beta/api/x.md"), "api-reference/beta/includes/snippets");
        assert_eq!(folder_of(Some(0), "api-reference/beta/api/deep/x.md"), "api-reference/beta/includes/snippets");
        assert_eq!(folder_of(Some(0), "concepts/x.md"), "includes/snippets");
        assert_eq!(folder_of(Some(0), "x.md"), "includes/snippets");
        assert_eq!(folder_of(None, "/home/v1/a/x.md"), "/home/v1/includes/snippets");
        assert_eq!(folder_of(None, "/x.md"), "/includes/snippets");
    }

    #[test]
    fn follows_includes() {
        let page = FilePlace { root: None, path: "/t/api/x.md".to_owned() };
        assert_eq!(included(&page, "../includes/y.md").unwrap().path, "/t/includes/y.md");
        assert_eq!(included(&page, "https://example.com/y.md"), None);
    }
}
