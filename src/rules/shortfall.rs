//! Months in which the posted hours fall short, and the reasons against it that were looked at.

mod reasons;

pub(super) use self::reasons::personal_reasons;

use chrono::NaiveDate;

use super::average::AverageBy;
use super::finding::Finding;
use super::message::message;
use super::monthly_hours::{MonthlyHours, arithmetic_text, hours_of_months};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{Exemption, GoodCause, Source};
use crate::domain::proposal::Proposal;

/// Finds participants whose posted average of last month falls short of the required hours.
pub fn shortfall_findings(view: &View, hours: &[MonthlyHours]) -> Vec<Finding> {
    let last = Month::from_date(view.on).previous();
    let short = hours.iter().filter(|of| of.month == last && !of.met).filter(|of| !is_met_without_excuses(view, of));
    short.map(|of| shortfall_finding(view, of)).collect()
}

/// Returns whether the hours would be met without some of the exemptions and good causes of the month. What excuses somebody
/// leaves less to do, and never makes hours fall short: by the reading of a part of a month they could be met over the few
/// days that are surely owed, and an exemption of these days would leave only days of which nobody knows.
fn is_met_without_excuses(view: &View, of: &MonthlyHours) -> bool {
    let (first, last) = (of.month.first_day(), of.month.last_day());
    let overlaps = |from: NaiveDate, until: Option<NaiveDate>| from <= last && until.is_none_or(|until| first <= until);
    let facts = view.facts;
    let exemptions = facts.exemptions.iter().filter(|exemption| overlaps(exemption.from, exemption.until));
    let excuses: Vec<Excuse> = exemptions
        .map(Excuse::Exemption)
        .chain(facts.good_causes.iter().filter(|cause| overlaps(cause.from, cause.until)).map(Excuse::GoodCause))
        .collect();
    // Nobody has so many in a month, and every set of them is looked at.
    if excuses.len() > u8::BITS as usize {
        return false;
    }
    let every_set = excuses.iter().fold(vec![Vec::new()], |mut sets: Vec<Vec<&Excuse>>, excuse| {
        let with_it: Vec<Vec<&Excuse>> = sets.iter().map(|set| set.iter().copied().chain([excuse]).collect()).collect();
        sets.extend(with_it);
        sets
    });
    every_set.iter().filter(|set| !set.is_empty()).any(|set| is_met_without(view, of, set))
}

/// An exemption or good cause.
enum Excuse<'a> {
    Exemption(&'a Exemption),
    GoodCause(&'a GoodCause),
}

fn is_met_without(view: &View, of: &MonthlyHours, left_out: &[&Excuse]) -> bool {
    let mut facts = view.facts.clone();
    facts.exemptions.retain(|known| {
        !left_out.iter().any(|excuse| matches!(excuse, Excuse::Exemption(exemption) if *exemption == known))
    });
    facts
        .good_causes
        .retain(|known| !left_out.iter().any(|excuse| matches!(excuse, Excuse::GoodCause(cause) if *cause == known)));
    let then = View::new(&facts, view.policies, view.on);
    let concerns = |hours: &&MonthlyHours| {
        let either_shared = [hours.person, of.person].contains(&PersonNumber::CASE);
        hours.month == of.month && (hours.person == of.person || either_shared)
    };
    let known = hours_of_months(&then, &[of.month]);
    let mut theirs = known.iter().filter(concerns).peekable();
    theirs.peek().is_some() && theirs.all(|hours| hours.met)
}

fn shortfall_finding(view: &View, of: &MonthlyHours) -> Finding {
    let says = message!("{} of {} hours a week in {}", of.weekly_average, of.required.weekly, of.month);
    let mut finding = Finding::new(RuleId::HoursNotMet, of.person, says)
        .with_ground("hours attended in the month", of.attended, &Source::Stated)
        .with_ground("excused absence, not included", of.excused, &Source::Stated)
        .with_ground("unexcused absence", of.unexcused, &Source::Stated)
        .with_grounds(of.required.because.iter().cloned())
        .clears_when("the posted hours of the month meet the requirement, or the next step is recorded")
        .if_nothing(
            "The participant does not meet the hours; the next step is a new activity, an amended plan, or good cause.",
        )
        .with_proposals([Proposal::Contact, Proposal::AmendPlan, Proposal::ScheduleActivity]);
    for reading in &of.averages {
        finding = finding.with_ground("weekly average", arithmetic_text(of, reading), &Source::Stated);
    }
    finding.under.extend(of.required.under.iter().cloned());
    let policy = view.policies.in_force_on(of.month.last_day());
    if of.averages.iter().any(|reading| reading.by == AverageBy::WeeksInMonth)
        && let Some(weeks) = policy.weeks_in_month.as_ref()
    {
        finding = finding.under_policy(weeks);
    }
    if of.averages.iter().any(|reading| reading.by == AverageBy::WholeWeeks)
        && let Some(whole) = policy.whole_weeks.as_ref()
    {
        finding = finding.under_policy(whole);
    }
    finding = finding.with_reasons(reasons::shortfall_reasons(view, of));
    finding.cannot_tell.extend(of.required.cannot_tell.iter().chain(&of.cannot_tell).cloned());
    finding
}
