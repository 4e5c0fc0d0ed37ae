//! How the screen is drawn: a pure function of the model.

mod act;
mod cover;
mod frame;
mod import;
mod review;
mod search;
mod sheet;

pub use review::page as review_page;
pub use sheet::lines as sheet_lines;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::command::Pane;
use super::layout::{self, LEAST, Parts};
use super::model::{Model, Stage};
use super::overlays::why;
use super::panes::amend::AmendView;
use super::panes::beside::{self, Beside};
use super::panes::checklist::Framed;
use super::panes::dictate::FormView;
use super::panes::folder::Held;
use super::panes::{alerts, desk, today};
use super::theme::Role;
use super::widgets::panel::Panel;
use super::widgets::table;
use super::workspace::{Side, Workspace};
use crate::domain::walk::WalkList;

/// Draws a frame; the terminal's cursor stands on the caret or the selected row.
pub fn draw(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    buffer.set_style(area, model.theme.style(Role::Text));
    let cursor = if layout::too_small(area.as_size()) {
        too_small(model, area, buffer)
    } else {
        match &model.stage {
            Stage::Locked(unlock) => cover::unlock(model, unlock, area, buffer),
            Stage::Open(open) => View { model, open }.draw(area, buffer),
        }
    };
    frame.set_cursor_position(cursor);
}

fn too_small(model: &Model, area: Rect, buffer: &mut Buffer) -> Position {
    let said = format!(
        "Caseload needs a window of at least {} by {}; this one is {} by {}. Make it larger; nothing is lost.",
        LEAST.width, LEAST.height, area.width, area.height
    );
    table::sentence(&said, &model.theme, area, buffer)
}

struct View<'a> {
    model: &'a Model,
    open: &'a Workspace,
}

