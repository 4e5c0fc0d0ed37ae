//! The check of a change before it is recorded. A change that the record forbids is refused in plain words.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::recorder::Recorder;
use super::{
    Refusal, StoreError, acts, codec, comments, county_tools, duties, duty_notes, extracts, facts, match_decisions,
    opened_cases, queries, reminders, role_holders, supervision, undo,
};
use crate::domain::alert::Disposition;
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::audit_event::AuditEvent;
use crate::domain::change::{ImportedFact, RowCounts};
use crate::domain::checklist::ItemMark;
use crate::domain::comment::Comment;
use crate::domain::corrected_elements::CorrectedElements;
use crate::domain::extract::ExtractKind;
use crate::domain::worker::Worker;
use crate::domain::{Act, CaseNumber, Change, PersonNumber, RowId, sanitize};
use crate::policy::Policies;
use crate::rules;

/// Checks a change and returns it as it will be recorded, with what the record adds, such as the mark of a late entry.
pub(super) fn check_change(record: &Connection, by: &Recorder<'_>, change: Change) -> Result<Change, StoreError> {
    let Recorder { policies, today, .. } = *by;
    if let Some(refusal) = Refusal::for_length(policies.in_force_on(today), written_characters(&change)) {
        return Err(refusal.into());
    }
    if by.is_office {
        ensure_is_for_office(&change)?;
    }
    match &change {
        Change::WorkerEnrolled { worker, .. } => check_not_enrolled(record, worker)?,
        Change::WorkerChanged { worker, .. } => {
            if queries::find_worker(record, &worker.number)?.is_none() {
                return Err(Refusal::UnknownWorker(worker.number.clone()).into());
            }
        }
        Change::Accessed { case: Some(case), access: AuditEvent::Revealed { comment, reason } } => {
            check_reveal(record, *comment, case)?;
            duties::ensure_may_reveal(by.worker)?;
            if reason.as_deref().is_none_or(sanitize::is_blank) {
                return Err(Refusal::NoReason.into());
            }
        }
        Change::ExtractRead(extract) => check_counts(extract.counts)?,
        Change::ExtractTakenBack { extract, reason } => {
            extracts::ensure_can_undo(record, *extract)?;
            if sanitize::is_blank(reason) {
                return Err(Refusal::NoReason.into());
            }
        }
        Change::Accessed { .. }
        | Change::ConfigurationChanged(_)
        | Change::RowsRejected { .. }
        | Change::RejectedRowsKept { .. }
        | Change::RowsMended { .. }
        | Change::FactsAbsent { .. } => {}
        Change::RejectedRowDismissed(dismissal) => extracts::check_dismissal(record, dismissal)?,
        Change::FactsImported { case, facts, .. } => check_facts(record, case.as_ref(), facts)?,
        Change::CommentFiled(comment) => {
            ensure_likely_day(record, by, (&comment.case, comment.person), comment.on)?;
            return check_comment(record, policies, today, comment.clone());
        }
        Change::CommentAmended(amendment) => {
            check_who_amends(record, by, amendment)?;
            return check_amendment(record, amendment.clone());
        }
        Change::CommentPosted { comment, case, .. } => {
            // Who marks a protected comment as copied has copied it, and read it for that.
            if is_protected(record, *comment, case)? {
                duties::ensure_may_reveal(by.worker)?;
            }
        }
        Change::AlertDisposed { case, disposition, .. } => {
            queries::ensure_case_exists(record, case)?;
            check_disposition(today, disposition)?;
        }
        Change::CaseAnnotated { case, person, .. } => queries::ensure_person_exists(record, case, *person)?,
        Change::ReminderSaved(reminder) => reminders::check_reminder(record, by, reminder)?,
        Change::MatchDecided(decision) => match_decisions::check_decision(record, by, decision)?,
        Change::CaseOpened(opened) => opened_cases::check_opening(record, by, opened)?,
        Change::DutyNoted(note) => duty_notes::check_note(record, by, note)?,
        Change::CountyTool(entry) => county_tools::check_entry(record, by, entry)?,
        Change::Acted { case, act } => check_act(record, by, case, act)?,
        Change::Undone { case, entry, restores: None } => acts::ensure_can_undo(record, by, case, *entry)?,
        Change::Undone { case, entry, restores: Some(restored) } => {
            undo::ensure_can_restore(record, by, case, *entry, restored)?;
        }
        Change::Supervised(supervised) => supervision::check_supervision(record, by, supervised)?,
        Change::ChecklistItemMarked { case, mark, .. } => {
            queries::ensure_case_exists(record, case)?;
            check_mark(mark)?;
        }
    }
    Ok(change)
}

