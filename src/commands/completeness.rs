//! `caseload list checklist`: how much of each case's checklist is settled.

use std::process::ExitCode;

use super::checklist::find_checklist;
use super::cli::ListArgs;
use super::context::CliContext;
use super::{export, output};
use crate::desk::Caseload;
use crate::paper;
use crate::store::Store;

pub(super) fn run(
    context: &CliContext,
    store: &mut Store,
    caseload: &Caseload,
    args: &ListArgs,
) -> anyhow::Result<ExitCode> {
    let form = find_checklist(caseload, args.form.as_deref())?;
    let month = args.period.month_or_default(caseload.as_of());
    let others = args.export.redacted.then(|| caseload.for_others());
    let caseload = others.as_ref().unwrap_or(caseload);
    let rows = caseload.completeness_rows(store, &form, month)?;
    let document =
        paper::completeness_document(&rows, &form.name, month, caseload, export::print_stamp(context, store));
    let document = if args.export.redacted { document.redact() } else { document };
    export::print_list(context, store, args, &document, Some(&|_| output::print_json(&rows)))
}
