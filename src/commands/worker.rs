//! `caseload worker`: manages the workers of a home, each of whom has a number and a passphrase of their own.

use std::path::Path;
use std::process::ExitCode;

use anyhow::ensure;
use serde::Serialize;

use super::cli::WorkerCommand;
use super::context::CliContext;
use super::filtered;
use super::open_home::OpenHome;
use super::output::{self, print_done};
use super::passphrase;
use crate::domain::WorkerNumber;
use crate::domain::access_way::{EnrolledWay, Way, WayKind};
use crate::domain::office_key::OfficeKey;
use crate::domain::role::Role;
use crate::domain::worker::Worker;
use crate::paper::DocumentCell;
use crate::store::{Credential, EnrolledWorker, Store, WorkerDetails};

pub(super) fn run(context: &CliContext, command: WorkerCommand) -> anyhow::Result<ExitCode> {
    match command {
        WorkerCommand::List => list_workers(context),
        WorkerCommand::Add { number, name, role, office, new_passphrase_file, words_file, recovery_words_file } => {
            let mut store = open_home(context, words_file.as_deref())?;
            let office = office.unwrap_or_else(|| store.worker().office.clone());
            ensure!(!name.trim().is_empty() && !office.trim().is_empty(), "The name or the office is empty.");
            let words = recovery_words_file.as_deref().map(passphrase::words_from_file).transpose()?;
            let enrolled = Worker { number: number.clone(), name, role, office };
            let passphrase = passphrase::obtain_new_passphrase(
                new_passphrase_file.as_deref(),
                (!store.is_practice()).then_some(&enrolled),
            )?;
            let sentence = format!("From now on worker {number} opens this home with their own passphrase.");
            store.add_worker(enrolled, &passphrase, words.as_ref())?;
            print_done(context, &format!("{sentence}{}", countersign_hint(&store, &number)?))
        }
        WorkerCommand::Change { number, name, role, office, words_file } => {
            let is_empty = |text: &Option<String>| text.as_ref().is_some_and(|text| text.trim().is_empty());
            ensure!(!is_empty(&name) && !is_empty(&office), "The name or the office is empty.");
            let details = WorkerDetails { name, role, office };
            let mut store = open_home(context, words_file.as_deref())?;
            let Worker { name, role, office, .. } = store.change_worker(&number, details)?;
            let hint = countersign_hint(&store, &number)?;
            print_done(context, &format!("Worker {number} is {name}, {}, {office} from now on.{hint}", role.title()))
        }
        WorkerCommand::Remove { number, words_file } => {
            let left = open_home(context, words_file.as_deref())?.revoke_access(&number)?;
            print_remaining_access(
                context,
                &format!(
                    "Worker {number} can no longer open this home. A copy of the home still opens with their \
                     former passphrase until you change the key: caseload key rotate"
                ),
                &left,
            )
        }
    }
}

/// Returns what is said of a supervisor for whom nobody of the office stands yet; empty for everybody else. Whoever
/// countersigned and is in the same place is told why that does not count.
fn countersign_hint(store: &Store, number: &WorkerNumber) -> anyhow::Result<String> {
    let holders = store.role_holders()?;
    let find_alone =
        |number: &WorkerNumber| holders.iter().find(|holder| holder.worker.number == *number && holder.is_alone());
    let Some(holder) = find_alone(number) else { return Ok(String::new()) };
    let author = &store.worker().number;
    let why = match find_alone(author).filter(|_| !store.is_open_by_office() && author != number) {
        Some(author) => format!(
            " This does not countersign it: nobody of the office stands behind {}, whose role {} gave, and two \
             supervisors who confirm only each other prove nothing.",
            author.worker.number, author.given_by
        ),
        None => String::new(),
    };
    let by_key = store.opening_office_key()?.filter(|key| !key.is_confirmed);
    let by_key = by_key.map_or_else(String::new, |key| format!(" This does not countersign it. {}", key.sentence()));
    let role = holder.role.id();
    Ok(format!(
        "{why}{by_key} Until the office's key or a supervisor who is countersigned confirms the role, lists, printouts and \
         caseload why say so beside their decisions. To confirm it, one of them runs: caseload worker change {number} \
         --role {role}"
    ))
}

pub(super) fn open_home(context: &CliContext, words_file: Option<&Path>) -> anyhow::Result<OpenHome> {
    match words_file {
        Some(file) => context.open_record_with(&Credential::Words(passphrase::words_from_file(file)?)),
        None => context.open_record(),
    }
}

