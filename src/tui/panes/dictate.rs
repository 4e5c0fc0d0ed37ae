//! Dictate: the comment form. Drafts are never checked; filing checks all six elements, names what is missing and
//! puts the caret there.

mod expanding;
mod field;
mod measured;
mod remarked;
mod saved;
mod view;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use chrono::NaiveDate;

pub use field::{Answered, Choices, Field};
pub use saved::SavedForm;
pub use view::FormView;

use super::Subject;
use crate::desk::Desk;
use crate::domain::comment::{CommentDraft, ContactType, Element};
use crate::domain::dates;
use crate::domain::{CaseNumber, PersonNumber, RowId};
use crate::tui::command::{Context, Edit, Pane};
use crate::tui::unsaved::Unsaved;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::narrative::Narrative;

/// What a new form starts from: the row it was opened from, and what was used last.
#[derive(Debug, Clone)]
pub struct Start {
    /// The case and participant.
    pub subject: Subject,
    /// What is proposed for it.
    pub proposed: Proposed,
    /// The type of the comment that was filed last.
    pub last_type: Option<ContactType>,
    /// The civil day.
    pub today: NaiveDate,
    /// The pane to go back to.
    pub from: Pane,
}

/// What is proposed for a comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposed {
    /// The purpose that answers the row, if one does.
    pub purpose: String,
    /// The results, where an act that was just filed asks for a comment. It tells the act and no contact.
    pub results: String,
}

/// How far a form is on its way into the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is being written.
    Writing,
    /// Something was missing when it was to be filed: from then on it is named.
    Refused,
    /// It is being filed.
    Filing,
}

/// Where one goes once a comment is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Back to where the form was opened.
    Back,
    /// To the form of the next row.
    Next,
}

/// The comment form of a case.
#[derive(Debug, Clone)]
pub struct Dictate {
    /// The case and the participant that the contact was with.
    pub subject: Subject,
    /// The case and the participant of the row that it was opened from.
    pub row: Subject,
    /// The id of the comment that this will be.
    pub id: Option<RowId>,
    /// The pane to go back to.
    pub from: Pane,
    /// When the draft was saved that this form was restored from, until the worker decides on it.
    pub restored: Option<u64>,
    /// How far it is on its way into the record.
    pub stage: Stage,
    /// Where one goes once it is filed.
    pub then: Then,
    /// The field that has the keys.
    pub field: Field,
    /// Whether the next letter takes the place of what stands in the field.
    pub fresh: bool,
    date: LineInput,
    contact_type: Option<ContactType>,
    reached: bool,
    purpose: LineInput,
    results: Narrative,
    forms: Answered,
    documents: Answered,
    protected: bool,
    meter: measured::Meter,
    choices: Choices,
    today: NaiveDate,
    remarks: remarked::Remarks,
    /// The fields of the phrase that was expanded last, as far as they were not visited.
    waiting: VecDeque<expanding::Waiting>,
    /// The field that the caret is in, where it offers choices.
    choosing: Option<expanding::Waiting>,
    unsaved: Unsaved,
}

impl Dictate {
    /// A new form.
    pub fn new(start: Start, desk: &Desk) -> Self {
        let choices = Choices::of(desk, &start.subject.case);
        let known = |kind: &ContactType| choices.types.iter().any(|choice| choice.kind == *kind);
        let mut form = Self {
            id: None,
            from: start.from,
            restored: None,
            stage: Stage::Writing,
            then: Then::Back,
            field: Field::Results,
            fresh: false,
            date: LineInput::holding("t"),
            contact_type: start.last_type.filter(known),
            reached: start.proposed.results.is_empty(),
            purpose: LineInput::holding(&start.proposed.purpose),
            results: Narrative::holding(&start.proposed.results),
            forms: Answered::default(),
            documents: Answered::default(),
            protected: false,
            meter: measured::Meter::default(),
            remarks: remarked::Remarks::of_case(names(desk, &start.subject.case)),
            waiting: VecDeque::new(),
            choosing: None,
            today: start.today,
            unsaved: Unsaved::default(),
            row: start.subject.clone(),
            subject: Subject { person: choices.participant(start.subject.person), case: start.subject.case },
            choices,
        };
        form.go(form.first_open().unwrap_or(Field::Results));
        form
    }

    /// The form that a draft was saved from; `saved_ms` is when.
    pub fn restored(start: Start, saved: SavedForm, saved_ms: u64, desk: &Desk) -> Self {
        let mut form = Self::new(start, desk);
        form.id = saved.id;
        form.subject.person = saved.person;
        form.date = LineInput::holding(&saved.date);
        form.contact_type = saved.contact_type;
        form.reached = saved.reached;
        form.purpose = LineInput::holding(&saved.purpose);
        form.results = Narrative::holding(&saved.results);
        form.forms = Answered::from(saved.forms);
        form.documents = Answered::from(saved.documents);
        form.protected = saved.protected;
        form.meter.resumed = true;
        form.restored = Some(saved_ms);
        form.changed();
        form.go(form.first_open().unwrap_or(Field::Results));
        form
    }

