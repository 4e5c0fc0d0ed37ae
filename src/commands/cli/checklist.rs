//! The arguments of `caseload checklist`.

use chrono::NaiveDate;
use clap::Args;

use crate::domain::CaseNumber;
use crate::domain::dates::Month;

/// The checklist and the month. The default is form 42-126 of the as-of day's month.
#[derive(Debug, Args)]
pub(crate) struct ChecklistFormArgs {
    /// The checklist: new-case, exemption, sanction, closing, supervisor-closing, clerk; otherwise 42-126
    #[arg(long, value_name = "NAME")]
    pub(crate) form: Option<String>,
    /// The month, such as 2026-11; otherwise this month
    #[arg(long)]
    pub(crate) month: Option<Month>,
}

#[derive(Debug, Args)]
pub(crate) struct ChecklistArgs {
    /// The case
    pub(crate) case: CaseNumber,
    #[command(flatten)]
    pub(crate) checklist: ChecklistFormArgs,
    /// As of this day instead of today
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<NaiveDate>,
    /// Tick an item by hand
    #[arg(long, value_name = "ITEM", group = "mark")]
    pub(crate) tick: Option<String>,
    /// Mark an item as not applicable; give the reason with --why
    #[arg(long, value_name = "ITEM", group = "mark", requires = "why")]
    pub(crate) not_applicable: Option<String>,
    /// Why the item does not apply
    #[arg(long, requires = "not_applicable")]
    pub(crate) why: Option<String>,
    /// Remove the mark from an item
    #[arg(long, value_name = "ITEM", group = "mark")]
    pub(crate) clear: Option<String>,
}
