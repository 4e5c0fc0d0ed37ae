//! The checklist of a case for a month, form 42-126 or a procedure: what the record proves, what was ticked by hand,
//! what is open.

mod commands;
mod evidence;

use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

pub use commands::ChecklistOutcome;
pub use evidence::EvidenceTarget;

use super::{Subject, explanation};
use crate::desk::Caseload;
use crate::desk::checklist::{Checklist, ComponentView, ItemState, ItemView};
use crate::domain::checklist::ItemId;
use crate::domain::dates::Month;
use crate::present::dates::{compact_month, long_month, short_month_name};
use crate::store::FiledComment;
use crate::tui::command::Motion;
use crate::tui::layout::{self, MIN_SIZE};
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::list::LazyList;
use crate::tui::widgets::panel::{Panel, draw_lines};

/// The pane with the checklist of a case.
#[derive(Debug, Clone)]
pub struct ChecklistPane {
    /// The month that the checklist is for.
    pub month: Month,
    /// The checklist that was chosen; `None` for form 42-126.
    form: Option<Arc<Checklist>>,
    /// The item to select once the case is read.
    pub item_to_select: Option<ItemId>,
    components: Vec<ComponentView>,
    lines: Vec<ChecklistLine>,
    cursor: Cursor,
}

/// A line of the list: the heading of a component or one of its items, by their indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChecklistLine {
    Heading(usize),
    Item(usize, usize),
}

/// The line below the list that says what the signs mean.
const LEGEND_LINES: u16 = 1;
/// The lines below the list with the legend and the evidence of the selected item.
const EVIDENCE_LINES: u16 = 5;

impl ChecklistPane {
    /// Creates an empty checklist for a month.
    pub fn new(month: Month) -> Self {
        let (components, lines) = (Vec::new(), Vec::new());
        Self { month, form: None, item_to_select: None, components, lines, cursor: Cursor::default() }
    }

    /// Evaluates the checklist for a case.
    pub fn load_items(&mut self, caseload: &Caseload, subject: &Subject, comments: &[FiledComment]) {
        self.components = caseload.evaluate_checklist(self.active_form(caseload), &subject.case, comments, self.month);
        let lines = self.components.iter().enumerate().flat_map(|(index, component)| {
            let items = (0..component.items.len()).map(move |item| ChecklistLine::Item(index, item));
            std::iter::once(ChecklistLine::Heading(index)).chain(items)
        });
        self.lines = lines.collect();
        self.cursor.index = self.cursor.index.clamp(1, self.lines.len().max(2) - 1);
    }

    /// Returns the checklist that is shown.
    pub fn active_form<'a>(&'a self, caseload: &'a Caseload) -> &'a Checklist {
        self.form.as_ref().unwrap_or_else(|| caseload.checklists().case_management())
    }

    /// Selects the requested item, or else the first open one, or else the first.
    pub fn select_initial_item(&mut self) {
        let wanted = self.item_to_select.take();
        let is_wanted =
            |line: &ChecklistLine| self.item_at_line(line).is_some_and(|item| Some(&item.id) == wanted.as_ref());
        match self.lines.iter().position(is_wanted) {
            Some(index) => self.cursor = Cursor { index, top: 0 },
            None => self.select_first_open_item(),
        }
    }

    fn item_at_line(&self, line: &ChecklistLine) -> Option<&ItemView> {
        match line {
            ChecklistLine::Item(component, item) => self.components.get(*component)?.items.get(*item),
            ChecklistLine::Heading(_) => None,
        }
    }

    /// Selects the first open item, or else the first item.
    pub fn select_first_open_item(&mut self) {
        let is_open = |line: &ChecklistLine| self.item_at_line(line).is_some_and(|item| !item.state.is_settled());
        let first_open = self.lines.iter().position(is_open);
        self.cursor = Cursor { index: first_open.unwrap_or(1), top: 0 };
    }

