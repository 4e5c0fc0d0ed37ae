//! `caseload match`: a list from child welfare against the caseload.

use std::process::ExitCode;

use super::access;
use super::cli;
use super::context::CliContext;
use super::export::{self, ExportRequest, ExportTarget};
use super::output;
use crate::desk::Caseload;
use crate::import::{Layouts, matching};
use crate::paper;

pub(super) fn run(context: &CliContext, args: &cli::MatchArgs) -> anyhow::Result<ExitCode> {
    let target = ExportTarget::from_args(args.out.as_deref(), args.replace);
    let form = export::resolve_format(args.form, args.out.as_deref(), context.wants_json())?;
    let mut store = context.open_home()?;
    let layouts = Layouts::for_matching().with_own(&store.home().layouts_folder())?;
    let list = matching::read_match_list(&args.file, &layouts, args.layout.as_deref())?;
    let desk = Caseload::evaluate(&store, context.today())?;
    let document = paper::match_document(&list, &desk, export::print_stamp(context, &store));
    let document = if args.leave.redacted { document.redact() } else { document };
    if matches!(target, ExportTarget::StandardOutput) && args.form.is_none() {
        access::record_access(&mut store, access::Channel::from_context(context), None, "a match with child welfare")?;
    }
    match (&target, document.only_table()) {
        (ExportTarget::StandardOutput, Some(table)) if context.wants_json() && args.form.is_none() => {
            output::print_json(&paper::json_rows(table))
        }
        (ExportTarget::StandardOutput, _) if args.form.is_none() => {
            output::print_line(paper::text::render_body(&document).trim_end())
        }
        _ => {
            let leaving = ExportRequest { document: &document, form, yes: args.leave.yes, access_text: None };
            export::export_document(context, &mut store, &leaving, &target)
        }
    }
}
