//! The forms of the acts: their fields, the source of each default, and how typed answers become an act.
//!
//! They are data (`assets/acts/`), built into the program. Commands and screen use the same forms.

mod answer_error;
mod bounds;
mod field_kinds;
mod typed_answers;

use std::sync::LazyLock;

pub use answer_error::AnswerError;
pub use bounds::{AnswerBounds, DatedEvent, EarliestBound, NumberBound};
use chrono::NaiveDate;
pub use field_kinds::{ActFieldKind, Prefill};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::catalog::{self, CatalogError};
use crate::domain::act::{Act, ActId, ActKind, ActivityRef};
use crate::domain::dates::{self, DateError, DateSide, Month};
use crate::domain::facts::MemberListing;
use crate::domain::near_words::{near_words, near_words_question};
use crate::domain::proposal::Proposal;
use crate::domain::role::Role;
use typed_answers::{
    either_of, parse_activity, parse_grid, parse_hours, parse_member, parse_moment, parse_time, parse_words,
    parse_worker, parse_yes_no,
};

/// The form of an act.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActForm {
    /// The act that the form records: `noncompliance_started`.
    pub act: ActId,
    /// The title in menus.
    pub title: String,
    /// What the form records, in one line.
    pub says: String,
    /// The proposals of findings (`next`) that the form answers.
    #[serde(default)]
    pub answers: Vec<Proposal>,
    /// The question for the act's day.
    #[serde(default = "default_day_question")]
    pub on: String,
    /// Whether the act is about the case as a whole.
    #[serde(default)]
    pub case_as_a_whole: bool,
    /// Whether the act may be about a person without a registration status.
    #[serde(default)]
    pub anybody: bool,
    /// The fields, in the order of the form.
    #[serde(default, rename = "field")]
    pub fields: Vec<ActField>,
    /// The purpose under which the contact about the act is dictated.
    pub purpose: String,
    /// The numbers of the forms usually completed with the act (`assets/catalog/forms.toml`).
    #[serde(default)]
    pub forms: Vec<String>,
    /// The statute, letter, handbook section or office that prescribes the act.
    pub source: String,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
pub struct ActField {
    /// The name of the field in the act.
    pub name: String,
    /// The label before the field.
    pub label: String,
    /// The kind of answer.
    pub kind: ActFieldKind,
    /// What the field is filled with at first: the act's own day, or what the record holds without a doubt.
    #[serde(default)]
    pub default: Prefill,
    /// What is only tried in the field, to tell whether the act is possible. The form never shows it, because the worker
    /// alone knows the answer.
    #[serde(default)]
    pub trial: Prefill,
    /// Whether the day is one on which the office is usually open, so that another is remarked.
    #[serde(default)]
    pub on_open_day: bool,
    /// Whether the field may stay empty.
    #[serde(default)]
    pub optional: bool,
    /// Whether the workers of the social-work unit are offered, with their languages and how much each of them has.
    #[serde(default)]
    pub of_unit: bool,
    /// Whether the answer stays out of the history of the case, the audit and every list.
    #[serde(default)]
    pub protected: bool,
    /// The roles that fill it although others may leave it empty.
    #[serde(default)]
    pub needed_of: Vec<Role>,
    /// The choice that is made when the screen asks about every other choice with yes or no and each is answered no;
    /// `None` if the screen asks for one choice.
    #[serde(default)]
    pub ask_each: Option<String>,
    /// The choices, where the kind is a choice.
    #[serde(default, rename = "choice")]
    pub choices: Vec<ActFieldChoice>,
}

/// A choice of a field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActFieldChoice {
    /// The value in the act.
    pub value: String,
    /// The title on screens.
    pub title: String,
    /// The word by which messages name the choice where the value, a stored name, is spelled otherwise. Both are taken.
    #[serde(default)]
    pub word: Option<String>,
    /// Whether it may tell of domestic abuse, so that only the folder of the case names it.
    #[serde(default)]
    pub confidential: bool,
}

/// The forms of all acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActForms(Vec<ActForm>);

#[expect(clippy::expect_used, reason = "built into the program, and a test reads every file")]
static BUILTIN: LazyLock<ActForms> =
    LazyLock::new(|| ActForms::read_files().expect("the forms of assets/acts are good"));

macro_rules! files {
    ($($file:literal),* $(,)?) => { [$(($file, include_str!(concat!("../../assets/acts/", $file)))),*] };
}

const FILES: [(&str, &str); 13] = files![
    "activity.toml",
    "plan.toml",
    "noncompliance.toml",
    "sanction.toml",
    "service.toml",
    "closing.toml",
    "duty.toml",
    "household.toml",
    "social_work.toml",
    "common_case.toml",
    "outreach.toml",
    "conference.toml",
    "goals.toml",
];

