//! The only place where the screen's state changes: a message comes in, side effects go out. The model routes each
//! message to the form, overlay or pane that has the keys; the modules below say what those do.

mod accept;
mod act_sheet;
mod amendment;
mod answers;
mod app;
mod bulk;
mod calls;
mod changes;
mod checklist;
mod comment_form;
mod comments;
mod day_work;
mod draft_keys;
mod drafts;
mod extracts;
mod glossary;
mod import;
mod import_start;
mod leaving;
mod locking;
mod marks;
mod mouse;
mod navigation;
mod partners;
mod posting;
mod print;
mod queue;
mod record;
mod reminders;
mod restore_session;
mod resume;
mod route;
mod rows;
mod search;
mod settings;
mod text_input;
mod tour;
mod unbound_key;
mod undo;
mod walk;
mod words;

use std::time::Instant;

use ratatui::layout::Size;

use accept::Accepted;

use super::command::{AppCommand, KeyContext, Pane, ScreenCommand};
use super::keymap::{Key, KeyMatch};
use super::model::{LockState, Model, WaitingInput};
use super::mouse::MouseInput;
use super::side_effect::{ExitReason, SideEffect, SideEffects};
use super::spellcheck::{SpellcheckEvent, SpellcheckStatus};
use super::state::held_side::HeldSide;
use super::state::workspace::Workspace;
use super::store_thread::{Job, StoreAnswer, StoreReply};
use super::widgets::text_sink::{TextInput, TextSink as _};
use crate::store::SavedView;

/// An event for the model.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Paste(String),
    /// The mouse was used.
    Mouse(MouseInput),
    /// The terminal has another size.
    Resize(Size),
    /// The store replied.
    Reply(Box<StoreReply>),
    /// The deadline was reached.
    Deadline,
    /// The spelling checker reports something.
    Spellcheck(SpellcheckEvent),
    /// A signal arrived, or the terminal is gone.
    Signal(i32),
    /// The shell asks the process to stop.
    Stop,
    /// The machine or the process slept, and nobody knows who is there now.
    Slept,
}

impl Model {
    /// Handles a message that arrived at `now`, and returns the side effects.
    pub fn update(&mut self, msg: Msg, now: Instant) -> SideEffects {
        self.now = now;
        let moves_rows = matches!(msg, Msg::Key(_) | Msg::Mouse(_));
        let shown_side = if moves_rows { self.take_shown_side() } else { None };
        let redraws_all = matches!(msg, Msg::Resize(_));
        let mut effects = match msg {
            Msg::Key(key) => self.handle_key(key),
            Msg::Paste(text) => self.handle_paste(text),
            Msg::Mouse(mouse) => self.handle_mouse(mouse),
            Msg::Resize(size) => self.resize_screen(size),
            Msg::Reply(reply) => self.handle_reply(*reply),
            Msg::Deadline => self.handle_deadline(),
            Msg::Spellcheck(event) => self.handle_spellcheck(event),
            Msg::Signal(signal) => self.handle_hang_up(signal),
            Msg::Stop => self.replace_with_locked_process(true),
            Msg::Slept => self.lock_screen(),
        };
        let size = self.screen_size();
        if let Some(open) = self.workspace_mut() {
            tour::follow(open);
            open.clamp_scroll(size);
            if moves_rows || redraws_all {
                open.hold_side(shown_side, now);
            }
            open.release_side(now);
            effects.extend(open.request_stale_details().map(Job::ReadCase).map(SideEffect::store));
            let request = open.dictate.as_mut().and_then(|form| form.take_reading_request(&open.snapshot.own_words));
            effects.extend(request.map(|request| SideEffect::Spellcheck(Box::new(request))));
        }
        effects
    }

    /// Takes the side pane as it stands on the screen.
    fn take_shown_side(&mut self) -> Option<HeldSide> {
        let (open, screen) = self.open_parts()?;
        open.held_side.take().or_else(|| open.shown_side(screen.theme, screen.size))
    }

    fn resize_screen(&mut self, size: Size) -> SideEffects {
        self.size = size;
        self.redraw = true;
        self.save_drafts()
    }

    /// Saves what is typed and not saved yet.
    pub(in crate::tui) fn save_drafts(&mut self) -> SideEffects {
        self.workspace_mut().map(drafts::save_drafts).unwrap_or_default()
    }

    fn handle_spellcheck(&mut self, event: SpellcheckEvent) -> SideEffects {
        match event {
            SpellcheckEvent::Status(status) => {
                let lacks_dictionary = status == SpellcheckStatus::NotFound;
                match self.workspace_mut() {
                    Some(open) => open.lacks_dictionary = lacks_dictionary,
                    None => self.lacks_dictionary = lacks_dictionary,
                }
            }
            SpellcheckEvent::Checked(result) => {
                if let Some(form) = self.workspace_mut().and_then(|open| open.dictate.as_mut()) {
                    form.apply_spellcheck(result);
                }
            }
        }
        Vec::new()
    }

