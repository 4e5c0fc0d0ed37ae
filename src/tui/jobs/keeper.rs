//! The thread that keeps the store: it alone touches the record, and answers what the screen asks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use secrecy::SecretString;

use super::{Answer, Job, Laid, Opened, printing};
use crate::desk::{Desk, review};
use crate::domain::amendment::Amendment;
use crate::domain::comment::{CommentDraft, ContactType};
use crate::domain::dates::Month;
use crate::domain::effort::Effort;
use crate::domain::phrase::Phrase;
use crate::domain::search::Query;
use crate::domain::supervision::Draw;
use crate::domain::walk::WalkPlace;
use crate::domain::{Act, CaseNumber, Change, RowId};
use crate::paper::What;
use crate::policy::Policies;
use crate::rules::acts::Message;
use crate::store::{BackedUp, Clock, DraftOf, FiledComment, Home, Page, Refusal, Store, StoreError};
use crate::tui::whereabouts::Whereabouts;

/// How many last contacts of each case are kept at hand.
const LAST_CONTACTS: u32 = 3;
/// How many comments a search shows; more are found by narrowing it.
const MOST_FOUND: u32 = 50;
/// How many changed rows are stepped through; `caseload import changes` has more.
const MOST_CHANGES: u32 = 2_000;
/// More comments than any case has.
const ALL_COMMENTS: u32 = 100_000;

/// Takes what is told while a job is being done.
pub type Tell = dyn Fn(Answer) + Send;

/// The keeper of the store.
pub struct StoreKeeper {
    folder: PathBuf,
    clock: Clock,
    policies: Arc<Policies>,
    as_of: Option<NaiveDate>,
    /// The posting template that the settings name.
    posting: Option<String>,
    tell: Box<Tell>,
    open: Option<Open>,
}

/// The open home.
pub(super) struct Open {
    pub(super) store: Store,
    /// The posting template that the settings name.
    pub(super) posting: Option<String>,
    desk: Arc<Desk>,
    contacts: Arc<BTreeMap<CaseNumber, Vec<FiledComment>>>,
    last_type: Option<ContactType>,
    phrases: Arc<[Phrase]>,
    walk: Option<Arc<WalkPlace>>,
    own_words: Arc<[String]>,
    /// The day that was asked for; nothing for today.
    as_of: Option<NaiveDate>,
    generation: u64,
}

/// The last contacts of each case.
fn contacts(store: &Store, desk: &Desk) -> Result<BTreeMap<CaseNumber, Vec<FiledComment>>, StoreError> {
    desk.cases().map(|(case, _)| Ok((case.clone(), store.comments(case, LAST_CONTACTS)?))).collect()
}

impl Open {
    fn new(store: Store, as_of: Option<NaiveDate>) -> Result<Self, StoreError> {
        let desk = Desk::lay(&store, as_of.unwrap_or_else(|| store.clock().today()))?;
        let contacts = contacts(&store, &desk)?;
        let last_filed = contacts.values().flatten().max_by_key(|filed| filed.entry);
        let last_type = last_filed.map(|filed| filed.comment.contact_type.clone());
        let phrases = store.phrases()?.into();
        let walk = store.walk()?.map(Arc::new);
        let own_words = store.own_words()?.into();
        Ok(Self {
            store,
            posting: None,
            phrases,
            walk,
            own_words,
            desk: Arc::new(desk),
            contacts: Arc::new(contacts),
            last_type,
            as_of,
            generation: 0,
        })
    }

    pub(super) fn laid(&self) -> Laid {
        Laid {
            desk: Arc::clone(&self.desk),
            contacts: Arc::clone(&self.contacts),
            today: self.store.clock().today(),
            day_left: self.store.clock().day_left(),
            last_type: self.last_type.clone(),
            phrases: Arc::clone(&self.phrases),
            walk: self.walk.clone(),
            own_words: Arc::clone(&self.own_words),
            // A folder that cannot be read holds no backup that would help.
            backed_up: self.store.backed_up().unwrap_or(BackedUp::NotYet),
            generation: self.generation,
        }
    }

    /// The day that the desk is to be laid for.
    fn day(&self) -> NaiveDate {
        self.as_of.unwrap_or_else(|| self.store.clock().today())
    }

    fn lay(&mut self, as_of: Option<NaiveDate>, generation: u64) -> Result<(), StoreError> {
        self.as_of = as_of;
        self.desk = Arc::new(Desk::lay(&self.store, self.day())?);
        self.generation = generation;
        Ok(())
    }

    /// Lays the desk anew after extracts brought cases and facts.
    pub(super) fn lay_whole(&mut self) -> Result<(), StoreError> {
        self.lay(self.as_of, self.generation)?;
        self.contacts = Arc::new(contacts(&self.store, &self.desk)?);
        Ok(())
    }

