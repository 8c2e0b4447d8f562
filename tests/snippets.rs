//! Sample code: the templates that come with the program, each in the list, and what they say of themselves.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use isogloss::snippet::{Renderer, Request, render};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[path = "support/keep.rs"]
mod keep;

/// `src/snippet/built_in.rs` names every template of `templates/snippets`.
#[test]
fn every_template_is_listed() {
    let mut names: Vec<String> = fs::read_dir("templates/snippets")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "jinja"))
        .collect();
    names.sort();
    let mut text = String::from(
        "//! The templates that come with the program. `tests/snippets.rs` writes this list from the folder `templates/snippets`.\n\n\
         /// Path and text of every template, by path.\npub static BUILT_IN: &[(&str, &str)] = &[\n",
    );
    for name in names {
        let path = format!("templates/snippets/{name}");
        let line = format!("    (\"{path}\", include_str!(\"../../{path}\")),");
        // As rustfmt has it.
        if line.len() <= 120 {
            let _ = writeln!(text, "{line}");
        } else {
            let _ = writeln!(text, "    (\n        \"{path}\",\n        include_str!(\"../../{path}\"),\n    ),");
        }
    }
    text.push_str("];\n");
    keep::write_or_fail(Path::new("src/snippet/built_in.rs"), &text);
}

/// Every template renders every probe: no variable is unknown, no text unquoted.
#[test]
fn templates_take_every_request() {
    let renderer = Renderer::new(&[]).unwrap();
    for target in renderer.targets() {
        for probe in render::probes() {
            if let Err(problem) = renderer.render(target, &probe) {
                panic!("{}: {problem}", probe.name);
            }
        }
    }
}

/// Targets whose samples are parsed and not run: there is no free way to run them everywhere (`tests/snippets_run.rs`).
const PARSED: [&str; 4] = ["kotlin-okhttp", "objc-nsurlsession", "powershell-restmethod", "swift-urlsession"];

/// `docs/targets.md` is written from the headers of the templates.
#[test]
fn the_targets_are_documented() {
    let mut text = String::from(
        "# Targets\n\n<!-- written by tests/snippets.rs from templates/snippets -->\n\n\
         Samples of each target are sent to a server that records what arrives, and compared with the documented request, \
         byte for byte\n(`tests/snippets_run.rs`; the figures are in [how right it is](accuracy.md)). Those marked *parsed* are \
         only checked for syntax.\n\n\
         | target | language | client | checked | what the client cannot send |\n|---|---|---|---|---|\n",
    );
    let renderer = Renderer::new(&[]).unwrap();
    for target in renderer.targets() {
        let checked = if PARSED.contains(&target.id.as_str()) { "*parsed*" } else { "run" };
        let cannot: Vec<&str> = target.header.cannot.values().map(String::as_str).collect();
        let header = &target.header;
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {checked} | {} |",
            target.id,
            header.language,
            header.client,
            cannot.join(" ")
        );
    }
    text.push_str("\nIf a request needs something that the client cannot send, a comment in the sample says so.\n");
    keep::write_or_fail(Path::new("docs/targets.md"), &text);
}

const HEADER: &str = "{#\nlanguage: Lua\nclient: socket\nfence: lua\nextension: lua\n#}\n";

