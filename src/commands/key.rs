//! `caseload key`: who can open the home, and with what.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use secrecy::{ExposeSecret as _, SecretString};

use super::context::Context;
use super::output::{self, Table, object};
use super::passphrase;
use crate::domain::WorkerNumber;
use crate::store::{Opener, office_keys};

/// What is done with keys.
#[derive(Debug, Subcommand)]
pub(super) enum KeyWhat {
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

pub(super) fn run(context: &Context, what: KeyWhat) -> anyhow::Result<ExitCode> {
    match what {
        KeyWhat::List => list(context),
        KeyWhat::Passphrase { words_file, new_passphrase_file, worker } => {
            change_passphrase(context, words_file, new_passphrase_file.as_deref(), worker)
        }
        KeyWhat::Recovery => recovery(context),
        KeyWhat::Escrow { public: Some(public), office: Some(office), .. } => escrow(context, &office, &public),
        KeyWhat::Escrow { .. } => office(context),
        KeyWhat::Rotate => rotate(context),
    }
}

fn list(context: &Context) -> anyhow::Result<ExitCode> {
    let ways = context.open()?.ways()?;
    if context.json() {
        return output::json(&ways);
    }
    let mut table = Table::new(["opened by", "whose", "public key"]);
    for way in ways {
        table.push([way.opened_by.to_owned(), way.label, way.public.unwrap_or_default()]);
    }
    table.print("Nothing opens this home.")
}

fn change_passphrase(
    context: &Context,
    words_file: Option<PathBuf>,
    new_file: Option<&Path>,
    worker: Option<WorkerNumber>,
) -> anyhow::Result<ExitCode> {
    let mut store = match words_file {
        Some(file) => context.open_by(&Opener::Words(passphrase::words_from_file(&file)?))?,
        None => context.open()?,
    };
    let new = passphrase::new(new_file)?;
    match worker {
        Some(number) => store.change_passphrase_of(&number, &new)?,
        None => store.change_passphrase(&new)?,
    }
    done(context, "The passphrase is changed. Backups made before still open with the former one.")
}

fn recovery(context: &Context) -> anyhow::Result<ExitCode> {
    let words = context.open()?.make_recovery_key()?;
    if context.json() {
        return output::json(&object([("words", words.expose_secret().into())]));
    }
    output::line(
        "These 24 words open this home without the passphrase. Write them down and keep them under lock; they are not shown again.\n",
    )?;
    output::line(&numbered(&words))
}

fn office(context: &Context) -> anyhow::Result<ExitCode> {
    let keys = office_keys()?;
    if context.json() {
        let fields = [("words", keys.words.expose_secret().into()), ("public", keys.public.into())];
        return output::json(&object(fields));
    }
    output::line(
        "The office's private key, 24 words that open every home of the unit. Keep them in the office's safe; they are not shown again.\n",
    )?;
    output::line(&numbered(&keys.words))?;
    output::line(&format!(
        "\nThe office's public key, for: caseload key escrow --office NAME --public HEX\n{}",
        keys.public
    ))
}

/// Six words a line, each with its number.
fn numbered(words: &SecretString) -> String {
    let words: Vec<String> =
        words.expose_secret().split(' ').zip(1..).map(|(word, number)| format!("{number:2} {word:<10}")).collect();
    words.chunks(6).map(|line| line.concat().trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn escrow(context: &Context, office: &str, public: &str) -> anyhow::Result<ExitCode> {
    context.open()?.let_office_in(office, public)?;
    done(context, &format!("The private key of {office} opens this home from now on."))
}

fn rotate(context: &Context) -> anyhow::Result<ExitCode> {
    context.store(&Opener::Passphrase(context.passphrase()?))?.rotate_key()?;
    done(context, "The database has a new key. Backups made before keep the former one.")
}

pub(super) fn done(context: &Context, sentence: &str) -> anyhow::Result<ExitCode> {
    if context.json() { output::json(&object([("done", sentence.into())])) } else { output::line(sentence) }
}
