//! Draws the lines above and below the panes: the header, the tabs, the status line and the hint bar.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};
use strum::VariantArray as _;

use crate::desk::ItemCounts;
use crate::domain::sanitize::quoted;
use crate::domain::{CaseNumber, dates};
use crate::platform::time_of_day;
use crate::rules::message::{DateStyle, message};
use crate::store::BackupStatus;
use crate::tui::command::{self, CommandAccess, Pane};
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::overlay_context::OverlayContext;
use crate::tui::state::workspace::Workspace;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::message_line::draw_message;
use crate::tui::widgets::panel::draw_line;

/// A piece of the header line.
type HeaderPart<'a> = (Cow<'a, str>, StyleRole);

/// How much of the header is shown. The variants are tried in this order until the header fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::VariantArray)]
enum HeaderDensity {
    Whole,
    NotWhenSaved,
    NoOffice,
    NoProgram,
    NoYear,
    NoTotal,
    Close,
    NoCases,
    NoName,
    NoWorker,
}

/// Draws the header line.
pub fn draw_header(model: &Model, workspace: &Workspace, area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, model.theme.style(StyleRole::Header));
    let columns = usize::from(area.width);
    let fitting = HeaderDensity::VARIANTS
        .iter()
        .map(|tight| header_parts(workspace, *tight))
        .find(|(left, right, gap)| parts_width(left, *gap) + parts_width(right, *gap) < columns);
    let (left, right, gap) = fitting.unwrap_or_else(|| header_parts(workspace, HeaderDensity::NoWorker));
    let start = columns.saturating_sub(parts_width(&right, gap) + 1);
    parts_line(model, left, gap).render(area, buffer);
    let place = Rect { x: area.x + u16::try_from(start).unwrap_or(0), ..area };
    parts_line(model, right, gap).render(place.intersection(area), buffer);
}

fn parts_width(pieces: &[HeaderPart], gap: usize) -> usize {
    pieces.iter().map(|(message, _)| text::display_width(message) + gap).sum()
}

fn parts_line<'a>(model: &Model, pieces: Vec<HeaderPart<'a>>, gap: usize) -> Line<'a> {
    let space = " ".repeat(gap);
    let spans = pieces
        .into_iter()
        .flat_map(|(message, role)| [Span::styled(message, model.theme.style(role)), Span::raw(space.clone())]);
    Line::from(std::iter::once(Span::raw(" ")).chain(spans).collect::<Vec<_>>())
}

/// Returns the pieces on the left, the pieces on the right, and the number of columns between two pieces.
fn header_parts<'a>(
    workspace: &'a Workspace,
    tight: HeaderDensity,
) -> (Vec<HeaderPart<'a>>, Vec<HeaderPart<'a>>, usize) {
    let caseload = &workspace.snapshot.caseload;
    let worker = caseload.worker();
    let piece = |holds: bool, message: &'a str, role| holds.then_some((Cow::Borrowed(message), role));
    let left = [
        piece(tight < HeaderDensity::NoProgram, "Caseload", StyleRole::Header),
        piece(caseload.is_practice(), " PRACTICE ", StyleRole::Loud),
        piece(tight < HeaderDensity::NoName, &worker.name, StyleRole::Header),
        (tight < HeaderDensity::NoWorker)
            .then(|| (format!("{} {}", worker.role.title(), worker.number).into(), StyleRole::Header)),
        piece(tight < HeaderDensity::NoOffice, &worker.office, StyleRole::Header),
    ];
    let day = caseload.as_of();
    let day = if tight < HeaderDensity::NoYear {
        dates::format_long_date(day)
    } else {
        dates::format_date(day, workspace.snapshot.today)
    };
    let day = if workspace.is_another_day() {
        (format!(" AS OF {day} ").into(), StyleRole::Loud)
    } else {
        (day.into(), StyleRole::Header)
    };
    let count = |message: String| (message.into(), StyleRole::Header);
    let right = [
        Some(day),
        Some(count(items_text(workspace, tight))),
        // The comments of a caseload are posted by its EC.
        (!caseload.has_queue()).then(|| count(format!("{} not posted", caseload.unposted_comment_count()))),
        backup_part(workspace, tight),
    ];
    let gap = if tight < HeaderDensity::Close { 2 } else { 1 };
    (left.into_iter().flatten().collect(), right.into_iter().flatten().collect(), gap)
}

