//! Filters the list that is shown, by text and by facets.

use std::sync::Arc;

use chrono::NaiveDate;

use super::workspace::Workspace;
use crate::store::SavedView;
use crate::tui::command::Pane;
use crate::tui::panes::facets::{FacetChoice, FacetIndex};
use crate::tui::panes::filtered_list::FilterableList;
use crate::tui::saved_views;

impl Workspace {
    /// Returns the list of the current pane; `None` if the pane has none.
    pub fn current_list(&self) -> Option<&dyn FilterableList> {
        match self.pane {
            Pane::Today => Some(&self.today),
            Pane::Cases => Some(&self.cases.list),
            Pane::Action => Some(&self.action.list),
            Pane::Alerts => Some(&self.alerts),
            Pane::Month => Some(self.month.active_list()),
            Pane::Queue => Some(&self.queue.list),
            Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Walk => None,
        }
    }

    /// Returns the list of the current pane, to change what is shown or selected; `None` if the pane has none.
    pub fn current_list_mut(&mut self) -> Option<&mut dyn FilterableList> {
        match self.pane {
            Pane::Today => Some(&mut self.today),
            Pane::Cases => Some(&mut self.cases.list),
            Pane::Action => Some(&mut self.action.list),
            Pane::Alerts => Some(&mut self.alerts),
            Pane::Month => Some(self.month.active_list_mut()),
            Pane::Queue => Some(&mut self.queue.list),
            Pane::Dictate | Pane::Checklist | Pane::Case | Pane::Walk => None,
        }
    }

    fn all_lists_mut(&mut self) -> [&mut dyn FilterableList; 7] {
        [
            &mut self.today,
            &mut self.cases.list,
            &mut self.action.list,
            &mut self.alerts,
            &mut self.month.due,
            &mut self.month.contacts,
            &mut self.queue.list,
        ]
    }

    /// Filters the list that is shown by a text.
    pub fn set_filter(&mut self, text: &str) {
        self.filed_on = None;
        if !text.is_empty() && self.filter().is_empty() {
            // The text is looked for in what the facets know too.
            self.index_facets();
        }
        // A text shows the whole month, and not only the chosen day.
        if self.pane == Pane::Month {
            self.month.set_filter(text);
        } else if let Some(list) = self.current_list_mut() {
            list.set_filter(text);
        }
    }

    /// Filters the list that is shown by facets.
    pub fn set_facets(&mut self, facets: FacetChoice) {
        self.filed_on = None;
        if let Some(list) = self.current_list_mut() {
            list.set_facets(facets);
        }
    }

    /// Shows the whole list again, whatever filtered it.
    pub fn clear_filters(&mut self) {
        if self.current_list().is_some_and(|list| !list.filter().is_empty()) {
            self.set_filter("");
        }
        if self.current_list().is_some_and(|list| !list.facets().is_empty()) {
            self.set_facets(FacetChoice::default());
        }
    }

    /// Returns the number of rows in the current list.
    pub fn row_count(&self) -> usize {
        self.current_list().map_or(0, FilterableList::len)
    }

    /// Returns the text that filters the current list.
    pub fn filter(&self) -> &str {
        self.current_list().map_or("", FilterableList::filter)
    }

    /// Returns what filters the current list, as a view without a name; `None` if nothing does.
    pub fn current_view(&self) -> Option<SavedView> {
        let list = self.current_list().filter(|list| !list.filter().is_empty() || !list.facets().is_empty())?;
        Some(SavedView {
            name: String::new(),
            key: None,
            list: saved_views::list_of_pane(self.pane)?.to_owned(),
            text: list.filter().to_owned(),
            facets: list.facets().to_stored(),
        })
    }

    /// Says for which day the lists are.
    pub(super) fn set_list_day(&mut self, on: NaiveDate) {
        self.today.set_day(on);
        self.cases.list.set_day(on);
        self.action.list.set_day(on);
        self.alerts.set_day(on);
        self.queue.list.set_day(on);
    }

    /// Reads what the facets of every list are counted from.
    pub fn index_facets(&mut self) {
        let index = Arc::new(FacetIndex::new(self.cases.list.all_rows(), &self.snapshot.caseload));
        for list in self.all_lists_mut() {
            list.set_facet_index(Arc::clone(&index));
        }
    }

    /// Filters the lists by their texts and facets again, after the record changed.
    pub(super) fn refresh_facets(&mut self) {
        if self.all_lists_mut().iter().any(|list| !list.facets().is_empty() || !list.filter().is_empty()) {
            self.index_facets();
        }
    }
}
