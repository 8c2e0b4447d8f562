//! Samples of pages and of settings in code blocks: their sentences and titles are translated with the page, their marks, tags, code
//! and names are not. Must not know pages.

use super::comments;
use crate::fact::token;

/// What of a sample translators translate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sample {
    /// A page: all its words.
    Page,
    /// YAML: names and descriptions for people.
    Settings,
    /// A plain text: lines that are sentences.
    Text,
    /// Nothing.
    Code,
}

/// Longer lines are no prose that anybody wrote.
const LONG: usize = 1 << 12;

/// Keys and attributes whose values are for people.
const SPOKEN: &[&str] = &["title", "name", "label", "description"];
/// Those of pages alone.
const SHOWN: &[&str] = &["alt", "text", "caption", "summary", "placeholder", "aria-label", "tagline"];

impl Sample {
    /// Of a block in `language`.
    pub fn of(language: &str) -> Sample {
        let is = |list| comments::is_one_of(language, list);
        match () {
            () if comments::is_markdown(language) || is(&["html"]) => Sample::Page,
            () if is(&["yaml", "yml"]) => Sample::Settings,
            () if is(&["text", "txt"]) => Sample::Text,
            () => Sample::Code,
        }
    }

    /// Whether `theirs` may be what a translator made of the line `ours`.
    pub fn may_be(self, ours: &str, theirs: &str) -> bool {
        if ours.len().max(theirs.len()) > LONG {
            return false;
        }
        match self {
            Sample::Page => Line::read(ours).may_be(&Line::read(theirs)),
            Sample::Settings => match (setting(ours), setting(theirs)) {
                (Some((key, value)), Some((other, theirs))) => {
                    key == other && comments::is_one_of(key, SPOKEN) && is_prose(value) && !theirs.is_empty()
                }
                _ => false,
            },
            Sample::Text => is_sentence(ours) && is_sentence(theirs),
            Sample::Code => false,
        }
    }

    /// Whether a line has words that translators translate.
    pub fn is_told(self, line: &str) -> bool {
        let has_words = || {
            let line = Line::read(line);
            !line.words.is_empty() || line.kept.iter().any(|(name, value)| is_for_people(name) && is_prose(value))
        };
        self.may_be(line, line) && (self != Sample::Page || has_words())
    }
}

/// A line of a page, taken apart.
#[derive(Default)]
struct Line<'a> {
    /// What stays: marks, code, targets, tags and their attributes, each with its value.
    kept: Vec<(&'a str, &'a str)>,
    words: Vec<&'a str>,
    /// Whether it is a line of code, all of which stays.
    is_code: bool,
}

impl<'a> Line<'a> {
    fn read(line: &'a str) -> Self {
        let mut out = Self::default();
        let line = line.trim();
        if let Some((key, value)) = setting(line).filter(|(key, _)| is_for_people(key)) {
            out.kept.push((key, value));
            return out;
        }
        if let Some((name, value, "")) = attribute(line) {
            out.kept.push((name, value));
            return out;
        }
        out.is_code = line.starts_with("import ") || line.starts_with("export ");
        let mut rest = out.mark(line);
        while !rest.is_empty() {
            rest = out.part(rest);
        }
        // Words go where the language puts them, and what stands among them with them.
        out.kept.sort_by_key(|(name, _)| *name);
        out
    }