    /// Lays the desk anew where the civil day turned since it was laid; whether it did.
    fn turn_day(&mut self) -> Result<bool, StoreError> {
        let turned = self.desk.as_of() != self.day();
        if turned {
            self.desk = Arc::new(Desk::lay(&self.store, self.day())?);
        }
        Ok(turned)
    }

    fn refresh(&mut self, case: &CaseNumber) -> Result<(), StoreError> {
        if !self.turn_day()? {
            Arc::make_mut(&mut self.desk).refresh(&self.store, case)?;
        }
        let comments = self.store.comments(case, LAST_CONTACTS)?;
        Arc::make_mut(&mut self.contacts).insert(case.clone(), comments);
        Ok(())
    }

    pub(super) fn read_case(&self, case: CaseNumber) -> Result<Answer, StoreError> {
        let comments = self.store.comments(&case, ALL_COMMENTS)?;
        let timeline = self.store.timeline(&case)?;
        Ok(Answer::CaseRead { case, comments, timeline })
    }

    fn search(&self, text: &str) -> Result<Result<Page, String>, StoreError> {
        match Query::being_typed(text, self.store.clock().today()) {
            Ok(query) => Ok(Ok(self.store.search(&query, None, MOST_FOUND)?)),
            Err(wrong) => Ok(Err(wrong.to_string())),
        }
    }

    fn record(&mut self, change: Change, case: CaseNumber, said: String) -> Result<Vec<Answer>, StoreError> {
        self.store.record(change)?;
        self.refresh(&case)?;
        Ok(vec![Answer::Laid(self.laid()), self.read_case(case)?, Answer::Recorded(said)])
    }

    fn file(
        &mut self,
        case: &CaseNumber,
        id: Option<RowId>,
        draft: CommentDraft,
        effort: Option<Effort>,
    ) -> Result<Vec<Answer>, StoreError> {
        let id = id.unwrap_or_else(|| self.store.new_row_id());
        let missing = |_elements| StoreError::Internal("a form with something missing was filed");
        let comment = draft.complete(id, case.clone()).map_err(missing)?;
        self.last_type = Some(comment.contact_type.clone());
        match self.store.file_comment(comment) {
            // The meter is not part of the record: that it could not be written does not make the comment unfiled.
            Ok(_) => drop(effort.map(|effort| self.store.note_effort(id, effort))),
            // Filed by an earlier press of the key: once is enough, and what is left of its draft goes.
            Err(StoreError::Refused(Refusal::AlreadyFiled(_))) => self.store.discard_draft(case, &DraftOf::Comment)?,
            Err(error) => return Err(error),
        }
        self.refresh(case)?;
        Ok(vec![Answer::Laid(self.laid()), self.read_case(case.clone())?, Answer::Filed(case.clone())])
    }

    fn keep_walk(&mut self, place: Option<WalkPlace>) -> Result<(), StoreError> {
        match &place {
            Some(place) => self.store.save_walk(place)?,
            None => self.store.end_walk()?,
        }
        self.walk = place.map(Arc::new);
        Ok(())
    }

    fn walk_on(
        &mut self,
        changes: Vec<Change>,
        place: WalkPlace,
        case: CaseNumber,
        said: String,
    ) -> Result<Vec<Answer>, StoreError> {
        self.store.record_all(changes)?;
        self.keep_walk(Some(place))?;
        self.refresh(&case)?;
        Ok(vec![Answer::Laid(self.laid()), self.read_case(case)?, Answer::WalkedOn(said)])
    }

    fn completeness(&self, form: &str, month: Month) -> Result<Answer, StoreError> {
        let form = self.desk.forms().named(form).ok_or(StoreError::Internal("there is no such checklist"))?;
        Ok(Answer::Completeness(self.desk.completeness(&self.store, form, month)?))
    }

