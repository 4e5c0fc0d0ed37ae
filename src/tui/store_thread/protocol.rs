//! The protocol between the screen and the store: jobs one way, answers the other. The protocol uses no type of the
//! screen.

use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;
use secrecy::SecretString;

use super::import_protocol::{ImportAnswer, ImportJob};
use super::match_protocol::{MatchJob, MatchedList};
use super::print_types::RenderedPrint;
use super::settings_change::SettingsChange;
use super::snapshot::Snapshot;
use super::undo_history::UndoDirection;
use crate::desk::checklist::{CompletenessRow, ComponentView};
use crate::domain::amendment::AmendmentKind;
use crate::domain::comment::CommentDraft;
use crate::domain::dates::Month;
use crate::domain::facts::DfcsService;
use crate::domain::filing_answer::{Confirmations, FilingAnswer};
use crate::domain::filing_metrics::FilingEffort;
use crate::domain::phrase::Phrase;
use crate::domain::walk::WalkProgress;
use crate::domain::{Act, CaseNumber, Change, RowId, Seq};
use crate::paper::DocumentKind;
use crate::posting::PostingBlock;
use crate::rules::acts::CoworkerMessage;
use crate::store::{Doing, DraftTarget, FactChange, FiledComment, LoggedEntry, RowIdSource, SavedView, SearchPage};

