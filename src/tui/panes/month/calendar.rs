//! Draws the calendar of the month, and below it what is due on the chosen day.

use chrono::{Datelike as _, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget as _;

use super::rows::{DUE, DUE_LIST, due_cells};
use super::{MonthFocus, MonthPane};
use crate::desk::{CalendarDay, DayKind, MonthCalendar};
use crate::domain::count_with_noun;
use crate::domain::dates;
use crate::present::dates::{long_month, weekdays};
use crate::tui::panes::pane_context::PaneContext;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::panel::{Panel, draw_line, draw_lines};
use crate::tui::widgets::table::ListTable;

/// The least and the most columns of a day.
const DAY_COLUMNS: (usize, usize) = (8, 18);

impl MonthPane {
    /// Draws the calendar and the list of the chosen day. Returns the position of the chosen day, or of the selected row.
    pub(super) fn draw_calendar_pane(
        &self,
        calendar: &MonthCalendar,
        context: PaneContext<'_>,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Position {
        let PaneContext { on, active, theme, .. } = context;
        let late = self.items.iter().filter(|item| item.late).count();
        let note = format!("{}; {late} overdue", count_with_noun(self.items.len(), "entry"));
        let title = self.due.filtered_title(&format!("Month   {}", long_month(self.month)));
        (&Panel { title: &title, note: &note, active, theme }).render(area, buffer);
        let weeks = u16::try_from(calendar.weeks.len() + 1).unwrap_or(u16::MAX);
        let parts = Layout::vertical([weeks, 1, 1].map(Constraint::Length).into_iter().chain([Constraint::Fill(1)]));
        let [grid, legend, heading, rows] = parts.areas(Panel::inner_area(area));
        let on_day = self.draw_weeks(calendar, theme, grid, buffer);
        let legend_text = legend_text(calendar, usize::from(legend.width).saturating_sub(2));
        draw_line(Line::styled(format!(" {legend_text}"), theme.style(StyleRole::Quiet)), legend, buffer);
        self.draw_day_heading(theme, heading, buffer);
        let table = ListTable {
            name: DUE_LIST,
            title: "",
            note: "",
            columns: &DUE,
            list: &self.due,
            context: PaneContext { active: active && !self.walks_days(), ..context },
            empty_text: "Nothing is due on this day. Arrows choose a day, [ and ] a month.",
            no_match_text: "Nothing due in this month matches. Esc shows the days.",
        };
        let on_row = table.draw_rows(rows, buffer, |item| due_cells(item, on));
        if self.walks_days() { on_day } else { on_row }
    }

    /// Draws the weekdays and the weeks. Returns the position of the chosen day.
    fn draw_weeks(&self, calendar: &MonthCalendar, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Position {
        let columns = (usize::from(area.width).saturating_sub(2) / 7).clamp(DAY_COLUMNS.0, DAY_COLUMNS.1);
        let weekdays = weekdays().map(|day| text::align_left(&day.to_string(), columns));
        let mut lines = vec![Line::styled(format!("  {}", weekdays.concat()), theme.style(StyleRole::Label))];
        let mut position = area.as_position();
        for (week, y) in calendar.weeks.iter().zip(area.y + 1..) {
            let mut spans = vec![Span::raw(" ")];
            for (day, index) in week.iter().zip(0_u16..) {
                if day.in_month && day.day == self.day {
                    let across = index.saturating_mul(u16::try_from(columns).unwrap_or(0));
                    position = Position::new(area.x + 1 + across, y);
                }
                spans.push(self.day_span(day, calendar.as_of, columns, theme));
            }
            lines.push(Line::from(spans));
        }
        draw_lines(lines, area, buffer);
        position
    }

    fn day_span(&self, day: &CalendarDay, today: NaiveDate, columns: usize, theme: &Theme) -> Span<'static> {
        if !day.in_month {
            return Span::raw(" ".repeat(columns));
        }
        let mark = match (day.day == today, &day.kind) {
            (true, _) => '*',
            (false, DayKind::Holiday(_)) => 'h',
            (false, DayKind::Working | DayKind::Weekend) => ' ',
        };
        let pointer = if day.day == self.day { '▸' } else { ' ' };
        let content = format!("{pointer}{:>2}{mark}", day.day.day());
        // The next day begins with a column of its own.
        let room = columns.saturating_sub(text::display_width(&content));
        let content = format!("{content}{}", entries_text(day, room));
        let role = if day.day == self.day {
            if self.focus == MonthFocus::Days { StyleRole::Selected } else { StyleRole::SelectedAway }
        } else if day.late > 0 {
            StyleRole::Bad
        } else if day.day == today {
            StyleRole::Near
        } else if day.kind == DayKind::Working {
            StyleRole::Text
        } else {
            StyleRole::Quiet
        };
        Span::styled(text::align_left(&content, columns), theme.style(role))
    }

    /// Draws the line between the calendar and the list: the chosen day, what it is, and how much is due.
    fn draw_day_heading(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let heading = if self.due.filter.is_empty() {
            let count = self.due.iter().filter(|item| item.day == self.day).count();
            let day = format!("── {}: {}", dates::format_long_date(self.day), count_with_noun(count, "entry"));
            match self.due.len() - count {
                0 => format!("{day} "),
                earlier => longest_that_fits(
                    [
                        format!("{day}, and {earlier} overdue from earlier months "),
                        format!("{day}; {earlier} late before "),
                    ],
                    area.width.into(),
                ),
            }
        } else {
            format!("── {} in the month ", self.due.count_label())
        };
        let fill = usize::from(area.width).saturating_sub(text::display_width(&heading));
        let line = vec![
            Span::styled(heading, theme.style(StyleRole::Heading)),
            Span::styled("─".repeat(fill), theme.style(StyleRole::Frame)),
        ];
        draw_line(Line::from(line), area, buffer);
    }
}

/// Returns how much is due on a day, in the longest form that fits: `  5 due, 2 late`, `  5 due!`, `(5!)`. The sign `!` says
/// that something of it is overdue; a gap or parentheses tell the count from the day.
fn entries_text(day: &CalendarDay, room: usize) -> String {
    let forms = match (day.due, day.late) {
        (0, _) => return String::new(),
        (due, 0) => [format!("  {due} due"), format!("({due})"), format!("{due}")].to_vec(),
        (due, late) if due == late => [format!("  {late} late"), format!("({late}!)"), format!("{late}!")].to_vec(),
        (due, late) => {
            [format!("  {due} due, {late} late"), format!("  {due} due!"), format!("({due}!)"), format!("{due}!")]
                .to_vec()
        }
    };
    longest_that_fits(forms, room)
}

/// Returns what the signs of the days mean, with the working days and the holidays of the month, in the longest form that
/// fits into `columns`.
fn legend_text(calendar: &MonthCalendar, columns: usize) -> String {
    let (all, today) = (calendar.working_days, calendar.working_day_today);
    let working = today.map_or_else(
        || format!("{all} working days"),
        |number| format!("{all} working days; today is working day {number}"),
    );
    let days = calendar.weeks.iter().flatten().filter(|day| day.in_month);
    let holidays: Vec<String> = days
        .filter_map(|day| match &day.kind {
            DayKind::Holiday(name) => Some(format!("h {} {name}", day.day.day())),
            DayKind::Working | DayKind::Weekend => None,
        })
        .collect();
    let any_holiday: Vec<String> = holidays.first().map(|_| "h holiday".to_owned()).into_iter().collect();
    let short = today.map_or_else(|| format!("{all} working days"), |number| format!("working day {number} of {all}"));
    let forms = [(&working, &holidays), (&working, &any_holiday), (&short, &any_holiday)].map(|(working, holidays)| {
        let signs = ["* today", "! overdue"].map(str::to_owned).into_iter();
        signs.chain([working.clone()]).chain(holidays.iter().cloned()).collect::<Vec<_>>().join(" · ")
    });
    longest_that_fits(forms, columns)
}

/// Returns the first of these forms of a text, the longest first, that fits into `columns`; the last one if none does.
fn longest_that_fits(forms: impl IntoIterator<Item = String>, columns: usize) -> String {
    let mut last = String::new();
    for form in forms {
        last = form;
        if text::display_width(&last) <= columns {
            break;
        }
    }
    last
}
