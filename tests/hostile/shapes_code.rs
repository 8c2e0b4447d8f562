//! Shapes of code, annotations and front matter.
#![allow(unreachable_pub)]

use super::{Shape, count, nest, own, repeat, root};

/// Annotations, code, HTTP, JSON.
pub fn code() -> Vec<Shape> {
    vec![
        repeat("annotations that open", "", "<!-- {\n", ""),
        repeat("annotations", "", "<!-- { \"blockType\": \"ignored\" } -->\n", ""),
        repeat(
            "annotations with a block",
            "",
            "<!-- { \"blockType\": \"request\", \"name\": \"a\" } -->\n```http\nGET /a\n```\n\n",
            "",
        ),
        count(
            "requests all different",
            "",
            |at| {
                format!(
                    "<!-- {{ \"blockType\": \"request\", \"name\": \"r{at}\" }} -->\n```http\nPOST https://lamps.example/v1.0/a{at}\nX-A: b\n\n{{ \"k{at}\": 1 }}\n```\n\n<!-- {{ \"blockType\": \"response\" }} -->\n```http\nHTTP/1.1 200 OK\n\n{{ \"v{at}\": true }}\n```\n\n"
                )
            },
            "",
        ),
        count(
            "requests with tabs",
            "",
            |at| {
                format!(
                    "# [HTTP](#tab/http)\n<!-- {{ \"blockType\": \"request\", \"name\": \"r{at}\" }} -->\n```http\nGET https://lamps.example/v1.0/a{at}\n```\n# [C#](#tab/csharp)\n[!INCLUDE [s](../includes/snippets/csharp/r{at}-csharp-snippets.md)]\n---\n\n"
                )
            },
            "",
        ),
        repeat("tabs without end", "", "# [HTTP](#tab/http)\n", ""),
        repeat("tabs of one group", "", "# [C#](#tab/csharp)\na\n", "---\n"),
        repeat("members of an annotation", "<!-- { ", "\"a\": \"b\", ", "} -->\n```http\nGET /a\n```\n"),
        count("members all different", "<!-- { ", |at| format!("\"a{at}\": \"b\", "), "} -->\n```http\nGET /a\n```\n"),
        repeat("entities in an annotation", "<!-- { ", "&quot;a&quot;: 1, ", "} -->\n"),
        repeat(
            "suppressions",
            "<!-- { \"type\": \"#page.annotation\", \"suppressions\": [",
            "\"Error: a b\", ",
            "] } -->\n",
        ),
        repeat("directives", "", "<!-- isogloss-disable-next-line table-row-width: why -->\n\n", ""),
        repeat("ranges of directives", "", "<!-- isogloss-disable table-row-width: why -->\n\na\n\n", ""),
        own("directives and what they suppress", |size| {
            "<!-- isogloss-disable-next-line table-row-width: why -->\n| a |\n|---|\n| b | c |\n\n".repeat(size / 80)
        }),
        repeat("comments", "", "<!-- a -->\n\n", ""),
        repeat("fences that open", "", "```http\n\n", ""),
        repeat("fences of many lengths", "", "```\n````\n", ""),
        repeat("fences", "", "```http\nGET /a\n```\n", ""),
        repeat("fences in a list", "", "- a\n\n  ```http\n  GET /a\n  ```\n", ""),
        repeat("indented code", "", "    a\n\n", ""),
        repeat("headers of a message", "```http\nGET /a\n", "X-A: b\n", "```\n"),
        count("headers all different", "```http\nGET /a\n", |at| format!("X-A{at}: b\n"), "```\n"),
        repeat("lines that carry on a header", "```http\nGET /a\nX-A: b\n", " c\n", "```\n"),
        repeat("lines without a colon", "```http\nGET /a\nX-A: b\n", "c\n", "```\n"),
        repeat("lines that carry on an address", "```http\nGET /a?", "&b=c\n", "```\n"),
        repeat("paths", "```http\n", "GET /a/{id}\n", "```\n"),
        repeat("segments", "```http\nGET ", "/a", "\n```\n"),
        repeat("parameters of a query", "```http\nGET /a?", "$b=c&", "\n```\n"),
        repeat("braces in an address", "```http\nGET /", "{a | ", "\n```\n"),
        repeat("status lines", "```http\n", "HTTP/1.1 200 OK\n", "```\n"),
        own("an address documented and called", |size| {
            let path = "/a/{b}".repeat(size / 12);
            format!(
                "## HTTP request\n\n```http\nGET {path}\n```\n\n<!-- {{ \"blockType\": \"request\", \"name\": \"r\" }} -->\n```http\nGET https://lamps.example/v1.0{path}\n```\n"
            )
        }),
        own("many addresses documented and called", |size| {
            let paths: String = (0..size / 24).map(|at| format!("GET /a{at}/{{id}}\n")).collect();
            format!(
                "## HTTP request\n\n```http\n{paths}```\n\n<!-- {{ \"blockType\": \"request\", \"name\": \"r\" }} -->\n```http\nGET https://lamps.example/v1.0/zz/1\n```\n"
            )
        }),
        nest("nested arrays", "```json\n[", "1", "]"),
        nest("nested objects", "{\"a\":", "1", "}"),
        repeat("arrays that open", "```json\n", "[", "\n```\n"),
        repeat("objects that open", "```json\n", "{\"a\":", "\n```\n"),
        repeat("values of an array", "```json\n[", "1,", "1]\n```\n"),
        repeat("commas", "```json\n[", ",", "]\n```\n"),
        repeat("members", "```json\n{", "\"a\": 1, ", "\"b\": 2}\n```\n"),
        count(
            "members all different, JSON",
            "```json\n{",
            |at| format!("\"a{at}\": {{ \"b\": [1] }}, "),
            "\"b\": 2}\n```\n",
        ),
        repeat("escapes in a string", "```json\n{\"a\": \"", "\\u0041", "\"}\n```\n"),
        repeat("quotes in a string", "```json\n{\"a\": \"", "\\\"", "\"}\n```\n"),
        repeat("quotes by mistake", "```json\n{\"a\": \"", "b\"c", "\"}\n```\n"),
        repeat("lines in a string", "```json\n{\"a\": \"", "b\n", "\"}\n```\n"),
        repeat("digits", "```json\n{\"a\": ", "1", "}\n```\n"),
        repeat("words", "```json\n{", "a: b, ", "}\n```\n"),
        repeat("comments in JSON", "```json\n{", "// a\n", "}\n```\n"),
        repeat("entities in JSON", "```json\n{", "&quot;a&quot;: 1, ", "\"b\": 2}\n```\n"),
        repeat("ellipses", "```json\n{", "\"a\": ..., ", "\"b\": {...}}\n```\n"),
        count(
            "documents",
            "",
            |at| format!("```json\n{{ \"@odata.type\": \"lamps.l{at}\", \"id\": \"{at}\" }}\n```\n\n"),
            "",
        ),
        own("a body of paths", |size| {
            let depth = 60;
            let one = format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
            format!("```json\n[{}1]\n```\n", format!("{one},").repeat(size / (one.len() + 1)))
        }),
        own("a long key at the bottom of many", |size| {
            let key = "k".repeat(root(size));
            let members = format!("\"{key}\": 1,").repeat(root(size));
            format!("```json\n{{\"{key}\": {{{members} \"z\": 1}}}}\n```\n")
        }),
    ]
}

