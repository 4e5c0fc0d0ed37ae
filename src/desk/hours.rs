//! Hours of participation as the lists and the checklist show them.

use super::CaseOnDesk;
use super::checklist::MonthHours;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::hours::Hours;
use crate::rules::hours::HoursOfMonth;

impl CaseOnDesk {
    /// Weekly average and requirement of the newest month with attendance: the participant's own, or those that two
    /// parents share.
    pub fn latest_hours(&self, person: PersonNumber) -> Option<(Hours, Hours)> {
        let of_person = self.evaluation.hours.iter().filter(|hours| concerns(hours, person));
        of_person.max_by_key(|hours| hours.month).map(|hours| (hours.weekly_average, hours.required.weekly))
    }

    /// The hours of a month, where attendance is posted for it.
    pub(super) fn hours_of(&self, month: Month) -> Vec<MonthHours> {
        let of_month = self.evaluation.hours.iter().filter(|hours| hours.month == month);
        of_month.map(month_hours).collect()
    }
}

fn concerns(hours: &HoursOfMonth, person: PersonNumber) -> bool {
    hours.person == person || hours.person == PersonNumber::CASE
}

fn month_hours(hours: &HoursOfMonth) -> MonthHours {
    MonthHours { person: hours.person, average: hours.weekly_average, required: hours.required.weekly }
}
