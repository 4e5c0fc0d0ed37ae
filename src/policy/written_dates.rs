//! How dates are written where no settings say it, from `assets/policy/written_dates.toml`.

use std::sync::LazyLock;

use chrono::Weekday;
use serde::Deserialize;

use crate::domain::date_form::{DateForm, WrittenDates};

/// The file, read once.
static USUAL: LazyLock<WrittenDatesFile> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "built into the program; the_usual_dates_are_those_of_california reads it")]
    toml::from_str(include_str!("../../assets/policy/written_dates.toml")).expect("the built-in file is readable")
});

#[derive(Debug, Deserialize)]
struct WrittenDatesFile {
    date_form: String,
    first_weekday: Weekday,
}

/// Returns how dates are written where no settings say it.
pub fn usual_written_dates() -> WrittenDates {
    let form = USUAL.date_form.parse().unwrap_or(DateForm::MonthDay);
    WrittenDates { form, first_weekday: USUAL.first_weekday }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_dates_are_those_of_california() {
        let usual = WrittenDates { form: DateForm::MonthDay, first_weekday: Weekday::Sun };
        assert_eq!(usual_written_dates(), usual);
        assert_eq!(USUAL.date_form.parse(), Ok(DateForm::MonthDay), "the file names a form that exists");
    }
}
