//! The act sheet: the day and the fields of an act, filled in as far as they can be worked out, and what the act would
//! change.

mod asked;
mod asked_choice;
mod commands;
mod draw;
mod goals;
mod members;
mod narrowing;
mod saved_sheet;
mod saving;

use std::borrow::Cow;
use std::time::Instant;

use chrono::NaiveDate;

pub use asked_choice::AskedChoice;
pub use commands::ActOutcome;
pub use saved_sheet::SavedActSheet;

use crate::desk::{ActPreview, Caseload};
use crate::domain::act::Act;
use crate::domain::sanitize::quoted;
use crate::domain::{CaseNumber, PersonNumber, dates};
use crate::policy::act_forms::{ActField, ActFieldKind, ActForm, AnswerError};
use crate::present::dates::{date_field_text, month_field_text};
use crate::present::labels::answer_choice_label;
use crate::rules::acts::defaults::AnswerChoice;
use crate::store::DraftTarget;
use crate::tui::command::{EditCommand, KeyContext};
use crate::tui::panes::Subject;
use crate::tui::state::autosave::AutosaveTimer;
use crate::tui::widgets::choice::{Step, adjacent_choice};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::text_sink::{TextInput, TextSink};

/// The initial content of the day line: today.
const TODAY: &str = "t";

/// The last act that was recorded in this session.
#[derive(Debug, Clone)]
pub struct LastAct {
    /// The case of the act.
    pub case: CaseNumber,
    /// The form of the act.
    pub form: &'static ActForm,
    /// The proposed results of the comment about the act; `None` if the record cannot word them.
    pub comment: Option<String>,
}

/// The result of checking the act as the sheet is filled in.
#[derive(Debug, Clone)]
pub enum ActCheck {
    /// A field has no answer or an invalid one; the sentence says which.
    Unfinished(String),
    /// A rule or the record forbids the act; the sentence says why.
    Refused(String),
    /// The act can be recorded, and would do what the preview says.
    Ready(Act, Box<ActPreview>),
}

/// The act sheet.
#[derive(Debug, Clone)]
pub struct ActSheet {
    /// The case and participant that the act is about.
    pub subject: Subject,
    /// The fields, their labels and the rules of the form.
    pub form: &'static ActForm,
    /// The result of checking the act as the sheet is filled in.
    pub check: ActCheck,
    /// The index of the answer that has the focus; the day is 0.
    pub field_index: usize,
    /// Whether the next character replaces the content of the field.
    pub replaces_on_typing: bool,
    /// Whether a letter that begins no choice was typed in a choice, so that letters choose nothing there.
    pub ignores_letters: bool,
    /// When the draft was saved from which this sheet was restored, in milliseconds since 1970, UTC; `None` once
    /// something is typed.
    pub restored_from_ms: Option<u64>,
    autosave: AutosaveTimer,
    answers: Vec<ActAnswer>,
    /// The civil day on which the sheet is filled in.
    pub today: NaiveDate,
    /// The day of the act for which the answers were worked out.
    filled_for: NaiveDate,
    /// The goal that the row is about, if it is about one.
    goal_of_row: Option<u16>,
}

/// A line of the form: a field with its answer.
#[derive(Debug, Clone)]
pub struct ActAnswer {
    /// The field; `None` for the day of the act.
    pub field: Option<&'static ActField>,
    /// The answer as it is typed or chosen.
    pub line: LineInput,
    /// The answer that the line was filled in with.
    prefilled: String,
    /// The answers to choose from; empty if the answer is typed.
    choices: Vec<Choice>,
    /// The letters that narrow the choices.
    narrowing: String,
    /// What helps to fill the line where the answer is typed; `None` if nothing does.
    hint: Option<String>,
    /// The choice of the field that this line asks about with yes or no, if it does.
    pub asked: Option<AskedChoice>,
}

/// An answer to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Choice {
    /// The answer as the form reads it.
    answer: String,
    /// The words that the screen shows for it.
    label: String,
}

impl Choice {
    fn new(choice: &AnswerChoice) -> Self {
        Self { answer: choice.answer(), label: answer_choice_label(choice) }
    }
}

