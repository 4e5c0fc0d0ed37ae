//! `caseload list checklist`: how far the checklist of each case is settled.

use std::process::ExitCode;

use super::checklist::find_checklist;
use super::cli;
use super::context::CliContext;
use super::list::print_list;
use super::{export, output};
use crate::desk::Caseload;
use crate::paper;
use crate::store::Store;

pub(super) fn run(
    context: &CliContext,
    store: &mut Store,
    desk: &Caseload,
    args: &cli::ListArgs,
) -> anyhow::Result<ExitCode> {
    let form = find_checklist(desk, args.form.as_deref())?;
    let month = args.span.month_or_default(desk);
    let rows = desk.completeness_rows(store, &form, month)?;
    let document = paper::completeness_document(&rows, &form.name, month, desk, export::print_stamp(context, store));
    let document = if args.leave.redacted { document.redact() } else { document };
    print_list(context, store, args, &document, Some(&|_| output::print_json(&rows)))
}
