//! The 42-126 of a case for a month, or a procedure: what the record proves, what was ticked by hand, what is left.

use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::Subject;
use crate::desk::Desk;
use crate::desk::checklist::{Checklist, Component, ItemState, ItemView};
use crate::domain::checklist::ItemId;
use crate::domain::dates::Month;
use crate::store::FiledComment;
use crate::tui::command::Motion;
use crate::tui::layout;
use crate::tui::overlays::why;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::list::List;
use crate::tui::widgets::panel::Panel;

/// The pane.
#[derive(Debug, Clone)]
pub struct ChecklistPane {
    /// The month.
    pub month: Month,
    /// The checklist that was chosen; nothing for form 42-126.
    pub form: Option<Arc<Checklist>>,
    /// The item to be selected once the checklist is worked out.
    pub sought: Option<ItemId>,
    components: Vec<Component>,
    lines: Vec<Entry>,
    cursor: Cursor,
}

/// A line of the list: a component's heading or one of its items, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Heading(usize),
    Item(usize, usize),
}

/// The lines under the list that say what proves the selected item.
const EVIDENCE_LINES: u16 = 5;

impl ChecklistPane {
    /// An empty checklist for a month.
    pub fn new(month: Month) -> Self {
        let (components, lines) = (Vec::new(), Vec::new());
        Self { month, form: None, sought: None, components, lines, cursor: Cursor::default() }
    }

    /// Works the checklist out for a case.
    pub fn set(&mut self, desk: &Desk, subject: &Subject, comments: &[FiledComment]) {
        self.components = desk.checklist_of(self.form(desk), &subject.case, comments, self.month);
        let lines = self.components.iter().enumerate().flat_map(|(at, component)| {
            let items = (0..component.items.len()).map(move |item| Entry::Item(at, item));
            std::iter::once(Entry::Heading(at)).chain(items)
        });
        self.lines = lines.collect();
        self.cursor.at = self.cursor.at.clamp(1, self.lines.len().max(2) - 1);
    }

    /// The checklist that is shown.
    pub fn form<'a>(&'a self, desk: &'a Desk) -> &'a Checklist {
        self.form.as_ref().unwrap_or_else(|| desk.forms().case_management())
    }

    /// Selects the item that was sought; else the first one that is open, or the first.
    pub fn select_first(&mut self) {
        let sought = self.sought.take();
        let is_sought = |entry: &Entry| self.item(entry).is_some_and(|item| Some(&item.id) == sought.as_ref());
        match self.lines.iter().position(is_sought) {
            Some(at) => self.cursor = Cursor { at, top: 0 },
            None => self.select_first_open(),
        }
    }

    fn item(&self, entry: &Entry) -> Option<&ItemView> {
        match entry {
            Entry::Item(component, item) => self.components.get(*component)?.items.get(*item),
            Entry::Heading(_) => None,
        }
    }

    /// Selects the first item that is open, or else the first item.
    pub fn select_first_open(&mut self) {
        let is_open = |entry: &Entry| self.item(entry).is_some_and(|item| !item.state.is_settled());
        let first_open = self.lines.iter().position(is_open);
        self.cursor = Cursor { at: first_open.unwrap_or(1), top: 0 };
    }

    /// Moves the selection; headings are passed over.
    pub fn go(&mut self, motion: Motion, framed: Rect, beside: bool) {
        let page = Self::page(framed, beside);
        self.cursor.go(motion, self.lines.len(), page);
        if matches!(self.lines.get(self.cursor.at), Some(Entry::Heading(_))) {
            let upward = matches!(motion, Motion::Up | Motion::PageUp) && self.cursor.at > 0;
            self.cursor.go(if upward { Motion::Up } else { Motion::Down }, self.lines.len(), page);
        }
        // The first component's heading is worth seeing with its first item.
        if self.cursor.at == 1 {
            self.cursor.top = 0;
        }
    }

    /// Keeps the selection on the screen.
    pub fn settle(&mut self, framed: Rect, beside: bool) {
        let page = Self::page(framed, beside);
        self.cursor.settle(self.lines.len(), page);
    }

    fn page(framed: Rect, beside: bool) -> usize {
        let evidence = if beside { 0 } else { usize::from(EVIDENCE_LINES) };
        layout::page(framed).saturating_sub(evidence)
    }

    /// The selected item.
    pub fn selected(&self) -> Option<&ItemView> {
        self.item(self.lines.get(self.cursor.at)?)
    }

    /// Items that are neither proven nor ticked nor set aside.
    fn open(&self) -> usize {
        let items = self.components.iter().flat_map(|component| &component.items);
        items.filter(|item| !item.state.is_settled()).count()
    }

