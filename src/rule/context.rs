//! What a rule may look at.

use super::settings::Settings;
use crate::docset::provenance::Base;
use crate::docset::{DocSet, Locale, Member, PageId};
use crate::page::Page;

/// One page, for rules that judge pages by themselves.
pub struct PageContext<'a> {
    /// The docset it belongs to.
    pub docset: &'a DocSet,
    /// Its id.
    pub id: PageId,
    /// It with its place.
    pub member: &'a Member,
    /// The rules' options.
    pub settings: &'a Settings,
}

impl<'a> PageContext<'a> {
    /// The page.
    pub fn page(&self) -> &'a Page {
        &self.member.page
    }

    /// Its locale.
    pub fn locale(&self) -> &'a Locale {
        &self.member.locale
    }

    /// Whether the page is a translation: of a locale that is not the docset's source, or, for a loose page, with
    /// localization keys.
    pub fn is_translation(&self) -> bool {
        match self.member.root {
            Some(_) => {
                self.docset.source_root.is_some() && !self.docset.is_source(self.member) || self.has_localization_keys()
            }
            None => self.has_localization_keys(),
        }
    }

    /// The source the page was made from, when it is proved that this is its text today.
    pub fn proved_source(&self) -> Option<(PageId, &'a Member)> {
        let id = self.docset.source_of(self.docset.group(&self.member.key)).filter(|id| *id != self.id)?;
        let source = self.docset.get(id).filter(|_| self.member.root.is_some())?;
        (self.docset.base(self.member, source) == Base::Current).then_some((id, source))
    }

    fn has_localization_keys(&self) -> bool {
        self.page().meta("ms.openlocfilehash").is_some()
            || self.page().meta("ms.contentlocale").is_some_and(|tag| !tag.eq_ignore_ascii_case("en-US"))
    }
}

/// A translation beside the source it was made from.
pub struct PairContext<'a> {
    /// The docset.
    pub docset: &'a DocSet,
    /// The translation's id.
    pub id: PageId,
    /// The translation.
    pub member: &'a Member,
    /// The source's id.
    pub source_id: PageId,
    /// The source.
    pub source: &'a Member,
    /// The rules' options.
    pub settings: &'a Settings,
}

impl<'a> PairContext<'a> {
    /// The translation.
    pub fn page(&self) -> &'a Page {
        &self.member.page
    }

    /// The translation's locale.
    pub fn locale(&self) -> &'a Locale {
        &self.member.locale
    }
}

/// The whole docset.
pub struct DocSetContext<'a> {
    /// The docset.
    pub docset: &'a DocSet,
    /// The rules' options.
    pub settings: &'a Settings,
}
