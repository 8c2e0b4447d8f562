//! What the lenient JSON reader makes of each fault it knows: the nodes it reads all the same, the place it names,
//! and the repair.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use isogloss::page::json::{Fault, FaultKind, Json, Node, NodeKind, key, read_at, string};
use isogloss::text::{Edit, Span, edit};

/// A node as read, in a notation of one line: `{a:"x",b:[1]}`.
fn shape(text: &str, json: &Json, index: usize) -> String {
    let node = &json.nodes[index];
    let member = |(at, child): (usize, &Node)| match child.key() {
        Some(_) => format!("{}:{}", key(text, child), shape(text, json, at)),
        None => shape(text, json, at),
    };
    let list = || json.children(index).map(member).collect::<Vec<_>>().join(",");
    match node.kind {
        NodeKind::Object => format!("{{{}}}", list()),
        NodeKind::Array => format!("[{}]", list()),
        NodeKind::String => format!("\"{}\"", string(text, node)),
        NodeKind::Null if node.span.of(text) != "null" => "nothing".into(),
        _ => node.span.of(text).into(),
    }
}

fn shapes(text: &str, json: &Json) -> String {
    let next = |at: &usize| json.nodes.get(*at).map(|node| node.next as usize);
    let roots = std::iter::successors(Some(0), next).filter(|at| *at < json.nodes.len());
    roots.map(|at| shape(text, json, at)).collect::<Vec<_>>().join(" ")
}

fn faults<'a>(text: &'a str, json: &Json) -> Vec<(&'static str, &'a str)> {
    json.faults.iter().map(|Fault { kind, span }| (kind.name(), span.of(text))).collect()
}

#[track_caller]
fn check(text: &str, expected_shape: &str, expected_faults: &[(&str, &str)]) {
    let json = read_at(text, 0);
    assert_eq!(shapes(text, &json), expected_shape, "{text}");
    assert_eq!(faults(text, &json), expected_faults, "{text}");
}

/// As [`check`], and the repairs give `mended`, which is strict and says the same.
#[track_caller]
fn check_repair(text: &str, expected_shape: &str, expected_faults: &[(&str, &str)], mended: &str) {
    check(text, expected_shape, expected_faults);
    let edits: Vec<Edit> = read_at(text, 0).repairs(text).expect("mechanical");
    let (found, applied) = edit::apply(text, &edits);
    assert_eq!((found.as_str(), applied), (mended, edits.len()));
    assert!(read_at(&found, 0).is_strict(), "{found}");
}

