//! `caseload list`: the lists of the screen, as text, JSON or CSV.

use std::process::ExitCode;

use anyhow::bail;

use super::access;
use super::cli::{self, Listed, Span};
use super::comment::CommentLine;
use super::completeness;
use super::context::Context;
use super::export::{self, Leaving, Target};
use super::output;
use crate::desk::Desk;
use crate::domain::dates::Month;
use crate::paper::{self, Document, Form, What};
use crate::store::Store;

pub(super) fn run(context: &Context, args: &cli::List) -> anyhow::Result<ExitCode> {
    belongs(args)?;
    let mut store = context.open()?;
    let as_of = args.span.as_of.unwrap_or_else(|| context.today());
    let desk = Desk::lay(&store, as_of)?;
    let Some(what) = what(args.what, &args.span, &desk) else {
        return completeness::run(context, &mut store, &desk, args);
    };
    let document = export::document(context, &store, &desk, &what, args.leave.redacted)?;
    // A comment has one form in JSON, wherever it is shown.
    let unposted = what == What::Unposted;
    let comments = |store: &Store| {
        let comments = store.all_comments(unposted)?;
        output::json(&comments.iter().map(CommentLine::of).collect::<Vec<_>>())
    };
    let own: Option<OwnJson<'_>> = if unposted || what == What::Comments { Some(&comments) } else { None };
    give(context, &mut store, args, &document, own)
}

/// Refuses a checklist or a month where the list has none.
fn belongs(args: &cli::List) -> anyhow::Result<()> {
    if args.form.is_some() && args.what != Listed::Checklist {
        bail!("--form goes with: caseload list checklist");
    }
    if args.span.month.is_some() && !matches!(args.what, Listed::Checklist | Listed::Month | Listed::Contacts) {
        bail!("--month goes with: caseload list month, contacts, checklist");
    }
    Ok(())
}

/// Prints the rows of a list in JSON of their own form.
pub(super) type OwnJson<'a> = &'a dyn Fn(&Store) -> anyhow::Result<ExitCode>;

/// Gives the list out as it was asked for, and accounts for it. `own` is its JSON where that is not its table's; of a
/// redacted list it is always the table's.
pub(super) fn give(
    context: &Context,
    store: &mut Store,
    args: &cli::List,
    document: &Document,
    own: Option<OwnJson<'_>>,
) -> anyhow::Result<ExitCode> {
    let redacted = args.leave.redacted;
    let said = format!("the list {}{}", document.name, if redacted { ", redacted" } else { "" });
    if args.csv {
        let leaving = Leaving { document, form: Form::Csv, yes: args.leave.yes, said: Some(said) };
        return export::leave(context, store, &leaving, &Target::StandardOutput);
    }
    access::account(store, access::Form::of(context), None, said)?;
    match (own, document.only_table()) {
        (Some(own), _) if context.json() && !redacted => own(store),
        (_, Some(table)) if context.json() => output::json(&paper::json_rows(table)),
        _ => output::line(paper::text::body(document).trim_end()),
    }
}

/// What is listed; the completeness of checklists is no document of the desk.
fn what(listed: Listed, span: &Span, desk: &Desk) -> Option<What> {
    Some(match listed {
        Listed::Today => What::Today,
        Listed::Cases => What::Cases,
        Listed::Action => What::Action,
        Listed::Alerts => What::Alerts,
        Listed::Month => What::Month(span.month(desk)),
        Listed::Contacts => {
            let (first, last) = span.months(desk);
            What::Contacts(first, last)
        }
        Listed::Comments => What::Comments,
        Listed::Unposted => What::Unposted,
        Listed::Checklist => return None,
    })
}

impl Span {
    /// The month that was asked for, or the as-of day's.
    pub(super) fn month(&self, desk: &Desk) -> Month {
        self.month.unwrap_or_else(|| Month::of(desk.as_of()))
    }

    /// The first and the last month that were asked for.
    pub(super) fn months(&self, desk: &Desk) -> (Month, Month) {
        let first = self.from.unwrap_or_else(|| self.month(desk));
        (first, self.to.unwrap_or_else(|| self.month(desk)))
    }
}