    /// The mark that a line begins with. Returns what follows.
    fn mark(&mut self, line: &'a str) -> &'a str {
        let letters = |set: &[char]| line.len() - line.trim_start_matches(set).len();
        let at = match line.as_bytes() {
            [b'`', b'`', b'`', ..] | [b'~', b'~', b'~', ..] => {
                // What stands behind the language is a title, or numbers of lines.
                self.kept.push((line.split([' ', '{']).next().unwrap_or(line), ""));
                return "";
            }
            [b'#', ..] => letters(&['#']),
            [b':', b':', b':', ..] => line.find(['[', ' ', '{']).unwrap_or(line.len()),
            [b'-' | b'*' | b'+' | b'>', b' ', ..] => 1,
            [b'0'..=b'9', ..] => {
                let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                if line.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')'])) { digits + 1 } else { 0 }
            }
            _ => 0,
        };
        let (mark, rest) = line.split_at_checked(at).unwrap_or(("", line));
        if !mark.is_empty() {
            self.kept.push((mark, ""));
        }
        rest
    }

    /// The next part of a line. Returns what follows.
    fn part(&mut self, rest: &'a str) -> &'a str {
        let at = rest.find(['`', '<', '{', ']', '}']).unwrap_or(rest.len());
        let (text, rest) = rest.split_at_checked(at).unwrap_or((rest, ""));
        self.text(text);
        let taken = |end: &str, skipped: usize| -> Option<(&'a str, &'a str)> {
            let length = rest.get(skipped..)?.find(end)? + skipped + end.len();
            rest.split_at_checked(length)
        };
        let found = match rest.as_bytes() {
            [b'`', ..] => taken("`", 1),
            [b']', b'(', ..] => taken(")", 2),
            [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!', ..] => {
                let tag = taken(">", 1);
                tag.inspect(|(tag, _)| self.tag(tag)).map(|(_, rest)| ("", rest))
            }
            [b'{', b'%', ..] => {
                let tag = taken("%}", 2);
                tag.inspect(|(tag, _)| self.tag(tag)).map(|(_, rest)| ("", rest))
            }
            [b'{', ..] => taken("}", 1),
            _ => None,
        };
        if let Some((part, rest)) = found {
            if !part.is_empty() {
                self.kept.push((part, ""));
            }
            rest
        } else {
            self.is_code |= rest.starts_with(['{', '}', '<']);
            let mut letters = rest.chars();
            letters.next();
            letters.as_str()
        }
    }

    /// The words between.
    fn text(&mut self, text: &'a str) {
        self.is_code |= text.contains(['=', '$']) || text.trim_end().ends_with(';');
        self.is_code |= text.contains("()");
        let words = text
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/' && c != '@'));
        self.words.extend(words.filter(|word| !word.is_empty()));
    }

    /// A tag, by its name and attributes.
    fn tag(&mut self, tag: &'a str) {
        let mut rest = tag.trim_end_matches(['>', '}', '%', '/']).trim_end();
        while !rest.is_empty() {
            if let Some((name, value, after)) = attribute(rest) {
                self.kept.push((name, value));
                rest = after;
                continue;
            }
            let at = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.kept.push((word, ""));
            rest = after.trim_start();
        }
    }

    fn may_be(&self, other: &Line<'_>) -> bool {
        let is_same = |(a, b): (&(&str, &str), &(&str, &str))| {
            let is_told = || is_for_people(a.0) && is_prose(a.1) && !b.1.is_empty();
            a.0 == b.0 && (a.1 == b.1 || is_told())
        };
        let has_name = |name: &&str| !is_name(name) || other.words.contains(name);
        !self.is_code
            && !other.is_code
            && self.kept.len() == other.kept.len()
            && self.kept.iter().zip(&other.kept).all(is_same)
            && self.words.is_empty() == other.words.is_empty()
            && self.words.iter().all(has_name)
    }
}

/// `key: value`, in a list or not.
fn setting(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().trim_start_matches("- ").split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    (is_key && value.starts_with(' ')).then_some((key, value.trim().trim_end_matches(',')))
}

/// The `name="value"` that a text begins with, and what follows.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('=')?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-:@.".contains(&byte);
    let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    if name.is_empty() || !name.bytes().all(is_name) {
        return None;
    }
    let (value, after) = rest.get(1..)?.split_once(mark)?;
    Some((name, value, after.trim_start()))
}

/// Whether the value of `key` on a page is for people.
fn is_for_people(key: &str) -> bool {
    comments::is_one_of(key, SPOKEN) || comments::is_one_of(key, SHOWN)
}

/// Whether a value is for people, and no name of something.
fn is_prose(value: &str) -> bool {
    let value = value.trim_matches(['"', '\'']);
    let is_told = value.contains(char::is_whitespace) || value.starts_with(char::is_uppercase) || !value.is_ascii();
    is_told && !value.contains(['/', '\\', '{', '}', '$', '=', '_', '@', '<', '`'])
}

