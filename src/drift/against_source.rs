//! A translation against its source: what it was made from, what that says today, what it said before. Finds what is not
//! the translator's doing; the translator's own damage is found by `compare` and only sorted here.

use super::change::{self, Change};
use super::compare::compare_outlined;
use super::difference::{Difference, Side};
use super::judged::{self, Judged};
use super::rekey::{Kinship, follow, rekey};
use super::verdict::{self, Elsewhere, Values, Verdict, is_telling};
use super::witness::{Base, Witness, Witnesses};
use super::{behind, headings, relatives, words};
use crate::docset::origin::{Age, Origin};
use crate::docset::{Commit, DocSet, Member, PageId};
use crate::fact::{self, Fact, FactKey, FactKind, Facts, Keyed, cell};
use crate::text::Span;
use std::cell::LazyCell;
use std::rc::Rc;

/// What is known of one translation.
#[derive(Debug, Default)]
pub struct PageDrift {
    /// The text it was made from, where that is known: the source's page today or one of the past.
    pub base: Option<PageId>,
    /// Where it differs from that text by translation.
    pub damage: Vec<Difference>,
    /// Every other fact on which it does not agree with its source.
    pub judged: Vec<Judged>,
    /// The prose of the source has changed since, whatever its facts.
    pub prose_changed: bool,
}

/// The facts of a page of the docset.
pub fn facts(member: &Member) -> Facts {
    fact::collect(&member.page, &member.tables, member.locale.as_ref())
}

/// Judges the translation `id` by its source. Nothing where it has none. `witnesses` is shared by the pages of a group.
pub fn judge<'a>(docset: &'a DocSet, id: PageId, witnesses: &Witnesses<'a>) -> PageDrift {
    let mut drift = PageDrift::default();
    let (Some(member), Some(origin)) = (docset.get(id), docset.origin(id)) else { return drift };
    let is_unread = |id: PageId| docset.get(id).is_some_and(|member| member.page.is_unread());
    if [Some(id), origin.base, origin.source].into_iter().flatten().any(is_unread) {
        return drift;
    }
    let base = origin.base.and_then(|base| Some((base, docset.get(base)?)));
    if let Some((base_id, base)) = base {
        drift.base = Some(base_id);
        let told = witnesses.told(base_id, base);
        drift.damage = compare_outlined((base, told.outline()), member);
        headings::settle(docset, (base, member), &mut drift.damage);
    }
    let source = origin.source.and_then(|source| Some((source, docset.get(source)?)));
    match (base, source) {
        (Some((base_id, base)), Some((source_id, source))) if base_id == source_id => {
            let (base, source) = ((base_id, base), (source_id, source));
            Pair { docset, id, member, origin, base, source, witnesses, drift: &mut drift }.sort_damage_of_current();
        }
        (Some((base_id, base)), Some((source_id, source))) => {
            drift.prose_changed = words::body(&base.page) != words::body(&source.page);
            let changed = drift.prose_changed;
            if changed {
                drift.damage = behind::only_damage(std::mem::take(&mut drift.damage), member, source);
            }
            let (base, source) = ((base_id, base), (source_id, source));
            let mut pair = Pair { docset, id, member, origin, base, source, witnesses, drift: &mut drift };
            if changed { pair.judge() } else { pair.sort_damage_of_current() }
        }
        (None, Some((source_id, source))) => {
            let told = witnesses.told(source_id, source);
            drift.judged = relatives::judge(docset, (id, member), origin, source_id, &told);
            drift.prose_changed = true;
        }
        _ => {}
    }
    judged::finest(&mut drift.judged);
    judged::sort(&mut drift.judged);
    drift
}

/// A translation with its base and its source today.
struct Pair<'a, 'd> {
    docset: &'a DocSet,
    id: PageId,
    member: &'a Member,
    origin: &'a Origin,
    base: (PageId, &'a Member),
    source: (PageId, &'a Member),
    witnesses: &'d Witnesses<'a>,
    drift: &'d mut PageDrift,
}

/// The facts of the three, with the keys of the source today.
struct Three<'a> {
    ours: Keyed,
    base: Rc<Base>,
    witness: Rc<Witness<'a>>,
}

impl Three<'_> {
    fn current(&self) -> &Keyed {
        self.witness.current.keyed()
    }