/// A job for the store.
#[derive(Debug, Clone)]
pub enum Job {
    /// Open the home with the passphrase and evaluate its caseload.
    Unlock(SecretString),
    /// Evaluate the caseload as of a day. Answers to an earlier generation are stale.
    EvaluateAsOf {
        /// The day; `None` for today.
        as_of: Option<NaiveDate>,
        /// The generation: it increases with each day that is requested.
        generation: u64,
    },
    /// Evaluate the caseload for the new day, if the civil day has turned.
    TurnDay,
    /// Read the comments and the timeline of a case.
    ReadCase(CaseNumber),
    /// Record a change and evaluate its case again.
    Record {
        /// The change.
        change: Box<Change>,
        /// The case.
        case: CaseNumber,
        /// The message for the worker once the change is recorded.
        message: String,
    },
    /// Record changes of several cases, all or none, and evaluate their cases again. They are undone together.
    RecordTogether {
        /// The changes.
        changes: Vec<Change>,
        /// The message for the worker once they are recorded.
        message: String,
    },
    /// Save the progress of a walk; `None` when the walk is over.
    SaveWalk(Option<WalkProgress>),
    /// Record what was done with a case of a walk, save the walk's progress and evaluate the case again.
    AdvanceWalk {
        /// The changes, all or none.
        changes: Vec<Change>,
        /// The walk's progress after them.
        place: WalkProgress,
        /// The case.
        case: CaseNumber,
        /// The message for the worker once the change is recorded.
        message: String,
    },
    /// Count the settled and open items of a checklist, case by case.
    Completeness {
        /// The checklist's name.
        form: String,
        /// The month.
        month: Month,
    },
    /// File a comment, discard its draft and evaluate its case again.
    FileComment {
        /// The case.
        case: CaseNumber,
        /// The id of the comment. A form keeps its id, so that filing it twice files it once.
        id: RowId,
        /// The form as it is typed.
        draft: Box<CommentDraft>,
        /// The keys and time that the comment took, if known.
        effort: Option<FilingEffort>,
        /// The draft that the comment replaces.
        of: DraftTarget,
    },
    /// Save a draft.
    SaveDraft {
        /// The case.
        case: CaseNumber,
        /// The kind of form that the draft is for.
        of: DraftTarget,
        /// The form as typed; `None` if nothing is worth keeping, and then an earlier draft is discarded.
        body: Option<String>,
        /// Whether the worker leaves the form, so that the lists show the draft.
        leaving: bool,
    },
    /// Record an act and evaluate its case again.
    FileAct {
        /// The case.
        case: CaseNumber,
        /// The act.
        act: Act,
        /// The text that goes with it, for another worker.
        message: Option<CoworkerMessage>,
    },
    /// Draw the cases to review of each EC for a month.
    DrawReviews(Month),
    /// Read the points of the review of a case for a month.
    ReviewPoints(CaseNumber, Month),
    /// Undo the newest thing that was done on the case shown, and evaluate its case again; of a comment, open it again.
    /// What belongs to another case, or stands longer than a moment, is asked about first.
    Undo {
        /// The case that is shown, if there is one.
        shown: Option<CaseNumber>,
        /// The entry that the worker agreed to undo.
        confirmed: Option<Seq>,
    },
    /// Do again what was undone last in this session, on the case shown or, after asking, on another.
    Redo {
        /// The case that is shown, if there is one.
        shown: Option<CaseNumber>,
        /// The entry that the worker agreed to do again.
        confirmed: Option<Seq>,
    },
    /// Read what the worker did today.
    Doings,
    /// Mark a comment as posted, and prepare the copy-out of the oldest that is not and is not protected.
    PostAndCopyNext(Box<Change>, CaseNumber),
    /// Search every comment.
    Search {
        /// The query as typed.
        text: String,
        /// The generation: it increases with each query.
        generation: u64,
    },
    /// Amend a filed comment.
    Amend {
        /// The case.
        case: CaseNumber,
        /// The comment.
        comment: RowId,
        /// The kind of amendment.
        kind: AmendmentKind,
        /// The reason for the amendment.
        reason: String,
        /// The text that the amendment adds or corrects.
        text: String,
        /// What the worker answered to doubts of the program.
        answers: Vec<FilingAnswer>,
    },
    /// File a correction that gives a filed comment all its elements.
    Correct {
        /// The case.
        case: CaseNumber,
        /// The comment.
        comment: RowId,
        /// The reason for the correction.
        reason: String,
        /// The elements as they are right.
        draft: Box<CommentDraft>,
        /// The draft that the correction replaces.
        of: DraftTarget,
    },
    /// Read a comment that was filed a moment ago, to be written again; `None` stands for the newest one of the case.
    Reopen(CaseNumber, Option<RowId>),
    /// File a comment in place of one that was reopened.
    Refile {
        /// The case.
        case: CaseNumber,
        /// The comment that was reopened.
        reopened: RowId,
        /// The id of the new comment.
        id: RowId,
        /// The form as it is typed.
        draft: Box<CommentDraft>,
        /// The draft that the comment replaces.
        of: DraftTarget,
    },
    /// Reveal a protected comment. The record notes that it was revealed.
    Reveal {
        /// The case.
        case: CaseNumber,
        /// The comment.
        comment: RowId,
        /// The worker's reason, if one is given.
        reason: Option<String>,
    },
    /// Reveal a protected comment to correct its elements. The record notes that it was revealed.
    RevealToCorrect {
        /// The case.
        case: CaseNumber,
        /// The comment.
        comment: RowId,
        /// The worker's reason.
        reason: String,
    },
    /// Make the posting blocks of a comment.
    CopyOut {
        /// The case.
        case: CaseNumber,
        /// The comment.
        comment: RowId,
        /// The reason for revealing a protected comment; `None` for other comments.
        reveal: Option<String>,
    },
    /// Write copy-out blocks to a new file. The record notes that the comment was exported.
    WriteCopyOut {
        /// The case.
        case: CaseNumber,
        /// The file, as typed.
        path: String,
        /// The blocks, in order.
        blocks: Vec<PostingBlock>,
    },
    /// Read what the worker recorded on a day.
    DayWork(NaiveDate),
    /// Read the comments that are not posted yet.
    Unposted,
    /// Read what the newest extracts changed.
    Changes,
    /// Read the services of child welfare to a family. The record notes that they were opened.
    OpenServices {
        /// The case.
        case: CaseNumber,
        /// The worker's reason, where the child-welfare case is sensitive.
        reason: Option<String>,
    },
    /// A job about a match with child welfare.
    Match(MatchJob),
    /// A job about extracts.
    Import(ImportJob),
    /// Count that a phrase was used.
    PhraseUsed(String),
    /// Save one of the worker's own phrases.
    SavePhrase(Phrase),
    /// Append a saved view to the settings of the home.
    SaveView(Box<SavedView>),
    /// Write what changed into the settings of the home.
    SaveSettings(Box<SettingsChange>),
    /// Print a document into a file.
    Print {
        /// Which document.
        what: DocumentKind,
        /// Whether names are left out.
        redacted: bool,
        /// The file; `~` stands for the user's home folder.
        file: PathBuf,
    },
    /// Print documents, each into a file of its own, one after the other.
    PrintEach {
        /// The documents with their files.
        documents: Vec<(DocumentKind, PathBuf)>,
        /// Whether names are left out.
        redacted: bool,
    },
    /// Add a word to the worker's own dictionary.
    SaveOwnWord(String),
    /// Save the session as the screen wrote it.
    SaveSession(String),
    /// Make today's backup if it is due.
    BackUp,
    /// Make a backup at the end of the work, if anything was recorded since the last one.
    FinishWork,
    /// Record that a document leaves that was made beside the store thread, and write it.
    SavePrint(Box<RenderedPrint>),
    /// Show that a backup was made beside the store thread.
    BackedUp,
    /// Do a job after what the worker answered to the question that kept it from being done.
    WithAnswers(Confirmations, Box<Self>),
    /// End the thread.
    Stop,
}