    /// Moves the selection; headings are skipped. `has_side_pane` says whether the evidence is beside the list.
    pub fn move_selection(&mut self, motion: Motion, framed: Rect, has_side_pane: bool) {
        let page = Self::page_height(framed, has_side_pane);
        self.cursor.move_by(motion, self.lines.len(), page);
        if matches!(self.lines.get(self.cursor.index), Some(ChecklistLine::Heading(_))) {
            let upward = matches!(motion, Motion::Up | Motion::PageUp) && self.cursor.index > 0;
            self.cursor.move_by(if upward { Motion::Up } else { Motion::Down }, self.lines.len(), page);
        }
        // With the first item selected, the heading of its component is shown too.
        if self.cursor.index == 1 {
            self.cursor.top = 0;
        }
    }

    /// Keeps the selection on the screen.
    pub fn clamp_scroll(&mut self, framed: Rect, has_side_pane: bool) {
        let page = Self::page_height(framed, has_side_pane);
        self.cursor.clamp_scroll(self.lines.len(), page);
    }

    fn page_height(framed: Rect, has_side_pane: bool) -> usize {
        let below = if has_side_pane { LEGEND_LINES } else { EVIDENCE_LINES };
        layout::rows_inside(framed).saturating_sub(below.into())
    }

    /// Returns the selected item; `None` until the case is read.
    pub fn selected_item(&self) -> Option<&ItemView> {
        self.item_at_line(self.lines.get(self.cursor.index)?)
    }

    /// Returns how many items are neither proven nor ticked nor marked as not applicable.
    fn open_count(&self) -> usize {
        let items = self.components.iter().flat_map(|component| &component.items);
        items.filter(|item| !item.state.is_settled()).count()
    }

    /// Draws the pane and returns where the selected row is.
    pub fn draw(&self, frame: &ChecklistFrame<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        let (heading, open) = (frame.form.page_heading(), self.open_count());
        let (title, note) = if area.width < MIN_SIZE.width {
            (format!("{heading}   {}", frame.title), format!("{}  {open} open", compact_month(self.month)))
        } else {
            (format!("Checklist {heading}   {}", frame.title), format!("{}   {open} open", long_month(self.month)))
        };
        (&Panel { title: &title, note: &note, active: frame.active, theme: frame.theme }).render(area, buffer);
        let inside = Panel::inner_area(area);
        let evidence_lines = if frame.has_side_pane { LEGEND_LINES } else { EVIDENCE_LINES };
        let parts = Layout::vertical([Constraint::Fill(1), Constraint::Length(evidence_lines)]);
        let [rows, evidence] = parts.areas(inside);
        draw_legend(frame.theme, Rect { height: LEGEND_LINES.min(evidence.height), ..evidence }, buffer);
        if !frame.has_side_pane {
            self.draw_evidence(frame, evidence, buffer);
        }
        let list = LazyList {
            len: self.lines.len(),
            cursor: &self.cursor,
            active: frame.active,
            theme: frame.theme,
            build_row: |index| self.list_line(index, rows.width.into(), frame.theme),
        };
        (&list).render(rows, buffer);
        list.cursor_position(rows)
    }

    fn draw_evidence(&self, frame: &ChecklistFrame<'_>, area: Rect, buffer: &mut Buffer) {
        let page = explanation::ExplanationPage { on: frame.on, columns: area.width.into(), theme: frame.theme };
        let lines = self.selected_item().map(|item| page.item_lines(item, self.month)).unwrap_or_default();
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        draw_lines(lines, below, buffer);
    }

