//! The arguments of `caseload list`, `caseload print` and `caseload match`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use strum::VariantArray as _;

use super::code_word::code_word;
use crate::desk::{Caseload, EcScope};
use crate::domain::dates::{Month, parse_typed_month};
use crate::domain::partner_state::UnitCaseState;
use crate::domain::sanitize::quoted;
use crate::domain::{CaseNumber, PersonNumber, WorkerNumber};
use crate::paper::{DocumentMonths, DocumentName, FileFormat};
use crate::policy::sheet_texts::SheetLanguage;

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Which list
    #[arg(value_parser = list_names())]
    pub(crate) what: DocumentName,
    #[command(flatten)]
    pub(crate) period: PeriodArgs,
    /// The checklist of `list checklist`: new-case, exemption, sanction, closing, supervisor-closing, clerk; otherwise
    /// 42-126
    #[arg(long, value_name = "NAME")]
    pub(crate) form: Option<String>,
    /// `list social-work`: only cases in this state: submitted, returned, withdrawn, open, inactive, closed
    #[arg(long, value_name = "STATUS", value_parser = code_word::<UnitCaseState>())]
    pub(crate) status: Option<UnitCaseState>,
    /// `list social-work`: only cases of this social worker
    #[arg(long, value_name = "NUMBER")]
    pub(crate) worker: Option<WorkerNumber>,
    /// Print comma-separated values
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
    #[command(flatten)]
    pub(crate) export: ExportArgs,
}

/// The days and months that a list covers.
#[derive(Debug, Args)]
pub(crate) struct PeriodArgs {
    /// As of this day instead of today: t, y, -3, fri, 11/15, 2026-11-15
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) as_of: Option<String>,
    /// Whose cases: a worker number, or all; otherwise an EC's own, and everybody's for a supervisor or clerk
    #[arg(long, value_name = "EC")]
    pub(crate) ec: Option<EcScope>,
    /// The month, such as Nov 2026, 11/2026 or 2026-11; otherwise the as-of day's
    #[arg(long, value_parser = parse_typed_month, conflicts_with_all = ["from", "to"])]
    pub(crate) month: Option<Month>,
    /// Monthly contact: the first month
    #[arg(long, value_name = "MONTH", value_parser = parse_typed_month)]
    pub(crate) from: Option<Month>,
    /// Monthly contact: the last month; otherwise the as-of day's
    #[arg(long, value_name = "MONTH", value_parser = parse_typed_month, requires = "from")]
    pub(crate) to: Option<Month>,
}

impl PeriodArgs {
    /// Returns the month given with `--month`, or the month of `as_of`.
    pub(crate) fn month_or_default(&self, as_of: NaiveDate) -> Month {
        self.month.unwrap_or_else(|| Month::from_date(as_of))
    }

    /// Returns the caseload with the lists for the ECs that the command line names.
    ///
    /// # Errors
    /// No case is listed under the EC that is named.
    pub(crate) fn limit_to_ecs(&self, caseload: Caseload) -> anyhow::Result<Caseload> {
        let Some(scope) = &self.ec else { return Ok(caseload) };
        let caseload = caseload.with_scope(scope.clone());
        caseload.empty_scope_note().map_or(Ok(caseload), |note| Err(anyhow::anyhow!(note)))
    }

    /// Returns the months that a document made as of `as_of` covers.
    pub(crate) fn document_months(&self, as_of: NaiveDate) -> DocumentMonths {
        let month = self.month_or_default(as_of);
        DocumentMonths { month, first: self.from.unwrap_or(month), last: self.to.unwrap_or(month) }
    }
}

