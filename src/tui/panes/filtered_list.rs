//! A list of rows with a selection, a filter and an order.

use std::cmp::Ordering;
use std::fmt::Display;

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use crate::domain::name::{fold_for_search, squeeze_for_search};
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::command::Motion;
use crate::tui::layout;
use crate::tui::text;
use crate::tui::widgets::cursor::Cursor;

/// The person that a row is about.
#[derive(Clone, Copy)]
pub struct RowPerson<'a> {
    /// The case.
    pub case: &'a CaseNumber,
    /// The participant; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The name of the participant or the case.
    pub name: &'a dyn Display,
}

/// A row that is about a case.
pub trait ListRow {
    /// Returns the person that the row is about.
    fn row_person(&self) -> RowPerson<'_>;
    /// Returns the identity of the row among all rows of the list; it stays the same through every change.
    fn stable_key(&self) -> String;
}

/// The selected row of a list and the list's filter, as the session stores them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The stable key of the selected row.
    pub selected: Option<String>,
    /// The text of the filter.
    #[serde(rename = "sought")]
    pub filter: String,
}

/// The search text and widths of a row, computed once for each row.
#[derive(Debug, Clone)]
struct RowKey {
    /// The folded text that the filter searches.
    haystack: String,
    /// The folded name.
    folded_name: String,
    /// The name without spaces and punctuation, which people often leave out.
    squeezed_name: String,
    /// The columns of the case number.
    case_width: usize,
    /// The columns of the name.
    name_width: usize,
}

impl RowKey {
    fn new(row: &impl ListRow) -> Self {
        let RowPerson { case, name, .. } = row.row_person();
        let name = name.to_string();
        let squeezed_name = name.split(',').map(squeeze_for_search).collect::<Vec<_>>().join(" ");
        Self {
            haystack: fold_for_search(&format!("{case} {name}")),
            folded_name: fold_for_search(&name),
            squeezed_name,
            case_width: text::display_width(case.as_str()),
            name_width: text::display_width(&name),
        }
    }
}

/// The rows of a list, with the selection and the filter.
#[derive(Debug, Clone)]
pub struct FilteredList<T> {
    rows: Vec<T>,
    /// The key of each row, in the order of the rows.
    keys: Vec<RowKey>,
    /// The indexes of the rows that match the filter, in order.
    visible: Vec<usize>,
    widest_case: usize,
    widest_name: usize,
    /// The selected row and the first row shown.
    pub cursor: Cursor,
    /// The text of the filter; empty for none.
    pub filter: String,
}

impl<T> Default for FilteredList<T> {
    fn default() -> Self {
        Self {
            rows: vec![],
            keys: vec![],
            visible: vec![],
            widest_case: 0,
            widest_name: 0,
            cursor: Cursor::default(),
            filter: String::new(),
        }
    }
}

impl<T: ListRow> FilteredList<T> {
    /// Replaces the rows. The selected row stays selected; if the list no longer has it, the row in its place is
    /// selected.
    pub fn set_rows(&mut self, rows: Vec<T>) {
        let selected = self.selected_row().map(ListRow::stable_key);
        self.keys = rows.iter().map(RowKey::new).collect();
        self.rows = rows;
        self.show_rows_again(selected.as_ref());
    }

    /// Takes the rows of one case in place of those that it had. The rows of all other cases, which are ordered by
    /// `compare`, stay as they are.
    pub fn replace_case_rows(&mut self, case: &CaseNumber, rows: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
        let selected = self.selected_row().map(ListRow::stable_key);
        let mut stays = self.rows.iter().map(|row| row.row_person().case != case).collect::<Vec<_>>().into_iter();
        self.keys.retain(|_| stays.next().unwrap_or(true));
        self.rows.retain(|row| row.row_person().case != case);
        for row in rows {
            let index = self.rows.partition_point(|before| compare(before, &row) != Ordering::Greater);
            self.keys.insert(index, RowKey::new(&row));
            self.rows.insert(index, row);
        }
        self.show_rows_again(selected.as_ref());
    }

