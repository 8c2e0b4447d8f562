//! How many of the headings, column headers and permission cells of real pages the built-in locales understand.
//! Prints the figures; fails when one falls. Without the corpus it is skipped.

#![allow(clippy::unwrap_used)]

use isogloss::docset::locale::Locale;
use isogloss::docset::locale_set::Locales;
use isogloss::page::section::Role;
use isogloss::page::table::split_row;
use isogloss::text::Span;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folder of the corpus, and the least shares (per thousand) of titles, column headers, permission rows and cells.
const SETS: [(&str, [usize; 4]); 6] = [
    ("2019/en-US", [995, 980, 995, 995]),
    ("2019/es-ES", [995, 980, 995, 990]),
    ("2019/pt-BR", [995, 980, 995, 990]),
    ("2019/ru-RU", [995, 980, 995, 990]),
    ("2023/pt-BR", [990, 980, 995, 990]),
    ("2023/ru-RU", [990, 980, 995, 990]),
];

/// Understood and all, with the forms not understood.
#[derive(Default)]
struct Count {
    known: usize,
    all: usize,
    /// Understood as something else than the anchor says.
    wrong: usize,
    missed: BTreeMap<String, usize>,
}

impl Count {
    fn add(&mut self, known: bool, form: &str) {
        self.all += 1;
        if known {
            self.known += 1;
        } else {
            *self.missed.entry(form.to_owned()).or_default() += 1;
        }
    }

    fn per_thousand(&self) -> usize {
        self.known * 1000 / self.all.max(1)
    }

    fn most_missed(&self) -> Vec<(&String, &usize)> {
        let mut missed: Vec<_> = self.missed.iter().collect();
        missed.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        missed.truncate(12);
        missed
    }
}

#[derive(Default)]
struct Coverage {
    titles: Count,
    columns: Count,
    rows: Count,
    cells: Count,
}

#[test]
fn real_pages_are_understood() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/corpus");
    let locales = Locales::built_in();
    for (set, least) in SETS {
        let root = corpus.join(set).join("api-reference");
        if !root.is_dir() {
            assert!(std::env::var("ISOGLOSS_REQUIRE_CORPUS").as_deref() != Ok("1"), "no corpus at {}", root.display());
            println!("skipped: no corpus");
            continue;
        }
        let locale = locales.get(set.rsplit('/').next().unwrap());
        let mut coverage = Coverage::default();
        for page in pages(&root) {
            coverage.read(&std::fs::read_to_string(page).unwrap(), &locale);
        }
        let counts = [
            ("titles", &coverage.titles),
            ("columns", &coverage.columns),
            ("rows", &coverage.rows),
            ("cells", &coverage.cells),
        ];
        for (name, count) in counts {
            println!(
                "{set} {name}: {} of {}, {} wrong; missed {:?}",
                count.known,
                count.all,
                count.wrong,
                count.most_missed()
            );
        }
        for ((name, count), least) in counts.into_iter().zip(least) {
            assert!(count.per_thousand() >= least, "{set}: {name} {} of {}", count.known, count.all);
        }
        assert!(coverage.titles.wrong * 1000 <= coverage.titles.all, "{set}: {} titles misread", coverage.titles.wrong);
    }
}

/// `…/{beta,v1.0}/{api,resources}/*.md`.
fn pages(root: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for folder in ["beta/api", "beta/resources", "v1.0/api", "v1.0/resources"] {
        let entries = std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(entries.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    }
    pages
}

impl Coverage {
    /// A bare reader of headings and tables: the test is about words, not about Markdown.
    fn read(&mut self, text: &str, locale: &Locale) {
        let mut in_code = false;
        let mut role = None;
        let mut previous = "";
        let mut in_table = false;
        for line in text.lines() {
            if line.trim_start().starts_with("```") {
                in_code = !in_code;
            } else if !in_code {
                if line.starts_with('#') {
                    role = self.heading(line, role, locale);
                }
                if in_table && line.contains('|') {
                    if role == Some(Role::Permissions) {
                        self.permission_row(line, locale);
                    }
                } else {
                    in_table = previous.contains('|') && is_delimiter(line);
                    if in_table && role.is_some() {
                        for header in cells(previous) {
                            let known = locale.column_role(header).is_some() || locale.permission_row(header).is_some();
                            self.columns.add(known, header);
                        }
                    }
                }
                previous = line;
            }
        }
    }

    /// The role of the section the heading opens; a heading of level 3 or more without one stays in its section.
    fn heading(&mut self, line: &str, before: Option<Role>, locale: &Locale) -> Option<Role> {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        let rest = line.trim_start_matches('#').trim();
        let anchored = rest.strip_prefix("<a name=\"").and_then(|rest| rest.split_once("\"></a>"));
        let (slug, title) =
            anchored.map_or_else(|| (isogloss::page::slug::of(rest), rest), |(slug, title)| (slug.to_owned(), title));
        let role = Role::of_slug(&slug).filter(|role| *role != Role::Response || level <= 2);
        if level >= 2 {
            let said = locale.role_of_title(title).filter(|role| *role != Role::Response || level <= 2);
            if let Some(role) = role {
                self.titles.add(said == Some(role), title);
            }
            if said.is_some() && said != role {
                self.titles.wrong += 1;
            }
        }
        role.or(if level >= 3 { before } else { None })
    }

    fn permission_row(&mut self, line: &str, locale: &Locale) {
        let mut cells = cells(line).into_iter();
        let Some(label) = cells.next() else { return };
        // Rows of single resources or Intune areas have labels of their own.
        let is_own = label.contains("](") || label.starts_with("&nbsp;");
        let row = locale.permission_row(label);
        if looks_like_a_row(label) {
            self.rows.add(row.is_some(), label);
        }
        for cell in cells.filter(|_| row.is_some() && !is_own) {
            let has_scope =
                cell.contains('.') && cell.split('.').next().is_some_and(|word| word.is_ascii() && !word.contains(' '));
            if !cell.is_empty() && !has_scope {
                self.cells.add(locale.permission_cell(cell).is_some(), cell);
            }
        }
    }
}

fn looks_like_a_row(label: &str) -> bool {
    let label = label.to_lowercase();
    ["deleg", "делег", "applica", "aplica", "прилож", "для прилож"].iter().any(|start| label.starts_with(start))
}

fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    split_row(line, Span::new(0, line.len())).cells.into_iter().map(|cell| cell.of(line)).collect()
}

fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.contains('-') && line.contains('|') && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}
