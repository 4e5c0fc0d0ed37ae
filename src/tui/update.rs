//! The only place where the screen's state changes: a message comes, effects go.

mod acts;
mod amend;
mod answers;
mod app;
mod changes;
mod comments;
mod desk;
mod extracts;
mod form;
mod import;
mod posting;
mod print;
mod returning;
mod sheet;
mod walk;
mod work;

use std::time::Instant;

use ratatui::layout::Size;

use super::command::{App, Command, Context, Edit, Motion, Pane, Search};
use super::jobs::{Answer, Job};
use super::keymap::{Found, Key};
use super::model::{Effect, Leaving, Model, Stage};
use super::overlays::Overlay;
use super::panes::Subject;
use super::panes::dictate::Stage as Filing;
use super::proof::{Dictionaries, Told};
use super::workspace::{Side, Workspace};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// The store answered.
    Answer(Box<Answer>),
    /// The deadline came.
    Deadline,
    /// The proofreader tells something.
    Told(Told),
    /// A signal came, or the terminal is gone.
    Signal(i32),
    /// The shell asks the process to stop.
    Stop,
    /// The machine or the process slept, and nobody knows who is there now.
    Slept,
}

/// What an update leads to.
pub type Effects = Vec<Effect>;

impl Model {
    /// Takes a message.
    pub fn update(&mut self, msg: Msg, now: Instant) -> Effects {
        self.now = now;
        let mut effects = match msg {
            Msg::Key(key) => self.key(key, now),
            Msg::Paste(pasted) => self.paste(&pasted, now),
            Msg::Resize(size) => self.resize(size),
            Msg::Answer(answer) => self.answered(*answer, now),
            Msg::Deadline => self.deadline_came(now),
            Msg::Told(told) => self.told(told),
            Msg::Signal(signal) => self.hung_up(signal),
            Msg::Stop => self.give_way(true),
            Msg::Slept => self.lock(),
        };
        let size = self.size;
        if let Some(open) = self.open_mut() {
            open.settle(size);
            let reading = open.dictate.as_mut().and_then(|form| form.reading(&open.laid.own_words));
            effects.extend(reading.map(|reading| Effect::Read(Box::new(reading))));
        }
        effects
    }

    /// Takes what the proofreader tells.
    fn told(&mut self, told: Told) -> Effects {
        match told {
            Told::Spelling(dictionaries) => self.no_dictionary = dictionaries == Dictionaries::Absent,
            Told::Proof(proof) => self.form_mut().into_iter().for_each(|form| form.take_proof(proof.clone())),
        }
        Vec::new()
    }

    fn resize(&mut self, size: Size) -> Effects {
        self.size = size;
        self.afresh = true;
        self.save_draft()
    }

    fn deadline_came(&mut self, now: Instant) -> Effects {
        let mut effects = Vec::new();
        if self.open().is_some() && self.is_idle(now) {
            return self.lock();
        }
        if self.open().and_then(Workspace::save_at).is_some_and(|save_at| save_at <= now) {
            effects.extend(self.save_draft());
        }
        if self.keep_place_at().is_some_and(|keep_at| keep_at <= now) {
            effects.extend(self.keep_place());
        }
        if self.day_ends.take_if(|ends| *ends <= now).is_some() {
            effects.extend([Job::TurnDay, Job::BackUp].map(Effect::Store));
        }
        effects
    }

    /// Keeps what is typed and where the worker stands, and ends.
    fn hung_up(&mut self, signal: i32) -> Effects {
        let mut effects = self.kept();
        effects.push(Effect::Leave(Leaving::Signal(signal)));
        effects
    }

    /// Takes a key: a command by the table, or a character to write.
    fn key(&mut self, key: Key, now: Instant) -> Effects {
        self.somebody_is_there(now);
        self.moved.changed(now);
        if self.finishing {
            return self.quit_at_once(key);
        }
        if self.is_busy() {
            self.waiting.push(key);
            return Vec::new();
        }
        if let Some(open) = self.open_mut() {
            open.notice = None;
        }
        self.pressed.push(key);
        match self.keymap.find(self.context(), &self.pressed) {
            Found::More => Vec::new(),
            Found::Command(command) => {
                self.pressed.clear();
                self.count_key(matches!(command, Command::Edit(_)));
                let effects = self.perform(command, now);
                self.form_mut().into_iter().for_each(|form| form.is_open_since(now));
                effects
            }
            Found::Nothing => {
                self.pressed.clear();
                self.count_key(true);
                self.unbound(key, now)
            }
        }
    }

