//! What the parts of a page are called in keys: sections by their English anchors, under the heading above them.

use super::table::section_roles;
use super::words::Words;
use crate::page::Page;
use crate::page::section::Role;
use foldhash::HashMap;

/// The parts of a page by section.
#[derive(Debug, Default)]
pub struct Areas {
    /// For each section: its name, unique on the page (`example/request`, `example/request#2`); that of the section around
    /// it for a tab. Empty before the first heading, `title` for the page's title.
    pub names: Vec<String>,
    /// The section's own role, or that of the nearest heading above it that has one.
    pub roles: Vec<Option<Role>>,
}

impl Areas {
    /// Names the sections of `page`.
    pub fn of(page: &Page, words: &dyn Words) -> Self {
        let mut areas = Self { names: Vec::new(), roles: section_roles(page, words) };
        let mut seen = Seen::default();
        // The headings above, with their levels; the title is above everything and in no name.
        let mut above: Vec<(u8, &str)> = Vec::new();
        let mut titled = false;
        for section in &page.sections {
            if section.level == 0 {
                areas.names.push(String::new());
            } else if section.is_tab {
                areas.names.push(areas.names.last().cloned().unwrap_or_default());
            } else if !titled {
                titled = true;
                areas.names.push("title".to_owned());
            } else {
                above.retain(|(level, _)| *level < section.level);
                let name = match above.last() {
                    Some((_, parent)) => format!("{parent}/{}", section.slug),
                    None => section.slug.to_string(),
                };
                above.push((section.level, &section.slug));
                areas.names.push(seen.unique(name));
            }
        }
        areas
    }

    /// The name of the section at `index`.
    pub fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }

    /// The role of the section at `index`.
    pub fn role(&self, index: usize) -> Option<Role> {
        self.roles.get(index).copied().flatten()
    }
}

/// Numbers names that come again.
#[derive(Debug, Default)]
pub struct Seen(HashMap<String, usize>);

impl Seen {
    /// `name`, with `#2` and so on from its second use.
    pub fn unique(&mut self, name: String) -> String {
        let count = self.0.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { name } else { format!("{name}#{count}") }
    }
}
