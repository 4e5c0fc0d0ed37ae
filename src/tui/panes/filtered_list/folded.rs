//! Folded groups: only the heading with its counts is shown, as a line of its own that can be selected. The rows are never
//! folded away from a filter, so that what is looked for is found.

use std::collections::BTreeSet;

use super::{FilteredList, LINES_ABOVE, ListRow};
use crate::domain::{CaseNumber, PersonNumber};
use crate::tui::widgets::cursor::Cursor;

impl<T: ListRow> FilteredList<T> {
    /// Folds the group of the selected row into its heading, or unfolds it. Returns the title of the group and whether it
    /// is folded now; `None` in a list without groups, and while the list is filtered.
    pub fn toggle_fold(&mut self) -> Option<(&'static str, bool)> {
        if self.is_filtered() {
            return None;
        }
        let title = self.get(self.cursor.index)?.group()?.title;
        let is_folded = !self.folded.remove(title);
        if is_folded {
            self.folded.insert(title);
        }
        self.apply_filter();
        let first = self.iter().position(|row| row.group().is_some_and(|group| group.title == title));
        self.cursor.index = first?;
        Some((title, is_folded))
    }

    /// Returns whether a line of the list stands for a folded group.
    pub fn is_folded_at(&self, at: usize) -> bool {
        self.folded_rows.contains_key(&at)
    }

    /// Returns the rows of the folded group whose line this is; none if it is no such line.
    pub fn folded_rows_at(&self, at: usize) -> impl Iterator<Item = &T> {
        let rows = self.folded_rows.get(&at).into_iter().flatten();
        rows.filter_map(|row| self.rows.get(*row))
    }

    /// Returns the rows that can be read, in order: those of folded groups are left out.
    pub fn shown_rows(&self) -> impl Iterator<Item = &T> {
        self.iter().enumerate().filter(|(at, _)| !self.is_folded_at(*at)).map(|(_, row)| row)
    }

    /// Returns how many rows pass the filter, those of folded groups too.
    pub fn passing_count(&self) -> usize {
        let folded: usize = self.folded_rows.values().map(|rows| rows.len().saturating_sub(1)).sum();
        self.visible.len() + folded
    }

    /// Takes the rows of folded groups out of the visible rows, except for the first, in whose place the heading is.
    pub(super) fn fold_groups(&mut self) {
        self.folded_rows.clear();
        if self.folded.is_empty() || self.is_filtered() {
            return;
        }
        let visible = std::mem::take(&mut self.visible);
        let title = |row: usize| self.rows.get(row).and_then(ListRow::group).map(|group| group.title);
        let mut shown: Vec<usize> = Vec::with_capacity(visible.len());
        let mut starts = Vec::new();
        for group in visible.chunk_by(|a, b| title(*a) == title(*b)) {
            let name = group.first().and_then(|row| title(*row));
            if name.is_some() {
                starts.push(shown.len());
            }
            if name.is_some_and(|name| self.folded.contains(name)) {
                self.folded_rows.insert(shown.len(), group.to_vec());
                shown.extend(group.first());
            } else {
                shown.extend(group);
            }
        }
        (self.visible, self.group_starts) = (shown, starts);
    }

    /// Folds the groups that the session stored, as far as the list has them.
    pub(super) fn restore_folds(&mut self, titles: &BTreeSet<String>) {
        let known = self.rows.iter().filter_map(ListRow::group).map(|group| group.title);
        self.folded = known.filter(|title| titles.contains(*title)).collect();
    }

    /// Selects the first row of a case, and of its participant if there is one. A selected row of the participant or of
    /// the case as a whole stays selected. Returns whether the list has a row of the case.
    pub fn select_case(&mut self, case: &CaseNumber, person: PersonNumber) -> bool {
        let is_of_case = |row: &T| row.row_person().case == case;
        let is_of_person = |row: &T| is_of_case(row) && row.row_person().person == person;
        let is_of_whole = |row: &T| is_of_case(row) && row.row_person().person == PersonNumber::CASE;
        if self.selected_row().is_some_and(|row| is_of_person(row) || is_of_whole(row)) {
            return true;
        }
        let found = self.iter().position(is_of_person);
        if found.is_none() && self.selected_row().is_some_and(is_of_case) {
            return true;
        }
        let found = found.or_else(|| self.iter().position(is_of_case));
        let found = found.or_else(|| self.unfold_to(case));
        if let Some(index) = found {
            // The row has others above and below it, so that the next step does not scroll the list.
            self.cursor = Cursor { index, top: self.line_of_row(index).saturating_sub(LINES_ABOVE) };
        }
        found.is_some()
    }

