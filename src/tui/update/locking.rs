//! Opens, locks and leaves the caseload: the passphrase, saving and restoring the session, and the end of the program.

use std::time::Duration;

use super::{Msg, drafts, leaving, restore_session, resume};
use crate::tui::command::{AppCommand, KeyContext, ScreenCommand};
use crate::tui::keymap::{Key, KeyMatch};
use crate::tui::model::{LockState, Model};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::side_effect::{ExitReason, SideEffect, SideEffects, store_job};
use crate::tui::state::session::SessionState;
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::{ExitKind, Job, OpenedCaseload, Snapshot, StoreAnswer};
use crate::tui::theme::{Theme, ThemeName};
use crate::tui::unlock_form::UnlockForm;
use crate::tui::widgets::read_page::TextPage;

impl Model {
    /// Starts the screen: tries a passphrase that was given already.
    pub fn start_screen(&mut self, passphrase: Option<secrecy::SecretString>) -> SideEffects {
        let mut effects: SideEffects = passphrase.map(Job::Unlock).map(SideEffect::store).into_iter().collect();
        self.number_requests(&mut effects);
        effects
    }

    /// Tries the passphrase that is typed.
    pub(super) fn try_passphrase(&mut self) -> SideEffects {
        let now = self.now;
        let LockState::Locked(unlock) = &mut self.stage else { return Vec::new() };
        unlock.try_passphrase(now).map(SideEffect::store).into_iter().collect()
    }

    pub(super) fn handle_wrong_passphrase(&mut self, sentence: String, wait: Duration) {
        let retry_at = self.now + wait;
        if let LockState::Locked(unlock) = &mut self.stage {
            unlock.note_wrong(sentence, retry_at);
        }
    }

    /// Shows the caseload once it is open. After a lock, the worker returns to the place where the screen was locked.
    /// Otherwise the session is restored as it was saved last, and the newest draft, if there is one, is opened at
    /// once. A warning about the clock is shown on top.
    pub(super) fn handle_opened(&mut self, opened: OpenedCaseload) -> SideEffects {
        let OpenedCaseload { row_ids, snapshot, session, clock } = opened;
        let session = session.as_deref().and_then(SessionState::from_body);
        self.day_ends = Some(self.now + snapshot.day_left);
        self.last_key = self.now;
        let mut open = Workspace::new(snapshot, row_ids);
        open.hide_goals(self.settings.hides_goals());
        open.lacks_dictionary = std::mem::take(&mut self.lacks_dictionary);
        let draft = if open.is_another_day() { None } else { resume::newest_draft(&open) };
        if draft.is_none() && session.as_ref().is_none_or(|session| session.left == ExitKind::Quit) {
            super::walk::show_stopped_walk(&mut open);
        }
        self.stage = LockState::Open(Box::new(open));
        self.unsaved_cases = None;
        self.offer_tour(session.is_none());
        let is_returning = session.as_ref().is_some_and(|session| session.left == ExitKind::Locked);
        let mut effects = session.map(|session| self.restore_session(session)).unwrap_or_default();
        if let Some((case, target)) = draft
            && !is_returning
            && let Some((open, screen)) = self.open_parts()
        {
            effects.extend(resume::resume_draft(open, &screen, case, &target));
        }
        effects.push(SideEffect::store(Job::BackUp));
        // The keys that waited are for the caseload, not for the page with the warning.
        effects.extend(self.finish_request());
        let notes = std::mem::take(&mut self.configuration_notes);
        if !notes.is_empty()
            && let Some((open, screen)) = self.open_parts()
        {
            let page = TextPage::from_lines("Please note", &notes, screen.page_columns());
            open.open_overlay(Overlay::TextPage(page));
        }
        if let Some((sentence, (open, screen))) = clock.zip(self.open_parts()) {
            open.open_overlay(Overlay::TextPage(TextPage::from_lines("The clock", &[sentence], screen.page_columns())));
        }
        effects
    }

    /// Restores the saved session and its theme. After quitting, only unfinished input of overlays is restored.
    fn restore_session(&mut self, session: SessionState) -> SideEffects {
        // A terminal without colors gets none, whatever theme the session had, and the settings file comes first.
        if session.left != ExitKind::Quit
            && self.settings.theme.is_none()
            && self.theme.name() != ThemeName::Mono
            && let Ok(name) = session.theme.parse()
        {
            self.theme = Theme::from_name(name);
        }
        self.open_parts().map(|(open, screen)| restore_session::restore(open, &screen, session)).unwrap_or_default()
    }

    /// Shows a newer snapshot of the caseload; a snapshot of a day that is no longer requested is ignored.
    pub(super) fn apply_snapshot(&mut self, snapshot: Snapshot) {
        let day_ends = self.now + snapshot.day_left;
        let Some(open) = self.workspace_mut() else { return };
        if snapshot.generation >= open.generation {
            open.apply_snapshot(snapshot);
            self.day_ends = Some(day_ends);
        }
    }

