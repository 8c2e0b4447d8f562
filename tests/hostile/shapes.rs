//! Texts of odd shapes, by formula: those that have made readers of Markdown slow or crash, and our own for what a page of this
//! kind is made of. Each shape is a name and a function from a size in bytes to a text of about that size.
#![allow(unreachable_pub)]

#[path = "shapes_code.rs"]
mod code;

/// A shape.
pub struct Shape {
    /// What it is.
    pub name: String,
    /// The text of about so many bytes.
    pub make: Box<dyn Fn(usize) -> String + Sync + Send>,
    /// Whether it is within a front matter: of more than 64 KiB nothing is read.
    pub in_header: bool,
}

/// `prefix`, `unit` over and over, `suffix`.
fn repeat(name: &str, prefix: &'static str, unit: &'static str, suffix: &'static str) -> Shape {
    let make = move |size: usize| format!("{prefix}{}{suffix}", unit.repeat(size / unit.len()));
    Shape { name: name.to_owned(), make: Box::new(make), in_header: false }
}

/// `open` over and over, `middle`, `close` as often.
fn nest(name: &str, open: &'static str, middle: &'static str, close: &'static str) -> Shape {
    let make = move |size: usize| {
        let times = size / (open.len() + close.len());
        format!("{}{middle}{}", open.repeat(times), close.repeat(times))
    };
    Shape { name: name.to_owned(), make: Box::new(make), in_header: false }
}

/// `prefix`, and lines that know their number.
fn count(name: &str, prefix: &'static str, line: fn(usize) -> String, suffix: &'static str) -> Shape {
    let make = move |size: usize| {
        let mut text = prefix.to_owned();
        for at in 0.. {
            if text.len() >= size {
                break;
            }
            text += &line(at);
        }
        text + suffix
    };
    Shape { name: name.to_owned(), make: Box::new(make), in_header: false }
}

/// Anything else.
fn own(name: &str, make: fn(usize) -> String) -> Shape {
    Shape { name: name.to_owned(), make: Box::new(make), in_header: false }
}

fn root(size: usize) -> usize {
    size.isqrt()
}

