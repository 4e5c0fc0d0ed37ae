//! Keeps an office's file from changing what a statute or a letter of the State fixes without naming what changed it.

use chrono::NaiveDate;

use super::layering::{days_of_change, parameters_on};
use super::load::{DatedParameters, PolicyError, PolicyLayer, error_at_word};
use super::param::Certainty;
use super::parameter_set::StatuteChange;
use super::tables::{
    ActivityKind, ActivityStatusInfo, AidCode, ContactTypeInfo, ExemptionReason, MonthEvent, Tables, ZeroGrantReason,
};

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
    tables_below: &Tables,
    office: &OfficeLayer<'_>,
) -> Result<Vec<StatuteChange>, PolicyError> {
    let mut changes = changed_parameters(below, &office.layer.sets);
    changes.extend(changed_rows(tables_below, &office.layer.tables));
    let silent = changes.iter().find(|change| change.citation.as_deref().is_none_or(|by| by.trim().is_empty()));
    match silent {
        None => Ok(changes),
        Some(change) => {
            let word = change.what.rsplit(' ').next().unwrap_or_default();
            let reason = format!(
                "a statute or a letter of the State fixes {} ({}); if another one changed it, name that: \
                 statute_changed = \"CITATION\"",
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

/// A row of a code table that a statute may fix.
trait StatutoryRow: Clone + std::fmt::Debug {
    /// The name of the table.
    const TABLE: &'static str;

    fn code(&self) -> String;
    fn certainty(&self) -> Certainty;
    fn citation(&self) -> Option<String>;

    /// Returns the row without its title, its words of counties and its source: what it decides.
    fn meaning(&self) -> String;
}

macro_rules! statutory_row {
    ($row:ident, $table:literal, $code:ident, $($left_out:ident: $empty:expr),*) => {
        impl StatutoryRow for $row {
            const TABLE: &'static str = $table;

            fn code(&self) -> String {
                serde_code(&self.$code)
            }

            fn certainty(&self) -> Certainty {
                self.certainty
            }

            fn citation(&self) -> Option<String> {
                self.statute_changed.clone()
            }

            fn meaning(&self) -> String {
                let bare = Self {
                    $($left_out: $empty,)*
                    source: String::new().into(),
                    certainty: if self.certainty.can_decide() { Certainty::Statute } else { Certainty::Unsure },
                    statute_changed: None,
                    ..self.clone()
                };
                format!("{bare:?}")
            }
        }
    };
}

statutory_row!(ActivityStatusInfo, "activity_status", status,);
statutory_row!(ContactTypeInfo, "contact_type", id, title: String::new(), key: ' ');
statutory_row!(ExemptionReason, "exemption_reason", id, title: String::new(), words: Vec::new());
statutory_row!(ActivityKind, "activity_kind", id, words: Vec::new());
statutory_row!(MonthEvent, "month_event", id, title: String::new());
statutory_row!(ZeroGrantReason, "zero_grant_reason", id, title: String::new(), words: Vec::new());
statutory_row!(AidCode, "aid_code", code,);

/// Returns a code as files write it.
fn serde_code(code: &impl serde::Serialize) -> String {
    let written = serde_json::to_value(code).ok();
    written.and_then(|written| written.as_str().map(str::to_owned)).unwrap_or_default()
}

fn changed_rows(below: &Tables, own: &Tables) -> Vec<StatuteChange> {
    let mut changes = compare_rows(&below.activity_statuses, &own.activity_statuses);
    changes.extend(compare_rows(&below.contact_types, &own.contact_types));
    changes.extend(compare_rows(&below.exemption_reasons, &own.exemption_reasons));
    changes.extend(compare_rows(&below.activity_kinds, &own.activity_kinds));
    changes.extend(compare_rows(&below.month_events, &own.month_events));
    changes.extend(compare_rows(&below.zero_grant_reasons, &own.zero_grant_reasons));
    changes.extend(compare_rows(&below.aid_codes, &own.aid_codes));
    changes
}

fn compare_rows<R: StatutoryRow>(below: &[R], own: &[R]) -> Vec<StatuteChange> {
    let change = |row: &R| {
        let before = below.iter().find(|before| before.code() == row.code())?;
        let is_changed = before.certainty().is_statutory() && before.meaning() != row.meaning();
        is_changed.then(|| StatuteChange {
            what: format!("{} {}", R::TABLE, row.code()),
            before: "a row of the program".to_owned(),
            after: Some("a row of the office".to_owned()),
            citation: row.citation(),
        })
    };
    own.iter().filter_map(change).collect()
}

/// Refuses a home's file that sets or drops a parameter which the file of the machine locks.
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
    Ok(())
}
