//! Two API versions of one page, in one locale if one has both. A translation is read as its source meant it, so that translated
//! words are no difference between versions; a page that is behind is told from a version that differs.

use super::against_source::facts;
use super::difference::Side;
use super::judged::{self, Judged};
use super::overview::{GroupDrift, side_by_side};
use super::rekey::{Kinship, rekey};
use super::relatives::is_damaged;
use super::unsourced::{self, one_era};
use super::verdict::Verdict;
use super::words;
use crate::docset::{DocSet, Member, PageId, sibling};
use crate::fact::{Fact, FactKey, FactKind, Facts};
use std::collections::{BTreeMap, BTreeSet};

/// The pages of `docset` that are in both versions: the page in `from`, then the page in `to`. Both are of one locale, where one has
/// the page in both; else each is beside the newest page of the other version.
pub fn pairs(docset: &DocSet, from: &str, to: &str) -> Vec<(PageId, PageId)> {
    let mut pairs = Vec::new();
    let mut alone = Vec::new();
    let mut group_of = vec![&[][..]; docset.members.len()];
    for group in &docset.groups {
        for id in group {
            if let Some(slot) = group_of.get_mut(id.0 as usize) {
                *slot = group.as_slice();
            }
        }
    }
    for (at, member) in docset.members.iter().enumerate() {
        let id = PageId(at as u32);
        if member.version.as_deref() != Some(from) {
            continue;
        }
        let own = group_of.get(at).copied().unwrap_or_default();
        let in_locale = member.root.and_then(|root| docset.roots.get(root)).is_some_and(|root| root.locale.is_some());
        let (other, theirs) = if in_locale {
            let segment = |name: &str| docset.segment_of(name);
            let key = sibling::key(&member.key, &segment(from), &segment(to));
            let group = key.map_or(&[][..], |key| docset.group(&key));
            (group.iter().copied().find(|id| docset.get(*id).is_some_and(|other| other.root == member.root)), group)
        } else {
            let same =
                |other: &Member| other.version.as_deref() == Some(to) && other.locale.tag() == member.locale.tag();
            (own.iter().copied().find(|id| docset.get(*id).is_some_and(same)), own)
        };
        match other {
            Some(other) => pairs.push((id, other)),
            None => alone.push((id, own, theirs)),
        }
    }
    for (id, own, theirs) in alone {
        let of = |group: &[PageId], version: &str| {
            let is_of = |id: &PageId| docset.get(*id).is_some_and(|member| member.version.as_deref() == Some(version));
            group.iter().copied().filter(is_of).collect::<Vec<_>>()
        };
        let (ours, theirs) = (of(own, from), of(theirs, to));
        if ours.iter().min() == Some(&id) {
            pairs.extend(across_locales(docset, &ours, &theirs));
        }
    }
    pairs.sort_by_key(|(from, _)| *from);
    pairs
}

/// Each page beside the newest of the other version; nothing where a locale has both versions.
fn across_locales(docset: &DocSet, ours: &[PageId], theirs: &[PageId]) -> Vec<(PageId, PageId)> {
    let tag = |id: &PageId| docset.get(*id).map(|member| member.locale.tag());
    let tags: BTreeSet<_> = ours.iter().map(tag).collect();
    if theirs.iter().any(|id| tags.contains(&tag(id))) {
        return Vec::new();
    }
    let date = |id: PageId| docset.get(id).and_then(|member| docset.markers.date(&member.page));
    let newest = |pages: &[PageId]| pages.iter().copied().max_by_key(|id| (date(*id), std::cmp::Reverse(*id)));
    let (Some(our_newest), Some(their_newest)) = (newest(ours), newest(theirs)) else { return Vec::new() };
    let rest = theirs.iter().filter(|id| **id != their_newest);
    ours.iter().map(|id| (*id, their_newest)).chain(rest.map(|id| (our_newest, *id))).collect()
}

