//! The store thread: alone touches the record, and does the jobs that the screen sends.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use secrecy::SecretString;

use super::beside::BesideThreads;
use super::filled_comment::filled_comment;
use super::import_protocol::CancelToken;
use super::protocol::{Job, OpenedCaseload, StoreAnswer};
use super::request::{StoreReply, StoreRequest};
use super::save_settings::{save_change, save_view};
use super::search_thread::search_comments;
use super::session_day::SessionDay;
use super::snapshot::{LastContacts, Snapshot, SnapshotChange, UnsavedDrafts};
use super::undo_history::UndoHistory;
use crate::desk::{Caseload, review};
use crate::domain::amendment::Amendment;
use crate::domain::comment::CommentDraft;
use crate::domain::count_with_noun;
use crate::domain::dates::Month;
use crate::domain::filing_answer::Confirmations;
use crate::domain::filing_metrics::FilingEffort;
use crate::domain::phrase::Phrase;
use crate::domain::supervision::ReviewDraw;
use crate::domain::walk::WalkProgress;
use crate::domain::{Act, CaseNumber, Change, RowId, Seq};
use crate::policy::Policies;
use crate::present::dates::long_month;
use crate::rules::acts::CoworkerMessage;
use crate::store::{BackupStatus, CommentFilter, DraftTarget, Home, Refusal, Store, StoreError, WallClock};

/// The number of last contacts of each case in a snapshot.
const LAST_CONTACTS: u32 = 3;
/// A limit above the number of comments of any case.
const ALL_COMMENTS: u32 = 100_000;

/// The state of the store thread: the home, closed or open.
pub struct StoreKeeper {
    folder: PathBuf,
    clock: WallClock,
    policies: Arc<Policies>,
    as_of: Option<NaiveDate>,
    /// The posting template that the settings name.
    posting_template: Option<String>,
    /// What has jobs done beside this one; without it, the worker does them itself.
    beside: Option<BesideThreads>,
    /// Ends whatever takes long: the worker leaves the caseload.
    cancel: CancelToken,
    open: Option<OpenStore>,
}

/// The open home.
pub(super) struct OpenStore {
    pub(super) store: Store,
    /// The posting template that the settings name.
    pub(super) posting_template: Option<String>,
    pub(super) caseload: Arc<Caseload>,
    contacts: Arc<LastContacts>,
    phrases: Arc<[Phrase]>,
    pub(super) walk: Option<Arc<WalkProgress>>,
    own_words: Arc<[String]>,
    /// The drafts that could not be saved.
    pub(super) unsaved: Arc<UnsavedDrafts>,
    /// The requested as-of day; `None` for today.
    as_of: Option<NaiveDate>,
    generation: u64,
    pub(super) undo_history: UndoHistory,
    /// The entry after which this session imported extracts last; `None` if it imported none.
    pub(super) imported_after: Option<Seq>,
}

/// Returns the last contacts of each case.
fn last_contacts(store: &Store, caseload: &Caseload) -> Result<LastContacts, StoreError> {
    caseload.cases().map(|(case, _)| Ok((case.clone(), store.comments_of_case(case, LAST_CONTACTS)?.into()))).collect()
}

/// Returns what is answered to a job that failed: a question where the worker may say that it is meant.
fn answer_to_refused(error: StoreError, job: Job) -> StoreAnswer {
    let job = Box::new(job);
    match error {
        StoreError::Refused(Refusal::CaseOfAnother { case, ec }) => {
            let question = format!("Case {case} is listed under {ec}, not under you. Record this for {ec}?");
            StoreAnswer::AsksFirst {
                question,
                answers: Confirmations { for_ec: Some(ec), ..Confirmations::default() },
                job,
            }
        }
        // The forms of comments and amendments ask this themselves, and can protect the text.
        StoreError::Refused(Refusal::Wording(obstacle)) if !job.files_narrative() => match obstacle.answer() {
            Some(answer) => StoreAnswer::AsksFirst {
                question: format!("{obstacle} Record it as it is?"),
                answers: Confirmations { wording: vec![answer], ..Confirmations::default() },
                job,
            },
            None => StoreAnswer::Failed(obstacle.to_string()),
        },
        error => StoreAnswer::Failed(error.to_string()),
    }
}