    /// Filters and measures the rows after they changed. Selects the row that was selected, or the one in its place if
    /// it is gone.
    fn show_rows_again(&mut self, selected: Option<&String>) {
        self.widest_case = self.keys.iter().map(|key| key.case_width).max().unwrap_or(0);
        self.widest_name = self.keys.iter().map(|key| key.name_width).max().unwrap_or(0);
        self.apply_filter();
        let is_selected = |row: &T| selected.is_some_and(|identity| row.stable_key() == *identity);
        // Usually the row is where it was.
        if !self.selected_row().is_some_and(is_selected) {
            let found = self.iter().position(is_selected);
            self.cursor.index = found.unwrap_or(self.cursor.index).min(self.len().saturating_sub(1));
        }
    }

    /// Filters the list to rows whose case number or name holds every word of `text`, and selects the one whose own name
    /// fits best, or the first of those that fit equally well. With an empty text the selected row stays selected.
    pub fn set_filter(&mut self, text: &str) {
        let selected = if text.is_empty() { self.selected_row().map(ListRow::stable_key) } else { None };
        text.clone_into(&mut self.filter);
        self.apply_filter();
        self.cursor = Cursor::default();
        if text.is_empty() {
            self.select_row(selected.as_ref());
        } else {
            self.cursor.index = self.best_match().unwrap_or(0);
        }
    }

    /// Returns the index of the first shown row whose name fits the filter best: it is the text, it begins with it, or
    /// each of its words begins with a typed word.
    fn best_match(&self) -> Option<usize> {
        let typed = fold_for_search(&self.filter);
        let words: Vec<_> = typed.split(is_between_words).filter(|word| !word.is_empty()).collect();
        let fit = |name: &str| {
            let parts: Vec<_> = name.split(is_between_words).filter(|part| !part.is_empty()).collect();
            let not_whole = words.iter().filter(|word| !parts.contains(word)).count();
            let begins = words.iter().all(|word| parts.iter().any(|part| part.starts_with(word)));
            let has_order = parts.iter().zip(&words).all(|(part, word)| part.starts_with(word));
            (!begins, not_whole, !has_order)
        };
        let shown = self.visible.iter().filter_map(|index| self.keys.get(*index)).enumerate();
        shown.min_by_key(|(index, key)| (fit(&key.folded_name), *index)).map(|(index, _)| index)
    }

    /// Selects the row with this stable key; the first row if there is none.
    fn select_row(&mut self, identity: Option<&String>) {
        let found = self.iter().position(|row| Some(&row.stable_key()) == identity);
        self.cursor.index = found.unwrap_or(0);
    }

    /// Returns the selection and the filter, for the session.
    pub fn selection(&self) -> Selection {
        Selection { selected: self.selected_row().map(ListRow::stable_key), filter: self.filter.clone() }
    }

    /// Restores selection and filter; if the selected row is gone, the first row is selected.
    pub fn restore_selection(&mut self, selection: &Selection) {
        self.set_filter(&selection.filter);
        self.select_row(selection.selected.as_ref());
    }

    fn apply_filter(&mut self) {
        let folded = fold_for_search(&self.filter);
        let words: Vec<_> = folded.split_whitespace().map(|word| (word, squeeze_for_search(word))).collect();
        let whole = squeeze_for_search(&self.filter);
        let matches_word = |key: &RowKey, (word, squeezed): &(&str, String)| {
            key.haystack.contains(word) || (!squeezed.is_empty() && key.squeezed_name.contains(squeezed))
        };
        let matches = |key: &RowKey| {
            words.iter().all(|word| matches_word(key, word))
                || (!whole.is_empty() && key.squeezed_name.contains(&whole))
        };
        let rows = self.keys.iter().enumerate();
        self.visible = rows.filter(|(_, key)| matches(key)).map(|(index, _)| index).collect();
    }

