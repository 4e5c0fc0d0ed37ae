//! The form in which dates are written for people.

use std::sync::OnceLock;

use chrono::{NaiveDate, Weekday};

/// The form in which people read and write dates. Data has ISO 8601 and nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, strum::EnumString, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum DateForm {
    /// As California's counties write: `Thu 11/19/2026`, in weeks that begin on Sunday.
    #[default]
    MonthDay,
    /// `Thu 19 Nov 2026`, in weeks that begin on Monday.
    DayMonth,
}

/// The form that the settings chose; it is set at most once, before the first date is shown.
static CHOSEN_FORM: OnceLock<DateForm> = OnceLock::new();

impl DateForm {
    /// Makes this the form of all dates of the process. A second call changes nothing: one process never mixes forms.
    pub fn set_for_process(self) {
        CHOSEN_FORM.get_or_init(|| self);
    }

    /// Returns the form of this process: the one that was set, or that of California.
    pub fn of_process() -> Self {
        CHOSEN_FORM.get().copied().unwrap_or_default()
    }

    /// Returns the weekday on which a week of the calendar begins.
    pub const fn first_weekday(self) -> Weekday {
        match self {
            Self::MonthDay => Weekday::Sun,
            Self::DayMonth => Weekday::Mon,
        }
    }

    /// Returns a date without its year: `11/19`.
    pub fn day_text(self, date: NaiveDate) -> String {
        let pattern = match self {
            Self::MonthDay => "%m/%d",
            Self::DayMonth => "%-d %b",
        };
        date.format(pattern).to_string()
    }

    /// Returns a date with its year: `11/19/2026`.
    pub fn date_text(self, date: NaiveDate) -> String {
        let pattern = match self {
            Self::MonthDay => "%m/%d/%Y",
            Self::DayMonth => "%-d %b %Y",
        };
        date.format(pattern).to_string()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(DateForm::MonthDay, "01/05/2026", "01/05", Weekday::Sun)]
    #[case(DateForm::DayMonth, "5 Jan 2026", "5 Jan", Weekday::Mon)]
    fn each_form_has_its_order_and_its_week(
        #[case] form: DateForm,
        #[case] date: &str,
        #[case] day: &str,
        #[case] first: Weekday,
    ) {
        let shown = "2026-01-05".parse().unwrap();
        assert_eq!((form.date_text(shown), form.day_text(shown)), (date.to_owned(), day.to_owned()));
        assert_eq!(form.first_weekday(), first);
    }
}
