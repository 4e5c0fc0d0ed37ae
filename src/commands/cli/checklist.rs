//! The arguments of `caseload checklist`.

use clap::Args;

use super::ConfirmationArgs;
use crate::domain::CaseNumber;
use crate::domain::dates::{Month, parse_typed_month};

/// The checklist and the month. The default is form 42-126 of the as-of day's month.
#[derive(Debug, Args)]
pub(crate) struct ChecklistFormArgs {
    /// The checklist: new-case, exemption, sanction, closing, supervisor-closing, clerk; otherwise 42-126
    #[arg(long, value_name = "NAME")]
    pub(crate) form: Option<String>,
    /// The month, such as Nov 2026, 11/2026 or 2026-11; otherwise this month
    #[arg(long, value_parser = parse_typed_month)]
    pub(crate) month: Option<Month>,
}

#[derive(Debug, Args)]
pub(crate) struct ChecklistArgs {
    /// The case
    pub(crate) case: CaseNumber,
    #[command(flatten)]
    pub(crate) checklist: ChecklistFormArgs,
    /// As of this day instead of today: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) as_of: Option<String>,
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
    #[command(flatten)]
    pub(crate) confirmations: ConfirmationArgs,
}
