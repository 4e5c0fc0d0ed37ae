//! Lays out a chooser: how much of the screen it takes, and how many lines each item has. A text that has no room
//! beside the others goes on below, so that none is cut.

use ratatui::layout::{Constraint, Position, Rect, Size};

use super::{Chooser, ChooserItem};
use crate::tui::command::Motion;
use crate::tui::layout;
use crate::tui::text;
use crate::tui::widgets::scroll::step_position;

/// The most columns of a chooser; longer lines are hard to read.
const WIDEST: u16 = 132;
/// The fewest columns, so that a narrowed list does not become a strip.
const NARROWEST: u16 = 56;
/// The lines of the frame, of what is typed, and of the space under it.
const LINES_AROUND: u16 = 4;
/// The lines of the screen that a chooser leaves free above: the header.
const LINES_ABOVE: u16 = 1;

/// The texts of an item, each broken into the lines that it needs.
pub(super) struct ItemLines {
    /// The lines of the key.
    pub(super) key: Vec<String>,
    /// The lines of the title.
    pub(super) title: Vec<String>,
    /// The lines of the description.
    pub(super) doc: Vec<String>,
}

impl ItemLines {
    fn new(item: &ChooserItem, [key, title, doc]: [usize; 3]) -> Self {
        Self { key: wrap(&item.key, key), title: wrap(&item.title, title), doc: wrap(&item.doc, doc) }
    }

    /// Returns how many lines the item has.
    pub(super) fn count(&self) -> usize {
        self.key.len().max(self.title.len()).max(self.doc.len()).max(1)
    }
}

/// Wraps text to the width. A line that fits is returned unchanged, so that its numbers stay aligned.
fn wrap(content: &str, columns: usize) -> Vec<String> {
    let line = text::one_line(content);
    if text::display_width(&line) <= columns { vec![line.into_owned()] } else { text::wrap_text(&line, columns) }
}

impl Chooser {
    /// Returns the frame of the list on a screen: as large as all its items need, if there is room.
    pub(super) fn framed_area(&self, screen: Rect) -> Rect {
        // Below, the line of messages and the hint bar stay free.
        let below = layout::status_lines(screen.width) + 1;
        let above = if self.is_low { screen.height / 2 } else { LINES_ABOVE };
        let free = Rect { y: screen.y + above, height: screen.height.saturating_sub(above + below), ..screen };
        let whole = u16::try_from(self.widths.whole() + 2).unwrap_or(u16::MAX);
        let title = u16::try_from(text::display_width(&self.title) + 20).unwrap_or(u16::MAX);
        let most = WIDEST.min(free.width.saturating_sub(2));
        let width = whole.max(title).clamp(NARROWEST.min(most), most);
        let columns = usize::from(width.saturating_sub(2));
        let room = usize::from(free.height.saturating_sub(LINES_AROUND));
        let mut lines = 0;
        for (index, item) in self.items.iter().enumerate() {
            lines += usize::from(self.headings.contains_key(&index));
            lines += ItemLines::new(item, self.widths.fit(columns)).count();
            if lines >= room {
                break;
            }
        }
        let height = u16::try_from(lines.clamp(1, room.max(1))).unwrap_or(u16::MAX) + LINES_AROUND;
        let framed = free.centered(Constraint::Length(width), Constraint::Length(height));
        if self.is_low { Rect { y: free.bottom().saturating_sub(framed.height), ..framed } } else { framed }
    }

    /// Returns the columns and the lines that the items have on a screen.
    fn rows_area(&self, screen: Rect) -> (usize, usize) {
        let framed = self.framed_area(screen);
        (framed.width.saturating_sub(2).into(), framed.height.saturating_sub(LINES_AROUND).into())
    }

    /// Returns the heading above the item at an index among those shown.
    pub(super) fn heading_above(&self, at: usize) -> Option<&str> {
        let index = *self.shown.get(at)?;
        if self.line.content().trim().is_empty() {
            return self.headings.get(&index).map(String::as_str);
        }
        let before = at.checked_sub(1).and_then(|before| self.heading_of(*self.shown.get(before)?));
        self.heading_of(index).filter(|heading| self.keeps_order && before != Some(*heading))
    }

    /// Returns the lines of the item at an index among those shown, in this many columns.
    pub(super) fn item_lines(&self, at: usize, columns: usize) -> Option<ItemLines> {
        self.get(at).map(|item| ItemLines::new(item, self.widths.fit(columns)))
    }

    fn line_count(&self, at: usize, columns: usize) -> usize {
        let item = self.item_lines(at, columns).map_or(0, |lines| lines.count());
        item + usize::from(self.heading_above(at).is_some())
    }

    /// Returns the first of the items up to `last` that fit into `room` lines together.
    fn first_that_fits(&self, last: usize, columns: usize, room: usize) -> usize {
        let mut first = last;
        let mut lines = self.line_count(last, columns);
        while let Some(before) = first.checked_sub(1) {
            lines += self.line_count(before, columns);
            if lines > room {
                break;
            }
            first = before;
        }
        first
    }

    /// Moves among the items that are shown on a terminal of `size`.
    pub fn move_cursor(&mut self, motion: Motion, size: Size) {
        self.is_chosen = true;
        let (columns, room) = self.rows_area(Rect::from((Position::ORIGIN, size)));
        let last = self.len().saturating_sub(1);
        let mut lines = 0;
        let fits = |at: &usize| {
            lines += self.line_count(*at, columns);
            lines <= room
        };
        let page = (self.cursor.top..self.len()).take_while(fits).count();
        self.cursor.index = step_position(self.cursor.index, motion, last, page);
        self.clamp_scroll(size);
    }

    /// Keeps the selected item whole on the screen, whatever changed.
    pub fn clamp_scroll(&mut self, size: Size) {
        let (columns, room) = self.rows_area(Rect::from((Position::ORIGIN, size)));
        let last = self.len().saturating_sub(1);
        let index = self.cursor.index.min(last);
        let lowest = self.first_that_fits(index, columns, room);
        let highest = self.first_that_fits(last, columns, room).min(index);
        self.cursor.index = index;
        self.cursor.top = self.cursor.top.min(highest).max(lowest);
    }

    /// Selects the item that is drawn at a position. Returns whether there is one.
    pub fn select_at(&mut self, position: Position, size: Size) -> bool {
        let screen = Rect::from((Position::ORIGIN, size));
        let rows = self.framed_area(screen);
        let (columns, room) = self.rows_area(screen);
        // The frame, what is typed, and the space under it are above the rows.
        let first = rows.y + LINES_AROUND - 1;
        let is_inside = rows.contains(position) && position.x > rows.x && position.x + 1 < rows.right();
        let Some(down) = position.y.checked_sub(first).map(usize::from).filter(|down| is_inside && *down < room) else {
            return false;
        };
        let mut lines = 0;
        for at in self.cursor.top..self.len() {
            let heading = usize::from(self.heading_above(at).is_some());
            let end = lines + self.line_count(at, columns);
            if (lines + heading..end).contains(&down) {
                self.cursor.index = at;
                return true;
            }
            lines = end;
        }
        false
    }
}
