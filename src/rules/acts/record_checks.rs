//! The checks for every act: the participant exists, nothing is dated in the future, and every record that a field
//! names exists.

use chrono::NaiveDate;
use serde_json::Value;

use super::act_refusal::ActRefusal;
use crate::domain::act::Act;
use crate::domain::ids::PersonNumber;
use crate::domain::sanitize::quoted;
use crate::policy::act_forms::{ActField, ActFieldKind, ActForm};
use crate::rules::message::{self, Message, message};
use crate::rules::view::View;

/// Refuses an act that does not fit the record, by the fields of its form.
pub(super) fn check_fits_record(view: &View<'_>, act: &Act, form: &ActForm) -> Result<(), ActRefusal> {
    check_participant(view, act, form)?;
    if act.on > view.on {
        let says = message!("{} is in the future; record the act when it is done.", act.on);
        return Err(ActRefusal::from_message(says));
    }
    check_not_long_ago(view, act.person, &form.on, act.on)?;
    let values =
        serde_json::to_value(&act.kind).map_err(|_unwritable| ActRefusal::from_message("The act cannot be read."))?;
    form.fields.iter().try_for_each(|field| check_field(view, act.person, field, values.get(&field.name)))
}

fn check_participant(view: &View<'_>, act: &Act, form: &ActForm) -> Result<(), ActRefusal> {
    let is_case = act.person == PersonNumber::CASE;
    let is_known = form.anybody && view.find_person(act.person).is_some();
    if form.case_as_a_whole || is_known || (!is_case && view.participants().any(|known| known.number == act.person)) {
        return Ok(());
    }
    let present = view.facts.present_number(act.person);
    Err(ActRefusal::from_message(if is_case {
        Message::from("Say which participant it is about.")
    } else if present != act.person {
        message!("Person {} is person {}, as was recorded: record it there.", act.person, present)
    } else {
        message!("The case has no participant {} with a registration status.", act.person)
    }))
}

fn check_field(
    view: &View<'_>,
    person: PersonNumber,
    field: &ActField,
    value: Option<&Value>,
) -> Result<(), ActRefusal> {
    let Some(value) = value else { return Ok(()) };
    let text = value.as_str().unwrap_or_default();
    match field.kind {
        ActFieldKind::Date => text.parse().map_or(Ok(()), |day| check_not_long_ago(view, person, &field.label, day)),
        ActFieldKind::Notice => check_notice(view, person, text),
        ActFieldKind::Activity => check_activity(view, person, value),
        ActFieldKind::ActivityKind if view.policy.tables.activity_kind(text).is_none() => {
            Err(ActRefusal::from_message(format!("The catalog has no kind of activity {}.", quoted(text))))
        }
        ActFieldKind::ExemptionReason if view.policy.tables.exemption_reason(text).is_none() => {
            Err(ActRefusal::from_message(format!("The policy has no exemption reason {}.", quoted(text))))
        }
        ActFieldKind::Text if text.trim().is_empty() => {
            Err(ActRefusal::from_message(message!("{} is empty.", &field.label)))
        }
        _ => Ok(()),
    }
}

/// Refuses a day before the participant's birth, and one before aid of this kind was paid at all: no case has such
/// a day, so its year was mistyped.
fn check_not_long_ago(view: &View<'_>, person: PersonNumber, label: &str, day: NaiveDate) -> Result<(), ActRefusal> {
    let birth = view.find_person(person).and_then(|person| person.birth_date);
    if let Some(birth) = birth.filter(|birth| day < *birth) {
        let says = message!("{} {} is before the participant was born, on {}.", label.to_owned(), day, birth);
        return Err(ActRefusal::from_message(says));
    }
    match view.policy.time_counted.as_ref().filter(|span| day < span.value.from.first_day()) {
        Some(span) => {
            let says = message!("{} {} is before CalWORKs began, in {}.", label.to_owned(), day, span.value.from);
            Err(ActRefusal::from_policy(says, span))
        }
        None => Ok(()),
    }
}

fn check_notice(view: &View<'_>, person: PersonNumber, text: &str) -> Result<(), ActRefusal> {
    let day: Option<NaiveDate> = text.parse().ok();
    let known = view.facts.noncompliance.iter().any(|step| step.person == person && Some(step.notice_issued) == day);
    if known {
        Ok(())
    } else {
        let notice = day.map_or_else(|| message::Value::from(text.to_owned()), message::Value::Day);
        Err(ActRefusal::from_message(message!("Participant {} has no notice of {}.", person, notice)))
    }
}

fn check_activity(view: &View<'_>, person: PersonNumber, value: &Value) -> Result<(), ActRefusal> {
    let part = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let start: Option<NaiveDate> = part("start").parse().ok();
    let known = view.activities_of(person).any(|known| known.kind == part("kind") && Some(known.start) == start);
    if known {
        Ok(())
    } else {
        let start = start.map_or_else(|| message::Value::from(part("start").to_owned()), message::Value::Day);
        let kind = part("kind").to_owned();
        Err(ActRefusal::from_message(message!("Participant {} has no activity {} from {}.", person, kind, start)))
    }
}
