//! The reasons for which the record refuses a change, each with its own sentence.

use chrono::NaiveDate;

use crate::domain::amendment::AmendmentKind;
use crate::domain::sanitize::quoted;

use crate::domain::dates::{self, Month, format_month};
use crate::domain::filing_check::FilingObstacle;
use crate::domain::office_key::OFFICES_FILE;
use crate::domain::role::Role;
use crate::domain::worker::Worker;
use crate::domain::{CaseNumber, PersonNumber, RowId, WorkerNumber};
use crate::policy::Policy;
use crate::rules::acts::ActRefusal;

/// Why the record does not take a change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The caseload does not hold the case.
    #[error("Case {case} is not in this caseload.{meant}", case = .0, meant = .0.meant_question())]
    UnknownCase(CaseNumber),
    /// The case that is to be opened is in the caseload already.
    #[error("Case {0} is in this caseload already.")]
    CaseIsHere(CaseNumber),
    /// The county has no common cases, so that no row of a match is decided.
    #[error("Not switched on in this county: Common cases. A list can be matched, and nothing of it is decided.")]
    NoCommonCases,
    /// The county has no social-work unit, so that nobody is on duty there.
    #[error("Not switched on in this county: Social work. There is no duty log.")]
    NoSocialWorkUnit,
    /// The entry of the duty log has no words.
    #[error("Say what it was about, without the name of a client.")]
    NoDutyText,
    /// The entry of the duty log that is followed up is not there.
    #[error("There is no such entry in the duty log. To see them: caseload list duty")]
    UnknownDutyNote,
    /// The resource that is to be put on the map has no name.
    #[error("Say what the resource is called.")]
    NoResourceName,
    /// The resource is not on the map.
    #[error("There is no such resource on the map. To see them: caseload county resources")]
    UnknownResource,
    /// The kind of a resource is no area of life.
    #[error("“{0}” is no area of life. The areas are those of the life map, or emergency.")]
    UnknownResourceKind(String),
    /// The self-assessment has no such section.
    #[error("The self-assessment has no section “{0}”. To see them: caseload county assessment")]
    UnknownSection(String),
    /// The answer is none of the self-assessment.
    #[error("The answers go from 1, not begun, to 5, how we work.")]
    UnknownAnswer,
    /// The case that is to be opened has no name.
    #[error("The case has no name. Write it as: Last, First")]
    NoName,
    /// The case is another EC's, and nobody said that this is meant.
    #[error(
        "Case {case} is listed under {ec}, not under you. Nothing was recorded. If you do this for {ec}, say so: \
         --for-ec {ec}"
    )]
    CaseOfAnother {
        /// The case.
        case: CaseNumber,
        /// The EC under whom it is listed.
        ec: WorkerNumber,
    },
    /// The case listing does not name the participant.
    #[error("Case {case} has no participant {person}.")]
    UnknownPerson {
        /// The case.
        case: CaseNumber,
        /// The participant.
        person: PersonNumber,
    },
    /// The date of a contact is in the future.
    #[error("The date of contact, {}, is in the future.", dates::format_long_date(*.0))]
    FutureContact(NaiveDate),
    /// The day of contact is before the participant's birth.
    #[error(
        "The date of contact, {}, is before the participant was born, on {}.",
        dates::format_long_date(*on),
        dates::format_long_date(*born)
    )]
    ContactBeforeBirth {
        /// The day of contact.
        on: NaiveDate,
        /// The birth date by the case listing.
        born: NaiveDate,
    },
    /// The day is before there was this program.
    #[error("{} is before CalWORKs began, on {}.", dates::format_long_date(*on), dates::format_long_date(*began))]
    BeforeProgram {
        /// The day.
        on: NaiveDate,
        /// The first day of the program.
        began: NaiveDate,
    },
    /// The type of contact is not in the catalog.
    #[error("{} is not a type of contact.", quoted(.0))]
    UnknownContactType(String),
    /// One of the six elements that a comment needs is empty.
    #[error("The comment has no {0}.")]
    MissingElement(&'static str),
    /// A text is longer than the record takes.
    #[error(
        "This text has {characters} characters, and a comment has {most} at most. Nothing was filed, and nothing of \
         the text is lost: file it as several comments, or keep it as a document and name that in the comment."
    )]
    TooLong {
        /// How many characters the text has.
        characters: usize,
        /// How many it may have.
        most: u32,
    },
    /// The comment was filed before.
    #[error("This comment is already filed.")]
    AlreadyFiled(RowId),
    /// The record has a worker of this number already.
    #[error("Worker {0} is already enrolled in this home.")]
    AlreadyEnrolled(WorkerNumber),
    /// The record has no worker of this number.
    #[error("Worker {0} is not enrolled in this home.")]
    UnknownWorker(WorkerNumber),
    /// Without this worker nobody could manage the home.
    #[error(
        "Worker {0} is the last one here who may enroll, change and remove workers. Nothing was changed. Enroll a \
         supervisor first, or make a colleague one: caseload worker change"
    )]
    NobodyInCharge(WorkerNumber),
    /// What is asked for belongs to the owner of the home or to another role.
    #[error(
        "{number} is {} here and may not {what}. That is for {whose}. Nothing was changed.",
        role.with_article()
    )]
    NotYours {
        /// Who asked for it.
        number: WorkerNumber,
        /// The role of that worker.
        role: Role,
        /// What was asked for, as it completes the sentence.
        what: String,
        /// Who may do it.
        whose: String,
    },
    /// Only the worker, or the office, sets a worker's passphrase.
    #[error("Only {0}, or the office with its key, can set the passphrase of {0}. Nothing was changed.")]
    NotYourPassphrase(WorkerNumber),
    /// The office's key stands for nobody but whoever put it in.
    #[error(
        "The office's key {office} opens this home, but {put_in_by} put it in and nobody of the office stands behind it. It \
         can replace the passphrase of {put_in_by} and of nobody else. Nothing was changed. An administrator can name the \
         office's public key in {OFFICES_FILE} of this machine."
    )]
    KeyOfWorker {
        /// The name under which the key was put in.
        office: String,
        /// Who put it in.
        put_in_by: WorkerNumber,
    },
    /// Who could put in a key of their own would be their own office.
    #[error(
        "{0} is not countersigned by the office, so {0} may not put in or take away an office's key, or change the key of \
         the database. That is for the worker to whom this home belongs, a supervisor who is countersigned, or the \
         office's key. Nothing was changed."
    )]
    NotCountersigned(WorkerNumber),
    /// Who replaces the record takes entries out of it, and gives access back that was taken away.
    #[error(
        "{0} is not countersigned by the office, so {0} may not put another record in place of this one. That is for the worker \
         to whom this home belongs, a supervisor who is countersigned, or the office's key. Nothing was changed."
    )]
    RecordOfEqual(WorkerNumber),
    /// The worker was removed, and nothing proves who asks for the number now.
    #[error(
        "Worker {0} was enrolled before and has no passphrase now. The number is given again only with the words of \
         their own recovery key (--recovery-words-file FILE) or with the office's key (--words-file FILE)."
    )]
    NumberTaken(WorkerNumber),
    /// The words are not those of the worker's recovery key.
    #[error("These are not the words of the recovery key that worker {0} had here. Nothing was changed.")]
    NotTheirWords(WorkerNumber),
    /// The worker is enrolled with another name, role or office.
    #[error(
        "Worker {} is enrolled as {}, {}, {}. Change that with: caseload worker change {}",
        .0.number, .0.name, .0.role.title(), .0.office, .0.number
    )]
    EnrolledOtherwise(Box<Worker>),
    /// Nobody gives themselves a role.
    #[error("You cannot change your own role while others work in this home. Ask another worker who may change roles.")]
    OwnRole,
    /// A role that nobody of the office stands behind takes no home from its owner.
    #[error(
        "This home belongs to {0}. Only {0}, a supervisor whom the office or another supervisor countersigned, or the office's key can remove {0} or change their role."
    )]
    OwnersHome(WorkerNumber),
    /// Nobody takes a role away behind which the office stands, unless the office stands behind them too.
    #[error(
        "{0} is a supervisor whom the office countersigned. Only another supervisor who is countersigned, or the office \
         with its key (--words-file), can change that role or remove {0}. Nothing was changed."
    )]
    OfficesSupervisor(WorkerNumber),
    /// A supervisor behind whom nobody stands takes no role from another.
    #[error(
        "{0} is a supervisor. Only the worker to whom this home belongs, a supervisor who is countersigned, or the office with its \
         key (--words-file) can remove {0} or change that role. Nothing was changed."
    )]
    SupervisorOfEqual(WorkerNumber),
    /// Another key has the name of the office: replacing it would lock that office out without a word.
    #[error(
        "The office {text} has a key here already. To put in another one, take that one away first: caseload key escrow \
         --remove {text}. Nothing was changed."
    , text = quoted(.0))]
    OfficeNameTaken(String),
    /// The public key opens the home under another name.
    #[error("This public key opens the home already, as that of the office {}. Nothing was changed.", quoted(.0))]
    OfficeKeyTaken(String),
    /// The machine names another key for the office.
    #[error("{OFFICES_FILE} of this machine names another public key for the office {text}. Nothing was changed.", text = quoted(.0))]
    OfficeNamedOtherwise(String),
    /// No office of that name can open the home.
    #[error("No office {} can open this home. caseload key list shows who can.", quoted(.0))]
    UnknownOffice(String),
    /// The office's key opens the home only for its ways in.
    #[error(
        "The office's key opens this home to give passphrases and to enroll workers, and for nothing else. A key that stands \
         for an office can also put in another office's key."
    )]
    NotForOffice,
    /// The case has no such comment.
    #[error("Case {0} has no such comment.")]
    UnknownComment(CaseNumber),
    /// The comment has nothing hidden that could be revealed.
    #[error("The comment is not protected; there is nothing to reveal.")]
    NotProtected,
    /// The comment is protected, and protecting it again would say nothing.
    #[error("The comment is protected already.")]
    AlreadyProtected,
    /// A comment cannot be written again.
    #[error(
        "Only your own comment can be reopened, within {0} minutes, while it is not posted, amended or protected. A \
         correction is always possible: 7, m, A."
    )]
    NotReopened(u64),
    /// A correction changes nothing.
    #[error("You have not changed anything. Correct what is wrong, or press Esc to leave it as it is.")]
    NothingCorrected,
    /// An amendment has no text.
    #[error("Say what is {}.", match .0 {
        AmendmentKind::Correction => "right",
        _ => "to be added",
    })]
    NoText(AmendmentKind),
    /// A day that has to be in the future is not.
    #[error("{} is not in the future.", dates::format_long_date(*.0))]
    NotAhead(NaiveDate),
    /// A rejected row cannot be dismissed, or is not dismissed.
    #[error("Row {0} is no longer waiting: it was corrected, dismissed or undone in the meantime.")]
    NotDismissible(u32),
    /// A reminder has no words.
    #[error("Say what to remind you of.")]
    NoReminderText,
    /// A reminder is another worker's.
    #[error("This reminder is another worker's. Write one of your own.")]
    ReminderOfAnother,
    /// A reminder is for a day that has passed.
    #[error("{} has passed. Name today or a day ahead.", dates::format_long_date(*.0))]
    PastReminder(NaiveDate),
    /// Something is refused or set aside without a reason.
    #[error("Say why.")]
    NoReason,
    /// A protected comment is revealed for a reason that tells a reader of the log nothing.
    #[error("Say why in at least {0} words, such as who asked for it: the log keeps the reason.")]
    BareReason(usize),
    /// A text cannot be recorded as it is.
    #[error(transparent)]
    Wording(FilingObstacle),
    /// No such extract was read.
    #[error("No such extract was read. caseload import list shows them.")]
    UnknownExtract,
    /// The extract was undone before.
    #[error("The import of this extract was already undone.")]
    AlreadyUndone,
    /// An extract that builds on this one was imported since.
    #[error("{file} was imported later and builds on it: undo that import first.")]
    ReadSince {
        /// The name of the later file.
        file: String,
    },
    /// Something about a case of the extract was recorded since.
    #[error("Something about case {case} was recorded after this extract was read. Its import cannot be undone.")]
    RecordedSince {
        /// The first such case.
        case: CaseNumber,
    },
    /// A draft is about a case that is in the caseload only because of this extract.
    #[error(
        "A draft about case {case} is not filed yet, and without this extract the case is not in the caseload: \
         file or discard the draft first."
    )]
    DraftedSince {
        /// The first such case.
        case: CaseNumber,
    },
    /// The rows of an extract do not add up, or facts are recorded under a case that is not theirs.
    #[error("The extract does not add up: {0}.")]
    Inconsistent(&'static str),
    /// A rule forbids an act.
    #[error(transparent)]
    Forbidden(ActRefusal),
    /// The cases to review in the month were drawn before.
    #[error("The cases of {ec} to review in {} are already drawn; a month is drawn only once.", format_month(*month))]
    AlreadyDrawn {
        /// The month.
        month: Month,
        /// The EC whose cases were drawn.
        ec: WorkerNumber,
    },
    /// The month has not begun.
    #[error("{0} has not begun.")]
    FutureMonth(Month),
    /// The month is over, and its cases are not known anymore.
    #[error("The cases of {} can no longer be drawn: cases are drawn in the month of the reviews.", format_month(*.0))]
    PastMonth(Month),
    /// Nobody with this number works in this home or has cases in it.
    #[error("Nobody with the number {0} works in this home, and no listing names one.")]
    UnknownColleague(WorkerNumber),
    /// A supervisor holds a conference with somebody else.
    #[error("This is your own worker number. Enter the number of the EC you met with.")]
    OwnConference,
    /// No case here is known to be an EC's.
    #[error(
        "Nothing can be drawn: no listing here says whose cases these are. Import a case listing that has a column for the worker, or draw in the EC's own home."
    )]
    NoCaseOfEc,
    /// The case was not drawn for review in the month.
    #[error("Case {case} was not drawn for {}; see: caseload desk reviews", format_month(*month))]
    NotDrawn {
        /// The month.
        month: Month,
        /// The case.
        case: CaseNumber,
    },
    /// The case has no act that could be undone.
    #[error("Case {0} has no act to undo.")]
    NothingToUndo(CaseNumber),
    /// A later act was filed since, and only the newest one can be undone.
    #[error("Only the newest act of case {0} can be undone; another one was filed since.")]
    NotTheNewest(CaseNumber),
}

impl Refusal {
    /// Returns the refusal of a text with this many characters; `None` if the record takes it.
    pub fn for_length(policy: &Policy, characters: usize) -> Option<Self> {
        let most = policy.comment_characters.as_ref()?.value.0;
        let fits = usize::try_from(most).is_ok_and(|most| characters <= most);
        (!fits).then_some(Self::TooLong { characters, most })
    }
}
