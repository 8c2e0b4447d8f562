//! From the paths of a command line to a docset with its settings.

use crate::docset::layout::{self, Layout, Root};
use crate::docset::{DocSet, Locales, discover};
use crate::rule::Settings;
use std::path::{Path, PathBuf};

/// A docset with what was configured for it.
pub struct Loaded {
    /// The pages.
    pub docset: DocSet,
    /// The rules' settings.
    pub settings: Settings,
    /// Where the pages lie.
    pub layout: Layout,
}

/// Reads the pages that `paths` name, with the docset around them. Errors are messages for people.
pub fn load(paths: &[PathBuf], config: Option<&Path>, isolated: bool) -> Result<Loaded, String> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    for path in paths {
        if !path.exists() {
            return Err(format!("{}: there is no such file or folder", path.display()));
        }
    }
    let (layout, settings) = settle(paths, config, isolated)?;
    let mut locales = Locales::built_in();
    for path in &layout.locale_files {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        locales.add(&path.display().to_string(), &text).map_err(|error| error.to_string())?;
    }
    let in_layout = |path: &Path| layout.roots.iter().any(|root| is_below(path, &root.folder));
    let loose: Vec<PathBuf> = paths.iter().filter(|path| path.is_file() && !in_layout(path)).cloned().collect();
    let mut wanted: Vec<PathBuf> = paths.iter().filter(|path| !loose.contains(path)).cloned().collect();
    if wanted.iter().any(|path| is_below(&layout.base, path)) {
        wanted.clear();
    }
    let mut layout = layout;
    if paths.len() == loose.len() {
        layout.roots.clear();
    }
    let docset = discover::read(&layout, &wanted, &loose, &locales);
    Ok(Loaded { docset, settings, layout })
}

/// The layout and settings for `paths`: from the configuration, or inferred from folders.
fn settle(paths: &[PathBuf], config: Option<&Path>, isolated: bool) -> Result<(Layout, Settings), String> {
    let _ = (config, isolated);
    let mut merged: Option<Layout> = None;
    for path in paths {
        let found = layout::infer(path).or_else(|| {
            let folder = path.is_dir().then(|| path.clone())?;
            let base = std::path::absolute(&folder).ok()?;
            Some(Layout { roots: vec![Root { locale: None, folder }], base, ..Layout::default() })
        });
        let Some(found) = found else { continue };
        match &mut merged {
            None => merged = Some(found),
            Some(layout) => {
                for root in found.roots {
                    if !layout.roots.contains(&root) {
                        layout.roots.push(root);
                    }
                }
                if layout.base != found.base {
                    layout.base = PathBuf::new();
                }
            }
        }
    }
    Ok((merged.unwrap_or_default(), Settings::default()))
}

fn is_below(path: &Path, folder: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).map(|path| path.components().collect::<PathBuf>());
    match (absolute(path), absolute(folder)) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}
