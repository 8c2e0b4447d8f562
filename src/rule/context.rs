//! What a rule may look at.

use super::agreed::Agreed;
use super::deformed::Spoken;
use super::settings::Settings;
use crate::docset::origin::Origin;
use crate::docset::provenance::Base;
use crate::docset::{DocSet, Locale, Member, PageId};
use crate::drift::landing::{Beside, Landing, Landings};
use crate::drift::localized::Tags;
use crate::drift::{Judged, Verdict};
use crate::fact::broken::{self, Broken};
use crate::fact::sample::{self, Pairing};
use crate::fact::{FactKind, cell, word};
use crate::page::Page;
use crate::page::stray::{self, Brackets};
use crate::text::Span;
use foldhash::HashSet;
use std::borrow::Cow;
use std::cell::OnceCell;

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
    known: Known<'a>,
}

/// What several rules ask of one page, found when first asked for.
#[derive(Default)]
struct Known<'a> {
    is_translation: OnceCell<bool>,
    proved_source: OnceCell<Option<(PageId, &'a Member)>>,
    broken_names: OnceCell<Vec<Broken<'a>>>,
    unclaimed_keys: OnceCell<Vec<Cow<'a, str>>>,
    pairing: OnceCell<Pairing>,
    brackets: OnceCell<Brackets>,
}

impl<'a> PageContext<'a> {
    /// The page `member` of `docset`, whose id is `id`.
    pub fn new(docset: &'a DocSet, id: PageId, member: &'a Member, settings: &'a Settings) -> Self {
        Self { docset, id, member, settings, known: Known::default() }
    }

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
        *self.known.is_translation.get_or_init(|| self.docset.is_translation(self.member))
    }

    /// The names in its tables that are none: see [`broken::names`].
    pub fn broken_names(&self) -> &[Broken<'a>] {
        self.known.broken_names.get_or_init(|| broken::names(&self.member.page, &self.member.tables).collect())
    }

    /// The keys of its JSON that no name in its tables has: see [`broken::unclaimed`].
    pub fn unclaimed_keys(&self) -> &[Cow<'a, str>] {
        self.known.unclaimed_keys.get_or_init(|| broken::unclaimed(&self.member.page, &self.member.tables))
    }

    /// Its requests and responses: see [`sample::pair`].
    pub fn pairing(&self) -> &Pairing {
        self.known.pairing.get_or_init(|| sample::pair(&self.member.page))
    }

    /// Its brackets that end no link: see [`stray::brackets`].
    pub fn brackets(&self) -> &Brackets {
        self.known.brackets.get_or_init(|| stray::brackets(&self.member.page))
    }

    /// The cell of a table's body that holds `place`, with what it is; nothing for prose.
    pub fn cell_at(&self, place: Span) -> Option<(Span, Option<FactKind>)> {
        let tables = &self.page().tables;
        let at = tables.partition_point(|table| table.span.end <= place.start);
        let (table, info) = (tables.get(at)?, self.member.tables.get(at)?);
        let row = table.rows.get(table.rows.partition_point(|row| row.span.end <= place.start))?;
        let column = row.cells.partition_point(|cell| cell.end <= place.start);
        let cell = row.cells.get(column).copied().filter(|cell| cell.contains(place))?;
        Some((cell, cell::kind_of(info, column)))
    }

    /// The source the page was made from, when it is proved that this is its text today.
    pub fn proved_source(&self) -> Option<(PageId, &'a Member)> {
        *self.known.proved_source.get_or_init(|| self.find_proved_source())
    }

    fn find_proved_source(&self) -> Option<(PageId, &'a Member)> {
        let id = self.docset.source_of(self.docset.group(&self.member.key)).filter(|id| *id != self.id)?;
        let source = self.docset.get(id).filter(|_| self.member.root.is_some())?;
        (self.docset.base(self.member, source) == Base::Current).then_some((id, source))
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
    code_lines: OnceCell<HashSet<&'a str>>,
    source_spans: OnceCell<HashSet<&'a str>>,
    source_words: OnceCell<HashSet<String>>,
    landings: Landings,
    agreed: Agreed<'a>,
    spoken: Spoken,
}

