//! The reader, on forms that real pages have.

use crate::page::code::{CodeBlock, Language};
use crate::page::http::{HttpMessage, ProblemKind, Request, Response, looks_like_http, read};
use crate::text::Span;
use proptest::prelude::*;

fn block(text: &str, lines: Option<Vec<Span>>) -> CodeBlock {
    CodeBlock {
        span: Span::new(0, text.len()),
        content: Span::new(0, text.len()),
        lines: lines.map(Vec::into_boxed_slice),
        info: Span::at(0),
        language: Language::Http,
        fenced: true,
        closed: true,
        annotation: None,
        http: None,
        json: None,
    }
}

fn message(text: &str) -> HttpMessage {
    read(&block(text, None).text(text))
}

fn request(text: &str) -> Request {
    match message(text) {
        HttpMessage::Request(request) => request,
        other => panic!("{text:?} gives {other:?}"),
    }
}

fn response(text: &str) -> Response {
    match message(text) {
        HttpMessage::Response(response) => response,
        other => panic!("{text:?} gives {other:?}"),
    }
}

fn problems(text: &str) -> Vec<(ProblemKind, String)> {
    message(text).problems().map(|problem| (problem.kind, problem.span.of(text).to_owned())).collect()
}

fn headers(text: &str) -> Vec<(String, String)> {
    let own = |span: Span| span.of(text).to_owned();
    message(text).headers().iter().map(|header| (own(header.name), own(header.value))).collect()
}

fn body(text: &str) -> Option<String> {
    message(text).body().map(|body| body.span.of(text).to_owned())
}

/// A page with `inner` in a quote, and what is read of it.
fn quoted(inner: &str) -> (String, HttpMessage) {
    let page = inner.lines().fold(String::new(), |page, line| page + "> " + line + "\n");
    let mut at = 0;
    let lines = page.split_inclusive('\n').map(|line| {
        at += line.len();
        Span::new(at - line.len() + 2, at)
    });
    let lines = lines.collect();
    let message = read(&block(&page, Some(lines)).text(&page));
    (page, message)
}

#[test]
fn a_request_line_keeps_its_url_whole() {
    let cases = [
        ("GET /boats?$filter=size eq sea.size'big'\n", "/boats?$filter=size eq sea.size'big'", ""),
        (
            "GET HTTP/2.0 https://sea.example/v1.0/boats?$filter=a eq 'b'",
            "https://sea.example/v1.0/boats?$filter=a eq 'b'",
            "HTTP/2.0",
        ),
        ("GET /boats HTTP/2", "/boats", "HTTP/2"),
        ("GET /boats/{id | name}/crew HTTP/1.1\n", "/boats/{id | name}/crew", "HTTP/1.1"),
        ("  GET /boats\n", "/boats", ""),
        ("GET boats/{id}\n", "boats/{id}", ""),
        ("DELETE {boat-url}\n", "{boat-url}", ""),
        ("get /boats\n", "/boats", ""),
        ("Patch https://sea.example/boats\n", "https://sea.example/boats", ""),
        ("MERGE /boats\n", "/boats", ""),
        ("# first\n\n// second\nGET /boats\n", "/boats", ""),
    ];
    for (text, url, version) in cases {
        let line = request(text).line;
        assert_eq!(line.url.of(text), url);
        assert_eq!(line.version.map_or("", |version| version.of(text)), version, "{text}");
        assert!(problems(text).is_empty(), "{text}");
    }
    let text = "POST /boats\nX-Crew: 3\n\n{}";
    assert_eq!(request(text).line.method.of(text), "POST");
    assert_eq!(request(text).line.span.of(text), "POST /boats");
}

#[test]
fn what_is_no_message_is_other() {
    let cases = [
        "",
        "\n\n",
        "{\n}\n",
        "Prefer: wind\n",
        "https://sea.example/boats\n",
        "GET the boat that you like\n",
        "get the boat\n",
        "+GET /boats\n",
        "Getting /boats\n",
        "get{boat}\n",
        "No Content - 204\n",
        "HTTP is a protocol\n",
        "http://200.1.2.3/x\n",
        "GETS /boats\n",
        "GET\n",
        "GET HTTP/1.1\n",
    ];
    for text in cases {
        assert!(matches!(message(text), HttpMessage::Other), "{text:?} gives {:?}", message(text));
        assert!(!looks_like_http(text) || text.starts_with("GET HTTP"), "{text:?}");
    }
    assert!(looks_like_http("\n# crew\nGET /boats"));
    assert!(looks_like_http("HTTP/1.1 200 OK"));
}

#[test]
fn several_request_lines_are_paths() {
    let text = "GET /me/boats\n\n# of somebody\nGET /users/{id | name}/boats\nor\nPOST/boats\n   /me/boats\n";
    let read = message(text);
    assert!(matches!(read, HttpMessage::Paths(_)));
    let urls: Vec<&str> = read.request_lines().iter().map(|line| line.url.of(text)).collect();
    assert_eq!(urls, ["/me/boats", "/users/{id | name}/boats", "/boats"]);
    assert_eq!(problems(text), [(ProblemKind::GluedMethod, "POST".to_owned())]);
    assert!(matches!(message("GET /boats\n\n"), HttpMessage::Request(_)));
    assert!(matches!(message("POST /a\nPOST /b\nsession: {id}\n"), HttpMessage::Paths(_)));
    assert!(matches!(message("POST /a\nPOST /b\n{}\n"), HttpMessage::Request(_)));
}