/// Returns how many characters a worker wrote into a change. Extracts have limits of their own.
fn written_characters(change: &Change) -> usize {
    match change {
        Change::CommentFiled(comment) => comment.character_count(),
        Change::CommentAmended(Amendment { reason, text, .. }) => reason.chars().count() + text.chars().count(),
        Change::AlertDisposed { .. }
        | Change::CaseAnnotated { .. }
        | Change::ReminderSaved(_)
        | Change::CaseOpened(_)
        | Change::MatchDecided(_)
        | Change::DutyNoted(_)
        | Change::CountyTool(_)
        | Change::Acted { .. }
        | Change::Supervised(_)
        | Change::ChecklistItemMarked { .. }
        | Change::ExtractTakenBack { .. }
        | Change::RejectedRowDismissed(_)
        | Change::Accessed { .. } => codec::encode(change).map_or(0, |body| body.len()),
        Change::WorkerEnrolled { .. }
        | Change::WorkerChanged { .. }
        | Change::ConfigurationChanged(_)
        | Change::ExtractRead(_)
        | Change::RowsRejected { .. }
        | Change::RejectedRowsKept { .. }
        | Change::RowsMended { .. }
        | Change::FactsAbsent { .. }
        | Change::FactsImported { .. }
        | Change::CommentPosted { .. }
        | Change::Undone { .. } => 0,
    }
}

/// Refuses an act that the rules forbid, whoever asks: the screen and the commands check it too, but only this check
/// guards the record.
fn check_act(record: &Connection, by: &Recorder<'_>, case: &CaseNumber, act: &Act) -> Result<(), StoreError> {
    queries::ensure_case_exists(record, case)?;
    let holders = role_holders::select_role_holders(record, by.named_keys)?;
    rules::acts::check_decision(act, by.worker, &holders).map_err(Refusal::Forbidden)?;
    let known = facts::select_case(record, case)?.ok_or_else(|| Refusal::UnknownCase(case.clone()))?;
    let author = rules::acts::ActAuthor { worker: by.worker, holders: &holders };
    let mut allowed = rules::acts::check_act(&known.facts, by.policies, act, &author, by.today);
    if by.judges_wording {
        // What was recorded before this was asked is recorded again as it was.
        allowed = allowed.and_then(|()| rules::acts::check_possible(&known.facts, by.policies, act, by.today));
    }
    allowed.map_err(|refused| Refusal::Forbidden(refused).into())
}

/// Refuses what an office's key does not open the home for: it would stand in the record under the owner's number.
const fn ensure_is_for_office(change: &Change) -> Result<(), Refusal> {
    match change {
        Change::WorkerEnrolled { .. }
        | Change::WorkerChanged { .. }
        | Change::Accessed {
            access:
                AuditEvent::WaysChanged(_)
                | AuditEvent::OpenedWithWords(_)
                | AuditEvent::UnlockFailed { .. }
                | AuditEvent::PassphraseRefused { .. },
            ..
        } => Ok(()),
        _ => Err(Refusal::NotForOffice),
    }
}

fn check_not_enrolled(record: &Connection, worker: &Worker) -> Result<(), StoreError> {
    match queries::find_worker(record, &worker.number)? {
        None => Ok(()),
        Some(_) => Err(Refusal::AlreadyEnrolled(worker.number.clone()).into()),
    }
}

const fn check_counts(counts: RowCounts) -> Result<(), Refusal> {
    let sum = counts.new + counts.changed + counts.unchanged + counts.duplicate + counts.rejected;
    if counts.read == sum {
        Ok(())
    } else {
        Err(Refusal::Inconsistent("the rows read and the rows accounted for differ in number"))
    }
}

fn check_facts(record: &Connection, case: Option<&CaseNumber>, facts: &[ImportedFact]) -> Result<(), StoreError> {
    if facts.iter().any(|imported| case.is_some_and(|case| imported.fact.case() != case)) {
        return Err(Refusal::Inconsistent("a row is recorded under another case").into());
    }
    for facts in facts.chunk_by(|a, b| a.fact.case() == b.fact.case()) {
        // Only the case listing adds cases to the caseload; every other extract is about known ones.
        let adds_case = facts.iter().any(|imported| imported.fact.kind() == ExtractKind::Listing);
        if let (false, Some(first)) = (adds_case, facts.first()) {
            queries::ensure_case_exists(record, first.fact.case())?;
        }
    }
    Ok(())
}

fn check_comment(
    record: &Connection,
    policies: &Policies,
    today: NaiveDate,
    comment: Comment,
) -> Result<Change, StoreError> {
    queries::ensure_person_exists(record, &comment.case, comment.person)?;
    if comments::is_filed(record, comment.id)? {
        return Err(Refusal::AlreadyFiled(comment.id).into());
    }
    if comment.on > today {
        return Err(Refusal::FutureContact(comment.on).into());
    }
    let policy = policies.in_force_on(today);
    if policy.contact_type(&comment.contact_type.0).is_none() {
        return Err(Refusal::UnknownContactType(comment.contact_type.0).into());
    }
    for (element, text) in [("purpose", &comment.purpose), ("results", &comment.results)] {
        if text.trim().is_empty() {
            return Err(Refusal::MissingElement(element).into());
        }
    }
    let late = policy
        .late_entry
        .as_ref()
        .is_some_and(|allowed| today > policy.calendar.add_working_days(comment.on, allowed.value));
    Ok(Change::CommentFiled(Comment { late, ..comment }))
}

