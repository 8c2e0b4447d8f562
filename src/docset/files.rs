//! Which files a docset has, so that links and includes can be judged. The file system is asked once, while walking.

use super::page_name;
use foldhash::HashSet;
use std::borrow::Cow;
use std::io::ErrorKind;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// The files below one folder, as paths relative to it with forward slashes, in lower case: published sites do not
/// tell case apart.
#[derive(Debug, Default)]
pub struct Files {
    /// The folder.
    pub root: PathBuf,
    /// What pages have before the extension, where the folder holds those of several locales: they are known by their names
    /// without it.
    suffix: Option<String>,
    names: HashSet<Box<str>>,
    /// Sample files, as they are called.
    samples: Vec<String>,
    /// Which of [`IMAGES`] there are.
    images: [bool; IMAGES.len()],
    /// Whether the folder was walked; otherwise the file system is asked.
    walked: bool,
    /// Whether a folder or a page below it could not be read.
    missed: bool,
}

/// The extensions of images.
const IMAGES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp"];

/// Which of [`IMAGES`] a name in lower case ends with.
fn image(name: &str) -> Option<usize> {
    let (_, extension) = name.rsplit_once('.')?;
    IMAGES.iter().position(|known| *known == extension)
}

impl Files {
    /// The files that a walk of `root` found.
    pub fn walked(root: PathBuf, suffix: Option<String>, names: impl Iterator<Item = String>) -> Self {
        let mut samples = Vec::new();
        let mut images = [false; IMAGES.len()];
        let lower = names.map(|name| {
            let lower = name.to_lowercase();
            if let Some(known) = image(&lower).and_then(|at| images.get_mut(at)) {
                *known = true;
            }
            if is_sample(&lower) {
                samples.push(name);
            }
            lower.into()
        });
        let names = lower.collect();
        Self { root, suffix, names, samples, images, walked: true, missed: false }
    }

    /// A folder that was not walked.
    pub fn unwalked(root: PathBuf, suffix: Option<String>) -> Self {
        Self { root, suffix, ..Self::default() }
    }

    /// Where the page `key` lies.
    pub fn path(&self, key: &str) -> PathBuf {
        self.root.join(&*self.name(key))
    }

    /// The path of the page `key` below the folder, with forward slashes.
    pub fn name<'k>(&self, key: &'k str) -> Cow<'k, str> {
        page_name::localized(key, self.suffix.as_deref())
    }

    /// The page that the file `name` is, where it is one of this locale and has another name.
    pub fn page_of(&self, name: &str) -> Option<String> {
        self.suffix.as_deref().and_then(|suffix| page_name::neutral(name, suffix))
    }

    /// The page whose path below the folder is `name`; `None` where it is another locale's.
    pub fn key(&self, name: String) -> Option<String> {
        match &self.suffix {
            Some(suffix) => page_name::neutral(&name, suffix),
            None => Some(name),
        }
    }

    /// Adds a file that the walk did not find: one that an editor is about to write.
    pub fn add(&mut self, path: &str) {
        if is_sample(&path.to_lowercase()) && !self.has(path) {
            self.samples.push(path.to_owned());
        }
        let lower = path.to_lowercase();
        if let Some(known) = image(&lower).and_then(|at| self.images.get_mut(at)) {
            *known = true;
        }
        self.names.insert(lower.into());
    }

    /// Whether `path` is an image, of a type of which there is none here: then images are somewhere else.
    pub fn lacks_images_like(&self, path: &str) -> bool {
        let known = image(&path.to_lowercase()).and_then(|at| self.images.get(at));
        self.walked && known == Some(&false)
    }

    /// The files below folders `includes/snippets/…/`, in the order of the walk; none where the folder was not walked.
    pub fn samples(&self) -> &[String] {
        &self.samples
    }

    /// Whether the folder was walked.
    pub fn is_walked(&self) -> bool {
        self.walked
    }

    /// Notes that a folder or a page below it could not be read, so that what nobody mentions may be there all the same.
    pub fn miss(&mut self) {
        self.missed = true;
    }

    /// Whether a folder or a page below it could not be read.
    pub fn is_missed(&self) -> bool {
        self.missed
    }

    /// Whether there is a file at `path` (relative, normalized), or, where the folder could not be read as a whole, may be one.
    pub fn has(&self, path: &str) -> bool {
        let is_lower = || path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        if self.names.contains(path) || !is_lower() && self.names.contains(path.to_lowercase().as_str()) {
            return true;
        }
        if self.walked && !self.missed {
            return false;
        }
        // `path` is normalized: it has no `..` that could lead out of the folder.
        match self.path(path).symlink_metadata() {
            Ok(found) => found.is_file(),
            Err(error) => self.missed && !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
        }
    }
}

/// Whether a path (of a file, or as a page includes it) is that of sample code: below a folder of `includes/snippets`.
pub fn is_sample(path: &str) -> bool {
    const FOLDER: &str = "includes/snippets/";
    path.find(FOLDER).and_then(|at| path.get(at + FOLDER.len()..)).is_some_and(|rest| rest.contains('/'))
}

/// `target`, written on the page at `page` (relative to the root), as a path relative to the root.
/// `None` when it leads out of the root. `~/` and `/` mean the root itself.
pub fn resolve(page: &str, target: &str) -> Option<String> {
    let is_slash = |byte: Option<&u8>| matches!(byte, Some(b'/' | b'\\'));
    let mut path = String::with_capacity(page.len() + target.len());
    let mut rest = match target.strip_prefix('~').filter(|rest| is_slash(rest.as_bytes().first())) {
        Some(rest) => rest,
        None if is_slash(target.as_bytes().first()) => target,
        None => {
            path.push_str(page.rsplit_once('/').map_or("", |(folder, _)| folder));
            target
        }
    };
    loop {
        let end = memchr::memchr2(b'/', b'\\', rest.as_bytes());
        let (part, after) = end.and_then(|end| rest.split_at_checked(end)).unwrap_or((rest, ""));
        match part {
            "" | "." => {}
            ".." if path.is_empty() => return None,
            ".." => path.truncate(path.rfind('/').unwrap_or(0)),
            _ => {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(part);
            }
        }
        match after.get(1..) {
            Some(after) => rest = after,
            None => return Some(path),
        }
    }
}

/// The path of `path` below `root`, with forward slashes.
pub fn relative(path: &Path, root: &Path) -> Option<String> {
    // What a walk finds begins with the text of its root; taking paths apart costs more than all else of a walk.
    let below = path.to_str()?.strip_prefix(root.to_str()?).and_then(|rest| rest.strip_prefix(MAIN_SEPARATOR));
    let relative = match below {
        Some(below) => below,
        None => path.strip_prefix(root).ok()?.to_str()?,
    };
    Some(if MAIN_SEPARATOR == '/' { relative.to_owned() } else { relative.replace('\\', "/") })
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn resolves_within_the_root() {
        assert_eq!(resolve("api/x.md", "../resources/y.md").as_deref(), Some("resources/y.md"));
        assert_eq!(resolve("api/x.md", "./y.md").as_deref(), Some("api/y.md"));
        assert_eq!(resolve("api/x.md", "../../etc/passwd"), None);
        assert_eq!(resolve("a/b/x.md", "~/c.md").as_deref(), Some("c.md"));
    }
}
