//! What can be done with a list without knowing its rows.

use std::sync::Arc;

use super::facets::{FacetChoice, FacetCount, FacetIndex};
use crate::domain::{CaseNumber, PersonNumber};

/// A list of any rows that can be filtered.
pub trait FilterableList {
    /// Returns how many rows pass the filter.
    fn len(&self) -> usize;
    /// Returns whether no row passes the filter.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Returns the first line on the screen.
    fn first_line(&self) -> usize;
    /// Returns how many rows there are in all.
    fn total_count(&self) -> usize;
    /// Returns the text that filters the rows.
    fn filter(&self) -> &str;
    /// Filters the rows by a text.
    fn set_filter(&mut self, text: &str);
    /// Returns the chosen facets.
    fn facets(&self) -> &FacetChoice;
    /// Filters the rows by facets.
    fn set_facets(&mut self, facets: FacetChoice);
    /// Takes what is known of every case.
    fn set_facet_index(&mut self, index: Arc<FacetIndex>);
    /// Returns every value of the rows with its count.
    fn facet_counts(&self) -> Vec<FacetCount>;
    /// Orders the rows by the next column; returns the order as words in a sentence.
    fn order_by_next_column(&mut self) -> String;
    /// Turns the order of the rows around; returns the order as words in a sentence.
    fn turn_order(&mut self) -> String;
    /// Folds the group of the selected line or unfolds it; returns its title and whether it is folded now.
    fn toggle_fold(&mut self) -> Option<(&'static str, bool)>;
    /// Returns whether the heading of a folded group is selected.
    fn is_fold_selected(&self) -> bool;
    /// Selects the row, or the heading of a folded group, that is `down` lines below the first line shown. Returns whether
    /// there is one: a line may be the heading of a group that is not folded.
    fn select_line(&mut self, down: usize) -> bool;
    /// Returns the case and participant of each row that passes the filter, in order.
    fn people(&self) -> Vec<(CaseNumber, PersonNumber)>;
}
