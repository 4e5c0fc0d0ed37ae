//! Back to where the worker stood when the screen was locked.

use std::time::Instant;

use strum::VariantArray as _;

use super::Effects;
use crate::tui::command::Pane;
use crate::tui::model::Model;
use crate::tui::panes::Subject;
use crate::tui::panes::dictate::{Field, Proposed};
use crate::tui::theme::{Theme, ThemeName};
use crate::tui::whereabouts::{Acting, Form, Left, Whereabouts, pane, section};
use crate::tui::workspace::Side;

impl Model {
    /// Goes back to where the worker stood; who quit begins anew, but for what she had begun over the panes.
    pub(super) fn come_back(&mut self, was: Whereabouts, now: Instant) -> Effects {
        if was.left != Left::Quit {
            return self.return_to(was, now);
        }
        self.open_mut().into_iter().for_each(|open| open.unfinished.clone_from(&was.unfinished));
        Vec::new()
    }

    /// Goes back to where the worker stood.
    fn return_to(&mut self, was: Whereabouts, now: Instant) -> Effects {
        // A terminal that wants no colours gets none, whatever the one before had.
        if let Some(name) = was.theme.parse().ok().filter(|_| self.theme.name() != ThemeName::Mono) {
            self.theme = Theme::named(name);
        }
        let Some(open) = self.open_mut() else { return Vec::new() };
        open.cases.set_ordering(was.order);
        open.action.choose(was.category);
        open.today.stand(&was.today);
        open.cases.listed.stand(&was.cases);
        open.action.listed.stand(&was.action);
        open.alerts.stand(&was.alerts);
        open.month.stand(&was.in_month, &open.laid.desk);
        open.desk.stand(&was.desk);
        open.list_pane = pane(&was.list_pane);
        open.folder.show(section(&was.section));
        open.folder.sought = was.comment;
        open.checklist.month = was.month.unwrap_or(open.checklist.month);
        open.checklist.sought = was.item;
        open.unfinished = was.unfinished;
        let subject = was.subject.map(|(case, person)| Subject { case, person });
        if let Some((subject, comment)) = subject.clone().zip(was.amending) {
            self.open_amendment(subject, comment, None);
        }
        let mut effects = match subject {
            Some(subject) => self.show_case(Some(subject)),
            None => Vec::new(),
        };
        let from = was.form.as_ref().map_or(&was.pane, |form| &form.from);
        if [from, &was.pane].into_iter().any(|left| pane(left) == Pane::Walk) {
            effects.extend(self.walk_on_where_stopped());
        }
        if let Some(form) = was.form {
            effects.extend(self.return_to_form(form, now));
        }
        if let Some(open) = self.open_mut() {
            open.pane = pane(&was.pane);
            open.side = if was.beside { Side::Beside } else { Side::List };
        }
        was.acting.into_iter().for_each(|acting| self.return_to_sheet(acting));
        effects
    }

    /// Opens the form of the act again that was open, at its field.
    fn return_to_sheet(&mut self, was: Acting) {
        self.resume_sheet(Subject { case: was.case, person: was.person }, &was.act);
        if let Some(sheet) = self.sheet_mut() {
            sheet.restored = None;
            sheet.go(was.at);
        }
    }

    /// Opens the form again that was open, where it came from and at its field.
    fn return_to_form(&mut self, was: Form, now: Instant) -> Effects {
        let Some(open) = self.open_mut() else { return Vec::new() };
        open.pane = pane(&was.from);
        let of_row = open.selected().is_some_and(|selected| selected.subject.case == was.case);
        let effects = if of_row {
            self.dictate_row()
        } else {
            self.dictate(Subject { case: was.case, person: was.person }, Proposed::default())
        };
        self.keep_draft();
        let field = Field::VARIANTS.iter().copied().find(|field| field.title() == was.field);
        if let Some((form, field)) = self.form_mut().zip(field) {
            form.go(field);
            form.is_open_since(now);
        }
        effects
    }
}