impl OpenStore {
    fn new(store: Store, as_of: Option<NaiveDate>) -> Result<Self, StoreError> {
        let caseload = Caseload::evaluate(&store, as_of.unwrap_or_else(|| store.clock().today()))?;
        let contacts = last_contacts(&store, &caseload)?;
        let phrases = store.ranked_phrases()?.into();
        let walk = store.saved_walk()?.map(Arc::new);
        let own_words = store.own_words()?.into();
        let undo_history = UndoHistory::begin(&store)?;
        Ok(Self {
            undo_history,
            imported_after: None,
            store,
            posting_template: None,
            phrases,
            walk,
            own_words,
            caseload: Arc::new(caseload),
            contacts: Arc::new(contacts),
            unsaved: Arc::default(),
            as_of,
            generation: 0,
        })
    }

    /// Returns the snapshot as an answer, with the parts that differ from the one before.
    pub(super) fn snapshot(&self, change: SnapshotChange) -> StoreAnswer {
        StoreAnswer::Snapshot(self.make_snapshot(change))
    }

    fn make_snapshot(&self, change: SnapshotChange) -> Snapshot {
        Snapshot {
            change,
            caseload: Arc::clone(&self.caseload),
            contacts: Arc::clone(&self.contacts),
            today: self.store.clock().today(),
            day_left: self.store.clock().time_until_midnight(),
            phrases: Arc::clone(&self.phrases),
            walk: self.walk.clone(),
            own_words: Arc::clone(&self.own_words),
            // If the backup folder cannot be read, its backups do not help, so the record counts as not backed up.
            backup_state: self.store.backup_status().unwrap_or(BackupStatus::NotYet),
            unsaved: Arc::clone(&self.unsaved),
            generation: self.generation,
        }
    }

    /// Returns the day as of which the caseload must be evaluated.
    fn evaluation_day(&self) -> NaiveDate {
        self.as_of.unwrap_or_else(|| self.store.clock().today())
    }

    fn evaluate_as_of(&mut self, as_of: Option<NaiveDate>, generation: u64) -> Result<(), StoreError> {
        self.as_of = as_of;
        self.caseload = Arc::new(Caseload::evaluate(&self.store, self.evaluation_day())?);
        self.generation = generation;
        Ok(())
    }

    /// Evaluates all cases again after an import or its undo changed cases and facts.
    pub(super) fn reevaluate_all(&mut self) -> Result<(), StoreError> {
        self.evaluate_as_of(self.as_of, self.generation)?;
        self.contacts = Arc::new(last_contacts(&self.store, &self.caseload)?);
        Ok(())
    }

    /// Evaluates all cases again if the civil day has turned since they were evaluated. Returns whether it has.
    fn turn_day(&mut self) -> Result<bool, StoreError> {
        let turned = self.caseload.as_of() != self.evaluation_day();
        if turned {
            self.caseload = Arc::new(Caseload::evaluate(&self.store, self.evaluation_day())?);
        }
        Ok(turned)
    }

    /// Evaluates one case again after it changed; all cases if the civil day has turned meanwhile.
    ///
    /// The screen also holds the caseload and the contacts, so their maps are copied here, but every case in them is
    /// shared.
    pub(super) fn refresh_case(&mut self, case: &CaseNumber) -> Result<StoreAnswer, StoreError> {
        let comments = self.store.comments_of_case(case, LAST_CONTACTS)?;
        Arc::make_mut(&mut self.contacts).insert(case.clone(), comments.into());
        if self.turn_day()? {
            return Ok(self.snapshot(SnapshotChange::Everything));
        }
        Arc::make_mut(&mut self.caseload).refresh_case(&self.store, case)?;
        Ok(self.snapshot(SnapshotChange::Case(case.clone())))
    }

    /// Reads the drafts again after one was saved or discarded; evaluates the cases only if the civil day turned.
    pub(super) fn refresh_drafts(&mut self) -> Result<StoreAnswer, StoreError> {
        if self.turn_day()? {
            return Ok(self.snapshot(SnapshotChange::Everything));
        }
        Arc::make_mut(&mut self.caseload).refresh_drafts(&self.store)?;
        Ok(self.snapshot(SnapshotChange::Drafts))
    }

    pub(super) fn read_case(&self, case: CaseNumber) -> Result<StoreAnswer, StoreError> {
        let comments = self.store.comments_of_case(&case, ALL_COMMENTS)?;
        let timeline = self.store.case_timeline(&case)?;
        Ok(StoreAnswer::CaseRead { case, comments, timeline })
    }

