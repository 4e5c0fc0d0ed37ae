//! Rows of a list with what is selected, narrowed and ordered.

use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use crate::domain::name::folded;
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::command::Motion;
use crate::tui::layout;
use crate::tui::text;
use crate::tui::widgets::cursor::Cursor;

/// A row that stands for something of a case.
pub trait Row {
    /// The case.
    fn case(&self) -> &CaseNumber;
    /// The participant; 0 for the case as a whole.
    fn person(&self) -> PersonNumber;
    /// The name.
    fn name(&self) -> String;
    /// What tells it from the other rows of the list, through every change.
    fn identity(&self) -> String;
}

/// The selected row of a list, and what the list is narrowed by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// The row's identity.
    pub selected: Option<String>,
    /// What is searched for.
    pub sought: String,
}

/// A list's rows and where one stands in them.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    rows: Vec<T>,
    /// The texts that a search looks in, folded, one for each row.
    haystacks: Vec<String>,
    /// The rows that the search leaves, in their order.
    shown: Vec<usize>,
    widest_case: usize,
    widest_name: usize,
    /// Where one stands.
    pub cursor: Cursor,
    /// What is searched for.
    pub sought: String,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self {
            rows: vec![],
            haystacks: vec![],
            shown: vec![],
            widest_case: 0,
            widest_name: 0,
            cursor: Cursor::default(),
            sought: String::new(),
        }
    }
}

impl<T: Row> Listed<T> {
    /// Takes new rows. What was selected stays selected; if it is gone, its place is.
    pub fn set(&mut self, rows: Vec<T>) {
        let selected = self.selected().map(Row::identity);
        self.haystacks = rows.iter().map(|row| folded(&format!("{} {}", row.case(), row.name()))).collect();
        self.widest_case = rows.iter().map(|row| text::width(row.case().as_str())).max().unwrap_or(0);
        self.widest_name = rows.iter().map(|row| text::width(&row.name())).max().unwrap_or(0);
        self.rows = rows;
        self.narrow();
        let found = selected.and_then(|identity| self.iter().position(|row| row.identity() == identity));
        self.cursor.at = found.unwrap_or(self.cursor.at).min(self.len().saturating_sub(1));
    }

    /// Narrows the list to rows whose case number or name holds every word sought, and selects the first of them. Where
    /// nothing is sought any more, what was selected stays selected.
    pub fn seek(&mut self, sought: &str) {
        let selected = self.selected().map(Row::identity).filter(|_| sought.is_empty());
        sought.clone_into(&mut self.sought);
        self.narrow();
        self.cursor = Cursor::default();
        self.select(selected.as_ref());
    }

    /// Selects the row with this identity; the first where it is gone.
    fn select(&mut self, identity: Option<&String>) {
        let found = self.iter().position(|row| Some(&row.identity()) == identity);
        self.cursor.at = found.unwrap_or(0);
    }

    /// Where one stands in it.
    pub fn stands(&self) -> Stand {
        Stand { selected: self.selected().map(Row::identity), sought: self.sought.clone() }
    }

    /// Goes back to where one stood; if the row is gone, to the first.
    pub fn stand(&mut self, stand: &Stand) {
        self.seek(&stand.sought);
        self.select(stand.selected.as_ref());
    }

    fn narrow(&mut self) {
        let sought = folded(&self.sought);
        let words: Vec<_> = sought.split_whitespace().collect();
        let holds = |haystack: &String| words.iter().all(|word| haystack.contains(word));
        self.shown =
            self.haystacks.iter().enumerate().filter(|(_, haystack)| holds(haystack)).map(|(at, _)| at).collect();
    }

    /// The rows that the search leaves.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.shown.iter().filter_map(|at| self.rows.get(*at))
    }

    /// All rows, whatever is sought.
    pub fn all(&self) -> &[T] {
        &self.rows
    }

    /// The row at a place among those that the search leaves.
    pub fn get(&self, at: usize) -> Option<&T> {
        self.rows.get(*self.shown.get(at)?)
    }

    /// The selected row.
    pub fn selected(&self) -> Option<&T> {
        self.get(self.cursor.at)
    }

    /// The columns that the longest case number takes.
    pub const fn widest_case(&self) -> usize {
        self.widest_case
    }

    /// The columns that the longest name takes.
    pub const fn widest_name(&self) -> usize {
        self.widest_name
    }

    /// How many rows the search leaves.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether the search leaves none.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// How many rows there are in all.
    pub fn total(&self) -> usize {
        self.rows.len()
    }

    /// Moves the selection.
    pub fn go(&mut self, motion: Motion, framed: Rect, reserved: usize) {
        let page = layout::page(framed).saturating_sub(reserved);
        self.cursor.go(motion, self.len(), page);
    }

    /// Keeps the selection on the screen.
    pub fn settle(&mut self, framed: Rect, reserved: usize) {
        let page = layout::page(framed).saturating_sub(reserved);
        self.cursor.settle(self.len(), page);
    }

    /// Counted, for the frame: `31`, or `3 of 31` when narrowed.
    pub fn count(&self) -> String {
        if self.sought.is_empty() { self.total().to_string() } else { format!("{} of {}", self.len(), self.total()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone)]
    struct Named(CaseNumber, &'static str);

    impl Row for Named {
        fn case(&self) -> &CaseNumber {
            &self.0
        }
        fn person(&self) -> PersonNumber {
            PersonNumber(1)
        }
        fn name(&self) -> String {
            self.1.to_owned()
        }
        fn identity(&self) -> String {
            self.0.to_string()
        }
    }

    fn listed() -> Listed<Named> {
        let mut listed = Listed::default();
        let row = |case: &str, name| Named(case.parse().unwrap(), name);
        listed.set(vec![row("12B10077", "Nguyễn, Linh"), row("07B45228", "Brown, Keisha"), row("3A44", "Núñez, José")]);
        listed
    }

    #[test]
    fn a_row_that_was_found_stays_selected_when_the_whole_list_is_shown() {
        let mut listed = listed();
        listed.seek("nunez");
        listed.seek("");
        assert_eq!(listed.selected().unwrap().1, "Núñez, José");
        listed.seek("n");
        assert_eq!(listed.cursor.at, 0);
    }

    #[test]
    fn a_list_is_narrowed_by_any_part_of_a_name_without_accents() {
        let mut listed = listed();
        let names = |listed: &Listed<Named>| listed.iter().map(|row| row.1).collect::<Vec<_>>();
        listed.seek("nu");
        assert_eq!(names(&listed), ["Núñez, José"]);
        listed.seek("linh nguyen");
        assert_eq!(names(&listed), ["Nguyễn, Linh"]);
        listed.seek("7b45");
        assert_eq!(names(&listed), ["Brown, Keisha"]);
        assert_eq!(listed.count(), "1 of 3");
        listed.seek("");
        assert_eq!(listed.len(), 3);
    }

    #[test]
    fn what_was_selected_stays_selected_when_the_rows_change() {
        let mut listed = listed();
        listed.cursor.at = 1;
        let mut rows = listed.rows.clone();
        rows.swap(0, 1);
        listed.set(rows.clone());
        assert_eq!(listed.selected().unwrap().1, "Brown, Keisha");
        rows.remove(0);
        listed.set(rows);
        assert_eq!(listed.selected().unwrap().1, "Nguyễn, Linh");
    }
}
