//! A finding explained: each fact with its source, the rule's words, its citation and certainty, what clears it,
//! what happens if nothing is done, and the days that were counted as a small calendar.
//!
//! The screen and `caseload why` show the same lines; the screen adds colors and wraps them.

use chrono::NaiveDate;

use super::day_calendar;
use super::finding::{citation_text, count_text, ground_text};
use crate::domain::PersonNumber;
use crate::domain::dates;
use crate::domain::role::Role;
use crate::rules::finding::{Citation, Finding};
use crate::rules::goals::duty_day;
use crate::rules::message::DateStyle;
use crate::rules::reason_against::{ReasonAgainst, ReasonState};

/// The columns of the labels.
pub const LABEL: usize = 14;

/// What a line is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The finding itself.
    Header,
    /// The due day.
    Due(Option<NaiveDate>),
    /// A fact or a rule.
    Text,
    /// Words of policy.
    Quiet,
    /// What clears the finding.
    Good,
    /// What happens if nothing is done.
    Near,
    /// What is missing or in conflict.
    Bad,
}

/// A line of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExplanationLine {
    /// An empty line.
    Blank,
    /// A text after its label, or after none where it goes on with the lines above.
    Text {
        /// The label.
        label: &'static str,
        /// The text, which may be wrapped.
        text: String,
        /// What the line is to the reader.
        tone: Tone,
    },
    /// An item of a short list under the text above it.
    Item {
        /// The text, which may be wrapped.
        text: String,
        /// What the line is to the reader.
        tone: Tone,
    },
    /// A row of the day calendar, which is never wrapped.
    Calendar(String),
}

impl ExplanationLine {
    fn new(label: &'static str, text: impl Into<String>, tone: Tone) -> Self {
        Self::Text { label, text: text.into(), tone }
    }
}

/// Explains a finding, without the calendar of [`calendar_section`].
pub fn explain_finding(finding: &Finding) -> Vec<ExplanationLine> {
    let due = finding.due.map_or_else(|| "no due date".to_owned(), dates::format_long_date);
    let label = if finding.due == duty_day(finding) { "Due" } else { "Day to talk" };
    let heading = super::finding::finding_line(finding).to_text(DateStyle::Long);
    let mut lines = vec![
        ExplanationLine::new("Finding", heading, Tone::Header),
        ExplanationLine::new(label, due, Tone::Due(duty_day(finding))),
    ];
    lines.extend(other_actor(finding).map(|role| ExplanationLine::new("Waits for", role, Tone::Text)));
    if finding.person != PersonNumber::CASE {
        lines.push(ExplanationLine::new("Participant", finding.person.to_string(), Tone::Text));
    }
    lines.push(ExplanationLine::Blank);
    lines.extend(labeled_texts("Facts", finding.because.iter().map(ground_text), Tone::Text));
    if let Some(count) = &finding.counted {
        lines.push(ExplanationLine::new("Count", count_text(count), Tone::Text));
    }
    lines.push(ExplanationLine::Blank);
    lines.extend(citations_lines(&finding.under));
    lines.extend([
        ExplanationLine::Blank,
        ExplanationLine::new("Done when", finding.clears_when, Tone::Good),
        ExplanationLine::new("If ignored", finding.if_nothing, Tone::Near),
    ]);
    lines.extend(unknown_lines(finding));
    lines.extend(unrecorded_lines(finding));
    lines.extend(absent_lines(finding));
    lines
}

/// Returns the title of the role that acts on the finding, where it is not the EC.
fn other_actor(finding: &Finding) -> Option<&'static str> {
    finding.who.filter(|role| *role != Role::EC).map(Role::title)
}

/// Returns the days that the finding counts as a calendar, after an empty line; nothing where it counts none.
pub fn calendar_section(finding: &Finding) -> Vec<ExplanationLine> {
    let Some(count) = &finding.counted else { return Vec::new() };
    let mut rows = day_calendar::calendar_lines(count).into_iter();
    let first = rows.next().map(|month| ExplanationLine::new("Days", month, Tone::Text));
    std::iter::once(ExplanationLine::Blank).chain(first).chain(rows.map(ExplanationLine::Calendar)).collect()
}

/// Names the rule and the parameters by the ids that policy files and JSON have for them.
fn id_lines(finding: &Finding) -> Vec<ExplanationLine> {
    let parameters = finding.under.iter().map(|citation| citation.parameter.to_string());
    let names = labeled_texts("Parameters", parameters, Tone::Quiet);
    let rule = ExplanationLine::new("Rule", finding.rule.id(), Tone::Quiet);
    [ExplanationLine::Blank, rule].into_iter().chain(names).collect()
}

/// Whether an explanation names its rule by the id that scripts and policy files have for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleIds {
    /// The explanation is for reading.
    Hidden,
    /// Somebody looks the rule up.
    Shown,
}