    /// Counts a key for the meter, while a form has the keys; `writes` is whether the key writes where text is written.
    fn count_key(&mut self, writes: bool) {
        let in_narrative = writes && self.context() == Context::Narrative;
        if let Some(open) = self.open_mut().filter(|open| open.pane == Pane::Dictate) {
            open.dictate.iter_mut().for_each(|form| form.count_key(in_narrative));
        }
    }

    /// Whether the form of an amendment has the keys.
    fn is_amending(&self) -> bool {
        matches!(self.context(), Context::AmendReason | Context::AmendText)
    }

    /// Whether keys have to wait: the home is being opened, or a comment, an act, a step of a walk or a mended row is on
    /// its way into the record.
    fn is_busy(&self) -> bool {
        match &self.stage {
            Stage::Locked(unlock) => unlock.trying,
            Stage::Open(open) => {
                let stepping = open.walk.as_ref().is_some_and(|walk| walk.stepping);
                stepping
                    || matches!(&open.overlay, Overlay::Mending(mending) if mending.reading)
                    || open.dictate.as_ref().is_some_and(|form| form.stage == Filing::Filing)
                    || open.amend.as_ref().is_some_and(|form| form.filing)
                    || open.acting.as_ref().is_some_and(|sheet| sheet.filing)
            }
        }
    }

    /// A key without a command: a character is written where text is written; any key but yes says no.
    fn unbound(&mut self, key: Key, now: Instant) -> Effects {
        match (self.context(), key.typed()) {
            (Context::Confirm, _) => self.perform(Command::App(App::Back), now),
            (context, Some(c)) if context.takes(c) => self.write(c, now),
            _ => Vec::new(),
        }
    }

    fn write(&mut self, c: char, now: Instant) -> Effects {
        let in_narrative = self.context() == Context::Narrative;
        if let Some(effects) = Some(now).filter(|_| in_narrative && c == ' ').and_then(|now| self.expand_typed(now)) {
            return effects;
        }
        match &mut self.stage {
            Stage::Locked(unlock) => unlock.secret.push(c.encode_utf8(&mut [0; 4])),
            Stage::Open(open) => match &mut open.overlay {
                Overlay::Prompt(prompt) => {
                    prompt.wrong = None;
                    prompt.line.write(c);
                }
                Overlay::Chooser(chooser) => {
                    chooser.line.write(c);
                    chooser.narrow();
                }
                Overlay::Searching(searching) => {
                    searching.line.write(c);
                    return self.ask_anew();
                }
                Overlay::Find => {
                    let sought = format!("{}{c}", open.sought());
                    open.seek(&sought);
                }
                Overlay::None if open.acting.is_some() => self.in_sheet(|sheet| sheet.write(c, now)),
                Overlay::None if open.pane == Pane::Case => {
                    open.amend.iter_mut().for_each(|form| form.write(c, now));
                }
                Overlay::None => open.dictate.iter_mut().for_each(|form| form.write(c, now)),
                Overlay::Mending(mending) => mending.cell_mut().into_iter().for_each(|cell| cell.write(c)),
                Overlay::Sheet(_)
                | Overlay::Review(_)
                | Overlay::Page(_)
                | Overlay::Told(_)
                | Overlay::Changes(_)
                | Overlay::Importing(_)
                | Overlay::Preview(_)
                | Overlay::Brought(_)
                | Overlay::NotNamed(_)
                | Overlay::Extract(_)
                | Overlay::Confirm(_) => {}
            },
        }
        Vec::new()
    }

