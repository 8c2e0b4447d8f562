//! The first `isogloss.yml` of a docset, from what its folders show.

use super::load::NAMES;
use crate::docset::survey::{self, Survey};
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Value, context};
use std::path::{Component, Path, PathBuf};

const TEMPLATE: &str = include_str!("../../templates/isogloss.yml.jinja");

/// The text of an `isogloss.yml` for the folder `path`. It fails, with what to do, when there is a configuration
/// already or the folders show nothing. Nothing is written.
pub fn init(path: &Path) -> Result<String, String> {
    let folder = std::path::absolute(path).map_err(|error| error.to_string())?;
    if !folder.is_dir() {
        return Err(format!("{} is not a folder; name the one that holds the locales", path.display()));
    }
    if let Some(name) = NAMES.iter().find(|name| folder.join(name).exists()) {
        return Err(format!("{} has an {name} already; remove it to begin anew", path.display()));
    }
    let found = survey::survey(&folder).ok_or_else(|| {
        format!(
            "{} has no folders named like locales (es-ES, docs.es-ES), none of translations that site generators have, no pages \
             with a language in their names (lamp.es.md beside lamp.md), and none \
             that say ms.contentlocale; write the locales into isogloss.yml yourself, as `locales: {{ en: docs, es: docs/es }}`",
            path.display()
        )
    })?;
    render(&folder, &found).map_err(|error| format!("the template of isogloss.yml cannot be rendered: {error}"))
}

fn render(folder: &Path, found: &Survey) -> Result<String, minijinja::Error> {
    let layout = &found.layout;
    let locales: Vec<Value> = layout
        .roots
        .iter()
        .filter_map(|root| {
            let path = survey::written(root, relative(folder, &root.folder));
            root.locale.as_deref().map(|tag| context! { tag => scalar(tag), folder => scalar(&path) })
        })
        .collect();
    let versions: Vec<Value> = layout
        .versions
        .iter()
        .map(|(name, mark)| context! { name => scalar(name), segment => scalar(&mark.to_string()) })
        .collect();
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).keep_trailing_newline(true).build()?);
    environment.render_named_str(
        "isogloss.yml.jinja",
        TEMPLATE,
        context! {
            source => layout.source_locale.as_deref().map(scalar),
            locales,
            versions,
            includes => found.includes,
            snippets => found.snippets,
            is_unnamed => found.is_unnamed,
            commit => found.commit,
        },
    )
}

/// The way from `folder` to `target`, both absolute, with forward slashes.
fn relative(folder: &Path, target: &Path) -> String {
    let same = folder.components().zip(target.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(same).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(target.components().skip(same)).collect();
    let way = way.to_string_lossy().replace('\\', "/");
    if way.is_empty() { ".".to_owned() } else { way }
}

/// `text` as a YAML scalar: plain where nothing can be read into it, else in quotes.
fn scalar(text: &str) -> String {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._/-".contains(&byte));
    let starts = text.starts_with("../") || text.starts_with(|first: char| first.is_ascii_alphabetic());
    let word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "auto"];
    if plain && starts && !word.contains(&text.to_ascii_lowercase().as_str()) {
        return text.to_owned();
    }
    // JSON's texts are YAML's.
    serde_json::Value::from(text).to_string()
}