/// A way into the home in JSON (docs/json.md).
#[derive(Serialize)]
struct WayJson<'a> {
    opened_by: WayKind,
    label: &'a str,
    made_by: String,
}

/// Prints what was done, and every way that is left into the home with who made it.
pub(super) fn print_remaining_access(
    context: &CliContext,
    done: &str,
    left: &[EnrolledWay],
) -> anyhow::Result<ExitCode> {
    if context.wants_json() {
        let as_json = |enrolled: &EnrolledWay| {
            let made_by = enrolled.maker();
            serde_json::to_value(WayJson { opened_by: enrolled.way.kind, label: &enrolled.way.label, made_by })
        };
        let left = left.iter().map(as_json).collect::<Result<Vec<_>, _>>()?;
        return output::print_json(&output::json_object([("done", done.into()), ("left", left.into())]));
    }
    output::print_line(done)?;
    output::print_line("These still open the home:")?;
    for enrolled in left {
        output::print_data_line(&format!("  {}, made by {}", enrolled.way.describe(), enrolled.maker()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A worker in JSON (docs/json.md).
#[derive(Serialize)]
struct WorkerJson {
    worker: WorkerNumber,
    name: String,
    role: Role,
    office: String,
    has_passphrase: bool,
    opened: bool,
    checked: bool,
    /// Whether somebody of the office stands behind the role; `None` for a role that needs nobody.
    countersigned: Option<bool>,
    /// Who put in the office's key that confirmed the role, where that key stands for no office.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_by_key_of: Option<String>,
    /// The office with whose key the passphrase was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    passphrase_set_by: Option<String>,
}

fn list_workers(context: &CliContext) -> anyhow::Result<ExitCode> {
    let store = context.open_record()?;
    let opened = store.worker().number.clone();
    let ways = store.listed_ways()?;
    ways.unchecked.map_or(Ok(()), filtered::warn)?;
    let holders = store.role_holders()?;
    let alone =
        |number: &WorkerNumber| holders.iter().find(|holder| holder.worker.number == *number && holder.is_alone());
    let set_by = |number: &WorkerNumber| {
        let is_theirs = |way: &Way| way.kind == WayKind::Passphrase && way.label == number.as_str();
        ways.ways.iter().find(|enrolled| is_theirs(&enrolled.way))?.office.clone()
    };
    let as_json = |EnrolledWorker { worker, has_passphrase }: EnrolledWorker| WorkerJson {
        countersigned: (worker.role == Role::SUPERVISOR).then(|| alone(&worker.number).is_none()),
        confirmed_by_key_of: alone(&worker.number).and_then(|holder| holder.by_key_of.clone()),
        passphrase_set_by: set_by(&worker.number),
        opened: worker.number == opened,
        worker: worker.number,
        name: worker.name,
        role: worker.role,
        office: worker.office,
        has_passphrase,
        checked: ways.unchecked.is_none(),
    };
    let workers: Vec<_> = store.enrolled_workers(&ways)?.into_iter().map(as_json).collect();
    if context.wants_json() {
        return output::print_json(&workers);
    }
    let row = |worker: WorkerJson| {
        let passphrase = match worker.passphrase_set_by {
            Some(office) => format!("yes, set by the office {office}"),
            None if worker.has_passphrase => "yes".to_owned(),
            None => "none".to_owned(),
        };
        let open = if worker.opened { "has it open" } else { "" };
        let countersigned = match (worker.countersigned, worker.confirmed_by_key_of) {
            (Some(true), _) => "yes".to_owned(),
            (Some(false), Some(maker)) => format!("not yet, only by an office's key that {maker} put in"),
            (Some(false), None) => "not yet".to_owned(),
            (None, _) => String::new(),
        };
        [
            DocumentCell::from_display(&worker.worker),
            DocumentCell::from_words(worker.name),
            DocumentCell::from_words(worker.role.title()),
            DocumentCell::from_words(worker.office),
            DocumentCell::from_words(passphrase),
            DocumentCell::from_words(countersigned),
            DocumentCell::from_words(open),
        ]
    };
    let headings = ["worker", "name", "role", "office", "passphrase", "countersigned", ""];
    output::print_table(headings, workers.into_iter().map(row), "No workers.")?;
    print_unconfirmed_keys(&store.office_keys()?)
}

/// Prints who put in the office's keys for which no office stands.
pub(super) fn print_unconfirmed_keys(keys: &[OfficeKey]) -> anyhow::Result<ExitCode> {
    for key in keys.iter().filter(|key| !key.is_confirmed) {
        output::print_data_line(&key.sentence())?;
    }
    Ok(ExitCode::SUCCESS)
}
