//! What a locale file says: its lists -> [`Locale`], with the English words behind them. Mistakes are reported
//! with line and column. Opens no file.

use super::built_in::BUILT_IN;
use super::language;
use super::locale::{Locale, Terms, TitlePattern};
use super::locale_file::{self, File, Forms, Lists, LocaleError};
use super::lookup::Lookup;
use super::words;
use crate::fact::words::{ColumnRole, PermissionCell, PermissionRow, Requirement};
use crate::page::section::Role;
use crate::text::script::Script;
use serde_yaml::Spanned;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// The English words alone: what stands behind every other locale.
pub(super) fn english_only() -> &'static Arc<Terms> {
    static ENGLISH: LazyLock<Arc<Terms>> = LazyLock::new(|| {
        let english = BUILT_IN.iter().find(|(tag, _)| *tag == "en-US");
        let read = english.map(|(tag, text)| read_alone(tag, text));
        // `tests/locales.rs` reads the file too, so that a mistake in it cannot go unseen.
        read.and_then(Result::ok).map_or_else(Arc::default, |locale| locale.terms)
    });
    &ENGLISH
}

/// Reads the text of a locale file. `path` is only for messages.
pub fn read(path: &str, text: &str) -> Result<Locale, LocaleError> {
    let mut locale = read_alone(path, text)?;
    let english = english_only();
    let mut terms = Terms::clone(&locale.terms);
    terms.titles.fall_back_to(&english.titles);
    let known = terms.title_patterns.clone();
    terms.title_patterns.extend(english.title_patterns.iter().filter(|pattern| !known.contains(pattern)).cloned());
    for (form, role) in english.columns.iter().filter(|(form, _)| locale.terms.columns.get(form).is_none()) {
        let word = terms.column_words.iter().find(|(known, _)| known == role);
        if let Some((_, word)) = word {
            // Forms of one table mean one thing each.
            let _ = terms.english_columns.insert(form, word.clone());
        }
    }
    terms.columns.fall_back_to(&english.columns);
    terms.rows.fall_back_to(&english.rows);
    terms.cells.fall_back_to(&english.cells);
    terms.requirements.fall_back_to(&english.requirements);
    terms.answers.fall_back_to(&english.answers);
    terms.boilerplate.fall_back_to(&english.boilerplate);
    let known = terms.collection.clone();
    terms.collection.extend(english.collection.iter().filter(|form| !known.contains(form)).cloned());
    terms.type_names.extend(english.type_names.iter().cloned());
    terms.header_names.extend(english.header_names.iter().cloned());
    locale.terms = Arc::new(terms);
    Ok(locale)
}

/// A mistake at a place, before the path is known.
type Mistake = (Spanned<String>, String);

fn read_alone(path: &str, text: &str) -> Result<Locale, LocaleError> {
    let file = locale_file::parse(path, text)?;
    build(file).map_err(|(at, message)| {
        let place = at.referenced;
        LocaleError { path: path.to_owned(), line: place.line() as u32, column: place.column() as u32, message }
    })
}

