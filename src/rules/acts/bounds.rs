//! Whether the answers in the form of an act can be true at all, and whether they are so unlikely that they are asked about
//! before they are recorded. Nothing that was recorded before is judged by it.

use chrono::{Months, NaiveDate};
use serde_json::Value;

use super::act_refusal::ActRefusal;
use crate::domain::PersonNumber;
use crate::domain::act::{Act, ActId};
use crate::domain::dates::Month;
use crate::domain::facts::CaseFacts;
use crate::policy::Policies;
use crate::policy::act_forms::{ActField, ActFieldKind, ActForm, AnswerBounds};
use crate::rules::message::{self, DateStyle, Message, message};
use crate::rules::time_on_aid;
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
    let doubts = answers.filter_map(|(field, value)| {
        doubt_answer(&view, field, value).or_else(|| doubt_other_counts(&view, act.person, field, value))
    });
    age.into_iter().chain(doubts).collect()
}

fn doubt_answer(view: &View<'_>, field: &ActField, value: &Value) -> Option<AnswerDoubt> {
    let text = value.as_str().unwrap_or_default();
    match field.kind {
        ActFieldKind::Hours | ActFieldKind::Number => doubt_number(field, value.as_f64()?),
        ActFieldKind::Date => {
            let day: NaiveDate = text.parse().ok()?;
            doubt_ahead(field, day, day.into(), view.on).or_else(|| doubt_back(view, field, day, day.into()))
        }
        ActFieldKind::Month => {
            let month: Month = text.parse().ok()?;
            let first = month.first_day();
            doubt_ahead(field, first, month.into(), view.on)
                .or_else(|| doubt_before_program(view, field, month))
                .or_else(|| doubt_back(view, field, month.last_day(), month.into()))
        }
        _ => None,
    }
}

fn doubt_number(field: &ActField, number: f64) -> Option<AnswerDoubt> {
    let bound = AnswerBounds::builtin().for_number(&field.name)?;
    let (label, typed) = (|| field.label.clone(), || number.to_string());
    if let Some(because) = bound.impossible_because(number) {
        return Some(AnswerDoubt::Impossible(message!("{} cannot be {}. {}", label(), typed(), because.to_owned())));
    }
    if bound.asked_over.is_some_and(|most| number > f64::from(most)) {
        return Some(AnswerDoubt::Unlikely(message!("{} {} is unusually high.", label(), typed())));
    }
    let is_little = number > 0.0 && bound.asked_under.is_some_and(|least| number < least);
    is_little.then(|| AnswerDoubt::Unlikely(message!("{} {} is unusually low.", label(), typed())))
}

/// Asks about a count of months on aid that is far from the county's own count or from the months that the record holds, and
/// shows both: somebody may lose aid over either.
fn doubt_other_counts(view: &View<'_>, person: PersonNumber, field: &ActField, value: &Value) -> Option<AnswerDoubt> {
    let bound = AnswerBounds::builtin().apart(field)?;
    let typed = u32::try_from(value.as_u64()?).ok()?;
    let participant = view.participants().find(|participant| participant.number == person)?;
    let county = time_on_aid::newest_county_count(view, &participant);
    let recorded = time_on_aid::recorded_count(view, person);
    let is_far = |counted: u16| typed.abs_diff(counted.into()) > bound.asked_over;
    // Months recorded for a part of the time only say nothing of the whole.
    let is_partial = time_on_aid::count_months(view, &participant).is_some_and(|count| count.is_partly_recorded);
    let is_asked = county.is_some_and(|count| is_far(count.months))
        || recorded.is_some_and(|(count, _)| !is_partial && is_far(count));
    let county = county.map_or_else(
        || Message::from("the county has reported no count of its own"),
        |count| message!("the county's own count is {}, of {}", count.months, count.on),
    );
    let recorded = recorded.map_or_else(
        || Message::from("no month is recorded here one by one"),
        |(count, through)| message!("the months recorded here come to {} through {}", count, through),
    );
    is_asked.then(|| {
        AnswerDoubt::Unlikely(message!(
            "{} {} is far from what is counted elsewhere: {}; {}.",
            field.label.clone(),
            typed,
            county,
            recorded
        ))
    })
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

fn doubt_before_program(view: &View<'_>, field: &ActField, month: Month) -> Option<AnswerDoubt> {
    let began = view.policy.time_counted.as_ref().map(|span| span.value.from).filter(|began| month < *began)?;
    let says = message!("{} {} is before CalWORKs began, in {}.", field.label.clone(), month, began);
    Some(AnswerDoubt::Impossible(says))
}

/// Asks about a day, or the last day of a month, that is longer ago than the bound of its field.
fn doubt_back(view: &View<'_>, field: &ActField, day: NaiveDate, shown: message::Value) -> Option<AnswerDoubt> {
    let bound = AnswerBounds::builtin().back(field)?;
    let is_month = field.kind == ActFieldKind::Month;
    let first = if is_month { Month::from_date(view.on).first_day() } else { view.on };
    let is_long_ago = first.checked_sub_months(Months::new(bound.asked_over)).is_some_and(|first| day < first);
    is_long_ago.then(|| AnswerDoubt::Unlikely(message!("{} {} is unusually long ago.", field.label.clone(), shown)))
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
