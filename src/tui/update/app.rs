//! What works at any time: leaving, locking, choosing by name, another day.

use std::time::Instant;

use super::SideEffects;
use crate::domain::{CaseNumber, Change};
use crate::tui::command::{AppCommand, KeyContext, Motion, Pane, ScreenCommand};
use crate::tui::keymap::{Key, KeyMatch};
use crate::tui::layout;
use crate::tui::model::{ExitReason, LockState, Model, SideEffect, UnlockForm};
use crate::tui::overlays::chooser::{Chooser, ChooserAction};
use crate::tui::overlays::import::ImportPreview;
use crate::tui::overlays::prompt::{Prompt, PromptOutcome, PromptQuestion};
use crate::tui::overlays::search::SearchOverlay;
use crate::tui::overlays::{Confirmation, Overlay};
use crate::tui::pending_input::{self, PendingInput};
use crate::tui::session::SessionState;
use crate::tui::store_thread::{ImportJob, ImportSelection, Job};
use crate::tui::theme::Theme;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::workspace::{Side, Workspace};

/// The rows of a chooser on the screen.
const CHOOSER_PAGE: usize = 10;

impl Model {
    pub(super) fn run_app_command(&mut self, app: AppCommand, now: Instant) -> SideEffects {
        match app {
            AppCommand::Palette => {
                self.open_chooser(|model, context| Chooser::for_palette(&model.keymap, context, model.has_own_queue()));
            }
            AppCommand::Keys => {
                self.open_chooser(|model, context| Chooser::for_keys(&model.keymap, context, model.has_own_queue()));
            }
            AppCommand::AsOf => self.ask_question(Prompt::new(PromptQuestion::AsOf, "")),
            AppCommand::Redraw => self.redraw = true,
            AppCommand::Theme => self.switch_theme(),
            AppCommand::Print => self.choose_document(),
            AppCommand::Lock => return self.lock_screen(),
            AppCommand::Back => return self.go_back(),
            AppCommand::Yes => return self.confirm_yes(),
            AppCommand::Accept => return self.accept_input(now),
            AppCommand::ChoiceUp => self.move_choice(Motion::Up),
            AppCommand::ChoiceDown => self.move_choice(Motion::Down),
            AppCommand::Quit => return self.quit_program(),
        }
        Vec::new()
    }

    fn open_chooser(&mut self, chooser: impl FnOnce(&Self, KeyContext) -> Chooser) {
        let chooser = chooser(self, self.key_context());
        self.open_overlay(Overlay::Chooser(chooser));
    }

    /// Asks something on the last line; what was typed when the same was asked before is there.
    pub(super) fn ask_question(&mut self, prompt: Prompt) {
        let Some(open) = self.workspace_mut() else { return };
        let row = open.selected_row().map(|selected| selected.subject.case);
        let mut prompt = prompt.with_row(row.as_ref());
        let same = |begun: &PendingInput| matches!(begun, PendingInput::Answer { asked, .. } if Some(asked) == prompt.identity.as_ref());
        if let Some(PendingInput::Answer { text, .. }) = pending_input::take_input(&mut open.pending_inputs, same) {
            prompt.line = LineInput::with_text(&text);
        }
        open.open_overlay(Overlay::Prompt(prompt));
    }

    pub(super) fn open_overlay(&mut self, overlay: Overlay) {
        if let Some(open) = self.workspace_mut() {
            open.open_overlay(overlay);
        }
    }

    fn switch_theme(&mut self) {
        let name = self.theme.name().next_theme();
        self.theme = Theme::from_name(name);
        self.show_message(format!("Theme: {}.", name.title()));
    }

    /// Saves what is not saved, has the backup made if one is due, and ends.
    fn quit_program(&mut self) -> SideEffects {
        if self.workspace().is_none() {
            return vec![SideEffect::Exit(ExitReason::Quit { message: None })];
        }
        let mut effects = self.save_drafts();
        let end = self.workspace().map(|open| SessionState::for_quit(open).to_body());
        effects.extend(end.map(|body| SideEffect::Store(Job::SaveSession(body))));
        effects.push(SideEffect::Store(Job::FinishWork));
        self.is_quitting = true;
        self.show_message("Backing up before leaving; quitting once more leaves at once.");
        effects
    }

    /// While the backup is made no key does anything but quit.
    pub(super) fn quit_at_once(&self, key: Key) -> SideEffects {
        let quits = self.keymap.match_keys(self.key_context(), &[key])
            == KeyMatch::Command(ScreenCommand::App(AppCommand::Quit));
        if quits { vec![SideEffect::Exit(ExitReason::Immediately)] } else { Vec::new() }
    }