fn problems(name: &str, text: &str) -> Vec<String> {
    match Renderer::new(&[(format!("own/{name}.jinja"), text.to_owned())]) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

/// A template of one's own adds a target, and one named as a built-in target replaces it.
#[test]
fn own_templates_join() {
    let text = format!("{HEADER}request({{{{ url|json }}}}, {{{{ method|plain }}}}) -- {{{{ body_length or 0 }}}}\n");
    let own = [("own/lua-socket.jinja".to_owned(), text.clone()), ("own/curl.jinja".to_owned(), text)];
    let renderer = Renderer::new(&own).unwrap();
    let request = Request::new("x", "get", "/a b", "https://api.example.com", Vec::new(), None);
    for id in ["lua-socket", "curl"] {
        let target = renderer.target(id).unwrap();
        assert_eq!((target.header.tab(), target.header.tab_id()), ("Lua", "lua"));
        assert_eq!(renderer.render(target, &request).unwrap(), "request(\"https://api.example.com/a%20b\", GET) -- 0");
    }
    assert_eq!(renderer.targets().len(), Renderer::new(&[]).unwrap().targets().len() + 1);
}

/// One template's mistakes do not hide another's.
#[test]
fn every_template_is_tried() {
    let own = ["{% if %}\n", "{{ where|json }}\n", "{{ url }}\n", "{{ url|json }}\n"];
    let named = own.iter().zip('a'..).map(|(body, name)| (format!("own/{name}.jinja"), format!("{HEADER}{body}")));
    let problems = Renderer::new(&named.collect::<Vec<_>>()).err().unwrap();
    let places: Vec<(&str, usize)> = problems.iter().map(|problem| (problem.path.as_str(), problem.line)).collect();
    assert_eq!(places, [("own/a.jinja", 7), ("own/b.jinja", 7), ("own/c.jinja", 7)]);
}

/// What is wrong with a template is said with its file and line before anything is written.
#[test]
fn mistakes_in_templates_are_told_with_their_place() {
    let lines = |body: &str| problems("lua-socket", &format!("{HEADER}{body}"));
    let only = |found: Vec<String>| {
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].clone()
    };
    let text = only(lines("-- {{ method|plain }}\nget({{ url }})\n"));
    assert!(text.starts_with("own/lua-socket.jinja:8: ") && text.contains("is printed without a filter"), "{text}");
    let text = only(lines("{% if body %}\nsend({{ body|lua }})\n{% endif %}\n"));
    assert!(
        text.starts_with("own/lua-socket.jinja:8: ") && text.contains("the filters of languages are c, "),
        "{text}"
    );
    let text = only(lines("get({{ uri|json }})\n"));
    assert!(
        text.starts_with(
            "own/lua-socket.jinja:7: there is no name `uri`; did you mean `url`? the names are address, body, body_length, "
        ),
        "{text}"
    );
    let text = only(lines("send({{ body|json }})\n"));
    assert!(
        text.contains(":7: `json` takes a text, and is given none: ask before, as in `{% if body is not none %}`"),
        "{text}"
    );
    let text = only(lines("get({{ address.post|json }})\n"));
    assert!(text.contains(":7: `json` takes a text, and is given a name that there is not"), "{text}");
    // What is set on the way is no unknown name.
    let set = "{% if body %}{% set x = body %}{% else %}{% set x = url %}{% endif %}{{ x|json }}\n";
    assert_eq!(lines(set), Vec::<String>::new());
    let text = only(lines("{% if %}\n"));
    assert!(text.starts_with("own/lua-socket.jinja:7: "), "{text}");
    let text = only(lines("{{ (url|json) ~ url }}\n"));
    assert!(text.contains("is printed without a filter"), "{text}");
    let text = only(lines("{{ name|safe }}\n"));
    assert!(text.contains("filter") && text.starts_with("own/lua-socket.jinja:7: "), "{text}");
    let text = only(lines("{{ url|plain }}\n"));
    assert!(text.contains("`plain` prints words only"), "{text}");
    let text = only(problems("x", "get()\n"));
    assert!(text.starts_with("own/x.jinja:1: a template begins with its header"), "{text}");
    let text = only(problems("x", "{#\nlanguage: Lua\nclient: x\nfench: lua\n#}\n"));
    assert!(text.starts_with("own/x.jinja:4: ") && text.contains("fench"), "{text}");
    let text = only(problems("x", &HEADER.replace("extension", "cannot: { fly: no }\nextension")));
    assert!(text.contains("`cannot` has no `fly`"), "{text}");
    let text = only(problems("x", &HEADER.replace("fence: lua", "fence: '../lua'")));
    assert!(text.contains("`fence` is one word"), "{text}");
}

/// What a page says cannot become part of a template, and cannot leave its literal.
#[test]
fn data_is_never_code() {
    let renderer = Renderer::new(&[]).unwrap();
    let evil = "{{ 7*7 }} {% raw %} '\"`$(x)#{y}${z}\\ */ --> ?> </script>\u{202e}\n@\r\n";
    let header = isogloss::snippet::Header::of("X-Evil", "{{ 7*7 }} '\"`$(x)#{y}").unwrap();
    let request = Request::new(evil, "POST", evil, "https://api.example.com", vec![header], Some(evil.to_owned()));
    for target in renderer.targets() {
        let sample = renderer.render(target, &request).unwrap();
        assert!(!sample.contains("49"), "{}", target.id);
    }
}
