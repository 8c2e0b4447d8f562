//! `isogloss snippets` on pages of every form: tabs and include files are put where they belong, everything else stays
//! byte for byte, and a second run changes nothing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use isogloss::docset::{Locales, texts};
use isogloss::snippet::plan::{Layout, Order, Plan, plan};
use isogloss::snippet::{Renderer, choose, examples};
use isogloss::text::edit::apply;

/// Three languages of no real client: what is tested is where samples go.
fn renderer() -> Renderer {
    let target = |id: &str, language: &str, fence: &str| {
        let header = format!("{{#\nlanguage: {language}\nclient: test\nfence: {fence}\nextension: x\n#}}\n");
        let body = "send {{ method|plain }} {{ documented_url|verbatim }}\n{% if body is not none %}\n\tbody {{ body|verbatim }}\n{% endif %}\n";
        (format!("{id}.jinja"), format!("{header}{body}"))
    };
    Renderer::new(&[target("cs", "'C#'", "csharp"), target("js", "JavaScript", "javascript"), target("go", "Go", "go")])
        .unwrap()
}

fn planned(pages: &[(&str, &str)], layout: Layout, prune: bool) -> (Vec<String>, Plan) {
    let texts = pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let docset = texts::from_texts(texts, "en-US", true, &Locales::built_in());
    let renderer = renderer();
    let ids = ["cs", "js", "go"].map(str::to_owned);
    let outputs = choose::named(&renderer, &ids).unwrap();
    let base = examples::base_of(&docset);
    let order = Order { outputs: &outputs, layout, base: &base, request: None, prune, apart: false };
    let plan = plan(&docset, &order);
    let mut after: Vec<(String, String)> =
        pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    for (id, edits) in &plan.pages {
        let source = &docset.get(*id).unwrap().page.source;
        let (text, applied) = apply(&source.text, edits);
        assert_eq!(applied, edits.len(), "edits overlap on {}", source.path);
        after.iter_mut().find(|(path, _)| *path == source.path).unwrap().1 = text;
    }
    (after.into_iter().map(|(_, text)| text).collect(), plan)
}

/// The pages after a run; a second run must change nothing.
fn run(pages: &[(&str, &str)], layout: Layout) -> Vec<String> {
    let (after, _) = planned(pages, layout, false);
    let again: Vec<(&str, &str)> = pages.iter().zip(&after).map(|((path, _), text)| (*path, text.as_str())).collect();
    let (second, plan) = planned(&again, layout, false);
    assert_eq!(second, after, "a second run changes pages");
    assert!(plan.pages.is_empty(), "{:?}", plan.pages);
    after
}

fn one(text: &str) -> String {
    run(&[("en-US/v1.0/api/x.md", text)], Layout::Tabs).remove(0)
}

const REQUEST: &str = "<!-- { \"blockType\": \"request\", \"name\": \"get_x\" } -->\n```http\nGET /x\n```\n";

fn include(fence: &str, name: &str) -> String {
    format!("[!INCLUDE [sample-code](../includes/snippets/{fence}/{name}-{fence}-snippets.md)]")
}

fn tabs(name: &str) -> String {
    format!(
        "# [C#](#tab/csharp)\n{}\n\n# [JavaScript](#tab/javascript)\n{}\n\n# [Go](#tab/go)\n{}\n\n---\n",
        include("csharp", name),
        include("javascript", name),
        include("go", name)
    )
}

#[test]
fn a_page_without_tabs_gets_them() {
    let group = format!("# [HTTP](#tab/http)\n{REQUEST}{}", tabs("get-x"));
    assert_eq!(one(&format!("Text.\n\n{REQUEST}\nMore.\n")), format!("Text.\n\n{group}\nMore.\n"));
    assert_eq!(one(&format!("Text.\n{REQUEST}More.\n")), format!("Text.\n{group}\nMore.\n"));
    assert_eq!(one(REQUEST), group);
    let bare = REQUEST.trim_end();
    assert_eq!(one(bare), group.trim_end(), "a missing line end at the end is kept");
    assert_eq!(one(&format!("\u{feff}{REQUEST}")), format!("\u{feff}{group}"));
}