impl Job {
    /// Returns whether the job files a comment or an amendment.
    pub(super) fn files_narrative(&self) -> bool {
        match self {
            Self::WithAnswers(_, job) => job.files_narrative(),
            job => matches!(job, Self::FileComment { .. } | Self::Amend { .. }),
        }
    }

    /// Returns whether keys wait for the reply, because the job changes the screen or records a form.
    pub const fn blocks_keys(&self) -> bool {
        if let Self::WithAnswers(_, job) = self {
            return job.blocks_keys();
        }
        matches!(
            self,
            Self::Unlock(_)
                | Self::FileComment { .. }
                | Self::FileAct { .. }
                | Self::Correct { .. }
                | Self::Refile { .. }
                | Self::Reopen(..)
                | Self::Undo { .. }
                | Self::Redo { .. }
                | Self::Amend { .. }
                | Self::AdvanceWalk { .. }
                | Self::RecordTogether { .. }
                | Self::PostAndCopyNext(..)
                | Self::Match(MatchJob::Decide { .. })
                | Self::Import(ImportJob::ReimportRow(..))
        )
    }

    /// Returns whether the job may end before it is done when the worker leaves: it reads, or imports files, of which
    /// nothing is kept then. What a worker recorded is never stopped.
    pub(super) const fn may_be_stopped(&self) -> bool {
        match self {
            Self::Import(job) => !matches!(job, ImportJob::ReimportRow(..)),
            Self::EvaluateAsOf { .. }
            | Self::TurnDay
            | Self::ReadCase(_)
            | Self::Completeness { .. }
            | Self::ReviewPoints(..)
            | Self::Search { .. }
            | Self::Changes
            | Self::Doings
            | Self::DayWork(_)
            | Self::Unposted => true,
            _ => false,
        }
    }
}

/// The caseload when the home is opened.
#[derive(Debug)]
pub struct OpenedCaseload {
    /// The source of the ids of new comments.
    pub row_ids: RowIdSource,
    /// The first snapshot.
    pub snapshot: Snapshot,
    /// The session that the screen stored when it was locked or while the worker worked, if there is one.
    pub session: Option<String>,
    /// The warning about the machine's clock, if it seems wrong.
    pub clock: Option<String>,
}

/// The posting blocks of a comment.
#[derive(Debug, Clone)]
pub struct CopyOut {
    /// The comment.
    pub comment: RowId,
    /// Whether a part of it is not posted yet.
    pub to_post: bool,
    /// The comment's case.
    pub case: CaseNumber,
    /// The name of the posting template.
    pub template_title: String,
    /// The suggested file for writing the blocks.
    pub file: String,
    /// The blocks in order, at least one; each becomes one entry in the system of record.
    pub blocks: Vec<PostingBlock>,
}