fn default_day_question() -> String {
    "Day".to_owned()
}

impl ActForms {
    /// Returns the forms that are built into the program. The files are read on the first call.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    fn read_files() -> Result<Self, CatalogError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct ActFormFile {
            form: Vec<ActForm>,
        }
        let mut forms = Vec::new();
        for (file, text) in FILES {
            let read: ActFormFile = catalog::parse_toml(file, text)?;
            forms.extend(read.form);
        }
        Ok(Self(forms))
    }

    /// Returns all forms, in the order of the menus.
    pub fn iter(&self) -> impl Iterator<Item = &ActForm> {
        self.0.iter()
    }

    /// Returns the form of an act by its id; dashes count as underscores.
    pub fn form_for_act(&self, act: &str) -> Option<&ActForm> {
        let id: ActId = act.replace('-', "_").parse().ok()?;
        self.0.iter().find(|form| form.act == id)
    }

    /// Returns the error for an act that does not exist, with those that may be meant by it.
    pub fn unknown_act(&self, act: &str) -> AnswerError {
        let of_titles = near_words(act, self.iter().map(|form| form.title.as_str()));
        let by_title = self.iter().filter(|form| of_titles.contains(&form.title.as_str())).map(|form| form.act.id());
        let near = match near_words_question(act, self.iter().map(|form| form.act.id())) {
            none if none.is_empty() => near_words_question(act, by_title),
            near => near,
        };
        AnswerError::UnknownAct { act: act.to_owned(), near }
    }

    /// Describes an act in a line: its title and the answers in its fields.
    pub fn act_line(&self, act: &Act) -> String {
        let Some(form) = self.form_for_act(act.kind.id()) else { return act.kind.id().to_owned() };
        let fields = form.describe_fields(&act.kind);
        if fields.is_empty() { form.title.clone() } else { format!("{}: {}", form.title, fields.join(", ")) }
    }
}

impl ActForm {
    /// Returns the field with this name.
    pub fn field(&self, name: &str) -> Option<&ActField> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Returns the act that the answers make. An answer is a field's name with the typed text; an empty text is no
    /// answer.
    ///
    /// # Errors
    /// A field that needs an answer has none, an answer does not fit its field, or the form has no field of that name.
    pub fn parse_act(&self, answers: &[(String, String)], today: NaiveDate) -> Result<ActKind, AnswerError> {
        let mut values = Map::new();
        values.insert("act".to_owned(), self.act.id().into());
        for (name, _) in answers {
            self.field(name).ok_or_else(|| self.unknown_field(name))?;
        }
        for field in &self.fields {
            let answer = answers.iter().find(|(name, _)| *name == field.name).map_or("", |(_, answer)| answer.trim());
            if answer.is_empty() && !field.optional {
                return Err(field.missing_answer());
            }
            if !answer.is_empty() {
                values.insert(field.name.clone(), field.parse_answer(answer, today)?);
            }
        }
        serde_json::from_value(Value::Object(values)).map_err(|_beyond| AnswerError::Beyond(self.title.clone()))
    }

    /// Returns the titles of the choices of a field; a value that is none of them stays as it is.
    pub fn choice_titles(&self, name: &str, values: &[String]) -> Vec<String> {
        let field = self.field(name);
        let choice = |value: &str| field.and_then(|field| field.choices.iter().find(|choice| choice.value == value));
        values.iter().map(|value| choice(value).map_or(value, |choice| &choice.title).clone()).collect()
    }

    /// Returns the error for a field that the form does not have.
    pub fn unknown_field(&self, name: &str) -> AnswerError {
        let fields: Vec<_> = self.fields.iter().map(|field| field.name.as_str()).collect();
        let fields = if fields.is_empty() { String::new() } else { format!("; its fields are {}", fields.join(", ")) };
        let near = near_words_question(name, self.fields.iter().map(|field| field.name.as_str()));
        AnswerError::UnknownField { title: self.title.clone(), name: name.to_owned(), fields, near }
    }

    /// Returns the answers in the fields of an act, each with its label; an answer that is a sentence, as where each choice
    /// is asked about, stands alone.
    pub fn describe_fields(&self, kind: &ActKind) -> Vec<String> {
        let Ok(Value::Object(values)) = serde_json::to_value(kind) else { return Vec::new() };
        let describe = |field: &ActField| {
            let shown = field.display_value(values.get(&field.name)?);
            let is_sentence = field.ask_each.is_some();
            Some(if is_sentence { shown } else { format!("{} {shown}", field.label.to_lowercase()) })
        };
        self.fields.iter().filter(|field| !field.protected).filter_map(describe).collect()
    }
}

