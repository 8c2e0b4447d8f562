//! Where else a page's value may come from: what its source said before, and what the page says in other versions. Read
//! once for all translations of one page.

use super::against_source::facts;
use super::past::Past;
use super::rekey::{Kinship, rekey};
use crate::docset::origin::Origin;
use crate::docset::{DocSet, Member, PageId, sibling};
use crate::fact::{FactKey, Facts};
use foldhash::HashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// What can be asked about one page of the source.
pub struct Witness<'a> {
    source: &'a Member,
    /// Its past.
    pub past: Past<'a>,
    siblings: Vec<&'a Member>,
    current: OnceCell<Facts>,
    sibling_facts: OnceCell<Vec<HashMap<FactKey, String>>>,
}

impl Witness<'_> {
    /// The facts of the source today.
    pub fn current(&self) -> &Facts {
        self.current.get_or_init(|| facts(self.source))
    }

    /// Whether the page in another version says `value` of the fact today, or, for `None`, nothing.
    pub fn siblings_say(&self, key: &FactKey, value: Option<&str>) -> bool {
        let all = self.sibling_facts.get_or_init(|| {
            let read = |member: &&Member| {
                let mut facts = facts(member);
                rekey(&mut facts, self.current(), Kinship::SameLanguage);
                facts.values()
            };
            self.siblings.iter().map(read).collect()
        });
        all.iter().any(|facts| facts.get(key).map(String::as_str) == value)
    }

    /// Whether the text of the page in another version, or of the source once, holds `value` somewhere.
    pub fn mentions(&self, value: &str) -> bool {
        let finder = memchr::memmem::Finder::new(value);
        let holds = |sibling: &&Member| finder.find(sibling.page.source.text.as_bytes()).is_some();
        self.siblings.iter().any(holds) || self.past.mentions(value)
    }
}

/// The witnesses of one group of pages, by the source's page and its key in the history.
#[derive(Default)]
pub struct Witnesses<'a>(RefCell<HashMap<(PageId, String), Rc<Witness<'a>>>>);

impl<'a> Witnesses<'a> {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What can be asked about the source of `member`, which lies at `key` in the history.
    pub fn of(
        &self,
        docset: &'a DocSet,
        (member, origin): (&'a Member, &'a Origin),
        (id, source): (PageId, &'a Member),
        key: &str,
    ) -> Rc<Witness<'a>> {
        let mut known = self.0.borrow_mut();
        let new = || {
            let mut ids = sibling::sources(docset, member);
            ids.extend(&origin.siblings);
            let siblings = ids.into_iter().filter_map(|id| docset.get(id)).collect();
            let past = Past::new(docset.history.as_ref(), key, source.locale.as_ref());
            Rc::new(Witness { source, past, siblings, current: OnceCell::new(), sibling_facts: OnceCell::new() })
        };
        Rc::clone(known.entry((id, key.to_owned())).or_insert_with(new))
    }

    /// Whether there is anything to ask: another version, or a text of the past.
    pub fn is_any(docset: &DocSet, member: &Member, origin: &Origin, key: &str) -> bool {
        !origin.siblings.is_empty()
            || docset.history.as_ref().is_some_and(|history| history.revisions(key).len() > 1)
            || !sibling::sources(docset, member).is_empty()
    }
}
