//! The parts of a finding in a line each.

use crate::domain::dates;
use crate::domain::facts::RecordedValue;
use crate::policy::param::PolicyValue;
use crate::rules::finding::{Citation, DayCount, Finding, Ground};
use crate::rules::message::{DateStyle, Message, Value, message};

/// The finding in one line, after its category: `Exemption: the exemption ends on Sun 15 Nov`.
pub fn finding_line(finding: &Finding) -> Message {
    message!("{}: {}", finding.category.title(), finding.says.clone())
}

/// A fact and what it says: `plan signed: Fri 30 Oct 2026`.
pub fn fact_line(ground: &Ground) -> Message {
    message!("{}: {}", ground.fact.clone(), ground.value.clone())
}

/// A fact, what it says, and in parentheses where it comes from.
pub fn ground_text(ground: &Ground) -> String {
    let (fact, source) = (fact_line(ground).to_text(DateStyle::Long), ground.source.to_string());
    if source.is_empty() { fact } else { format!("{fact} ({source})") }
}

/// Facts in one line: `plan signed: Fri 30 Oct 2026; contact made: Mon 2 Nov 2026`.
pub fn facts_text(grounds: &[Ground]) -> String {
    Message::join(grounds.iter().map(fact_line), "; ").to_text(DateStyle::Long)
}

/// What a source says of one thing.
pub fn recorded_text(value: &RecordedValue) -> String {
    Value::from(value).to_text(DateStyle::Long)
}

/// The arithmetic of a count of days.
pub fn count_text(count: &DayCount) -> String {
    let of = count.of.map(|of| format!(" of {of}")).unwrap_or_default();
    format!(
        "{}: day 1 is the day after {}, so {} is day {}{of}",
        count.what,
        dates::format_long_date(count.after),
        dates::format_long_date(count.on),
        count.day
    )
}

/// A value of policy with its unit: `20 days`, `March 2020 to September 2021`.
pub fn policy_value_text(value: &PolicyValue) -> String {
    match value {
        PolicyValue::MonthSpan(span) => {
            format!("{} to {}", dates::format_month(span.from), dates::format_month(span.until))
        }
        other => other.to_string(),
    }
}

/// A parameter of policy with its value, since when it holds, and where it comes from.
pub fn citation_text(citation: &Citation) -> String {
    format!(
        "{} = {}, in force since {} ({}; {})",
        citation.parameter,
        policy_value_text(&citation.value),
        dates::format_long_date(citation.in_force_from),
        citation.source,
        citation.certainty.id(),
    )
}
