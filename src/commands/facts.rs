//! `caseload facts`: a case as rules see it (docs/facts.md).

use std::process::ExitCode;

use super::access::{self, Form};
use super::cli;
use super::context::Context;
use super::output;
use crate::store::{Refusal, StoreError};

pub(super) fn run(context: &Context, args: &cli::Facts) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let record = store.case_record(&args.case)?;
    let record = record.ok_or_else(|| StoreError::from(Refusal::UnknownCase(args.case.clone())))?;
    access::account(&mut store, Form::Json, Some(&args.case), "the facts of the case")?;
    output::json(&record.facts)
}
