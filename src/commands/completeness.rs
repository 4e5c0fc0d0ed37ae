//! `caseload list checklist`: how far the checklist of each case is settled.

use std::process::ExitCode;

use super::checklist::named;
use super::cli;
use super::context::Context;
use super::list::give;
use super::{export, output};
use crate::desk::Desk;
use crate::paper;
use crate::store::Store;

pub(super) fn run(context: &Context, store: &mut Store, desk: &Desk, args: &cli::List) -> anyhow::Result<ExitCode> {
    let form = named(desk, args.form.as_deref())?;
    let month = args.span.month(desk);
    let rows = desk.completeness(store, &form, month)?;
    let document = paper::completeness(&rows, &form.name, month, desk, export::printed(context, store));
    let document = if args.leave.redacted { document.redact() } else { document };
    give(context, store, args, &document, Some(&|_| output::json(&rows)))
}