#[test]
fn line_ends_are_those_of_the_page() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let text = format!("Text.\n\n{REQUEST}\nMore.\n");
    assert_eq!(one(&crlf(&text)), crlf(&one(&text)));
    let half = format!("# [HTTP](#tab/http)\n{REQUEST}# [Go](#tab/go)\n{}\n\n---\n", include("go", "other"));
    assert_eq!(one(&crlf(&half)), crlf(&one(&half)));
}

#[test]
fn lists_and_quotes_go_on() {
    let indented = |text: &str, lead: &str| -> String {
        text.lines()
            .map(|line| if line.is_empty() { format!("{}\n", lead.trim_end()) } else { format!("{lead}{line}\n") })
            .collect()
    };
    let group = format!("# [HTTP](#tab/http)\n{REQUEST}{}", tabs("get-x"));
    let quote = format!("> Text.\n>\n{}", indented(REQUEST, "> "));
    assert_eq!(one(&quote), format!("> Text.\n>\n{}", indented(&group, "> ")));
    let list = format!("1. Text.\n\n{}\n2. More.\n", indented(REQUEST, "   "));
    assert_eq!(one(&list), format!("1. Text.\n\n{}\n2. More.\n", indented(&group, "   ")));
    let first = format!("- {}", indented(REQUEST, "  ").trim_start());
    assert_eq!(one(&first), format!("- {}", indented(&group, "  ").trim_start()));
    let nested = format!("> - a\n>\n{}>\n> b\n", indented(REQUEST, ">   "));
    assert_eq!(one(&nested), format!("> - a\n>\n{}>\n> b\n", indented(&group, ">   ")));
}

#[test]
fn every_request_of_a_page_has_its_tabs() {
    let other = REQUEST.replace("get_x", "Get_Y (2)").replace("GET /x", "POST /y");
    let text = format!("{REQUEST}\nBetween.\n\n{other}");
    let group = |request: &str, name: &str| format!("# [HTTP](#tab/http)\n{request}{}", tabs(name));
    assert_eq!(one(&text), format!("{}\nBetween.\n\n{}", group(REQUEST, "get-x"), group(&other, "get-y2")));
}

#[test]
fn translated_pages_have_anchors_and_spaces() {
    let page = "---\nms.contentlocale: pt-BR\n---\n## <a name=\"example\"></a>Exemplo\n\n";
    let post = REQUEST.replace("GET /x", "POST /x\n\n{}");
    let pages = [("pt-BR/v1.0/api/x.md", format!("{page}{post}"))];
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let after = run(&pages, Layout::Tabs).remove(0);
    for heading in [
        "# <a name=\"http\"></a>[HTTP](#tab/http)\n<!--",
        "```\n# <a name=\"c\"></a>[C#](#tab/csharp)\n",
        "\n\n# <a name=\"javascript\"></a>[JavaScript](#tab/javascript)\n",
    ] {
        assert!(after.contains(heading), "{after}");
    }
    let (_, plan) = planned(&pages, Layout::Tabs, false);
    let text = plan.samples[0].file.text(None);
    assert_eq!(
        text,
        "---\ndescription: Arquivo gerado automaticamente. NÃO MODIFICAR\n---\n```csharp\n\nsend POST /x\n    body {}\n\n```"
    );
    let source = [("en-US/v1.0/api/x.md", post.as_str())];
    let (_, plan) = planned(&source, Layout::Tabs, false);
    assert_eq!(
        plan.samples[0].file.text(None),
        "---\ndescription: \"Automatically generated file. DO NOT MODIFY\"\n---\n\n```csharp\n\nsend POST /x\n\tbody {}\n\n```"
    );
    assert_eq!(plan.samples[0].place.path, "v1.0/includes/snippets/csharp/get-x-csharp-snippets.md");
}

