//! The page about the result of an import or its preview: first what was not imported and why, and how the rows add up;
//! then, part by part, the rejected rows, the changes and the missing facts.

use chrono::NaiveDate;
use ratatui::text::Line;

use crate::domain::count_with_noun;
use crate::domain::dates::{days_between, format_date};
use crate::import::import_files::{ImportSummary, OlderExtract};
use crate::import::report::{ImportReport, ReportedChange, ReportedRejection};
use crate::import::word_tally::ColumnWords;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};

/// The headings of the counts; the first is the sum of the others.
const COUNTED: [&str; 6] = ["read", "new", "changed", "unchanged", "duplicate", "rejected"];

/// The page about an import or its preview.
pub struct ImportSummaryPage<'a> {
    /// The result of reading the extracts.
    pub read: &'a ImportSummary,
    /// Notes on the parts that are not read.
    pub notes: &'a [String],
    /// Whether this is a preview.
    pub preview: bool,
    /// The current date.
    pub today: NaiveDate,
    /// The width in columns.
    pub columns: usize,
    /// The theme.
    pub theme: &'a Theme,
}

impl ImportSummaryPage<'_> {
    /// Returns the lines of the page, below those in `first`.
    pub fn page_lines(&self, first: &str) -> Vec<Line<'static>> {
        let mut lines = self.hanging_lines(first, StyleRole::Heading);
        if !self.read.reports.is_empty() {
            lines.push(Line::default());
            lines.extend(self.count_lines());
        }
        let not_read = self.unread_lines();
        if !not_read.is_empty() && !self.read.reports.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(not_read);
        for report in &self.read.reports {
            lines.push(Line::default());
            lines.extend(self.report_lines(report));
        }
        lines
    }

    /// Returns the lines about what was not imported, and why.
    fn unread_lines(&self) -> Vec<Line<'static>> {
        let stopped = self.read.stopped_message().into_iter();
        let complaints = self.read.complaints.iter();
        let complaints = complaints.map(|complaint| format!("Not read: {}.", complaint.trim_end_matches('.')));
        let mut lines: Vec<_> =
            stopped.chain(complaints).flat_map(|content| self.hanging_lines(&content, StyleRole::Missing)).collect();
        lines.extend(self.read.older.iter().flat_map(|older| self.older_extract_lines(older)));
        lines.extend(self.notes.iter().flat_map(|note| self.hanging_lines(note, StyleRole::Text)));
        lines
    }

    /// Returns the lines about an extract that is older than one that was read before, and about what importing it
    /// would do.
    fn older_extract_lines(&self, older: &OlderExtract) -> Vec<Line<'static>> {
        let is_read = self.read.reports.iter().any(|report| report.file == older.file && report.kind == older.kind);
        let day = |day| format_date(day, self.today);
        let newest = &older.newest;
        let apart = days_between(older.run, newest.day);
        let beside = format!(
            "  The newest here is {}, run on {}, read on {}. {} was run on {}, {} before.",
            newest.file,
            day(newest.day),
            day(newest.read_on),
            older.file,
            day(older.run),
            count_with_noun(apart, "day"),
        );
        let (end, role) =
            if is_read { (".", StyleRole::Near) } else { (". Nothing from it was imported.", StyleRole::Missing) };
        let mut lines = self.hanging_lines(&format!("{older}{end}"), role);
        lines.extend(self.hanging_lines(&beside, StyleRole::Text));
        let among_others = !self.read.reports.is_empty() || !self.read.complaints.is_empty();
        if !is_read && among_others {
            lines.extend(self.hanging_lines("  To import it anyway, choose only this file.", StyleRole::Text));
        }
        if is_read && self.preview {
            lines.extend(self.hanging_lines(
                "  Its values would become the county's newest ones, but for the registration and aid status; what it does \
                 not have is listed as not in the extract. Nothing is deleted, and the import can be undone while nothing \
                 depends on it.",
                StyleRole::Text,
            ));
        }
        lines
    }

    /// Returns the counts one below the other, with their sum if there are several.
    fn count_lines(&self) -> Vec<Line<'static>> {
        let reports = &self.read.reports;
        let sum = |at: usize| reports.iter().filter_map(|report| report_counts(report).get(at).copied()).sum::<u32>();
        let sums: Vec<u32> = (0..COUNTED.len()).map(sum).collect();
        let widths: Vec<usize> =
            COUNTED.iter().zip(&sums).map(|(title, sum)| title.len().max(sum.to_string().len())).collect();
        let row = |cells: Vec<String>, named: &str, role| {
            let cells: Vec<String> =
                cells.iter().zip(&widths).map(|(cell, width)| text::align_right(cell, *width)).collect();
            let line = format!("{}  {}", cells.join(" "), text::one_line(named));
            Line::styled(text::cut_to_width(&line, self.columns).into_owned(), self.theme.style(role))
        };
        let numbers = |counts: &[u32]| counts.iter().map(ToString::to_string).collect();
        let room = self.columns.saturating_sub(widths.iter().map(|width| width + 1).sum::<usize>() + 1);
        let named = |report: &ImportReport| format!("{}, {}", report.kind.title(), report.file);
        // If there is no room for the files here, they are listed further down.
        let with_file = reports.iter().all(|report| text::display_width(&named(report)) <= room);
        let name = |report: &ImportReport| if with_file { named(report) } else { report.kind.title().to_owned() };
        let mut lines = vec![row(COUNTED.map(str::to_owned).to_vec(), "", StyleRole::Heading)];
        lines.extend(reports.iter().map(|report| row(numbers(&report_counts(report)), &name(report), StyleRole::Text)));
        if reports.len() > 1 {
            lines.push(row(numbers(&sums), "all", StyleRole::Text));
        }
        lines
    }

    fn report_lines(&self, report: &ImportReport) -> Vec<Line<'static>> {
        let sheet = report.sheet.as_ref().map(|sheet| format!(", sheet {sheet}")).unwrap_or_default();
        let run = match (report.run, report.file_day.filter(|day| *day != self.today)) {
            (Some(run), _) => format!("run on {}", format_date(run, self.today)),
            (None, Some(day)) => format!("no run date in it, so it counts as of {}", format_date(day, self.today)),
            (None, None) => "no run date in it".to_owned(),
        };
        let sample = report.sample.as_ref().map(|word| format!(" (it reads {word})")).unwrap_or_default();
        let head = format!("{}{sheet}: {}, {}{sample}, {run}", report.file, report.kind.title(), report.encoding);
        let mut below: Vec<String> = report.rejected.iter().map(ReportedRejection::to_line).collect();
        let more = usize::try_from(report.rejected_rows).unwrap_or(usize::MAX).saturating_sub(report.rejected.len());
        if more > 0 {
            below.push(format!("  and {more} more rejected {}", if more == 1 { "row" } else { "rows" }));
        }
        if self.preview {
            below.extend(report.changes.iter().flat_map(|changed: &ReportedChange| changed.to_lines("  ")));
        }
        below.extend(self.missing_note(report));
        let mut lines = self.hanging_lines(&head, StyleRole::Heading);
        lines.extend(report_doubts(report).into_iter().flat_map(|doubt| self.hanging_lines(doubt, StyleRole::Near)));
        if below.is_empty() && report.read > 0 {
            lines.extend(
                self.hanging_lines("  Every row can be used, and nothing is missing from it.", StyleRole::Quiet),
            );
        }
        lines.extend(self.word_lines(report));
        lines.extend(below.iter().flat_map(|line| self.hanging_lines(line, StyleRole::Text)));
        lines
    }

    /// Returns the lines about the words that the layout does not have, and about the cells that were left out.
    fn word_lines(&self, report: &ImportReport) -> Vec<Line<'static>> {
        // Whose facts the rows are comes before what they say.
        let mut lines: Vec<String> = report.question_lines().collect();
        lines.extend(report.file_day_line().filter(|_| report.changed_ahead.is_some()));
        lines.extend(report.newer_line());
        lines.extend(report.words.iter().flat_map(ColumnWords::to_lines));
        if self.preview && report.words.iter().any(|column| !column.unknown.is_empty()) {
            lines.push("  M lists the words that are not known, so that you can explain each once.".to_owned());
        }
        lines.extend(report.left_out_lines());
        lines.iter().flat_map(|line| self.hanging_lines(line, StyleRole::Near)).collect()
    }

    fn missing_note(&self, report: &ImportReport) -> Option<String> {
        let (absent, new) = (report.missing, report.newly_missing);
        let among = if report.rejected_rows > 0 { " Rejected rows may be about some of them." } else { "" };
        let lists = if self.preview { "After you import it, N lists them." } else { "N lists them." };
        let facts = count_with_noun(absent, "fact");
        let content = format!(
            "  {facts} that earlier extracts had are missing from it, {new} of them for the first time. {lists}"
        );
        (absent > 0).then(|| format!("{content} Nothing is deleted.{among}"))
    }

    /// Wraps a sentence; the lines after the first are indented.
    fn hanging_lines(&self, content: &str, role: StyleRole) -> Vec<Line<'static>> {
        let lines = text::wrap_hanging(content, self.columns);
        lines.into_iter().map(|line| Line::styled(line, self.theme.style(role))).collect()
    }
}

/// Returns the signs that a file is not the kind of extract that it was taken for.
fn report_doubts(report: &ImportReport) -> Vec<&'static str> {
    let named = report.changed + report.unchanged;
    let doubts = [
        (report.read == 0, "  It has a header but no rows."),
        (report.read > 0 && report.read == report.rejected_rows, "  No row can be used. Is this the right layout?"),
        (
            report.newly_missing > named,
            "  Most of what the previous extract had is missing. Is this file incomplete, or another worker's?",
        ),
    ];
    doubts.into_iter().filter(|(holds, _)| *holds).map(|(_, doubt)| doubt).collect()
}

const fn report_counts(report: &ImportReport) -> [u32; 6] {
    [report.read, report.new, report.changed, report.unchanged, report.duplicate, report.rejected_rows]
}
