//! What was done to a token: which of the ways in which translation damages identifiers. Pure text.

use crate::fact::token;
use crate::text::script::{self, Script};

/// How a found token differs from the expected one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// Only capitals and small letters differ.
    Recased,
    /// Punctuation was glued to it or taken from it.
    Punctuated,
    /// White space was put into it or taken out of it.
    Spaced,
    /// Its sounds were written in another script.
    Transliterated,
    /// Another word stands there.
    Translated,
    /// It stands, but the words around it that belong to it were translated (`String collection`).
    Reworded,
    /// It was run together with its neighbour.
    Merged,
    /// It was cut in several.
    Split,
    /// It stands among others in another order.
    Reordered,
    /// Only white space differs, tabs or line ends.
    Respaced,
    /// It lost its marks (backticks, bold) and still stands there as a word.
    Unmarked,
    /// It stands there, but fewer times than in the source.
    Fewer,
    /// What the source has is not there.
    Lost,
    /// The source has no such thing.
    Added,
}

/// Compares two different tokens.
pub fn of(expected: &str, found: &str) -> Change {
    if expected.eq_ignore_ascii_case(found) {
        return Change::Recased;
    }
    if same_letters(expected, found) {
        let spaces = |text: &str| text.split_whitespace().count();
        return if spaces(expected) == spaces(found) { Change::Punctuated } else { Change::Spaced };
    }
    if script::has(found, Script::Cyrillic) && is_transliteration(expected, found) {
        return Change::Transliterated;
    }
    Change::Translated
}

/// Whether the letters and digits of both are the same in order, capitals and all else apart.
pub fn same_letters(a: &str, b: &str) -> bool {
    let core = |c: &char| c.is_alphanumeric();
    let lower = |c: char| c.to_ascii_lowercase();
    let mut left = a.chars().filter(core).map(lower).peekable();
    left.peek().is_some() && left.eq(b.chars().filter(core).map(lower))
}

/// Whether `found`, in Cyrillic, sounds as `expected` is written: seven of ten letters agree in order.
pub fn is_transliteration(expected: &str, found: &str) -> bool {
    !found.contains(' ') && token::is_identifier(expected) && likeness_from(ALIKE, expected, found) >= ALIKE
}

/// Whether [`of`] is [`Change::Transliterated`]: what has the letters of an identifier has no Cyrillic ones.
pub fn is_transliterated(expected: &str, found: &str) -> bool {
    script::has(found, Script::Cyrillic) && is_transliteration(expected, found)
}

/// From this likeness on, a word in Cyrillic is an identifier by sound.
const ALIKE: usize = 70;

/// How much `found`, in Cyrillic, sounds like `expected`: the letters that agree in order, in hundredths of the longer.
pub fn likeness(expected: &str, found: &str) -> usize {
    likeness_from(0, expected, found)
}

/// [`likeness`], or 0 where the lengths alone tell that it is less than `least`.
fn likeness_from(least: usize, expected: &str, found: &str) -> usize {
    // No identifier is longer; the work grows with the square.
    const MOST: usize = 100;
    let left: Vec<u8> = expected.bytes().filter_map(sound).take(MOST).collect();
    let right: Vec<u8> = found.chars().flat_map(latin).filter_map(|byte| sound(*byte)).take(MOST).collect();
    let longest = left.len().max(right.len());
    if left.len() < 4 || right.is_empty() || left.len().min(right.len()) * 100 / longest < least {
        return 0;
    }
    // The longest common subsequence, row by row.
    let mut row = vec![0_usize; right.len() + 1];
    for a in &left {
        let mut diagonal = 0;
        let mut before = 0;
        for (slot, b) in row.iter_mut().skip(1).zip(&right) {
            let here = if a == b { diagonal + 1 } else { before.max(*slot) };
            diagonal = *slot;
            *slot = here;
            before = here;
        }
    }
    row.last().copied().unwrap_or(0) * 100 / longest
}

/// A letter, with those that sound alike made one.
fn sound(byte: u8) -> Option<u8> {
    Some(match byte.to_ascii_lowercase() {
        b'c' | b'k' | b'q' => b'k',
        b's' | b'z' => b's',
        b'v' | b'w' => b'v',
        b'g' | b'j' => b'g',
        b'i' | b'y' => b'i',
        b'h' => return None,
        letter if letter.is_ascii_lowercase() => letter,
        _ => return None,
    })
}

/// What a Cyrillic letter stands for, as machines write English by sound.
fn latin(c: char) -> &'static [u8] {
    match c.to_lowercase().next().unwrap_or(c) {
        'а' => b"a",
        'б' => b"b",
        'в' => b"v",
        'г' => b"g",
        'д' => b"d",
        'е' | 'ё' | 'э' => b"e",
        'ж' => b"j",
        'з' | 'с' | 'ш' | 'щ' => b"s",
        'и' | 'й' | 'ы' => b"i",
        'к' | 'ц' | 'ч' | 'х' => b"k",
        'л' => b"l",
        'м' => b"m",
        'н' => b"n",
        'о' => b"o",
        'п' => b"p",
        'р' => b"r",
        'т' => b"t",
        'у' => b"u",
        'ф' => b"f",
        'ю' => b"iu",
        'я' => b"ia",
        _ => b"",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_change() {
        assert_eq!(of("displayName", "DisplayName"), Change::Recased);
        assert_eq!(of("String", "String."), Change::Punctuated);
        assert_eq!(of("netBiosDomainName", "NetBIOSDomainName."), Change::Punctuated);
        assert_eq!(of("homepage", "home page"), Change::Spaced);
        assert_eq!(of("sharePointDesigner", "SharePoint Designer"), Change::Spaced);
        assert_eq!(of("complianceStatus", "комплианцестатус"), Change::Transliterated);
        assert_eq!(of("allowEdit", "алловедит"), Change::Transliterated);
        assert_eq!(of("isAzureAdJoined", "исазуреаджоинед"), Change::Transliterated);
        assert_eq!(of("priority", "подробности"), Change::Translated);
        assert_eq!(of("none", "Нет"), Change::Translated);
        assert_eq!(of("period", "ponto"), Change::Translated);
    }

    #[test]
    fn what_is_written_by_sound_is_told_alone() {
        let found = ["алловедит", "комплианцестатус", "подробности", "Нет", "allowEdit", "алло ведит", "ponto", ""];
        for (a, b) in
            ["allowEdit", "complianceStatus", "priority", "no", "a b"].iter().flat_map(|a| found.map(|b| (a, b)))
        {
            assert_eq!(is_transliterated(a, b), of(a, b) == Change::Transliterated, "{a} {b}");
            let by_likeness = token::is_identifier(a) && !b.contains(' ') && likeness(a, b) >= ALIKE;
            assert_eq!(is_transliteration(a, b), by_likeness, "{a} {b}");
        }
    }
}
