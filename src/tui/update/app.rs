//! What works at any time: leaving, locking, choosing by name, another day.

use std::time::Instant;

use super::Effects;
use crate::domain::{CaseNumber, Change};
use crate::tui::command::{App, Command, Context, Motion, Pane};
use crate::tui::jobs::{Chosen, ImportJob, Job};
use crate::tui::keymap::{Found, Key};
use crate::tui::layout;
use crate::tui::model::{Effect, Leaving, Model, Stage, Unlock};
use crate::tui::overlays::chooser::{Choice, Chooser};
use crate::tui::overlays::import::Preview;
use crate::tui::overlays::prompt::{Answered, Asked, Prompt};
use crate::tui::overlays::searching::Searching;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::theme::Theme;
use crate::tui::unfinished::{self, Unfinished};
use crate::tui::whereabouts::Whereabouts;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::workspace::{Side, Workspace};

/// The rows of a chooser on the screen.
const CHOOSER_PAGE: usize = 10;

impl Model {
    pub(super) fn app(&mut self, app: App, now: Instant) -> Effects {
        match app {
            App::Palette => {
                self.choose_from(|model, context| Chooser::palette(&model.keymap, context, model.has_own_desk()));
            }
            App::Keys => self.choose_from(|model, context| Chooser::keys(&model.keymap, context, model.has_own_desk())),
            App::AsOf => self.ask(Prompt::new(Asked::AsOf, "")),
            App::Redraw => self.afresh = true,
            App::Theme => self.next_theme(),
            App::Print => self.choose_document(),
            App::Lock => return self.lock(),
            App::Back => return self.back(),
            App::Yes => return self.yes(),
            App::Accept => return self.accept(now),
            App::ChoiceUp => self.choice(Motion::Up),
            App::ChoiceDown => self.choice(Motion::Down),
            App::Quit => return self.quit(),
        }
        Vec::new()
    }

    fn choose_from(&mut self, chooser: impl FnOnce(&Self, Context) -> Chooser) {
        let chooser = chooser(self, self.context());
        self.cover(Overlay::Chooser(chooser));
    }

    /// Asks something on the last line; what was typed when the same was asked before is there.
    pub(super) fn ask(&mut self, prompt: Prompt) {
        let Some(open) = self.open_mut() else { return };
        let row = open.selected().map(|selected| selected.subject.case);
        let mut prompt = prompt.on(row.as_ref());
        let same = |begun: &Unfinished| matches!(begun, Unfinished::Answer { asked, .. } if Some(asked) == prompt.identity.as_ref());
        if let Some(Unfinished::Answer { text, .. }) = unfinished::take(&mut open.unfinished, same) {
            prompt.line = LineInput::holding(&text);
        }
        open.cover(Overlay::Prompt(prompt));
    }

    pub(super) fn cover(&mut self, overlay: Overlay) {
        if let Some(open) = self.open_mut() {
            open.cover(overlay);
        }
    }

    fn next_theme(&mut self) {
        let name = self.theme.name().next();
        self.theme = Theme::named(name);
        self.say(format!("Theme: {}.", name.title()));
    }

    /// Saves what is not saved, has the backup made if one is due, and ends.
    fn quit(&mut self) -> Effects {
        if self.open().is_none() {
            return vec![Effect::Leave(Leaving::Quit { said: None })];
        }
        let mut effects = self.save_draft();
        let end = self.open().map(|open| Whereabouts::at_the_end(open).body());
        effects.extend(end.map(|body| Effect::Store(Job::KeepWhereabouts(body))));
        effects.push(Effect::Store(Job::FinishWork));
        self.finishing = true;
        self.say("Backing up before leaving; quitting once more leaves at once.");
        effects
    }

    /// While the backup is made no key does anything but quit.
    pub(super) fn quit_at_once(&self, key: Key) -> Effects {
        let quits = self.keymap.find(self.context(), &[key]) == Found::Command(Command::App(App::Quit));
        if quits { vec![Effect::Leave(Leaving::AtOnce)] } else { Vec::new() }
    }