    /// Locks: what is typed and where the worker stands are kept, and the process gives way to a new one that knows
    /// nothing. A screen that is locked already stays as it is.
    pub(super) fn lock_screen(&mut self) -> SideEffects {
        if self.workspace().is_none() { Vec::new() } else { self.replace_with_locked_process(false) }
    }

    /// Has a locked process take this one's place; `stopped` if it is to stop first, as the shell asked.
    pub(super) fn replace_with_locked_process(&mut self, stopped: bool) -> SideEffects {
        let practice = self.workspace().is_some_and(|open| open.snapshot.caseload.is_practice());
        let mut effects = self.save_session_and_drafts();
        self.stage = LockState::Locked(UnlockForm::default());
        self.left_forms.clear();
        self.pressed_keys.clear();
        effects.push(SideEffect::Exit(ExitReason::Locked { stopped, practice }));
        effects
    }

    /// Has the store keep what is typed and where the worker stands.
    pub(super) fn save_session_and_drafts(&mut self) -> SideEffects {
        let mut effects = self.save_drafts();
        let body = self.workspace().map(|open| SessionState::from_workspace(open, &self.theme).to_body());
        effects.extend(body.map(|body| SideEffect::Store(Job::SaveSession(body))));
        effects
    }

    /// Has the store keep where the worker stands, where that is another place than it knows: power may fail.
    pub(super) fn save_session(&mut self) -> SideEffects {
        self.session_autosave.start_save();
        let place = self.workspace().map(|open| SessionState::for_autosave(open, &self.theme).to_body());
        if place == self.saved_session || self.is_quitting {
            return Vec::new();
        }
        self.saved_session.clone_from(&place);
        place.map(|body| SideEffect::Store(Job::SaveSession(body))).into_iter().collect()
    }

