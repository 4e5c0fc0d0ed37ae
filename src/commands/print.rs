//! `caseload print`: exports a list or a document to a file or to standard output, in one of five formats.

use std::process::ExitCode;

use anyhow::bail;

use super::cli::PrintArgs;
use super::context::CliContext;
use super::export::{self, ExportRequest, ExportTarget};
use super::participant::{RecordKind, choose_participant};
use super::sheets;
use crate::desk::Caseload;
use crate::paper::{DocumentKind, DocumentName, DocumentReader, add_own_reminders};
use crate::store::Store;

pub(super) fn run(context: &CliContext, args: &PrintArgs) -> anyhow::Result<ExitCode> {
    let format = export::resolve_format(args.form, args.out.as_deref(), context.wants_json())?;
    let mut store = context.open_home()?;
    let as_of = context.typed_day_or_today(args.period.as_of.as_deref())?;
    let caseload = args.period.limit_to_ecs(Caseload::evaluate(&store, as_of)?)?;
    let what = match client_comments(context, args, &store)? {
        Some(copy) => copy,
        None => document_kind(args, &caseload)?,
    };
    let what = sheets::in_language(what, args.language, &caseload)?;
    sheets::ask_whether_safe(&what, &caseload, args.export.yes)?;
    let document =
        export::prepare_document(context, &store, &caseload, &what, args.export.redacted, DocumentReader::Anybody)?;
    let document = if args.reminders { add_own_reminders(document, &what, &caseload) } else { document };
    let target = ExportTarget::from_args(args.out.as_deref(), args.replace);
    let request = ExportRequest { document: &document, format, yes: args.export.yes, access_text: None };
    export::export_document(context, &mut store, &request, &target)
}

/// Returns the client's own copy of the comments of a case, if the command line asks for one.
fn client_comments(context: &CliContext, args: &PrintArgs, store: &Store) -> anyhow::Result<Option<DocumentKind>> {
    if !args.for_client {
        return Ok(None);
    }
    let Some(case) = args.case.clone().filter(|_| args.what == DocumentName::Comments) else {
        bail!(
            "--for-client prints a client's own copy of the comments of a case: caseload print comments CASE --for-client"
        )
    };
    let client = choose_participant(context, store, &case, args.person, RecordKind::Copy)?;
    Ok(Some(DocumentKind::ClientComments(case, client)))
}

fn document_kind(args: &PrintArgs, caseload: &Caseload) -> anyhow::Result<DocumentKind> {
    let months = args.period.document_months(caseload.as_of());
    let entry = args.what.entry();
    Ok(match (args.case.clone(), entry.for_case, entry.for_caseload) {
        (Some(case), Some(document), _) => document(case, months.month),
        (None, _, Some(document)) => document(months),
        (Some(case), None, _) => bail!("This list is about the whole caseload, not about case {case}."),
        (None, _, None) => bail!("Name the case: caseload print {} CASE", args.what.id()),
    })
}
