//! The lines above and below the panes: who and when, the panes' names, messages and questions, keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use strum::VariantArray as _;

use crate::domain::{CaseNumber, dates};
use crate::store::BackedUp;
use crate::tui::clock::time_of_day;
use crate::tui::command::{self, Pane};
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::Prompt;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::words::counted;
use crate::tui::workspace::Workspace;

/// A piece of the header.
type Piece = (String, Role);

/// The header's pieces give way in this order, one after the other, until there is room for the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray)]
enum Tight {
    Whole,
    NotWhenSaved,
    NoOffice,
    NoProgram,
    NoYear,
    Close,
    NoName,
}

/// Draws the first line.
pub fn header(model: &Model, open: &Workspace, area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, model.theme.style(Role::Header));
    let columns = usize::from(area.width);
    let fitting = Tight::VARIANTS
        .iter()
        .map(|tight| pieces(open, *tight))
        .find(|(left, right, gap)| width(left, *gap) + width(right, *gap) < columns);
    let (left, right, gap) = fitting.unwrap_or_else(|| pieces(open, Tight::NoName));
    let start = columns.saturating_sub(width(&right, gap) + 1);
    spans(model, left, gap).render(area, buffer);
    let place = Rect { x: area.x + u16::try_from(start).unwrap_or(0), ..area };
    spans(model, right, gap).render(place.intersection(area), buffer);
}

fn width(pieces: &[Piece], gap: usize) -> usize {
    pieces.iter().map(|(said, _)| text::width(said) + gap).sum()
}

fn spans(model: &Model, pieces: Vec<Piece>, gap: usize) -> Line<'static> {
    let space = " ".repeat(gap);
    let spans = pieces
        .into_iter()
        .flat_map(|(said, role)| [Span::styled(said, model.theme.style(role)), Span::raw(space.clone())]);
    Line::from(std::iter::once(Span::raw(" ")).chain(spans).collect::<Vec<_>>())
}

/// The pieces on the left, those on the right, and the columns between two.
fn pieces(open: &Workspace, tight: Tight) -> (Vec<Piece>, Vec<Piece>, usize) {
    let desk = &open.laid.desk;
    let worker = desk.worker();
    let piece = |holds: bool, said: String, role| holds.then_some((said, role));
    let left = [
        piece(tight < Tight::NoProgram, "Caseload".to_owned(), Role::Header),
        piece(desk.is_practice(), " PRACTICE ".to_owned(), Role::Loud),
        piece(tight < Tight::NoName, worker.name.clone(), Role::Header),
        Some((format!("{} {}", worker.role.title(), worker.number), Role::Header)),
        piece(tight < Tight::NoOffice, worker.office.clone(), Role::Header),
    ];
    let day = desk.as_of();
    let day = if tight < Tight::NoYear { dates::long(day) } else { dates::shown(day, open.laid.today) };
    let day = if open.is_another_day() { (format!(" AS OF {day} "), Role::Loud) } else { (day, Role::Header) };
    let count = |said| (said, Role::Header);
    let right = [
        Some(day),
        Some(count(counted(desk.case_count(), "case"))),
        Some(count(format!("{} to do", open.today.total()))),
        Some(count(format!("{} not posted", desk.unposted()))),
        backed_up(open, tight),
    ];
    let gap = if tight < Tight::Close { 2 } else { 1 };
    (left.into_iter().flatten().collect(), right.into_iter().flatten().collect(), gap)
}

/// When the record was last saved outside of the database; a warning never gives way.
fn backed_up(open: &Workspace, tight: Tight) -> Option<Piece> {
    let day = |day| dates::shown(day, open.laid.today);
    match open.laid.backed_up {
        BackedUp::On(on) if tight < Tight::NotWhenSaved => Some((format!("saved {}", day(on)), Role::Header)),
        BackedUp::LongAgo(on) => Some((format!(" NOT SAVED since {} ", day(on)), Role::Loud)),
        BackedUp::NotYet => Some((" NO BACKUP ".to_owned(), Role::Loud)),
        BackedUp::On(_) | BackedUp::Never => None,
    }
}

/// Draws the panes' names.
pub fn tabs(model: &Model, open: &Workspace, area: Rect, buffer: &mut Buffer) {
    // A walk goes through the list that it was begun in.
    let shown = if open.pane == Pane::Walk { open.list_pane } else { open.pane };
    let named: Vec<_> = (1..).zip(Pane::standing(open.laid.desk.has_own_desk())).collect();
    let bare: usize = named.iter().map(|(number, pane)| text::width(&format!("{number} {} ", pane.title()))).sum();
    // A column before each name, and one between two, where there is room.
    let room = usize::from(area.width).saturating_sub(bare + 1).checked_div(named.len()).unwrap_or(0);
    let (before, gap) = (" ".repeat(room.min(1)), " ".repeat(room.saturating_sub(1).min(1)));
    let mut spans = vec![Span::raw(" ")];
    for (number, pane) in named {
        let role = if pane == shown { Role::TabShown } else { Role::Tab };
        spans.push(Span::styled(format!("{before}{number} {} ", pane.title()), model.theme.style(role)));
        spans.push(Span::raw(gap.clone()));
    }
    Line::from(spans).render(area, buffer);
}

