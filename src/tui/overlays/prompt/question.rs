//! The questions on the status line: their words, hints and subjects.

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate, Weekday};

use crate::desk::Alert;
use crate::domain::checklist::ItemId;
use crate::domain::comment::CommentDraft;
use crate::domain::dates::{self, DateError, DateSide, Month};
use crate::domain::duty_note::parse_typed_note;
use crate::domain::import_issues::RowDismissal;
use crate::domain::opened_case::parse_typed_opening;
use crate::domain::reminder::{self, Reminder};
use crate::domain::supervision::CaseReview;
use crate::domain::{CaseNumber, PersonNumber, RowId, WorkerNumber};
use crate::paper::{DocumentKind, DocumentName};
use crate::posting::PostingBlock;
use crate::store::{DraftTarget, ImportedExtract, SavedView};
use crate::tui::store_thread::{ImportSelection, UndatedFile};
use crate::tui::wording::count_with_noun;

/// What is asked, with all that recording the answer needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromptQuestion {
    /// Until when is the alert snoozed?
    Snooze(Alert),
    /// Why is the alert refused?
    Refuse(Alert),
    /// Why is the alert skipped?
    Skip(Alert),
    /// What is the worker reminded of, and when? The reminder is new, or as it is before it is changed.
    Remind(Box<Reminder>),
    /// What is the annotation of a participant's row?
    Annotate(CaseNumber, PersonNumber),
    /// Why does a checklist item not apply in a month?
    NotApplicable(CaseNumber, Month, ItemId),
    /// Under which word is this text kept as a phrase?
    PhraseWord(String),
    /// Why is a protected comment revealed?
    Reveal(CaseNumber, RowId),
    /// Why is a protected comment revealed to be corrected?
    RevealToCorrect(CaseNumber, RowId),
    /// Why is a protected comment copied for posting?
    CopyProtected(CaseNumber, RowId),
    /// Why is a filed comment corrected?
    CorrectBecause {
        /// The case.
        case: CaseNumber,
        /// The filed comment.
        comment: RowId,
        /// The elements as they are right.
        draft: Box<CommentDraft>,
        /// The draft that the correction replaces.
        of: DraftTarget,
    },
    /// Which file is a copy-out block written to?
    WriteTo(CaseNumber, Vec<PostingBlock>),
    /// Which file or folder holds the extracts?
    ReadFrom,
    /// Which file holds the list from child welfare?
    MatchList,
    /// Why are the services of a sensitive child-welfare case opened?
    OpenServices(CaseNumber),
    /// Which case is opened by hand?
    OpenCase,
    /// What is entered in the duty log about no case? The entry may follow up another one.
    DutyNote {
        /// The id of the entry.
        id: RowId,
        /// The entry that it follows up.
        follows: Option<RowId>,
    },
    /// On which day did the county run a file that does not say it? Each such file is asked about in its turn.
    RunDay {
        /// The files.
        selection: Box<ImportSelection>,
        /// Those of them that do not say it.
        undated: Vec<UndatedFile>,
        /// The index of the one that is asked about.
        index: usize,
    },
    /// Why is the import of an extract undone?
    UndoImport(Box<ImportedExtract>),
    /// Why is a rejected row dismissed?
    DismissRow(Box<RowDismissal>),
    /// Under which name is what filters a list saved?
    ViewName(Box<SavedView>),
    /// Which day are the lists for?
    AsOf,
    /// Which file is a document printed into? The flag says whether it is redacted.
    PrintTo(DocumentKind, bool),
    /// What is done with the case of a walk?
    OnWalk(WalkQuestion),
    /// Into which files is a document of each marked case printed? The flag says whether they are redacted.
    PrintMarked(DocumentName, bool),
    /// What is done with the marked rows of a list?
    OnMarked(MarkedQuestion),
    /// What does the supervisor remark on a review besides its scores?
    ReviewRemark(Box<CaseReview>),
    /// What was agreed in a conference?
    Conference {
        /// The EC with whom the conference was held.
        with: WorkerNumber,
        /// The cases that were discussed.
        cases: Vec<CaseNumber>,
        /// The day of the conference.
        on: NaiveDate,
    },
}

