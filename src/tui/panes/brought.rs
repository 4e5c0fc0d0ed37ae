//! What extracts brought or would bring, as a page: what is not read and why, how the rows add up, then part by part
//! the rejected rows, what changed, and what is not named.

use chrono::NaiveDate;
use ratatui::text::Line;

use crate::domain::dates::{days_between, shown};
use crate::exchange::reading::{Older, Read};
use crate::exchange::report::{Changed, Rejected, Report};
use crate::tui::text;
use crate::tui::theme::{Role, Theme};

/// The headings of the counts; the first is the sum of the others.
const COUNTED: [&str; 6] = ["read", "new", "changed", "unchanged", "duplicate", "rejected"];

/// What extracts brought, or would bring.
pub struct Brought<'a> {
    /// How they were read.
    pub read: &'a Read,
    /// What is not read of them.
    pub notes: &'a [String],
    /// Whether they are only looked at.
    pub preview: bool,
    /// The civil day.
    pub today: NaiveDate,
    /// The columns there are.
    pub columns: usize,
    /// The theme.
    pub theme: &'a Theme,
}

impl Brought<'_> {
    /// The page, under what is said first.
    pub fn lines(&self, first: &str) -> Vec<Line<'static>> {
        let mut lines = self.set(first, Role::Heading);
        lines.extend(self.read.stopped_at().iter().flat_map(|stopped| self.set(stopped, Role::Missing)));
        let complaints = self.read.complaints.iter().map(|complaint| format!("Not read: {complaint}"));
        lines.extend(complaints.flat_map(|complaint| self.set(&complaint, Role::Missing)));
        lines.extend(self.read.older.iter().flat_map(|older| self.older(older)));
        lines.extend(self.notes.iter().flat_map(|note| self.set(note, Role::Text)));
        if !self.read.reports.is_empty() {
            lines.push(Line::default());
            lines.extend(self.counts());
        }
        for report in &self.read.reports {
            lines.push(Line::default());
            lines.extend(self.part(report));
        }
        lines
    }

    /// An extract that is older than what was read before, and what reading it means.
    fn older(&self, older: &Older) -> Vec<Line<'static>> {
        let is_read = self.read.reports.iter().any(|report| report.file == older.file && report.kind == older.kind);
        let day = |day| shown(day, self.today);
        let newest = &older.newest;
        let apart = days_between(older.run, newest.run);
        let beside = format!(
            "  The newest here is {}, run on {}, read on {}. {} was run on {}, {} before.",
            newest.file,
            day(newest.run),
            day(newest.read_on),
            older.file,
            day(older.run),
            crate::tui::words::counted(usize::try_from(apart).unwrap_or(0), "day"),
        );
        let (end, role) = if is_read { (".", Role::Near) } else { (". Nothing of it was read.", Role::Missing) };
        let mut lines = self.set(&format!("{older}{end}"), role);
        lines.extend(self.set(&beside, Role::Text));
        let among_others = !self.read.reports.is_empty() || !self.read.complaints.is_empty();
        if !is_read && among_others {
            lines.extend(self.set("  To read it nevertheless, choose it alone.", Role::Text));
        }
        if is_read && self.preview {
            lines.extend(self.set(
                "  What it says would count as the county's newest word: what changed since goes back to what it \
                 says, and what it does not name is listed as not in the extract. Nothing is deleted, and while \
                 nothing depends on it, it can be taken back.",
                Role::Text,
            ));
        }
        lines
    }

    /// The counts below each other, and their sum where there are several.
    fn counts(&self) -> Vec<Line<'static>> {
        let reports = &self.read.reports;
        let sum = |at: usize| reports.iter().filter_map(|report| counts(report).get(at).copied()).sum::<u32>();
        let sums: Vec<u32> = (0..COUNTED.len()).map(sum).collect();
        let widths: Vec<usize> =
            COUNTED.iter().zip(&sums).map(|(title, sum)| title.len().max(sum.to_string().len())).collect();
        let row = |cells: Vec<String>, named: &str, role| {
            let cells: Vec<String> = cells.iter().zip(&widths).map(|(cell, width)| text::right(cell, *width)).collect();
            let line = format!("{}  {}", cells.join(" "), text::one_line(named));
            Line::styled(text::cut(&line, self.columns).into_owned(), self.theme.style(role))
        };
        let numbers = |counts: &[u32]| counts.iter().map(ToString::to_string).collect();
        let room = self.columns.saturating_sub(widths.iter().map(|width| width + 1).sum::<usize>() + 1);
        let named = |report: &Report| format!("{}, {}", report.kind.title(), report.file);
        // Where there is no room for the files, they stand further down.
        let with_file = reports.iter().all(|report| text::width(&named(report)) <= room);
        let name = |report: &Report| if with_file { named(report) } else { report.kind.title().to_owned() };
        let mut lines = vec![row(COUNTED.map(str::to_owned).to_vec(), "", Role::Heading)];
        lines.extend(reports.iter().map(|report| row(numbers(&counts(report)), &name(report), Role::Text)));
        if reports.len() > 1 {
            lines.push(row(numbers(&sums), "all", Role::Text));
        }
        lines
    }

    fn part(&self, report: &Report) -> Vec<Line<'static>> {
        let sheet = report.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        let run = report.run.map_or_else(
            || "it does not say when it was run".to_owned(),
            |run| format!("run on {}", shown(run, self.today)),
        );
        let head = format!("{}{sheet}: {}, {}, {run}", report.file, report.kind.title(), report.encoding);
        let mut lines = self.set(&head, Role::Heading);
        lines.extend(report.rejected.iter().map(Rejected::line).flat_map(|line| self.set(&line, Role::Text)));
        let more = usize::try_from(report.rejected_rows).unwrap_or(usize::MAX).saturating_sub(report.rejected.len());
        if more > 0 {
            lines.extend(self.set(&format!("  and {more} rejected rows more"), Role::Text));
        }
        if self.preview {
            let changed = report.changes.iter().flat_map(|changed: &Changed| changed.lines("  "));
            lines.extend(changed.flat_map(|line| self.set(&line, Role::Text)));
        }
        lines.extend(self.absent(report));
        if lines.len() == 1 {
            lines.extend(self.set("  Every row can be used; nothing known is missing in it.", Role::Quiet));
        }
        lines
    }

    fn absent(&self, report: &Report) -> Vec<Line<'static>> {
        if report.absent == 0 {
            return Vec::new();
        }
        let among = if report.rejected_rows > 0 { " Rejected rows may be about some of them." } else { "" };
        let lists = if self.preview { "Once it is read N lists them" } else { "N lists them" };
        let said = format!("  {} known before and not named in it. {lists}; nothing is deleted.{among}", report.absent);
        self.set(&said, Role::Text)
    }

    /// A sentence in as many lines as it takes; those after the first stand in.
    fn set(&self, said: &str, role: Role) -> Vec<Line<'static>> {
        let lines = text::hanging(said, self.columns);
        lines.into_iter().map(|line| Line::styled(line, self.theme.style(role))).collect()
    }
}

const fn counts(report: &Report) -> [u32; 6] {
    [report.read, report.new, report.changed, report.unchanged, report.duplicate, report.rejected_rows]
}