    /// The part of the page that a fact of the translation, or else of the source today, belongs to.
    fn part(&self, (ours, current): (Option<&Fact>, Option<&Fact>)) -> String {
        let part = ours.map(|fact| self.ours.facts().part(fact));
        let part = part.or_else(|| current.map(|fact| self.current().facts().part(fact)));
        part.unwrap_or("").to_owned()
    }
}

impl<'a> Pair<'a, '_> {
    fn witness(&self) -> Rc<Witness<'a>> {
        self.witnesses.of(self.docset, (self.member, self.origin), self.source, self.key())
    }

    fn three(&self) -> Three<'a> {
        let (mut ours, witness) = (facts(self.member), self.witness());
        let told = self.witnesses.told(self.base.0, self.base.1);
        rekey(&mut ours, told.facts(), Kinship::Translation);
        let base = witness.base(self.base.0, &told);
        follow(&mut ours, &base.renamed);
        Three { ours: Keyed::of(ours), base, witness }
    }

    /// The source's key in the history: the last of its names, which leads to the former ones.
    fn key(&self) -> &'a str {
        match &self.origin.traced().moved {
            Some((key, Some(_))) => key,
            _ => self.origin.traced().key.as_deref().unwrap_or(&self.source.1.key),
        }
    }

    /// For a page whose base says what today's source says: whether some of its damage is an older text, or the other
    /// version's. Most is not, so what the two would have to say is looked for in their raw text first.
    fn sort_damage_of_current(&mut self) {
        let is_any = || self.witnesses.is_any(self.docset, self.member, self.origin, self.key());
        if self.drift.damage.is_empty() || !is_any() {
            return;
        }
        let witness = self.witness();
        if self.drift.damage.iter().any(|difference| self.may_be_elsewhere(difference, &witness)) {
            let three = self.three();
            self.sort_damage(&three);
        }
    }

    /// Whether what the translation says may be what another text says: told from the values alone, since for most damage
    /// it is not, and facts need not be read then.
    fn may_be_elsewhere(&self, difference: &Difference, witness: &Witness<'_>) -> bool {
        let (ours, base) = match (&difference.translation, &difference.source) {
            // A row or a section more: its words are the translator's, its name need not be.
            (Some(_), None) => return difference.kind.is_structural(),
            (Some(ours), Some(base)) => (ours, base),
            (None, _) => return is_telling(difference.kind, None),
        };
        let has_words = |text: &str| {
            let longest = text.split_whitespace().max_by_key(|word| word.len());
            longest.is_none_or(|word| witness.mentions(word))
        };
        match difference.kind {
            // Titles are told by their anchors, the shape of a table by the rows that it lacks.
            FactKind::Title | FactKind::TableShape => false,
            kind if !is_telling(kind, Some(&ours.value)) || is_slip(Some(&base.value), Some(&ours.value)) => false,
            // Most are the locale's word for the very type.
            FactKind::Type if self.member.locale.canonical_type(&ours.value) == Some(&base.value) => false,
            FactKind::Type => {
                let found = cell::canonical_type(&ours.value, self.member.locale.as_ref());
                let expected = cell::canonical_type(&base.value, self.base.1.locale.as_ref());
                let element =
                    found.strip_prefix("Collection(").map_or(found.as_str(), |rest| rest.trim_end_matches(')'));
                found != expected && !is_slip(Some(&expected), Some(&found)) && has_words(element)
            }
            _ => has_words(&ours.value),
        }
    }

    fn judge(&mut self) {
        let three = self.three();
        let page = &self.member.page;
        let places = LazyCell::new(|| words::Places::new(page, three.ours.facts()));
        let past = &three.witness.past;
        for (key, was, other) in three.base.keyed.beside(three.current()) {
            let (b, c) = (was.map(value), other.map(value));
            if b == c {
                continue;
            }
            let (fact, key) = (three.ours.get(key), &(key.0, key.1.to_owned()));
            let l = fact.map(value);
            let found = Look { ours: three.ours.facts(), witness: &three.witness, key, value: l };
            let values = Values { kind: key.0, ours: l, base: b, current: c };
            let verdict = match (verdict::judge(values, &found), self.origin.age) {
                // The source that was read is older than the page's: the page leads.
                (Some(Verdict::Stale), Age::Ahead) => Verdict::LocaleSkew,
                // What the page says is older than what it names, and is no translation of that.
                (Some(Verdict::SyncedByHand), Age::Ahead) | (Some(Verdict::Mistranslated) | None, _) => continue,
                (Some(Verdict::FalseSync | Verdict::VersionMixup), _) if is_slip(b, l) => {
                    continue;
                }
                (Some(verdict), _) => verdict,
            };
            let commit = match verdict {
                Verdict::Stale | Verdict::SyncedByHand => {
                    self.origin.traced().base_blob.and_then(|base| past.change(three.current().facts(), base, key, b))
                }
                _ => None,
            };
            let place = fact.map_or_else(|| places.of((key.0, &key.1)), |fact| fact.span);
            let why =
                words::why(self.docset, self.member, self.origin, verdict, commit, &three.witness, key, (l, b, c));
            let part = three.part((fact, other));
            self.push(key, (fact, other), (part, place), verdict, why, commit.cloned().map(Box::new));
        }
        self.sort_damage(&three);
    }

    fn push(
        &mut self,
        key: &FactKey,
        (fact, other): (Option<&Fact>, Option<&Fact>),
        (part, place): (String, Span),
        verdict: Verdict,
        why: String,
        commit: Option<Box<Commit>>,
    ) {
        let side = |fact: &Fact| Side::new(fact.span, fact.value.as_str());
        self.drift.judged.push(Judged {
            page: self.id,
            kind: key.0,
            key: key.1.clone(),
            part,
            ours: fact.map(side),
            expected: other.map(side),
            reference: self.source.0,
            place,
            verdict,
            why: why.into(),
            commit,
        });
    }

    /// Takes out of the damage what an older text or the other version explains.
    fn sort_damage(&mut self, three: &Three<'_>) {
        let page = &self.member.page;
        let places = LazyCell::new(|| words::Places::new(page, three.ours.facts()));
        let mut explained: Vec<(Option<Span>, Option<Span>)> = Vec::new();
        for (key, fact, was) in three.ours.beside(&three.base.keyed) {
            let (l, b) = (fact.map(value), was.map(value));
            if l == b || !is_telling(key.0, l) {
                continue;
            }
            let other = three.current().get(key);
            // What today's source says is no damage, whatever the base said.
            if l.is_some() && l == other.map(value) {
                explained.push((fact.map(|fact| fact.span), was.map(|fact| fact.span)));
                continue;
            }
            if is_slip(b, l) {
                continue;
            }
            let key = &(key.0, key.1.to_owned());
            let look = Look { ours: three.ours.facts(), witness: &three.witness, key, value: l };
            let values = Values { kind: key.0, ours: l, base: b, current: b };
            let Some(verdict @ (Verdict::FalseSync | Verdict::VersionMixup)) = verdict::judge(values, &look) else {
                continue;
            };
            explained.push((fact.map(|fact| fact.span), was.map(|fact| fact.span)));
            if self.drift.judged.iter().any(|judged| (judged.kind, &judged.key) == (key.0, &key.1)) {
                continue;
            }
            let place = fact.map_or_else(|| places.of((key.0, &key.1)), |fact| fact.span);
            let why = words::why(self.docset, self.member, self.origin, verdict, None, &three.witness, key, (l, b, b));
            let part = three.part((fact, other));
            self.push(key, (fact, other), (part, place), verdict, why, None);
        }
        let touches = |side: &Option<Side>, span: Option<Span>| matches!((side, span), (Some(side), Some(span)) if span.overlaps(side.span) || span.contains(side.span));
        self.drift.damage.retain(|difference| {
            !explained
                .iter()
                .any(|(ours, base)| touches(&difference.translation, *ours) || touches(&difference.source, *base))
        });
    }
}