/// Draws the line of messages and questions; answers where the caret is, where something is typed.
pub fn status(model: &Model, open: &Workspace, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    match &open.overlay {
        Overlay::Prompt(prompt) => return Some(question(model, open, prompt, area, buffer)),
        Overlay::Find => return Some(find(model, open, area, buffer)),
        Overlay::Confirm(confirm) => {
            Line::styled(confirm.question().to_owned(), model.theme.style(Role::Near)).render(area, buffer);
            return Some(area.as_position());
        }
        Overlay::None
        | Overlay::Chooser(_)
        | Overlay::Searching(_)
        | Overlay::Sheet(_)
        | Overlay::Review(_)
        | Overlay::Page(_)
        | Overlay::Told(_)
        | Overlay::Changes(_)
        | Overlay::Importing(_)
        | Overlay::Preview(_)
        | Overlay::Brought(_)
        | Overlay::NotNamed(_)
        | Overlay::Extract(_)
        | Overlay::Mending(_) => {}
    }
    let (said, role) = said(open);
    let said = text::cut(&text::one_line(&said), area.width.into()).into_owned();
    Line::styled(said, model.theme.style(role)).render(area, buffer);
    None
}

/// What there is to say: the last notice, a restored draft, or what the selected row says in full.
fn said(open: &Workspace) -> (String, Role) {
    if let Overlay::Chooser(chooser) = &open.overlay {
        // Numbers that stand below each other in the list are said without the space before them.
        let words = |doc: &String| doc.split_whitespace().collect::<Vec<_>>().join(" ");
        return (chooser.chosen().map(|item| words(&item.doc)).unwrap_or_default(), Role::Quiet);
    }
    if let Overlay::Searching(searching) = &open.overlay {
        let help = "Words, \"phrases\", begin*; author:V1A3 type:tel case:12B from:-30 to:t.";
        let wrong = searching.wrong.as_ref().map(|wrong| (wrong.clone(), Role::Error));
        return wrong.unwrap_or_else(|| (help.to_owned(), Role::Quiet));
    }
    if let Some(notice) = &open.notice {
        return (notice.said.clone(), if notice.wrong { Role::Error } else { Role::Good });
    }
    if open.overlay.hides_the_rows() {
        return (String::new(), Role::Quiet);
    }
    if let Some(sheet) = &open.acting {
        let restored = sheet.restored.map(|saved_ms| (restored(open, &sheet.subject.case, saved_ms), Role::Near));
        return restored.unwrap_or_else(|| (sheet.form.source.clone(), Role::Quiet));
    }
    let dictated = open.dictate.as_ref().filter(|_| open.pane == Pane::Dictate);
    if let Some((form, saved_ms)) = dictated.and_then(|form| Some((form, form.restored?))) {
        return (restored(open, &form.subject.case, saved_ms), Role::Near);
    }
    if let Some(form) = open.amend.as_ref().filter(|_| open.pane == Pane::Case) {
        let restored = form.restored.map(|saved_ms| format!("Draft of {} restored. ", time_of_day(saved_ms)));
        let role = if restored.is_some() { Role::Near } else { Role::Quiet };
        return (format!("{}{}", restored.unwrap_or_default(), form.help()), role);
    }
    if !open.sought().is_empty() {
        return (format!("Narrowed to {:?}. Esc shows the whole list.", open.sought()), Role::Near);
    }
    if let Some(form) = open.dictate.as_ref().filter(|_| open.pane == Pane::Dictate) {
        if form.should_be_protected() {
            return ("This tells domestic-abuse facts: Ctrl-T protects the comment.".to_owned(), Role::Near);
        }
        return (form.offered().unwrap_or_else(|| form.field.help().to_owned()), Role::Quiet);
    }
    (open.selected().map(|selected| selected.says).unwrap_or_default(), Role::Quiet)
}

/// That a draft is restored, what may be done with it, and what else there is to know.
fn restored(open: &Workspace, case: &CaseNumber, saved_ms: u64) -> String {
    let others = open.laid.desk.drafts().len().saturating_sub(1);
    let others = if others > 0 { format!(" {} more in Today.", counted(others, "draft")) } else { String::new() };
    let elsewhere = open.laid.desk.elsewhere(case).map(|why| format!(" The case is {why}.")).unwrap_or_default();
    let saved = time_of_day(saved_ms);
    format!("Draft of {saved} restored. Enter keep, Del discard.{elsewhere}{others}")
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
        hints.iter().map(|(_, key, title)| text::width(key) + text::width(title) + 3).sum()
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
            Span::raw(" "),
        ]
    });
    Line::from(spans.collect::<Vec<_>>()).render(area, buffer);
}
