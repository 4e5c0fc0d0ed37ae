//! Differences between two versions of a county fact, field by field and in words.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::dates::Month;
use super::extract::CountyFact;

/// The value of a field of a county fact. Data holds it as a text: `2026-11-19`, `2026-11`, or the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// A day.
    Day(NaiveDate),
    /// A month.
    Month(Month),
    /// A text, a code in words, or a number.
    Text(String),
}

impl fmt::Display for FieldValue {
    /// Writes the value in the form of data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Month(month) => month.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A field whose value changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The name of the field in words: `registration since`.
    pub field: String,
    /// The former value; `None` where the field was blank.
    pub before: Option<FieldValue>,
    /// The present value; `None` where the field is blank.
    pub now: Option<FieldValue>,
}

impl CountyFact {
    /// Returns the fields whose values differ from those of `before`.
    pub fn differences(&self, before: &Self) -> Vec<FieldChange> {
        let (mut before, now) = (before.filled_fields(), self.filled_fields());
        let mut changes: Vec<FieldChange> = Vec::new();
        for (field, now) in now {
            let former = before.remove(&field);
            if former.as_ref() != Some(&now) {
                changes.push(FieldChange { field, before: former, now: Some(now) });
            }
        }
        let gone = before.into_iter().map(|(field, former)| FieldChange { field, before: Some(former), now: None });
        changes.extend(gone);
        changes
    }

    /// Describes the fact in the form of data: pairs of field and value, with commas, without the case. The words for
    /// people are in `src/present/county_fact.rs`.
    pub fn describe_fields(&self) -> String {
        let fields: Vec<String> =
            self.filled_fields().into_iter().map(|(field, value)| format!("{field} {value}")).collect();
        fields.join(", ")
    }

    /// Returns the fields that are not blank, by their names in words and in the order of these names, without the
    /// case.
    pub fn filled_fields(&self) -> BTreeMap<String, FieldValue> {
        let mut fields = BTreeMap::new();
        // A fact is plain data, so it always serializes to an object.
        if let Ok(Value::Object(kinds)) = serde_json::to_value(self) {
            for (_, value) in kinds {
                collect_fields("", value, &mut fields);
            }
        }
        fields.remove("case");
        let dated = self.dated_fields().into_iter();
        fields.extend(dated.filter_map(|(field, value)| Some((field.to_owned(), value?))));
        fields
    }

    /// Returns the days and months of the fact by the names of their fields; `None` where the field is blank. The other
    /// fields have no type of their own in a list of changes.
    fn dated_fields(&self) -> Vec<(&'static str, Option<FieldValue>)> {
        let day = |day: NaiveDate| Some(FieldValue::Day(day));
        let known = |day: Option<NaiveDate>| day.map(FieldValue::Day);
        match self {
            Self::Listed(row) => {
                let activity = row.activity.as_ref();
                vec![
                    ("birth date", day(row.birth_date)),
                    ("registration since", day(row.registration_since)),
                    ("aid since", day(row.aid_since)),
                    ("activity start", known(activity.and_then(|activity| activity.start))),
                    ("activity expected end", known(activity.and_then(|activity| activity.expected_end))),
                    ("last contact", known(row.last_contact)),
                    ("plan signed", known(row.plan_signed)),
                    ("assigned", known(row.assigned)),
                ]
            }
            Self::HouseholdMember(row) => vec![
                ("birth date", day(row.birth_date)),
                ("in unit from", known(row.in_unit_from)),
                ("in unit until", known(row.in_unit_until)),
                ("disabled from", known(row.disabled_from)),
                ("disabled until", known(row.disabled_until)),
                ("due date", known(row.due_date)),
                ("pregnancy ended", known(row.pregnancy_ended)),
                ("aid ended", known(row.aid_ended)),
                ("head of household from", known(row.head_of_household_from)),
                ("head of household until", known(row.head_of_household_until)),
            ],
            Self::ActivityStatus(row) => vec![
                ("start", day(row.start)),
                ("expected end", known(row.expected_end)),
                ("on", day(row.on)),
                ("term from", known(row.term_from)),
                ("term until", known(row.term_until)),
            ],
            Self::Attendance(row) => vec![
                ("start", day(row.start)),
                ("month", Some(FieldValue::Month(row.month))),
                ("posted", known(row.posted)),
            ],
            Self::Noncompliance(row) => {
                let (cause, cure) = (row.good_cause.as_ref(), row.cure.as_ref());
                vec![
                    ("notice issued", day(row.notice_issued)),
                    ("appointment", known(row.appointment)),
                    ("outcome on", known(row.outcome_on)),
                    ("plan end", known(row.plan_end)),
                    ("good cause from", known(cause.map(|cause| cause.from))),
                    ("good cause until", known(cause.and_then(|cause| cause.until))),
                    ("good cause expected until", known(cause.and_then(|cause| cause.expected_until))),
                    ("hearing requested", known(row.hearing_requested)),
                    ("hearing decided", known(row.hearing_decided)),
                    ("sanction notice", known(row.sanction_notice)),
                    ("sanction notice effective", known(row.sanction_notice_effective)),
                    ("na841 sent", known(row.na841_sent)),
                    ("na841 effective", known(row.na841_effective)),
                    ("cure requested", known(cure.map(|cure| cure.requested))),
                    ("cure until", known(cure.and_then(|cure| cure.until))),
                ]
            }
            Self::Exemption(row) => {
                vec![("from", day(row.from)), ("until", known(row.until)), ("proof until", known(row.proof_until))]
            }
            Self::AidMonth(row) => {
                vec![("month", Some(FieldValue::Month(row.month))), ("child support on", known(row.child_support_on))]
            }
            Self::Alert(row) => vec![("raised", day(row.raised)), ("due", known(row.due))],
        }
    }
}

