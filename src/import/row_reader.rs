//! Reads the cells of one row by their fields and collects what is wrong with them.

use std::borrow::Cow;

use crate::domain::hours::Hours;
use crate::domain::name::PersonName;
use crate::policy::act_forms::AnswerBounds;

use super::cell::{Cell, TableRow};
use super::empty_date::{is_empty_date, is_last_day_of_calendar};
use super::field::{ExtractField, ValueKind};
use super::layout::LayoutColumn;
use super::layout_words::{find_code, find_word_code, is_blank_name, is_blank_word};
use super::left_out::{LeftOutCell, LeftOutReason};
use super::look_alike::name_mixed_script;
use super::recognize::LayoutFit;
use super::redact_ssn;
use super::rejected_rows;
use super::suggestion;
use super::values::{Problem, parse_text, parse_weekly_hours};
use super::word_tally::CellWord;
use super::workbook::UNCOMPUTED;

/// What is said of a far day in place of one that is not known.
const FAR_DAY: &str = "stands for a day that is not known";

/// What is said of a formula whose result is not in the file, in a column that the row does not need.
const UNCOMPUTED_SAYS: &str = "stands there: open the file in a spreadsheet, save it there, and import it again";

/// Reads the cells of a row. Problems are collected, so that a row is rejected once with all its reasons.
pub struct RowReader<'a> {
    fit: &'a LayoutFit<'a>,
    row: &'a TableRow,
    rejections: Vec<RejectionReason>,
    words: Vec<CellWord>,
    left_out: Vec<LeftOutCell>,
}

/// Why a row cannot be used, and how to correct it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RejectionReason {
    /// The label and value of the field in plain words, never with a Social Security number.
    pub reason: String,
    /// How to correct the row.
    pub suggestion: String,
}

impl RejectionReason {
    /// Makes a reason with a suggestion.
    pub fn new(reason: impl Into<String>, suggestion: impl Into<String>) -> Self {
        Self { reason: reason.into(), suggestion: suggestion.into() }
    }
}

impl<'a> RowReader<'a> {
    /// Starts to read `row` of a file that `fit` describes.
    pub fn new(row: &'a TableRow, fit: &'a LayoutFit<'a>) -> Self {
        let fault = row.fault.iter().map(|fault| RejectionReason::new(fault.as_str(), "Close the quotation mark."));
        let mut reader = Self { fit, row, rejections: fault.collect(), words: Vec::new(), left_out: Vec::new() };
        if fit.sheet.is_none() {
            reader.check_width();
        }
        reader
    }

    /// Rejects a row with cells beyond the last header. They come from a delimiter inside a text, which may have moved
    /// all values. In a workbook such a cell is a note beside the table, and nothing moves.
    fn check_width(&mut self) {
        let width = self.fit.header.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let used = self.row.cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
        if used > width {
            let quote = "Put a text that contains a delimiter in quotation marks.";
            self.rejections.push(RejectionReason::new(format!("{used} cells below a header of {width}"), quote));
        }
    }

    /// Reads a field that the row needs. A missing value is a problem.
    pub fn read_required<T>(
        &mut self,
        field: ExtractField,
        read: impl Fn(&LayoutColumn, &Cell) -> Result<T, Problem>,
    ) -> Option<T> {
        let before = self.rejections.len();
        let value = self.read_optional(field, read);
        if value.is_none() && self.rejections.len() == before {
            let suggested = suggestion::for_missing(self.fit.columns.get(field).map(|(_, column)| column));
            self.rejections.push(RejectionReason::new(format!("no {}", field.title()), suggested));
        }
        value
    }

    /// Reads a field that may be missing, but not be unreadable: what the row says without it could be wrong.
    pub fn read_optional<T>(
        &mut self,
        field: ExtractField,
        read: impl Fn(&LayoutColumn, &Cell) -> Result<T, Problem>,
    ) -> Option<T> {
        let (column, cell, value) = self.read_cell(field, read)?;
        value.map_err(|problem| self.reject_cell(column, &cell, &problem)).ok()
    }

    fn reject_cell(&mut self, column: &LayoutColumn, cell: &Cell, problem: &Problem) {
        let (title, shown) = (column.field.title(), redact_ssn::clean_excerpt(&cell.display_text()));
        let reason = match cell {
            // What is wrong is the formula, and not the kind of its value.
            Cell::Error(_) => format!("{title} is a {}", formula_fault(&shown)),
            _ => format!("{title} {shown} {problem}"),
        };
        self.rejections.push(RejectionReason::new(reason, suggestion::for_value(column, cell)));
    }

