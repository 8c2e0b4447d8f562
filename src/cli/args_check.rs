//! What `check` takes, and the commands around it: `baseline` and `merge`. Must not do anything.

use super::args::Input;
use crate::engine::Shard;
use clap::Args;
use std::path::PathBuf;

/// `isogloss check`
#[derive(Args, Clone, Default)]
pub struct Check {
    /// The pages.
    #[command(flatten)]
    pub input: Input,
    /// Which rules run.
    #[command(flatten)]
    pub rules: Chosen,
    /// Which pages are reported on.
    #[command(flatten)]
    pub part: Part,
    /// How findings are reported.
    #[command(flatten)]
    pub output: Output,
    /// Read one page from standard input; FILE is where it belongs, whether it is there or not
    // Other programs of this kind have other names for it.
    #[arg(
        long,
        value_name = "FILE",
        aliases = ["stdin-filename", "stdin-filepath", "stdin-file-path"],
        conflicts_with_all = ["since", "staged", "shard", "watch"]
    )]
    pub stdin_path: Option<PathBuf>,
    /// Apply safe fixes, and report what is left; a page from standard input goes to standard output, and the report to standard
    /// error
    #[arg(long)]
    pub fix: bool,
    /// Show what fixes would change, as a diff; nothing is written
    #[arg(long, conflicts_with = "report")]
    pub diff: bool,
    /// With --fix or --diff: also the fixes that a person should look at
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// With --fix or --diff: only fixes of these rules (ids separated by commas)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub fix_only: Vec<String>,
    /// The baseline: findings that are known and neither reported nor fixed [default: isogloss-baseline.json beside the
    /// configuration, if it is there]
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Report what the baseline covers, too
    #[arg(long, conflicts_with = "baseline")]
    pub no_baseline: bool,
    /// Check again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "since", "staged", "shard"])]
    pub watch: bool,
    /// Show no progress on a terminal
    #[arg(long)]
    pub no_progress: bool,
}

/// Which rules run.
#[derive(Args, Clone, Default)]
pub struct Chosen {
    /// Run only these rules (ids separated by commas, or `all`)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
}

/// Which pages are reported on, where not all are.
#[derive(Args, Clone, Default)]
pub struct Part {
    /// Only pages that changed since the last commit in common with this one, and their other locales and versions
    #[arg(long, value_name = "REF", allow_hyphen_values = true)]
    pub since: Option<String>,
    /// Only pages with staged changes, and their other locales and versions
    #[arg(long, conflicts_with = "since")]
    pub staged: bool,
    /// Only part I of N of the pages; `isogloss merge` puts the JSON reports of all parts together
    #[arg(long, value_name = "I/N", conflicts_with_all = ["fix", "diff"])]
    pub shard: Option<Shard>,
}

/// How findings are reported.
#[derive(Args, Clone, Default)]
pub struct Output {
    /// Write a report: full, concise, json, sarif, github, gitlab, junit, markdown or html, to a file if one is named; may be given
    /// several times [default: full]
    // Other programs of this kind have other names for it.
    #[arg(long, value_name = "FORMAT[=FILE]", aliases = ["format", "output-format"])]
    pub report: Vec<String>,
    /// Instead of a report: how many findings each rule has
    #[arg(long)]
    pub statistics: bool,
    /// Show findings alike one by one
    #[arg(long)]
    pub no_group: bool,
    /// Leave out of JSON and SARIF what comments suppress and what the baseline covers
    #[arg(long)]
    pub omit_suppressed: bool,
    /// Print findings and errors, no counts and notes
    #[arg(short, long)]
    pub quiet: bool,
    /// Let warnings decide the exit code as errors do
    #[arg(long)]
    pub deny_warnings: bool,
    /// Exit with 0 even if there are findings
    #[arg(long)]
    pub exit_zero: bool,
    /// Whether reports that name no file go to standard error, because something else goes to standard output
    #[arg(skip)]
    pub aside: bool,
}

/// `isogloss baseline`
#[derive(Args, Clone, Default)]
pub struct Baseline {
    /// The pages.
    #[command(flatten)]
    pub input: Input,
    /// Which rules run.
    #[command(flatten)]
    pub rules: Chosen,
    /// The file [default: that of the configuration, or isogloss-baseline.json beside it]
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Drop what is no longer found; nothing new comes in
    #[arg(long)]
    pub update: bool,
    /// With --update: accept what is new as well
    #[arg(long, requires = "update")]
    pub accept_new: bool,
    /// List what the file holds
    #[arg(long, conflicts_with_all = ["update", "stale"])]
    pub show: bool,
    /// List what is no longer found, and exit with 1 if there is any; nothing is written
    #[arg(long, conflicts_with = "update")]
    pub stale: bool,
    /// Show no progress on a terminal
    #[arg(long)]
    pub no_progress: bool,
}

/// `isogloss merge`
#[derive(Args, Clone, Default)]
pub struct Merge {
    /// The JSON reports of `check --shard 1/N` to `N/N`, in any order
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// How findings are reported.
    #[command(flatten)]
    pub output: Output,
}
