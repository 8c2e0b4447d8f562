//! The requests that samples are made of and sent: our own hazards, the HAR suite, and the example blocks of real pages.

use crate::server;
use isogloss::docset::{Locales, discover, layout};
use isogloss::page;
use isogloss::snippet::{Request, examples};
use isogloss::text::Source;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// A request with the target it must arrive with, as the page has it.
#[derive(Clone)]
pub struct Case {
    pub name: String,
    pub request: Request,
    pub target: String,
}

impl Case {
    /// The case at place `index` of its run, called on its own address.
    pub fn placed(&self, index: usize, port: u16) -> Case {
        let url = format!("http://{}:{port}{}", server::address(index), self.target);
        let old = &self.request;
        let request = Request::new(&old.name, &old.method, &url, "", old.headers.clone(), old.body.clone());
        Case { name: self.name.clone(), request, target: self.target.clone() }
    }
}

fn case(name: String, request: Request) -> Case {
    // From the text of the page alone: what follows the host.
    let documented = request.documented_url.as_str();
    let rest = match documented.split_once("://") {
        Some((_, rest)) => rest.find(['/', '?']).map_or("/", |at| &rest[at..]),
        None if documented.starts_with("graph.microsoft.com/") => &documented["graph.microsoft.com".len()..],
        None => documented,
    };
    let slash = if rest.starts_with('/') { "" } else { "/" };
    Case { name, target: format!("{slash}{rest}"), request }
}

/// The requests of the pages in a Markdown text.
pub fn of_text(name: &str, text: &str) -> Vec<Case> {
    let page = page::parse(Source::new(name.to_owned(), text.to_owned()));
    let found = examples::of_page(&page, "https://api.example.com");
    found.into_iter().map(|example| case(format!("{name} {}", example.request.name), example.request)).collect()
}

/// Every distinct request of a locale.
pub fn of_pages(root: &Path, seen: &mut HashSet<(String, String, String)>) -> Vec<Case> {
    let layout = layout::infer(root).unwrap_or_default();
    let docset = discover::read(&layout, &[], &[], &Locales::built_in());
    let mut out = Vec::new();
    for member in docset.members.iter().filter(|member| {
        member.root.and_then(|at| docset.roots.get(at)).is_some_and(|folder| folder.files.root == *root)
    }) {
        for example in examples::of_member(&docset, member) {
            let request = example.request;
            let headers: Vec<String> = request.headers.iter().map(|h| format!("{}: {}", h.name, h.value)).collect();
            let line = format!("{} {}", request.method, request.documented_url);
            if seen.insert((line, headers.join("\n"), request.body.clone().unwrap_or_default())) {
                out.push(case(format!("{} {}", member.page.source.path, request.name), request));
            }
        }
    }
    out
}

/// At most `most` cases, as many as possible of each kind: method, body, what not every client can send, hazards in the
/// address.
pub fn stratified(cases: Vec<Case>, most: usize) -> Vec<Case> {
    let mut kinds: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for case in cases {
        let request = &case.request;
        let odd: String = "{ '%$[]()+".chars().filter(|mark| case.target.contains(*mark)).collect();
        let body: String = ["\\", "'", "$", "`", "#{", "\u{1f}", "&quot;"]
            .iter()
            .filter(|mark| request.body.as_ref().is_some_and(|body| body.contains(**mark)))
            .copied()
            .collect();
        let kind = format!("{} {:?} {:?} {odd} {body}", request.method, request.kind, request.features());
        kinds.entry(kind).or_default().push(case);
    }
    let mut out = Vec::new();
    let mut round = 0;
    while out.len() < most && kinds.values().any(|list| list.len() > round) {
        out.extend(kinds.values().filter_map(|list| list.get(round)).take(most - out.len()).cloned());
        round += 1;
    }
    out
}