/// Returns how much there is to do: `101 of 118 cases, 204 items; 12 overdue`; for a role with a desk, what waits there.
fn items_text(workspace: &Workspace, tight: HeaderDensity) -> String {
    if workspace.snapshot.caseload.has_queue() {
        let counts = workspace.queue.counts(workspace.snapshot.caseload.as_of());
        return if tight >= HeaderDensity::NoCases { counts.items_summary() } else { counts.summary() };
    }
    let counts = workspace.item_counts;
    if tight >= HeaderDensity::NoCases {
        return counts.items_summary();
    }
    if tight >= HeaderDensity::NoTotal {
        return counts.summary();
    }
    format!(
        "{} of {}",
        counts.cases,
        ItemCounts { cases: workspace.snapshot.caseload.listed_case_count(), ..counts }.summary()
    )
}

/// Returns the date of the last backup; a warning is never dropped.
fn backup_part(workspace: &Workspace, tight: HeaderDensity) -> Option<HeaderPart<'static>> {
    let day = |day| dates::format_date(day, workspace.snapshot.today);
    match workspace.snapshot.backup_state {
        BackupStatus::On(on) if tight < HeaderDensity::NotWhenSaved => {
            Some((format!("saved {}", day(on)).into(), StyleRole::Header))
        }
        BackupStatus::LongAgo(on) => Some((format!(" NOT SAVED since {} ", day(on)).into(), StyleRole::Loud)),
        BackupStatus::NotYet => Some((" NO BACKUP ".into(), StyleRole::Loud)),
        BackupStatus::On(_) | BackupStatus::Never => None,
    }
}

/// Draws the names of the panes.
pub fn draw_tabs(model: &Model, workspace: &Workspace, area: Rect, buffer: &mut Buffer) {
    let shown = shown_tab(workspace);
    let mut spans = vec![Span::raw(" ")];
    for (pane, label, gap) in tab_labels(workspace, area.width.into()) {
        let role = if pane == shown { StyleRole::TabShown } else { StyleRole::Tab };
        spans.push(Span::styled(label, model.theme.style(role)));
        spans.push(Span::raw(gap));
    }
    Line::from(spans).render(area, buffer);
}

/// Returns the pane whose tab is marked. During a walk, that is the list in which it was begun.
const fn shown_tab(workspace: &Workspace) -> Pane {
    match workspace.pane {
        Pane::Walk => workspace.list_pane,
        pane => pane,
    }
}

/// Returns the pane whose tab is at a column of the line of tabs, if there is one.
pub fn tab_at(workspace: &Workspace, columns: usize, column: usize) -> Option<Pane> {
    let mut start = 1;
    for (pane, label, gap) in tab_labels(workspace, columns) {
        let end = start + text::display_width(&label);
        if (start..end).contains(&column) {
            return Some(pane);
        }
        start = end + gap.len();
    }
    None
}

/// Returns the first letters of the title of a pane, or as many more as it takes for no other title to begin like it.
fn shortened_title(pane: Pane, letters: usize) -> String {
    let title = pane.title();
    let is_another =
        |begins: &str| Pane::VARIANTS.iter().any(|other| *other != pane && other.title().starts_with(begins));
    let begins = (letters..title.len()).map(|letters| title.chars().take(letters).collect::<String>());
    begins.into_iter().find(|begins| !is_another(begins)).unwrap_or_else(|| title.to_owned())
}

/// Returns each pane with the text of its tab and the space after it: number, name, and how much is in it if there is room.
/// Where the names do not fit, all but the shown one
/// are shortened; their numbers stay.
fn tab_labels(workspace: &Workspace, columns: usize) -> Vec<(Pane, String, String)> {
    /// The most letters of a name that is shortened, and the fewest.
    const LETTERS: (usize, usize) = (8, 1);
    let shown = shown_tab(workspace);
    let named: Vec<_> = (1..).zip(Pane::visible_panes(workspace.snapshot.caseload.has_queue())).collect();
    let labels = |letters: usize| {
        let name = |pane: Pane| shortened_title(pane, if pane == shown { usize::MAX } else { letters });
        named.iter().map(|(number, pane)| format!("{number} {} ", name(*pane))).collect::<Vec<_>>()
    };
    let width = |labels: &[String]| labels.iter().map(|label| text::display_width(label)).sum::<usize>();
    let whole = labels(usize::MAX);
    let counted = named.iter().map(|(number, pane)| match workspace.pane_count(*pane) {
        Some(count) => format!("{number} {} {count} ", pane.title()),
        None => format!("{number} {} ", pane.title()),
    });
    let counted: Vec<_> = counted.collect();
    let shorter = (LETTERS.1..=LETTERS.0).rev().map(labels);
    let fitting = [counted, whole].into_iter().chain(shorter).find(|labels| width(labels) < columns);
    let labels = fitting.unwrap_or_else(|| labels(LETTERS.1));
    // One column before each name and one between two names, if there is room.
    let room = columns.saturating_sub(width(&labels) + 1).checked_div(named.len()).unwrap_or(0);
    let (before, gap) = (" ".repeat(room.min(1)), " ".repeat(room.saturating_sub(1).min(1)));
    let tab = |((_, pane), label): ((i32, Pane), String)| (pane, format!("{before}{label}"), gap.clone());
    named.into_iter().zip(labels).map(tab).collect()
}

