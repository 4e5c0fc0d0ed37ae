//! `caseload demo`: a practice caseload of invented people, opened without asking anything.

use std::process::ExitCode;

use anyhow::ensure;
use secrecy::SecretString;

use super::context::Context;
use super::output::{self, object};
use super::{cli, screen};
use crate::demo;
use crate::domain::worker::{Role, Worker};
use crate::store::{Home, Store};

/// The passphrase of every practice home. It guards nothing: the people in it are invented.
const PASSPHRASE: &str = "practice";
const WORKER: &str = "V1P1";

pub(super) fn run(context: &Context, args: &cli::Demo) -> anyhow::Result<ExitCode> {
    let home = context.practice_home()?;
    let folder = home.folder().to_owned();
    if home.exists() {
        must_be_practice(context, home)?;
    } else {
        make(context, home, args)?;
    }
    if !args.no_open {
        return screen::open(context, &Home::at(folder), Some(passphrase()));
    }
    let folder = folder.display().to_string();
    if context.json() {
        return output::json(&object([("home", folder.into()), ("passphrase", PASSPHRASE.into())]));
    }
    output::line(&format!("A practice caseload is in {folder} (passphrase: {PASSPHRASE})."))
}

fn passphrase() -> SecretString {
    SecretString::from(PASSPHRASE.to_owned())
}

/// What the locked screen of a practice home says.
pub(super) fn hint() -> String {
    format!("Practice. The people in it are invented; the passphrase is: {PASSPHRASE}")
}

/// A home with real cases is never opened as practice.
fn must_be_practice(context: &Context, home: Home) -> anyhow::Result<()> {
    let folder = home.folder().to_owned();
    let policies = Context::policies(&home)?;
    let store = Store::open(home, &passphrase(), context.clock(), policies);
    let practice = store.is_ok_and(|store| store.is_practice());
    ensure!(practice, "{} holds no practice caseload. Name another folder with --home DIR.", folder.display());
    Ok(())
}

fn make(context: &Context, home: Home, args: &cli::Demo) -> anyhow::Result<()> {
    ensure!(args.cases > 0, "A practice caseload has at least one case.");
    let as_of = args.as_of.unwrap_or_else(|| context.today());
    let worker =
        Worker { number: WORKER.parse()?, name: "P. Practice".into(), role: Role::Ec, office: "Eastmont".into() };
    let practice = demo::generate(args.cases, args.seed, as_of, &worker.number)?;
    let clock = crate::store::Clock::standing(first_day(&practice, as_of), args.seed);
    let policies = Context::policies(&home)?;
    let mut store = Store::create(home, &passphrase(), worker, true, clock, policies)?;
    demo::fill(&mut store, practice, args.seed, as_of)?;
    Ok(())
}

/// The day on which the practice home is made: before its first comment.
fn first_day(practice: &demo::Practice, as_of: chrono::NaiveDate) -> chrono::NaiveDate {
    let first = practice.comments.first().map_or(as_of, |comment| comment.on);
    first.checked_sub_days(chrono::Days::new(1)).unwrap_or(first)
}
