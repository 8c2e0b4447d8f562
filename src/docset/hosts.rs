//! What a docset's pages have in common: the host that their examples call (what stands elsewhere has versions of its
//! own) and the versions there are.

use super::model::DocSet;
use crate::page::Page;
use crate::page::http::HttpMessage;
use crate::page::url;
use crate::text::Span;
use foldhash::HashMap;

impl DocSet {
    /// The host that most example requests call; `None` when no example has one. Counted when first asked for.
    pub fn main_host(&self) -> Option<&str> {
        self.main_host.get_or_init(|| most_used(self.members.iter().map(|member| &member.page))).as_deref()
    }
}

impl DocSet {
    /// Whether any page documents this version.
    pub fn has_version(&self, name: &str) -> bool {
        self.version_names().iter().any(|version| version.eq_ignore_ascii_case(name))
    }

    /// The versions that pages document. Collected when first asked for.
    pub fn version_names(&self) -> &[String] {
        self.version_names.get_or_init(|| {
            let mut names: Vec<String> = Vec::new();
            for version in self.members.iter().filter_map(|member| member.version.as_ref()) {
                if !names.iter().any(|name| **name == **version) && names.len() < MOST_VERSIONS {
                    names.push(version.to_string());
                }
            }
            names
        })
    }
}

/// More versions than any docset has; a limit so that hostile paths cost nothing.
const MOST_VERSIONS: usize = 64;

/// The host of a scheme with a host, or of a URL without a scheme.
pub fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// The hosts that a page's example requests call, in order.
pub(super) fn of_page(page: &Page) -> impl Iterator<Item = &str> {
    let text = &page.source.text;
    urls(page).filter_map(|url| Some(host_of(url::scheme_host(text, url)?.of(text))))
}

/// The addresses of a page's example requests, in order.
fn urls(page: &Page) -> impl Iterator<Item = Span> {
    let messages = page.code.iter().filter_map(|code| code.http.as_deref());
    messages.flat_map(HttpMessage::request_lines).map(|line| line.url)
}

fn most_used<'a>(pages: impl Iterator<Item = &'a Page>) -> Option<String> {
    let mut counts: HashMap<&str, usize> = HashMap::default();
    // The host that the last address calls, and how the address begins, up to the slash behind it: most begin as the one before.
    let (mut last, mut start, mut count) = ("", "", 0);
    for page in pages {
        let text = &page.source.text;
        for url in urls(page) {
            let address = url.of(text);
            if !start.is_empty() && address.starts_with(start) {
                count += 1;
                continue;
            }
            let Some(found) = url::scheme_host(text, url) else { continue };
            *counts.entry(last).or_default() += count;
            (last, count) = (host_of(found.of(text)), 1);
            // Without a scheme the segment behind the host decides whether it is one.
            let begins = address.get(..found.len() + 1).filter(|start| start.contains("://") && start.ends_with('/'));
            start = begins.unwrap_or("");
        }
    }
    *counts.entry(last).or_default() += count;
    counts.retain(|_, count| *count > 0);
    // The first by name of equals, so that the order of pages does not decide.
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0))).map(|(host, _)| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;
    use crate::text::Source;

    #[test]
    fn the_host_most_used_wins() {
        let page = |text: &str| page::parse(Source::new("x.md", text));
        let text = "```http\nGET https://a.example/v1.0/x\n```\n\n```http\nGET https://b.example/v1.0/x\n```\n\n\
                    ```http\nGET https://b.example/y\n```\n";
        assert_eq!(most_used([page(text), page("")].iter()).as_deref(), Some("b.example"));
        assert_eq!(most_used([page("x")].iter()), None);
        assert_eq!(host_of("https://a.example/v1.0?x"), "a.example");
    }
}
