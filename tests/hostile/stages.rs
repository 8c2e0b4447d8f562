//! The parts of the program that a text goes through.
#![allow(unreachable_pub)]

use crate::clock::timed;
use isogloss::docset::{DocSet, Locales, PageId, texts};
use isogloss::drift::overview::overview;
use isogloss::drift::{between, unsourced};
use isogloss::engine::{Run, Selection, run};
use isogloss::page;
use isogloss::report::{FORMATS, Report, Summary};
use isogloss::rule::Settings;
use isogloss::snippet::{Renderer, choose, examples, plan};
use isogloss::sync::header::Kept;
use isogloss::sync::outcome::{self, Outcome, SourcePage};
use isogloss::sync::unit::{self, Unit};
use isogloss::sync::xliff_write::{self, PageUnits};
use isogloss::sync::{fill, mark, todo, xliff_read};
use isogloss::text::Source;
use std::sync::LazyLock;

/// Findings that are reported of a page: one for so many bytes.
const BYTES_PER_FINDING: usize = 64;

static LOCALES: LazyLock<Locales> = LazyLock::new(Locales::built_in);
static SELECTION: LazyLock<Selection> = LazyLock::new(Selection::all);
static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);
static RENDERER: LazyLock<Renderer> = LazyLock::new(|| Renderer::new(&[]).unwrap_or_else(|_| panic!("templates")));

/// What the stages work on: made of one text, outside of what is measured.
pub struct Material {
    text: String,
    alone: DocSet,
    /// Twice the same page.
    twins: DocSet,
    /// A source in which nearly everything is different.
    strangers: DocSet,
    /// The other way round.
    renewed: DocSet,
    /// Three translations, of which one is different.
    translations: DocSet,
    /// A source whose parts stand in the reverse order.
    reversed: DocSet,
    /// What is found on the strangers.
    found: Run,
    /// The page after `sync`.
    synced: String,
}

impl Material {
    /// Made of one text.
    pub fn new(text: String) -> Self {
        let changed = other(&text);
        let strangers = pair(&changed, &text);
        let renewed = pair(&text, &changed);
        let mut found = run(&strangers, &SELECTION, &SETTINGS);
        // Their number tells how a report grows, not how many there are.
        found.diagnostics.truncate(text.len() / BYTES_PER_FINDING);
        Self {
            alone: docset(&[("page.md", &text)]),
            twins: pair(&text, &text),
            reversed: pair(&in_reverse(&text), &text),
            synced: synced(&renewed, &text).map_or_else(|_| text.clone(), |done| done.text),
            renewed,
            translations: docset(&[
                ("es-ES/v1.0/api/page.md", &text),
                ("pt-BR/v1.0/api/page.md", &text),
                ("ru-RU/v1.0/api/page.md", &changed),
            ]),
            strangers,
            found,
            text,
        }
    }
}

/// A part of the program.
pub struct Stage {
    /// What it is called.
    pub name: &'static str,
    /// The seconds it takes.
    pub run: fn(&Material) -> f64,
}

/// All of them.
pub const STAGES: [Stage; 12] = [
    Stage { name: "read", run: |on| timed(|| page::parse(Source::new("p.md", on.text.as_str()))) },
    Stage { name: "read as MDX", run: |on| timed(|| page::parse(Source::new("p.mdx", on.text.as_str()))) },
    Stage { name: "check alone", run: |on| timed(|| run(&on.alone, &SELECTION, &SETTINGS)) },
    Stage { name: "check beside its source", run: |on| timed(|| run(&on.twins, &SELECTION, &SETTINGS)) },
    Stage {
        name: "check beside a source that is not its own",
        run: |on| timed(|| run(&on.strangers, &SELECTION, &SETTINGS)),
    },
    Stage { name: "drift", run: |on| timed(|| overview(&on.strangers, &[PageId(0), PageId(1)])) },
    Stage { name: "drift, in reverse", run: |on| timed(|| overview(&on.reversed, &[PageId(0), PageId(1)])) },
    Stage {
        name: "drift without a source",
        run: |on| {
            let pages = [PageId(0), PageId(1), PageId(2)];
            let set = &on.translations;
            timed(|| (unsourced::judge(set, &pages), between::between(set, PageId(0), PageId(2))))
        },
    },
    Stage {
        name: "snippets",
        run: |on| {
            let outputs = choose::named(&RENDERER, &["curl".to_owned(), "python-requests".to_owned()]).unwrap();
            let base = examples::base_of(&on.alone);
            let order = plan::Order {
                outputs: &outputs,
                layout: plan::Layout::Tabs,
                base: &base,
                request: None,
                prune: true,
                apart: false,
            };
            timed(|| plan::plan(&on.alone, &order))
        },
    },
    Stage { name: "sync", run: |on| timed(|| synced(&on.renewed, &on.text)) },
    Stage {
        name: "texts to the translator and back",
        run: |on| {
            let path = "es-ES/page.md";
            timed(|| {
                let plain = mark::unmarked(path, &on.synced);
                let today = side(&on.renewed, 1);
                let units = unit::units("page.md", &plain, today.page, Some(side(&on.renewed, 0)));
                let pages = [PageUnits { path: path.to_owned(), units }];
                std::hint::black_box(todo::document(&pages));
                // What has no place in XML is left out, so it can always be read.
                let read = xliff_read::read(&xliff_write::document("en-US", "es-ES", &pages)).unwrap();
                let units = pages[0].units.iter().zip(&read.units);
                let texts: Vec<(&Unit, String)> = units
                    .map(|(unit, read)| {
                        let text = read.text.as_deref().map(|text| fill::compose(&unit.source, text));
                        (unit, text.and_then(Result::ok).unwrap_or_else(|| unit.source.clone()))
                    })
                    .collect();
                fill::fill(path, &on.synced, &texts)
            })
        },
    },
    Stage {
        name: "reports",
        run: |on| {
            let summary = Summary::of(&on.strangers, &on.found, 0.0);
            timed(|| {
                for format in FORMATS {
                    let report = Report::new(&on.strangers, &on.found, summary);
                    (format.write)(&report, &mut std::io::sink()).unwrap();
                }
            })
        },
    },
];

fn docset(pages: &[(&str, &str)]) -> DocSet {
    let pages = pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    texts::from_texts(pages, "en-US", true, &LOCALES)
}

/// A source and its translation.
fn pair(source: &str, translation: &str) -> DocSet {
    docset(&[("en-US/v1.0/api/page.md", source), ("es-ES/v1.0/api/page.md", translation)])
}

/// The text's parts, its lines where it is all one, from last to first.
fn in_reverse(text: &str) -> String {
    let between = if text.contains("\n\n") { "\n\n" } else { "\n" };
    text.rsplit(between).collect::<Vec<_>>().join(between)
}

fn side(set: &DocSet, at: u32) -> SourcePage<'_> {
    let member = set.get(PageId(at)).unwrap();
    SourcePage { page: &member.page, tables: &member.tables }
}

/// The page `text`, made from the first page of `set`, brought to the second.
fn synced(set: &DocSet, text: &str) -> Result<Outcome, String> {
    outcome::sync("es-ES/page.md", text, &[side(set, 0)], side(set, 1), &Kept::default())
}

/// The text with a letter changed in every place where one stands alone or at an end, so that nearly everything differs.
fn other(text: &str) -> String {
    text.replace("a ", "e ").replace("b\n", "d\n").replace("lampId", "torchId").replace("true", "false")
}
