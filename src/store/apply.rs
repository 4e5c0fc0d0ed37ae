//! The apply step: the only place that writes a table of the record. What it writes depends on the entry and the
//! tables alone, so that a replay of the log always gives the same tables. It does not depend on the order in which the
//! entries of different stations arrive either; `order` says how.

mod acts;
mod comments;
mod county_tools;
mod duty_notes;
mod extracts;
mod match_decisions;
mod opened_cases;
pub(super) mod order;
pub(super) mod rejected_rows;
mod reminders;
mod supervision;
mod ways;
mod workers;

use order::Register;
use rusqlite::{Connection, params};

use super::log::seq_to_sql;
use super::{StoreError, codec};
use crate::domain::alert::{AlertKey, Disposition};
use crate::domain::audit_event::AuditEvent;
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::configuration::Configuration;
use crate::domain::dates::Month;
use crate::domain::import_issues::FactIdentity;
use crate::domain::restoration::Restoration;
use crate::domain::{CaseNumber, Change, Entry, PersonNumber, Seq};

/// The tables that this step writes, each with the columns that order its rows.
pub(super) const TABLES: [(&str, &str); 31] = [
    ("worker", "number"),
    ("way", "kind, label"),
    ("key_file", "only_row"),
    ("extract", "id"),
    ("county_fact", "id"),
    ("entry_about", "case_no, station, entry"),
    ("rejected_row", "extract, source_row"),
    ("rejected_header", "extract"),
    ("dismissed_row", "kind, cells"),
    ("absent_fact", "kind, case_no, fact_key"),
    ("comment", "id"),
    ("amendment", "id"),
    ("protected_comment", "comment"),
    ("comment_search", "rowid"),
    ("alert_disposition", "alert"),
    ("annotation", "case_no, person"),
    ("reminder", "id"),
    ("checklist_mark", "case_no, month, item"),
    ("act", "station, entry"),
    ("opened_case", "case_no"),
    ("match_decision", "case_no, person, digest"),
    ("duty_note", "id"),
    ("county_tool", "id"),
    ("review_draw", "month, ec"),
    ("case_review", "month, case_no"),
    ("conference", "station, entry"),
    ("configuration", "station"),
    ("posting", "comment, station, seq"),
    ("row_correction", "source_row, sha256, extract"),
    ("absence", "kind, case_no, fact_key, extract, is_back"),
    ("last_write", "register"),
];

/// Applies the change of an entry to the tables.
pub(super) fn apply_change(record: &Connection, entry: &Entry, change: &Change) -> Result<(), StoreError> {
    match change {
        Change::Accessed { access: AuditEvent::WaysChanged(ways), .. } => ways::save_ways(record, entry, ways),
        Change::Accessed { access: AuditEvent::Restored { let_in, .. }, .. } => ways::mark_let_in(record, let_in),
        // The log itself is the record of other accesses; no screen reads a table of them.
        Change::Accessed { .. } => Ok(()),
        Change::WorkerEnrolled { worker, practice, ways } => {
            workers::insert_worker(record, entry, worker, *practice)?;
            ways.as_ref().map_or(Ok(()), |ways| ways::save_ways(record, entry, ways))
        }
        Change::WorkerChanged { worker, .. } => workers::save_worker(record, entry, worker),
        Change::ExtractRead(extract) => extracts::insert_extract(record, entry, extract),
        Change::ExtractTakenBack { extract, .. } => extracts::undo_extract(record, entry, *extract),
        Change::FactsImported { extract, case, facts } => {
            if case.is_none() {
                extracts::insert_mentioned_cases(record, entry, facts)?;
            }
            extracts::insert_facts(record, entry, *extract, facts)
        }
        // What was undone by an entry that arrived before stays undone.
        Change::RowsRejected { extract, .. }
        | Change::RejectedRowsKept { extract, .. }
        | Change::RowsMended { extract, .. }
        | Change::FactsAbsent { extract, .. }
            if extracts::was_undone_before(record, *extract)? =>
        {
            Ok(())
        }
        Change::RowsRejected { extract, rows } => {
            rows.iter().try_for_each(|row| rejected_rows::insert_rejected_row(record, entry, *extract, row))
        }
        Change::RejectedRowsKept { extract, header, rows } => {
            rejected_rows::save_rejected_cells(record, *extract, header, rows)
        }
        Change::RowsMended { extract, rows } => {
            rows.iter().try_for_each(|row| rejected_rows::mark_row_corrected(record, entry, *extract, row))
        }
        Change::RejectedRowDismissed(dismissal) => rejected_rows::save_dismissal(record, entry, dismissal),
        Change::FactsAbsent { extract, kind, gone, back } => {
            let save = |facts: &[FactIdentity], is_back| {
                facts
                    .iter()
                    .try_for_each(|fact| rejected_rows::save_absence(record, entry, *extract, (*kind, fact), is_back))
            };
            save(gone, false)?;
            save(back, true)
        }
        Change::CommentFiled(comment) => comments::insert_comment(record, entry, comment),
        Change::CommentAmended(amendment) => comments::insert_amendment(record, entry, amendment),
        Change::CommentPosted { comment, on, .. } => comments::mark_comment_posted(record, entry, *comment, *on),
        Change::AlertDisposed { alert, case, disposition, .. } => {
            save_disposition(record, entry, alert, case, Some(disposition))
        }
        Change::CaseAnnotated { case, person, text } => save_annotation(record, entry, case, *person, text),
        Change::ReminderSaved(reminder) => reminders::save_reminder(record, entry, reminder.id, Some(reminder)),
        Change::MatchDecided(decision) => match_decisions::save_decision(record, entry, decision),
        Change::CaseOpened(opened) => opened_cases::save_opened_case(record, entry, opened),
        Change::DutyNoted(note) => duty_notes::save_note(record, entry, note),
        Change::CountyTool(of) => county_tools::save_entry(record, entry, of),
        Change::Acted { case, act } => acts::insert_act(record, entry, case, act),
        Change::Supervised(supervised) => supervision::apply_supervision(record, entry, supervised),
        Change::ConfigurationChanged(configuration) => save_configuration(record, entry, configuration),
        Change::Undone { entry: act, restores: None, .. } => acts::mark_act_undone(record, entry, *act),
        Change::Undone { case, entry: undone, restores: Some(restored) } => {
            apply_restoration(record, entry, case, (*undone, restored))
        }
        Change::ChecklistItemMarked { case, month, item, mark } => {
            save_checklist_mark(record, entry, case, *month, item, mark)
        }
    }
}

