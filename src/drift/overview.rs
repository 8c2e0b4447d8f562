//! The facts on which the pages of a group do not agree, each with what every page says and the verdicts: what `drift`
//! lists.

use super::against_source::{self, PageDrift};
use super::change::Change;
use super::difference::{Difference, Side};
use super::inherited;
use super::judged::{self, Judged};
use super::landing::{Beside, Landing, Landings};
use super::rekey::{Kinship, rekey};
use super::unsourced;
use super::verdict::Verdict;
use super::witness::Witnesses;
use crate::docset::{Commit, DocSet, PageId};
use crate::fact::{FactKind, Facts};
use crate::text::Span;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What one page says of a fact.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The page.
    pub page: PageId,
    /// What it says; `None` where it says nothing.
    pub value: Option<String>,
    /// Where, when it was looked up.
    pub span: Option<Span>,
}

/// A verdict with the pages it is about.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The pages.
    pub pages: Vec<PageId>,
    /// Why they differ.
    pub verdict: Verdict,
    /// In words.
    pub why: Cow<'static, str>,
    /// The commit of the source that made the difference.
    pub commit: Option<Box<Commit>>,
}

/// One fact that pages do not agree on.
#[derive(Clone, Debug)]
pub struct FactDrift {
    /// What it is about.
    pub kind: FactKind,
    /// Which one.
    pub key: String,
    /// What each member says, in their order.
    pub claims: Vec<Claim>,
    /// The verdicts, at least one.
    pub judgements: Vec<Judgement>,
}

/// The pages of one group side by side.
#[derive(Clone, Debug, Default)]
pub struct GroupDrift {
    /// The source today, where there is one, and the other pages.
    pub members: Vec<PageId>,
    /// Most harmful first.
    pub facts: Vec<FactDrift>,
}

impl GroupDrift {
    /// The pages that were compared: none where there is but one, or the others could not be read.
    pub fn compared(&self, docset: &DocSet) -> &[PageId] {
        let is_read = |id: &&PageId| docset.get(**id).is_some_and(|member| !member.page.is_unread());
        if self.members.iter().filter(is_read).count() > 1 { &self.members } else { &[] }
    }
}

/// Everything that the pages of `group` do not agree on.
pub fn overview(docset: &DocSet, group: &[PageId]) -> GroupDrift {
    let sources = sources(docset, group);
    let mut members = sources.clone();
    let mut judged: Vec<Judged> = Vec::new();
    let witnesses = Witnesses::new();
    for id in group {
        if !members.contains(id) {
            members.push(*id);
        }
        judged.extend(of_page(docset, *id, against_source::judge(docset, *id, &witnesses)));
    }
    judged.extend(unsourced::judge(docset, group));
    for source in sources {
        judged.extend(inherited::judge(docset, source, &members));
    }
    let mut drift = GroupDrift { facts: side_by_side(&members, judged), members };
    look_up(docset, &mut drift);
    // A page that nobody asked about has its column; what is wrong with it is not told.
    let is_wanted = |page: &PageId| docset.get(*page).is_some_and(|member| member.wanted);
    for fact in &mut drift.facts {
        fact.judgements.iter_mut().for_each(|judgement| judgement.pages.retain(is_wanted));
        fact.judgements.retain(|judgement| !judgement.pages.is_empty());
    }
    drift.facts.retain(|fact| !fact.judgements.is_empty());
    drift
}

