//! Values that are confidential by themselves (`assets/security/audit.toml`): the audit leaves them out for everybody, and the
//! facts of a case for whoever may not reveal a protected comment.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

/// What stands in place of a value that is not named.
pub(super) const LEFT_OUT: &str = "…";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AuditWords {
    shown_texts: Vec<String>,
    withheld_words: Vec<String>,
}

static WORDS: LazyLock<Option<AuditWords>> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/security/audit.toml")).ok());

/// Returns whether the audit names a field that somebody typed.
pub(super) fn is_shown_text(field: &str) -> bool {
    WORDS.as_ref().is_some_and(|words| words.shown_texts.iter().any(|shown| shown == field))
}

/// Returns whether a value holds a text, at whatever depth: one that somebody may have typed.
pub(super) fn holds_text(value: &Value) -> bool {
    match value {
        Value::String(text) => text.parse::<chrono::NaiveDate>().is_err(),
        Value::Array(items) => items.iter().any(holds_text),
        Value::Object(fields) => fields.values().any(holds_text),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Returns whether a value is confidential by itself. If the words cannot be read, every text is.
pub(super) fn is_withheld(value: &Value) -> bool {
    let Some(words) = WORDS.as_ref() else { return holds_text(value) };
    let written = value.to_string().to_lowercase();
    words.withheld_words.iter().any(|word| written.contains(word.as_str()))
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
    fn the_words_that_are_withheld_can_be_read() {
        assert!(WORDS.as_ref().is_some_and(|words| !words.withheld_words.is_empty()));
    }

    #[test]
    fn what_is_confidential_by_itself_is_left_out_at_any_depth() {
        let mut facts =
            serde_json::json!({ "referrals": [{ "kind": "domestic violence", "on": "2026-11-01" }], "phone": "x" });
        leave_out_withheld(&mut facts);
        let left = serde_json::json!({ "referrals": [{ "kind": "…", "on": "2026-11-01" }], "phone": "x" });
        assert_eq!(facts, left);
    }
}