/// What is asked about the marked rows of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkedQuestion {
    /// Why are they skipped?
    Skip,
    /// Until when are they snoozed?
    Snooze,
    /// What is added to the annotation of each?
    Annotate,
    /// Of what is the worker reminded on each?
    Remind,
    /// How many hours did each attend last month, and what verifies them?
    Attendance,
}

/// What is asked about the item on the screen of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkQuestion {
    /// Why is the item skipped?
    Skip,
    /// Until when is the item snoozed?
    Snooze,
    /// Why is the item refused?
    Refuse,
}

impl PromptQuestion {
    /// Returns the subject of the question if its unfinished answer is kept; `None` if the answer is a date or a file.
    /// `row` is the case of the selected row.
    pub(super) fn identity_subject(&self, row: Option<&CaseNumber>) -> Option<String> {
        match self {
            Self::Refuse(alert) | Self::Skip(alert) => Some(alert.key.to_string()),
            Self::Annotate(case, person) => Some(format!("{case} {person}")),
            Self::Remind(reminder) if reminder.text.is_empty() => {
                Some(format!("{} {}", reminder.case, reminder.person))
            }
            Self::Remind(reminder) => Some(reminder.id.to_string()),
            Self::NotApplicable(case, month, item) => Some(format!("{case} {month} {item}")),
            Self::Reveal(_, comment)
            | Self::RevealToCorrect(_, comment)
            | Self::CopyProtected(_, comment)
            | Self::CorrectBecause { comment, .. } => Some(comment.to_string()),
            Self::OnWalk(WalkQuestion::Skip | WalkQuestion::Refuse) => row.map(CaseNumber::to_string),
            Self::ReviewRemark(review) => Some(format!("{} {}", review.case, review.month)),
            Self::Conference { with, on, .. } => Some(format!("{with} {on}")),
            Self::UndoImport(extract) => Some(extract.extract.id.to_string()),
            Self::DismissRow(row) => Some(format!("{} {}", row.extract, row.row)),
            Self::OpenServices(case) => Some(case.to_string()),
            Self::OpenCase => Some("case".to_owned()),
            Self::DutyNote { follows, .. } => {
                Some(follows.map_or_else(|| "new".to_owned(), |follows| follows.to_string()))
            }
            Self::OnMarked(question) if *question != MarkedQuestion::Snooze => Some("marked".to_owned()),
            Self::OnWalk(WalkQuestion::Snooze)
            | Self::OnMarked(_)
            | Self::PrintMarked(..)
            | Self::Snooze(_)
            | Self::PhraseWord(_)
            | Self::ViewName(_)
            | Self::WriteTo(..)
            | Self::ReadFrom
            | Self::MatchList
            | Self::RunDay { .. }
            | Self::AsOf
            | Self::PrintTo(..) => None,
        }
    }

    /// Returns whether the text that is offered is a whole answer, which the first typed character replaces; otherwise
    /// it is the worker's own text, which they go on writing.
    pub(super) const fn offers_whole_answer(&self) -> bool {
        matches!(
            self,
            Self::ReadFrom
                | Self::MatchList
                | Self::RunDay { .. }
                | Self::WriteTo(..)
                | Self::PrintTo(..)
                | Self::PrintMarked(..)
                | Self::AsOf
                | Self::Snooze(_)
        )
    }

    /// Returns whether the question is answered anew each time, in a few words: why something is not done, or what is done with
    /// all marked rows.
    pub(super) const fn is_answered_anew(&self) -> bool {
        matches!(
            self,
            Self::Skip(_)
                | Self::Refuse(_)
                | Self::NotApplicable(..)
                | Self::DismissRow(_)
                | Self::OnMarked(
                    MarkedQuestion::Skip
                        | MarkedQuestion::Annotate
                        | MarkedQuestion::Remind
                        | MarkedQuestion::Attendance
                )
                | Self::OnWalk(WalkQuestion::Skip | WalkQuestion::Refuse)
        )
    }