#[test]
fn tabs_are_brought_into_order_and_others_stay() {
    let objc = "# [Objective-C](#tab/objc)\n[!INCLUDE [a](../includes/snippets/objc/get-x-objc-snippets.md)]\n\n";
    let sdk = "[!INCLUDE [sdk-documentation](../includes/snippets/snippets-sdk-documentation-link.md)]\n";
    let text = format!(
        "# [HTTP](#tab/http)\n{REQUEST}# [Ir](#tab/go)\n{go}\n{go}\n{sdk}\n{objc}# [C#](#tab/csharp)\n{wrong}\n{sdk}---\nMore.\n",
        go = include("go", "get-x"),
        wrong = include("csharp", "delete-x"),
    );
    let wanted = format!(
        "# [HTTP](#tab/http)\n{REQUEST}# [C#](#tab/csharp)\n{cs}\n{sdk}\n# [JavaScript](#tab/javascript)\n{js}\n\n{objc}# [Go](#tab/go)\n{go}\n{sdk}\n---\nMore.\n",
        cs = include("csharp", "get-x"),
        js = include("javascript", "get-x"),
        go = include("go", "get-x"),
    );
    assert_eq!(one(&text), wanted);
}

/// The languages that a docset of which nobody says what it wants gets.
fn chosen(pages: &[&str]) -> Vec<String> {
    let texts =
        pages.iter().enumerate().map(|(at, text)| (format!("en-US/v1.0/api/{at}.md"), (*text).to_owned())).collect();
    let docset = texts::from_texts(texts, "en-US", true, &Locales::built_in());
    let own = "{#\nlanguage: Ada\nclient: test\nfence: ada\nextension: adb\n#}\nx\n";
    let again = own.replace("Ada", "Python").replace("ada", "python");
    let renderer =
        Renderer::new(&[("ada.jinja".to_owned(), own.to_owned()), ("a-python.jinja".to_owned(), again)]).unwrap();
    choose::for_docset(&renderer, &docset).into_iter().map(|output| output.id).collect()
}

#[test]
fn the_languages_are_those_that_the_pages_show() {
    let group = |ids: &[&str]| {
        let tabs: Vec<String> = ids.iter().map(|id| format!("# [X](#tab/{id})\nText.\n\n")).collect();
        let tabs = tabs.concat();
        format!("# [HTTP](#tab/http)\n{REQUEST}{tabs}---\n")
    };
    let groups = [&["ada", "python"][..], &["Ada", "python", "cobol"], &["python", "ada"]].map(group);
    let pages: Vec<&str> = groups.iter().map(String::as_str).collect();
    assert_eq!(chosen(&pages), ["ada", "python-requests"]);
    // Tabs that show no request say nothing.
    let other = "# [A](#tab/ada)\nA.\n\n# [B](#tab/python)\nB.\n\n---\n";
    let first = chosen(&[other]);
    assert_eq!(first[..2], ["curl", "python-requests"]);
    assert_eq!(first, choose::FIRST[..first.len()]);
}

#[test]
fn a_right_group_is_not_touched() {
    // Whatever its blank lines, its further lines, its path's form.
    let text = format!(
        "# [HTTP](#tab/http)\n\n{REQUEST}\n\n# [C#](#tab/csharp)\n\n{cs}\n\nProse.\n\n\n# [JavaScript](#tab/javascript)\n[!include[x](./../includes/snippets/JavaScript/get-x-javascript-snippets.md)]\n# [Go](#tab/go)\n{go}\n\n---\n",
        cs = include("csharp", "get-x"),
        go = include("go", "get-x")
    );
    assert_eq!(one(&text), text);
}

