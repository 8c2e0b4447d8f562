//! Sample code: the templates that come with the program, each in the list, and what they say of themselves.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use isogloss::snippet::{Renderer, render};
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
        let _ = writeln!(text, "    (\"{path}\", include_str!(\"../../{path}\")),");
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