    /// Returns the words of the question.
    pub const fn text(&self) -> &'static str {
        match self {
            Self::Snooze(_) | Self::OnWalk(WalkQuestion::Snooze) => "Snooze until",
            Self::OnMarked(MarkedQuestion::Snooze) => "Snooze all marked until",
            Self::OnMarked(MarkedQuestion::Skip) => "Skip all marked rows because",
            Self::OnMarked(MarkedQuestion::Annotate) => "Annotation for all marked rows",
            Self::OnMarked(MarkedQuestion::Remind) => "Remind me on each marked row",
            Self::OnMarked(MarkedQuestion::Attendance) => "Hours each attended",
            Self::PrintMarked(_, true) => "Print each redacted to",
            Self::PrintMarked(_, false) => "Print each with names to",
            Self::Refuse(_) | Self::OnWalk(WalkQuestion::Refuse) => "Refused because",
            Self::Skip(_) | Self::OnWalk(WalkQuestion::Skip) => "Skipped because",
            Self::Remind(_) => "Remind me",
            Self::Annotate(..) => "Annotation",
            Self::NotApplicable(..) => "Not applicable because",
            Self::PhraseWord(_) => "Kept as ;",
            Self::Reveal(..) | Self::RevealToCorrect(..) | Self::CopyProtected(..) => "Revealed because",
            Self::CorrectBecause { .. } => "Corrected because",
            Self::WriteTo(..) => "New file",
            Self::ReadFrom => "File or folder",
            Self::MatchList => "List from child welfare",
            Self::OpenServices(_) => "Opened because",
            Self::OpenCase => "Open case",
            Self::DutyNote { follows: None, .. } => "Duty log",
            Self::DutyNote { .. } => "Duty log, follow-up",
            Self::RunDay { .. } => "The county ran it on",
            Self::UndoImport(_) => "Undone because",
            Self::DismissRow(_) => "Dismissed because",
            Self::ViewName(_) => "View saved as",
            Self::AsOf => "Lists as of",
            Self::PrintTo(DocumentKind::GoalSheet(..), false) => "Is it safe to take home? Print to",
            Self::PrintTo(_, true) => "Print redacted to",
            Self::PrintTo(_, false) => "Print with names to",
            Self::ReviewRemark(_) => "Remark",
            Self::Conference { .. } => "Agreed",
        }
    }

    /// Returns what the typed answer means, or what may be typed.
    pub(super) fn hint(&self, typed: &str, today: NaiveDate) -> Cow<'static, str> {
        let fixed = match self {
            Self::Snooze(_) | Self::OnWalk(WalkQuestion::Snooze) | Self::OnMarked(MarkedQuestion::Snooze) => {
                if typed.is_empty()
                    && let Some(next) = next_weekday(today)
                {
                    return format!("Enter: {}; or +7, fri, 11/30", dates::format_long_date(next)).into();
                }
                return date_hint(typed, |typed| dates::parse_typed_date(typed, today, DateSide::Future));
            }
            Self::OnMarked(MarkedQuestion::Annotate) => "added to what each has; shown before it is recorded",
            Self::OnMarked(MarkedQuestion::Attendance) => "and what verifies them: 86 sheet, 40 pay stub",
            Self::OnMarked(MarkedQuestion::Remind) => "day and words: fri call back; shown before it is recorded",
            Self::OnMarked(MarkedQuestion::Skip) => "they stay in the list; shown before it is recorded",
            Self::Remind(reminder) => return reminder_hint(reminder, typed, today).into(),
            Self::AsOf => return date_hint(typed, |typed| dates::parse_nearest_date(typed, today)),
            Self::RunDay { undated, index, .. } => {
                let Some(UndatedFile { file, offered }) = undated.get(*index) else { return "".into() };
                if !typed.trim().is_empty() && typed != dates::format_long_date(*offered) {
                    return date_hint(typed, |typed| dates::parse_typed_date(typed, today, DateSide::Past));
                }
                let turn = match undated.len() {
                    ..=1 => String::new(),
                    all => format!("{} of {all}: ", index + 1),
                };
                return format!("{turn}{file} does not say; this is when it was last changed").into();
            }
            Self::ReviewRemark(review) => {
                return format!("{}; kept separate from the case", review.result_text()).into();
            }
            Self::Conference { with, cases, .. } => {
                return format!("with {with}, {}", count_with_noun(cases.len(), "case")).into();
            }
            Self::Annotate(..) => "empty removes it",
            Self::Reveal(..)
            | Self::RevealToCorrect(..)
            | Self::CopyProtected(..)
            | Self::OpenServices(_)
            | Self::UndoImport(_) => "recorded with your name",
            Self::CorrectBecause { .. } => "the original is kept",
            Self::DismissRow(_) => "until its cells change; it stays listed",
            Self::WriteTo(..) => "recorded",
            Self::ReadFrom | Self::MatchList => "~/ is your home folder",
            Self::OpenCase => return opening_hint(typed).into(),
            Self::DutyNote { .. } => return note_hint(typed).into(),
            Self::PhraseWord(_) => "letters and digits",
            Self::ViewName(_) => "it goes into settings.toml; v shows it",
            Self::PrintMarked(..) => "each gets its case number; pdf xlsx csv json txt",
            Self::PrintTo(..) => "pdf xlsx csv json txt",
            Self::Skip(_) | Self::OnWalk(WalkQuestion::Skip) => "it stays in the list, marked as skipped",
            Self::Refuse(_) | Self::NotApplicable(..) | Self::OnWalk(WalkQuestion::Refuse) => "",
        };
        fixed.into()
    }
}

