//! `isogloss man`: the manual pages, from what the command line takes.

use super::args::{Cli, Man};
use super::fail;
use clap::CommandFactory;
use std::process::ExitCode;

/// Prints the page of the program or of one command, or writes those of all commands into a folder.
pub fn run(args: &Man) -> ExitCode {
    let mut program = Cli::command();
    if let Some(folder) = &args.out {
        let done = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(program, folder));
        return match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(format!("the manual pages could not be written to {}: {error}", folder.display())),
        };
    }
    // Gives the commands their full names and the options that all of them have.
    program.build();
    let named = match &args.command {
        None => Some(&program),
        Some(name) => program.find_subcommand(name),
    };
    let Some(command) = named.cloned() else {
        return fail("there is no such command; `isogloss help` lists them");
    };
    let mut page = Vec::new();
    if let Err(error) = clap_mangen::Man::new(command).render(&mut page) {
        return fail(format!("the manual page could not be made: {error}"));
    }
    super::print(&page)
}
