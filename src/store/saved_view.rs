//! A saved view: a list with what filters it, under a name. The views of a worker are in the settings.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// A saved view, as `[[view]]` in `settings.toml` has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedView {
    /// The name.
    pub name: String,
    /// The key that shows the view, such as `Alt-1`; `None` for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The list: `today`, `cases`, `action`, `alerts` or `month`.
    pub list: String,
    /// The text that filters the list; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The chosen values of each facet.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facets: BTreeMap<String, BTreeSet<String>>,
}

impl SavedView {
    /// Returns the view as a table to be appended to a file of settings.
    ///
    /// # Errors
    /// The view cannot be written as TOML, which no view of this program is.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        #[derive(Serialize)]
        struct Views<'a> {
            view: [&'a SavedView; 1],
        }
        toml::to_string(&Views { view: [self] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Settings;

    #[test]
    fn a_view_that_is_appended_to_settings_is_read_back_beside_those_before_it() {
        let view = |name: &str| SavedView {
            name: name.to_owned(),
            key: Some("Alt-1".to_owned()),
            list: "cases".to_owned(),
            text: "job \"club\"".to_owned(),
            facets: [("language".to_owned(), ["Spanish".to_owned()].into())].into(),
        };
        let (first, second) = (view("first"), view("second"));
        let text = format!("theme = \"light\"\n\n{}\n{}", first.to_toml().unwrap(), second.to_toml().unwrap());
        let settings: Settings = toml::from_str(&text).unwrap();
        assert_eq!(settings.views, [first, second]);
    }
}
