//! Git repositories that tests make.
#![allow(unreachable_pub, clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder with a repository `repo` in it, removed when the test ends.
pub struct Repository {
    pub folder: PathBuf,
    days: AtomicU32,
}

impl Repository {
    /// `None`, with a note, when there is no git program.
    pub fn new(format: &str) -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("isogloss-history-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        let made = Self { folder, days: AtomicU32::new(1) };
        let init = ["init", "-q", "-b", "main", &format!("--object-format={format}"), "repo"];
        let done = made.command(&made.folder, &init).output();
        if done.is_ok_and(|done| done.status.success()) {
            return Some(made);
        }
        assert!(std::env::var_os("ISOGLOSS_REQUIRE_CORPUS").is_none_or(|value| value != "1"), "no git program");
        println!("skipped: no git program, or one that does not know {format}");
        None
    }

    pub fn path(&self) -> PathBuf {
        self.folder.join("repo")
    }

    pub fn command(&self, at: &Path, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        let date = format!("2020-01-{:02}T12:00:00+00:00", self.days.load(Ordering::Relaxed));
        command
            .current_dir(at)
            .args(["-c", "core.autocrlf=false", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"])
            .args(args)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.folder.join("no-configuration"))
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_INDEX_FILE");
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "A").env(format!("GIT_{role}_EMAIL"), "a@example.com");
            command.env(format!("GIT_{role}_DATE"), &date);
        }
        command
    }

    pub fn git(&self, args: &[&str]) -> String {
        self.git_in(&self.path(), args)
    }

    pub fn git_in(&self, at: &Path, args: &[&str]) -> String {
        let done = self.command(at, args).output().unwrap();
        assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    }

    /// Writes a file of the work tree.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Commits everything, a day later than the commit before; the commit's name.
    pub fn commit(&self, subject: &str) -> String {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", subject]);
        self.days.fetch_add(1, Ordering::Relaxed);
        self.git(&["rev-parse", "HEAD"])
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}