/// Draws the line of messages and questions. Returns the position of the caret if something is typed.
pub fn draw_status(
    workspace: &Workspace,
    context: &OverlayContext<'_>,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let last = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
    let on_question = workspace.overlay.draw_question(context, last, buffer);
    if on_question.is_none() {
        if let Some((message, role)) = status_text(workspace) {
            draw_message(&message, role, context.theme, last, buffer);
        } else {
            // A narrow list leaves the numbers of the cases out.
            let is_narrow = area.height > 1 && workspace.current_list().is_some();
            let row = workspace.selected_row().map(|selected| match selected.subject.case.as_str() {
                case if is_narrow && !case.is_empty() => format!("{case}  {}", selected.text),
                _ => selected.text,
            });
            let row = row.unwrap_or_default();
            // Beside a list there is room for the whole sentence, and while a list is scrolled it waits there.
            let more = u16::from(!layout::has_side(area.width + 2));
            if workspace.held_side.as_ref().is_none_or(|held| !held.lines.is_empty()) {
                let most = if more == 0 && workspace.is_list() { columns_beside_case(area) } else { usize::MAX };
                let row = text::one_line(&row);
                draw_row_text(&text::cut_to_width(&row, most), more, context.theme, area, buffer);
            }
        }
    }
    on_question
}

/// Returns the most columns of the text of the selected row where a case stands beside the list: three fifths, as the list
/// has. Tab shows what is longer.
fn columns_beside_case(area: Rect) -> usize {
    usize::from(area.width) * 3 / 5
}

/// Draws the text of the selected row, on as many lines as there are and, if it needs more, on up to `most` lines over the
/// lower edge of the frame above. What is left over is cut in the last one.
fn draw_row_text(row: &str, most: u16, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let needed = text::wrap_text(row, area.width.into()).len();
    let more = u16::from(needed > usize::from(area.height)).min(most).min(area.y);
    let area = Rect { y: area.y - more, height: area.height + more, ..area };
    if more > 0 {
        let edge = Rect { x: area.x.saturating_sub(1), width: area.width + 2, height: 1, ..area };
        Clear.render(edge.intersection(buffer.area), buffer);
        buffer.set_style(edge.intersection(buffer.area), theme.style(StyleRole::Text));
    }
    let style = theme.style(StyleRole::Quiet);
    let mut rest = row;
    for (place, is_last) in area.rows().zip((1..=area.height).map(|line| line == area.height)) {
        let first = text::wrap_text(rest, place.width.into()).into_iter().next().unwrap_or_default();
        let line = if is_last { rest.to_owned() } else { first };
        rest = rest.strip_prefix(line.as_str()).unwrap_or_default().trim_start();
        draw_line(Line::styled(line, style), place, buffer);
    }
}