fn build(file: File) -> Result<Locale, Mistake> {
    let tag = file.tag.value.clone();
    if !language::is_tag(&tag) {
        return Err((file.tag, format!("`{tag}` is no language tag such as `fr-FR`")));
    }
    let language = match file.language {
        Some(code) if !language::detection_codes().any(|known| known == code.value) => {
            let known: Vec<_> = language::detection_codes().collect();
            let message =
                format!("language detection knows no `{}`, only {}: leave the key out", code.value, known.join(", "));
            return Err((code, message));
        }
        Some(code) => Some(code.value),
        None => language::detection_code(&tag).map(str::to_owned),
    };
    let script = match file.script {
        Some(name) => Script::from_full_name(&name.value)
            .ok_or_else(|| (name.clone(), format!("Unicode has no script `{}`", name.value)))?,
        None => language::script_of(&tag),
    };
    let description = file.sample_description;
    if let Some(text) = description.as_ref().filter(|text| text.value.trim().is_empty() || text.value.contains('\n')) {
        return Err((text.clone(), "the description of sample files is one line".to_owned()));
    }
    let words = file.words.unwrap_or_default();
    let first = |(key, forms): &(Spanned<String>, Forms)| {
        Some((ColumnRole::of_name(&key.value)?, forms.first()?.value.as_str().into()))
    };
    let mut terms = Terms {
        column_words: file.columns.0.iter().filter_map(first).collect(),
        columns: by_role(file.columns, ColumnRole::of_name, ColumnRole::ALL.map(ColumnRole::name))?,
        rows: by_role(file.permission_rows, PermissionRow::of_name, PermissionRow::ALL.map(PermissionRow::name))?,
        cells: by_role(file.permission_cells, PermissionCell::of_name, PermissionCell::ALL.map(PermissionCell::name))?,
        type_names: names(&file.types),
        header_names: names(&file.headers),
        types: by_name(file.types)?,
        headers: by_name(file.headers)?,
        schemes: by_name(file.schemes)?,
        placeholders: by_name(file.placeholders)?,
        media_words: by_name(file.media_words)?,
        boilerplate: by_sentence(file.boilerplate)?,
        collection: collection(words.collection)?,
        sample_description: description.map(|text| text.value.into()),
        ..Terms::default()
    };
    insert_titles(&mut terms, file.sections)?;
    for (forms, meaning) in [(words.required, Requirement::Required), (words.optional, Requirement::Optional)] {
        let forms = forms.unwrap_or_default();
        if let Some(first) = forms.first() {
            terms.requirement_words.push((meaning, first.value.as_str().into()));
        }
        insert_all(&mut terms.requirements, forms, &meaning, |known| format!("{known:?}"))?;
    }
    for (forms, meaning) in [(words.yes, true), (words.no, false)] {
        insert_all(&mut terms.answers, forms.unwrap_or_default(), &meaning, |known| {
            if *known { "yes" } else { "no" }.to_owned()
        })?;
    }
    Ok(Locale { tag, name: file.name, language, script, terms: Arc::new(terms) })
}

/// Adds `forms` that all mean `meaning`; a form that means something else already is a mistake.
fn insert_all<T: Clone + PartialEq>(
    lookup: &mut Lookup<T>,
    forms: Forms,
    meaning: &T,
    name: impl Fn(&T) -> String,
) -> Result<(), Mistake> {
    for form in forms {
        if words::normalize(&form.value).is_empty() {
            return Err((form, "a form must have at least one letter".to_owned()));
        }
        if let Err(known) = lookup.insert(&form.value, meaning.clone()) {
            let message = format!("`{}` stands under `{}` already", form.value, name(&known));
            return Err((form, message));
        }
    }
    Ok(())
}

