//! `caseload` without a command: the screen.

use std::process::ExitCode;

use secrecy::SecretString;

use super::context::Context;
use crate::exchange::own;
use crate::store::{Home, Settings};
use crate::tui::{self, Opening};

pub(super) fn run(context: &Context) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    home.must_be_whole()?;
    let passphrase = context.given_passphrase()?;
    open(context, &home, passphrase)
}

/// Opens the screen on a home; without a passphrase it asks for it there.
pub(super) fn open(context: &Context, home: &Home, passphrase: Option<SecretString>) -> anyhow::Result<ExitCode> {
    let opening = Opening {
        home: home.folder().to_owned(),
        passphrase,
        clock: context.clock(),
        policies: Context::policies(home)?,
        as_of: None,
        catalogue: own::catalogue(&home.catalogue())?,
        settings: Settings::of(home)?,
    };
    Ok(tui::run(opening)?)
}