impl ActSheet {
    /// Creates the form, filled in as far as the answers can be worked out. The keys are on the first field that needs
    /// an answer.
    pub fn new(form: &'static ActForm, subject: Subject, caseload: &Caseload, today: NaiveDate) -> Self {
        let person = act_person(form, &subject, caseload);
        let defaults = caseload.default_answers(&subject.case, form, person, today);
        let day = ActAnswer::new(None, TODAY, Vec::new());
        let fields = form.fields.iter().flat_map(|field| {
            if field.ask_each.is_some() {
                return ActAnswer::asked_lines(field, &subject.case, person, caseload);
            }
            let answer = defaults.iter().find(|(name, _)| *name == field.name).map_or("", |(_, answer)| answer);
            let choices = caseload.answer_choices(&subject.case, field, person, today);
            let hint = if choices.is_empty() { caseload.answer_hint(&subject.case, field, person) } else { None };
            let answer = ActAnswer::new(Some(field), answer, choices.iter().map(Choice::new).collect());
            vec![ActAnswer { hint, ..answer }]
        });
        let answers: Vec<_> = std::iter::once(day).chain(fields).collect();
        let mut sheet = Self {
            subject: Subject { case: subject.case, person },
            form,
            check: ActCheck::Unfinished(String::new()),
            field_index: 0,
            replaces_on_typing: true,
            ignores_letters: false,
            restored_from_ms: None,
            autosave: AutosaveTimer::default(),
            answers,
            today,
            filled_for: today,
            goal_of_row: None,
        };
        sheet.field_index = 1.min(sheet.answers.len() - 1);
        sheet.go_to_unanswered();
        sheet.recheck_act(caseload);
        sheet
    }

    /// Creates the sheet of an act on a case, restored from its draft if there is one.
    pub fn with_draft(form: &'static ActForm, subject: Subject, caseload: &Caseload, today: NaiveDate) -> Self {
        let mut sheet = Self::new(form, subject, caseload, today);
        if let Some(draft) = caseload.find_draft(&sheet.subject.case, &sheet.draft_key()) {
            sheet.restore_saved(&SavedActSheet::from_body(&draft.body), draft.saved_ms);
            sheet.recheck_act(caseload);
        }
        sheet
    }

    /// Returns the key under which the draft of this form is saved.
    pub fn draft_key(&self) -> DraftTarget {
        DraftTarget::Act(self.form.act.id().to_owned(), self.subject.person)
    }

    /// Returns whether this is the sheet of the given act on the given case and participant.
    pub fn is_for(&self, form: &ActForm, subject: &Subject, caseload: &Caseload) -> bool {
        self.form.act == form.act
            && self.subject.case == subject.case
            && self.subject.person == act_person(form, subject, caseload)
    }

    /// Returns the lines of the form, the day first.
    pub fn answers(&self) -> &[ActAnswer] {
        &self.answers
    }

    /// Returns what the keys act on.
    pub fn key_context(&self) -> KeyContext {
        let is_choice = self.answers.get(self.field_index).is_some_and(ActAnswer::is_choice);
        if is_choice { KeyContext::ActChoice } else { KeyContext::ActLine }
    }

    /// Goes to the next or the previous line; the last line and the first follow each other.
    fn step_field(&mut self, step: Step) {
        self.field_index = adjacent_choice(Some(self.field_index), self.answers.len(), step).unwrap_or(0);
        self.ignores_letters = false;
        self.replaces_on_typing = true;
        self.widen_choices();
    }

    /// Goes to the line at an index, or to the last one if there are fewer.
    pub fn go_to_field(&mut self, index: usize) {
        self.field_index = index.min(self.answers.len().saturating_sub(1));
        self.replaces_on_typing = false;
    }

    /// Inserts a character; in a choice, narrows the values. A yes or no is a whole answer, and the keys go on to the next
    /// line without one.
    fn insert_char(&mut self, c: char, now: Instant) {
        self.note_change(now);
        let replaces = std::mem::take(&mut self.replaces_on_typing);
        let Some(answer) = self.answers.get_mut(self.field_index) else { return };
        if answer.is_choice() {
            // After a letter that fits no choice, the others belong to a sentence that was meant for another line.
            if !self.ignores_letters {
                self.ignores_letters = !answer.narrow_by_letter(c);
                if !self.ignores_letters && answer.is_yes_or_no() {
                    answer.narrowing.clear();
                    self.go_to_unanswered();
                }
            }
        } else {
            if replaces {
                answer.line = LineInput::default();
            }
            answer.line.insert_char(c);
        }
    }

