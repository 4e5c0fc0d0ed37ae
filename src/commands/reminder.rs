//! `caseload reminder`: the worker's own notes with a day, on a case or on none.

use std::process::ExitCode;

use anyhow::bail;
use chrono::NaiveDate;
use serde::Serialize;

use super::cli::{self, ReminderCommand};
use super::comment::{PROTECTED_COMMENT, explain_refusal};
use super::context::CliContext;
use super::output::{self, json_object};
use crate::domain::alert::{AlertKey, Disposition};
use crate::domain::dates::{self, DateSide};
use crate::domain::filing_answer::Confirmations;
use crate::domain::reminder::Reminder;
use crate::domain::{CaseNumber, Change};
use crate::paper::DocumentCell;
use crate::store::Store;

/// A reminder in JSON (docs/json.md).
#[derive(Serialize)]
struct ReminderJson {
    id: AlertKey,
    day: NaiveDate,
    case: Option<CaseNumber>,
    person: Option<u8>,
    text: String,
    open: bool,
}

impl From<Reminder> for ReminderJson {
    fn from(reminder: Reminder) -> Self {
        let open = reminder.is_open();
        let is_on_case = !reminder.case.stands_for_none();
        Self {
            id: AlertKey::for_reminder(reminder.id),
            day: reminder.on,
            person: is_on_case.then_some(reminder.person.0),
            case: is_on_case.then_some(reminder.case),
            text: reminder.text,
            open,
        }
    }
}

pub(super) fn run(context: &CliContext, args: cli::ReminderArgs) -> anyhow::Result<ExitCode> {
    let today = context.today();
    let mut store = context.open_home()?;
    store.set_answers(Confirmations { for_ec: None, wording: args.answers.to_answers() });
    let day = |typed: &str| dates::parse_typed_date(typed, today, DateSide::Future);
    let (reminder, said) = match args.command {
        ReminderCommand::List { all } => return list_reminders(context, &store, all),
        ReminderCommand::Add { day: typed, text, case, person } => {
            let (id, on) = (store.new_row_id(), day(&typed)?);
            let (case, person) = (case.unwrap_or_default(), person.unwrap_or_default());
            let text = text.trim().to_owned();
            (Reminder { id, case, person, on, text, disposition: None }, "Saved")
        }
        ReminderCommand::Change { id, text } => {
            (Reminder { text: text.trim().to_owned(), ..find_reminder(&store, &id)? }, "Changed")
        }
        ReminderCommand::Done { id } => (find_reminder(&store, &id)?.dispose(Disposition::Done), "Done"),
        ReminderCommand::Move { id, day: typed } => {
            let until = day(&typed)?;
            (find_reminder(&store, &id)?.dispose(Disposition::Snoozed { until }), "Moved")
        }
        ReminderCommand::Drop { id, reason } => {
            (find_reminder(&store, &id)?.dispose(Disposition::Refused { reason }), "Dropped")
        }
    };
    let recorded = store.record(Change::ReminderSaved(reminder.clone()));
    recorded.map_err(|error| explain_refusal(error, PROTECTED_COMMENT))?;
    let key = AlertKey::for_reminder(reminder.id);
    if context.wants_json() {
        return output::print_json(&json_object([
            ("id", key.to_string().into()),
            ("day", reminder.on.to_string().into()),
        ]));
    }
    let day = dates::format_long_date(reminder.on);
    output::print_data_line(&format!("{said}: {key}, {day}: {}", reminder.text))
}

fn list_reminders(context: &CliContext, store: &Store, all: bool) -> anyhow::Result<ExitCode> {
    let reminders = store.reminders()?.into_iter().filter(|reminder| all || reminder.is_open());
    let reminders: Vec<ReminderJson> = reminders.map(ReminderJson::from).collect();
    if context.wants_json() {
        return output::print_json(&reminders);
    }
    let row = |reminder: ReminderJson| {
        [
            DocumentCell::Day(reminder.day),
            DocumentCell::from_words(reminder.id.to_string()),
            DocumentCell::from_option(reminder.case, DocumentCell::Case),
            DocumentCell::from_words(if reminder.open { "open" } else { "closed" }),
            DocumentCell::from_free_text(reminder.text),
        ]
    };
    output::print_table(["Day", "Id", "Case", "Status", "Reminder"], reminders.into_iter().map(row), "No reminders.")
}

fn find_reminder(store: &Store, id: &str) -> anyhow::Result<Reminder> {
    let found = store.reminders()?.into_iter().find(|known| AlertKey::for_reminder(known.id).0 == id);
    match found {
        Some(reminder) => Ok(reminder),
        None => bail!("You have no reminder {id}. To see them: caseload reminder list"),
    }
}
