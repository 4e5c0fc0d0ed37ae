//! Why a row is in a list: the rule, its facts with their dates and sources, the count, the citation, and what clears
//! it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use crate::desk::checklist::{ItemState, ItemView};
use crate::desk::{Alert, QueueRow};
use crate::domain::alert::AlertKey;
use crate::domain::dates::{self, Month};
use crate::domain::role::Role;
use crate::policy::param::Certainty;
use crate::present;
use crate::present::dates::month_name;
use crate::present::explanation::{self, ExplanationLine, LABEL, Tone};
use crate::present::finding::{fact_line, ground_text};
use crate::rules::finding::{Finding, Ground};
use crate::rules::goals::duty_day;
use crate::rules::message::DateStyle;
use crate::store::{CaseRecord, LoggedEntry};
use crate::tui::panes::folder::history;
use crate::tui::text;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::wording;

/// How the title of the page begins that says why a row is in its list.
pub const WHY_TITLE: &str = "Why";

/// The columns of a day before what is due.
const DUE: usize = 12;

/// The context for composing a page about a finding.
pub struct ExplanationPage<'a> {
    /// The day that the lists are for.
    pub on: NaiveDate,
    /// The width in columns.
    pub columns: usize,
    /// The theme.
    pub theme: &'a Theme,
}

