//! Pages that are ahead of their source.

use crate::open;
use crate::repository::Repository;
use isogloss::docset::origin::Age;
use isogloss::docset::{Layout, Locales, Root, discover};
use isogloss::drift::{self, Verdict};
use std::fs;

/// A page that names a commit which `HEAD` does not build on was made from a newer source than the one that lies there.
#[test]
fn a_page_may_lead_its_source() {
    let Some(repo) = Repository::new("sha1") else { return };
    repo.write("en/a.md", "# a\n\n## one\n");
    let first = repo.commit("first");
    repo.write("en/a.md", "# a\n\n## two\n");
    let second = repo.commit("second");
    repo.git(&["reset", "-q", "--hard", &first]);
    let page = format!("---\nms.sourcegitcommit: {second}\n---\n# a\n\n## two\n");
    fs::create_dir(repo.folder.join("es")).unwrap();
    fs::write(repo.folder.join("es/a.md"), page).unwrap();
    let root = |tag: &str, folder: &str| Root::new(Some(tag.to_owned()), repo.folder.join(folder));
    let layout = Layout {
        roots: vec![root("en-US", "repo/en"), root("es-ES", "es")],
        source_locale: Some("en-US".to_owned()),
        ..Layout::default()
    };
    let history = open(&repo.path(), Some("en"));
    let (docset, done) = discover::read_with(&layout, &[], &[], &Locales::built_in(), Some(history));
    done.unwrap();
    let id = *docset.group("a.md").last().unwrap();
    assert_eq!(docset.origin(id).unwrap().age, Age::Ahead);
    let verdicts: Vec<Verdict> =
        drift::judge(&docset, id, &drift::Witnesses::new()).judged.iter().map(|item| item.verdict).collect();
    assert_eq!(verdicts, [Verdict::LocaleSkew; 2]);
}
