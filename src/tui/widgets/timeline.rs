//! A timeline over months: bars for what lasts, signs for what happens on a day, and today as a line. Every kind has
//! a sign of its own, so that the picture is read without colors.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use ratatui::symbols;
use ratatui::text::{Line, Span};

use crate::desk::{CaseGlance, HoursGlance, LaneKind, LaneSpan, MarkKind, SpanKind, TimeLane};
use crate::domain::dates::{Month, days_between};
use crate::domain::hours::Hours;
use crate::present::dates::short_month_name;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};

/// The columns before a lane, for its title.
pub const TITLE: usize = 13;
/// The most columns that a month takes.
const WIDEST_MONTH: usize = 7;
/// The sign of today in cells where nothing else is.
const TODAY: char = '┆';
/// The sign of what is planned and lies ahead.
const AHEAD: char = '-';

/// The timeline of a case, at a width.
pub struct Timeline<'a> {
    glance: &'a CaseGlance,
    months: Vec<Month>,
    columns: usize,
    /// The columns of a month.
    month_width: usize,
    theme: &'a Theme,
}

/// A column of a lane.
#[derive(Clone, Copy, PartialEq, Eq)]
struct LineCell {
    sign: char,
    role: StyleRole,
}

const EMPTY: LineCell = LineCell { sign: ' ', role: StyleRole::Quiet };

impl<'a> Timeline<'a> {
    /// Creates the timeline of a case in `columns`; each month gets as many columns as fit, and one at least.
    pub fn new(glance: &'a CaseGlance, columns: usize, theme: &'a Theme) -> Self {
        let months = std::iter::successors(Some(glance.first), |month| Some(month.next()));
        let months: Vec<_> = months.take_while(|month| *month <= glance.last).collect();
        let room = columns.saturating_sub(TITLE).checked_div(months.len()).unwrap_or(1);
        Self { glance, columns, month_width: room.clamp(1, WIDEST_MONTH), months, theme }
    }

    fn width(&self) -> usize {
        self.months.len() * self.month_width
    }

    /// Returns the column of a day; days before the first month are in the first column, later ones in the last.
    fn column_of(&self, day: NaiveDate) -> usize {
        let month = Month::from_date(day);
        if month < self.glance.first {
            return 0;
        }
        let last = self.width().saturating_sub(1);
        let Some(index) = self.months.iter().position(|known| *known == month) else { return last };
        let length = days_between(month.first_day(), month.last_day()) + 1;
        let within = usize::try_from(i64::from(day.day0())).unwrap_or(0) * self.month_width;
        let within = within.checked_div(usize::try_from(length).unwrap_or(1)).unwrap_or(0);
        index * self.month_width + within
    }