    /// Locks: what is typed and where the worker stands are kept, and the process gives way to a new one that knows
    /// nothing. A screen that is locked already stays as it is.
    pub(super) fn lock(&mut self) -> Effects {
        if self.open().is_none() { Vec::new() } else { self.give_way(false) }
    }

    /// Has a locked process take this one's place; `stopped` if it is to stop first, as the shell asked.
    pub(super) fn give_way(&mut self, stopped: bool) -> Effects {
        let practice = self.open().is_some_and(|open| open.laid.desk.is_practice());
        let mut effects = self.kept();
        self.stage = Stage::Locked(Unlock::default());
        self.left.clear();
        self.pressed.clear();
        effects.push(Effect::Leave(Leaving::Locked { stopped, practice }));
        effects
    }

    /// Has the store keep what is typed and where the worker stands.
    pub(super) fn kept(&mut self) -> Effects {
        let mut effects = self.save_draft();
        let body = self.open().map(|open| Whereabouts::of(open, &self.theme).body());
        effects.extend(body.map(|body| Effect::Store(Job::KeepWhereabouts(body))));
        effects
    }

    /// Has the store keep where the worker stands, where that is another place than it knows: power may fail.
    pub(super) fn keep_place(&mut self) -> Effects {
        self.moved.saving();
        let place = self.open().map(|open| Whereabouts::on_the_way(open, &self.theme).body());
        if place == self.kept_place || self.finishing {
            return Vec::new();
        }
        self.kept_place.clone_from(&place);
        place.map(|body| Effect::Store(Job::KeepWhereabouts(body))).into_iter().collect()
    }

