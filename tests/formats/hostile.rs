//! Pages and names that try to speak to whatever shows them.
#![allow(clippy::unwrap_used, clippy::format_push_string, unreachable_pub)]

use super::lamps;
use super::run::{Folder, TWO_LOCALES};

/// Colours of a terminal, a workflow command, ends of XML and of scripts, Markdown, a change of the direction of writing, NUL.
pub const HAZARDS: [&str; 8] = [
    "\u{1b}[31m",
    "%0A::error::x",
    "]]>",
    "</script><script>alert(1)</script>",
    "`` a ` b",
    "\u{202e}",
    "\0",
    "<img src=x onerror=alert(1)>&amp;",
];

/// The name of a page.
pub const NAME: &str = "es-ES/api/a b#\u{1b}[31m%0A::error::x\n::error::y]]>&\"<img src=x>`\\|`|\u{202e}é.md";

/// A docset with the hazards in what messages quote and in names; one page cannot be read.
pub fn docset() -> Folder {
    let folder = Folder::new("hostile");
    folder.write("isogloss.yml", TWO_LOCALES);
    let (mut body, mut notes) = (String::new(), String::new());
    for (at, hazard) in HAZARDS.iter().enumerate() {
        // Suppressions of unknown rules, links to nowhere and translated names of headers are quoted.
        notes += &format!("[texto](nada-{at}-{hazard}.md)\n\n");
        body += &format!("| Autoriza{hazard}ción | Bearer {{token}} |\n");
        notes += &format!(
            "<!-- {{ \"blockType\": \"{hazard}\", \"{hazard}\": 1, \"{hazard}\": 2 }} -->\n```http\nGET /a{at}\n```\n\n"
        );
    }
    let page = format!(
        "---\ntitle: lámpara\nms.contentlocale: es-ES\n---\n# Lámpara\n\n## <a name=\"request-headers\"></a>Encabezados\n\n\
         | Nombre | Descripción |\n|:---|:---|\n{body}\n{notes}"
    );
    folder.write("es-ES/api/lamp.md", &page);
    folder.write("en-US/api/lamp.md", lamps::source("lamp", ""));
    folder.write(NAME, &page);
    folder.write(&NAME.replace("é.md", "ø.md"), b"# \xff\n");
    folder
}