    fn handle_deadline(&mut self) -> SideEffects {
        let now = self.now;
        if self.workspace().is_some() && now.duration_since(self.last_key) >= self.lock_after {
            return self.lock_screen();
        }
        let mut effects = Vec::new();
        if self.workspace().and_then(Workspace::save_at).is_some_and(|save_at| save_at <= now) {
            effects.extend(self.save_drafts());
        }
        if self.session_save_time().is_some_and(|save_at| save_at <= now) {
            effects.extend(self.save_session());
        }
        if self.day_ends.take_if(|ends| *ends <= now).is_some() {
            effects.extend([Job::TurnDay, Job::BackUp].map(SideEffect::store));
        }
        effects
    }

    /// Notes that the worker is active.
    pub(super) fn note_activity(&mut self) {
        self.last_key = self.now;
        self.session_autosave.note_change(self.now);
    }

    /// Handles a key, which runs a command or types a character. While a request is in flight, the key waits.
    fn handle_key(&mut self, key: Key) -> SideEffects {
        self.note_activity();
        if self.is_quitting {
            return self.quit_at_once(key);
        }
        if self.in_flight.is_some() {
            self.waiting_input.push(WaitingInput::Key(key));
            return Vec::new();
        }
        if let Some(open) = self.workspace_mut() {
            open.status_message = None;
        }
        if let Some(effects) = self.capture_key(key) {
            return effects;
        }
        self.pressed_keys.push(key);
        let mut effects = match self.keymap.match_keys(self.key_context(), &self.pressed_keys) {
            KeyMatch::More => return Vec::new(),
            KeyMatch::Command(command) => {
                self.pressed_keys.clear();
                self.count_key(matches!(command, ScreenCommand::Edit(_)));
                let effects = self.perform_command(command);
                self.note_form_opened();
                effects
            }
            KeyMatch::Nothing => {
                self.pressed_keys.clear();
                self.count_key(true);
                self.handle_unbound_key(key)
            }
        };
        self.number_requests(&mut effects);
        effects
    }

    /// Counts a key for the meter of the comment form; `writes` says whether the key types text; typed keys in the
    /// narrative are counted separately.
    fn count_key(&mut self, writes: bool) {
        let in_narrative = writes && self.key_context() == KeyContext::Narrative;
        if let Some(open) = self.workspace_mut()
            && open.pane == Pane::Dictate
            && let Some(form) = &mut open.dictate
        {
            form.count_key(in_narrative);
        }
    }

    /// Starts the meter of the comment form, if the command opened one.
    fn note_form_opened(&mut self) {
        let now = self.now;
        if let Some(form) = self.workspace_mut().and_then(|open| open.dictate.as_mut()) {
            form.note_opened_at(now);
        }
    }

    /// Numbers the requests that block keys; from then on keys wait.
    pub(super) fn number_requests(&mut self, effects: &mut [SideEffect]) {
        for effect in effects {
            if let SideEffect::Store(request) = effect
                && request.id.is_none()
                && request.job.blocks_keys()
            {
                self.last_request = self.last_request.next();
                request.id = Some(self.last_request);
                self.in_flight = request.id;
            }
        }
    }

    /// Handles a key without a command: types a character into the focused text, answers a yes-or-no question with no,
    /// or says that the key does nothing here.
    fn handle_unbound_key(&mut self, key: Key) -> SideEffects {
        // The key that asked answers yes, too.
        if self.asks_to_leave() && self.is_quit_key(KeyContext::Today, key) {
            return self.quit_program();
        }
        match (self.key_context(), key.typed_char()) {
            (KeyContext::Confirm, _) => self.perform_command(ScreenCommand::App(AppCommand::Back)),
            (context, Some(c)) if context.accepts_char() => self.apply_input(TextInput::Char(c)),
            (context, _) if self.show_view_of_key(key, context) => Vec::new(),
            (context, _) => {
                let keymap = &self.keymap;
                if let LockState::Open(open) = &mut self.stage
                    && let Some(message) = unbound_key::describe_key(keymap, key, context, open)
                {
                    open.show_message(message);
                }
                Vec::new()
            }
        }
    }

    /// Handles pasted text. While a request is in flight it waits like a key, except on the locked screen: there,
    /// pasted text is a passphrase and must not be written into the caseload that is being opened.
    fn handle_paste(&mut self, text: String) -> SideEffects {
        self.note_activity();
        if self.in_flight.is_none() {
            return self.apply_input(TextInput::Paste(&text));
        }
        if self.workspace().is_some() {
            self.waiting_input.push(WaitingInput::Paste(text));
        }
        Vec::new()
    }