    /// Pasted text is text, wherever it goes; where nothing is written it is nothing.
    fn paste(&mut self, pasted: &str, now: Instant) -> Effects {
        self.somebody_is_there(now);
        self.moved.changed(now);
        match &mut self.stage {
            // A paste is a passphrase here; one that comes while another is being tried is none.
            Stage::Locked(unlock) if !unlock.trying => unlock.secret.push(pasted),
            Stage::Locked(_) => {}
            Stage::Open(open) => match &mut open.overlay {
                Overlay::Prompt(prompt) => prompt.line.paste(pasted),
                Overlay::Chooser(chooser) => {
                    chooser.line.paste(pasted);
                    chooser.narrow();
                }
                Overlay::Searching(searching) => {
                    searching.line.paste(pasted);
                    return self.ask_anew();
                }
                Overlay::Find => {
                    let sought = format!("{}{}", open.sought(), super::text::one_line(pasted));
                    open.seek(&sought);
                }
                Overlay::None if open.acting.is_some() => self.in_sheet(|sheet| sheet.paste(pasted, now)),
                Overlay::None if open.pane == Pane::Dictate => {
                    open.dictate.iter_mut().for_each(|form| form.paste(pasted, now));
                }
                Overlay::None if open.pane == Pane::Case => {
                    open.amend.iter_mut().for_each(|form| form.paste(pasted, now));
                }
                Overlay::Mending(mending) => mending.cell_mut().into_iter().for_each(|cell| cell.paste(pasted)),
                Overlay::None
                | Overlay::Sheet(_)
                | Overlay::Review(_)
                | Overlay::Page(_)
                | Overlay::Told(_)
                | Overlay::Changes(_)
                | Overlay::Importing(_)
                | Overlay::Preview(_)
                | Overlay::Brought(_)
                | Overlay::NotNamed(_)
                | Overlay::Extract(_)
                | Overlay::Confirm(_) => {}
            },
        }
        Vec::new()
    }

    /// Does a command.
    pub fn perform(&mut self, command: Command, now: Instant) -> Effects {
        match command {
            Command::Go(pane) => self.go_to(pane),
            Command::Move(motion) => self.go(motion),
            Command::OtherSide => self.other_side(),
            Command::Section(section) => {
                self.open_mut().into_iter().for_each(|open| open.folder.show(section));
                Vec::new()
            }
            Command::Work(work) => self.work(work),
            Command::Walk(step) => self.walk(step),
            Command::Desk(key) => self.desk_key(key),
            Command::Sheet(sheet) => self.sheet(sheet),
            Command::Import(import) => self.import(import),
            Command::Search(search) => self.search(search),
            Command::Form(form) if self.is_amending() => self.amend_command(form),
            Command::Act(key) => self.act_key(key, now),
            Command::Form(form) => self.form_command(form, now),
            Command::Edit(edit) => self.edit(edit, now),
            Command::App(app) => self.app(app, now),
        }
    }

    /// Goes to a pane. Checklist and folder show the case of the row that was selected.
    pub(super) fn go_to(&mut self, pane: Pane) -> Effects {
        if pane == Pane::Desk && self.has_no_own_desk() {
            return Vec::new();
        }
        let mut effects = self.put_sheet_away();
        let Some(open) = self.open_mut() else { return effects };
        let subject = open.selected().map(|selected| selected.subject);
        open.from = open.pane_to_come_back_to(pane);
        open.pane = pane;
        open.side = Side::List;
        open.beside_top = 0;
        match pane {
            Pane::Today | Pane::Cases | Pane::Action | Pane::Alerts | Pane::Month | Pane::Desk => {
                open.list_pane = pane;
                open.walk = None;
            }
            Pane::Checklist | Pane::Case => effects.extend(self.show_case(subject)),
            Pane::Dictate | Pane::Walk => {}
        }
        effects
    }

    /// Has checklist and folder show a case, and the store read it if it is not the one read last.
    pub(super) fn show_case(&mut self, subject: Option<Subject>) -> Effects {
        let Some((open, subject)) = self.open_mut().zip(subject) else { return Vec::new() };
        let read = open.read.as_ref().is_some_and(|read| read.subject.case == subject.case);
        let case = subject.case.clone();
        open.subject = Some(subject);
        if read {
            open.fill_checklist();
            return Vec::new();
        }
        vec![Effect::Store(Job::ReadCase(case))]
    }

