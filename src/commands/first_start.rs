//! The first start: on a terminal without a home, `caseload` offers to make one.

use std::process::ExitCode;

use clap::Parser as _;

use super::cli::{Cli, CliCommand, NewArgs};
use super::context::CliContext;
use super::{demo, new, output, prompt, screen};
use crate::store::{Home, StoreError};

/// Opens the screen; where there is no home yet, after offering to make one.
pub(super) fn run(context: &CliContext) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    if let Err(StoreError::NoHome(_)) = home.ensure_complete()
        && let Some(code) = offer_home(context, &home)?
    {
        return Ok(code);
    }
    screen::run(context, demo::practice_banner())
}

/// Asks what to begin with, and makes it. Returns the end of the program; `None` if the screen opens on a new home.
///
/// # Errors
/// Fails with [`StoreError::NoHome`] if nobody can be asked or nothing was chosen, or if the home cannot be made.
fn offer_home(context: &CliContext, home: &Home) -> anyhow::Result<Option<ExitCode>> {
    let none = || StoreError::NoHome(home.folder().to_owned());
    if !prompt::can_ask() || context.wants_json() || context.lock_args().locked {
        return Err(none().into());
    }
    output::print_line(&format!("There is no caseload in {} yet.", home.folder().display()))?;
    output::print_line("  1  Create one: asks for your worker number, name, role, office and a passphrase")?;
    output::print_line("  2  Look around first: a practice caseload of invented people")?;
    match prompt::ask_line("1 or 2 (Enter leaves):")?.as_str() {
        "1" => {
            let unanswered = NewArgs { worker: None, name: None, role: None, office: None };
            new::run(context, unanswered)?;
            Ok(None)
        }
        "2" => {
            let Some(CliCommand::Demo(args)) = Cli::try_parse_from(["caseload", "demo"])?.command else {
                return Err(none().into());
            };
            demo::run(context, &args).map(Some)
        }
        _ => Err(none().into()),
    }
}