    /// Returns the picture: one axis, under it the lanes of each adult, and what the signs mean; nothing if there is nothing
    /// to show.
    pub fn lines(&self) -> Vec<Line<'static>> {
        let adults = &self.glance.adults;
        if adults.iter().all(|adult| adult.lanes.is_empty()) {
            return Vec::new();
        }
        let mut lines = Vec::from(self.axis_lines());
        for adult in adults {
            if adults.len() > 1 {
                let name = adult.name.as_ref().map(ToString::to_string);
                let name = name.or_else(|| Some(format!("Person {}", adult.person?))).unwrap_or_default();
                lines.push(Line::styled(name, self.theme.style(StyleRole::Heading)));
            }
            lines.extend(adult.lanes.iter().map(|lane| self.lane_line(lane)));
            lines.extend(self.hours_line(&adult.months));
        }
        let legend = text::flow_parts(self.legend(), "  ", self.columns);
        lines.extend(legend.into_iter().map(|line| Line::styled(line, self.theme.style(StyleRole::Quiet))));
        lines
    }

    /// Returns the years and the months above the lanes.
    fn axis_lines(&self) -> [Line<'static>; 2] {
        let style = self.theme.style(StyleRole::Label);
        let (mut years, mut months) = (String::new(), String::new());
        for (index, month) in self.months.iter().enumerate() {
            let is_new_year = index == 0 || month.first_day().month0() == 0;
            if is_new_year && text::display_width(&years) <= index * self.month_width {
                years.push_str(&" ".repeat((index * self.month_width).saturating_sub(text::display_width(&years))));
                years.push_str(&month.first_day().year().to_string());
            }
            let letters = if self.month_width > 3 { 3 } else { 1 };
            let name: String = short_month_name(*month).chars().take(letters).collect();
            months.push_str(&text::align_left(&name, self.month_width));
        }
        let today = self.column_of(self.glance.as_of);
        if text::display_width(&years) < today {
            years.push_str(&" ".repeat(today - text::display_width(&years)));
            years.push(TODAY);
            years.push_str("today");
        }
        [years, months].map(|line| Line::styled(format!("{:TITLE$}{line}", ""), style))
    }

    /// Returns the line of a lane.
    fn lane_line(&self, lane: &TimeLane) -> Line<'static> {
        let mut cells = vec![EMPTY; self.width()];
        lane.spans.iter().for_each(|span| self.paint_span(lane.kind, span, &mut cells));
        for mark in &lane.marks {
            let (sign, role) = mark_sign(mark.kind);
            paint(&mut cells, self.column_of(mark.on), LineCell { sign, role });
        }
        let today = self.column_of(self.glance.as_of);
        if cells.get(today) == Some(&EMPTY) {
            paint(&mut cells, today, LineCell { sign: TODAY, role: StyleRole::Near });
        }
        let title = text::align_left(&text::cut_to_width(&lane.title, TITLE - 1), TITLE);
        let title = Span::styled(title, self.theme.style(StyleRole::Label));
        std::iter::once(title).chain(self.runs(&cells)).collect()
    }

    fn paint_span(&self, lane: LaneKind, span: &LaneSpan, cells: &mut [LineCell]) {
        let today = self.glance.as_of;
        let end = span.until.unwrap_or(if span.from > today { self.glance.last.last_day() } else { today });
        let (start, end) = (self.column_of(span.from), self.column_of(end.max(span.from)));
        let (sign, role) = span_sign(span.kind);
        let now = self.column_of(today);
        for column in start..=end {
            let is_ahead = column > now;
            let cell =
                if is_ahead { LineCell { sign: AHEAD, role: StyleRole::Quiet } } else { LineCell { sign, role } };
            paint(cells, column, cell);
        }
        let word = format!(" {} ", span.kind.title());
        let (room, needed) = (end + 1 - start, text::display_width(&word));
        if matches!(lane, LaneKind::Status | LaneKind::Noncompliance) && room >= needed + 2 {
            let first = start + (room - needed) / 2;
            for (offset, sign) in word.chars().enumerate() {
                paint(cells, first + offset, LineCell { sign, role });
            }
        }
    }

    /// Returns the hours of the months as bars, as high as their share of the hours owed; `None` without any.
    fn hours_line(&self, hours: &[HoursGlance]) -> Option<Line<'static>> {
        let newest = hours.last()?;
        let mut cells = vec![EMPTY; self.width()];
        for month in hours {
            let start = self.column_of(month.month.first_day());
            let role = if month.average >= month.owed { StyleRole::Good } else { StyleRole::Near };
            for column in start..start + self.month_width.saturating_sub(1).max(1) {
                paint(&mut cells, column, LineCell { sign: level_sign(month), role });
            }
        }
        let title = text::align_left("Hours/week", TITLE);
        let month = short_month_name(newest.month);
        let owed = if newest.owed == Hours::ZERO {
            format!(" {} in {month}, none owed", newest.average)
        } else {
            format!(" {} of {} in {month}", newest.average, newest.owed)
        };
        let title = Span::styled(title, self.theme.style(StyleRole::Label));
        let after = cells.iter().rposition(|cell| *cell != EMPTY).map_or(0, |last| last + 1);
        let shown = cells.get(..after).unwrap_or_default();
        let pieces = std::iter::once(title).chain(self.runs(shown));
        Some(pieces.chain([Span::styled(owed, self.theme.style(StyleRole::Quiet))]).collect())
    }

    /// Returns the cells as pieces of one style each.
    fn runs(&self, cells: &[LineCell]) -> Vec<Span<'static>> {
        let runs = cells.chunk_by(|a, b| a.role == b.role);
        runs.map(|run| {
            let content: String = run.iter().map(|cell| cell.sign).collect();
            let role = run.first().map_or(StyleRole::Text, |cell| cell.role);
            Span::styled(content, self.theme.style(role))
        })
        .collect()
    }

    /// Returns what each sign means that the lanes use.
    fn legend(&self) -> Vec<String> {
        let lanes = || self.glance.adults.iter().flat_map(|adult| &adult.lanes);
        let spans: BTreeSet<SpanKind> = lanes().flat_map(|lane| lane.spans.iter().map(|span| span.kind)).collect();
        let marks: BTreeSet<MarkKind> = lanes().flat_map(|lane| lane.marks.iter().map(|mark| mark.kind)).collect();
        let is_ahead = lanes().flat_map(|lane| &lane.spans).any(|span| span.until > Some(self.glance.as_of));
        let spans = spans.into_iter().map(|kind| format!("{} {}", span_sign(kind).0, kind.title()));
        let marks = marks.into_iter().map(|kind| format!("{} {}", mark_sign(kind).0, kind.title()));
        let ahead = is_ahead.then(|| format!("{AHEAD} ahead"));
        marks.chain(spans).chain(ahead).chain([format!("{TODAY} today")]).collect()
    }
}

