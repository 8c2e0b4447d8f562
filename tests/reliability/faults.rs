//! Where the program itself fails on a page.

use super::*;

/// A fault in reading, in placing, in a rule, in the comparison: each is a finding on its page with exit code 2, and what is said
/// of all other pages is what was said without it. The page is not fixed.
#[test]
fn a_fault_stays_on_its_page() {
    if !cfg!(debug_assertions) {
        println!("skipped: faults can be provoked in debug builds only");
        return;
    }
    let page = "es-ES/api/plain.md";
    let folder = Folder::new(&marked(&[page]));
    let check = ["check", "--report", "json", "."];
    let clean = run(&folder.0, &check);
    assert_eq!(clean.status.code(), Some(1), "{}", errors(&clean));
    let of_others = |value: &Value| {
        let all = others(value, "internal-error");
        all.into_iter().filter(|finding| !finding.contains(page)).collect::<Vec<_>>()
    };
    for stage in ["read", "place", "table-row-width", "invisible-character", "compare"] {
        let trip = format!("{stage}:kaboom");
        let output = command(&folder.0, &check).env("ISOGLOSS_TEST_PANIC", &trip).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{stage}: {}", errors(&output));
        assert!(!errors(&output).contains("panicked"), "{}", errors(&output));
        let found = report(&output);
        let failures: Vec<&Value> = found["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["rule"] == "internal-error")
            .collect();
        assert_eq!(failures.len(), 1, "{stage}: {failures:?}");
        assert_eq!(failures[0]["path"], page);
        assert!(failures[0]["message"].as_str().unwrap().contains("tripped by kaboom"));
        assert!(failures[0]["help"].as_str().unwrap().contains("report"));
        assert_eq!(of_others(&found), of_others(&report(&clean)), "{stage}");
        // It is an error whatever was asked for, and nothing turns it off.
        for more in [&["--select", "page-missing"][..], &["--ignore", "internal-error"]] {
            let output = command(&folder.0, &[&check, more].concat())
                .env("ISOGLOSS_TEST_PANIC", "read:kaboom")
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(2));
            assert!(String::from_utf8_lossy(&output.stdout).contains("internal-error"), "{more:?}");
        }
        let before = folder.files();
        let fixed = command(&folder.0, &["check", "--fix", "."]).env("ISOGLOSS_TEST_PANIC", &trip).output().unwrap();
        assert_eq!(fixed.status.code(), Some(2), "{stage}");
        assert_eq!(folder.files()[page], before[page], "{stage}: a page that the program fails on was written");
        assert_ne!(folder.files(), before, "{stage}: nothing else was fixed");
        folder.write(&before);
    }
    let mut files = marked(&[]);
    let request = "\n<!-- { \"blockType\": \"request\", \"name\": \"on\" } -->\n```http\nGET https://lamps.example/v1.0/on\n```\n";
    for page in ["en-US/api/plain.md", "en-US/api/crlf.md"] {
        files.get_mut(page).unwrap().0.extend(request.replace("on", &page[10..13]).as_bytes());
    }
    files.get_mut("en-US/api/crlf.md").unwrap().0.extend(b"kaboom\n");
    let folder = Folder::new(&files);
    for (args, trip) in [
        (&["drift", "."][..], "drift:crlf"),
        (&["drift", "."], "read:kaboom"),
        (&["snippets", "--check", "--target", "curl", "."], "snippets:kaboom"),
        (&["snippets", "--check", "--target", "curl", "."], "read:kaboom"),
        (&["sync", "--diff", "."], "sync:crlf"),
        (&["report", "--output", "dashboard", "."], "read:kaboom"),
        (&["baseline", "."], "read:kaboom"),
    ] {
        let output = command(&folder.0, args).env("ISOGLOSS_TEST_PANIC", trip).output().unwrap();
        let said = errors(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?} {trip}: {said}");
        assert!(
            said.contains("the program failed") && said.contains("crlf") && !said.contains("panicked"),
            "{args:?}: {said}"
        );
        let more = String::from_utf8_lossy(&output.stdout).into_owned() + &said;
        assert!(args[0] != "snippets" || more.contains("pla"), "{args:?}: the other page is lost: {more}");
    }
}

/// A page on which the program fails is neither accepted as known nor forgotten: not by the baseline, not by who puts reports
/// together.
#[test]
fn a_fault_is_no_debt() {
    if !cfg!(debug_assertions) {
        println!("skipped: faults can be provoked in debug builds only");
        return;
    }
    let page = "es-ES/api/plain.md";
    let folder = Folder::new(&marked(&[page]));
    let tripped = |args: &[&str], trip: &str| {
        let output = command(&folder.0, args).env("ISOGLOSS_TEST_PANIC", trip).output().unwrap();
        (output.status.code(), errors(&output))
    };
    let (code, said) = tripped(&["check", "--shard", "1/1", "--report", "json=part.json", "."], "compare:kaboom");
    assert_eq!(code, Some(2), "{said}");
    assert_eq!(run(&folder.0, &["merge", "--exit-zero", "part.json"]).status.code(), Some(2));
    let file = folder.0.join("isogloss-baseline.json");
    assert_eq!(run(&folder.0, &["baseline", "."]).status.code(), Some(0));
    let known = fs::read_to_string(&file).unwrap();
    assert!(known.contains(page));
    for trip in ["read:kaboom", "place:kaboom", "compare:kaboom", "table-row-width:kaboom"] {
        for more in [&["--update"][..], &["--update", "--accept-new"], &["--stale"]] {
            let (code, said) = tripped(&[&["baseline"], more, &["."]].concat(), trip);
            assert_eq!(code, Some(2), "{trip} {more:?}: {said}");
            assert!(said.contains("es-ES/api/plain.md was not checked: the program failed"), "{trip}: {said}");
            assert_eq!(fs::read_to_string(&file).unwrap(), known, "{trip} {more:?}");
        }
        let (code, said) = tripped(&["check", "."], trip);
        assert_eq!(code, Some(2), "{trip}: {said}");
        assert!(!said.contains("no longer there"), "{trip}: {said}");
    }
    fs::remove_file(&file).unwrap();
    assert_eq!(tripped(&["baseline", "."], "compare:kaboom").0, Some(2));
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("page-missing") && !text.contains("internal-error"), "{text}");
}
