//! Typed answers of the fields of a form, and the words of those that a field takes.

use chrono::{NaiveDate, NaiveTime};
use serde_json::{Map, Value};
use strum::VariantArray as _;

use crate::domain::WorkerNumber;
use crate::domain::dates::{self, DateSide};
use crate::domain::goal_words::ToolMoment;

/// Joins words to `a, b or c`.
pub(super) fn either_of(words: &[&str]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        words => words.concat(),
    }
}

/// Parses a number of hours, which the record keeps in hundredths.
pub(super) fn parse_hours(answer: &str) -> Option<f64> {
    let is_kept = |hours: &f64| {
        // Words such as "nan" are numbers to the parser.
        let in_hundredths = hours * 100.0;
        hours.is_finite() && !hours.is_sign_negative() && (in_hundredths - in_hundredths.round()).abs() < 1e-6
    };
    answer.parse().ok().filter(is_kept)
}

/// Parses `kind @ first day`.
pub(super) fn parse_activity(answer: &str, today: NaiveDate) -> Option<Value> {
    let (kind, start) = answer.rsplit_once('@')?;
    let start = dates::parse_typed_date(start, today, DateSide::Past).ok()?;
    Some(serde_json::json!({ "kind": kind.trim(), "start": start }))
}

/// Parses `name @ date of birth`, with `#2` behind it for a person with a number.
pub(super) fn parse_member(answer: &str, today: NaiveDate) -> Option<Value> {
    let (name, birth) = answer.rsplit_once('@')?;
    let (birth, number) = match birth.split_once('#') {
        Some((birth, number)) => (birth, Some(number.trim().parse::<u8>().ok()?)),
        None => (birth, None),
    };
    let birth = dates::parse_typed_date(birth.trim(), today, DateSide::Past).ok()?;
    let mut member = serde_json::json!({ "name": name.trim(), "birth_date": birth });
    if let (Some(number), Some(fields)) = (number, member.as_object_mut()) {
        fields.insert("person".to_owned(), number.into());
    }
    Some(member)
}

/// Parses a time of day: `14:30`, `2:30 pm`.
pub(super) fn parse_time(answer: &str) -> Option<NaiveTime> {
    let answer = answer.trim().to_uppercase().replace('.', "");
    let forms = ["%H:%M", "%I:%M %p", "%I:%M%p", "%H:%M:%S"];
    forms.iter().find_map(|form| NaiveTime::parse_from_str(&answer, form).ok())
}

pub(super) fn parse_yes_no(answer: &str) -> Option<bool> {
    match answer.to_ascii_lowercase().as_str() {
        "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
}

/// Returns the worker number that an answer gives. Every number has a digit; `supervisor` is a word, and reaches nobody.
pub(super) fn parse_worker(answer: &str) -> Option<WorkerNumber> {
    answer.parse().ok().filter(|_| answer.contains(|c: char| c.is_ascii_digit()))
}

/// Parses `child care=3 work=2` or `1=4 2=3`: names or the numbers of questions, with numbers, each name once.
pub(super) fn parse_grid(answer: &str) -> Option<Value> {
    const BETWEEN: [char; 3] = [' ', ',', ';'];
    let mut pairs = Map::new();
    let mut rest = answer.trim_matches(BETWEEN);
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, after) = after.split_at(after.find(BETWEEN).unwrap_or(after.len()));
        let name = grid_name(name.trim());
        if name.is_empty() || pairs.insert(name, value.parse::<u8>().ok()?.into()).is_some() {
            return None;
        }
        rest = after.trim_start_matches(BETWEEN);
    }
    (!pairs.is_empty()).then_some(Value::Object(pairs))
}

/// Returns the id of an area of life or of a question: `child_care` for `Child care`, `q2` for `2`.
fn grid_name(typed: &str) -> String {
    let is_number = typed.chars().all(|sign| sign.is_ascii_digit());
    if is_number && !typed.is_empty() { format!("q{typed}") } else { typed.to_lowercase().replace([' ', '-'], "_") }
}

/// Parses `housing, work`: ids, each once.
pub(super) fn parse_words(answer: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    for word in answer.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase().replace([' ', '-'], "_");
        if !words.contains(&word) {
            words.push(word);
        }
    }
    (!words.is_empty()).then_some(words)
}

/// Returns the moment that an answer names by its id, its title or the beginning of its title.
pub(super) fn parse_moment(answer: &str) -> Option<ToolMoment> {
    let (text, id) = (answer.to_lowercase(), answer.to_lowercase().replace([' ', '-'], "_"));
    let known = ToolMoment::VARIANTS.iter().copied();
    known
        .clone()
        .find(|moment| moment.id() == id)
        .or_else(|| known.clone().find(|moment| moment.title().starts_with(&text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_names_each_row_once() {
        assert_eq!(parse_grid("housing=3, work=2").unwrap().to_string(), r#"{"housing":3,"work":2}"#);
        assert_eq!(parse_grid("Child care = 3 work=2").unwrap().to_string(), r#"{"child_care":3,"work":2}"#);
        assert_eq!(parse_grid("1=4; 2=3").unwrap().to_string(), r#"{"q1":4,"q2":3}"#);
        for wrong in ["", "housing", "housing=x", "housing=3 housing=4", "=3"] {
            assert_eq!(parse_grid(wrong), None, "{wrong}");
        }
        assert_eq!(parse_words("Child care, work, work").unwrap(), ["child_care", "work"]);
        assert_eq!(parse_moment("coming off an ex"), Some(ToolMoment::OffExemption));
        assert_eq!(parse_moment("cure plan"), Some(ToolMoment::CurePlan));
        assert_eq!(parse_moment("someday"), None);
    }
}
