//! The arguments of what lists and prints: `list`, `print`, `match`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::domain::CaseNumber;
use crate::domain::dates::Month;
use crate::paper::FileFormat;

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListKind {
    /// Everything due, by what a missed date costs
    Today,
    /// The case listing (ES108), one row a participant
    Cases,
    /// Action required (ES109)
    Action,
    /// Alerts that are open
    Alerts,
    /// Everything due in a month, by day
    Month,
    /// The proof of monthly contact: participant by month, made or not, by which comment
    Contacts,
    /// Filed comments
    Comments,
    /// Comments not yet copied to the system of record
    Unposted,
    /// How far the checklist of each case is settled
    Checklist,
}

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Which list
    pub(super) what: ListKind,
    #[command(flatten)]
    pub(super) span: PeriodArgs,
    /// Of the checklist: which one, else 42-126: new-case, exemption, sanction, closing, supervisor-closing, clerk
    #[arg(long, value_name = "NAME")]
    pub(super) form: Option<String>,
    /// Answer as comma-separated values
    #[arg(long, conflicts_with = "json")]
    pub(super) csv: bool,
    #[command(flatten)]
    pub(super) leave: ExportArgs,
}

/// The days and months that a list is of.
#[derive(Debug, Args)]
pub(super) struct PeriodArgs {
    /// As of this day instead of today
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<NaiveDate>,
    /// Of this month, such as 2026-11; else the as-of day's
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub(super) month: Option<Month>,
    /// Monthly contact from this month on
    #[arg(long, value_name = "MONTH")]
    pub(super) from: Option<Month>,
    /// Monthly contact up to this month; else the as-of day's
    #[arg(long, value_name = "MONTH", requires = "from")]
    pub(super) to: Option<Month>,
}

/// What leaves the home, and how.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// Without names: initials, and the last three signs of a case number; nothing that somebody wrote
    #[arg(long)]
    pub(super) redacted: bool,
    /// Do not ask whether names may leave the home
    #[arg(long)]
    pub(super) yes: bool,
}

/// What can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PrintKind {
    /// Everything due, by what a missed date costs
    Today,
    /// The case listing (ES108)
    Cases,
    /// Action required (ES109)
    Action,
    /// Alerts that are open
    Alerts,
    /// Everything due in a month, by day
    Month,
    /// The proof of monthly contact
    Contacts,
    /// Filed comments; of a case in full, with their amendments
    Comments,
    /// Comments not yet copied to the system of record
    Unposted,
    /// The 42-126 of a case, on one page
    Checklist,
    /// What a worker who takes over must know, one page a case; of every case where none is named
    Handover,
    /// The form of a supervisor's review of a case
    Review,
}

#[derive(Debug, Args)]
pub(super) struct PrintArgs {
    /// Which list or document
    pub(super) what: PrintKind,
    /// The case, for what is of one
    pub(super) case: Option<CaseNumber>,
    #[command(flatten)]
    pub(super) span: PeriodArgs,
    /// The file; its ending is its form: pdf, xlsx, csv, json or txt. Without a file it goes to standard output
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// The form, where the file's ending does not say it: pdf, xlsx, csv, json, text
    #[arg(long)]
    pub(super) form: Option<FileFormat>,
    /// Write over a file that is there
    #[arg(long, requires = "out")]
    pub(super) replace: bool,
    #[command(flatten)]
    pub(super) leave: ExportArgs,
}

#[derive(Debug, Args)]
pub(super) struct MatchArgs {
    /// The list: names and dates of birth
    pub(super) file: PathBuf,
    /// Read it by this layout instead of recognizing it
    #[arg(long, value_name = "LAYOUT")]
    pub(super) layout: Option<String>,
    /// The file to write to; its ending is its form: pdf, xlsx, csv, json or txt
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// The form, where the file's ending does not say it
    #[arg(long)]
    pub(super) form: Option<FileFormat>,
    /// Write over a file that is there
    #[arg(long, requires = "out")]
    pub(super) replace: bool,
    #[command(flatten)]
    pub(super) leave: ExportArgs,
}
