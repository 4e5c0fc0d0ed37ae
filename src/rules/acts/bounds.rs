//! Whether the answers in the form of an act can be true at all, and whether they are so unlikely that they are asked about
//! before they are recorded. Nothing that was recorded before is judged by it.

use chrono::{Months, NaiveDate};
use serde_json::Value;

use super::act_refusal::ActRefusal;
use crate::domain::act::{Act, ActId};
use crate::domain::dates::Month;
use crate::domain::facts::CaseFacts;
use crate::policy::Policies;
use crate::policy::act_forms::{ActField, ActFieldKind, ActForm, AnswerBounds};
use crate::rules::message::{self, DateStyle, Message, message};
use crate::rules::view::View;

/// What is wrong with an answer.
enum AnswerDoubt {
    /// It cannot be.
    Impossible(Message),
    /// It may be meant, and is more often a typing error.
    Unlikely(Message),
}

/// Refuses an act with an answer that cannot be true: more hours than a week has, a day decades ahead, a plan that a small
/// child signs.
///
/// # Errors
/// Returns an [`ActRefusal`] with the field and the reason.
pub(super) fn check_possible(
    facts: &CaseFacts,
    policies: &Policies,
    act: &Act,
    form: &ActForm,
    today: NaiveDate,
) -> Result<(), ActRefusal> {
    let impossible = find_doubts(facts, policies, act, form, today).into_iter().find_map(|doubt| match doubt {
        AnswerDoubt::Impossible(says) => Some(ActRefusal::from_message(says)),
        AnswerDoubt::Unlikely(_) => None,
    });
    impossible.map_or(Ok(()), Err)
}

/// Returns what is unlikely in the answers of an act, as one sentence for each; empty if nothing is.
pub(super) fn find_unlikely(
    facts: &CaseFacts,
    policies: &Policies,
    act: &Act,
    form: &ActForm,
    today: NaiveDate,
) -> Vec<String> {
    let unlikely = |doubt| match doubt {
        AnswerDoubt::Unlikely(says) => Some(says.to_text(DateStyle::Long)),
        AnswerDoubt::Impossible(_) => None,
    };
    find_doubts(facts, policies, act, form, today).into_iter().filter_map(unlikely).collect()
}

fn find_doubts(
    facts: &CaseFacts,
    policies: &Policies,
    act: &Act,
    form: &ActForm,
    today: NaiveDate,
) -> Vec<AnswerDoubt> {
    let view = View::new(facts, policies, today);
    let age = doubt_age(&view, act, form.act);
    // An act that cannot be written has no answers; recording it fails by itself.
    let values = serde_json::to_value(&act.kind).unwrap_or_default();
    let answers = form.fields.iter().filter_map(|field| Some((field, values.get(&field.name)?)));
    age.into_iter().chain(answers.filter_map(|(field, value)| doubt_answer(&view, field, value))).collect()
}

fn doubt_answer(view: &View<'_>, field: &ActField, value: &Value) -> Option<AnswerDoubt> {
    let text = value.as_str().unwrap_or_default();
    match field.kind {
        ActFieldKind::Hours | ActFieldKind::Number => doubt_number(field, value.as_f64()?),
        ActFieldKind::Date => {
            let day: NaiveDate = text.parse().ok()?;
            doubt_ahead(field, day, day.into(), view.on)
        }
        ActFieldKind::Month => {
            let month: Month = text.parse().ok()?;
            doubt_ahead(field, month.first_day(), month.into(), view.on).or_else(|| doubt_back(view, field, month))
        }
        _ => None,
    }
}

fn doubt_number(field: &ActField, number: f64) -> Option<AnswerDoubt> {
    let bound = AnswerBounds::builtin().for_number(field)?;
    let label = || field.label.clone();
    let typed = || number.to_string();
    if number.is_sign_negative() {
        return Some(AnswerDoubt::Impossible(message!(
            "{} cannot be {}: it is never less than zero.",
            label(),
            typed()
        )));
    }
    if number > f64::from(bound.most) {
        let says = message!("{} cannot be {}. {}", label(), typed(), bound.because.clone());
        return Some(AnswerDoubt::Impossible(says));
    }
    let is_rare = bound.asked_over.is_some_and(|most| number > f64::from(most));
    is_rare.then(|| AnswerDoubt::Unlikely(message!("{} {} is unusually high.", label(), typed())))
}

fn doubt_ahead(field: &ActField, day: NaiveDate, shown: message::Value, today: NaiveDate) -> Option<AnswerDoubt> {
    let bound = AnswerBounds::builtin().ahead(field)?;
    let is_beyond = |months: u32| today.checked_add_months(Months::new(months)).is_some_and(|last| day > last);
    if is_beyond(bound.months) {
        let says = message!("{} cannot be {}. {}", field.label.clone(), shown, bound.because.clone());
        return Some(AnswerDoubt::Impossible(says));
    }
    let is_far = bound.asked_over.is_some_and(is_beyond);
    is_far.then(|| AnswerDoubt::Unlikely(message!("{} {} is unusually far ahead.", field.label.clone(), shown)))
}

fn doubt_back(view: &View<'_>, field: &ActField, month: Month) -> Option<AnswerDoubt> {
    let label = || field.label.clone();
    let began = view.policy.time_counted.as_ref().map(|span| span.value.from);
    if let Some(began) = began.filter(|began| month < *began) {
        return Some(AnswerDoubt::Impossible(message!(
            "{} {} is before CalWORKs began, in {}.",
            label(),
            month,
            began
        )));
    }
    let bound = AnswerBounds::builtin().back(field)?;
    let is_long_ago = month < Month::from_date(view.on).months_before(bound.asked_over);
    is_long_ago.then(|| AnswerDoubt::Unlikely(message!("{} {} is unusually long ago.", label(), month)))
}

fn doubt_age(view: &View<'_>, act: &Act, id: ActId) -> Option<AnswerDoubt> {
    let bound = AnswerBounds::builtin().age(id)?;
    let born = view.find_person(act.person)?.birth_date?;
    // A day before the birth is refused by itself.
    let age = act.on.years_since(born)?;
    let says = |because: &str| {
        let years = i64::from(age);
        message!("The participant was {} years old on {}. {}", years, act.on, because.to_owned())
    };
    if age < bound.least {
        return Some(AnswerDoubt::Impossible(says(&bound.because)));
    }
    (age < bound.asked_under).then(|| AnswerDoubt::Unlikely(says(&bound.asked_because)))
}
