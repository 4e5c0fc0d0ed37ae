//! `caseload match`: a list from child welfare against the caseload.

use std::process::ExitCode;

use super::access;
use super::cli;
use super::context::Context;
use super::export::{self, Leaving, Target};
use super::output;
use crate::desk::Desk;
use crate::exchange::{Layouts, matching};
use crate::paper;

pub(super) fn run(context: &Context, args: &cli::Match) -> anyhow::Result<ExitCode> {
    let target = Target::of(args.out.as_deref(), args.replace);
    let form = export::form(args.form, args.out.as_deref(), context.json())?;
    let mut store = context.open()?;
    let layouts = Layouts::to_match()?.with_own(&store.home().layouts())?;
    let list = matching::read(&args.file, &layouts, args.layout.as_deref())?;
    let desk = Desk::lay(&store, context.today())?;
    let document = paper::data_match(&list, &desk, export::printed(context, &store));
    let document = if args.leave.redacted { document.redact() } else { document };
    if matches!(target, Target::StandardOutput) && args.form.is_none() {
        access::account(&mut store, access::Form::of(context), None, "a match with child welfare")?;
    }
    match (&target, document.only_table()) {
        (Target::StandardOutput, Some(table)) if context.json() && args.form.is_none() => {
            output::json(&paper::json_rows(table))
        }
        (Target::StandardOutput, _) if args.form.is_none() => output::line(paper::text::body(&document).trim_end()),
        _ => {
            let leaving = Leaving { document: &document, form, yes: args.leave.yes, said: None };
            export::leave(context, &mut store, &leaving, &target)
        }
    }
}
