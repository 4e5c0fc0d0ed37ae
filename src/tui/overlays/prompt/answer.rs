//! What an accepted answer does: a change to record, a job for the store, another day for the lists, or a step of a
//! walk.

use std::borrow::Cow;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::question::next_weekday;
use super::question::{MarkedQuestion, PromptQuestion, WalkQuestion};
use crate::desk::Alert;
use crate::domain::alert::Disposition;
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::dates::DateSide;
use crate::domain::dates::{self, Month};
use crate::domain::duty_note::{DutyNote, TypedNote, parse_typed_note};
use crate::domain::import_issues::RowDismissal;
use crate::domain::opened_case::parse_typed_opening;
use crate::domain::phrase::Phrase;
use crate::domain::reminder::{self, Reminder};
use crate::domain::supervision::{CaseReview, Conference, SupervisionEvent};
use crate::domain::{CaseNumber, Change, PersonNumber, RowId, WorkerNumber};
use crate::paper::{DocumentKind, DocumentName, FileFormat};
use crate::store::{SavedView, check_reveal_reason};
use crate::tui::store_thread::{ImportJob, ImportSelection, Job, MatchJob, RunDay, UndatedFile};

/// What an accepted answer does.
#[derive(Debug, Clone)]
pub enum PromptOutcome {
    /// Records a change of a case, and shows the message once it is recorded.
    Change(CaseNumber, Box<Change>, Cow<'static, str>),
    /// Shows the lists as of a day.
    AsOf(NaiveDate),
    /// Gives the store a job.
    Job(Box<Job>),
    /// Asks on which day the county ran the next file that does not say it.
    AskRunDay {
        /// The files.
        selection: Box<ImportSelection>,
        /// Those of them that do not say it.
        undated: Vec<UndatedFile>,
        /// The index of the next one.
        index: usize,
    },
    /// Previews what importing files would change.
    PreviewImport(Box<ImportSelection>),
    /// Passes the item on the screen of the walk with this disposition.
    PassItem(Disposition),
    /// Does this with the marked rows, after asking.
    DisposeMarked(Disposition),
    /// Adds a text to the annotations of the marked rows, after asking.
    AnnotateMarked(String),
    /// Reminds the worker of this on each marked row, after asking.
    RemindMarked(NaiveDate, String),
    /// Posts attendance for each marked row, after asking: the hours, and what verifies them.
    PostMarked(String, String),
    /// Prints a document of each marked case, after asking; the flag says whether they are redacted.
    PrintMarked(DocumentName, bool, PathBuf),
}

/// What is said about an answer that is no reminder.
const NOT_A_REMINDER: &str = "Say the day and what to do: fri call back, or call back 12/4.";

/// The words of a text that become the title of its phrase.
const TITLE_WORDS: usize = 6;

/// An answer as it is typed, without white space around it, on a day.
#[derive(Clone, Copy)]
pub(super) struct TypedAnswer<'a> {
    text: &'a str,
    today: NaiveDate,
}

impl<'a> TypedAnswer<'a> {
    pub(super) fn new(text: &'a str, today: NaiveDate) -> Self {
        Self { text: text.trim(), today }
    }

