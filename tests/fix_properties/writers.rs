//! Others write while fixes are written.

use crate::{Scratch, lamps};
use isogloss::engine::write;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

/// Somebody else saves the page again and again, as editors do, while fixes are made from what was read and written. The page
/// always holds a whole version of theirs, or what was made from a whole version of theirs.
#[test]
fn another_writer_never_sees_its_page_torn() {
    let folder = Scratch::new();
    let path = folder.0.join("page.md");
    let version = |number: usize| format!("version {number}\n").repeat(2000);
    let fixed = |text: &str| text.replace("version", "VERSION");
    let is_whole = |text: &str| {
        let first = text.lines().next().unwrap_or("").to_owned() + "\n";
        text.len() == first.len() * 2000 && text == first.repeat(2000)
    };
    fs::write(&path, version(0)).unwrap();
    let (stop, in_place) = (AtomicBool::new(false), AtomicBool::new(false));
    let (mut written, mut refused) = (0, 0);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            let mut number = 0;
            while !stop.load(Ordering::Relaxed) {
                number += 1;
                let beside = folder.0.join("page.md.new");
                fs::write(&beside, version(number)).unwrap();
                fs::rename(&beside, &path).unwrap();
                in_place.store(true, Ordering::Relaxed);
                std::thread::sleep(std::time::Duration::from_micros((number % 7 * 300) as u64));
            }
            number
        });
        // Which of both comes first is the machine's affair.
        for round in 0..200_000 {
            if round >= 1500 && written > 0 && refused > 0 {
                break;
            }
            let text = fs::read_to_string(&path).unwrap();
            assert!(is_whole(&text), "torn");
            match write::write(&path, Some(&text), &fixed(&text), Some(&folder.0)) {
                Ok(()) => written += 1,
                Err(why) => {
                    assert!(why.contains("was changed while this ran"), "{why}");
                    refused += 1;
                }
            }
        }
        stop.store(true, Ordering::Relaxed);
        assert!(other.join().unwrap() > 0);
    });
    let last = fs::read_to_string(&path).unwrap();
    assert!(is_whole(&last));
    assert!(written > 0 && refused > 0 && in_place.into_inner(), "{written} written, {refused} refused");
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "no temporary file stays");
}

/// Two runs over one docset at once: neither spoils the other's work.
#[test]
fn two_runs_at_once() {
    let alone = lamps::Folder::new(&lamps::docset());
    assert_eq!(alone.said(&["check", "--fix"]).0, 0);
    for _ in 0..20 {
        let folder = lamps::Folder::new(&lamps::docset());
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let (code, _, told) = folder.said(&["check", "--fix"]);
                    assert!(code == 0 || told.contains("was changed while this ran"), "{code} {told}");
                });
            }
        });
        folder.said(&["check", "--fix"]);
        assert_eq!(folder.files(), alone.files());
    }
}
