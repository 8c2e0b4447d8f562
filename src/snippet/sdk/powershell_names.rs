//! Names of PowerShell commands from paths: an approved verb and the singular of each word of the path.
//! Source: the names of the samples of 2023; the verbs are those of AutoRest's list for words of operations.
//! Must not know bodies.

use super::path::{Path, SegmentKind};

/// The command for a request, `None` where the path gives no name.
pub(super) fn cmdlet(path: &Path, method: &str, compat: bool) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut suffix = "";
    let mut called = None;
    let mut segments =
        path.segments.iter().filter(|segment| !matches!(segment.kind, SegmentKind::Key | SegmentKind::File)).peekable();
    let mut first = true;
    while let Some(segment) = segments.next() {
        let name = segment.name.as_str();
        let last = segments.peek().is_none();
        if first {
            first = false;
            if let Some(instead) = prefix(path) {
                parts.extend(instead.iter().map(|word| (*word).to_owned()));
                continue;
            }
            if is_left_out(path) {
                continue;
            }
        }
        match (segment.kind, name) {
            (SegmentKind::Special, "$ref") => suffix = "ByRef",
            (SegmentKind::Special, "$value" | "content") => suffix = "Content",
            (SegmentKind::Special, _) => suffix = "Count",
            (SegmentKind::Action | SegmentKind::Function, _) if last => called = Some(name),
            (_, "windows" | "updates") if path.segments.first().is_some_and(|first| first.name == "admin") => {}
            (_, "calendar") if parts == ["User"] && is_default_calendar(path) => {
                parts.extend(["Default".to_owned(), "Calendar".to_owned()]);
            }
            _ => add(&mut parts, name),
        }
    }
    if parts.is_empty() {
        return None;
    }
    let noun = parts.concat();
    let Some(called) = called else {
        let verb = match (method, suffix) {
            ("GET", _) => "Get",
            ("POST", _) => "New",
            ("PATCH", _) => "Update",
            ("PUT", _) => "Set",
            ("DELETE", _) => "Remove",
            _ => return None,
        };
        return Some(format!("{verb}-Mg{noun}{suffix}"));
    };
    let taken = path.segments.iter().rev().nth(1).and_then(|before| before.of.as_ref()).is_some_and(|of| of.many)
        && path.segments.last().is_some_and(|last| last.kind == SegmentKind::Function && last.text.contains('('));
    Some(action(called, parts, taken && compat))
}

/// The name of a command that calls an action or a function.
fn action(called: &str, mut parts: Vec<String>, taken: bool) -> String {
    let mut words = words(&upper_first(called));
    // `tentativelyAccept`: the verb stands behind the adverb.
    if words.first().is_some_and(|word| word.ends_with("ly")) && words.len() > 1 {
        words.rotate_left(1);
    }
    let whole = matches!(called, "createOrGet" | "replyAll");
    if whole {
        words = vec![upper_first(called)];
    }
    let (first, rest) = words.split_first().map_or(("", [].as_slice()), |(first, rest)| (first.as_str(), rest));
    if called == "changePassword" {
        return format!("Update-Mg{}Password", parts.concat());
    }
    let verb = VERBS.iter().find(|(word, _)| word.eq_ignore_ascii_case(first)).map(|(_, verb)| *verb);
    if called == "delta" {
        return format!("Get-Mg{}Delta", parts.concat());
    }
    if called.starts_with("filterBy") || taken {
        return format!("Get-Mg{}", parts.concat());
    }
    add(&mut parts, &rest.concat());
    verb.map_or_else(|| format!("Invoke-Mg{first}{}", parts.concat()), |verb| format!("{verb}-Mg{}", parts.concat()))
}

/// Adds the words of `name`, without those that what is there ends with already.
fn add(parts: &mut Vec<String>, name: &str) {
    let new: Vec<String> = words(&noun(name));
    let overlap = (1..=new.len().min(parts.len())).rev().find(|count| {
        let tail = parts.get(parts.len() - count..).unwrap_or(&[]);
        new.get(..*count).is_some_and(|head| head == tail)
    });
    parts.extend(new.into_iter().skip(overlap.unwrap_or(0)));
}

/// Whether the first segment is no part of names.
fn is_left_out(path: &Path) -> bool {
    let name = |at: usize| path.segments.get(at).map_or("", |segment| segment.name.as_str());
    matches!((name(0), name(1)), ("identityGovernance", "entitlementManagement") | ("admin", _))
}