    /// Closes what lies on top; else goes back to the list, and there shows all of it again.
    fn back(&mut self) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        if let Overlay::Confirm(Confirm::ReadOlder { preview, .. }) = &open.overlay {
            // No leads back to what was told.
            open.overlay = Overlay::Preview(Preview::clone(preview));
            return Vec::new();
        }
        if !matches!(open.overlay, Overlay::None) {
            open.cover(Overlay::None);
            return Vec::new();
        }
        if open.acting.is_some() {
            return self.put_sheet_away();
        }
        if open.side == Side::Beside {
            open.side = Side::List;
        } else if open.pane != open.list_pane {
            open.pane = open.come_back();
        } else if !open.sought().is_empty() {
            open.seek("");
        }
        Vec::new()
    }

    fn yes(&mut self) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        match std::mem::take(&mut open.overlay) {
            Overlay::Confirm(Confirm::DiscardDraft { case, of, .. }) => self.discard_draft(case, of),
            Overlay::Confirm(Confirm::ReadOlder { chosen, .. }) => self.read_in(chosen),
            other => {
                open.overlay = other;
                Vec::new()
            }
        }
    }

    fn choice(&mut self, motion: Motion) {
        let size = self.size;
        let Some(open) = self.open_mut() else { return };
        match &mut open.overlay {
            Overlay::Chooser(chooser) => {
                let len = chooser.len();
                chooser.cursor.go(motion, len, CHOOSER_PAGE);
            }
            Overlay::Searching(searching) => {
                searching.cursor.go(motion, searching.page.hits.len(), layout::found_page(size));
            }
            _ => open.go(motion, size),
        }
    }

    fn accept(&mut self, now: Instant) -> Effects {
        if let Stage::Locked(unlock) = &mut self.stage {
            if unlock.trying || unlock.secret.is_empty() || unlock.wait(now) > 0 {
                return Vec::new();
            }
            return vec![unlock.attempt()];
        }
        let Some(open) = self.open_mut() else { return Vec::new() };
        match std::mem::take(&mut open.overlay) {
            Overlay::Prompt(prompt) => self.accept_prompt(prompt),
            Overlay::Chooser(chooser) => self.accept_choice(&chooser, now),
            Overlay::Searching(searching) => self.accept_found(searching),
            other => {
                open.overlay = other;
                Vec::new()
            }
        }
    }

    fn accept_choice(&mut self, chooser: &Chooser, now: Instant) -> Effects {
        match chooser.chosen().map(|item| item.choice.clone()) {
            Some(Choice::Do(command)) => self.perform(command, now),
            Some(Choice::Write(text)) => {
                self.form_mut().into_iter().for_each(|form| form.take(&text, now));
                Vec::new()
            }
            Some(Choice::OpenComment(case, person, comment)) => self.open_comment(case, person, comment),
            Some(Choice::Amend(subject, comment, kind)) => {
                self.open_amendment(subject, comment, Some(kind));
                Vec::new()
            }
            Some(Choice::Act(form)) => {
                self.open_sheet(form);
                Vec::new()
            }
            Some(Choice::Phrase(word)) => self.expand(&word, now),
            Some(Choice::Print(what, redacted)) => {
                self.ask_for_print_file(what, redacted);
                Vec::new()
            }
            Some(Choice::Walk(place, begins)) => self.walk_on_from(place, begins),
            Some(Choice::Sheet(form)) => self.show_sheet(&form),
            Some(Choice::ChecklistOf(case)) => self.show_checklist_of(case),
            Some(Choice::LookAt(path)) => self.choose_extracts(Some(path)),
            Some(Choice::Preview(files)) => self.preview(Chosen::only_newer(files)),
            Some(Choice::Extract(read)) => vec![Effect::Store(Job::Import(ImportJob::TakingBack(read)))],
            Some(Choice::NamePath(folder)) => {
                self.ask_for_extracts(&folder);
                Vec::new()
            }
            Some(Choice::Mend(rejected)) => {
                self.open_mending(*rejected);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Opens the case at the comment that was found; where there is none the search goes on.
    fn accept_found(&mut self, searching: Searching) -> Effects {
        let Some(found) = searching.chosen().map(|hit| hit.comment.comment.clone()) else {
            self.cover(Overlay::Searching(searching));
            return Vec::new();
        };
        self.open_comment(found.case, found.person, found.id)
    }

    fn accept_prompt(&mut self, mut prompt: Prompt) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        let accepted = prompt.accept(open.laid.today);
        if let Some(Asked::ReviewRemark(review)) = accepted.as_ref().map(|_| &prompt.asked) {
            open.begun_review(review.month, &review.case);
        }
        match accepted {
            Some(Answered::Change(case, change, said)) => self.record(case, *change, said),
            Some(Answered::AsOf(day)) => {
                let as_of = Some(day).filter(|day| *day != open.laid.today);
                self.generation += 1;
                vec![Effect::Store(Job::Lay { as_of, generation: self.generation })]
            }
            Some(Answered::Does(job)) => vec![Effect::Store(*job)],
            Some(Answered::Passes(disposition)) => self.pass(&disposition),
            None => {
                self.ask(prompt);
                Vec::new()
            }
        }
    }

    /// Records a change, unless the lists are those of another day.
    pub(super) fn record(&mut self, case: CaseNumber, change: Change, said: String) -> Effects {
        if self.refused_on_another_day() {
            return Vec::new();
        }
        vec![Effect::Store(Job::Record { change, case, said })]
    }

    /// Whether the lists are those of another day; if so, says how to come back.
    pub(super) fn refused_on_another_day(&mut self) -> bool {
        let another_day = self.open().is_some_and(Workspace::is_another_day);
        if another_day {
            self.refuse("These lists are of another day, on which nothing is recorded. @ t Enter comes back to today.");
        }
        another_day
    }
}

impl Unlock {
    /// Tries what is typed.
    fn attempt(&mut self) -> Effect {
        self.trying = true;
        self.wrong = None;
        Effect::Store(Job::Unlock(self.secret.take()))
    }
}

impl Model {
    /// The screen's start: tries a passphrase that was given already.
    pub fn start(&mut self, passphrase: Option<secrecy::SecretString>) -> Effects {
        let Some((passphrase, Stage::Locked(unlock))) = passphrase.map(|given| (given, &mut self.stage)) else {
            return Vec::new();
        };
        unlock.trying = true;
        vec![Effect::Store(Job::Unlock(passphrase))]
    }

    /// The pane that is shown, once the caseload is open.
    pub fn pane(&self) -> Option<Pane> {
        self.open().map(|open| open.pane)
    }
}