    /// Reads the cell of a field, unless it is blank or the file lacks the column, and notes its word.
    fn read_cell<T>(
        &mut self,
        field: ExtractField,
        read: impl Fn(&LayoutColumn, &Cell) -> Result<T, Problem>,
    ) -> Option<(&'a LayoutColumn, Cow<'a, Cell>, Result<T, Problem>)> {
        let (column, cell) = self.find_cell(field)?;
        self.note_word(column, &cell);
        let value = read(column, &cell);
        Some((column, cell, value))
    }

    /// Reads the name of a person: in one column as `Last, First`, or in two.
    pub fn read_name(&mut self) -> Option<PersonName> {
        for field in [ExtractField::Name, ExtractField::LastName, ExtractField::FirstName] {
            self.doubt_name(field);
        }
        if self.has_column(ExtractField::Name) {
            return self.read_required(ExtractField::Name, parse_text).map(PersonName::from);
        }
        let last = self.read_required(ExtractField::LastName, parse_text);
        let first = self.read_optional(ExtractField::FirstName, parse_text);
        Some(PersonName { last: last?, first: first.unwrap_or_default() })
    }

    /// Reads a field without which the row still says what matters: a cell that cannot be read is left out and noted, and
    /// the row stands.
    pub fn read_if_clear<T>(
        &mut self,
        field: ExtractField,
        read: impl Fn(&LayoutColumn, &Cell) -> Result<T, Problem>,
    ) -> Option<T> {
        if self.is_far_day(field) {
            self.note_left_out(field, FAR_DAY.into(), LeftOutReason::Unread);
            return None;
        }
        let (_, cell, value) = self.read_cell(field, read)?;
        let says = match cell.as_ref() {
            Cell::Error(text) if text == UNCOMPUTED => Some(UNCOMPUTED_SAYS),
            Cell::Error(_) => Some("is the error of a formula: replace it with its value"),
            _ => None,
        };
        let note = |problem| self.note_left_out(field, says.map_or(problem, Problem::from), LeftOutReason::Unread);
        value.map_err(note).ok()
    }

    /// Leaves the cell of `field` out of the row, which it contradicts. `problem` is the end of a sentence that begins with
    /// the cell's text.
    pub fn leave_out(&mut self, field: ExtractField, problem: Problem) {
        self.note_left_out(field, problem, LeftOutReason::Contradicts);
    }

    /// Reads the hours of a week, and notes more of them than is likely.
    pub fn read_weekly_hours(&mut self) -> Option<Hours> {
        let hours = self.read_if_clear(ExtractField::WeeklyHours, parse_weekly_hours)?;
        let most =
            AnswerBounds::builtin().for_number(ExtractField::WeeklyHours.into()).and_then(|bound| bound.asked_over);
        if most.is_some_and(|most| Hours::from_whole(most) < hours) {
            self.note_left_out(ExtractField::WeeklyHours, "is unusually high".into(), LeftOutReason::Doubted);
        }
        Some(hours)
    }

    /// Notes a name in which letters of two scripts stand in one word: it looks right and is not found by who types it.
    fn doubt_name(&mut self, field: ExtractField) {
        let named = self.find_cell(field).and_then(|(_, cell)| name_mixed_script(&cell.display_text()));
        if let Some(sign) = named {
            self.note_left_out(field, sign.into(), LeftOutReason::Doubted);
        }
    }

    /// Notes a case number in which the letter O stands between digits: it is read as written, and zero is more often meant.
    pub fn doubt_case_number(&mut self) {
        let text = self.cell_text(ExtractField::Case);
        let is_between = |signs: &[char]| matches!(signs, [before, 'o' | 'O', after] if before.is_ascii_digit() && after.is_ascii_digit());
        let signs: Vec<char> = text.chars().collect();
        if signs.windows(3).any(is_between) {
            let says = "has the letter O between digits, where a zero may be meant";
            self.note_left_out(ExtractField::Case, says.into(), LeftOutReason::Doubted);
        }
    }

    fn note_left_out(&mut self, field: ExtractField, problem: Problem, reason: LeftOutReason) {
        let cell = self.raw_cell(field).map(|(_, cell)| redact_ssn::clean_excerpt(&cell.display_text()));
        self.left_out.push(LeftOutCell { field, text: cell.unwrap_or_default(), problem, reason });
    }

