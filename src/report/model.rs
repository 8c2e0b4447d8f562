//! What every format gets: the docset, the run, the counts.

use super::fingerprint::{Prints, fingerprints};
use super::json::JsonShard;
use super::{concise, full, github, gitlab, html, json, junit, markdown, sarif};
use crate::docset::{DocSet, Member};
use crate::engine::{Diagnostic, Run};
use crate::page::Page;
use crate::rule::{Safety, Severity};
use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// What there is to report.
pub struct Report<'a> {
    /// The pages.
    pub docset: &'a DocSet,
    /// The findings.
    pub run: &'a Run,
    /// The counts.
    pub summary: Summary,
    /// Whether people's formats show findings alike as one.
    pub grouped: bool,
    /// Whether colours are wanted.
    pub color: bool,
    /// How many columns excerpts of pages take at most: those of the terminal, where there is one.
    pub width: usize,
    /// Whether people's formats leave out everything but findings.
    pub quiet: bool,
    /// Which part of the docset's pages it is about; all without one.
    pub shard: Option<JsonShard>,
    /// The fingerprints of the findings, where they are known already.
    pub prints: Option<Prints>,
}

/// The counts of a run.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Summary {
    /// Pages checked.
    pub pages: usize,
    /// Locales among them.
    pub locales: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
    /// Findings that `--fix` mends.
    pub fixable: usize,
    /// Findings that it mends with `--unsafe-fixes` only.
    pub unsafe_fixable: usize,
    /// Findings that comments suppressed.
    pub suppressed: usize,
    /// Findings that the baseline covers.
    pub baselined: usize,
    /// Wall time; 0 where it must not show.
    pub seconds: f64,
}

impl Summary {
    /// Counts pages and findings.
    pub fn of(docset: &DocSet, run: &Run, seconds: f64) -> Self {
        let asked = docset.members.iter().filter(|member| member.wanted);
        Self::of_pages(asked, run, seconds)
    }

    /// Counts findings, and the pages that were checked.
    pub fn of_pages<'m>(pages: impl Iterator<Item = &'m Member>, run: &Run, seconds: f64) -> Self {
        let tags: Vec<&str> = pages.map(|member| member.locale.tag()).collect();
        let count = |severity| run.diagnostics.iter().filter(|item| item.severity == severity).count();
        let fixes = |safety| {
            let fixes = run.diagnostics.iter().filter_map(|item| item.finding.fix.as_ref());
            fixes.filter(|fix| fix.safety == safety).count()
        };
        Self {
            pages: tags.len(),
            locales: tags.iter().collect::<BTreeSet<_>>().len(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            fixable: fixes(Safety::Safe),
            unsafe_fixable: fixes(Safety::Unsafe),
            suppressed: run.suppressed(),
            baselined: run.baselined(),
            seconds,
        }
    }
}

impl<'a> Report<'a> {
    /// A report of everything, grouped, without colours.
    pub fn new(docset: &'a DocSet, run: &'a Run, summary: Summary) -> Self {
        Self {
            docset,
            run,
            summary,
            grouped: true,
            color: false,
            width: DEFAULT_TERM_WIDTH,
            quiet: false,
            shard: None,
            prints: None,
        }
    }

    /// The fingerprints of the findings.
    pub fn prints(&self) -> Prints {
        self.prints.clone().unwrap_or_else(|| fingerprints(self.docset, self.run))
    }

    /// The page of a finding.
    pub fn page(&self, item: &Diagnostic) -> Option<&'a Page> {
        self.docset.get(item.page).map(|member| &member.page)
    }
}

/// A format.
pub struct Format {
    /// As `--report` takes it.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Writes a report.
    pub write: fn(&Report<'_>, &mut dyn Write) -> io::Result<()>,
}

/// Every format.
pub static FORMATS: &[Format] = &[
    Format { name: "full", about: "for people: each finding with the lines it is about", write: full::write },
    Format { name: "concise", about: "for people: one line each", write: concise::write },
    Format {
        name: "json",
        about: "for programs: stable and versioned (docs/schema/report.schema.json)",
        write: json::write,
    },
    Format { name: "sarif", about: "for code scanning and editors: SARIF 2.1.0", write: sarif::write },
    Format { name: "github", about: "for GitHub Actions: workflow commands", write: github::write },
    Format { name: "gitlab", about: "for GitLab: a code quality report", write: gitlab::write },
    Format { name: "junit", about: "for CI servers: JUnit XML", write: junit::write },
    Format { name: "markdown", about: "for a comment on a pull request", write: markdown::write },
    Format { name: "html", about: "for a browser or a mail: one page, without scripts", write: html::single::write },
];
