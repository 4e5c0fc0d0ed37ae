//! A fact as an extract reports it: with its row, and with the cells of the row that could not be read.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::extract::CountyFact;

/// A fact with its row in the extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedFact {
    /// The row in the file, as a spreadsheet numbers it.
    pub row: u32,
    /// The fact that the row reports.
    pub fact: CountyFact,
    /// The identity key of the fact that this one replaces, where the county corrected a part of that key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The cells that could not be read. Where an earlier extract reported their fields, the fact has those values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<UnreadCell>,
}

/// A cell of an extract that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadCell {
    /// The field of the fact that the cell would fill: `last_contact`, `activity.start`.
    pub field: String,
    /// The cell as the file writes it, without Social Security numbers.
    pub text: String,
}

impl ImportedFact {
    /// Returns an imported fact that replaces no other and whose cells could all be read.
    pub const fn new(row: u32, fact: CountyFact) -> Self {
        Self { row, fact, replaces: None, unread: Vec::new() }
    }
}

impl UnreadCell {
    /// Returns the name of the field in words, as [`CountyFact::filled_fields`] has it.
    pub fn field_words(&self) -> String {
        self.field.replace(['.', '_'], " ")
    }
}

/// The parts of a fact, each with the field by which it is known: only the same activity keeps its former start.
const PARTS: [(&str, &str); 3] = [("activity", "kind"), ("good_cause", "from"), ("cure", "requested")];

impl CountyFact {
    /// Returns the fact with the values that `before` has in the fields whose cells could not be read: an unreadable
    /// cell does not say that a known value no longer holds.
    pub fn with_former_values(self, before: &Self, unread: &[UnreadCell]) -> Self {
        if unread.is_empty() || self.kind() != before.kind() {
            return self;
        }
        // A fact is plain data, so it always serializes to an object of one kind.
        let (Ok(Value::Object(mut now)), Ok(Value::Object(before))) =
            (serde_json::to_value(&self), serde_json::to_value(before))
        else {
            return self;
        };
        for (kind, row) in &mut now {
            if let (Value::Object(row), Some(Value::Object(before))) = (row, before.get(kind)) {
                for cell in unread {
                    keep_former_value(row, before, &cell.field);
                }
            }
        }
        serde_json::from_value(Value::Object(now)).unwrap_or(self)
    }
}

/// Gives `row` the value that `before` has in a field, unless it has one.
fn keep_former_value(row: &mut Map<String, Value>, before: &Map<String, Value>, field: &str) {
    let Some((part, field)) = field.split_once('.') else {
        if let Some(former) = before.get(field) {
            row.entry(field).or_insert_with(|| former.clone());
        }
        return;
    };
    let Some(Value::Object(former)) = before.get(part) else { return };
    let is_key = |key: &str| PARTS.contains(&(part, key));
    match row.get_mut(part) {
        Some(Value::Object(now)) => {
            let is_same = |(key, value): (&String, &Value)| !is_key(key) || former.get(key) == Some(value);
            if let Some(value) = former.get(field).filter(|_| now.iter().all(is_same)) {
                now.entry(field).or_insert_with(|| value.clone());
            }
        }
        // Without its key, nothing of the part could be kept.
        _ if is_key(field) => {
            row.insert(part.to_owned(), Value::Object(former.clone()));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn listed(more: &Value) -> CountyFact {
        let mut row = serde_json::json!({ "case": "1B20001", "case_name": "Vu, Mai", "name": "Vu, Mai", "person": 1,
            "birth_date": "1990-01-05", "registration": "exempt", "registration_since": "2026-01-01", "aid": "active",
            "aid_since": "2026-01-01" });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(serde_json::json!({ "listed": row })).unwrap()
    }

    #[rstest]
    #[case::a_value("last_contact", "{}", "last contact 2026-10-11")]
    #[case::another_activity("activity.start", r#"{"activity": {"kind": "Job Club"}}"#, "activity kind Job Club")]
    #[case::the_same_activity(
        "activity.start",
        r#"{"activity": {"kind": "Job Search"}}"#,
        "activity kind Job Search, activity start 2026-09-01"
    )]
    #[case::a_start_without_its_activity("activity.start", "{}", "")]
    #[case::the_activity_itself("activity.kind", "{}", "activity kind Job Search, activity start 2026-09-01")]
    #[case::a_value_that_was_read("last_contact", r#"{"last_contact": "2026-11-02"}"#, "last contact 2026-11-02")]
    fn the_former_value_stands_where_a_cell_could_not_be_read(
        #[case] field: &str,
        #[case] now: &str,
        #[case] expected: &str,
    ) {
        let before = listed(&serde_json::json!({ "last_contact": "2026-10-11",
            "activity": { "kind": "Job Search", "start": "2026-09-01" } }));
        let now = listed(&serde_json::from_str(now).unwrap());
        let unread = [UnreadCell { field: field.to_owned(), text: "soon".to_owned() }];
        let fields = now.with_former_values(&before, &unread).describe_fields();
        let plain = listed(&serde_json::json!({})).filled_fields();
        let added: Vec<&str> =
            fields.split(", ").filter(|part| !plain.keys().any(|field| part.starts_with(field.as_str()))).collect();
        let added: Vec<&str> = added.into_iter().filter(|part| *part != "Mai").collect();
        assert_eq!(added.join(", "), expected, "{fields}");
    }
}
