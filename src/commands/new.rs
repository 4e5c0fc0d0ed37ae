//! `caseload new`: creates a home for a worker.

use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context as _, ensure};

use super::cli;
use super::configuration;
use super::context::CliContext;
use super::output::{self, json_object};
use super::{passphrase, prompt};
use crate::domain::role::Role;
use crate::domain::worker::Worker;
use crate::store::{HomeKind, Store, StoreError};

pub(super) fn run(context: &CliContext, args: cli::NewArgs) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    if home.exists() {
        return Err(StoreError::HomeExists(home.folder().to_owned()).into());
    }
    let worker = Worker {
        number: argument_or_prompt(args.worker, "Worker number", "--worker")?,
        name: argument_or_prompt(args.name, "Name", "--name")?,
        role: argument_or_prompt(args.role, &format!("Role ({})", Role::list_ids()), "--role")?,
        office: argument_or_prompt(args.office, "Office", "--office")?,
    };
    ensure!(
        worker.role.has_work(),
        "{} works in no home yet. The roles are: {}.",
        worker.role.title(),
        Role::list_ids()
    );
    ensure!(!worker.name.trim().is_empty(), "The worker's name is empty.");
    ensure!(!worker.office.trim().is_empty(), "The office is empty.");
    let passphrase = match context.passphrase_from_file()? {
        Some(passphrase) => passphrase,
        None => passphrase::prompt_new_passphrase()?,
    };
    let policies = configuration::policies_for_home(&home)?;
    let store = Store::create(home, &passphrase, worker, HomeKind::Real, context.clock(), policies)?;
    let folder = store.home().folder().display().to_string();
    if context.wants_json() {
        return output::print_json(&json_object([("home", folder.into())]));
    }
    output::print_line(&format!("The new caseload is in {folder}. To import extracts: caseload import FILE…"))
}

/// Returns the argument's value, or asks for it on the terminal.
fn argument_or_prompt<T>(value: Option<T>, question: &str, argument: &str) -> anyhow::Result<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    if let Some(value) = value {
        return Ok(value);
    }
    ensure!(prompt::can_ask(), "{argument} is missing, and there is no terminal to ask on. Add it to the command.");
    prompt::ask_line(&format!("{question}:"))?
        .parse()
        .with_context(|| format!("{question}: this answer cannot be used"))
}