    pub(super) fn switch_theme(&mut self, name: ThemeName) {
        self.theme = Theme::from_name(name);
        let set: Option<ThemeName> = self.settings.theme.as_deref().and_then(|set| set.parse().ok());
        let message = match set.filter(|set| *set != name) {
            Some(set) => format!("Theme: {}, until you leave; settings.toml says {}.", name.title(), set.title()),
            None => format!("Theme: {}.", name.title()),
        };
        if let Some(open) = self.workspace_mut() {
            open.show_message(message);
        }
    }

    /// Saves what is not saved, has the backup made if one is due, and ends.
    pub(super) fn quit_program(&mut self) -> SideEffects {
        let Some(open) = self.workspace_mut() else {
            return vec![SideEffect::Exit(ExitReason::Quit { message: None })];
        };
        if matches!(open.overlay, Overlay::Confirm(Confirmation::Leave { .. })) {
            open.overlay = Overlay::None;
        }
        let mut effects = drafts::save_drafts(open);
        effects.push(SideEffect::store(Job::SaveSession(SessionState::for_quit(open).to_body())));
        effects.push(SideEffect::store(Job::FinishWork));
        open.show_message("Backing up before quitting. Quit again to leave at once.");
        self.is_quitting = true;
        effects
    }

    /// Ends at once if the key quits. While the backup is made, no other key does anything.
    pub(super) fn quit_at_once(&self, key: Key) -> SideEffects {
        if self.is_quit_key(self.key_context(), key) {
            vec![SideEffect::Exit(ExitReason::Immediately)]
        } else {
            Vec::new()
        }
    }

    /// Returns whether a key quits in a context, with or without asking.
    pub(super) fn is_quit_key(&self, context: KeyContext, key: Key) -> bool {
        let found = self.keymap.match_keys(context, &[key]);
        matches!(found, KeyMatch::Command(ScreenCommand::App(AppCommand::Quit | AppCommand::QuitNow)))
    }

    /// Returns whether the screen asks whether to leave.
    pub(super) fn asks_to_leave(&self) -> bool {
        self.workspace().is_some_and(|open| matches!(open.overlay, Overlay::Confirm(Confirmation::Leave { .. })))
    }

    /// Locks the screen as a key asks, and asks first if that loses what could not be saved.
    pub(super) fn lock_or_ask(&mut self) -> SideEffects {
        if let Some(open) = self.workspace_mut()
            && !open.snapshot.unsaved.is_empty()
        {
            leaving::ask_whether_to_lock(open);
            return Vec::new();
        }
        self.lock_screen()
    }

    /// Returns whether the screen asks whether to lock.
    pub(super) fn asks_to_lock(&self) -> bool {
        self.workspace().is_some_and(|open| matches!(open.overlay, Overlay::Confirm(Confirmation::Lock { .. })))
    }

    /// Takes over from an answer of the store, after the screen was locked, what could not be saved.
    pub fn note_unsaved(&mut self, msg: &Msg) {
        let Msg::Reply(reply) = msg else { return };
        for answer in &reply.answers {
            if let StoreAnswer::Snapshot(snapshot) = answer {
                self.unsaved_cases = Some(leaving::name_cases(&snapshot.unsaved)).filter(|cases| !cases.is_empty());
            }
        }
    }

    /// Locks the screen: drafts and session are saved, and a new process that knows nothing replaces this one. A screen
    /// that is locked already stays as it is.
    pub(super) fn lock_screen(&mut self) -> SideEffects {
        if self.workspace().is_none() { Vec::new() } else { self.replace_with_locked_process(false) }
    }

    /// Replaces this process with a locked one; `stopped` says whether the new process stops first, as the shell asked.
    pub(super) fn replace_with_locked_process(&mut self, stopped: bool) -> SideEffects {
        let practice = self.workspace().is_some_and(|open| open.snapshot.caseload.is_practice());
        let unsaved = self.workspace().map(|open| leaving::name_cases(&open.snapshot.unsaved));
        self.unsaved_cases = unsaved.filter(|cases| !cases.is_empty());
        let mut effects = self.save_session_and_drafts();
        self.stage = LockState::Locked(UnlockForm::default());
        self.in_flight = None;
        self.pressed_keys.clear();
        self.waiting_input.clear();
        effects.push(SideEffect::Exit(ExitReason::Locked { stopped, practice }));
        effects
    }

    /// Saves what is typed and where the worker is, and ends.
    pub(super) fn handle_hang_up(&mut self, signal: i32) -> SideEffects {
        let mut effects = self.save_session_and_drafts();
        effects.push(SideEffect::Exit(ExitReason::Signal(signal)));
        effects
    }

    /// Saves what is typed and where the worker is.
    fn save_session_and_drafts(&mut self) -> SideEffects {
        let mut effects = self.save_drafts();
        let session = self.workspace().map(|open| SessionState::from_workspace(open, &self.theme).to_body());
        effects.extend(session.map(Job::SaveSession).map(SideEffect::store));
        effects
    }

    /// Saves the session if it changed since the last save, in case the power fails.
    pub(super) fn save_session(&mut self) -> SideEffects {
        self.session_autosave.start_save();
        let session = self.workspace().map(|open| SessionState::for_autosave(open, &self.theme).to_body());
        if session == self.saved_session || self.is_quitting {
            return Vec::new();
        }
        self.saved_session.clone_from(&session);
        session.map(Job::SaveSession).map(store_job).unwrap_or_default()
    }
}
