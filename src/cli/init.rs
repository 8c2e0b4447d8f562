//! `isogloss init`. (Waits for the config floor.)

use super::args::Init;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Init) -> ExitCode {
    let _ = args;
    super::fail("not yet")
}
