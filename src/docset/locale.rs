//! A locale: what the words of one language mean on an API page. All of it is data (`locales/*.yml`);
//! must not know any language by name, nor look at pages.

use super::language;
use super::locale_read;
use super::lookup::Lookup;
use super::words;
use crate::fact::words::{ColumnRole, PermissionCell, PermissionRow, Requirement};
use crate::page::section::Role;
use crate::text::script::Script;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One locale. Cheap to clone. Lookups take the text as it stands on the page, ends and marks included, and
/// compare it as [`words::normalize`] leaves it.
#[derive(Clone, Debug)]
pub struct Locale {
    pub(super) tag: String,
    pub(super) name: Option<String>,
    pub(super) language: Option<String>,
    pub(super) script: Script,
    pub(super) terms: Arc<Terms>,
}

/// The forms of one locale file, with the English ones behind them where pages mix languages.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    pub(super) titles: Lookup<Role>,
    pub(super) title_patterns: Vec<TitlePattern>,
    pub(super) columns: Lookup<ColumnRole>,
    /// The first form of each: what a column is called where nothing says more.
    pub(super) column_words: Vec<(ColumnRole, Box<str>)>,
    /// The English forms that are none of the locale's own, with the locale's word.
    pub(super) english_columns: Lookup<Box<str>>,
    pub(super) rows: Lookup<PermissionRow>,
    pub(super) cells: Lookup<PermissionCell>,
    pub(super) requirements: Lookup<Requirement>,
    /// The first form of each: what is written where the word must be.
    pub(super) requirement_words: Vec<(Requirement, Box<str>)>,
    pub(super) answers: Lookup<bool>,
    pub(super) boilerplate: Lookup<Box<str>>,
    /// Longest first: `коллекция объектов` before `коллекция`.
    pub(super) collection: Vec<String>,
    pub(super) types: Lookup<Box<str>>,
    pub(super) headers: Lookup<Box<str>>,
    pub(super) schemes: Lookup<Box<str>>,
    pub(super) placeholders: Lookup<Box<str>>,
    pub(super) media_words: Lookup<Box<str>>,
    /// What the front matter of a sample file says of it.
    pub(super) sample_description: Option<Box<str>>,
    /// The canonical types any file knows, lower case.
    pub(super) type_names: BTreeSet<Box<str>>,
    /// The canonical header names any file knows, lower case.
    pub(super) header_names: BTreeSet<Box<str>>,
}

/// A section title with one free word in it (`* values`).
#[derive(Clone, PartialEq, Debug)]
pub(super) struct TitlePattern {
    pub(super) before: String,
    pub(super) after: String,
    pub(super) role: Role,
}

impl Locale {
    /// A locale no file describes: no words but the English ones, the script guessed from the tag.
    pub fn unknown(tag: &str) -> Self {
        Self {
            tag: tag.to_owned(),
            name: None,
            language: language::detection_code(tag).map(str::to_owned),
            script: language::script_of(tag),
            terms: Arc::clone(locale_read::english_only()),
        }
    }

    /// The same words under another tag of the language: `es-MX` read with the words of `es-ES`.
    #[must_use]
    pub fn with_tag(&self, tag: &str) -> Self {
        Self { tag: tag.to_owned(), ..self.clone() }
    }

    /// The language tag, as the folder or the page wrote it.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The English name of language and region.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The code that language detection has for the language (`por`); `None` if it cannot tell it from others.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The script of the language's own words.
    pub fn script(&self) -> Script {
        self.script
    }

    /// Whether the language is English.
    pub fn is_english(&self) -> bool {
        language::subtag(&self.tag).eq_ignore_ascii_case("en")
    }

    /// The role of a section with this title. The caller looks at the level: the response of an example has
    /// the same title as the section that describes the response.
    pub fn role_of_title(&self, title: &str) -> Option<Role> {
        let title = match self.terms.titles.get_or_normal(title) {
            Ok(role) => return Some(*role),
            Err(title) => title,
        };
        let free_word = |pattern: &&TitlePattern| {
            let word = title.strip_prefix(&*pattern.before).and_then(|rest| rest.strip_suffix(&*pattern.after));
            word.is_some_and(|word| !word.is_empty() && !word.contains(' '))
        };
        self.terms.title_patterns.iter().find(free_word).map(|pattern| pattern.role)
    }

