//! Dictate: the comment form. Drafts are never checked; filing checks all six elements, names what is missing and puts
//! the caret there.

mod calling;
mod choice_run;
mod commands;
mod effort_meter;
mod field;
mod missing;
mod phrase_blank;
mod phrase_blanks;
mod remark_list;
mod revision;
mod saved_comment;
mod view;
mod wording_remarks;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use chrono::NaiveDate;

pub use commands::FormOutcome;
pub use field::{DictateField, FormChoices, ListAnswer, PersonAnswer};
pub use revision::{Revision, RevisionKind};
pub use saved_comment::SavedComment;
pub use view::DictateView;

use super::Subject;
use crate::desk::Caseload;
use crate::domain::comment::{CommentDraft, ContactType};
use crate::domain::dates;
use crate::domain::filing_answer::FilingAnswer;
use crate::domain::filing_metrics::FilingEffort;
use crate::domain::{CaseNumber, PersonNumber, RowId};
use crate::present::dates::{compact_date, date_field_text};
use crate::store::DraftTarget;
use crate::tui::command::{EditCommand, KeyContext, Pane};
use crate::tui::state::autosave::AutosaveTimer;
use crate::tui::widgets::choice::Step;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::narrative::NarrativeEditor;

/// The start values of a new form: the row from which it was opened, and what was used last.
#[derive(Debug, Clone)]
pub struct DictateStart {
    /// The id of the comment that the form will become, unless a draft has one already.
    pub id: RowId,
    /// The case and participant of the row.
    pub subject: Subject,
    /// What is proposed for the comment.
    pub proposal: CommentProposal,
    /// The civil day.
    pub today: NaiveDate,
    /// The pane to go back to.
    pub from: Pane,
    /// The draft that the form is kept in.
    pub draft_key: DraftTarget,
}

/// What is proposed for a comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommentProposal {
    /// The purpose that fits the row; empty if none does.
    pub purpose: String,
    /// The results, if an act that was just recorded asks for a comment. They describe the act, not a contact.
    pub results: String,
}

/// Whether the missing elements of a form are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingMarks {
    /// The comment is being written; nothing is marked as missing.
    Hidden,
    /// The worker tried to file; every missing element is marked from then on.
    Shown,
}

/// Where the worker goes once a comment is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterFiling {
    /// Back to the pane from which the form was opened.
    Back,
    /// To the form of the next row.
    Next,
}

/// The comment form of a case.
#[derive(Debug, Clone)]
pub struct DictateForm {
    /// The case, and the participant who was contacted.
    pub subject: Subject,
    /// The case and the participant of the row from which the form was opened.
    pub row: Subject,
    /// The id of the comment that this form will become, so that filing it twice files it once.
    pub id: RowId,
    /// The draft that the form is kept in: one for each participant of a case.
    pub draft_key: DraftTarget,
    /// The pane to go back to.
    pub from: Pane,
    /// When the draft was saved that this form was restored from, in milliseconds since 1970, UTC; `None` once
    /// something is typed.
    pub restored_from_ms: Option<u64>,
    /// Whether the missing elements are marked.
    pub missing_marks: MissingMarks,
    /// Where the worker goes once the comment is filed.
    pub after_filing: AfterFiling,
    /// The field that has the focus.
    pub field: DictateField,
    /// Whether the next character replaces the content of the field.
    pub replaces_on_typing: bool,
    /// The letters that were just typed in choices, one after the other.
    choice_run: Option<choice_run::ChoiceRun>,
    /// The choice in which a text was begun that went to the results.
    text_moved_from: Option<DictateField>,
    /// The field to which the letter of a choice went on as the last key: a Tab or an Enter after it is already done.
    went_on_to: Option<DictateField>,
    date: LineInput,
    contact_type: Option<ContactType>,
    /// Whether the participant was reached; `None` until the worker chose. Nothing is preset, because a wrong answer
    /// counts as the month's contact.
    reached: Option<bool>,
    purpose: LineInput,
    results: NarrativeEditor,
    forms: ListAnswer,
    documents: ListAnswer,
    protected: bool,
    /// The filed comment that the form changes, if it does not dictate a new one.
    pub revision: Option<Revision>,
    /// The worker's confirmations for the current text; any further key in the form clears them.
    answers: Vec<FilingAnswer>,
    meter: effort_meter::EffortMeter,
    choices: FormChoices,
    /// Whether the worker must still say with whom the contact was: the row was about the case as a whole, and the case
    /// has two participants.
    person_answer: PersonAnswer,
    today: NaiveDate,
    remarks: remark_list::WordingRemarks,
    /// The blanks of the last expanded phrase that the caret has not visited yet.
    blanks: VecDeque<phrase_blank::PhraseBlank>,
    /// The blank under the caret, if the blank offers choices.
    active_blank: Option<phrase_blank::PhraseBlank>,
    autosave: AutosaveTimer,
}

