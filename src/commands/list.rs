//! `caseload list`: the lists of the screen, as text, JSON or CSV.

use std::process::ExitCode;

use super::access;
use super::cli::{self, Listed, Span};
use super::comment::CommentLine;
use super::context::Context;
use super::export::{self, Leaving, Target};
use super::output;
use crate::desk::Desk;
use crate::domain::dates::Month;
use crate::paper::{self, Form, What};

pub(super) fn run(context: &Context, args: &cli::List) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let as_of = args.span.as_of.unwrap_or_else(|| context.today());
    let desk = Desk::lay(&store, as_of)?;
    let what = what(args.what, &args.span, &desk);
    let unposted = what == What::Unposted;
    let document = export::document(context, &store, &desk, &what, args.leave.redacted)?;
    let said = format!("the list {}{}", what.name(), if args.leave.redacted { ", redacted" } else { "" });
    if args.csv {
        let leaving = Leaving { document: &document, form: Form::Csv, yes: args.leave.yes, said: Some(said) };
        return export::leave(context, &mut store, &leaving, &Target::StandardOutput);
    }
    access::account(&mut store, access::Form::of(context), None, said)?;
    // A comment has one form in JSON, wherever it is shown.
    if context.json() && !args.leave.redacted && (unposted || what == What::Comments) {
        let comments = store.all_comments(unposted)?;
        return output::json(&comments.iter().map(CommentLine::of).collect::<Vec<_>>());
    }
    match document.only_table() {
        Some(table) if context.json() => output::json(&paper::json_rows(table)),
        _ => output::line(paper::text::body(&document).trim_end()),
    }
}

fn what(listed: Listed, span: &Span, desk: &Desk) -> What {
    match listed {
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
    }
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
