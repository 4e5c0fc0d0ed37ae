//! The protocol between the screen and the store: jobs one way, answers the other. It knows no type of the screen.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use secrecy::SecretString;

use super::import_protocol::{ImportAnswer, ImportJob};
use crate::desk::Caseload;
use crate::desk::checklist::{CompletenessRow, ComponentView};
use crate::domain::amendment::AmendmentKind;
use crate::domain::comment::{CommentDraft, ContactType};
use crate::domain::dates::Month;
use crate::domain::filing_metrics::FilingEffort;
use crate::domain::phrase::Phrase;
use crate::domain::walk::WalkProgress;
use crate::domain::{Act, CaseNumber, Change, RowId};
use crate::paper::DocumentKind;
use crate::posting::PostingBlock;
use crate::rules::acts::CoworkerMessage;
use crate::store::{BackupStatus, DraftTarget, FactChange, FiledComment, LoggedEntry, RowIdSource, SearchPage};

/// Something for the store to do.
#[derive(Debug, Clone)]
pub enum Job {
    /// Open the home with the passphrase and lay the desk.
    Unlock(SecretString),
    /// Lay the desk as of a day; nothing for today. Answers to an earlier generation are stale.
    EvaluateAsOf {
        /// The day.
        as_of: Option<NaiveDate>,
        /// Counts the days asked for.
        generation: u64,
    },
    /// The civil day may have turned: lay today's desk for the new one.
    TurnDay,
    /// Read the comments and the timeline of a case.
    ReadCase(CaseNumber),
    /// Record a change and lay its case anew.
    Record {
        /// The change.
        change: Change,
        /// The case.
        case: CaseNumber,
        /// What to say when it is recorded.
        message: String,
    },
    /// Keep the place of a walk; nothing where the walk is over.
    SaveWalk(Option<WalkProgress>),
    /// Record what was done with a case of a walk, keep the walk's place and lay the case anew.
    AdvanceWalk {
        /// The changes, all or none.
        changes: Vec<Change>,
        /// The place after them.
        place: WalkProgress,
        /// The case.
        case: CaseNumber,
        /// What to say when it is recorded.
        message: String,
    },
    /// Count over all cases what is settled and open on a checklist.
    Completeness {
        /// The checklist's name.
        form: String,
        /// The month.
        month: Month,
    },
    /// File a comment, take its draft away and lay its case anew.
    FileComment {
        /// The case.
        case: CaseNumber,
        /// The id of the comment. A form keeps its id, so that filing it twice files it once.
        id: RowId,
        /// The form as it stands.
        draft: Box<CommentDraft>,
        /// What it cost, where that is known.
        effort: Option<FilingEffort>,
    },
    /// Save a draft.
    SaveDraft {
        /// The case.
        case: CaseNumber,
        /// What it is to become.
        of: DraftTarget,
        /// The form as typed; nothing where there is nothing to keep, and a draft that there was goes.
        body: Option<String>,
        /// Whether the form is left, so that the lists should show it.
        leaving: bool,
    },
    /// Record an act and lay its case anew.
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
    /// Read what the review of a case for a month is to show.
    ReviewPoints(CaseNumber, Month),
    /// Take the newest act of a case back and lay it anew.
    Undo(CaseNumber),
    /// Search every comment.
    Search {
        /// The query as typed.
        text: String,
        /// Counts the queries asked.
        generation: u64,
    },
    /// Amend a filed comment.
    Amend {
        /// The case.
        case: CaseNumber,
        /// The comment.
        comment: RowId,
        /// What kind of amendment.
        kind: AmendmentKind,
        /// Why it is amended.
        reason: String,
        /// What is added or put right.
        text: String,
    },
    /// Reveal a protected comment; that it was revealed is recorded.
    Reveal {
        /// The case.
        case: CaseNumber,
        /// The comment.
        comment: RowId,
        /// Why, where the worker says so.
        reason: Option<String>,
    },
    /// Put a comment into the shape of the system of record.
    CopyOut {
        /// The case.
        case: CaseNumber,
        /// The comment.
        comment: RowId,
        /// Why it is revealed, where it is a protected one.
        reveal: Option<String>,
    },
    /// Write a copy-out block to a new file; that it left is recorded.
    WriteCopyOut {
        /// The case.
        case: CaseNumber,
        /// The file, as typed.
        path: String,
        /// The block.
        blocks: Vec<PostingBlock>,
    },
    /// Read what is not copied to the system of record.
    Unposted,
    /// Read what the newest extracts changed.
    Changes,
    /// Something about extracts.
    Import(ImportJob),
    /// Count that a phrase was used.
    PhraseUsed(String),
    /// Keep a phrase of the worker's own.
    SavePhrase(Phrase),
    /// Print a document into a file.
    Print {
        /// Which.
        what: DocumentKind,
        /// Without names.
        redacted: bool,
        /// The file; `~` is the user's own folder.
        file: PathBuf,
    },
    /// Keep a word of the worker's own.
    SaveOwnWord(String),
    /// Keep where the worker stands, as the screen writes it.
    SaveSession(String),
    /// Make the backup of the day if it is due.
    BackUp,
    /// The work is over: make a backup if anything was recorded since the last one.
    FinishWork,
    /// End.
    Stop,
}

