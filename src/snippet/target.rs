//! A target: one template and what its header says of it. The header, a YAML comment at the template's top, is all of its
//! registration. Must not know how a template is rendered.

use super::request::{Feature, Request};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// A language with a client, and the template that writes samples for it.
#[derive(Clone, Debug)]
pub struct Target {
    /// The template's file name without its ending: `python-requests`.
    pub id: String,
    /// The template's path, for messages.
    pub path: String,
    /// What its header says.
    pub header: TargetHeader,
    /// The template, header included.
    pub template: String,
}

/// The header of a template.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TargetHeader {
    /// The language, as people write it: `C#`.
    pub language: String,
    /// The library or program that sends: `HttpClient`.
    pub client: String,
    /// The info string of the sample's fence, and the folder of its include files: `csharp`.
    pub fence: String,
    /// The tab's title; the language where nothing is said.
    #[serde(default)]
    pub tab: Option<String>,
    /// The tab's id, what follows `#tab/`; the fence where nothing is said.
    #[serde(default)]
    pub tab_id: Option<String>,
    /// How files of the language end: `cs`.
    pub extension: String,
    /// What the client cannot send, by the name of the feature, each with a sentence that the sample then says.
    #[serde(default)]
    pub cannot: BTreeMap<String, String>,
}

impl TargetHeader {
    /// The tab's title.
    pub fn tab(&self) -> &str {
        self.tab.as_deref().unwrap_or(&self.language)
    }

    /// What follows `#tab/`.
    pub fn tab_id(&self) -> &str {
        self.tab_id.as_deref().unwrap_or(&self.fence)
    }
}

/// What is wrong with a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The template's path.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What, and what to do.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.message)
    }
}

impl Target {
    /// A target from its template. `path` names the file: its stem without `.jinja` is the target's id.
    pub fn read(path: &str, template: &str) -> Result<Target, Problem> {
        let problem = |line: usize, message: String| Problem { path: path.to_owned(), line, message };
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let id = name.split('.').next().unwrap_or(name).to_owned();
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Err(problem(
                1,
                format!("a template's name is the target's id: letters, digits and hyphens, not `{id}`"),
            ));
        }
        let template = template.strip_prefix('\u{feff}').unwrap_or(template);
        let inside = template.strip_prefix("{#").and_then(|rest| rest.split_once("#}")).map(|(inside, _)| inside);
        let Some(inside) = inside else {
            let what = "a template begins with its header: a comment `{# … #}` that holds language, client, fence and extension";
            return Err(problem(1, what.to_owned()));
        };
        let header: TargetHeader = serde_yaml::from_str(inside).map_err(|error| {
            let error = error.without_snippet();
            let line = error.location().map_or(1, |location| location.line() as usize);
            problem(line, format!("the header cannot be read: {error}"))
        })?;
        for (key, value) in [("fence", &header.fence), ("extension", &header.extension)] {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_+.".contains(&byte);
            if value.is_empty() || !value.bytes().all(plain) {
                return Err(problem(1, format!("`{key}` is one word of letters, digits and `-_+.`, not `{value}`")));
            }
        }
        if let Some(unknown) = header.cannot.keys().find(|key| !Feature::ALL.iter().any(|(_, name)| name == key)) {
            let names: Vec<&str> = Feature::ALL.iter().map(|(_, name)| *name).collect();
            return Err(problem(1, format!("`cannot` has no `{unknown}`; there are {}", names.join(", "))));
        }
        Ok(Target { id, path: path.to_owned(), header, template: template.to_owned() })
    }

    /// What of `request` this client cannot send, in words; nothing where it sends all of it.
    pub fn cannot_send(&self, request: &Request) -> Vec<&str> {
        let features = request.features();
        let named = Feature::ALL.iter().filter(|(feature, _)| features.contains(feature));
        named.filter_map(|(_, name)| self.header.cannot.get(*name).map(String::as_str)).collect()
    }
}
