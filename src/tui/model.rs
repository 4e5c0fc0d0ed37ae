//! The state of the screen. It changes in `update` only, and does no input or output.

use std::time::{Duration, Instant};

use ratatui::layout::Size;

use super::command::{KeyContext, Pane};
use super::keymap::{Key, Keymap};
use super::screen_context::ScreenContext;
use super::state::autosave::AutosaveTimer;
use super::state::workspace::Workspace;
use super::store_thread::RequestId;
use super::theme::{Theme, ThemeName};
use super::unlock_form::UnlockForm;
use crate::policy::catalog::Catalog;
use crate::store::Settings;

/// The state of the screen.
pub struct Model {
    /// The size of the terminal.
    pub size: Size,
    /// The theme.
    pub theme: Theme,
    /// The bindings of keys.
    pub keymap: Keymap,
    /// The catalog of purposes, forms and documents that pickers offer.
    pub catalog: Catalog,
    /// The folder of the home, as the unlock screen shows it.
    pub home: String,
    /// The settings of the office.
    pub settings: Settings,
    /// Whether the screen is locked, and what is on it.
    pub stage: LockState,
    /// Whether the next frame writes every cell again.
    pub redraw: bool,
    /// The request whose reply the keyboard waits for: the home is being opened, or a comment, an amendment, an act, a
    /// step of a walk or a corrected row is on its way into the record.
    pub in_flight: Option<RequestId>,
    /// The number of the last request that the keyboard waited for.
    pub(super) last_request: RequestId,
    /// The keys of a sequence that is not complete.
    pub(super) pressed_keys: Vec<Key>,
    /// What was typed while a request was in flight.
    pub(super) waiting_input: Vec<WaitingInput>,
    /// Whether the spelling checker has no dictionary and the worker has not been notified yet.
    pub(super) lacks_dictionary: bool,
    /// The moment at which the civil day ends; `None` once the store has been notified.
    pub(super) day_ends: Option<Instant>,
    /// Whether the worker quits as soon as the backup is made.
    pub(super) is_quitting: bool,
    /// What the office wants read before the passphrase is given.
    pub banner: Option<String>,
    /// How long nobody may press a key before the screen is locked.
    pub lock_after: Duration,
    /// When the session is saved next.
    pub(super) session_autosave: AutosaveTimer,
    /// The session as the store knows it.
    pub(super) saved_session: Option<String>,
    /// The moment at which the last message came.
    pub(super) now: Instant,
    /// The moment of the last sign that somebody is there.
    pub(super) last_key: Instant,
}

/// Whether the screen is locked, and what is on it.
pub enum LockState {
    /// The passphrase is asked for.
    Locked(UnlockForm),
    /// The caseload is on the screen.
    Open(Box<Workspace>),
}

/// What was typed while a request was in flight.
#[derive(Debug, Clone)]
pub(super) enum WaitingInput {
    /// A key that was pressed.
    Key(Key),
    /// A text that was pasted.
    Paste(String),
}

impl Model {
    /// Creates the screen: locked, with nothing typed.
    pub fn new(size: Size, theme: ThemeName, catalog: Catalog, home: String, now: Instant) -> Self {
        Self {
            size,
            theme: Theme::from_name(theme),
            keymap: Keymap::default_keys().clone(),
            catalog,
            home,
            settings: Settings::default(),
            stage: LockState::Locked(UnlockForm::default()),
            redraw: false,
            in_flight: None,
            last_request: RequestId::default(),
            pressed_keys: Vec::new(),
            waiting_input: Vec::new(),
            lacks_dictionary: false,
            day_ends: None,
            is_quitting: false,
            banner: None,
            lock_after: Settings::default().lock_after(),
            session_autosave: AutosaveTimer::default(),
            saved_session: None,
            now,
            last_key: now,
        }
    }

    /// Returns the open caseload; `None` while the screen is locked.
    pub fn workspace(&self) -> Option<&Workspace> {
        match &self.stage {
            LockState::Open(open) => Some(open),
            LockState::Locked(_) => None,
        }
    }

    /// Returns the open caseload, to change it; `None` while the screen is locked.
    pub fn workspace_mut(&mut self) -> Option<&mut Workspace> {
        self.open_parts().map(|(open, _)| open)
    }

    /// Returns the open caseload, to change it, with the screen around it; `None` while the screen is locked.
    pub(super) fn open_parts(&mut self) -> Option<(&mut Workspace, ScreenContext<'_>)> {
        let Self { stage: LockState::Open(open), size, theme, keymap, catalog, settings, now, .. } = self else {
            return None;
        };
        Some((open, ScreenContext { size: *size, theme, keymap, catalog, settings, now: *now }))
    }

    /// Returns the pane that is shown; `None` while the screen is locked.
    pub fn current_pane(&self) -> Option<Pane> {
        self.workspace().map(|open| open.pane)
    }

    /// Returns what the keys act on.
    pub fn key_context(&self) -> KeyContext {
        self.workspace().map_or(KeyContext::Locked, Workspace::key_context)
    }

    /// Returns when something is to be done without a key: a draft to be saved, the day to be turned, the screen to be
    /// locked, a second of waiting to be counted.
    pub fn next_deadline(&self) -> Option<Instant> {
        match &self.stage {
            LockState::Locked(unlock) => unlock.next_second(self.now),
            LockState::Open(open) => {
                let lock_at = Some(self.last_key + self.lock_after);
                [open.save_at(), self.session_save_time(), self.day_ends, lock_at].into_iter().flatten().min()
            }
        }
    }

    /// Returns when the session is to be saved, if it changed: sooner if something is typed that is saved with it.
    pub(super) fn session_save_time(&self) -> Option<Instant> {
        let is_typing = self.workspace().is_some_and(|open| open.overlay.pending_input().is_some());
        if is_typing { self.session_autosave.save_at() } else { self.session_autosave.session_save_at() }
    }
}
