//! Draws the dashboard of the month with ratatui's own widgets, as lines that can be scrolled. Every picture has its
//! numbers beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Bar, BarChart, BarGroup, LineGauge, Sparkline, Widget};

use crate::desk::{AGE_LIMITS, GroupCount, MonthDashboard, Progress, TrendMonth};
use crate::domain::count_with_noun;
use crate::domain::dates::format_long_date;
use crate::present::dates::{compact_month, long_month, short_month_name};
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::bar;

/// The columns of a label.
const LABEL: usize = 12;

/// Returns the lines of the dashboard.
pub(super) fn dashboard_lines(dashboard: &MonthDashboard, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let page = DashboardPage { dashboard, columns, theme };
    let mut lines = vec![page.heading(format!("{}: progress", long_month(dashboard.month)))];
    lines.extend(page.contact_lines());
    lines.extend(page.hours_lines());
    lines.extend(page.left_lines());
    lines.push(Line::default());
    lines.extend(page.group_lines());
    lines.push(Line::default());
    lines.extend(page.trend_lines("Contacts made, 12 months", |month| month.contacts));
    lines.extend(page.trend_lines("Hours met, 12 months", |month| month.hours));
    lines
}

struct DashboardPage<'a> {
    dashboard: &'a MonthDashboard,
    columns: usize,
    theme: &'a Theme,
}

impl DashboardPage<'_> {
    fn heading(&self, title: String) -> Line<'static> {
        Line::styled(title, self.theme.style(StyleRole::Heading))
    }

    fn quiet(&self, content: &str) -> Vec<Line<'static>> {
        let style = self.theme.style(StyleRole::Quiet);
        text::wrap_text(content, self.columns).into_iter().map(|line| Line::styled(line, style)).collect()
    }

    /// Returns how many of the contacts owed are made. Nobody can say yet how many a month to come will owe.
    fn contact_lines(&self) -> Vec<Line<'static>> {
        let first = self.dashboard.month.first_day();
        if first > self.dashboard.as_of {
            let label = text::align_left("Contacts", LABEL);
            return self.quiet(&format!("{label} counted from {} on", format_long_date(first)));
        }
        self.progress_lines("Contacts", self.dashboard.contacts, "made")
    }

    /// Returns a gauge of how much is done, with its numbers.
    fn progress_lines(&self, label: &str, progress: Progress, done: &str) -> Vec<Line<'static>> {
        if progress.of == 0 {
            return self.quiet(&format!("{} none owed", text::align_left(label, LABEL)));
        }
        let ratio = u32::try_from(progress.percent()).map_or(0.0, |percent| f64::from(percent) / 100.0);
        let label = format!("{}{:>3} of {:<3} {done}", text::align_left(label, LABEL), progress.done, progress.of);
        let gauge = LineGauge::default()
            .ratio(ratio.clamp(0.0, 1.0))
            .label(label)
            .filled_symbol("▓")
            .unfilled_symbol("░")
            .filled_style(self.theme.style(StyleRole::Good))
            .unfilled_style(self.theme.style(StyleRole::Quiet));
        widget_lines(gauge, self.columns, 1)
    }

    /// Returns the hours of the newest month of which attendance is posted.
    fn hours_lines(&self) -> Vec<Line<'static>> {
        let newest = self.dashboard.trend.iter().rev().find(|month| month.hours.of > 0);
        match newest {
            Some(month) => {
                let done = format!("met, {}", compact_month(month.month));
                self.progress_lines("Hours", month.hours, &done)
            }
            None => self.quiet("Hours        no attendance is posted"),
        }
    }

    /// Returns how many contacts are left day by day, and how many a working day that makes to the end of the month.
    fn left_lines(&self) -> Vec<Line<'static>> {
        let left = self.dashboard.contacts.of - self.dashboard.contacts.done.min(self.dashboard.contacts.of);
        let data: Vec<u64> =
            self.dashboard.contacts_left.iter().map(|(_, left)| u64::try_from(*left).unwrap_or(0)).collect();
        if data.len() < 2 || self.dashboard.contacts.of == 0 {
            return Vec::new();
        }
        let days = self.dashboard.working_days_left;
        let pace = match (left, days) {
            (0, _) => "none left".to_owned(),
            (left, 0) => format!("{left} left, no working day"),
            (left, days) => {
                format!("{left} left, {}: {} a day", count_with_noun(days, "working day"), left.div_ceil(days))
            }
        };
        let width = data.len().min(self.columns.saturating_sub(LABEL));
        let sparkline = Sparkline::default().data(data).style(self.theme.style(StyleRole::Near));
        let mut lines = with_label("Left by day", widget_lines(sparkline, width, 1));
        lines.extend(with_label("", vec![Line::styled(pace, self.theme.style(StyleRole::Text))]));
        lines
    }

    /// Returns what is to do by group as bars, with how much of it is overdue and how long.
    fn group_lines(&self) -> Vec<Line<'static>> {
        let open = self.dashboard.open;
        let mut lines = vec![self.heading(format!("To do now: {}", open.summary()))];
        let groups = &self.dashboard.groups;
        if groups.is_empty() {
            lines.extend(self.quiet("Nothing to do."));
            return lines;
        }
        let most = groups.iter().map(|group| group.items).max().unwrap_or(0);
        lines.extend(groups.iter().map(|group| self.group_line(group, most)));
        lines.extend(self.quiet(&self.age_text()));
        lines
    }

    /// Returns a group with its numbers and its bar, which is whole for the group with the `most` items.
    fn group_line(&self, group: &GroupCount, most: usize) -> Line<'static> {
        let overdue = group.overdue_count();
        let late = if overdue > 0 { format!(", {overdue} late") } else { String::new() };
        let count = text::align_left(&format!("{:>3}{late}", group.items), GROUP_COUNT);
        let title = text::align_left(&text::cut_to_width(group.group.title(), GROUP_TITLE), GROUP_TITLE);
        let role = if overdue > 0 { StyleRole::Near } else { StyleRole::Text };
        let before = format!("{title} {count} ");
        let room = self.columns.saturating_sub(text::display_width(&before));
        Line::from(vec![
            Span::raw(before),
            Span::styled(bar::fine_bar(group.items, most, room), self.theme.style(role)),
        ])
    }

    /// Returns how long things have been overdue: `Overdue: 3 up to 7 days, 5 up to 30, …`.
    fn age_text(&self) -> String {
        let sums = (0..=AGE_LIMITS.len()).map(|age| {
            let counts = self.dashboard.groups.iter().filter_map(|group| group.overdue.get(age));
            counts.sum::<usize>()
        });
        let labels = AGE_LIMITS.map(|limit| format!("up to {limit} days")).into_iter();
        let labels = labels.chain(AGE_LIMITS.last().map(|limit| format!("more than {limit} days")));
        let parts: Vec<String> =
            sums.zip(labels).filter(|(sum, _)| *sum > 0).map(|(sum, label)| format!("{sum} {label}")).collect();
        if parts.is_empty() { "Nothing is overdue.".to_owned() } else { format!("Overdue: {}", parts.join(", ")) }
    }

    /// Returns twelve months of a share as bars, with the numbers of the last two. A month in which nothing was owed has no
    /// bar.
    fn trend_lines(&self, title: &str, progress: impl Fn(&TrendMonth) -> Progress) -> Vec<Line<'static>> {
        let trend = &self.dashboard.trend;
        let known: Vec<_> = trend.iter().filter(|month| progress(month).of > 0).collect();
        if known.is_empty() {
            return Vec::new();
        }
        let newest = known.iter().rev().take(2).map(|month| {
            let share = progress(month);
            format!("{} {} of {}", short_month_name(month.month), share.done, share.of)
        });
        let newest = newest.collect::<Vec<_>>();
        let is_wide = self.columns >= TREND_WIDE;
        let bars: Vec<Bar<'static>> =
            trend.iter().map(|month| self.trend_bar(month, progress(month), is_wide)).collect();
        let chart = BarChart::default()
            .bar_width(if is_wide { 3 } else { 2 })
            .bar_gap(1)
            .max(100)
            .data(BarGroup::default().bars(&bars));
        // The month before is left out where the heading would be cut.
        let whole = format!("{title}: {}", newest.join(", "));
        let shown = if text::display_width(&whole) <= self.columns { newest.len() } else { 1 };
        let newest = newest.get(..shown).unwrap_or_default().join(", ");
        let mut lines = vec![self.heading(format!("{title}: {newest}"))];
        lines.extend(widget_lines(chart, self.columns, TREND_HEIGHT));
        lines
    }

    fn trend_bar(&self, month: &TrendMonth, share: Progress, is_wide: bool) -> Bar<'static> {
        let letters = if is_wide { 3 } else { 1 };
        let name: String = short_month_name(month.month).chars().take(letters).collect();
        Bar::default()
            .value(if share.of > 0 { share.percent() } else { 0 })
            .text_value("")
            .label(name)
            .style(self.theme.style(StyleRole::Text))
    }
}

