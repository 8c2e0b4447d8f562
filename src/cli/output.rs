//! Reports written where they are asked for, and the exit code: the same for `check` and `merge`.

use super::args_check::Output;
use super::statistics;
use crate::report::{FORMATS, Format, Report, Summary};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use terminal_size::{Width, terminal_size_of};

/// Excerpts in fewer columns than these would show nothing.
const NARROWEST: usize = 40;

/// A format, with the file it goes to.
pub type Asked = (&'static Format, Option<PathBuf>);

/// The formats asked for, each with its file; `default` where none is.
pub fn reports(args: &Output, default: &str) -> Result<Vec<Asked>, String> {
    let default = if args.statistics { Vec::new() } else { vec![default.to_owned()] };
    let asked = if args.report.is_empty() { &default } else { &args.report };
    let reports: Vec<Asked> = asked.iter().map(|text| format(text)).collect::<Result<_, _>>()?;
    if args.statistics && reports.iter().any(|(_, file)| file.is_none()) {
        return Err("--statistics goes to standard output; name a file for the report, as --report json=findings.json"
            .to_owned());
    }
    if let [(_, None), (Format { name, .. }, None), ..] =
        reports.iter().filter(|(_, file)| file.is_none()).collect::<Vec<_>>().as_slice()
    {
        return Err(format!(
            "only one report can go to standard output; name a file for the others, as --report {name}=FILE"
        ));
    }
    let mut files: Vec<&PathBuf> = reports.iter().filter_map(|(_, file)| file.as_ref()).collect();
    files.sort();
    match files.windows(2).find(|pair| matches!(pair, [a, b] if a == b)).and_then(|pair| pair.first()) {
        Some(file) => Err(format!("two reports would be written to {}; name a file for each", file.display())),
        None => Ok(reports),
    }
}

fn format(text: &str) -> Result<Asked, String> {
    let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
    let names = || FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
    let format = FORMATS
        .iter()
        .find(|format| format.name == name)
        .ok_or_else(|| format!("there is no report format {name}; there are {}", names()))?;
    if file == Some("") {
        return Err(format!("--report {name}= names no file; leave the = out to write to standard output"));
    }
    Ok((format, file.map(PathBuf::from)))
}

/// Writes all of them; whether there is still somebody to read them. One that cannot be written does not cost the others; the
/// error, for people, names the last.
pub fn write_all(report: &mut Report<'_>, reports: &[Asked], args: &Output) -> Result<bool, String> {
    report.grouped = !args.no_group;
    report.quiet = args.quiet;
    let mut failed: Vec<String> = Vec::new();
    let mut is_read = true;
    let mut take = |written: Result<bool, String>| match written {
        Ok(read) => is_read &= read,
        Err(message) => failed.push(message),
    };
    if args.statistics {
        let done = if args.aside {
            statistics::write(report, &mut io::stderr().lock())
        } else {
            statistics::write(report, &mut io::stdout().lock())
        };
        take(written("statistics", None, done));
    }
    for (format, file) in reports {
        let is_shown = file.is_none() && !args.aside;
        report.color = is_shown && super::is_colored();
        if let Some((Width(columns), _)) = is_shown.then(|| terminal_size_of(io::stdout())).flatten() {
            report.width = usize::from(columns).max(NARROWEST);
        }
        take(written(format.name, file.as_ref(), write(report, format, file.as_ref(), args.aside)));
    }
    let last = failed.pop();
    for message in failed {
        super::complain(&message);
    }
    last.map_or(Ok(is_read), Err)
}

/// 2 if anything is missing, else 1 if findings count, else 0.
pub fn exit_code(summary: &Summary, args: &Output, is_incomplete: bool) -> ExitCode {
    let has_findings = summary.errors > 0 || args.deny_warnings && summary.warnings > 0;
    ExitCode::from(if is_incomplete { 2 } else { u8::from(has_findings && !args.exit_zero) })
}

fn write(report: &Report<'_>, format: &Format, file: Option<&PathBuf>, aside: bool) -> io::Result<()> {
    let mut out: Box<dyn Write> = match file {
        None if aside => Box::new(BufWriter::with_capacity(1 << 16, io::stderr().lock())),
        None => Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock())),
        Some(path) => Box::new(BufWriter::with_capacity(1 << 16, File::create(path)?)),
    };
    (format.write)(report, &mut out).and_then(|()| out.flush())
}

/// Whether it was read to its end.
fn written(name: &str, file: Option<&PathBuf>, result: io::Result<()>) -> Result<bool, String> {
    match result {
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => {
            let place = file.map_or(String::new(), |path| format!(" to {}", path.display()));
            Err(format!("the {name} report could not be written{place}: {error}"))
        }
        Ok(()) => Ok(true),
    }
}
