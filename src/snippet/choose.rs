//! Which languages samples are written in: those asked for, those the docset shows already, or a first few. Must not
//! know pages beyond the ids of their tabs.

use super::output::Output;
use super::render::Renderer;
use super::tab_order::TabOrder;
use super::target::Target;
use crate::docset::DocSet;
use crate::text::nearest::nearest;

/// What a docset without tabs gets. Of several targets with one tab, these come first too.
pub const FIRST: [&str; 7] = [
    "curl",
    "python-requests",
    "javascript-fetch",
    "go-net-http",
    "java-httpclient",
    "csharp-httpclient",
    "powershell-restmethod",
];

/// How samples call the API.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Style {
    /// They send the request as it is documented.
    #[default]
    Http,
    /// They call an SDK.
    Sdk,
}

/// The outputs called `ids`, in that order. The error is a message for people.
pub fn named<'a>(renderer: &'a Renderer, ids: &[String]) -> Result<Vec<Output<'a>>, String> {
    let targets = ids.iter().map(|id| find(renderer, id));
    let outputs: Vec<Output<'a>> =
        targets.map(|target| Ok(Output::of_target(renderer, target?))).collect::<Result<_, String>>()?;
    distinct(&outputs)?;
    Ok(outputs)
}

/// The outputs for a docset of which nobody says what it wants.
pub fn for_docset<'a>(renderer: &'a Renderer, docset: &DocSet) -> Vec<Output<'a>> {
    let order = TabOrder::of(docset);
    let mut chosen: Vec<Output<'a>> = Vec::new();
    let mut add = |target: Option<&'a Target>| {
        // Two languages of one fence would write the same files.
        let fresh = |target: &&Target| chosen.iter().all(|other: &Output<'_>| other.fence != target.header.fence);
        if let Some(target) = target.filter(fresh) {
            chosen.push(Output::of_target(renderer, target));
        }
    };
    for id in order.ids() {
        add(of_tab(renderer, id));
    }
    if chosen.is_empty() {
        let mut chosen = Vec::new();
        chosen.extend(
            FIRST.iter().filter_map(|id| renderer.target(id)).map(|target| Output::of_target(renderer, target)),
        );
        return chosen;
    }
    chosen
}

/// The target that is taken for a tab's id.
fn of_tab<'a>(renderer: &'a Renderer, id: &str) -> Option<&'a Target> {
    let shows = |target: &&Target| target.header.tab_id().eq_ignore_ascii_case(id);
    let first = FIRST.iter().filter_map(|id| renderer.target(id)).find(shows);
    first.or_else(|| renderer.targets().iter().find(shows))
}

/// The target called `id`; else a message that names the nearest.
pub fn find<'a>(renderer: &'a Renderer, id: &str) -> Result<&'a Target, String> {
    // Of several that have the word, the one that is taken first elsewhere too.
    let known = FIRST.into_iter().filter(|id| renderer.target(id).is_some());
    let known = known.chain(renderer.targets().iter().map(|target| target.id.as_str()));
    renderer.target(id).ok_or_else(|| unknown(id, known))
}

/// What is said of a target that is not there.
pub fn unknown<'a>(id: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let near =
        nearest(id, known.clone()).or_else(|| known.clone().find(|other| other.split('-').any(|part| part == id)));
    let hint = near.map_or_else(
        || {
            let mut list: Vec<&str> = known.collect();
            list.sort_unstable();
            list.dedup();
            format!("there are {}", list.join(", "))
        },
        |near| format!("did you mean {near}?"),
    );
    format!("there is no target {id}: {hint}")
}

/// Two outputs must not share their files or their tab.
fn distinct(outputs: &[Output<'_>]) -> Result<(), String> {
    for (at, output) in outputs.iter().enumerate() {
        let before = outputs.get(..at).unwrap_or(&[]);
        let Some(other) = before.iter().find(|other| other.fence == output.fence || other.is_tab(&output.tab_id))
        else {
            continue;
        };
        if other.id == output.id {
            return Err(format!("the target {} is named twice", output.id));
        }
        let what = if other.fence == output.fence {
            format!("include files (the fence {})", output.fence)
        } else {
            format!("tab ({})", output.tab_id)
        };
        return Err(format!(
            "the targets {} and {} have the same {what}; keep one, or write a template with a `fence` and a `tab-id` of its own",
            other.id, output.id
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_nearest() {
        let known = ["curl", "python-requests", "go-net-http"];
        let say = |id| unknown(id, known.into_iter());
        assert_eq!(say("crul"), "there is no target crul: did you mean curl?");
        assert_eq!(say("python-request"), "there is no target python-request: did you mean python-requests?");
        assert_eq!(say("python"), "there is no target python: did you mean python-requests?");
        assert_eq!(say("zz"), "there is no target zz: there are curl, go-net-http, python-requests");
    }

    #[test]
    fn refuses_outputs_that_overwrite_each_other() {
        let own =
            "{#\nlanguage: Shell\nclient: wget\nfence: bash\ntab-id: wget\nextension: sh\n#}\nwget {{ url|sh }}\n";
        let renderer = Renderer::new(&[("wget.jinja".to_owned(), own.to_owned())]).unwrap();
        let names = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let error = named(&renderer, &names(&["curl", "wget"])).err().unwrap();
        assert!(error.starts_with("the targets curl and wget have the same include files"), "{error}");
        assert!(named(&renderer, &names(&["curl", "curl"])).err().unwrap().ends_with("twice"));
        assert_eq!(named(&renderer, &names(&["python-requests", "curl"])).unwrap().len(), 2);
    }
}
