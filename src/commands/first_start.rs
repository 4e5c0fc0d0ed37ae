//! The first start: on a terminal without a home, `caseload` offers to make one.

use std::process::ExitCode;

use clap::Parser as _;

use super::cli::{Cli, CliCommand, NewArgs};
use super::context::CliContext;
use super::{demo, new, output, prompt, screen};
use crate::platform;
use crate::store::{Home, StoreError};

/// Opens the screen; where there is no home yet, after offering to make one.
pub(super) fn run(context: &CliContext) -> anyhow::Result<ExitCode> {
    let home = context.home()?;
    if let Err(StoreError::NoHome(_)) = home.ensure_complete() {
        return offer_home(context, &home);
    }
    screen::run(context, demo::practice_banner())
}

/// What a worker begins with.
enum Beginning {
    NewHome,
    Practice,
    Nothing,
}

/// Asks what to begin with, makes it and opens the screen on it.
///
/// # Errors
/// Fails with [`StoreError::NoHome`] if nobody can be asked or nothing was chosen, or if the home cannot be made.
fn offer_home(context: &CliContext, home: &Home) -> anyhow::Result<ExitCode> {
    let none = || StoreError::NoHome(home.folder().to_owned());
    if !prompt::can_ask() || context.wants_json() || context.lock_args().locked {
        return Err(none().into());
    }
    output::print_line(&format!("There is no caseload in {} yet.", home.folder().display()))?;
    output::print_line("  1  Create one: asks for your worker number, name, role, office and a passphrase")?;
    output::print_line("  2  Look around first: a practice caseload of invented people")?;
    let beginning = prompt::ask_until("1 or 2 (Enter leaves):", |typed| match typed {
        "1" => Ok(Beginning::NewHome),
        "2" => Ok(Beginning::Practice),
        "" => Ok(Beginning::Nothing),
        _ => Err("Type 1 or 2, or Enter alone."),
    })?;
    match beginning {
        Beginning::NewHome => {
            let unanswered = NewArgs { worker: None, name: None, role: None, office: None };
            let passphrase = new::create_home(context, unanswered)?;
            // What was typed ahead, while nothing asked for it, was meant for nothing on the screen that comes now.
            platform::drop_typed_ahead();
            screen::open_screen(context, home, Some(passphrase), None)
        }
        Beginning::Practice => {
            let Some(CliCommand::Demo(args)) = Cli::try_parse_from(["caseload", "demo"])?.command else {
                return Err(none().into());
            };
            demo::run(context, &args)
        }
        Beginning::Nothing => Err(none().into()),
    }
}
