//! The screen: a caseload worked with the keyboard alone.
//!
//! [`update`] is the only place where its state ([`model`]) changes, and it does no input or output; [`view`] draws
//! the state and changes nothing; [`runtime`] has the threads. Keys act through the table in [`command`] only.

mod clipboard;
mod clock;
pub mod command;
pub mod jobs;
pub mod keymap;
pub mod layout;
pub mod model;
pub mod overlays;
pub mod panes;
pub mod proof;
pub mod runtime;
pub mod signals;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod update;
pub mod view;
pub mod widgets;
mod words;
pub mod workspace;

#[cfg(test)]
mod tests;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use chrono::NaiveDate;
use ratatui::layout::Size;
use secrecy::SecretString;

use crate::policy::Policies;
use crate::policy::catalogue::Catalogue;
use crate::store::{Clock, Settings};
use jobs::StoreKeeper;
use model::{Leaving, Model};
use theme::ThemeName;

/// What the screen is opened with.
pub struct Opening {
    /// The home's folder.
    pub home: PathBuf,
    /// The passphrase, where it was given already; else it is asked for on the screen.
    pub passphrase: Option<SecretString>,
    /// The clock.
    pub clock: Clock,
    /// The policy.
    pub policies: Arc<Policies>,
    /// The day that the lists are for; nothing for today.
    pub as_of: Option<NaiveDate>,
    /// What the pickers offer.
    pub catalogue: Catalogue,
    /// What the office sets.
    pub settings: Settings,
}

/// Why the screen could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// There is no terminal, or it cannot be used.
    #[error("The screen needs a terminal: {0}. Every list is also a command: caseload list today")]
    Terminal(#[from] io::Error),
}

/// What a process that a signal ended answers, as shells count it.
const SIGNAL_BASE: i32 = 128;

/// Runs the screen until the worker leaves it. A sentence about why the home cannot be used goes to standard error
/// after the terminal is given back.
///
/// # Errors
/// When there is no terminal.
pub fn run(opening: Opening) -> Result<ExitCode, TuiError> {
    terminal::install_panic_hook();
    let (width, height) = crossterm::terminal::size()?;
    let variable = |name: &str| std::env::var(name).ok();
    let theme = ThemeName::from_environment(variable("NO_COLOR").as_deref(), variable("COLORFGBG").as_deref());
    let home = opening.home.display().to_string();
    let mut model = Model::new(Size::new(width, height), theme, opening.catalogue, home, Instant::now());
    let keeper = StoreKeeper::new(opening.home, opening.clock, opening.policies, opening.as_of)
        .posting_as(opening.settings.posting.clone());
    model.settings = opening.settings;
    let leaving = runtime::run(model, keeper, opening.passphrase)?;
    Ok(exit_code(&leaving))
}

fn exit_code(leaving: &Leaving) -> ExitCode {
    match leaving {
        Leaving::Quit => ExitCode::SUCCESS,
        Leaving::Panicked => ExitCode::from(terminal::EXIT_AFTER_PANIC),
        Leaving::Signal(signal) => u8::try_from(SIGNAL_BASE + signal).map_or(ExitCode::FAILURE, ExitCode::from),
        Leaving::Unusable { sentence, exit_code } => {
            eprintln!("caseload: {sentence}");
            ExitCode::from(*exit_code)
        }
    }
}