    fn do_job(&mut self, job: Job, tell: &Tell) -> Result<Vec<Answer>, StoreError> {
        Ok(match job {
            Job::Lay { as_of, generation } => {
                self.lay(as_of, generation)?;
                vec![Answer::Laid(self.laid())]
            }
            Job::TurnDay => {
                self.turn_day()?;
                vec![Answer::Laid(self.laid())]
            }
            Job::ReadCase(case) => vec![self.read_case(case)?],
            Job::NewId(case) => vec![Answer::NewId(case, self.store.new_row_id())],
            Job::Record { change, case, said } => self.record(change, case, said)?,
            Job::KeepWalk(place) => {
                self.keep_walk(place)?;
                vec![Answer::Laid(self.laid())]
            }
            Job::WalkOn { changes, place, case, said } => self.walk_on(changes, place, case, said)?,
            Job::Completeness { form, month } => vec![self.completeness(&form, month)?],
            Job::File { case, id, draft, effort } => self.file(&case, id, *draft, effort)?,
            Job::SaveDraft { case, of, body, leaving } => {
                self.save_draft(&case, &of, body.as_deref())?;
                if leaving { self.shown_anew(&case)? } else { Vec::new() }
            }
            Job::Act { case, act, message } => self.act(case, act, message)?,
            Job::Undo(case) => self.undo(case)?,
            Job::DrawReviews(month) => self.draw_reviews(month)?,
            Job::ReviewPoints(case, month) => self.review_points(case, month)?,
            Job::Search { text, generation } => vec![Answer::Found { found: self.search(&text)?, generation }],
            Job::Amend { case, comment, kind, reason, text } => {
                // The store knows whether the comment is protected, and so the amendment.
                let id = self.store.new_row_id();
                self.amend(Amendment { id, comment, case, kind, reason, text, protected: false })?
            }
            Job::Reveal { case, comment, reason } => {
                let revealed = self.store.reveal(&case, comment, reason)?;
                vec![self.read_case(case)?, Answer::Revealed(Box::new(revealed))]
            }
            Job::Import(job) => self.import(job, tell)?,
            Job::Changes => vec![Answer::Changes(self.store.newest_changes(MOST_CHANGES)?)],
            Job::CopyOut { case, comment, reveal } => self.copy_out(&case, comment, reveal)?,
            Job::WriteOut { case, path, blocks } => self.write_out(case, &path, &blocks)?,
            Job::Unposted => vec![Answer::Unposted(self.store.all_comments(true)?)],
            Job::PhraseUsed(word) => {
                self.store.note_phrase_use(&word)?;
                self.phrases_anew()?
            }
            Job::KeepPhrase(phrase) => self.keep_phrase(&phrase)?,
            Job::Print { what, redacted, file } => self.print(&what, redacted, &file)?,
            Job::KeepWord(word) => {
                self.store.keep_word(&word)?;
                self.own_words = self.store.own_words()?.into();
                vec![Answer::Laid(self.laid()), Answer::Recorded(format!("{word} is one of your own words now."))]
            }
            Job::KeepWhereabouts(body) => {
                self.store.keep_whereabouts(&body)?;
                Vec::new()
            }
            Job::BackUp => match self.store.back_up_if_due(false)? {
                Some(_) => vec![Answer::Laid(self.laid())],
                None => Vec::new(),
            },
            Job::FinishWork => vec![Answer::Finished(self.last_words())],
            Job::Unlock(_) | Job::Stop => Vec::new(),
        })
    }

    fn save_draft(&self, case: &CaseNumber, of: &DraftOf, body: Option<&str>) -> Result<(), StoreError> {
        match body {
            Some(body) => self.store.save_draft(case, of, body),
            None => self.store.discard_draft(case, of),
        }
    }

    fn keep_phrase(&mut self, phrase: &Phrase) -> Result<Vec<Answer>, StoreError> {
        self.store.save_phrase(phrase)?;
        let mut answers = self.phrases_anew()?;
        answers.push(Answer::Recorded(format!("Kept: ;{} and Space writes it.", phrase.word)));
        Ok(answers)
    }

    fn print(&mut self, what: &What, redacted: bool, file: &Path) -> Result<Vec<Answer>, StoreError> {
        Ok(vec![printing::print(&mut self.store, &self.desk, what, redacted, file)?])
    }

    fn act(&mut self, case: CaseNumber, act: Act, message: Option<Message>) -> Result<Vec<Answer>, StoreError> {
        self.store.file_act(&case, act.clone())?;
        let mut answers = self.read_anew(&case)?;
        answers.push(Answer::Acted { case, act: Box::new(act), message });
        Ok(answers)
    }

    fn undo(&mut self, case: CaseNumber) -> Result<Vec<Answer>, StoreError> {
        let (undone, _) = self.store.undo(&case)?;
        let mut answers = self.read_anew(&case)?;
        answers.push(Answer::Undone(case, Box::new(undone.act)));
        Ok(answers)
    }

    fn amend(&mut self, amendment: Amendment) -> Result<Vec<Answer>, StoreError> {
        let (case, comment, kind) = (amendment.case.clone(), amendment.comment, amendment.kind);
        self.store.file_amendment(amendment)?;
        self.refresh(&case)?;
        Ok(vec![Answer::Laid(self.laid()), self.read_case(case)?, Answer::Amended(comment, kind)])
    }

    /// The backup when the work is over, and what became of it.
    fn last_words(&self) -> Option<String> {
        match self.store.back_up_if_due(true) {
            Ok(made) => made.map(|backup| format!("Backed up and proven: {} entries.", backup.entries)),
            Err(error) => Some(format!("The record is kept, but its backup failed: {error}")),
        }
    }