/// The columns of the title of a group.
const GROUP_TITLE: usize = 26;
/// The columns of its numbers.
const GROUP_COUNT: usize = 12;
/// The columns from which on the months of the trend have names of three letters.
const TREND_WIDE: usize = 48;
/// The lines of a trend, its months included.
const TREND_HEIGHT: u16 = 5;

fn with_label(label: &str, lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    let labeled = labels.zip(lines).map(|(label, mut line)| {
        line.spans.insert(0, Span::raw(text::align_left(label, LABEL)));
        line
    });
    labeled.collect()
}

/// Draws a widget aside and returns its lines.
fn widget_lines(widget: impl Widget, columns: usize, height: u16) -> Vec<Line<'static>> {
    let area = Rect::new(0, 0, u16::try_from(columns).unwrap_or(u16::MAX), height);
    let mut buffer = Buffer::empty(area);
    widget.render(area, &mut buffer);
    let line = |row: Rect| {
        let cells = row.columns().filter_map(|place| buffer.cell(place.as_position()));
        let mut spans: Vec<Span<'static>> = Vec::new();
        for cell in cells {
            match spans.last_mut() {
                Some(last) if last.style == cell.style() => last.content.to_mut().push_str(cell.symbol()),
                _ => spans.push(Span::styled(cell.symbol().to_owned(), cell.style())),
            }
        }
        Line::from(spans)
    };
    area.rows().map(line).collect()
}
