//! `caseload demo`: opens a practice caseload of invented people without asking anything.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{bail, ensure};
use chrono::{Days, NaiveDate};
use secrecy::SecretString;

use super::configuration;
use super::context::CliContext;
use super::output::{self, json_object};
use super::{cli, filtered, screen};
use crate::demo;
use crate::domain::dates::days_between;
use crate::domain::role::Role;
use crate::domain::worker::Worker;
use crate::platform;
use crate::policy::Policies;
use crate::store::{Home, HomeKind, Store, WallClock};

/// The passphrase of every practice home. It guards nothing: the people in it are invented.
const PASSPHRASE: &str = "practice";
/// The number of the worker in every practice home.
const WORKER: &str = "V1P1";

/// The roles for which there is a practice caseload.
const PRACTICE_ROLES: [Role; 3] = [Role::EC, Role::SUPERVISOR, Role::CLERK];

pub(super) fn run(context: &CliContext, args: &cli::DemoArgs) -> anyhow::Result<ExitCode> {
    ensure!(
        PRACTICE_ROLES.contains(&args.role) || args.county.is_some(),
        "There is no practice caseload for {}. Those that there are: {}. The roles of work with partners have one with \
         --county san_francisco or --county santa_clara.",
        args.role.with_article(),
        PRACTICE_ROLES.map(Role::id).join(", ")
    );
    let home = context.practice_home(args.role, args.county.as_deref())?;
    let folder = home.folder().to_owned();
    if home.exists() {
        ensure_practice_home(home, args)?;
    } else {
        create_practice_home(context, home, args)?;
        // What was typed while nothing could be seen was meant for nothing on the screen that comes now.
        platform::drop_typed_ahead();
    }
    let home = Home::new(folder);
    if !args.no_open {
        let clock = CliContext::clock_for(&home);
        return screen::open_screen_at(context, clock, &home, Some(practice_passphrase()), None);
    }
    let folder = home.folder().display().to_string();
    if context.wants_json() {
        return output::print_json(&json_object([("home", folder.into()), ("passphrase", PASSPHRASE.into())]));
    }
    output::print_line(&format!("A practice caseload is in {folder} (passphrase: {PASSPHRASE})."))
}

fn practice_passphrase() -> SecretString {
    SecretString::from(PASSPHRASE.to_owned())
}

/// Returns the banner of a practice home's locked screen.
pub(super) fn practice_banner() -> String {
    format!("Practice. The people in it are invented; the passphrase is: {PASSPHRASE}")
}

/// Refuses a home with real cases, so that it is never opened as practice, and one in which another role practices.
fn ensure_practice_home(home: Home, args: &cli::DemoArgs) -> anyhow::Result<()> {
    let folder = home.folder().to_owned();
    let policies = configuration::policies_for_home(&home)?;
    let clock = CliContext::clock_for(&home);
    let store = Store::open(home, &practice_passphrase(), clock, policies);
    let practice = store.ok().filter(Store::is_practice);
    let folder = folder.display();
    let Some(store) = practice else {
        bail!("{folder} holds no practice caseload. Name another folder with --home DIR.");
    };
    let role = store.worker().role;
    ensure!(
        role == args.role,
        "{folder} holds the practice caseload of another role: {}. Name another folder with --home DIR.",
        role.title()
    );
    Ok(())
}

fn create_practice_home(context: &CliContext, home: Home, args: &cli::DemoArgs) -> anyhow::Result<()> {
    ensure!(args.cases > 0, "A practice caseload needs at least one case.");
    let as_of = context.typed_day_or_today(args.as_of.as_deref())?;
    say_that_it_takes_a_moment();
    let has_desk = !args.role.desk_sections().is_empty() && args.county.is_none();
    // The cases of a desk are those of the unit's ECs, and a supervisor may record on each of them.
    let role = if has_desk { Role::SUPERVISOR } else { Role::EC };
    let worker = Worker { number: WORKER.parse()?, name: "P. Practice".into(), role, office: "Eastmont".into() };
    let mut practice = demo::generate_caseload(args.cases, args.seed, as_of, &worker.number);
    if has_desk {
        demo::divide_among_ecs(&mut practice);
    }
    let clock = WallClock::for_day(creation_day(&practice, as_of), args.seed);
    let policies = match &args.county {
        Some(county) => Arc::new(Policies::with_overlay(county)?),
        None => configuration::policies_for_home(&home)?,
    };
    let settings = home.settings_path();
    // If that is interrupted, the next start makes the home anew: half a practice caseload would look like a whole one.
    let (passphrase, kind) = (practice_passphrase(), HomeKind::Practice);
    Store::create_filled(home, &passphrase, worker, kind, (clock, policies), |store| {
        demo::fill_home(store, practice, args.seed, as_of)?;
        if let Some(county) = &args.county {
            return demo::fill_partner_work(store, county, args.role, as_of);
        }
        if has_desk { demo::fill_desk(store, args.role, args.seed, as_of) } else { Ok(()) }
    })?;
    let mut text = args.county.as_ref().map_or_else(String::new, |county| format!("county = \"{county}\"\n"));
    let days = days_between(context.today(), as_of);
    if days != 0 {
        text += "# The practice home's date is this many days from today.\n";
        text.extend(["practice_day_offset = ", &days.to_string(), "\n"]);
    }
    if !text.is_empty() {
        platform::write_private_file(&settings, platform::IfExists::Refuse, text.as_bytes())?;
    }
    Ok(())
}

/// Says at once on a terminal what is being made, because for some seconds nothing else is seen.
fn say_that_it_takes_a_moment() {
    if io::stderr().is_terminal() {
        // If standard error is closed, nobody waits for it.
        let _ = writeln!(filtered::text_errors(), "Making the practice caseload…");
    }
}

/// Returns the day on which the practice home is created: the day before its first comment.
fn creation_day(practice: &demo::PracticeCaseload, as_of: NaiveDate) -> NaiveDate {
    let first = practice.comments.first().map_or(as_of, |comment| comment.on);
    first.checked_sub_days(Days::new(1)).unwrap_or(first)
}
