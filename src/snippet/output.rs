//! What is written as one tab of a group and one include file: a language with the function that makes its samples.
//! Must not know where samples are put.

use super::render::Renderer;
use super::request::Request;
use super::target::{Problem, Target};
use crate::docset::Member;

/// Makes the sample of a request that stands on a page; nothing where this language has none for it.
pub type Make<'a> = Box<dyn Fn(&Request, &Member) -> Result<Option<String>, Problem> + Send + Sync + 'a>;

/// A language that samples are written in.
pub struct Output<'a> {
    /// What `--target` calls it.
    pub id: String,
    /// The info string of the sample's fence, and the folder of its include files: `csharp`.
    pub fence: String,
    /// The tab's title: `C#`.
    pub tab: String,
    /// What follows `#tab/`.
    pub tab_id: String,
    /// How files of the language end: `cs`.
    pub extension: String,
    /// Makes a sample.
    pub make: Make<'a>,
}

impl<'a> Output<'a> {
    /// Samples that send the request as it is documented: a template.
    pub fn of_target(renderer: &'a Renderer, target: &'a Target) -> Output<'a> {
        let header = &target.header;
        Output {
            id: target.id.clone(),
            fence: header.fence.clone(),
            tab: header.tab().to_owned(),
            tab_id: header.tab_id().to_owned(),
            extension: header.extension.clone(),
            make: Box::new(|request, _| renderer.render(target, request).map(Some)),
        }
    }

    /// The sample of `request`, on the page `member`.
    pub fn sample(&self, request: &Request, member: &Member) -> Result<Option<String>, Problem> {
        (self.make)(request, member)
    }

    /// Whether a tab with the id `id` shows this language. An id with a condition (`csharp/v2`) is another tab.
    pub fn is_tab(&self, id: &str) -> bool {
        self.tab_id.eq_ignore_ascii_case(id)
    }
}