/// What the two pages do not agree on.
pub fn between(docset: &DocSet, from: PageId, to: PageId) -> GroupDrift {
    let members = vec![from, to];
    let (Some(ours), Some(theirs)) = (Meant::read(docset, from), Meant::read(docset, to)) else {
        return GroupDrift::default();
    };
    if ours.member.locale.tag() != theirs.member.locale.tag() && ours.language != theirs.language {
        let facts = side_by_side(&members, unsourced::compare(docset, &members));
        return GroupDrift { members, facts };
    }
    let mut left = ours.facts.clone();
    rekey(&mut left, &theirs.facts, Kinship::SameLanguage);
    let (a, b) = (left.by_key(), theirs.facts.by_key());
    let today = Today::of(&ours, &theirs);
    let keys: BTreeSet<&FactKey> = a.keys().chain(b.keys()).collect();
    let places = words::Places::new(&ours.member.page, &left);
    let mut list = Vec::new();
    for key in keys {
        let (fact, other) = (a.get(key).copied(), b.get(key).copied());
        let value = |fact: Option<&Fact>| fact.map(|fact| fact.value.clone());
        if key.0 == FactKind::Version || value(fact) == value(other) || same_type(key.0, fact, other) {
            continue;
        }
        let side = |fact: &Fact| Side::new(fact.span, fact.value.as_str());
        let values = (fact.map(|fact| fact.value.as_str()), other.map(|fact| fact.value.as_str()));
        let (verdict, why) = today.judge(docset, (from, &ours), (to, &theirs), (key, values));
        list.push(Judged {
            page: from,
            kind: key.0,
            key: key.1.clone(),
            part: fact
                .map(|fact| left.part(fact))
                .or_else(|| other.map(|fact| theirs.facts.part(fact)))
                .unwrap_or("")
                .to_owned(),
            ours: fact.map(side),
            expected: other.map(side),
            reference: to,
            place: places.of((key.0, &key.1)),
            verdict,
            why: why.into(),
            commit: None,
        });
    }
    judged::finest(&mut list);
    let mut facts = side_by_side(&members, list);
    // What a page was meant to say was read elsewhere: its places are not the page's own.
    for claim in facts.iter_mut().flat_map(|fact| &mut fact.claims) {
        let is_own = if claim.page == from { ours.is_own } else { theirs.is_own };
        claim.span = claim.span.filter(|_| is_own);
    }
    GroupDrift { members, facts }
}

/// Whether two types are one: `Json` and `json`, `alertStatus` and `alertStatus enum`. How a type is written is a matter of
/// style, which pages of one version do not agree on either.
fn same_type(kind: FactKind, fact: Option<&Fact>, other: Option<&Fact>) -> bool {
    let (FactKind::Type, Some(fact), Some(other)) = (kind, fact, other) else { return false };
    let name = |fact: &'_ Fact| fact.value.trim_end_matches(" enum").to_ascii_lowercase();
    name(fact) == name(other)
}

/// A page as its source meant it.
struct Meant<'a> {
    member: &'a Member,
    /// The facts of the text it was made from, or its own.
    facts: Facts,
    /// The locale of that text.
    language: &'a str,
    /// Whether the facts' places are the page's own.
    is_own: bool,
    /// The facts of the source today, where the page is behind.
    today: Option<Facts>,
    current: bool,
    date: Option<String>,
}

impl<'a> Meant<'a> {
    fn read(docset: &'a DocSet, id: PageId) -> Option<Self> {
        let member = docset.get(id)?;
        let language = member.locale.tag();
        let Some(origin) = docset.origin(id) else {
            let facts = facts(member);
            return Some(Self { member, facts, language, is_own: true, today: None, current: true, date: None });
        };
        let date = words::made_on(docset, member, Some(origin));
        let source = origin.source.and_then(|source| docset.get(source));
        if let Some(base) = origin.base.and_then(|base| docset.get(base)) {
            let today = source.filter(|_| !origin.is_current()).map(facts);
            let (facts, language, current) = (facts(base), base.locale.tag(), origin.is_current());
            return Some(Self { member, facts, language, is_own: false, today, current, date });
        }
        let mut ours = facts(member);
        let today = source.map(facts);
        if let Some(today) = &today {
            rekey(&mut ours, today, Kinship::Relatives);
            mend(&mut ours, today);
        }
        Some(Self { member, facts: ours, language, is_own: true, today, current: false, date })
    }
}

/// Gives names and types that look damaged the source's form.
fn mend(ours: &mut Facts, source: &Facts) {
    let theirs = source.by_key();
    let keys: Vec<String> = ours.list.iter().map(|fact| ours.key(fact)).collect();
    for (fact, key) in ours.list.iter_mut().zip(keys) {
        if !matches!(fact.kind, FactKind::Name | FactKind::Type | FactKind::HeaderName) {
            continue;
        }
        if let Some(other) = theirs.get(&(fact.kind, key))
            && is_damaged(&other.value, &fact.value)
        {
            fact.value.clone_from(&other.value);
        }
    }
}

/// What the sources of the two pages say today, when one of the pages is not of today.
struct Today(Option<(BTreeMap<FactKey, String>, BTreeMap<FactKey, String>)>);

