//! The lines above and below the panes: who and when, the panes' names, messages and questions, keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use strum::VariantArray as _;

use crate::domain::dates;
use crate::tui::clock::time_of_day;
use crate::tui::command::{self, Pane};
use crate::tui::model::Model;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::words::counted;
use crate::tui::workspace::Workspace;

/// A piece of the header, and how soon it gives way; what never does is 0.
type Piece = (String, Role, u8);

/// Draws the first line.
pub fn header(model: &Model, open: &Workspace, area: Rect, buffer: &mut Buffer) {
    let mut left = left(open);
    let right = right(open);
    let width = |pieces: &[Piece]| pieces.iter().map(|(said, ..)| text::width(said) + 2).sum::<usize>();
    while width(&left) + width(&right) > usize::from(area.width) {
        let first_to_go = left.iter().map(|(.., gives_way)| *gives_way).max().filter(|most| *most > 0);
        let Some(most) = first_to_go else { break };
        left.retain(|(.., gives_way)| *gives_way != most);
    }
    let filled = usize::from(area.width).saturating_sub(width(&right));
    let style = model.theme.style(Role::Header);
    buffer.set_style(area, style);
    let spans = |pieces: Vec<Piece>| -> Vec<Span<'static>> {
        let span = |(said, role, _)| [Span::raw(" "), Span::styled(said, model.theme.style(role)), Span::raw(" ")];
        pieces.into_iter().flat_map(span).collect()
    };
    Line::from(spans(left)).render(area, buffer);
    let place = Rect { x: area.x + u16::try_from(filled).unwrap_or(0), ..area };
    Line::from(spans(right)).render(place.intersection(area), buffer);
}

fn left(open: &Workspace) -> Vec<Piece> {
    let (desk, worker) = (&open.laid.desk, open.laid.desk.worker());
    let mut pieces = vec![("Caseload".to_owned(), Role::Header, 1)];
    if desk.is_practice() {
        pieces.push((" PRACTICE ".to_owned(), Role::Loud, 0));
    }
    pieces.push((worker.name.clone(), Role::Header, 3));
    pieces.push((format!("{} {}", worker.role.title(), worker.number), Role::Header, 0));
    pieces.push((worker.office.clone(), Role::Header, 4));
    pieces
}

fn right(open: &Workspace) -> Vec<Piece> {
    let desk = &open.laid.desk;
    let day = dates::long(desk.as_of());
    let day = if open.is_another_day() { (format!(" AS OF {day} "), Role::Loud, 0) } else { (day, Role::Header, 0) };
    vec![
        day,
        (counted(desk.case_count(), "case"), Role::Header, 0),
        (format!("{} to do", open.today.total()), Role::Header, 0),
        (format!("{} not posted", desk.unposted()), Role::Header, 0),
    ]
}

/// Draws the panes' names.
pub fn tabs(model: &Model, open: &Workspace, area: Rect, buffer: &mut Buffer) {
    let mut spans = vec![Span::raw(" ")];
    for (number, pane) in (1..).zip(Pane::VARIANTS) {
        let role = if *pane == open.pane { Role::TabShown } else { Role::Tab };
        spans.push(Span::styled(format!(" {number} {} ", pane.title()), model.theme.style(role)));
        spans.push(Span::raw(" "));
    }
    Line::from(spans).render(area, buffer);
}

/// Draws the line of messages and questions; answers where the caret is, where something is typed.
pub fn status(model: &Model, open: &Workspace, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    match &open.overlay {
        Overlay::Prompt(prompt) => return Some(question(model, open, prompt, area, buffer)),
        Overlay::Find => return Some(find(model, open, area, buffer)),
        Overlay::Confirm(Confirm::DiscardDraft { question, .. }) => {
            Line::styled(question.clone(), model.theme.style(Role::Near)).render(area, buffer);
            return Some(area.as_position());
        }
        Overlay::None | Overlay::Chooser(_) | Overlay::Page(_) => {}
    }
    let (said, role) = said(open);
    let said = text::cut(&text::one_line(&said), area.width.into()).into_owned();
    Line::styled(said, model.theme.style(role)).render(area, buffer);
    None
}

