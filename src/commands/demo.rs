//! `caseload demo`: a practice caseload of invented people, opened without asking anything.

use std::process::ExitCode;

use super::cli;
use super::context::Context;

pub(super) fn run(_context: &Context, _args: &cli::Demo) -> anyhow::Result<ExitCode> {
    anyhow::bail!("the practice caseload is not there yet")
}
