//! Placeholders between angle brackets in code, `<your-token>`: what stands in them tells a reader in words what to put there, and may
//! do so in any language. Must not know pages.

use super::code::same_line;

/// So long is a placeholder at most.
const LONGEST: usize = 60;

/// Whether two lines are equal but for white space and the words of placeholders.
pub fn same_but_words(a: &str, b: &str) -> bool {
    if same_line(a, b) {
        return true;
    }
    let (mut left, mut right) = (a, b);
    loop {
        match (left.split_once('<'), right.split_once('<')) {
            (None, None) => return same_line(left, right),
            (Some((before, rest)), Some((other_before, other_rest))) if same_line(before, other_before) => {
                let (Some((words, rest)), Some((other, other_rest))) =
                    (rest.split_once('>'), other_rest.split_once('>'))
                else {
                    return same_line(rest, other_rest);
                };
                if words != other && !(may_stand_after(before) && is_words(words) && is_words(other)) {
                    return false;
                }
                (left, right) = (rest, other_rest);
            }
            _ => return false,
        }
    }
}

/// Whether a code block is of a language in which what stands between angle brackets is code.
pub fn is_markup(info: &str, text: &str) -> bool {
    let language = info.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
    let is_listed = [
        "html", "xml", "xaml", "svg", "jsx", "tsx", "vue", "svelte", "razor", "cshtml", "aspx", "md", "markdown", "mdx",
    ]
    .iter()
    .any(|name| language.eq_ignore_ascii_case(name));
    is_listed || text.contains("</") || text.contains("/>") || text.contains("<!")
}

/// Whether a placeholder may follow: no name of a generic type and no `#include`.
fn may_stand_after(before: &str) -> bool {
    let is_of_type = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ')' | ']' | ':'));
    // A path or an address goes on with it: `user:<name>`.
    !(is_of_type && !before.ends_with(':') || before.ends_with("::") || before.trim_start().starts_with("#include"))
}

/// Whether these are words for a reader: `file.yaml`, `your token`.
fn is_words(text: &str) -> bool {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '\'');
    text.len() <= LONGEST
        && text.starts_with(char::is_alphabetic)
        && text.chars().nth(1).is_some()
        && text.chars().all(is_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_placeholders_are_free() {
        for (a, b) in [
            ("heat <tea-pot> --now", "heat <tetera> --now"),
            ("Lamp: <shade> <oil type>", "Lamp: <pantalla> <tipo de aceite>"),
            ("a <b c> d", "a  <b c> d"),
        ] {
            assert!(same_but_words(a, b), "{a}");
        }
        for (a, b) in [
            ("heat <tea-pot> --now", "heat <tetera> --ya"),
            ("List<Lamp> lamps", "List<Lampara> lamps"),
            ("#include <lamp.h>", "#include <lampara.h>"),
            ("heat <tea-pot>", "heat tetera"),
            ("a < b && c > d", "a < z && c > d"),
            ("vec::<Lamp>()", "vec::<Foco>()"),
        ] {
            assert!(!same_but_words(a, b), "{a}");
        }
        assert!(is_markup("html", "") && is_markup("", "<b>x</b>") && !is_markup("shell", "run <name>"));
    }
}
