//! A question on the last line: a date or a reason.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::domain::alert::{Alert, Disposition};
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::dates::{self, Month};
use crate::domain::phrase::Phrase;
use crate::domain::supervision::{CaseReview, Conference, SupervisionEvent};
use crate::domain::{CaseNumber, Change, PersonNumber, RowId, WorkerNumber};
use crate::paper::{DocumentKind, FileFormat};
use crate::posting::PostingBlock;
use crate::store::ImportedExtract;
use crate::tui::store_thread::{ImportJob, Job};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::wording::count_with_noun;

/// What is asked, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromptQuestion {
    /// Until when an alert is put off.
    Snooze(Alert),
    /// Why an alert is refused.
    Refuse(Alert),
    /// The annotation of a participant's row.
    Annotate(CaseNumber, PersonNumber),
    /// Why an item does not apply.
    NotApplicable(CaseNumber, Month, ItemId),
    /// The word of the phrase that a text is kept as.
    PhraseWord(String),
    /// Why a protected comment is revealed.
    Reveal(CaseNumber, RowId),
    /// Why a protected comment is copied for posting.
    CopyProtected(CaseNumber, RowId),
    /// The file that a copy-out block is written to.
    WriteTo(CaseNumber, Vec<PostingBlock>),
    /// The file or the folder with extracts.
    ReadFrom,
    /// Why an extract is taken back.
    UndoImport(Box<ImportedExtract>),
    /// The day that the lists are for.
    AsOf,
    /// The file that a document is printed into, redacted or not.
    PrintTo(DocumentKind, bool),
    /// What is done with the case of a walk.
    OnWalk(WalkQuestion),
    /// What is to be said of a review besides its scores.
    ReviewRemark(Box<CaseReview>),
    /// What was agreed in a conference.
    Conference {
        /// The EC.
        with: WorkerNumber,
        /// The cases that were talked over.
        cases: Vec<CaseNumber>,
        /// The day.
        on: NaiveDate,
    },
}

/// What is asked about the case of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkQuestion {
    /// Why it is passed over.
    Skip,
    /// Until when it is put off.
    Snooze,
    /// Why what it asks for is refused.
    Refuse,
}

/// A question with its answer as far as it is typed.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What is asked.
    pub question: PromptQuestion,
    /// The answer.
    pub line: LineInput,
    /// What was wrong with the last answer.
    pub error: Option<String>,
    /// The question and what it is about, in a line: what is typed is kept under it. Nothing where it is no text of the
    /// worker's own, but a date or a file.
    pub identity: Option<String>,
    /// What the answer started from.
    offered: String,
}

/// What an accepted answer does.
#[derive(Debug, Clone)]
pub enum PromptOutcome {
    /// A change to record, with what to say then.
    Change(CaseNumber, Box<Change>, String),
    /// The lists are shown as of a day.
    AsOf(NaiveDate),
    /// The store does it.
    Job(Box<Job>),
    /// The case of the walk is passed.
    PassStop(Disposition),
}

impl PromptQuestion {
    /// What the question is about, where the answer is a text of the worker's own.
    fn identity_subject(&self, row: Option<&CaseNumber>) -> Option<String> {
        match self {
            Self::Refuse(alert) => Some(alert.key.to_string()),
            Self::Annotate(case, person) => Some(format!("{case} {person}")),
            Self::NotApplicable(case, month, item) => Some(format!("{case} {month} {item}")),
            Self::Reveal(_, comment) | Self::CopyProtected(_, comment) => Some(comment.to_string()),
            Self::OnWalk(WalkQuestion::Skip | WalkQuestion::Refuse) => row.map(CaseNumber::to_string),
            Self::ReviewRemark(review) => Some(format!("{} {}", review.case, review.month)),
            Self::Conference { with, on, .. } => Some(format!("{with} {on}")),
            Self::UndoImport(read) => Some(read.extract.id.to_string()),
            Self::OnWalk(WalkQuestion::Snooze)
            | Self::Snooze(_)
            | Self::PhraseWord(_)
            | Self::WriteTo(..)
            | Self::ReadFrom
            | Self::AsOf
            | Self::PrintTo(..) => None,
        }
    }
}

/// How many words of a phrase of one's own stand for it in the picker.
const WORDS_OF_A_TITLE: usize = 6;

impl Prompt {
    /// A question with an answer to start from.
    pub fn new(question: PromptQuestion, content: &str) -> Self {
        Self { question, line: LineInput::with_text(content), error: None, identity: None, offered: content.to_owned() }
    }

    /// The same question, asked on the row of a case.
    pub fn with_row(self, row: Option<&CaseNumber>) -> Self {
        let about = self.question.identity_subject(row);
        Self { identity: about.map(|about| format!("{} {about}", self.question())), ..self }
    }

