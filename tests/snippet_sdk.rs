//! The samples of the style `sdk` beside the official ones of the corpus: how many are the same, byte for byte, and of what
//! kind the others are. Without the corpus it says "skipped: no corpus".

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_precision_loss,
    clippy::print_stdout
)]

#[path = "support/keep.rs"]
mod keep;
mod support;

use isogloss::docset::{DocSet, Layout, Locales, Root, discover};
use isogloss::fact::sample::file_form;
use isogloss::snippet::sdk::{self, Language, Types};
use isogloss::snippet::{Header, Request, examples};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Language, and the share of samples that must be the same, in a hundred. Of Objective-C two files are left.
const FLOORS: [(&str, f64); 5] = [
    ("csharp", FLOOR_CSHARP),
    ("javascript", FLOOR_JAVASCRIPT),
    ("objc", 0.0),
    ("java", FLOOR_JAVA),
    ("powershell", FLOOR_POWERSHELL),
];
const FLOOR_CSHARP: f64 = 80.0;
const FLOOR_JAVASCRIPT: f64 = 93.0;
const FLOOR_JAVA: f64 = 77.0;
const FLOOR_POWERSHELL: f64 = 90.0;

/// One example with what it needs.
struct Case<'a> {
    request: Request,
    types: &'a Types,
    version: String,
}

#[derive(Default)]
struct Score {
    all: usize,
    equal: usize,
    /// Kind of a miss to its number.
    misses: BTreeMap<&'static str, usize>,
}

