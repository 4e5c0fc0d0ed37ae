//! Writes changed settings into the text of `settings.toml`. What did not change, comments and order included, stays as it
//! is; a line that is new gets the comment that `assets/settings.toml` has for it.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use super::{Home, SavedView, Settings, wording_check};
use crate::platform::{self, IfExists, io_reason};

/// What the program says about its settings, read once.
static DESCRIBED: LazyLock<SettingsFileText> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "built into the program; every_setting_that_is_written_has_a_comment reads it"
    )]
    toml::from_str(include_str!("../../assets/settings.toml")).expect("the built-in file is readable")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsFileText {
    first_line: String,
    setting: Vec<DescribedSetting>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DescribedSetting {
    name: String,
    comment: String,
}

/// Writes what differs between two settings into the file of a home.
///
/// # Errors
/// A sentence for the worker, and the file stays as it was: it cannot be read or written, or would not be valid.
pub fn save_settings(home: &Home, before: &Settings, after: &Settings) -> Result<(), String> {
    let (known, path) = (before.kept_texts(), home.settings_path());
    let added: Vec<_> = after.kept_texts().into_iter().filter(|text| !known.contains(text)).collect();
    wording_check::ensure_plain(&added).map_err(|refused| refused.to_string())?;
    let text = match platform::read_settings_file(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => format!("# {}\n", DESCRIBED.first_line),
        Err(error) => return Err(format!("Not saved. {} cannot be read: {}.", path.display(), io_reason(&error))),
    };
    let edited = edit_text(&text, before, after, &path).map_err(|error| format!("Not saved. {error}"))?;
    platform::write_private_file(&path, IfExists::Replace, edited.as_bytes())
        .map_err(|error| format!("Not saved. {} cannot be written: {}.", path.display(), io_reason(&error)))
}

/// Returns the text with what differs between two settings.
fn edit_text(text: &str, before: &Settings, after: &Settings, path: &Path) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let comments = document.is_empty().then(|| std::mem::take(&mut document).to_string());
    for ((name, was), (_, is)) in single_values(before).into_iter().zip(single_values(after)) {
        if was.as_ref().map(ToString::to_string) != is.as_ref().map(ToString::to_string) {
            set_value(document.as_table_mut(), name, is, comment_on(name));
        }
    }
    for ((name, was), (_, is)) in tables(before).into_iter().zip(tables(after)) {
        if was != is {
            set_table(&mut document, name, &was, &is);
        }
    }
    if before.views != after.views {
        set_views(&mut document, &after.views)?;
    }
    // Comments that stood before nothing would come after what is new.
    let edited = format!("{}{document}", comments.unwrap_or_default());
    Settings::parse_settings(&edited, path).map(|_valid| edited).map_err(|error| error.to_string())
}

