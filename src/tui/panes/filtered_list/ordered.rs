//! The order of a list's rows within their groups, and the lines on which rows and headings are.

use std::cmp::Ordering;

use strum::VariantArray as _;

use super::{FilteredList, ListRow};
use crate::tui::panes::row_order::{ListLine, RowOrder};
use crate::tui::widgets::choice::{Step, adjacent_choice};

impl<T: ListRow> FilteredList<T> {
    /// Orders the rows within their groups, and notes where each group begins.
    pub(super) fn order_visible_rows(&mut self) {
        let rank = |row: &T| row.group().map_or(0, |group| group.rank);
        if self.order != RowOrder::Usual || self.reversed {
            let (rows, order, reversed, on) = (&self.rows, self.order, self.reversed, self.on);
            let compare = |a: &usize, b: &usize| {
                let Some((a, b)) = rows.get(*a).zip(rows.get(*b)) else { return Ordering::Equal };
                let within = order.compare_rows(a, b, on);
                rank(a).cmp(&rank(b)).then(if reversed { within.reverse() } else { within })
            };
            if order == RowOrder::Usual {
                self.visible.reverse();
            }
            self.visible.sort_by(compare);
        }
        let ranks = self.iter().map(|row| row.group().map(|group| group.rank));
        let mut before = None;
        let is_start = |(index, rank): (usize, Option<usize>)| {
            let starts = rank.is_some() && rank != before;
            before = rank;
            starts.then_some(index)
        };
        self.group_starts = ranks.enumerate().filter_map(is_start).collect();
    }

    /// Orders the rows by the next column; the selected row stays selected.
    pub(super) fn choose_next_order(&mut self) {
        let at = RowOrder::VARIANTS.iter().position(|order| *order == self.order);
        let next = adjacent_choice(at, RowOrder::VARIANTS.len(), Step::Next);
        self.order = next.and_then(|next| RowOrder::VARIANTS.get(next).copied()).unwrap_or_default();
        self.reversed = false;
        self.show_rows_in_order();
    }

    /// Turns the order of the rows within their groups around; the selected row stays selected.
    pub(super) fn reverse_order(&mut self) {
        self.reversed = !self.reversed;
        self.show_rows_in_order();
    }

    /// Returns the order of the rows.
    pub const fn order(&self) -> RowOrder {
        self.order
    }

    /// Returns a sentence about the order of the rows.
    pub(super) fn order_sentence(&self) -> String {
        let what = if self.group_starts.is_empty() { "The list" } else { "Each group" };
        let order = match self.order {
            RowOrder::Usual if self.group_starts.is_empty() => "what is usual",
            order => order.title(),
        };
        format!("{what} is ordered by {order}{}.", if self.reversed { ", reversed" } else { "" })
    }

    fn show_rows_in_order(&mut self) {
        let selected = self.selected_row().map(ListRow::stable_key);
        self.show_rows_again(selected.as_ref());
    }

    /// Returns how many lines the list has: its rows and the headings of its groups. A folded group is one line.
    pub fn line_count(&self) -> usize {
        self.len() + self.group_starts.len() - self.folded_rows.len()
    }

    /// Returns the line on which a row is, or the heading of its folded group.
    pub fn line_of_row(&self, row: usize) -> usize {
        let headings = self.group_starts.partition_point(|start| *start <= row);
        row + headings - self.folded_rows.range(..=row).count()
    }

    /// Returns what is on a line.
    pub fn line_at(&self, line: usize) -> ListLine {
        let mut first = 0;
        let ends = self.group_starts.iter().skip(1).copied().chain([self.len()]);
        for (start, end) in self.group_starts.iter().copied().zip(ends) {
            let is_folded = self.is_folded_at(start);
            let lines = if is_folded { 1 } else { 1 + end - start };
            match line - first {
                0 if is_folded => return ListLine::Folded(start),
                0 => return ListLine::Heading(start..end),
                below if below < lines => return ListLine::Row(start + below - 1),
                _ => first += lines,
            }
        }
        ListLine::Row(line)
    }
}