impl<'a> PairContext<'a> {
    /// The translation `translation` beside `source`, both pages of `docset` with their ids.
    pub fn new(
        docset: &'a DocSet,
        translation: (PageId, &'a Member),
        source: (PageId, &'a Member),
        settings: &'a Settings,
    ) -> Self {
        let ((id, member), (source_id, source)) = (translation, source);
        Self {
            docset,
            id,
            member,
            source_id,
            source,
            settings,
            code_lines: OnceCell::new(),
            source_spans: OnceCell::new(),
            source_words: OnceCell::new(),
            landings: Landings::default(),
            agreed: Agreed::default(),
            spoken: Spoken::default(),
        }
    }

    /// Where the link to `theirs` leads, the source's leading to `ours`.
    pub fn landing(&self, ours: &str, theirs: &str) -> Landing {
        let (source, translation) = ((self.source_id, self.source), (self.id, self.member));
        self.landings.of(Beside { docset: self.docset, source, translation }, ours, theirs)
    }

    /// The tag of another translation of the page that has `found` where the source has something else, and nothing proves that the
    /// source which was read is the one that they were made from.
    pub fn agreed_with(&self, found: &str) -> Option<&'a str> {
        self.agreed.with(self, found)
    }

    /// Whether `found` can only be `expected` of the source, translated or garbled: see [`Spoken::is_deformed`].
    pub fn is_deformed(&self, expected: &str, found: &str) -> bool {
        self.spoken.is_deformed(&self.source.page, self.page(), expected, found)
    }

    /// Whether the translation names the text that it was made from.
    pub fn is_named(&self) -> bool {
        self.docset.named_hash(self.member).is_some() || self.docset.markers.commit(self.page()).is_some()
    }

    /// The tags of both locales.
    pub fn tags(&self) -> Tags<'a> {
        Tags { source: self.source.locale.tag(), translation: self.member.locale.tag() }
    }

    /// Whether all these lines of the source are lines of code on the translation: a stray fence has made code of them.
    pub fn are_code(&self, text: &str) -> bool {
        let code = self.code_lines.get_or_init(|| stray::code_lines(&self.member.page));
        text.lines().all(|line| code.contains(line.trim()))
    }

    /// Whether the source has this text as a code span, wherever.
    pub fn has_span(&self, text: &str) -> bool {
        let source = &self.source.page;
        let spans = || source.code_spans.iter().map(|span| source.slice(span.content)).collect();
        self.source_spans.get_or_init(spans).contains(text)
    }

    /// Whether the source has all words of a name, wherever: `lamp` and `Key` of `lampKey`.
    pub fn has_words(&self, name: &str) -> bool {
        let words = || word::parts(&self.source.page.source.text).map(str::to_ascii_lowercase).collect();
        let known = self.source_words.get_or_init(words);
        word::parts(name).all(|part| known.contains(&part.to_ascii_lowercase()))
    }

    /// The translation.
    pub fn page(&self) -> &'a Page {
        &self.member.page
    }

    /// The translation's locale.
    pub fn locale(&self) -> &'a Locale {
        &self.member.locale
    }
}

/// What drift has to say of one page.
pub struct DriftContext<'a> {
    /// The docset.
    pub docset: &'a DocSet,
    /// The page's id.
    pub id: PageId,
    /// The page.
    pub member: &'a Member,
    /// Where it comes from; `None` for a page that is no translation.
    pub origin: Option<&'a Origin>,
    /// The pages it belongs together with, itself among them.
    pub group: &'a [PageId],
    /// The facts on which it does not agree with what it is measured by, damage by translation aside; most harmful first.
    pub judged: &'a [Judged],
    /// Whether the text of the source has changed since the page was made, whatever its facts.
    pub prose_changed: bool,
    /// The rules' options.
    pub settings: &'a Settings,
}

impl<'a> DriftContext<'a> {
    /// The page.
    pub fn page(&self) -> &'a Page {
        &self.member.page
    }

    /// The facts with this verdict.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &'a Judged> {
        self.judged.iter().filter(move |judged| judged.verdict == verdict)
    }

    /// Where the page names its source: the value of the front matter key `marker`, or of the key that holds it; the
    /// page's first line where there is none.
    pub fn marker(&self, marker: &str) -> Span {
        let page = self.page();
        let text = &page.source.text;
        let header = page.front_matter.as_ref();
        let outer = marker.split('.').next().unwrap_or(marker);
        let entry = header.and_then(|header| header.entry(text, marker).or_else(|| header.entry(text, outer)));
        entry.map_or_else(|| Span::new(0, text.lines().next().map_or(0, str::len)), |entry| entry.value)
    }

    /// The value that names the text the page was made from: its hash, or else its commit.
    pub fn base_marker(&self) -> Span {
        let markers = &self.docset.markers;
        let has_hash = self.docset.named_hash(self.member).is_some();
        self.marker(if has_hash { &markers.hash } else { &markers.commit })
    }

    /// The first heading, or the page's first line.
    pub fn title(&self) -> Span {
        let page = self.page();
        let text = &page.source.text;
        page.title().map_or_else(
            || Span::new(0, text.lines().next().map_or(0, str::len)),
            |title| title.heading().trimmed(text),
        )
    }
}

/// The whole docset.
pub struct DocSetContext<'a> {
    /// The docset.
    pub docset: &'a DocSet,
    /// The rules' options.
    pub settings: &'a Settings,
}