#[test]
fn a_url_may_run_over_lines() {
    let text = "GET https://sea.example/login?\nclient={id}\n  &wind=1\nHost: sea.example\n";
    let read = request(text);
    assert_eq!(read.line.url(text), "https://sea.example/login?client={id}&wind=1");
    assert_eq!(headers(text), [("Host".to_owned(), "sea.example".to_owned())]);
    let text = "GET /boats\n  ?$top=1\nGET /crew\n";
    assert_eq!(message(text).request_lines()[0].url(text), "/boats?$top=1");
    let text = "GET /boatsById(ids=[\n  \"a boat\"\n])\n\n";
    assert_eq!(message(text).url(text).unwrap(), "/boatsById(ids=[\"a boat\"])");
    let text = "GET /boats(name='a'\nHost: sea.example\n\n{ \"a\": \"(\" }\n";
    assert_eq!(message(text).url(text).unwrap(), "/boats(name='a'");
    let (page, read) = quoted("GET /boats?\n$top=1\n");
    assert_eq!(read.url(&page).unwrap(), "/boats?$top=1");
}

#[test]
fn odd_spaces_and_glued_methods_are_forgiven() {
    let text = "POST\u{202f}https://sea.example/v1.0/boats\u{a0}HTTP/1.1\n";
    let line = request(text).line;
    assert_eq!(line.url.of(text), "https://sea.example/v1.0/boats");
    assert_eq!(line.version.unwrap().of(text), "HTTP/1.1");
    let odd = |space: &str| (ProblemKind::OddSpace, space.to_owned());
    assert_eq!(problems(text), [odd("\u{202f}"), odd("\u{a0}")]);
    let text = "HTTP/1.1\u{202f}202\u{202f}Accepted\u{a0}\nAge:\u{a0}1\n";
    assert_eq!(response(text).status, 202);
    assert_eq!(response(text).reason.of(text), "Accepted");
    assert_eq!(problems(text).len(), 4);
    let text = "DELETE/identity/boats/{id}\n";
    assert_eq!(request(text).line.url.of(text), "/identity/boats/{id}");
    assert_eq!(problems(text), [(ProblemKind::GluedMethod, "DELETE".to_owned())]);
}

#[test]
fn a_status_line_is_read_leniently() {
    let cases = [
        ("HTTP/1.1 200 OK\n", 200, "OK", None),
        ("HTTP/1.1 204", 204, "", None),
        ("HTTP/2 207 Multi-Status \n", 207, "Multi-Status", None),
        ("HTTP/1.1 200OK\n", 200, "OK", None),
        ("HTTP 201 Created\n", 201, "Created", Some((ProblemKind::StatusWithoutVersion, "HTTP"))),
        ("HTTP code: 200 OK \n", 200, "OK", Some((ProblemKind::StatusWithoutVersion, "HTTP code:"))),
        ("HTTP/1.1 <the status>\n", 0, "", Some((ProblemKind::BadStatus, "<the status>"))),
        ("HTTP/1.1 20 OK\n", 0, "", Some((ProblemKind::BadStatus, "20 OK"))),
        ("HTTP/1.1\n", 0, "", Some((ProblemKind::BadStatus, "HTTP/1.1"))),
    ];
    for (text, status, reason, problem) in cases {
        let read = response(text);
        assert_eq!((read.status, read.reason.of(text)), (status, reason), "{text}");
        let found = problems(text);
        assert_eq!(found.first().map(|(kind, place)| (*kind, place.as_str())), problem, "{text}");
    }
    let text = "HTTP/1.1 404 Not Found\n";
    assert_eq!(response(text).status_span.of(text), "404");
}

#[test]
fn headers_need_no_space_and_may_fold() {
    let text = "\u{20}   POST /boats\n    Content-type:application/json\n    Warning : 199 - \"a\",\n       199 - \"b\"\n\n    {}\n";
    let read = request(text);
    assert_eq!(read.header(text, "CONTENT-TYPE").unwrap().value.of(text), "application/json");
    assert_eq!(read.header(text, "warning").unwrap().value.of(text), "199 - \"a\",\n       199 - \"b\"");
    assert!(read.header(text, "Age").is_none());
    assert_eq!(read.body.unwrap().span.of(text), "    {}");
    assert!(problems(text).is_empty());
}

