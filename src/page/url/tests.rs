//! What the parts of real-looking URLs are, and which examples match which documented paths.

use super::{PathMatch, parts, path_segments, same_path};
use crate::text::Span;
use proptest::prelude::*;

fn split(url: &str) -> [Option<&str>; 4] {
    let read = parts(url, Span::new(0, url.len()));
    let of = |span: Span| span.of(url);
    [read.scheme_host.map(of), read.version.map(of), Some(of(read.path)), read.query.map(of)]
}

#[test]
fn takes_addresses_apart() {
    let host = Some("https://sea.example");
    assert_eq!(split("https://sea.example/v1.0/me/x?$a=b?c"), [host, Some("v1.0"), Some("/me/x"), Some("$a=b?c")]);
    assert_eq!(split("https://sea.example/beta"), [host, Some("beta"), Some(""), None]);
    assert_eq!(split("https://sea.example"), [host, None, Some(""), None]);
    assert_eq!(split("https://{url}?token=1"), [Some("https://{url}"), None, Some(""), Some("token=1")]);
    assert_eq!(split("/me/boats"), [None, None, Some("/me/boats"), None]);
    assert_eq!(split("boats/{id}"), [None, None, Some("boats/{id}"), None]);
    assert_eq!(split("root:/a/b"), [None, None, Some("root:/a/b"), None]);
    assert_eq!(split("sea.example/v1.0/me"), [Some("sea.example"), Some("v1.0"), Some("/me"), None]);
    for version in ["V1.0", "v1", "v2.0", "Beta", "{ver}", "{version}", "{api-version}"] {
        assert_eq!(split(&format!("/{version}/me"))[1], Some(version));
    }
    for other in ["v", "vx", "me", "betas", "{id}", "1.0"] {
        assert_eq!(split(&format!("/{other}/me"))[1], None);
    }
}

#[test]
fn slashes_in_parentheses_split_nothing() {
    let all = |path| path_segments(path).collect::<Vec<_>>();
    assert_eq!(all("/me/byPath(path='/a/(b')/x/"), ["me", "byPath(path='/a/(b')", "x"]);
    assert_eq!(all("/a(/b//c"), ["a(", "b", "c"]);
    assert_eq!(all("/users/{id | name}"), ["users", "{id | name}"]);
    assert_eq!(all("/"), [""; 0]);
}

const SAME: PathMatch = PathMatch::Match { case: None, slash: false };

#[test]
fn examples_fit_documented_paths() {
    let cases = [
        ("/boats/{id}", "/boats/17"),
        ("/users/{id | name}/boats", "/users/kim@sea.example/boats"),
        ("/boats/<id>", "/boats/{id}"),
        ("/me/boats", "/users/17/boats"),
        ("/users/{id}/boats", "/me/boats"),
        ("/users/{id}", "/users('17')"),
        ("/boats('{id}')/crew", "/boats/17/crew"),
        ("/boats/{id}/crew", "/boats('AAMk17=')/crew"),
        ("/sail(wind={wind})", "/sail(wind='north')"),
        ("/sail(...)", "/sail(wind='a/b',sea=2)"),
        ("/boats/delta", "/boats/delta()"),
        ("/boats/microsoft.graph.sail", "/boats/sail"),
        ("/boats/sail", "/boats/microsoft.graph.sail(wind=1)"),
        ("/boats/{id}/$value", "/boats/17/$value"),
        ("/root:/{path}", "/root:/a/b/c.txt"),
        ("/root:/{path}:/content", "/root:/a/b/c.txt:/content"),
        ("/items/{id}:/{name}:/content", "/items/17:/c.txt:/content"),
        ("/boats/name={name}", "/boats/name=Ada"),
    ];
    for (template, example) in cases {
        assert_eq!(same_path(template, example), SAME, "{template} {example}");
    }
}

#[test]
fn what_does_not_fit_is_named() {
    assert_eq!(same_path("/boats/{id}/Crew", "/boats/1/crew/"), PathMatch::Match { case: Some(2), slash: true });
    assert_eq!(same_path("/boats/{id}/crew", "/boats/1"), PathMatch::SegmentCount);
    assert_eq!(same_path("/boats", "/boats/1"), PathMatch::SegmentCount);
    assert_eq!(same_path("/boats", "/boats('1')"), PathMatch::SegmentCount);
    let differs = |template, example| PathMatch::Literal { template, example };
    assert_eq!(same_path("/boats/{id}/crew", "/boats/1/crow"), differs(2, 2));
    assert_eq!(same_path("/users/{id}/boats", "/me/boat"), differs(2, 1));
    assert_eq!(same_path("/boats/{id}/crew", "/boats('1')/crow"), differs(2, 1));
    assert_eq!(same_path("/boats/{id}", "/boats/$count"), differs(1, 1));
    assert_eq!(same_path("/boats/mine", "/boats/{id}"), differs(1, 1));
    assert_eq!(same_path("/users", "/me"), differs(0, 0));
    assert_eq!(same_path("/root:/{path}:/content", "/root:/a/content"), PathMatch::SegmentCount);
}

fn paths() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "/",
        "/",
        "me",
        "users",
        "{id}",
        "{",
        "}",
        "(",
        ")",
        "'",
        "=",
        ":",
        "$ref",
        "é",
        "microsoft.graph.",
        "?",
        "//",
        "v1.0",
        "https:",
        "<",
        ">",
        " ",
    ]);
    prop::collection::vec(word, 0..16).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn any_paths_compare(one in paths(), other in paths()) {
        same_path(&one, &other);
        let read = parts(&one, Span::new(0, one.len()));
        for span in [Some(read.path), read.scheme_host, read.version, read.query].into_iter().flatten() {
            prop_assert!(one.get(span.from()..span.to()).is_some());
        }
    }

    #[test]
    fn a_path_fits_itself(path in "(/[a-z]{1,4}|/\\{id\\}){1,6}") {
        prop_assert_eq!(same_path(&path, &path), SAME);
    }
}
