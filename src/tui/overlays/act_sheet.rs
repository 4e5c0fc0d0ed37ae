//! The form of an act: its day and its fields, filled with what was worked out, and what the act would do as it stands.

mod saved_sheet;
mod saving;

use std::time::Instant;

use chrono::NaiveDate;

pub use saved_sheet::SavedActSheet;

use crate::desk::{ActPreview, Caseload};
use crate::domain::act::Act;
use crate::domain::{CaseNumber, PersonNumber, dates};
use crate::policy::act_forms::{ActField, ActFieldKind, ActForm};
use crate::rules::acts::defaults;
use crate::rules::view::View;
use crate::store::DraftTarget;
use crate::tui::autosave::AutosaveTimer;
use crate::tui::command::{EditCommand, KeyContext};
use crate::tui::panes::Subject;
use crate::tui::widgets::choice::adjacent_choice;
use crate::tui::widgets::line_input::LineInput;

/// What stands in the line of the day when the form is opened: today.
const TODAY: &str = "t";

/// The act that was filed last.
#[derive(Debug, Clone)]
pub struct LastAct {
    /// Its case.
    pub case: CaseNumber,
    /// Its form.
    pub form: &'static ActForm,
    /// The results to be dictated after it, where the record can word them.
    pub comment: Option<String>,
}

/// What the form comes to as it stands.
#[derive(Debug, Clone)]
pub enum ActCheck {
    /// A field has no answer yet, or one that it cannot hold.
    Unfinished(String),
    /// A rule or the record forbids it.
    Refused(String),
    /// It can be filed, and would do this.
    Ready(Act, Box<ActPreview>),
}

/// The form of an act.
#[derive(Debug, Clone)]
pub struct ActSheet {
    /// The case and participant.
    pub subject: Subject,
    /// The form.
    pub form: &'static ActForm,
    /// Whether it is on its way into the record.
    pub filing: bool,
    /// What it comes to.
    pub check: ActCheck,
    /// Which answer has the keys: the day is the first.
    pub field_index: usize,
    /// Whether the next letter takes the place of what stands in the field.
    pub replaces_on_typing: bool,
    /// When the draft was saved that this form was restored from, until the worker decides on it: milliseconds since
    /// 1970, UTC.
    pub restored_from_ms: Option<u64>,
    autosave: AutosaveTimer,
    answers: Vec<ActAnswer>,
    today: NaiveDate,
}

/// A line of the form.
#[derive(Debug, Clone)]
pub struct ActAnswer {
    /// Its field; nothing for the act's day.
    pub field: Option<&'static ActField>,
    /// What is typed or chosen.
    pub line: LineInput,
    /// What it was filled with.
    prefilled: String,
    /// What may be chosen, where it is a choice.
    choices: Vec<String>,
}

impl ActSheet {
    /// The form, filled with what can be worked out; the keys are on the first field that is to be answered.
    pub fn new(form: &'static ActForm, subject: Subject, desk: &Caseload, today: NaiveDate) -> Self {
        let person = act_person(form, &subject, desk);
        let filled = desk.default_answers(&subject.case, form, person);
        let facts = desk.case(&subject.case).map(|on_desk| &on_desk.record.facts);
        let day = ActAnswer::new(None, TODAY, Vec::new());
        let fields = form.fields.iter().map(|field| {
            let answer = filled.iter().find(|(name, _)| *name == field.name).map_or("", |(_, answer)| answer);
            let offered =
                facts.map(|facts| defaults::answer_choices(field, &View::new(facts, desk.policies(), today), person));
            ActAnswer::new(Some(field), answer, offered.unwrap_or_default())
        });
        let answers: Vec<_> = std::iter::once(day).chain(fields).collect();
        let mut sheet = Self {
            subject: Subject { case: subject.case, person },
            form,
            filing: false,
            check: ActCheck::Unfinished(String::new()),
            field_index: 0,
            replaces_on_typing: true,
            restored_from_ms: None,
            autosave: AutosaveTimer::default(),
            answers,
            today,
        };
        sheet.field_index = 1.min(sheet.answers.len() - 1);
        sheet.go_to_unanswered();
        sheet.recheck_act(desk);
        sheet
    }

