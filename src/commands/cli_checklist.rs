//! The arguments of `caseload checklist`.

use chrono::NaiveDate;
use clap::Args;

use crate::domain::CaseNumber;
use crate::domain::dates::Month;

/// Which checklist, of which month; form 42-126 of this month where nothing is said.
#[derive(Debug, Args)]
pub(super) struct ChecklistFormArgs {
    /// The checklist, else 42-126: new-case, exemption, sanction, closing, supervisor-closing, clerk
    #[arg(long, value_name = "NAME")]
    pub(super) form: Option<String>,
    /// Its month, such as 2026-11; else this month
    #[arg(long)]
    pub(super) month: Option<Month>,
}

#[derive(Debug, Args)]
pub(super) struct ChecklistArgs {
    /// The case
    pub(super) case: CaseNumber,
    #[command(flatten)]
    pub(super) of: ChecklistFormArgs,
    /// As of this day instead of today
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<NaiveDate>,
    /// Tick an item by hand
    #[arg(long, value_name = "ITEM", group = "mark")]
    pub(super) tick: Option<String>,
    /// Mark an item as not applicable; say why
    #[arg(long, value_name = "ITEM", group = "mark", requires = "why")]
    pub(super) not_applicable: Option<String>,
    /// Why the item does not apply
    #[arg(long, requires = "not_applicable")]
    pub(super) why: Option<String>,
    /// Take the mark of an item away
    #[arg(long, value_name = "ITEM", group = "mark")]
    pub(super) clear: Option<String>,
}