/// Puts back what stood before a change that was undone.
fn apply_restoration(
    record: &Connection,
    entry: &Entry,
    case: &CaseNumber,
    (undone, restored): (Seq, &Restoration),
) -> Result<(), StoreError> {
    match restored {
        Restoration::Disposition { alert, disposition } => {
            save_disposition(record, entry, alert, case, disposition.as_ref())
        }
        Restoration::Annotation { person, text } => save_annotation(record, entry, case, *person, text),
        Restoration::Reminder { id, former } => reminders::save_reminder(record, entry, *id, former.as_deref()),
        Restoration::Mark { month, item, mark } => save_checklist_mark(record, entry, case, *month, item, mark),
        Restoration::Posting { comment } => comments::undo_posting(record, entry, *comment, undone),
    }
}

/// Saves what is in force at the station of the entry. Entries from one station arrive in order, even with entries from
/// other stations between them.
fn save_configuration(record: &Connection, entry: &Entry, configuration: &Configuration) -> Result<(), StoreError> {
    record
        .prepare_cached(
            "INSERT INTO configuration (station, body, entry) VALUES (?1, ?2, ?3)
             ON CONFLICT (station) DO UPDATE SET body = ?2, entry = ?3",
        )?
        .execute(params![entry.station.0, codec::encode(configuration)?, seq_to_sql(entry.seq)])?;
    Ok(())
}

/// Saves what was done with an alert; `None` if nothing was.
fn save_disposition(
    record: &Connection,
    entry: &Entry,
    alert: &AlertKey,
    case: &CaseNumber,
    disposition: Option<&Disposition>,
) -> Result<(), StoreError> {
    if !order::note_if_newest(record, entry, Register::Alert(alert), None)? {
        return Ok(());
    }
    let Some(disposition) = disposition else {
        record.prepare_cached("DELETE FROM alert_disposition WHERE alert = ?1")?.execute([&alert.0])?;
        return Ok(());
    };
    record
        .prepare_cached(
            "INSERT INTO alert_disposition (alert, case_no, body, entry) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (alert) DO UPDATE SET case_no = ?2, body = ?3, entry = ?4",
        )?
        .execute(params![alert.0, case.as_str(), codec::encode(disposition)?, seq_to_sql(entry.seq)])?;
    Ok(())
}

fn save_annotation(
    record: &Connection,
    entry: &Entry,
    case: &CaseNumber,
    person: PersonNumber,
    text: &str,
) -> Result<(), StoreError> {
    if !order::note_if_newest(record, entry, Register::Annotation(case, person), None)? {
        return Ok(());
    }
    record
        .prepare_cached(
            "INSERT INTO annotation (case_no, person, text, entry) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (case_no, person) DO UPDATE SET text = ?3, entry = ?4",
        )?
        .execute(params![case.as_str(), person.0, text, seq_to_sql(entry.seq)])?;
    Ok(())
}

fn save_checklist_mark(
    record: &Connection,
    entry: &Entry,
    case: &CaseNumber,
    month: Month,
    item: &ItemId,
    mark: &ItemMark,
) -> Result<(), StoreError> {
    if !order::note_if_newest(record, entry, Register::Mark(case, month, item), None)? {
        return Ok(());
    }
    record
        .prepare_cached(
            "INSERT INTO checklist_mark (case_no, month, item, body, author, entry) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (case_no, month, item) DO UPDATE SET body = ?4, author = ?5, entry = ?6",
        )?
        .execute(params![
            case.as_str(),
            month.to_string(),
            item.0,
            codec::encode(mark)?,
            entry.author.as_str(),
            seq_to_sql(entry.seq),
        ])?;
    Ok(())
}
