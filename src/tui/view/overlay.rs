//! Draws the overlays: the unlock screen, a list to choose from, a page to read.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{copy_out, frame, import, review, search};
use crate::domain::count_with_noun;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::Chooser;
use crate::tui::overlays::confirmation::Confirmation;
use crate::tui::text;
use crate::tui::theme::StyleRole;
use crate::tui::unlock_form::UnlockForm;
use crate::tui::widgets::list::LazyList;
use crate::tui::widgets::panel::{Panel, clear_area};
use crate::tui::widgets::read_page::TextPage;
use crate::tui::widgets::scroll::note_lines_below;

const UNLOCK: (u16, u16) = (64, 9);
const PROMPT: &str = "Passphrase  ";

/// Draws the unlock screen. Returns the position of the caret.
pub fn draw_unlock(model: &Model, unlock: &UnlockForm, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let banner = banner_lines(model, usize::from(UNLOCK.0) - 6);
    let banner_lines = u16::try_from(banner.len()).unwrap_or(0).min(area.height.saturating_sub(UNLOCK.1 + 1));
    let box_area = area.centered(Constraint::Length(UNLOCK.0), Constraint::Length(UNLOCK.1 + banner_lines));
    (&Panel { title: "Caseload", note: "", active: true, theme }).render(box_area, buffer);
    let inside = Panel::inner_area(box_area);
    let inside = Rect { x: inside.x + 2, width: inside.width.saturating_sub(4), ..inside };
    let rows = Layout::vertical([1, 1, banner_lines, 1, 1, 1, 1].map(Constraint::Length));
    let [_, home, read, _, passphrase, _, message_row] = rows.areas(inside);
    for (place, line) in read.rows().zip(banner) {
        Line::styled(line, theme.style(StyleRole::Text)).render(place, buffer);
    }
    let place = text::cut_to_width(&model.home, inside.width.into()).into_owned();
    Line::styled(place, theme.style(StyleRole::Quiet)).render(home, buffer);
    let room = usize::from(passphrase.width).saturating_sub(PROMPT.len() + 1);
    let dots = "•".repeat(unlock.secret.len().min(room));
    let along = PROMPT.len() + text::display_width(&dots);
    let typed = vec![Span::styled(PROMPT, theme.style(StyleRole::Label)), Span::raw(dots)];
    Line::from(typed).render(passphrase, buffer);
    let (message, role) = unlock_message(model, unlock);
    Line::styled(message, theme.style(role)).render(message_row, buffer);
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
        (None, _) => ("Enter opens. Unfiled dictation is kept.".into(), StyleRole::Quiet),
        (Some(wrong), seconds @ 1..) => {
            (format!("{wrong} Wait {}.", count_with_noun(seconds, "second")).into(), StyleRole::Error)
        }
        (Some(wrong), 0) => (format!("{wrong} Type it again.").into(), StyleRole::Error),
    }
}

/// Draws the overlay. Returns the position of the cursor in it, if it has one.
pub fn draw_overlay(model: &Model, overlay: &Overlay, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    match overlay {
        Overlay::Chooser(chooser) => Some(draw_chooser(model, chooser, area, buffer)),
        Overlay::TextPage(page) | Overlay::ImportNote(page) | Overlay::ImportResult(page) => {
            Some(draw_text_page(model, page, area, buffer))
        }
        Overlay::Changes(changes) => changes.current_page().map(|page| draw_text_page(model, page, area, buffer)),
        Overlay::Search(searching) => Some(search::draw_search(model, searching, area, buffer)),
        Overlay::CopyOut(sheet) => Some(copy_out::draw_copy_out(model, sheet, area, buffer)),
        Overlay::Review(review) => Some(review::draw_review(model, review, area, buffer)),
        Overlay::Importing(importing) => Some(import::draw_running_import(model, importing, area, buffer)),
        Overlay::Preview(preview) => Some(draw_text_page(model, &preview.page, area, buffer)),
        Overlay::Extract(extract) => Some(draw_text_page(model, &extract.page, area, buffer)),
        Overlay::MissingFacts(list) => Some(import::draw_missing_facts(model, list, area, buffer)),
        Overlay::Confirm(Confirmation::ImportOlder { preview, .. }) => {
            draw_text_page(model, &preview.page, area, buffer);
            None
        }
        Overlay::RowEditor(mending) => Some(import::draw_row_editor(model, mending, area, buffer)),
        Overlay::None | Overlay::Find | Overlay::Prompt(_) | Overlay::Confirm(Confirmation::DiscardDraft { .. }) => {
            None
        }
    }
}