    pub(super) fn record_change(
        &mut self,
        change: Change,
        case: &CaseNumber,
        message: String,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        self.store.record(change)?;
        self.undo_history.forget_undone();
        Ok(vec![self.refresh_case(case)?, StoreAnswer::Recorded(message)])
    }

    fn file_comment(
        &mut self,
        case: &CaseNumber,
        id: RowId,
        draft: CommentDraft,
        effort: Option<FilingEffort>,
        of: DraftTarget,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        let comment = filled_comment(draft, id, case.clone())?;
        match self.store.file_comment(comment, &of) {
            Ok(_) => {
                if let Some(effort) = effort {
                    // The effort is not part of the record: the comment is filed even if the effort cannot be saved.
                    self.store.save_effort(id, effort).ok();
                }
            }
            // The comment was filed by an earlier press of the key. Only its draft is still to be discarded.
            Err(StoreError::Refused(Refusal::AlreadyFiled(_))) => {
                self.store.discard_draft(case, &of)?;
            }
            Err(error) => return Err(error),
        }
        Ok(vec![self.refresh_case(case)?, StoreAnswer::Filed(case.clone(), of)])
    }

    pub(super) fn save_walk(&mut self, progress: Option<WalkProgress>) -> Result<(), StoreError> {
        match &progress {
            Some(progress) => self.store.save_walk(progress)?,
            None => self.store.end_walk()?,
        }
        self.walk = progress.map(Arc::new);
        Ok(())
    }

    fn advance_walk(
        &mut self,
        changes: Vec<Change>,
        progress: WalkProgress,
        case: &CaseNumber,
        message: String,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        self.store.record_all(changes)?;
        self.undo_history.forget_undone();
        self.save_walk(Some(progress))?;
        Ok(vec![self.refresh_case(case)?, StoreAnswer::WalkAdvanced(message)])
    }

    fn checklist_completeness(&self, form: &str, month: Month) -> Result<StoreAnswer, StoreError> {
        let form =
            self.caseload.checklists().find_by_name(form).ok_or(StoreError::Internal("there is no such checklist"))?;
        Ok(StoreAnswer::Completeness(self.caseload.completeness_rows(&self.store, form, month)?))
    }

