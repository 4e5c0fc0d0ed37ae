//! `caseload key`: who can open the home, and with what.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use secrecy::{ExposeSecret as _, SecretString};

use super::context::CliContext;
use super::output::{self, TextTable, json_object};
use super::passphrase;
use crate::domain::WorkerNumber;
use crate::store::{Credential, generate_office_keys};

/// What is done with keys.
#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    /// List what opens this home
    List,
    /// Change the passphrase; with --words-file, when the former one is lost
    Passphrase {
        /// Open the home with the 24 words in FILE, of the recovery key or the office, instead of the passphrase
        #[arg(long, value_name = "FILE")]
        words_file: Option<PathBuf>,
        /// Read the new passphrase from the first line of FILE instead of asking for it
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
        /// Whose passphrase, where the words are the office's and the home has several workers
        #[arg(long, requires = "words_file")]
        worker: Option<WorkerNumber>,
    },
    /// Make a recovery key; its words are shown once
    Recovery,
    /// Let the office open this home with its private key, or make the office's keys
    Escrow {
        /// The office's public key
        #[arg(long, value_name = "HEX", requires = "office", required_unless_present = "make")]
        public: Option<String>,
        /// The office's name
        #[arg(long)]
        office: Option<String>,
        /// Make a pair of keys for an office; this concerns no home
        #[arg(long, conflicts_with_all = ["public", "office"])]
        make: bool,
    },
    /// Give the database a new key, after somebody left or a copy went astray
    Rotate,
}

pub(super) fn run(context: &CliContext, what: KeyCommand) -> anyhow::Result<ExitCode> {
    match what {
        KeyCommand::List => list_keys(context),
        KeyCommand::Passphrase { words_file, new_passphrase_file, worker } => {
            change_passphrase(context, words_file, new_passphrase_file.as_deref(), worker)
        }
        KeyCommand::Recovery => make_recovery_key(context),
        KeyCommand::Escrow { public: Some(public), office: Some(office), .. } => {
            escrow_to_office(context, &office, &public)
        }
        KeyCommand::Escrow { .. } => make_office_key(context),
        KeyCommand::Rotate => rotate_key(context),
    }
}

fn list_keys(context: &CliContext) -> anyhow::Result<ExitCode> {
    let ways = context.open_home()?.key_holders()?;
    if context.wants_json() {
        return output::print_json(&ways);
    }
    let mut table = TextTable::new(["opened by", "whose", "public key"]);
    for way in ways {
        table.push([way.opened_by.to_owned(), way.label, way.public.unwrap_or_default()]);
    }
    table.print("Nothing opens this home.")
}

fn change_passphrase(
    context: &CliContext,
    words_file: Option<PathBuf>,
    new_file: Option<&Path>,
    worker: Option<WorkerNumber>,
) -> anyhow::Result<ExitCode> {
    let mut store = match words_file {
        Some(file) => context.open_home_with(&Credential::Words(passphrase::words_from_file(&file)?))?,
        None => context.open_home()?,
    };
    let new = passphrase::obtain_new_passphrase(new_file)?;
    match worker {
        Some(number) => store.reset_passphrase(&number, &new)?,
        None => store.change_passphrase(&new)?,
    }
    print_done(context, "The passphrase is changed. Backups made before still open with the former one.")
}

fn make_recovery_key(context: &CliContext) -> anyhow::Result<ExitCode> {
    let words = context.open_home()?.make_recovery_key()?;
    if context.wants_json() {
        return output::print_json(&json_object([("words", words.expose_secret().into())]));
    }
    output::print_line(
        "These 24 words open this home without the passphrase. Write them down and keep them under lock; they are not shown again.\n",
    )?;
    output::print_line(&number_words(&words))
}

fn make_office_key(context: &CliContext) -> anyhow::Result<ExitCode> {
    let keys = generate_office_keys()?;
    if context.wants_json() {
        let fields = [("words", keys.words.expose_secret().into()), ("public", keys.public.into())];
        return output::print_json(&json_object(fields));
    }
    output::print_line(
        "The office's private key, 24 words that open every home of the unit. Keep them in the office's safe; they are not shown again.\n",
    )?;
    output::print_line(&number_words(&keys.words))?;
    output::print_line(&format!(
        "\nThe office's public key, for: caseload key escrow --office NAME --public HEX\n{}",
        keys.public
    ))
}

/// Six words a line, each with its number.
fn number_words(words: &SecretString) -> String {
    let words: Vec<String> =
        words.expose_secret().split(' ').zip(1..).map(|(word, number)| format!("{number:2} {word:<10}")).collect();
    words.chunks(6).map(|line| line.concat().trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn escrow_to_office(context: &CliContext, office: &str, public: &str) -> anyhow::Result<ExitCode> {
    context.open_home()?.grant_office_access(office, public)?;
    print_done(context, &format!("The private key of {office} opens this home from now on."))
}

fn rotate_key(context: &CliContext) -> anyhow::Result<ExitCode> {
    context.open_store(&Credential::Passphrase(context.obtain_passphrase()?))?.rotate_key()?;
    print_done(context, "The database has a new key. Backups made before keep the former one.")
}

pub(super) fn print_done(context: &CliContext, sentence: &str) -> anyhow::Result<ExitCode> {
    if context.wants_json() {
        output::print_json(&json_object([("done", sentence.into())]))
    } else {
        output::print_line(sentence)
    }
}
