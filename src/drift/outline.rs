//! What a source has that is to be found again in its translations. Read once for all of them, since most sections have nothing of
//! most kinds. Must not know translations.

use super::{header_words, macros, parameters};
use crate::fact::prose::{self, Token};
use crate::page::Page;
use crate::page::model::within;

/// What is on one page.
#[derive(Debug)]
pub struct Outline {
    /// Whether there are macros.
    pub has_macros: bool,
    sections: Box<[Holds]>,
}

/// What is in one section, its heading and its tables apart.
#[derive(Clone, Copy, Debug, Default)]
pub struct Holds {
    /// Tokens that stay in a translation.
    pub tokens: bool,
    /// Links.
    pub links: bool,
    /// The word before which names of headers stand.
    pub header_words: bool,
    /// Lists of parameters with types.
    pub types: bool,
}

impl Outline {
    /// What is on `page`.
    pub fn of(page: &Page) -> Self {
        let mut tokens: Vec<Token<'_>> = Vec::new();
        let sections = page.sections.iter().map(|section| {
            let body = section.body();
            let tables = within(&page.tables, body, |table| table.span);
            tokens.clear();
            prose::marked(page, body, prose::outside(tables), &mut tokens);
            prose::includes(page, body, &mut tokens);
            Holds {
                tokens: tokens.iter().any(prose::is_kept),
                links: !within(&page.links, body, |link| link.span).is_empty(),
                header_words: header_words::may_be_in(page, body),
                types: parameters::has_types(page, body),
            }
        });
        Self { sections: sections.collect(), has_macros: !macros::all(page).is_empty() }
    }

    /// What is in the section at `index`.
    pub fn section(&self, index: usize) -> Holds {
        self.sections.get(index).copied().unwrap_or_default()
    }
}