    pub(super) fn run_job(
        &mut self,
        job: Job,
        beside: Option<&mut BesideThreads>,
        cancel: &CancelToken,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        if !matches!(job, Job::SaveDraft { .. }) {
            // Whatever is filed now must find its draft in the record, to discard it there.
            self.save_unsaved();
        }
        Ok(match job {
            Job::EvaluateAsOf { as_of, generation } => {
                self.evaluate_as_of(as_of, generation)?;
                vec![self.snapshot(SnapshotChange::Everything)]
            }
            Job::TurnDay => {
                self.turn_day()?;
                vec![self.snapshot(SnapshotChange::Everything)]
            }
            Job::ReadCase(case) => vec![self.read_case(case)?],
            Job::Record { change, case, message } => self.record_change(*change, &case, message)?,
            Job::RecordTogether { changes, message } => self.record_together(changes, message)?,
            Job::SaveWalk(place) => {
                self.save_walk(place)?;
                vec![self.snapshot(SnapshotChange::Walk)]
            }
            Job::AdvanceWalk { changes, place, case, message } => self.advance_walk(changes, place, &case, message)?,
            Job::Completeness { form, month } => vec![self.checklist_completeness(&form, month)?],
            Job::FileComment { case, id, draft, effort, of } => self.file_comment(&case, id, *draft, effort, of)?,
            Job::SaveDraft { case, of, body, leaving } => self.save_draft(case, of, body, leaving)?,
            Job::FileAct { case, act, message } => self.file_act(case, act, message)?,
            Job::Undo { shown, confirmed } => self.undo(shown.as_ref(), confirmed)?,
            Job::Redo { shown, confirmed } => self.redo(shown.as_ref(), confirmed)?,
            Job::PostAndCopyNext(change, case) => self.post_and_copy_next(*change, &case)?,
            Job::Doings => vec![StoreAnswer::Doings(self.store.doings_of_today()?)],
            Job::DrawReviews(month) => self.draw_reviews(month)?,
            Job::ReviewPoints(case, month) => self.review_points(case, month)?,
            Job::Search { text, generation } => {
                vec![StoreAnswer::SearchResults { results: search_comments(&self.store, &text)?, generation }]
            }
            Job::Amend { .. }
            | Job::Correct { .. }
            | Job::Reopen(..)
            | Job::Refile { .. }
            | Job::Reveal { .. }
            | Job::RevealToCorrect { .. }
            | Job::CopyOut { .. }
            | Job::WriteCopyOut { .. } => self.run_comment_job(job)?,
            Job::OpenServices { case, reason } => vec![self.open_services(case, reason)?],
            Job::Match(job) => self.run_match_job(job)?,
            Job::Changes => vec![StoreAnswer::Changes(self.newest_changes()?)],
            Job::DayWork(day) => vec![StoreAnswer::DayWork(day, self.store.entries_of_day(day)?)],
            Job::Unposted => vec![StoreAnswer::Unposted(self.store.all_comments(CommentFilter::Unposted)?)],
            Job::PhraseUsed(word) => {
                self.store.count_phrase_use(&word)?;
                self.reload_phrases()?
            }
            Job::SavePhrase(phrase) => self.save_phrase(&phrase)?,
            Job::SaveSettings(change) => vec![save_change(self.store.home(), change)],
            Job::SaveView(view) => vec![save_view(self.store.home(), view)],
            Job::SaveOwnWord(word) => self.save_own_word(&word)?,
            Job::SaveSession(body) => self.store.save_session(&body).map(|()| Vec::new())?,
            Job::Import(_)
            | Job::Print { .. }
            | Job::PrintEach { .. }
            | Job::SavePrint(_)
            | Job::BackUp
            | Job::BackedUp
            | Job::FinishWork => self.run_long_job(job, beside, cancel)?,
            Job::WithAnswers(answers, job) => {
                let answers = self.store.answers().merge(answers);
                let former = self.store.set_answers(answers);
                let done = self.run_job(*job, beside, cancel);
                self.store.set_answers(former);
                done?
            }
            Job::Unlock(_) | Job::Stop => Vec::new(),
        })
    }

    fn save_own_word(&mut self, word: &str) -> Result<Vec<StoreAnswer>, StoreError> {
        self.store.add_word(word)?;
        self.own_words = self.store.own_words()?.into();
        let message = format!("{word} is now one of your own words.");
        Ok(vec![self.snapshot(SnapshotChange::Settings), StoreAnswer::Recorded(message)])
    }

    fn save_phrase(&mut self, phrase: &Phrase) -> Result<Vec<StoreAnswer>, StoreError> {
        self.store.save_phrase(phrase)?;
        let mut answers = self.reload_phrases()?;
        answers.push(StoreAnswer::Recorded(format!("Saved. Type ;{} and a space to insert it.", phrase.word)));
        Ok(answers)
    }

    fn file_act(
        &mut self,
        case: CaseNumber,
        act: Act,
        message: Option<CoworkerMessage>,
    ) -> Result<Vec<StoreAnswer>, StoreError> {
        self.store.record_act(&case, act.clone())?;
        self.undo_history.forget_undone();
        let snapshot = self.refresh_case(&case)?;
        Ok(vec![snapshot, StoreAnswer::ActRecorded { case, act: Box::new(act), message }])
    }

    pub(super) fn file_amendment(&mut self, amendment: Amendment) -> Result<Vec<StoreAnswer>, StoreError> {
        let (case, comment, kind) = (amendment.case.clone(), amendment.comment, amendment.kind);
        self.store.file_amendment(amendment)?;
        Ok(vec![self.refresh_case(&case)?, StoreAnswer::Amended(comment, kind)])
    }

    fn reload_phrases(&mut self) -> Result<Vec<StoreAnswer>, StoreError> {
        self.phrases = self.store.ranked_phrases()?.into();
        Ok(vec![self.snapshot(SnapshotChange::Settings)])
    }

    fn draw_reviews(&mut self, month: Month) -> Result<Vec<StoreAnswer>, StoreError> {
        let drawn = review::draw_reviews(&mut self.store, &self.caseload, month, None)?;
        self.evaluate_as_of(self.as_of, self.generation)?;
        let describe =
            |draw: &ReviewDraw| format!("{}: {} of {}, seed {}", draw.ec, draw.cases.len(), draw.of, draw.seed);
        let month = long_month(month);
        let message = if drawn.is_empty() {
            format!("The cases to review in {month} are already drawn.")
        } else {
            format!("Drawn for {month}: {}.", drawn.iter().map(describe).collect::<Vec<_>>().join("; "))
        };
        Ok(vec![self.snapshot(SnapshotChange::Everything), StoreAnswer::Recorded(message)])
    }

