//! The check before a change is recorded: what the record forbids is refused in plain words.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{StoreError, acts, comments, extracts, facts, queries, supervision};
use crate::domain::alert::Disposition;
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::audit_event::AuditEvent;
use crate::domain::change::{ImportedFact, RowCounts};
use crate::domain::checklist::ItemMark;
use crate::domain::comment::Comment;
use crate::domain::dates::{self, Month};
use crate::domain::extract::ExtractKind;
use crate::domain::worker::Worker;
use crate::domain::{Act, CaseNumber, Change, PersonNumber, RowId, WorkerNumber};
use crate::policy::Policies;
use crate::rules;
use crate::rules::acts::ActRefusal;

/// Why the record does not take a change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The caseload does not hold the case.
    #[error("Case {0} is not in this caseload.")]
    UnknownCase(CaseNumber),
    /// The case listing does not name the participant.
    #[error("Case {case} has no participant {person}.")]
    UnknownPerson {
        /// The case.
        case: CaseNumber,
        /// The participant.
        person: PersonNumber,
    },
    /// A contact that has not been yet.
    #[error("The date of contact, {}, lies in the future.", dates::format_long_date(*.0))]
    FutureContact(NaiveDate),
    /// A type of contact that is not in the catalog.
    #[error("{0:?} is not a type of contact.")]
    UnknownContactType(String),
    /// One of the six elements is empty.
    #[error("The comment does not say the {0}.")]
    MissingElement(&'static str),
    /// The comment was filed before.
    #[error("This comment is filed already.")]
    AlreadyFiled(RowId),
    /// The record has a worker of this number already.
    #[error("Worker {0} is enrolled in this home already.")]
    AlreadyEnrolled(WorkerNumber),
    /// The record has no worker of this number.
    #[error("Worker {0} is not enrolled in this home.")]
    UnknownWorker(WorkerNumber),
    /// There is no such comment in the case.
    #[error("Case {0} has no such comment.")]
    UnknownComment(CaseNumber),
    /// The comment has nothing hidden that could be revealed.
    #[error("The comment is not protected; there is nothing to reveal.")]
    NotProtected,
    /// An amendment that says nothing.
    #[error("Say what is {}.", match .0 {
        AmendmentKind::Correction => "right",
        _ => "to be added",
    })]
    NoText(AmendmentKind),
    /// A day that must lie ahead does not.
    #[error("{} does not lie ahead.", dates::format_long_date(*.0))]
    NotAhead(NaiveDate),
    /// Something is refused or set aside without saying why.
    #[error("Say why.")]
    NoReason,
    /// There is no such extract.
    #[error("No such extract was read. caseload import list shows them.")]
    UnknownExtract,
    /// The extract was taken back before.
    #[error("This extract was taken back before.")]
    AlreadyUndone,
    /// Another extract was read since that builds on this one.
    #[error("{file} was read since and builds on it: take that back first.")]
    ReadSince {
        /// The later file's name.
        file: String,
    },
    /// Something was recorded since about a case that the extract tells of.
    #[error("Something was recorded since about case {case}, which this extract tells of. It cannot be taken back.")]
    RecordedSince {
        /// The first such case.
        case: CaseNumber,
    },
    /// A draft is about a case that only this extract brought.
    #[error(
        "A draft about case {case} is not filed yet, and without this extract the case is not in the caseload: \
         file or discard it first."
    )]
    DraftedSince {
        /// The first such case.
        case: CaseNumber,
    },
    /// An extract whose rows do not add up, or facts that are not of the case they stand under.
    #[error("The extract does not add up: {0}.")]
    Inconsistent(&'static str),
    /// A rule or the record forbids an act.
    #[error(transparent)]
    Forbidden(ActRefusal),
    /// The cases to review in the month were drawn before.
    #[error("The cases of {ec} to review in {month} are drawn already; they are drawn once.")]
    AlreadyDrawn {
        /// The month.
        month: Month,
        /// The EC.
        ec: WorkerNumber,
    },
    /// A month that has not begun.
    #[error("{0} has not begun.")]
    FutureMonth(Month),
    /// A case that was not drawn.
    #[error("Case {case} is not among those drawn for {month}; see: caseload desk reviews")]
    NotDrawn {
        /// The month.
        month: Month,
        /// The case.
        case: CaseNumber,
    },
    /// The case has no act that could be taken back.
    #[error("Case {0} has no act to take back: the newest was taken back, or there is none.")]
    NothingToUndo(CaseNumber),
    /// A later act was filed since.
    #[error("Only the newest act of case {0} is taken back; another was filed since.")]
    NotTheNewest(CaseNumber),
}

/// Who changes the record, when, and by which rules.
#[derive(Clone, Copy)]
pub(super) struct Recorder<'a> {
    pub(super) policies: &'a Policies,
    pub(super) worker: &'a Worker,
    pub(super) today: NaiveDate,
}

