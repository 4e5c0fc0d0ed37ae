//! `caseload` without a command: the screen.

use std::process::ExitCode;

use secrecy::SecretString;

use super::context::Context;
use crate::store::Home;

pub(super) fn run(context: &Context) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    home.must_be_whole()?;
    let passphrase = context.given_passphrase()?;
    open(context, home, passphrase)
}

/// Opens the screen on a home; without a passphrase it asks for it there.
pub(super) fn open(_context: &Context, _home: Home, _passphrase: Option<SecretString>) -> anyhow::Result<ExitCode> {
    anyhow::bail!("the screen is not there yet")
}
