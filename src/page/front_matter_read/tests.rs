//! The reader, on forms that real pages have.

use crate::page::front_matter::{FrontMatter, YamlErrorKind, read};
use crate::page::limit;
use proptest::prelude::*;
use std::fmt::Write;

fn header(body: &str) -> (String, FrontMatter) {
    let text = format!("---\n{body}---\n# Page\n");
    let read = read(&text, 0).expect("a header");
    (text, read)
}

fn entries(body: &str) -> Vec<(String, String)> {
    let (text, read) = header(body);
    read.entries.iter().map(|entry| (entry.key.of(&text).to_owned(), entry.value.of(&text).to_owned())).collect()
}

fn value(body: &str) -> Option<String> {
    let (text, read) = header(body);
    read.value(&text, "a").map(std::borrow::Cow::into_owned)
}

fn list(body: &str) -> Option<Vec<String>> {
    let (text, read) = header(body);
    Some(read.list(&text, "a")?.into_iter().map(std::borrow::Cow::into_owned).collect())
}

/// The kind of error, the text it points at, the message.
fn error(body: &str) -> (YamlErrorKind, String, String) {
    let (text, read) = header(body);
    let error = read.error.unwrap_or_else(|| panic!("{body:?} is valid"));
    assert_eq!(error.message.lines().count(), 1);
    assert!(!error.message.starts_with(char::is_uppercase), "{}", error.message);
    (error.kind, error.span.of(&text).to_owned(), error.message)
}

fn pair(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), value.to_owned())
}

#[test]
fn a_header_starts_at_the_mark_and_ends_at_a_marker() {
    let text = "\u{feff}--- \r\ntitle: Boats\r\n... \r\n# Page\r\n";
    let header = read(text, 3).unwrap();
    assert_eq!(header.span.of(text), "--- \r\ntitle: Boats\r\n... ");
    assert_eq!(header.body.of(text), "title: Boats\r\n");
    assert_eq!(text.get(header.after as usize..).unwrap(), "# Page\r\n");
    assert_eq!(header.value(text, "title").unwrap(), "Boats");
    assert!(header.error.is_none());
    assert!(read(text, 0).is_none());
    for other in ["", "# Page\n", "\n---\na: b\n---\n", "----\na: b\n---\n", " ---\na: b\n---\n", "---a\n---\n"] {
        assert!(read(other, 0).is_none(), "{other:?}");
    }
    let bare = "---\na: b\n---";
    assert_eq!(read(bare, 0).unwrap().after as usize, bare.len());
    assert_eq!(entries("a: b\r"), [pair("a", "b")]);
    assert!(header_of_nothing("").error.is_none());
    assert!(header_of_nothing("# only a comment\n").error.is_none());
}

fn header_of_nothing(body: &str) -> FrontMatter {
    let (_, read) = header(body);
    assert!(read.entries.is_empty());
    read
}

#[test]
fn a_header_that_is_never_closed_gives_its_first_lines() {
    let text = "---\ntitle: Boats\nauthor: Kim\n\nNote: prose\n";
    let header = read(text, 0).unwrap();
    assert_eq!(header.error.as_ref().unwrap().kind, YamlErrorKind::NeverClosed);
    assert_eq!(header.error.as_ref().unwrap().span.of(text), "---");
    assert_eq!(header.after, 4);
    assert_eq!(header.entries.len(), 2);
    assert_eq!(header.span.of(text), "---\ntitle: Boats\nauthor: Kim\n");
    assert_eq!(read("---", 0).unwrap().after, 3);
    let prose = "---\nProse, and more of it.\n";
    assert_eq!(read(prose, 0).unwrap().span.of(prose), "---");
}

