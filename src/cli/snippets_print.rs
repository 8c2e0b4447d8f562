//! What `isogloss snippets` prints instead of writing: one sample, or the list of targets.

use crate::docset::{DocSet, Member};
use crate::snippet::examples::{self, Example};
use crate::snippet::output::Output;
use crate::snippet::{Renderer, names};
use std::process::ExitCode;

/// Lists the targets: id, language, client, and what the client cannot send.
pub fn list(renderer: &Renderer) -> ExitCode {
    let mut out = String::new();
    let width = |of: &dyn Fn(usize) -> usize| (0..renderer.targets().len()).map(of).max().unwrap_or(0);
    let target = |at: usize| renderer.targets().get(at);
    let ids = width(&|at| target(at).map_or(0, |target| target.id.chars().count()));
    let languages = width(&|at| target(at).map_or(0, |target| target.header.language.chars().count()));
    let clients = width(&|at| target(at).map_or(0, |target| target.header.client.chars().count()));
    for target in renderer.targets() {
        let header = &target.header;
        let cannot: Vec<&str> = header.cannot.keys().map(String::as_str).collect();
        let cannot = if cannot.is_empty() { String::new() } else { format!("cannot send {}", cannot.join(", ")) };
        let line = format!("{:ids$}  {:languages$}  {:clients$}  {cannot}", target.id, header.language, header.client);
        out.push_str(line.trim_end());
        out.push('\n');
    }
    super::print(out.as_bytes())
}

/// Prints the one sample that is asked for.
pub fn one(docset: &DocSet, outputs: &[Output<'_>], request: Option<&str>, base: &str) -> Result<ExitCode, String> {
    let [output] = outputs else {
        let ids: Vec<&str> = outputs.iter().map(|output| output.id.as_str()).collect();
        return Err(format!("--stdout prints one sample; name one of the targets {} with --target", ids.join(", ")));
    };
    let found = match request {
        Some(name) => find(docset, name, base)?,
        None => wanted(docset, base),
    };
    let (member, example) = match found.as_slice() {
        [(member, _, example)] => (*member, example),
        [] => return Err("there is no request here: a block of HTTP below an annotation of a request".to_owned()),
        more => {
            let all: Vec<String> =
                more.iter().map(|(member, number, example)| called(docset, member, *number, example)).collect();
            return Err(format!("there are {} requests; name one with --request: {}", all.len(), all.join(", ")));
        }
    };
    let sample = output.sample(&example.request, member).map_err(|problem| problem.to_string())?;
    let sample = sample.ok_or_else(|| format!("{} has no sample for this request", output.id))?;
    Ok(super::print((sample + "\n").as_bytes()))
}

/// The requests of the pages that were asked for, with their numbers on the page.
fn wanted<'a>(docset: &'a DocSet, base: &str) -> Vec<(&'a Member, usize, Example)> {
    let members = docset.members.iter().filter(|member| member.wanted);
    let of_member = |member: &'a Member| {
        let examples = examples::of_page(&member.page, base).into_iter().enumerate();
        examples.map(move |(number, example)| (member, number, example)).collect::<Vec<_>>()
    };
    members.flat_map(of_member).collect()
}

/// The requests called `name`; an error that names the others where there is none.
pub fn find<'a>(docset: &'a DocSet, name: &str, base: &str) -> Result<Vec<(&'a Member, usize, Example)>, String> {
    let mut all = wanted(docset, base);
    let is_called =
        |(_, number, example): &(&Member, usize, Example)| examples::is_called(*number, &example.request, name);
    if !all.iter().any(is_called) {
        let known: Vec<&str> = all.iter().map(|(_, _, example)| example.request.name.as_str()).collect();
        let near = crate::text::nearest::nearest(name, known.iter().copied().filter(|known| !known.is_empty()));
        let hint = match near {
            Some(near) => format!("did you mean {near}?"),
            None if all.len() <= 10 => {
                let all: Vec<String> =
                    all.iter().map(|(member, number, example)| called(docset, member, *number, example)).collect();
                format!("there are {}", if all.is_empty() { "none".to_owned() } else { all.join(", ") })
            }
            None => format!("none of the {} requests has that name", all.len()),
        };
        return Err(format!("there is no request {name}: {hint}"));
    }
    all.retain(is_called);
    Ok(all)
}

/// What `--request` takes for an example, and where it stands.
fn called(docset: &DocSet, member: &Member, number: usize, example: &Example) -> String {
    let name = &example.request.name;
    let id = docset.members.iter().position(|other| std::ptr::eq(other, member)).unwrap_or(0);
    let span = member.page.annotations.get(example.annotation).map(|note| note.span).unwrap_or_default();
    let place = names::place(docset, crate::docset::PageId(id as u32), span).unwrap_or_default();
    if name.is_empty() { format!("#{} ({place})", number + 1) } else { format!("{name} ({place})") }
}
