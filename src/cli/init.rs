//! `isogloss init`: look at the folders, write `isogloss.yml`.

use super::args::Init;
use super::fail;
use crate::config;
use crate::docset::discover::shown;
use crate::report::escape::visible;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Init) -> ExitCode {
    let text = match config::init(&args.path) {
        Ok(text) => text,
        Err(message) => return fail(message),
    };
    if args.print {
        return super::print(text.as_bytes());
    }
    let name = config::NAMES.first().copied().unwrap_or("isogloss.yml");
    let path = args.path.join(name);
    match write_new(&path, &text) {
        Ok(()) => {
            say!("wrote {}", visible(&shown(&path)));
            ExitCode::SUCCESS
        }
        Err(error) => fail(format!("{} could not be written: {error}", path.display())),
    }
}

/// Writes a file that is there whole or not at all. A file of that name, made meanwhile, stays.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        // A link fails where a rename would replace.
        fs::hard_link(&temporary, path)
    };
    let result = write();
    let _ = fs::remove_file(&temporary);
    result
}
