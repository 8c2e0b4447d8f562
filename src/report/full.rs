//! Each finding with the lines it is about, drawn by `annotate-snippets`. Findings alike are drawn once, with their
//! count and the first places.

use super::concise;
use super::escape::{short, visible};
use super::group::{Group, HANDFUL, groups};
use super::model::Report;
use crate::docset::PageId;
use crate::drift::Verdict;
use crate::engine::Diagnostic;
use crate::rule::{Certainty, Severity};
use crate::text::Span;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use rayon::prelude::*;
use std::io::{self, Write};

/// The longest line handed over to be drawn, in bytes; of a longer one a part around the finding. What is drawn of it is less: as wide
/// as a terminal. Where a line is cut the columns cannot be told, so this is more than prose has.
const LINE: usize = 3 << 11;

/// The most other places that are drawn beside a finding's own.
const PLACES: usize = 8;

/// So many groups are drawn before they are written: some hundred kilobytes of a report, and work enough for every thread.
const AT_ONCE: usize = 256;

/// Writes the report.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if report.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(report.width);
    if report.grouped {
        // Drawing is most of the work: in parallel, written in order.
        for some in groups(report).chunks(AT_ONCE) {
            let drawn = some.par_iter().map(|group| {
                let mut text = Vec::new();
                write_group(report, &renderer, group, &mut text).map(|()| text)
            });
            for text in drawn.collect::<io::Result<Vec<Vec<u8>>>>()? {
                out.write_all(&text)?;
            }
        }
    } else {
        for item in &report.run.diagnostics {
            draw(report, &renderer, item, &[], out)?;
        }
    }
    if report.quiet {
        return Ok(());
    }
    by_rule(report, out)?;
    concise::summary(&report.summary, out)
}

fn write_group(report: &Report<'_>, renderer: &Renderer, group: &Group<'_>, out: &mut dyn Write) -> io::Result<()> {
    if group.items.len() <= HANDFUL {
        return group.items.iter().try_for_each(|item| draw(report, renderer, item, &[], out));
    }
    let Some((first, rest)) = group.items.split_first() else { return Ok(()) };
    draw(report, renderer, first, rest, out)
}

fn draw(
    report: &Report<'_>,
    renderer: &Renderer,
    item: &Diagnostic,
    alike: &[&Diagnostic],
    out: &mut dyn Write,
) -> io::Result<()> {
    let level = match item.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let finding = &item.finding;
    let message = short(&visible(&finding.message), 400).into_owned();
    let Some(window) = window(report, item.page, finding.span) else { return Ok(()) };
    let mut group = level.primary_title(message).id(item.rule.id).element(
        Snippet::source(window.text.clone())
            .path(window.path)
            .line_start(window.line)
            .annotation(AnnotationKind::Primary.span(window.range)),
    );
    for related in finding.related.iter().take(PLACES) {
        if let Some(window) = self::window(report, related.page.unwrap_or(item.page), related.span) {
            let label = visible(&related.message).into_owned();
            group = group.element(
                Snippet::source(window.text.clone())
                    .path(window.path)
                    .line_start(window.line)
                    .annotation(AnnotationKind::Context.span(window.range).label(label)),
            );
        }
    }
    if let Some(more) = finding.related.len().checked_sub(PLACES).filter(|more| *more > 0) {
        group = group
            .element(Level::NOTE.message(format!("{more} more places: `isogloss drift` or --report json has all")));
    }
    if !alike.is_empty() {
        let places: Vec<String> = alike.iter().take(HANDFUL - 1).filter_map(|item| place(report, item)).collect();
        let more = format!("{} more places like it, such as {}", concise::thousands(alike.len()), places.join(" and "));
        group = group.element(Level::NOTE.message(more));
    }
    if finding.certainty == Certainty::Likely {
        let why = match finding.verdict {
            Some(Verdict::Stale) => {
                "the text this page was made from is not known: it may also be newer than the source that was read"
            }
            _ if finding.related.iter().any(|related| &*related.message == "the source") => {
                "the source may have another sentence here, or be another text than the one this page was made from"
            }
            _ => "known from the page and the locale's words alone: there is no proved source",
        };
        group = group.element(Level::NOTE.message(why));
    }
    if let Some(help) = &finding.help {
        let help = visible(help);
        let is_all = alike.iter().all(|item| item.finding.help == finding.help);
        group = group.element(Level::HELP.message(if is_all {
            help.into_owned()
        } else {
            format!("{help} (this place; `--report json` says what holds for each of the others)")
        }));
    }
    writeln!(out, "{}\n", renderer.render(&[group]))
}

