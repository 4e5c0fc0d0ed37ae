//! `caseload audit`: who did what and when, from the log, access included.

use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;

use super::access::{self, Channel};
use super::context::CliContext;
use super::{cli, output};
use crate::domain::{Change, Seq};
use crate::platform::local_time;
use crate::store::LoggedEntry;

/// Entries read at a time.
const PAGE: u32 = 4_096;

pub(super) fn run(context: &CliContext, args: &cli::AuditArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let mut lines = Vec::new();
    let mut after = Seq(0);
    loop {
        let page = store.entries_after(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.entry.seq;
        lines.extend(page.iter().filter(|logged| is_selected(args, logged)).map(AuditEntryJson::from_entry));
    }
    // After they were read: the listing does not list itself.
    access::record_access(&mut store, Channel::from_context(context), args.case.as_ref(), "the audit")?;
    if context.wants_json() {
        return output::print_json(&lines);
    }
    let mut table = output::TextTable::new(["entry", "made", "worker", "case", "what"]);
    for line in lines {
        table.push([line.entry.to_string(), line.made, line.worker, line.case.unwrap_or_default(), line.what]);
    }
    table.print("No entries.")
}

fn is_selected(args: &cli::AuditArgs, logged: &LoggedEntry) -> bool {
    let entry = &logged.entry;
    args.case.as_ref().is_none_or(|case| entry.case.as_ref() == Some(case))
        && args.worker.as_ref().is_none_or(|worker| entry.author == *worker)
        && args.since.is_none_or(|since| entry_date(logged) >= since)
        && (!args.access || is_access(&logged.change))
}

const fn is_access(change: &Change) -> bool {
    matches!(change, Change::Accessed { .. })
}

fn entry_date(logged: &LoggedEntry) -> NaiveDate {
    local_time(logged.entry.hlc.millis()).date_naive()
}

/// An entry as the audit lists it.
#[derive(Serialize)]
struct AuditEntryJson {
    entry: u64,
    made: String,
    worker: String,
    case: Option<String>,
    kind: String,
    what: String,
}

impl AuditEntryJson {
    fn from_entry(logged: &LoggedEntry) -> Self {
        let entry = &logged.entry;
        Self {
            entry: entry.seq.0,
            made: local_time(entry.hlc.millis()).format("%Y-%m-%d %H:%M:%S").to_string(),
            worker: entry.author.to_string(),
            case: entry.case.as_ref().map(ToString::to_string),
            kind: entry.kind.clone(),
            what: describe_change(&logged.change),
        }
    }
}

/// The change in a few words, without any text of a case.
fn describe_change(change: &Change) -> String {
    match change {
        Change::Accessed { access, .. } => access.message(),
        other => other.kind().replace('_', " "),
    }
}

/// An entry in one line.
pub(super) fn entry_sentence(logged: &LoggedEntry) -> String {
    let line = AuditEntryJson::from_entry(logged);
    [line.made, line.worker, line.case.unwrap_or_default(), line.what].join("  ")
}
