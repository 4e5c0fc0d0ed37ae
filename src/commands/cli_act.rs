//! The arguments of `caseload act` and `caseload undo`.

use clap::Args;

use crate::domain::{CaseNumber, PersonNumber};

#[derive(Debug, Args)]
pub(super) struct Act {
    /// The case; without it the acts are listed with their fields
    #[arg(requires = "kind")]
    pub(super) case: Option<CaseNumber>,
    /// The act, such as `noncompliance_started`
    #[arg(value_name = "ACT")]
    pub(super) kind: Option<String>,
    /// An answer, such as `appointment=fri`; fields that are not answered get what the form works out
    #[arg(value_name = "FIELD=ANSWER")]
    pub(super) fields: Vec<String>,
    /// The participant's number; else the only or the first one
    #[arg(long, default_value = "0", hide_default_value = true)]
    pub(super) person: PersonNumber,
    /// The day on which it was done: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, default_value = "t", allow_hyphen_values = true)]
    pub(super) on: String,
    /// Say what it would do, and record nothing
    #[arg(long)]
    pub(super) preview: bool,
}

#[derive(Debug, Args)]
pub(super) struct Undo {
    /// The case
    pub(super) case: CaseNumber,
}
