//! A text that many values hold at once: a rule of policy cites its source on every finding.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

/// A text that is copied without copying its letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(from = "String")]
pub struct SharedText(Arc<str>);

impl SharedText {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for SharedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Data holds it as a plain text.
impl Serialize for SharedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_as_its_text_in_every_way() {
        let text = SharedText::from("WIC 11327.4".to_owned());
        assert_eq!((text.as_str(), text.len(), text.to_string()), ("WIC 11327.4", 11, "WIC 11327.4".to_owned()));
        assert!(text.starts_with("WIC"));
        assert_eq!(serde_json::to_value(&text).unwrap(), "WIC 11327.4");
    }
}