#[test]
fn a_header_beyond_the_limit_is_not_read() {
    let mut text = String::from("---\n");
    while text.len() < limit::FRONT_MATTER_BYTES + 100 {
        let _ = writeln!(text, "key{}: value", text.len());
    }
    let open = read(&text, 0).unwrap();
    assert_eq!(open.error.as_ref().unwrap().kind, YamlErrorKind::NeverClosed);
    assert!(open.body.len() <= limit::FRONT_MATTER_BYTES);
    text.push_str("---\n# Page\n");
    let closed = read(&text, 0).unwrap();
    assert!(closed.too_large() && closed.entries.is_empty());
    assert_eq!(text.get(closed.after as usize..).unwrap(), "# Page\n");
}

#[test]
fn entries_are_the_top_level_keys_in_order() {
    let body = "title: \"Boats: all\"\nms.date: 01/12/2019 # Monday\ntitle: again\n\n# note\nempty:\n\"quoted key\": 'x' # y\n";
    let wanted = [
        pair("title", "\"Boats: all\""),
        pair("ms.date", "01/12/2019"),
        pair("title", "again"),
        pair("empty", ""),
        pair("quoted key", "'x'"),
    ];
    assert_eq!(entries(body), wanted);
    let body =
        "a:\n  b: 1\n  c: 2\nd:\n- x\n- y\ne: one\n  two # three\nf: |\n  # kept\n  : kept\n\ng: [\n  x,\n]\nh: i\n";
    let wanted = [
        pair("a", "b: 1\n  c: 2"),
        pair("d", "- x\n- y"),
        pair("e", "one\n  two"),
        pair("f", "|\n  # kept\n  : kept"),
        pair("g", "[\n  x,\n]"),
        pair("h", "i"),
    ];
    assert_eq!(entries(body), wanted);
    assert_eq!(entries("  a: b\n  c: d\n"), [pair("a", "b"), pair("c", "d")]);
    assert!(header(body).1.error.is_none());
}

#[test]
fn values_lose_their_quotes() {
    let cases = [
        ("a: plain text\n", "plain text"),
        ("a: it's no#1:\u{e9} # x\n", "it's no#1:\u{e9}"),
        ("a:\n", ""),
        ("a: ~\n", "~"),
        ("a: 'it''s'\n", "it's"),
        ("a: ''\n", ""),
        (
            "a: \"\\\"x\\\" \\\\ \\n \\t \\u00e9 \\x41 \\U0001F600 \\/ \\q\"\n",
            "\"x\" \\ \n \t \u{e9} A \u{1f600} / \\q",
        ),
        ("a: \"\\ud83d\\ude00\"\n", "\u{1f600}"),
        ("a: one\n  two\n\n  three\n", "one two\nthree"),
        ("a: \"one\n  two\\\n  three\"\n", "one twothree"),
        ("a: 'one\n\n  two'\n", "one\ntwo"),
        ("a: |\n  one\n    two\n", "one\n  two\n"),
        ("a: >-\n  one\n  two\n\n  three\n", "one two\nthree"),
        ("a:\n  far\n  in\n", "far in"),
    ];
    for (body, wanted) in cases {
        assert_eq!(value(body).as_deref(), Some(wanted), "{body:?}");
    }
    for body in ["a: [b]\n", "a:\n- b\n", "a:\n  b: c\n", "a: {b: c}\n", "b: c\n"] {
        assert_eq!(value(body), None, "{body:?}");
    }
}

#[test]
fn lists_are_read_in_both_forms() {
    assert_eq!(list("a: [b, 'c, d', \"e]\", f g ]\n").unwrap(), ["b", "c, d", "e]", "f g"]);
    assert_eq!(list("a: []\n").unwrap(), [""; 0]);
    assert_eq!(list("a: [[b, c], {d: e}]\n").unwrap(), ["[b, c]", "{d: e}"]);
    assert_eq!(list("a:\n- b\n- 'c'\n").unwrap(), ["b", "c"]);
    assert_eq!(list("a:\n  - b\n    c\n  - - d\n").unwrap(), ["b c", "- d"]);
    assert_eq!(list("a: b\n"), None);
    assert_eq!(list("a:\n"), None);
}

