//! `caseload` without a command: the screen.

use std::process::ExitCode;

use secrecy::SecretString;

use super::context::Context;
use super::demo;
use crate::exchange::own;
use crate::store::{Home, Settings};
use crate::tui::{self, Opening};

pub(super) fn run(context: &Context) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    home.must_be_whole()?;
    // Once locked, the screen is opened by somebody who is there.
    let passphrase = if context.lock().locked { None } else { context.given_passphrase()? };
    open(context, &home, passphrase)
}

/// Opens the screen on a home; without a passphrase it asks for it there.
pub(super) fn open(context: &Context, home: &Home, passphrase: Option<SecretString>) -> anyhow::Result<ExitCode> {
    let settings = Settings::of(home)?;
    let opening = Opening {
        home: home.folder().to_owned(),
        passphrase,
        clock: context.clock(),
        policies: Context::policies(home)?,
        as_of: None,
        catalogue: own::catalogue(&home.catalogue())?,
        lock_after: settings.lock_after(),
        banner: if context.lock().practice { Some(demo::hint()) } else { settings.banner.clone() },
        stopped: context.lock().stopped,
        settings,
    };
    Ok(tui::run(opening)?)
}