    /// The form as a draft is saved. A date that was understood is saved as that date: `t` is another day tomorrow.
    pub fn saved(&self) -> SavedForm {
        SavedForm {
            id: self.id,
            person: self.subject.person,
            date: self.date().map_or_else(|| self.date.content().to_owned(), |date| date.to_string()),
            contact_type: self.contact_type.clone(),
            reached: self.reached,
            purpose: self.purpose.content().to_owned(),
            results: self.results.content(),
            forms: self.forms.saved(),
            documents: self.documents.saved(),
            protected: self.protected,
        }
    }

    /// Whether the worker has written anything that a draft would keep.
    pub fn is_worth_keeping(&self) -> bool {
        !self.results.is_empty() || self.forms.is_answered() || self.documents.is_answered() || self.restored.is_some()
    }

    /// The comment as far as it is dictated.
    pub fn draft(&self) -> CommentDraft {
        self.draft_with(self.results.content())
    }

    fn draft_with(&self, results: String) -> CommentDraft {
        CommentDraft {
            person: self.subject.person,
            on: self.date().filter(|date| *date <= self.today),
            contact_type: self.contact_type.clone(),
            reached: self.reached,
            purpose: self.purpose.content().to_owned(),
            results,
            forms: self.forms.list(),
            documents: self.documents.list(),
            protected: self.protected,
        }
    }

    /// The elements that are missing. The narrative itself is not copied for it: it may be long, and this is asked with
    /// every frame.
    pub fn missing(&self) -> Vec<Element> {
        let results = if self.results.has_text() { "there" } else { "" };
        self.draft_with(results.to_owned()).missing()
    }

    fn date(&self) -> Option<NaiveDate> {
        dates::spoken(self.date.content(), self.today, false).ok()
    }

    /// The civil day turned while the form was open: what was typed still means the day that it meant.
    pub fn turn_day(&mut self, today: NaiveDate) {
        if today == self.today {
            return;
        }
        if let Some(date) = self.date() {
            self.date = LineInput::holding(&date.to_string());
        }
        self.today = today;
    }

    /// Checks the form for filing: what is missing, in a sentence; the caret goes there.
    pub fn refusal(&mut self) -> Option<String> {
        let missing = self.missing();
        let first = missing.first()?;
        self.stage = Stage::Refused;
        self.go(Field::of(*first));
        if self.date().is_some_and(|date| date > self.today) {
            return Some("The date of contact lies in the future.".to_owned());
        }
        let named: Vec<_> = missing.iter().map(|element| element.title()).collect();
        Some(format!("Not filed yet. Missing: {}.", named.join(", ")))
    }

    /// The keys' context.
    pub const fn context(&self) -> Context {
        if self.restored.is_some() {
            return Context::Restored;
        }
        match self.field {
            Field::Type | Field::Participant | Field::Reached => Context::Choice,
            Field::Results => Context::Narrative,
            Field::Date | Field::Purpose | Field::Forms | Field::Documents => Context::Line,
        }
    }

    /// Goes to a field.
    pub fn go(&mut self, field: Field) {
        self.field = field;
        self.fresh = matches!(field, Field::Date | Field::Purpose);
    }

    /// Goes to the field after this one, or the one before.
    pub fn step(&mut self, forward: bool) {
        self.go(if forward { self.field.next() } else { self.field.previous() });
    }

    /// The first element that has no answer yet, but for the last two, which Ctrl-N answers from anywhere.
    fn first_open(&self) -> Option<Field> {
        let missing = self.missing();
        let early = missing.into_iter().find(|element| !matches!(element, Element::Forms | Element::Documents));
        early.map(Field::of)
    }

    /// Writes a character, or chooses what it stands for.
    pub fn write(&mut self, c: char, now: Instant) {
        self.choosing = None;
        match self.field {
            Field::Type | Field::Participant | Field::Reached => self.choose(c),
            Field::Results => self.results.write(c),
            Field::Date | Field::Purpose | Field::Forms | Field::Documents => self.write_line(c),
        }
        self.touched(now);
    }

    fn write_line(&mut self, c: char) {
        let fresh = std::mem::take(&mut self.fresh);
        if let Some(line) = self.line() {
            if fresh {
                *line = LineInput::default();
            }
            line.write(c);
        }
    }

