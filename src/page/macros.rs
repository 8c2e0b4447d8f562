//! Macros and shortcodes, which the generator of a site replaces when it builds a page: `{{Glossary("lamp")}}`, `{{< note >}}`,
//! `{% include x.md %}`, `{* x.py *}`, `--8<-- "x.md"`. They are read when somebody asks: most sites have none. Must not know languages.

use super::Page;
use super::visible::{around, body, is_hidden, outside_code};
use crate::text::Span;
use std::ops::Range;

/// How a macro is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Form {
    /// `{{name}}`, `{{name("argument")}}`, `{{ name | filter }}`.
    Braces,
    /// `{{< name >}}`.
    Angles,
    /// `{{% name %}}`.
    Percents,
    /// `{% name %}`.
    Tag,
    /// `{* path *}`.
    Star,
    /// `--8<-- "path"`.
    Scissors,
}

/// The longest first, where one begins with another.
const FORMS: [(Form, &str, &str); 6] = [
    (Form::Angles, "{{<", ">}}"),
    (Form::Percents, "{{%", "%}}"),
    (Form::Braces, "{{", "}}"),
    (Form::Tag, "{%", "%}"),
    (Form::Star, "{*", "*}"),
    (Form::Scissors, "--8<--", "\n"),
];

/// Whether the part of `page` at `area` has what macros begin with, outside of code: braces are in every sample.
fn may_have(page: &Page, area: Span) -> bool {
    let is_open = |bytes: &[u8], at: usize| match bytes.get(at) {
        Some(b'{') => matches!(bytes.get(at + 1), Some(b'{' | b'%' | b'*')),
        // The middle of the scissors.
        _ => bytes.get(at + 1) == Some(&b'<'),
    };
    outside_code(page, area).any(|part| {
        let bytes = page.slice(part).as_bytes();
        memchr::memchr2_iter(b'{', b'8', bytes).any(|at| is_open(bytes, at))
    })
}

/// Whether two braces open next to each other, outside of code.
pub fn has_doubled_braces(page: &Page) -> bool {
    outside_code(page, body(page)).any(|part| {
        let bytes = page.slice(part).as_bytes();
        memchr::memchr_iter(b'{', bytes).any(|at| bytes.get(at + 1) == Some(&b'{'))
    })
}

/// The most bytes of a macro: what ends further away is none.
const MOST_BYTES: usize = 1 << 10;

/// The most arguments that are read.
const MOST_ARGUMENTS: usize = 32;

/// One macro.
#[derive(Clone, Debug)]
pub struct Macro<'a> {
    /// How it is written.
    pub form: Form,
    /// All of it.
    pub span: Span,
    /// Its name, with the `/` of a closing one; for a file, the marks.
    pub name: &'a str,
    /// Its arguments, in order.
    pub arguments: Vec<Argument<'a>>,
    /// Whether they stand in parentheses.
    pub is_call: bool,
}

/// One argument.
#[derive(Clone, Debug)]
pub struct Argument<'a> {
    /// Its place, key and quotes included.
    pub span: Span,
    /// `file` in `file="x.yaml"`.
    pub key: &'a str,
    /// What it says, without quotes.
    pub value: &'a str,
    /// Whether it has quotes.
    pub is_quoted: bool,
}

/// The macros in the part of `page` at `area`; none in code, comments and targets of links.
pub fn read(page: &Page, area: Span) -> Vec<Macro<'_>> {
    if !may_have(page, area) {
        return Vec::new();
    }
    let text = page.slice(area);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(step) = memchr::memchr2(b'{', b'-', text.as_bytes().get(from..).unwrap_or(&[])) {
        let start = from + step;
        from = start + 1;
        let Some(one) = macro_at(text, start) else { continue };
        from = start + one.span.len();
        let one = moved(one, area.from());
        if !is_hidden(page, one.span) && around(&page.code, one.span, |code| code.span).next().is_none() {
            found.push(one);
        }
    }
    found
}

