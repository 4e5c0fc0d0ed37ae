//! Cells that cannot be read and are left out, while their rows stand: of columns that only add to what a row says. And
//! cells that were read and should be checked.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::change::UnreadCell;
use crate::domain::extract::ExtractKind;
use crate::domain::sanitize::quoted;

use super::field::ExtractField;
use super::recognize::LayoutFit;
use super::redact_ssn;
use super::values::Problem;

/// The problem of a last day that is before the first day of the same span.
pub const ENDS_BEFORE: &str = "is before the first day";
/// The largest number of different cells of a column that are shown.
const MAX_SHOWN: usize = 5;
/// The largest number of different cells that are counted apart. What comes after them is counted by column alone.
const MAX_KEPT: usize = 500;

/// A cell that was left out of its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOutCell {
    /// The field of the column.
    pub field: ExtractField,
    /// The cell as the file writes it, safe to show.
    pub text: String,
    /// What is wrong with it: the end of a sentence that begins with the text.
    pub problem: Problem,
    /// The reason why it was left out.
    pub reason: LeftOutReason,
}

/// Why a cell was left out of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOutReason {
    /// It says nothing that could be read, so that the value that an earlier extract reported stands.
    Unread,
    /// It was read and contradicts the rest of its row.
    Contradicts,
    /// It was read and is not left out, but is more often a typing error than meant.
    Doubted,
}

/// The cells of a column that were left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOutColumn {
    /// The field of the column.
    pub field: ExtractField,
    /// The column's header as the file writes it.
    pub header: String,
    /// Whether the cells were read and are used, and should be checked.
    pub used: bool,
    /// The number of cells that were left out, or should be checked.
    pub cells: u32,
    /// The different cells, the most frequent first, as far as they are shown.
    pub shown: Vec<LeftOutText>,
}

/// A text of cells that were left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOutText {
    /// The cell as the file writes it.
    pub text: String,
    /// What is wrong with it: the end of a sentence that begins with the text.
    pub problem: String,
    /// The first row with it, as a spreadsheet numbers rows.
    pub row: u32,
    /// The number of rows with it.
    pub rows: u32,
}

/// The cells that were left out so far, by field and text.
#[derive(Debug, Default)]
pub struct LeftOutTally {
    cells: BTreeMap<(ExtractField, bool), u32>,
    texts: BTreeMap<(ExtractField, bool, String, Problem), (u32, u32)>,
}

impl LeftOutTally {
    /// Counts a cell of `row`.
    pub fn add(&mut self, row: u32, LeftOutCell { field, text, problem, reason }: LeftOutCell) {
        let used = reason == LeftOutReason::Doubted;
        *self.cells.entry((field, used)).or_default() += 1;
        let key = (field, used, text, problem);
        if let Some((_, rows)) = self.texts.get_mut(&key) {
            *rows += 1;
        } else if self.texts.len() < MAX_KEPT {
            self.texts.insert(key, (row, 1));
        }
    }

    /// Returns the cells by column, in the order of the fields.
    pub fn into_columns(self, fit: &LayoutFit<'_>) -> Vec<LeftOutColumn> {
        let Self { cells, texts } = self;
        let column = |((field, used), cells)| {
            let header = fit.columns.get(field).and_then(|(index, _)| fit.written.get(index));
            let of_field = texts.iter().filter(|((of, of_used, ..), _)| (*of, *of_used) == (field, used));
            let mut shown: Vec<LeftOutText> = of_field
                .map(|((.., text, problem), (row, rows))| LeftOutText {
                    text: text.clone(),
                    problem: problem.clone().into_owned(),
                    row: *row,
                    rows: *rows,
                })
                .collect();
            shown.sort_by_key(|text| std::cmp::Reverse(text.rows));
            shown.truncate(MAX_SHOWN);
            let header = header.map(|header| redact_ssn::clean_excerpt(header)).unwrap_or_default();
            LeftOutColumn { field, header, used, cells, shown }
        };
        cells.into_iter().map(column).collect()
    }
}

impl LeftOutCell {
    /// Returns the cell as a fact of `kind` keeps it, if nothing of it could be read.
    pub fn to_unread(&self, kind: ExtractKind) -> Option<UnreadCell> {
        (self.reason == LeftOutReason::Unread)
            .then(|| UnreadCell { field: fact_field(self.field, kind).to_owned(), text: self.text.clone() })
    }
}

/// Returns the name that a field of an extract has in a fact of `kind`.
fn fact_field(field: ExtractField, kind: ExtractKind) -> &'static str {
    use ExtractField as F;
    match (kind, field) {
        (ExtractKind::Listing, F::Activity) => "activity.kind",
        (ExtractKind::Listing, F::ActivityStatus) => "activity.status",
        (ExtractKind::Listing, F::ActivityStart) => "activity.start",
        (ExtractKind::Listing, F::ActivityEnd) => "activity.expected_end",
        (ExtractKind::Listing, F::WeeklyHours) => "activity.weekly_hours",
        (_, F::ActivityEnd) => "expected_end",
        (_, F::PlanHours) => "plan_weekly_hours",
        (_, F::GoodCauseReason) => "good_cause.reason",
        (_, F::GoodCauseFrom) => "good_cause.from",
        (_, F::GoodCauseUntil) => "good_cause.until",
        (_, F::GoodCauseExpected) => "good_cause.expected_until",
        (_, F::CureRequested) => "cure.requested",
        (_, F::CureUntil) => "cure.until",
        (_, F::CureHours) => "cure.weekly_hours",
        (_, F::MonthReason) => "reason",
        (_, F::PaidBy) => "county",
        (_, same) => same.into(),
    }
}

impl LeftOutColumn {
    /// Returns the column in lines: how many cells were left out, and what is wrong with them.
    pub fn to_lines(&self) -> Vec<String> {
        let cells = crate::domain::count_with_noun(self.cells, "cell");
        let fate = match (self.used, self.cells) {
            (true, 1) => "is used as it is; check whether it is right",
            (true, _) => "are used as they are; check whether they are right",
            (false, _) => "could not be read; the rest of each row is used, and a value that was known stands",
        };
        let head = format!("  {}: {cells} {fate}:", self.header);
        let line = |LeftOutText { text, problem, row, rows }: &LeftOutText| {
            let more = match rows.saturating_sub(1) {
                0 => String::new(),
                others => format!(" and {others} more"),
            };
            format!("    row {row}{more}: {text} {problem}", text = quoted(text))
        };
        std::iter::once(head).chain(self.shown.iter().map(line)).collect()
    }
}
