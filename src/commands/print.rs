//! `caseload print`: a list or a document, into a file or onto standard output, in one of five forms.

use std::process::ExitCode;

use anyhow::bail;

use super::cli::{self, Printable};
use super::context::Context;
use super::export::{self, Leaving, Target};
use crate::desk::Desk;
use crate::paper::What;

pub(super) fn run(context: &Context, args: &cli::Print) -> anyhow::Result<ExitCode> {
    let form = export::form(args.form, args.out.as_deref(), context.json())?;
    let mut store = context.open()?;
    let as_of = args.span.as_of.unwrap_or_else(|| context.today());
    let desk = Desk::lay(&store, as_of)?;
    let what = what(args, &desk)?;
    let document = export::document(context, &store, &desk, &what, args.leave.redacted)?;
    let target = Target::of(args.out.as_deref(), args.replace);
    let leaving = Leaving { document: &document, form, yes: args.leave.yes, said: None };
    export::leave(context, &mut store, &leaving, &target)
}

fn what(args: &cli::Print, desk: &Desk) -> anyhow::Result<What> {
    let (span, case) = (&args.span, args.case.clone());
    let month = span.month(desk);
    let (first, last) = span.months(desk);
    Ok(match (args.what, case) {
        (Printable::Comments, Some(case)) => What::CaseComments(case),
        (Printable::Checklist, Some(case)) => What::Checklist(case, month),
        (Printable::Review, Some(case)) => What::Review(case, month),
        (Printable::Handover, case) => What::Handover(case),
        (Printable::Checklist | Printable::Review, None) => bail!("Name the case that it is of."),
        (_, Some(case)) => bail!("This list is of the whole caseload, not of case {case}."),
        (Printable::Today, None) => What::Today,
        (Printable::Cases, None) => What::Cases,
        (Printable::Action, None) => What::Action,
        (Printable::Alerts, None) => What::Alerts,
        (Printable::Month, None) => What::Month(month),
        (Printable::Contacts, None) => What::Contacts(first, last),
        (Printable::Comments, None) => What::Comments,
        (Printable::Unposted, None) => What::Unposted,
    })
}