    /// Returns what the answer to `question` does, or a sentence that says what is wrong with it.
    pub(super) fn outcome(self, question: &PromptQuestion) -> Result<PromptOutcome, Cow<'static, str>> {
        Ok(match question {
            // Without an answer, the lists are those of today.
            PromptQuestion::AsOf if self.text.is_empty() => PromptOutcome::AsOf(self.today),
            PromptQuestion::AsOf => PromptOutcome::AsOf(self.nearest_day()?),
            PromptQuestion::OnWalk(asked) => PromptOutcome::PassItem(self.walk_disposition(*asked)?),
            PromptQuestion::OnMarked(asked) => self.marked_outcome(*asked)?,
            PromptQuestion::PrintMarked(name, redacted) => {
                PromptOutcome::PrintMarked(*name, *redacted, self.print_path()?)
            }
            PromptQuestion::Snooze(alert) => {
                let until = self.future_day()?;
                let message = if alert.reminder().is_some() {
                    format!("Moved to {}. u undoes it.", dates::format_long_date(until))
                } else {
                    snooze_message(alert, until, self.today)
                };
                dispose_of(alert, Disposition::Snoozed { until }, message.into())
            }
            PromptQuestion::Refuse(alert) => {
                let message = if alert.can_be_closed() {
                    "Refused."
                } else {
                    "Refused with your reason; the row stays until a fact clears it."
                };
                dispose_of(alert, Disposition::Refused { reason: self.reason()? }, message.into())
            }
            PromptQuestion::Skip(alert) => {
                let disposition = Disposition::Skipped { on: self.today, reason: self.reason()? };
                dispose_of(alert, disposition, "Skipped; the row stays and says why.".into())
            }
            PromptQuestion::Remind(reminder) => self.reminder(reminder)?,
            PromptQuestion::Annotate(case, person) => self.annotation(case, *person),
            PromptQuestion::NotApplicable(case, month, item) => self.not_applicable(case, *month, item)?,
            PromptQuestion::ReviewRemark(review) => self.review(review),
            PromptQuestion::Conference { with, cases, on } => self.conference(with, cases, *on)?,
            PromptQuestion::Reveal(case, comment) => {
                let reason = Some(self.reveal_reason()?);
                job_outcome(Job::Reveal { case: case.clone(), comment: *comment, reason })
            }
            PromptQuestion::RevealToCorrect(case, comment) => {
                let reason = self.reveal_reason()?;
                job_outcome(Job::RevealToCorrect { case: case.clone(), comment: *comment, reason })
            }
            PromptQuestion::CopyProtected(case, comment) => {
                let reveal = Some(self.reveal_reason()?);
                job_outcome(Job::CopyOut { case: case.clone(), comment: *comment, reveal })
            }
            PromptQuestion::CorrectBecause { case, comment, draft, of } => {
                let (case, draft, of, reason) = (case.clone(), draft.clone(), of.clone(), self.reason()?);
                job_outcome(Job::Correct { case, comment: *comment, reason, draft, of })
            }
            PromptQuestion::WriteTo(case, blocks) => {
                let path = self.text_or("Name a file.")?;
                job_outcome(Job::WriteCopyOut { case: case.clone(), path, blocks: blocks.clone() })
            }
            PromptQuestion::ReadFrom => self.extracts()?,
            PromptQuestion::MatchList => self.match_list()?,
            PromptQuestion::OpenServices(case) => self.services(case)?,
            PromptQuestion::OpenCase => self.opened_case()?,
            PromptQuestion::DutyNote { id, follows } => self.duty_note(*id, *follows)?,
            PromptQuestion::RunDay { selection, undated, index } => self.run_day(selection, undated, *index)?,
            PromptQuestion::UndoImport(extract) => {
                job_outcome(Job::Import(ImportJob::Undo(extract.clone(), self.reason()?)))
            }
            PromptQuestion::DismissRow(row) => {
                let reason = Some(self.reason()?);
                job_outcome(Job::Import(ImportJob::Dismiss(Box::new(RowDismissal {
                    reason,
                    ..RowDismissal::clone(row)
                }))))
            }
            PromptQuestion::PrintTo(document, redacted) => self.print_file(document, *redacted)?,
            PromptQuestion::PhraseWord(text) => self.phrase(text)?,
            PromptQuestion::ViewName(view) => {
                let name = self.text_or("Name the view.")?;
                job_outcome(Job::SaveView(Box::new(SavedView { name, ..SavedView::clone(view) })))
            }
        })
    }

    /// Returns what the answer does with the marked rows.
    fn marked_outcome(self, asked: MarkedQuestion) -> Result<PromptOutcome, Cow<'static, str>> {
        Ok(match asked {
            MarkedQuestion::Skip => {
                PromptOutcome::DisposeMarked(Disposition::Skipped { on: self.today, reason: self.reason()? })
            }
            MarkedQuestion::Snooze => PromptOutcome::DisposeMarked(Disposition::Snoozed { until: self.future_day()? }),
            MarkedQuestion::Annotate => PromptOutcome::AnnotateMarked(self.text_or("Say what to add.")?),
            MarkedQuestion::Remind => {
                let (on, text) = reminder::parse_typed_reminder(self.text, self.today).ok_or(NOT_A_REMINDER)?;
                PromptOutcome::RemindMarked(on, text)
            }
            MarkedQuestion::Attendance => {
                let (hours, by) = self
                    .text
                    .split_once(char::is_whitespace)
                    .ok_or("Say the hours and what verifies them: 86 sheet.")?;
                PromptOutcome::PostMarked(hours.to_owned(), by.trim().to_owned())
            }
        })
    }

    /// Returns the day that is typed.
    fn day(self, side: DateSide) -> Result<NaiveDate, Cow<'static, str>> {
        dates::parse_typed_date(self.text, self.today, side).map_err(|_not_a_date| "That is not a date.".into())
    }

    /// Returns the day that is typed; without a year, the nearest such day.
    fn nearest_day(self) -> Result<NaiveDate, Cow<'static, str>> {
        dates::parse_nearest_date(self.text, self.today).map_err(|_not_a_date| "That is not a date.".into())
    }

    /// Adds the day of a file that does not say one to the selection: the day that is typed, or that of its last change if
    /// it was offered and stays. The next such file is asked about; after the last one the files are previewed.
    fn run_day(
        self,
        selection: &ImportSelection,
        undated: &[UndatedFile],
        index: usize,
    ) -> Result<PromptOutcome, Cow<'static, str>> {
        let Some(asked) = undated.get(index) else {
            return Ok(PromptOutcome::PreviewImport(Box::new(selection.clone())));
        };
        let day = if self.text.is_empty() || self.text == dates::format_long_date(asked.offered) {
            RunDay::LastChange
        } else {
            match self.day(DateSide::Past)? {
                day if day > self.today => return Err("That day is after today.".into()),
                day => RunDay::Said(day),
            }
        };
        let mut selection = Box::new(selection.clone());
        selection.run_days.insert(asked.file.clone(), day);
        Ok(match index + 1 {
            next if next < undated.len() => {
                PromptOutcome::AskRunDay { selection, undated: undated.to_vec(), index: next }
            }
            _ => PromptOutcome::PreviewImport(selection),
        })
    }

    /// Returns until when something is snoozed: without an answer, until the next day of the working week.
    fn future_day(self) -> Result<NaiveDate, Cow<'static, str>> {
        if self.text.is_empty() {
            return next_weekday(self.today).ok_or(Cow::Borrowed("Type a day."));
        }
        let day = self.day(DateSide::Future)?;
        if day > self.today { Ok(day) } else { Err("That day is not in the future.".into()) }
    }

    fn text_or(self, refusal: &'static str) -> Result<String, Cow<'static, str>> {
        if self.text.is_empty() { Err(refusal.into()) } else { Ok(self.text.to_owned()) }
    }

    fn reason(self) -> Result<String, Cow<'static, str>> {
        self.text_or("Say why.")
    }

    fn reveal_reason(self) -> Result<String, Cow<'static, str>> {
        check_reveal_reason(self.text).map_err(|refusal| refusal.to_string())?;
        Ok(self.text.to_owned())
    }

    fn walk_disposition(self, asked: WalkQuestion) -> Result<Disposition, Cow<'static, str>> {
        Ok(match asked {
            WalkQuestion::Skip => Disposition::Skipped { on: self.today, reason: self.reason()? },
            WalkQuestion::Snooze => Disposition::Snoozed { until: self.future_day()? },
            WalkQuestion::Refuse => Disposition::Refused { reason: self.reason()? },
        })
    }

    fn reminder(self, reminder: &Reminder) -> Result<PromptOutcome, Cow<'static, str>> {
        let (on, text) = reminder::parse_typed_reminder(self.text, self.today).ok_or(NOT_A_REMINDER)?;
        let day = dates::format_long_date(on);
        let message = if reminder.text.is_empty() {
            format!("Today shows it on {day}. u undoes it.")
        } else {
            format!("Changed; Today shows it on {day}. u undoes it.")
        };
        let case = reminder.case.clone();
        let saved = Reminder { on, text, disposition: None, ..reminder.clone() };
        Ok(PromptOutcome::Change(case, Box::new(Change::ReminderSaved(saved)), message.into()))
    }

    fn annotation(self, case: &CaseNumber, person: PersonNumber) -> PromptOutcome {
        let change = Change::CaseAnnotated { case: case.clone(), person, text: self.text.to_owned() };
        let message = if self.text.is_empty() { "Annotation removed." } else { "Annotated." };
        PromptOutcome::Change(case.clone(), Box::new(change), message.into())
    }

    fn not_applicable(
        self,
        case: &CaseNumber,
        month: Month,
        item: &ItemId,
    ) -> Result<PromptOutcome, Cow<'static, str>> {
        let mark = ItemMark::NotApplicable { why: self.reason()? };
        let change = Change::ChecklistItemMarked { case: case.clone(), month, item: item.clone(), mark };
        Ok(PromptOutcome::Change(case.clone(), Box::new(change), "Marked as not applicable.".into()))
    }

    fn review(self, review: &CaseReview) -> PromptOutcome {
        let review = CaseReview { remark: self.text.to_owned(), ..review.clone() };
        let (case, message) = (review.case.clone(), format!("Reviewed: {}, {}.", review.case, review.result_text()));
        PromptOutcome::Change(
            case,
            Box::new(Change::Supervised(SupervisionEvent::CaseReviewed(review))),
            message.into(),
        )
    }

    fn conference(
        self,
        with: &WorkerNumber,
        cases: &[CaseNumber],
        on: NaiveDate,
    ) -> Result<PromptOutcome, Cow<'static, str>> {
        let agreement = self.text_or("Say what was agreed.")?;
        let conference = Conference { with: with.clone(), on, cases: cases.to_vec(), said: agreement };
        let message = format!("Conference with {with} recorded.");
        let case = cases.first().cloned().unwrap_or_default();
        let change = Change::Supervised(SupervisionEvent::ConferenceHeld(conference));
        Ok(PromptOutcome::Change(case, Box::new(change), message.into()))
    }

    fn extracts(self) -> Result<PromptOutcome, Cow<'static, str>> {
        let path = self.text_or("Name a file or a folder.")?;
        Ok(job_outcome(Job::Import(ImportJob::InspectPath(Some(path)))))
    }

    fn match_list(self) -> Result<PromptOutcome, Cow<'static, str>> {
        Ok(job_outcome(Job::Match(MatchJob::Read(self.text_or("Name the file with the list.")?))))
    }

    fn services(self, case: &CaseNumber) -> Result<PromptOutcome, Cow<'static, str>> {
        let reason = Some(self.reveal_reason()?);
        Ok(job_outcome(Job::OpenServices { case: case.clone(), reason }))
    }

    fn opened_case(self) -> Result<PromptOutcome, Cow<'static, str>> {
        let opened = parse_typed_opening(self.text)?;
        let message = format!("Case {}, {}, is open. The client is participant 1.", opened.case, opened.name);
        Ok(PromptOutcome::Change(opened.case.clone(), Box::new(Change::CaseOpened(opened)), message.into()))
    }

    fn duty_note(self, id: RowId, follows: Option<RowId>) -> Result<PromptOutcome, Cow<'static, str>> {
        let TypedNote { visitor, outcome, at, what } = parse_typed_note(self.text)?;
        let note = DutyNote { id, on: self.today, at, visitor, what, outcome, follows };
        let change = Change::DutyNoted(note);
        Ok(PromptOutcome::Change(CaseNumber::default(), Box::new(change), "Entered in the duty log.".into()))
    }

    fn print_file(self, document: &DocumentKind, redacted: bool) -> Result<PromptOutcome, Cow<'static, str>> {
        let file = self.print_path()?;
        Ok(job_outcome(Job::Print { what: document.clone(), redacted, file }))
    }

    fn print_path(self) -> Result<PathBuf, Cow<'static, str>> {
        let file = PathBuf::from(self.text);
        if FileFormat::from_path(&file).is_none() {
            return Err("The name must end in .pdf, .xlsx, .csv, .json or .txt".into());
        }
        Ok(file)
    }

    fn phrase(self, text: &str) -> Result<PromptOutcome, Cow<'static, str>> {
        let title = text.split_whitespace().take(TITLE_WORDS).collect::<Vec<_>>().join(" ");
        let phrase = Phrase::new(self.text, &title, text).map_err(|refusal| refusal.to_string())?;
        Ok(job_outcome(Job::SavePhrase(phrase)))
    }
}

/// Returns the message about a snooze, which says if the last day of the alert comes sooner or has come.
fn snooze_message(alert: &Alert, until: NaiveDate, today: NaiveDate) -> String {
    let day = dates::format_long_date(until);
    let last = alert.due.filter(|due| *due < until);
    let last_day = last.map(dates::format_long_date).unwrap_or_default();
    match last {
        Some(_) if alert.is_at_last_day(today) => {
            format!("It stays on the list, marked snoozed until {day}: its last day is {last_day}. u undoes it.")
        }
        Some(_) if alert.can_be_closed() => {
            format!("Snoozed until {day}, AFTER its last day, {last_day}. u undoes it.")
        }
        Some(_) => format!("Snoozed until {day}; it is back on its last day, {last_day}. u undoes it."),
        None => format!("Snoozed until {day}."),
    }
}

fn job_outcome(job: Job) -> PromptOutcome {
    PromptOutcome::Job(Box::new(job))
}

fn dispose_of(alert: &Alert, disposition: Disposition, message: Cow<'static, str>) -> PromptOutcome {
    PromptOutcome::Change(alert.case.clone(), Box::new(alert.clone().into_disposition_change(disposition)), message)
}
