//! Plants one fault of a translator into a faultless translation.

use crate::pseudo::foreign;
use isogloss::fact::cell::{core, header_core, kind_of, scopes};
use isogloss::fact::{FactKind, TableInfo, TableKind, token};
use isogloss::page::Page;
use isogloss::page::section::Section;
use isogloss::text::Span;

/// A kind of fault: its name, the kinds of fact that may tell it, and where and how it can be planted.
pub struct Fault {
    pub name: &'static str,
    pub kinds: &'static [FactKind],
    pub plant: fn(&Sheet<'_>) -> Vec<(Span, String)>,
}

/// A translation with what its tables are.
pub struct Sheet<'a> {
    pub page: &'a Page,
    pub tables: &'a [TableInfo],
}

const fn fault(name: &'static str, kinds: &'static [FactKind], plant: fn(&Sheet<'_>) -> Vec<(Span, String)>) -> Fault {
    Fault { name, kinds, plant }
}

pub const FAULTS: &[Fault] = &[
    fault("header name translated", &[FactKind::HeaderName], |s| s.cells(FactKind::HeaderName, foreign)),
    fault("header name transliterated", &[FactKind::HeaderName], |s| s.cells(FactKind::HeaderName, cyrillic)),
    fault("name translated", &[FactKind::Name], |s| s.cells(FactKind::Name, foreign)),
    fault("name transliterated", &[FactKind::Name], |s| s.cells(FactKind::Name, cyrillic)),
    fault("name recased", &[FactKind::Name], |s| s.cells(FactKind::Name, recased)),
    fault("name punctuated", &[FactKind::Name], |s| s.cells(FactKind::Name, |name| format!("{name}."))),
    fault("name spaced", &[FactKind::Name], |s| s.cells(FactKind::Name, spaced)),
    fault("type translated", &[FactKind::Type], |s| s.cells(FactKind::Type, foreign)),
    fault("type recased", &[FactKind::Type], |s| s.cells(FactKind::Type, recased)),
    fault("type punctuated", &[FactKind::Type], |s| s.cells(FactKind::Type, |name| format!("{name}."))),
    fault("permission scope altered", &[FactKind::Permission], |s| {
        s.scopes(|scope, _| scope.split_once('.').map(|(first, rest)| format!("{}.{rest}", ascii(first))))
    }),
    fault("permission scope spaced", &[FactKind::Permission], |s| {
        s.scopes(|scope, _| scope.split_once('.').map(|(first, rest)| format!("{first}. {rest}")))
    }),
    fault("permission scope dropped", &[FactKind::Permission], |s| s.scopes(|_, count| (count > 1).then(String::new))),
    fault("authentication scheme translated", &[FactKind::AuthenticationScheme], |s| {
        s.in_cells(|text| token::schemes(text).map(|(range, _)| (range, "Portador".to_owned())).collect())
    }),
    fault("placeholder translated", &[FactKind::Placeholder], |s| {
        s.in_cells(|text| {
            let inner = |(range, name): (std::ops::Range<usize>, &str)| {
                let at = range.start + text[range].find(name)?;
                (!name.contains(' ')).then(|| (at..at + name.len(), foreign(name)))
            };
            token::placeholders(text).into_iter().filter_map(inner).collect()
        })
    }),
    fault("media type translated", &[FactKind::MediaType], |s| {
        s.in_cells(|text| {
            token::media_types(text).map(|(range, word)| (range, word.replace("application", "aplicación"))).collect()
        })
    }),
    fault("code span altered", &[FactKind::CodeSpan], |s| s.code_spans(false, |word| format!("`{word}Otro`"))),
    fault("code span lost", &[FactKind::CodeSpan], |s| s.code_spans(false, |_| "eso".to_owned())),
    fault("status code in prose lost", &[FactKind::CodeSpan, FactKind::Status], |s| {
        s.code_spans(true, |_| "eso".to_owned())
    }),
    fault("status code in prose changed", &[FactKind::CodeSpan, FactKind::Status], |s| {
        s.code_spans(true, |_| "`418 Teapot`".to_owned())
    }),
    fault("bold identifier lost", &[FactKind::Bold], |s| {
        let bold = s.page.bold.iter().filter(|bold| s.is_prose(bold.span));
        let is_name = |span: Span| token::is_camel(s.page.slice(span).trim_end_matches([':', '.', ',', ' ']));
        bold.filter(|bold| is_name(bold.content)).map(|bold| (bold.span, "eso".to_owned())).collect()
    }),
    fault("link target changed", &[FactKind::LinkTarget], |s| {
        let links = s.page.links.iter().filter(|link| !link.in_heading && !link.image && !link.target.is_empty());
        links.map(|link| (link.target, "../otra/pagina.md".to_owned())).collect()
    }),
    fault("link text changed", &[FactKind::LinkText], |s| {
        let links = s.page.links.iter().filter(|link| s.is_prose(link.span) && !link.target.is_empty());
        let coined = links.filter(|link| token::is_coined(s.page.slice(link.text)));
        coined.map(|link| (link.text, foreign(s.page.slice(link.text)))).collect()
    }),
    fault("quote of an annotation escaped", &[FactKind::Annotation], |s| {
        let notes = s.page.annotations.iter().filter(|note| !note.is_page);
        let first = |span: Span| s.page.slice(span).find('"').map(|at| (span.part(at..at + 1), "&quot;".to_owned()));
        notes.filter_map(|note| first(note.content)).collect()
    }),
    fault(
        "word in code changed",
        &[FactKind::CodeBlock, FactKind::JsonKey, FactKind::ExampleHeader, FactKind::ExampleRequest, FactKind::Status],
        |s| {
            let words = |span: Span| {
                let text = s.page.slice(span);
                let words: Vec<(Span, String)> = token::words(text)
                    .filter(|(_, word)| word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
                    .map(|(range, word)| (span.part(range), foreign(word)))
                    .collect();
                words
            };
            s.page.code.iter().flat_map(|code| words(code.content)).collect()
        },
    ),
    fault("include path changed", &[FactKind::Include], |s| {
        s.page.includes.iter().map(|include| (include.path, "../otra.md".to_owned())).collect()
    }),
    fault("title identifier changed", &[FactKind::Title], |s| {
        let Some(title) = s.page.title() else { return Vec::new() };
        let text = s.page.slice(title.title);
        let coined = token::words(text).filter(|(_, word)| token::is_coined(word));
        coined.map(|(range, word)| (title.title.part(range), foreign(word))).collect()
    }),
    fault("table row dropped", &[FactKind::TableShape], |s| {
        let tables = s.page.tables.iter().zip(s.tables).filter(|(table, info)| {
            matches!(info.kind, TableKind::Names | TableKind::Headers | TableKind::Permissions) && table.rows.len() > 1
        });
        let line = |row: &isogloss::page::table::Row| {
            let end = (row.span.to()..s.page.source.text.len()).find(|at| s.page.source.text.as_bytes()[*at] == b'\n');
            (Span::new(row.span.from(), end.map_or(row.span.to(), |end| end + 1)), String::new())
        };
        tables.flat_map(|(table, _)| table.rows.iter().map(line)).collect()
    }),
    fault("heading level changed", &[FactKind::Section], |s| {
        let sections = s.page.sections.iter().filter(|section| section.level == 2 && !section.is_tab);
        let is_marked = |span: &Span| s.page.slice(*span).starts_with("## ");
        sections.map(Section::heading).filter(is_marked).map(|at| (at.part(0..2), "###".to_owned())).collect()
    }),
    fault("heading anchor changed", &[FactKind::Section], |s| {
        let sections = s.page.sections.iter().skip(2).filter_map(Section::anchor);
        sections.map(|anchor| (anchor, "otra-cosa".to_owned())).collect()
    }),
    fault("tab id changed", &[FactKind::Tab], |s| {
        s.page.tabs.iter().flat_map(|group| &group.tabs).map(|tab| (tab.id, "otra".to_owned())).collect()
    }),
];

impl Sheet<'_> {
    /// The cells of this kind that are one identifier.
    fn cells(&self, kind: FactKind, change: impl Fn(&str) -> String) -> Vec<(Span, String)> {
        let mut out = Vec::new();
        for (table, info) in self.page.tables.iter().zip(self.tables) {
            for row in table.rows.iter().filter(|row| row.cells.iter().skip(1).any(|cell| !cell.is_empty())) {
                for (column, cell) in row.cells.iter().enumerate() {
                    if kind_of(info, column) != Some(kind) {
                        continue;
                    }
                    let text = self.page.slice(*cell);
                    let part = if kind == FactKind::HeaderName { header_core(text) } else { core(text) };
                    let name = &text[part.clone()];
                    let is_name = token::is_identifier(name)
                        && name.len() > 3
                        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                        && (info.has_names() || name.starts_with(|c: char| c.is_ascii_lowercase()));
                    let new = change(name);
                    if is_name && new != name {
                        out.push((cell.part(part), new));
                    }
                }
            }
        }
        out
    }

    /// Scopes in permission cells, each with how many its cell has. A dropped one takes the comma after or before it along.
    fn scopes(&self, change: impl Fn(&str, usize) -> Option<String>) -> Vec<(Span, String)> {
        let mut out = Vec::new();
        for (table, info) in self.page.tables.iter().zip(self.tables) {
            for row in &table.rows {
                for (column, cell) in row.cells.iter().enumerate() {
                    if kind_of(info, column) != Some(FactKind::Permission) {
                        continue;
                    }
                    let text = self.page.slice(*cell);
                    let all: Vec<_> = scopes(text).collect();
                    for (at, (range, scope)) in all.iter().enumerate() {
                        // Said twice in a cell, once is as good.
                        let is_only = all.iter().filter(|(_, other)| other == scope).count() == 1;
                        let Some(new) = change(scope, all.len()).filter(|_| is_only) else { continue };
                        let span = match (new.is_empty(), all.get(at + 1)) {
                            (true, Some((next, _))) => range.start..next.start,
                            (true, None) => all[at - 1].0.end..range.end,
                            _ => range.clone(),
                        };
                        out.push((cell.part(span), new));
                    }
                }
            }
        }
        out
    }

    /// What `find` finds in the cells that have no role of their own.
    fn in_cells(&self, find: impl Fn(&str) -> Vec<(std::ops::Range<usize>, String)>) -> Vec<(Span, String)> {
        let mut out = Vec::new();
        for (table, info) in self.page.tables.iter().zip(self.tables) {
            for row in &table.rows {
                for (column, cell) in row.cells.iter().enumerate() {
                    if kind_of(info, column).is_none() {
                        let text = self.page.slice(*cell);
                        let found = find(text).into_iter().filter(|(range, new)| text[range.clone()] != *new);
                        out.extend(found.map(|(range, new)| (cell.part(range), new)));
                    }
                }
            }
        }
        out
    }

    fn code_spans(&self, status: bool, change: impl Fn(&str) -> String) -> Vec<(Span, String)> {
        let spans = self.page.code_spans.iter().filter(|code| self.is_prose(code.span));
        let word = |code: &isogloss::page::inline::CodeSpan| self.page.slice(code.content).trim().to_owned();
        spans
            .filter(|code| match token::status_code(&word(code)) {
                Some(_) => status,
                None => !status && token::is_compound(&word(code)),
            })
            .map(|code| (code.span, change(&word(code))))
            .collect()
    }

    fn is_prose(&self, span: Span) -> bool {
        let in_table = self.page.tables.iter().any(|table| table.span.contains(span));
        let in_heading = self.page.sections.iter().any(|section| section.heading().contains(span));
        !in_table && !in_heading
    }
}

fn recased(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    let upper = first.to_ascii_uppercase();
    format!("{}{rest}", if upper == first { first.to_ascii_lowercase() } else { upper })
}

fn spaced(name: &str) -> String {
    let at = (1..name.len()).find(|at| name.as_bytes()[*at].is_ascii_uppercase());
    at.map_or_else(|| name.to_owned(), |at| format!("{} {}", &name[..at], &name[at..]))
}

fn ascii(word: &str) -> String {
    format!("Otro{}", word.len())
}

/// As machines write English by sound.
fn cyrillic(name: &str) -> String {
    let letters = "абкдефгхижклмнопкрстувуксиз";
    let of = |c: char| letters.chars().nth((c.to_ascii_lowercase() as usize).wrapping_sub('a' as usize));
    name.chars().map(|c| of(c).unwrap_or(c)).collect()
}
