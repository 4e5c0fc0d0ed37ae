//! What the store answered.

use std::time::Instant;

use ratatui::text::Line;

use super::SideEffects;
use crate::domain::{CaseNumber, PersonNumber};
use crate::store::{DraftTarget, FiledComment, LoggedEntry};
use crate::tui::command::Pane;
use crate::tui::model::{ExitReason, LockState as Screen, Model, SideEffect};
use crate::tui::overlays::Overlay;
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{AfterFiling, CommentProposal, FilingStage};
use crate::tui::panes::folder::{CaseDetails, Freshness};
use crate::tui::session::SessionState;
use crate::tui::store_thread::{ExitKind, Job, OpenedCaseload, Snapshot, StoreAnswer};
use crate::tui::text;
use crate::tui::widgets::read_page::TextPage;
use crate::tui::workspace::Workspace;

impl Model {
    pub(super) fn handle_answer(&mut self, answer: StoreAnswer, now: Instant) -> SideEffects {
        match answer {
            StoreAnswer::WrongPassphrase { sentence, wait } => self.handle_wrong_passphrase(&sentence, now + wait),
            StoreAnswer::Unusable { sentence, exit_code } => {
                return vec![SideEffect::Exit(ExitReason::Unusable { sentence, exit_code })];
            }
            StoreAnswer::Opened(opened) => return self.handle_opened(*opened, now),
            StoreAnswer::Snapshot(laid) => self.apply_snapshot(laid, now),
            StoreAnswer::CaseRead { case, comments, timeline } => self.handle_case_read(&case, comments, timeline),
            StoreAnswer::NewId(case, id) => {
                let form = self.comment_form_mut().filter(|form| form.subject.case == case && form.id.is_none());
                if let Some(form) = form {
                    form.id = Some(id);
                }
            }
            StoreAnswer::SearchResults { results: found, generation } => self.show_search_results(found, generation),
            StoreAnswer::Revealed(filed) => self.show_revealed_comment(&filed),
            StoreAnswer::Import(answer) => return self.handle_import_answer(answer, now),
            StoreAnswer::Changes(changes) => self.show_changes(&changes),
            StoreAnswer::CopiedOut(copy_out) => return self.show_copy_out(copy_out.into()),
            StoreAnswer::Unposted(comments) => self.show_unposted(&comments),
            StoreAnswer::ActRecorded { case, act, message } => {
                self.handle_act_recorded(case, &act, message);
                return self.replay_waiting_keys(now);
            }
            StoreAnswer::ActUndone(case, act) => self.handle_act_undone(&case, &act),
            StoreAnswer::Recorded(said) => self.show_message(said),
            StoreAnswer::Amended(comment, kind) => {
                self.handle_amendment_recorded(comment, kind);
                return self.replay_waiting_keys(now);
            }
            StoreAnswer::Filed(case) => return self.handle_comment_filed(&case, now),
            StoreAnswer::Finished(said) => return vec![SideEffect::Exit(ExitReason::Quit { message: said })],
            StoreAnswer::WalkAdvanced(said) => {
                self.show_message(said);
                return self.handle_walk_advanced(now);
            }
            StoreAnswer::Completeness(rows) => self.show_completeness(&rows),
            StoreAnswer::ReviewPoints(case, month, points) => self.open_review(case, month, points),
            StoreAnswer::Failed(sentence) => {
                self.amendment_mut().into_iter().for_each(|form| form.filing = false);
                self.act_sheet_mut().into_iter().for_each(|sheet| sheet.filing = false);
                self.show_refusal(sentence);
                let mut effects = self.handle_import_failure(now);
                effects.extend(self.handle_walk_advanced(now));
                return effects;
            }
            StoreAnswer::NotFiled(sentence) => {
                if let Some(form) = self.comment_form_mut() {
                    form.stage = FilingStage::Refused;
                }
                self.show_refusal(sentence);
                return self.replay_waiting_keys(now);
            }
        }
        Vec::new()
    }

    fn handle_wrong_passphrase(&mut self, sentence: &str, again: Instant) {
        if let Screen::Locked(unlock) = &mut self.stage {
            unlock.trying = false;
            unlock.error = Some(sentence.to_owned());
            unlock.retry_at = Some(again);
            self.waiting_keys.clear();
        }
    }

