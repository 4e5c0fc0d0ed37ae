//! Faults of the world outside: processes that are killed, disks that fill, files that change. `docs/faults.md` lists
//! them with what the worker sees.

mod files;
mod kill;
mod listed;
mod places;
mod salvage;

use std::sync::Arc;

use caseload::policy::Policies;
use caseload::store::{Credential, Home, Store, StoreError, WallClock};
use secrecy::SecretString;

use crate::support::{PASSPHRASE, TestHome};

/// Opens the desk's home as the binary does.
fn open(home: &TestHome) -> Result<Store, StoreError> {
    Store::open_with_credential(Home::new(home.home_path()), &opener(), clock(), policies())
}

fn opener() -> Credential {
    Credential::Passphrase(SecretString::from(PASSPHRASE.to_owned()))
}

fn clock() -> WallClock {
    WallClock::for_day("2026-11-19".parse().unwrap(), 7)
}

fn policies() -> Arc<Policies> {
    Arc::new(Policies::builtin().clone())
}

const CASE: &str = "0052445";

/// The arguments that file a comment.
fn file<'a>(id: &'a str, results: &'a str) -> Vec<&'a str> {
    let mut args = vec!["comment", "file", "--case", CASE, "--type", "telephone", "--purpose", "Monthly contact"];
    args.extend(["--results", results, "--no-forms", "--no-documents", "--id", id]);
    args
}
