//! The locales at hand: those that come with the program and the user's own. Opens no file.

use super::built_in::BUILT_IN;
use super::language;
use super::locale::Locale;
use super::locale_file::LocaleError;
use super::locale_read;
use std::sync::{Arc, LazyLock, OnceLock};

/// A built-in locale, read when it is first asked for (under a millisecond) and then kept: most runs need two or three.
/// `None` for a file with a mistake, which `tests/locales.rs` does not let pass.
type Slot = OnceLock<Option<Arc<Locale>>>;

static SLOTS: LazyLock<Vec<Slot>> = LazyLock::new(|| BUILT_IN.iter().map(|_| Slot::new()).collect());

/// Locales by tag.
#[derive(Clone, Debug, Default)]
pub struct Locales {
    /// The last added first.
    own: Vec<Arc<Locale>>,
}

impl Locales {
    /// The locales that come with the program.
    pub fn built_in() -> Self {
        Self::default()
    }

    /// Adds the user's own locale that `text` describes, in place of one with the same tag. `path` is only for messages.
    pub fn add(&mut self, path: &str, text: &str) -> Result<(), LocaleError> {
        let locale = locale_read::read(path, text)?;
        self.own.retain(|known| !known.tag().eq_ignore_ascii_case(locale.tag()));
        self.own.insert(0, Arc::new(locale));
        Ok(())
    }

    /// The locale with this tag, in whatever case; or else one of the same language under this tag, the user's own
    /// first; or else [`Locale::unknown`]. Allocates unless the tag itself is known: keep the result.
    pub fn get(&self, tag: &str) -> Arc<Locale> {
        if let Some(locale) = self.find(|known| known.eq_ignore_ascii_case(tag)) {
            return locale;
        }
        let language = language::subtag(tag);
        let of_language = self.find(|known| language::subtag(known).eq_ignore_ascii_case(language));
        Arc::new(of_language.map_or_else(|| Locale::unknown(tag), |locale| locale.with_tag(tag)))
    }

    /// Whether a file describes the locale with exactly this tag, in whatever case.
    pub fn has(&self, tag: &str) -> bool {
        self.tags().any(|known| known.eq_ignore_ascii_case(tag))
    }

    /// The tag of every locale a file describes, the user's own first.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        let own = self.own.iter().map(|locale| locale.tag());
        let built_in = BUILT_IN.iter().map(|(tag, _)| *tag);
        own.chain(built_in.filter(|tag| !self.own.iter().any(|locale| locale.tag().eq_ignore_ascii_case(tag))))
    }

    fn find(&self, wanted: impl Fn(&str) -> bool) -> Option<Arc<Locale>> {
        if let Some(locale) = self.own.iter().find(|locale| wanted(locale.tag())) {
            return Some(Arc::clone(locale));
        }
        let (slot, (tag, text)) = SLOTS.iter().zip(BUILT_IN).find(|(_, (tag, _))| wanted(tag))?;
        slot.get_or_init(|| locale_read::read(tag, text).ok().map(Arc::new)).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::section::Role;
    use crate::text::script::Script;

    #[test]
    fn finds_a_locale_by_tag_then_by_language() {
        let locales = Locales::built_in();
        assert_eq!(locales.get("PT-br").tag(), "pt-BR");
        let mexico = locales.get("es-MX");
        assert_eq!((mexico.tag(), mexico.role_of_title("Respuesta")), ("es-MX", Some(Role::Response)));
        let ukraine = locales.get("uk-UA");
        assert_eq!((ukraine.tag(), ukraine.script(), ukraine.language()), ("uk-UA", Script::Cyrillic, None));
        assert_eq!(ukraine.role_of_title("Response"), Some(Role::Response));
        assert_eq!(locales.get("").tag(), "");
    }

    #[test]
    fn a_users_own_locale_comes_first() {
        let mut locales = Locales::built_in();
        let own = "tag: ES-es\nsections:\n  response: [Contestación]\n";
        assert_eq!(locales.add("own.yml", own), Ok(()));
        let spain = locales.get("es-ES");
        assert_eq!(spain.role_of_title("Contestación"), Some(Role::Response));
        assert_eq!(spain.role_of_title("Respuesta"), None);
        assert_eq!(locales.get("es-AR").role_of_title("Contestación"), Some(Role::Response));
        assert_eq!(locales.tags().filter(|tag| tag.eq_ignore_ascii_case("es-ES")).count(), 1);
        assert!(locales.has("es-es") && !locales.has("es-AR"));
    }
}
