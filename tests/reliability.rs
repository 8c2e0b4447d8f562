//! What the program does when something goes wrong around it or in it: faults of its own, odd files, full disks and closed pipes,
//! hostile repositories; and that it opens, runs and connects to nothing it has no business with, and always says the same.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::format_push_string,
    clippy::format_collect
)]

use clap::CommandFactory;
use isogloss::cli::Cli;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

#[path = "reliability/faults.rs"]
mod faults;
#[path = "reliability/files.rs"]
mod files;
#[path = "support/lamps.rs"]
mod lamps;
#[path = "reliability/outside.rs"]
mod outside;
#[path = "reliability/same.rs"]
mod same;
use lamps::{Files, Folder};

const BINARY: &str = env!("CARGO_BIN_EXE_isogloss");

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(args).current_dir(folder).env("ISOGLOSS_CACHE", "").env_remove("RUST_BACKTRACE");
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

fn report(output: &Output) -> Value {
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}

/// The findings but those of `rule`, each as text.
fn others(report: &Value, rule: &str) -> Vec<String> {
    let all = report["findings"].as_array().unwrap().iter();
    all.filter(|finding| finding["rule"] != rule).map(ToString::to_string).collect()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The docset of `lamps`, with a marker on some pages.
fn marked(pages: &[&str]) -> Files {
    let mut files = lamps::docset();
    for page in pages {
        files.get_mut(*page).unwrap().0.extend(b"\n<!-- kaboom -->\n");
    }
    files
}
