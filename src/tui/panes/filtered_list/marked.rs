//! The marked rows of a list: what a key does to them, it does to all of them, after one question.

use super::{FilteredList, ListRow};

impl<T: ListRow> FilteredList<T> {
    /// Marks the selected row, or takes its mark away. Returns whether there is a row.
    pub fn toggle_mark(&mut self) -> bool {
        let Some(key) = self.selected_row().map(ListRow::stable_key) else { return false };
        if !self.marks.remove(&key) {
            self.marks.insert(key);
        }
        true
    }

    /// Takes all marks away, those of hidden rows too. Returns whether there was one.
    pub fn clear_marks(&mut self) -> bool {
        !std::mem::take(&mut self.marks).is_empty()
    }

    /// Returns whether a row is marked.
    pub fn is_marked(&self, row: &T) -> bool {
        !self.marks.is_empty() && self.marks.contains(&row.stable_key())
    }

    /// Returns the marked rows that are shown, in the order of the list. What is hidden or gone is never acted on.
    pub fn marked_rows(&self) -> Vec<&T> {
        if self.marks.is_empty() { Vec::new() } else { self.shown_rows().filter(|row| self.is_marked(row)).collect() }
    }

    /// Returns a title that says how many rows are marked, if any is: `Alerts, 3 marked`.
    pub(super) fn marked_title(&self, title: &str) -> String {
        match self.marked_rows().len() {
            0 => title.to_owned(),
            marked => format!("{title}, {marked} marked"),
        }
    }
}
