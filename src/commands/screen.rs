//! `caseload` without a command: the screen.

use std::process::ExitCode;

use super::context::Context;

pub(super) fn run(_context: &Context) -> anyhow::Result<ExitCode> {
    anyhow::bail!("the screen is not there yet")
}
