//! One page, and the parts of it that have readers of their own.

use super::{check, docset, one_in, spans, text};
use isogloss::page::{self, Page};
use isogloss::snippet::{Renderer, examples};
use isogloss::text::{Source, Text, edit};
use std::sync::LazyLock;

fn read(text: impl Into<Text>) -> Page {
    let page = page::parse(Source::new("en-US/page.md", text));
    spans::page(&page);
    page
}

/// Any text as a page, of Markdown or MDX: read, checked by every rule, and again with the same result.
pub fn page(data: &[u8]) {
    let text = text(data);
    let name = if one_in(3, data) { "page.mdx" } else { "page.md" };
    let set = docset(&[(name, &text)]);
    set.members.iter().for_each(|member| assert_eq!(member.page.source.text.len(), text.len()));
    set.members.iter().for_each(|member| spans::page(&member.page));
    let first = check(&set);
    if one_in(8, data) {
        let said = |run: &isogloss::engine::Run| {
            run.diagnostics
                .iter()
                .map(|item| (item.rule.id, item.finding.span, item.finding.message.clone()))
                .collect::<Vec<_>>()
        };
        let again = docset(&[(name, &text)]);
        assert_eq!(said(&first), said(&check(&again)));
    }
}

/// A text as the inside of a front matter, and as a page that may begin with one.
pub fn front_matter(data: &[u8]) {
    let text = text(data);
    read(text.as_str());
    let page = read(format!("---\n{text}\n---\n# T\n"));
    let Some(header) = &page.front_matter else { return };
    // What stands there and what is read must be the same text where nothing is quoted, folded or escaped.
    for entry in &header.entries {
        let value = entry.value.of(&page.source.text);
        let plain = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let first = header.entry(&page.source.text, entry.key.of(&page.source.text));
        if header.error.is_none() && plain && first.is_some_and(|first| first.value == entry.value) {
            assert_eq!(entry.scalar(&page.source.text).as_deref(), Some(value));
        }
    }
}

static RENDERER: LazyLock<Renderer> =
    LazyLock::new(|| Renderer::new(&[]).unwrap_or_else(|_| panic!("built-in templates")));

/// A text as an HTTP block: what is read without a problem, printed anew and read again is the same message; and every
/// language has a sample for it or says why not.
pub fn http_block(data: &[u8]) {
    let text = text(data);
    let page = read(format!("<!-- {{ \"blockType\": \"request\", \"name\": \"a\" }} -->\n```http\n{text}\n```\n"));
    let source = page.source.text.as_str();
    if let Some(request) = page.code.first().and_then(|code| code.http.as_ref()?.request()) {
        let url = request.line.url(source).into_owned();
        let headers: Vec<(&str, &str)> =
            request.headers.iter().map(|header| (header.name.of(source), header.value.of(source))).collect();
        // An address that is none, or a version before it, is printed otherwise than it stood.
        let clean = request.problems.is_empty()
            && (url.starts_with('/') || url.starts_with("https://"))
            && request.line.version.is_none_or(|version| version.start >= request.line.url.end)
            && request.body.as_ref().is_none_or(|body| body.lines.is_none())
            && !url.contains(['\n', '\r'])
            && headers.iter().all(|(_, value)| !value.contains(['\n', '\r']));
        if clean {
            let mut printed = format!("{} {url} HTTP/1.1\n", request.line.method.of(source));
            for (name, value) in &headers {
                printed.push_str(&format!("{name}: {value}\n"));
            }
            let body = request.body.as_ref().map(|body| body.span.of(source));
            if let Some(body) = body {
                printed.push_str(&format!("\n{body}\n"));
            }
            // No line of the message may close its fence.
            let fence = "~".repeat(10.max(printed.split(|c| c != '~').map(str::len).max().unwrap_or(0) + 1));
            let again = read(format!("{fence}http\n{printed}{fence}\n"));
            let text = again.source.text.as_str();
            let message = again.code.first().and_then(|code| code.http.as_ref()?.request());
            let Some(message) = message else { panic!("a printed request is none: {printed:?}") };
            assert_eq!(message.line.method.of(text), request.line.method.of(source), "{printed:?}");
            assert_eq!(message.line.url(text), url, "{printed:?}");
            let read: Vec<(&str, &str)> =
                message.headers.iter().map(|header| (header.name.of(text), header.value.of(text))).collect();
            assert_eq!(read, headers, "{printed:?}");
            assert_eq!(message.body.as_ref().map(|body| body.span.of(text)), body, "{printed:?}");
        }
    }
    for example in examples::of_page(&page, "https://lamps.example") {
        for target in RENDERER.targets().iter().step_by(1 + data.len() % 5) {
            let _ = RENDERER.render(target, &example.request);
        }
    }
}

/// A text as an annotation. JSON that is called strict is JSON to another reader; what can be repaired is strict afterwards.
pub fn annotation(data: &[u8]) {
    let inner = text(data);
    read(format!("<!-- {{{inner}}} -->\n```http\nGET https://lamps.example/v1.0/on\n```\n"));
    let text = format!("{{{inner}}}");
    let found = page::json::read_at(&text, 0);
    spans::json(&text, &found);
    let is_deep = found.faults.iter().any(|fault| fault.kind == page::json::FaultKind::TooDeep);
    if let Some(edits) = found.repairs(&text) {
        let (mended, applied) = edit::apply(&text, &edits);
        if !is_deep && applied == edits.len() {
            let again = page::json::read_at(&mended, 0);
            assert!(again.is_strict(), "repaired, and not strict: {mended:?}: {:?}", again.faults);
        }
    }
}

/// A text as a table of a page.
pub fn table(data: &[u8]) {
    let text = text(data);
    let text = format!("## Request headers\n\n| Name | Type | Description |\n|:--|---|--:|\n{text}\n");
    let set = docset(&[("page.md", &text)]);
    let member = set.get(isogloss::docset::PageId(0)).expect("one page");
    let page = &member.page;
    spans::page(page);
    let facts = isogloss::drift::against_source::facts(member);
    for fact in &facts.list {
        spans::valid(&page.source.text, fact.span, fact.kind.name());
    }
    for table in &page.tables {
        for row in isogloss::fact::mended::rows(page, table) {
            row.cells.iter().for_each(|cell| spans::valid(&page.source.text, *cell, "mended cell"));
        }
    }
    check(&set);
}
