//! What the command line takes. Must not do anything.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads multilingual API documentation, finds where the translations stop saying the same thing, and says why.
#[derive(Parser)]
#[command(name = "isogloss", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Check pages: every rule, every locale
    Check(Check),
    /// Print what the reader understood of a page, or where each setting comes from (`show config`)
    Show(Show),
    /// Print a rule's documentation
    Explain(Explain),
    /// List the rules
    Rules(Rules),
    /// Look at the folders and write isogloss.yml
    Init(Init),
    /// Print a completion script for a shell
    Completions(Completions),
}

/// `isogloss check`
#[derive(Args, Clone, Default)]
pub struct Check {
    /// Files or folders [default: the docset of the current folder]
    pub paths: Vec<PathBuf>,
    /// Run only these rules (ids separated by commas, or `all`)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Write a report: full, concise or json, to a file if one is named; may be given several times [default: full]
    #[arg(long, value_name = "FORMAT[=FILE]")]
    pub report: Vec<String>,
    /// Show findings alike one by one
    #[arg(long)]
    pub no_group: bool,
    /// Let warnings decide the exit code as errors do
    #[arg(long)]
    pub deny_warnings: bool,
    /// The configuration file [default: the nearest isogloss.yml upward]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long, conflicts_with = "config")]
    pub isolated: bool,
    /// How many threads [default: one per core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Colours
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `isogloss show`
#[derive(Args)]
pub struct Show {
    /// A page, or the word `config`
    pub page: PathBuf,
    /// How
    #[arg(long, value_enum, default_value_t = ShowFormat::Tree)]
    pub format: ShowFormat,
    /// Print the page's facts instead
    #[arg(long)]
    pub facts: bool,
}

/// How `show` prints.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShowFormat {
    /// A tree for people
    Tree,
    /// JSON, with places as line and column
    Json,
}

/// `isogloss explain`
#[derive(Args)]
pub struct Explain {
    /// The rule's id
    pub rule: String,
}

/// `isogloss rules`
#[derive(Args)]
pub struct Rules {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `isogloss init`
#[derive(Args)]
pub struct Init {
    /// The docset's folder
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Print instead of writing
    #[arg(long)]
    pub print: bool,
}

/// `isogloss completions`
#[derive(Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}