/// Whether the calendar at the path's end is a user's own.
fn is_default_calendar(path: &Path) -> bool {
    let behind = path.segments.iter().skip_while(|segment| segment.name != "calendar").nth(1);
    behind.is_none_or(|segment| segment.kind == SegmentKind::Action)
}

/// What stands for the first segment in names, where that is not its singular.
fn prefix(path: &Path) -> Option<&'static [&'static str]> {
    let first = path.segments.first()?.name.as_str();
    let second = path.segments.get(1).map_or("", |segment| segment.name.as_str());
    Some(match first {
        "me" => &["User"],
        "admin" if second == "windows" => &["Windows", "Updates"],
        "onPremisesPublishingProfiles" => &["On", "Premise", "Publishing", "Profile"],
        "settings" => &["Directory", "Setting"],
        _ => return None,
    })
}

/// The singular of every word of a segment: `claimsMappingPolicies` to `ClaimMappingPolicy`.
pub(super) fn noun(segment: &str) -> String {
    let words = words(&upper_first(segment).replace("OAuth", "Oauth"));
    words.iter().map(|word| singular_word(word)).collect()
}

fn singular_word(word: &str) -> String {
    const KEPT: [&str; 12] = [
        "Status",
        "Process",
        "Access",
        "Address",
        "Business",
        "Analysis",
        "Basis",
        "Statistics",
        "Rights",
        "Premises",
        "Dns",
        "Sms",
    ];
    match word {
        "People" => "Person".to_owned(),
        "Children" => "Child".to_owned(),
        "Skus" => "Sku".to_owned(),
        "B2c" => "B2C".to_owned(),
        _ if KEPT.contains(&word) => word.to_owned(),
        _ => super::path::singular(word),
    }
}

/// The words of a name in capitals and small letters; digits belong to the word before.
pub(super) fn words(name: &str) -> Vec<String> {
    let characters: Vec<char> = name.chars().collect();
    let mut out: Vec<String> = Vec::new();
    let mut before = None::<char>;
    for (at, character) in characters.iter().enumerate() {
        let next_small = characters.get(at + 1).is_some_and(char::is_ascii_lowercase);
        let starts =
            character.is_ascii_uppercase() && (before.is_none_or(|before| !before.is_ascii_uppercase()) || next_small);
        match out.last_mut() {
            Some(word) if !starts => word.push(*character),
            _ => out.push(character.to_string()),
        }
        before = Some(*character);
    }
    out
}

/// `name` with a capital.
pub(super) fn upper_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + characters.as_str())
}

/// `name` with a small letter.
pub(super) fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + characters.as_str())
}

/// Words of operations, and the approved verb for each.
const VERBS: [(&str, &str); 58] = [
    ("get", "Get"),
    ("apply", "Add"),
    ("reset", "Reset"),
    ("send", "Send"),
    ("stop", "Stop"),
    ("update", "Update"),
    ("add", "Add"),
    ("remove", "Remove"),
    ("set", "Set"),
    ("unset", "Clear"),
    ("cancel", "Stop"),
    ("publish", "Publish"),
    ("unpublish", "Unpublish"),
    ("change", "Rename"),
    ("transfer", "Move"),
    ("complete", "Complete"),
    ("hide", "Hide"),
    ("upgrade", "Update"),
    ("end", "Stop"),
    ("reboot", "Restart"),
    ("run", "Start"),
    ("assign", "Set"),
    ("associate", "Join"),
    ("copy", "Copy"),
    ("is", "Test"),
    ("restore", "Restore"),
    ("discover", "Find"),
    ("check", "Confirm"),
    ("validate", "Test"),
    ("verify", "Confirm"),
    ("close", "Close"),
    ("activate", "Initialize"),
    ("release", "Publish"),
    ("export", "Export"),
    ("purge", "Clear"),
    ("submit", "Submit"),
    ("pause", "Suspend"),
    ("resume", "Resume"),
    ("start", "Start"),
    ("evaluate", "Test"),
    ("move", "Move"),
    ("resize", "Resize"),
    ("grant", "Grant"),
    ("clear", "Clear"),
    ("delete", "Remove"),
    ("confirm", "Confirm"),
    ("acquire", "Get"),
    ("restart", "Restart"),
    ("clone", "Copy"),
    ("find", "Find"),
    ("create", "New"),
    ("make", "New"),
    ("list", "Get"),
    ("sync", "Sync"),
    ("wait", "Wait"),
    ("revoke", "Revoke"),
    ("disable", "Disable"),
    ("enable", "Enable"),
];
