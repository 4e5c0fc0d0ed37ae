//! The values with which every list is drawn.

use chrono::NaiveDate;

use crate::desk::Caseload;
use crate::tui::theme::Theme;
use crate::tui::widgets::own_columns::OwnColumns;

/// The values with which every list is drawn.
#[derive(Debug, Clone, Copy)]
pub struct PaneContext<'a> {
    /// The day that the lists are for.
    pub on: NaiveDate,
    /// Whether the keys act on the list.
    pub active: bool,
    /// The theme.
    pub theme: &'a Theme,
    /// The columns that the worker chose.
    pub columns: &'a OwnColumns,
    /// The caseload, if the lists have to say whose each case is: the home holds the cases of several ECs.
    pub ecs: Option<&'a Caseload>,
}
