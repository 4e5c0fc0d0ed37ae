//! What is wrong with the settings of a home and its machine: values that the program does not know, and what the machine
//! overrules.

use std::path::PathBuf;

use chrono::Weekday;
use strum::VariantNames as _;

use super::filtered;
use super::office_file_check::{ConfigProblem, office_file_problems};
use crate::domain::dates::DateForm;
use crate::platform;
use crate::policy::usual_written_dates;
use crate::posting::PostingTemplates;
use crate::present::dates::weekday_name;
use crate::store::{Home, Settings};
use crate::tui;

/// Returns the values of the settings that the program does not know, and those that the machine overrules.
pub(super) fn settings_problems(home: &Home, settings: &Settings) -> Vec<ConfigProblem> {
    let mut problems = Vec::new();
    let mut tell = |name: &str, value: &Option<String>, is_known: &dyn Fn(&str) -> bool, known: &dyn Fn() -> String| {
        if let Some(value) = value.as_deref().filter(|value| !is_known(value)) {
            let (file, line) = place_of_setting(home, name, value);
            let says = format!("{name} = {value:?} is not known; {}", known());
            problems.push(ConfigProblem::new(&file, line, says));
        }
    };
    tell("theme", &settings.theme, &tui::is_theme, &|| {
        format!("there are {}; the one of the terminal is used instead", tui::theme_ids().join(", "))
    });
    let usual = usual_written_dates();
    tell("date_form", &settings.date_form, &|form| form.parse::<DateForm>().is_ok(), &|| {
        format!("there are {}; {} is used instead", DateForm::VARIANTS.join(", "), <&str>::from(usual.form))
    });
    tell("first_weekday", &settings.first_weekday, &|day| day.parse::<Weekday>().is_ok(), &|| {
        let used = weekday_name(settings.written_dates().first_weekday);
        format!("it is a day such as sunday; {used} is used instead")
    });
    // A template of the office that cannot be used is a problem of its own; then only those of the program are known.
    let builtin = PostingTemplates::builtin();
    let templates = builtin.with_folders(&home.all_posting_folders()).unwrap_or_else(|_flawed| builtin.clone());
    let ids = || templates.iter().map(|template| template.id.clone()).collect::<Vec<_>>().join(", ");
    tell("posting", &settings.posting, &|id| templates.get(Some(id)).is_some(), &|| {
        format!("there are {}; no comment is copied until it is one of them", ids())
    });
    tell("spelling", &settings.spelling, &tui::has_dictionary, &|| {
        "this machine has no dictionary of that name, and spelling is not checked".to_owned()
    });
    for problem in tui::key_problems(settings) {
        let (file, line) = place_of_setting(home, &problem.command, &problem.key);
        problems.push(ConfigProblem::new(&file, line, format!("keys, {}: {}", problem.command, problem.says)));
    }
    for problem in tui::column_problems(settings) {
        let (file, line) = place_of_setting(home, &problem.list, &problem.column);
        problems.push(ConfigProblem::new(&file, line, format!("columns: {}", problem.says)));
    }
    for problem in tui::view_problems(settings) {
        let (file, line) = place_of_view(home, &problem.view);
        problems.push(ConfigProblem::new(&file, line, problem.says));
    }
    problems
        .extend(settings.text_problems().into_iter().map(|says| ConfigProblem::new(&home.settings_path(), None, says)));
    problems.extend(settings.overruled.iter().map(|says| ConfigProblem::new(&home.settings_path(), None, says)));
    problems
}

/// Returns the file and the line in which a setting has this value: that of the home, or else that of the machine.
pub(super) fn place_of_setting(home: &Home, name: &str, value: &str) -> (PathBuf, Option<usize>) {
    let files = [Some(home.settings_path()), home.machine_file("settings.toml")];
    let found = files.into_iter().flatten().find_map(|file| {
        let text = platform::read_settings_file(&file).ok()?;
        let is_there = |line: &str| line.trim_start().starts_with(name) && line.contains(value);
        let (_, line) = text.lines().zip(1..).find(|(line, _)| is_there(line))?;
        Some((file, Some(line)))
    });
    found.unwrap_or_else(|| (home.settings_path(), None))
}

/// Returns the file and the line in which a saved view is named.
fn place_of_view(home: &Home, name: &str) -> (PathBuf, Option<usize>) {
    let (file, line) = place_of_setting(home, "name", &format!("{name:?}"));
    if line.is_some() { (file, line) } else { place_of_setting(home, "[[view]]", "") }
}

/// Prints what is wrong with the settings, catalogs, layouts and posting templates on standard error: the command goes on
/// without them.
pub(super) fn warn_of_settings(home: &Home, settings: &Settings) -> anyhow::Result<()> {
    for problem in settings_problems(home, settings) {
        filtered::warn(&problem.sentence())?;
    }
    for problem in office_file_problems(home) {
        let sentence = problem.sentence();
        filtered::warn(&format!(
            "{}. What the program has of its own is used instead.",
            sentence.trim_end_matches('.')
        ))?;
    }
    Ok(())
}