/// The change as it will be recorded: with what the record itself adds, such as the mark of a late entry.
pub(super) fn check_change(record: &Connection, by: &Recorder<'_>, change: Change) -> Result<Change, StoreError> {
    let Recorder { policies, today, .. } = *by;
    match &change {
        Change::WorkerEnrolled { worker, .. } => check_not_enrolled(record, worker)?,
        Change::Accessed { case: Some(case), access: AuditEvent::Revealed { comment, .. } } => {
            check_reveal(record, *comment, case)?;
        }
        Change::ExtractRead(extract) => check_counts(extract.counts)?,
        Change::ExtractTakenBack { extract, reason } => {
            extracts::ensure_can_undo(record, *extract)?;
            if reason.trim().is_empty() {
                return Err(Refusal::NoReason.into());
            }
        }
        Change::Accessed { .. }
        | Change::RowsRejected { .. }
        | Change::RejectedRowsKept { .. }
        | Change::RowsMended { .. }
        | Change::FactsAbsent { .. } => {}
        Change::FactsImported { case, facts, .. } => check_facts(record, case.as_ref(), facts)?,
        Change::CommentFiled(comment) => return check_comment(record, policies, today, comment.clone()),
        Change::CommentAmended(amendment) => return check_amendment(record, amendment.clone()),
        Change::CommentPosted { comment, case, .. } => drop(is_protected(record, *comment, case)?),
        Change::AlertDisposed { case, disposition, .. } => {
            ensure_case_exists(record, case)?;
            check_disposition(today, disposition)?;
        }
        Change::CaseAnnotated { case, person, .. } => ensure_person_exists(record, case, *person)?,
        Change::Acted { case, act } => check_act(record, by, case, act)?,
        Change::Undone { case, entry } => acts::ensure_can_undo(record, by, case, *entry)?,
        Change::Supervised(supervised) => supervision::check_supervision(record, by, supervised)?,
        Change::ChecklistItemMarked { case, mark, .. } => {
            ensure_case_exists(record, case)?;
            check_mark(mark)?;
        }
    }
    Ok(change)
}

/// What the rules forbid is not recorded, whoever asks.
fn check_act(record: &Connection, by: &Recorder<'_>, case: &CaseNumber, act: &Act) -> Result<(), StoreError> {
    ensure_case_exists(record, case)?;
    let known = facts::select_case(record, case)?.ok_or_else(|| Refusal::UnknownCase(case.clone()))?;
    let allowed = rules::acts::check_act(&known.facts, by.policies, act, by.worker, by.today);
    allowed.map_err(|refused| Refusal::Forbidden(refused).into())
}

fn check_not_enrolled(record: &Connection, worker: &Worker) -> Result<(), StoreError> {
    match queries::find_worker(record, &worker.number)? {
        None => Ok(()),
        Some(_) => Err(Refusal::AlreadyEnrolled(worker.number.clone()).into()),
    }
}

const fn check_counts(counts: RowCounts) -> Result<(), Refusal> {
    let sum = counts.new + counts.changed + counts.unchanged + counts.duplicate + counts.rejected;
    if counts.read == sum { Ok(()) } else { Err(Refusal::Inconsistent("rows read and rows accounted for differ")) }
}

fn check_facts(record: &Connection, case: Option<&CaseNumber>, facts: &[ImportedFact]) -> Result<(), StoreError> {
    if facts.iter().any(|imported| case.is_some_and(|case| imported.fact.case() != case)) {
        return Err(Refusal::Inconsistent("a row stands under another case").into());
    }
    let of_cases = facts.chunk_by(|one, other| one.fact.case() == other.fact.case());
    // Only the listing brings cases.
    let lists = |of_case: &&[ImportedFact]| of_case.iter().any(|told| told.fact.kind() == ExtractKind::Listing);
    let named = of_cases.filter(|of_case| !lists(of_case)).filter_map(<[ImportedFact]>::first);
    named.map(|first| first.fact.case()).try_for_each(|case| ensure_case_exists(record, case))
}

fn check_comment(
    record: &Connection,
    policies: &Policies,
    today: NaiveDate,
    comment: Comment,
) -> Result<Change, StoreError> {
    ensure_person_exists(record, &comment.case, comment.person)?;
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

/// The amendment is as protected as its comment.
fn check_amendment(record: &Connection, amendment: Amendment) -> Result<Change, StoreError> {
    let protected = is_protected(record, amendment.comment, &amendment.case)?;
    if comments::is_filed(record, amendment.id)? {
        return Err(Refusal::AlreadyFiled(amendment.id).into());
    }
    if amendment.reason.trim().is_empty() {
        return Err(Refusal::NoReason.into());
    }
    if amendment.kind.needs_text() && amendment.text.trim().is_empty() {
        return Err(Refusal::NoText(amendment.kind).into());
    }
    Ok(Change::CommentAmended(Amendment { protected, ..amendment }))
}

fn check_disposition(today: NaiveDate, disposition: &Disposition) -> Result<(), Refusal> {
    match disposition {
        Disposition::Snoozed { until } if *until <= today => Err(Refusal::NotAhead(*until)),
        Disposition::Refused { reason } | Disposition::Skipped { reason, .. } if reason.trim().is_empty() => {
            Err(Refusal::NoReason)
        }
        _ => Ok(()),
    }
}

fn check_mark(mark: &ItemMark) -> Result<(), Refusal> {
    match mark {
        ItemMark::NotApplicable { why } if why.trim().is_empty() => Err(Refusal::NoReason),
        _ => Ok(()),
    }
}

fn ensure_case_exists(record: &Connection, case: &CaseNumber) -> Result<(), StoreError> {
    if queries::has_case(record, case)? { Ok(()) } else { Err(Refusal::UnknownCase(case.clone()).into()) }
}

fn ensure_person_exists(record: &Connection, case: &CaseNumber, person: PersonNumber) -> Result<(), StoreError> {
    ensure_case_exists(record, case)?;
    if queries::has_person(record, case, person)? {
        Ok(())
    } else {
        Err(Refusal::UnknownPerson { case: case.clone(), person }.into())
    }
}

fn check_reveal(record: &Connection, comment: RowId, case: &CaseNumber) -> Result<(), StoreError> {
    if is_protected(record, comment, case)? { Ok(()) } else { Err(Refusal::NotProtected.into()) }
}

/// Whether the comment of the case is protected; it must be there.
fn is_protected(record: &Connection, comment: RowId, case: &CaseNumber) -> Result<bool, StoreError> {
    comments::comment_protection(record, comment, case)?.ok_or_else(|| Refusal::UnknownComment(case.clone()).into())
}