fn place(report: &Report<'_>, item: &Diagnostic) -> Option<String> {
    let page = report.page(item)?;
    Some(format!("{}:{}", visible(&page.source.path), page.source.place(item.finding.span.start).line))
}

struct Window {
    path: String,
    text: String,
    line: usize,
    range: std::ops::Range<usize>,
}

/// The first line of `span`, cut to a readable length, with the bytes of it to mark. Control characters are replaced, so
/// that nothing on a page can speak to the terminal.
fn window(report: &Report<'_>, page: PageId, span: Span) -> Option<Window> {
    let source = &report.docset.get(page)?.page.source;
    let place = source.place(span.start);
    let start = source.lines().start_of(place.line)? as usize;
    // The line may be as long as the page: no more of it is looked at than is drawn.
    let near = source.file_text().as_bytes().get(span.from()..)?;
    let near = near.get(..2 * LINE).unwrap_or(near);
    let end = span.from() + memchr::memchr2(b'\n', b'\r', near).unwrap_or(near.len());
    let line = source.file_text().get(start..floor(source.file_text(), end).max(span.from()))?;
    let from = (span.from() - start).min(line.len());
    let to = (span.to() - start).clamp(from, line.len());
    let cut_start = floor(line, from.saturating_sub(LINE / 3));
    let cut_end = floor(line, (cut_start + LINE).max(from + LINE / 3).min(line.len()));
    let before = visible(line.get(cut_start..from)?);
    let marked = visible(line.get(from..to.min(cut_end).max(from))?);
    let after = visible(line.get(to.min(cut_end).max(from)..cut_end.max(to.min(cut_end)))?);
    let range = before.len()..before.len() + marked.len();
    Some(Window {
        path: visible(&source.path).into_owned(),
        text: format!("{before}{marked}{after}"),
        line: place.line as usize,
        range,
    })
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How many findings each rule has, when there are several rules.
fn by_rule(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: Vec<(&str, Severity, usize)> = Vec::new();
    for item in &report.run.diagnostics {
        match counts.iter_mut().find(|(id, severity, _)| *id == item.rule.id && *severity == item.severity) {
            Some((_, _, count)) => *count += 1,
            None => counts.push((item.rule.id, item.severity, 1)),
        }
    }
    if counts.len() < 2 {
        return Ok(());
    }
    counts.sort_by_key(|(id, severity, count)| (std::cmp::Reverse(*severity), std::cmp::Reverse(*count), *id));
    for (id, severity, count) in counts {
        writeln!(out, "{:>9}  {:7}  {id}", concise::thousands(count), severity.name())?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docset::{Locales, texts};
    use crate::engine::{self, Selection};
    use crate::report::Summary;
    use crate::rule::Settings;

    #[test]
    fn excerpts_are_as_wide_as_asked() {
        let line = |word: &str| format!("# Title\n\n{}`{word}` {}\n", "uno dos tres ".repeat(20), "y más ".repeat(40));
        let all =
            vec![("en-US/a.md".to_owned(), line("displayName")), ("es-ES/a.md".to_owned(), line("nombreParaMostrar"))];
        let docset = texts::from_texts(all, "en-US", true, &Locales::built_in());
        let run = engine::run(&docset, &Selection::all(), &Settings::default());
        for width in [60, 100] {
            let report = Report { width, ..Report::new(&docset, &run, Summary::of(&docset, &run, 0.0)) };
            let mut text = Vec::new();
            write(&report, &mut text).unwrap();
            let text = String::from_utf8(text).unwrap();
            let excerpts: Vec<&str> = text.lines().filter(|line| line.starts_with("3 |")).collect();
            assert!(!excerpts.is_empty(), "{text}");
            let widest = excerpts.iter().map(|line| line.chars().count()).max();
            // Line numbers and the mark beside them come on top.
            assert!(widest.is_some_and(|widest| widest <= width + 8), "{width}: {text}");
        }
    }
}