/// Returns what is understood of a case that is typed, or how one is typed.
fn opening_hint(typed: &str) -> String {
    match parse_typed_opening(typed) {
        Ok(opened) => format!("{}, {}, {}", opened.case, opened.name, opened.why.title()),
        Err(_) if typed.trim().is_empty() => "14B51159 Reed, Dana; inquiry; Spanish; 510 555-0101".to_owned(),
        Err(missing) => missing.to_owned(),
    }
}

/// Returns what is understood of an entry of the duty log that is typed, or how one is typed.
fn note_hint(typed: &str) -> String {
    match parse_typed_note(typed) {
        Ok(note) => format!("{}, {}", note.visitor.title(), note.outcome.title()),
        Err(_) if typed.trim().is_empty() => "client follow 14:30 asked for a shelter".to_owned(),
        Err(missing) => missing.to_owned(),
    }
}

/// Returns the day and the case of a reminder as they are understood, or how one is typed.
fn reminder_hint(reminder: &Reminder, typed: &str, today: NaiveDate) -> String {
    let of = if reminder.case.stands_for_none() { "on no case".to_owned() } else { format!("on {}", reminder.case) };
    match reminder::parse_typed_reminder(typed, today) {
        Some((on, _)) => format!("{of}, {}", dates::format_long_date(on)),
        None => format!("{of}; day and words: fri call back"),
    }
}

/// Returns the day that is typed, in words, or which forms of a date may be typed.
fn date_hint(typed: &str, parse: impl Fn(&str) -> Result<NaiveDate, DateError>) -> Cow<'static, str> {
    if typed.is_empty() {
        return "t, +7, fri, 11/30, 11/30/26".into();
    }
    parse(typed).map_or(Cow::Borrowed("not a date yet"), |day| dates::format_long_date(day).into())
}

/// Returns the next day that is no Saturday or Sunday, until which a row is snoozed if nothing is typed.
pub(super) fn next_weekday(today: NaiveDate) -> Option<NaiveDate> {
    let is_weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    today.iter_days().skip(1).find(|day| !is_weekend(day))
}
