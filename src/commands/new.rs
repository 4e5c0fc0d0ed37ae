//! `caseload new`: creates a home for a worker.

use std::process::ExitCode;
use std::str::FromStr;

use anyhow::ensure;
use secrecy::SecretString;
use thiserror::Error;

use super::cli;
use super::configuration;
use super::context::CliContext;
use super::output::{self, json_object};
use super::{passphrase, prompt};
use crate::domain::role::{Role, UnknownRole};
use crate::domain::worker::Worker;
use crate::store::{HomeKind, Store, StoreError};

/// Why an answer in words is no answer.
#[derive(Debug, Error)]
#[error("Nothing was typed. Type the {0}.")]
struct EmptyAnswer(&'static str);

pub(super) fn run(context: &CliContext, args: cli::NewArgs) -> anyhow::Result<ExitCode> {
    create_home(context, args)?;
    let folder = context.home()?.folder().display().to_string();
    if context.wants_json() {
        return output::print_json(&json_object([("home", folder.into())]));
    }
    output::print_line(&format!("The new caseload is in {folder}. To import extracts: caseload import FILE…"))
}

/// Creates the home of a worker, who is asked for what the arguments leave out. Returns the passphrase, so that nobody has
/// to type it a third time where the screen opens next.
pub(super) fn create_home(context: &CliContext, args: cli::NewArgs) -> anyhow::Result<SecretString> {
    let home = context.home()?;
    if home.exists() {
        return Err(StoreError::HomeExists(home.folder().to_owned()).into());
    }
    let worker = Worker {
        number: argument_or_answer(args.worker, "Worker number", "--worker", FromStr::from_str)?,
        name: argument_or_answer(args.name, "Name", "--name", |typed| not_empty(typed, "name"))?,
        role: argument_or_answer(args.role, &role_question(), "--role", find_role)?,
        office: argument_or_answer(args.office, "Office", "--office", |typed| not_empty(typed, "office"))?,
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
        None => passphrase::prompt_new_passphrase(Some(&worker))?,
    };
    let policies = configuration::policies_for_home(&home)?;
    Store::create(home, &passphrase, worker, HomeKind::Real, context.clock(), policies)?;
    Ok(passphrase)
}

/// Returns the argument's value, or asks for it on the terminal until the answer can be used.
fn argument_or_answer<T, E: std::fmt::Display>(
    value: Option<T>,
    question: &str,
    argument: &str,
    understand: impl Fn(&str) -> Result<T, E>,
) -> anyhow::Result<T> {
    if let Some(value) = value {
        return Ok(value);
    }
    ensure!(prompt::can_ask(), "{argument} is missing, and there is no terminal to ask on. Add it to the command.");
    prompt::ask_until(&format!("{question}:"), understand)
}

fn not_empty(typed: &str, what: &'static str) -> Result<String, EmptyAnswer> {
    if typed.is_empty() { Err(EmptyAnswer(what)) } else { Ok(typed.to_owned()) }
}

/// Returns the question for the role: the titles with their numbers, because nobody knows the ids by heart.
fn role_question() -> String {
    let roles = Role::with_work().enumerate().map(|(at, role)| format!("{:>4}  {}\n", at + 1, role.title()));
    format!("Role:\n{}Number or title (Enter: {})", roles.collect::<String>(), Role::EC.title())
}

/// Returns the role whose number in the question, title or id was typed; the EC for an empty answer.
fn find_role(typed: &str) -> Result<Role, UnknownRole> {
    if typed.is_empty() {
        return Ok(Role::EC);
    }
    let at_number = || Role::with_work().nth(typed.parse::<usize>().ok()?.checked_sub(1)?);
    let by_title = || Role::with_work().find(|role| role.title().to_lowercase() == typed.to_lowercase());
    at_number()
        .or_else(by_title)
        .map_or_else(|| typed.parse().map_err(|_no_id| UnknownRole::Title(typed.to_owned())), Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_found_by_its_number_title_or_id_and_enter_is_the_ec() {
        let second = Role::with_work().nth(1).unwrap();
        for (typed, role) in [("", Role::EC), ("1", Role::EC), ("2", second), ("ec supervisor", Role::SUPERVISOR)] {
            assert_eq!(find_role(typed).unwrap(), role, "{typed}");
        }
        assert_eq!(find_role("social_worker").unwrap(), Role::SOCIAL_WORKER);
        assert!(find_role("0").is_err() && find_role("99").is_err());
        assert!(!find_role("boss").unwrap_err().to_string().contains('_') && !role_question().contains('_'));
    }
}
