//! The `isogloss` program: arguments to command to exit code. The only place that ends the process.

use clap::Parser;
use isogloss::cli::{self, Cli};
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(&Cli::parse())
}