impl DictateForm {
    /// Counts a key press, in the narrative or outside it.
    pub const fn count_key(&mut self, in_narrative: bool) {
        self.meter.count_key(in_narrative);
    }

    /// Notes when the form was opened; only the first call counts.
    pub fn note_opened_at(&mut self, now: Instant) {
        self.meter.note_opened_at(now);
    }

    /// Returns what the comment has cost so far; `None` if not all of it is known.
    pub fn filing_effort(&self, now: Instant) -> Option<FilingEffort> {
        self.meter.filing_effort(now)
    }

    /// Creates a form. The focus is on the first field without an answer.
    pub fn new(start: DictateStart, caseload: &Caseload) -> Self {
        let choices = FormChoices::for_case(caseload, &start.subject.case);
        let mut form = Self {
            id: start.id,
            draft_key: start.draft_key,
            from: start.from,
            restored_from_ms: None,
            missing_marks: MissingMarks::Hidden,
            after_filing: AfterFiling::Back,
            field: DictateField::Results,
            replaces_on_typing: false,
            choice_run: None,
            text_moved_from: None,
            went_on_to: None,
            date: LineInput::with_text("t"),
            contact_type: None,
            reached: None,
            purpose: LineInput::with_text(&start.proposal.purpose),
            results: NarrativeEditor::with_text(&start.proposal.results),
            forms: ListAnswer::default(),
            documents: ListAnswer::default(),
            protected: false,
            revision: None,
            answers: Vec::new(),
            meter: effort_meter::EffortMeter::default(),
            remarks: remark_list::WordingRemarks::for_case(case_names(caseload, &start.subject.case)),
            blanks: VecDeque::new(),
            active_blank: None,
            today: start.today,
            autosave: AutosaveTimer::default(),
            row: start.subject.clone(),
            person_answer: PersonAnswer::for_row(&choices, start.subject.person),
            subject: Subject {
                person: choices.participant_of_row(start.subject.person).unwrap_or(PersonNumber::CASE),
                case: start.subject.case,
            },
            choices,
        };
        form.go_to_field(form.first_open_field().unwrap_or(DictateField::Results));
        form
    }

    /// Restores the form from a draft that was saved at `saved_ms`.
    pub fn from_saved(start: DictateStart, saved: SavedComment, saved_ms: u64, caseload: &Caseload) -> Self {
        let mut form = Self::new(start, caseload);
        form.id = saved.id.unwrap_or(form.id);
        form.person_answer = PersonAnswer::for_row(&form.choices, saved.person);
        form.subject.person = saved.person;
        form.date = LineInput::with_text(&date_field_text(&saved.date));
        form.contact_type = saved.contact_type;
        form.reached = saved.reached;
        form.purpose = LineInput::with_text(&saved.purpose);
        form.results = NarrativeEditor::with_text(&saved.results);
        form.forms = ListAnswer::from(saved.forms);
        form.documents = ListAnswer::from(saved.documents);
        form.protected = saved.protected;
        form.revision = saved.revises;
        form.meter.resumed = true;
        form.restored_from_ms = Some(saved_ms);
        form.shift_remarks();
        form.go_to_field(form.first_open_field().unwrap_or(DictateField::Results));
        form
    }

    /// Returns the form as a draft keeps it. A date is written out, because `t` means another day tomorrow.
    pub fn to_saved(&self) -> SavedComment {
        SavedComment {
            id: Some(self.id),
            person: self.subject.person,
            date: self.parsed_date().map_or_else(|| self.date.content().to_owned(), |date| date.to_string()),
            contact_type: self.contact_type.clone(),
            reached: self.reached,
            purpose: self.purpose.content().to_owned(),
            results: self.results.content(),
            forms: self.forms.to_saved(),
            documents: self.documents.to_saved(),
            protected: self.protected,
            revises: self.revision,
        }
    }

