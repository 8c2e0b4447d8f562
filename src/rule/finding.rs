//! A finding: one fault at one place of one page, with what would mend it.

use crate::docset::PageId;
use crate::drift::Verdict;
use crate::fact::FactKind;
use crate::text::{Edit, Span};
use std::borrow::Cow;

/// Whether a fix may be applied without a person looking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Safety {
    /// Restores what is proved.
    Safe,
    /// A person should look.
    Unsafe,
}

/// Edits of the finding's own page.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What it does, in words.
    pub title: Cow<'static, str>,
    /// The replacements.
    pub edits: Vec<Edit>,
    /// Whether it can be trusted.
    pub safety: Safety,
}

/// Another place that explains the finding.
#[derive(Clone, Debug)]
pub struct Related {
    /// The page; `None` for the finding's own.
    pub page: Option<PageId>,
    /// Where on that page.
    pub span: Span,
    /// Why it is shown.
    pub message: Box<str>,
}

/// How the finding is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Certainty {
    /// From the page's own text or a proved source.
    #[default]
    Proved,
    /// From the locale's word lists or the page's own other places, without a source.
    Likely,
}

/// One fault at one place. A run may have hundreds of thousands, which are all kept: hence the boxes.
#[derive(Clone, Debug, Default)]
pub struct Finding {
    /// Where.
    pub span: Span,
    /// Lower case, no full stop: what is wrong, with the values.
    pub message: Box<str>,
    /// What to do about it.
    pub help: Option<Box<str>>,
    /// What stands there, where a token is wrong.
    pub found: Option<Box<str>>,
    /// What should stand there.
    pub expected: Option<Box<str>>,
    /// Other places.
    pub related: Box<[Related]>,
    /// What would mend it.
    pub fix: Option<Box<Fix>>,
    /// What the page claims there, for keys of baselines and reports: kind and key.
    pub fact: Option<(FactKind, Box<str>)>,
    /// Why the values differ, where drift says so.
    pub verdict: Option<Verdict>,
    /// How it is known.
    pub certainty: Certainty,
}

impl Finding {
    /// Sets what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(kept(help));
        self
    }

    /// Sets the wrong value.
    pub fn found(&mut self, found: impl Into<String>) -> &mut Self {
        self.found = Some(kept(found));
        self
    }

    /// Sets the right value.
    pub fn expected(&mut self, expected: impl Into<String>) -> &mut Self {
        self.expected = Some(kept(expected));
        self
    }

    /// Names another place on the same page.
    pub fn because(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.relate(None, span, message)
    }

    /// Names a place on another page.
    pub fn because_of(&mut self, page: PageId, span: Span, message: impl Into<String>) -> &mut Self {
        self.relate(Some(page), span, message)
    }

    fn relate(&mut self, page: Option<PageId>, span: Span, message: impl Into<String>) -> &mut Self {
        // Most have one such place, and none has more than a few.
        let mut all = std::mem::take(&mut self.related).into_vec();
        all.reserve_exact(1);
        all.push(Related { page, span, message: kept(message) });
        self.related = all.into_boxed_slice();
        self
    }

    /// Offers to replace `span` by `text`.
    pub fn replace(
        &mut self,
        safety: Safety,
        title: impl Into<Cow<'static, str>>,
        span: Span,
        text: impl Into<String>,
    ) -> &mut Self {
        self.fixed(safety, title, vec![Edit { span, text: text.into() }])
    }

    /// Offers to make `edits`.
    pub fn fixed(&mut self, safety: Safety, title: impl Into<Cow<'static, str>>, edits: Vec<Edit>) -> &mut Self {
        self.fix = Some(Box::new(Fix { title: title.into(), edits, safety }));
        self
    }

    /// Names the fact.
    pub fn fact(&mut self, kind: FactKind, key: impl Into<String>) -> &mut Self {
        self.fact = Some((kind, kept(key)));
        self
    }

    /// Says that it is known without a source.
    pub fn likely(&mut self) -> &mut Self {
        self.certainty = Certainty::Likely;
        self
    }
}

/// A text in memory of its very size: what has been put together from parts may have twice as much.
fn kept(text: impl Into<String>) -> Box<str> {
    let text = text.into();
    if text.len() < text.capacity() { text.as_str().into() } else { text.into_boxed_str() }
}

/// Where a rule puts its findings.
#[derive(Debug, Default)]
pub struct Findings {
    /// With the page each lies on.
    pub list: Vec<(PageId, Finding)>,
    page: PageId,
}

impl Findings {
    /// An empty list for findings on `page`.
    pub fn on(page: PageId) -> Self {
        Self { list: Vec::new(), page }
    }

    /// Adds a finding at `span` of the current page.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.report_on(self.page, span, message)
    }

    /// Adds a finding at `span` of `page` (rules of the whole docset).
    #[expect(clippy::missing_panics_doc, clippy::expect_used, reason = "the list has just been given an entry")]
    pub fn report_on(&mut self, page: PageId, span: Span, message: impl Into<String>) -> &mut Finding {
        self.list.push((page, Finding { span, message: kept(message), ..Finding::default() }));
        &mut self.list.last_mut().expect("just pushed").1
    }
}
