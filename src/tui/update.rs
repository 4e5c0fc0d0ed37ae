//! The only place where the screen's state changes: a message comes, effects go.

mod acts;
mod amend;
mod app;
mod changes;
mod checklist;
mod comment_form;
mod comments;
mod extracts;
mod import;
mod posting;
mod print;
mod queue;
mod restore_session;
mod rows;
mod store_answers;
mod walk;

use std::time::Instant;

use ratatui::layout::Size;

use super::command::{AppCommand, EditCommand, KeyContext, Motion, Pane, ScreenCommand, SearchCommand};
use super::keymap::{Key, KeyMatch};
use super::model::{ExitReason, LockState, Model, SideEffect};
use super::overlays::Overlay;
use super::panes::Subject;
use super::panes::dictate::FilingStage as Filing;
use super::spellcheck::{SpellcheckEvent, SpellcheckStatus};
use super::store_thread::{Job, StoreAnswer};
use super::widgets::scroll::scroll_top;
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
    Answer(Box<StoreAnswer>),
    /// The deadline came.
    Deadline,
    /// The proofreader tells something.
    Spellcheck(SpellcheckEvent),
    /// A signal came, or the terminal is gone.
    Signal(i32),
    /// The shell asks the process to stop.
    Stop,
    /// The machine or the process slept, and nobody knows who is there now.
    Slept,
}

/// What an update leads to.
pub type SideEffects = Vec<SideEffect>;

impl Model {
    /// Takes a message.
    pub fn update(&mut self, msg: Msg, now: Instant) -> SideEffects {
        self.now = now;
        let mut effects = match msg {
            Msg::Key(key) => self.handle_key(key, now),
            Msg::Paste(pasted) => self.paste_text(&pasted, now),
            Msg::Resize(size) => self.resize_screen(size),
            Msg::Answer(answer) => self.handle_answer(*answer, now),
            Msg::Deadline => self.handle_deadline(now),
            Msg::Spellcheck(told) => self.apply_spellcheck(told),
            Msg::Signal(signal) => self.handle_hang_up(signal),
            Msg::Stop => self.replace_with_locked_process(true),
            Msg::Slept => self.lock_screen(),
        };
        let size = self.size;
        if let Some(open) = self.workspace_mut() {
            open.clamp_scroll(size);
            effects.extend(open.request_stale_details().map(|case| SideEffect::Store(Job::ReadCase(case))));
            let reading = open.dictate.as_mut().and_then(|form| form.take_reading_request(&open.snapshot.own_words));
            effects.extend(reading.map(|reading| SideEffect::Spellcheck(Box::new(reading))));
        }
        effects
    }

    /// Takes what the proofreader tells.
    fn apply_spellcheck(&mut self, told: SpellcheckEvent) -> SideEffects {
        match told {
            SpellcheckEvent::Status(dictionaries) => self.no_dictionary = dictionaries == SpellcheckStatus::NotFound,
            SpellcheckEvent::Checked(proof) => {
                self.comment_form_mut().into_iter().for_each(|form| form.apply_spellcheck(proof.clone()));
            }
        }
        Vec::new()
    }

    fn resize_screen(&mut self, size: Size) -> SideEffects {
        self.size = size;
        self.redraw = true;
        self.save_drafts()
    }

    fn handle_deadline(&mut self, now: Instant) -> SideEffects {
        let mut effects = Vec::new();
        if self.workspace().is_some() && self.is_idle(now) {
            return self.lock_screen();
        }
        if self.workspace().and_then(Workspace::save_at).is_some_and(|save_at| save_at <= now) {
            effects.extend(self.save_drafts());
        }
        if self.session_save_time().is_some_and(|keep_at| keep_at <= now) {
            effects.extend(self.save_session());
        }
        if self.day_ends.take_if(|ends| *ends <= now).is_some() {
            effects.extend([Job::TurnDay, Job::BackUp].map(SideEffect::Store));
        }
        effects
    }

