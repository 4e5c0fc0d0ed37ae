//! The form of an act: its day and its fields, filled with what was worked out, and what the act would do as it stands.

mod saved;

use std::time::Instant;

use chrono::NaiveDate;

pub use saved::SavedSheet;

use saved::TODAY;

use crate::desk::{Desk, Preview};
use crate::domain::act::Act;
use crate::domain::{CaseNumber, PersonNumber, dates};
use crate::policy::act_forms::{ActForm, Field, Kind};
use crate::rules::acts::defaults;
use crate::rules::view::View;
use crate::store::DraftOf;
use crate::tui::command::{Context, Edit};
use crate::tui::panes::Subject;
use crate::tui::unsaved::Unsaved;
use crate::tui::widgets::line_input::LineInput;

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
pub enum Weighed {
    /// A field has no answer yet, or one that it cannot hold.
    Unfinished(String),
    /// A rule or the record forbids it.
    Refused(String),
    /// It can be filed, and would do this.
    Ready(Act, Box<Preview>),
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
    pub weighed: Weighed,
    /// Which answer has the keys: the day is the first.
    pub at: usize,
    /// Whether the next letter takes the place of what stands in the field.
    pub fresh: bool,
    /// When the draft was saved that this form was restored from, until the worker decides on it: milliseconds since
    /// 1970, UTC.
    pub restored: Option<u64>,
    unsaved: Unsaved,
    answers: Vec<Answer>,
    today: NaiveDate,
}

/// A line of the form.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its field; nothing for the act's day.
    pub field: Option<&'static Field>,
    /// What is typed or chosen.
    pub line: LineInput,
    /// What it was filled with.
    filled: String,
    /// What may be chosen, where it is a choice.
    choices: Vec<String>,
}

impl ActSheet {
    /// The form, filled with what can be worked out; the keys are on the first field that is to be answered.
    pub fn new(form: &'static ActForm, subject: Subject, desk: &Desk, today: NaiveDate) -> Self {
        let person = person(form, &subject, desk);
        let filled = desk.defaults(&subject.case, form, person);
        let facts = desk.case(&subject.case).map(|on_desk| &on_desk.record.facts);
        let day = Answer::filled(None, TODAY, Vec::new());
        let fields = form.fields.iter().map(|field| {
            let answer = filled.iter().find(|(name, _)| *name == field.name).map_or("", |(_, answer)| answer);
            let offered =
                facts.map(|facts| defaults::choices(field, &View::new(facts, desk.policies(), today), person));
            Answer::filled(Some(field), answer, offered.unwrap_or_default())
        });
        let answers: Vec<_> = std::iter::once(day).chain(fields).collect();
        let mut sheet = Self {
            subject: Subject { case: subject.case, person },
            form,
            filing: false,
            weighed: Weighed::Unfinished(String::new()),
            at: 0,
            fresh: true,
            restored: None,
            unsaved: Unsaved::default(),
            answers,
            today,
        };
        sheet.at = 1.min(sheet.answers.len() - 1);
        sheet.go_to_open();
        sheet.weigh(desk);
        sheet
    }

    /// The form of an act on a case, with what a draft of it kept.
    pub fn resumed(form: &'static ActForm, subject: Subject, desk: &Desk, today: NaiveDate) -> Self {
        let mut sheet = Self::new(form, subject, desk, today);
        if let Some(draft) = desk.draft(&sheet.subject.case, &sheet.draft_of()) {
            sheet.restore(&SavedSheet::read(&draft.body), draft.saved_ms);
            sheet.weigh(desk);
        }
        sheet
    }

    /// What its draft is a draft of.
    pub fn draft_of(&self) -> DraftOf {
        DraftOf::Act(self.form.act.clone(), self.subject.person)
    }

    /// Whether it is the form of this act on this case.
    pub fn is_of(&self, form: &ActForm, subject: &Subject, desk: &Desk) -> bool {
        self.form.act == form.act
            && self.subject.case == subject.case
            && self.subject.person == person(form, subject, desk)
    }

    /// The lines of the form.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// What the keys act on. A key out of habit is not written into a draft that was restored at the start.
    pub fn context(&self) -> Context {
        if self.restored.is_some() {
            return Context::Restored;
        }
        let is_choice = self.answers.get(self.at).is_some_and(Answer::is_choice);
        if is_choice { Context::ActChoice } else { Context::ActLine }
    }

    /// Goes to the line after this one, or before it, round and round.
    pub fn step(&mut self, forward: bool) {
        let len = self.answers.len();
        let step = if forward { 1 } else { len.saturating_sub(1) };
        self.at = (self.at + step).checked_rem(len).unwrap_or(0);
        self.fresh = true;
    }

    /// Goes to a line, if there is one.
    pub fn go(&mut self, at: usize) {
        self.at = at.min(self.answers.len().saturating_sub(1));
        self.fresh = false;
    }

    /// Writes a character; in a choice it takes the next one that begins with it.
    pub fn write(&mut self, c: char, now: Instant) {
        self.touched(now);
        let fresh = std::mem::take(&mut self.fresh);
        let Some(answer) = self.answers.get_mut(self.at) else { return };
        if answer.is_choice() {
            if answer.choose_by_letter(c) {
                self.go_to_open();
            }
        } else {
            if fresh {
                answer.line = LineInput::default();
            }
            answer.line.write(c);
        }
    }

    /// Goes to the next line that is to be answered, if one is.
    fn go_to_open(&mut self) {
        if let Some(open) = self.answers.iter().position(Answer::is_open) {
            self.at = open;
            self.fresh = true;
        }
    }

