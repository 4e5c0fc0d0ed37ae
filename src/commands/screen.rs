//! `caseload` without a command: the screen.

use std::process::ExitCode;

use secrecy::SecretString;

use super::context::CliContext;
use super::demo;
use crate::store::office_files;
use crate::store::{Home, Settings};
use crate::tui::{self, ScreenOptions};

pub(super) fn run(context: &CliContext) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    home.ensure_complete()?;
    // Once locked, the screen is opened by somebody who is there.
    let passphrase = if context.lock_args().locked { None } else { context.passphrase_from_file()? };
    open_screen(context, &home, passphrase)
}

/// Opens the screen on a home; without a passphrase it asks for it there.
pub(super) fn open_screen(
    context: &CliContext,
    home: &Home,
    passphrase: Option<SecretString>,
) -> anyhow::Result<ExitCode> {
    let settings = Settings::for_home(home)?;
    let opening = ScreenOptions {
        home: home.folder().to_owned(),
        passphrase,
        clock: context.clock(),
        policies: CliContext::policies_for_home(home)?,
        as_of: None,
        catalog: office_files::load_catalog(&home.catalog_folder())?,
        lock_after: settings.lock_after(),
        banner: if context.lock_args().practice { Some(demo::practice_banner()) } else { settings.banner.clone() },
        stopped: context.lock_args().stopped,
        settings,
    };
    Ok(tui::run_screen(opening)?)
}
