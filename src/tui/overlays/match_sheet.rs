//! A list from child welfare matched with the caseload: its rows with likeness and reasons, decided one by one.

use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::detailed_list::{DetailedList, reserved_lines};
use super::overlay_context::OverlayContext;
use crate::desk::matching::MatchedRow;
use crate::domain::match_decision::MatchAnswer;
use crate::domain::match_list::MatchList;
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::message::{DateStyle, Message};
use crate::tui::command::Motion;
use crate::tui::layout;
use crate::tui::panes::filtered_list::{FilteredList, ListRow, RowPerson};
use crate::tui::store_thread::{Job, MatchJob, MatchedList};
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::table::{CASE_COLUMN, name_column};
use crate::tui::wording;

/// The lines below the list with the details of the selected row.
const DETAIL: u16 = 6;
/// The lines of the frame that are no rows of the list.
const RESERVED: usize = reserved_lines(DETAIL);

/// The name of the list in settings.
pub const LIST: &str = "match";

/// The columns.
pub const COLUMNS: [ListColumn; 6] = [
    ListColumn::new_required("row", 4, 5).align_right(),
    ListColumn::new_required("what", 14, 24),
    ListColumn::new_required("like", 4, 4).align_right(),
    CASE_COLUMN,
    name_column(16, 24),
    ListColumn::new_optional("before", 16, 60),
];

/// A row of the sheet.
#[derive(Debug, Clone)]
pub struct MatchSheetRow {
    matched: MatchedRow,
    case: CaseNumber,
    person: PersonNumber,
    name: String,
}

impl MatchSheetRow {
    fn new(matched: MatchedRow) -> Self {
        let found = matched.found.as_ref();
        let case = found.map(|found| found.case.clone()).unwrap_or_default();
        let person = found.and_then(|found| found.person).unwrap_or(PersonNumber::CASE);
        let name = found.map(|found| found.name.to_string()).unwrap_or_default();
        Self { matched, case, person, name }
    }

    fn group_title(&self) -> &'static str {
        if self.matched.is_hidden { "Sensitive" } else { self.matched.group.title() }
    }

    fn row_cells(&self, on: NaiveDate) -> Vec<ListCell<'_>> {
        let score = self.matched.found.as_ref().map(|found| found.likeness.score.to_string()).unwrap_or_default();
        vec![
            ListCell::from_text(self.matched.listed.row.to_string()),
            ListCell::from_text(self.group_title()),
            ListCell::from_text(score),
            ListCell::from_text(wording::case_label(&self.case)),
            ListCell::from_text(self.name.as_str()),
            ListCell::new(self.matched.before_text().to_text(DateStyle::Near(on)), StyleRole::Quiet),
        ]
    }

    /// Returns the details of the row: whom the list names, whom it may mean and why, what was decided before, and what is to
    /// be looked at.
    fn detail_lines(&self, on: NaiveDate, columns: usize) -> Vec<String> {
        let (listed, found) = (&self.matched.listed, self.matched.found.as_ref());
        let day = |day| wording::short_date(day, on);
        let mut parts = Vec::new();
        if !self.matched.is_hidden {
            let service = listed.service.map(|service| format!(", {}", service.title())).unwrap_or_default();
            let reference =
                listed.reference.as_ref().map(|number| format!(", their case {number}")).unwrap_or_default();
            parts.push(format!("Listed: {}, born {}{service}{reference}.", listed.name, day(listed.birth_date)));
        }
        if let Some(found) = found {
            let reasons = found.likeness.reasons.join("; ");
            let left = found.months_left.map(|left| format!(", {left} months of aid left")).unwrap_or_default();
            let role = found.relation.title();
            let born = day(found.birth_date);
            parts.push(format!(
                "Here: {}, {role}, born {born}{left}. Likeness {}: {reasons}.",
                found.name, found.likeness.score
            ));
        }
        parts.push(self.matched.before_text().to_text(DateStyle::Near(on)));
        parts.push(self.matched.note_text());
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.flat_map(|part| text::wrap_text(&text::one_line(&part), columns)).collect()
    }
}

impl ListRow for MatchSheetRow {
    fn row_person(&self) -> RowPerson<'_> {
        RowPerson { case: &self.case, person: self.person, name: &self.name }
    }

    fn stable_key(&self) -> String {
        format!("{} {} {}", self.matched.listed.row, self.case, self.person)
    }
}

/// The sheet.
#[derive(Debug, Clone)]
pub struct MatchSheet {
    listed: Arc<MatchList>,
    notes: Vec<Message>,
    /// The rows.
    pub list: FilteredList<MatchSheetRow>,
}

impl MatchSheet {
    /// Makes the sheet of a list; the selected row of the one before stays selected.
    pub fn from_matched(matched: MatchedList, before: Option<&Self>) -> Self {
        let mut list = FilteredList::default();
        list.set_rows(matched.rows.into_iter().map(MatchSheetRow::new).collect());
        if let Some(before) = before {
            list.restore_selection(&before.list.selection());
        }
        Self { listed: matched.list, notes: matched.notes, list }
    }

    /// Returns the job that records a decision about the selected row, or why there is none.
    ///
    /// # Errors
    /// The row means nobody of the caseload.
    pub fn decide(&self, answer: MatchAnswer) -> Result<Job, String> {
        let row = self.list.selected_row().ok_or("The list is empty.")?;
        if row.matched.is_hidden {
            return Err(row.matched.note_text());
        }
        if row.matched.found.is_none() {
            return Err("This row means nobody in this caseload.".to_owned());
        }
        let (list, case) = (Arc::clone(&self.listed), row.case.clone());
        Ok(Job::Match(MatchJob::Decide { list, row: row.matched.listed.row, case, answer }))
    }

    /// Moves the selection on a terminal of `size`.
    pub fn move_selection(&mut self, motion: Motion, size: Size) {
        self.list.move_selection(motion, layout::overlay_area(size), RESERVED);
    }

    /// Keeps the selection on a terminal of `size`.
    pub fn clamp_scroll(&mut self, size: Size) {
        self.list.clamp_scroll(layout::overlay_area(size), RESERVED);
    }

    /// Draws the sheet over the panes of a screen. Returns the position of the selected row.
    pub fn draw(&self, context: &OverlayContext<'_>, screen: Rect, buffer: &mut Buffer) -> Position {
        let on = context.snapshot.caseload.as_of();
        let counts = self.notes.first().map(|note| note.to_text(DateStyle::Near(on))).unwrap_or_default();
        let others = self.notes.iter().skip(2).map(|note| note.to_text(DateStyle::Near(on)));
        let head = std::iter::once(counts).chain(others).collect::<Vec<_>>().join(". ");
        let sheet = DetailedList {
            name: LIST,
            title: "Match with child welfare",
            note: "nothing of the list is kept but what you decide",
            head: &head,
            empty_text: "The list has no rows that can be read.",
            columns: &COLUMNS,
            detail_lines: DETAIL,
            list: &self.list,
        };
        sheet.draw(context, screen, buffer, |row| row.row_cells(on), |row, columns| row.detail_lines(on, columns))
    }
}
