//! A git repository, asked through the `git` program: how it is run, and what its failures mean. Nothing is fetched, no
//! shell is used, and nothing that a repository's configuration names is run. Must not know what the answers say of pages.

use super::discover::shown;
use std::ffi::OsStr;
use std::fmt;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Output, Stdio};

/// A repository, and the folder in it where the source's pages lie.
#[derive(Clone, Debug)]
pub struct Git {
    /// Where git runs.
    path: PathBuf,
    /// The folder of the pages from the top of the repository: empty, or with a slash at its end.
    prefix: String,
    /// The folder of the pages from `path`; `None` where that is the whole repository.
    pathspec: Option<String>,
    /// The commit that `HEAD` was when the repository was opened.
    head: String,
    shallow: bool,
    common_dir: PathBuf,
}

/// Why a history cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GitError {
    /// The program cannot be run.
    NoProgram {
        /// Why, as the system says it.
        reason: String,
    },
    /// There is no repository.
    NotRepository {
        /// Where one was looked for.
        path: String,
    },
    /// git refuses or fails.
    Failed {
        /// The repository.
        path: String,
        /// The line in which git says why.
        said: String,
    },
    /// The last commit has no such folder.
    NoFolder {
        /// The repository.
        path: String,
        /// The folder, from the top of the repository.
        folder: String,
    },
    /// There is no commit yet.
    NoCommit {
        /// The repository.
        path: String,
    },
    /// What git wrote is not what was asked for.
    Unreadable {
        /// The repository.
        path: String,
        /// What is wrong.
        what: String,
    },
}

impl fmt::Display for GitError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProgram { reason } => {
                write!(out, "the program git cannot be run: {reason}; install it, or put its folder on the PATH")
            }
            Self::NotRepository { path } => {
                write!(out, "{path} is no git repository; name a work tree, a bare repository or a .git folder")
            }
            Self::Failed { path, said } => {
                write!(out, "git cannot read {path}: {said}")?;
                if ["dubious ownership", "unsafe repository"].iter().any(|words| said.contains(words)) {
                    write!(out, "; if you trust it, run `git config --global --add safe.directory` with that folder")?;
                }
                Ok(())
            }
            Self::NoFolder { path, folder } => {
                write!(out, "the last commit of {path} has no folder {folder}; correct the folder, or commit it")
            }
            Self::NoCommit { path } => {
                write!(out, "the repository {path} has no commit yet; check out a branch that has one")
            }
            Self::Unreadable { path, what } => {
                write!(out, "what git says of {path} cannot be read: {what}; check the repository with `git fsck`")
            }
        }
    }
}

impl std::error::Error for GitError {}