    /// The form of an act on a case, with what a draft of it kept.
    pub fn with_draft(form: &'static ActForm, subject: Subject, desk: &Caseload, today: NaiveDate) -> Self {
        let mut sheet = Self::new(form, subject, desk, today);
        if let Some(draft) = desk.find_draft(&sheet.subject.case, &sheet.draft_key()) {
            sheet.restore_saved(&SavedActSheet::from_body(&draft.body), draft.saved_ms);
            sheet.recheck_act(desk);
        }
        sheet
    }

    /// What its draft is a draft of.
    pub fn draft_key(&self) -> DraftTarget {
        DraftTarget::Act(self.form.act.clone(), self.subject.person)
    }

    /// Whether it is the form of this act on this case.
    pub fn is_for(&self, form: &ActForm, subject: &Subject, desk: &Caseload) -> bool {
        self.form.act == form.act
            && self.subject.case == subject.case
            && self.subject.person == act_person(form, subject, desk)
    }

    /// The lines of the form.
    pub fn answers(&self) -> &[ActAnswer] {
        &self.answers
    }

    /// What the keys act on. A key out of habit is not written into a draft that was restored at the start.
    pub fn key_context(&self) -> KeyContext {
        if self.restored_from_ms.is_some() {
            return KeyContext::Restored;
        }
        let is_choice = self.answers.get(self.field_index).is_some_and(ActAnswer::is_choice);
        if is_choice { KeyContext::ActChoice } else { KeyContext::ActLine }
    }

    /// Goes to the line after this one, or before it, round and round.
    pub fn step_field(&mut self, forward: bool) {
        self.field_index = adjacent_choice(Some(self.field_index), self.answers.len(), forward).unwrap_or(0);
        self.replaces_on_typing = true;
    }

    /// Goes to a line, if there is one.
    pub fn go_to_field(&mut self, at: usize) {
        self.field_index = at.min(self.answers.len().saturating_sub(1));
        self.replaces_on_typing = false;
    }

    /// Writes a character; in a choice it takes the next one that begins with it.
    pub fn insert_char(&mut self, c: char, now: Instant) {
        self.note_change(now);
        let fresh = std::mem::take(&mut self.replaces_on_typing);
        let Some(answer) = self.answers.get_mut(self.field_index) else { return };
        if answer.is_choice() {
            if answer.choose_by_letter(c) {
                self.go_to_unanswered();
            }
        } else {
            if fresh {
                answer.line = LineInput::default();
            }
            answer.line.insert_char(c);
        }
    }

    /// Goes to the next line that is to be answered, if one is.
    fn go_to_unanswered(&mut self) {
        if let Some(open) = self.answers.iter().position(ActAnswer::is_unanswered) {
            self.field_index = open;
            self.replaces_on_typing = true;
        }
    }

    /// Writes pasted text; in a choice it is nothing.
    pub fn paste_text(&mut self, pasted: &str, now: Instant) {
        self.note_change(now);
        self.replaces_on_typing = false;
        self.answers
            .get_mut(self.field_index)
            .filter(|answer| !answer.is_choice())
            .into_iter()
            .for_each(|answer| answer.line.paste_text(pasted));
    }

    /// Edits the line. A choice has none.
    pub fn apply_edit(&mut self, what: EditCommand, now: Instant) {
        self.note_change(now);
        self.replaces_on_typing = false;
        self.answers
            .get_mut(self.field_index)
            .filter(|answer| !answer.is_choice())
            .into_iter()
            .for_each(|answer| answer.line.apply_edit(what));
    }

    /// Takes the choice beside the one that is made.
    pub fn choose_adjacent(&mut self, forward: bool, now: Instant) {
        self.note_change(now);
        self.answers.get_mut(self.field_index).into_iter().for_each(|answer| answer.choose_adjacent(forward));
    }

    fn note_change(&mut self, now: Instant) {
        self.restored_from_ms = None;
        self.autosave.note_change(now);
    }

    /// When the draft is to be saved, if anything in it is not.
    pub fn save_at(&self) -> Option<Instant> {
        self.autosave.save_at()
    }

    /// Notes that the draft is being saved; whether there was anything to save.
    pub const fn start_save(&mut self) -> bool {
        self.autosave.start_save()
    }

    /// Works out what the act would do as the form stands.
    pub fn recheck_act(&mut self, desk: &Caseload) {
        self.check = self.check_act(desk);
    }