/// Emphasis, brackets, code spans: after the list of cmark's own tests.
fn inline() -> Vec<Shape> {
    vec![
        nest("nested strong emphasis", "*a **a ", "b", " a** a*"),
        nest("nested emphasis", "*", "a", "*"),
        repeat("emphasis closers", "", "a_ ", ""),
        repeat("emphasis openers", "", "_a ", ""),
        repeat("emphasis by turns", "", "*a_ ", ""),
        repeat("strong by turns", "", "**a__ ", ""),
        repeat("odd and even stars", "", "a**b", ""),
        repeat("stars then c", "", "c* ", ""),
        own("stars of three", |size| format!("a{}{}", "**b".repeat(size / 6), "c* ".repeat(size / 6))),
        own("openers then closers", |size| format!("{}{}", "*a ".repeat(size / 6), "_a*_ ".repeat(size / 10))),
        repeat("link closers", "", "a]", ""),
        repeat("link openers", "", "[a", ""),
        repeat("links and emphasis", "", "[ a_", ""),
        repeat("links half open", "", "[ (](", ""),
        repeat("images half open", "", "![[]()", ""),
        repeat("hard link and emphasis", "**x [a*b**c*](d)\n\n", "**x [a*b**c*](d) ", ""),
        nest("nested brackets", "[", "a", "]"),
        nest("nested links", "[", "a", "](u)"),
        nest("nested images", "![", "a", "](u)"),
        nest("nested parentheses", "[a](", "u", ")"),
        repeat("parentheses in a target", "[a](", "(", ""),
        repeat("targets without end", "", "[a](<b", ""),
        repeat("targets without end, plain", "", "[a](b", ""),
        repeat("titles without end", "", "[a](b \"c", ""),
        own("runs of backticks", |size| (1..root(2 * size)).map(|length| format!("e{}", "`".repeat(length))).collect()),
        repeat("backticks by one", "", "` a ", ""),
        repeat("backticks by turns", "", "`a``b", ""),
        repeat("code spans", "", "`a` ", ""),
        repeat("macros", "", "{{a(\"b\")}} ", ""),
        repeat("macros that nothing closes", "", "{{a {% ", ""),
        repeat("macros with a brace less", "", "{{a} ", ""),
        count("macros all different", "", |at| format!("{{{{Lamp(\"lampId{at}\")}}}} "), ""),
        count("macros of all names", "", |at| format!("{{{{< lamp{at} \"a\" >}}}} "), ""),
        repeat("escapes", "", "\\*", ""),
        repeat("entities", "", "&amp;", ""),
        repeat("entities without end", "", "&a", ""),
        repeat("numbered entities", "", "&#x1F642;", ""),
        repeat("comments that open", "", "a <!-- ", ""),
        repeat("tags that open", "", "</", "<!--"),
        repeat("instructions that open", "", "<?", ""),
        repeat("declarations that open", "", "<!A ", ""),
        repeat("CDATA that opens", "", "<![CDATA[", ""),
        repeat("attributes without end", "<a ", "b=\"c\" ", ""),
        repeat("autolinks", "", "<https://a.example/b> ", ""),
        repeat("autolinks that open", "", "<https://a.example/", ""),
        repeat("hard breaks", "", "a  \nb\\\n", ""),
        repeat("bold tokens", "", "**lampId** ", ""),
        repeat("bold across lines", "", "**a\nb** ", ""),
        repeat("broken bold", "", "** lampId ** ", ""),
        repeat("strike", "", "~~a~ ", ""),
        repeat("placeholders", "", "{token} ", ""),
        repeat("placeholders that open", "", "{a ", ""),
        count("placeholders like tags", "", |at| format!("&lt;lamp{at}&gt; <lamp{at}> "), ""),
        repeat("scopes", "", "Lamp.Read.All, ", ""),
        repeat("status codes", "returns ", "`200 OK`, 404 Not Found ", ""),
        repeat("include lines", "", "[!INCLUDE [a](b.md)]\n\n", ""),
        repeat("include lines in one paragraph", "", "[!INCLUDE [a](b.md)] ", ""),
        repeat("includes that open", "", "[!INCLUDE [a", ""),
        repeat("anchors", "", "<a name=\"x\"></a>", ""),
        count("links all different", "", |at| format!("[t{at}](../api/p{at}.md) "), ""),
        count("code spans all different", "", |at| format!("`lampId{at}` "), ""),
        count("bold all different", "", |at| format!("**lampId{at}** "), ""),
        count("links in paragraphs", "", |at| format!("[t{at}](../api/p{at}.md)\n\n"), ""),
        count("code spans in paragraphs", "", |at| format!("`lampId{at}` is\n\n"), ""),
        repeat(
            "emphasis in a deep quote",
            "> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > ",
            "a*",
            "",
        ),
        repeat("addresses without marks", "", "www.a.example a@b.example http:// ", ""),
        repeat("joined signs", "", "👩\u{200d}👩\u{200d}👧\u{fe0f}", ""),
        repeat("separators of lines", "", "a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}", ""),
        repeat("long numbered entities", "&#", "0", "65;"),
        repeat("one long anchor", "<a name=\"", "a", "\"></a>"),
        repeat("one long code span", "`", "a ", "`"),
        repeat("one long target", "[a](", "../", "a.md)"),
        repeat("one long include", "[!INCLUDE [a](", "../", "a.md)]\n"),
        repeat("links to bookmarks", "", "[a](#a) ", ""),
        repeat("links with titles", "", "[a](b.md \"c\") ", ""),
        repeat("pipes in prose", "", "a | b ", ""),
        count("urls in prose", "", |at| format!("https://lamps.example/v1.0/p{at} "), ""),
    ]
}

