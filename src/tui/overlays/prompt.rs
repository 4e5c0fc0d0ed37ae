//! A question on the last line: a date or a reason.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::domain::alert::{Alert, Disposition};
use crate::domain::checklist::{ItemId, Mark};
use crate::domain::dates::{self, Month};
use crate::domain::phrase::Phrase;
use crate::domain::supervision::{CaseReview, Conference, Supervised};
use crate::domain::{CaseNumber, Change, PersonNumber, RowId, WorkerNumber};
use crate::exchange::posting::Block;
use crate::paper::{Form, What};
use crate::store::ReadBefore;
use crate::tui::jobs::{ImportJob, Job};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::words::counted;

/// What is asked, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
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
    WriteTo(CaseNumber, Vec<Block>),
    /// The file or the folder with extracts.
    ReadFrom,
    /// Why an extract is taken back.
    TakeBack(Box<ReadBefore>),
    /// The day that the lists are for.
    AsOf,
    /// The file that a document is printed into, redacted or not.
    PrintTo(What, bool),
    /// What is done with the case of a walk.
    OnWalk(WalkAsked),
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
pub enum WalkAsked {
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
    pub asked: Asked,
    /// The answer.
    pub line: LineInput,
    /// What was wrong with the last answer.
    pub wrong: Option<String>,
    /// The question and what it is about, in a line: what is typed is kept under it. Nothing where it is no text of the
    /// worker's own, but a date or a file.
    pub identity: Option<String>,
    /// What the answer started from.
    offered: String,
}

/// What an accepted answer does.
#[derive(Debug, Clone)]
pub enum Answered {
    /// A change to record, with what to say then.
    Change(CaseNumber, Box<Change>, String),
    /// The lists are shown as of a day.
    AsOf(NaiveDate),
    /// The store does it.
    Does(Box<Job>),
    /// The case of the walk is passed.
    Passes(Disposition),
}

