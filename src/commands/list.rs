//! `caseload list`: the lists of the screen, as text, JSON or CSV.

use std::process::ExitCode;

use anyhow::bail;

use super::access;
use super::cli::{self, ListKind, PeriodArgs};
use super::comment::CommentJson;
use super::completeness;
use super::context::CliContext;
use super::export::{self, ExportRequest, ExportTarget};
use super::output;
use crate::desk::Caseload;
use crate::domain::dates::Month;
use crate::paper::{self, DocumentKind, FileFormat, OutputDocument};
use crate::store::{CommentFilter, Store};

pub(super) fn run(context: &CliContext, args: &cli::ListArgs) -> anyhow::Result<ExitCode> {
    check_options(args)?;
    let mut store = context.open_home()?;
    let as_of = args.span.as_of.unwrap_or_else(|| context.today());
    let desk = Caseload::evaluate(&store, as_of)?;
    let Some(what) = document_kind(args.what, &args.span, &desk) else {
        return completeness::run(context, &mut store, &desk, args);
    };
    let document = export::prepare_document(context, &store, &desk, &what, args.leave.redacted)?;
    // A comment has one form in JSON, wherever it is shown.
    let unposted = what == DocumentKind::Unposted;
    let filter = if unposted { CommentFilter::Unposted } else { CommentFilter::All };
    let comments = |store: &Store| {
        let comments = store.all_comments(filter)?;
        output::print_json(&comments.iter().map(CommentJson::from_filed).collect::<Vec<_>>())
    };
    let own: Option<JsonPrinter<'_>> = if unposted || what == DocumentKind::Comments { Some(&comments) } else { None };
    print_list(context, &mut store, args, &document, own)
}

/// Refuses a checklist or a month where the list has none.
fn check_options(args: &cli::ListArgs) -> anyhow::Result<()> {
    if args.form.is_some() && args.what != ListKind::Checklist {
        bail!("--form goes with: caseload list checklist");
    }
    if args.span.month.is_some() && !matches!(args.what, ListKind::Checklist | ListKind::Month | ListKind::Contacts) {
        bail!("--month goes with: caseload list month, contacts, checklist");
    }
    Ok(())
}

/// Prints the rows of a list in JSON of their own form.
pub(super) type JsonPrinter<'a> = &'a dyn Fn(&Store) -> anyhow::Result<ExitCode>;

/// Gives the list out as it was asked for, and accounts for it. `own` is its JSON where that is not its table's; of a
/// redacted list it is always the table's.
pub(super) fn print_list(
    context: &CliContext,
    store: &mut Store,
    args: &cli::ListArgs,
    document: &OutputDocument,
    own: Option<JsonPrinter<'_>>,
) -> anyhow::Result<ExitCode> {
    let redacted = args.leave.redacted;
    let said = format!("the list {}{}", document.name, if redacted { ", redacted" } else { "" });
    if args.csv {
        let leaving = ExportRequest { document, form: FileFormat::Csv, yes: args.leave.yes, access_text: Some(said) };
        return export::export_document(context, store, &leaving, &ExportTarget::StandardOutput);
    }
    access::record_access(store, access::Channel::from_context(context), None, said)?;
    match (own, document.only_table()) {
        (Some(own), _) if context.wants_json() && !redacted => own(store),
        (_, Some(table)) if context.wants_json() => output::print_json(&paper::json_rows(table)),
        _ => output::print_line(paper::text::render_body(document).trim_end()),
    }
}

/// What is listed; the completeness of checklists is no document of the desk.
fn document_kind(listed: ListKind, span: &PeriodArgs, desk: &Caseload) -> Option<DocumentKind> {
    Some(match listed {
        ListKind::Today => DocumentKind::Today,
        ListKind::Cases => DocumentKind::Cases,
        ListKind::Action => DocumentKind::Action,
        ListKind::Alerts => DocumentKind::Alerts,
        ListKind::Month => DocumentKind::Month(span.month_or_default(desk)),
        ListKind::Contacts => {
            let (first, last) = span.month_range(desk);
            DocumentKind::Contacts(first, last)
        }
        ListKind::Comments => DocumentKind::Comments,
        ListKind::Unposted => DocumentKind::Unposted,
        ListKind::Checklist => return None,
    })
}

impl PeriodArgs {
    /// The month that was asked for, or the as-of day's.
    pub(super) fn month_or_default(&self, desk: &Caseload) -> Month {
        self.month.unwrap_or_else(|| Month::from_date(desk.as_of()))
    }

    /// The first and the last month that were asked for.
    pub(super) fn month_range(&self, desk: &Caseload) -> (Month, Month) {
        let first = self.from.unwrap_or_else(|| self.month_or_default(desk));
        (first, self.to.unwrap_or_else(|| self.month_or_default(desk)))
    }
}