impl Today {
    fn of(ours: &Meant<'_>, theirs: &Meant<'_>) -> Self {
        if ours.current && theirs.current {
            return Self(None);
        }
        let own = |page: &Meant<'_>| page.today.clone().or_else(|| page.current.then(|| page.facts.clone()));
        let (Some(mut a), Some(mut b)) = (own(ours), own(theirs)) else { return Self(None) };
        rekey(&mut b, &theirs.facts, Kinship::SameLanguage);
        rekey(&mut a, &b, Kinship::SameLanguage);
        let map = |facts: &Facts| facts.by_key().into_iter().map(|(key, fact)| (key, fact.value.clone())).collect();
        Self(Some((map(&a), map(&b))))
    }

    fn judge(
        &self,
        docset: &DocSet,
        (from, ours): (PageId, &Meant<'_>),
        (to, theirs): (PageId, &Meant<'_>),
        (key, values): (&FactKey, (Option<&str>, Option<&str>)),
    ) -> (Verdict, String) {
        if ours.current && theirs.current {
            return (Verdict::VersionDifference, "the sources of both versions say so today".to_owned());
        }
        if let Self(Some((a, b))) = self {
            if a.get(key) != b.get(key) {
                return (Verdict::VersionDifference, "the sources of both versions differ here today".to_owned());
            }
            let said = a.get(key).map(String::as_str);
            let behind = match (values.0 == said, values.1 == said) {
                (false, true) => words::called(docset, from),
                (true, false) => words::called(docset, to),
                _ => format!("{} or {}", words::called(docset, from), words::called(docset, to)),
            };
            return (Verdict::Stale, format!("the sources of both versions agree today: {behind} is behind its own"));
        }
        if one_era(ours.date.as_deref(), theirs.date.as_deref()) {
            return (Verdict::VersionDifference, "both pages are of one date".to_owned());
        }
        let of = |page: &Meant<'_>| page.date.clone().unwrap_or_else(|| "unknown date".to_owned());
        let why = format!(
            "the pages are of {} and {}: whether the versions differ or the older page is stale, only the source tells",
            of(ours),
            of(theirs)
        );
        (Verdict::VersionOrAge, why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docset::{Locales, texts};

    fn page(path: &str, date: &str, status: &str) -> (String, String) {
        let front = format!("ms.openlocfilehash: {}\nms.lasthandoff: {date}", path.len());
        (
            path.to_owned(),
            format!("---\n{front}\n---\n# <a name=\"end\"></a>x\n\n## <a name=\"response\"></a>x\n\n`{status}`\n"),
        )
    }

    /// The pages of beta and v1.0 that are compared, with the verdicts.
    fn compared(pages: Vec<(String, String)>) -> Vec<(String, String, Vec<Verdict>)> {
        let docset = texts::from_texts(pages, "en-US", false, &Locales::built_in());
        let path = |id: PageId| docset.get(id).map_or(String::new(), |member| member.page.source.path.clone());
        let verdicts =
            |drift: GroupDrift| drift.facts.iter().flat_map(|fact| &fact.judgements).map(|one| one.verdict).collect();
        let pairs = pairs(&docset, "beta", "v1.0").into_iter();
        pairs.map(|(from, to)| (path(from), path(to), verdicts(between(&docset, from, to)))).collect()
    }

    #[test]
    fn where_no_locale_has_both_versions_another_is_asked() {
        let mut pages = vec![
            page("es-ES/beta/a.md", "12/20/2018", "202 Accepted"),
            page("ru-RU/beta/a.md", "08/20/2020", "200 OK"),
            page("pt-BR/v1.0/a.md", "09/02/2020", "200 OK"),
            page("de-DE/v1.0/a.md", "09/01/2020", "201 Created"),
        ];
        let pair = |from: &str, to: &str, verdicts: &[Verdict]| (from.to_owned(), to.to_owned(), verdicts.to_vec());
        let wanted = [
            pair("es-ES/beta/a.md", "pt-BR/v1.0/a.md", &[Verdict::VersionOrAge]),
            pair("ru-RU/beta/a.md", "pt-BR/v1.0/a.md", &[]),
            pair("ru-RU/beta/a.md", "de-DE/v1.0/a.md", &[Verdict::VersionDifference]),
        ];
        assert_eq!(compared(pages.clone()), wanted);
        pages.push(page("ru-RU/v1.0/a.md", "08/20/2020", "200 OK"));
        assert_eq!(compared(pages), [pair("ru-RU/beta/a.md", "ru-RU/v1.0/a.md", &[])]);
    }
}