    /// What a column with this header holds.
    pub fn column_role(&self, header: &str) -> Option<ColumnRole> {
        self.terms.columns.get(header).copied()
    }

    /// The locale's word for a column whose header is in English; nothing where the header is a word of the locale too.
    pub fn word_for_english_column(&self, header: &str) -> Option<&str> {
        self.terms.english_columns.get(header).map(|word| &**word)
    }

    /// The caller that a permission row with this label (or a column with this header) is about.
    pub fn permission_row(&self, label: &str) -> Option<PermissionRow> {
        self.terms.rows.get(label).copied()
    }

    /// What a permission cell without scopes says. Cells of a return type column use the same words for *none*.
    pub fn permission_cell(&self, cell: &str) -> Option<PermissionCell> {
        self.terms.cells.get(cell).copied()
    }

    /// What a description says first or last about having to be given: `Required. …`, `… Optional.`
    pub fn requirement(&self, description: &str) -> Option<Requirement> {
        let look_up = |clause| self.terms.requirements.get(clause).copied();
        look_up(words::first_clause(description)).or_else(|| look_up(words::last_sentence(description)))
    }

    /// The locale's word for what must, or may, be given.
    pub fn requirement_word(&self, requirement: Requirement) -> Option<&str> {
        let mut words = self.terms.requirement_words.iter();
        words.find(|(known, _)| *known == requirement).map(|(_, word)| word.as_ref())
    }

    /// Whether a cell says yes or no.
    pub fn answer(&self, cell: &str) -> Option<bool> {
        self.terms.answers.get(cell).copied()
    }

