//! Facts of the county's extracts in words, for people.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::change::UnreadCell;
use crate::domain::dates;
use crate::domain::difference::{FieldChange, FieldValue};
use crate::domain::extract::{CountyFact, ExtractKind};

/// The fields that say what a fact is about. Their values need no names.
const HEAD_FIELDS: [&str; 3] = ["name", "kind", "month"];

/// Returns the fields of a fact with their values, without the case: what it is about first, then `due Fri 11/27/2026,
/// origin system, text …`.
pub fn fact_text(fact: &CountyFact) -> String {
    let mut fields = fact.filled_fields();
    for field in HEAD_FIELDS {
        fields.remove(field);
    }
    let rest = fields.into_iter().map(|(field, value)| field_text(&field, &value));
    let head = Some(fact_head(fact)).filter(|head| !head.is_empty());
    head.into_iter().chain(rest).collect::<Vec<_>>().join(", ")
}

/// Returns what a fact is about, so that one is told from the next of its kind: `Job Club, Oct 2026`; empty for an alert.
pub fn fact_head(fact: &CountyFact) -> String {
    let fields = fact.filled_fields();
    let known = HEAD_FIELDS.into_iter().filter_map(|field| fields.get(field));
    known.map(value_text).collect::<Vec<_>>().join(", ")
}

/// Returns what became of a field, from one version of the fact to another: `last contact: was blank, now Fri 11/27
/// 2026`, `now in the assistance unit`. A yes-or-no field is given with its present value only.
pub fn field_change_text(field: &str, from: Option<&FieldValue>, to: Option<&FieldValue>) -> String {
    if let Some(state) = to.and_then(|value| yes_or_no_text(field, value)) {
        return format!("now {state}");
    }
    format!("{}: was {}, now {}", field_title(field), value_or_blank(from), value_or_blank(to))
}

/// Returns what an extract changed in a fact, a line for each field: those whose values differ, and those whose cells
/// could not be read. `newer` is the day of a newer extract that was read before: the statuses of its listing stand.
pub fn fact_change_texts(
    now: &CountyFact,
    before: &CountyFact,
    unread: &[UnreadCell],
    newer: Option<NaiveDate>,
) -> Vec<String> {
    let changed = now.differences(before).into_iter().map(|FieldChange { field, before, now: value }| {
        match newer.filter(|_day| is_status_of_listing(now.kind(), &field)) {
            Some(day) => format!(
                "{}: {} in this file; {} of the newer listing of {} stands",
                field_title(&field),
                value_or_blank(value.as_ref()),
                value_or_blank(before.as_ref()),
                dates::format_long_date(day)
            ),
            None => field_change_text(&field, before.as_ref(), value.as_ref()),
        }
    });
    changed.chain(unread_texts(now, unread)).collect()
}

/// Returns whether a field of the case listing is a status or its day, which the newest listing decides in whatever order
/// the listings are read.
fn is_status_of_listing(kind: ExtractKind, field: &str) -> bool {
    kind == ExtractKind::Listing && matches!(field, "registration" | "registration since" | "aid" | "aid since")
}

/// Returns a line for each cell of a fact's row that could not be read: `last contact: "soon" could not be read; Sun
/// 10/11/2026 stands`.
pub fn unread_texts(fact: &CountyFact, unread: &[UnreadCell]) -> Vec<String> {
    let mut fields = if unread.is_empty() { BTreeMap::new() } else { fact.filled_fields() };
    let line = |cell: &UnreadCell| {
        let field = cell.field_words();
        unread_text(&cell.text, &field, fields.remove(&field).as_ref())
    };
    unread.iter().map(line).collect()
}

/// Returns what became of a cell that could not be read, by the name of its field and the value that stands.
pub fn unread_text(text: &str, field: &str, stands: Option<&FieldValue>) -> String {
    let fate = match stands {
        Some(value) => format!("{} stands", value_text(value)),
        None => "no value is known".to_owned(),
    };
    format!("{}: {text:?} could not be read; {fate}", field_title(field))
}

fn field_text(field: &str, value: &FieldValue) -> String {
    let state = yes_or_no_text(field, value).map(str::to_owned);
    state.unwrap_or_else(|| format!("{} {}", field_title(field), value_text(value)))
}

/// Returns a field whose value is yes or no in the words of a worker; `None` for any other field.
fn yes_or_no_text(field: &str, value: &FieldValue) -> Option<&'static str> {
    let FieldValue::Text(answer) = value else { return None };
    match (field, answer.as_str()) {
        ("in unit", "yes") => Some("in the assistance unit"),
        ("in unit", "no") => Some("not in the assistance unit"),
        ("disabled", "yes") => Some("disabled"),
        ("disabled", "no") => Some("not disabled"),
        _ => None,
    }
}

/// Returns the name of a field as a worker would say it; the others have such a name already.
fn field_title(field: &str) -> &str {
    match field {
        "person" => "participant",
        "aid" => "aid status",
        "registration" => "registration status",
        "on" => "status given",
        _ => field,
    }
}

/// Returns the value of a field before or after a change.
fn value_or_blank(value: Option<&FieldValue>) -> Cow<'_, str> {
    value.map_or(Cow::Borrowed("blank"), value_text)
}

fn value_text(value: &FieldValue) -> Cow<'_, str> {
    match value {
        FieldValue::Day(day) => dates::format_long_date(*day).into(),
        FieldValue::Month(month) => dates::format_month(*month).into(),
        FieldValue::Text(text) => text.as_str().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_says_what_was_and_what_is_now() {
        let (day, yes, no) = (
            FieldValue::Day("2026-11-27".parse().unwrap()),
            FieldValue::Text("yes".to_owned()),
            FieldValue::Text("no".to_owned()),
        );
        let filled = field_change_text("last contact", None, Some(&day));
        assert_eq!(filled, "last contact: was blank, now Fri 11/27/2026");
        assert_eq!(field_change_text("due", Some(&day), None), "due: was Fri 11/27/2026, now blank");
        assert_eq!(field_change_text("in unit", Some(&no), Some(&yes)), "now in the assistance unit");
        assert_eq!(field_text("disabled", &no), "not disabled");
        assert_eq!(field_text("text", &yes), "text yes", "the words of an alert are no answer");
    }
}
