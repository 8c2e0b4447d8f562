//! The `isogloss` program: arguments to command to exit code. The only place that ends the process.

use clap::Parser;
use isogloss::cli::{self, Cli};
use std::process::ExitCode;

/// Pages are many small lists; this allocator makes a check a tenth faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => cli::run(&cli),
        Err(error) => cli::refuse(&error),
    }
}