/// How an export treats names.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Redact: initials, the last three characters of a case number, and no free text
    #[arg(long)]
    pub(crate) redacted: bool,
    /// Export names without asking
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PrintArgs {
    /// Which list or document
    #[arg(value_parser = print_names())]
    pub(crate) what: DocumentName,
    /// The case, for a document about one case
    pub(crate) case: Option<CaseNumber>,
    #[command(flatten)]
    pub(crate) period: PeriodArgs,
    /// The file; its ending sets the format: pdf, xlsx, csv, json or txt. Without a file, print to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// The format, if the file's ending does not set it: pdf, xlsx, csv, json, text
    #[arg(long, value_parser = code_word::<FileFormat>(), hide_possible_values = true)]
    pub(crate) form: Option<FileFormat>,
    /// Replace the file if it exists
    #[arg(long, requires = "out")]
    pub(crate) replace: bool,
    /// The language of a participant's sheet: en, es
    #[arg(long, value_parser = code_word::<SheetLanguage>(), hide_possible_values = true)]
    pub(crate) language: Option<SheetLanguage>,
    /// `print comments CASE`: the client's own copy, without the contacts of social workers, what tells of child welfare and
    /// what is about somebody else; each comment that is left out is listed. Read it before you hand it over: names in a
    /// text are not all known
    #[arg(long)]
    pub(crate) for_client: bool,
    /// `--for-client`: whose copy it is, where several people take part in the case
    #[arg(long, value_name = "NUMBER", requires = "for_client")]
    pub(crate) person: Option<PersonNumber>,
    /// With your own reminders: a sheet for yourself, and not for the case
    #[arg(long, conflicts_with = "redacted")]
    pub(crate) reminders: bool,
    #[command(flatten)]
    pub(crate) export: ExportArgs,
}

/// A row of a list, with the case that it means where it may mean several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MatchedRowName {
    pub(crate) row: u32,
    pub(crate) case: Option<CaseNumber>,
}

impl std::str::FromStr for MatchedRowName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (row, case) = text.split_once('@').map_or((text, None), |(row, case)| (row, Some(case)));
        let row = row.trim().parse().map_err(|_other| format!("{} is no row: write 5, or 5@12B10077", quoted(text)))?;
        let case = case
            .map(|case| case.parse().map_err(|_other| format!("{} is no case number", quoted(case))))
            .transpose()?;
        Ok(Self { row, case })
    }
}

#[derive(Debug, Args)]
pub(crate) struct MatchArgs {
    /// The list: names and dates of birth
    pub(crate) file: PathBuf,
    /// Read the list with this layout instead of recognizing it
    #[arg(long, value_name = "LAYOUT")]
    pub(crate) layout: Option<String>,
    /// These rows are these people: propose a common case, or list a sanctioned parent for outreach. A row that may be
    /// several people is named with its case: 5@12B10077
    #[arg(long, value_name = "ROW", value_delimiter = ',')]
    pub(crate) propose: Vec<MatchedRowName>,
    /// These rows are other people; this is remembered, and the listed name is not
    #[arg(long, value_name = "ROW", value_delimiter = ',')]
    pub(crate) dismiss: Vec<MatchedRowName>,
    /// Somebody is to be asked about these rows
    #[arg(long, value_name = "ROW", value_delimiter = ',')]
    pub(crate) ask: Vec<MatchedRowName>,
    /// The people of these rows have an application that no extract has
    #[arg(long, value_name = "ROW", value_delimiter = ',')]
    pub(crate) pending: Vec<MatchedRowName>,
    /// The file to write; its ending sets the format: pdf, xlsx, csv, json or txt
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// The format, if the file's ending does not set it
    #[arg(long, value_parser = code_word::<FileFormat>(), hide_possible_values = true)]
    pub(crate) form: Option<FileFormat>,
    /// Replace the file if it exists
    #[arg(long, requires = "out")]
    pub(crate) replace: bool,
    #[command(flatten)]
    pub(crate) export: ExportArgs,
}

impl MatchArgs {
    /// Returns whether the command line decides about rows, instead of showing the match.
    pub(crate) fn decides(&self) -> bool {
        [&self.propose, &self.dismiss, &self.ask, &self.pending].into_iter().any(|rows| !rows.is_empty())
    }
}

/// Returns the parser for the names that `caseload list` knows.
fn list_names() -> impl TypedValueParser<Value = DocumentName> {
    names_with_help(|name| name.entry().list_help)
}

/// Returns the parser for the names that `caseload print` knows.
fn print_names() -> impl TypedValueParser<Value = DocumentName> {
    names_with_help(|name| Some(name.entry().print_help))
}

/// Returns a parser for the documents that have a help text on the command in question.
fn names_with_help(help: impl Fn(DocumentName) -> Option<&'static str>) -> impl TypedValueParser<Value = DocumentName> {
    let known = DocumentName::VARIANTS.iter().filter_map(|name| Some(PossibleValue::new(name.id()).help(help(*name)?)));
    PossibleValuesParser::new(known.collect::<Vec<_>>()).try_map(|name| name.parse::<DocumentName>())
}
