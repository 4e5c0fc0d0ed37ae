//! What the screen asks of the store, and the thread that answers. The store lives on that thread alone.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use secrecy::SecretString;

use crate::desk::Desk;
use crate::domain::comment::{CommentDraft, ContactType};
use crate::domain::{CaseNumber, Change, RowId};
use crate::policy::Policies;
use crate::store::{Clock, FiledComment, Home, LoggedEntry, Refusal, Store, StoreError};

/// Something for the store to do.
#[derive(Debug, Clone)]
pub enum Job {
    /// Open the home with the passphrase and lay the desk.
    Unlock(SecretString),
    /// Lay the desk as of a day; nothing for today. Answers to an earlier generation are stale.
    Lay {
        /// The day.
        as_of: Option<NaiveDate>,
        /// Counts the days asked for.
        generation: u64,
    },
    /// Read the comments and the timeline of a case.
    ReadCase(CaseNumber),
    /// Give a form its comment's id, so that filing it twice files it once.
    NewId(CaseNumber),
    /// Record a change and lay its case anew.
    Record {
        /// The change.
        change: Change,
        /// The case.
        case: CaseNumber,
        /// What to say when it is recorded.
        said: String,
    },
    /// File a comment, take its draft away and lay its case anew.
    File {
        /// The case.
        case: CaseNumber,
        /// The comment's id, if the form has one already.
        id: Option<RowId>,
        /// The form as it stands.
        draft: Box<CommentDraft>,
    },
    /// Save the draft of a case.
    SaveDraft {
        /// The case.
        case: CaseNumber,
        /// The form as typed.
        body: String,
        /// Whether the form is left, so that the lists should show the draft.
        leaving: bool,
    },
    /// Take the draft of a case away.
    DiscardDraft(CaseNumber),
    /// Close the home and forget its key.
    Lock,
    /// End.
    Stop,
}

/// The desk, and what the screen wants to know beside it.
#[derive(Debug, Clone)]
pub struct Laid {
    /// The desk.
    pub desk: Arc<Desk>,
    /// The last contacts of each case, the newest first.
    pub contacts: Arc<BTreeMap<CaseNumber, Vec<FiledComment>>>,
    /// The civil day.
    pub today: NaiveDate,
    /// The type of the comment that was filed last.
    pub last_type: Option<ContactType>,
    /// Which day asked for it answers.
    pub generation: u64,
}

/// What the store answers.
#[derive(Debug, Clone)]
pub enum Answer {
    /// The passphrase is wrong.
    WrongPassphrase(String),
    /// The home cannot be used: the program ends with this sentence and exit code.
    Unusable {
        /// The sentence.
        sentence: String,
        /// The exit code.
        exit_code: u8,
    },
    /// The home is open.
    Opened(Laid),
    /// The desk as it is now.
    Laid(Laid),
    /// The comments and the timeline of a case.
    CaseRead {
        /// The case.
        case: CaseNumber,
        /// Its comments, the newest contact first.
        comments: Vec<FiledComment>,
        /// Everything recorded about it, in order.
        timeline: Vec<LoggedEntry>,
    },
    /// The id of the comment that a form will be.
    NewId(CaseNumber, RowId),
    /// A change was recorded.
    Recorded(String),
    /// A comment was filed.
    Filed(CaseNumber),
    /// Something was refused or went wrong; nothing was changed.
    Failed(String),
    /// A comment was not filed; the form is kept.
    NotFiled(String),
}

/// How many last contacts of each case are kept at hand.
const LAST_CONTACTS: u32 = 3;
/// More comments than any case has.
const ALL_COMMENTS: u32 = 100_000;

/// The keeper of the store.
pub struct StoreKeeper {
    folder: PathBuf,
    clock: Clock,
    policies: Arc<Policies>,
    as_of: Option<NaiveDate>,
    open: Option<Open>,
}

struct Open {
    store: Store,
    desk: Arc<Desk>,
    contacts: Arc<BTreeMap<CaseNumber, Vec<FiledComment>>>,
    last_type: Option<ContactType>,
    generation: u64,
}

impl Open {
    fn new(store: Store, as_of: Option<NaiveDate>) -> Result<Self, StoreError> {
        let desk = Desk::lay(&store, as_of.unwrap_or_else(|| store.clock().today()))?;
        let contacts: BTreeMap<_, _> = desk
            .cases()
            .map(|(case, _)| Ok((case.clone(), store.comments(case, LAST_CONTACTS)?)))
            .collect::<Result<_, StoreError>>()?;
        let last_filed = contacts.values().flatten().max_by_key(|filed| filed.entry);
        let last_type = last_filed.map(|filed| filed.comment.contact_type.clone());
        Ok(Self { store, desk: Arc::new(desk), contacts: Arc::new(contacts), last_type, generation: 0 })
    }

    fn laid(&self) -> Laid {
        Laid {
            desk: Arc::clone(&self.desk),
            contacts: Arc::clone(&self.contacts),
            today: self.store.clock().today(),
            last_type: self.last_type.clone(),
            generation: self.generation,
        }
    }

