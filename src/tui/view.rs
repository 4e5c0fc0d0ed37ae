//! Draws the screen: a pure function of the model.

mod frame;
mod unlock;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

pub use frame::tab_at;

use super::command::Pane;
use super::layout::{self, COMPACT_SIZE, ScreenAreas};
use super::model::{LockState, Model};
use super::overlays::overlay_context::OverlayContext;
use super::panes::amend::AmendView;
use super::panes::checklist::ChecklistFrame;
use super::panes::dictate::DictateView;
use super::panes::folder::FolderView;
use super::panes::pane_context::PaneContext;
use super::panes::side_pane;
use super::panes::{alerts, today};
use super::state::workspace::{Side, Workspace};
use super::text;
use super::theme::StyleRole;
use super::tour_strip::TourStrip;
use super::widgets::panel::{Panel, draw_line, draw_lines};
use super::widgets::scroll::note_lines_below;
use super::widgets::table;
use crate::domain::walk::WalkList;

/// Draws the screen into a buffer. Returns the place of the terminal's cursor: the caret or the selected row.
pub fn draw_screen(model: &Model, buffer: &mut Buffer) -> Position {
    let area = buffer.area;
    buffer.set_style(area, model.theme.style(StyleRole::Text));
    if layout::is_too_small(area.as_size()) {
        draw_too_small(model, area, buffer)
    } else {
        match &model.stage {
            LockState::Locked(unlock) => unlock::draw_unlock(model, unlock, area, buffer),
            LockState::Open(open) => {
                let strip = model.tour_strip(area.as_size());
                let height = strip.as_ref().map_or(0, TourStrip::height);
                let screen = Rect { height: area.height.saturating_sub(height), ..area };
                if let Some(strip) = strip {
                    strip.draw(&model.theme, Rect { y: screen.bottom(), height, ..area }, buffer);
                }
                ScreenView { model, open }.draw(screen, buffer)
            }
        }
    }
}

fn draw_too_small(model: &Model, area: Rect, buffer: &mut Buffer) -> Position {
    let message = format!(
        "Caseload needs a window of at least {} by {}; this one is {} by {}. Make it larger; nothing is lost.",
        COMPACT_SIZE.width, COMPACT_SIZE.height, area.width, area.height
    );
    table::draw_sentence(&message, &model.theme, area, buffer)
}

struct ScreenView<'a> {
    model: &'a Model,
    open: &'a Workspace,
}