    /// Unfolds the group that has a row of a case. Returns the index of the row.
    fn unfold_to(&mut self, case: &CaseNumber) -> Option<usize> {
        let mut folded = self.folded_rows.values().flatten().filter_map(|row| self.rows.get(*row));
        let title = folded.find(|row| row.row_person().case == case)?.group()?.title;
        self.folded.remove(title);
        self.apply_filter();
        self.iter().position(|row| row.row_person().case == case)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::panes::filtered_list::RowPerson;
    use crate::tui::panes::row_order::{ListLine, RowGroup};

    #[derive(Clone)]
    struct Grouped(CaseNumber, &'static str, usize);

    impl ListRow for Grouped {
        fn row_person(&self) -> RowPerson<'_> {
            RowPerson { case: &self.0, person: PersonNumber(1), name: &self.1 }
        }
        fn stable_key(&self) -> String {
            self.0.to_string()
        }
        fn group(&self) -> Option<RowGroup> {
            let title = if self.2 == 0 { "First" } else { "Second" };
            Some(RowGroup { rank: self.2, title, noun: "item" })
        }
    }

    fn list() -> FilteredList<Grouped> {
        let row = |case: &str, name, group| Grouped(case.parse().unwrap(), name, group);
        let mut list = FilteredList::default();
        list.set_rows(vec![row("3A41", "A", 0), row("3A42", "B", 0), row("3A43", "C", 1), row("3A44", "D", 1)]);
        list
    }

    #[test]
    fn a_folded_group_is_one_line_with_all_its_rows_behind_it_and_selects_none() {
        let mut list = list();
        list.cursor.index = 1;
        assert_eq!(list.toggle_fold(), Some(("First", true)));
        assert!(list.selected_row().is_none(), "no key acts on a row that is not seen");
        assert_eq!((list.line_count(), list.passing_count(), list.total_count()), (4, 4, 4));
        assert_eq!(list.folded_rows_at(0).count(), 2);
        let lines: Vec<_> = (0..4).map(|line| list.line_at(line)).collect();
        assert_eq!(lines, [ListLine::Folded(0), ListLine::Heading(1..3), ListLine::Row(1), ListLine::Row(2)]);
        assert!((0..3).all(|row| match list.line_at(list.line_of_row(row)) {
            ListLine::Row(at) | ListLine::Folded(at) => at == row,
            ListLine::Heading(_) => false,
        }));
        assert_eq!(list.shown_rows().map(|row| row.1).collect::<String>(), "CD");
        assert_eq!(list.toggle_fold(), Some(("First", false)));
        assert_eq!(list.selected_row().unwrap().1, "A");
    }

    #[test]
    fn what_is_looked_for_is_found_in_a_folded_group() {
        let mut list = list();
        list.toggle_fold();
        list.set_filter("b");
        assert_eq!(list.selected_row().unwrap().1, "B");
        assert_eq!(list.toggle_fold(), None);
        list.set_filter("");
        assert!(list.is_folded_at(0));
        list.cursor.index = 2;
        assert!(list.select_case(&"3A42".parse().unwrap(), PersonNumber(1)));
        assert_eq!((list.selected_row().unwrap().1, list.is_folded_at(0)), ("B", false));
    }

    #[test]
    fn folds_are_kept_with_the_selection() {
        let mut list = list();
        list.cursor.index = 3;
        list.toggle_fold();
        let kept = list.selection();
        let mut other = self::list();
        other.restore_selection(&kept);
        assert!(other.is_folded_at(2) && !other.is_folded_at(0));
    }
}