#[test]
fn lines_that_are_no_headers() {
    let text = "POST /boats\nContent-Type application/json\nAge: 1\n\n{}";
    assert_eq!(problems(text), [(ProblemKind::HeaderWithoutColon, "Content-Type application/json".to_owned())]);
    assert_eq!(headers(text), [("Age".to_owned(), "1".to_owned())]);
    let text = "POST /boats\nfirst=1&second=2\nthird=3\n";
    assert_eq!(problems(text), [(ProblemKind::MissingBlankLine, "first=1&second=2".to_owned())]);
    assert_eq!(body(text).unwrap(), "first=1&second=2\nthird=3");
    for start in ["{", "[", "<"] {
        let text = format!("POST /boats\nAge: 1\n {start} \n");
        assert_eq!(problems(&text), [(ProblemKind::MissingBlankLine, start.to_owned())]);
        assert_eq!(body(&text).unwrap(), format!(" {start} "));
    }
}

#[test]
fn a_blank_line_before_headers_is_forgiven() {
    let text = "POST /boats\n\n\nContent-type: application/json\nContent-length: 2\n\n{}\n";
    assert_eq!(problems(text), [(ProblemKind::BlankLineBeforeHeaders, "\n\n".to_owned())]);
    assert_eq!(headers(text).len(), 2);
    assert_eq!(body(text).unwrap(), "{}");
    // Text that only looks like a header stays a body.
    let text = "HTTP/1.1 200 OK\n\nBEGIN:VCARD\nEND:VCARD\n";
    assert_eq!(body(text).unwrap(), "BEGIN:VCARD\nEND:VCARD");
    assert!(problems(text).is_empty());
}

#[test]
fn a_body_has_no_blank_lines_at_its_ends() {
    let text = "PUT /boats\r\nAge: 1\r\n\r\n \r\n  { \"a\": 1 } \r\n\r\n";
    assert_eq!(body(text).unwrap(), "  { \"a\": 1 } ");
    assert_eq!(body("PUT /boats\nAge: 1\n\n  \n"), None);
    assert_eq!(body("PUT /boats\n\nraw"), Some("raw".to_owned()));
}

#[test]
fn a_body_is_json_by_its_start_or_its_type() {
    let is_json = |text: &str| message(text).body().unwrap().json.is_some();
    assert!(is_json("PUT /boats\n\n{ }"));
    assert!(is_json("PUT /boats\n\n [1]"));
    assert!(is_json("PUT /boats\nContent-Type: application/vnd.sea+JSON\n\nraw"));
    assert!(is_json("PUT /boats\nContent-Type: text/plain\n\n{ \"a\": 1 }"));
    assert!(!is_json("PUT /boats\nContent-Type: application/zip\n\n[The boats]"));
    assert!(!is_json("PUT /boats\n\nraw"));
}

#[test]
fn lengths_count_lines_and_no_container_marks() {
    let inner = "PUT /boats\n\n{\n  \"é\": 1\n}\n";
    let (page, read) = quoted(inner);
    // 1 + 1 + 9 + 1 + 1 bytes with LF.
    assert_eq!(read.body().unwrap().lengths(&page), (13, 15));
    assert_eq!(message(inner).body().unwrap().lengths(inner), (13, 15));
    let windows = inner.replace('\n', "\r\n");
    assert_eq!(message(&windows).body().unwrap().lengths(&windows), (13, 15));
}

/// Every span of a message.
fn spans(message: &HttpMessage) -> Vec<Span> {
    let mut all: Vec<Span> = message.problems().map(|problem| problem.span).collect();
    for line in message.request_lines() {
        all.extend([line.span, line.method, line.url].into_iter().chain(line.version));
    }
    for header in message.headers() {
        all.extend([header.span, header.name, header.value]);
    }
    if let Some(body) = message.body() {
        all.push(body.span);
        all.extend(body.lines.iter().flatten().copied());
    }
    if let HttpMessage::Response(response) = message {
        all.extend([response.line, response.status_span, response.reason]);
    }
    all
}

fn noise() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "GET",
        "POST ",
        "DELETE",
        "HTTP/1.1",
        "HTTP",
        " 200",
        "OK",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "/",
        "/me",
        "?",
        "&",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ":",
        ": ",
        "Content-Type: application/json",
        "Age",
        "or",
        "#",
        "//",
        "é",
        "\u{a0}",
        "\u{202f}",
        "'",
        "\"",
        ",",
        "$x",
        "code",
    ]);
    let words = prop::collection::vec(word, 0..40).prop_map(|words| words.concat());
    prop_oneof![4 => words, 1 => any::<String>()]
}

proptest! {
    #[test]
    fn any_text_is_read(text in noise()) {
        let read = message(&text);
        for span in spans(&read) {
            prop_assert!(text.get(span.from()..span.to()).is_some(), "{span:?} of {text:?}");
        }
        for line in read.request_lines() {
            prop_assert!(!line.url(&text).is_empty());
            line.parts(&text);
        }
        if let Some(body) = read.body() {
            let (unix, windows) = body.lengths(&text);
            prop_assert!(unix <= windows);
            prop_assert!(!body.span.of(&text).trim().is_empty());
        }
    }

    #[test]
    fn any_quoted_text_is_read(text in noise()) {
        let (page, read) = quoted(&text);
        for span in spans(&read) {
            prop_assert!(page.get(span.from()..span.to()).is_some(), "{span:?} of {page:?}");
        }
    }
}