/// An answer of the store.
#[derive(Debug)]
pub enum StoreAnswer {
    /// The passphrase is wrong, or it was tried too soon.
    WrongPassphrase {
        /// The message.
        sentence: String,
        /// The time until the next try.
        wait: Duration,
    },
    /// The home cannot be used: the program ends with this message and exit code.
    Unusable {
        /// The message.
        sentence: String,
        /// The exit code.
        exit_code: u8,
    },
    /// The home is open.
    Opened(Box<OpenedCaseload>),
    /// The caseload as it is now.
    Snapshot(Snapshot),
    /// The comments and the timeline of a case.
    CaseRead {
        /// The case.
        case: CaseNumber,
        /// The case's comments, the newest contact first.
        comments: Vec<FiledComment>,
        /// Everything recorded about the case, in order.
        timeline: Vec<LoggedEntry>,
    },
    /// The results of a search, or the error in its query.
    SearchResults {
        /// The newest matching comments.
        results: Result<SearchPage, String>,
        /// The generation of the query.
        generation: u64,
    },
    /// A protected comment with its text.
    Revealed(Box<FiledComment>),
    /// A protected comment with its text, to be corrected.
    ToCorrect(Box<FiledComment>),
    /// The posting blocks of a comment.
    CopiedOut(CopyOut),
    /// The copy-out of the next comment to post, if there is one, and how many there are with it.
    NextToPost(Option<CopyOut>, usize),
    /// What the worker recorded on a day, in order.
    DayWork(NaiveDate, Vec<LoggedEntry>),
    /// The comments that are not copied to the system of record yet, in the order in which they were filed.
    Unposted(Vec<FiledComment>),
    /// The changes that the newest extracts brought, by case.
    Changes(Vec<FactChange>),
    /// The services of child welfare to a family.
    ServicesOpened(CaseNumber, Vec<DfcsService>),
    /// A list from child welfare as it is matched now.
    Matched(Box<MatchedList>),
    /// An answer about extracts.
    Import(ImportAnswer),
    /// An act was recorded.
    ActRecorded {
        /// The case.
        case: CaseNumber,
        /// The act.
        act: Box<Act>,
        /// The text that goes with it, for another worker.
        message: Option<CoworkerMessage>,
    },
    /// A comment that may be written again.
    Reopened(Box<FiledComment>),
    /// A comment on another case than the one shown would be written again, which needs the worker's word first.
    AskReopen(Box<FiledComment>),
    /// Something that was done was undone, or done again.
    Undone(Vec<Doing>, UndoDirection),
    /// Something would be undone or done again that needs the worker's word first.
    AskUndo(Vec<Doing>, UndoDirection),
    /// Nothing is left to undo or to do again.
    NothingToUndo(UndoDirection),
    /// What the worker did today, the newest first.
    Doings(Vec<LoggedEntry>),
    /// A change was recorded; the message for the worker.
    Recorded(String),
    /// The disposition of a case of the walk was recorded; the message for the worker.
    WalkAdvanced(String),
    /// The settled and open items of a checklist, case by case.
    Completeness(Vec<CompletenessRow>),
    /// The points of the review of a case for a month.
    ReviewPoints(CaseNumber, Month, Vec<ComponentView>),
    /// An amendment of a comment was recorded.
    Amended(RowId, AmendmentKind),
    /// The work is over; the result of the backup, if one was due.
    Finished(Option<String>),
    /// A comment was filed on this case.
    Filed(CaseNumber, DraftTarget),
    /// A view was saved.
    ViewSaved(Box<SavedView>),
    /// Changed settings were saved.
    SettingsSaved(Box<SettingsChange>),
    /// A job was refused or failed, and nothing was changed; the message for the worker.
    Failed(String),
    /// A job was not done: whether it is meant is asked first.
    AsksFirst {
        /// The question.
        question: String,
        /// What the worker says by answering yes.
        answers: Confirmations,
        /// The job to do then.
        job: Box<Job>,
    },
}
