//! `caseload worker`: who works in the home, each with an identity and a passphrase of their own.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::ensure;
use clap::Subcommand;
use serde::Serialize;

use super::context::CliContext;
use super::key::print_done;
use super::output::{self, TextTable};
use super::passphrase;
use crate::domain::WorkerNumber;
use crate::domain::worker::{Role, Worker};
use crate::store::EnrolledWorker;

/// What is done about workers.
#[derive(Debug, Subcommand)]
pub enum WorkerCommand {
    /// List the workers of this home
    List,
    /// Let a worker open this home with a passphrase of their own
    Add {
        /// Worker number, such as V1B2
        number: WorkerNumber,
        /// The worker's name
        #[arg(long)]
        name: String,
        /// What the worker does: ec, supervisor or clerk
        #[arg(long)]
        role: Role,
        /// The office; else that of the worker who adds
        #[arg(long)]
        office: Option<String>,
        /// Read the worker's passphrase from the first line of FILE instead of asking for it
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Take a worker's passphrase and recovery key away; what the worker wrote stays
    Remove {
        /// Worker number
        number: WorkerNumber,
    },
}

pub(super) fn run(context: &CliContext, what: WorkerCommand) -> anyhow::Result<ExitCode> {
    match what {
        WorkerCommand::List => list_workers(context),
        WorkerCommand::Add { number, name, role, office, new_passphrase_file } => {
            let mut store = context.open_home()?;
            let office = office.unwrap_or_else(|| store.worker().office.clone());
            ensure!(!name.trim().is_empty() && !office.trim().is_empty(), "The name or the office is empty.");
            let passphrase = passphrase::obtain_new_passphrase(new_passphrase_file.as_deref())?;
            let sentence = format!("Worker {number} opens this home with their own passphrase from now on.");
            store.add_worker(Worker { number, name, role, office }, &passphrase)?;
            print_done(context, &sentence)
        }
        WorkerCommand::Remove { number } => {
            context.open_home()?.revoke_access(&number)?;
            print_done(
                context,
                &format!(
                    "Worker {number} can no longer open this home. Whoever has a copy of the home still can, with the former passphrase, until the key is changed: caseload key rotate"
                ),
            )
        }
    }
}

/// A worker as `worker list` gives it.
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
    let line = |EnrolledWorker { worker, has_passphrase }: EnrolledWorker| WorkerJson {
        opened: worker.number == opened,
        worker: worker.number,
        name: worker.name,
        role: worker.role,
        office: worker.office,
        has_passphrase,
    };
    let lines: Vec<WorkerJson> = store.enrolled_workers()?.into_iter().map(line).collect();
    if context.wants_json() {
        return output::print_json(&lines);
    }
    let mut table = TextTable::new(["worker", "name", "role", "office", "passphrase", ""]);
    for line in lines {
        let passphrase = if line.has_passphrase { "yes" } else { "none" };
        let here = if line.opened { "has it open" } else { "" };
        table.push([
            line.worker.to_string(),
            line.name,
            line.role.title().to_owned(),
            line.office,
            passphrase.to_owned(),
            here.to_owned(),
        ]);
    }
    table.print("Nobody.")
}
