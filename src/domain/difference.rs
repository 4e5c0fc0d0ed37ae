//! Differences between two versions of a county fact, field by field and in words.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::extract::CountyFact;

/// A field whose value changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The name of the field in words: `registration since`.
    pub field: String,
    /// The former value; `None` where the field was blank.
    pub before: Option<String>,
    /// The present value; `None` where the field is blank.
    pub now: Option<String>,
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

    /// Describes the fact as `field value` after `field value`, without the case.
    pub fn describe_fields(&self) -> String {
        let fields: Vec<String> =
            self.filled_fields().into_iter().map(|(field, value)| format!("{field} {value}")).collect();
        fields.join(", ")
    }

    /// Returns the fields that are not blank, by their names in words, without the case.
    fn filled_fields(&self) -> BTreeMap<String, String> {
        let mut fields = BTreeMap::new();
        // A fact is plain data, so it always serializes to an object.
        if let Ok(Value::Object(kinds)) = serde_json::to_value(self) {
            for (_, value) in kinds {
                collect_fields("", value, &mut fields);
            }
        }
        fields.remove("case");
        fields
    }
}

fn collect_fields(name: &str, value: Value, fields: &mut BTreeMap<String, String>) {
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
    fields.insert(name.to_owned(), text);
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
        })
    }

    #[test]
    fn each_field_has_its_old_and_its_new_value() {
        let (open, ends) = (exemption(None), exemption(Some("2026-06-30")));
        let until = |before: Option<&str>, now: Option<&str>| FieldChange {
            field: "until".into(),
            before: before.map(str::to_owned),
            now: now.map(str::to_owned),
        };
        assert_eq!(ends.differences(&open), [until(None, Some("2026-06-30"))]);
        assert_eq!(open.differences(&ends), [until(Some("2026-06-30"), None)]);
        assert_eq!(open.differences(&open), []);
        assert_eq!(ends.describe_fields(), "from 2026-01-01, person 1, reason disability, until 2026-06-30");
    }
}
