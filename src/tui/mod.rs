//! The screen, on which a caseload is worked with the keyboard alone.
//!
//! [`update`] is the only place where its state ([`model`]) changes, and it does no input or output; [`view`] draws
//! the state and changes nothing; [`runtime`] has the threads. Keys act through the table in [`command`] only.

pub mod command;
mod environment;
mod frame_bytes;
mod frame_scroll;
pub mod keymap;
pub mod layout;
pub mod list_columns;
pub mod lock;
pub mod model;
pub mod mouse;
pub mod overlays;
pub mod panes;
pub mod runtime;
pub mod saved_views;
mod screen;
pub mod screen_context;
pub mod side_effect;
pub mod spellcheck;
pub mod state;
pub mod store_thread;
mod terminal_reply;
pub mod text;
pub mod theme;
mod tour_strip;
pub mod unlock_form;
mod update;
pub mod view;
pub mod widgets;
mod wording;

#[cfg(test)]
mod tests;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use ratatui::layout::Size;
use secrecy::SecretString;

use crate::domain::sanitize;
use crate::platform;
use crate::policy::Policies;
use crate::policy::catalog::Catalog;
use crate::store::{Settings, WallClock};
use keymap::{KeyProblem, Keymap};
pub use list_columns::column_problems;
use model::Model;
use saved_views::ViewProblem;
use side_effect::ExitReason;
use state::tour::TourOffer;
use store_thread::StoreKeeper;
use strum::VariantArray as _;
use theme::ThemeName;

/// The options with which the screen is opened.
pub struct ScreenOptions {
    /// The home's folder.
    pub home: PathBuf,
    /// The passphrase if it was given already; `None` if the screen asks for it.
    pub passphrase: Option<SecretString>,
    /// The clock.
    pub clock: WallClock,
    /// The policy.
    pub policies: Arc<Policies>,
    /// The as-of day of the lists; `None` for today.
    pub as_of: Option<NaiveDate>,
    /// The catalog that the pickers offer.
    pub catalog: Catalog,
    /// The settings of the office.
    pub settings: Settings,
    /// The banner that the office shows before the passphrase.
    pub banner: Option<String>,
    /// What is wrong with the configuration files, each in a sentence that is shown once the home is open.
    pub configuration_notes: Vec<String>,
    /// The time without a key after which the screen is locked.
    pub lock_after: Duration,
    /// Whether the process stops before it takes the terminal, because the shell had asked the previous process to
    /// stop.
    pub stopped: bool,
}

/// Why the screen could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// There is no terminal, or it cannot be used.
    #[error("The screen needs a terminal: {}. Every list is also a command: caseload list today", platform::io_reason(.0))]
    Terminal(#[from] io::Error),
    /// The terminal says that it cannot draw.
    #[error(
        "This terminal says that it cannot draw a screen (TERM=dumb). Start caseload in another terminal, or use the \
         commands: caseload list today"
    )]
    Dumb,
    /// The screen was to be locked, and the process could not be replaced by a locked one.
    #[error(
        "The screen is locked, and the program had to end ({}). {} Start it again.",
        platform::io_reason(error),
        lock::loss_sentence(unsaved)
    )]
    Locked {
        /// Why no other process took its place.
        error: io::Error,
        /// The cases whose text could not be saved; empty for none.
        unsaved: String,
    },
}

/// Returns whether the screen has a theme of this name.
pub fn is_theme(name: &str) -> bool {
    name.parse::<ThemeName>().is_ok()
}

/// Returns the names of the themes.
pub fn theme_ids() -> Vec<&'static str> {
    ThemeName::VARIANTS.iter().map(|name| name.id()).collect()
}

/// Returns what is wrong with the keys of the worker's own that settings name.
pub fn key_problems(settings: &Settings) -> Vec<KeyProblem> {
    Keymap::default_keys().with_own_keys(&settings.keys).1
}

/// Returns what is wrong with the saved views of the settings.
pub fn view_problems(settings: &Settings) -> Vec<ViewProblem> {
    saved_views::view_problems(&settings.views, &Keymap::default_keys().with_own_keys(&settings.keys).0)
}

/// Returns whether spelling can be checked as the settings say: the machine has the dictionary, or the check is off.
pub fn has_dictionary(name: &str) -> bool {
    spellcheck::has_dictionary(name)
}

/// Runs the screen until the worker leaves it. A sentence about why the home cannot be used goes to standard error
/// after the terminal is given back.
///
/// # Errors
/// Fails if there is no terminal.
pub fn run_screen(opening: ScreenOptions) -> Result<ExitCode, TuiError> {
    if opening.stopped {
        platform::stop_process();
    }
    platform::install_panic_hook(spellcheck::SPELLCHECK_THREAD);
    let variable = |name: &str| std::env::var(name).ok();
    if environment::is_dumb(variable("TERM").as_deref()) {
        return Err(TuiError::Dumb);
    }
    let (width, height) = crossterm::terminal::size()?;
    let theme = ThemeName::from_environment(variable("NO_COLOR").as_deref(), variable("COLORFGBG").as_deref());
    let theme = theme.or_setting(opening.settings.theme.as_deref());
    let home = opening.home.display().to_string();
    let mut model = Model::new(Size::new(width, height), theme, opening.catalog, home, Instant::now());
    model.banner = opening.banner;
    model.unsaved_cases = lock::unsaved_cases();
    model.configuration_notes = opening.configuration_notes;
    model.configuration_notes.extend(environment::describe_locale(variable));
    model.tour_offer = TourOffer::AtFirstStart;
    let keeper = StoreKeeper::new(opening.home.clone(), opening.clock, opening.policies, opening.as_of)
        .with_posting_template(opening.settings.posting.clone());
    model.settings = Settings { theme: opening.settings.theme.clone(), ..Settings::default() };
    // The terminal is taken with the mouse, and dates are written, as the settings say.
    let _already_so = model.use_settings(opening.settings);
    model.lock_after = opening.lock_after;
    let (leaving, screen, unsaved) = runtime::run_event_loop(model, keeper, opening.passphrase)?;
    if let ExitReason::Locked { stopped, practice } = leaving {
        let error = lock::replace_process(&opening.home, screen, stopped, practice, &unsaved);
        return Err(TuiError::Locked { error, unsaved });
    }
    drop(screen);
    Ok(exit_code(leaving))
}

fn exit_code(leaving: ExitReason) -> ExitCode {
    match leaving {
        ExitReason::Quit { message } => {
            if let Some(message) = message {
                println!("{}", sanitize::sanitize_lines(&message));
            }
            ExitCode::SUCCESS
        }
        ExitReason::Immediately => ExitCode::SUCCESS,
        ExitReason::Panicked => ExitCode::from(platform::EXIT_AFTER_PANIC),
        ExitReason::Signal(signal) => ExitCode::from(platform::exit_code_after_signal(signal)),
        // Unreachable in practice: the process has been replaced before.
        ExitReason::Locked { .. } => ExitCode::FAILURE,
        ExitReason::Unusable { sentence, exit_code } => {
            eprintln!("caseload: {}", sanitize::sanitize_lines(&sentence));
            ExitCode::from(exit_code)
        }
    }
}
