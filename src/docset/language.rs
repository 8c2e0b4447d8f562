//! What is known of a language by its tag alone: its script and the name language detection has for it.
//! Must not know any locale file.

use crate::text::script::Script;
use whichlang::{LANGUAGES, Lang};

/// Languages of much documentation that language detection does not know.
const OTHERS: &[&str] = &[
    "be", "bg", "bn", "ca", "cs", "da", "el", "et", "fa", "fi", "gl", "he", "hr", "hu", "id", "ka", "lt", "lv", "ms",
    "nb", "no", "pl", "ro", "sk", "sl", "sr", "th", "uk",
];

/// The first part of a language tag, as it stands: `pt` of `pt-BR`.
pub fn subtag(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// Whether `tag` has the shape of a language tag (RFC 5646): letters and digits in parts of one to eight,
/// the first part of two or three letters.
pub fn is_tag(tag: &str) -> bool {
    let language = subtag(tag);
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether `tag` is of a language that much documentation is written in, and hardly of anything else: `fr`, not `js`.
pub fn is_known(tag: &str) -> bool {
    OTHERS.contains(&subtag(tag)) || detection_code(tag).is_some()
}

/// The script of the language of `tag`, by its script part (`sr-Latn-RS`) or else by its language.
/// Latin when nothing better is known. Of the three scripts Japanese mixes, Hiragana is the one that is on every page.
pub fn script_of(tag: &str) -> Script {
    if let Some(script) = tag.split(['-', '_']).skip(1).find_map(script_part) {
        return script;
    }
    match subtag(tag).to_ascii_lowercase().as_str() {
        "be" | "bg" | "ky" | "mk" | "mn" | "ru" | "sr" | "tg" | "tt" | "uk" | "kk" => Script::Cyrillic,
        "el" => Script::Greek,
        "hy" => Script::Armenian,
        "ka" => Script::Georgian,
        "he" | "iw" | "yi" => Script::Hebrew,
        "ar" | "fa" | "ps" | "ug" | "ur" | "sd" => Script::Arabic,
        "hi" | "mr" | "ne" | "sa" | "kok" => Script::Devanagari,
        "as" | "bn" => Script::Bengali,
        "gu" => Script::Gujarati,
        "pa" => Script::Gurmukhi,
        "or" => Script::Oriya,
        "kn" => Script::Kannada,
        "ml" => Script::Malayalam,
        "ta" => Script::Tamil,
        "te" => Script::Telugu,
        "si" => Script::Sinhala,
        "th" => Script::Thai,
        "lo" => Script::Lao,
        "km" => Script::Khmer,
        "my" => Script::Myanmar,
        "am" | "ti" => Script::Ethiopic,
        "ja" => Script::Hiragana,
        "ko" => Script::Hangul,
        "zh" | "yue" => Script::Han,
        _ => Script::Latin,
    }
}

/// The script a four-letter part of a tag names (ISO 15924). `Hans` and `Hant` are two ways to write one script.
fn script_part(part: &str) -> Option<Script> {
    let mut name = part.to_ascii_lowercase();
    match name.as_str() {
        "hans" | "hant" => return Some(Script::Han),
        "jpan" => return Some(Script::Hiragana),
        "kore" => return Some(Script::Hangul),
        _ if part.len() != 4 => return None,
        _ => {}
    }
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Script::from_short_name(&name)
}

/// The code language detection has for the language of `tag` (`por` for `pt-BR`), if it can tell that language.
pub fn detection_code(tag: &str) -> Option<&'static str> {
    let lang = match subtag(tag).to_ascii_lowercase().as_str() {
        "ar" => Lang::Ara,
        "de" => Lang::Deu,
        "en" => Lang::Eng,
        "es" => Lang::Spa,
        "fr" => Lang::Fra,
        "hi" => Lang::Hin,
        "it" => Lang::Ita,
        "ja" => Lang::Jpn,
        "ko" => Lang::Kor,
        "nl" => Lang::Nld,
        "pt" => Lang::Por,
        "ru" => Lang::Rus,
        "sv" => Lang::Swe,
        "tr" => Lang::Tur,
        "vi" => Lang::Vie,
        "zh" => Lang::Cmn,
        _ => return None,
    };
    Some(lang.three_letter_code())
}

/// Every code that language detection has.
pub fn detection_codes() -> impl Iterator<Item = &'static str> {
    LANGUAGES.into_iter().map(Lang::three_letter_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_the_script() {
        for (tag, script) in [
            ("ru-RU", Script::Cyrillic),
            ("sr-Latn-RS", Script::Latin),
            ("uz-Cyrl", Script::Cyrillic),
            ("zh-Hant-TW", Script::Han),
            ("ja", Script::Hiragana),
            ("el_GR", Script::Greek),
            ("HE", Script::Hebrew),
            ("xx-YY", Script::Latin),
            ("", Script::Latin),
        ] {
            assert_eq!(script_of(tag), script, "{tag}");
        }
    }

    #[test]
    fn knows_a_tag() {
        assert!(["pt-BR", "zh-Hant-TW", "fil"].into_iter().all(is_tag));
        assert!(["", "p", "pt_BR", "pt-", "locale", "e1-US", "../etc"].into_iter().all(|tag| !is_tag(tag)));
    }

    #[test]
    fn names_the_language_as_detection_does() {
        assert_eq!(detection_code("pt-BR"), Some("por"));
        assert_eq!(detection_code("uk-UA"), None);
        assert_eq!(detection_codes().count(), 16);
    }
}
