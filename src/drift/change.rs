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
    /// It stands among others in another order.
    Reordered,
    /// Only white space differs, tabs or line ends.
    Respaced,
    /// It lost its marks (backticks, bold) and still stands there as a word.
    Unmarked,
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
fn same_letters(a: &str, b: &str) -> bool {
    let core = |c: &char| c.is_alphanumeric();
    let lower = |c: char| c.to_ascii_lowercase();
    let mut left = a.chars().filter(core).map(lower).peekable();
    left.peek().is_some() && left.eq(b.chars().filter(core).map(lower))
}

/// Whether `found`, in Cyrillic, sounds as `expected` is written: most consonants agree in order.
pub fn is_transliteration(expected: &str, found: &str) -> bool {
    if found.contains(' ') || !token::is_identifier(expected) {
        return false;
    }
    let (left, right) = (skeleton(expected), found.chars().filter_map(latin).collect::<String>());
    let right = skeleton(&right);
    if left.len() < 3 || right.is_empty() {
        return false;
    }
    let mut rest = right.chars();
    let common = left
        .chars()
        .filter(|c| rest.clone().any(|other| other == *c) && rest.by_ref().any(|other| other == *c))
        .count();
    common * 4 >= left.len() * 3 && right.len() * 4 >= left.len() * 3
}

/// Consonants, with letters that sound alike made one.
fn skeleton(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c.to_ascii_lowercase() {
            'c' | 'k' | 'q' => Some('k'),
            's' | 'z' | 'x' => Some('s'),
            'v' | 'w' => Some('v'),
            'g' | 'j' => Some('g'),
            c if "bdflmnprt".contains(c) => Some(c),
            _ => None,
        })
        .collect()
}

fn latin(c: char) -> Option<char> {
    Some(match c.to_lowercase().next()? {
        'б' => 'b',
        'в' => 'v',
        'г' => 'g',
        'д' => 'd',
        'ж' => 'j',
        'з' | 'с' | 'ц' | 'ш' | 'щ' | 'ч' => 's',
        'к' | 'х' => 'k',
        'л' => 'l',
        'м' => 'm',
        'н' => 'n',
        'п' => 'p',
        'р' => 'r',
        'т' => 't',
        'ф' => 'f',
        c if c.is_ascii_alphabetic() => c,
        _ => return None,
    })
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
        assert_eq!(of("none", "Нет"), Change::Translated);
        assert_eq!(of("period", "ponto"), Change::Translated);
    }
}
