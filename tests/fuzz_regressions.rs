//! Inputs that once broke something in a fuzz target (`tests/fuzz`), and the seeds, run by its function as a plain test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::format_push_string,
    clippy::cast_possible_truncation
)]

use std::fs;
use std::path::Path;

#[path = "fuzz/targets/mod.rs"]
mod targets;

/// Each input by the name of its target.
const INPUTS: &[(&str, &[u8])] = &[
    // Two open issues of the Markdown parser's first versions with offsets: a task with a lazy line, a range within a character.
    ("page", b"- [x] _\n\n\t]"),
    ("page", "> [!NOTE]\u{e9}\n>\u{a0}\u{e9}`\n\u{e9}`".as_bytes()),
    // A header that is never closed, whose last value went on into the page.
    ("front_matter", b"---\ntitle: a\nb\n\n  c\n\n# T\n"),
    ("page", b"---\ntitle: Switch a lamp\nms.openloc\" } -->\n```http\nPOST /lamps\n```\n\n> [!NOTE]\n> - on\n e>  1. two\n\n<!-- a -->\nrue, }\n```\n"),
    // The place of a fact that a page without a title lacks cut its first character; a request that is printed otherwise.
    ("drift", b"---\ntitle: Switch a lamp\nms.openlocfilehash: 0123456789012345678901234567890123456789\nkeywords: [lamp, \x22on\x22]\nHTTP/1.1 200 OK\n---\n# <a name=\x22switch-a-lamp\x22></a>Switch a lamp\n\nNa~\xff\xff\xff\xff\xff\xff\xf1mespace: lamps.core. See [lamp](../\x0bresources/lamp.md)\x02\xc7\x1cq\xc7\x1cq\xc7d` and **brigh|ness**.\n\n[!INCLUDE [be---\ntita](../includes/tle: Swbe"),
    ("http_block", b"GET HTTP/1.1 201 Created\nLocat: `pplication/hj"),
    ("front_matter", b"---\ne: \x22a: b\x22\nkuytitd]\nlist:\xfa  - one\x0d\n\n  -omment\nanchor: Q:#t:"),
    // A container that a lone CR opens, deeper than is read.
    ("page", b"a\r> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > a\ra\ra"),
    // A body that closed the fence which the target put around it.
    ("http_block", b"POST https://POST https~~~~://lamps.example'vken}\n\n{ \x22on\x22: BoolHT]P/0n1 \xff\xff<a \x0b\x0b\x0b\x0b\x0b\x0b~~~~~~~~~~~~~~~~~~~~~~~~~~~---\n~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\x0d\n~~~~~~~~~~~~~~~~~~~~~~~~~~~\xff\xff\xff\x0d\x0d\x0d\x0d\x0d.\x0d\x0d\x0d\x0d\x0ddi\x0d\x0c\x0d\x0d\x0d\x0d\x0dT0+ OK\na\x22**[\x22]n\nAutS/\x0d\x0d Ohhor,izatn\x0dGET \x22"),
];

fn run(name: &str, data: &[u8]) {
    let target = targets::of_name(name).unwrap_or_else(|| panic!("there is no target {name}"));
    (target.run)(data);
}

#[test]
fn what_once_broke() {
    for (name, data) in INPUTS {
        run(name, data);
    }
}

/// Every seed in every target, whole and cut at every few bytes.
#[test]
fn seeds() {
    for folder in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds")).unwrap() {
        for seed in fs::read_dir(folder.unwrap().path()).unwrap() {
            let data = fs::read(seed.unwrap().path()).unwrap();
            for target in targets::TARGETS {
                for end in (0..=data.len()).rev().step_by((data.len() / 6).max(1)) {
                    (target.run)(&data[..end]);
                }
            }
        }
    }
}
