//! How dates are written for people, and on which day a week of the calendar begins.

use std::sync::{PoisonError, RwLock};

use chrono::{NaiveDate, Weekday};

/// The form in which people read and write dates. Data has ISO 8601 and nothing else.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
    strum::VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub enum DateForm {
    /// As California's counties write: `Thu 11/19/2026`.
    #[default]
    MonthDay,
    /// `Thu 19 Nov 2026`.
    DayMonth,
}

/// How dates are written, and on which day a week begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenDates {
    /// The form of a date.
    pub form: DateForm,
    /// The day on which a week of the calendar begins.
    pub first_weekday: Weekday,
}

/// What the settings chose: before the first date is shown, and again when somebody changes them on the screen.
static CHOSEN: RwLock<WrittenDates> =
    RwLock::new(WrittenDates { form: DateForm::MonthDay, first_weekday: Weekday::Sun });

impl WrittenDates {
    /// Writes all dates of the process like this from now on. One screen never mixes two forms, because it is drawn anew.
    pub fn set_for_process(self) {
        *CHOSEN.write().unwrap_or_else(PoisonError::into_inner) = self;
    }

    /// Returns how the dates of this process are written: as was set, or as California writes them.
    pub fn of_process() -> Self {
        *CHOSEN.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DateForm {
    /// Returns the form of this process: the one that was set, or that of California.
    pub fn of_process() -> Self {
        WrittenDates::of_process().form
    }

    /// Returns the weekday on which a week begins where people write dates like this.
    pub const fn usual_first_weekday(self) -> Weekday {
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
        assert_eq!(form.usual_first_weekday(), first);
    }
}
