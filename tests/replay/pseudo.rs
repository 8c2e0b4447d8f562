//! Makes a page look translated: foreign words wherever a good translator would write some, and everything that no language
//! changes left as it is. What it makes is a translation without a fault.

use isogloss::docset::provenance::source_hash;
use isogloss::docset::{Locale, Locales};
use isogloss::drift::title::identifiers;
use isogloss::fact::cell::{self, kind_of};
use isogloss::fact::plain::plain;
use isogloss::fact::words::{PermissionCell, PermissionRow};
use isogloss::fact::{ColumnRole, FactKind, TableInfo, TableKind, table, token};
use isogloss::page::{self, Page};
use isogloss::text::{Source, Span};
use std::sync::Arc;

/// The locale of the made-up translations: its words for rows and columns are real ones.
pub const LOCALE: &str = "es-ES";

pub fn parse(text: &str) -> Page {
    page::parse(Source::new("page.md", text))
}

struct Edits<'a> {
    page: &'a Page,
    /// By byte: what stays.
    kept: Vec<bool>,
    list: Vec<(Span, String)>,
}

/// A faultless translation of `text`.
pub fn translate(text: &str, locales: &Locales) -> String {
    let page = parse(text);
    let (english, foreign) = (locales.get("en-US"), locales.get(LOCALE));
    let tables = table::tables(&page, english.as_ref());
    let mut edits = Edits { page: &page, kept: kept(&page), list: Vec::new() };
    for section in page.sections.iter().filter(|section| section.level > 0 && !section.is_tab) {
        if section.anchor().is_none() {
            edits.list.push((Span::at(section.title.from()), format!("<a name=\"{}\"></a>", section.slug)));
        }
        let title = page.slice(section.title);
        edits.prose(section.title, &identifiers(title));
    }
    for paragraph in &page.paragraphs {
        edits.prose(paragraph.span, &[]);
    }
    for (table, info) in page.tables.iter().zip(&tables) {
        for cell in &table.header.cells {
            edits.header(*cell, &english, &foreign);
        }
        for row in &table.rows {
            for (column, at) in row.cells.iter().enumerate() {
                edits.cell(info, column, *at, &english);
            }
        }
    }
    let mut out = String::new();
    let mut from = 0;
    edits.list.sort_by_key(|(span, _)| (span.start, span.end));
    for (span, word) in edits.list {
        if span.from() >= from {
            out.push_str(&text[from..span.from()]);
            out.push_str(&word);
            from = span.to();
        }
    }
    out.push_str(&text[from..]);
    with_provenance(&out, text)
}

/// `translation` with the keys in which translations name their source.
fn with_provenance(translation: &str, source: &str) -> String {
    let keys = format!(
        "ms.openlocfilehash: {}\nms.sourcegitcommit: 0123456789abcdef0123456789abcdef01234567\nms.contentlocale: {LOCALE}\nms.lasthandoff: 01/12/2019\n",
        source_hash(source)
    );
    let (mark, rest) = match translation.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", translation),
    };
    match rest.strip_prefix("---").and_then(|rest| rest.split_once('\n')) {
        Some((end, rest)) if parse(source).front_matter.is_some() => format!("{mark}---{end}\n{keys}{rest}"),
        _ => format!("{mark}---\n{keys}---\n\n{rest}"),
    }
}

/// Names of headers that translators leave as they are, in `a Location header`.
const HEADERS: [&str; 6] = ["Accept", "Authorization", "ConsistencyLevel", "ETag", "Location", "Prefer"];

/// The names before the word `header` in a text, by what pages write: no list of the program's own.
fn headers(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.match_indices(" header").filter_map(move |(at, _)| {
        let mut rest = text[..at].trim_end();
        for between in ["response", "request", "HTTP"] {
            rest = rest.strip_suffix(between).map_or(rest, str::trim_end);
        }
        let start = rest.rfind(|c: char| !c.is_alphanumeric() && c != '-').map_or(0, |at| at + 1);
        let name = rest.get(start..)?;
        (HEADERS.contains(&name) || name.contains('-')).then(|| Span::new(start, rest.len()))
    })
}

/// What stays within prose: code, names of headers, includes, targets, comments.
fn kept(page: &Page) -> Vec<bool> {
    let mut spans: Vec<Span> = page.code_spans.iter().map(|code| code.span).collect();
    spans.extend(headers(&page.source.text));
    spans.extend(page.includes.iter().map(|include| include.span));
    spans.extend(page.comments.iter().map(|comment| comment.span));
    spans.extend(page.annotations.iter().map(|note| note.span));
    for link in &page.links {
        // The text of a link without a target of its own is the name of its definition.
        let is_name =
            link.image || link.target.is_empty() || link.text.is_empty() || token::is_coined(page.slice(link.text));
        if is_name {
            spans.push(link.span);
        } else {
            spans.push(Span { start: link.span.start, end: link.text.start });
            spans.push(Span { start: link.text.end, end: link.span.end });
        }
    }
    let mut kept = vec![false; page.source.text.len()];
    for span in spans {
        kept[span.from()..span.to()].fill(true);
    }
    kept
}

