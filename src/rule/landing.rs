//! Where a link leads that names another place of the page than the source's does (`#examples`, `#exemplos`). Sites make
//! anchors from headings, and translations translate these, so only what surely leads nowhere is wrong.

use super::PairContext;
use crate::docset::{Member, PageId, target};
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

/// What was found out about the pages that links of one pair lead to.
#[derive(Default)]
pub struct Landings {
    anchors: RefCell<HashMap<PageId, Rc<Anchors>>>,
}

impl Landings {
    fn anchors(&self, id: PageId, page: &Page) -> Rc<Anchors> {
        let mut known = self.anchors.borrow_mut();
        Rc::clone(known.entry(id).or_insert_with(|| Rc::new(Anchors::of(page))))
    }

    /// Where `theirs` leads on the translation of `pair`, `ours` being what the source has.
    pub fn of(&self, pair: &PairContext<'_>, ours: &str, theirs: &str) -> Landing {
        let (Some((our_page, our_fragment)), Some((page, fragment))) = (ours.split_once('#'), theirs.split_once('#'))
        else {
            return Landing::Elsewhere;
        };
        if fragment.is_empty() || !pair.tags().are_same(our_page, page) {
            return Landing::Elsewhere;
        }
        let Some((id, there)) = page_of(pair, (pair.id, pair.member), page) else {
            let is_one = our_page == page && page.contains("://");
            return if is_one { Landing::Elsewhere } else { Landing::Somewhere };
        };
        let anchors = self.anchors(id, &there.page);
        let source_has = || {
            page_of(pair, (pair.source_id, pair.source), our_page)
                .is_some_and(|(id, page)| self.anchors(id, &page.page).may_have(our_fragment))
        };
        // What is pulled into a page may bring the place.
        if there.page.is_unread() || anchors.may_have(fragment) || is_put_together(&there.page) && !source_has() {
            return Landing::Somewhere;
        }
        Landing::Nowhere { restorable: anchors.may_have(our_fragment) }
    }
}

/// The page that the part of a target before its fragment leads to.
fn page_of<'a>(
    pair: &PairContext<'a>,
    (own, member): (PageId, &'a Member),
    page: &str,
) -> Option<(PageId, &'a Member)> {
    let id = if page.is_empty() { own } else { target::page_at(pair.docset, member, page)? };
    Some((id, pair.docset.get(id)?))
}

/// Whether parts of a page come from other files.
fn is_put_together(page: &Page) -> bool {
    let text = page.source.text.as_bytes();
    !page.includes.is_empty()
        || ["{{<", "{{%", "{%"].iter().any(|mark| memchr::memmem::find(text, mark.as_bytes()).is_some())
}