fn moved(mut one: Macro<'_>, by: usize) -> Macro<'_> {
    one.span = one.span.moved(by);
    one.arguments.iter_mut().for_each(|argument| argument.span = argument.span.moved(by));
    one
}

/// The macro that begins at byte `start` of `text`.
fn macro_at(text: &str, start: usize) -> Option<Macro<'_>> {
    let rest = text.get(start..)?;
    let (form, open, close) = FORMS.into_iter().find(|(_, open, _)| rest.starts_with(open))?;
    let inner = rest.get(open.len()..)?;
    let mut most = inner.len().min(MOST_BYTES);
    while !inner.is_char_boundary(most) {
        most -= 1;
    }
    let near = inner.get(..most)?;
    let (inner, length) = if form == Form::Scissors {
        // A file on a line of its own; without one, the lines up to the next such mark name files.
        let line = near.lines().next()?.trim_end();
        (line, open.len() + line.len())
    } else {
        let end = near.find(close)?;
        let inner = near.get(..end)?;
        // One that is not closed before the next, or before its paragraph ends, is none.
        if inner.contains(open.get(..2)?) || inner.contains("\n\n") {
            return None;
        }
        (inner, open.len() + end + close.len())
    };
    let span = Span::new(start, start + length);
    if matches!(form, Form::Star | Form::Scissors) {
        let arguments = spaced(inner, start + open.len());
        return (!arguments.is_empty()).then_some(Macro { form, span, name: open, arguments, is_call: false });
    }
    // `{%- name -%}` eats the white space around it; `{{</* name */>}}` shows the macro itself.
    let is_around = |c: char| c.is_whitespace() || matches!(c, '-' | '+' | '~');
    let led = inner.trim_start_matches(is_around);
    let at = start + open.len() + (inner.len() - led.len());
    let body = led.trim_end_matches(is_around);
    if body.starts_with("/*") {
        return None;
    }
    // `{{< / note >}}` closes as well.
    let lead = body.len() - body.trim_start_matches(|c: char| c == '/' || c.is_whitespace()).len();
    let is_end = |c: char| c.is_whitespace() || c == '(' || c == '|';
    let end = body.get(lead..)?.find(is_end).map_or(body.len(), |end| lead + end);
    let name = body.get(..end)?;
    let first = name.chars().find(|c| *c != '/')?;
    if !(first.is_alphanumeric() || matches!(first, '_' | '.' | '$' | '#')) {
        return None;
    }
    let rest = body.get(end..)?;
    // `{{a},{b}}` is none of them.
    if form == Form::Braces && name.contains(['{', '}']) {
        return None;
    }
    let is_call = form == Form::Braces && rest.trim_start().starts_with('(');
    let arguments = if is_call { listed(rest, at + end) } else { spaced(rest, at + end) };
    Some(Macro { form, span, name, arguments, is_call })
}

/// Where `text` has `{{name}` and `{name}}` behind it, each with a brace less.
pub fn with_braces_lost(text: &str) -> Option<Range<usize>> {
    let opens = memchr::memmem::find_iter(text.as_bytes(), "{{");
    let near = |at: usize| text.get(at + 2..).map(|rest| (at, rest));
    opens.filter_map(near).find_map(|(at, rest)| {
        let name = rest.get(..rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))?)?;
        let behind = rest.get(name.len()..)?.strip_prefix('}').filter(|behind| !behind.starts_with('}'))?;
        let (between, _) = behind.split_once('{').filter(|_| !name.is_empty())?;
        let last = behind.get(between.len() + 1..)?.strip_prefix(name)?;
        let end = at + 2 + name.len() + 1 + between.len() + 1 + name.len() + 2;
        (last.starts_with("}}") && !between.contains(['}', '\n'])).then_some(at..end)
    })
}

/// Arguments between white space.
fn spaced(text: &str, at: usize) -> Vec<Argument<'_>> {
    let parts = parts(text, char::is_whitespace);
    parts.filter_map(|(from, part)| argument(part, at + from)).take(MOST_ARGUMENTS).collect()
}

/// Arguments in parentheses, between commas.
fn listed(text: &str, at: usize) -> Vec<Argument<'_>> {
    let skipped = text.find('(').map_or(0, |open| open + 1);
    let inner = text.get(skipped..).unwrap_or("");
    let inner = inner.get(..inner.rfind(')').unwrap_or(inner.len())).unwrap_or("");
    let parts = parts(inner, |c| c == ',');
    parts.filter_map(|(from, part)| argument(part, at + skipped + from)).take(MOST_ARGUMENTS).collect()
}