fn collect_fields(name: &str, value: Value, fields: &mut BTreeMap<String, FieldValue>) {
    let text = match value {
        Value::Null => return,
        Value::Object(parts) => {
            for (part, value) in parts {
                let words = part.replace('_', " ");
                let name = if name.is_empty() { words } else { format!("{name} {words}") };
                collect_fields(&name, value, fields);
            }
            return;
        }
        Value::Bool(yes) => if yes { "yes" } else { "no" }.to_owned(),
        Value::String(code) => code_to_words(code),
        other => other.to_string(),
    };
    fields.insert(name.to_owned(), FieldValue::Text(text));
}

/// Returns a code such as `registered_mandatory` in words, and any other text as it is.
fn code_to_words(text: String) -> String {
    let is_code = text.contains('_') && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if is_code { text.replace('_', " ") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::extract::ExemptionRow;
    use crate::domain::{CaseNumber, PersonNumber};

    fn exemption(until: Option<&str>) -> CountyFact {
        CountyFact::Exemption(ExemptionRow {
            case: CaseNumber::default(),
            person: PersonNumber(1),
            reason: "disability".into(),
            from: "2026-01-01".parse().unwrap(),
            until: until.map(|until| until.parse().unwrap()),
            proof: None,
            proof_until: None,
        })
    }

    /// Returns a fact of each kind with every field filled, in the form of data.
    fn filled_facts() -> Vec<CountyFact> {
        let facts = serde_json::json!([
            {"listed": {"case": "1Z00001", "case_name": "Doe, Ana", "name": "Doe, Ana", "person": 1,
                "birth_date": "1990-01-02", "registration": "exempt", "registration_since": "2026-03-01",
                "aid": "active", "aid_since": "2025-01-01", "language": "Lao", "phone": "555-0100",
                "activity": {"kind": "Job Club", "status": "scheduled", "start": "2026-03-02",
                    "expected_end": "2026-06-30", "weekly_hours": 20},
                "last_contact": "2026-03-03", "plan_signed": "2026-03-04", "months_on_aid": 9,
                "assigned": "2026-03-05", "worker": "V1A3"}},
            {"household_member": {"case": "1Z00001", "name": "Doe, Bo", "birth_date": "2020-01-02",
                "relation": "child", "in_unit": true, "disabled": false, "in_unit_from": "2026-03-01",
                "in_unit_until": "2026-10-31", "disabled_from": "2026-03-02", "disabled_until": "2026-10-30",
                "pregnant": true, "due_date": "2027-02-01", "pregnancy_ended": "2027-01-30",
                "aid_ended": "2026-09-30", "homeless": true, "school_completed": true, "cal_learn": true,
                "head_of_household": true, "head_of_household_from": "2026-03-03",
                "head_of_household_until": "2026-10-29"}},
            {"activity_status": {"case": "1Z00001", "person": 1, "kind": "Job Club", "provider": "College",
                "weekly_hours": 20, "start": "2026-03-02", "expected_end": "2026-06-30", "status": "scheduled",
                "on": "2026-03-02", "agreed": true, "ordered": false, "term_from": "2026-01-20",
                "term_until": "2026-05-22"}},
            {"attendance": {"case": "1Z00001", "person": 1, "kind": "Job Club", "start": "2026-03-02",
                "month": "2026-04", "attended": 60, "excused": 1, "unexcused": 2, "holiday": 8,
                "paid_absence": 1, "holiday_days": 1, "scheduled": 80, "scheduled_days": 20, "study": 4,
                "verified_by": "call", "posted": "2026-05-04"}},
            {"noncompliance": {"case": "1Z00001", "person": 1, "notice_issued": "2026-03-02",
                "appointment": "2026-03-10", "outcome": "good_cause", "outcome_on": "2026-03-11",
                "plan_end": "2026-04-30", "plan_weekly_hours": 20, "good_cause": {"from": "2026-03-11",
                    "until": "2026-04-02", "reason": "illness", "expected_until": "2026-04-01"},
                "hearing_requested": "2026-03-12", "hearing_timely": true, "aid_paid_pending": true,
                "hearing_decided": "2026-05-02", "sanction_notice": "2026-05-03",
                "sanction_notice_effective": "2026-06-01", "na841_sent": "2026-05-04",
                "na841_effective": "2026-06-02",
                "cure": {"requested": "2026-06-05", "until": "2026-07-05", "weekly_hours": 20}}},
            {"exemption": {"case": "1Z00001", "person": 1, "reason": "disability", "from": "2026-01-01",
                "until": "2026-06-30", "proof": "SDI", "proof_until": "2026-05-31"}},
            {"aid_month": {"case": "1Z00001", "person": 1, "month": "2026-05", "was": "aided", "reason": "other",
                "grant": 900, "overpayment": "repaid", "funding": "federal", "aid_code": "30", "county": "Fresno",
                "counted": true, "decided_by": "hearing", "child_support": 120, "child_support_on": "2026-06-03"}},
            {"alert": {"case": "1Z00001", "raised": "2026-11-02", "due": "2026-11-27", "text": "Review",
                "origin": "system"}}
        ]);
        serde_json::from_value(facts).unwrap()
    }

    #[test]
    fn a_code_is_shown_in_words_and_another_text_as_it_is() {
        for (text, shown) in [("registered_mandatory", "registered mandatory"), ("clock_24", "clock 24")] {
            assert_eq!(code_to_words(text.to_owned()), shown);
        }
        for text in ["NA_820", "Job Club", "plain"] {
            assert_eq!(code_to_words(text.to_owned()), text);
        }
    }

    #[test]
    fn every_date_field_is_a_typed_day_or_month() {
        for fact in filled_facts() {
            let Ok(Value::Object(kinds)) = serde_json::to_value(&fact) else { panic!("{fact:?}") };
            let mut as_data = BTreeMap::new();
            kinds.into_iter().for_each(|(_, value)| collect_fields("", value, &mut as_data));
            for (field, value) in fact.dated_fields() {
                let in_data = as_data.get(field).map(ToString::to_string);
                assert_eq!(in_data, value.map(|value| value.to_string()), "{field} of {fact:?}");
            }
            for (field, value) in fact.filled_fields() {
                let FieldValue::Text(text) = value else { continue };
                let is_date = text.parse::<NaiveDate>().is_ok() || text.parse::<Month>().is_ok();
                assert!(!is_date, "{field} {text} of {fact:?} is a date");
            }
        }
    }

    #[test]
    fn each_field_has_its_old_and_its_new_value() {
        let (open, ends) = (exemption(None), exemption(Some("2026-06-30")));
        let until = |before: Option<&str>, now: Option<&str>| FieldChange {
            field: "until".into(),
            before: before.map(|day| FieldValue::Day(day.parse().unwrap())),
            now: now.map(|day| FieldValue::Day(day.parse().unwrap())),
        };
        assert_eq!(ends.differences(&open), [until(None, Some("2026-06-30"))]);
        assert_eq!(open.differences(&ends), [until(Some("2026-06-30"), None)]);
        assert_eq!(open.differences(&open), []);
        assert_eq!(ends.describe_fields(), "from 2026-01-01, person 1, reason disability, until 2026-06-30");
    }
}