impl ActField {
    /// Converts a typed answer to the value that the act holds.
    ///
    /// # Errors
    /// The answer does not fit the field.
    pub fn parse_answer(&self, answer: &str, today: NaiveDate) -> Result<Value, AnswerError> {
        let unfit = || AnswerError::Unfit {
            label: self.label.clone(),
            answer: answer.to_owned(),
            wanted: self.wanted_instead(answer, today),
        };
        Ok(match self.kind {
            ActFieldKind::Date | ActFieldKind::Notice => {
                self.parse_day(answer, today).ok_or_else(unfit)?.to_string().into()
            }
            ActFieldKind::Month => dates::parse_typed_month(answer).map_err(|_wrong| unfit())?.to_string().into(),
            ActFieldKind::Choice => self.find_choice(answer).ok_or_else(unfit)?.value.clone().into(),
            ActFieldKind::Choices => self.find_choices(answer).ok_or_else(unfit)?.into(),
            ActFieldKind::Time => parse_time(answer).ok_or_else(unfit)?.to_string().into(),
            ActFieldKind::Text
            | ActFieldKind::ActivityKind
            | ActFieldKind::ExemptionReason
            | ActFieldKind::Office
            | ActFieldKind::Bank => answer.into(),
            ActFieldKind::Worker => parse_worker(answer).ok_or_else(unfit)?.to_string().into(),
            ActFieldKind::Activity => parse_activity(answer, today).ok_or_else(unfit)?,
            ActFieldKind::Member => parse_member(answer, today).ok_or_else(unfit)?,
            ActFieldKind::Hours => parse_hours(answer).ok_or_else(unfit)?.into(),
            ActFieldKind::Number | ActFieldKind::Goal | ActFieldKind::Step => {
                answer.parse::<u32>().map_err(|_wrong| unfit())?.into()
            }
            ActFieldKind::LifeArea => answer.to_lowercase().replace([' ', '-'], "_").into(),
            ActFieldKind::LifeAreas => parse_words(answer).ok_or_else(unfit)?.into(),
            ActFieldKind::Levels | ActFieldKind::Answers => parse_grid(answer).ok_or_else(unfit)?,
            ActFieldKind::Moment => parse_moment(answer).ok_or_else(unfit)?.id().into(),
            ActFieldKind::YesNo => parse_yes_no(answer).ok_or_else(unfit)?.into(),
        })
    }

    /// Returns the day that an answer names. A day that must have passed is looked for in the past. Any other date that
    /// has no year is the one nearest to `today`, so that a slip of some days never becomes a year; a weekday is the
    /// next such day.
    pub fn parse_day(&self, answer: &str, today: NaiveDate) -> Option<NaiveDate> {
        let date = |side| dates::parse_typed_date(answer, today, side).ok();
        let has_passed = self.default == Prefill::Today || self.trial == Prefill::Yesterday;
        if self.kind == ActFieldKind::Notice || has_passed {
            return date(DateSide::Past);
        }
        let names_a_day = answer.contains(|c: char| c.is_ascii_digit());
        if names_a_day { dates::parse_nearest_date(answer, today).ok() } else { date(DateSide::Future) }
    }

    /// Returns the choice that an answer names by its value, its title, or the beginning of its title.
    pub fn find_choice(&self, answer: &str) -> Option<&ActFieldChoice> {
        let value = answer.to_lowercase().replace('-', "_");
        let named = |choice: &&ActFieldChoice| {
            choice.value == value
                || choice.word() == value
                || choice.value.eq_ignore_ascii_case(answer)
                || choice.title.eq_ignore_ascii_case(answer)
        };
        let begins = |choice: &&ActFieldChoice| choice.title.to_lowercase().starts_with(&answer.to_lowercase());
        self.choices.iter().find(named).or_else(|| self.choices.iter().find(begins))
    }

    /// Returns the values of the choices that an answer lists, `eviction, housing`, each once; `None` if it names anything
    /// else.
    fn find_choices(&self, answer: &str) -> Option<Vec<String>> {
        let mut values: Vec<String> = Vec::new();
        for word in answer.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
            let value = &self.find_choice(word)?.value;
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        (!values.is_empty()).then_some(values)
    }

    /// Returns the error for a field that needs an answer and has none.
    fn missing_answer(&self) -> AnswerError {
        AnswerError::Unanswered { label: self.label.clone(), name: self.name.clone(), wanted: self.expected_answer() }
    }

