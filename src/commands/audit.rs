//! `caseload audit`: who did what and when, from the log, access included.

use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;

use super::access::{self, Form};
use super::context::Context;
use super::{cli, output};
use crate::domain::{Change, Seq};
use crate::store::{LoggedEntry, local};

/// Entries read at a time.
const PAGE: u32 = 4_096;

pub(super) fn run(context: &Context, args: &cli::Audit) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let mut lines = Vec::new();
    let mut after = Seq(0);
    loop {
        let page = store.entries_after(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.entry.seq;
        lines.extend(page.iter().filter(|logged| is_asked_for(args, logged)).map(Line::of));
    }
    // After they were read: the listing does not list itself.
    access::account(&mut store, Form::of(context), args.case.as_ref(), "the audit")?;
    if context.json() {
        return output::json(&lines);
    }
    let mut table = output::Table::new(["entry", "made", "worker", "case", "what"]);
    for line in lines {
        table.push([line.entry.to_string(), line.made, line.worker, line.case.unwrap_or_default(), line.what]);
    }
    table.print("No entries.")
}

fn is_asked_for(args: &cli::Audit, logged: &LoggedEntry) -> bool {
    let entry = &logged.entry;
    args.case.as_ref().is_none_or(|case| entry.case.as_ref() == Some(case))
        && args.worker.as_ref().is_none_or(|worker| entry.author == *worker)
        && args.since.is_none_or(|since| day(logged) >= since)
        && (!args.access || is_access(&logged.change))
}

const fn is_access(change: &Change) -> bool {
    matches!(change, Change::Accessed { .. })
}

fn day(logged: &LoggedEntry) -> NaiveDate {
    local(logged.entry.hlc.millis()).date_naive()
}

/// An entry as the audit lists it.
#[derive(Serialize)]
struct Line {
    entry: u64,
    made: String,
    worker: String,
    case: Option<String>,
    kind: String,
    what: String,
}

impl Line {
    fn of(logged: &LoggedEntry) -> Self {
        let entry = &logged.entry;
        Self {
            entry: entry.seq.0,
            made: local(entry.hlc.millis()).format("%Y-%m-%d %H:%M:%S").to_string(),
            worker: entry.author.to_string(),
            case: entry.case.as_ref().map(ToString::to_string),
            kind: entry.kind.clone(),
            what: what(&logged.change),
        }
    }
}

/// The change in a few words, without any text of a case.
fn what(change: &Change) -> String {
    match change {
        Change::Accessed { access, .. } => access.sentence(),
        other => other.kind().replace('_', " "),
    }
}

/// An entry in one line.
pub(super) fn sentence(logged: &LoggedEntry) -> String {
    let line = Line::of(logged);
    [line.made, line.worker, line.case.unwrap_or_default(), line.what].join("  ")
}