    fn phrases_anew(&mut self) -> Result<Vec<Answer>, StoreError> {
        self.phrases = self.store.phrases()?.into();
        Ok(vec![Answer::Laid(self.laid())])
    }

    fn draw_reviews(&mut self, month: Month) -> Result<Vec<Answer>, StoreError> {
        let drawn = review::draw(&mut self.store, &self.desk, month, None)?;
        self.lay(self.as_of, self.generation)?;
        let of = |draw: &Draw| format!("{}: {} of {}, seed {}", draw.ec, draw.cases.len(), draw.of, draw.seed);
        let said = if drawn.is_empty() {
            format!("The cases to review in {month} are drawn already.")
        } else {
            format!("Drawn for {month}: {}.", drawn.iter().map(of).collect::<Vec<_>>().join("; "))
        };
        Ok(vec![Answer::Laid(self.laid()), Answer::Recorded(said)])
    }

    fn review_points(&self, case: CaseNumber, month: Month) -> Result<Vec<Answer>, StoreError> {
        let comments = self.store.comments(&case, ALL_COMMENTS)?;
        let points = self.desk.review_points(&case, &comments, month);
        Ok(vec![Answer::ReviewPoints(case, month, points)])
    }

    fn read_anew(&mut self, case: &CaseNumber) -> Result<Vec<Answer>, StoreError> {
        self.refresh(case)?;
        Ok(vec![Answer::Laid(self.laid()), self.read_case(case.clone())?])
    }

    fn shown_anew(&mut self, case: &CaseNumber) -> Result<Vec<Answer>, StoreError> {
        self.refresh(case)?;
        Ok(vec![Answer::Laid(self.laid())])
    }
}

impl StoreKeeper {
    /// A keeper of the home in `folder`, closed; `as_of` is the day its lists are for, nothing for today.
    pub fn new(folder: PathBuf, clock: Clock, policies: Arc<Policies>, as_of: Option<NaiveDate>) -> Self {
        Self { folder, clock, policies, as_of, posting: None, tell: Box::new(|_unheard| {}), open: None }
    }

    /// The same keeper, that tells how far a long job is.
    pub fn telling(self, tell: Box<Tell>) -> Self {
        Self { tell, ..self }
    }

    /// The same keeper, with the posting template that the settings name.
    pub fn posting_as(self, posting: Option<String>) -> Self {
        Self { posting, ..self }
    }

    /// Sets the clock of an open practice home, so that a test can let days pass.
    #[cfg(test)]
    pub(in crate::tui) fn move_clock(&mut self, clock: Clock) {
        self.open.as_mut().map(|open| open.store.move_clock(clock)).transpose().unwrap();
    }

    /// Does one job.
    pub fn answer(&mut self, job: Job) -> Vec<Answer> {
        match job {
            Job::Unlock(passphrase) => vec![self.unlock(&passphrase)],
            job => {
                let filing = matches!(job, Job::File { .. });
                let done = self.open.as_mut().map_or(Ok(Vec::new()), |open| open.do_job(job, &self.tell));
                done.unwrap_or_else(|error| vec![failed(&error, filing)])
            }
        }
    }

    fn unlock(&mut self, passphrase: &SecretString) -> Answer {
        match self.opened(passphrase) {
            Ok(opened) => Answer::Opened(Box::new(opened)),
            Err(error @ StoreError::WrongPassphrase) => {
                Answer::WrongPassphrase { sentence: error.to_string(), wait: Duration::ZERO }
            }
            Err(StoreError::TooManyTries { tries, seconds }) => Answer::WrongPassphrase {
                sentence: format!("{tries} wrong tries."),
                wait: Duration::from_secs(seconds),
            },
            Err(error) => Answer::Unusable { sentence: error.to_string(), exit_code: error.exit_code() },
        }
    }

    fn opened(&mut self, passphrase: &SecretString) -> Result<Opened, StoreError> {
        let home = Home::at(self.folder.clone());
        let store = Store::open(home, passphrase, self.clock.clone(), Arc::clone(&self.policies))?;
        let whereabouts = store.whereabouts()?.as_deref().and_then(Whereabouts::read);
        let clock = store.clock_warning()?.map(|warning| warning.to_string());
        let as_of = whereabouts.as_ref().map_or(self.as_of, |was| was.day(self.as_of));
        let open = Open { posting: self.posting.clone(), ..Open::new(store, as_of)? };
        let open = self.open.insert(open);
        Ok(Opened { laid: open.laid(), whereabouts, clock })
    }
}

fn failed(error: &StoreError, filing: bool) -> Answer {
    if filing { Answer::NotFiled(error.to_string()) } else { Answer::Failed(error.to_string()) }
}
