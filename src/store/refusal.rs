//! What the record forbids, each with its own sentence.

use chrono::NaiveDate;

use crate::domain::amendment::AmendmentKind;
use crate::domain::dates::{self, Month};
use crate::domain::{CaseNumber, PersonNumber, RowId, WorkerNumber};
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
