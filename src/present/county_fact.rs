//! Facts of the county's extracts in words, for people.

use crate::domain::dates;
use crate::domain::difference::FieldValue;
use crate::domain::extract::CountyFact;

/// The fields of a fact with their values, without the case: `due Fri 27 Nov 2026, origin system, text …`.
pub fn fact_text(fact: &CountyFact) -> String {
    let fields = fact.filled_fields().into_iter();
    fields.map(|(field, value)| format!("{field} {}", value_text(&value))).collect::<Vec<_>>().join(", ")
}

/// The value of a field before or after a change; a blank one is `nothing`.
pub fn value_or_nothing(value: Option<&FieldValue>) -> String {
    value.map_or_else(|| "nothing".to_owned(), value_text)
}

fn value_text(value: &FieldValue) -> String {
    match value {
        FieldValue::Day(day) => dates::format_long_date(*day),
        FieldValue::Month(month) => dates::format_month(*month),
        FieldValue::Text(text) => text.clone(),
    }
}