/// Containers, headings, definitions.
fn blocks() -> Vec<Shape> {
    vec![
        repeat("quotes deeper than allowed", "", "> ", "a"),
        own("quotes at the limit, lazy lines", |size| format!("{}a\n{}", "> ".repeat(60), "a\n".repeat(size / 2))),
        own("lists at the limit, lazy lines", |size| format!("{}a\n{}", "- ".repeat(60), "a\n".repeat(size / 2))),
        own("numbers at the limit, lazy lines", |size| format!("{}a\n{}", "1. ".repeat(60), "a\n".repeat(size / 2))),
        own("quotes at the limit, marked lines", |size| format!("{}a\n{}", "> ".repeat(60), "> a\n".repeat(size / 4))),
        own("deep quote, link that opens", |size| format!("{}[a\n{}", "> ".repeat(60), "a\n".repeat(size / 2))),
        own("deep quote, definition that opens", |size| format!("{}[a]:\n{}", "> ".repeat(60), "a\n".repeat(size / 2))),
        own("deep quote, tag that opens", |size| format!("{}<a\n{}", "> ".repeat(60), "a\n".repeat(size / 2))),
        own("deep quotes all the way", |size| format!("{}a\n", "> ".repeat(60)).repeat(size / 122)),
        own("staircase", |size| (0..size / 62).map(|at| format!("{}- a\n", "  ".repeat(at % 30))).collect()),
        own("staircase over the limit", |size| (0..root(size)).map(|at| format!("{}- a\n", "  ".repeat(at))).collect()),
        repeat("lists on one line", "", "- ", "x"),
        repeat("rules in quotes", "", "> ---\n", ""),
        repeat("rules in lists", "", "1. ---\n", ""),
        repeat("rules in definitions", "", "[^a]:---\n", ""),
        repeat("footnotes in quotes", "", "[^a]: > a\n", ""),
        repeat("empty lines in a list", "- a\n", "\n", ""),
        repeat("empty lines in a deep list", "- - - - - a\n", "\n", "  a"),
        repeat("empty lines in a quote", "> a\n", "\n", ""),
        repeat("items", "", "- a\n", ""),
        repeat("loose items", "", "- a\n\n", ""),
        repeat("items of two levels", "", "- a\n  - b\n", ""),
        repeat("tasks", "", "- [x] a\n", ""),
        repeat("numbered items", "", "1. a\n", ""),
        repeat("one heading", "", "# a\n\n", ""),
        repeat("one heading with an anchor", "", "## <a name=\"a\"></a>A\n\n", ""),
        repeat("small headings", "", "### a\n\n", ""),
        repeat("tables below small headings", "", "### a\n\n| a | b |\n|---|---|\n| c | d |\n\n", ""),
        repeat("underlined headings", "", "a\n===\n", ""),
        repeat("rules", "", "---\n\n", ""),
        repeat("hashes", "", "#", ""),
        repeat("hashes at the end of a heading", "# a ", "# ", "\n"),
        repeat("marks of items by turns", "", "- a\n+ b\n* c\n", ""),
        count("numbers that fall", "", |at| format!("{}. a\n", 999_999 - at % 999_999), ""),
        repeat("one definition often", "", "[r]: /u\n", ""),
        repeat("definitions that open", "", "[r]: <", ""),
        repeat("labels of definitions that open", "", "[a\n", ""),
        repeat("footnotes", "", "[^a] ", "\n\n[^a]: b\n"),
        repeat("fences of tildes", "", "~~~\na\n~~~\n", ""),
        repeat("comments of one letter", "", "<!--a-->", ""),
        repeat("one long word of a fence", "```", "a", "\n```\n"),
        repeat("alerts that are none", "", "> [!NOT]\n> a\n\n", ""),
        count("headings all different", "", |at| format!("## Part {at}\n\ntext\n\n"), ""),
        count("headings with anchors all different", "", |at| format!("## <a name=\"part-{at}\"></a>P\n\nt\n\n"), ""),
        count("definitions", "", |at| format!("[r{at}]: /u{at}\n"), ""),
        own("definitions, all used", |size| {
            let times = size / 24;
            (0..times).map(|at| format!("[r{at}] ")).chain((0..times).map(|at| format!("\n\n[r{at}]: /u"))).collect()
        }),
        own("one long definition, used often", |size| {
            format!("{}\n\n[r]: /{}\n", "[r] ".repeat(size / 8), "u".repeat(size / 2))
        }),
        repeat("paragraphs", "", "A lamp is on.\n\n", ""),
        repeat("lines of one paragraph", "", "A lamp is on.\n", ""),
        repeat("one line", "", "A lamp is on. ", ""),
        repeat("one word", "", "a", ""),
        repeat("lines that end with CR", "", "A lamp is on.\r", ""),
        repeat("blocks that end with CR", "", "# a\r\r- b\r\r", ""),
        repeat("NUL", "", "a\0", ""),
        repeat("marks that combine", "e", "\u{301}", ""),
        repeat("marks that turn", "", "\u{202e}a", ""),
        repeat("nothing to see", "", "\u{200b}\u{2060}", ""),
        repeat("byte order marks", "", "\u{feff}", ""),
        repeat("letters of two scripts", "", "lаmp ", ""),
        repeat("blanks", "", " ", ""),
        repeat("tabs", "", "\t", ""),
        repeat("lines of blanks", "", "    \n", ""),
        repeat("alerts", "", "> [!NOTE]\n> a\n\n", ""),
        repeat("tags of blocks", "", "<div>\n\na\n\n", ""),
        nest("nested tags", "<div>", "a", "</div>"),
    ]
}

