//! What of a macro is the same in every language: its name, and the arguments that name a page, a file or a term. What readers see is
//! translated. Pure.

use super::localized;
use crate::fact::token;
use crate::page::macros::{Argument, Form, Macro};

/// Keys of arguments that readers see; `name` may be an id or a title.
const SHOWN: [&str; 20] = [
    "alt",
    "aria-label",
    "attr",
    "attrlink",
    "button",
    "caption",
    "content",
    "desc",
    "description",
    "heading",
    "header",
    "label",
    "message",
    "name",
    "placeholder",
    "summary",
    "text",
    "title",
    "tooltip",
    "value",
];

/// Macros whose words without a key are shown.
const SHOWING: [&str; 12] = [
    "accordion",
    "admonition",
    "badge",
    "button",
    "callout",
    "card",
    "details",
    "expand",
    "octicon",
    "tab",
    "tabitem",
    "step",
];

/// Macros that name a heading of the page itself, which is translated.
const OF_HEADINGS: [&str; 3] = ["embedlivesample", "livesamplelink", "livesample"];

/// The name. Those of calls are read in any case.
pub fn name(one: &Macro<'_>) -> String {
    let name: String = one.name.chars().filter(|c| !c.is_whitespace()).collect();
    // `{{Lamp}}` is such a call, `{{ page.title }}` is none.
    if one.form == Form::Braces && (one.is_call || one.arguments.is_empty() && !name.contains(['.', '$'])) {
        return name.to_lowercase();
    }
    name
}

/// The arguments that stay, as one text.
pub fn kept(one: &Macro<'_>, tag: &str) -> String {
    let kept: Vec<String> = kept_places(one).map(|(slot, it)| format!("{slot}={}", folded(one, it, tag))).collect();
    kept.join("\n")
}

/// The values of these as they are written.
pub fn values(one: &Macro<'_>) -> String {
    kept_places(one).map(|(_, it)| it.value).collect::<Vec<_>>().join("\n")
}

/// Whether `theirs` says what `ours` must keep, whatever else it says.
pub fn agrees(ours: &Macro<'_>, theirs: &Macro<'_>, tags: localized::Tags<'_>) -> bool {
    name(ours) == name(theirs) && changed(ours, theirs, tags).next().is_none()
}

/// The arguments that must stay and do not, each with what stands in its place.
pub fn changed<'m, 'a>(
    ours: &'m Macro<'a>,
    theirs: &'m Macro<'a>,
    tags: localized::Tags<'m>,
) -> impl Iterator<Item = (&'m Argument<'a>, Option<&'m Argument<'a>>)> {
    kept_places(ours).filter_map(move |(slot, it)| {
        let other = slots(theirs).find(|(other, _)| *other == slot).map(|(_, other)| other);
        let is_same =
            other.is_some_and(|other| folded(ours, it, tags.source) == folded(theirs, other, tags.translation));
        (!is_same).then_some((it, other))
    })
}

/// The arguments with their keys, or their numbers among those without.
fn slots<'m, 'a>(one: &'m Macro<'a>) -> impl Iterator<Item = (String, &'m Argument<'a>)> {
    let mut count = 0;
    one.arguments.iter().map(move |it| {
        if !it.key.is_empty() {
            return (it.key.to_owned(), it);
        }
        count += 1;
        (count.to_string(), it)
    })
}

fn kept_places<'m, 'a>(one: &'m Macro<'a>) -> impl Iterator<Item = (String, &'m Argument<'a>)> {
    let name = name(one).to_lowercase();
    slots(one).filter(move |(slot, it)| is_kept(one, &name, slot == "1", it))
}

fn is_kept(one: &Macro<'_>, name: &str, is_first: bool, it: &Argument<'_>) -> bool {
    let has_spaces = it.value.contains(char::is_whitespace);
    if one.is_call {
        // `{{Glossary("user agent")}}` names a page; words of other macros are prose.
        let names_pages = ["ref", "glossary", "sidebar"].iter().any(|end| name.ends_with(end));
        let lists_pages = name.starts_with("previous") || name.starts_with("next");
        return if is_first {
            !OF_HEADINGS.contains(&name) && (!has_spaces || names_pages)
        } else {
            lists_pages && !has_spaces && it.value.contains('/')
        };
    }
    let is_shown =
        SHOWN.iter().any(|key| it.key.eq_ignore_ascii_case(key)) || it.key.is_empty() && SHOWING.contains(&name);
    if !it.is_quoted {
        return !is_shown;
    }
    // A word as in a sentence may be shown.
    let is_name = matches!(one.form, Form::Star | Form::Scissors)
        || token::is_coined(it.value)
        || it.value.contains(['/', '.', '_', '-', ':', '#'])
        || it.value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        || !it.key.is_empty() && ["id", "file", "ref", "path", "src", "url"].iter().any(|end| it.key.ends_with(end));
    !is_shown && !has_spaces && is_name
}

/// A value as it is compared.
fn folded(one: &Macro<'_>, it: &Argument<'_>, tag: &str) -> String {
    if one.is_call {
        return it.value.trim_end_matches("()").replace('_', " ").to_lowercase();
    }
    if it.value.starts_with('/') || it.value.contains("://") {
        return localized::key(it.value, tag);
    }
    it.value.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;
    use crate::text::{Source, Span};

    fn agree(ours: &str, theirs: &str) -> bool {
        let (a, b) = (page::parse(Source::new("", ours)), page::parse(Source::new("", theirs)));
        let all = |page, text: &str| page::macros::read(page, Span::new(0, text.len()));
        let (left, right) = (all(&a, ours), all(&b, theirs));
        let (Some(a), Some(b)) = (left.first(), right.first()) else { panic!("no macros: {ours} {theirs}") };
        agrees(a, b, localized::Tags { source: "en-US", translation: "fr" })
    }

    #[test]
    fn what_readers_see_is_free() {
        assert!(agree("{{Glossary(\"lamp\", \"lamp\")}}", "{{glossary('Lamp', \"lampe\")}}"));
        assert!(agree("{{EmbedLiveSample(\"Try\", 1)}}", "{{EmbedLiveSample(\"Essai\", 1)}}"));
        assert!(agree("{{Demo(\"two lamps\")}}", "{{Demo(\"deux\")}}"));
        assert!(agree("{{< tip id=\"pod\" text=\"pod\" >}}", "{{< tip text=\"cosse\" id=\"pod\" >}}"));
        assert!(agree("{{< tab \"Example\" >}}", "{{< tab \"Exemple\" >}}"));
        assert!(agree("{{< ref \"/en/lamp\" >}}", "{{< ref \"/fr/lamp\" >}}"));
        assert!(agree("{% include a.html title=\"a\" %}", "{% include a.html title=\"b\" %}"));
    }

    #[test]
    fn names_stay() {
        assert!(!agree("{{Glossary(\"lamp\")}}", "{{Glossary(\"lampe\")}}"));
        assert!(!agree("{{< tip id=\"pod\" >}}", "{{< tip id=\"cosse\" >}}"));
        assert!(!agree("{{< Note >}}", "{{< note >}}"));
        assert!(!agree("{{% code file=\"a/x.yaml\" %}}", "{{% code file=\"a/y.yaml\" %}}"));
        assert!(!agree("{% data products.lamp %}", "{% data productos.lamp %}"));
        assert!(!agree("{* ../a.py hl[1] *}", "{* ../b.py hl[1] *}"));
        assert!(!agree("{{ page.title }}", "{{ page.titre }}"));
    }
}
