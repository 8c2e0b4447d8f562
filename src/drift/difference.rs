//! A difference: one fact that two pages do not agree on, with the verdict.

use super::change::{self, Change};
use super::verdict::Verdict;
use crate::fact::{FactKind, TableKind};
use crate::text::Span;

/// What one of the pages says.
#[derive(Clone, Debug)]
pub struct Side {
    /// Where, marks such as `**` left out: what a fix may replace.
    pub span: Span,
    /// What, free of marks.
    pub value: String,
}

impl Side {
    /// A side from its place and value.
    pub fn new(span: Span, value: impl Into<String>) -> Self {
        Self { span, value: value.into() }
    }
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
    /// What was done to it.
    pub change: Change,
    /// The place on the translation to show: its side, or where the lost one belongs.
    pub place: Span,
    /// The table the fact stands in.
    pub table: Option<TableKind>,
    /// Why.
    pub verdict: Verdict,
}

impl Difference {
    /// A fact that both pages have; what was done to it is read from the values.
    pub fn changed(kind: FactKind, key: String, source: Side, translation: Side) -> Self {
        let change = change::of(&source.value, &translation.value);
        Self::told(kind, key, source, translation, change)
    }

    /// The same where what was done to it is known better than the values tell.
    pub fn told(kind: FactKind, key: String, source: Side, translation: Side, change: Change) -> Self {
        let place = translation.span;
        Self::new(kind, key, Some(source), Some(translation), change, place)
    }

    /// A fact of the source that the translation lacks at `place`.
    pub fn lost(kind: FactKind, key: String, source: Side, place: Span) -> Self {
        Self::new(kind, key, Some(source), None, Change::Lost, place)
    }

    /// A fact that only the translation has.
    pub fn added(kind: FactKind, key: String, translation: Side) -> Self {
        let place = translation.span;
        Self::new(kind, key, None, Some(translation), Change::Added, place)
    }

    fn new(
        kind: FactKind,
        key: String,
        source: Option<Side>,
        translation: Option<Side>,
        change: Change,
        place: Span,
    ) -> Self {
        Self { kind, key, source, translation, change, place, table: None, verdict: Verdict::Mistranslated }
    }

    /// The same difference, found in a table of this kind.
    #[must_use]
    pub fn in_table(mut self, table: TableKind) -> Self {
        self.table = Some(table);
        self
    }

    /// The same difference, with what was done known better than the values tell.
    #[must_use]
    pub fn by(mut self, change: Change) -> Self {
        self.change = change;
        self
    }

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