    /// Writes pasted text; in a choice it is nothing.
    pub fn paste(&mut self, pasted: &str, now: Instant) {
        self.touched(now);
        self.fresh = false;
        self.answers
            .get_mut(self.at)
            .filter(|answer| !answer.is_choice())
            .into_iter()
            .for_each(|answer| answer.line.paste(pasted));
    }

    /// Edits the line. A choice has none.
    pub fn edit(&mut self, what: Edit, now: Instant) {
        self.touched(now);
        self.fresh = false;
        self.answers
            .get_mut(self.at)
            .filter(|answer| !answer.is_choice())
            .into_iter()
            .for_each(|answer| answer.line.edit(what));
    }

    /// Takes the choice beside the one that is made.
    pub fn choose_beside(&mut self, forward: bool, now: Instant) {
        self.touched(now);
        self.answers.get_mut(self.at).into_iter().for_each(|answer| answer.choose_beside(forward));
    }

    fn touched(&mut self, now: Instant) {
        self.restored = None;
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

    /// Works out what the act would do as the form stands.
    pub fn weigh(&mut self, desk: &Desk) {
        self.weighed = self.weighed_by(desk);
    }

    fn weighed_by(&self, desk: &Desk) -> Weighed {
        let day = self.answers.first().map_or("", |day| day.line.content());
        let Ok(on) = dates::spoken(day, self.today, false) else {
            return Weighed::Unfinished(format!("{} is not a date yet.", self.form.on));
        };
        let named = self
            .answers
            .iter()
            .filter_map(|answer| Some((answer.field?.name.clone(), answer.line.content().to_owned())));
        let kind = match self.form.kind(&named.collect::<Vec<_>>(), self.today) {
            Ok(kind) => kind,
            Err(wrong) => return Weighed::Unfinished(wrong.to_string()),
        };
        let act = Act { person: self.subject.person, on, kind };
        match desk.preview(&self.subject.case, &act) {
            Ok(preview) => Weighed::Ready(act, Box::new(preview)),
            Err(refused) => Weighed::Refused(refused.to_string()),
        }
    }

    /// The day that an answer is understood as, or that it names none yet; nothing where no day is asked for.
    pub fn understood(&self, answer: &Answer) -> Option<Result<String, &'static str>> {
        if !answer.asks_for_day() || answer.line.content().is_empty() {
            return None;
        }
        let day = answer.day(self.today);
        Some(day.map(dates::long).ok_or("not a date"))
    }
}

/// Whom the act is about.
fn person(form: &ActForm, subject: &Subject, desk: &Desk) -> PersonNumber {
    if form.case_as_a_whole { PersonNumber::CASE } else { desk.participant(&subject.case, subject.person) }
}

impl Answer {
    fn filled(field: Option<&'static Field>, content: &str, choices: Vec<String>) -> Self {
        let line = LineInput::holding(content);
        Self { field, filled: line.content().to_owned(), line, choices }
    }

    fn hold(&mut self, content: &str) {
        self.line = LineInput::holding(content);
    }

    /// What stands before the line.
    pub fn label<'a>(&'a self, form: &'a ActForm) -> &'a str {
        self.field.map_or(form.on.as_str(), |field| field.label.as_str())
    }

    /// The day that is typed, if it names one.
    fn day(&self, today: NaiveDate) -> Option<NaiveDate> {
        let typed = self.line.content();
        self.field.map_or_else(|| dates::spoken(typed, today, false).ok(), |field| field.day(typed, today))
    }

    /// Whether a day is asked for.
    fn asks_for_day(&self) -> bool {
        self.field.is_none_or(|field| matches!(field.kind, Kind::Date | Kind::Notice))
    }

    /// Whether one chooses instead of typing.
    pub const fn is_choice(&self) -> bool {
        !self.choices.is_empty()
    }

    /// The choice as screens show it.
    pub fn shown(&self) -> String {
        let value = self.line.content();
        let choice = self.field.and_then(|field| field.choices.iter().find(|choice| choice.value == value));
        choice.map_or_else(|| value.to_owned(), |choice| choice.title.clone())
    }

    /// Whether it is to be answered and is not.
    fn is_open(&self) -> bool {
        self.field.is_some_and(|field| !field.optional) && self.line.content().is_empty()
    }

    fn place(&self) -> Option<usize> {
        self.choices.iter().position(|choice| choice == self.line.content())
    }

    fn take(&mut self, at: usize) {
        if let Some(choice) = self.choices.get(at) {
            self.line = LineInput::holding(choice);
        }
    }

    fn choose_beside(&mut self, forward: bool) {
        let len = self.choices.len();
        let step = if forward { 1 } else { len.saturating_sub(1) };
        let to = self.place().map_or(Some(0), |at| (at + step).checked_rem(len));
        if let Some(at) = to {
            self.take(at);
        }
    }

    /// Takes the next choice that begins with the letter; whether no other does.
    fn choose_by_letter(&mut self, c: char) -> bool {
        let after = self.place().map_or(0, |at| at + 1);
        let begins = |choice: &String| {
            let title = self.field.and_then(|field| field.choices.iter().find(|one| one.value == *choice));
            let title = title.map_or(choice.as_str(), |one| one.title.as_str());
            title.chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&c))
        };
        let fitting: Vec<_> = (0..self.choices.len()).filter(|at| self.choices.get(*at).is_some_and(begins)).collect();
        let next = fitting.iter().find(|at| **at >= after).or_else(|| fitting.first()).copied();
        if let Some(at) = next {
            self.take(at);
        }
        fitting.len() == 1
    }
}