/// The parts of `text` between what `splits`, which within quotes does not; each with the byte at which it begins.
fn parts(text: &str, splits: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut quote = None;
    let is_end = move |c: char| match quote {
        Some(open) => {
            if c == open {
                quote = None;
            }
            false
        }
        None if matches!(c, '"' | '\'' | '`') => {
            quote = Some(c);
            false
        }
        None => splits(c),
    };
    let mut from = 0;
    text.split_inclusive(is_end).map(move |part| {
        let at = from;
        from += part.len();
        (at, part)
    })
}

fn argument(part: &str, at: usize) -> Option<Argument<'_>> {
    let is_between = |c: char| c.is_whitespace() || c == ',';
    let led = part.trim_start_matches(is_between);
    let at = at + (part.len() - led.len());
    let trimmed = led.trim_end_matches(is_between);
    if trimmed.is_empty() {
        return None;
    }
    let (key, value) = match trimmed.split_once('=') {
        Some((key, value)) if !key.is_empty() && !key.contains(['"', '\'', '`', ' ']) => (key, value.trim()),
        _ => ("", trimmed),
    };
    let quoted = ['"', '\'', '`'].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    let span = Span::new(at, at + trimmed.len());
    Some(Argument { span, key, value: quoted.unwrap_or(value).trim(), is_quoted: quoted.is_some() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    fn seen(text: &str) -> Vec<String> {
        let page = crate::page::parse(Source::new("", text));
        let all = read(&page, Span::new(0, text.len()));
        let show = |one: &Macro<'_>| {
            let arguments = one.arguments.iter().map(|it| {
                assert!(page.slice(it.span).contains(it.value));
                if it.key.is_empty() { it.value.to_owned() } else { format!("{}={}", it.key, it.value) }
            });
            let arguments: Vec<String> = arguments.collect();
            format!("{}({})", one.name, arguments.join("|"))
        };
        all.iter().map(show).collect()
    }

    #[test]
    fn reads_each_form() {
        assert_eq!(seen("a {{Lamp(\"a, b\", 'c')}} {{Base}} b"), ["Lamp(a, b|c)", "Base()"]);
        assert_eq!(seen("{{< tip id=\"pod\" text=\"A pod\" >}} x {{< /tip >}}"), ["tip(id=pod|text=A pod)", "/tip()"]);
        assert_eq!(seen("## {{% head \"next\" %}}\n"), ["head(next)"]);
        assert_eq!(seen("{% data x.y %} {%- if a or b -%} {{ x.y | z }}"), ["data(x.y)", "if(a|or|b)", "x.y(||z)"]);
        assert_eq!(seen("{* ../a.py hl[1,2] *}\n\n--8<-- \"a.md\"\n"), ["{*(../a.py|hl[1,2])", "--8<--(a.md)"]);
    }

    #[test]
    fn reads_none_where_there_is_none() {
        let nothing: [&str; 0] = [];
        let texts = [
            "`{{a}}`",
            "```text\n{{a}}\n```\n",
            "<!-- {{a}} -->",
            "{{</* a */>}}",
            "{{a} b",
            "[x]({{a}})",
            "a -- {b} {} {{}}",
            "--8<--\n",
        ];
        for text in texts {
            assert_eq!(seen(text), nothing, "{text}");
        }
        assert_eq!(seen("{{a} {{b}}"), ["b()"]);
        assert_eq!(seen("{{a},{b}}"), nothing);
    }

    #[test]
    fn finds_lost_braces() {
        let found = |text: &str| with_braces_lost(text).map(|range| text.get(range).unwrap_or("").to_owned());
        assert_eq!(found("C={{Lamp},E={Lamp}},").as_deref(), Some("{{Lamp},E={Lamp}}"));
        for text in ["{{a},{b}}", "{{Lamp}},E={{Lamp}}", "{{Lamp},E={Lamp}", "{{Lamp}", "{{}{}}"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
