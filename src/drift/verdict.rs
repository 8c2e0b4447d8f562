//! The verdicts, and the table by which one is found: pure, from what a fact says in the translation, in the source it was
//! made from, in the source today, in the sibling version and in the source's past.
//!
//! Where the table leaves a choice: the past holds every text of the page, under former names and on merged branches too, its
//! base and today's among them. To say nothing counts as a value only where translators lose nothing ([`is_telling`]). A value
//! of the past goes before the same value of the sibling. A name that a translator wrote with another capital, or with a dot
//! after it, is damage, also where the source once wrote it so or another version does: that is chance, not an older text.
//! Where the source that was read is older than the base, what would be stale is locale skew, and what says what that older source says is a false sync.

use crate::fact::FactKind;

/// Why pages differ (`docs/drift.md`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// The source has changed since the translation was made.
    Stale,
    /// The translation differs from the very source it was made from.
    Mistranslated,
    /// The translation says what only the sibling version says.
    VersionMixup,
    /// The translation says what the source said once, not what it said when the translation was made: the content is
    /// older than its metadata.
    FalseSync,
    /// The translation says what the source says today and what its base did not: the metadata is older than the content.
    SyncedByHand,
    /// The source itself is wrong, and the translation repeats it.
    Inherited,
    /// Locales of one version were made from different texts; which changes lie between them is not known.
    LocaleSkew,
    /// Versions differ, or one page is older: it cannot be told apart.
    VersionOrAge,
    /// The versions differ.
    VersionDifference,
}

impl Verdict {
    /// Every verdict, those that a maintainer must act on first.
    pub const ALL: [Verdict; 9] = [
        Verdict::Stale,
        Verdict::Mistranslated,
        Verdict::VersionMixup,
        Verdict::FalseSync,
        Verdict::SyncedByHand,
        Verdict::Inherited,
        Verdict::LocaleSkew,
        Verdict::VersionOrAge,
        Verdict::VersionDifference,
    ];

    /// As JSON and the command line write it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Stale => "stale",
            Verdict::Mistranslated => "mistranslated",
            Verdict::VersionMixup => "version-mixup",
            Verdict::FalseSync => "false-sync",
            Verdict::SyncedByHand => "synced-by-hand",
            Verdict::Inherited => "inherited",
            Verdict::LocaleSkew => "locale-skew",
            Verdict::VersionOrAge => "version-or-age",
            Verdict::VersionDifference => "version-difference",
        }
    }

    /// As people read it.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::VersionMixup => "version mix-up",
            Verdict::FalseSync => "false sync",
            Verdict::SyncedByHand => "synced by hand",
            Verdict::LocaleSkew => "locale skew",
            Verdict::VersionOrAge => "version or age",
            Verdict::VersionDifference => "version difference",
            other => other.name(),
        }
    }

    /// The verdict of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

/// What one fact says where; `None` where it is not there.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// What it is about.
    pub kind: FactKind,
    /// In the translation.
    pub ours: Option<&'a str>,
    /// In the source the translation was made from.
    pub base: Option<&'a str>,
    /// In the source today.
    pub current: Option<&'a str>,
}

/// Where else the translation's value is found.
pub trait Elsewhere {
    /// Whether the source ever said so.
    fn in_past(&self) -> bool;
    /// Whether the sibling version says so today.
    fn in_sibling(&self) -> bool;
}

/// The verdict on one fact of a translation whose base is known; `None` where there is nothing to say.
pub fn judge(values: Values<'_>, elsewhere: &dyn Elsewhere) -> Option<Verdict> {
    let Values { kind, ours, base, current } = values;
    if ours == current {
        return (current != base).then_some(Verdict::SyncedByHand);
    }
    if ours == base {
        return Some(Verdict::Stale);
    }
    let tells = is_telling(kind, ours);
    Some(if tells && elsewhere.in_past() {
        Verdict::FalseSync
    } else if tells && elsewhere.in_sibling() {
        Verdict::VersionMixup
    } else {
        Verdict::Mistranslated
    })
}

/// Whether saying `value` of a fact, or nothing, can show which text a page was made from: what a translator left out of
/// a sentence or a cell cannot.
pub fn is_telling(kind: FactKind, value: Option<&str>) -> bool {
    let is_word = matches!(kind, FactKind::AuthenticationScheme | FactKind::Placeholder | FactKind::MediaType);
    value.is_some() && !is_word || kind.is_structural() || matches!(kind, FactKind::Name | FactKind::HeaderName)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Found(bool, bool);

    impl Elsewhere for Found {
        fn in_past(&self) -> bool {
            self.0
        }
        fn in_sibling(&self) -> bool {
            self.1
        }
    }

    fn of(ours: Option<&str>, base: Option<&str>, current: Option<&str>, past: bool, sibling: bool) -> Option<Verdict> {
        judge(Values { kind: FactKind::Status, ours, base, current }, &Found(past, sibling))
    }

    #[test]
    fn the_table_in_its_order() {
        let (a, b, c) = (Some("a"), Some("b"), Some("c"));
        assert_eq!(of(a, a, a, true, true), None);
        assert_eq!(of(a, a, b, true, true), Some(Verdict::Stale));
        assert_eq!(of(None, None, b, true, true), Some(Verdict::Stale));
        assert_eq!(of(b, a, b, true, true), Some(Verdict::SyncedByHand));
        assert_eq!(of(c, a, b, true, true), Some(Verdict::FalseSync));
        assert_eq!(of(c, a, b, false, true), Some(Verdict::VersionMixup));
        assert_eq!(of(c, a, a, false, false), Some(Verdict::Mistranslated));
    }
}