    /// Keeps what is typed and where the worker stands, and ends.
    fn handle_hang_up(&mut self, signal: i32) -> SideEffects {
        let mut effects = self.save_session_and_drafts();
        effects.push(SideEffect::Exit(ExitReason::Signal(signal)));
        effects
    }

    /// Takes a key: a command by the table, or a character to write.
    fn handle_key(&mut self, key: Key, now: Instant) -> SideEffects {
        self.note_activity(now);
        self.session_autosave.note_change(now);
        if self.is_quitting {
            return self.quit_at_once(key);
        }
        if self.is_busy() {
            self.waiting_keys.push(key);
            return Vec::new();
        }
        if let Some(open) = self.workspace_mut() {
            open.status_message = None;
        }
        self.pressed_keys.push(key);
        match self.keymap.match_keys(self.key_context(), &self.pressed_keys) {
            KeyMatch::More => Vec::new(),
            KeyMatch::Command(command) => {
                self.pressed_keys.clear();
                self.count_key(matches!(command, ScreenCommand::Edit(_)));
                let effects = self.perform_command(command, now);
                self.comment_form_mut().into_iter().for_each(|form| form.note_opened_at(now));
                effects
            }
            KeyMatch::Nothing => {
                self.pressed_keys.clear();
                self.count_key(true);
                self.handle_unbound_key(key, now)
            }
        }
    }

    /// Counts a key for the meter, while a form has the keys; `writes` is whether the key writes where text is written.
    fn count_key(&mut self, writes: bool) {
        let in_narrative = writes && self.key_context() == KeyContext::Narrative;
        if let Some(open) = self.workspace_mut().filter(|open| open.pane == Pane::Dictate) {
            open.dictate.iter_mut().for_each(|form| form.count_key(in_narrative));
        }
    }

    /// Whether the form of an amendment has the keys.
    fn is_amending(&self) -> bool {
        matches!(self.key_context(), KeyContext::AmendReason | KeyContext::AmendText)
    }

    /// Whether keys have to wait: the home is being opened, or a comment, an act, a step of a walk or a mended row is on
    /// its way into the record.
    fn is_busy(&self) -> bool {
        match &self.stage {
            LockState::Locked(unlock) => unlock.trying,
            LockState::Open(open) => {
                let stepping = open.walk.as_ref().is_some_and(|walk| walk.stepping);
                stepping
                    || matches!(&open.overlay, Overlay::RowEditor(mending) if mending.is_importing)
                    || open.dictate.as_ref().is_some_and(|form| form.stage == Filing::Filing)
                    || open.amend.as_ref().is_some_and(|form| form.filing)
                    || open.act_sheet.as_ref().is_some_and(|sheet| sheet.filing)
            }
        }
    }

    /// A key without a command: a character is written where text is written; any key but yes says no.
    fn handle_unbound_key(&mut self, key: Key, now: Instant) -> SideEffects {
        match (self.key_context(), key.typed_char()) {
            (KeyContext::Confirm, _) => self.perform_command(ScreenCommand::App(AppCommand::Back), now),
            (context, Some(c)) if context.accepts_char(c) => self.insert_char(c, now),
            _ => Vec::new(),
        }
    }