impl ScreenView<'_> {
    fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let parts = self.open.screen_areas(area.as_size());
        frame::draw_header(self.model, self.open, parts.header, buffer);
        frame::draw_tabs(self.model, self.open, parts.tabs, buffer);
        let on_pane = self.draw_body(&parts, buffer);
        frame::draw_hints(self.model, parts.hints, buffer);
        let context = self.overlay_context();
        let on_sheet = self.open.act_sheet.as_ref().map(|sheet| sheet.draw(&context, area, buffer));
        let on_overlay = self.open.overlay.draw(&context, area, buffer);
        // The status line is drawn last, because a long message covers what is above it.
        let on_status = frame::draw_status(self.open, &context, parts.status, buffer);
        on_overlay.or(on_status).or(on_sheet).unwrap_or(on_pane)
    }

    fn overlay_context(&self) -> OverlayContext<'_> {
        OverlayContext {
            snapshot: &self.open.snapshot,
            filter: self.open.filter(),
            is_waiting: self.model.in_flight.is_some(),
            columns: &self.model.columns,
            theme: &self.model.theme,
        }
    }

    fn draw_body(&self, parts: &ScreenAreas, buffer: &mut Buffer) -> Position {
        let keys_beside = self.open.side == Side::Beside;
        match parts.beside {
            Some(area) => {
                // The side with the focus is drawn last, so that its frame is whole.
                let list = if keys_beside { Some(self.draw_list(parts, buffer)) } else { None };
                let beside = self.draw_beside(area, keys_beside, buffer);
                list.map_or_else(|| self.draw_list(parts, buffer), |_| beside)
            }
            None if keys_beside => self.draw_beside(parts.list, true, buffer),
            None => self.draw_list(parts, buffer),
        }
    }

    fn draw_list(&self, parts: &ScreenAreas, buffer: &mut Buffer) -> Position {
        let (open, theme, area) = (self.open, &self.model.theme, parts.list);
        let caseload = &open.snapshot.caseload;
        let ecs = caseload.has_several_ecs().then_some(caseload.as_ref());
        let context = PaneContext {
            on: caseload.as_of(),
            active: open.side == Side::List,
            theme,
            columns: &self.model.columns,
            ecs,
        };
        let put_off = |list| open.snapshot.caseload.put_off_counts(list);
        match open.pane {
            Pane::Today => {
                let put_off = put_off(WalkList::Today);
                today::draw_pane(&open.today, open.item_counts, put_off, open.hides_goals, context, area, buffer)
            }
            Pane::Cases => {
                let drafts = open.snapshot.caseload.drafts();
                let has_draft = |case: &_| drafts.iter().any(|draft| draft.case == *case);
                open.cases.draw(has_draft, context, area, buffer)
            }
            Pane::Action => open.action.draw(put_off(WalkList::Action), context, area, buffer),
            Pane::Alerts => alerts::draw_pane(&open.alerts, put_off(WalkList::Alerts), context, area, buffer),
            Pane::Dictate => self.draw_form(area, buffer),
            Pane::Checklist => self.draw_checklist(parts, buffer),
            Pane::Case => self.draw_folder(area, buffer),
            Pane::Month => open.month.draw(&open.snapshot.caseload, context, area, buffer),
            Pane::Queue => open.queue.draw(context, area, buffer),
            Pane::Walk => {
                let view = open.walk_view(theme, parts.beside.is_some());
                view.map_or_else(|| area.as_position(), |view| view.draw(area, buffer))
            }
        }
    }

    fn draw_form(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let (open, theme) = (self.open, &self.model.theme);
        let Some(form) = &open.dictate else {
            return self.draw_empty_pane(
                "Dictate",
                "No comment is being dictated. Select a case in a list and press d.",
                area,
                buffer,
            );
        };
        let (active, is_filing) = (open.side == Side::List, self.model.in_flight.is_some());
        DictateView { form, snapshot: &open.snapshot, active, is_filing, theme }.draw(area, buffer)
    }

    fn draw_checklist(&self, parts: &ScreenAreas, buffer: &mut Buffer) -> Position {
        let open = self.open;
        let Some(subject) = &open.subject else {
            let message = "No case is selected. Select one in a list (2) and press c.";
            return self.draw_empty_pane("Checklist 42-126", message, parts.list, buffer);
        };
        let title = side_pane::case_title(&open.snapshot, subject);
        let framed = ChecklistFrame {
            form: open.checklist.active_form(&open.snapshot.caseload),
            title: &title,
            on: open.snapshot.caseload.as_of(),
            active: open.side == Side::List,
            has_side_pane: parts.beside.is_some(),
            theme: &self.model.theme,
        };
        open.checklist.draw(&framed, parts.list, buffer)
    }

    fn draw_folder(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let open = self.open;
        let Some(subject) = &open.subject else {
            let message = "No case is selected. Select one in a list (2) and press Enter.";
            return self.draw_empty_pane("Case", message, area, buffer);
        };
        let read = open.case_details.as_ref().filter(|read| read.subject.case == subject.case);
        if let Some(form) = &open.amend {
            let filed = read.and_then(|read| read.comments.iter().find(|filed| filed.comment.id == form.comment));
            let (snapshot, theme) = (&open.snapshot, &self.model.theme);
            let is_filing = self.model.in_flight.is_some();
            return AmendView { form, filed_comment: filed, snapshot, is_filing, theme }.draw(area, buffer);
        }
        let (keymap, theme) = (&self.model.keymap, &self.model.theme);
        open.folder.draw(&FolderView { snapshot: &open.snapshot, details: read, subject, keymap, theme }, area, buffer)
    }

    fn draw_empty_pane(&self, title: &str, message: &str, area: Rect, buffer: &mut Buffer) -> Position {
        let theme = &self.model.theme;
        (&Panel { title, note: "", active: true, theme }).render(area, buffer);
        table::draw_sentence(message, theme, Panel::inner_area(area), buffer)
    }

    fn draw_beside(&self, area: Rect, active: bool, buffer: &mut Buffer) -> Position {
        let (open, theme) = (self.open, &self.model.theme);
        let inside = Panel::text_area(area, 1);
        let columns = inside.width.into();
        let (title, lines, top) = match &open.held_side {
            Some(held) => (held.title.clone(), held.lines.clone(), held.top),
            None => (open.beside_title(columns), open.beside_lines(theme, columns), open.beside_top),
        };
        let (title, note) = if open.shows_card(columns) && open.selected_row().is_some() {
            (title, "Tab shows the case".to_owned())
        } else {
            (title, note_lines_below(lines.len(), top, inside.height))
        };
        // The note stands on the lower edge, so that it never cuts a name.
        (&Panel { title: &title, note: "", active, theme }).render(area, buffer);
        if !note.is_empty() {
            let note = format!(" {note} ");
            let width = u16::try_from(text::display_width(&note)).unwrap_or(0).min(inside.width);
            let (x, y) = (inside.right().saturating_sub(width), area.bottom().saturating_sub(1));
            let edge = Rect { x, y, width, height: 1 };
            draw_line(Line::styled(note, theme.style(StyleRole::Quiet)), edge, buffer);
        }
        draw_lines(lines.into_iter().skip(top), inside, buffer);
        inside.as_position()
    }
}
