//! The arguments of `caseload worker`.

use std::path::PathBuf;

use clap::Subcommand;

use super::code_word::role_word;
use crate::domain::WorkerNumber;
use crate::domain::role::Role;

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
        /// The worker's role, such as ec, supervisor, clerk or `social_worker`; another word lists them all
        #[arg(long, value_parser = role_word(), hide_possible_values = true)]
        role: Role,
        /// The office; otherwise the office of the worker who has the home open
        #[arg(long)]
        office: Option<String>,
        /// Read the worker's passphrase from the first line of FILE instead of asking for it
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
        /// Open the home with the 24 words in FILE, of the office, instead of the passphrase: to let somebody cover for a
        /// worker who is away
        #[arg(long, value_name = "FILE")]
        words_file: Option<PathBuf>,
        /// The 24 words of the worker's own recovery key, if the number was taken away before
        #[arg(long, value_name = "FILE")]
        recovery_words_file: Option<PathBuf>,
    },
    /// Change an enrolled worker's name, role or office
    #[command(group = clap::ArgGroup::new("change").required(true).multiple(true))]
    Change {
        /// Worker number
        number: WorkerNumber,
        /// The worker's name from now on
        #[arg(long, group = "change")]
        name: Option<String>,
        /// The worker's role from now on, such as ec, supervisor, clerk or `social_worker`; another word lists them all
        #[arg(long, group = "change", value_parser = role_word(), hide_possible_values = true)]
        role: Option<Role>,
        /// The worker's office from now on
        #[arg(long, group = "change")]
        office: Option<String>,
        /// Open the home with the 24 words in FILE, of the office, instead of the passphrase
        #[arg(long, value_name = "FILE")]
        words_file: Option<PathBuf>,
    },
    /// Remove a worker's passphrase and recovery key; what the worker wrote stays
    Remove {
        /// Worker number
        number: WorkerNumber,
        /// Open the home with the 24 words in FILE, of the office, instead of the passphrase
        #[arg(long, value_name = "FILE")]
        words_file: Option<PathBuf>,
    },
}