/// The beginning of a message about a fact that nobody has recorded, and the heading of such facts.
const NOBODY_RECORDED: &str = "nobody has recorded whether";

/// Lists what is missing or in conflict: first each doubt in a line, then what nobody has recorded as one short list.
pub fn unknown_lines(finding: &Finding) -> Vec<ExplanationLine> {
    let doubts = finding.cannot_tell.iter().filter(|what| what.without_start(NOBODY_RECORDED).is_none());
    let doubts: Vec<String> = doubts.map(|what| what.to_text(DateStyle::Long)).collect();
    let unrecorded = finding.cannot_tell.iter().filter_map(|what| what.without_start(NOBODY_RECORDED));
    let unrecorded: Vec<String> =
        unrecorded.map(|what| what.to_text(DateStyle::Long).trim_start().to_owned()).collect();
    let label = if doubts.is_empty() { "Unknown" } else { "" };
    let mut lines: Vec<_> = labeled_texts("Unknown", doubts.into_iter(), Tone::Near).collect();
    lines.extend(list_lines(label, NOBODY_RECORDED, unrecorded, Tone::Near));
    lines
}

/// Lists the reasons against an adverse finding of which nobody has recorded whether they apply, without those that are
/// named as unknown already.
fn unrecorded_lines(finding: &Finding) -> Vec<ExplanationLine> {
    let unknown: Vec<String> = finding.cannot_tell.iter().map(|what| what.to_text(DateStyle::Long)).collect();
    let unrecorded = finding.reasons_against.iter().filter(|reason| reason.unrecorded);
    let says = unrecorded.map(|reason| reason.says.to_text(DateStyle::Long));
    let says = says.filter(|says| !unknown.iter().any(|unknown| unknown.contains(says))).collect();
    list_lines("Not recorded", NOBODY_RECORDED, says, Tone::Text)
}

/// Lists the reasons against an adverse finding that were looked at and are not in the record.
fn absent_lines(finding: &Finding) -> Vec<ExplanationLine> {
    list_lines("Checked", LOOKED_AT, absent_texts(&finding.reasons_against), Tone::Text)
}

/// The heading of what was found where a reason against the finding was looked for and is not in the record.
pub const LOOKED_AT: &str = "looked at, no reason against it";

/// Returns what was found in the place of each reason that is not in the record.
pub fn absent_texts(reasons: &[ReasonAgainst]) -> Vec<String> {
    let absent = reasons.iter().filter(|reason| reason.state == ReasonState::Absent);
    absent.map(|reason| reason.says.to_text(DateStyle::Long)).collect()
}

/// Returns `heading` with the texts as a short list under it; nothing where there are none.
fn list_lines(label: &'static str, heading: &str, texts: Vec<String>, tone: Tone) -> Vec<ExplanationLine> {
    if texts.is_empty() {
        return Vec::new();
    }
    let heading = ExplanationLine::new(label, format!("{heading}:"), tone);
    let items = texts.into_iter().map(|text| ExplanationLine::Item { text, tone });
    std::iter::once(heading).chain(items).collect()
}

/// Returns the explanation as plain lines, for text without colors.
pub fn plain_lines(finding: &Finding, ids: RuleIds) -> Vec<String> {
    let plain = |line| match line {
        ExplanationLine::Blank => String::new(),
        ExplanationLine::Text { label, text, .. } => format!("{label:LABEL$}{text}"),
        ExplanationLine::Item { text, .. } => format!("{:LABEL$}- {text}", ""),
        ExplanationLine::Calendar(row) => format!("{:LABEL$}{row}", ""),
    };
    let ids = if ids == RuleIds::Shown { id_lines(finding) } else { Vec::new() };
    explain_finding(finding).into_iter().chain(calendar_section(finding)).chain(ids).map(plain).collect()
}

/// Returns one line per text; the first line has the label.
fn labeled_texts(
    label: &'static str,
    texts: impl Iterator<Item = String>,
    tone: Tone,
) -> impl Iterator<Item = ExplanationLine> {
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    labels.zip(texts).map(move |(label, text)| ExplanationLine::new(label, text, tone))
}

/// Returns the policy that a finding follows, each citation and each sentence of a source once.
fn citations_lines(citations: &[Citation]) -> Vec<ExplanationLine> {
    let mut lines = Vec::new();
    let mut push_once = |line: ExplanationLine| {
        if !lines.contains(&line) {
            lines.push(line);
        }
    };
    for citation in citations {
        push_once(ExplanationLine::new("Policy", citation_text(citation), Tone::Text));
        if let Some(words) = &citation.words {
            push_once(ExplanationLine::new("", words.as_str(), Tone::Quiet));
        }
    }
    lines
}
