//! The month as a dashboard: how far its duties are done, what is overdue and how long, what is left to the end of the
//! month, and the same for the twelve months up to it.

use chrono::NaiveDate;
use serde::Serialize;
use strum::VariantArray as _;

use super::{Caseload, ContactState, EvaluatedCase, ItemCounts, MonthlyContact, TodayGroup};
use crate::domain::PersonNumber;
use crate::domain::dates::{Month, days_between};
use crate::rules::contacts_made;
use crate::rules::hours_of_month::HoursOwed;
use crate::rules::view::View;

/// How many months the trend has, the month of the dashboard included.
const TREND_MONTHS: u32 = 12;

/// The ages of what is overdue, in days: up to a week, up to 30 days, up to 90 days, more.
pub const AGE_LIMITS: [i64; 3] = [7, 30, 90];

/// How much of something is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// How much is done.
    pub done: usize,
    /// How much there is in all.
    pub of: usize,
}

impl Progress {
    /// Returns the share that is done, in percent, rounded down; 100 where there is nothing to do.
    pub fn percent(self) -> u64 {
        let (done, of) = (u64::try_from(self.done).unwrap_or(0), u64::try_from(self.of).unwrap_or(0));
        (done * 100).checked_div(of).unwrap_or(100).min(100)
    }
}

/// A month of the trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TrendMonth {
    /// The month.
    pub month: Month,
    /// The contacts made, of those owed.
    pub contacts: Progress,
    /// The participants, or pairs of parents, who met their hours, of those who owed hours and whose attendance is posted.
    pub hours: Progress,
}

/// What is open in a group of Today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GroupCount {
    /// The group.
    pub group: TodayGroup,
    /// The number of items.
    pub items: usize,
    /// The number of overdue items of each age: up to 7 days, up to 30, up to 90, more.
    pub overdue: [usize; 4],
}

impl GroupCount {
    /// Returns how many items are overdue.
    pub fn overdue_count(&self) -> usize {
        self.overdue.iter().sum()
    }
}

/// The dashboard of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthDashboard {
    /// The month.
    pub month: Month,
    /// The as-of day.
    pub as_of: NaiveDate,
    /// The contacts made in the month, of those owed.
    pub contacts: Progress,
    /// How many contacts are still owed at the end of each day, from the day before the month to the last day of the month
    /// or the as-of day.
    pub contacts_left: Vec<(NaiveDate, usize)>,
    /// The working days left in the month after the as-of day, the as-of day included; 0 for a month that is over.
    pub working_days_left: usize,
    /// What is to do now, by group; groups without an item are left out.
    pub groups: Vec<GroupCount>,
    /// How much is to do now.
    pub open: ItemCounts,
    /// The twelve months up to the month, the earliest first.
    pub trend: Vec<TrendMonth>,
}

impl Caseload {
    /// Returns the dashboard of a month as of the as-of day.
    pub fn month_dashboard(&self, month: Month) -> MonthDashboard {
        let on = self.as_of();
        let owed = self.monthly_contacts(month, month);
        let calendar = &self.policies().in_force_on(on).calendar;
        let first_left = on.max(month.first_day());
        let left = first_left.iter_days().take_while(|day| *day <= month.last_day());
        let items = self.today_items();
        let first = month.months_before(TREND_MONTHS - 1);
        let months = std::iter::successors(Some(first), |month| Some(month.next()));
        let months = months.take_while(|shown| *shown <= month);
        MonthDashboard {
            month,
            as_of: on,
            contacts: contact_progress(&owed),
            contacts_left: self.contacts_left(month, &owed),
            working_days_left: left.filter(|day| calendar.is_working_day(*day)).count(),
            groups: TodayGroup::VARIANTS.iter().filter_map(|group| group_count(*group, &items, on)).collect(),
            open: ItemCounts::from_today(&items, on),
            trend: months.map(|month| self.trend_month(month)).collect(),
        }
    }

    fn trend_month(&self, month: Month) -> TrendMonth {
        let hours = self.listed_cases().flat_map(|(_, case)| case.evaluation.hours.iter());
        let owed = hours.filter(|hours| hours.month == month && hours.owed != HoursOwed::None);
        let (met, of) = owed.fold((0, 0), |(met, of), hours| (met + usize::from(hours.met), of + 1));
        TrendMonth {
            month,
            contacts: contact_progress(&self.monthly_contacts(month, month)),
            hours: Progress { done: met, of },
        }
    }

    /// Returns how many of the owed contacts were not made by the end of each day.
    fn contacts_left(&self, month: Month, owed: &[MonthlyContact]) -> Vec<(NaiveDate, usize)> {
        let made: Vec<NaiveDate> = owed.iter().filter_map(|contact| self.first_made(contact)).collect();
        let Some(before) = month.first_day().pred_opt() else { return Vec::new() };
        let end = month.last_day().min(self.as_of());
        let days = before.iter_days().take_while(|day| *day <= end);
        days.map(|day| (day, owed.len() - made.iter().filter(|made| **made <= day).count())).collect()
    }

    /// Returns the first day of the month on which a contact was made; `None` if none was.
    fn first_made(&self, owed: &MonthlyContact) -> Option<NaiveDate> {
        let newest = owed.by.as_ref().filter(|_| owed.state == ContactState::Made)?.on;
        let case: &EvaluatedCase = self.case(&owed.case)?;
        let view = View::new(&case.record.facts, self.policies(), newest);
        let made = view.facts.contacts.iter().filter(|contact| owed.month.contains(contact.on));
        let made = made.filter(|contact| [owed.person, PersonNumber::CASE].contains(&contact.person));
        made.filter(|contact| contacts_made::counts_as_made(&view, contact))
            .map(|contact| contact.on)
            .min()
            .map(|first| first.min(newest))
    }
}

fn contact_progress(owed: &[MonthlyContact]) -> Progress {
    let done = owed.iter().filter(|contact| contact.state == ContactState::Made).count();
    Progress { done, of: owed.len() }
}

fn group_count(group: TodayGroup, items: &[super::TodayItem], on: NaiveDate) -> Option<GroupCount> {
    let of_group = || items.iter().filter(|item| item.group == group && item.is_to_do());
    let mut overdue = [0; 4];
    for days in of_group().filter_map(|item| item.due).map(|due| days_between(due, on)).filter(|days| *days > 0) {
        let age = AGE_LIMITS.iter().position(|limit| days <= *limit).unwrap_or(AGE_LIMITS.len());
        if let Some(count) = overdue.get_mut(age) {
            *count += 1;
        }
    }
    let count = of_group().count();
    (count > 0).then_some(GroupCount { group, items: count, overdue })
}