/// Returns a block as high as the share of the hours owed that was attended; full where nothing is missing.
fn level_sign(hours: &HoursGlance) -> char {
    let levels = &symbols::bar::NINE_LEVELS;
    let blocks = [
        levels.one_eighth,
        levels.one_quarter,
        levels.three_eighths,
        levels.half,
        levels.five_eighths,
        levels.three_quarters,
        levels.seven_eighths,
        levels.full,
    ];
    let (average, owed) = (u64::from(hours.average.as_hundredths()), u64::from(hours.owed.as_hundredths()));
    let highest = u64::try_from(blocks.len() - 1).unwrap_or(0);
    let level = (average * highest).checked_div(owed).unwrap_or(highest).min(highest);
    let block = usize::try_from(level).ok().and_then(|level| blocks.get(level));
    block.and_then(|block| block.chars().next()).unwrap_or(' ')
}

/// Sets a column, if there is one: a bar may end beyond the last month.
fn paint(cells: &mut [LineCell], column: usize, cell: LineCell) {
    if let Some(place) = cells.get_mut(column) {
        *place = cell;
    }
}

const fn span_sign(kind: SpanKind) -> (char, StyleRole) {
    match kind {
        SpanKind::Registered => ('═', StyleRole::Text),
        SpanKind::Voluntary => ('─', StyleRole::Text),
        SpanKind::Exempt => ('░', StyleRole::Text),
        SpanKind::Noncompliance => ('▒', StyleRole::Bad),
        SpanKind::Sanction => ('█', StyleRole::Bad),
        SpanKind::Curing => ('≈', StyleRole::Near),
        SpanKind::Outside | SpanKind::AidNotCounted => ('·', StyleRole::Quiet),
        SpanKind::Activity => ('▓', StyleRole::Text),
        SpanKind::AidCounted => ('▄', StyleRole::Text),
    }
}

const fn mark_sign(kind: MarkKind) -> (char, StyleRole) {
    match kind {
        MarkKind::Attempted => ('○', StyleRole::Text),
        MarkKind::Reached => ('●', StyleRole::Good),
        MarkKind::PlanSigned => ('■', StyleRole::Text),
        MarkKind::Appointment => ('□', StyleRole::Near),
        MarkKind::Notice => ('▲', StyleRole::Near),
        MarkKind::LastDay => ('◇', StyleRole::Near),
        MarkKind::Limit => ('◆', StyleRole::Bad),
        MarkKind::SanctionStart => ('▼', StyleRole::Bad),
    }
}