    /// Returns what the field takes, for a sentence that says what an answer is not. A date may be meant all the same.
    fn wanted_instead(&self, answer: &str, today: NaiveDate) -> String {
        let wanted = self.expected_answer();
        match self.kind {
            ActFieldKind::Choice | ActFieldKind::Choices => format!("known here; the answers are {wanted}"),
            ActFieldKind::Date | ActFieldKind::Notice => {
                let meant = dates::parse_typed_date(answer, today, DateSide::Past).err();
                wanted + meant.as_ref().map_or("", DateError::meant)
            }
            _ => wanted,
        }
    }

    fn expected_answer(&self) -> String {
        match self.kind {
            ActFieldKind::Date | ActFieldKind::Notice => {
                "a date (t, y, -3, +10, fri, Nov 15, 11/15, 11/15/26)".to_owned()
            }
            ActFieldKind::Month => "a month (Nov 2026, 11/2026)".to_owned(),
            ActFieldKind::Choice => {
                let words: Vec<_> = self.choices.iter().map(ActFieldChoice::word).collect();
                either_of(&words)
            }
            ActFieldKind::Choices => {
                let words: Vec<_> = self.choices.iter().map(ActFieldChoice::word).collect();
                format!("one or several of these, with commas between them: {}", words.join(", "))
            }
            ActFieldKind::Time => "a time of day (14:30, 2:30 pm)".to_owned(),
            ActFieldKind::Text => "a text".to_owned(),
            ActFieldKind::ActivityKind => "a kind of activity (Job Club)".to_owned(),
            ActFieldKind::ExemptionReason => "a reason for exemption (disability)".to_owned(),
            ActFieldKind::Worker => "a worker number (V1A3)".to_owned(),
            ActFieldKind::Activity => "an activity with its first day (Job Club @ 11/2)".to_owned(),
            ActFieldKind::Member => {
                "a member of the household with the date of birth, and the number if there is one (Vu, Mai @ 1/5/1990 #2)"
                    .to_owned()
            },
            ActFieldKind::Hours => "a number of hours, none below zero and with two decimals at most".to_owned(),
            ActFieldKind::Number => "a number".to_owned(),
            ActFieldKind::YesNo => "yes or no".to_owned(),
            ActFieldKind::Office => "an office".to_owned(),
            ActFieldKind::Bank => "the number of a bank".to_owned(),
            ActFieldKind::Goal => "the number of a goal".to_owned(),
            ActFieldKind::Step => "the number of a step".to_owned(),
            ActFieldKind::LifeArea => "an area of life (housing)".to_owned(),
            ActFieldKind::LifeAreas => "areas of life, with commas between them (housing, work)".to_owned(),
            ActFieldKind::Levels => "areas of life with their levels (child care=3, work=2)".to_owned(),
            ActFieldKind::Answers => "questions by number with their answers (1=4, 2=3)".to_owned(),
            ActFieldKind::Moment => "a moment (appraisal, off_exemption)".to_owned(),
        }
    }

    /// Formats a value of an act as people read it, for a form or a line.
    pub fn display_value(&self, value: &Value) -> String {
        match value {
            Value::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
            Value::String(text) => match self.kind {
                ActFieldKind::Choice => {
                    self.find_choice(text).map_or_else(|| text.clone(), |choice| choice.title.clone())
                }
                ActFieldKind::Date | ActFieldKind::Notice => {
                    text.parse().map_or_else(|_other| text.clone(), dates::format_long_date)
                }
                ActFieldKind::Time => text.get(..5).unwrap_or(text).to_owned(),
                ActFieldKind::Month => text.parse::<Month>().map_or_else(|_other| text.clone(), dates::format_month),
                _ => text.clone(),
            },
            Value::Array(several) if self.kind == ActFieldKind::Choices => {
                let title = |value: &str| self.find_choice(value).map_or(value, |choice| &choice.title).to_owned();
                several.iter().filter_map(Value::as_str).map(title).collect::<Vec<_>>().join(", ")
            }
            Value::Object(pairs) if matches!(self.kind, ActFieldKind::Levels | ActFieldKind::Answers) => {
                pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
            }
            Value::Array(several) if self.kind == ActFieldKind::LifeAreas => {
                several.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
            }
            other => {
                let activity: Option<ActivityRef> = serde_json::from_value(other.clone()).ok();
                let member = || serde_json::from_value::<MemberListing>(other.clone()).ok();
                let described = activity.map(|activity| activity.describe());
                described.or_else(|| Some(member()?.describe())).unwrap_or_else(|| other.to_string())
            }
        }
    }
}

impl ActFieldChoice {
    /// Returns the word by which messages name the choice, and which an answer can give.
    pub fn word(&self) -> &str {
        self.word.as_deref().unwrap_or(&self.value)
    }
}

#[cfg(test)]
mod tests;
