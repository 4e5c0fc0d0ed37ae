//! `caseload` without a command: opens the screen.

use std::process::ExitCode;

use secrecy::SecretString;

use super::configuration::configuration_to_judge_by;
use super::context::CliContext;
use super::office_file_check::office_file_problems;
use super::settings_check;
use crate::store::office_files;
use crate::store::{Home, WallClock};
use crate::tui::{self, ScreenOptions};

/// Opens the screen on the home. A practice home that is locked shows `practice_banner`.
pub(super) fn run(context: &CliContext, practice_banner: String) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    home.ensure_complete()?;
    let lock = context.lock_args();
    // A locked screen must be unlocked by somebody in front of it, never by a passphrase file.
    let passphrase = if lock.locked { None } else { context.passphrase_from_file()? };
    open_screen(context, &home, passphrase, lock.practice.then_some(practice_banner))
}

/// Opens the screen on a home. If `passphrase` is `None`, the screen asks for it. If `banner` is `None`, the screen
/// shows the one in the settings.
pub(super) fn open_screen(
    context: &CliContext,
    home: &Home,
    passphrase: Option<SecretString>,
    banner: Option<String>,
) -> anyhow::Result<ExitCode> {
    open_screen_at(context, context.clock(), home, passphrase, banner)
}

/// Opens the screen on a home, with a clock of its own.
pub(super) fn open_screen_at(
    context: &CliContext,
    clock: WallClock,
    home: &Home,
    passphrase: Option<SecretString>,
    banner: Option<String>,
) -> anyhow::Result<ExitCode> {
    let (settings, policies) = configuration_to_judge_by(home)?;
    settings.written_dates().set_for_process();
    // What is wrong with a catalog is among the problems of the files.
    let (catalog, _flawed) = office_files::load_catalog_leniently(&home.all_catalog_folders());
    let problems = settings_check::settings_problems(home, &settings).into_iter().chain(office_file_problems(home));
    let configuration_notes = problems.map(|problem| problem.sentence()).collect();
    let options = ScreenOptions {
        home: home.folder().to_owned(),
        passphrase,
        clock,
        policies,
        as_of: None,
        catalog,
        configuration_notes,
        lock_after: settings.lock_after(),
        banner: banner.or_else(|| settings.banner.clone()),
        stopped: context.lock_args().stopped,
        settings,
    };
    Ok(tui::run_screen(options)?)
}
