//! The same is said whatever else differs.

use super::*;
use crate::files::odd;
use crate::outside::repository;

/// JSON without what is allowed to vary.
fn steady(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let Some((before, rest)) = text.split_once("\"seconds\":") else { return text.into_owned() };
    let after = rest.find([',', '}']).unwrap_or(0);
    format!("{before}{}", &rest[after..])
}

#[test]
fn the_same_is_always_said() {
    let folder = odd();
    repository(&folder);
    let path = folder.0.display().to_string();
    let config = folder.0.join("isogloss.yml").display().to_string();
    for args in [
        &["check", "--report", "json"][..],
        &["check", "--report", "full"],
        &["check", "--report", "sarif"],
        &["check", "--report", "github", "--no-group"],
        &["drift"],
        &["sync", "--diff"],
    ] {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for threads in ["1", "2", "8"] {
            for variables in [
                &[("USER", "x")][..],
                &[
                    ("TZ", "Asia/Kathmandu"),
                    ("LANG", "tr_TR.UTF-8"),
                    ("LC_ALL", "tr_TR.UTF-8"),
                    ("HOME", "/nowhere"),
                    ("COLUMNS", "20"),
                    ("TERM", "dumb"),
                ],
            ] {
                if threads != "2" && variables.len() > 1 {
                    continue;
                }
                let mut command = command(&folder.0, &[args, &["--threads", threads]].concat());
                let output = command.envs(variables.iter().copied()).output().unwrap();
                assert!(output.status.code().is_some_and(|code| code <= 2));
                let said = format!("{:?} {} {}", output.status.code(), steady(&output.stdout), errors(&output));
                all.entry(said).or_default().push(format!("{threads} {variables:?}"));
            }
        }
        assert_eq!(all.len(), 1, "{args:?}: {:?}", all.values().collect::<Vec<_>>());
        // From another folder paths are shown otherwise, but from any other folder alike.
        let from = |folder: &Path| {
            let output = run(folder, &[args, &["--config", &config, &path]].concat());
            (output.status.code(), steady(&output.stdout))
        };
        assert_eq!(from(Path::new("/etc")), from(Path::new("/usr")), "{args:?}");
    }
}

/// The cache of the history's hashes: cold, warm, and damaged in any way, it changes nothing.
#[test]
fn a_cache_changes_nothing() {
    let folder = Folder::new(&lamps::docset());
    repository(&folder);
    let cache = folder.0.with_extension("cache");
    let _ = fs::remove_dir_all(&cache);
    let check = || {
        let output =
            command(&folder.0, &["check", "--report", "json", "."]).env("ISOGLOSS_CACHE", &cache).output().unwrap();
        (output.status.code(), steady(&output.stdout))
    };
    let without = {
        let output = run(&folder.0, &["check", "--report", "json", "."]);
        (output.status.code(), steady(&output.stdout))
    };
    let cold = check();
    assert_eq!(cold, without);
    let file = fs::read_dir(&cache).unwrap().map(|entry| entry.unwrap().path()).next().expect("a cache was written");
    let good = fs::read(&file).unwrap();
    assert_eq!(check(), cold, "warm");
    let step = (good.len() / 12).max(1);
    for at in (0..good.len()).step_by(step) {
        let mut flipped = good.clone();
        flipped[at] ^= 0x10;
        for damaged in [flipped, good[..at].to_vec(), [&good[..at], b"\xff\xff", &good[at..]].concat()] {
            fs::write(&file, damaged).unwrap();
            assert_eq!(check(), cold, "damaged at byte {at}");
        }
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(check(), cold, "a folder in its place");
    fs::remove_dir(&file).unwrap();
    symlink("/dev/zero", &file).unwrap();
    assert_eq!(check(), cold, "a device in its place");
    fs::remove_dir_all(&cache).unwrap();
    fs::write(&cache, "").unwrap();
    assert_eq!(check(), cold, "a file in place of its folder");
    let _: Option<PathBuf> = fs::remove_file(&cache).err().map(|_| cache.clone());
}