#[test]
fn official_samples() {
    let Some(root) = support::corpus("graph-2023.tar.xz", "2023/pt-BR") else { return };
    let layout = Layout { roots: vec![Root::new(Some("pt-BR".to_owned()), root.clone())], ..Layout::default() };
    let set = discover::read(&layout, &[], &[], &Locales::built_in());
    let types: BTreeMap<&str, Types> =
        ["v1.0", "beta"].into_iter().map(|version| (version, Types::of(&set, Some(version)))).collect();
    let cases = cases(&set, &types);
    println!("{:<12} {:>6} {:>6} {:>7} {:>13}  misses", "language", "n", "equal", "share", "without stale");
    let mut short = Vec::new();
    for language in sdk::LANGUAGES {
        let score = score(&root, language, &cases);
        let stale = score.misses.get("stale").copied().unwrap_or(0);
        let share = |of: usize| score.equal as f64 * 100.0 / of.max(1) as f64;
        println!(
            "{:<12} {:>6} {:>6} {:>6.1}% {:>12.1}%  {:?}",
            language.id,
            score.all,
            score.equal,
            share(score.all),
            share(score.all - stale),
            score.misses
        );
        let floor = FLOORS.iter().find(|(id, _)| *id == language.id).map_or(0.0, |(_, floor)| *floor);
        if share(score.all) < floor {
            short.push(format!("{}: {:.2} %, the floor is {floor} %", language.id, share(score.all)));
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}

/// Every block gives a sample or none, in either way, and no panic.
#[test]
fn every_request_of_the_corpus() {
    let Some(root) = support::corpus("graph-2023.tar.xz", "2023/ru-RU") else { return };
    let layout = Layout { roots: vec![Root::new(Some("ru-RU".to_owned()), root)], ..Layout::default() };
    let set = discover::read(&layout, &[], &[], &Locales::built_in());
    let types: BTreeMap<&str, Types> =
        ["v1.0", "beta"].into_iter().map(|version| (version, Types::of(&set, Some(version)))).collect();
    let again = Types::of(&set, Some("beta"));
    for case in cases(&set, &types) {
        for language in sdk::LANGUAGES {
            let right = sdk::render(language, &case.request, case.types, false);
            let _ = sdk::render(language, &case.request, case.types, true);
            if case.version == "beta" {
                assert!(right == sdk::render(language, &case.request, &again, false), "{}", case.request.name);
            }
        }
    }
}

/// A service that nobody has: lamps in rooms.
const METADATA: &str = r#"<Edmx><DataServices><Schema Namespace="microsoft.graph">
<EnumType Name="lampMode"><Member Name="dimmed"/><Member Name="fullBright"/></EnumType>
<ComplexType Name="place"><Property Name="floor" Type="Edm.Int32"/><Property Name="note" Type="Edm.String"/></ComplexType>
<ComplexType Name="span"><Property Name="since" Type="Edm.DateTimeOffset"/></ComplexType>
<EntityType Name="room"><Property Name="title" Type="Edm.String"/>
<NavigationProperty Name="lamps" Type="Collection(microsoft.graph.lamp)"/>
<NavigationProperty Name="keeper" Type="microsoft.graph.person"/></EntityType>
<EntityType Name="person"><Property Name="name" Type="Edm.String"/></EntityType>
<EntityType Name="lamp"><Property Name="label" Type="Edm.String"/><Property Name="mode" Type="microsoft.graph.lampMode"/>
<Property Name="watts" Type="Edm.Double"/><Property Name="tags" Type="Collection(Edm.String)"/>
<Property Name="place" Type="microsoft.graph.place"/><Property Name="spans" Type="Collection(microsoft.graph.span)"/></EntityType>
<Action Name="dim" IsBound="true"><Parameter Name="it" Type="microsoft.graph.lamp"/><Parameter Name="mode" Type="microsoft.graph.lampMode"/>
<Parameter Name="reason" Type="Edm.String"/><Parameter Name="level" Type="Edm.Int32"/></Action>
<Function Name="findBy" IsBound="true"><Parameter Name="it" Type="Collection(microsoft.graph.lamp)"/><Parameter Name="label" Type="Edm.String"/>
<ReturnType Type="Collection(microsoft.graph.lamp)"/></Function>
<EntityContainer Name="Service"><EntitySet Name="groups" EntityType="microsoft.graph.room"/></EntityContainer>
</Schema></DataServices></Edmx>"#;

/// Method, URL, headers and body.
type Documented = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

/// The requests whose samples are kept in `tests/snippet_sdk/`.
const REQUESTS: [Documented; 12] = [
    ("GET", "https://graph.microsoft.com/v1.0/groups", &[], ""),
    ("GET", "https://graph.microsoft.com/beta/groups/{id}/lamps/l-7", &[("Authorization", "Bearer {token}")], ""),
    (
        "GET",
        "https://graph.microsoft.com/v1.0/groups/{id}/lamps?$filter=label eq 'it''s \"red\"'&$count=true&$top=5&dusk=2020-01-01T00%3A00%3A00%2B01%3A00",
        &[("ConsistencyLevel", "eventual"), ("Prefer", "lamp.unit=\"lumen\"")],
        "",
    ),
    (
        "POST",
        "https://graph.microsoft.com/v1.0/groups/r1/lamps",
        &[("Content-Type", "application/json"), ("workbook-session-id", "s-1")],
        "{\n  \"@odata.type\": \"#microsoft.graph.lamp\",\n  \"label\": \"it's \\\"$red\\\" </b>\",\n  \"mode\" : \"FullBright\",\n  \"watts\": 4.5,\n  \"tags\": [\"a\", \"b\"],\n  \"place\": {\n    \"floor\": 2,\n    \"note\": null\n  },\n  \"spans\": [\n    {\"since\": \"2020-01-01T00:00:00Z\"},\n    {\"since\": \"2021-01-01T00:00:00Z\"}\n  ],\n  \"keeper@odata.bind\": \"https://x/p\",\n  \"odd\": {\"deep\": [1, true]}\n}",
    ),
    (
        "PATCH",
        "https://graph.microsoft.com/v1.0/groups/r1/lamps/{lamp-id}",
        &[("Content-Type", "application/json"), ("If-Match", "W/\"ab\"")],
        "{\"label\": \"new\", \"watts\": 12345678901234567890}",
    ),
    ("DELETE", "https://graph.microsoft.com/v1.0/groups/{id}/lamps/{id}", &[("If-Match", "*")], ""),
    (
        "PUT",
        "https://graph.microsoft.com/v1.0/groups/{id}/keeper/$ref",
        &[("Content-Type", "application/json")],
        "{\"@odata.id\": \"https://graph.microsoft.com/v1.0/persons/p-1\"}",
    ),
    (
        "PUT",
        "https://graph.microsoft.com/v1.0/groups/{id}/lamps/{id}/$value",
        &[("Content-Type", "text/plain")],
        "one \"two\"\n$three",
    ),
    ("GET", "https://graph.microsoft.com/v1.0/groups/{id}/lamps/findBy(label='it''s')", &[], ""),
    (
        "POST",
        "https://graph.microsoft.com/v1.0/groups/{id}/lamps/{id}/dim",
        &[("Content-Type", "application/json")],
        "{\n  \"level\": 3,\n  \"mode\": \"dimmed\"\n}",
    ),
    ("POST", "https://graph.microsoft.com/v1.0/groups/{id}/lamps/{id}/dim", &[], ""),
    (
        "DELETE",
        "https://graph.microsoft.com/v1.0/groups/{id}",
        &[("Content-Type", "application/json")],
        "{\"force\": true}",
    ),
];

/// Whatever a request or metadata holds, there is a sample, none, or an error.
#[test]
fn nothing_crashes() {
    let mut types = Types::default();
    assert!(types.add_metadata(&"<a>".repeat(200_000)).is_err());
    types.add_metadata(&METADATA.replace("microsoft.graph.lamp\"/>", "microsoft.graph.lamp\"/><Odd/>")).unwrap();
    let nasty = [
        "",
        "'",
        "\"",
        "\\",
        "$",
        "`",
        "\n",
        "\0",
        "é😀",
        "%",
        "%2",
        "(",
        ")",
        "('",
        "{",
        "}",
        "[",
        ":",
        "/",
        "//",
        "?",
        "&",
        "=",
        "#",
        "$ref",
        "$value",
        "$count",
        "content",
        "root:",
        ":/x:",
        "microsoft.graph.",
        "findBy(",
        "dim",
        "2020-01-01T00:00:0é",
        "9".repeat(400).leak(),
        "[".repeat(300).leak(),
    ];
    for first in nasty {
        for second in nasty {
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", ""] {
                let url = format!("https://graph.microsoft.com/beta/groups/{first}/lamps{second}");
                let body = (method != "GET")
                    .then(|| format!("{{\"spans\": [{{\"since\": \"{first}\"}}], \"{second}\": {first}}}"));
                let headers = [("Prefer", first), (second, first)];
                let headers = headers.into_iter().filter_map(|(name, value)| Header::of(name, value)).collect();
                let request = Request::new(first, method, &url, second, headers, body);
                for language in sdk::LANGUAGES {
                    for compat in [false, true] {
                        let _ = sdk::render(language, &request, &types, compat);
                    }
                }
            }
        }
    }
}

/// Types come out of pages in any language: names from annotations, paths and links, which no translator touches.
#[test]
fn types_come_out_of_pages() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sdk-types");
    let pages = [
        (
            "v1.0/resources/lamp.md",
            "# Tipo de recurso lamp\n\n## <a name=\"properties\"></a>Propiedades\n\n| Propiedad | Tipo | Descripción |\n|:--|:--|:--|\n| etiqueta | String | x |\n\n\
             <!-- { \"blockType\": \"resource\", \"keyProperty\": \"id\", \"@odata.type\": \"microsoft.graph.lamp\" } -->\n```json\n{ \"label\": \"String\" }\n```\n",
        ),
        (
            "v1.0/api/lamp-get.md",
            "# Obtener\n\n## <a name=\"http-request\"></a>Solicitud\n\n<!-- { \"blockType\": \"ignored\" } -->\n```http\nGET /hall/lights/{id}\n```\n\n## <a name=\"example\"></a>Ejemplo\n\n\
             <!-- { \"blockType\": \"request\", \"name\": \"get_lamp\" } -->\n```http\nGET https://graph.microsoft.com/v1.0/hall/lights/l1\n```\n\n\
             <!-- { \"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.lamp\" } -->\n```http\nHTTP/1.1 200 OK\n\n{}\n```\n",
        ),
    ];
    for (path, text) in pages {
        let file = root.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    let layout = Layout { roots: vec![Root::new(Some("es-ES".to_owned()), root)], ..Layout::default() };
    let types = Types::of(&discover::read(&layout, &[], &[], &Locales::built_in()), Some("v1.0"));
    assert_eq!(types.member("lamp", "LABEL").unwrap().of.name, "String");
    let sample = |id: &str, method: &str, url: &str, body: Option<&str>| {
        let request =
            Request::new("x", method, url, "https://graph.microsoft.com", Vec::new(), body.map(str::to_owned));
        let language = sdk::LANGUAGES.iter().find(|language| language.id == id).unwrap();
        sdk::render(language, &request, &types, false).unwrap()
    };
    assert!(
        sample("javascript", "GET", "/hall/lights", None).contains("let lights = await client.api('/hall/lights')")
    );
    assert!(sample("javascript", "GET", "/hall/lights/l2", None).contains("let lamp = await"));
    let made = sample("csharp", "POST", "/hall/lights", Some("{\"label\": \"a\"}"));
    assert!(made.contains("new Lamp\n{\n    Label = \"a\"\n};"), "{made}");
}

/// One file for each language, with every request and its two samples: the right one, and the official generator's.
#[test]
fn samples_are_kept() {
    let mut types = Types::default();
    types.add_metadata(METADATA).unwrap();
    for language in sdk::LANGUAGES {
        let mut out = format!(
            "# {}\n\nWritten by `tests/snippet_sdk.rs`: the sample that is right, and the official generator's.\n",
            language.tab
        );
        for (method, url, headers, body) in REQUESTS {
            let headers = headers.iter().filter_map(|(name, value)| Header::of(name, value)).collect();
            let body = Some(body.to_owned()).filter(|body| !body.is_empty());
            let request = Request::new("lamps", method, url, "https://graph.microsoft.com", headers, body);
            write!(out, "\n## {method} {url}\n").unwrap();
            for compat in [false, true] {
                let sample = sdk::render(language, &request, &types, compat);
                write!(out, "\n````{}\n{}\n````\n", language.fence, sample.as_deref().unwrap_or("(none)")).unwrap();
            }
        }
        keep::write_or_fail(Path::new(&format!("tests/snippet_sdk/{}.md", language.id)), &out);
    }
}

fn cases<'a>(set: &DocSet, types: &'a BTreeMap<&str, Types>) -> Vec<Case<'a>> {
    let mut out = Vec::new();
    for member in set.members.iter().filter(|member| member.key.contains("/api/")) {
        let Some(version) = member.version.clone() else { continue };
        let Some(types) = types.get(&*version) else { continue };
        for example in examples::of_member(set, member).into_iter().filter(|example| !example.request.name.is_empty()) {
            out.push(Case { request: example.request, types, version: version.to_string() });
        }
    }
    out
}