impl ExplanationPage<'_> {
    /// Returns a finding in full, except for the calendar of its days.
    pub fn finding_lines(&self, finding: &Finding) -> Vec<Line<'static>> {
        explanation::explain_finding(finding).iter().flat_map(|line| self.styled_lines(line)).collect()
    }

    /// Returns the end of the page about a finding: the calendar of the days that it counts.
    pub fn closing_lines(&self, finding: &Finding) -> Vec<Line<'static>> {
        let lines = explanation::calendar_section(finding);
        lines.iter().flat_map(|line| self.styled_lines(line)).collect()
    }

    /// Returns the lines of a finding for the side pane. Where each fact was read, the count and the settings of the office
    /// stand on the page that says why.
    pub fn brief_finding_lines(&self, finding: &Finding) -> Vec<Line<'static>> {
        let heading = present::finding::finding_line(finding).to_text(DateStyle::Long);
        let mut lines = self.wrap_lines(&heading, StyleRole::Header);
        for ground in &finding.because {
            lines.extend(self.wrap_lines(&fact_line(ground).to_text(DateStyle::Near(self.on)), StyleRole::Text));
        }
        let rules = finding.under.iter().filter(|citation| citation.certainty != Certainty::Setting);
        let mut sources: Vec<_> = rules.map(|citation| citation.source.as_str()).collect();
        let mut seen = BTreeSet::new();
        sources.retain(|source| seen.insert(*source));
        lines.extend(self.wrap_lines(&sources.join("; "), StyleRole::Quiet));
        lines.extend(self.wrap_lines(&format!("Done when: {}", finding.clears_when), StyleRole::Text));
        lines.extend(self.unknown_lines(finding));
        lines
    }

    /// Returns a finding in a line or two: when it is due, and beside that what it says.
    pub fn short_finding_lines(&self, finding: &Finding) -> Vec<Line<'static>> {
        let (due, role) = wording::due_label(duty_day(finding), self.on);
        let says = finding.says.to_text(DateStyle::Near(self.on));
        let says = format!("{}: {says}", wording::category_label(finding.category));
        let wrapped = text::wrap_text(&says, self.columns.saturating_sub(DUE));
        let dues = std::iter::once(due.as_str()).chain(std::iter::repeat(""));
        let line = |(due, says): (&str, String)| {
            Line::from(vec![
                Span::styled(text::align_left(due, DUE), self.theme.style(role)),
                Span::styled(says, self.theme.style(StyleRole::Text)),
            ])
        };
        dues.zip(wrapped).map(line).collect()
    }

    /// Returns the lines of an alert of the system of record, with the place where it was read.
    pub fn alert_lines(&self, alert: &Alert, record: &CaseRecord) -> Vec<Line<'static>> {
        let mut lines = self.labeled_lines("Says", &alert.text.to_text(DateStyle::Long), StyleRole::Header);
        lines.extend(self.labeled_lines("From", &alert.origin.to_string(), StyleRole::Text));
        let raised = alert.raised.map_or_else(|| "not given".to_owned(), dates::format_long_date);
        lines.extend(self.labeled_lines("Raised", &raised, StyleRole::Text));
        let due = alert.due.map_or_else(|| "not given".to_owned(), dates::format_long_date);
        lines.extend(self.labeled_lines("Due", &due, wording::due_label(alert.due, self.on).1));
        let read = record.alerts.iter().find(|(row, _)| AlertKey::from_county_row(row) == alert.key);
        lines.extend(
            read.iter()
                .flat_map(|(_, source)| self.labeled_lines("Source", &wording::source_text(source), StyleRole::Quiet)),
        );
        lines
    }

    /// Returns the lines of a row of a desk that no rule found: what it says, since it lists what somebody did or sent.
    pub fn desk_lines(&self, row: &QueueRow, role: Role) -> Vec<Line<'static>> {
        let mut lines = self.labeled_lines("Says", &row.says.to_text(DateStyle::Long), StyleRole::Header);
        let desk = format!("{}, desk of the {}", row.section.title(), role.title());
        lines.extend(self.labeled_lines("List", &desk, StyleRole::Text));
        let due = row.due.map_or_else(|| "no day is set".to_owned(), dates::format_long_date);
        lines.extend(self.labeled_lines("Due", &due, wording::due_label(row.due, self.on).1));
        let ec = row.ec.as_ref().map_or_else(|| "no case listing shows it".to_owned(), ToString::to_string);
        lines.extend(self.labeled_lines("EC", &ec, StyleRole::Text));
        lines.extend(self.labeled_lines("Source", role.source(), StyleRole::Quiet));
        lines
    }

    /// Returns the lines of a checklist item, with its state in the month before.
    pub fn item_lines(&self, item: &ItemView, month: Month) -> Vec<Line<'static>> {
        let mut lines = self.labeled_lines("Item", &item.words, StyleRole::Header);
        lines.extend(match &item.state {
            ItemState::Proven { evidence } => self.ground_lines("Proven by", evidence),
            ItemState::Open => self.labeled_lines("State", &state_text(&item.state), StyleRole::Near),
            ItemState::ByHand => self.labeled_lines("State", &state_text(&item.state), StyleRole::Good),
            ItemState::NotApplicable { .. } => self.labeled_lines("State", &state_text(&item.state), StyleRole::Text),
        });
        let before = month_name(month.previous());
        let last_month = item.last_month.iter();
        lines.extend(last_month.flat_map(|state| self.labeled_lines(&before, &state_text(state), StyleRole::Quiet)));
        lines.extend(self.labeled_lines("Source", &item.citation, StyleRole::Quiet));
        lines
    }

    /// Returns the lines of a log entry: what was recorded, when and by whom.
    pub fn entry_lines(&self, logged: &LoggedEntry) -> Vec<Line<'static>> {
        let entry = &logged.entry;
        let moment = history::format_moment(entry.hlc.millis());
        let content = format!("{}; {moment} by {}", history::describe_change(&logged.change), entry.author);
        self.labeled_lines("Recorded", &content, StyleRole::Text)
    }

    fn ground_lines(&self, label: &str, grounds: &[Ground]) -> Vec<Line<'static>> {
        let labels = std::iter::once(label).chain(std::iter::repeat(""));
        labels
            .zip(grounds)
            .flat_map(|(label, ground)| self.labeled_lines(label, &ground_text(ground), StyleRole::Text))
            .collect()
    }

    fn unknown_lines(&self, finding: &Finding) -> Vec<Line<'static>> {
        explanation::unknown_lines(finding).iter().flat_map(|line| self.styled_lines(line)).collect()
    }

    /// Wraps a line of an explanation and sets its style.
    fn styled_lines(&self, line: &ExplanationLine) -> Vec<Line<'static>> {
        match line {
            ExplanationLine::Blank => vec![Line::default()],
            ExplanationLine::Text { label, text, tone } => self.labeled_lines(label, text, self.tone_role(*tone)),
            ExplanationLine::Item { text, tone } => self.item_text_lines(text, self.tone_role(*tone)),
            ExplanationLine::Calendar(row) => {
                let style = self.theme.style(StyleRole::Text);
                vec![Line::from(vec![Span::raw(" ".repeat(LABEL)), Span::styled(row.clone(), style)])]
            }
        }
    }

    /// Returns the lines of a list item, indented below the texts after the labels.
    fn item_text_lines(&self, content: &str, role: StyleRole) -> Vec<Line<'static>> {
        let wrapped = text::wrap_hanging(&format!("- {content}"), self.columns.saturating_sub(LABEL));
        let style = self.theme.style(role);
        let line = |content| Line::from(vec![Span::raw(" ".repeat(LABEL)), Span::styled(content, style)]);
        wrapped.into_iter().map(line).collect()
    }

    fn tone_role(&self, tone: Tone) -> StyleRole {
        match tone {
            Tone::Header => StyleRole::Header,
            Tone::Due(due) => wording::due_label(due, self.on).1,
            Tone::Text => StyleRole::Text,
            Tone::Quiet => StyleRole::Quiet,
            Tone::Good => StyleRole::Good,
            Tone::Near => StyleRole::Near,
            Tone::Bad => StyleRole::Bad,
        }
    }

    fn labeled_lines(&self, label: &str, content: &str, role: StyleRole) -> Vec<Line<'static>> {
        let wrapped = text::wrap_text(content, self.columns.saturating_sub(LABEL));
        let labels = std::iter::once(label).chain(std::iter::repeat(""));
        let label_style = self.theme.style(StyleRole::Label);
        let style = self.theme.style(role);
        let line = |(label, content): (&str, String)| {
            Line::from(vec![Span::styled(text::align_left(label, LABEL), label_style), Span::styled(content, style)])
        };
        labels.zip(wrapped).map(line).collect()
    }

    fn wrap_lines(&self, content: &str, role: StyleRole) -> Vec<Line<'static>> {
        let style = self.theme.style(role);
        let lines = text::wrap_text(content, self.columns).into_iter().filter(|line| !line.is_empty());
        lines.map(|line| Line::styled(line, style)).collect()
    }
}

fn state_text(state: &ItemState) -> String {
    match state {
        ItemState::Proven { evidence } => {
            let grounds: Vec<_> = evidence.iter().map(ground_text).collect();
            format!("proven by {}", grounds.join("; "))
        }
        ItemState::ByHand => "ticked by hand".to_owned(),
        ItemState::NotApplicable { why } => format!("not applicable: {why}"),
        ItemState::Open => "open".to_owned(),
    }
}
