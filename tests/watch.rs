//! `check --watch`: sees what changes, comes and goes, until it is ended.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, missing_docs)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A watching program; it is killed when the test ends.
struct Watch {
    child: Child,
    /// What it prints: reports.
    out: Receiver<String>,
    /// What it says besides.
    err: Receiver<String>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watch {
    fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    fn start_with(folder: &Path, paths: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        command.current_dir(folder).args(["check", "--watch", "--report", "concise", "--no-group"]).args(paths);
        command.env("ISOGLOSS_CACHE", "").stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let out = lines(child.stdout.take().unwrap());
        let err = lines(child.stderr.take().unwrap());
        Self { child, out, err }
    }

    /// Waits for a finding.
    fn finds(&self, wanted: &str) {
        until(&self.out, wanted);
    }

    /// Closes the pipe that it prints to.
    fn stop_reading(&mut self) {
        self.out = channel().1;
    }

    /// Waits for a line on standard error.
    fn says(&self, wanted: &str) {
        until(&self.err, wanted);
    }
}

/// The lines of a stream, as they come.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = channel();
    std::thread::spawn(move || BufReader::new(stream).lines().try_for_each(|line| send.send(line.unwrap())));
    lines
}

/// Reads lines up to one that holds `wanted`, and gives all of them.
fn until(lines: &Receiver<String>, wanted: &str) -> String {
    let mut all = String::new();
    loop {
        let line = lines.recv_timeout(Duration::from_secs(300));
        let line = line.unwrap_or_else(|_| panic!("no `{wanted}` within five minutes, but\n{all}"));
        all.push_str(&line);
        all.push('\n');
        if line.contains(wanted) {
            return all;
        }
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("watch-{name}"));
    let _ = fs::remove_dir_all(&folder);
    for locale in ["en-US", "es-ES"] {
        fs::create_dir_all(folder.join(locale)).unwrap();
        fs::write(folder.join(locale).join("a.md"), "---\ntitle: a\n---\n\n# Page\n").unwrap();
    }
    fs::write(folder.join("isogloss.yml"), "locales: [en-US, es-ES]\nrules: { localization-key-missing: off }\n")
        .unwrap();
    folder
}

const FAULTY: &str = "---\ntitle: a\n---\n\n# Page\n\n| A | B |\n|:--|:--|\n| 1 | 2 | 3 |\n";

#[test]
fn sees_what_changes() {
    let folder = folder("changes");
    let watch = Watch::start(&folder);
    watch.says("watching 2 pages; Ctrl-C ends");
    fs::write(folder.join("es-ES/a.md"), FAULTY).unwrap();
    watch.finds("es-ES/a.md:9:1: warning[table-row-width]: row has 3 cells, the header has 2");
    watch.says("watching 2 pages");
    // As editors write: beside it, then into its place.
    fs::write(folder.join("es-ES/.a.md.tmp"), FAULTY.replace("| 3 |", "| 3 | 4 |")).unwrap();
    fs::rename(folder.join("es-ES/.a.md.tmp"), folder.join("es-ES/a.md")).unwrap();
    watch.finds("row has 4 cells");
    watch.says("watching 2 pages");
    // A page comes and goes; a link to it is broken then.
    fs::write(folder.join("en-US/b.md"), FAULTY).unwrap();
    watch.finds("en-US/b.md:9:1: warning[table-row-width]");
    watch.says("watching 3 pages");
    fs::write(folder.join("en-US/a.md"), "---\ntitle: a\n---\n\n# Page\n\n[b](b.md)\n").unwrap();
    watch.says("watching 3 pages");
    fs::remove_file(folder.join("en-US/b.md")).unwrap();
    watch.finds("warning[link-target-not-found]");
    watch.says("watching 2 pages");
    // The configuration, with a mistake first: what was is kept.
    fs::write(folder.join("isogloss.yml"), "locals: [en-US]\n").unwrap();
    watch.says("there is no setting `locals`");
    fs::write(folder.join("isogloss.yml"), "locales: [en-US, es-ES]\nrules: { table-row-width: error }\n").unwrap();
    watch.finds("error[table-row-width]");
}

