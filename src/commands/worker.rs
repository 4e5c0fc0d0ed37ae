//! `caseload worker`: who works in the home, each with their own identity and passphrase.

use std::process::ExitCode;

use anyhow::ensure;
use serde::Serialize;

use super::cli::WorkerCommand;
use super::context::CliContext;
use super::output::{self, print_done};
use super::passphrase;
use crate::domain::WorkerNumber;
use crate::domain::worker::{Role, Worker};
use crate::paper::DocumentCell;
use crate::store::EnrolledWorker;

pub(super) fn run(context: &CliContext, command: WorkerCommand) -> anyhow::Result<ExitCode> {
    match command {
        WorkerCommand::List => list_workers(context),
        WorkerCommand::Add { number, name, role, office, new_passphrase_file } => {
            let mut store = context.open_home()?;
            let office = office.unwrap_or_else(|| store.worker().office.clone());
            ensure!(!name.trim().is_empty() && !office.trim().is_empty(), "The name or the office is empty.");
            let passphrase = passphrase::obtain_new_passphrase(new_passphrase_file.as_deref())?;
            let sentence = format!("From now on worker {number} opens this home with their own passphrase.");
            store.add_worker(Worker { number, name, role, office }, &passphrase)?;
            print_done(context, &sentence)
        }
        WorkerCommand::Remove { number } => {
            context.open_home()?.revoke_access(&number)?;
            print_done(
                context,
                &format!(
                    "Worker {number} can no longer open this home. A copy of the home still opens with their \
                     former passphrase until you change the key: caseload key rotate"
                ),
            )
        }
    }
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
}

fn list_workers(context: &CliContext) -> anyhow::Result<ExitCode> {
    let store = context.open_home()?;
    let opened = store.worker().number.clone();
    let as_json = |EnrolledWorker { worker, has_passphrase }: EnrolledWorker| WorkerJson {
        opened: worker.number == opened,
        worker: worker.number,
        name: worker.name,
        role: worker.role,
        office: worker.office,
        has_passphrase,
    };
    let workers: Vec<_> = store.enrolled_workers()?.into_iter().map(as_json).collect();
    if context.wants_json() {
        return output::print_json(&workers);
    }
    let row = |worker: WorkerJson| {
        let passphrase = if worker.has_passphrase { "yes" } else { "none" };
        let open = if worker.opened { "has it open" } else { "" };
        [
            DocumentCell::from_display(&worker.worker),
            DocumentCell::from_words(worker.name),
            DocumentCell::from_words(worker.role.title()),
            DocumentCell::from_words(worker.office),
            DocumentCell::from_words(passphrase),
            DocumentCell::from_words(open),
        ]
    };
    let headings = ["worker", "name", "role", "office", "passphrase", ""];
    output::print_table(headings, workers.into_iter().map(row), "No workers.")
}
