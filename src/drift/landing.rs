//! Where a link leads that names another place of the page than the source's does (`#examples`, `#exemplos`). Sites make
//! anchors from headings, and translations translate these, so only what surely leads nowhere is wrong.

use super::localized::Tags;
use crate::docset::{DocSet, Member, PageId, target};
use crate::page::Page;
use crate::page::anchors::Anchors;
use foldhash::HashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// Where such a link leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Landing {
    /// To another page, or from one place of a document to another that all its readers have.
    Elsewhere,
    /// To a place that is there, or of which nobody knows.
    Somewhere,
    /// To no place of a page that is known.
    Nowhere {
        /// Whether the source's place is there.
        restorable: bool,
    },
}

/// A translation beside its source, whose links lead somewhere.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// What holds the pages that links lead to.
    pub docset: &'a DocSet,
    /// The source.
    pub source: (PageId, &'a Member),
    /// The translation.
    pub translation: (PageId, &'a Member),
}

impl<'a> Beside<'a> {
    fn tags(&self) -> Tags<'a> {
        Tags { source: self.source.1.locale.tag(), translation: self.translation.1.locale.tag() }
    }
}

/// What was found out about the pages that links of one pair lead to.
#[derive(Default)]
pub struct Landings {
    pages: RefCell<HashMap<PageId, Rc<Known>>>,
}

/// A page that a link leads to.
struct Known {
    anchors: Anchors,
    /// Whether parts of it come from other files.
    is_put_together: bool,
}

impl Landings {
    fn known(&self, id: PageId, page: &Page) -> Rc<Known> {
        let read = || Rc::new(Known { anchors: Anchors::of(page), is_put_together: is_put_together(page) });
        Rc::clone(self.pages.borrow_mut().entry(id).or_insert_with(read))
    }

    /// Where `theirs` leads on the translation of `pair`, `ours` being what the source has.
    pub fn of(&self, pair: Beside<'_>, ours: &str, theirs: &str) -> Landing {
        let (Some((our_page, our_fragment)), Some((page, fragment))) = (ours.split_once('#'), theirs.split_once('#'))
        else {
            return Landing::Elsewhere;
        };
        if fragment.is_empty() || !pair.tags().are_same(our_page, page) {
            return Landing::Elsewhere;
        }
        let Some((id, there)) = page_of(pair.docset, pair.translation, page) else {
            let is_one = our_page == page && page.contains("://");
            return if is_one { Landing::Elsewhere } else { Landing::Somewhere };
        };
        let known = self.known(id, &there.page);
        let anchors = &known.anchors;
        let source_has = || {
            page_of(pair.docset, pair.source, our_page)
                .is_some_and(|(id, page)| self.known(id, &page.page).anchors.may_have(our_fragment))
        };
        // What is pulled into a page may bring the place.
        if there.page.is_unread() || anchors.may_have(fragment) || known.is_put_together && !source_has() {
            return Landing::Somewhere;
        }
        Landing::Nowhere { restorable: anchors.may_have(our_fragment) }
    }
}

/// The page that the part of a target before its fragment leads to.
fn page_of<'a>(docset: &'a DocSet, (own, member): (PageId, &'a Member), page: &str) -> Option<(PageId, &'a Member)> {
    let id = if page.is_empty() { own } else { target::page_at(docset, member, page)? };
    Some((id, docset.get(id)?))
}

/// Whether parts of a page come from other files.
fn is_put_together(page: &Page) -> bool {
    let text = page.source.text.as_bytes();
    !page.includes.is_empty()
        || ["{{<", "{{%", "{%"].iter().any(|mark| memchr::memmem::find(text, mark.as_bytes()).is_some())
}