#[test]
fn foreign_groups_and_unclear_places_stay() {
    let foreign = format!("# [A](#tab/a)\n{REQUEST}# [B](#tab/b)\nB.\n\n---\n");
    let unclosed = format!("# [HTTP](#tab/http)\n{REQUEST}# [C#](#tab/csharp)\nText.\n\n## Response\n");
    let two =
        format!("# [HTTP](#tab/http)\n{REQUEST}\n{}# [C#](#tab/csharp)\nText.\n\n---\n", REQUEST.replace("get_x", "y"));
    let outside = REQUEST.replace("```http\nGET /x\n```", "> ```http\n> GET /x\n> ```");
    let open = REQUEST.trim_end().trim_end_matches('`').to_owned();
    for text in [&foreign, &unclosed, &two, &open, &outside] {
        let pages = [("en-US/v1.0/api/x.md", text.as_str())];
        let (after, plan) = planned(&pages, Layout::Tabs, true);
        assert_eq!(&after[0], text);
        assert!(plan.notes.iter().all(|note| note.is_error), "{:?}", plan.notes);
        assert!(!plan.notes.is_empty() || plan.samples.is_empty(), "{text}");
        assert!(plan.samples.is_empty(), "no files for tabs that nobody gets: {text}");
    }
}

#[test]
fn a_name_belongs_to_one_request_of_a_version() {
    let same = REQUEST.replace("get_x", "Get-X");
    let pages = [
        ("en-US/v1.0/api/a.md", REQUEST),
        ("en-US/v1.0/api/b.md", same.as_str()),
        ("en-US/beta/api/a.md", REQUEST),
        ("es-ES/v1.0/api/a.md", REQUEST),
    ];
    let (after, plan) = planned(&pages, Layout::Tabs, false);
    assert_eq!((after[0].as_str(), after[1].as_str()), (REQUEST, same.as_str()));
    assert!(after[2].len() > REQUEST.len() && after[3].len() > REQUEST.len());
    let messages: Vec<&str> = plan.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "request `get_x` shares its include files with en-US/v1.0/api/b.md:1:40; give one another name",
            "request `Get-X` shares its include files with en-US/v1.0/api/a.md:1:40; give one another name",
        ]
    );
    // Without files there is nothing to share.
    assert!(run(&pages, Layout::Inline).iter().all(|text| text.contains("#tab/go")));
}

#[test]
fn names_that_cannot_be_files_are_refused() {
    for (name, is_error) in [("a:b", true), ("a]b", true), ("../..", true), ("", false), ("...", true)] {
        let text = REQUEST.replace("get_x", name);
        let (after, plan) = planned(&[("en-US/v1.0/api/x.md", &text)], Layout::Tabs, false);
        assert_eq!(after[0], text, "{name}");
        assert_eq!((plan.notes.len(), plan.notes[0].is_error, plan.samples.len()), (1, is_error, 0), "{name}");
    }
    let text = REQUEST.replace("get_x", "../../Etc/Pass_wd");
    let (_, plan) = planned(&[("en-US/v1.0/api/x.md", &text)], Layout::Tabs, false);
    assert_eq!(plan.samples[0].place.path, "v1.0/includes/snippets/csharp/etcpass-wd-csharp-snippets.md");
}

#[test]
fn samples_can_stand_in_the_tabs() {
    let text = format!(
        "> {}",
        REQUEST.replace("GET /x", "POST /x\n\n```\n\n{}").replace("\n```http", "\n````http").trim_end()
    );
    let text =
        text.replace('\n', "\n> ").replace("> \n", ">\n").trim_end().trim_end_matches("```").to_owned() + "````\n";
    let after = run(&[("en-US/v1.0/api/x.md", &text)], Layout::Inline).remove(0);
    let wanted = "> # [Go](#tab/go)\n> ````go\n> send POST /x\n> \tbody ```\n>\n> {}\n> ````\n>\n> ---\n";
    assert!(after.ends_with(wanted), "{after}");
    // And back into files.
    let included = run(&[("en-US/v1.0/api/x.md", &after)], Layout::Tabs).remove(0);
    assert!(included.ends_with(&format!("> # [Go](#tab/go)\n> {}\n>\n> ---\n", include("go", "get-x"))), "{included}");
    assert_eq!(run(&[("en-US/v1.0/api/x.md", &included)], Layout::Inline).remove(0), after);
    assert_eq!(run(&[("en-US/v1.0/api/x.md", &text)], Layout::Files).remove(0), text);
}

