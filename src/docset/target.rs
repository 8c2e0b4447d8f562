//! Where a link or an include leads, as far as files can tell. Must not judge: rules say what is wrong with it.

use super::files::{Files, resolve};
use super::{DocSet, Member, PageId};
use std::borrow::Cow;

/// Where a target leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// To a file of the docset: the path below the page's root, and the files that may stand for it.
    Found,
    /// To nothing: the path below the page's root that was looked for, with the file named as the page names it.
    Missing(String),
    /// Out of the folder that the docset's pages lie in.
    Outside,
    /// To what files cannot tell: another site, a place on the page itself, an address of the published site, a place outside of a folder
    /// that is no locale's, which may be a part of a docset.
    Unknown,
}

/// Follows `target` from `member`. Translations may leave a file to the source, unless the docset says otherwise. A page
/// outside every root, and a translation whose source was not read, tell nothing.
pub fn follow(docset: &DocSet, member: &Member, target: &str) -> Target {
    let Some(root) = member.root.and_then(|at| docset.roots.get(at)) else { return Target::Unknown };
    let Some(path) = path_of(target) else { return Target::Unknown };
    let Some(named) = resolve(&member.key, &path) else {
        // Where a docset ends is known of the folder of a locale alone.
        return if root.locale.is_some() { Target::Outside } else { Target::Unknown };
    };
    let page = root.files.page_of(&named);
    let resolved = page.as_deref().unwrap_or(&named);
    // What has no last part is the root itself.
    if resolved.is_empty() || is_there(&root.files, resolved, &path) {
        return Target::Found;
    }
    if !docset.fallback_to_source {
        return Target::Missing(named);
    }
    match docset.source_root.and_then(|at| docset.roots.get(at)) {
        Some(source) if is_there(&source.files, resolved, &path) => Target::Found,
        Some(_) => Target::Missing(named),
        // Without the source nobody knows what the published site takes from it.
        None => Target::Unknown,
    }
}

/// The path `resolved`, which is one below the root of `member`, as reports write that of the page.
pub fn shown(docset: &DocSet, member: &Member, resolved: &str) -> String {
    let root = member.root.and_then(|at| docset.roots.get(at));
    let name = root.map(|root| root.files.name(&member.key));
    let folder = name.and_then(|name| member.page.source.path.strip_suffix(&*name));
    format!("{}{resolved}", folder.filter(|folder| folder.ends_with('/')).unwrap_or(""))
}

/// Whether `target` leads from `member` out of the folder of its locale.
pub fn leads_out(docset: &DocSet, member: &Member, target: &str) -> bool {
    let root = member.root.and_then(|root| docset.roots.get(root)).filter(|root| root.locale.is_some());
    root.is_some() && path_of(target).is_some_and(|path| resolve(&member.key, &path).is_none())
}

/// The page that `target` on `member` leads to: in the page's own root, else in the source's.
pub fn page_at(docset: &DocSet, member: &Member, target: &str) -> Option<PageId> {
    let root = docset.roots.get(member.root?)?;
    let named = resolve(&member.key, &path_of(target)?)?;
    let group = docset.group(root.files.page_of(&named).as_deref().unwrap_or(&named));
    let of_root = |root: Option<usize>| {
        group.iter().copied().find(|id| docset.get(*id).is_some_and(|other| root.is_some() && other.root == root))
    };
    of_root(member.root).or_else(|| of_root(docset.source_root.filter(|_| docset.fallback_to_source)))
}

/// The path within a target: query and fragment gone, percent signs decoded. `None` when it is no path of a file:
/// a scheme, a site's absolute path, a place on the page itself, a placeholder.
pub fn path_of(target: &str) -> Option<Cow<'_, str>> {
    let target = target.trim();
    // A scheme ends at the first colon before any slash.
    let scheme = target.bytes().find(|byte| matches!(byte, b'/' | b':' | b'?' | b'#'));
    if matches!(target.as_bytes().first(), None | Some(b'/' | b'\\' | b'?' | b'#')) || scheme == Some(b':') {
        return None;
    }
    // One look for all that matters: targets are short, and a page has many.
    let mut is_encoded = false;
    for (at, byte) in target.bytes().enumerate() {
        match byte {
            b'?' | b'#' => return Some(decoded(target.get(..at)?, is_encoded)),
            b'{' | b'}' | b'<' | b'>' | b'"' | b'*' | b'|' => return None,
            b'%' => is_encoded = true,
            _ => {}
        }
    }
    Some(decoded(target, is_encoded))
}

fn decoded(path: &str, is_encoded: bool) -> Cow<'_, str> {
    if is_encoded { percent_decoded(path) } else { Cow::Borrowed(path) }
}

fn is_there(files: &Files, resolved: &str, written: &str) -> bool {
    let is_folder = match written.as_bytes() {
        [.., b'/'] | [.., b'/', b'.'] | [.., b'/', b'.', b'.'] => true,
        whole => matches!(whole, b"." | b".."),
    };
    if !is_folder {
        if files.has(resolved) {
            return true;
        }
        if is_file_name(resolved.rsplit('/').next().unwrap_or(resolved)) {
            return false;
        }
    }
    // A folder, or a page without its extension.
    ["/index.md", "/index.yml", "/readme.md", "/toc.yml", "/toc.md", ".md", ".yml"]
        .iter()
        .any(|end| files.has(&format!("{resolved}{end}")))
}

/// Whether a name ends with an extension of letters.
fn is_file_name(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty()
            && (2..=5).contains(&extension.len())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn percent_decoded(path: &str) -> Cow<'_, str> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let decoded = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { after.get(2..).unwrap_or(&[]) } else { after };
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(path), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docset::{Locales, texts};

    #[test]
    fn knows_paths_from_addresses() {
        assert_eq!(path_of("../api/x.md?view=beta#top").as_deref(), Some("../api/x.md"));
        assert_eq!(path_of("a%20b.md").as_deref(), Some("a b.md"));
        assert_eq!(path_of("100%.md").as_deref(), Some("100%.md"));
        for none in ["#top", "https://example.com/x.md", "mailto:x@example.com", "/graph/x", "?a=b", "", "{url}"] {
            assert_eq!(path_of(none), None, "{none}");
        }
    }

    #[test]
    fn the_source_stands_in_where_it_may() {
        let texts = ["en-US/a.md", "en-US/b.md", "es-ES/a.md"].map(|path| (path.to_owned(), String::new())).into();
        let mut docset = texts::from_texts(texts, "en-US", true, &Locales::built_in());
        let found = |docset: &DocSet| {
            let page = docset.members.iter().find(|member| member.locale.tag() == "es-ES").unwrap();
            (follow(docset, page, "b.md"), page_at(docset, page, "b.md").is_some())
        };
        assert_eq!(found(&docset), (Target::Found, true));
        docset.fallback_to_source = false;
        assert_eq!(found(&docset), (Target::Missing("b.md".to_owned()), false));
    }

    #[test]
    fn finds_folders_and_pages_without_extension() {
        let names = ["resources/index.md", "api/x.md", "concepts/v1.0.md"];
        let files = Files::walked("root".into(), None, names.iter().map(|name| (*name).to_owned()));
        assert!(is_there(&files, "resources", "../resources/"));
        assert!(is_there(&files, "api/x", "x"));
        assert!(is_there(&files, "concepts/v1.0", "../concepts/v1.0"));
        assert!(!is_there(&files, "api", "../api/"));
        assert!(!is_there(&files, "api/y.md", "y.md"));
    }
}