    fn insert_char(&mut self, c: char, now: Instant) -> SideEffects {
        let in_narrative = self.key_context() == KeyContext::Narrative;
        if let Some(effects) =
            Some(now).filter(|_| in_narrative && c == ' ').and_then(|now| self.expand_typed_phrase(now))
        {
            return effects;
        }
        match &mut self.stage {
            LockState::Locked(unlock) => unlock.secret.push(c.encode_utf8(&mut [0; 4])),
            LockState::Open(open) => match &mut open.overlay {
                Overlay::Prompt(prompt) => {
                    prompt.error = None;
                    prompt.line.insert_char(c);
                }
                Overlay::Chooser(chooser) => {
                    chooser.line.insert_char(c);
                    chooser.apply_filter();
                }
                Overlay::Search(searching) => {
                    searching.line.insert_char(c);
                    return self.send_search();
                }
                Overlay::Find => {
                    let sought = format!("{}{c}", open.filter());
                    open.set_filter(&sought);
                }
                Overlay::None if open.act_sheet.is_some() => self.change_act_sheet(|sheet| sheet.insert_char(c, now)),
                Overlay::None if open.pane == Pane::Case => {
                    open.amend.iter_mut().for_each(|form| form.insert_char(c, now));
                }
                Overlay::None => open.dictate.iter_mut().for_each(|form| form.insert_char(c, now)),
                Overlay::RowEditor(mending) => mending.cell_mut().into_iter().for_each(|cell| cell.insert_char(c)),
                Overlay::CopyOut(_)
                | Overlay::Review(_)
                | Overlay::TextPage(_)
                | Overlay::ImportNote(_)
                | Overlay::Changes(_)
                | Overlay::Importing(_)
                | Overlay::Preview(_)
                | Overlay::ImportResult(_)
                | Overlay::MissingFacts(_)
                | Overlay::Extract(_)
                | Overlay::Confirm(_) => {}
            },
        }
        Vec::new()
    }

    /// Pasted text is text, wherever it goes; where nothing is written it is nothing.
    fn paste_text(&mut self, pasted: &str, now: Instant) -> SideEffects {
        self.note_activity(now);
        self.session_autosave.note_change(now);
        match &mut self.stage {
            // A paste is a passphrase here; one that comes while another is being tried is none.
            LockState::Locked(unlock) if !unlock.trying => unlock.secret.push(pasted),
            LockState::Locked(_) => {}
            LockState::Open(open) => match &mut open.overlay {
                Overlay::Prompt(prompt) => prompt.line.paste_text(pasted),
                Overlay::Chooser(chooser) => {
                    chooser.line.paste_text(pasted);
                    chooser.apply_filter();
                }
                Overlay::Search(searching) => {
                    searching.line.paste_text(pasted);
                    return self.send_search();
                }
                Overlay::Find => {
                    let sought = format!("{}{}", open.filter(), super::text::one_line(pasted));
                    open.set_filter(&sought);
                }
                Overlay::None if open.act_sheet.is_some() => {
                    self.change_act_sheet(|sheet| sheet.paste_text(pasted, now));
                }
                Overlay::None if open.pane == Pane::Dictate => {
                    open.dictate.iter_mut().for_each(|form| form.paste_text(pasted, now));
                }
                Overlay::None if open.pane == Pane::Case => {
                    open.amend.iter_mut().for_each(|form| form.paste_text(pasted, now));
                }
                Overlay::RowEditor(mending) => mending.cell_mut().into_iter().for_each(|cell| cell.paste_text(pasted)),
                Overlay::None
                | Overlay::CopyOut(_)
                | Overlay::Review(_)
                | Overlay::TextPage(_)
                | Overlay::ImportNote(_)
                | Overlay::Changes(_)
                | Overlay::Importing(_)
                | Overlay::Preview(_)
                | Overlay::ImportResult(_)
                | Overlay::MissingFacts(_)
                | Overlay::Extract(_)
                | Overlay::Confirm(_) => {}
            },
        }
        Vec::new()
    }