impl Asked {
    /// What the question is about, where the answer is a text of the worker's own.
    fn is_about(&self, row: Option<&CaseNumber>) -> Option<String> {
        match self {
            Self::Refuse(alert) => Some(alert.key.to_string()),
            Self::Annotate(case, person) => Some(format!("{case} {person}")),
            Self::NotApplicable(case, month, item) => Some(format!("{case} {month} {item}")),
            Self::Reveal(_, comment) | Self::CopyProtected(_, comment) => Some(comment.to_string()),
            Self::OnWalk(WalkAsked::Skip | WalkAsked::Refuse) => row.map(CaseNumber::to_string),
            Self::ReviewRemark(review) => Some(format!("{} {}", review.case, review.month)),
            Self::Conference { with, on, .. } => Some(format!("{with} {on}")),
            Self::TakeBack(read) => Some(read.extract.id.to_string()),
            Self::OnWalk(WalkAsked::Snooze)
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
    pub fn new(asked: Asked, content: &str) -> Self {
        Self { asked, line: LineInput::holding(content), wrong: None, identity: None, offered: content.to_owned() }
    }

    /// The same question, asked on the row of a case.
    pub fn on(self, row: Option<&CaseNumber>) -> Self {
        let about = self.asked.is_about(row);
        Self { identity: about.map(|about| format!("{} {about}", self.question())), ..self }
    }

    /// Whether something is typed that is not what the answer started from.
    pub fn is_typed(&self) -> bool {
        let typed = self.line.content();
        !typed.trim().is_empty() && typed != self.offered
    }

    /// The question.
    pub const fn question(&self) -> &'static str {
        match self.asked {
            Asked::Snooze(_) | Asked::OnWalk(WalkAsked::Snooze) => "Snooze until",
            Asked::Refuse(_) | Asked::OnWalk(WalkAsked::Refuse) => "Refused because",
            Asked::OnWalk(WalkAsked::Skip) => "Skipped because",
            Asked::Annotate(..) => "Annotation",
            Asked::NotApplicable(..) => "Not applicable because",
            Asked::PhraseWord(_) => "Kept as ;",
            Asked::Reveal(..) | Asked::CopyProtected(..) => "Revealed because",
            Asked::WriteTo(..) => "New file",
            Asked::ReadFrom => "File or folder",
            Asked::TakeBack(_) => "Taken back because",
            Asked::AsOf => "Lists as of",
            Asked::PrintTo(_, true) => "Print redacted to",
            Asked::PrintTo(_, false) => "Print with names to",
            Asked::ReviewRemark(_) => "Remark",
            Asked::Conference { .. } => "Agreed",
        }
    }

    /// What the answer means, or what may be typed.
    pub fn understood(&self, today: NaiveDate) -> String {
        if let Some(wrong) = &self.wrong {
            return wrong.clone();
        }
        let typed = self.line.content();
        match &self.asked {
            Asked::Snooze(_) | Asked::OnWalk(WalkAsked::Snooze) | Asked::AsOf if typed.is_empty() => {
                "t, +7, fri, 11/30, 2026-11-30".to_owned()
            }
            Asked::Snooze(_) | Asked::OnWalk(WalkAsked::Snooze) => spoken(typed, today, true),
            Asked::AsOf => spoken(typed, today, false),
            Asked::Annotate(..) => "empty takes it away".to_owned(),
            Asked::Reveal(..) | Asked::CopyProtected(..) | Asked::TakeBack(_) => "recorded with your name".to_owned(),
            Asked::WriteTo(..) => "recorded".to_owned(),
            Asked::ReviewRemark(review) => format!("{}; apart from the case", review.result()),
            Asked::Conference { with, cases, .. } => format!("with {with}, {}", counted(cases.len(), "case")),
            Asked::ReadFrom => "~/ is your own folder".to_owned(),
            Asked::PhraseWord(_) => "letters and digits".to_owned(),
            Asked::PrintTo(..) => "pdf xlsx csv json txt".to_owned(),
            Asked::OnWalk(WalkAsked::Skip) => "it stays in the list and says so".to_owned(),
            Asked::Refuse(_) | Asked::NotApplicable(..) | Asked::OnWalk(WalkAsked::Refuse) => String::new(),
        }
    }

    /// Takes the answer, or says what is wrong with it.
    pub fn accept(&mut self, today: NaiveDate) -> Option<Answered> {
        let typed = self.line.content().trim().to_owned();
        match self.answer(&typed, today) {
            Ok(answered) => Some(answered),
            Err(wrong) => {
                self.wrong = Some(wrong);
                None
            }
        }
    }

    fn answer(&self, typed: &str, today: NaiveDate) -> Result<Answered, String> {
        let date = |ahead| dates::spoken(typed, today, ahead).map_err(|_wrong| "That is not a date.".to_owned());
        let ahead = || match date(true)? {
            until if until <= today => Err("That day does not lie ahead.".to_owned()),
            until => Ok(until),
        };
        let reason = || if typed.is_empty() { Err("Say why.".to_owned()) } else { Ok(typed.to_owned()) };
        Ok(match &self.asked {
            Asked::AsOf => Answered::AsOf(date(false)?),
            Asked::Reveal(case, comment) => {
                let reason = Some(reason()?);
                Answered::Does(Box::new(Job::Reveal { case: case.clone(), comment: *comment, reason }))
            }
            Asked::PrintTo(what, redacted) => {
                let file = PathBuf::from(typed);
                if Form::of_file(&file).is_none() {
                    return Err("End it in .pdf .xlsx .csv .json or .txt".to_owned());
                }
                Answered::Does(Box::new(Job::Print { what: what.clone(), redacted: *redacted, file }))
            }
            Asked::CopyProtected(case, comment) => {
                let reveal = Some(reason()?);
                Answered::Does(Box::new(Job::CopyOut { case: case.clone(), comment: *comment, reveal }))
            }
            Asked::WriteTo(case, blocks) => {
                let path = reason().map_err(|_empty| "Name a file.".to_owned())?;
                Answered::Does(Box::new(Job::WriteOut { case: case.clone(), path, blocks: blocks.clone() }))
            }
            Asked::ReadFrom => {
                let path = reason().map_err(|_empty| "Name a file or a folder.".to_owned())?;
                Answered::Does(Box::new(Job::Import(ImportJob::LookAt(Some(path)))))
            }
            Asked::TakeBack(read) => {
                Answered::Does(Box::new(Job::Import(ImportJob::TakeBack(read.clone(), reason()?))))
            }
            Asked::PhraseWord(text) => {
                let title = text.split_whitespace().take(WORDS_OF_A_TITLE).collect::<Vec<_>>().join(" ");
                let phrase = Phrase::own(typed, &title, text).map_err(|wrong| wrong.to_string())?;
                Answered::Does(Box::new(Job::KeepPhrase(phrase)))
            }
            Asked::Snooze(alert) => {
                let until = ahead()?;
                let said = format!("Snoozed until {}.", dates::long(until));
                disposition(alert, Disposition::Snoozed { until }, said)
            }
            Asked::OnWalk(asked) => Answered::Passes(match asked {
                WalkAsked::Skip => Disposition::Skipped { on: today, reason: reason()? },
                WalkAsked::Snooze => Disposition::Snoozed { until: ahead()? },
                WalkAsked::Refuse => Disposition::Refused { reason: reason()? },
            }),
            Asked::Refuse(alert) => {
                disposition(alert, Disposition::Refused { reason: reason()? }, "Refused.".to_owned())
            }
            Asked::ReviewRemark(review) => {
                let review = CaseReview { remark: typed.to_owned(), ..CaseReview::clone(review) };
                let (case, said) = (review.case.clone(), format!("Reviewed: {}, {}.", review.case, review.result()));
                Answered::Change(case, Box::new(Change::Supervised(Supervised::CaseReviewed(review))), said)
            }
            Asked::Conference { with, cases, on } => {
                let said = reason().map_err(|_empty| "Say what was agreed.".to_owned())?;
                let conference = Conference { with: with.clone(), on: *on, cases: cases.clone(), said };
                let told = format!("Conference with {with} recorded.");
                let case = cases.first().cloned().unwrap_or_default();
                Answered::Change(case, Box::new(Change::Supervised(Supervised::ConferenceHeld(conference))), told)
            }
            Asked::Annotate(case, person) => {
                let change = Change::CaseAnnotated { case: case.clone(), person: *person, text: typed.to_owned() };
                let said = if typed.is_empty() { "Annotation taken away." } else { "Annotated." };
                Answered::Change(case.clone(), Box::new(change), said.to_owned())
            }
            Asked::NotApplicable(case, month, item) => {
                let mark = Mark::NotApplicable { why: reason()? };
                let change =
                    Change::ChecklistItemMarked { case: case.clone(), month: *month, item: item.clone(), mark };
                Answered::Change(case.clone(), Box::new(change), "Marked as not applicable.".to_owned())
            }
        })
    }
}

fn disposition(alert: &Alert, disposition: Disposition, said: String) -> Answered {
    Answered::Change(alert.case.clone(), Box::new(disposed(alert.clone(), disposition)), said)
}

/// The change that disposes of an alert.
pub fn disposed(alert: Alert, disposition: Disposition) -> Change {
    Change::AlertDisposed { alert: alert.key, case: alert.case, text: alert.text, disposition }
}

fn spoken(typed: &str, today: NaiveDate, ahead: bool) -> String {
    dates::spoken(typed, today, ahead).map_or_else(|_wrong| "not a date yet".to_owned(), dates::long)
}
