//! A screen on a real store, driven by scripts of keys.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use secrecy::SecretString;
use tempfile::TempDir;

use crate::demo;
use crate::domain::role::Role;
use crate::domain::worker::Worker;
use crate::policy::Policies;
use crate::policy::catalog::Catalog;
use crate::store::{Home, HomeKind, Store, WallClock};
use crate::template::write_template;
use crate::tui::model::Model;
use crate::tui::panes::dictate::DictateForm;
use crate::tui::side_effect::{ExitReason, SideEffect};
use crate::tui::spellcheck::{SpellcheckEvent, Spellchecker};
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::{Job, StoreKeeper, StoreReply, StoreRequest};
use crate::tui::theme::ThemeName;
use crate::tui::update::Msg;

pub const PASSPHRASE: &str = "correct horse";
const SEED: u64 = 7;

pub fn day() -> NaiveDate {
    "2026-11-19".parse().unwrap()
}

fn policies() -> Arc<Policies> {
    Arc::new(Policies::builtin().clone())
}

/// A home that vanishes with the test.
pub struct Folder(TempDir);

impl Folder {
    /// Creates a practice home with this many cases.
    pub fn with_cases(cases: usize) -> Self {
        Self::of(Role::EC, cases)
    }

    /// Creates a practice home with this many cases of V1A3, opened by V1A3 or by a worker of another role.
    pub fn of(role: Role, cases: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_template(&format!("screen {role:?} {cases}"), folder.path(), || Self::make(role, cases).0);
        Self(folder)
    }

    fn make(role: Role, cases: usize) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        let (number, name) = if role == Role::EC { ("V1A3", "A. Rivera") } else { ("V1B2", "B. Chen") };
        let worker = Worker { number: number.parse().unwrap(), name: name.into(), role, office: "Eastmont".into() };
        let practice = demo::generate_caseload(cases, SEED, day(), &"V1A3".parse().unwrap());
        let clock = WallClock::for_day(day(), SEED);
        let passphrase = SecretString::from(PASSPHRASE);
        let mut store =
            Store::create(folder.home(), &passphrase, worker, HomeKind::Practice, clock, policies()).unwrap();
        demo::fill_home(&mut store, practice, SEED, day()).unwrap();
        folder
    }

    pub fn home(&self) -> Home {
        Home::new(self.0.path().join("home"))
    }

    /// Opens the store of the home in a county.
    pub fn store_in(&self, county: &str) -> Store {
        let policies = Arc::new(Policies::with_overlay(county).unwrap());
        Store::open(self.home(), &SecretString::from(PASSPHRASE), WallClock::for_day(day(), SEED), policies).unwrap()
    }

    pub fn store(&self) -> Store {
        let passphrase = SecretString::from(PASSPHRASE);
        Store::open(self.home(), &passphrase, WallClock::for_day(day(), SEED), policies()).unwrap()
    }
}

/// A screen on a store.
pub struct Bench {
    pub model: Model,
    keeper: StoreKeeper,
    pub reader: Spellchecker,
    /// The side effects of the last script.
    pub effects: Vec<SideEffect>,
    pub now: Instant,
}

impl Bench {
    /// Creates a locked screen of 80 by 24.
    pub fn locked(folder: &Folder) -> Self {
        let now = Instant::now();
        let catalog = Catalog::builtin().clone();
        let model = Model::new(Size::new(80, 24), ThemeName::Dark, catalog, "~/caseload".into(), now);
        let home = folder.home().folder().to_owned();
        let keeper = StoreKeeper::new(home, WallClock::for_day(day(), SEED), policies(), None);
        Self { model, keeper, reader: Spellchecker::default(), effects: Vec::new(), now }
    }

    /// Creates an open screen.
    pub fn open(folder: &Folder) -> Self {
        let mut bench = Self::locked(folder);
        bench.text(PASSPHRASE).keys("Enter");
        bench
    }

    /// Creates an open screen in a county.
    pub fn open_in(folder: &Folder, county: &str) -> Self {
        let mut bench = Self::locked(folder);
        let policies = Arc::new(Policies::with_overlay(county).unwrap());
        let home = folder.home().folder().to_owned();
        bench.keeper = StoreKeeper::new(home, WallClock::for_day(day(), SEED), policies, None);
        bench.text(PASSPHRASE).keys("Enter");
        bench
    }

