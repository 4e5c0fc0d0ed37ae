//! Keeps an office's file from changing what a statute or a letter of the State fixes without naming what changed it.

use chrono::NaiveDate;

use super::layering::{days_of_change, parameters_on};
use super::load::{DatedParameters, PolicyError, PolicyLayer, error_at_word};
use super::parameter_set::StatuteChange;
use super::rows::{TableRows, is_citation};

/// An office's file as a layer, with its name and text for error messages.
#[derive(Clone)]
pub(super) struct OfficeLayer<'a> {
    pub file: &'a str,
    pub text: &'a str,
    pub layer: PolicyLayer,
}

/// Returns the statutory values that `office` changes in what the layers `below` say, each once.
///
/// # Errors
/// The file changes one without a citation in `statute_changed`.
pub(super) fn check_statutes(
    below: &[Vec<DatedParameters>],
    rows_below: &TableRows,
    office: &OfficeLayer<'_>,
) -> Result<Vec<StatuteChange>, PolicyError> {
    let mut changes = changed_parameters(below, &office.layer.sets);
    changes.extend(changed_rows(rows_below, &office.layer.rows));
    let silent = changes.iter().find(|change| !change.citation.as_deref().is_some_and(is_citation));
    match silent {
        None => Ok(changes),
        Some(change) => {
            let word = change.what.rsplit(' ').next().unwrap_or_default();
            let reason = format!(
                "a statute or a letter of the State fixes {} ({}); if another one changed it, name that: \
                 statute_changed = \"CITATION\", a word and a number such as AB 1 of 2026",
                change.what, change.before
            );
            Err(error_at_word(office.file, office.text, word, reason))
        }
    }
}

fn changed_parameters(below: &[Vec<DatedParameters>], own: &[DatedParameters]) -> Vec<StatuteChange> {
    let all: Vec<Vec<DatedParameters>> = below.iter().cloned().chain([own.to_vec()]).collect();
    let mut changes: Vec<StatuteChange> = Vec::new();
    for day in days_of_change(all.iter().flatten()) {
        let found = parameters_on(below, day).changed_statutes(&parameters_on(&all, day));
        for change in found.into_iter().map(|change| with_citation_of_set(change, own, day)) {
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
    }
    changes
}

/// Adds the citation of the set that took the parameter away.
fn with_citation_of_set(change: StatuteChange, own: &[DatedParameters], day: NaiveDate) -> StatuteChange {
    if change.after.is_some() {
        return change;
    }
    let set = own.iter().rfind(|set| set.in_force_from <= day && set.without.contains(&change.what));
    StatuteChange { citation: set.and_then(|set| set.statute_changed.clone()), ..change }
}

fn changed_rows(below: &TableRows, own: &TableRows) -> Vec<StatuteChange> {
    let change = |(what, citation)| StatuteChange {
        what,
        before: "a row of the program".to_owned(),
        after: Some("a row of the office".to_owned()),
        citation,
    };
    below.changed_statutes(own).into_iter().map(change).collect()
}

/// Refuses a home's file that sets or drops a parameter, or replaces a row of a code table, which the file of the machine
/// locks.
pub(super) fn check_locks(machine: &OfficeLayer<'_>, home: &OfficeLayer<'_>) -> Result<(), PolicyError> {
    let locked: Vec<_> = machine.layer.sets.iter().flat_map(|set| set.parameters.locked_names()).collect();
    for set in &home.layer.sets {
        let own = set.parameters.names();
        let touched = locked.iter().find(|name| own.contains(name) || set.without.iter().any(|gone| gone == *name));
        if let Some(name) = touched {
            let reason = format!("{name} is locked by {}: this home cannot change it", machine.file);
            return Err(error_at_word(home.file, home.text, name, reason));
        }
    }
    if let Some((name, code)) = machine.layer.rows.find_locked(&home.layer.rows) {
        let reason = format!("{name} is locked by {}: this home cannot change it", machine.file);
        return Err(error_at_word(home.file, home.text, &code, reason));
    }
    Ok(())
}