    /// Whether something is typed that is not what the answer started from.
    pub fn is_typed(&self) -> bool {
        let typed = self.line.content();
        !typed.trim().is_empty() && typed != self.offered
    }

    /// The question.
    pub const fn question(&self) -> &'static str {
        match self.question {
            PromptQuestion::Snooze(_) | PromptQuestion::OnWalk(WalkQuestion::Snooze) => "Snooze until",
            PromptQuestion::Refuse(_) | PromptQuestion::OnWalk(WalkQuestion::Refuse) => "Refused because",
            PromptQuestion::OnWalk(WalkQuestion::Skip) => "Skipped because",
            PromptQuestion::Annotate(..) => "Annotation",
            PromptQuestion::NotApplicable(..) => "Not applicable because",
            PromptQuestion::PhraseWord(_) => "Kept as ;",
            PromptQuestion::Reveal(..) | PromptQuestion::CopyProtected(..) => "Revealed because",
            PromptQuestion::WriteTo(..) => "New file",
            PromptQuestion::ReadFrom => "File or folder",
            PromptQuestion::UndoImport(_) => "Taken back because",
            PromptQuestion::AsOf => "Lists as of",
            PromptQuestion::PrintTo(_, true) => "Print redacted to",
            PromptQuestion::PrintTo(_, false) => "Print with names to",
            PromptQuestion::ReviewRemark(_) => "Remark",
            PromptQuestion::Conference { .. } => "Agreed",
        }
    }

    /// What the answer means, or what may be typed.
    pub fn answer_hint(&self, today: NaiveDate) -> String {
        if let Some(wrong) = &self.error {
            return wrong.clone();
        }
        let typed = self.line.content();
        match &self.question {
            PromptQuestion::Snooze(_) | PromptQuestion::OnWalk(WalkQuestion::Snooze) | PromptQuestion::AsOf
                if typed.is_empty() =>
            {
                "t, +7, fri, 11/30, 2026-11-30".to_owned()
            }
            PromptQuestion::Snooze(_) | PromptQuestion::OnWalk(WalkQuestion::Snooze) => {
                date_hint(typed, today, dates::DateSide::Future)
            }
            PromptQuestion::AsOf => date_hint(typed, today, dates::DateSide::Past),
            PromptQuestion::Annotate(..) => "empty takes it away".to_owned(),
            PromptQuestion::Reveal(..) | PromptQuestion::CopyProtected(..) | PromptQuestion::UndoImport(_) => {
                "recorded with your name".to_owned()
            }
            PromptQuestion::WriteTo(..) => "recorded".to_owned(),
            PromptQuestion::ReviewRemark(review) => format!("{}; apart from the case", review.result_text()),
            PromptQuestion::Conference { with, cases, .. } => {
                format!("with {with}, {}", count_with_noun(cases.len(), "case"))
            }
            PromptQuestion::ReadFrom => "~/ is your own folder".to_owned(),
            PromptQuestion::PhraseWord(_) => "letters and digits".to_owned(),
            PromptQuestion::PrintTo(..) => "pdf xlsx csv json txt".to_owned(),
            PromptQuestion::OnWalk(WalkQuestion::Skip) => "it stays in the list and says so".to_owned(),
            PromptQuestion::Refuse(_)
            | PromptQuestion::NotApplicable(..)
            | PromptQuestion::OnWalk(WalkQuestion::Refuse) => String::new(),
        }
    }

    /// Takes the answer, or says what is wrong with it.
    pub fn accept_answer(&mut self, today: NaiveDate) -> Option<PromptOutcome> {
        let typed = self.line.content().trim().to_owned();
        match self.parse_answer(&typed, today) {
            Ok(answered) => Some(answered),
            Err(wrong) => {
                self.error = Some(wrong);
                None
            }
        }
    }

    fn parse_answer(&self, typed: &str, today: NaiveDate) -> Result<PromptOutcome, String> {
        let date =
            |side| dates::parse_typed_date(typed, today, side).map_err(|_wrong| "That is not a date.".to_owned());
        let ahead = || match date(dates::DateSide::Future)? {
            until if until <= today => Err("That day does not lie ahead.".to_owned()),
            until => Ok(until),
        };
        let reason = || if typed.is_empty() { Err("Say why.".to_owned()) } else { Ok(typed.to_owned()) };
        Ok(match &self.question {
            PromptQuestion::AsOf => PromptOutcome::AsOf(date(dates::DateSide::Past)?),
            PromptQuestion::Reveal(case, comment) => {
                let reason = Some(reason()?);
                PromptOutcome::Job(Box::new(Job::Reveal { case: case.clone(), comment: *comment, reason }))
            }
            PromptQuestion::PrintTo(what, redacted) => {
                let file = PathBuf::from(typed);
                if FileFormat::from_path(&file).is_none() {
                    return Err("End it in .pdf .xlsx .csv .json or .txt".to_owned());
                }
                PromptOutcome::Job(Box::new(Job::Print { what: what.clone(), redacted: *redacted, file }))
            }
            PromptQuestion::CopyProtected(case, comment) => {
                let reveal = Some(reason()?);
                PromptOutcome::Job(Box::new(Job::CopyOut { case: case.clone(), comment: *comment, reveal }))
            }
            PromptQuestion::WriteTo(case, blocks) => {
                let path = reason().map_err(|_empty| "Name a file.".to_owned())?;
                PromptOutcome::Job(Box::new(Job::WriteCopyOut { case: case.clone(), path, blocks: blocks.clone() }))
            }
            PromptQuestion::ReadFrom => {
                let path = reason().map_err(|_empty| "Name a file or a folder.".to_owned())?;
                PromptOutcome::Job(Box::new(Job::Import(ImportJob::InspectPath(Some(path)))))
            }
            PromptQuestion::UndoImport(read) => {
                PromptOutcome::Job(Box::new(Job::Import(ImportJob::Undo(read.clone(), reason()?))))
            }
            PromptQuestion::PhraseWord(text) => {
                let title = text.split_whitespace().take(WORDS_OF_A_TITLE).collect::<Vec<_>>().join(" ");
                let phrase = Phrase::new(typed, &title, text).map_err(|wrong| wrong.to_string())?;
                PromptOutcome::Job(Box::new(Job::SavePhrase(phrase)))
            }
            PromptQuestion::Snooze(alert) => {
                let until = ahead()?;
                let said = format!("Snoozed until {}.", dates::format_long_date(until));
                disposition_outcome(alert, Disposition::Snoozed { until }, said)
            }
            PromptQuestion::OnWalk(asked) => PromptOutcome::PassStop(match asked {
                WalkQuestion::Skip => Disposition::Skipped { on: today, reason: reason()? },
                WalkQuestion::Snooze => Disposition::Snoozed { until: ahead()? },
                WalkQuestion::Refuse => Disposition::Refused { reason: reason()? },
            }),
            PromptQuestion::Refuse(alert) => {
                disposition_outcome(alert, Disposition::Refused { reason: reason()? }, "Refused.".to_owned())
            }
            PromptQuestion::ReviewRemark(review) => {
                let review = CaseReview { remark: typed.to_owned(), ..CaseReview::clone(review) };
                let (case, said) =
                    (review.case.clone(), format!("Reviewed: {}, {}.", review.case, review.result_text()));
                PromptOutcome::Change(case, Box::new(Change::Supervised(SupervisionEvent::CaseReviewed(review))), said)
            }
            PromptQuestion::Conference { with, cases, on } => {
                let said = reason().map_err(|_empty| "Say what was agreed.".to_owned())?;
                let conference = Conference { with: with.clone(), on: *on, cases: cases.clone(), said };
                let told = format!("Conference with {with} recorded.");
                let case = cases.first().cloned().unwrap_or_default();
                PromptOutcome::Change(
                    case,
                    Box::new(Change::Supervised(SupervisionEvent::ConferenceHeld(conference))),
                    told,
                )
            }
            PromptQuestion::Annotate(case, person) => {
                let change = Change::CaseAnnotated { case: case.clone(), person: *person, text: typed.to_owned() };
                let said = if typed.is_empty() { "Annotation taken away." } else { "Annotated." };
                PromptOutcome::Change(case.clone(), Box::new(change), said.to_owned())
            }
            PromptQuestion::NotApplicable(case, month, item) => {
                let mark = ItemMark::NotApplicable { why: reason()? };
                let change =
                    Change::ChecklistItemMarked { case: case.clone(), month: *month, item: item.clone(), mark };
                PromptOutcome::Change(case.clone(), Box::new(change), "Marked as not applicable.".to_owned())
            }
        })
    }
}

fn disposition_outcome(alert: &Alert, disposition: Disposition, said: String) -> PromptOutcome {
    PromptOutcome::Change(alert.case.clone(), Box::new(disposition_change(alert.clone(), disposition)), said)
}

/// The change that disposes of an alert.
pub fn disposition_change(alert: Alert, disposition: Disposition) -> Change {
    Change::AlertDisposed { alert: alert.key, case: alert.case, text: alert.text, disposition }
}

fn date_hint(typed: &str, today: NaiveDate, side: dates::DateSide) -> String {
    dates::parse_typed_date(typed, today, side)
        .map_or_else(|_wrong| "not a date yet".to_owned(), dates::format_long_date)
}
