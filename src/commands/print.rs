//! `caseload print`: a list or a document, into a file or onto standard output, in one of five forms.

use std::process::ExitCode;

use anyhow::bail;

use super::cli::{self, PrintKind};
use super::context::CliContext;
use super::export::{self, ExportRequest, ExportTarget};
use crate::desk::Caseload;
use crate::paper::DocumentKind;

pub(super) fn run(context: &CliContext, args: &cli::PrintArgs) -> anyhow::Result<ExitCode> {
    let form = export::resolve_format(args.form, args.out.as_deref(), context.wants_json())?;
    let mut store = context.open_home()?;
    let as_of = args.span.as_of.unwrap_or_else(|| context.today());
    let desk = Caseload::evaluate(&store, as_of)?;
    let what = document_kind(args, &desk)?;
    let document = export::prepare_document(context, &store, &desk, &what, args.leave.redacted)?;
    let target = ExportTarget::from_args(args.out.as_deref(), args.replace);
    let leaving = ExportRequest { document: &document, form, yes: args.leave.yes, access_text: None };
    export::export_document(context, &mut store, &leaving, &target)
}

fn document_kind(args: &cli::PrintArgs, desk: &Caseload) -> anyhow::Result<DocumentKind> {
    let (span, case) = (&args.span, args.case.clone());
    let month = span.month_or_default(desk);
    let (first, last) = span.month_range(desk);
    Ok(match (args.what, case) {
        (PrintKind::Comments, Some(case)) => DocumentKind::CaseComments(case),
        (PrintKind::Checklist, Some(case)) => DocumentKind::Checklist(case, month),
        (PrintKind::Review, Some(case)) => DocumentKind::Review(case, month),
        (PrintKind::Handover, case) => DocumentKind::Handover(case),
        (PrintKind::Checklist | PrintKind::Review, None) => bail!("Name the case that it is of."),
        (_, Some(case)) => bail!("This list is of the whole caseload, not of case {case}."),
        (PrintKind::Today, None) => DocumentKind::Today,
        (PrintKind::Cases, None) => DocumentKind::Cases,
        (PrintKind::Action, None) => DocumentKind::Action,
        (PrintKind::Alerts, None) => DocumentKind::Alerts,
        (PrintKind::Month, None) => DocumentKind::Month(month),
        (PrintKind::Contacts, None) => DocumentKind::Contacts(first, last),
        (PrintKind::Comments, None) => DocumentKind::Comments,
        (PrintKind::Unposted, None) => DocumentKind::Unposted,
    })
}