    /// The caseload is open: the worker stands where the screen was locked; else, where she stood last if nobody saw the
    /// end coming, with a draft that was not filed on the screen again at once. A clock that seems wrong is told before anything is done.
    fn handle_opened(&mut self, opened: OpenedCaseload, now: Instant) -> SideEffects {
        let OpenedCaseload { snapshot: laid, session, clock } = opened;
        let whereabouts = session.as_deref().and_then(SessionState::from_body);
        let newest = laid.caseload.drafts().first().map(|draft| (draft.case.clone(), draft.target.clone()));
        self.generation = laid.generation;
        self.day_ends = Some(now + laid.day_left);
        self.note_activity(now);
        self.stage = Screen::Open(Box::new(Workspace::new(laid)));
        let another_day = self.workspace().is_some_and(Workspace::is_another_day);
        let newest = newest.filter(|_| !another_day);
        if whereabouts.as_ref().is_none_or(|was| was.left == ExitKind::Quit) && newest.is_none() {
            self.show_stopped_walk();
        }
        let locked = whereabouts.as_ref().is_some_and(|was| was.left == ExitKind::Locked);
        let mut effects = whereabouts.map(|was| self.restore_session(was, now)).unwrap_or_default();
        if let Some((case, of)) = newest.filter(|_| !locked) {
            effects.extend(self.resume_draft(case, &of));
        }
        effects.push(SideEffect::Store(Job::BackUp));
        effects.extend(self.replay_waiting_keys(now));
        if let Some(sentence) = clock {
            self.show_clock_warning(&sentence);
        }
        effects
    }

    /// Opens the form that a draft was saved from.
    pub(super) fn resume_draft(&mut self, case: CaseNumber, of: &DraftTarget) -> SideEffects {
        match of {
            DraftTarget::Comment => {
                self.open_comment_form(Subject { case, person: PersonNumber::CASE }, CommentProposal::default())
            }
            DraftTarget::Amendment(comment) => {
                self.resume_amendment(Subject { case, person: PersonNumber::CASE }, *comment)
            }
            DraftTarget::Act(act, person) => {
                self.resume_act_sheet(Subject { case, person: *person }, act);
                Vec::new()
            }
        }
    }

    fn show_clock_warning(&mut self, sentence: &str) {
        let columns = self.page_columns();
        let lines = text::wrap_text(sentence, columns).into_iter().map(Line::from).collect();
        self.open_overlay(Overlay::TextPage(TextPage::new("The clock", lines)));
    }

    fn apply_snapshot(&mut self, laid: Snapshot, now: Instant) {
        if laid.generation < self.generation {
            return;
        }
        self.day_ends = Some(now + laid.day_left);
        self.left_forms.values_mut().for_each(|form| form.turn_day(laid.today));
        if let Some(open) = self.workspace_mut() {
            open.apply_snapshot(laid);
        }
    }

    fn handle_case_read(&mut self, case: &CaseNumber, comments: Vec<FiledComment>, timeline: Vec<LoggedEntry>) {
        let Some(open) = self.workspace_mut() else { return };
        if let Some(subject) = open.subject.clone().filter(|subject| subject.case == *case) {
            let another = open.case_details.as_ref().is_none_or(|read| read.subject.case != subject.case);
            open.case_details = Some(CaseDetails {
                subject,
                comments: comments.into(),
                timeline: timeline.into(),
                freshness: Freshness::Current,
            });
            open.fill_checklist();
            if another {
                open.checklist.select_initial_item();
            }
            self.show_target_comment();
        }
    }

    fn handle_comment_filed(&mut self, case: &CaseNumber, now: Instant) -> SideEffects {
        self.left_forms.remove(case);
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        open.last_act.take_if(|acted| acted.case == *case);
        let form = open.dictate.take_if(|form| form.subject.case == *case);
        if let Some(form) = &form {
            open.pane = if form.from == Pane::Dictate { open.list_pane } else { form.from };
        }
        let name = open.snapshot.caseload.case(case).map(|on_desk| on_desk.case_name().to_string());
        self.show_message(format!("Filed on {case} {}.", name.unwrap_or_default()));
        let mut effects = match form {
            Some(form) if form.from == Pane::Walk => self.pass_dictated_case(&form),
            Some(form) if form.after_filing == AfterFiling::Next => self.dictate_next(&form.row),
            _ => Vec::new(),
        };
        effects.extend(self.replay_waiting_keys(now));
        effects
    }

    /// Takes the keys that were pressed while the home was being opened or the comment was on its way.
    pub(super) fn replay_waiting_keys(&mut self, now: Instant) -> SideEffects {
        let waiting = std::mem::take(&mut self.waiting_keys);
        let notice = self.workspace_mut().and_then(|open| open.status_message.clone());
        let effects = waiting.into_iter().flat_map(|key| self.handle_key(key, now)).collect();
        if let Some(open) = self.workspace_mut() {
            open.status_message = open.status_message.take().or(notice);
        }
        effects
    }
}