/// Tables.
fn tables() -> Vec<Shape> {
    vec![
        repeat("tall table", "| a | b |\n|---|---|\n", "| c | d |\n", ""),
        repeat("tall ragged table", "| a | b |\n|---|---|\n", "| c | d | e |\n| f\n", ""),
        repeat("row without end", "| a | b |\n|---|---|\n", "| c ", "\n"),
        own("wide table", |size| {
            let times = size / 12;
            format!("{}|\n{}|\n{}|\n", "| a ".repeat(times), "|---".repeat(times), "| b ".repeat(times))
        }),
        own("wide and tall, without cells", |size| {
            let times = size / 10;
            format!("{}|\n{}|\n{}", "| a ".repeat(times), "|---".repeat(times), "|\n".repeat(times))
        }),
        own("square table", |size| {
            let times = root(size / 4);
            let row = |cell: &str| format!("{}|\n", cell.repeat(times));
            format!("{}{}{}", row("| a "), row("|---"), row("| b ").repeat(times))
        }),
        repeat("tables", "", "| a | b |\n|---|---|\n| c | d |\n\n", ""),
        repeat("heads of tables", "", "aaa\n-\n", ""),
        repeat("heads of tables, odd white space", "", "aaa\rbbb\n-\u{b}\n", ""),
        repeat("heads without a table", "", "| a | b\n\n", ""),
        own("as many columns as there can be", |size| {
            format!("{}\n{}\n", "|a".repeat(size / 4), "|-".repeat(size / 4))
        }),
        repeat("rows of bars", "| a | b |\n|---|---|\n", "||||\n", ""),
        repeat("escaped bars", "| a |\n|---|\n| ", "\\|", " |\n"),
        repeat("code in cells", "| a |\n|---|\n", "| `a|b` |\n", ""),
        repeat("broken rows", "## Request headers\n\n| Name | Value |\n|---|---|\n", "| Accept\n | x |\n", ""),
        count(
            "properties",
            "## Properties\n\n| Property | Type | Description |\n|---|---|---|\n",
            |at| format!("| lampId{at} | String | Text `c{at}` of {{p{at}}}. |\n"),
            "",
        ),
        count(
            "one property often",
            "## Properties\n\n| Property | Type | Description |\n|---|---|---|\n",
            |_| "| lampId | String | Text. |\n".to_owned(),
            "",
        ),
        count(
            "headers",
            "## Request headers\n\n| Header | Value |\n|---|---|\n",
            |at| format!("| X-Lamp-{at} | Bearer {{token}}, application/json |\n"),
            "",
        ),
        count(
            "permissions",
            "## Permissions\n\n| Permission type | Permissions |\n|---|---|\n",
            |at| format!("| Delegated {at} | Lamp.Read.All, Lamp{at}.ReadWrite.All |\n"),
            "",
        ),
        own("one cell of scopes", |size| {
            let scopes: String = (0..size / 22).map(|at| format!("Lamp{at}.ReadWrite.All, ")).collect();
            format!("## Permissions\n\n| Permission type | Permissions |\n|---|---|\n| Application | {scopes} |\n")
        }),
        own("one cell of tokens", |size| {
            let tokens: String = (0..size / 14).map(|at| format!("`lamp{at}` {{t{at}}} ")).collect();
            format!("| a | b |\n|---|---|\n| c | {tokens} |\n")
        }),
        count(
            "types",
            "## Properties\n\n| Property | Type |\n|---|---|\n",
            |at| format!("| a{at} | Collection([lamp{at}](lamp{at}.md)) or String or Edm.Int32 |\n"),
            "",
        ),
    ]
}

