//! How much there is to do, counted in one place: what an item is, and which cases have one. Every header, title and
//! document that says a number of these takes it from here.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Caseload, TodayGroup, TodayItem, TodayOrigin, WalkStop};
use crate::domain::{CaseNumber, count_with_noun};

/// How much there is to do. An item is a thing that a rule, the county or a worker asks for and that is open; a draft is
/// none, because nobody asks for it, and a goal to talk about is none, because it is no duty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ItemCounts {
    /// The number of cases with at least one item.
    pub cases: usize,
    /// The number of items.
    pub items: usize,
    /// The number of items whose due day has passed.
    pub overdue: usize,
    /// The number of things that wait for another desk. They are no items.
    pub waiting: usize,
}

/// Returns whether an item that is due on `due` is overdue on `on`: its day has passed. An item without a day never is.
pub fn is_overdue(due: Option<NaiveDate>, on: NaiveDate) -> bool {
    due.is_some_and(|due| due < on)
}

impl ItemCounts {
    /// Counts items by the case and the due day of each.
    pub fn from_items<'a>(items: impl IntoIterator<Item = (&'a CaseNumber, Option<NaiveDate>)>, on: NaiveDate) -> Self {
        let mut cases = HashSet::new();
        let mut counts = Self::default();
        for (case, due) in items {
            if !case.stands_for_none() {
                cases.insert(case);
            }
            counts.items += 1;
            counts.overdue += usize::from(is_overdue(due, on));
        }
        Self { cases: cases.len(), ..counts }
    }

    /// Counts the items of Today.
    pub fn from_today<'a>(items: impl IntoIterator<Item = &'a TodayItem>, on: NaiveDate) -> Self {
        let (to_do, others): (Vec<_>, Vec<_>) = items.into_iter().partition(|item| item.is_to_do());
        let waiting = others.iter().filter(|item| matches!(item.origin, TodayOrigin::Waiting(_))).count();
        Self { waiting, ..Self::from_items(to_do.into_iter().map(|item| (&item.case, item.due)), on) }
    }

    /// Counts what is left of a walk.
    pub fn from_stops(stops: &[WalkStop], on: NaiveDate) -> Self {
        let items = stops.iter().flat_map(|stop| stop.items.iter().map(move |item| (&stop.case, &item.alert)));
        let duties = items.filter(|(_, alert)| !alert.is_on_goals());
        Self::from_items(duties.map(|(case, alert)| (case, alert.due)), on)
    }

    /// Returns the counts with their units: `101 cases, 204 items; 12 overdue; 3 with others`.
    pub fn summary(&self) -> String {
        format!("{}{}{}", self.short_summary(), self.overdue_text(), self.waiting_text())
    }

    /// Returns the counts without the cases, for few columns: `204 items; 12 overdue`.
    pub fn items_summary(&self) -> String {
        format!("{}{}{}", count_with_noun(self.items, "item"), self.overdue_text(), self.waiting_text())
    }

    fn overdue_text(&self) -> String {
        if self.overdue > 0 { format!("; {} overdue", self.overdue) } else { String::new() }
    }

    fn waiting_text(&self) -> String {
        if self.waiting > 0 { format!("; {} with others", self.waiting) } else { String::new() }
    }

    /// Returns the counts of cases and items with their units: `101 cases, 204 items`.
    pub fn short_summary(&self) -> String {
        format!("{}, {}", count_with_noun(self.cases, "case"), count_with_noun(self.items, "item"))
    }
}

impl TodayItem {
    /// Returns whether somebody asks the worker for the item. A draft is in the list so that it is not forgotten, what waits
    /// for another desk so that it is known, and goals so that they are talked about: they are no duties.
    pub const fn is_to_do(&self) -> bool {
        !matches!(self.origin, TodayOrigin::Draft { .. } | TodayOrigin::Waiting(_))
            && !matches!(self.group, TodayGroup::Goals)
    }
}

impl Caseload {
    /// Counts what is to do in the cases of the lists.
    pub fn item_counts(&self) -> ItemCounts {
        ItemCounts::from_today(&self.today_items(), self.as_of())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_items_and_overdue_items_are_counted_apart() {
        let on: NaiveDate = "2026-11-19".parse().unwrap();
        let cases: [CaseNumber; 2] = ["12B10077", "07B45228"].map(|case| case.parse().unwrap());
        let (yesterday, today) = (on.pred_opt(), Some(on));
        let items =
            [(&cases[0], yesterday), (&cases[0], today), (&cases[0], None), (&cases[1], on.succ_opt())].into_iter();
        let counts = ItemCounts::from_items(items, on);
        assert_eq!(counts, ItemCounts { cases: 2, items: 4, overdue: 1, waiting: 0 });
        assert_eq!(counts.summary(), "2 cases, 4 items; 1 overdue");
        let with_others = ItemCounts { waiting: 3, ..counts };
        assert_eq!(with_others.summary(), "2 cases, 4 items; 1 overdue; 3 with others");
        let one = ItemCounts::from_items([(&cases[0], today)], on);
        assert_eq!(one.summary(), "1 case, 1 item");
        assert_eq!(ItemCounts::from_items([], on).summary(), "0 cases, 0 items");
    }
}
