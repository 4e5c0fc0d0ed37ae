//! How many rows a list has, in its frame. What no page counts as a task, such as a draft, is not counted here either.

use super::{FilteredList, ListRow};

impl<T: ListRow> FilteredList<T> {
    /// Returns the count for the frame: `31`, or `3 of 31` with a filter.
    pub fn count_label(&self) -> String {
        let all = self.counted_total();
        if self.is_filtered() { format!("{} of {all}", self.counted_passing()) } else { all.to_string() }
    }

    /// Returns a title with what is filtered: `Today, 192 hidden: Spanish, overdue`. How many rows are hidden comes first,
    /// so that it is never cut.
    pub fn filtered_title(&self, title: &str) -> String {
        let title = self.marked_title(title);
        if !self.is_filtered() {
            return title;
        }
        let text = Some(&self.filter).filter(|text| !text.is_empty()).map(|text| format!("\"{text}\""));
        let by: Vec<_> = text.into_iter().chain(self.facets.values().map(str::to_owned)).collect();
        format!("{title}, {} hidden: {}", self.counted_total() - self.counted_passing(), by.join(", "))
    }

    fn counted_total(&self) -> usize {
        self.rows.iter().filter(|row| row.is_counted()).count()
    }

    /// Counts the rows that pass a filter. No group is folded away from one.
    fn counted_passing(&self) -> usize {
        self.iter().filter(|row| row.is_counted()).count()
    }
}
