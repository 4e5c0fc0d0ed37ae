//! The parts of a finding in a line each.

use chrono::{NaiveDate, TimeDelta};

use super::parameter_titles::parameter_title;
use crate::domain::category::Category;
use crate::domain::count_with_noun;
use crate::domain::dates;
use crate::domain::facts::{RecordedValue, Source};
use crate::policy::param::Certainty;
use crate::policy::param::PolicyValue;
use crate::rules::finding::{Citation, DayCount, Finding, Ground};
use crate::rules::message::{DateStyle, Message, Value, message};

/// Returns the finding in one line, after its category: `Exemption: the exemption ends on Sun 11/15`. A text that
/// begins with the category's title needs no second one: `Discontinued, and the closing steps are overdue`.
pub fn finding_line(finding: &Finding) -> Message {
    titled_line(subject_title(finding.category), &finding.says)
}

/// Returns what a finding of the category is about, before what it says. The title of the ES109 names the 20 days, and so do
/// its findings.
const fn subject_title(category: Category) -> &'static str {
    match category {
        Category::GoodCause20Day => "Good-cause period",
        other => other.title(),
    }
}

fn titled_line(title: &'static str, says: &Message) -> Message {
    let without_title = says.without_start(title).map(|rest| message!("{}{}", title, rest));
    without_title.unwrap_or_else(|| message!("{}: {}", title, says.clone()))
}

/// Returns a fact and what it says: `plan signed: Fri 10/30/2026`.
pub fn fact_line(ground: &Ground) -> Message {
    message!("{}: {}", ground.fact.clone(), ground.value.clone())
}

/// Returns a fact, what it says, and its source in parentheses.
pub fn ground_text(ground: &Ground) -> String {
    let fact = fact_line(ground).to_text(DateStyle::Long);
    let source = match &ground.source {
        Source::Entry { author, .. } => format!("recorded here by {author}"),
        source => source.to_string(),
    };
    if source.is_empty() { fact } else { format!("{fact} ({source})") }
}

/// Returns facts in one line: `plan signed: Fri 10/30/2026; contact made: Mon 11/02/2026`.
pub fn facts_text(grounds: &[Ground]) -> String {
    Message::join(grounds.iter().map(fact_line), "; ").to_text(DateStyle::Long)
}

/// Returns the value that a source gives.
pub fn recorded_text(value: &RecordedValue) -> String {
    Value::from(value).to_text(DateStyle::Long)
}

/// Returns the arithmetic of a count of days; of a period that is over, when it ended.
pub fn count_text(count: &DayCount) -> String {
    let (after, on) = (dates::format_long_date(count.after), dates::format_long_date(count.on));
    let period = count.of.filter(|of| count.day > *of);
    if let Some((days, last)) = period.and_then(|days| Some((days, day_after(count.after, days)?))) {
        let (last, ago) = (dates::format_long_date(last), count_with_noun(count.day - days, "day"));
        return format!("{}: the {days} days after {after} ended {last}, {ago} ago", count.what);
    }
    let of = count.of.map(|of| format!(" of {of}")).unwrap_or_default();
    format!("{}: day 1 is the day after {after}, so {on} is day {}{of}", count.what, count.day)
}

fn day_after(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    day.checked_add_signed(TimeDelta::try_days(days)?)
}

/// Returns a value of policy with its unit: `20 days`, `March 2020 to September 2021`.
pub fn policy_value_text(value: &PolicyValue) -> String {
    match value {
        PolicyValue::MonthSpan(span) => {
            format!("{} to {}", dates::format_month(span.from), dates::format_month(span.until))
        }
        PolicyValue::AnyOf(words) if !words.is_empty() => words.join(", ").replace('_', " "),
        other => other.to_string(),
    }
}

/// Returns a parameter of policy with its value, the first day on which it is in force, and its source. What no rule says
/// holds from no day: the office set it.
pub fn citation_text(citation: &Citation) -> String {
    let (title, value) = (parameter_title(&citation.parameter), policy_value_text(&citation.value));
    if citation.certainty == Certainty::Setting {
        return format!("{title}: {value}, as the office sets it ({})", citation.source);
    }
    let since = dates::format_long_date(citation.in_force_from);
    format!("{title}: {value}, in force since {since} ({}; {})", citation.source, citation.certainty.id())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Exemption", "the exemption ends on Sun 11/15", "Exemption: the exemption ends on Sun 11/15")]
    #[case("No current activity", "no current activity", "No current activity")]
    #[case("Discontinued", "discontinued, and stays with the EC", "Discontinued, and stays with the EC")]
    #[case("Plan", "plans differ", "Plan: plans differ")]
    #[case("Plan", "", "Plan: ")]
    fn a_title_is_not_said_twice(#[case] title: &'static str, #[case] says: &'static str, #[case] line: &str) {
        assert_eq!(titled_line(title, &says.into()).to_text(DateStyle::Long), line);
    }
}