    /// Draws the pane; answers where the selected row is.
    pub fn draw(&self, frame: &Framed<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        let note = format!("{}   {} open", self.month.first_day().format("%B %Y"), self.open());
        let title = format!("Checklist {}   {}", frame.form.heading(), frame.title);
        (&Panel { title: &title, note: &note, active: frame.active, theme: frame.theme }).render(area, buffer);
        let inside = Panel::inside(area);
        let evidence_lines = if frame.beside { 0 } else { EVIDENCE_LINES };
        let parts = Layout::vertical([Constraint::Fill(1), Constraint::Length(evidence_lines)]);
        let [rows, evidence] = parts.areas(inside);
        if !frame.beside {
            self.draw_evidence(frame, evidence, buffer);
        }
        let list = List {
            len: self.lines.len(),
            cursor: &self.cursor,
            active: frame.active,
            theme: frame.theme,
            row: |at| self.line(at, rows.width.into(), frame.theme),
        };
        (&list).render(rows, buffer);
        list.position(rows)
    }

    fn draw_evidence(&self, frame: &Framed<'_>, area: Rect, buffer: &mut Buffer) {
        let rule = Rect { height: 1.min(area.height), ..area };
        Line::styled("─".repeat(area.width.into()), frame.theme.style(Role::Frame)).render(rule, buffer);
        let page = why::Page { on: frame.on, columns: area.width.into(), theme: frame.theme };
        let lines = self.selected().map(|item| page.item(item, self.month)).unwrap_or_default();
        for (place, line) in area.rows().skip(1).zip(lines) {
            line.render(place, buffer);
        }
    }

    fn line(&self, at: usize, columns: usize, theme: &Theme) -> Line<'static> {
        match self.lines.get(at) {
            Some(Entry::Heading(component)) => {
                let title = self.components.get(*component).map_or("", |component| component.title.as_str());
                self.heading(title, columns, theme)
            }
            Some(Entry::Item(component, item)) => {
                let item = self.components.get(*component).and_then(|component| component.items.get(*item));
                item.map(|item| self.item_line(item, at, columns, theme)).unwrap_or_default()
            }
            None => Line::default(),
        }
    }

    /// A component's heading; over the states stand the months.
    fn heading(&self, title: &str, columns: usize, theme: &Theme) -> Line<'static> {
        let title = text::left(title, words_width(columns) + SIGN + 2);
        let month = |month: Month, width| text::right(&month.first_day().format("%b").to_string(), width);
        Line::from(vec![
            Span::styled(format!(" {title}"), theme.style(Role::Heading)),
            Span::styled(month(self.month.previous(), SIGN + 1), theme.style(Role::Quiet)),
            Span::styled(month(self.month, STATE + 1), theme.style(Role::Quiet)),
        ])
    }

    /// An item: its sign, what it asks, the sign of the month before, how it stands.
    fn item_line(&self, item: &ItemView, at: usize, columns: usize, theme: &Theme) -> Line<'static> {
        let pointer = if at == self.cursor.at { '▸' } else { ' ' };
        let (sign, said, role) = state(&item.state);
        let before = item.last_month.as_ref().map_or("", |before| state(before).0);
        let words = text::left(&text::one_line(&item.words), words_width(columns));
        Line::from(vec![
            Span::raw(format!("{pointer} ")),
            Span::styled(sign, theme.style(role)),
            Span::raw(format!(" {words} ")),
            Span::styled(text::left(before, SIGN), theme.style(Role::Quiet)),
            Span::styled(text::right(said, STATE + 1), theme.style(role)),
        ])
    }
}

const SIGN: usize = 3;
const STATE: usize = 14;

/// What is left for an item's words beside two signs and a state.
const fn words_width(columns: usize) -> usize {
    columns.saturating_sub(2 * SIGN + STATE + 5)
}

const fn state(state: &ItemState) -> (&'static str, &'static str, Role) {
    match state {
        ItemState::Proven { .. } => ("[#]", "proven", Role::Good),
        ItemState::ByHand => ("[x]", "by hand", Role::Good),
        ItemState::NotApplicable { .. } => ("[-]", "not applicable", Role::Quiet),
        ItemState::Open => ("[ ]", "open", Role::Near),
    }
}

/// What the pane's drawing needs from outside.
pub struct Framed<'a> {
    /// The checklist.
    pub form: &'a Checklist,
    /// The case and its name.
    pub title: &'a str,
    /// The day that the lists are for.
    pub on: NaiveDate,
    /// Whether the keys act on it.
    pub active: bool,
    /// Whether the evidence stands beside it.
    pub beside: bool,
    /// The theme.
    pub theme: &'a Theme,
}
