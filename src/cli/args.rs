//! What the command line takes. Must not do anything.

pub use super::args_check::{Baseline, Check, Merge};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads multilingual API documentation, finds where the translations stop saying the same thing, and says why.
#[derive(Parser)]
#[command(name = "isogloss", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Colours: always, never, or auto: on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    #[arg(hide_possible_values = true, display_order = 900)]
    pub color: Color,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Check pages: every rule, every locale
    Check(Check),
    /// Accept the findings of today, so that only new ones are reported
    Baseline(Baseline),
    /// Put the JSON reports of all parts of a check (`check --shard`) together into one
    Merge(Merge),
    /// Show the facts on which pages do not agree, and why
    Drift(Drift),
    /// Write a dashboard: a folder of pages for a browser
    Report(Report),
    /// Write sample code: tabs and include files for every documented request
    Snippets(Snippets),
    /// Bring stale translations to today's source, their prose untouched
    Sync(Sync),
    /// Print what the reader understood of a page, or where each setting comes from (`show config`)
    Show(Show),
    /// Print a rule's documentation
    Explain(Explain),
    /// List the rules
    Rules(Rules),
    /// Look at the folders and write isogloss.yml
    Init(Init),
    /// Serve an editor: the language server, over standard input and output
    Lsp(Lsp),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the manual page of the program or of a command, or write all into a folder
    Man(Man),
}

/// Which pages a command reads, and how.
#[derive(Args, Clone, Default)]
pub struct Input {
    /// Files or folders [default: the docset of the current folder]
    pub paths: Vec<PathBuf>,
    /// The configuration file [default: the nearest isogloss.yml upward]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long, conflicts_with = "config")]
    pub isolated: bool,
    /// A git repository with the history of the source's pages
    #[arg(long, value_name = "FOLDER")]
    pub source_git: Option<PathBuf>,
    /// How many threads [default: one per core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

/// `isogloss drift`
#[derive(Args, Clone, Default)]
pub struct Drift {
    /// The pages.
    #[command(flatten)]
    pub input: Input,
    /// Only counts, by verdict, kind of fact and locale
    #[arg(long)]
    pub summary: bool,
    /// Compare two API versions of each page instead of its locales
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"])]
    pub between: Vec<String>,
    /// Only facts with these verdicts (separated by commas)
    #[arg(long, value_name = "VERDICT", value_delimiter = ',')]
    pub verdict: Vec<String>,
    /// Only facts of these kinds (separated by commas)
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Only this page: its path, the end of its path, or the anchor of its first heading
    #[arg(long, value_name = "PAGE")]
    pub page: Option<String>,
    /// How: a table for people, or json
    #[arg(long, value_enum, default_value_t = DriftFormat::Table)]
    pub report: DriftFormat,
}

/// `isogloss report`
#[derive(Args, Clone, Default)]
pub struct Report {
    /// The pages.
    #[command(flatten)]
    pub input: Input,
    /// The folder to write; it must be new, empty, or hold an earlier report
    #[arg(short, long, value_name = "FOLDER")]
    pub output: PathBuf,
    /// Earlier runs for the trend, the oldest first: files of `check --report json=FILE`
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub history: Vec<PathBuf>,
}

/// How `drift` prints.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Default)]
pub enum DriftFormat {
    /// A table for people
    #[default]
    Table,
    /// JSON (docs/schema/drift.schema.json)
    Json,
}

/// `isogloss snippets`
#[derive(Args, Clone, Default)]
pub struct Snippets {
    /// The pages.
    #[command(flatten)]
    pub input: Input,
    /// The targets, in the order of the tabs (ids separated by commas) [default: what the pages show]
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub target: Vec<String>,
    /// Only this request: its name, or its number on the page as `#1`
    #[arg(long, value_name = "NAME")]
    pub request: Option<String>,
    /// Write nothing; print a diff, and exit with 1 if anything would change
    #[arg(long)]
    pub check: bool,
    /// Write what changes below this folder instead of in place
    #[arg(long, value_name = "FOLDER", conflicts_with = "check")]
    pub to: Option<PathBuf>,
    /// Remove tabs whose include file is missing, and include files that no page includes
    #[arg(long)]
    pub prune: bool,
    /// How samples call the API: as documented, or with an SDK [default: http]
    #[arg(long, value_enum)]
    pub style: Option<SnippetStyle>,
    /// How pages show samples [default: tabs]
    #[arg(long, value_enum)]
    pub layout: Option<SnippetLayout>,
    /// The API's metadata (CSDL), for the style sdk
    #[arg(long, value_name = "FILE")]
    pub metadata: Option<PathBuf>,
    /// Write what the official generator writes, its faults included, for the style sdk
    #[arg(long)]
    pub compat: bool,
    /// Print one sample and nothing else
    #[arg(long, conflicts_with_all = ["check", "to", "prune"])]
    pub stdout: bool,
    /// List the targets
    #[arg(long, conflicts_with_all = ["check", "to", "prune", "stdout"])]
    pub list: bool,
}

/// `isogloss sync`
#[derive(Args, Clone, Default)]
pub struct Sync {
    /// The pages.
    #[command(flatten)]
    pub input: Input,
    /// Show what would change, as a diff, and exit with 1 if anything would; nothing is written
    #[arg(long)]
    pub diff: bool,
    /// Let the pages name today's source (hash and commit) as the one they are made from
    #[arg(long)]
    pub mark: bool,
    /// Write the texts to translate to a file: XLIFF 2.0 where its name ends in .xlf or .xliff, else Markdown
    #[arg(long, value_name = "FILE", conflicts_with = "merge")]
    pub todo: Option<PathBuf>,
    /// Put the translated texts of an XLIFF file into their places, and nothing else
    #[arg(long, value_name = "FILE")]
    pub merge: Option<PathBuf>,
}

/// How samples call the API.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SnippetStyle {
    /// They send the request as documented
    Http,
    /// They call an SDK
    Sdk,
}

/// How pages show samples.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SnippetLayout {
    /// Include files, and tabs that include them
    Tabs,
    /// Tabs that hold the samples
    Inline,
    /// Include files only
    Files,
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
    /// After `config`: a page or folder, to see what holds there
    pub at: Option<PathBuf>,
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

/// `isogloss lsp`
#[derive(Args, Clone, Default)]
pub struct Lsp {
    /// The configuration file [default: the nearest isogloss.yml upward of each folder]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long, conflicts_with = "config")]
    pub isolated: bool,
    /// A git repository with the history of the source's pages
    #[arg(long, value_name = "FOLDER")]
    pub source_git: Option<PathBuf>,
    /// How many threads [default: one per core]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Nothing: there is no other way of speaking; for clients that ask for it
    #[arg(long, hide = true)]
    pub stdio: bool,
}

/// `isogloss completions`
#[derive(Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `isogloss man`
#[derive(Args)]
pub struct Man {
    /// The command [default: the program]
    pub command: Option<String>,
    /// Write a page for each command into this folder instead of printing one
    #[arg(short, long, value_name = "FOLDER", conflicts_with = "command")]
    pub out: Option<PathBuf>,
}