/// Every combination of container, line end and surroundings: lines are only added, and a second run adds none.
#[test]
fn nothing_is_lost_in_any_form() {
    let heads = ["", "Text.\n", "Text.\n\n", "---\na: b\n---\n\n", "***\n\n", "<!-- c -->\n"];
    let tails =
        ["", "\n", "More.\n", "\nMore.", "---\n", "# Next\n", "| a |\n|---|\n", "```http\nHTTP/1.1 200 OK\n```\n"];
    let mut count = 0;
    for lead in ["", "> ", "   ", "> > ", "\t"] {
        for head in heads {
            for tail in tails {
                for blank in ["", "\n"] {
                    for line_end in ["\n", "\r\n"] {
                        let request = REQUEST.replace("-->\n", &format!("-->\n{blank}"));
                        let request = lead.to_owned() + &request.trim_end().replace('\n', &format!("\n{lead}")) + "\n";
                        let opener = if lead == "   " { "1. a\n\n" } else { "" };
                        let text = format!("{head}{opener}{request}{tail}").replace('\n', line_end);
                        let after = one(&text);
                        let mut lines = after.split(line_end);
                        assert!(
                            text.split(line_end).all(|line| lines.any(|other| other == line)),
                            "{text:?}\n{after:?}"
                        );
                        assert_eq!(after.contains("#tab/go"), lead != "\t", "{text:?}\n{after:?}");
                        count += 1;
                    }
                }
            }
        }
    }
    assert_eq!(count, 5 * 6 * 8 * 2 * 2);
}

/// Lines that mean something to tabs, in any order and container: nothing panics, no edits overlap, and what was done once
/// is done.
mod any_page {
    use super::*;
    use proptest::prelude::*;

    const LINES: [&str; 24] = [
        "",
        "",
        "Text.",
        "## Heading",
        "---",
        "# [HTTP](#tab/http)",
        "# [HTTP](#tab/http)",
        "# [C#](#tab/csharp)",
        "# <a name=\"go\"></a>[Ir](#tab/go)",
        "# [Go](#tab/go/v2)",
        "# [X](#tab/x)",
        "[Go](#tab/go)",
        "<!-- { \"blockType\": \"request\", \"name\": \"a\" } -->",
        "<!-- { \"blockType\": \"request\", \"name\": \"b\" } -->\n```http\nGET /b\n```",
        "<!-- { \"blockType\": \"request\", \"name\": \"c\" } -->\n\n```http\nPOST /c\n\n```\n{}\n```",
        "<!-- { \"blockType\": \"request\" } -->",
        "```http\nGET /x\n```",
        "```",
        "```go\nold\n```",
        "    ```go",
        "[!INCLUDE [s](../includes/snippets/go/a-go-snippets.md)]",
        "[!INCLUDE [s](../includes/snippets/csharp/b-csharp-snippets.md)] and more",
        "[!INCLUDE [s](../includes/snippets/snippets-sdk-documentation-link.md)]",
        "| a |\n|---|",
    ];

    fn page() -> impl Strategy<Value = String> {
        let line = (0..LINES.len(), prop_oneof![8 => Just(""), 1 => Just("> "), 1 => Just("- "), 1 => Just("  ")]);
        (prop::collection::vec(line, 0..30), prop_oneof![4 => Just("\n"), 1 => Just("\r\n")], any::<bool>()).prop_map(
            |(lines, line_end, is_ended)| {
                let lines: Vec<String> = lines
                    .iter()
                    .map(|(at, lead)| format!("{lead}{}", LINES[*at].replace('\n', &format!("\n{lead}"))))
                    .collect();
                let text = lines.join("\n") + if is_ended { "\n" } else { "" };
                text.replace('\n', line_end)
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: std::env::var("CASES").map_or(300, |n| n.parse().unwrap()), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn is_done_once(text in page(), layout in prop_oneof![2 => Just(Layout::Tabs), 1 => Just(Layout::Inline)], prune: bool) {
            let path = "en-US/v1.0/api/x.md";
            let (after, _) = planned(&[(path, &text)], layout, prune);
            let (again, _) = planned(&[(path, &after[0])], layout, prune);
            prop_assert_eq!(&again[0], &after[0], "from {:?}", text);
        }
    }
}
