//! `isogloss man`: the manual pages, from what the command line takes.

use super::args::{Cli, Man};
use super::fail;
use clap::CommandFactory;
use std::io::Write;
use std::process::ExitCode;

/// Prints the page of the program, or writes those of all commands into a folder.
pub fn run(args: &Man) -> ExitCode {
    let command = Cli::command();
    let Some(folder) = &args.out else {
        let mut text = Vec::new();
        return match clap_mangen::Man::new(command).render(&mut text) {
            Ok(()) => {
                // A closed pipe (`isogloss man | head`) is no failure.
                let _ = std::io::stdout().write_all(&text);
                ExitCode::SUCCESS
            }
            Err(error) => fail(format!("the manual page could not be made: {error}")),
        };
    };
    let done = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(format!("the manual pages could not be written to {}: {error}", folder.display())),
    }
}
