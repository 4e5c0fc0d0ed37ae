//! Fills the lists of the open caseload from a snapshot: all of them, or only the rows that a change can touch.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::workspace::Workspace;
use crate::desk::{ItemCounts, TodayGroup, TodayItem};
use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::store::Draft;
use crate::tui::command::Pane;
use crate::tui::panes::alerts::AlertListRow;
use crate::tui::panes::folder::Freshness;
use crate::tui::store_thread::{Snapshot, SnapshotChange};

impl Workspace {
    /// Replaces the snapshot and fills the lists that show what changed in it.
    pub fn apply_snapshot(&mut self, snapshot: Snapshot) {
        let month = Month::from_date(self.snapshot.caseload.as_of());
        let before = Arc::clone(&self.snapshot.caseload);
        self.snapshot = snapshot;
        if self.checklist.month == month {
            self.checklist.month = Month::from_date(self.snapshot.caseload.as_of());
        }
        self.month.turn_day(before.as_of(), self.snapshot.caseload.as_of());
        for sheet in self.act_sheet.iter_mut().chain(&mut self.left_act_sheet) {
            sheet.turn_day(self.snapshot.today);
        }
        for form in self.left_forms.values_mut() {
            form.turn_day(self.snapshot.today);
        }
        if let Some(form) = &mut self.dictate {
            form.turn_day(self.snapshot.today);
            form.request_reading();
        }
        self.fill_changed(&cases_with_other_drafts(before.drafts(), self.snapshot.caseload.drafts()));
    }

    /// Fills the lists that show what changed; `drafts` are the cases whose drafts changed.
    fn fill_changed(&mut self, drafts: &BTreeSet<CaseNumber>) {
        match self.snapshot.change.clone() {
            SnapshotChange::Everything => {
                self.mark_details_stale(None);
                self.fill_panes();
            }
            SnapshotChange::Case(case) => {
                self.mark_details_stale(Some(&case));
                self.fill_case(&case);
                self.fill_walk();
            }
            SnapshotChange::Walk => self.fill_walk(),
            SnapshotChange::Drafts | SnapshotChange::Settings => {}
        }
        for case in drafts {
            let items = self.shown_items(self.snapshot.caseload.today_items_of(case));
            self.today.replace_case_rows(case, items, TodayItem::compare);
        }
        self.refresh_facets();
    }

    /// Leaves the goals to talk about out of Today, or shows them again.
    pub fn hide_goals(&mut self, hides: bool) {
        if self.hides_goals != hides {
            self.hides_goals = hides;
            let items = self.shown_items(self.snapshot.caseload.today_items());
            self.today.set_rows(items);
            self.item_counts = ItemCounts::from_today(self.today.all_rows(), self.snapshot.caseload.as_of());
            self.refresh_facets();
        }
    }

    /// Returns the items that Today shows. Goals to talk about are all that may be hidden.
    fn shown_items(&self, items: Vec<TodayItem>) -> Vec<TodayItem> {
        items.into_iter().filter(|item| !self.hides_goals || item.group != TodayGroup::Goals).collect()
    }

    /// Fills the rows of one case in every list.
    fn fill_case(&mut self, case: &CaseNumber) {
        let items = self.shown_items(self.snapshot.caseload.today_items_of(case));
        let caseload = &self.snapshot.caseload;
        self.today.replace_case_rows(case, items, TodayItem::compare);
        self.item_counts = ItemCounts::from_today(self.today.all_rows(), caseload.as_of());
        let alerts = caseload.alert_rows_of(case).into_iter().map(|alert| AlertListRow::new(alert, caseload)).collect();
        self.alerts.replace_case_rows(case, alerts, AlertListRow::compare);
        self.month.reload_case_rows(case, caseload);
        if caseload.has_queue() {
            // A conference is recorded on one case and shown on all cases that it was about, and an entry of the duty log may be
            // about none.
            self.queue.list.set_rows(caseload.queue_rows());
        }
        if !caseload.is_listed(case) {
            // Of a case that the lists leave out they show the worker's own reminders.
            return;
        }
        self.cases.replace_case_rows(case, caseload.case_rows_of(case));
        self.action.replace_case_rows(case, caseload.action_rows_of(case));
        if self.subject.as_ref().is_some_and(|subject| subject.case == *case) {
            self.fill_checklist();
        }
    }

    /// Marks the details of a case as stale; those of any case for `None`.
    fn mark_details_stale(&mut self, case: Option<&CaseNumber>) {
        if let Some(details) = &mut self.case_details
            && case.is_none_or(|case| details.subject.case == *case)
        {
            details.freshness = Freshness::Stale;
        }
    }

    /// Returns the case whose details must be read again because they are on the screen and stale. Each case is
    /// returned only once.
    pub fn request_stale_details(&mut self) -> Option<CaseNumber> {
        if !matches!(self.pane, Pane::Case | Pane::Checklist) {
            return None;
        }
        let subject = self.subject.as_ref()?;
        let details = self.case_details.as_mut()?;
        if details.freshness != Freshness::Stale || details.subject.case != subject.case {
            return None;
        }
        details.freshness = Freshness::Requested;
        Some(subject.case.clone())
    }

    pub(super) fn fill_panes(&mut self) {
        let caseload = &self.snapshot.caseload;
        self.set_list_day(caseload.as_of());
        let items = self.shown_items(self.snapshot.caseload.today_items());
        let caseload = &self.snapshot.caseload;
        self.today.set_rows(items);
        self.item_counts = ItemCounts::from_today(self.today.all_rows(), caseload.as_of());
        self.cases.set_rows(caseload.case_rows());
        self.action.set_rows(caseload.action_rows());
        self.alerts
            .set_rows(caseload.alert_rows().into_iter().map(|alert| AlertListRow::new(alert, caseload)).collect());
        self.month.reload_rows(caseload);
        self.queue.list.set_rows(caseload.queue_rows());
        self.fill_checklist();
        self.fill_walk();
    }

    /// Recomputes the stops of the walk that remain. On another as-of day the walk ends, because nothing can be
    /// recorded.
    pub fn fill_walk(&mut self) {
        if self.is_another_day() && self.walk.take().is_some() && self.pane == Pane::Walk {
            self.pane = self.list_pane;
        }
        if let Some((walk, progress)) = self.walk.as_mut().zip(self.snapshot.walk.as_ref()) {
            walk.set_stops(self.snapshot.caseload.remaining_stops(progress));
        }
    }

    /// Recomputes the checklist, if its case was read.
    pub fn fill_checklist(&mut self) {
        let Some((subject, read)) = self.subject.as_ref().zip(self.case_details.as_ref()) else { return };
        if read.subject.case == subject.case {
            self.checklist.load_items(&self.snapshot.caseload, subject, &read.comments);
        }
    }
}

/// Returns the cases whose drafts differ between two lists of drafts.
fn cases_with_other_drafts(before: &[Draft], now: &[Draft]) -> BTreeSet<CaseNumber> {
    let only_before = before.iter().filter(|draft| !now.contains(draft));
    let only_now = now.iter().filter(|draft| !before.contains(draft));
    only_before.chain(only_now).map(|draft| draft.case.clone()).collect()
}
