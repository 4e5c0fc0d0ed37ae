//! Hours of participation as the lists and the checklist show them.

use super::EvaluatedCase;
use super::checklist::MonthHours;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::hours::Hours;
use crate::rules::monthly_hours::MonthlyHours;

impl EvaluatedCase {
    /// Returns the weekly average and the required weekly hours of the newest month with attendance: the participant's
    /// own, or those that two parents share. `None` if no attendance is posted.
    pub fn latest_hours(&self, person: PersonNumber) -> Option<(Hours, Hours)> {
        self.hours_by_month(person).pop().map(|hours| (hours.weekly_average, hours.required.weekly))
    }

    /// Returns the hours of each month with attendance, the oldest first: the participant's own, or those of two parents
    /// together in a month for which the participant has none.
    pub(super) fn hours_by_month(&self, person: PersonNumber) -> Vec<&MonthlyHours> {
        let mut months: Vec<_> = self.evaluation.hours.iter().filter(|hours| is_about_person(hours, person)).collect();
        months.sort_by_key(|hours| (hours.month, hours.person == PersonNumber::CASE));
        months.dedup_by_key(|hours| hours.month);
        months
    }

    /// Returns the hours of a month; empty if no attendance is posted for it.
    pub(super) fn hours_in_month(&self, month: Month) -> Vec<MonthHours> {
        self.evaluation.hours.iter().filter(|hours| hours.month == month).map(to_month_hours).collect()
    }
}

fn is_about_person(hours: &MonthlyHours, person: PersonNumber) -> bool {
    hours.person == person || hours.person == PersonNumber::CASE
}

fn to_month_hours(hours: &MonthlyHours) -> MonthHours {
    MonthHours { person: hours.person, average: hours.weekly_average, required: hours.required.weekly }
}