    /// Returns the rows that match the filter, in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.visible.iter().filter_map(|index| self.rows.get(*index))
    }

    /// Returns all rows, whatever the filter.
    pub fn all_rows(&self) -> &[T] {
        &self.rows
    }

    /// Returns the row at an index among those that match the filter.
    pub fn get(&self, index: usize) -> Option<&T> {
        self.rows.get(*self.visible.get(index)?)
    }

    /// Returns the selected row.
    pub fn selected_row(&self) -> Option<&T> {
        self.get(self.cursor.index)
    }

    /// Returns the width of the longest case number, in columns.
    pub const fn widest_case(&self) -> usize {
        self.widest_case
    }

    /// Returns the width of the longest name, in columns.
    pub const fn widest_name(&self) -> usize {
        self.widest_name
    }

    /// Returns how many rows match the filter.
    pub fn len(&self) -> usize {
        self.visible.len()
    }

    /// Returns whether no row matches the filter.
    pub fn is_empty(&self) -> bool {
        self.visible.is_empty()
    }

    /// Returns how many rows there are in all.
    pub fn total_count(&self) -> usize {
        self.rows.len()
    }

    /// Moves the selection.
    pub fn move_selection(&mut self, motion: Motion, framed: Rect, reserved: usize) {
        let page = layout::rows_inside(framed).saturating_sub(reserved);
        self.cursor.move_by(motion, self.len(), page);
    }

    /// Keeps the selection on the screen.
    pub fn clamp_scroll(&mut self, framed: Rect, reserved: usize) {
        let page = layout::rows_inside(framed).saturating_sub(reserved);
        self.cursor.clamp_scroll(self.len(), page);
    }

    /// Returns the count for the frame: `31`, or `3 of 31` with a filter.
    pub fn count_label(&self) -> String {
        if self.filter.is_empty() {
            self.total_count().to_string()
        } else {
            format!("{} of {}", self.len(), self.total_count())
        }
    }
}

/// Returns whether a character stands between the words of a name.
fn is_between_words(c: char) -> bool {
    c.is_whitespace() || c == ','
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone)]
    struct Named(CaseNumber, &'static str);

    impl ListRow for Named {
        fn row_person(&self) -> RowPerson<'_> {
            RowPerson { case: &self.0, person: PersonNumber(1), name: &self.1 }
        }
        fn stable_key(&self) -> String {
            self.0.to_string()
        }
    }

    fn listed() -> FilteredList<Named> {
        let mut listed = FilteredList::default();
        let row = |case: &str, name| Named(case.parse().unwrap(), name);
        listed.set_rows(vec![
            row("12B10077", "Nguyễn, Linh"),
            row("07B45228", "Brown, Keisha"),
            row("3A44", "Núñez, José"),
        ]);
        listed
    }

    #[test]
    fn a_row_that_was_found_stays_selected_when_the_whole_list_is_shown() {
        let mut listed = listed();
        listed.set_filter("nunez");
        listed.set_filter("");
        assert_eq!(listed.selected_row().unwrap().1, "Núñez, José");
        listed.set_filter("n");
        assert_eq!(listed.cursor.index, 0);
    }

    #[test]
    fn a_list_is_narrowed_by_any_part_of_a_name_without_accents() {
        let mut listed = listed();
        let names = |listed: &FilteredList<Named>| listed.iter().map(|row| row.1).collect::<Vec<_>>();
        listed.set_filter("nu");
        assert_eq!(names(&listed), ["Núñez, José"]);
        listed.set_filter("linh nguyen");
        assert_eq!(names(&listed), ["Nguyễn, Linh"]);
        listed.set_filter("7b45");
        assert_eq!(names(&listed), ["Brown, Keisha"]);
        assert_eq!(listed.count_label(), "1 of 3");
        listed.set_filter("");
        assert_eq!(listed.len(), 3);
    }

    #[test]
    fn the_row_whose_own_name_fits_best_is_selected() {
        let mut listed = FilteredList::default();
        let row = |case: &str, name| Named(case.parse().unwrap(), name);
        listed.set_rows(vec![row("3A44", "Nguyễn, Thảo"), row("3A45", "Thaoson, Bo"), row("3A46", "Thao, Bao")]);
        listed.set_filter("thao");
        assert_eq!(listed.selected_row().unwrap().1, "Thao, Bao", "the last name comes before a first name");
        listed.set_filter("thao, b");
        assert_eq!(listed.selected_row().unwrap().1, "Thao, Bao");
        listed.set_filter("nguyen");
        assert_eq!(listed.selected_row().unwrap().1, "Nguyễn, Thảo");
    }

    #[test]
    fn what_was_selected_stays_selected_when_the_rows_change() {
        let mut listed = listed();
        listed.cursor.index = 1;
        let mut rows = listed.rows.clone();
        rows.swap(0, 1);
        listed.set_rows(rows.clone());
        assert_eq!(listed.selected_row().unwrap().1, "Brown, Keisha");
        rows.remove(0);
        listed.set_rows(rows);
        assert_eq!(listed.selected_row().unwrap().1, "Nguyễn, Linh");
    }
}
