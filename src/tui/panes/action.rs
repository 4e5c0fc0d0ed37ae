//! Action required (ES109): the five categories with their counts, and the rows of the one that is chosen.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::listed::{Listed, Row};
use crate::desk::{ActionRow, Aside};
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::finding::Category;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::columns::{Cell, Column};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{CASE, NAME, Table};
use crate::tui::words;

impl Row for ActionRow {
    fn case(&self) -> &CaseNumber {
        &self.finding.case
    }

    fn person(&self) -> PersonNumber {
        self.finding.person
    }

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn identity(&self) -> String {
        let finding = &self.finding;
        format!("{} {} {} {:?}", finding.rule, finding.case, finding.person, finding.due)
    }
}

/// The lines above the rows: all, the five categories, a line between.
const CATEGORY_LINES: u16 = 7;

/// The pane.
#[derive(Debug, Clone, Default)]
pub struct Action {
    rows: Vec<ActionRow>,
    /// The category that is chosen; nothing for all of them.
    chosen: Option<Category>,
    /// Its rows.
    pub listed: Listed<ActionRow>,
}

impl Action {
    /// The lines of the pane's frame that rows cannot have.
    pub const RESERVED: usize = CATEGORY_LINES as usize + 1;

    /// Takes new rows.
    pub fn set(&mut self, rows: Vec<ActionRow>) {
        self.rows = rows;
        self.choose(self.chosen);
    }

    /// Goes to the category after the chosen one, or the one before.
    pub fn step(&mut self, forward: bool) {
        let choices = Self::choices();
        let at = choices.iter().position(|choice| *choice == self.chosen).unwrap_or(0);
        let step = if forward { 1 } else { choices.len() - 1 };
        self.choose(choices.get((at + step) % choices.len()).copied().flatten());
        self.listed.cursor = Cursor::default();
    }

    /// The category that is chosen; nothing for all of them.
    pub const fn chosen(&self) -> Option<Category> {
        self.chosen
    }

    /// Chooses a category, or all of them.
    pub fn choose(&mut self, category: Option<Category>) {
        self.chosen = category;
        let of_it = |row: &&ActionRow| category.is_none_or(|category| row.finding.category == category);
        self.listed.set(self.rows.iter().filter(of_it).cloned().collect());
    }

    fn choices() -> Vec<Option<Category>> {
        std::iter::once(None).chain(Category::ES109.map(Some)).collect()
    }

    fn count(&self, category: Option<Category>) -> usize {
        self.rows.iter().filter(|row| category.is_none_or(|category| row.finding.category == category)).count()
    }

    /// Draws the pane; answers where the selected row is.
    pub fn draw(
        &self,
        on: NaiveDate,
        aside: Aside,
        active: bool,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Position {
        let note = if self.listed.sought.is_empty() { String::new() } else { self.listed.count() };
        let note = words::left(note, aside);
        (&Panel { title: "Action required (ES109)", note: &note, active, theme }).render(area, buffer);
        let parts = Layout::vertical([Constraint::Length(CATEGORY_LINES), Constraint::Fill(1)]);
        let [categories, rows] = parts.areas(Panel::inside(area));
        self.draw_categories(theme, categories, buffer);
        let empty = if self.listed.sought.is_empty() {
            "Nothing in this category. Left and Right go to the others."
        } else {
            "No row matches. Esc shows the whole list."
        };
        let listed = &self.listed;
        // Where one category is shown, its name need not stand in every row.
        let columns = if self.chosen.is_some() { &OF_ONE[..] } else { &OF_ALL[..] };
        let table = Table { title: "", note: "", columns, listed, active, theme, empty };
        table.draw_rows(rows, buffer, |row| self.cells(row, on))
    }

    fn draw_categories(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        for (place, choice) in area.rows().zip(Self::choices()) {
            let chosen = choice == self.chosen;
            let title = choice.map_or("All five categories", Category::title);
            let pointer = if chosen { '▸' } else { ' ' };
            let count = text::right(&self.count(choice).to_string(), 4);
            let role = if chosen { Role::Heading } else { Role::Text };
            Line::styled(format!("{pointer}{count} {title}"), theme.style(role)).render(place, buffer);
        }
        let between = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        Line::styled("─".repeat(area.width.into()), theme.style(Role::Frame)).render(between, buffer);
    }

    fn cells<'a>(&self, row: &'a ActionRow, on: NaiveDate) -> Vec<Cell<'a>> {
        let (due, role) = words::due(row.finding.due, on);
        let mut cells = vec![
            Cell::new(due, role),
            Cell::text(row.finding.case.as_str()),
            Cell::text(row.name.to_string()),
            Cell::text(row.says(on)),
        ];
        if self.chosen.is_none() {
            cells.insert(3, Cell::text(words::category(row.finding.category)));
        }
        cells
    }
}

const OF_ALL: [Column; 5] = [
    Column::staying("due", 11, 11),
    Column::staying(CASE, 8, 8),
    Column::staying(NAME, 19, 26),
    Column::staying("kind", words::KIND, words::KIND),
    Column::with_room("what", 20, 90),
];

const OF_ONE: [Column; 4] = [
    Column::staying("due", 11, 11),
    Column::staying(CASE, 8, 8),
    Column::staying(NAME, 17, 26),
    Column::staying("what", 18, 90),
];