    /// Writes pasted text. In a choice it is nothing.
    pub fn paste(&mut self, pasted: &str, now: Instant) {
        self.fresh = false;
        if self.field == Field::Results {
            self.results.paste(pasted);
        } else if let Some(line) = self.line() {
            line.paste(pasted);
        }
        self.touched(now);
    }

    /// Edits the text of the field. Enter in a line goes to the next field.
    pub fn edit(&mut self, what: Edit, now: Instant) {
        if self.choose_in_phrase(what) {
            return self.touched(now);
        }
        if self.field == Field::Results {
            self.results.edit(what);
        } else if what == Edit::NewLine {
            return self.step(true);
        } else if let Some(line) = self.line() {
            line.edit(what);
        }
        self.fresh = false;
        self.touched(now);
    }

    fn line(&mut self) -> Option<&mut LineInput> {
        match self.field {
            Field::Date => Some(&mut self.date),
            Field::Purpose => Some(&mut self.purpose),
            Field::Forms => Some(self.forms.line()),
            Field::Documents => Some(self.documents.line()),
            Field::Type | Field::Participant | Field::Reached | Field::Results => None,
        }
    }

    /// Takes the choice of a letter and goes to the next field that has no answer.
    fn choose(&mut self, c: char) {
        let taken = match self.field {
            Field::Type => self.choices.type_of_key(c).map(|kind| self.contact_type = Some(kind)),
            Field::Participant => self.choices.person_of_key(c).map(|person| self.subject.person = person),
            Field::Reached => reached_of_key(c).map(|reached| self.reached = reached),
            _ => None,
        };
        if taken.is_some() {
            self.go(self.first_open().unwrap_or(Field::Results));
        }
    }

    /// Takes the choice beside the one that is made.
    pub fn choose_beside(&mut self, forward: bool, now: Instant) {
        match self.field {
            Field::Type => self.contact_type = self.choices.type_beside(self.contact_type.as_ref(), forward),
            Field::Participant => self.subject.person = self.choices.person_beside(self.subject.person, forward),
            Field::Reached => self.reached = !self.reached,
            _ => {}
        }
        self.touched(now);
    }

    /// Switches between reached and attempted.
    pub fn switch_reached(&mut self, now: Instant) {
        self.reached = !self.reached;
        self.touched(now);
    }

    /// Answers none: in forms or documents that field, elsewhere both where they are not answered.
    pub fn answer_none(&mut self, now: Instant) {
        match self.field {
            Field::Forms => self.forms.answer_none(),
            Field::Documents => self.documents.answer_none(),
            _ => {
                let open =
                    [&mut self.forms, &mut self.documents].into_iter().filter(|answered| !answered.is_answered());
                open.for_each(Answered::answer_none);
            }
        }
        if matches!(self.field, Field::Forms) {
            self.step(true);
        }
        self.touched(now);
    }

    /// Takes a choice from the catalogue into the field.
    pub fn take(&mut self, picked: &str, now: Instant) {
        self.fresh = false;
        match self.field {
            Field::Purpose => {
                self.purpose = LineInput::holding(picked);
                self.go(self.first_open().unwrap_or(Field::Results));
            }
            Field::Forms => self.forms.add(picked),
            Field::Documents => self.documents.add(picked),
            _ => {}
        }
        self.touched(now);
    }

    /// Something was typed: it is saved in a moment.
    fn touched(&mut self, now: Instant) {
        self.restored = None;
        self.changed();
        self.unsaved.changed(now);
    }

    /// When the draft is to be saved, if anything in it is not.
    pub fn save_at(&self) -> Option<Instant> {
        self.unsaved.save_at()
    }

    /// Notes that the draft is being saved; whether there was anything to save.
    pub const fn saving(&mut self) -> bool {
        self.unsaved.saving()
    }

    /// The participant that the contact was with.
    pub const fn participant(&self) -> PersonNumber {
        self.subject.person
    }
}

/// The names of everybody in the case, word by word.
fn names(desk: &Desk, case: &CaseNumber) -> Arc<[String]> {
    let people = desk.case(case).into_iter().flat_map(|case| &case.record.facts.people);
    let people = people.filter_map(|person| person.name.as_ref().map(ToString::to_string));
    let all = people.chain([desk.worker().name.clone(), desk.worker().office.clone()]);
    let parts = |name: String| name.split(|c: char| !c.is_alphabetic()).map(str::to_owned).collect::<Vec<_>>();
    all.flat_map(parts).filter(|part| !part.is_empty()).collect()
}

fn reached_of_key(c: char) -> Option<bool> {
    match c.to_ascii_lowercase() {
        'r' => Some(true),
        'a' => Some(false),
        _ => None,
    }
}
