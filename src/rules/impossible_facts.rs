//! Days and numbers in a file of facts that no case can have. The facts of the store passed the gates of acts and extracts;
//! those of a file were written by hand or by another program.

use chrono::{Months, NaiveDate};
use serde_json::Value;

use crate::domain::dates::Month;
use crate::policy::act_forms::{AnswerBounds, DatedEvent};
use crate::rules::message::{Message, message};

/// The fields that hold a birth.
const BIRTHS: &[&str] = &["birth_date", "child_born"];
/// The fields of a day that can lie before there was this program: aid, membership in the unit, disability.
const OF_A_LIFE: &[&str] = &[
    "aid[].since",
    "people[].aid_ended",
    "people[].disabled_from",
    "people[].disabled_until",
    "people[].head_of_household_from",
    "people[].head_of_household_until",
    "people[].in_unit_from",
    "people[].in_unit_until",
    "people[].pregnancy_ended",
    "people[].pregnant_since",
];
/// The fields of a last day that some counties write as a day far ahead where there is none.
const OPEN_ENDS: &[&str] = &[
    "exemptions[].until",
    "exemptions[].proof_until",
    "people[].disabled_until",
    "people[].head_of_household_until",
    "people[].in_unit_until",
];

/// Returns the first day or number of the facts that cannot be, with its place and the reason: `people[0].birth_date
/// Sat 01/05/1850 …`. `on` is the day for which they are judged.
pub fn find_impossible_fact(facts: &Value, on: NaiveDate) -> Option<Message> {
    find_below(facts, &FactPlace::default(), on)
}

/// Where a value stands in the facts.
#[derive(Default)]
struct FactPlace {
    /// The place with the numbers of items: `people[0].birth_date`.
    shown: String,
    /// The place without them: `people[].birth_date`.
    path: String,
    field: String,
    /// Whether it is the birth of a child, who may be expected, or be born after the day of a look back.
    is_birth_of_child: bool,
}

impl FactPlace {
    fn field(&self, name: &str) -> Self {
        let joined = |before: &str| if before.is_empty() { name.to_owned() } else { format!("{before}.{name}") };
        Self { shown: joined(&self.shown), path: joined(&self.path), field: name.to_owned(), is_birth_of_child: false }
    }

    /// Returns the place of a field of an object that says of whom or what it is.
    fn field_of(&self, fields: &serde_json::Map<String, Value>, name: &str) -> Self {
        let is_child = fields.get("relation").and_then(Value::as_str) == Some("child");
        Self { is_birth_of_child: is_child && name == "birth_date", ..self.field(name) }
    }

    fn item(&self, index: usize) -> Self {
        Self {
            shown: format!("{}[{index}]", self.shown),
            path: format!("{}[]", self.path),
            field: self.field.clone(),
            is_birth_of_child: false,
        }
    }

    /// Returns what the first day of the field depends on.
    fn event(&self) -> DatedEvent {
        if BIRTHS.contains(&self.field.as_str()) {
            DatedEvent::Birth
        } else if self.path == "aid_months[].month" {
            DatedEvent::CountedMonth
        } else if OF_A_LIFE.contains(&self.path.as_str()) {
            DatedEvent::Aid
        } else {
            DatedEvent::Program
        }
    }
}

fn find_below(value: &Value, place: &FactPlace, on: NaiveDate) -> Option<Message> {
    match value {
        Value::Object(fields) => {
            fields.iter().find_map(|(name, value)| find_below(value, &place.field_of(fields, name), on))
        }
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(index, item)| find_below(item, &place.item(index), on))
        }
        Value::String(text) => {
            let month = || text.parse::<Month>().ok().map(Month::first_day);
            impossible_day(place, text.parse().ok().or_else(month)?, on)
        }
        Value::Number(number) => impossible_number(place, number.as_f64()?),
        Value::Null | Value::Bool(_) => None,
    }
}

fn impossible_day(place: &FactPlace, day: NaiveDate, on: NaiveDate) -> Option<Message> {
    let bounds = AnswerBounds::builtin();
    let earliest = bounds.earliest(place.event())?;
    let first = earliest.first_day(on);
    if day < first {
        let because = earliest.because.clone();
        return Some(message!("{} {} is before {}. {}", place.shown.clone(), day, first, because));
    }
    let is_past = place.event() == DatedEvent::Birth && !place.is_birth_of_child;
    let months = if is_past { 0 } else { bounds.extract.end_ahead_months };
    let last = on.checked_add_months(Months::new(months))?;
    let is_open = OPEN_ENDS.contains(&place.path.as_str());
    (day > last && !is_open).then(|| message!("{} {} is after {}.", place.shown.clone(), day, last))
}

fn impossible_number(place: &FactPlace, number: f64) -> Option<Message> {
    // No hours are a fact of many months, and of records of every age.
    let bound = AnswerBounds::builtin().for_number(&place.field).filter(|_| number != 0.0)?;
    let because = bound.impossible_because(number)?.to_owned();
    Some(message!("{} {} cannot be. {}", place.shown.clone(), number.to_string(), because))
}
