//! A list of rows with a selection, a filter and an order.

mod counted;
mod filterable;
mod folded;
mod marked;
mod ordered;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::facets::{FacetChoice, FacetCount, FacetIndex};
pub use super::filterable_list::FilterableList;
pub use super::list_row::{ListRow, RowPerson};
use super::row_order::RowOrder;
use crate::domain::CaseNumber;
use crate::domain::dates::digits_for_letters;
use crate::domain::name::{fold_for_search, squeeze_for_search};
use crate::tui::command::Motion;
use crate::tui::layout;
use crate::tui::text;
use crate::tui::widgets::columns::ListCell;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::scroll::step_position;

/// How many lines are shown above a row that was found.
const LINES_ABOVE: usize = 8;

/// Returns the texts of cells, with the short ones, for [`ListRow::column_texts`]: what a row shows finds it.
pub fn cell_texts<'a>(cells: impl IntoIterator<Item = ListCell<'a>>) -> Vec<String> {
    cells.into_iter().flat_map(|cell| [Some(cell.text.into_owned()), cell.short]).flatten().collect()
}

/// The selected row of a list and the list's filter, as the session stores them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The stable key of the selected row.
    pub selected: Option<String>,
    /// The text of the filter.
    #[serde(rename = "sought")]
    pub filter: String,
    /// The chosen facets, by the ids of their kinds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facets: BTreeMap<String, BTreeSet<String>>,
    /// The order of the rows within their groups, and whether it is reversed.
    #[serde(default)]
    pub order: (RowOrder, bool),
    /// The titles of the folded groups.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub folded: BTreeSet<String>,
    /// The stable keys of the marked rows.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub marked: BTreeSet<String>,
}

/// The search text and widths of a row, computed once for each row.
#[derive(Debug, Clone)]
struct RowKey {
    /// The folded case number and name, which the filter searches.
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
    /// The folded texts of the columns of each row; `None` until a filter searches them.
    columns: Option<Vec<String>>,
    /// The indexes of the rows that match the filter, in order.
    visible: Vec<usize>,
    /// The index among the visible rows at which each group begins; empty in a list without groups.
    group_starts: Vec<usize>,
    order: RowOrder,
    reversed: bool,
    /// The day for which the columns are written.
    on: NaiveDate,
    /// The chosen facets.
    facets: FacetChoice,
    /// What is known of every case, for the facets.
    index: Arc<FacetIndex>,
    /// The stable keys of the marked rows.
    marks: BTreeSet<String>,
    /// The titles of the folded groups.
    folded: BTreeSet<&'static str>,
    /// The rows of each folded group, by the index of the group's line among the visible rows.
    folded_rows: BTreeMap<usize, Vec<usize>>,
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
            columns: None,
            visible: vec![],
            group_starts: vec![],
            order: RowOrder::Usual,
            reversed: false,
            on: NaiveDate::default(),
            facets: FacetChoice::default(),
            index: Arc::default(),
            marks: BTreeSet::new(),
            folded: BTreeSet::new(),
            folded_rows: BTreeMap::new(),
            widest_case: 0,
            widest_name: 0,
            cursor: Cursor::default(),
            filter: String::new(),
        }
    }
}

impl<T: ListRow> FilteredList<T> {
    /// Says for which day the columns are written, before the rows of that day are set.
    pub const fn set_day(&mut self, on: NaiveDate) {
        self.on = on;
    }

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
        self.columns = None;
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

    /// Filters the list to rows in which every word of `text` stands, in any column, or in the language, the registration
    /// status or the activity of the participant. Selects the first of them whose name
    /// or case number fits best. With an empty text the selected row stays selected.
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
    /// each of its words begins with a typed word. A match in another column comes last.
    fn best_match(&self) -> Option<usize> {
        let typed = fold_for_search(&self.filter);
        let words: Vec<_> = typed.split(is_between_words).filter(|word| !word.is_empty()).collect();
        let fit = |key: &RowKey| {
            let parts: Vec<_> = key.folded_name.split(is_between_words).filter(|part| !part.is_empty()).collect();
            let not_whole = words.iter().filter(|word| !parts.contains(word)).count();
            let begins = words.iter().all(|word| parts.iter().any(|part| part.starts_with(word)));
            let has_order = parts.iter().zip(&words).all(|(part, word)| part.starts_with(word));
            let is_named = words.iter().all(|word| key.haystack.contains(word));
            (!begins, not_whole, !has_order, !is_named)
        };
        let shown = self.visible.iter().filter_map(|index| self.keys.get(*index)).enumerate();
        shown.min_by_key(|(index, key)| (fit(key), *index)).map(|(index, _)| index)
    }

    /// Filters the list by facets. The selected row stays selected if it passes.
    pub fn set_facets(&mut self, facets: FacetChoice) {
        let selected = self.selected_row().map(ListRow::stable_key);
        self.facets = facets;
        self.apply_filter();
        self.cursor = Cursor::default();
        self.select_row(selected.as_ref());
    }

    /// Takes what is known of every case, and filters by the chosen facets again.
    pub fn set_facet_index(&mut self, index: Arc<FacetIndex>) {
        self.index = index;
        if self.is_filtered() {
            let selected = self.selected_row().map(ListRow::stable_key);
            self.show_rows_again(selected.as_ref());
        }
    }

    /// Returns every value of the rows that match the text of the filter, with its count.
    pub fn facet_counts(&self) -> Vec<FacetCount> {
        let matching = self.matching_rows();
        let rows = matching.iter().filter_map(|index| self.rows.get(*index));
        self.index.count_values(&rows, &self.facets)
    }