fn score(root: &Path, language: &Language, cases: &[Case<'_>]) -> Score {
    let javascript = sdk::LANGUAGES.iter().find(|language| language.id == "javascript").unwrap();
    let mut score = Score::default();
    for case in cases {
        let Some(official) = official(root, language, case) else { continue };
        score.all += 1;
        let ours = sdk::render(language, &case.request, case.types, true);
        let blank_ends = language.id == "powershell";
        let ours = ours.map(|ours| if blank_ends { without_ends(&ours) } else { ours });
        let official = if blank_ends { without_ends(&official) } else { official };
        if ours.as_ref() == Some(&official) {
            score.equal += 1;
            continue;
        }
        // JavaScript writes method and path as the block does, so it tells whether a sample is of another request.
        let stale = self::official(root, javascript, case).is_some_and(|official| {
            let ours = sdk::render(javascript, &case.request, case.types, true);
            ours.is_some_and(|ours| address(&ours) != address(&official))
        });
        let kind = if stale { "stale" } else { ours.map_or("other", |ours| kind(&official, &ours)) };
        *score.misses.entry(kind).or_default() += 1;
    }
    score
}

/// The code of the include file; the tool that translated the docset made four blanks of every tab.
fn official(root: &Path, language: &Language, case: &Case<'_>) -> Option<String> {
    let file = format!("{}-{}-snippets.md", file_form(&case.request.name), language.fence);
    let path = root.join("api-reference").join(&case.version).join("includes/snippets").join(language.fence).join(file);
    let text = std::fs::read_to_string(path).ok()?.replace("\r\n", "\n").replace('\t', "    ");
    let fence = text.find("```")?;
    let start = fence + text[fence..].find('\n')? + 1;
    let end = text.rfind("```").filter(|end| *end >= start)?;
    Some(text[start..end].trim_matches('\n').to_owned())
}

fn without_ends(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Method, path and version of a JavaScript sample.
fn address(sample: &str) -> (Option<&str>, Option<&str>, bool) {
    let api = sample.lines().find_map(|line| line.split_once("client.api(")).map(|(_, rest)| rest);
    let verb = sample.lines().last().and_then(|line| line.trim().split('(').next());
    (verb, api, sample.contains(".version('beta')"))
}

/// Of what kind the difference is, by the lines that only one of the two has.
fn kind(official: &str, ours: &str) -> &'static str {
    const OPTIONS: [&str; 14] = [
        ".header(",
        ".Header(",
        ".filter(",
        ".Filter(",
        ".expand(",
        ".Expand(",
        ".select(",
        ".Select(",
        ".search(",
        ".Search(",
        "QueryOption",
        "HeaderOption",
        "queryOptions",
        "requestOptions",
    ];
    let (a, b): (Vec<&str>, Vec<&str>) = (official.lines().collect(), ours.lines().collect());
    let only: Vec<&str> =
        a.iter().filter(|line| !b.contains(line)).chain(b.iter().filter(|line| !a.contains(line))).copied().collect();
    let command = |line: &str| line.split(' ').next().filter(|word| word.contains("-Mg")).map(str::to_owned);
    if let (Some(first), Some(second)) =
        (only.iter().find_map(|line| command(line)), b.iter().find_map(|line| command(line)))
    {
        return if first == second { "header or query" } else { "name or type" };
    }
    if only.iter().any(|line| OPTIONS.iter().any(|option| line.contains(option))) {
        return "header or query";
    }
    let calls = ["client.api(", "graphClient", "    .", "let ", "Import-Module"];
    let renames = only
        .iter()
        .all(|line| calls.iter().any(|call| line.contains(call)) || line.starts_with("const ") && line.ends_with('{'));
    if renames { "name or type" } else { "body" }
}