    /// Applies an input to the text that has the focus.
    fn apply_input(&mut self, input: TextInput<'_>) -> SideEffects {
        let now = self.now;
        match &mut self.stage {
            LockState::Locked(unlock) => {
                unlock.apply_input(input, now);
                Vec::new()
            }
            LockState::Open(open) => text_input::apply_input(open, input, now),
        }
    }

    /// Performs a command.
    pub fn perform_command(&mut self, command: ScreenCommand) -> SideEffects {
        if command == ScreenCommand::App(AppCommand::Back)
            && let Some(effects) = self.go_back_in_settings()
        {
            return effects;
        }
        match command {
            ScreenCommand::App(AppCommand::Accept | AppCommand::AcceptTyped) => return self.accept_input(),
            ScreenCommand::App(AppCommand::QuitNow) => return self.quit_program(),
            ScreenCommand::App(AppCommand::Yes) if self.asks_to_leave() => return self.quit_program(),
            ScreenCommand::App(AppCommand::Yes) if self.asks_to_lock() => return self.lock_screen(),
            ScreenCommand::App(AppCommand::Lock) => return self.lock_or_ask(),
            ScreenCommand::App(AppCommand::NextTheme) => self.switch_theme(self.theme.name().next_theme()),
            ScreenCommand::App(AppCommand::Theme(name)) => self.switch_theme(name),
            ScreenCommand::App(AppCommand::Redraw) => self.redraw = true,
            ScreenCommand::Edit(edit) => return self.apply_input(TextInput::Edit(edit)),
            ScreenCommand::Settings(command) => return self.run_settings_command(command),
            command => {
                return self
                    .open_parts()
                    .map(|(open, screen)| route::perform_command(open, &screen, command))
                    .unwrap_or_default();
            }
        }
        Vec::new()
    }

    fn accept_input(&mut self) -> SideEffects {
        let Some((open, screen)) = self.open_parts() else { return self.try_passphrase() };
        match accept::accept_input(open, &screen) {
            Accepted::Effects(effects) => effects,
            Accepted::Perform(command) => self.perform_command(command),
        }
    }

    /// Handles the reply to a request, or a report in the middle of a job. The answers are applied in order; the keys
    /// that waited for this request are then handled.
    fn handle_reply(&mut self, reply: StoreReply) -> SideEffects {
        let mut effects: SideEffects =
            reply.answers.into_iter().flat_map(|answer| self.handle_answer(answer)).collect();
        if reply.id.is_some() && reply.id == self.in_flight {
            effects.extend(self.finish_request());
        }
        effects
    }

    fn handle_answer(&mut self, answer: StoreAnswer) -> SideEffects {
        match answer {
            StoreAnswer::WrongPassphrase { sentence, wait } => self.handle_wrong_passphrase(sentence, wait),
            StoreAnswer::Unusable { sentence, exit_code } => {
                return vec![SideEffect::Exit(ExitReason::Unusable { sentence, exit_code })];
            }
            StoreAnswer::ViewSaved(view) => self.add_view(*view),
            StoreAnswer::SettingsSaved(change) => self.note_settings_saved(*change),
            StoreAnswer::Finished(message) => return vec![SideEffect::Exit(ExitReason::Quit { message })],
            StoreAnswer::Opened(opened) => return self.handle_opened(*opened),
            StoreAnswer::Snapshot(snapshot) => self.apply_snapshot(snapshot),
            answer => {
                return self
                    .open_parts()
                    .map(|(open, screen)| answers::handle_answer(open, &screen, answer))
                    .unwrap_or_default();
            }
        }
        Vec::new()
    }

    /// Offers a view from now on that was saved.
    fn add_view(&mut self, view: SavedView) {
        let name = view.name.clone();
        self.settings.views.push(view);
        if let Some(open) = self.workspace_mut() {
            open.show_message(format!("Saved: v shows {name}. Its key and order are in settings.toml."));
        }
    }

    /// Ends the request in flight, whether it was done or refused, and handles what was typed meanwhile.
    pub(super) fn finish_request(&mut self) -> SideEffects {
        self.in_flight = None;
        let waiting = std::mem::take(&mut self.waiting_input);
        let Some(open) = self.workspace() else {
            // Input after a wrong passphrase was meant for the open caseload and is dropped.
            return Vec::new();
        };
        let message = open.status_message.clone();
        let effects = waiting.into_iter().flat_map(|input| match input {
            WaitingInput::Key(key) => self.handle_key(key),
            WaitingInput::Paste(text) => self.handle_paste(text),
        });
        let effects = effects.collect();
        if let Some(open) = self.workspace_mut() {
            open.status_message = open.status_message.take().or(message);
        }
        effects
    }
}
