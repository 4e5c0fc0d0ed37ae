//! The state of the screen. It changes in `update` only, and does no input or output.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use ratatui::layout::Size;

use super::command::Context;
use super::jobs::{Job, Stop};
use super::keymap::{Key, Keymap};
use super::panes::dictate::Dictate;
use super::proof::Reading;
use super::theme::{Theme, ThemeName};
use super::unfinished::Unfinished;
use super::unsaved::Unsaved;
use super::widgets::secret::Secret;
use super::workspace::Workspace;
use crate::domain::CaseNumber;
use crate::policy::catalogue::Catalogue;
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
    pub catalogue: Catalogue,
    /// Where the home is, for the eye.
    pub home: String,
    /// What the office sets.
    pub settings: Settings,
    /// Locked or open.
    pub stage: Stage,
    /// Whether the next frame writes every cell again.
    pub afresh: bool,
    /// The keys of a sequence that is not complete.
    pub(super) pressed: Vec<Key>,
    /// Keys pressed while the home was being opened or a comment was on its way into the record.
    pub(super) waiting: Vec<Key>,
    /// Forms that were left in this session, as they were left.
    pub(super) left: BTreeMap<CaseNumber, Dictate>,
    /// Counts the days that lists were asked for.
    pub(super) generation: u64,
    /// Counts the searches over all comments.
    pub(super) searches: u64,
    /// That there is no dictionary, until the worker was told.
    pub(super) no_dictionary: bool,
    /// When the civil day turns; nothing once the store was told that it did.
    pub(super) day_ends: Option<Instant>,
    /// Whether the worker quits as soon as the backup is made.
    pub(super) finishing: bool,
    /// What the office wants read before the passphrase is given.
    pub banner: Option<String>,
    /// How long nobody may press a key before the screen is locked.
    pub lock_after: Duration,
    /// Whether the worker may stand elsewhere than the store knows.
    pub(super) moved: Unsaved,
    /// Where the worker stands, as the store knows it.
    pub(super) kept_place: Option<String>,
    /// The moment that the last message came at.
    pub(super) now: Instant,
    last_key: Instant,
}

/// Locked or open.
pub enum Stage {
    /// The passphrase is asked for.
    Locked(Unlock),
    /// The caseload is on the screen.
    Open(Box<Workspace>),
}

/// The passphrase being asked for.
#[derive(Default)]
pub struct Unlock {
    /// What is typed.
    pub secret: Secret,
    /// Whether it is being tried.
    pub trying: bool,
    /// What was wrong with the last one.
    pub wrong: Option<String>,
    /// From when on the next one may be tried.
    pub again: Option<Instant>,
}

impl Unlock {
    /// How long the next try has to wait, in whole seconds.
    pub fn wait(&self, now: Instant) -> u64 {
        let left = self.again.map_or(Duration::ZERO, |again| again.saturating_duration_since(now));
        left.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)
    }
}

/// A line for the worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub said: String,
    /// Whether something was refused or went wrong.
    pub wrong: bool,
}

/// What is to be done outside.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Something for the store.
    Store(Job),
    /// A text for the clipboard of the terminal.
    Copy(String),
    /// A comment for the proofreader.
    Read(Box<Reading>),
    /// Stop the reading of extracts that is under way.
    StopImport(Stop),
    /// End.
    Leave(Leaving),
}

/// Why the program ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaving {
    /// The worker quits.
    Quit {
        /// What became of the backup, if one was due.
        said: Option<String>,
    },
    /// The worker quits, and does not wait for what the store is doing.
    AtOnce,
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
    pub fn new(size: Size, theme: ThemeName, catalogue: Catalogue, home: String, now: Instant) -> Self {
        Self {
            size,
            theme: Theme::named(theme),
            keymap: Keymap::default_keys(),
            catalogue,
            home,
            settings: Settings::default(),
            stage: Stage::Locked(Unlock::default()),
            afresh: false,
            pressed: Vec::new(),
            waiting: Vec::new(),
            left: BTreeMap::new(),
            generation: 0,
            searches: 0,
            no_dictionary: false,
            day_ends: None,
            finishing: false,
            banner: None,
            lock_after: Settings::default().lock_after(),
            moved: Unsaved::default(),
            kept_place: None,
            now,
            last_key: now,
        }
    }

    /// The open caseload.
    pub fn open(&self) -> Option<&Workspace> {
        match &self.stage {
            Stage::Open(open) => Some(open),
            Stage::Locked(_) => None,
        }
    }

    /// The open caseload, to change it.
    pub fn open_mut(&mut self) -> Option<&mut Workspace> {
        match &mut self.stage {
            Stage::Open(open) => Some(open),
            Stage::Locked(_) => None,
        }
    }

    /// How many columns the text of a page to read has: a line that is longer tires the eye.
    pub(super) fn page_columns(&self) -> usize {
        usize::from(self.size.width).saturating_sub(8).min(100)
    }

    /// What the keys act on.
    pub fn context(&self) -> Context {
        self.open().map_or(Context::Locked, Workspace::context)
    }

    /// When something is to be done without a key: a draft to be saved, the day to be turned, the screen to be locked,
    /// a second of waiting to be counted.
    pub fn deadline(&self) -> Option<Instant> {
        match &self.stage {
            Stage::Locked(unlock) => {
                let left = unlock.again?.checked_duration_since(self.now).filter(|left| !left.is_zero())?;
                let whole = Duration::from_secs(left.as_secs());
                let rest = left.saturating_sub(whole);
                Some(self.now + if rest.is_zero() { Duration::from_secs(1) } else { rest })
            }
            Stage::Open(open) => {
                [open.save_at(), self.keep_place_at(), self.day_ends, Some(self.last_key + self.lock_after)]
                    .into_iter()
                    .flatten()
                    .min()
            }
        }
    }

    /// When the place is to be kept, if it is another: sooner where something is typed that is kept with it.
    pub(super) fn keep_place_at(&self) -> Option<Instant> {
        let is_typing = self.open().is_some_and(|open| Unfinished::of(&open.overlay).is_some());
        if is_typing { self.moved.save_at() } else { self.moved.keep_at() }
    }

    /// Whether nobody has pressed a key for too long.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        now.duration_since(self.last_key) >= self.lock_after
    }

    /// Notes that somebody is there.
    pub(super) const fn somebody_is_there(&mut self, now: Instant) {
        self.last_key = now;
    }

    /// Says something to the worker.
    pub(super) fn say(&mut self, said: impl Into<String>) {
        self.notice(said.into(), false);
    }

    /// Says what was refused or went wrong.
    pub(super) fn refuse(&mut self, said: impl Into<String>) {
        self.notice(said.into(), true);
    }

    fn notice(&mut self, said: String, wrong: bool) {
        if let Some(open) = self.open_mut() {
            open.notice = Some(Notice { said, wrong });
        }
    }
}
