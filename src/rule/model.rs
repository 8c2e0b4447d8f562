//! A rule is a static and a function; the `//!` comment of its file is its documentation.

use super::{DocSetContext, DriftContext, Findings, OptionSpec, PageContext, PairContext};
use crate::drift::Difference;
use crate::fact::FactKind;
use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// House style.
    Info,
    /// A reader is worse off.
    Warning,
    /// The page misleads a reader or breaks a build.
    Error,
}

impl Severity {
    /// As configuration and reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// When a rule's function runs.
#[derive(Clone, Copy)]
pub enum Check {
    /// On every page by itself.
    Page(fn(&PageContext<'_>, &mut Findings)),
    /// On a translation that has no proved source: what the page itself and the locale's words tell.
    Unpaired(fn(&PageContext<'_>, &mut Findings)),
    /// On every difference of one of these kinds between a translation and its proved source.
    Difference(&'static [FactKind], fn(&Difference, &PairContext<'_>, &mut Findings)),
    /// On every translation that drift has something to say of, all of it at once.
    Drift(fn(&DriftContext<'_>, &mut Findings)),
    /// Once, on the whole docset.
    DocSet(fn(&DocSetContext<'_>, &mut Findings)),
}

/// One rule.
pub struct Rule {
    /// Kebab case, names the fault.
    pub id: &'static str,
    /// Unless the configuration says otherwise.
    pub severity: Severity,
    /// Whether it runs when nobody names it.
    pub default_on: bool,
    /// Whether its findings may carry fixes.
    pub fixable: bool,
    /// What the configuration may set.
    pub options: &'static [OptionSpec],
    /// `include_str!` of its own file.
    pub source: &'static str,
    /// What it does.
    pub checks: &'static [Check],
}

/// A block of a rule's documentation that is run as a test.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    /// Path or locale after `md` in the info string; `None` for a page by itself.
    pub place: Option<String>,
    /// The page.
    pub text: String,
}

impl Rule {
    /// The documentation: the `//!` lines without their mark.
    pub fn documentation(&self) -> String {
        self.source
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .fold(String::new(), |mut all, line| {
                all.push_str(line);
                all.push('\n');
                all
            })
    }

    /// The first sentence of the documentation: what holds on a page without the fault.
    pub fn summary(&self) -> String {
        let text = self.documentation();
        text.split("\n\n").next().unwrap_or("").replace('\n', " ").trim().to_owned()
    }

    /// The `md` blocks of the documentation section `## heading`.
    pub fn examples(&self, heading: &str) -> Vec<Example> {
        let mut examples = Vec::new();
        let mut here = false;
        let mut open: Option<(String, Option<Example>)> = None;
        for line in self.documentation().lines() {
            let ticks = line.len() - line.trim_start_matches('`').len();
            match &mut open {
                Some((fence, _)) if line == fence => examples.extend(open.take().and_then(|(_, example)| example)),
                Some((_, Some(example))) => {
                    example.text.push_str(line);
                    example.text.push('\n');
                }
                Some(_) => {}
                None if ticks >= 3 => {
                    let (fence, info) = line.split_at(ticks);
                    let example = info.strip_prefix("md").filter(|_| here).map(|place| {
                        let place = Some(place.trim()).filter(|place| !place.is_empty());
                        Example { place: place.map(str::to_owned), text: String::new() }
                    });
                    open = Some((fence.to_owned(), example));
                }
                None => {
                    if let Some(title) = line.strip_prefix("## ") {
                        here = title == heading;
                    }
                }
            }
        }
        examples
    }
}