fn value(fact: &Fact) -> &str {
    &fact.value
}

/// Whether a value is another with its case, its spaces or the punctuation at its ends changed: a slip of the pen, whoever
/// else says the same.
fn is_slip(base: Option<&str>, ours: Option<&str>) -> bool {
    let (Some(base), Some(ours)) = (base, ours) else { return false };
    matches!(change::of(base, ours), Change::Recased | Change::Punctuated | Change::Spaced)
}

struct Look<'a> {
    ours: &'a Facts,
    witness: &'a Witness<'a>,
    key: &'a FactKey,
    value: Option<&'a str>,
}

impl Look<'_> {
    /// Whether the page has the row, and only its name cannot be read as one: then nothing is missing.
    fn is_unreadable(&self) -> bool {
        self.value.is_none() && self.ours.has_row(&self.key.1)
    }
}

impl Elsewhere for Look<'_> {
    fn in_past(&self) -> bool {
        !self.is_unreadable() && self.witness.past.ever(self.witness.current.facts(), self.key, self.value)
    }

    fn in_sibling(&self) -> bool {
        !self.is_unreadable() && self.witness.siblings_say(self.key, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docset::{Locales, texts};

    fn page(scopes: &str, kind: &str) -> String {
        format!(
            "---\ntitle: x\n---\n# x\n## Permissions\n|Permission type|Permissions|\n|---|---|\n|Application|{scopes}|\n## Request body\n|Parameter|Type|\n|---|---|\n|prompts|{kind}|\n"
        )
    }

    /// The verdicts on a translation that says of v1.0 what beta says.
    fn mixed_up(base: Option<String>) -> Vec<(FactKind, Verdict)> {
        let mut all = vec![
            ("en-US/v1.0/a.md".to_owned(), page("Mail.Read, Mail.Send", "prompt collection")),
            ("en-US/beta/a.md".to_owned(), page("Mail.Read", "[announcement](p.md) collection")),
            ("es-ES/v1.0/a.md".to_owned(), page("Mail.Read", "announcement collection")),
        ];
        all.extend(base.map(|base| ("en-US/v1.0/a.md@base".to_owned(), base)));
        let docset = texts::from_texts(all, "en-US", true, &Locales::built_in());
        let id = docset.group("v1.0/a.md").last().copied().unwrap_or_default();
        let drift = judge(&docset, id, &Witnesses::new());
        assert!(drift.damage.is_empty(), "{:?}", drift.damage);
        drift.judged.into_iter().map(|item| (item.kind, item.verdict)).collect()
    }

    #[test]
    fn a_slip_is_damage_whoever_else_makes_it() {
        let all = vec![
            ("en-US/v1.0/a.md".to_owned(), page("Mail.Read", "prompt")),
            ("en-US/beta/a.md".to_owned(), page("Mail.Read", "Prompt")),
            ("es-ES/v1.0/a.md".to_owned(), page("Mail.Read", "Prompt")),
        ];
        let docset = texts::from_texts(all, "en-US", true, &Locales::built_in());
        let id = docset.group("v1.0/a.md").last().copied().unwrap_or_default();
        let drift = judge(&docset, id, &Witnesses::new());
        assert_eq!((drift.damage.len(), drift.judged.len()), (1, 0));
    }

    #[test]
    fn what_the_other_version_says_is_no_damage() {
        // Also where nothing but the front matter has changed since.
        let older = page("Mail.Read, Mail.Send", "prompt collection").replace("title: x", "title: y");
        for base in [None, Some(older)] {
            let wanted = [(FactKind::Permission, Verdict::VersionMixup), (FactKind::Type, Verdict::VersionMixup)];
            assert_eq!(mixed_up(base), wanted);
        }
    }
}