impl View<'_> {
    fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let parts = self.open.parts(area.as_size());
        frame::header(self.model, self.open, parts.header, buffer);
        frame::tabs(self.model, self.open, parts.tabs, buffer);
        let on_pane = self.body(&parts, buffer);
        frame::hints(self.model, parts.hints, buffer);
        let on_status = frame::status(self.model, self.open, parts.status, buffer);
        let on_sheet = self.open.acting.as_ref().map(|sheet| act::draw(self.model, sheet, area, buffer));
        let on_cover = cover::draw(self.model, &self.open.overlay, area, buffer);
        on_cover.or(on_status).or(on_sheet).unwrap_or(on_pane)
    }

    fn body(&self, parts: &Parts, buffer: &mut Buffer) -> Position {
        let keys_beside = self.open.side == Side::Beside;
        match parts.beside {
            Some(area) => {
                // The side with the keys is drawn last, so that its frame is whole.
                let list = if keys_beside { Some(self.list(parts, buffer)) } else { None };
                let beside = self.beside(area, keys_beside, buffer);
                list.map_or_else(|| self.list(parts, buffer), |_| beside)
            }
            None if keys_beside => self.beside(parts.list, true, buffer),
            None => self.list(parts, buffer),
        }
    }

    fn list(&self, parts: &Parts, buffer: &mut Buffer) -> Position {
        let (open, theme, area) = (self.open, &self.model.theme, parts.list);
        let on = open.laid.desk.as_of();
        let active = open.side == Side::List;
        let aside = |list| open.laid.desk.aside(list);
        match open.pane {
            Pane::Today => today::draw(&open.today, on, aside(WalkList::Today), active, theme, area, buffer),
            Pane::Cases => {
                let drafts = open.laid.desk.drafts();
                let has_draft = |case: &_| drafts.iter().any(|draft| draft.case == *case);
                open.cases.draw(on, has_draft, active, theme, area, buffer)
            }
            Pane::Action => open.action.draw(on, aside(WalkList::Action), active, theme, area, buffer),
            Pane::Alerts => alerts::draw(&open.alerts, on, aside(WalkList::Alerts), active, theme, area, buffer),
            Pane::Dictate => self.form(area, buffer),
            Pane::Checklist => self.checklist(parts, buffer),
            Pane::Case => self.folder(area, buffer),
            Pane::Month => open.month.draw(on, active, theme, area, buffer),
            Pane::Desk => desk::draw(&open.desk, on, active, theme, area, buffer),
            Pane::Walk => {
                let view = open.walk_view(theme, parts.beside.is_some());
                view.map_or_else(|| area.as_position(), |view| view.draw(area, buffer))
            }
        }
    }

    fn form(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let (open, theme) = (self.open, &self.model.theme);
        let Some(form) = &open.dictate else {
            return self.nothing(
                "Dictate",
                "No comment is being dictated. Select a case in a list and press d.",
                area,
                buffer,
            );
        };
        FormView { form, laid: &open.laid, active: open.side == Side::List, theme }.draw(area, buffer)
    }

    fn checklist(&self, parts: &Parts, buffer: &mut Buffer) -> Position {
        let open = self.open;
        let Some(subject) = &open.subject else {
            let said = "No case is selected. Select one in a list (2) and press c.";
            return self.nothing("Checklist 42-126", said, parts.list, buffer);
        };
        let title = beside::title(&open.laid, subject);
        let framed = Framed {
            form: open.checklist.form(&open.laid.desk),
            title: &title,
            on: open.laid.desk.as_of(),
            active: open.side == Side::List,
            beside: parts.beside.is_some(),
            theme: &self.model.theme,
        };
        open.checklist.draw(&framed, parts.list, buffer)
    }

    fn folder(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let open = self.open;
        let Some(subject) = &open.subject else {
            let said = "No case is selected. Select one in a list (2) and press Enter.";
            return self.nothing("Case", said, area, buffer);
        };
        let read = open.read.as_ref().filter(|read| read.subject.case == subject.case);
        if let Some(form) = &open.amend {
            let filed = read.and_then(|read| read.comments.iter().find(|filed| filed.comment.id == form.comment));
            return AmendView { form, filed, laid: &open.laid, theme: &self.model.theme }.draw(area, buffer);
        }
        let (keymap, theme) = (&self.model.keymap, &self.model.theme);
        open.folder.draw(&Held { laid: &open.laid, read, subject, keymap, theme }, area, buffer)
    }

    fn nothing(&self, title: &str, said: &str, area: Rect, buffer: &mut Buffer) -> Position {
        let theme = &self.model.theme;
        (&Panel { title, note: "", active: true, theme }).render(area, buffer);
        table::sentence(said, theme, Panel::inside(area), buffer)
    }

    fn beside(&self, area: Rect, active: bool, buffer: &mut Buffer) -> Position {
        let (open, theme) = (self.open, &self.model.theme);
        let subject = open.selected().map(|selected| selected.subject);
        let title = subject.map(|subject| beside::title(&open.laid, &subject)).unwrap_or_default();
        let inside = Panel::inside(area);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let lines = self.model.beside_lines(inside.width.into());
        let below = lines.len().saturating_sub(open.beside_top + usize::from(inside.height));
        let note = if below > 0 { format!("{below} more below") } else { String::new() };
        (&Panel { title: &title, note: &note, active, theme }).render(area, buffer);
        for (place, line) in inside.rows().zip(lines.into_iter().skip(open.beside_top)) {
            line.render(place, buffer);
        }
        inside.as_position()
    }
}

impl Model {
    /// How many columns the side beside the list has for text.
    pub(super) fn beside_columns(&self) -> usize {
        let parts = self.open().map(|open| open.parts(self.size));
        let area = parts.map(|parts| parts.beside.unwrap_or(parts.list));
        area.map_or(0, |area| usize::from(area.width).saturating_sub(4))
    }

    /// The lines of the side beside the list.
    pub(super) fn beside_lines(&self, columns: usize) -> Vec<Line<'static>> {
        let Some(open) = self.open() else { return Vec::new() };
        let theme = &self.theme;
        if open.pane == Pane::Checklist {
            let page = why::Page { on: open.laid.desk.as_of(), columns, theme };
            return open.checklist.selected().map(|item| page.item(item, open.checklist.month)).unwrap_or_default();
        }
        let Some(selected) = open.selected() else { return Vec::new() };
        // A walk tells itself why the case is there.
        let (finding, alert) = if open.pane == Pane::Walk { (None, None) } else { (selected.finding, selected.alert) };
        let beside = Beside {
            laid: &open.laid,
            subject: &selected.subject,
            finding,
            alert,
            // The form has the last contacts under it.
            contacts: open.pane != Pane::Dictate,
            theme,
            columns,
        };
        beside.lines()
    }
}
