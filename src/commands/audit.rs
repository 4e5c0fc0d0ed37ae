//! `caseload audit`: who did what and when, from the log, including access.

mod describe;

use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value};

use super::access::{self, Channel};
use super::context::CliContext;
use super::{cli, output};
use crate::domain::amendment::AmendmentKind;
use crate::domain::audit_event::AuditEvent;
use crate::domain::dates::{self, DateSide};
use crate::domain::office_key::SetPassphrases;
use crate::domain::{Change, Seq};
use crate::paper::DocumentCell;
use crate::platform::local_time;
use crate::present::dates::precise_moment_text;
use crate::store::{LoggedEntry, Store};

/// The number of entries read at a time.
const PAGE: u32 = 4_096;

pub(super) fn run(context: &CliContext, args: &cli::AuditArgs) -> anyhow::Result<ExitCode> {
    let since = args
        .since
        .as_deref()
        .map(|since| dates::parse_typed_date(since, context.today(), DateSide::Past))
        .transpose()?;
    let mut store = context.open_record()?;
    let mut entries = Vec::new();
    let (mut after, mut passphrases) = (Seq(0), SetPassphrases::default());
    loop {
        let page = store.entries_after(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.entry.seq;
        for logged in store.seen_entries(page)? {
            if let Change::Accessed { access: AuditEvent::WaysChanged(ways), .. } = &logged.change {
                passphrases.take(ways);
            }
            let set_by = passphrases.office_of(&logged.entry.author).map(str::to_owned);
            if is_selected(args, since, &logged) {
                let mut entry = AuditEntryJson { passphrase_set_by: set_by, ..AuditEntryJson::from_entry(&logged) };
                entry.what.push_str(&reason_of_error(&store, &logged.change)?);
                entries.push(entry);
            }
        }
    }
    // The access is recorded after the entries were read, so that the listing does not list itself.
    access::record_access(&mut store, Channel::from_context(context), args.case.as_ref(), "the audit")?;
    if context.wants_json() {
        return output::print_json(&entries);
    }
    let row = |entry: AuditEntryJson| {
        let words = |text: String| DocumentCell::from_words(text);
        let author = entry.author();
        let case = entry.case.unwrap_or_default();
        [DocumentCell::from_display(&entry.entry), words(entry.moment), words(author), words(case), words(entry.what)]
    };
    output::print_table(["entry", "made", "worker", "case", "what"], entries.into_iter().map(row), "No entries.")
}

/// Returns why a comment was marked as entered in error: such a mark takes away what the comment proved. Of a protected comment
/// nothing is named.
fn reason_of_error(store: &Store, change: &Change) -> anyhow::Result<String> {
    match change {
        Change::CommentAmended(amendment)
            if amendment.kind == AmendmentKind::EnteredInError && !store.is_comment_protected(amendment.comment)? =>
        {
            Ok(format!(", because: {}", amendment.reason))
        }
        _ => Ok(String::new()),
    }
}

fn is_selected(args: &cli::AuditArgs, since: Option<NaiveDate>, logged: &LoggedEntry) -> bool {
    let entry = &logged.entry;
    args.case.as_ref().is_none_or(|case| entry.case.as_ref() == Some(case))
        && args.worker.as_ref().is_none_or(|worker| entry.author == *worker && logged.change.office().is_none())
        && since.is_none_or(|since| entry_date(logged) >= since)
        && (!args.access || is_access(&logged.change))
}

const fn is_access(change: &Change) -> bool {
    matches!(change, Change::Accessed { .. })
}

fn entry_date(logged: &LoggedEntry) -> NaiveDate {
    local_time(logged.entry.hlc.millis()).date_naive()
}

/// An entry in JSON (docs/json.md).
#[derive(Serialize)]
struct AuditEntryJson {
    entry: u64,
    made: String,
    /// The time at which the entry was made, in the form for people; JSON leaves it out.
    #[serde(skip)]
    moment: String,
    /// Who made it; null if the office's key had the home open.
    worker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<String>,
    /// The office that had set the passphrase with which the worker opened the home.
    #[serde(skip_serializing_if = "Option::is_none")]
    passphrase_set_by: Option<String>,
    case: Option<String>,
    kind: String,
    what: String,
    /// The values of an act, as far as the audit names them.
    #[serde(skip_serializing_if = "Map::is_empty")]
    values: Map<String, Value>,
}

impl AuditEntryJson {
    fn from_entry(logged: &LoggedEntry) -> Self {
        let entry = &logged.entry;
        let made = local_time(entry.hlc.millis()).naive_local();
        let office = logged.change.office().map(str::to_owned);
        Self {
            entry: entry.seq.0,
            made: made.format("%Y-%m-%d %H:%M:%S").to_string(),
            moment: precise_moment_text(made),
            worker: office.is_none().then(|| entry.author.to_string()),
            office,
            passphrase_set_by: None,
            case: entry.case.as_ref().map(ToString::to_string),
            kind: entry.kind.clone(),
            what: describe::describe_change(&logged.change),
            values: match &logged.change {
                Change::Acted { act, .. } => {
                    let mut values = describe::act_values(act);
                    values.insert("act".to_owned(), act.kind.id().into());
                    values
                }
                _ => Map::new(),
            },
        }
    }

    /// Returns who made the entry, as people read it.
    fn author(&self) -> String {
        let office = self.office.as_ref().map(|office| format!("office {office}"));
        let worker = || match (&self.worker, &self.passphrase_set_by) {
            (Some(worker), Some(office)) => Some(format!("{worker}, opened by the office's key of {office}")),
            (worker, _) => worker.clone(),
        };
        office.or_else(worker).unwrap_or_default()
    }
}

/// Returns an entry in one line: when, who, which case, what.
pub(super) fn entry_sentence(logged: &LoggedEntry) -> String {
    let entry = AuditEntryJson::from_entry(logged);
    [entry.moment.clone(), entry.author(), entry.case.unwrap_or_default(), entry.what].join("  ")
}
