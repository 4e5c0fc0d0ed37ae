//! The arguments of `caseload worker`.

use std::path::PathBuf;

use clap::Subcommand;

use crate::domain::WorkerNumber;
use crate::domain::worker::Role;

#[derive(Debug, Subcommand)]
pub(crate) enum WorkerCommand {
    /// List the workers of this home
    List,
    /// Let a worker open this home with a passphrase of their own
    Add {
        /// Worker number, such as V1B2
        number: WorkerNumber,
        /// The worker's name
        #[arg(long)]
        name: String,
        /// The worker's role: ec, supervisor or clerk
        #[arg(long)]
        role: Role,
        /// The office; otherwise the office of the worker who has the home open
        #[arg(long)]
        office: Option<String>,
        /// Read the worker's passphrase from the first line of FILE instead of asking for it
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Remove a worker's passphrase and recovery key; what the worker wrote stays
    Remove {
        /// Worker number
        number: WorkerNumber,
    },
}
