//! The arguments of `caseload key`.

use std::path::PathBuf;

use clap::Subcommand;

use crate::domain::WorkerNumber;

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// List what opens this home
    List,
    /// Change the passphrase; use --words-file if the current one is lost
    Passphrase {
        /// Open the home with the 24 words in FILE, of the recovery key or the office, instead of the passphrase
        #[arg(long, value_name = "FILE")]
        words_file: Option<PathBuf>,
        /// Read the new passphrase from the first line of FILE instead of asking for it
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
        /// The worker whose passphrase is changed; needed if the words are the office's and the home has several
        /// workers
        #[arg(long, requires = "words_file")]
        worker: Option<WorkerNumber>,
    },
    /// Make a recovery key; its words are shown once
    Recovery,
    /// Let the office open this home with its private key, or make the office's keys
    Escrow {
        /// The office's public key
        #[arg(long, value_name = "HEX", requires = "office", required_unless_present_any = ["make", "remove"])]
        public: Option<String>,
        /// The office's name
        #[arg(long)]
        office: Option<String>,
        /// Make a pair of keys for an office; no home is needed
        #[arg(long, conflicts_with_all = ["public", "office"])]
        make: bool,
        /// Revoke the access of the office with this name
        #[arg(long, value_name = "NAME", conflicts_with_all = ["public", "office", "make"])]
        remove: Option<String>,
        /// Open the home with the office's 24 words in FILE, so that the key which is put in counts as that office's does
        #[arg(long, value_name = "FILE", conflicts_with = "make")]
        words_file: Option<PathBuf>,
    },
    /// Give the database a new key, for example after a worker leaves or a copy is lost
    Rotate,
}