/// The suite of request descriptions, each written as an example block.
pub fn of_har(folder: &Path) -> Vec<Case> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let mut har: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        // A whole archive, or the request alone.
        if har["log"].is_object() {
            har = har["log"]["entries"][0]["request"].take();
        }
        let name = path.file_stem().unwrap().to_str().unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
        let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
        let mut url = text(&har["url"]);
        for pair in list(&har["queryString"]) {
            let mark = if url.contains('?') { '&' } else { '?' };
            url.push_str(&format!("{mark}{}={}", text(&pair["name"]), text(&pair["value"])));
        }
        let mut headers: Vec<(String, String)> =
            list(&har["headers"]).iter().map(|h| (text(&h["name"]), text(&h["value"]))).collect();
        let cookies: Vec<String> =
            list(&har["cookies"]).iter().map(|c| format!("{}={}", text(&c["name"]), text(&c["value"]))).collect();
        if !cookies.is_empty() {
            headers.push(("Cookie".to_owned(), cookies.join("; ")));
        }
        let post = &har["postData"];
        let media = text(&post["mimeType"]);
        let params = list(&post["params"]);
        let body = if media.starts_with("multipart/") {
            let mut body = String::new();
            for part in &params {
                let file = part["fileName"].as_str().map_or(String::new(), |name| format!("; filename=\"{name}\""));
                let kind =
                    part["contentType"].as_str().map_or(String::new(), |kind| format!("Content-Type: {kind}\r\n"));
                let name = text(&part["name"]);
                body.push_str(&format!(
                    "--X\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n{kind}\r\n{}\r\n",
                    text(&part["value"])
                ));
            }
            if params.is_empty() { body } else { body + "--X--" }
        } else if params.is_empty() {
            text(&post["text"])
        } else {
            let pairs: Vec<String> =
                params.iter().map(|p| format!("{}={}", text(&p["name"]), text(&p["value"]))).collect();
            pairs.join("&")
        };
        let heads: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        let heads = heads.concat();
        let method = text(&har["method"]);
        let block = format!(
            "<!-- {{ \"blockType\": \"request\", \"name\": \"{name}\" }} -->\n````http\n{method} {url}\n{heads}\n{body}\n````\n"
        );
        let found = of_text("har", &block);
        assert_eq!(found.len(), 1, "{name} is read as a request");
        assert_eq!(found[0].request.body.as_deref().unwrap_or(""), body, "{name}");
        out.extend(found);
    }
    out
}

/// The big list of naughty strings, forty lines to a body; and the valid documents of JSONTestSuite, each a body.
pub fn of_bodies(suites: &Path) -> Vec<Case> {
    let post = |name: &str, media: &str, body: String| {
        let headers = isogloss::snippet::Header::of("Content-Type", media).into_iter().collect();
        case(name.to_owned(), Request::new("body", "POST", "/v1.0/x", "https://api.example.com", headers, Some(body)))
    };
    let mut out = Vec::new();
    for path in files(&suites.join("strings")) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let Ok(strings) = serde_json::from_str::<Vec<String>>(&text) else { continue };
        for (at, chunk) in strings.chunks(40).enumerate() {
            // A null character cannot stand on a page (CommonMark, 2.3).
            let lines = chunk.join("\n").replace('\0', "");
            out.push(post(&format!("strings {at}"), "text/plain", lines));
            out.push(post(&format!("strings in json {at}"), "application/json", serde_json::json!(chunk).to_string()));
        }
    }
    for path in files(&suites.join("json")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if name.starts_with("y_") && !text.contains('\0') && !text.is_empty() {
            out.push(post(&name, "application/json", text));
        }
    }
    assert!(out.len() > 90, "{}", out.len());
    out
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() { out.extend(files(&entry.path())) } else { out.push(entry.path()) }
    }
    out.sort();
    out
}

/// Requests made of what means something in some language, drawn at random from a fixed seed.
pub fn random(count: usize) -> Vec<Case> {
    const MARKS: [&str; 44] = [
        "'", "\"", "`", "\\", "$", "#", "{", "}", "(", ")", "[", "]", "@", "%", "&", ";", "<", ">", "*", "?", "!", "~",
        "^", "|", "/", "-", "=", "+", ",", ".", ":", "_", " ", "\\n", "\\u", "${", "#{", "\"\"\"", "'''", "%s", "\\0",
        "a", "1", "EOF",
    ];
    const LETTERS: [&str; 10] = ["\n", "\r\n", "\t", "é", "日", "😀", "\u{2028}", "\u{7f}", "\u{1}", "”"];
    let mut state = 20_261_126_u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut out = Vec::new();
    for at in 0..count {
        let mut text = |length: usize, letters: bool| -> String {
            let all = if letters { MARKS.len() + LETTERS.len() } else { MARKS.len() };
            let parts = (0..length).map(|_| next(all));
            parts.map(|at| MARKS.get(at).copied().unwrap_or_else(|| LETTERS[at - MARKS.len()])).collect()
        };
        let value = text(12, false).trim().to_owned();
        let headers = [("Content-Type", "text/plain"), ("X-Random", value.as_str())];
        let headers = headers.iter().filter_map(|(name, value)| isogloss::snippet::Header::of(name, value)).collect();
        let target = format!("/v1.0/{}?q={}", text(6, false).replace(['?', '/', '.'], "x"), text(12, false));
        let target = target.trim_end().to_owned();
        // What closes a fence or ends in a line end cannot be a block's body; neither can a lone carriage return.
        let body = text(30, true);
        let body = format!("x{body}x");
        let request = Request::new("random", "POST", &target, "https://api.example.com", headers, Some(body));
        out.push(case(format!("random {at}"), request));
    }
    out
}