    fn list_line(&self, index: usize, columns: usize, theme: &Theme) -> Line<'static> {
        match self.lines.get(index) {
            Some(ChecklistLine::Heading(component)) => {
                let title = self.components.get(*component).map_or("", |component| component.title.as_str());
                self.heading_line(title, columns, theme)
            }
            Some(ChecklistLine::Item(component, item)) => {
                let item = self.components.get(*component).and_then(|component| component.items.get(*item));
                item.map(|item| self.item_line(item, index, columns, theme)).unwrap_or_default()
            }
            None => Line::default(),
        }
    }

    /// Returns the heading of a component, with the months above the states.
    fn heading_line(&self, title: &str, columns: usize, theme: &Theme) -> Line<'static> {
        let title = text::align_left(title, text_width(columns) + SIGN + 2);
        let month = |month: Month, width| text::align_right(&short_month_name(month), width);
        Line::from(vec![
            Span::styled(format!(" {title}"), theme.style(StyleRole::Heading)),
            Span::styled(month(self.month.previous(), SIGN + 1), theme.style(StyleRole::Quiet)),
            Span::styled(month(self.month, state_width(columns) + 1), theme.style(StyleRole::Quiet)),
        ])
    }

    /// Returns the line of an item: its sign, its words, the sign of the month before, and its state.
    fn item_line(&self, item: &ItemView, index: usize, columns: usize, theme: &Theme) -> Line<'static> {
        let pointer = if index == self.cursor.index { '▸' } else { ' ' };
        let (sign, state, role) = state_parts(&item.state);
        let state = if text::display_width(state) > state_width(columns) { SHORT_NOT_APPLICABLE } else { state };
        let before = item.last_month.as_ref().map_or("", |before| state_parts(before).0);
        let words = text::align_left(&text::one_line(&item.words), text_width(columns));
        Line::from(vec![
            Span::raw(format!("{pointer} ")),
            Span::styled(sign, theme.style(role)),
            Span::raw(format!(" {words} ")),
            Span::styled(text::align_left(before, SIGN), theme.style(StyleRole::Quiet)),
            Span::styled(text::align_right(state, state_width(columns) + 1), theme.style(role)),
        ])
    }
}

const SIGN: usize = 3;

/// What stands for "not applicable" where the words of the items need the room. The legend has it in full.
const SHORT_NOT_APPLICABLE: &str = "n/a";

/// Returns the columns of a state.
const fn state_width(columns: usize) -> usize {
    /// The columns from which on every state is written in full.
    const WIDE: usize = 90;
    if columns < WIDE { 7 } else { 14 }
}

/// Returns the columns left for the words of an item, beside two signs and a state.
const fn text_width(columns: usize) -> usize {
    columns.saturating_sub(2 * SIGN + state_width(columns) + 5)
}

/// Draws a rule that says what the signs mean, also those of the month before.
fn draw_legend(theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let states = [
        ItemState::Proven { evidence: Vec::new() },
        ItemState::ByHand,
        ItemState::NotApplicable { why: String::new() },
        ItemState::Open,
    ];
    let meanings = states.iter().map(|state| {
        let (sign, meaning, _) = state_parts(state);
        format!(" {sign} {meaning} ")
    });
    let legend = format!("─{}", meanings.collect::<Vec<_>>().join("─"));
    let rule = "─".repeat(usize::from(area.width).saturating_sub(text::display_width(&legend)));
    Line::styled(format!("{legend}{rule}"), theme.style(StyleRole::Frame)).render(area, buffer);
}

const fn state_parts(state: &ItemState) -> (&'static str, &'static str, StyleRole) {
    match state {
        ItemState::Proven { .. } => ("[#]", "proven", StyleRole::Good),
        ItemState::ByHand => ("[x]", "by hand", StyleRole::Good),
        ItemState::NotApplicable { .. } => ("[-]", "not applicable", StyleRole::Quiet),
        ItemState::Open => ("[ ]", "open", StyleRole::Near),
    }
}

/// The values that drawing the pane needs besides its state.
pub struct ChecklistFrame<'a> {
    /// The checklist that is shown.
    pub form: &'a Checklist,
    /// The case number and the name of the case.
    pub title: &'a str,
    /// The as-of day.
    pub on: NaiveDate,
    /// Whether the keys act on the pane.
    pub active: bool,
    /// Whether the evidence is beside the list instead of below it.
    pub has_side_pane: bool,
    /// The theme of the screen.
    pub theme: &'a Theme,
}