impl Job {
    /// Whether the keyboard waits for the reply: the screen after the job is another one, or the form is on its way into
    /// the record.
    pub const fn blocks_keys(&self) -> bool {
        matches!(
            self,
            Self::Unlock(_)
                | Self::FileComment { .. }
                | Self::FileAct { .. }
                | Self::Amend { .. }
                | Self::AdvanceWalk { .. }
                | Self::Import(ImportJob::ReimportRow(..))
        )
    }
}

/// The desk, and what the screen wants to know beside it.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The desk.
    pub caseload: Arc<Caseload>,
    /// The last contacts of each case, the newest first.
    pub contacts: Arc<LastContacts>,
    /// The civil day.
    pub today: NaiveDate,
    /// How long it still lasts.
    pub day_left: Duration,
    /// The type of the comment that was filed last.
    pub last_type: Option<ContactType>,
    /// The worker's phrases, the most used first.
    pub phrases: Arc<[Phrase]>,
    /// Where a walk stopped, if one was begun.
    pub walk: Option<Arc<WalkProgress>>,
    /// Words that the worker spells in a way of their own.
    pub own_words: Arc<[String]>,
    /// How the record is backed up.
    pub backup_state: BackupStatus,
    /// Which day asked for it answers.
    pub generation: u64,
    /// What it holds that the snapshot before it did not.
    pub change: SnapshotChange,
}

/// The last contacts of each case, the newest first.
pub type LastContacts = BTreeMap<CaseNumber, Arc<[FiledComment]>>;

/// What a snapshot holds that the one before it did not, so that the screen fills only the lists that show it.
///
/// Drafts may differ in every snapshot: they are saved without one while somebody types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SnapshotChange {
    /// The day, or any number of cases.
    Everything,
    /// One case was evaluated again.
    Case(CaseNumber),
    /// The drafts.
    Drafts,
    /// The place of the walk.
    Walk,
    /// The phrases, the worker's own words or the backup: nothing that a list shows.
    Settings,
}

/// The caseload as it is opened.
#[derive(Debug)]
pub struct OpenedCaseload {
    /// Where the screen takes the ids of new comments from.
    pub row_ids: RowIdSource,
    /// The desk.
    pub snapshot: Snapshot,
    /// The session as the screen stored it when it was locked or on the way, if it did.
    pub session: Option<String>,
    /// What seems wrong with the clock.
    pub clock: Option<String>,
}

/// A comment in the shape of the system of record.
#[derive(Debug, Clone)]
pub struct CopyOut {
    /// The comment's case.
    pub case: CaseNumber,
    /// The name of the posting template.
    pub template_title: String,
    /// The file that is proposed if the blocks are to be written to one.
    pub file: String,
    /// The blocks in order, never none; each becomes one entry in the system of record.
    pub blocks: Vec<PostingBlock>,
}

/// What the store answers.
#[derive(Debug)]
pub enum StoreAnswer {
    /// The passphrase is wrong, or it was tried too soon.
    WrongPassphrase {
        /// The sentence.
        sentence: String,
        /// How long until the next try.
        wait: Duration,
    },
    /// The home cannot be used: the program ends with this sentence and exit code.
    Unusable {
        /// The sentence.
        sentence: String,
        /// The exit code.
        exit_code: u8,
    },
    /// The home is open.
    Opened(Box<OpenedCaseload>),
    /// The desk as it is now.
    Snapshot(Snapshot),
    /// The comments and the timeline of a case.
    CaseRead {
        /// The case.
        case: CaseNumber,
        /// Its comments, the newest contact first.
        comments: Vec<FiledComment>,
        /// Everything recorded about it, in order.
        timeline: Vec<LoggedEntry>,
    },
    /// What a search found, or what is wrong with its query.
    SearchResults {
        /// The newest comments that it finds.
        results: Result<SearchPage, String>,
        /// Which query it answers.
        generation: u64,
    },
    /// A protected comment with its text.
    Revealed(Box<FiledComment>),
    /// A comment in the shape of the system of record.
    CopiedOut(CopyOut),
    /// What is not copied to the system of record, in the order it was filed.
    Unposted(Vec<FiledComment>),
    /// What the newest extracts changed, by case.
    Changes(Vec<FactChange>),
    /// Something about extracts.
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
    /// The newest act of a case was taken back.
    ActUndone(CaseNumber, Box<Act>),
    /// A change was recorded.
    Recorded(String),
    /// What was done with a case of the walk is recorded.
    WalkAdvanced(String),
    /// What is settled and open on a checklist, case by case.
    Completeness(Vec<CompletenessRow>),
    /// The points of the review of a case for a month.
    ReviewPoints(CaseNumber, Month, Vec<ComponentView>),
    /// An amendment of a comment was recorded.
    Amended(RowId, AmendmentKind),
    /// The work is over: what became of the backup, if one was due.
    Finished(Option<String>),
    /// A comment was filed.
    Filed(CaseNumber),
    /// Something was refused or went wrong; nothing was changed.
    Failed(String),
}
