//! Draws the screen while it is locked: the form that asks for the passphrase.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::frame;
use crate::domain::count_with_noun;
use crate::tui::lock;
use crate::tui::model::Model;
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::unlock_form::UnlockForm;
use crate::tui::widgets::panel::{Panel, draw_lines};

const UNLOCK: (u16, u16) = (64, 9);
const PROMPT: &str = "Passphrase  ";

/// Draws the unlock screen. Returns the position of the caret.
pub fn draw_unlock(model: &Model, unlock: &UnlockForm, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let banner = banner_lines(model, usize::from(UNLOCK.0) - 6);
    let banner_lines = u16::try_from(banner.len()).unwrap_or(0).min(area.height.saturating_sub(UNLOCK.1 + 1));
    let box_area = area.centered(Constraint::Length(UNLOCK.0), Constraint::Length(UNLOCK.1 + banner_lines));
    (&Panel { title: "Caseload", note: "", active: true, theme }).render(box_area, buffer);
    let inside = Panel::text_area(box_area, 2);
    let rows = Layout::vertical([1, 1, banner_lines, 1, 1, 1, 2].map(Constraint::Length));
    let [_, home, read, _, passphrase, _, message_row] = rows.areas(inside);
    draw_lines(banner.into_iter().map(|line| Line::styled(line, theme.style(StyleRole::Text))), read, buffer);
    let place = text::cut_to_width(&model.home, inside.width.into()).into_owned();
    Line::styled(place, theme.style(StyleRole::Quiet)).render(home, buffer);
    let room = usize::from(passphrase.width).saturating_sub(PROMPT.len() + 1);
    let dots = "•".repeat(unlock.secret.len().min(room));
    let along = PROMPT.len() + text::display_width(&dots);
    let typed = vec![Span::styled(PROMPT, theme.style(StyleRole::Label)), Span::raw(dots)];
    Line::from(typed).render(passphrase, buffer);
    let (message, role) = unlock_message(model, unlock);
    let message = text::wrap_text(&message, message_row.width.into()).into_iter();
    draw_lines(message.map(|line| Line::styled(line, theme.style(role))), message_row, buffer);
    let hints = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    frame::draw_hints(model, hints, buffer);
    Position::new(passphrase.x + u16::try_from(along).unwrap_or(0), passphrase.y)
}

/// Returns the lines of the office's banner, with an empty line before them.
fn banner_lines(model: &Model, columns: usize) -> Vec<String> {
    let Some(banner) = &model.banner else { return Vec::new() };
    let paragraphs = banner.lines().flat_map(|line| text::wrap_text(&text::one_line(line), columns));
    std::iter::once(String::new()).chain(paragraphs).collect()
}

fn unlock_message(model: &Model, unlock: &UnlockForm) -> (Cow<'static, str>, StyleRole) {
    match (&unlock.error, unlock.seconds_to_wait(model.now)) {
        (None, _) if model.in_flight.is_some() => ("Opening…".into(), StyleRole::Quiet),
        (None, _) => match &model.unsaved_cases {
            Some(cases) => (lock::loss_sentence(cases).into(), StyleRole::Error),
            None => ("Enter opens. Unfiled dictation is kept.".into(), StyleRole::Quiet),
        },
        (Some(wrong), seconds @ 1..) => {
            (format!("{wrong} Wait {}.", count_with_noun(seconds, "second")).into(), StyleRole::Error)
        }
        (Some(wrong), 0) => (format!("{wrong} Type it again.").into(), StyleRole::Error),
    }
}
