//! `caseload facts`: prints a case as the rules see it (docs/facts.md).

use std::process::ExitCode;

use super::access::{self, Channel};
use super::cli;
use super::context::CliContext;
use super::output;
use crate::store::{Refusal, StoreError};

pub(super) fn run(context: &CliContext, args: &cli::FactsArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_record()?;
    let record = store.case_record(&args.case)?;
    let record = record.ok_or_else(|| StoreError::from(Refusal::UnknownCase(args.case.clone())))?;
    access::record_access(&mut store, Channel::Json, Some(&args.case), "the facts of the case")?;
    output::print_json(&record.facts)
}
