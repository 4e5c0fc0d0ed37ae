//! What is known of the hours of a month once they are worked out: what was attended, what was owed, and how both the
//! State and the federal review judge it. The rules that work it out are in `monthly_hours`, `hours`, `average` and
//! `federal`.

use serde::Serialize;

use super::finding::{Citation, Ground};
use super::message::Message;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::hours::Hours;
use crate::policy::param::Weeks;

/// Whether hours were owed in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HoursOwed {
    /// Hours were owed on every day.
    Whole,
    /// Hours were owed in a part of the month; the month is judged by the weekdays of that part.
    Part,
    /// No hours were owed.
    None,
    /// A fact is missing, or the sources do not agree.
    CannotTell,
}

/// The hours of a participant, or of two parents together, in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthlyHours {
    /// The participant; 0 if two parents share the hours.
    pub person: PersonNumber,
    /// The month.
    pub month: Month,
    /// Hours attended.
    pub attended: Hours,
    /// Hours of excused absence, not part of the hours attended.
    pub excused: Hours,
    /// Hours of unexcused absence.
    pub unexcused: Hours,
    /// Holiday hours.
    pub holiday: Hours,
    /// The weekly average of the hours attended, by the first of `averages`.
    pub weekly_average: Hours,
    /// The weekly average by each reading of the law. The first decides: one that meets the required hours, or the common
    /// one if none does.
    pub averages: Vec<AverageReading>,
    /// Whether hours were owed in the month.
    pub owed: HoursOwed,
    /// The required hours; none where no hours were owed.
    pub required: RequiredHours,
    /// Whether the average meets the required hours.
    pub met: bool,
    /// Why the judgment of the month is not sure, beside what is unsure in the required hours.
    pub cannot_tell: Vec<Message>,
    /// The same month as the federal review counts it.
    pub federal: FederalView,
}

/// The hours per week for which an assistance unit must take part, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequiredHours {
    /// The hours per week, as the average of the month.
    pub weekly: Hours,
    /// Whether two parents share the hours.
    pub shared: bool,
    /// The facts that support it.
    pub because: Vec<Ground>,
    /// The policy that it follows.
    pub under: Vec<Citation>,
    /// The facts that are missing or in conflict, so that the hours may be wrong.
    pub cannot_tell: Vec<Message>,
}

/// A way in which hours of a month become a weekly average.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AverageBy {
    /// The weekdays of the month, five to a week.
    DaysOfMonth,
    /// The number of weeks that policy takes every month to have: 4.33.
    WeeksInMonth,
    /// The seven-day spans that lie entirely in the month.
    WholeWeeks,
    /// The hours that were scheduled in the month, divided by those that are scheduled in a week.
    ScheduledWeeks,
    /// The weekdays of the part of the month in which hours were owed, five to a week.
    PartOfMonth,
}

/// The weekly average of a month by one reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AverageReading {
    /// The reading.
    pub by: AverageBy,
    /// The weeks that it takes the month to have.
    pub weeks: Weeks,
    /// The hours attended, divided by these weeks, rounded down to the hundredth.
    pub weekly_average: Hours,
}

/// The result of a month in the federal view.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FederalView {
    /// The hours that count: attended, paid absence, and excused hours, holidays and job search within their limits.
    pub counted: Hours,
    /// The excused hours of unpaid activities that count; part of `counted`.
    pub excused_counted: Hours,
    /// The hours in core activities; part of `counted`.
    pub core: Hours,
    /// The weekly average of `counted`.
    pub weekly_average: Hours,
    /// The weekly average of `core`.
    pub core_average: Hours,
    /// The core hours per week that are deemed done because the grant and the minimum wage allow no more unpaid work.
    pub deemed_core: Hours,
    /// The hours per week that the review requires.
    pub required: Hours,
    /// The required hours per week that must be core.
    pub core_required: Hours,
    /// Whether both requirements are met; for two parents, those of the two-parent rate.
    pub met: bool,
    /// Whether the two-parent rate is met; `None` for a participant alone.
    pub two_parent_met: Option<bool>,
    /// Whether the rate of all families is met, which asks the hours of one person.
    pub overall_met: bool,
    /// Which of the rates of a family with two parents are met, in words.
    pub says: Vec<Message>,
    /// The policy that the result follows.
    pub under: Vec<Citation>,
    /// The facts that are missing.
    pub cannot_tell: Vec<Message>,
}
