//! Why a row is here: the rule, its facts with their dates and sources, the count, the citation, and what clears it.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use crate::desk::checklist::{ItemState, ItemView};
use crate::domain::alert::{Alert, AlertKey};
use crate::domain::dates::{self, Month};
use crate::rules::finding::{Citation, DayCount, Finding, Ground};
use crate::store::{CaseRecord, LoggedEntry};
use crate::tui::panes::folder::history;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::words;

/// How a page about a finding is set.
pub struct Page<'a> {
    /// The day that the lists are for.
    pub on: NaiveDate,
    /// The columns there are.
    pub columns: usize,
    /// The theme.
    pub theme: &'a Theme,
}

const LABEL: usize = 12;

impl Page<'_> {
    /// A finding in full.
    pub fn full(&self, finding: &Finding) -> Vec<Line<'static>> {
        let mut lines = self.part("Finding", &format!("{}: {}", finding.category.title(), finding.says), Role::Header);
        let due = finding.due.map_or_else(|| "no date follows from the facts".to_owned(), dates::long);
        lines.extend(self.part("Due", &due, words::due(finding.due, self.on).1));
        lines.push(Line::default());
        lines.extend(self.grounds("Facts", &finding.because));
        lines.extend(finding.counted.iter().flat_map(|count| self.part("Count", &count_said(count), Role::Text)));
        lines.push(Line::default());
        let rule = format!("{} ({})", finding.rule, finding.category.title());
        lines.extend(self.part("Rule", &rule, Role::Text));
        lines.extend(finding.under.iter().flat_map(|citation| self.citation(citation)));
        lines.push(Line::default());
        lines.extend(self.part("Clears when", &finding.clears_when, Role::Good));
        lines.extend(self.part("If nothing", &finding.if_nothing, Role::Near));
        lines.extend(self.unknown(finding));
        lines
    }

    /// A finding beside the list.
    pub fn brief(&self, finding: &Finding) -> Vec<Line<'static>> {
        let mut lines = self.wrapped(&format!("{}: {}", finding.category.title(), finding.says), Role::Header);
        for ground in &finding.because {
            lines.extend(self.wrapped(&ground_said(ground), Role::Text));
        }
        lines.extend(finding.counted.iter().flat_map(|count| self.wrapped(&count_said(count), Role::Text)));
        let sources: Vec<_> = finding.under.iter().map(|citation| citation.source.as_str()).collect();
        lines.extend(self.wrapped(&sources.join("; "), Role::Quiet));
        lines.extend(self.wrapped(&format!("Clears when: {}", finding.clears_when), Role::Text));
        lines.extend(self.unknown(finding));
        lines
    }

    /// A finding in a line or two.
    pub fn line(&self, finding: &Finding) -> Vec<Line<'static>> {
        let (due, role) = words::due(finding.due, self.on);
        let said = format!("{:<11} {}: {}", due, words::category(finding.category), finding.says);
        self.wrapped(&said, role)
    }

    /// An alert of the system of record, with where it was read.
    pub fn alert(&self, alert: &Alert, record: &CaseRecord) -> Vec<Line<'static>> {
        let mut lines = self.part("Says", &alert.text, Role::Header);
        lines.extend(self.part("From", &alert.origin.to_string(), Role::Text));
        let raised = alert.raised.map_or_else(|| "not said".to_owned(), dates::long);
        lines.extend(self.part("Raised", &raised, Role::Text));
        let due = alert.due.map_or_else(|| "not said".to_owned(), dates::long);
        lines.extend(self.part("Due", &due, words::due(alert.due, self.on).1));
        let read = record.alerts.iter().find(|(row, _)| AlertKey::of_county(row) == alert.key);
        lines.extend(read.iter().flat_map(|(_, source)| self.part("Read in", &words::source(source), Role::Quiet)));
        lines
    }

    /// An item of the checklist of a month, and how it stood in the month before.
    pub fn item(&self, item: &ItemView, month: Month) -> Vec<Line<'static>> {
        let mut lines = self.part("Item", &item.words, Role::Header);
        lines.extend(match &item.state {
            ItemState::Proven { evidence } => self.grounds("Proven by", evidence),
            ItemState::Open => self.part("State", &state_said(&item.state), Role::Near),
            ItemState::ByHand => self.part("State", &state_said(&item.state), Role::Good),
            ItemState::NotApplicable { .. } => self.part("State", &state_said(&item.state), Role::Text),
        });
        let before = month.previous().first_day().format("%B").to_string();
        let last_month = item.last_month.iter();
        lines.extend(last_month.flat_map(|state| self.part(&before, &state_said(state), Role::Quiet)));
        lines.extend(self.part("Source", &item.citation, Role::Quiet));
        lines
    }

    /// An entry of the log: what was recorded, when and by whom.
    pub fn entry(&self, logged: &LoggedEntry) -> Vec<Line<'static>> {
        let entry = &logged.entry;
        let moment = history::moment(entry.hlc.millis());
        let said = format!("{}; {moment} by {}, entry {}", history::said(&logged.change), entry.author, entry.seq);
        self.part("Recorded", &said, Role::Text)
    }

    fn grounds(&self, label: &str, grounds: &[Ground]) -> Vec<Line<'static>> {
        let labels = std::iter::once(label).chain(std::iter::repeat(""));
        labels.zip(grounds).flat_map(|(label, ground)| self.part(label, &ground_said(ground), Role::Text)).collect()
    }

    fn citation(&self, citation: &Citation) -> Vec<Line<'static>> {
        let said = format!(
            "{}, in force since {} ({}; {})",
            citation.value,
            dates::long(citation.in_force_from),
            citation.source,
            citation.certainty,
        );
        let words = citation.words.iter().flat_map(|words| self.part("", words, Role::Quiet));
        self.part("Policy", &said, Role::Text).into_iter().chain(words).collect()
    }

    fn unknown(&self, finding: &Finding) -> Vec<Line<'static>> {
        finding.cannot_tell.iter().flat_map(|what| self.part("Cannot tell", what, Role::Bad)).collect()
    }

    fn part(&self, label: &str, said: &str, role: Role) -> Vec<Line<'static>> {
        let wrapped = text::wrapped(said, self.columns.saturating_sub(LABEL));
        let labels = std::iter::once(label).chain(std::iter::repeat(""));
        let label_style = self.theme.style(Role::Label);
        let style = self.theme.style(role);
        let line = |(label, said): (&str, String)| {
            Line::from(vec![Span::styled(text::left(label, LABEL), label_style), Span::styled(said, style)])
        };
        labels.zip(wrapped).map(line).collect()
    }

    fn wrapped(&self, said: &str, role: Role) -> Vec<Line<'static>> {
        let style = self.theme.style(role);
        let lines = text::wrapped(said, self.columns).into_iter().filter(|line| !line.is_empty());
        lines.map(|line| Line::styled(line, style)).collect()
    }
}

fn ground_said(ground: &Ground) -> String {
    let source = words::source(&ground.source);
    let value = ground.value.parse().map_or_else(|_not_a_date| ground.value.clone(), dates::long);
    if source.is_empty() { format!("{}: {value}", ground.fact) } else { format!("{}: {value} ({source})", ground.fact) }
}

fn state_said(state: &ItemState) -> String {
    match state {
        ItemState::Proven { evidence } => {
            let grounds: Vec<_> = evidence.iter().map(ground_said).collect();
            format!("proven by {}", grounds.join("; "))
        }
        ItemState::ByHand => "ticked by hand".to_owned(),
        ItemState::NotApplicable { why } => format!("not applicable: {why}"),
        ItemState::Open => "open".to_owned(),
    }
}

fn count_said(count: &DayCount) -> String {
    let of = count.of.map(|of| format!(" of {of}")).unwrap_or_default();
    format!(
        "{}: day 1 is the day after {}, so {} is day {}{of}",
        count.what,
        dates::long(count.after),
        dates::long(count.on),
        count.day
    )
}