    fn check_act(&self, desk: &Caseload) -> ActCheck {
        let day = self.answers.first().map_or("", |day| day.line.content());
        let Ok(on) = dates::parse_typed_date(day, self.today, false) else {
            return ActCheck::Unfinished(format!("{} is not a date yet.", self.form.on));
        };
        let named = self
            .answers
            .iter()
            .filter_map(|answer| Some((answer.field?.name.clone(), answer.line.content().to_owned())));
        let kind = match self.form.parse_act(&named.collect::<Vec<_>>(), self.today) {
            Ok(kind) => kind,
            Err(wrong) => return ActCheck::Unfinished(wrong.to_string()),
        };
        let act = Act { person: self.subject.person, on, kind };
        match desk.preview_act(&self.subject.case, &act) {
            Ok(preview) => ActCheck::Ready(act, Box::new(preview)),
            Err(refused) => ActCheck::Refused(refused.to_string()),
        }
    }

    /// The day that an answer is understood as, or that it names none yet; nothing where no day is asked for.
    pub fn understood_day(&self, answer: &ActAnswer) -> Option<Result<String, &'static str>> {
        if !answer.asks_for_day() || answer.line.content().is_empty() {
            return None;
        }
        let day = answer.typed_day(self.today);
        Some(day.map(dates::format_long_date).ok_or("not a date"))
    }
}

/// Whom the act is about.
fn act_person(form: &ActForm, subject: &Subject, desk: &Caseload) -> PersonNumber {
    if form.case_as_a_whole { PersonNumber::CASE } else { desk.resolve_participant(&subject.case, subject.person) }
}

impl ActAnswer {
    fn new(field: Option<&'static ActField>, content: &str, choices: Vec<String>) -> Self {
        let line = LineInput::with_text(content);
        Self { field, prefilled: line.content().to_owned(), line, choices }
    }

    fn set_content(&mut self, content: &str) {
        self.line = LineInput::with_text(content);
    }

    /// What stands before the line.
    pub fn label<'a>(&'a self, form: &'a ActForm) -> &'a str {
        self.field.map_or(form.on.as_str(), |field| field.label.as_str())
    }

    /// The day that is typed, if it names one.
    fn typed_day(&self, today: NaiveDate) -> Option<NaiveDate> {
        let typed = self.line.content();
        self.field
            .map_or_else(|| dates::parse_typed_date(typed, today, false).ok(), |field| field.parse_day(typed, today))
    }

    /// Whether a day is asked for.
    fn asks_for_day(&self) -> bool {
        self.field.is_none_or(|field| matches!(field.kind, ActFieldKind::Date | ActFieldKind::Notice))
    }

    /// Whether one chooses instead of typing.
    pub const fn is_choice(&self) -> bool {
        !self.choices.is_empty()
    }

    /// The choice as screens show it.
    pub fn choice_title(&self) -> String {
        let value = self.line.content();
        let choice = self.field.and_then(|field| field.choices.iter().find(|choice| choice.value == value));
        choice.map_or_else(|| value.to_owned(), |choice| choice.title.clone())
    }

    /// Whether it is to be answered and is not.
    fn is_unanswered(&self) -> bool {
        self.field.is_some_and(|field| !field.optional) && self.line.content().is_empty()
    }

    fn choice_index(&self) -> Option<usize> {
        self.choices.iter().position(|choice| choice == self.line.content())
    }

    fn choose_index(&mut self, at: usize) {
        if let Some(choice) = self.choices.get(at) {
            self.line = LineInput::with_text(choice);
        }
    }

    fn choose_adjacent(&mut self, forward: bool) {
        if let Some(index) = adjacent_choice(self.choice_index(), self.choices.len(), forward) {
            self.choose_index(index);
        }
    }

    /// Takes the next choice that begins with the letter; whether no other does.
    fn choose_by_letter(&mut self, c: char) -> bool {
        let after = self.choice_index().map_or(0, |at| at + 1);
        let begins = |choice: &String| {
            let title = self.field.and_then(|field| field.choices.iter().find(|one| one.value == *choice));
            let title = title.map_or(choice.as_str(), |one| one.title.as_str());
            title.chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&c))
        };
        let fitting: Vec<_> = (0..self.choices.len()).filter(|at| self.choices.get(*at).is_some_and(begins)).collect();
        let next = fitting.iter().find(|at| **at >= after).or_else(|| fitting.first()).copied();
        if let Some(at) = next {
            self.choose_index(at);
        }
        fitting.len() == 1
    }
}