/// Whether a word among others names something.
fn is_name(word: &str) -> bool {
    let has_inner = |mark| word.trim_matches(mark).contains(mark);
    let is_file = || {
        let ending = word.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_ending = ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) && (1..=5).contains(&ending.len());
        is_ending
            && word.contains(|c: char| c.is_ascii_alphabetic())
            && word.split('.').all(|part| part.chars().count() > 1)
    };
    has_inner('_')
        || word.contains('@')
        || word.matches('/').count() > 1
        || word.contains('.') && is_file()
        || token::is_compound(word)
            && word.starts_with(char::is_lowercase)
            && word.is_ascii()
            && !word.contains(['-', '/', '.', '\''])
}

/// Whether a line is several words and the marks between them, and nothing else.
fn is_sentence(line: &str) -> bool {
    let line = line.trim();
    let is_word = |word: &str| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation() && !"/\\_=<>{}[]|@#$%^&*+~`".contains(c));
        word.chars().all(|c| c.is_alphabetic() || "'’-«»„“”¿¡–—…。、，".contains(c))
    };
    let is_wide = !line.is_ascii() && line.chars().count() > 3;
    let count = line.split(' ').count();
    !line.contains("  ") && !line.contains('\t') && line.split(' ').all(is_word) && (count > 2 || is_wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_translated_and_code_is_not() {
        let page = |ours: &str, theirs: &str| Sample::Page.may_be(ours, theirs);
        assert!(page("1. Import the lamp into `room.mdx`:", "1. Importa la lámpara en `room.mdx`:"));
        assert!(page("- Lamp.astro an **important** file", "- Lamp.astro — **важный** файл"));
        assert!(page("<Lamp label=\"Bright\">On, off</Lamp>", "<Lamp label=\"Claire\">Allumée, éteinte</Lamp>"));
        assert!(page("{% tab label=\"Moons\" %}", "{% tab label=\"Lunes\" %}"));
        assert!(page("_Some lamps:_", "_Quelques lampes :_") && page("title: My lamp", "title: Ma lampe"));
        assert!(page("See [the lamp](../lamp.md) and `on`.", "Con `on`, véase [la lámpara](../lamp.md)."));
        assert!(
            page(":::note[Did you know?]", ":::note[Le saviez-vous ?]")
                && page("  label=\"Big lamp\"", "label=\"Grande\"")
        );
        for (ours, theirs) in [
            ("# Lamp", "## Lámpara"),
            ("- Text", "Texto"),
            ("Call `on`.", "Llame a `encendido`."),
            ("<Lamp size=\"big\">", "<Lamp size=\"grande\">"),
            ("<Lamp>", "<Lámpara>"),
            ("import Lamp from './lamp'", "import Lamp from './lampara'"),
            ("See [it](a.md)", "Vea [esto](b.md)"),
            ("- lamp.config.mjs is it", "- lampara.config.mjs lo es"),
            ("const a = 1;", "const b = 1;"),
            ("<Lamp on={one} />", "<Lamp on={two} />"),
        ] {
            assert!(!page(ours, theirs), "{ours}");
        }
    }

    #[test]
    fn settings_and_texts() {
        let settings = |ours: &str, theirs: &str| Sample::Settings.may_be(ours, theirs);
        assert!(
            settings("- name: Switch it on", "- name: Encenderla")
                && settings("description: 'A lamp'", "description: 'Una'")
        );
        assert!(!settings("name: lamp", "name: lampara") && !settings("uses: lamp@v3", "uses: lamp@v4"));
        assert!(!settings("name: A lamp", "nombre: Una"));
        let text = |ours: &str, theirs: &str| Sample::Text.may_be(ours, theirs);
        assert!(text("The lamp is on.", "La lámpara está encendida.") && text("The lamp is on.", "灯已经打开了。"));
        assert!(
            !text("GET /lamps HTTP", "GET /lamparas HTTP")
                && !text("on  off  dim", "sí  no  poco")
                && !text("on", "sí")
        );
        assert!(Sample::Page.is_told("## Vea `encendida`") && Sample::Page.may_be("## Vea `x`", "## Vea `x`"));
        assert!(Sample::Page.is_told("- The lamp") && !Sample::Page.is_told("<Lamp size=\"big\">"));
        assert!(!Sample::Code.may_be("The lamp is on.", "La lámpara está encendida."));
    }
}
