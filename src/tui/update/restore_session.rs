//! Back to where the worker stood when the screen was locked.

use std::time::Instant;

use strum::VariantArray as _;

use super::SideEffects;
use crate::tui::command::Pane;
use crate::tui::model::Model;
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{CommentProposal, DictateField};
use crate::tui::session::{OpenActForm, OpenCommentForm, SessionState, pane_from_id, section_from_id};
use crate::tui::store_thread::ExitKind;
use crate::tui::theme::{Theme, ThemeName};
use crate::tui::workspace::Side;

impl Model {
    /// Goes back to where the worker stood; who quit begins anew, but for what she had begun over the panes.
    pub(super) fn restore_session(&mut self, was: SessionState, now: Instant) -> SideEffects {
        if was.left != ExitKind::Quit {
            return self.restore_screen(was, now);
        }
        self.workspace_mut().into_iter().for_each(|open| open.pending_inputs.clone_from(&was.unfinished));
        Vec::new()
    }

    /// Goes back to where the worker stood.
    fn restore_screen(&mut self, was: SessionState, now: Instant) -> SideEffects {
        // A terminal that wants no colors gets none, whatever the one before had.
        if let Some(name) = was.theme.parse().ok().filter(|_| self.theme.name() != ThemeName::Mono) {
            self.theme = Theme::from_name(name);
        }
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        open.cases.set_sort_order(was.order);
        open.action.choose_category(was.category);
        open.today.restore_selection(&was.today);
        open.cases.list.restore_selection(&was.cases);
        open.action.list.restore_selection(&was.action);
        open.alerts.restore_selection(&was.alerts);
        open.month.restore_selection(&was.in_month, &open.snapshot.caseload);
        open.queue.restore_selection(&was.desk);
        open.list_pane = pane_from_id(&was.list_pane);
        open.folder.show_section(section_from_id(&was.section));
        open.folder.requested_comment = was.comment;
        open.checklist.month = was.month.unwrap_or(open.checklist.month);
        open.checklist.item_to_select = was.item;
        open.pending_inputs = was.unfinished;
        let subject = was.subject.map(|(case, person)| Subject { case, person });
        if let Some((subject, comment)) = subject.clone().zip(was.amending) {
            self.open_amendment(subject, comment, None);
        }
        let mut effects = match subject {
            Some(subject) => self.show_case(Some(subject)),
            None => Vec::new(),
        };
        let from = was.form.as_ref().map_or(&was.pane, |form| &form.from);
        if [from, &was.pane].into_iter().any(|left| pane_from_id(left) == Pane::Walk) {
            effects.extend(self.resume_stopped_walk());
        }
        if let Some(form) = was.form {
            effects.extend(self.restore_comment_form(form, now));
        }
        if let Some(open) = self.workspace_mut() {
            open.pane = pane_from_id(&was.pane);
            open.side = if was.beside { Side::Beside } else { Side::List };
        }
        was.acting.into_iter().for_each(|acting| self.restore_act_sheet(acting));
        effects
    }

    /// Opens the form of the act again that was open, at its field.
    fn restore_act_sheet(&mut self, was: OpenActForm) {
        self.resume_act_sheet(Subject { case: was.case, person: was.person }, &was.act);
        if let Some(sheet) = self.act_sheet_mut() {
            sheet.restored_from_ms = None;
            sheet.go_to_field(was.at);
        }
    }

    /// Opens the form again that was open, where it came from and at its field.
    fn restore_comment_form(&mut self, was: OpenCommentForm, now: Instant) -> SideEffects {
        let Some(open) = self.workspace_mut() else { return Vec::new() };
        open.pane = pane_from_id(&was.from);
        let of_row = open.selected_row().is_some_and(|selected| selected.subject.case == was.case);
        let effects = if of_row {
            self.dictate_row()
        } else {
            self.open_comment_form(Subject { case: was.case, person: was.person }, CommentProposal::default())
        };
        self.keep_draft();
        let field = DictateField::VARIANTS.iter().copied().find(|field| field.title() == was.field);
        if let Some((form, field)) = self.comment_form_mut().zip(field) {
            form.go_to_field(field);
            form.note_opened_at(now);
        }
        effects
    }
}
