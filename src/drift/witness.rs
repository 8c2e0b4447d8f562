//! Where else a page's value may come from: what its source said before, and what the page says in other versions. Read
//! once for all translations of one page.

use super::against_source::facts;
use super::outline::Outline;
use super::past::Past;
use super::rekey::{Kinship, Renamed, rekey};
use crate::docset::origin::Origin;
use crate::docset::{DocSet, Member, PageId, sibling};
use crate::fact::{FactKey, Facts, Keyed};
use foldhash::HashMap;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A text of the source with what is read of it for all its translations, when first asked for.
pub struct Told<'a> {
    /// The text.
    pub member: &'a Member,
    facts: OnceCell<Keyed>,
    outline: OnceCell<Outline>,
}

impl Told<'_> {
    /// Its facts by key.
    pub fn keyed(&self) -> &Keyed {
        self.facts.get_or_init(|| Keyed::of(facts(self.member)))
    }

    /// Its facts.
    pub fn facts(&self) -> &Facts {
        self.keyed().facts()
    }

    /// What it has that is to be found again.
    pub fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Outline::of(&self.member.page, &self.member.tables))
    }
}

/// The facts of a text that translations were made from, with the keys of the source today.
pub struct Base {
    /// The facts.
    pub keyed: Keyed,
    /// The keys that this has changed.
    pub renamed: Renamed,
}

/// What can be asked about one page of the source.
pub struct Witness<'a> {
    /// The source today.
    pub current: Rc<Told<'a>>,
    /// Its past.
    pub past: Past<'a>,
    siblings: Vec<&'a Member>,
    bases: RefCell<HashMap<PageId, Rc<Base>>>,
    sibling_facts: OnceCell<Vec<HashMap<FactKey, String>>>,
}

impl Witness<'_> {
    /// The facts of the page `id`, which is a text of the source, with the keys of the source today.
    pub fn base(&self, id: PageId, told: &Told<'_>) -> Rc<Base> {
        let mut known = self.bases.borrow_mut();
        let new = || {
            let mut facts = told.facts().clone();
            let renamed = rekey(&mut facts, self.current.facts(), Kinship::SameLanguage);
            Rc::new(Base { keyed: Keyed::of(facts), renamed })
        };
        Rc::clone(known.entry(id).or_insert_with(new))
    }

    /// Whether the page in another version says `value` of the fact today, or, for `None`, nothing.
    pub fn siblings_say(&self, key: &FactKey, value: Option<&str>) -> bool {
        let all = self.sibling_facts.get_or_init(|| {
            let read = |member: &&Member| {
                let mut facts = facts(member);
                rekey(&mut facts, self.current.facts(), Kinship::SameLanguage);
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

/// A page by its key and whether it lies below a root.
type Named<'a> = (&'a str, bool);

type Versions = Rc<[PageId]>;

/// The witnesses of one group of pages.
#[derive(Default)]
pub struct Witnesses<'a> {
    /// By the source's page and its key in the history.
    known: RefCell<HashMap<(PageId, String), Rc<Witness<'a>>>>,
    /// The texts of the source of which something was read.
    told: RefCell<HashMap<PageId, Rc<Told<'a>>>>,
    /// The source's pages in other versions.
    versions: RefCell<HashMap<Named<'a>, Versions>>,
}

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
        let mut known = self.known.borrow_mut();
        let new = || {
            let ids = self.versions_of(docset, member);
            let siblings = ids.iter().chain(&origin.siblings).filter_map(|id| docset.get(*id)).collect();
            let past = Past::new(docset.history.as_ref(), key, source.locale.as_ref());
            let (current, bases) = (self.told(id, source), RefCell::default());
            Rc::new(Witness { current, past, siblings, bases, sibling_facts: OnceCell::new() })
        };
        Rc::clone(known.entry((id, key.to_owned())).or_insert_with(new))
    }

    /// The text of the source that is the page `id`.
    pub fn told(&self, id: PageId, member: &'a Member) -> Rc<Told<'a>> {
        let mut told = self.told.borrow_mut();
        Rc::clone(
            told.entry(id)
                .or_insert_with(|| Rc::new(Told { member, facts: OnceCell::new(), outline: OnceCell::new() })),
        )
    }

    /// [`sibling::sources`], which are the same for all locales.
    fn versions_of(&self, docset: &'a DocSet, member: &'a Member) -> Versions {
        let mut versions = self.versions.borrow_mut();
        let key = (&*member.key, member.root.is_some());
        Rc::clone(versions.entry(key).or_insert_with(|| sibling::sources(docset, member).into()))
    }

    /// Whether there is anything to ask: another version, or a text of the past.
    pub fn is_any(&self, docset: &'a DocSet, member: &'a Member, origin: &Origin, key: &str) -> bool {
        !origin.siblings.is_empty()
            || docset.history.as_ref().is_some_and(|history| history.revisions(key).len() > 1)
            || !self.versions_of(docset, member).is_empty()
    }
}