    /// Returns whether the worker has written anything that a draft would keep.
    pub fn is_worth_keeping(&self) -> bool {
        !self.results.is_empty()
            || self.forms.is_answered()
            || self.documents.is_answered()
            || self.restored_from_ms.is_some()
    }

    /// Returns the comment as dictated so far.
    pub fn comment_draft(&self) -> CommentDraft {
        self.comment_draft_with(self.results.content())
    }

    fn comment_draft_with(&self, results: String) -> CommentDraft {
        CommentDraft {
            person: self.subject.person,
            on: self.parsed_date().filter(|date| *date <= self.today),
            contact_type: self.contact_type.clone(),
            reached: self.reached == Some(true),
            purpose: self.purpose.content().to_owned(),
            results,
            forms: self.forms.item_list(),
            documents: self.documents.item_list(),
            protected: self.protected,
            answers: self.answers.clone(),
        }
    }

    fn parsed_date(&self) -> Option<NaiveDate> {
        dates::parse_typed_date(self.date.content(), self.today, dates::DateSide::Past).ok()
    }

    /// Moves the form to a new civil day. A typed date keeps the day that it meant.
    pub fn turn_day(&mut self, today: NaiveDate) {
        if today == self.today {
            return;
        }
        if let Some(date) = self.parsed_date() {
            self.date = LineInput::with_text(&compact_date(date));
        }
        self.today = today;
    }

    /// Returns what the keys act on.
    pub const fn key_context(&self) -> KeyContext {
        match self.field {
            DictateField::Type | DictateField::Participant | DictateField::Reached => KeyContext::Choice,
            DictateField::Results => KeyContext::Narrative,
            DictateField::Date | DictateField::Purpose | DictateField::Forms | DictateField::Documents => {
                KeyContext::Line
            }
        }
    }

    /// Goes to a field.
    pub fn go_to_field(&mut self, field: DictateField) {
        self.field = field;
        (self.choice_run, self.text_moved_from) = (None, None);
        self.went_on_to = None;
        self.replaces_on_typing = matches!(field, DictateField::Date | DictateField::Purpose);
    }

    /// Goes to the next field or to the previous one.
    fn step_field(&mut self, step: Step) {
        self.go_to_field(match step {
            Step::Next => self.field.next_field(),
            Step::Previous => self.field.previous_field(),
        });
    }

    /// Inserts a character, or selects the choice with that letter.
    fn insert_char(&mut self, c: char, now: Instant) {
        self.active_blank = None;
        self.went_on_to = None;
        match self.field {
            DictateField::Type | DictateField::Participant | DictateField::Reached => {
                return self.press_in_choice(c, now);
            }
            DictateField::Results => {
                if let Some(run) = self.take_begun_word(c, now) {
                    return self.move_to_results(run, &c.to_string(), now);
                }
                if c == ' ' {
                    self.choice_run = None;
                }
                self.results.insert_char(c);
            }
            DictateField::Date | DictateField::Purpose | DictateField::Forms | DictateField::Documents => {
                self.insert_into_line(c);
            }
        }
        self.note_change(now);
    }

    fn insert_into_line(&mut self, c: char) {
        let replaces = std::mem::take(&mut self.replaces_on_typing);
        if let Some(line) = self.active_line() {
            if replaces {
                *line = LineInput::default();
            }
            line.insert_char(c);
        }
    }

    /// Inserts pasted text. What is pasted into a choice goes to the results.
    fn paste_text(&mut self, pasted: &str, now: Instant) {
        (self.replaces_on_typing, self.went_on_to) = (false, None);
        if self.field == DictateField::Results {
            self.results.paste_text(pasted);
        } else if let Some(line) = self.active_line() {
            line.paste_text(pasted);
        } else {
            let run = self.begin_choice_run(now);
            return self.move_to_results(run, pasted, now);
        }
        self.note_change(now);
    }

