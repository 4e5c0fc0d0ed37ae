//! What holds for every act: the participant is there, nothing was done in the future, and what a field names exists.

use chrono::NaiveDate;
use serde_json::Value;

use super::Refused;
use crate::domain::act::Act;
use crate::domain::dates;
use crate::domain::ids::PersonNumber;
use crate::policy::act_forms::{ActForm, Field, Kind};
use crate::rules::view::View;

/// Refuses an act that does not fit the record, by the fields of its form.
pub(super) fn fits_the_record(view: &View<'_>, act: &Act, form: &ActForm) -> Result<(), Refused> {
    participant(view, act, form)?;
    if act.on > view.on {
        let says = format!("{} lies ahead; record it when it is done.", dates::long(act.on));
        return Err(Refused::plain(says));
    }
    let values = serde_json::to_value(&act.kind).map_err(|_unwritable| Refused::plain("The act cannot be read."))?;
    form.fields.iter().try_for_each(|field| field_fits(view, act.person, field, values.get(&field.name)))
}

fn participant(view: &View<'_>, act: &Act, form: &ActForm) -> Result<(), Refused> {
    let is_case = act.person == PersonNumber::CASE;
    if form.case_as_a_whole || (!is_case && view.participants().any(|known| known.number == act.person)) {
        return Ok(());
    }
    Err(Refused::plain(if is_case {
        "Say which participant it is about.".to_owned()
    } else {
        format!("The case has no participant {} with a registration status.", act.person)
    }))
}

fn field_fits(view: &View<'_>, person: PersonNumber, field: &Field, value: Option<&Value>) -> Result<(), Refused> {
    let Some(value) = value else { return Ok(()) };
    let text = value.as_str().unwrap_or_default();
    match field.kind {
        Kind::Notice => notice(view, person, text),
        Kind::Activity => activity(view, person, value),
        Kind::ActivityKind if view.policy.tables.activity_kind(text).is_none() => {
            Err(Refused::plain(format!("{text:?} is no kind of activity that the catalogue knows.")))
        }
        Kind::ExemptionReason if view.policy.tables.exemption_reason(text).is_none() => {
            Err(Refused::plain(format!("{text:?} is no reason for exemption that the policy knows.")))
        }
        Kind::Text if text.trim().is_empty() => Err(Refused::plain(format!("{} is empty.", field.label))),
        _ => Ok(()),
    }
}

fn notice(view: &View<'_>, person: PersonNumber, text: &str) -> Result<(), Refused> {
    let day: Option<NaiveDate> = text.parse().ok();
    let known = view.facts.noncompliance.iter().any(|step| step.person == person && Some(step.notice_issued) == day);
    if known { Ok(()) } else { Err(Refused::plain(format!("Participant {person} has no notice of {text}."))) }
}

fn activity(view: &View<'_>, person: PersonNumber, value: &Value) -> Result<(), Refused> {
    let part = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let start: Option<NaiveDate> = part("start").parse().ok();
    let known = view.activities(person).any(|known| known.kind == part("kind") && Some(known.start) == start);
    if known {
        Ok(())
    } else {
        Err(Refused::plain(format!("Participant {person} has no activity {} from {}.", part("kind"), part("start"))))
    }
}
