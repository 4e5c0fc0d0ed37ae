//! The state of the screen. It changes in `update` only, and does no input or output.

use std::time::{Duration, Instant};

use ratatui::layout::{Position, Size};

use super::command::{KeyContext, Pane};
use super::keymap::{Key, Keymap};
use super::screen_context::ScreenContext;
use super::side_effect::{SideEffect, SideEffects};
use super::state::autosave::AutosaveTimer;
use super::state::tour::{TourOffer, TourPhase};
use super::state::workspace::Workspace;
use super::store_thread::RequestId;
use super::theme::{Theme, ThemeName};
use super::tour_strip::TourStrip;
use super::unlock_form::UnlockForm;
use super::widgets::own_columns::OwnColumns;
use crate::policy::catalog::Catalog;
use crate::store::{OwnLists, Settings};

/// The state of the screen.
pub struct Model {
    /// The size of the terminal.
    pub size: Size,
    /// The theme.
    pub theme: Theme,
    /// The bindings of keys.
    pub keymap: Keymap,
    /// The catalog of purposes, forms and documents that pickers offer, with the worker's own entries.
    pub catalog: Catalog,
    /// The same catalog without them.
    office_catalog: Catalog,
    /// The columns that the worker chose.
    pub columns: OwnColumns,
    /// The folder of the home, as the unlock screen shows it.
    pub home: String,
    /// The settings of the office.
    pub settings: Settings,
    /// The locked screen with its form, or the open caseload.
    pub stage: LockState,
    /// Whether the next frame redraws every cell.
    pub redraw: bool,
    /// The request in flight: keys wait for its reply. It opens the home, or records a comment, an amendment, an act, a
    /// step of a walk or a corrected row.
    pub in_flight: Option<RequestId>,
    /// The number of the last request that the keyboard waited for.
    pub(super) last_request: RequestId,
    /// The keys pressed so far of an incomplete sequence.
    pub(super) pressed_keys: Vec<Key>,
    /// The input that was typed while a request was in flight.
    pub(super) waiting_input: Vec<WaitingInput>,
    /// Whether the spelling checker has no dictionary and the worker has not been notified yet.
    pub(super) lacks_dictionary: bool,
    /// The moment at which the civil day ends; `None` once the store was asked to turn the day.
    pub(super) day_ends: Option<Instant>,
    /// Whether the worker quits as soon as the backup is made.
    pub(super) is_quitting: bool,
    /// What is wrong with the configuration files, each in a sentence; shown once when the home is open.
    pub configuration_notes: Vec<String>,
    /// The banner that the office shows before the passphrase.
    pub banner: Option<String>,
    /// The cases whose text could not be saved before the lock, as the locked screen names them.
    pub unsaved_cases: Option<String>,
    /// The time without a key after which the screen is locked.
    pub lock_after: Duration,
    /// When the tour is offered.
    pub tour_offer: TourOffer,
    /// The timer for saving the session.
    pub(super) session_autosave: AutosaveTimer,
    /// The session as it was saved last.
    pub(super) saved_session: Option<String>,
    /// The moment at which the last message arrived.
    pub(super) now: Instant,
    /// The moment of the last sign of activity.
    pub(super) last_key: Instant,
    /// The last click, so that a second one at the same place opens the row.
    pub(super) last_click: Option<(Instant, Position)>,
}

/// The locked screen with its form, or the open caseload.
pub enum LockState {
    /// The screen is locked and asks for the passphrase.
    Locked(UnlockForm),
    /// The caseload is open.
    Open(Box<Workspace>),
}

/// The input that was typed while a request was in flight.
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
            office_catalog: catalog.clone(),
            catalog,
            columns: OwnColumns::default(),
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
            unsaved_cases: None,
            configuration_notes: Vec::new(),
            lock_after: Settings::default().lock_after(),
            tour_offer: TourOffer::Never,
            session_autosave: AutosaveTimer::default(),
            saved_session: None,
            now,
            last_key: now,
            last_click: None,
        }
    }

    /// Takes settings: the theme that they name, the time until the screen locks, keys, columns and lists of the worker's
    /// own. Returns what the terminal has to change.
    pub fn use_settings(&mut self, settings: Settings) -> SideEffects {
        let mut effects = Vec::new();
        if settings.theme != self.settings.theme
            && let Some(name) = settings.theme.as_deref().and_then(|name| name.parse().ok())
        {
            self.theme = Theme::from_name(name);
        }
        if settings.written_dates() != self.settings.written_dates() {
            effects.push(SideEffect::WriteDates(settings.written_dates()));
        }
        if settings.uses_mouse() != self.settings.uses_mouse() {
            effects.push(SideEffect::UseMouse(settings.uses_mouse()));
        }
        let hides_goals = settings.hides_goals();
        if hides_goals != self.settings.hides_goals()
            && let Some(open) = self.workspace_mut()
        {
            open.hide_goals(hides_goals);
        }
        self.lock_after = settings.lock_after();
        self.keymap = Keymap::default_keys().with_own_keys(&settings.keys).0;
        self.columns = OwnColumns::from_settings(&settings.columns);
        let OwnLists { purposes, forms, documents } = &settings.lists;
        self.catalog = self.office_catalog.with_own_entries(purposes, forms, documents);
        self.settings = settings;
        effects
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
        let size = self.screen_size();
        let Self { stage: LockState::Open(open), theme, keymap, catalog, settings, now, .. } = self else {
            return None;
        };
        Some((open, ScreenContext { size, theme, keymap, catalog, settings, now: *now }))
    }

    /// Returns the size that panes and overlays have: that of the terminal without the lines of the tour.
    pub(super) fn screen_size(&self) -> Size {
        let height = self.tour_strip(self.size).map_or(0, |strip| strip.height());
        Size { height: self.size.height.saturating_sub(height), ..self.size }
    }

    /// Returns the lines of the tour on a terminal of `size`, if the tour is on the screen. It is offered in the lists only:
    /// a form, a question or a page needs its lines.
    pub(super) fn tour_strip(&self, size: Size) -> Option<TourStrip> {
        let open = self.workspace()?;
        if open.tour.phase == TourPhase::Offered && open.is_asking() {
            return None;
        }
        let text = open.tour.text(&self.keymap)?;
        Some(TourStrip::new(&text, size))
    }

    /// Returns the pane that is shown; `None` while the screen is locked.
    pub fn current_pane(&self) -> Option<Pane> {
        self.workspace().map(|open| open.pane)
    }

    /// Returns what the keys act on.
    pub fn key_context(&self) -> KeyContext {
        self.workspace().map_or(KeyContext::Locked, Workspace::key_context)
    }

    /// Returns the next moment at which something must be done without a key: saving a draft, showing the case of a row
    /// that rests, turning the day, locking the screen, counting down a second.
    pub fn next_deadline(&self) -> Option<Instant> {
        match &self.stage {
            LockState::Locked(unlock) => unlock.next_second(self.now),
            LockState::Open(open) => {
                let lock_at = Some(self.last_key + self.lock_after);
                [open.save_at(), open.side_due_at(), self.session_save_time(), self.day_ends, lock_at]
                    .into_iter()
                    .flatten()
                    .min()
            }
        }
    }

    /// Returns when the session must be saved if it changed. That is sooner if it holds typed text.
    pub(super) fn session_save_time(&self) -> Option<Instant> {
        let is_typing = self.workspace().is_some_and(|open| open.overlay.pending_input().is_some());
        if is_typing { self.session_autosave.save_at() } else { self.session_autosave.session_save_at() }
    }
}