    /// Does a command.
    pub fn perform_command(&mut self, command: ScreenCommand, now: Instant) -> SideEffects {
        match command {
            ScreenCommand::Go(pane) => self.go_to_pane(pane),
            ScreenCommand::Move(motion) => self.move_selection(motion),
            ScreenCommand::OtherSide => self.switch_side(),
            ScreenCommand::Section(section) => {
                self.workspace_mut().into_iter().for_each(|open| open.folder.show_section(section));
                Vec::new()
            }
            ScreenCommand::Work(work) => self.run_row_command(work),
            ScreenCommand::Walk(step) => self.run_walk_command(step),
            ScreenCommand::Queue(key) => self.run_queue_command(key),
            ScreenCommand::Checklist(sheet) => self.run_checklist_command(sheet),
            ScreenCommand::Import(import) => self.run_import_command(import),
            ScreenCommand::Search(search) => self.run_search_command(search),
            ScreenCommand::Form(form) if self.is_amending() => self.run_amendment_command(form),
            ScreenCommand::Act(key) => self.run_act_command(key, now),
            ScreenCommand::Form(form) => self.run_form_command(form, now),
            ScreenCommand::Edit(edit) => self.run_edit_command(edit, now),
            ScreenCommand::App(app) => self.run_app_command(app, now),
        }
    }

    /// Goes to a pane. Checklist and folder show the case of the row that was selected.
    pub(super) fn go_to_pane(&mut self, pane: Pane) -> SideEffects {
        if pane == Pane::Queue && self.refuse_without_own_queue() {
            return Vec::new();
        }
        let mut effects = self.close_act_sheet();
        let Some(open) = self.workspace_mut() else { return effects };
        let subject = open.selected_row().map(|selected| selected.subject);
        open.return_pane = open.return_pane_for(pane);
        open.pane = pane;
        open.side = Side::List;
        open.beside_top = 0;
        match pane {
            Pane::Today | Pane::Cases | Pane::Action | Pane::Alerts | Pane::Month | Pane::Queue => {
                open.list_pane = pane;
                open.walk = None;
            }
            Pane::Checklist | Pane::Case => effects.extend(self.show_case(subject)),
            Pane::Dictate | Pane::Walk => {}
        }
        effects
    }

    /// Has checklist and folder show a case, and the store read it if it is not the one read last.
    pub(super) fn show_case(&mut self, subject: Option<Subject>) -> SideEffects {
        let Some((open, subject)) = self.workspace_mut().zip(subject) else { return Vec::new() };
        let read = open.case_details.as_ref().is_some_and(|read| read.subject.case == subject.case);
        let case = subject.case.clone();
        open.subject = Some(subject);
        if read {
            open.fill_checklist();
            return Vec::new();
        }
        vec![SideEffect::Store(Job::ReadCase(case))]
    }

    fn move_selection(&mut self, motion: Motion) -> SideEffects {
        let reads_walk = |open: &&Workspace| open.pane == Pane::Walk && open.side == Side::List;
        if self.workspace().filter(reads_walk).is_some_and(|open| matches!(open.overlay, Overlay::None)) {
            self.scroll_walk(motion);
            return Vec::new();
        }
        let size = self.size;
        let scrolls_beside = self.workspace().is_some_and(|open| open.side == Side::Beside);
        let lines = if scrolls_beside { self.beside_lines(self.beside_columns()).len() } else { 0 };
        let Self { stage: LockState::Open(open), keymap, theme, .. } = self else { return Vec::new() };
        let page = match &mut open.overlay {
            Overlay::TextPage(page) | Overlay::ImportNote(page) | Overlay::ImportResult(page) => Some(page),
            Overlay::Extract(extract) => Some(&mut extract.page),
            Overlay::Changes(changes) => changes.current_page_mut(),
            Overlay::Preview(preview) => Some(&mut preview.page),
            _ => None,
        };
        if let Some(page) = page {
            page.top = scroll_top(page.top, motion, page.lines.len(), usize::from(size.height).saturating_sub(6));
        } else if let Overlay::Review(review) = &mut open.overlay {
            review.move_cursor(motion, super::layout::review_points_per_page(super::layout::overlay_area(size)));
        } else if let Overlay::MissingFacts(not_named) = &mut open.overlay {
            not_named.move_selection(motion, size);
        } else if let Overlay::CopyOut(sheet) = &mut open.overlay {
            let area = super::layout::overlay_area(size);
            let lines = super::view::sheet_lines(sheet, area).len();
            sheet.top = scroll_top(sheet.top, motion, lines, super::layout::rows_inside(area));
        } else if open.side == Side::Beside {
            let page = super::layout::rows_inside(open.screen_areas(size).list);
            open.beside_top = scroll_top(open.beside_top, motion, lines, page);
        } else if open.pane == Pane::Case {
            let list = open.screen_areas(size).list;
            let Some(subject) = &open.subject else { return Vec::new() };
            let read = open.case_details.as_ref();
            let held =
                super::panes::folder::FolderView { snapshot: &open.snapshot, details: read, subject, keymap, theme };
            open.folder.scroll_page(motion, &held, list);
        } else {
            open.move_selection(motion, size);
        }
        Vec::new()
    }