/// Refuses a day of contact before the participant was born, or before there was this program: its year was mistyped. What
/// was recorded before this was asked is recorded again as it was.
fn ensure_likely_day(
    record: &Connection,
    by: &Recorder<'_>,
    (case, person): (&CaseNumber, PersonNumber),
    on: NaiveDate,
) -> Result<(), StoreError> {
    if let Some(born) = queries::select_birth_date(record, case, person)?.filter(|born| by.judges_wording && on < *born)
    {
        return Err(Refusal::ContactBeforeBirth { on, born }.into());
    }
    Ok(by.ensure_since_program(on)?)
}

/// Checks an amendment, and protects it if its comment is protected or becomes so by it.
fn check_amendment(record: &Connection, amendment: Amendment) -> Result<Change, StoreError> {
    let is_hidden = is_protected(record, amendment.comment, &amendment.case)?;
    if comments::is_filed(record, amendment.id)? {
        return Err(Refusal::AlreadyFiled(amendment.id).into());
    }
    if sanitize::is_blank(&amendment.reason) {
        return Err(Refusal::NoReason.into());
    }
    if amendment.kind.needs_text() && amendment.text.trim().is_empty() {
        return Err(Refusal::NoText(amendment.kind).into());
    }
    if is_hidden && amendment.kind == AmendmentKind::Protected {
        return Err(Refusal::AlreadyProtected.into());
    }
    let protected = is_hidden || amendment.kind == AmendmentKind::Protected;
    Ok(Change::CommentAmended(Amendment { protected, ..amendment }))
}

/// Checks the elements that an amendment corrects, and that it is the worker's to make.
fn check_who_amends(record: &Connection, by: &Recorder<'_>, amendment: &Amendment) -> Result<(), StoreError> {
    if let Some(elements) = &amendment.corrected {
        ensure_likely_day(record, by, (&amendment.case, elements.person), elements.on)?;
        check_corrected(record, by.policies, by.today, amendment, elements)?;
    }
    // Whoever may not read what stands there cannot say what is wrong with it.
    if by.judges_wording && is_protected(record, amendment.comment, &amendment.case)? {
        duties::ensure_may_amend(by.worker)?;
    }
    if by.judges_wording && amendment.changes_proof() && !is_author(record, by, amendment)? {
        duties::ensure_may_strike(by.worker)?;
    }
    Ok(())
}

/// Returns whether the worker wrote the comment that is amended.
fn is_author(record: &Connection, by: &Recorder<'_>, amendment: &Amendment) -> Result<bool, StoreError> {
    let author = comments::find_author(record, amendment.comment)?;
    Ok(author.is_none_or(|author| author == by.worker.number))
}

/// Checks the elements that a correction gives a comment as those of a new comment are checked.
fn check_corrected(
    record: &Connection,
    policies: &Policies,
    today: NaiveDate,
    amendment: &Amendment,
    elements: &CorrectedElements,
) -> Result<(), StoreError> {
    queries::ensure_person_exists(record, &amendment.case, elements.person)?;
    if amendment.kind != AmendmentKind::Correction {
        return Err(Refusal::Inconsistent("only a correction changes the elements of a comment").into());
    }
    if elements.on > today {
        return Err(Refusal::FutureContact(elements.on).into());
    }
    if policies.in_force_on(today).contact_type(&elements.contact_type.0).is_none() {
        return Err(Refusal::UnknownContactType(elements.contact_type.0.clone()).into());
    }
    for (element, text) in [("purpose", &elements.purpose), ("results", &elements.results)] {
        if text.trim().is_empty() {
            return Err(Refusal::MissingElement(element).into());
        }
    }
    Ok(())
}

fn check_disposition(today: NaiveDate, disposition: &Disposition) -> Result<(), Refusal> {
    match disposition {
        Disposition::Snoozed { until } if *until < today => Err(Refusal::NotAhead(*until)),
        Disposition::Refused { reason } | Disposition::Skipped { reason, .. } if sanitize::is_blank(reason) => {
            Err(Refusal::NoReason)
        }
        _ => Ok(()),
    }
}

fn check_mark(mark: &ItemMark) -> Result<(), Refusal> {
    match mark {
        ItemMark::NotApplicable { why } if sanitize::is_blank(why) => Err(Refusal::NoReason),
        _ => Ok(()),
    }
}

fn check_reveal(record: &Connection, comment: RowId, case: &CaseNumber) -> Result<(), StoreError> {
    if is_protected(record, comment, case)? { Ok(()) } else { Err(Refusal::NotProtected.into()) }
}

/// Returns whether a comment of the case is protected; refuses a comment that the case does not have.
fn is_protected(record: &Connection, comment: RowId, case: &CaseNumber) -> Result<bool, StoreError> {
    comments::comment_protection(record, comment, case)?.ok_or_else(|| Refusal::UnknownComment(case.clone()).into())
}
