//! The state of the screen. It changes in `update` only, and does no input or output.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use ratatui::layout::Size;

use super::autosave::AutosaveTimer;
use super::command::KeyContext;
use super::keymap::{Key, Keymap};
use super::panes::dictate::DictateForm;
use super::spellcheck::SpellcheckRequest;
use super::status_message::StatusMessage;
use super::store_thread::{CancelToken, Job};
use super::theme::{Theme, ThemeName};
use super::widgets::passphrase_input::PassphraseInput;
use super::workspace::Workspace;
use crate::domain::CaseNumber;
use crate::policy::catalog::Catalog;
use crate::store::Settings;

/// The state of the screen.
pub struct Model {
    /// The size of the terminal.
    pub size: Size,
    /// The theme.
    pub theme: Theme,
    /// The keys.
    pub keymap: Keymap,
    /// What the pickers offer.
    pub catalog: Catalog,
    /// Where the home is, for the eye.
    pub home: String,
    /// What the office sets.
    pub settings: Settings,
    /// Locked or open.
    pub stage: LockState,
    /// Whether the next frame writes every cell again.
    pub redraw: bool,
    /// The keys of a sequence that is not complete.
    pub(super) pressed_keys: Vec<Key>,
    /// Keys pressed while the home was being opened or a comment was on its way into the record.
    pub(super) waiting_keys: Vec<Key>,
    /// Forms that were left in this session, as they were left.
    pub(super) left_forms: BTreeMap<CaseNumber, DictateForm>,
    /// Counts the days that lists were asked for.
    pub(super) generation: u64,
    /// Counts the searches over all comments.
    pub(super) search_generation: u64,
    /// That there is no dictionary, until the worker was told.
    pub(super) no_dictionary: bool,
    /// When the civil day turns; nothing once the store was told that it did.
    pub(super) day_ends: Option<Instant>,
    /// Whether the worker quits as soon as the backup is made.
    pub(super) is_quitting: bool,
    /// What the office wants read before the passphrase is given.
    pub banner: Option<String>,
    /// How long nobody may press a key before the screen is locked.
    pub lock_after: Duration,
    /// Whether the worker may stand elsewhere than the store knows.
    pub(super) session_autosave: AutosaveTimer,
    /// Where the worker stands, as the store knows it.
    pub(super) saved_session: Option<String>,
    /// The moment that the last message came at.
    pub(super) now: Instant,
    last_key: Instant,
}

/// Locked or open.
pub enum LockState {
    /// The passphrase is asked for.
    Locked(UnlockForm),
    /// The caseload is on the screen.
    Open(Box<Workspace>),
}

/// The passphrase being asked for.
#[derive(Default)]
pub struct UnlockForm {
    /// What is typed.
    pub secret: PassphraseInput,
    /// Whether it is being tried.
    pub trying: bool,
    /// What was wrong with the last one.
    pub error: Option<String>,
    /// From when on the next one may be tried.
    pub retry_at: Option<Instant>,
}

impl UnlockForm {
    /// How long the next try has to wait, in whole seconds.
    pub fn seconds_to_wait(&self, now: Instant) -> u64 {
        let left = self.retry_at.map_or(Duration::ZERO, |again| again.saturating_duration_since(now));
        left.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
    }
}

/// What is to be done outside.
#[derive(Debug, Clone)]
pub enum SideEffect {
    /// Something for the store.
    Store(Job),
    /// A text for the clipboard of the terminal.
    Copy(String),
    /// A comment for the proofreader.
    Spellcheck(Box<SpellcheckRequest>),
    /// Stop the reading of extracts that is under way.
    StopImport(CancelToken),
    /// End.
    Exit(ExitReason),
}

/// Why the program ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExitReason {
    /// The worker quits.
    Quit {
        /// What became of the backup, if one was due.
        message: Option<String>,
    },
    /// The worker quits, and does not wait for what the store is doing.
    Immediately,
    /// A signal came.
    Signal(i32),
    /// The program made a mistake of its own.
    Panicked,
    /// The screen is locked: a new process takes this one's place.
    Locked {
        /// Whether it is to stop first, as the shell asked.
        stopped: bool,
        /// Whether the home is a practice home.
        practice: bool,
    },
    /// The home cannot be used.
    Unusable {
        /// The sentence for the worker.
        sentence: String,
        /// The exit code.
        exit_code: u8,
    },
}

impl Model {
    /// The screen at its start: locked, nothing typed.
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
            pressed_keys: Vec::new(),
            waiting_keys: Vec::new(),
            left_forms: BTreeMap::new(),
            generation: 0,
            search_generation: 0,
            no_dictionary: false,
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

    /// The open caseload.
    pub fn workspace(&self) -> Option<&Workspace> {
        match &self.stage {
            LockState::Open(open) => Some(open),
            LockState::Locked(_) => None,
        }
    }

    /// The open caseload, to change it.
    pub fn workspace_mut(&mut self) -> Option<&mut Workspace> {
        match &mut self.stage {
            LockState::Open(open) => Some(open),
            LockState::Locked(_) => None,
        }
    }

    /// How many columns the text of a page to read has: a line that is longer tires the eye.
    pub(super) fn page_columns(&self) -> usize {
        usize::from(self.size.width).saturating_sub(8).min(100)
    }

    /// What the keys act on.
    pub fn key_context(&self) -> KeyContext {
        self.workspace().map_or(KeyContext::Locked, Workspace::key_context)
    }

    /// When something is to be done without a key: a draft to be saved, the day to be turned, the screen to be locked,
    /// a second of waiting to be counted.
    pub fn next_deadline(&self) -> Option<Instant> {
        match &self.stage {
            LockState::Locked(unlock) => {
                let left = unlock.retry_at?.checked_duration_since(self.now).filter(|left| !left.is_zero())?;
                let whole = Duration::from_secs(left.as_secs());
                let rest = left.saturating_sub(whole);
                Some(self.now + if rest.is_zero() { Duration::from_secs(1) } else { rest })
            }
            LockState::Open(open) => {
                [open.save_at(), self.session_save_time(), self.day_ends, Some(self.last_key + self.lock_after)]
                    .into_iter()
                    .flatten()
                    .min()
            }
        }
    }

    /// When the place is to be kept, if it is another: sooner where something is typed that is kept with it.
    pub(super) fn session_save_time(&self) -> Option<Instant> {
        let is_typing = self.workspace().is_some_and(|open| open.overlay.pending_input().is_some());
        if is_typing { self.session_autosave.save_at() } else { self.session_autosave.session_save_at() }
    }

    /// Whether nobody has pressed a key for too long.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        now.duration_since(self.last_key) >= self.lock_after
    }

    /// Notes that somebody is there.
    pub(super) const fn note_activity(&mut self, now: Instant) {
        self.last_key = now;
    }

    /// Says something to the worker.
    pub(super) fn show_message(&mut self, said: impl Into<String>) {
        self.set_notice(said.into(), false);
    }

    /// Says what was refused or went wrong.
    pub(super) fn show_refusal(&mut self, said: impl Into<String>) {
        self.set_notice(said.into(), true);
    }

    fn set_notice(&mut self, said: String, wrong: bool) {
        if let Some(open) = self.workspace_mut() {
            open.status_message = Some(StatusMessage { text: said, is_error: wrong });
        }
    }
}