#[test]
fn strict_documents_have_no_faults() {
    let text = r#" {"a" : [1, -2.5e+3, true, null, "x\u00e9\"\\"], "b":{}} "#;
    check(text, r#"{a:[1,-2.5e+3,true,null,"xé"\"],b:{}}"#, &[]);
    check("7", "7", &[]);
    let text = r#"{"a":"He said &quot;no&quot;, &quot;b&quot;: 1"}"#;
    check(text, r#"{a:"He said &quot;no&quot;, &quot;b&quot;: 1"}"#, &[]);
}

#[test]
fn spans_count_from_the_base() {
    let json = read_at(r#"{"a":[1,],}"#, 100);
    assert_eq!(json.nodes[2].span.start, 106);
    assert_eq!(json.nodes[1].key().unwrap().start, 102);
    assert_eq!(json.faults[0].span.start, 107);
    assert_eq!(json.nodes[0].span.end, 111);
}

#[test]
fn trailing_commas() {
    let expected = [("trailing-comma", ","), ("trailing-comma", ",")];
    check_repair("{\"a\":[1,2, ],\n}", "{a:[1,2]}", &expected, "{\"a\":[1,2 ]\n}");
}

#[test]
fn quote_entities() {
    let both = [("quote-entity", "&quot;"), ("quote-entity", "&quot;")];
    check_repair(
        "{\n  \"type\": \"page\",\n  \"section&quot;: &quot;documentation\"\n}",
        r#"{type:"page",section:"documentation"}"#,
        &both,
        "{\n  \"type\": \"page\",\n  \"section\": \"documentation\"\n}",
    );
    check_repair(
        "{\"bookmarks\": {\"Item&quot;: &quot;#\"\n  },\n\"z\": []}",
        r##"{bookmarks:{Item:"#"},z:[]}"##,
        &both,
        "{\"bookmarks\": {\"Item\": \"#\"\n  },\n\"z\": []}",
    );
    check_repair("{\"path&quot;: &quot;\"}", r#"{path:""}"#, &both, r#"{"path": ""}"#);
    check_repair("{&quot;a&quot;: 1}", "{a:1}", &both, r#"{"a": 1}"#);
    check_repair("[&quot;a, b&quot;, \"c\"]", r#"["a, b","c"]"#, &both, r#"["a, b", "c"]"#);
    check_repair(r#"{"a": "x&quot;, "b": 2}"#, r#"{a:"x",b:2}"#, &both[..1], r#"{"a": "x", "b": 2}"#);
    check_repair("{\"a\": \"x&quot;,\n\"b\": 2}", r#"{a:"x",b:2}"#, &both[..1], "{\"a\": \"x\",\n\"b\": 2}");
}

#[test]
fn line_ends_within_strings() {
    check_repair(
        "{\"list\": [\n \"Warning: a.md:\r\n\n   found (a,b)\",\n \"z\"\n]}",
        "{list:[\"Warning: a.md:\r\n\n   found (a,b)\",\"z\"]}",
        &[("raw-newline", "\r\n\n")],
        "{\"list\": [\n \"Warning: a.md: found (a,b)\",\n \"z\"\n]}",
    );
    // A document within a string: its lines of brackets do not end the string.
    let text = "{\"a\": \"{\n  \\\"b\\\": {\n  }\n}\"\n}";
    check(text, "{a:\"{\n  \"b\": {\n  }\n}\"}", &[("raw-newline", "\n"); 3]);
    let text = "{\"a\": \"[\n [1, 2],\n ]\",\n\"b\":\"c\n\"}";
    check(text, "{a:\"[\n [1, 2],\n ]\",b:\"c\n\"}", &[("raw-newline", "\n"); 3]);
}

#[test]
fn control_characters() {
    let expected = [("control-character", "\t"), ("control-character", "\u{1}")];
    check_repair("[\"a\tb\u{1}\"]", "[\"a\tb\u{1}\"]", &expected, "[\"a\\tb\\u0001\"]");
}

#[test]
fn names_without_quotes() {
    let text = "{isCollection: true, \"a\":1}";
    let mended = "{\"isCollection\": true, \"a\":1}";
    check_repair(text, "{isCollection:true,a:1}", &[("bare-key", "isCollection")], mended);
    check_repair("{key\": 1}", "{key:1}", &[("bare-key", "key\"")], "{\"key\": 1}");
    let expected = [("missing-comma", ""), ("bare-key", "b")];
    check_repair("{\"a\": 1\n b: 2}", "{a:1,b:2}", &expected, "{\"a\": 1,\n \"b\": 2}");
}

#[test]
fn missing_commas_and_colons() {
    let text = "{\"a\": \"\"\n  \"b\": []\n}";
    check_repair(text, r#"{a:"",b:[]}"#, &[("missing-comma", "")], "{\"a\": \"\",\n  \"b\": []\n}");
    check_repair("[1 2 \"x\" {} []]", r#"[1,2,"x",{},[]]"#, &[("missing-comma", ""); 4], "[1, 2, \"x\", {}, []]");
    check_repair("{\"a\" {\"b\" 1}}", "{a:{b:1}}", &[("missing-colon", ""); 2], "{\"a\": {\"b\": 1}}");
}

#[test]
fn unterminated_strings() {
    check(
        "{\n  \"description\": \"Delete apps,\n  \"keywords\": \"\"\n}",
        r#"{description:"Delete apps",keywords:""}"#,
        &[("unterminated-string", "\"Delete apps")],
    );
    check(
        "[{\"id\": \"{id-1},\n \"b\": 1}, {\"link\": \"http://x\n   }\n, {\"c\": \"d}\n]",
        r#"[{id:"{id-1}",b:1},{link:"http://x"},{c:"d"}]"#,
        &[("unterminated-string", "\"{id-1}"), ("unterminated-string", "\"http://x"), ("unterminated-string", "\"d")],
    );
    check(
        "{\n  \"size: null,\n  \"color\": \"red\"\n}",
        r#"{size:null,color:"red"}"#,
        &[("unterminated-string", "\"size")],
    );
    check(r#"{"words: "a", "b": 1}"#, r#"{words:"a",b:1}"#, &[("unterminated-string", "\"words")]);
    check("[\"a,\n \"b\",\n \"c\"]", r#"["a","b","c"]"#, &[("unterminated-string", "\"a")]);
    check("{\"a\": \"b", r#"{a:"b"}"#, &[("unclosed", "{"), ("unterminated-string", "\"b")]);
}

#[test]
fn other_quotes() {
    check_repair(
        "[{'a':'say \"it\\'s\"', 'b' : 1}]",
        r#"[{a:"say "it's"",b:1}]"#,
        &[("single-quotes", "'a'"), ("single-quotes", "'say \"it\\'s\"'"), ("single-quotes", "'b'")],
        r#"[{"a":"say \"it's\"", "b" : 1}]"#,
    );
    let (open, close) = (("smart-quotes", "“"), ("smart-quotes", "”"));
    check_repair(
        "{“a”: “b ‘c’ d”, \"e\": \"f”,\n \"g\": “h\"}",
        r#"{a:"b ‘c’ d",e:"f",g:"h"}"#,
        &[open, close, open, close, close, open],
        "{\"a\": \"b ‘c’ d\", \"e\": \"f\",\n \"g\": \"h\"}",
    );
}

#[test]
fn comments() {
    let expected = ["/* one */", "// two", "// three"].map(|comment| ("comment", comment));
    check("{ /* one */ \"a\": // two\n 1 // three\n}", "{a:1}", &expected);
    check("[/x, 1] //", r#"["/x",1]"#, &[("bare-word", "/x"), ("comment", "//")]);
}

#[test]
fn odd_white_space() {
    check_repair(
        "{\u{a0}\u{202f}\"a\":\u{a0}[1,\u{3000}2]}",
        "{a:[1,2]}",
        &[("odd-space", "\u{a0}\u{202f}"), ("odd-space", "\u{a0}"), ("odd-space", "\u{3000}")],
        "{ \"a\": [1, 2]}",
    );
}

#[test]
fn other_punctuation() {
    let expected = [("full-width-punctuation", "，"), ("full-width-punctuation", "：")];
    check_repair("{\"a\":1， \"b\"：2}", "{a:1,b:2}", &expected, "{\"a\":1, \"b\":2}");
    let expected = [("wrong-punctuation", "="), ("wrong-punctuation", ";")];
    check_repair("{\"a\"=1; \"b\":2}", "{a:1,b:2}", &expected, "{\"a\":1, \"b\":2}");
    let expected = [("wrong-punctuation", ":"), ("wrong-punctuation", "]")];
    check("{\"a\": : 1, \"b\": 2], \"c\": 3}", "{a:1,b:2,c:3}", &expected);
}

#[test]
fn ellipses() {
    let dots = ("ellipsis", "...");
    check("{\"a\": [{}, {\"b\":1}, ...\n], \"c\": …}", "{a:[{},{b:1}],c:nothing}", &[dots, ("ellipsis", "…")]);
    check("[1\n...\n2, ..., 3]", "[1,2,3]", &[dots, dots]);
    check("{\"a\": 1,\n <...left out...>\n}", "{a:1}", &[("ellipsis", "<...left out...>")]);
    check("{...}", "{}", &[dots]);
}

#[test]
fn escapes_and_numbers() {
    let expected = [r"\x", r"\u", r"\'"].map(|escape| ("bad-escape", escape));
    check(r#"["\x", "\u12", "\'"]"#, r#"["\x","\u12","'"]"#, &expected);
    let expected = ["00:30:00", "0123", ".5", "2018-04-01T12:39:16Z"].map(|number| ("bad-number", number));
    check("[00:30:00, 0123, .5, 2018-04-01T12:39:16Z]", "[00:30:00,0123,.5,2018-04-01T12:39:16Z]", &expected);
}

#[test]
fn bare_words() {
    check(
        "{\"a\": some.Type, \"b\": [key-words], \"c\": True, \"d\": https://host/{id}/x}",
        r#"{a:"some.Type",b:["key-words"],c:True,d:"https://host/{id}/x"}"#,
        &["some.Type", "key-words", "True", "https://host/{id}/x"].map(|word| ("bare-word", word)),
    );
    check("{Bytes of the file}", "{}", &[("bare-word", "Bytes of the file")]);
    check(
        "{\"a\": \"\"oops\",\n \"b\": word\",\n \"c\": \"x \"y\" z\"}",
        r#"{a:"",b:"word",c:"x "}"#,
        &["oops\"", "word\"", "y\" z\""].map(|word| ("bare-word", word)),
    );
}

#[test]
fn brackets() {
    check("{\"a\": [1, 2", "{a:[1,2]}", &[("unclosed", "{"), ("unclosed", "[")]);
    check("{\"a\": [{\"b\": 1], \"c\": 2}", "{a:[{b:1}],c:2}", &[("unclosed", "{")]);
    check("{\"a\": [1, {\"b\": 2}}", "{a:[1,{b:2}]}", &[("unclosed", "[")]);
    check("[{\"a\": 1, {\"b\": 2}]", "[{a:1},{b:2}]", &[("unclosed", "{")]);
    check("{\"a\": [\"x\",\n \"b\": 2}", "{a:[\"x\"],b:2}", &[("unclosed", "[")]);
    check("{\"a\": 1]", "{a:1}", &[("unclosed", "]")]);
}

#[test]
fn members_without_braces() {
    check("\"a\": {\"b\": 1},\n\"c\": 2", "{a:{b:1},c:2}", &[("member-outside-object", "\"a\"")]);
    check("{\"v\": [\"a\": 1, \"b\": 2]}", "{v:[{a:1,b:2}]}", &[("member-outside-object", "\"a\"")]);
}

#[test]
fn what_follows_the_document() {
    check("{\"a\":1}\n\nPATCH /x\n{}", "{a:1}", &[("extra-text", "PATCH /x\n{}")]);
    let expected = [("second-document", "{"), ("extra-text", ","), ("second-document", "[")];
    check("{\"a\":1}\n{\"b\":2}, [3]", "{a:1} {b:2} [3]", &expected);
    check("{}}", "{}", &[("extra-text", "}")]);
}

#[test]
fn missing_values_and_names() {
    let expected = [("missing-value", ""), ("missing-value", ""), ("missing-value", ","), ("missing-value", "")];
    check("{\"a\", \"b\": , \"c\": [1,,2], \"d\"}", "{a:nothing,b:nothing,c:[1,2],d:nothing}", &expected);
    check("", "", &[("missing-value", "")]);
    check("{\"a\": 1, {\"b\": 2}}", "{a:1,{b:2}}", &[("missing-key", "{")]);
}

#[test]
fn the_limit_of_depth() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read_at(&deep(128), 0).is_strict());
    let text = deep(129);
    let json = read_at(&text, 0);
    assert_eq!(json.nodes.len(), 128);
    assert_eq!(faults(&text, &json), [("too-deep", "[")]);
}

#[test]
fn repairs_know_their_own_limits() {
    assert_eq!(FaultKind::TrailingComma.describe(), "trailing comma");
    assert_eq!(FaultKind::MissingComma.repair("", Span::at(4)).unwrap()[0].text, ",");
    assert_eq!(FaultKind::Comment.repair("// a", Span::new(0, 4)), None);
    // The next line of a block quote starts with a mark that is no part of the string.
    assert_eq!(FaultKind::RawNewline.repair("> \"a\n> b\"", Span::new(4, 5)), None);
}