/// What there is to say: the last notice, a restored draft, or what the selected row says in full.
fn said(open: &Workspace) -> (String, Role) {
    if let Some(notice) = &open.notice {
        return (notice.said.clone(), if notice.wrong { Role::Error } else { Role::Good });
    }
    let restored = open.dictate.as_ref().filter(|_| open.pane == Pane::Dictate).and_then(|form| form.restored);
    if let Some(saved_ms) = restored {
        let others = open.laid.desk.drafts().len().saturating_sub(1);
        let others = if others > 0 { format!(" {} more in Today.", counted(others, "draft")) } else { String::new() };
        return (format!("Draft of {} restored. Enter keep, Del discard.{others}", time_of_day(saved_ms)), Role::Near);
    }
    if !open.sought().is_empty() {
        return (format!("Narrowed to {:?}. Esc shows the whole list.", open.sought()), Role::Near);
    }
    (open.selected().map(|selected| selected.says).unwrap_or_default(), Role::Quiet)
}

fn question(model: &Model, open: &Workspace, prompt: &Prompt, area: Rect, buffer: &mut Buffer) -> Position {
    let question = format!("{}: ", prompt.question());
    let understood = prompt.understood(open.laid.today);
    let widths =
        [text::width(&question), 0, text::width(&understood) + 1].map(|width| u16::try_from(width).unwrap_or(0));
    let [ask, _, note] = widths;
    let [ask, place, note] =
        Layout::horizontal([Constraint::Length(ask), Constraint::Fill(1), Constraint::Length(note)]).areas(area);
    Line::styled(question, model.theme.style(Role::Heading)).render(ask, buffer);
    prompt.line.draw(place, buffer, model.theme.style(Role::Text));
    let role = if prompt.wrong.is_some() { Role::Error } else { Role::Good };
    Line::styled(format!(" {understood}"), model.theme.style(role)).render(note, buffer);
    prompt.line.caret(place)
}

fn find(model: &Model, open: &Workspace, area: Rect, buffer: &mut Buffer) -> Position {
    let sought = text::one_line(open.sought()).into_owned();
    let line = Line::from(vec![
        Span::styled("Find: ", model.theme.style(Role::Heading)),
        Span::styled(sought, model.theme.style(Role::Text)),
    ]);
    let along = u16::try_from(line.width()).unwrap_or(0).min(area.width.saturating_sub(1));
    line.render(area, buffer);
    Position::new(area.x + along, area.y)
}

/// The places of hints that stay when there is not room for all.
const STAYING: u8 = 90;

/// Draws the keys that act now, as many as there is room for; those that always act stay.
pub fn hints(model: &Model, area: Rect, buffer: &mut Buffer) {
    let context = model.context();
    let shown = |entry: &&command::Entry| {
        let key = model.keymap.shown(entry.command, context)?;
        Some((entry.hint.unwrap_or(0), key, entry.title))
    };
    let mut hints: Vec<_> = command::hints(context).iter().filter_map(shown).collect();
    let width = |hints: &[(u8, String, &str)]| -> usize {
        hints.iter().map(|(_, key, title)| text::width(key) + text::width(title) + 4).sum()
    };
    while width(&hints) > usize::from(area.width) {
        let Some(at) = hints.iter().rposition(|(place, ..)| *place < STAYING) else { break };
        hints.remove(at);
    }
    let spans = hints.into_iter().flat_map(|(_, key, title)| {
        [
            Span::raw(" "),
            Span::styled(key, model.theme.style(Role::Key)),
            Span::styled(format!(" {title}"), model.theme.style(Role::Hint)),
            Span::raw("  "),
        ]
    });
    Line::from(spans.collect::<Vec<_>>()).render(area, buffer);
}