/// What git reads from the environment and what would make it read another repository, or other objects, than the one
/// that is meant: hooks set some of these. `GIT_CONFIG_COUNT` and its kin stay: people trust repositories through them.
const CLEARED: &[&str] = &[
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Settings that would run programs or change what is printed.
const SETTINGS: &[&str] = &[
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.quotepath=false",
    "diff.relative=false",
    "diff.renames=false",
    "log.diffMerges=separate",
    "log.follow=false",
    "log.mailmap=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "protocol.allow=never",
];

/// A run of git at `path`, ready but for its arguments.
pub(super) fn command(path: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(path).args(["--no-pager", "--no-replace-objects", "--literal-pathspecs"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    for name in CLEARED {
        command.env_remove(name);
    }
    command
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_GRAFT_FILE", "/dev/null")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn output(path: &Path, args: &[&str]) -> Result<Output, GitError> {
    command(path).args(args).output().map_err(|error| GitError::NoProgram { reason: error.to_string() })
}

/// The line of an error stream that says why.
pub(super) fn said(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.clone().next().unwrap_or("it does not say why");
    let line = lines.find(|line| line.starts_with("fatal: ")).unwrap_or(first);
    line.strip_prefix("fatal: ").unwrap_or(line).to_owned()
}

/// The folder as git takes it: forward slashes, nothing around them. `None` when it leads out of the repository.
fn plain_folder(folder: &str) -> Option<String> {
    let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    (!folder.starts_with('/') && !parts.contains(&"..")).then(|| parts.join("/"))
}

impl Git {
    /// Opens the repository at `path`: a work tree or a folder within one (then the pages are those below that very
    /// folder), a bare repository or a `.git` folder. `folder`: where the source's pages lie below that, with forward slashes.
    pub fn open(path: &Path, folder: Option<&str>) -> Result<Self, GitError> {
        // In a linked work tree or a submodule `.git` is a file.
        let is_link = path.file_name() == Some(OsStr::new(".git")) && path.is_file();
        let path = if is_link { path.parent().unwrap_or(path) } else { path };
        let place = || Some(shown(path)).filter(|text| !text.is_empty()).unwrap_or_else(|| ".".to_owned());
        if !path.is_dir() && !path.as_os_str().is_empty() {
            return Err(GitError::NotRepository { path: place() });
        }
        let found = output(path, &["rev-parse", "--is-shallow-repository", "--git-common-dir", "--show-prefix"])?;
        if !found.status.success() {
            let said = said(&found.stderr);
            let is_none = said.contains("not a git repository");
            return Err(if is_none {
                GitError::NotRepository { path: place() }
            } else {
                GitError::Failed { path: place(), said }
            });
        }
        let unreadable = |what: &str| GitError::Unreadable { path: place(), what: what.to_owned() };
        let text = String::from_utf8(found.stdout).map_err(|_| unreadable("a folder's name is not UTF-8"))?;
        let mut parts = text.splitn(3, '\n');
        let (Some(shallow), Some(common_dir), Some(above)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(unreadable("`git rev-parse` does not say where it is"));
        };
        let above = above.strip_suffix('\n').unwrap_or(above);
        let inner = folder.unwrap_or("");
        let no_folder = |folder: String| GitError::NoFolder { path: place(), folder };
        let inner = plain_folder(inner).ok_or_else(|| no_folder(inner.to_owned()))?;
        let prefix = if inner.is_empty() { above.to_owned() } else { format!("{above}{inner}/") };
        let head = output(path, &["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])?;
        if !head.status.success() {
            return Err(GitError::NoCommit { path: place() });
        }
        let head = String::from_utf8_lossy(&head.stdout).trim().to_owned();
        if !prefix.is_empty() {
            let tree = prefix.trim_end_matches('/');
            let kind = output(path, &["cat-file", "-t", &format!("{head}:{tree}")])?;
            if kind.stdout.trim_ascii() != b"tree" {
                return Err(no_folder(tree.to_owned()));
            }
        }
        let common_dir = path.join(common_dir);
        Ok(Self {
            pathspec: if prefix.is_empty() { None } else { Some(or_here(inner)) },
            common_dir: common_dir.canonicalize().unwrap_or(common_dir),
            shallow: shallow == "true",
            path: path.to_owned(),
            prefix,
            head,
        })
    }

    /// Whether the history was cut off when the repository was cloned.
    pub fn is_shallow(&self) -> bool {
        self.shallow
    }

    /// The commit that `HEAD` was when the repository was opened.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The folder of the pages from the top of the repository: empty, or with a slash at its end.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Where the objects lie: the same for all work trees of a repository.
    pub(super) fn common_dir(&self) -> &Path {
        &self.common_dir
    }

    /// `--` and the folder of the pages, if that is not everything.
    pub(super) fn pages(&self) -> Vec<&str> {
        self.pathspec.as_deref().map_or_else(Vec::new, |folder| vec!["--", folder])
    }

    /// What git printed is not what was asked for.
    pub(super) fn unreadable(&self, what: impl Into<String>) -> GitError {
        GitError::Unreadable { path: shown(&self.path), what: what.into() }
    }

    /// A run of git in this repository, ready but for its arguments.
    pub(super) fn command(&self) -> Command {
        command(&self.path)
    }

    /// Runs git and hands what it prints to `read` while it prints it.
    pub(super) fn stream<T>(
        &self,
        args: &[&str],
        read: impl FnOnce(BufReader<ChildStdout>) -> Result<T, GitError>,
    ) -> Result<T, GitError> {
        let mut child =
            self.command().args(args).spawn().map_err(|error| GitError::NoProgram { reason: error.to_string() })?;
        // Both pipes are emptied at once: git would wait forever on a full one.
        let errors = child.stderr.take().map(|stderr| {
            std::thread::Builder::new().spawn(move || {
                let mut first = Vec::new();
                let mut stderr = stderr;
                let _ = stderr.by_ref().take(4096).read_to_end(&mut first);
                let _ = std::io::copy(&mut stderr, &mut std::io::sink());
                first
            })
        });
        let result = match child.stdout.take() {
            Some(stdout) => read(BufReader::with_capacity(1 << 16, stdout)),
            None => Err(self.unreadable("it prints nothing")),
        };
        let status = child.wait().map_err(|error| self.unreadable(error.to_string()))?;
        let errors = errors.and_then(Result::ok).and_then(|thread| thread.join().ok()).unwrap_or_default();
        if status.success() || errors.is_empty() {
            return result
                .and_then(|read| if status.success() { Ok(read) } else { Err(self.unreadable("git stopped")) });
        }
        Err(GitError::Failed { path: shown(&self.path), said: said(&errors) })
    }
}

/// The folder as a pathspec; where git runs, if it is empty.
fn or_here(folder: String) -> String {
    if folder.is_empty() { ".".to_owned() } else { folder }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_folders_within_the_repository() {
        assert_eq!(plain_folder("./docs//en/").as_deref(), Some("docs/en"));
        assert_eq!(plain_folder(".").as_deref(), Some(""));
        assert_eq!(plain_folder("docs/../.."), None);
        assert_eq!(plain_folder("/etc"), None);
    }

    #[test]
    fn finds_the_line_that_says_why() {
        assert_eq!(said(b"warning: x\nfatal: detected dubious ownership in repository at '/a'\n"), {
            "detected dubious ownership in repository at '/a'"
        });
        assert_eq!(said(b"\nerror: y\n"), "error: y");
        assert_eq!(said(b""), "it does not say why");
    }
}