    fn review_points(&self, case: CaseNumber, month: Month) -> Result<Vec<StoreAnswer>, StoreError> {
        let comments = self.store.comments_of_case(&case, ALL_COMMENTS)?;
        let points = self.caseload.review_points(&case, &comments, month);
        Ok(vec![StoreAnswer::ReviewPoints(case, month, points)])
    }
}

impl StoreKeeper {
    /// Creates the state for the home in `folder`, which is still closed. Its lists are evaluated as of `as_of`; `None`
    /// stands for today.
    pub fn new(folder: PathBuf, clock: WallClock, policies: Arc<Policies>, as_of: Option<NaiveDate>) -> Self {
        let cancel = CancelToken::default();
        Self { folder, clock, policies, as_of, posting_template: None, beside: None, cancel, open: None }
    }

    /// Returns the worker, set to have what takes long done beside it, and to end it when `cancel` is requested.
    pub fn with_threads(self, beside: BesideThreads, cancel: CancelToken) -> Self {
        Self { beside: Some(beside), cancel, ..self }
    }

    /// Returns the same state, set to use the posting template that the settings name.
    pub fn with_posting_template(self, posting_template: Option<String>) -> Self {
        Self { posting_template, ..self }
    }

    /// Sets the clock of an open practice home, so that a test can let days pass.
    #[cfg(test)]
    pub(in crate::tui) fn move_clock(&mut self, clock: WallClock) {
        self.open.as_mut().map(|open| open.store.set_clock(clock)).transpose().unwrap();
    }

    /// Does the job of a request and returns all answers to it, in the order in which the screen is to take them.
    pub fn answer_request(&mut self, request: StoreRequest) -> StoreReply {
        let StoreRequest { id, job } = request;
        let answers = match job {
            Job::Unlock(passphrase) => vec![self.unlock_store(&passphrase)],
            job => {
                let (beside, cancel) = (self.beside.as_mut(), &self.cancel);
                let again = job.clone();
                let done = self.open.as_mut().map_or(Ok(Vec::new()), |open| open.run_stoppable(job, beside, cancel));
                done.unwrap_or_else(|error| vec![answer_to_refused(error.naming_what_lacks(&self.folder), again)])
            }
        };
        StoreReply { id, answers }
    }

    fn unlock_store(&mut self, passphrase: &SecretString) -> StoreAnswer {
        match self.open_store(passphrase) {
            Ok(opened) => StoreAnswer::Opened(Box::new(opened)),
            Err(error @ StoreError::WrongPassphrase) => {
                StoreAnswer::WrongPassphrase { sentence: error.to_string(), wait: Duration::ZERO }
            }
            Err(StoreError::TooManyTries { tries, seconds }) => StoreAnswer::WrongPassphrase {
                sentence: format!("{}.", count_with_noun(tries, "wrong try")),
                wait: Duration::from_secs(seconds),
            },
            Err(error) => {
                let error = error.naming_what_lacks(&self.folder);
                StoreAnswer::Unusable { sentence: error.to_string(), exit_code: error.exit_code() }
            }
        }
    }

    fn open_store(&mut self, passphrase: &SecretString) -> Result<OpenedCaseload, StoreError> {
        let home = Home::new(self.folder.clone());
        let store = Store::open(home, passphrase, self.clock.clone(), Arc::clone(&self.policies))?;
        let session = store.saved_session()?;
        let clock = store.clock_warning()?.map(|warning| warning.to_string());
        let as_of = session.as_deref().and_then(SessionDay::from_body).map_or(self.as_of, |was| was.day(self.as_of));
        let open = OpenStore { posting_template: self.posting_template.clone(), ..OpenStore::new(store, as_of)? };
        let open = self.open.insert(open);
        if let Some(beside) = &self.beside {
            beside.search.open(&open.store);
        }
        let row_ids = open.store.new_row_id_source();
        Ok(OpenedCaseload { row_ids, snapshot: open.make_snapshot(SnapshotChange::Everything), session, clock })
    }
}
