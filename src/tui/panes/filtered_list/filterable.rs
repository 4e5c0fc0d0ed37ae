//! What every list does alike, whatever its rows are.

use std::sync::Arc;

use super::{FilterableList, FilteredList, ListRow, RowPerson};
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::panes::facets::{FacetChoice, FacetCount, FacetIndex};
use crate::tui::panes::row_order::ListLine;

impl<T: ListRow> FilterableList for FilteredList<T> {
    fn len(&self) -> usize {
        self.passing_count()
    }

    fn first_line(&self) -> usize {
        self.cursor.top
    }

    fn total_count(&self) -> usize {
        Self::total_count(self)
    }

    fn filter(&self) -> &str {
        &self.filter
    }

    fn set_filter(&mut self, text: &str) {
        Self::set_filter(self, text);
    }

    fn facets(&self) -> &FacetChoice {
        &self.facets
    }

    fn set_facets(&mut self, facets: FacetChoice) {
        Self::set_facets(self, facets);
    }

    fn set_facet_index(&mut self, index: Arc<FacetIndex>) {
        Self::set_facet_index(self, index);
    }

    fn facet_counts(&self) -> Vec<FacetCount> {
        Self::facet_counts(self)
    }

    fn order_by_next_column(&mut self) -> String {
        self.choose_next_order();
        self.order_sentence()
    }

    fn turn_order(&mut self) -> String {
        self.reverse_order();
        self.order_sentence()
    }

    fn toggle_fold(&mut self) -> Option<(&'static str, bool)> {
        Self::toggle_fold(self)
    }

    fn is_fold_selected(&self) -> bool {
        self.is_folded_at(self.cursor.index)
    }

    fn select_line(&mut self, down: usize) -> bool {
        let (ListLine::Row(row) | ListLine::Folded(row)) = self.line_at(self.cursor.top + down) else { return false };
        let is_row = row < Self::len(self);
        if is_row {
            self.cursor.index = row;
        }
        is_row
    }

    fn people(&self) -> Vec<(CaseNumber, PersonNumber)> {
        let person = |row: &T| {
            let RowPerson { case, person, .. } = row.row_person();
            (case.clone(), person)
        };
        self.shown_rows().map(person).collect()
    }
}