/// Whole pages, many times over.
fn pages() -> Vec<Shape> {
    const SECTION: &str = "## <a name=\"part\"></a>Part\n\nA `lampId` and [a lamp](lamp.md), **on**.\n\n| Property | Type | Description |\n|---|---|---|\n| lampId | String | `a` |\n\n<!-- { \"blockType\": \"request\", \"name\": \"a\" } -->\n```http\nGET https://lamps.example/v1.0/lamps/1\nAccept: application/json\n\n{ \"a\": [1, 2] }\n```\n\n";
    vec![
        repeat("sections all alike", "# T\n\n", SECTION, ""),
        count(
            "sections all different",
            "---\ntitle: T\n---\n# <a name=\"t\"></a>T\n\n",
            |at| {
                format!(
                    "## <a name=\"p{at}\"></a>Part\n\nA `lampId{at}` and [a lamp](l{at}.md), **on{at}**.\n\n| Property | Type | Description |\n|---|---|---|\n| lampId{at} | String | `a{at}` |\n\n<!-- {{ \"blockType\": \"request\", \"name\": \"a{at}\" }} -->\n```http\nGET https://lamps.example/v1.0/lamps/{at}\nAccept: application/json\n\n{{ \"a{at}\": [1, 2] }}\n```\n\n"
                )
            },
            "",
        ),
    ]
}

/// The word of a number, of letters, whose hash is the same for all numbers where a hash is `31 * hash + letter`, as many a library
/// has it: "Aa" and "BB" are alike there.
fn word_of_one_hash(number: usize) -> String {
    (0..16).map(|bit| if number >> bit & 1 == 0 { "Aa" } else { "BB" }).collect()
}

/// Whether the last four bits of the hash of sdbm, which the first reader of CommonMark in C had for labels, are naught: one in sixteen.
fn is_of_one_bucket(word: &str) -> bool {
    let hash =
        |hash: u32, byte: u8| u32::from(byte).wrapping_add(hash << 6).wrapping_add(hash << 16).wrapping_sub(hash);
    word.bytes().fold(0, hash) % 16 == 0
}

/// Names that one hash or another takes for alike: tables of them are lists where that hash is used.
fn collisions() -> Vec<Shape> {
    vec![
        own("labels of one bucket", |size| {
            let labels = (0_usize..).map(|at| format!("r{at}")).filter(|label| is_of_one_bucket(label));
            labels.take(size / 24).map(|label| format!("[{label}]: /u\n\n[{label}]\n\n")).collect()
        }),
        count("labels of one hash", "", |at| format!("[{0}]: /u\n\n[{0}]\n\n", word_of_one_hash(at)), ""),
        count(
            "members of one hash",
            "```json\n{",
            |at| format!("\"{}\": 1, ", word_of_one_hash(at)),
            "\"b\": 2}\n```\n",
        ),
        count(
            "headings of one hash",
            "",
            |at| format!("## <a name=\"{0}\"></a>{0}\n\n[a](#{0})\n\n", word_of_one_hash(at)),
            "",
        ),
        count("targets of one hash", "", |at| format!("[a]({}.md) ", word_of_one_hash(at)), ""),
    ]
}

/// What MDX knows and Markdown does not.
fn mdx() -> Vec<Shape> {
    vec![
        nest("nested components", "<A>\n", "a\n", "</A>\n"),
        repeat("components that open", "", "<A ", ""),
        repeat("components that open, each on a line", "", "  <A>\n    a\n", ""),
        repeat("components that close", "", "</A>\n", ""),
        repeat("braces that open", "", "{a ", ""),
        repeat("attributes that open", "", "<A a={\"\n\n", ""),
        repeat("comments of MDX that open", "", "{/* a ", ""),
        repeat("comments of MDX", "", "{/* a */} ", ""),
        repeat("imports", "", "import a from 'a';\n\n", ""),
        repeat("code marks of one line", "", "` `` ``` ```` ", ""),
        repeat("notes in notes", "", "!!! a\n    ", ""),
        count("deeper notes", "", |at| format!("{}!!! a\n", " ".repeat(4 * (at % 16))), ""),
        own("braces in braces", |size| format!("<A a={}{}>", "{".repeat(size / 2), "}".repeat(size / 2))),
    ]
}

/// All of them.
pub fn all() -> Vec<Shape> {
    [inline(), blocks(), tables(), code::code(), code::headers(), pages(), collisions(), mdx()]
        .into_iter()
        .flatten()
        .collect()
}
