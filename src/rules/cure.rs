//! The cure of a sanction and the restoration of aid (ACL 06-27, ACL 07-04).

use chrono::NaiveDate;

use super::clock::{Clock, ClockId, ClockUnit};
use super::finding::Finding;
use super::lifting;
use super::message::{Value, message};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::category::Severity;
use crate::domain::dates::Month;
use crate::domain::facts::Cure;
use crate::domain::proposal::Proposal;

/// Finds cures whose plan is not signed, cures whose time is over without a result, and cures after which aid is not
/// restored.
pub fn cure_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.cures.iter().filter(|cure| cure.requested <= view.on).filter_map(|cure| {
        unrestored_aid_finding(view, cure).or_else(|| {
            if is_done(cure, view.on) {
                None
            } else {
                unsigned_plan_finding(view, cure).or_else(|| ended_cure_finding(view, cure))
            }
        })
    })
}

fn is_done(cure: &Cure, on: NaiveDate) -> bool {
    [cure.completed, cure.failed, cure.federal_rate_found, cure.restored].into_iter().flatten().any(|day| day <= on)
}

/// Finds a cure whose plan is not signed within the days that policy allows after the request.
fn unsigned_plan_finding(view: &View, cure: &Cure) -> Option<Finding> {
    if cure.plan_signed.is_some_and(|signed| signed <= view.on) {
        return None;
    }
    let rule = view.policy.cure_plan.as_ref()?;
    let due = cure.requested + rule.value;
    let overdue = view.on > due;
    let finding = Finding::new(RuleId::CurePlan, cure.person, "the cure plan is not signed")
        .due_on(due)
        .with_severity(if overdue { Severity::Aid } else { Severity::Duty })
        .with_ground("request to stop the sanction (WTW 31)", cure.requested, &cure.source)
        .under_policy(rule)
        .clears_when("the cure plan (WTW 29) is signed")
        .if_nothing("The sanction continues although the participant asked to end it.")
        .with_proposals([Proposal::Contact, Proposal::Cure]);
    Some(if rule.can_decide() {
        finding
    } else {
        finding.cannot_tell(
            "the day by which the plan must be signed: it comes from a summary; the letter itself was not read",
        )
    })
}

/// Returns the last day of a cure: the last day of its activity, but never later than the longest cure.
pub fn last_day(view: &View, cure: &Cure) -> Option<NaiveDate> {
    let longest = cure.plan_signed? + view.policy.cure_longest.as_ref()?.value;
    Some(cure.until.map_or(longest, |until| until.min(longest)))
}

fn ended_cure_finding(view: &View, cure: &Cure) -> Option<Finding> {
    let rule = view.policy.cure_longest.as_ref()?;
    let last = last_day(view, cure).filter(|last| view.on > *last)?;
    Some(
        Finding::new(RuleId::CureEnded, cure.person, "the cure has run out without a result")
            .due_on(last)
            .arising_on(cure.plan_signed)
            .with_ground(
                "cure plan signed (WTW 29)",
                Value::day_or(cure.plan_signed, ""),
                cure.value_source(Cure::PLAN_SIGNED),
            )
            .with_ground(
                "activity of the cure ends",
                Value::day_or(cure.until, "not recorded"),
                cure.value_source(Cure::UNTIL),
            )
            .under_policy(rule)
            .clears_when("the completion of the cure, or its failure, is recorded")
            .if_nothing("Aid is not restored to a family that may have earned it.")
            .with_proposals([Proposal::Cure, Proposal::Contact]),
    )
}

/// Returns the day from which aid is restored, counted from the day that the county's rule names: the first day of the
/// month after it. Most count from the cure, Los Angeles from the contact (GAIN 1370).
pub fn aid_restoration_day(counted_from: NaiveDate) -> NaiveDate {
    Month::from_date(counted_from).next().first_day()
}

fn unrestored_aid_finding(view: &View, cure: &Cure) -> Option<Finding> {
    // Before the first day of a sanction no aid was taken: the sanction is withdrawn instead.
    if cure.restored.is_some_and(|day| day <= view.on) || lifting::is_cure_of_pending_sanction(view, cure) {
        return None;
    }
    let found = cure.federal_rate_found.filter(|day| *day <= view.on);
    let completed = cure.completed.filter(|day| *day <= view.on);
    let by_contact = view.policy.restored_after_contact.as_ref().filter(|rule| rule.value.0);
    let (counted_from, cured, (what, value), rule) = match (found, completed, by_contact) {
        (Some(day), ..) => {
            let rule = view.policy.restored_after_federal_rate.as_ref()?;
            (day, day, ("found to meet the federal rate", Cure::FEDERAL_RATE), rule)
        }
        (None, Some(day), Some(rule)) => (cure.requested, day, ("cure completed", Cure::RESULT), rule),
        (None, Some(day), None) => {
            (day, day, ("cure completed", Cure::RESULT), view.policy.restored_next_month.as_ref()?)
        }
        (None, None, _) => return None,
    };
    let finding = Finding::new(RuleId::AidToRestore, cure.person, "cured; aid is to be restored")
        // The aid itself is owed from that day, even where the cure is found later.
        .due_on(aid_restoration_day(counted_from))
        .with_ground("request to stop the sanction (WTW 31)", cure.requested, &cure.source)
        .with_ground(what, cured, cure.value_source(value))
        .under_policy(rule)
        .clears_when("the restoration of aid is recorded")
        .if_nothing("The family stays without aid although the sanction is cured.")
        .with_proposals([Proposal::Cure]);
    Some(if rule.can_decide() {
        finding
    } else {
        finding.cannot_tell(
            "from which day aid is restored after an ordinary cure: no source confirms the first of the next month",
        )
    })
}

/// Returns the clock of each cure that is running.
pub(super) fn cure_clocks(view: &View) -> impl Iterator<Item = Clock> {
    view.facts.cures.iter().filter_map(|cure| {
        let signed = cure.plan_signed.filter(|signed| *signed <= view.on && !is_done(cure, view.on))?;
        let last = last_day(view, cure)?;
        let clock = Clock::new(ClockId::Cure, cure.person, ClockUnit::Days, message!("until {} at the latest", last));
        Some(
            clock
                .with_day_span(signed, last, view.on)
                .with_ground("cure plan signed (WTW 29)", signed, cure.value_source(Cure::PLAN_SIGNED))
                .under_policy(view.policy.cure_longest.as_ref()?),
        )
    })
}
