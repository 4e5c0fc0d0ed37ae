//! Values that are confidential by themselves: the audit leaves them out for everybody, and the facts of a case for whoever does
//! not see them.

use serde_json::Value;

use crate::policy::confidential::is_confidential_text;

/// What stands in place of a value that is not named.
pub(super) const LEFT_OUT: &str = "…";

/// Returns whether a value holds a text, at whatever depth: one that somebody may have typed.
pub(super) fn holds_text(value: &Value) -> bool {
    match value {
        Value::String(text) => text.parse::<chrono::NaiveDate>().is_err(),
        Value::Array(items) => items.iter().any(holds_text),
        Value::Object(fields) => fields.values().any(holds_text),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Returns whether a value is confidential by itself.
pub(super) fn is_withheld(value: &Value) -> bool {
    is_confidential_text(&value.to_string())
}

/// Leaves out every text of a value that is confidential by itself, at whatever depth.
pub(super) fn leave_out_withheld(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(leave_out_withheld),
        Value::Object(fields) => fields.values_mut().for_each(leave_out_withheld),
        text @ Value::String(_) if is_withheld(text) => *text = LEFT_OUT.into(),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_confidential_by_itself_is_left_out_at_any_depth() {
        let mut facts =
            serde_json::json!({ "referrals": [{ "kind": "domestic violence", "on": "2026-11-01" }], "phone": "x" });
        leave_out_withheld(&mut facts);
        let left = serde_json::json!({ "referrals": [{ "kind": "…", "on": "2026-11-01" }], "phone": "x" });
        assert_eq!(facts, left);
    }
}
