//! `caseload list`: the lists of the screen as text, JSON or comma-separated values.

use std::process::ExitCode;

use anyhow::bail;

use super::cli::ListArgs;
use super::comment::CommentJson;
use super::completeness;
use super::context::CliContext;
use super::export::{self, JsonPrinter};
use super::output;
use crate::desk::Caseload;
use crate::paper::{self, DocumentKind, DocumentName, DocumentReader, UnitListFilter};
use crate::store::{CommentFilter, FiledComment, Store};

pub(super) fn run(context: &CliContext, args: &ListArgs) -> anyhow::Result<ExitCode> {
    check_options(args)?;
    let mut store = context.open_home()?;
    let as_of = context.typed_day_or_today(args.period.as_of.as_deref())?;
    let caseload = args.period.limit_to_ecs(Caseload::evaluate(&store, as_of)?)?;
    let Some(document_kind) = args.what.entry().for_caseload else {
        // The list of checklists is built elsewhere, because its columns depend on the checklist.
        return completeness::run(context, &mut store, &caseload, args);
    };
    let what = match document_kind(args.period.document_months(as_of)) {
        DocumentKind::SocialWork(_) => {
            DocumentKind::SocialWork(UnitListFilter { status: args.status, worker: args.worker.clone() })
        }
        other => other,
    };
    // What leaves the home in a form for other programs is for anybody, as paper is.
    let leaves = args.csv || args.export.redacted;
    let reader = if leaves { DocumentReader::Anybody } else { DocumentReader::Worker };
    let document = export::prepare_document(context, &store, &caseload, &what, args.export.redacted, reader)?;
    // A comment has the same JSON in every command.
    let unposted = what == DocumentKind::Unposted;
    let print_comments = |store: &Store| {
        let filter = if unposted { CommentFilter::Unposted } else { CommentFilter::All };
        let comments = paper::listed_comments(&caseload, store, filter)?;
        let with_ec = caseload.has_several_ecs();
        let as_json = |filed: &FiledComment| {
            let ec = caseload.ec_of(&filed.comment.case).filter(|_| with_ec);
            CommentJson { ec: ec.cloned(), ..CommentJson::from_filed(filed) }
        };
        output::print_json(&comments.iter().map(as_json).collect::<Vec<_>>())
    };
    let own_json: Option<JsonPrinter<'_>> =
        if unposted || what == DocumentKind::Comments { Some(&print_comments) } else { None };
    export::print_list(context, &mut store, args, &document, own_json)
}

/// Refuses `--form` and `--month` for a list that has no checklist or no month.
fn check_options(args: &ListArgs) -> anyhow::Result<()> {
    if args.form.is_some() && args.what != DocumentName::Checklist {
        bail!("Use --form with: caseload list checklist");
    }
    if (args.status.is_some() || args.worker.is_some()) && args.what != DocumentName::SocialWork {
        bail!("Use --status and --worker with: caseload list social-work");
    }
    if args.period.month.is_some() && !args.what.entry().takes_month {
        bail!("Use --month with: caseload list month, contacts, checklist");
    }
    Ok(())
}
