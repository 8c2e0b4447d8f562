//! One tab of a group as it is to be: title, anchor, and the sample or the include of its file. Must not know the page it
//! goes to.

use super::output::Output;
use super::sample_file;
use crate::docset::samples::FilePlace;
use crate::page::slug;

/// What a tab shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shows {
    /// An include file: the way to it from the page, and the place it lies at.
    File(String, FilePlace),
    /// The sample itself.
    Code(String),
}

/// One tab.
pub struct Tab<'a> {
    /// Its language.
    pub output: &'a Output<'a>,
    /// What it shows.
    pub shows: Shows,
}

impl Tab<'_> {
    /// The heading. Translated pages name the slug of the title, since that is what translations of titles keep.
    pub fn heading(&self, hashes: &str, anchored: bool) -> String {
        heading(hashes, &self.output.tab, &self.output.tab_id, anchored)
    }

    /// The lines that show the sample.
    pub fn lines(&self) -> Vec<String> {
        match &self.shows {
            Shows::File(way, _) => vec![format!("[!INCLUDE [sample-code]({way})]")],
            Shows::Code(code) => {
                let marks = sample_file::marks(code, '`');
                let opening = format!("{marks}{}", self.output.fence);
                std::iter::once(opening).chain(code.lines().map(str::to_owned)).chain([marks]).collect()
            }
        }
    }
}

/// The heading of a tab.
pub fn heading(hashes: &str, title: &str, id: &str, anchored: bool) -> String {
    if anchored {
        format!("{hashes} <a name=\"{}\"></a>[{title}](#tab/{id})", slug::of(title))
    } else {
        format!("{hashes} [{title}](#tab/{id})")
    }
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn translated_pages_have_anchors() {
        assert_eq!(heading("#", "C#", "csharp", true), "# <a name=\"c\"></a>[C#](#tab/csharp)");
        assert_eq!(heading("#", "Objective-C", "objc", true), "# <a name=\"objective-c\"></a>[Objective-C](#tab/objc)");
        assert_eq!(heading("##", "Go", "go", false), "## [Go](#tab/go)");
    }
}