    /// Edits the text of the field. Enter in a line goes to the next field.
    fn apply_edit(&mut self, edit: EditCommand, now: Instant) {
        let had_stray = self.choice_run.take().is_some_and(|run| run.stray.is_some());
        if had_stray && edit == EditCommand::Backspace {
            return;
        }
        if self.went_on_to.take().is_some() && edit == EditCommand::NewLine {
            return;
        }
        if self.choose_in_phrase(edit) {
            return self.note_change(now);
        }
        if self.field == DictateField::Results {
            self.results.apply_edit(edit);
        } else if edit == EditCommand::NewLine {
            return self.step_field(Step::Next);
        } else if let Some(line) = self.active_line() {
            line.apply_edit(edit);
        }
        self.replaces_on_typing = false;
        self.note_change(now);
    }

    fn active_line(&mut self) -> Option<&mut LineInput> {
        match self.field {
            DictateField::Date => Some(&mut self.date),
            DictateField::Purpose => Some(&mut self.purpose),
            DictateField::Forms => Some(self.forms.line_mut()),
            DictateField::Documents => Some(self.documents.line_mut()),
            DictateField::Type | DictateField::Participant | DictateField::Reached | DictateField::Results => None,
        }
    }

    /// Selects the next or the previous choice.
    fn choose_adjacent(&mut self, step: Step, now: Instant) {
        match self.field {
            DictateField::Type => self.contact_type = self.choices.adjacent_type(self.contact_type.as_ref(), step),
            DictateField::Participant => {
                self.subject.person = self.choices.adjacent_person(self.subject.person, step);
                self.person_answer = PersonAnswer::Given;
            }
            DictateField::Reached => self.reached = Some(self.reached != Some(true)),
            _ => {}
        }
        self.note_change(now);
    }

    /// Switches between reached and attempted. Returns the sentence that says which it is now.
    fn toggle_reached(&mut self, now: Instant) -> &'static str {
        let is_reached = self.reached != Some(true);
        self.reached = Some(is_reached);
        self.note_change(now);
        if is_reached { "Contact: reached." } else { "Contact: attempted; it does not count as the month's contact." }
    }

    /// Answers none: in the forms or documents field, for that field; elsewhere, for each of the two that has no
    /// answer.
    fn answer_none(&mut self, now: Instant) {
        match self.field {
            DictateField::Forms => self.forms.answer_none(),
            DictateField::Documents => self.documents.answer_none(),
            _ => {
                for answer in [&mut self.forms, &mut self.documents] {
                    if !answer.is_answered() {
                        answer.answer_none();
                    }
                }
            }
        }
        if matches!(self.field, DictateField::Forms) {
            self.step_field(Step::Next);
        }
        self.note_change(now);
    }

    /// Writes what was picked from the catalog into the field.
    pub fn insert_choice(&mut self, picked: &str, now: Instant) {
        self.replaces_on_typing = false;
        match self.field {
            DictateField::Purpose => {
                self.purpose = LineInput::with_text(picked);
                self.go_on_from_choice();
            }
            DictateField::Forms => self.forms.add_item(picked),
            DictateField::Documents => self.documents.add_item(picked),
            _ => {}
        }
        self.note_change(now);
    }

    /// Notes that the form changed, so that the draft is saved soon.
    fn note_change(&mut self, now: Instant) {
        self.restored_from_ms = None;
        self.answers.clear();
        self.shift_remarks();
        self.autosave.note_change(now);
    }

    /// Returns when the draft is to be saved; `None` if all of it is saved.
    pub fn save_at(&self) -> Option<Instant> {
        self.autosave.save_at()
    }

    /// Notes that the draft is being saved. Returns whether there was anything to save.
    pub const fn start_save(&mut self) -> bool {
        self.autosave.start_save()
    }

    /// Returns the participant with whom the contact was.
    pub const fn participant_number(&self) -> PersonNumber {
        self.subject.person
    }
}

/// Returns the names of everybody in the case, of the worker and of the office, word by word, which the spelling
/// checker accepts.
fn case_names(caseload: &Caseload, case: &CaseNumber) -> Arc<[String]> {
    let people = caseload.case(case).into_iter().flat_map(|case| &case.record.facts.people);
    let people = people.filter_map(|person| person.name.as_ref().map(ToString::to_string));
    let names = people.chain([caseload.worker().name.clone(), caseload.worker().office.clone()]);
    let words = |name: String| name.split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect::<Vec<_>>();
    names.flat_map(words).filter(|word| !word.is_empty()).collect()
}