/// Returns the text of the status line: a refusal, that of the overlay, the last message, a restored draft, or what may
/// be typed; `None` if the line shows the selected row.
fn status_text(workspace: &Workspace) -> Option<(Cow<'_, str>, StyleRole)> {
    // Why the last key did nothing, and what a key did on the page of settings, is said before what the overlay tells.
    let is_settings = matches!(workspace.overlay, Overlay::Settings(_));
    let comes_first = workspace.status_message.as_ref().is_some_and(|notice| notice.is_error || is_settings);
    if let Some(text) = workspace.overlay.status_text().filter(|_| !comes_first) {
        return Some(text);
    }
    if let Some(notice) = &workspace.status_message {
        return Some((notice.text.as_str().into(), if notice.is_error { StyleRole::Error } else { StyleRole::Good }));
    }
    if workspace.overlay.hides_rows() {
        return Some((Cow::default(), StyleRole::Quiet));
    }
    if let Some(sheet) = &workspace.act_sheet {
        let restored = sheet
            .restored_from_ms
            .map(|saved_ms| (restored_message(workspace, &sheet.subject.case, saved_ms).into(), StyleRole::Near));
        if sheet.ignores_letters {
            return Some((
                "This line takes a choice, not text. Left and Right choose, Tab goes on.".into(),
                StyleRole::Error,
            ));
        }
        return Some(restored.unwrap_or((sheet.form.source.as_str().into(), StyleRole::Quiet)));
    }
    let dictated = workspace.dictate.as_ref().filter(|_| workspace.pane == Pane::Dictate);
    if let Some((form, saved_ms)) = dictated.and_then(|form| Some((form, form.restored_from_ms?))) {
        return Some((restored_message(workspace, &form.subject.case, saved_ms).into(), StyleRole::Near));
    }
    if let Some(form) = workspace.amend.as_ref().filter(|_| workspace.pane == Pane::Case) {
        let restored = form.restored_from_ms.map(|saved_ms| format!("Draft of {} restored. ", time_of_day(saved_ms)));
        let role = if restored.is_some() { StyleRole::Near } else { StyleRole::Quiet };
        return Some((format!("{}{}", restored.unwrap_or_default(), form.field_help()).into(), role));
    }
    if !workspace.filter().is_empty() {
        return Some((
            format!("Filtered by {}. Esc shows the whole list.", quoted(workspace.filter())).into(),
            StyleRole::Near,
        ));
    }
    if let Some(form) = workspace.dictate.as_ref().filter(|_| workspace.pane == Pane::Dictate) {
        if let Some(facts) = form.guarded_facts() {
            return Some((format!("This states {facts}: Ctrl-T protects the comment.").into(), StyleRole::Near));
        }
        if let Some(hint) = form.stray_text_hint().or_else(|| form.uncounted_hint()) {
            return Some((hint.into(), StyleRole::Near));
        }
        let help =
            form.choice_hint().or_else(|| form.chosen_hint()).map_or_else(|| form.field.help_text().into(), Cow::Owned);
        return Some((help, StyleRole::Quiet));
    }
    None
}

/// Returns the message about a restored draft: when it was saved, and how many others there are. The hint bar shows
/// what can be done with it.
fn restored_message(workspace: &Workspace, case: &CaseNumber, saved_ms: u64) -> String {
    let others = workspace.snapshot.caseload.drafts().len().saturating_sub(1);
    let others = match others {
        0 => String::new(),
        1 => " 1 more draft is in Today.".to_owned(),
        count => format!(" {count} more drafts are in Today."),
    };
    let elsewhere = workspace.snapshot.caseload.left_caseload_reason(case);
    let elsewhere =
        elsewhere.map(|why| message!(" The case is {}.", why).to_text(DateStyle::Near(workspace.snapshot.today)));
    let elsewhere = elsewhere.unwrap_or_default();
    let saved = time_of_day(saved_ms);
    format!("Draft of {saved} restored. Go on typing; Ctrl-D discards it.{elsewhere}{others}")
}

/// The width from which hints have two columns between them.
const WIDE: u16 = 80;
/// Hints from this position on are shown even if not all hints fit.
const STAYING: u8 = 90;

/// Draws the keys that act now, as many as fit; those that act everywhere are always shown.
pub fn draw_hints(model: &Model, area: Rect, buffer: &mut Buffer) {
    let context = model.key_context();
    let of_worker = |open: &Workspace| CommandAccess::from_caseload(&open.snapshot.caseload);
    let access = model.workspace().map_or(CommandAccess::BASIC, of_worker);
    let shown = |entry: &&command::CommandEntry| {
        if !entry.command.is_open_to(access) {
            return None;
        }
        let key = model.keymap.key_label(entry.command, context)?;
        Some((entry.hint_position.unwrap_or(0), key, entry.title))
    };
    let mut hints: Vec<_> = command::hint_entries(context).iter().filter_map(shown).collect();
    // On a narrow screen one column between two hints is enough.
    let after = if area.width < WIDE { "" } else { " " };
    let width = |hints: &[(u8, String, &str)]| -> usize {
        let columns = |key: &str, title: &str| text::display_width(key) + text::display_width(title) + 2 + after.len();
        hints.iter().map(|(_, key, title)| columns(key, title)).sum()
    };
    while width(&hints) > usize::from(area.width) {
        let Some(at) = hints.iter().rposition(|(place, ..)| *place < STAYING) else { break };
        hints.remove(at);
    }
    let spans = hints.into_iter().flat_map(|(_, key, title)| {
        [
            Span::raw(" "),
            Span::styled(key, model.theme.style(StyleRole::Key)),
            Span::styled(format!(" {title}"), model.theme.style(StyleRole::Hint)),
            Span::raw(after),
        ]
    });
    Line::from(spans.collect::<Vec<_>>()).render(area, buffer);
}