    fn go(&mut self, motion: Motion) -> Effects {
        let reads_walk = |open: &&Workspace| open.pane == Pane::Walk && open.side == Side::List;
        if self.open().filter(reads_walk).is_some_and(|open| matches!(open.overlay, Overlay::None)) {
            self.scroll_walk(motion);
            return Vec::new();
        }
        let (size, columns) = (self.size, self.beside_columns());
        let lines = self.beside_lines(columns).len();
        let Self { stage: Stage::Open(open), keymap, theme, .. } = self else { return Vec::new() };
        let page = match &mut open.overlay {
            Overlay::Page(page) | Overlay::Told(page) | Overlay::Brought(page) => Some(page),
            Overlay::Extract(extract) => Some(&mut extract.page),
            Overlay::Changes(changes) => changes.page_mut(),
            Overlay::Preview(preview) => Some(&mut preview.page),
            _ => None,
        };
        if let Some(page) = page {
            page.top = scrolled(page.top, motion, page.lines.len(), usize::from(size.height).saturating_sub(6));
        } else if let Overlay::Review(review) = &mut open.overlay {
            review.go(motion, super::view::review_page(super::layout::sheet(size)));
        } else if let Overlay::NotNamed(not_named) = &mut open.overlay {
            not_named.go(motion, size);
        } else if let Overlay::Sheet(sheet) = &mut open.overlay {
            let area = super::layout::sheet(size);
            let lines = super::view::sheet_lines(sheet, area).len();
            sheet.top = scrolled(sheet.top, motion, lines, super::layout::page(area));
        } else if open.side == Side::Beside {
            let page = super::layout::page(open.parts(size).list);
            open.beside_top = scrolled(open.beside_top, motion, lines, page);
        } else if open.pane == Pane::Case {
            let list = open.parts(size).list;
            let Some(subject) = &open.subject else { return Vec::new() };
            let read = open.read.as_ref();
            let held = super::panes::folder::Held { laid: &open.laid, read, subject, keymap, theme };
            open.folder.go(motion, &held, list);
        } else {
            open.go(motion, size);
        }
        Vec::new()
    }

    fn other_side(&mut self) -> Effects {
        if let Some(open) = self.open_mut().filter(|open| open.pane != Pane::Case) {
            open.side = if open.side == Side::List { Side::Beside } else { Side::List };
        }
        Vec::new()
    }

    fn search(&mut self, search: Search) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        match search {
            Search::Find => {
                open.side = Side::List;
                open.seek("");
                open.overlay = Overlay::Find;
            }
            Search::Comments => return self.search_comments(),
            Search::Keep => open.overlay = Overlay::None,
            Search::Clear => {
                open.seek("");
                open.overlay = Overlay::None;
            }
            Search::Order => {
                let said = open.cases.order_by_next();
                self.say(said);
            }
            Search::Reverse => {
                let said = open.cases.reverse();
                self.say(said);
            }
            Search::CategoryAfter => open.action.step(true),
            Search::CategoryBefore => open.action.step(false),
        }
        Vec::new()
    }

    fn edit(&mut self, what: Edit, now: Instant) -> Effects {
        match &mut self.stage {
            Stage::Locked(unlock) => match what {
                Edit::Backspace => unlock.secret.pop(),
                Edit::DeleteToStart => unlock.secret.clear(),
                _ => {}
            },
            Stage::Open(open) => match &mut open.overlay {
                Overlay::Prompt(prompt) => prompt.line.edit(what),
                Overlay::Chooser(chooser) => {
                    chooser.line.edit(what);
                    chooser.narrow();
                }
                Overlay::Searching(searching) => {
                    let before = searching.line.content().to_owned();
                    searching.line.edit(what);
                    if searching.line.content() != before {
                        return self.ask_anew();
                    }
                }
                Overlay::Find => {
                    let mut line = super::widgets::line_input::LineInput::holding(open.sought());
                    line.edit(what);
                    let sought = line.content().to_owned();
                    open.seek(&sought);
                }
                Overlay::None if open.acting.is_some() => self.in_sheet(|sheet| sheet.edit(what, now)),
                Overlay::None if open.pane == Pane::Case => {
                    open.amend.iter_mut().for_each(|form| form.edit(what, now));
                }
                Overlay::Mending(mending) => mending.edit(what),
                Overlay::None => open.dictate.iter_mut().for_each(|form| form.edit(what, now)),
                Overlay::Sheet(_)
                | Overlay::Review(_)
                | Overlay::Page(_)
                | Overlay::Told(_)
                | Overlay::Changes(_)
                | Overlay::Importing(_)
                | Overlay::Preview(_)
                | Overlay::Brought(_)
                | Overlay::NotNamed(_)
                | Overlay::Extract(_)
                | Overlay::Confirm(_) => {}
            },
        }
        Vec::new()
    }
}

/// The first line shown of a page of `len` lines of which `page` fit, after a movement.
fn scrolled(top: usize, motion: Motion, len: usize, page: usize) -> usize {
    let last = len.saturating_sub(page);
    let leap = page.saturating_sub(1).max(1);
    let to = match motion {
        Motion::Up => top.saturating_sub(1),
        Motion::Down => top + 1,
        Motion::PageUp => top.saturating_sub(leap),
        Motion::PageDown => top + leap,
        Motion::First => 0,
        Motion::Last => last,
    };
    to.min(last)
}