impl Edits<'_> {
    /// Foreign words for those of `span`, but for `names`.
    fn prose(&mut self, span: Span, names: &[&str]) {
        let text = self.page.slice(span);
        let mut at = 0;
        while at < text.len() {
            let open = |index: usize| {
                text[index..].chars().next().filter(|c| !c.is_whitespace() && !self.kept[span.from() + index])
            };
            let start = at;
            while at < text.len()
                && let Some(c) = open(at)
            {
                at += c.len_utf8();
            }
            if start == at {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            let marks = ['.', ',', ':', ';', '(', ')', '"', '\'', '!', '?', '*', '[', ']'];
            let chunk = &text[start..at];
            let core = chunk.trim_matches(marks);
            let is_word = core.len() > 1
                && core.bytes().all(|byte| byte.is_ascii_alphabetic())
                && !token::is_compound(core)
                && !token::is_scope(core)
                && !token::SCHEMES.contains(&core)
                && !names.contains(&core)
                && !names.contains(&chunk.trim_end_matches([':', ',']));
            if is_word {
                let lead = chunk.len() - chunk.trim_start_matches(marks).len();
                self.list.push((span.part(start + lead..start + lead + core.len()), foreign(core)));
            }
        }
    }

    fn header(&mut self, at: Span, english: &Arc<Locale>, locale: &Arc<Locale>) {
        let text = plain(self.page.slice(at));
        if let Some(role) = english.column_role(&text) {
            let word = column_word(role);
            assert_eq!(locale.column_role(word), Some(role), "{word}");
            self.list.push((at, word.to_owned()));
        } else if let Some(row) = english.permission_row(&text) {
            self.list.push((at, row_word(row).to_owned()));
        } else {
            self.prose(at, &[]);
        }
    }

    fn cell(&mut self, info: &TableInfo, column: usize, at: Span, english: &Arc<Locale>) {
        let text = self.page.slice(at);
        if info.kind == TableKind::Permissions && column == 0 {
            if let Some(row) = english.permission_row(&plain(text)) {
                self.list.push((at, row_word(row).to_owned()));
            }
            return;
        }
        match kind_of(info, column) {
            Some(FactKind::Permission) if cell::scopes(text).next().is_some() => self.prose(at, &[]),
            Some(FactKind::Permission) => match english.permission_cell(text) {
                Some(PermissionCell::NotSupported) => self.list.push((at, "No se admite.".to_owned())),
                Some(PermissionCell::None) => self.list.push((at, "Ninguno.".to_owned())),
                None => {}
            },
            Some(FactKind::Name | FactKind::HeaderName) if info.has_names() => {}
            Some(FactKind::Name | FactKind::HeaderName) if token::is_identifier(&plain(text)) => {}
            Some(FactKind::Type) => {}
            _ => self.prose(at, &[]),
        }
    }
}

fn column_word(role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::Name => "Nombre",
        ColumnRole::Type => "Tipo",
        ColumnRole::Description => "Descripción",
        ColumnRole::Value => "Valor",
        ColumnRole::Property => "Propiedad",
        ColumnRole::Parameter => "Parámetro",
        ColumnRole::Header => "Encabezado",
        ColumnRole::Member => "Miembro",
        ColumnRole::Method => "Método",
        ColumnRole::ReturnType => "Tipo de valor devuelto",
        ColumnRole::PermissionType => "Tipo de permiso",
        ColumnRole::Permissions => "Permisos",
        ColumnRole::Attribute => "Atributo",
        ColumnRole::Relationship => "Relación",
        ColumnRole::Required => "Obligatorio",
        ColumnRole::Resource => "Recurso",
        ColumnRole::Function => "Función",
    }
}

fn row_word(row: PermissionRow) -> &'static str {
    match row {
        PermissionRow::DelegatedWork => "Delegado (cuenta profesional o educativa)",
        PermissionRow::DelegatedPersonal => "Delegado (cuenta personal de Microsoft)",
        PermissionRow::Delegated => "Delegado",
        PermissionRow::Application => "Aplicación",
    }
}

/// A word of no language, always the same for the same word.
pub fn foreign(word: &str) -> String {
    const SYLLABLES: [&str; 12] = ["ra", "mé", "lo", "ti", "su", "vá", "ne", "do", "pi", "cu", "sá", "fo"];
    let mut state = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mut out = String::new();
    for _ in 0..(word.len() / 2).clamp(2, 5) {
        out.push_str(SYLLABLES[(state >> 33) as usize % SYLLABLES.len()]);
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    }
    if word.starts_with(|c: char| c.is_ascii_uppercase()) {
        let first = out.remove(0).to_uppercase().to_string();
        out.insert_str(0, &first);
    }
    out + "ñ"
}