    /// Presses keys by name, separated by spaces, and lets the store answer after each.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        self.effects.clear();
        for key in script.split_whitespace() {
            self.tell(Msg::Key(key.parse().unwrap()));
        }
        self
    }

    /// Types a text, character by character, after the pause that people make before they begin to write.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.effects.clear();
        self.now += Duration::from_millis(600);
        for c in text.chars() {
            self.tell(Msg::Key(super::super::keymap::Key::from_char(c)));
        }
        self
    }

    pub fn tell(&mut self, msg: Msg) {
        let effects = self.model.update(msg, self.now);
        self.run(effects);
    }

    /// Carries out side effects, and those of the answers.
    pub fn run(&mut self, mut effects: Vec<SideEffect>) {
        while !effects.is_empty() {
            let mut led_to = Vec::new();
            for effect in effects {
                self.effects.push(effect.clone());
                match effect {
                    SideEffect::Store(request) => {
                        let reply = self.keeper.answer_request(request);
                        led_to.extend(self.model.update(Msg::Reply(Box::new(reply)), self.now));
                    }
                    SideEffect::Spellcheck(reading) => {
                        let told = SpellcheckEvent::Checked(self.reader.check_draft(&reading));
                        led_to.extend(self.model.update(Msg::Spellcheck(told), self.now));
                    }
                    SideEffect::StopImport(stop) => stop.request_stop(),
                    // What the terminal has to change is not for a test that shares its process with others.
                    SideEffect::Copy(_) | SideEffect::WriteDates(_) | SideEffect::UseMouse(_) | SideEffect::Exit(_) => {
                    }
                }
            }
            effects = led_to;
        }
    }

    /// Has the store do the job of a request without passing the reply to the screen.
    pub fn answer_request(&mut self, request: StoreRequest) -> StoreReply {
        self.keeper.answer_request(request)
    }

    /// Lets time pass; the deadline comes if it is due.
    pub fn wait(&mut self, time: Duration) {
        self.now += time;
        if self.model.next_deadline().is_some_and(|deadline| deadline <= self.now) {
            self.tell(Msg::Deadline);
        }
    }

    /// Lets the civil day turn, and triggers the deadline at midnight.
    pub fn turn_day(&mut self) {
        let next = day().succ_opt().unwrap();
        self.keeper.move_clock(WallClock::for_day(next, SEED));
        self.now = self.model.day_ends.unwrap();
        // Keeps the screen from locking because of the time that has passed.
        self.tell(Msg::Key("Alt-x".parse().unwrap()));
        self.tell(Msg::Deadline);
    }

    pub fn workspace(&self) -> &Workspace {
        self.model.workspace().expect("the caseload is open")
    }

    pub fn workspace_mut(&mut self) -> &mut Workspace {
        self.model.workspace_mut().expect("the caseload is open")
    }

    pub fn form(&self) -> &DictateForm {
        self.workspace().dictate.as_ref().expect("a form is open")
    }

    /// Returns the last message to the worker.
    pub fn said(&self) -> &str {
        self.workspace().status_message.as_ref().map_or("", |notice| notice.text.as_str())
    }

    /// Returns the jobs that the last script gave the store.
    pub fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.effects.iter().filter_map(|effect| match effect {
            SideEffect::Store(request) => Some(&request.job),
            _ => None,
        })
    }

    pub fn left(&self) -> Option<&ExitReason> {
        self.effects.iter().find_map(|effect| match effect {
            SideEffect::Exit(leaving) => Some(leaving),
            SideEffect::Store(_)
            | SideEffect::Copy(_)
            | SideEffect::WriteDates(_)
            | SideEffect::UseMouse(_)
            | SideEffect::Spellcheck(_)
            | SideEffect::StopImport(_) => None,
        })
    }

    /// Returns the screen as it is drawn, and where the cursor is.
    pub fn draw_screen(&mut self, width: u16, height: u16) -> (Buffer, Position) {
        self.tell(Msg::Resize(Size::new(width, height)));
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let cursor = crate::tui::view::draw_screen(&self.model, &mut buffer);
        (buffer, cursor)
    }

    /// Returns the screen's text.
    pub fn screen(&mut self, width: u16, height: u16) -> String {
        lines(&self.draw_screen(width, height).0).join("\n")
    }
}

/// Returns the text of each row.
pub fn lines(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    area.rows()
        .map(|row| cells(buffer, row.y).map(|(symbol, _)| symbol).collect::<String>().trim_end().to_owned())
        .collect()
}

/// Returns the cells of a row, without those that a wide character covers.
pub fn cells(buffer: &Buffer, y: u16) -> impl Iterator<Item = (&str, ratatui::style::Style)> {
    let mut covered = 0;
    (buffer.area.left()..buffer.area.right()).filter_map(move |x| {
        let cell = &buffer[(x, y)];
        if covered > 0 {
            covered -= 1;
            return None;
        }
        covered = crate::tui::text::display_width(cell.symbol()).saturating_sub(1);
        Some((cell.symbol(), cell.style()))
    })
}
