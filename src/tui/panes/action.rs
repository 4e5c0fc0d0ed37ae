//! Action required (ES109): the five categories with their counts, and the rows of the one that is chosen.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::filtered_list::{FilteredList, ListRow, RowPerson, cell_texts};
use super::pane_context::PaneContext;
use super::row_order::RowGroup;
use crate::desk::{ActionRow, PutOffCounts};
use crate::domain::CaseNumber;
use crate::domain::category::Category;
use crate::present::short_forms::SHORT_WIDTH;
use crate::rules::message::DateStyle;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::choice::{Step, adjacent_choice};
use crate::tui::widgets::columns::{ListCell, ListColumn};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::panel::Panel;
use crate::tui::widgets::table::{CASE_COLUMN, ListTable, name_column};
use crate::tui::wording;

impl ListRow for ActionRow {
    fn row_person(&self) -> RowPerson<'_> {
        RowPerson { case: &self.finding.case, person: self.finding.person, name: &self.name }
    }

    fn stable_key(&self) -> String {
        let finding = &self.finding;
        format!("{} {} {} {:?}", finding.rule.id(), finding.case, finding.person, finding.due)
    }

    fn group(&self) -> Option<RowGroup> {
        let category = self.finding.category;
        Some(RowGroup { rank: category as usize, title: category.title(), noun: "row" })
    }

    fn column_texts(&self, on: NaiveDate) -> Vec<String> {
        cell_texts(row_cells(self, on))
    }

    fn due_day(&self) -> Option<NaiveDate> {
        self.finding.due
    }

    fn work_kind(&self) -> Option<&str> {
        Some(wording::category_label(self.finding.category))
    }
}

/// The lines above the rows: one for all categories, one for each of the five, and a separator.
const CATEGORY_LINES: u16 = 7;

/// The pane.
#[derive(Debug, Clone, Default)]
pub struct ActionPane {
    rows: Vec<ActionRow>,
    /// The chosen category; `None` for all of them.
    category: Option<Category>,
    /// The rows of the chosen category.
    pub list: FilteredList<ActionRow>,
}

impl ActionPane {
    /// How many lines inside the pane's frame are not rows.
    pub const RESERVED: usize = CATEGORY_LINES as usize + 1;

    /// Replaces the rows.
    pub fn set_rows(&mut self, rows: Vec<ActionRow>) {
        self.rows = rows;
        self.choose_category(self.category);
    }

    /// Returns how many rows all categories have.
    pub const fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Replaces the rows of one case.
    pub fn replace_case_rows(&mut self, case: &CaseNumber, rows: Vec<ActionRow>) {
        self.rows.retain(|row| row.finding.case != *case);
        self.rows.extend(rows.iter().cloned());
        self.rows.sort_by(ActionRow::compare);
        let category = self.category;
        let is_chosen = |row: &ActionRow| category.is_none_or(|category| row.finding.category == category);
        let chosen = rows.into_iter().filter(is_chosen).collect();
        self.list.replace_case_rows(case, chosen, ActionRow::compare);
    }

    /// Goes to the next or the previous category.
    pub fn step_category(&mut self, step: Step) {
        let choices = Self::category_choices();
        let chosen = choices.iter().position(|choice| *choice == self.category);
        let next = adjacent_choice(chosen, choices.len(), step);
        self.choose_category(next.and_then(|index| choices.get(index).copied()).flatten());
        self.list.cursor = Cursor::default();
    }

    /// Returns the chosen category; `None` for all of them.
    pub const fn chosen_category(&self) -> Option<Category> {
        self.category
    }

    /// Shows the rows of a category; `None` shows all of them.
    pub fn choose_category(&mut self, category: Option<Category>) {
        self.category = category;
        let is_chosen = |row: &&ActionRow| category.is_none_or(|category| row.finding.category == category);
        self.list.set_rows(self.rows.iter().filter(is_chosen).cloned().collect());
    }

    fn category_choices() -> Vec<Option<Category>> {
        std::iter::once(None).chain(Category::ES109.map(Some)).collect()
    }

    fn category_count(&self, category: Option<Category>) -> usize {
        self.rows.iter().filter(|row| category.is_none_or(|category| row.finding.category == category)).count()
    }

    /// Draws the pane. Returns the position of the selected row.
    pub fn draw(&self, put_off: PutOffCounts, context: PaneContext<'_>, area: Rect, buffer: &mut Buffer) -> Position {
        let note = if self.list.is_filtered() { self.list.count_label() } else { String::new() };
        let note = wording::note_with_set_aside(note, put_off);
        let PaneContext { active, theme, .. } = context;
        let title = self.list.filtered_title("Action required (ES109)");
        (&Panel { title: &title, note: &note, active, theme }).render(area, buffer);
        let parts = Layout::vertical([Constraint::Length(CATEGORY_LINES), Constraint::Fill(1)]);
        let [categories, rows] = parts.areas(Panel::inner_area(area));
        self.draw_categories(theme, categories, buffer);
        let listed = &self.list;
        let table = ListTable {
            name: LIST,
            title: "",
            note: "",
            columns: &COLUMNS,
            list: listed,
            context,
            empty_text: "Nothing in this category. Left and Right show the other categories.",
            no_match_text: "No row matches. Esc shows the whole list.",
        };
        table.draw_rows(rows, buffer, |row| row_cells(row, context.on))
    }

    fn draw_categories(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        for (place, choice) in area.rows().zip(Self::category_choices()) {
            let chosen = choice == self.category;
            let title = choice.map_or("All five categories", Category::title);
            let pointer = if chosen { '▸' } else { ' ' };
            let count = text::align_right(&self.category_count(choice).to_string(), 4);
            let role = if chosen { StyleRole::Heading } else { StyleRole::Text };
            Line::styled(format!("{pointer}{count} {title}"), theme.style(role)).render(place, buffer);
        }
        let between = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        Line::styled("─".repeat(area.width.into()), theme.style(StyleRole::Frame)).render(between, buffer);
    }
}

/// The heading says the category, so no row repeats it.
fn row_cells(row: &ActionRow, on: NaiveDate) -> Vec<ListCell<'_>> {
    let (due, role) = wording::due_label(row.finding.due, on);
    vec![
        ListCell::new(due, role),
        ListCell::from_text(row.finding.case.as_str()),
        ListCell::from_text(row.name.to_string()),
        ListCell::from_text(row.list_text(on).to_text(DateStyle::Near(on))).with_short(row.short_text(on)),
    ]
}

/// The name of the list in settings.
pub const LIST: &str = "action";

/// The columns.
pub const COLUMNS: [ListColumn; 4] = [
    ListColumn::new_required("due", 11, 11),
    CASE_COLUMN.giving_way(),
    name_column(17, 26),
    ListColumn::new_required("what", SHORT_WIDTH, 90),
];
