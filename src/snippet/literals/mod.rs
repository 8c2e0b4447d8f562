//! How each language writes a text as a literal: one file per language, each with one function from a text and the
//! indentation of the line after it to source code that means exactly that text. Must not know requests.

pub mod c;
pub mod csharp;
pub mod go;
pub mod java;
pub mod js;
pub mod json;
pub mod kotlin;
pub mod objc;
pub mod perl;
pub mod php;
pub mod plain;
pub mod powershell;
pub mod python;
pub mod r;
pub mod ruby;
pub mod rust;
pub mod sh;
pub mod swift;

/// From a text, and where its further lines begin, to source code that means that text.
pub type Literal = fn(&str, usize) -> String;

/// All filters that write literals, by the name templates call them.
pub static ALL: &[(&str, Literal)] = &[
    ("c", c::literal),
    ("csharp", csharp::literal),
    ("go", go::literal),
    ("java", java::literal),
    ("js", js::literal),
    ("json", json::literal),
    ("kotlin", kotlin::literal),
    ("objc", objc::literal),
    ("perl", perl::literal),
    ("php", php::literal),
    ("powershell", powershell::literal),
    ("python", python::literal),
    ("r", r::literal),
    ("ruby", ruby::literal),
    ("rust", rust::literal),
    ("sh", sh::literal),
    ("swift", swift::literal),
];
