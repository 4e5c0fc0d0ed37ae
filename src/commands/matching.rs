//! `caseload match`: matches a list from child welfare against the caseload.

use std::process::ExitCode;

use super::access::{self, Channel};
use super::cli::MatchArgs;
use super::context::CliContext;
use super::export::{self, ExportRequest, ExportTarget};
use super::{match_deciding, output};
use crate::desk::Caseload;
use crate::desk::matching::MatchMemory;
use crate::import::{Layouts, read_match_list};
use crate::paper;

pub(super) fn run(context: &CliContext, args: &MatchArgs) -> anyhow::Result<ExitCode> {
    let target = ExportTarget::from_args(args.out.as_deref(), args.replace);
    let format = export::resolve_format(args.form, args.out.as_deref(), context.wants_json())?;
    let mut store = context.open_home()?;
    let layouts = Layouts::for_matching().with_folders(&store.home().all_layout_folders())?;
    let list = read_match_list(&args.file, &layouts, args.layout.as_deref(), context.today())?;
    let caseload = Caseload::evaluate(&store, context.today())?;
    if args.decides() {
        match_deciding::record_decisions(&mut store, &list, &caseload, args)?;
        return Ok(ExitCode::SUCCESS);
    }
    let memory = MatchMemory::from_store(&store, &list)?;
    let document = paper::match_document(&list, &caseload, &memory, export::print_stamp(context, &store));
    let document = if args.export.redacted { document.redact() } else { document };
    if !matches!(target, ExportTarget::StandardOutput) || args.form.is_some() {
        let request = ExportRequest { document: &document, format, yes: args.export.yes, access_text: None };
        return export::export_document(context, &mut store, &request, &target);
    }
    access::record_access(&mut store, Channel::from_context(context), None, "a match with child welfare")?;
    match document.only_table() {
        Some(table) if context.wants_json() => output::print_json(&paper::json_rows(table)),
        _ => output::print_line(paper::render_body(&document).trim_end()),
    }
}