/// The configuration is that of whichever path has one.
#[test]
fn sees_the_configuration_of_any_path() {
    let folder = folder("paths");
    fs::create_dir(folder.join("loose")).unwrap();
    fs::create_dir(folder.join("docs")).unwrap();
    for name in ["en-US", "es-ES", "isogloss.yml"] {
        fs::rename(folder.join(name), folder.join("docs").join(name)).unwrap();
    }
    fs::write(folder.join("loose/y.md"), FAULTY).unwrap();
    let watch = Watch::start_with(&folder, &["loose/y.md", "docs"]);
    watch.finds("loose/y.md:9:1: warning[table-row-width]");
    watch.says("watching 3 pages");
    fs::write(folder.join("docs/isogloss.yml"), "locales: [en-US, es-ES]\nrules: { table-row-width: error }\n")
        .unwrap();
    watch.finds("loose/y.md:9:1: error[table-row-width]");
}

/// A page is read as it is without `--watch`, and no more of it.
#[cfg(target_os = "linux")]
#[test]
fn a_page_keeps_its_limits() {
    let folder = folder("limits");
    let page = folder.join("es-ES/a.md");
    let watch = Watch::start(&folder);
    watch.says("watching 2 pages");
    fs::File::create(&page).unwrap().set_len(10 << 30).unwrap();
    watch.says("es-ES/a.md was not checked: it has 10737418240 bytes, more than can be read");
    watch.says("watching 1 page;");
    fs::write(&page, FAULTY).unwrap();
    watch.says("watching 2 pages");
    // To open a pipe would wait for ever.
    fs::remove_file(&page).unwrap();
    assert!(Command::new("mkfifo").arg(&page).status().unwrap().success());
    watch.says("es-ES/a.md was not checked: it is a pipe");
}

#[test]
fn a_file_that_says_the_same_is_no_change() {
    let folder = folder("same");
    let watch = Watch::start(&folder);
    watch.says("watching 2 pages");
    watch.finds(" on 2 pages of 2 locales.");
    // Into its place, so that nobody reads half of it.
    fs::copy(folder.join("es-ES/a.md"), folder.join("es-ES/.a.md.tmp")).unwrap();
    fs::rename(folder.join("es-ES/.a.md.tmp"), folder.join("es-ES/a.md")).unwrap();
    std::thread::sleep(Duration::from_millis(800));
    // It still watches, and the first report since is that of the change.
    fs::write(folder.join("es-ES/.a.md.tmp"), FAULTY).unwrap();
    fs::rename(folder.join("es-ES/.a.md.tmp"), folder.join("es-ES/a.md")).unwrap();
    let told = until(&watch.out, "table-row-width");
    assert!(!told.contains("No findings"), "{told}");
}

#[cfg(unix)]
#[test]
fn ends_when_nobody_reads_on() {
    let folder = folder("unread");
    let mut watch = Watch::start(&folder);
    watch.says("watching 2 pages");
    // As `| head` does.
    watch.stop_reading();
    // The pipe is closed once a line has come that nobody wants, which may be after all of a report is written.
    let code = (0..300).find_map(|round| {
        fs::write(folder.join("es-ES/a.md"), format!("{FAULTY}\n{round}\n")).unwrap();
        std::thread::sleep(Duration::from_secs(1));
        watch.child.try_wait().unwrap()
    });
    assert_eq!(code.unwrap().code(), Some(0), "as other closed pipes: no errors are found");
}

#[cfg(unix)]
#[test]
fn ends_with_an_interrupt() {
    if is_ignoring_interrupts() {
        println!("skipped: started in the background by a shell, which has interrupts ignored");
        return;
    }
    let folder = folder("end");
    let mut watch = Watch::start(&folder);
    watch.says("watching 2 pages");
    assert!(Command::new("kill").args(["-INT", &watch.child.id().to_string()]).status().unwrap().success());
    assert!(!watch.child.wait().unwrap().success());
}

/// Whether this process, and so what it starts, ignores interrupts: bit 1 of the mask, as Linux tells it.
#[cfg(unix)]
fn is_ignoring_interrupts() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap_or_default();
    u64::from_str_radix(mask.trim(), 16).is_ok_and(|mask| mask & 2 != 0)
}