/// The source's pages today that the pages of a group have.
fn sources(docset: &DocSet, group: &[PageId]) -> Vec<PageId> {
    let mut sources: Vec<PageId> = docset.source_of(group).into_iter().collect();
    for source in group.iter().filter_map(|id| docset.origin(*id)?.source) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// Where pages of several versions stand side by side, a page of which nothing is said need not agree with the others:
/// what it says is looked up.
fn look_up(docset: &DocSet, drift: &mut GroupDrift) {
    let version = |id: &PageId| docset.get(*id).and_then(|member| member.version.as_deref());
    let first = drift.members.first().and_then(version);
    if drift.members.iter().all(|id| version(id) == first) {
        return;
    }
    let mut pivot: Option<Facts> = None;
    for (column, id) in drift.members.iter().enumerate() {
        let Some(member) = docset.get(*id) else { continue };
        let mut facts = against_source::facts(member);
        match &pivot {
            None => pivot = Some(facts.clone()),
            Some(pivot) => {
                rekey(&mut facts, pivot, Kinship::Relatives);
            }
        }
        let said = facts.by_key();
        for fact in &mut drift.facts {
            let judged = fact.judgements.iter().any(|judgement| judgement.pages.contains(id));
            let Some(claim) = fact.claims.get_mut(column).filter(|claim| !judged && claim.span.is_none()) else {
                continue;
            };
            if let Some(found) = said.get(&(fact.kind, fact.key.clone())) {
                claim.value = Some(found.value.clone());
                claim.span = Some(found.span);
            } else if !fact.judgements.iter().any(|judgement| judgement.verdict == Verdict::Mistranslated) {
                claim.value = None;
            }
        }
    }
}

/// Everything that is judged on one page, its damage by translation with the rest.
pub fn of_page(docset: &DocSet, id: PageId, drift: PageDrift) -> Vec<Judged> {
    let base = drift.base.unwrap_or(id);
    let current = docset.origin(id).is_some_and(crate::docset::origin::Origin::is_current);
    let why = if current {
        "the page was made from today's source, which says otherwise"
    } else {
        "the source said otherwise when the page was made from it"
    };
    let mut all = drift.judged;
    let landings = Landings::default();
    // Words around a type, and tabs that became spaces, say the same thing; a link may lead to a heading that is translated.
    let says_otherwise = |difference: &Difference| {
        let is_same = matches!(difference.change, Change::Reworded | Change::Respaced);
        !is_same && !leads_there(docset, (id, base), difference, &landings)
    };
    let damage_only = drift.damage.into_iter().filter(says_otherwise);
    all.extend(damage_only.map(|difference| damage(docset, (id, base), difference, why)));
    all
}

/// Whether a link leads to a place that is there, as far as is known.
fn leads_there(docset: &DocSet, (id, base): (PageId, PageId), difference: &Difference, landings: &Landings) -> bool {
    if difference.kind != FactKind::LinkTarget || difference.translation.is_none() {
        return false;
    }
    let (Some(source), Some(translation)) = (docset.get(base), docset.get(id)) else { return false };
    let pair = Beside { docset, source: (base, source), translation: (id, translation) };
    landings.of(pair, difference.expected(), difference.found()) == Landing::Somewhere
}

fn damage(docset: &DocSet, (page, reference): (PageId, PageId), difference: Difference, why: &'static str) -> Judged {
    let Difference { kind, mut key, source, translation, place, verdict, .. } = difference;
    // Facts call a permission row by whom it is for.
    if kind == FactKind::Permission
        && let Some((area, label)) = key.split_once('/')
        && let Some(row) = docset.get(reference).and_then(|member| member.locale.permission_row(label))
    {
        key = format!("{area}/{}", row.name());
    }
    Judged {
        page,
        kind,
        key,
        part: String::new(),
        ours: translation,
        expected: source,
        reference,
        place,
        verdict,
        why: Cow::Borrowed(why),
        commit: None,
    }
}

/// Judged facts as a table: a row for each fact, a column for each member.
pub fn side_by_side(members: &[PageId], mut judged: Vec<Judged>) -> Vec<FactDrift> {
    judged::sort(&mut judged);
    let mut rows: BTreeMap<(u8, FactKind, usize), Vec<Judged>> = BTreeMap::new();
    let mut order: BTreeMap<(FactKind, String), usize> = BTreeMap::new();
    for item in judged {
        let next = order.len();
        let at = *order.entry((item.kind, item.key.clone())).or_insert(next);
        rows.entry((item.kind.harm(), item.kind, at)).or_default().push(item);
    }
    rows.into_values().map(|items| row(members, items)).collect()
}

fn row(members: &[PageId], items: Vec<Judged>) -> FactDrift {
    let (kind, key) = items.first().map_or((FactKind::Title, String::new()), |item| (item.kind, item.key.clone()));
    let claim = |page: &PageId| {
        let side = |side: &Option<Side>| Claim {
            page: *page,
            value: side.as_ref().map(|side| side.value.clone()),
            span: side.as_ref().map(|side| side.span),
        };
        // A translated type is read as what it means; where that it is translated is what is told, the page's word is shown.
        let is_wrong = |item: &&Judged| item.verdict == Verdict::Mistranslated && item.ours.is_some();
        let own = || items.iter().filter(|item| item.page == *page);
        if let Some(own) = own().find(is_wrong).or_else(|| own().next()) {
            return side(&own.ours);
        }
        let by_itself =
            |item: &&Judged| item.reference == *page && item.page != *page && item.verdict != Verdict::Inherited;
        if let Some(measure) = items.iter().find(by_itself) {
            return side(&measure.expected);
        }
        // What the source has wrong by itself is measured by another place on it.
        if let Some(own) = items.iter().find(|item| item.verdict == Verdict::Inherited) {
            return Claim { span: None, ..side(&own.ours) };
        }
        // A page that nothing is said about agrees with what the others are measured by.
        let lead = items.iter().find(|item| !items.iter().any(|other| other.page == item.reference)).or(items.first());
        Claim { span: None, ..lead.map_or(Claim { page: *page, value: None, span: None }, |lead| side(&lead.expected)) }
    };
    let claims = members.iter().map(claim).collect();
    let mut judgements: Vec<Judgement> = Vec::new();
    for item in items {
        let known = judgements.iter_mut().find(|known| known.verdict == item.verdict && known.why == item.why);
        if let Some(known) = known {
            known.pages.push(item.page);
            continue;
        }
        // Most facts have one, and all of a docset's are kept.
        judgements.reserve_exact(1);
        judgements.push(Judgement {
            pages: vec![item.page],
            verdict: item.verdict,
            why: item.why,
            commit: item.commit,
        });
    }
    FactDrift { kind, key, claims, judgements }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docset::{Locales, texts};

    #[test]
    fn a_word_that_is_wrong_is_shown_as_it_stands_there() {
        let page = |rows: &str| format!("# x\n\n## Request body\n\n|Parameter|Type|\n|---|---|\n{rows}|a|String|\n");
        let all = vec![
            ("en-US/v1.0/a.md".to_owned(), page("")),
            ("en-US/v1.0/a.md@base".to_owned(), page("|all|Boolean|\n")),
            ("es-ES/v1.0/a.md".to_owned(), page("|all|Booleano|\n")),
        ];
        let docset = texts::from_texts(all, "en-US", true, &Locales::built_in());
        let drift = overview(&docset, docset.group("v1.0/a.md"));
        let row = drift.facts.into_iter().find(|fact| fact.kind == FactKind::Type);
        let said = |row: FactDrift| row.claims.into_iter().map(|claim| claim.value).collect::<Vec<_>>();
        assert_eq!(row.map(said), Some(vec![None, Some("Booleano".to_owned())]));
    }
}