    /// Returns whether rows are hidden by a text or by facets.
    pub fn is_filtered(&self) -> bool {
        !self.filter.is_empty() || !self.facets.is_empty()
    }

    /// Selects the row with this stable key; the first row if there is none.
    fn select_row(&mut self, identity: Option<&String>) {
        let found = self.iter().position(|row| Some(&row.stable_key()) == identity);
        self.cursor.index = found.unwrap_or(0);
    }

    /// Returns the selection and the filter, for the session.
    pub fn selection(&self) -> Selection {
        Selection {
            selected: self.selected_row().map(ListRow::stable_key),
            filter: self.filter.clone(),
            facets: self.facets.to_stored(),
            order: (self.order, self.reversed),
            folded: self.folded.iter().map(ToString::to_string).collect(),
            marked: self.marks.clone(),
        }
    }

    /// Restores selection and filter; if the selected row is gone, the first row is selected.
    pub fn restore_selection(&mut self, selection: &Selection) {
        self.facets = FacetChoice::from_stored(&selection.facets);
        (self.order, self.reversed) = selection.order;
        self.restore_folds(&selection.folded);
        self.marks.clone_from(&selection.marked);
        self.set_filter(&selection.filter);
        self.select_row(selection.selected.as_ref());
    }

    fn apply_filter(&mut self) {
        if !self.filter.is_empty() && self.columns.is_none() {
            let on = self.on;
            let folded = |row: &T| fold_for_search(&row.column_texts(on).join("\n"));
            self.columns = Some(self.rows.iter().map(folded).collect());
        }
        let mut visible = self.matching_rows();
        if !self.facets.is_empty() {
            visible.retain(|index| self.rows.get(*index).is_some_and(|row| self.index.passes(row, &self.facets, None)));
        }
        self.visible = visible;
        self.order_visible_rows();
        self.fold_groups();
    }

    /// Returns the indexes of the rows that match the text of the filter.
    fn matching_rows(&self) -> Vec<usize> {
        let folded = fold_for_search(&self.filter);
        // A number with a letter that looks like a digit finds its case.
        let number = |word: &str| word.contains(|c: char| c.is_ascii_digit()).then(|| digits_for_letters(word));
        let words: Vec<_> =
            folded.split_whitespace().map(|word| (word, squeeze_for_search(word), number(word))).collect();
        let whole = squeeze_for_search(&self.filter);
        let in_columns = |index: usize, word: &str| {
            self.columns.as_ref().and_then(|columns| columns.get(index)).is_some_and(|texts| texts.contains(word))
        };
        let matches_word = |index: usize, key: &RowKey, (word, squeezed, number): &(&str, String, Option<String>)| {
            key.haystack.contains(word)
                || number.as_ref().is_some_and(|number| key.haystack.contains(number))
                || (!squeezed.is_empty() && key.squeezed_name.contains(squeezed))
                || in_columns(index, word)
                || self.rows.get(index).is_some_and(|row| self.index.has_word(row, word))
        };
        let matches = |index: usize, key: &RowKey| {
            words.iter().all(|word| matches_word(index, key, word))
                || (!whole.is_empty() && key.squeezed_name.contains(&whole))
        };
        let rows = self.keys.iter().enumerate();
        rows.filter(|(index, key)| matches(*index, key)).map(|(index, _)| index).collect()
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

    /// Returns the selected row; `None` on the heading of a folded group.
    pub fn selected_row(&self) -> Option<&T> {
        if self.is_folded_at(self.cursor.index) { None } else { self.get(self.cursor.index) }
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
        self.cursor.index = step_position(self.cursor.index, motion, self.len().saturating_sub(1), page);
        self.clamp_to_page(page);
    }

    /// Keeps the selection on the screen.
    pub fn clamp_scroll(&mut self, framed: Rect, reserved: usize) {
        self.clamp_to_page(layout::rows_inside(framed).saturating_sub(reserved));
    }

    /// Keeps the selected row in the list and on the screen, with the heading above it if it is the first of its group.
    fn clamp_to_page(&mut self, page: usize) {
        let page = page.max(1);
        self.cursor.index = self.cursor.index.min(self.len().saturating_sub(1));
        let line = self.line_of_row(self.cursor.index);
        let at = self.cursor.index;
        let has_heading = page > 1 && self.group_starts.contains(&at) && !self.is_folded_at(at);
        let (highest, lowest) = (line.saturating_sub(page - 1), line - usize::from(has_heading));
        self.cursor.top = self.cursor.top.clamp(highest.min(lowest), lowest);
        self.cursor.top = self.cursor.top.min(self.line_count().saturating_sub(page));
    }
}

/// Returns whether a character stands between the words of a name.
fn is_between_words(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PersonNumber;

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

    fn sample_list() -> FilteredList<Named> {
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
        let mut listed = sample_list();
        listed.set_filter("nunez");
        listed.set_filter("");
        assert_eq!(listed.selected_row().unwrap().1, "Núñez, José");
        listed.set_filter("n");
        assert_eq!(listed.cursor.index, 0);
    }

    #[test]
    fn a_list_is_narrowed_by_any_part_of_a_name_without_accents() {
        let mut listed = sample_list();
        let names = |listed: &FilteredList<Named>| listed.iter().map(|row| row.1).collect::<Vec<_>>();
        listed.set_filter("nu");
        assert_eq!(names(&listed), ["Núñez, José"]);
        listed.set_filter("l2bioo77");
        assert_eq!(names(&listed), ["Nguyễn, Linh"], "a letter is typed for a digit");
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
        let mut listed = sample_list();
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