    /// What there are several of: `String` of `String collection`, `cadenas` of `Colección de cadenas`.
    pub fn collection_element<'t>(&self, type_cell: &'t str) -> Option<&'t str> {
        words::without_any(type_cell, self.terms.collection.iter().map(String::as_str))
    }

    /// The type of which `name` is a translation; `None` for its English name.
    pub fn canonical_type(&self, name: &str) -> Option<&str> {
        self.terms.types.get(name).map(|name| &**name)
    }

    /// The header of which `name` is a translation; `None` for its English name.
    pub fn canonical_header(&self, name: &str) -> Option<&str> {
        self.terms.headers.get(name).map(|name| &**name)
    }

    /// The authentication scheme of which `word` is a translation.
    pub fn canonical_scheme(&self, word: &str) -> Option<&str> {
        self.terms.schemes.get(word).map(|word| &**word)
    }

    /// The placeholder of which `word` is a translation; the text between the brackets.
    pub fn canonical_placeholder(&self, word: &str) -> Option<&str> {
        self.terms.placeholders.get(word).map(|word| &**word)
    }

    /// The media type of which `text` is a translation: `application/json` of `aplicación/json`.
    pub fn canonical_media_type(&self, text: &str) -> Option<String> {
        let (kind, rest) = text.split_once('/')?;
        let kind = self.terms.media_words.get(kind)?;
        let rest = words::normalize(rest);
        let is_token = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic());
        is_token.then(|| format!("{kind}/{rest}"))
    }

    /// Whether what [`Locale::canonical_media_type`] knows may stand before the slash where this is the last byte before it: nearly all
    /// slashes are of paths.
    pub fn may_end_media_word(&self, last: u8) -> bool {
        !last.is_ascii_alphabetic() || self.terms.media_words.may_end_with(last)
    }

    /// What the front matter of a sample file says of it: that it is generated.
    pub fn sample_description(&self) -> Option<&str> {
        self.terms.sample_description.as_deref()
    }

    /// The English sentence that `sentence`, one sentence without its links' targets, stands for.
    pub fn boilerplate(&self, sentence: &str) -> Option<&str> {
        self.terms.boilerplate.get(sentence).map(|sentence| &**sentence)
    }

    /// Whether `name` is the English name of a type some locale file knows, in whatever case.
    pub fn is_type_name(&self, name: &str) -> bool {
        self.terms.type_names.contains(&*words::normalize(name))
    }

    /// Whether `name` is the English name of a header some locale file knows, in whatever case.
    pub fn is_header_name(&self, name: &str) -> bool {
        self.terms.header_names.contains(&*words::normalize(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "
tag: de-DE
sections: {response: [Antwort], members: ['* Werte', 'Werte von *']}
columns: {type: [Typ]}
permission_rows: {application: [Anwendung]}
permission_cells: {not_supported: [Nicht unterstützt], none: [Nein]}
words: {required: [Pflicht], optional: [Wahlfrei], 'no': [Nein], collection: [Sammlung, Sammlung von]}
types: {String: [Zeichen], Int32: []}
headers: {Accept: [Annehmen]}
placeholders: {token: [Marke]}
media_words: {application: [Anwendung]}
boilerplate: {Supply nothing.: [Geben Sie nichts an.]}
";

    fn german() -> Locale {
        locale_read::read("de-DE.yml", GERMAN).unwrap()
    }

    #[test]
    fn understands_its_own_words_and_english_ones() {
        let german = german();
        assert_eq!(german.role_of_title("**Antwort:**"), Some(Role::Response));
        assert_eq!(german.role_of_title("Request body"), Some(Role::RequestBody));
        assert_eq!(german.column_role("TYP"), Some(ColumnRole::Type));
        assert_eq!(german.column_role("Return&nbsp;type"), Some(ColumnRole::ReturnType));
        assert_eq!(german.word_for_english_column("Type:"), Some("Typ"));
        assert_eq!(german.word_for_english_column("Typ"), None);
        assert_eq!(german.word_for_english_column("Return type"), None);
        assert_eq!(german.permission_row("Application"), Some(PermissionRow::Application));
        assert_eq!(german.permission_cell("Nicht unterstützt."), Some(PermissionCell::NotSupported));
        assert_eq!(german.boilerplate("Geben Sie nichts an"), Some("Supply nothing."));
        assert!(!german.is_english() && Locale::unknown("EN").is_english());
    }

    #[test]
    fn a_word_may_mean_two_things_in_two_places() {
        let german = german();
        assert_eq!(german.permission_cell("Nein"), Some(PermissionCell::None));
        assert_eq!(german.answer("Nein"), Some(false));
    }

    #[test]
    fn a_star_in_a_title_is_one_word() {
        let german = german();
        assert_eq!(german.role_of_title("roomStatus-Werte"), None);
        assert_eq!(german.role_of_title("roomStatus Werte"), Some(Role::Members));
        assert_eq!(german.role_of_title("Werte von `roomStatus`"), Some(Role::Members));
        assert_eq!(german.role_of_title("Gute alte Werte"), None);
        assert_eq!(german.role_of_title("roomStatus values"), Some(Role::Members));
    }

    #[test]
    fn only_translations_have_a_canonical_name() {
        let german = german();
        assert_eq!(german.canonical_type("`Zeichen`"), Some("String"));
        assert_eq!(german.canonical_type("String"), None);
        assert!(german.is_type_name("string") && german.is_type_name("Boolean") && !german.is_type_name("Zeichen"));
        assert_eq!(german.canonical_header("annehmen"), Some("Accept"));
        assert!(german.is_header_name("IF-MATCH"));
        assert_eq!(german.canonical_placeholder("Marke"), Some("token"));
        assert_eq!(german.canonical_media_type("Anwendung/json").as_deref(), Some("application/json"));
        assert_eq!(german.canonical_media_type("Anwendung/Dienst im Netz"), None);
        assert_eq!(german.canonical_media_type("application/json"), None);
    }

    #[test]
    fn reads_requirements_and_collections() {
        let german = german();
        assert_eq!(german.requirement("Pflicht. Der Name."), Some(Requirement::Required));
        assert_eq!(german.requirement("Der Name. *Wahlfrei*."), Some(Requirement::Optional));
        assert_eq!(german.requirement("Sagt, ob etwas Pflicht ist"), None);
        assert_eq!(german.collection_element("Sammlung von Zeichen"), Some("Zeichen"));
        assert_eq!(german.collection_element("Collection(String)"), Some("String"));
        assert_eq!(german.collection_element("[gift](gift.md) collection"), Some("[gift](gift.md)"));
        assert_eq!(german.collection_element("Zeichen"), None);
    }
}