/// Lists whose keys are the names of an enumeration.
fn by_role<T: Copy + PartialEq, const N: usize>(
    lists: Lists,
    of_name: fn(&str) -> Option<T>,
    names: [&'static str; N],
) -> Result<Lookup<T>, Mistake> {
    let mut lookup = Lookup::default();
    for (key, forms) in lists.0 {
        let Some(role) = of_name(&key.value) else { return Err(unknown_key(key, &names)) };
        insert_all(&mut lookup, forms, &role, |known| {
            names.iter().find(|name| of_name(name) == Some(*known)).map_or_else(String::new, |name| (*name).to_owned())
        })?;
    }
    Ok(lookup)
}

/// Lists whose keys are what the forms translate. The English name itself must not stand among its forms:
/// every form is a fault when it is found on a page.
fn by_name(lists: Lists) -> Result<Lookup<Box<str>>, Mistake> {
    let english = names(&lists);
    for form in lists.0.iter().flat_map(|(_, forms)| forms) {
        if english.contains(&*words::normalize(&form.value)) {
            return Err((form.clone(), format!("`{}` is English: list only what replaces it", form.value)));
        }
    }
    by_sentence(lists)
}

fn by_sentence(lists: Lists) -> Result<Lookup<Box<str>>, Mistake> {
    let mut lookup = Lookup::default();
    for (key, forms) in lists.0 {
        insert_all(&mut lookup, forms, &Box::<str>::from(key.value.as_str()), ToString::to_string)?;
    }
    Ok(lookup)
}

fn names(lists: &Lists) -> BTreeSet<Box<str>> {
    lists.0.iter().map(|(key, _)| words::normalize(&key.value).into()).collect()
}

/// Longest first.
fn collection(forms: Option<Forms>) -> Result<Vec<String>, Mistake> {
    let mut lookup = Lookup::default();
    insert_all(&mut lookup, forms.unwrap_or_default(), &(), |()| String::new())?;
    let mut out: Vec<String> = lookup.iter().map(|(form, ())| form.to_owned()).collect();
    out.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    Ok(out)
}

/// Section titles; one `*` in a title stands for any one word.
fn insert_titles(terms: &mut Terms, lists: Lists) -> Result<(), Mistake> {
    /// A letter no title has and normalising leaves alone.
    const FREE: &str = "\u{fffc}";
    for (key, forms) in lists.0 {
        let Some(role) = Role::ALL.into_iter().find(|role| role.name() == key.value) else {
            return Err(unknown_key(key, &Role::ALL.map(Role::name)));
        };
        let (patterns, titles): (Vec<_>, Vec<_>) = forms.into_iter().partition(|form| form.value.contains('*'));
        insert_all(&mut terms.titles, titles, &role, |known| known.name().to_owned())?;
        for form in patterns {
            let normal = words::normalize(&form.value.replace('*', FREE)).into_owned();
            match normal.split_once(FREE) {
                Some((before, after)) if !after.contains(FREE) && before.len() + after.len() > 0 => {
                    let (before, after) = (before.to_owned(), after.to_owned());
                    terms.title_patterns.push(TitlePattern { before, after, role });
                }
                _ => return Err((form, "a title may have one `*`, beside other words".to_owned())),
            }
        }
    }
    Ok(())
}

fn unknown_key(key: Spanned<String>, known: &[&str]) -> Mistake {
    let message = locale_file::unknown("name", &key.value, known);
    (key, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_has_its_place() {
        for (text, wanted) in [
            ("tag: fr-FR\nsectons: {}\n", "fr.yml:2:1: unknown field `sectons`; did you mean `sections`?"),
            ("tag: fr-FR\nquux: {}\n", "fr.yml:2:1: unknown field `quux`, expected one of tag, name, "),
            ("name: x\n", "fr.yml:1:1: missing field `tag`"),
            ("tag: fr FR\n", "fr.yml:1:6: `fr FR` is no language tag"),
            ("tag: fr-FR\nlanguage: pol\n", "fr.yml:2:11: language detection knows no `pol`"),
            ("tag: fr-FR\nscript: Latein\n", "fr.yml:2:9: Unicode has no script `Latein`"),
            (
                "tag: fr-FR\nsections:\n  permission: [Droits]\n",
                "fr.yml:3:3: unknown name `permission`; did you mean `permissions`?",
            ),
            ("tag: fr-FR\nsections:\n  members: [\"* à *\"]\n", "fr.yml:3:13: a title may have one `*`"),
            ("tag: fr-FR\ncolumns:\n  type: [..]\n", "fr.yml:3:10: a form must have at least one letter"),
            ("tag: fr-FR\ntypes:\n  A: [Fil]\n  B: [fil]\n", "fr.yml:4:7: `fil` stands under `A` already"),
            ("tag: fr-FR\nwords:\n  required: [Fil]\n  optional: [fil.]\n", "fr.yml:4:14: `fil.` stands under"),
            ("tag: fr-FR\ntypes:\n  Date: [date]\n", "fr.yml:3:10: `date` is English"),
            ("tag: fr-FR\ntag: fr-CA\n", "fr.yml:2:1: "),
            ("tag: &a fr-FR\nname: *a\n", "fr.yml:1:9: "),
            ("", "fr.yml:1:1: "),
        ] {
            let error = read("fr.yml", text).expect_err(text).to_string();
            assert!(error.starts_with(wanted), "{error}");
        }
    }

    #[test]
    fn all_but_the_tag_may_be_left_out() {
        for text in ["tag: fr-FR\n", "tag: fr-FR\nwords:\nsections:\n  response:\ntypes: {A: , B: []}\n"] {
            let locale = read("fr.yml", text).unwrap();
            assert_eq!((locale.language(), locale.script(), locale.name()), (Some("fra"), Script::Latin, None));
            assert_eq!(locale.role_of_title("Response"), Some(Role::Response));
        }
    }
}
