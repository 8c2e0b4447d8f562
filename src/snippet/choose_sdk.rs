//! Which languages samples of the style `sdk` are written in, and the types that each version's samples need. Must not know
//! how a language writes a sample.

use super::choose::unknown;
use super::output::Output;
use super::sdk::{self, LANGUAGES, Language, Types};
use super::tab_order::TabOrder;
use crate::docset::DocSet;

/// The types of each version that the docset documents, and of pages that name none.
pub struct Versions {
    list: Vec<(Option<String>, Types)>,
}

impl Versions {
    /// Reads them from the docset's own pages. `metadata` is a CSDL document, for all of them; the error is about that.
    pub fn of(docset: &DocSet, metadata: Option<&str>) -> Result<Versions, String> {
        let names = docset.version_names().iter().map(|name| Some(name.clone()));
        let mut list = Vec::new();
        for name in names.chain([None]) {
            let mut types = Types::of(docset, name.as_deref());
            if let Some(metadata) = metadata {
                types.add_metadata(metadata)?;
            }
            list.push((name, types));
        }
        Ok(Versions { list })
    }

    /// The types of one version; all there are for a version that is not known.
    fn get(&self, version: Option<&str>) -> Option<&Types> {
        let is = |(name, _): &&(Option<String>, Types)| name.as_deref() == version;
        self.list.iter().find(is).or(self.list.last()).map(|(_, types)| types)
    }
}

/// The outputs called `ids`, in that order; without ids, the languages that the docset's tabs show, or else all. With
/// `compat` samples are what the official generator writes, its losses included. The error is a message for people.
pub fn outputs<'a>(
    docset: &DocSet,
    versions: &'a Versions,
    ids: &[String],
    compat: bool,
) -> Result<Vec<Output<'a>>, String> {
    if ids.is_empty() {
        let order = TabOrder::of(docset);
        let shown: Vec<&Language> = order.ids().into_iter().filter_map(Language::of_id).collect();
        let list = if shown.is_empty() { LANGUAGES.iter().collect() } else { shown };
        return Ok(list.into_iter().map(|language| output(versions, language, compat)).collect());
    }
    let mut out: Vec<Output<'a>> = Vec::new();
    for id in ids {
        let known = LANGUAGES.iter().map(|language| language.id);
        let language = Language::of_id(id).ok_or_else(|| unknown(id, known))?;
        if out.iter().any(|other| other.id == language.id) {
            return Err(format!("the target {id} is named twice"));
        }
        out.push(output(versions, language, compat));
    }
    Ok(out)
}

fn output<'a>(versions: &'a Versions, language: &'a Language, compat: bool) -> Output<'a> {
    Output {
        id: language.id.to_owned(),
        fence: language.fence.to_owned(),
        tab: language.tab.to_owned(),
        tab_id: language.tab_id.to_owned(),
        extension: language.extension.to_owned(),
        make: Box::new(move |request, member| {
            let types = versions.get(member.version.as_deref());
            Ok(types.and_then(|types| sdk::render(language, request, types, compat)))
        }),
    }
}
