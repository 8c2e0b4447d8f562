//! Whether a commit that drift names is the one.
#![allow(unreachable_pub)]

use crate::repository::{Repository, remembered};
use crate::{Brute, facts_of, meta, parse, values};
use isogloss::docset::{Locales, Member};
use isogloss::drift::rekey::{Kinship, rekey};
use isogloss::fact::FactKey;
use std::sync::Arc;

/// What is wrong with naming `commit` as the one that made the fact say something else than it said in the base.
pub fn commit_fault(repo: &Repository, brute: &Brute, member: &Member, key: &FactKey, commit: &str) -> Option<String> {
    let english = Locales::built_in().get("en-US");
    let today = brute.current.as_ref()?;
    let read = |text: &str| {
        let mut facts = facts_of(&parse(text), english.as_ref());
        rekey(&mut facts, today, Kinship::SameLanguage);
        Arc::new(values(&facts))
    };
    let names = repo.names(&member.key);
    let at = |commit: &str| {
        remembered(&repo.said, &format!("{commit} {}", member.key), || {
            names.iter().find_map(|name| repo.show(commit, name)).map(|text| read(&text))
        })
    };
    let base = brute.was.get(key);
    let (before, after) = (at(&format!("{commit}^1")), at(commit));
    if after.is_none_or(|values| values.get(key) == base) {
        return Some(format!("{commit} leaves it as it was in the base"));
    }
    if before.is_none_or(|values| values.get(key) != base) {
        return Some(format!("before {commit} it was not what it is in the base"));
    }
    let named = meta(&member.page.source.text, "ms.sourcegitcommit")?;
    repo.is_ancestor(commit, &named).then(|| format!("{commit} is no younger than the base at {named}"))
}
