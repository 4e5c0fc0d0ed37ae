//! What the parameters of policy are called where people read them. Files and JSON have their names.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[expect(clippy::expect_used, reason = "the file is built in, and a test reads it")]
static TITLES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/catalog/parameter_titles.toml")).expect("the titles are readable")
});

/// Returns a parameter as a person would say it: `good-cause period`; a row of a table by the name of its table:
/// `exemption reason`.
pub fn parameter_title(parameter: &str) -> Cow<'_, str> {
    if let Some(title) = TITLES.get(parameter) {
        return Cow::Borrowed(title);
    }
    let table = parameter.split_once('.').map_or(parameter, |(table, _)| table);
    table.replace('_', " ").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policies;

    #[test]
    fn every_parameter_has_a_title_and_no_title_is_left_over() {
        let counties = Policies::with_overlay("alameda").unwrap();
        for policies in [Policies::builtin(), &counties] {
            for day in ["1998-01-01", "2006-07-25", "2022-06-01", "2026-11-19"] {
                for parameter in policies.in_force_on(day.parse().unwrap()).summaries() {
                    assert!(TITLES.contains_key(parameter.parameter), "{}", parameter.parameter);
                }
            }
        }
        for (name, title) in TITLES.iter() {
            assert!(crate::policy::has_parameter(name), "{name}");
            assert!(!title.contains('_'), "{title}");
        }
    }

    #[test]
    fn a_row_of_a_table_is_called_by_its_table() {
        assert_eq!(parameter_title("exemption_reason.disability"), "exemption reason");
        assert_eq!(parameter_title("good_cause_period"), "good-cause period");
    }
}