    /// Closes what lies on top; else goes back to the list, and there shows all of it again.
    fn go_back(&mut self) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        if let Overlay::Confirm(Confirmation::ImportOlder { preview, .. }) = &open.overlay {
            // No leads back to what was told.
            open.overlay = Overlay::Preview(ImportPreview::clone(preview));
            return Vec::new();
        }
        if !matches!(open.overlay, Overlay::None) {
            open.open_overlay(Overlay::None);
            return Vec::new();
        }
        if open.act_sheet.is_some() {
            return self.close_act_sheet();
        }
        if open.side == Side::Beside {
            open.side = Side::List;
        } else if open.pane != open.list_pane {
            open.pane = open.take_return_pane();
        } else if !open.filter().is_empty() {
            open.set_filter("");
        }
        Vec::new()
    }

    fn confirm_yes(&mut self) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        match std::mem::take(&mut open.overlay) {
            Overlay::Confirm(Confirmation::DiscardDraft { case, draft_key: of, .. }) => self.discard_draft(case, of),
            Overlay::Confirm(Confirmation::ImportOlder { selection: chosen, .. }) => self.import_files(chosen),
            other => {
                open.overlay = other;
                Vec::new()
            }
        }
    }

    fn move_choice(&mut self, motion: Motion) {
        let size = self.size;
        let Some(open) = self.workspace_mut() else { return };
        match &mut open.overlay {
            Overlay::Chooser(chooser) => {
                let len = chooser.len();
                chooser.cursor.move_by(motion, len, CHOOSER_PAGE);
            }
            Overlay::Search(searching) => {
                searching.cursor.move_by(motion, searching.page.hits.len(), layout::hits_per_page(size));
            }
            _ => open.move_selection(motion, size),
        }
    }

    fn accept_input(&mut self, now: Instant) -> SideEffects {
        if let LockState::Locked(unlock) = &mut self.stage {
            if unlock.trying || unlock.secret.is_empty() || unlock.seconds_to_wait(now) > 0 {
                return Vec::new();
            }
            return vec![unlock.try_passphrase()];
        }
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        match std::mem::take(&mut open.overlay) {
            Overlay::Prompt(prompt) => self.accept_prompt(prompt),
            Overlay::Chooser(chooser) => self.accept_choice(&chooser, now),
            Overlay::Search(searching) => self.accept_search_hit(searching),
            other => {
                open.overlay = other;
                Vec::new()
            }
        }
    }

    fn accept_choice(&mut self, chooser: &Chooser, now: Instant) -> SideEffects {
        match chooser.selected_item().map(|item| item.choice.clone()) {
            Some(ChooserAction::Do(command)) => self.perform_command(command, now),
            Some(ChooserAction::InsertText(text)) => {
                self.comment_form_mut().into_iter().for_each(|form| form.insert_choice(&text, now));
                Vec::new()
            }
            Some(ChooserAction::OpenComment(case, person, comment)) => self.open_comment(case, person, comment),
            Some(ChooserAction::Amend(subject, comment, kind)) => {
                self.open_amendment(subject, comment, Some(kind));
                Vec::new()
            }
            Some(ChooserAction::Act(form)) => {
                self.open_act_sheet(form);
                Vec::new()
            }
            Some(ChooserAction::Phrase(word)) => self.expand_phrase(&word, now),
            Some(ChooserAction::Print(what, redacted)) => {
                self.ask_for_print_file(what, redacted);
                Vec::new()
            }
            Some(ChooserAction::Walk(place, begins)) => self.walk_from(place, begins),
            Some(ChooserAction::Checklist(form)) => self.show_checklist(&form),
            Some(ChooserAction::ChecklistOf(case)) => self.show_checklist_for(case),
            Some(ChooserAction::InspectPath(path)) => self.choose_extracts(Some(path)),
            Some(ChooserAction::Preview(files)) => self.preview_import(ImportSelection::with_newer_only(files)),
            Some(ChooserAction::Extract(read)) => vec![SideEffect::Store(Job::Import(ImportJob::PreviewUndo(read)))],
            Some(ChooserAction::AskForPath(folder)) => {
                self.ask_for_extract_path(&folder);
                Vec::new()
            }
            Some(ChooserAction::EditRow(rejected)) => {
                self.open_row_editor(*rejected);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Opens the case at the comment that was found; where there is none the search goes on.
    fn accept_search_hit(&mut self, searching: SearchOverlay) -> SideEffects {
        let Some(found) = searching.selected_hit().map(|hit| hit.comment.comment.clone()) else {
            self.open_overlay(Overlay::Search(searching));
            return Vec::new();
        };
        self.open_comment(found.case, found.person, found.id)
    }

    fn accept_prompt(&mut self, mut prompt: Prompt) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        let accepted = prompt.accept_answer(open.snapshot.today);
        if let Some(PromptQuestion::ReviewRemark(review)) = accepted.as_ref().map(|_| &prompt.question) {
            open.take_begun_review(review.month, &review.case);
        }
        match accepted {
            Some(PromptOutcome::Change(case, change, said)) => self.record_change(case, *change, said),
            Some(PromptOutcome::AsOf(day)) => {
                let as_of = Some(day).filter(|day| *day != open.snapshot.today);
                self.generation += 1;
                vec![SideEffect::Store(Job::EvaluateAsOf { as_of, generation: self.generation })]
            }
            Some(PromptOutcome::Job(job)) => vec![SideEffect::Store(*job)],
            Some(PromptOutcome::PassStop(disposition)) => self.pass_stop(&disposition),
            None => {
                self.ask_question(prompt);
                Vec::new()
            }
        }
    }

    /// Records a change, unless the lists are those of another day.
    pub(super) fn record_change(&mut self, case: CaseNumber, change: Change, said: String) -> SideEffects {
        if self.refuse_on_another_day() {
            return Vec::new();
        }
        vec![SideEffect::Store(Job::Record { change, case, message: said })]
    }

    /// Whether the lists are those of another day; if so, says how to come back.
    pub(super) fn refuse_on_another_day(&mut self) -> bool {
        let another_day = self.workspace().is_some_and(Workspace::is_another_day);
        if another_day {
            self.show_refusal(
                "These lists are of another day, on which nothing is recorded. @ t Enter comes back to today.",
            );
        }
        another_day
    }
}

impl UnlockForm {
    /// Tries what is typed.
    fn try_passphrase(&mut self) -> SideEffect {
        self.trying = true;
        self.error = None;
        SideEffect::Store(Job::Unlock(self.secret.take_passphrase()))
    }
}

impl Model {
    /// The screen's start: tries a passphrase that was given already.
    pub fn start_screen(&mut self, passphrase: Option<secrecy::SecretString>) -> SideEffects {
        let Some((passphrase, LockState::Locked(unlock))) = passphrase.map(|given| (given, &mut self.stage)) else {
            return Vec::new();
        };
        unlock.trying = true;
        vec![SideEffect::Store(Job::Unlock(passphrase))]
    }

    /// The pane that is shown, once the caseload is open.
    pub fn current_pane(&self) -> Option<Pane> {
        self.workspace().map(|open| open.pane)
    }
}