/// Front matter.
pub fn headers() -> Vec<Shape> {
    let mut all = vec![
        repeat("keys, over the limit or under", "---\n", "a: b\n", "---\n# T\n"),
        repeat("front matter that opens", "---\n", "a: b\n", ""),
        repeat("rules at the start", "", "---\n", ""),
    ];
    let capped = |name: &str, make: fn(usize) -> String| {
        let make = move |size: usize| format!("---\n{}\n---\n# T\n\nA lamp.\n", make(size.min(60_000)));
        Shape { name: name.to_owned(), make: Box::new(make), in_header: true }
    };
    all.extend([
        capped("keys all different", |size| (0..size / 10).map(|at| format!("k{at}: v\n")).collect()),
        capped("one key often", |size| "title: v\n".repeat(size / 9)),
        capped("list of items", |size| format!("a:\n{}", "- b\n".repeat(size / 4))),
        capped("nested flow lists", |size| format!("a: {}", "[".repeat(size))),
        capped("nested flow maps", |size| format!("a: {}", "{a: ".repeat(size / 4))),
        capped("nested lists", |size| format!("a:\n{}", "- ".repeat(size / 2))),
        capped("nested maps", |size| (0..root(size)).map(|at| format!("{}a:\n", " ".repeat(at))).collect()),
        capped("complex keys", |size| "? ".repeat(size / 2)),
        capped("laughs", |size| {
            let mut text = "a0: &a0 [x, x]\n".to_owned();
            for at in 1..size / 40 {
                text += &format!("a{at}: &a{at} [*a{}, *a{}]\n", at - 1, at - 1);
            }
            text
        }),
        capped("one scalar, many aliases", |size| {
            format!("a: &a {}\nb: [{}]", "x".repeat(size / 2), "*a, ".repeat(size / 8))
        }),
        capped("merge keys", |size| "<<: *a\n".repeat(size / 7)),
        capped("quoted without end", |size| format!("a: \"{}", "b\\n".repeat(size / 3))),
        capped("folded text", |size| format!("a: >\n{}", "  b\n\n".repeat(size / 5))),
        capped("comments of YAML", |size| "# a\n".repeat(size / 4)),
        capped("tags of YAML", |size| "!a ".repeat(size / 3)),
        capped("documents of YAML", |size| "...\na: b\n".repeat(size / 9)),
    ]);
    all
}
