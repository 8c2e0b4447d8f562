//! A difference: one fact that two pages do not agree on, with the verdict.

use crate::fact::{FactKind, TableKind};
use crate::text::Span;

/// Why two pages differ (`docs/architecture.md`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// The translation differs from the very source it was made from.
    Mistranslated,
    /// The source itself is wrong, and the translation repeats it.
    Inherited,
}

impl Verdict {
    /// As JSON writes it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Mistranslated => "mistranslated",
            Verdict::Inherited => "inherited",
        }
    }
}

/// What one of the pages says.
#[derive(Clone, Debug)]
pub struct Side {
    /// Where.
    pub span: Span,
    /// What, free of marks.
    pub value: String,
}

/// One fact that a translation and its source do not agree on.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What it is about.
    pub kind: FactKind,
    /// Which one, in words that stay when lines move.
    pub key: String,
    /// What the source says; `None` where only the translation has it.
    pub source: Option<Side>,
    /// What the translation says; `None` where it is lost.
    pub translation: Option<Side>,
    /// The place on the translation to show: its side, or where the lost one belongs.
    pub place: Span,
    /// The table the fact stands in.
    pub table: Option<TableKind>,
    /// Why.
    pub verdict: Verdict,
}

impl Difference {
    /// The source's value; empty when it has none.
    pub fn expected(&self) -> &str {
        self.source.as_ref().map_or("", |side| &side.value)
    }

    /// The translation's value; empty when it is lost.
    pub fn found(&self) -> &str {
        self.translation.as_ref().map_or("", |side| &side.value)
    }

    /// Both values, when the fact is on both pages.
    pub fn both(&self) -> Option<(&Side, &Side)> {
        Some((self.source.as_ref()?, self.translation.as_ref()?))
    }
}