    fn lay(&mut self, as_of: Option<NaiveDate>, generation: u64) -> Result<(), StoreError> {
        let day = as_of.unwrap_or_else(|| self.store.clock().today());
        self.desk = Arc::new(Desk::lay(&self.store, day)?);
        self.generation = generation;
        Ok(())
    }

    fn refresh(&mut self, case: &CaseNumber) -> Result<(), StoreError> {
        Arc::make_mut(&mut self.desk).refresh(&self.store, case)?;
        let comments = self.store.comments(case, LAST_CONTACTS)?;
        Arc::make_mut(&mut self.contacts).insert(case.clone(), comments);
        Ok(())
    }

    fn read_case(&self, case: CaseNumber) -> Result<Answer, StoreError> {
        let comments = self.store.comments(&case, ALL_COMMENTS)?;
        let timeline = self.store.timeline(&case)?;
        Ok(Answer::CaseRead { case, comments, timeline })
    }

    fn record(&mut self, change: Change, case: CaseNumber, said: String) -> Result<Vec<Answer>, StoreError> {
        self.store.record(change)?;
        self.refresh(&case)?;
        Ok(vec![Answer::Laid(self.laid()), self.read_case(case)?, Answer::Recorded(said)])
    }

    fn file(&mut self, case: &CaseNumber, id: Option<RowId>, draft: CommentDraft) -> Result<Vec<Answer>, StoreError> {
        let id = id.unwrap_or_else(|| self.store.new_row_id());
        let missing = |_elements| StoreError::Internal("a form with something missing was filed");
        let comment = draft.complete(id, case.clone()).map_err(missing)?;
        self.last_type = Some(comment.contact_type.clone());
        match self.store.record(Change::CommentFiled(comment)) {
            // Filed before the program died, or by an earlier press of the key: once is enough.
            Ok(_) | Err(StoreError::Refused(Refusal::AlreadyFiled(_))) => {}
            Err(error) => return Err(error),
        }
        self.store.discard_draft(case)?;
        self.refresh(case)?;
        Ok(vec![Answer::Laid(self.laid()), self.read_case(case.clone())?, Answer::Filed(case.clone())])
    }

    fn do_job(&mut self, job: Job) -> Result<Vec<Answer>, StoreError> {
        Ok(match job {
            Job::Lay { as_of, generation } => {
                self.lay(as_of, generation)?;
                vec![Answer::Laid(self.laid())]
            }
            Job::ReadCase(case) => vec![self.read_case(case)?],
            Job::NewId(case) => vec![Answer::NewId(case, self.store.new_row_id())],
            Job::Record { change, case, said } => self.record(change, case, said)?,
            Job::File { case, id, draft } => self.file(&case, id, *draft)?,
            Job::SaveDraft { case, body, leaving } => {
                self.store.save_draft(&case, &body)?;
                if leaving { self.shown_anew(&case)? } else { Vec::new() }
            }
            Job::DiscardDraft(case) => {
                self.store.discard_draft(&case)?;
                self.shown_anew(&case)?
            }
            Job::Unlock(_) | Job::Lock | Job::Stop => Vec::new(),
        })
    }

    fn shown_anew(&mut self, case: &CaseNumber) -> Result<Vec<Answer>, StoreError> {
        self.refresh(case)?;
        Ok(vec![Answer::Laid(self.laid())])
    }
}

impl StoreKeeper {
    /// A keeper of the home in `folder`, closed; `as_of` is the day its lists are for, nothing for today.
    pub const fn new(folder: PathBuf, clock: Clock, policies: Arc<Policies>, as_of: Option<NaiveDate>) -> Self {
        Self { folder, clock, policies, as_of, open: None }
    }

    /// Does one job.
    pub fn answer(&mut self, job: Job) -> Vec<Answer> {
        match job {
            Job::Unlock(passphrase) => vec![self.unlock(&passphrase)],
            Job::Lock => {
                self.open = None;
                Vec::new()
            }
            job => {
                let filing = matches!(job, Job::File { .. });
                let done = self.open.as_mut().map_or(Ok(Vec::new()), |open| open.do_job(job));
                done.unwrap_or_else(|error| vec![failed(&error, filing)])
            }
        }
    }

    fn unlock(&mut self, passphrase: &SecretString) -> Answer {
        let home = Home::at(self.folder.clone());
        let opened = Store::open(home, passphrase, self.clock.clone(), Arc::clone(&self.policies));
        match opened.and_then(|store| Open::new(store, self.as_of)) {
            Ok(open) => Answer::Opened(self.open.insert(open).laid()),
            Err(error @ StoreError::WrongPassphrase) => Answer::WrongPassphrase(error.to_string()),
            Err(error) => Answer::Unusable { sentence: error.to_string(), exit_code: error.exit_code() },
        }
    }
}

fn failed(error: &StoreError, filing: bool) -> Answer {
    if filing { Answer::NotFiled(error.to_string()) } else { Answer::Failed(error.to_string()) }
}