#[test]
fn errors_have_a_place_and_a_line() {
    let (kind, place, message) = error("title: boat: newBoat\n");
    assert_eq!((kind, place.as_str()), (YamlErrorKind::Syntax, ":"));
    assert!(message.contains("mapping values are not allowed"), "{message}");
    assert_eq!(entries("title: boat: newBoat\n"), [pair("title", "boat: newBoat")]);
    let (kind, place, message) = error("title: Boats\nauthor: \"Kim\nms.date: x\n");
    assert_eq!((kind, place.as_str()), (YamlErrorKind::Syntax, "\"Kim"));
    assert!(message.contains("never closed"), "{message}");
    let (kind, place, message) = error("title：\u{8239}\nauthor：x\n");
    assert_eq!((kind, place.as_str()), (YamlErrorKind::NotMapping, "："));
    assert!(message.contains("full-width"), "{message}");
    assert_eq!(error("\nsome text\nof two lines\n").1, "some text");
    assert_eq!(error("- a\n- b\n").0, YamlErrorKind::NotMapping);
    let (kind, place, _) = error("title: Boats\nno key here\nauthor: x\n");
    assert_eq!((kind, place.as_str()), (YamlErrorKind::Syntax, "n"));
    assert_eq!(error("a: @b\n").1, "@");
    assert_eq!(error("a: b\u{97}\n").0, YamlErrorKind::Syntax);
    // Translated as prose and folded, as a source with an unquoted colon was.
    assert_eq!(error("autor: Texto de Kim: \"Criar\" title: x\n  ms.prod: y\n").0, YamlErrorKind::Syntax);
}

#[test]
fn bombs_are_refused() {
    assert_eq!(error("a: &x 1\n").0, YamlErrorKind::Budget);
    assert_eq!(error("a: *x\n").0, YamlErrorKind::Budget);
    assert_eq!(error(&format!("a: {}\n", "[".repeat(1000))).0, YamlErrorKind::Budget);
    let nested = (0..30).fold(String::new(), |mut text, depth| {
        let _ = writeln!(text, "{}a:", " ".repeat(depth));
        text
    });
    assert_eq!(error(&nested).0, YamlErrorKind::Budget);
    assert_eq!(error(&format!("a: [{}]\n", "1,".repeat(5000))).0, YamlErrorKind::Budget);
}

fn noise() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "---", "...", "\n", "\n", "\n", "\r\n", "\r", "key", "a: ", ":", " ", "  ", "'", "\"", "[", "]", "{", "}", ",",
        "- ", "-", "#", " #", "|", ">", "\t", "\\", "\\u00e9", "&a", "*a", "!", "?", "%", "@", "~", "é", "\u{feff}",
        "\u{97}", "\u{2028}", "：", "title: x", "\0",
    ]);
    let words = prop::collection::vec(word, 0..40).prop_map(|words| words.concat());
    prop_oneof![4 => words, 1 => any::<String>()]
}

proptest! {
    #[test]
    fn any_text_is_read(noise in noise(), closed in any::<bool>()) {
        let text = format!("---\n{noise}{}", if closed { "\n---\n" } else { "" });
        let header = read(&text, 0).expect("a header");
        prop_assert!(header.error.is_some() || closed || header.body.to() < text.len());
        let mut spans = vec![header.span, header.body, crate::text::Span::at(header.after as usize)];
        spans.extend(header.error.iter().map(|error| error.span));
        for entry in &header.entries {
            spans.extend([entry.key, entry.value]);
            entry.scalar(&text);
            spans.extend(entry.items(&text).unwrap_or_default());
            header.list(&text, entry.key.of(&text));
        }
        for span in spans {
            prop_assert!(text.get(span.from()..span.to()).is_some(), "{span:?} of {text:?}");
        }
    }
}