/// Returns the settings that have one value each.
fn single_values(settings: &Settings) -> [(&'static str, Option<Value>); 6] {
    let text = |value: &Option<String>| value.as_deref().map(Value::from);
    [
        ("theme", text(&settings.theme)),
        ("date_form", text(&settings.date_form)),
        ("first_weekday", text(&settings.first_weekday)),
        ("lock_after_minutes", settings.lock_after_minutes.map(|minutes| Value::from(i64::from(minutes)))),
        ("mouse", settings.mouse.map(Value::from)),
        ("hide_goals", settings.hide_goals.map(Value::from)),
    ]
}

/// Returns the settings that are tables of lists of texts.
fn tables(settings: &Settings) -> [(&'static str, BTreeMap<String, Vec<String>>); 3] {
    let lists = &settings.lists;
    let lists = [("purposes", &lists.purposes), ("forms", &lists.forms), ("documents", &lists.documents)];
    let lists = lists.into_iter().filter(|(_, entries)| !entries.is_empty());
    [
        ("keys", settings.keys.clone()),
        ("columns", settings.columns.clone()),
        ("lists", lists.map(|(name, entries)| (name.to_owned(), entries.clone())).collect()),
    ]
}

fn comment_on(name: &str) -> Option<&'static str> {
    DESCRIBED.setting.iter().find(|described| described.name == name).map(|described| described.comment.as_str())
}

/// Sets a value in a table in the place that it has, or in a new line under its comment; `None` takes the line away.
fn set_value(table: &mut Table, name: &str, new: Option<Value>, comment: Option<&str>) {
    let Some(mut new) = new else {
        table.remove(name);
        return;
    };
    if let Some(old) = table.get_mut(name).and_then(Item::as_value_mut) {
        // What stands beside the value, such as a comment, stays.
        *new.decor_mut() = old.decor().clone();
        *old = new;
        return;
    }
    table.insert(name, value(new));
    if let (Some(comment), Some(mut key)) = (comment, table.key_mut(name)) {
        key.leaf_decor_mut().set_prefix(format!("# {comment}\n"));
    }
}

fn set_table(
    document: &mut DocumentMut,
    name: &str,
    before: &BTreeMap<String, Vec<String>>,
    after: &BTreeMap<String, Vec<String>>,
) {
    let is_new = !document.contains_key(name);
    let Some(table) = document.entry(name).or_insert_with(toml_edit::table).as_table_mut() else { return };
    for id in before.keys().chain(after.keys()) {
        if before.get(id) != after.get(id) {
            let list = after.get(id).map(|texts| Value::from(texts.iter().map(String::as_str).collect::<Array>()));
            set_value(table, id, list, None);
        }
    }
    if is_new && let Some(comment) = comment_on(name) {
        table.decor_mut().set_prefix(format!("\n# {comment}\n"));
    }
}

/// Writes the views in their order. One that was there by its name keeps its lines, except for its key.
fn set_views(document: &mut DocumentMut, views: &[SavedView]) -> Result<(), String> {
    let old = document.remove("view");
    let old = old.as_ref().and_then(Item::as_array_of_tables);
    let mut written = ArrayOfTables::new();
    for view in views {
        let known = old.into_iter().flatten().find(|table| name_of_view(table) == Some(&view.name)).cloned();
        let mut table = match known {
            Some(table) => table,
            None => new_view(view)?,
        };
        let is_same_key = table.get("key").and_then(Item::as_str) == view.key.as_deref();
        if !is_same_key {
            set_value(&mut table, "key", view.key.as_deref().map(Value::from), None);
        }
        // Each table stands where it comes, and not where it was read.
        table.set_position(None);
        written.push(table);
    }
    if !written.is_empty() {
        document.insert("view", Item::ArrayOfTables(written));
    }
    Ok(())
}

fn name_of_view(table: &Table) -> Option<&str> {
    table.get("name").and_then(Item::as_str)
}

fn new_view(view: &SavedView) -> Result<Table, String> {
    let unwritable = || "The view cannot be written as settings.".to_owned();
    let text = view.to_toml().map_err(|_unwritable| unwritable())?;
    let document: DocumentMut = text.parse().map_err(|_unreadable: toml_edit::TomlError| unwritable())?;
    let tables = document.get("view").and_then(Item::as_array_of_tables);
    let mut table = tables.and_then(|tables| tables.get(0)).cloned().ok_or_else(unwritable)?;
    table.decor_mut().set_prefix("\n");
    Ok(table)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn settings(text: &str) -> Settings {
        toml::from_str(text).unwrap()
    }

    fn edited(text: &str, change: impl FnOnce(&mut Settings)) -> String {
        let before = settings(text);
        let mut after = before.clone();
        change(&mut after);
        let edited = edit_text(text, &before, &after, Path::new("settings.toml")).unwrap();
        assert_eq!(settings(&edited), after, "{edited}");
        edited
    }

    #[test]
    fn one_line_is_set_and_comments_and_order_stay() {
        let text = "# mine\ntheme = \"dark\" # at night\nmouse = false\n\n# the first\n[[view]]\nname = \"a\"\nlist = \"today\"\n";
        let light = edited(text, |settings| settings.theme = Some("light".to_owned()));
        assert_eq!(light, text.replace("\"dark\"", "\"light\""));
        let without = edited(text, |settings| settings.mouse = None);
        assert_eq!(without, text.replace("mouse = false\n", ""));
    }

    #[test]
    fn a_new_line_says_what_it_sets_and_comes_above_the_tables() {
        let text = "# mine\nmouse = false\n\n[[view]]\nname = \"a\"\nlist = \"today\"\n";
        let with_minutes = edited(text, |settings| settings.lock_after_minutes = Some(5));
        let comment = comment_on("lock_after_minutes").unwrap();
        let line = format!("mouse = false\n# {comment}\nlock_after_minutes = 5\n");
        assert_eq!(with_minutes, text.replace("mouse = false\n", &line));
    }

    #[test]
    fn keys_columns_and_lists_are_set_one_by_one() {
        let text = "# mine\n\n[keys]\n# the old habit\ndictate = [\"D\"]\n";
        let more = edited(text, |settings| {
            settings.keys.insert("why".to_owned(), vec!["e".to_owned()]);
            settings.columns.insert("cases".to_owned(), vec!["case".to_owned(), "name 22".to_owned()]);
            settings.lists.purposes = vec!["Bus pass".to_owned()];
        });
        assert!(more.starts_with("# mine\n\n[keys]\n# the old habit\ndictate = [\"D\"]\nwhy = [\"e\"]\n"), "{more}");
        assert!(more.contains("[columns]\ncases = [\"case\", \"name 22\"]\n"), "{more}");
        assert!(more.contains("[lists]\npurposes = [\"Bus pass\"]\n"), "{more}");
        let none = edited(text, |settings| settings.keys.clear());
        assert_eq!(none.trim(), "# mine\n\n[keys]", "the comments of the file stay");
    }

    #[test]
    fn views_keep_their_lines_and_take_their_order_and_keys() {
        let text = "theme = \"dark\"\n\n# mornings\n[[view]]\nname = \"a\"\nlist = \"today\"\n\n[[view]]\nname = \"b\" # own\nlist = \"cases\"\n";
        let turned = edited(text, |settings| {
            settings.views.reverse();
            settings.views[0].key = Some("Alt-1".to_owned());
        });
        assert!(turned.contains("name = \"b\" # own\nlist = \"cases\"\nkey = \"Alt-1\"\n"), "{turned}");
        assert!(turned.contains("# mornings\n[[view]]\nname = \"a\"\n"), "{turned}");
        let one = edited(text, |settings| drop(settings.views.remove(0)));
        assert!(!one.contains("mornings") && one.contains("\"b\" # own"), "{one}");
    }

    #[test]
    fn a_home_without_a_file_gets_one_and_a_value_that_is_not_allowed_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().to_owned());
        let (before, mut after) = (Settings::default(), Settings::default());
        after.lock_after_minutes = Some(90);
        let refused = save_settings(&home, &before, &after).unwrap_err();
        assert!(refused.contains("lock_after_minutes") && !home.settings_path().exists(), "{refused}");
        after.lock_after_minutes = Some(5);
        save_settings(&home, &before, &after).unwrap();
        assert_eq!(Settings::for_home(&home).unwrap(), after);
        assert!(fs::read_to_string(home.settings_path()).unwrap().starts_with("# Settings of this home."));
    }

    #[test]
    fn every_setting_that_is_written_has_a_comment() {
        let names = single_values(&Settings::default()).map(|(name, _)| name);
        let tables = tables(&Settings::default()).map(|(name, _)| name);
        let written: Vec<&str> = names.into_iter().chain(tables).collect();
        assert!(written.iter().all(|name| comment_on(name).is_some()));
        assert!(DESCRIBED.setting.iter().all(|described| written.contains(&described.name.as_str())));
    }
}