const CHOOSER_WIDTH: u16 = 100;
const CHOOSER_ROWS: u16 = 14;

fn draw_chooser(model: &Model, chooser: &Chooser, area: Rect, buffer: &mut Buffer) -> Position {
    let theme = &model.theme;
    let width = CHOOSER_WIDTH.min(area.width.saturating_sub(4));
    let place = area.centered(Constraint::Length(width), Constraint::Length(CHOOSER_ROWS));
    clear_area(&model.theme, place, buffer);
    let note = format!("{} of {}", (chooser.cursor.index + 1).min(chooser.len()), chooser.len());
    (&Panel { title: &chooser.title, note: &note, active: true, theme }).render(place, buffer);
    let [typed, _, rows] = Layout::vertical([1, 1].map(Constraint::Length).into_iter().chain([Constraint::Fill(1)]))
        .areas(Panel::inner_area(place));
    let typed = Rect { x: typed.x + 1, width: typed.width.saturating_sub(2), ..typed };
    Line::styled("> ", theme.style(StyleRole::Key)).render(typed, buffer);
    let line = Rect { x: typed.x + 2, width: typed.width.saturating_sub(2), ..typed };
    chooser.line.draw(line, buffer, theme.style(StyleRole::Text));
    if chooser.is_empty() {
        Line::styled(" No match. Esc closes this.", theme.style(StyleRole::Quiet)).render(rows, buffer);
    }
    let row = |at: usize| chooser_line(model, chooser, at, rows.width.into());
    (&LazyList { len: chooser.len(), cursor: &chooser.cursor, active: true, theme, build_row: row })
        .render(rows, buffer);
    chooser.line.caret_position(line)
}

fn chooser_line(model: &Model, chooser: &Chooser, at: usize, columns: usize) -> Line<'static> {
    /// The smallest and the largest width of a title that has a description beside it.
    const TITLE: (usize, usize) = (16, 28);
    const KEY: usize = 13;
    let Some(item) = chooser.get(at) else { return Line::default() };
    let theme = &model.theme;
    let has_keys = !item.key.is_empty();
    let beside_words = chooser.title_columns().clamp(TITLE.0, TITLE.1);
    let title = if item.doc.is_empty() { columns.saturating_sub(2) } else { beside_words };
    let mut spans = vec![Span::raw(if at == chooser.cursor.index { "▸" } else { " " })];
    if has_keys {
        spans.push(Span::styled(text::align_left(&item.key, KEY), theme.style(StyleRole::Key)));
        spans.push(Span::raw(" "));
    }
    spans.push(Span::raw(text::align_left(&item.title, title)));
    let used = 1 + if has_keys { KEY + 1 } else { 0 } + title + 1;
    let doc = text::cut_to_width(&item.doc, columns.saturating_sub(used)).into_owned();
    spans.push(Span::styled(format!(" {doc}"), theme.style(StyleRole::Quiet)));
    Line::from(spans)
}

fn draw_text_page(model: &Model, page: &TextPage, area: Rect, buffer: &mut Buffer) -> Position {
    let body = Rect { y: area.y + 2, height: area.height.saturating_sub(4), ..area };
    clear_area(&model.theme, body, buffer);
    let inside = Panel::inner_area(body);
    let inside = Rect { x: inside.x + 2, width: inside.width.saturating_sub(4), ..inside };
    let note = note_lines_below(page.lines.len(), page.top, inside.height);
    (&Panel { title: &page.title, note: &note, active: true, theme: &model.theme }).render(body, buffer);
    for (place, line) in inside.rows().zip(page.lines.iter().skip(page.top)) {
        line.render(place, buffer);
    }
    inside.as_position()
}