    fn switch_side(&mut self) -> SideEffects {
        if let Some(open) = self.workspace_mut().filter(|open| open.pane != Pane::Case) {
            open.side = if open.side == Side::List { Side::Beside } else { Side::List };
        }
        Vec::new()
    }

    fn run_search_command(&mut self, search: SearchCommand) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        match search {
            SearchCommand::Find => {
                open.side = Side::List;
                open.set_filter("");
                open.overlay = Overlay::Find;
            }
            SearchCommand::Comments => return self.open_comment_search(),
            SearchCommand::Keep => open.overlay = Overlay::None,
            SearchCommand::Clear => {
                open.set_filter("");
                open.overlay = Overlay::None;
            }
            SearchCommand::Order => {
                let said = open.cases.order_by_next_column();
                self.show_message(said);
            }
            SearchCommand::Reverse => {
                let said = open.cases.reverse_order();
                self.show_message(said);
            }
            SearchCommand::CategoryAfter => open.action.step_category(true),
            SearchCommand::CategoryBefore => open.action.step_category(false),
        }
        Vec::new()
    }

    fn run_edit_command(&mut self, what: EditCommand, now: Instant) -> SideEffects {
        match &mut self.stage {
            LockState::Locked(unlock) => match what {
                EditCommand::Backspace => unlock.secret.pop(),
                EditCommand::DeleteToStart => unlock.secret.clear(),
                _ => {}
            },
            LockState::Open(open) => match &mut open.overlay {
                Overlay::Prompt(prompt) => prompt.line.apply_edit(what),
                Overlay::Chooser(chooser) => {
                    chooser.line.apply_edit(what);
                    chooser.apply_filter();
                }
                Overlay::Search(searching) => {
                    let before = searching.line.content().to_owned();
                    searching.line.apply_edit(what);
                    if searching.line.content() != before {
                        return self.send_search();
                    }
                }
                Overlay::Find => {
                    let mut line = super::widgets::line_input::LineInput::with_text(open.filter());
                    line.apply_edit(what);
                    let sought = line.content().to_owned();
                    open.set_filter(&sought);
                }
                Overlay::None if open.act_sheet.is_some() => self.change_act_sheet(|sheet| sheet.apply_edit(what, now)),
                Overlay::None if open.pane == Pane::Case => {
                    open.amend.iter_mut().for_each(|form| form.apply_edit(what, now));
                }
                Overlay::RowEditor(mending) => mending.edit_cell(what),
                Overlay::None => open.dictate.iter_mut().for_each(|form| form.apply_edit(what, now)),
                Overlay::CopyOut(_)
                | Overlay::Review(_)
                | Overlay::TextPage(_)
                | Overlay::ImportNote(_)
                | Overlay::Changes(_)
                | Overlay::Importing(_)
                | Overlay::Preview(_)
                | Overlay::ImportResult(_)
                | Overlay::MissingFacts(_)
                | Overlay::Extract(_)
                | Overlay::Confirm(_) => {}
            },
        }
        Vec::new()
    }
}