    /// Goes to the first line that needs an answer, if there is one.
    fn go_to_unanswered(&mut self) {
        if let Some(index) = self.answers.iter().position(ActAnswer::is_unanswered) {
            self.field_index = index;
            self.replaces_on_typing = true;
            self.widen_choices();
        }
    }

    /// Pastes into the line or edits it. A choice has no line; Backspace widens it by a letter.
    fn edit_line(&mut self, input: TextInput<'_>, now: Instant) {
        self.note_change(now);
        self.replaces_on_typing = false;
        match self.answers.get_mut(self.field_index) {
            Some(answer) if !answer.is_choice() => answer.line.apply_input(input, now),
            Some(answer) if input == TextInput::Edit(EditCommand::Backspace) => answer.drop_letter(),
            _ => {}
        }
    }

    /// Selects the next or the previous value.
    fn choose_adjacent(&mut self, step: Step, now: Instant) {
        self.note_change(now);
        self.ignores_letters = false;
        if let Some(answer) = self.answers.get_mut(self.field_index) {
            answer.choose_adjacent(step);
        }
    }

    fn note_change(&mut self, now: Instant) {
        self.restored_from_ms = None;
        self.autosave.note_change(now);
    }

    /// Returns when the draft is to be saved; `None` if all of it is saved.
    pub fn save_at(&self) -> Option<Instant> {
        self.autosave.save_at()
    }

    /// Marks the draft as saved. Returns whether there was anything to save.
    pub const fn start_save(&mut self) -> bool {
        self.autosave.start_save()
    }

    /// Checks again whether the act can be recorded as the form is filled in, and what it would do.
    pub fn recheck_act(&mut self, caseload: &Caseload) {
        self.refill_for_day(caseload);
        self.offer_other_members(caseload);
        self.offer_steps(caseload);
        self.check = self.check_act(caseload);
    }

    /// Works the answers out again for another day of the act, where nobody has changed them.
    fn refill_for_day(&mut self, caseload: &Caseload) {
        let day = self.answers.first().map_or("", |day| day.line.content());
        let on = dates::parse_typed_date(day, self.today, dates::DateSide::Past).ok();
        let Some(on) = on.filter(|on| *on != self.filled_for) else { return };
        self.filled_for = on;
        let filled = caseload.default_answers(&self.subject.case, self.form, self.subject.person, on);
        for answer in &mut self.answers {
            let field = answer.field.filter(|_| answer.asked.is_none() && answer.line.content() == answer.prefilled);
            let new = field.and_then(|field| filled.iter().find(|(name, _)| *name == field.name));
            if let Some((_, new)) = new {
                answer.set_answer(new);
                answer.line.content().clone_into(&mut answer.prefilled);
            }
        }
        self.refill_goal();
    }

    fn check_act(&self, caseload: &Caseload) -> ActCheck {
        let day = self.answers.first().map_or("", |day| day.line.content());
        let Ok(on) = dates::parse_typed_date(day, self.today, dates::DateSide::Past) else {
            return ActCheck::Unfinished(format!("{} is not a date yet.", self.form.on));
        };
        let answers = match self.field_answers() {
            Ok(answers) => answers,
            Err(open) => return ActCheck::Unfinished(open),
        };
        let kind = match self.form.parse_act(&answers, self.today) {
            Ok(kind) => kind,
            Err(error) => return ActCheck::Unfinished(self.answer_error_text(&error)),
        };
        let act = Act { person: self.subject.person, on, kind };
        match caseload.preview_act(&self.subject.case, &act) {
            Ok(preview) => ActCheck::Ready(act, Box::new(preview)),
            Err(refusal) => ActCheck::Refused(refusal.to_string()),
        }
    }

    /// Returns what is wrong with an answer in words for the screen. The names by which a command gives answers are left out,
    /// because the choices of a line are shown below it.
    fn answer_error_text(&self, error: &AnswerError) -> String {
        match error {
            AnswerError::Unanswered { label, name, wanted } => {
                let is_choice = self.form.field(name).is_some_and(|field| field.kind == ActFieldKind::Choice);
                let wanted = if is_choice { String::new() } else { format!(": {wanted}") };
                format!("{label} needs an answer{wanted}.", label = quoted(label))
            }
            other => other.to_string(),
        }
    }