    /// Returns whether a cell has the last day of the calendar where a day is expected that is not the end of anything.
    /// As an end it says that there is none.
    fn is_far_day(&self, field: ExtractField) -> bool {
        let is_day = field.value_kind() == ValueKind::Date && !field.is_end();
        is_day && self.raw_cell(field).is_some_and(|(_, cell)| is_last_day_of_calendar(cell))
    }

    /// Returns `value`, unless it contradicts the rest of the row: then its cell is left out.
    pub fn keep_unless<T>(
        &mut self,
        contradicts: bool,
        field: ExtractField,
        value: Option<T>,
        problem: &'static str,
    ) -> Option<T> {
        if contradicts && value.is_some() {
            self.leave_out(field, problem.into());
            return None;
        }
        value
    }

    /// Notes the word of a cell of codes if the layout does not have it as a whole.
    fn note_word(&mut self, column: &LayoutColumn, cell: &Cell) {
        if !matches!(column.field.value_kind(), ValueKind::Code(_)) || matches!(cell, Cell::Blank | Cell::Error(_)) {
            return;
        }
        let text = cell.display_text();
        if find_word_code(column, &text).is_none() {
            self.words.extend(CellWord::from_cell(column.field, &text, find_code(column, &text)));
        }
    }

    /// Returns the words of the row that the layout does not have, and leaves none.
    pub fn take_words(&mut self) -> Vec<CellWord> {
        std::mem::take(&mut self.words)
    }

    /// Returns the cells that were left out of the row, and leaves none.
    pub fn take_left_out(&mut self) -> Vec<LeftOutCell> {
        std::mem::take(&mut self.left_out)
    }

    /// Returns whether the row is one that somebody corrected.
    pub fn is_correction(&self) -> bool {
        rejected_rows::mark_column(self.fit).is_some()
    }

    /// Adds a problem of two cells that need each other.
    pub fn add_problem(&mut self, problem: &str) {
        self.rejections.push(RejectionReason::new(problem, "Fill in both, or neither."));
    }

    /// Returns the field's cell as the file writes it, safe to show; empty if the cell is blank.
    pub fn cell_text(&self, field: ExtractField) -> String {
        self.find_cell(field).map(|(_, cell)| redact_ssn::clean_excerpt(&cell.display_text())).unwrap_or_default()
    }

    /// Returns whether the file has a column for `field`.
    pub fn has_column(&self, field: ExtractField) -> bool {
        self.fit.columns.get(field).is_some()
    }

    /// Returns the column and the cell of `field`. A blank cell counts only if the layout says what it means.
    fn find_cell(&self, field: ExtractField) -> Option<(&'a LayoutColumn, Cow<'a, Cell>)> {
        let (column, cell) = self.raw_cell(field)?;
        let is_day = matches!(field.value_kind(), ValueKind::Date | ValueKind::Month);
        let is_blank = match cell {
            Cell::Blank => true,
            cell if is_day && is_empty_date(cell) => true,
            Cell::Text(text) if field.is_name() => is_blank_name(text),
            Cell::Text(text) => self.fit.layout.is_blank_text(text) || is_blank_word(text),
            Cell::Date(date) => self.fit.layout.is_blank_text(&date.to_string()),
            Cell::Number(_) | Cell::Duration(_) | Cell::Error(_) => false,
        };
        if is_blank {
            return column.codes.contains_key("").then_some((column, Cow::Owned(Cell::Blank)));
        }
        Some((column, Cow::Borrowed(cell)))
    }

    /// Returns the column and the cell of `field` as the file has it.
    fn raw_cell(&self, field: ExtractField) -> Option<(&'a LayoutColumn, &'a Cell)> {
        let (index, column) = self.fit.columns.get(field)?;
        Some((column, self.row.cells.get(index).unwrap_or(&Cell::Blank)))
    }

    /// Returns everything that is wrong with the row, if anything is.
    pub fn into_rejection(self) -> Option<RejectionReason> {
        if self.rejections.is_empty() {
            return None;
        }
        let join = |part: fn(&RejectionReason) -> &str, separator: &str| {
            let mut all: Vec<&str> = self.rejections.iter().map(part).collect();
            all.dedup();
            all.join(separator)
        };
        Some(RejectionReason {
            reason: join(|one| one.reason.as_str(), "; "),
            suggestion: join(|one| one.suggestion.as_str(), " "),
        })
    }
}

/// Says what is wrong with a formula whose error or missing result the cell shows.
fn formula_fault(shown: &str) -> String {
    if shown == UNCOMPUTED { shown.to_owned() } else { format!("formula that fails ({shown})") }
}