    /// Returns the day that a typed answer means, in words, or an error if the answer is not a date; `None` if the
    /// answer is empty or the field does not ask for a day.
    pub fn understood_day(&self, answer: &ActAnswer) -> Option<Result<String, &'static str>> {
        // A day that is chosen stands there in full.
        if !answer.asks_for_day() || answer.is_choice() || answer.line.content().is_empty() {
            return None;
        }
        let day = answer.typed_day(self.today);
        Some(day.map(dates::format_long_date).ok_or("not a date"))
    }
}

/// Returns the participant that the act is about, or the case as a whole.
fn act_person(form: &ActForm, subject: &Subject, caseload: &Caseload) -> PersonNumber {
    if form.case_as_a_whole { PersonNumber::CASE } else { caseload.resolve_participant(&subject.case, subject.person) }
}

impl ActAnswer {
    fn new(field: Option<&'static ActField>, answer: &str, choices: Vec<Choice>) -> Self {
        let mut filled = Self {
            field,
            prefilled: String::new(),
            line: LineInput::default(),
            choices,
            narrowing: String::new(),
            hint: None,
            asked: None,
        };
        filled.set_answer(answer);
        filled.line.content().clone_into(&mut filled.prefilled);
        filled
    }

    /// Fills the line with an answer in the form of the record or a draft. A typed line shows a day or month in the
    /// form for people.
    fn set_answer(&mut self, answer: &str) {
        self.line = if self.is_choice() {
            LineInput::with_text(answer)
        } else if self.asks_for_day() {
            LineInput::with_text(&date_field_text(answer))
        } else if self.asks_for_month() {
            LineInput::with_text(&month_field_text(answer))
        } else {
            LineInput::with_text(answer)
        };
    }

    /// Returns the label before the line.
    pub fn label<'a>(&'a self, form: &'a ActForm) -> &'a str {
        let asked = self.asked.as_ref().map(|asked| asked.title.as_str());
        asked.unwrap_or_else(|| self.field.map_or(form.on.as_str(), |field| field.label.as_str()))
    }

    /// Returns the day that is typed; `None` if the text is not a date.
    fn typed_day(&self, today: NaiveDate) -> Option<NaiveDate> {
        let typed = self.line.content();
        self.field.map_or_else(
            || dates::parse_typed_date(typed, today, dates::DateSide::Past).ok(),
            |field| field.parse_day(typed, today),
        )
    }

    /// Returns whether the field asks for a day.
    fn asks_for_day(&self) -> bool {
        self.field.is_none_or(|field| matches!(field.kind, ActFieldKind::Date | ActFieldKind::Notice))
    }

    /// Returns whether the field asks for a month.
    fn asks_for_month(&self) -> bool {
        self.field.is_some_and(|field| field.kind == ActFieldKind::Month)
    }

    /// Returns whether the answer is chosen instead of typed.
    pub const fn is_choice(&self) -> bool {
        !self.choices.is_empty()
    }

    /// Returns the words for the chosen answer. This includes an answer of a draft that can no longer be chosen.
    pub fn choice_title(&self, today: NaiveDate) -> Cow<'_, str> {
        let answer = self.line.content();
        // An empty answer would match every choice by its beginning, so it is handled first: nothing is chosen yet.
        if answer.is_empty() {
            return Cow::Borrowed("");
        }
        if let Some(choice) = self.choices.iter().find(|choice| choice.answer == answer) {
            return choice.label.as_str().into();
        }
        let value = self.field.and_then(|field| Some(field.display_value(&field.parse_answer(answer, today).ok()?)));
        value.map_or(Cow::Borrowed(answer), Cow::Owned)
    }

    /// Returns whether the field needs an answer and has none.
    fn is_unanswered(&self) -> bool {
        self.field.is_some_and(|field| !field.optional) && self.line.content().is_empty()
    }

    fn choice_index(&self) -> Option<usize> {
        self.choices.iter().position(|choice| choice.answer == self.line.content())
    }

    fn choose_index(&mut self, index: usize) {
        if let Some(choice) = self.choices.get(index) {
            self.line = LineInput::with_text(&choice.answer);
        }
    }

    /// Selects the next or the previous of the choices that the typed letters leave.
    fn choose_adjacent(&mut self, step: Step) {
        let left = self.matching_choices();
        let chosen = self.choice_index().and_then(|index| left.iter().position(|narrowed| *narrowed == index));
        let next = adjacent_choice(chosen, left.len(), step).and_then(|index| left.get(index).copied());
        if let Some(index) = next {
            self.choose_index(index);
        }
    }
}
