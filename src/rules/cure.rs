//! The cure of a sanction and the restoration of aid (ACL 06-27, ACL 07-04).

mod cause;
mod owed_aid;

use chrono::NaiveDate;

pub(super) use self::cause::recorded_cause;
use self::cause::{note_cause_looked_for, note_cause_of_failed_cure};
pub use self::owed_aid::{exempt_in_sanction_findings, hours_met_in_sanction_findings, note_other_restorations};
use super::clock::{Clock, ClockId, ClockUnit};
use super::contacts_made;
use super::finding::Finding;
use super::lifting;
use super::message::{Message, Value, message};
use super::rule_id::RuleId;
use super::sanction_start::is_sanctioned;
use super::view::View;
use crate::domain::category::Severity;
use crate::domain::dates::Month;
use crate::domain::facts::Cure;
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;
use crate::policy::Param;
use crate::policy::param::Applicability;

/// Finds cures whose plan is not signed, cures whose time is over without a result, and cures after which aid is not
/// restored.
pub fn cure_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.cures.iter().filter(|cure| cure.requested <= view.on).filter_map(|cure| {
        let found = unrestored_aid_finding(view, cure).or_else(|| late_restoration_finding(view, cure)).or_else(|| {
            if is_done(cure, view.on) {
                failed_cure_finding(view, cure).or_else(|| status_after_cure_finding(view, cure))
            } else {
                let ended = ended_cure_finding(view, cure);
                ended.or_else(|| unsigned_plan_finding(view, cure)).or_else(|| long_cure_finding(view, cure))
            }
        });
        found.map(|finding| note_cause_looked_for(view, cure, finding))
    })
}

/// Returns whether the cure has a result by the day.
pub(super) fn is_done(cure: &Cure, on: NaiveDate) -> bool {
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
    let says = if is_plan_known(cure) {
        "the day on which the cure plan was signed is not recorded"
    } else {
        "the cure plan is not signed"
    };
    let finding = Finding::new(RuleId::CurePlan, cure.person, says)
        .due_on(due)
        .with_severity(if overdue { Severity::Aid } else { Severity::Duty })
        .with_ground("request to stop the sanction (WTW 31)", cure.requested, &cure.source)
        .under_policy(rule)
        .clears_when("the cure plan (WTW 29) is signed")
        .if_nothing("The sanction continues although the participant asked to end it.")
        .with_proposals([Proposal::Contact, Proposal::Cure]);
    let finding = note_unknown_signature(view, cure, finding);
    Some(if rule.can_decide() {
        finding
    } else {
        finding.cannot_tell(
            "by when the plan must be signed: the day comes from a summary; the letter itself was not read",
        )
    })
}

/// Returns whether something of the cure plan is recorded besides its signature, so that one was agreed.
const fn is_plan_known(cure: &Cure) -> bool {
    cure.until.is_some() || cure.weekly_hours.is_some()
}

/// Notes on a finding about a cure that its plan may be signed: the record holds what it asks, and not the day.
fn note_unknown_signature(view: &View, cure: &Cure, finding: Finding) -> Finding {
    if !is_plan_known(cure) || cure.plan_signed.is_some_and(|signed| signed <= view.on) {
        return finding;
    }
    finding.cannot_tell(
        "whether the cure plan is signed, and since when the cure runs: what the plan asks is recorded, and the day of the \
         signature is not",
    )
}

/// Returns the last day of a cure: the last day of its activity, but never later than the longest cure.
pub fn last_day(view: &View, cure: &Cure) -> Option<NaiveDate> {
    let longest = cure.plan_signed? + view.policy.cure_longest.as_ref()?.value;
    Some(cure.until.map_or(longest, |until| until.min(longest)))
}

/// Finds a running cure whose activity lasts beyond the longest cure: it is over earlier.
fn long_cure_finding(view: &View, cure: &Cure) -> Option<Finding> {
    let rule = view.policy.cure_longest.as_ref()?;
    let last = last_day(view, cure)?;
    let until = cure.until.filter(|until| last < *until)?;
    let says =
        message!("the activity of the cure lasts until {}, and a cure lasts no longer than until {}", until, last);
    let finding = Finding::new(RuleId::CurePlan, cure.person, says)
        .due_on(last)
        .arising_on(cure.plan_signed)
        .with_ground("activity of the cure ends", until, cure.value_source(Cure::UNTIL))
        .under_policy(rule)
        .clears_when("the end of the cure's activity is corrected, or the cure is completed")
        .if_nothing("The participant waits for aid longer than the cure may last.")
        .with_proposals([Proposal::Cure, Proposal::Contact]);
    Some(if rule.can_decide() {
        finding
    } else {
        finding.cannot_tell("how long a cure may last: the days come from a summary; the letter itself was not read")
    })
}

/// Finds a failed cure that nothing has followed: the sanction continues, and the participant may request another cure on any day. It
/// clears once the participant is contacted or asks again.
fn failed_cure_finding(view: &View, cure: &Cure) -> Option<Finding> {
    let failed = cure.failed.filter(|failed| *failed <= view.on)?;
    let participant = view.participants().find(|participant| participant.number == cure.person)?;
    is_sanctioned(&participant).then_some(())?;
    let later = [cure.completed, cure.federal_rate_found, cure.restored].into_iter().flatten();
    let is_cured = later.into_iter().any(|day| day <= view.on);
    let asks_again = view.facts.cures.iter().any(|other| {
        other.person == cure.person && failed <= other.requested && other.requested <= view.on && other != cure
    });
    let is_curing = participant.registration.status == RegistrationStatus::CuringSanction
        && participant.registration.since <= failed;
    let contacted = contacts_made::last_contact_made(view, cure.person).is_some_and(|contact| failed < contact.on);
    if is_cured || asks_again || (contacted && !is_curing) {
        return None;
    }
    let are_hours_met = || hours_met_in_sanction_findings(view).any(|finding| finding.person == cure.person);
    let says = if is_curing {
        message!("the cure failed on {}, and the status is still Curing Sanction", failed)
    } else if are_hours_met() {
        message!("the cure failed on {}, but the hours were met, so the sanction should end", failed)
    } else {
        message!("the cure failed on {}; the sanction continues, and the participant may request another cure", failed)
    };
    let finding = Finding::new(RuleId::CureEnded, cure.person, says)
        .due_on(failed)
        .arising_on(cure.plan_signed.filter(|signed| *signed <= view.on))
        .with_severity(Severity::Duty)
        .with_ground("the cure failed", failed, cure.value_source(Cure::RESULT))
        .with_grounds([participant.status_ground()])
        .cannot_tell("by when a failed cure is followed up: no source names a day")
        .clears_when(
            "the status is no longer Curing Sanction and the participant is contacted, or asks for another cure",
        )
        .if_nothing("The family stays without aid, and nobody asks why the cure failed.")
        .with_proposals([Proposal::Contact, Proposal::Cure]);
    Some(note_cause_of_failed_cure(view, cure, failed, finding))
}

/// Finds a cured sanction that the registration status still shows although aid is restored: the status is to be corrected.
fn status_after_cure_finding(view: &View, cure: &Cure) -> Option<Finding> {
    let owed = restoration(view, cure)?;
    let restored = cure.restored.filter(|day| *day <= view.on)?;
    let participant = view.participants().find(|participant| participant.number == cure.person)?;
    // A status that began after the cure is that of another sanction.
    (is_sanctioned(&participant) && participant.registration.since <= owed.cured).then_some(())?;
    let status = participant.registration.status.title();
    let says = message!(
        "the sanction was cured on {}, and the status is still {}; the status must be corrected",
        owed.cured,
        status
    );
    Some(
        Finding::new(RuleId::CureEnded, cure.person, says)
            .due_on(owed.from)
            .arising_on([restored, cure.requested])
            .arising_on(cure.plan_signed)
            .with_severity(Severity::Record)
            .with_ground(owed.what, owed.cured, cure.value_source(owed.value))
            .with_ground("aid restored", restored, cure.value_source(Cure::RESTORED))
            .with_grounds([participant.status_ground()])
            .cannot_tell("whether the sanction is over: the cure says so, and the status does not")
            .clears_when("the registration status is no longer that of a sanction")
            .if_nothing("The participant is treated as sanctioned: services may be ended, and no hours are required.")
            .with_proposals([Proposal::Cure, Proposal::Contact]),
    )
}

fn ended_cure_finding(view: &View, cure: &Cure) -> Option<Finding> {
    let rule = view.policy.cure_longest.as_ref()?;
    // Of a plan whose signature is not recorded nobody knows the longest cure, and its own last day remains.
    let last = last_day(view, cure).or(cure.until).filter(|last| view.on > *last)?;
    let finding = Finding::new(RuleId::CureEnded, cure.person, "the cure has ended, and no result is recorded")
        .due_on(last)
        .arising_on([cure.requested])
        .arising_on(cure.plan_signed)
        .with_ground(
            "cure plan signed (WTW 29)",
            Value::day_or(cure.plan_signed, "not recorded"),
            cure.value_source(Cure::PLAN_SIGNED),
        )
        .with_ground(
            "activity of the cure ends",
            Value::day_or(cure.until, "not recorded"),
            cure.value_source(Cure::UNTIL),
        )
        .under_policy(rule)
        .clears_when("the completion of the cure, or its failure, is recorded")
        .if_nothing("A family that may have cured the sanction does not get its aid back.")
        .with_proposals([Proposal::Cure, Proposal::Contact]);
    Some(note_unknown_signature(view, cure, finding))
}

/// Returns the day from which aid is restored, counted from the day that the county's rule names: the first day of the
/// month after it. Most count from the cure, Los Angeles from the contact (GAIN 1370).
pub fn aid_restoration_day(counted_from: NaiveDate) -> NaiveDate {
    Month::from_date(counted_from).next().first_day()
}

/// The day from which aid is owed again after a cure.
pub(super) struct AidRestoration<'a> {
    /// The first day of aid.
    pub from: NaiveDate,
    /// The day on which the participant was cured.
    pub cured: NaiveDate,
    /// The fact that cures, in words.
    what: &'static str,
    /// The value of the cure that holds the fact.
    value: &'static str,
    /// The rule that sets the day.
    pub rule: &'a Param<Applicability>,
}

/// Returns from which day aid is owed again after the cure; `None` if the participant is not cured by the day of the view,
/// or if policy has no rule for it.
pub(super) fn restoration<'a>(view: &View<'a>, cure: &Cure) -> Option<AidRestoration<'a>> {
    let by_now = |day: Option<NaiveDate>| day.filter(|day| *day <= view.on);
    let by_contact = view.policy.restored_after_contact.as_ref().filter(|rule| rule.value.0);
    if let Some(found) = by_now(cure.federal_rate_found) {
        let rule = view.policy.restored_after_federal_rate.as_ref()?;
        let from = aid_restoration_day(found);
        let (what, value) = ("found to meet the federal rate", Cure::FEDERAL_RATE);
        return Some(AidRestoration { from, cured: found, what, value, rule });
    }
    let cured = by_now(cure.completed)?;
    let (counted_from, rule) = match by_contact {
        Some(rule) => (cure.requested, rule),
        None => (cured, view.policy.restored_next_month.as_ref()?),
    };
    let from = aid_restoration_day(counted_from);
    Some(AidRestoration { from, cured, what: "cure completed", value: Cure::RESULT, rule })
}

fn unrestored_aid_finding(view: &View, cure: &Cure) -> Option<Finding> {
    // Before the first day of a sanction no aid was taken: the sanction is withdrawn instead.
    if lifting::is_cure_of_pending_sanction(view, cure) {
        return None;
    }
    let owed = restoration(view, cure)?;
    let restored = cure.restored.filter(|day| *day <= view.on);
    // A sanction that was cured before it began is rescinded to its first day, and that is said once.
    if restored.is_none() && lifting::is_to_be_rescinded_for_cure(view, cure) {
        return None;
    }
    // What is recorded before aid flows again is a plan, and somebody looks again on the day.
    if restored.is_some() && owed.from <= view.on {
        return None;
    }
    let says = match restored {
        Some(day) => message!("aid was recorded on {} as restored; it is due from {} on", day, owed.from),
        None => "the sanction is cured; aid must be restored".into(),
    };
    let mut finding = Finding::new(RuleId::AidToRestore, cure.person, says)
        // The aid itself is owed from that day, even where the cure is found later.
        .due_on(owed.from)
        .with_ground("request to stop the sanction (WTW 31)", cure.requested, &cure.source)
        .with_ground(owed.what, owed.cured, cure.value_source(owed.value))
        .under_policy(owed.rule)
        .clears_when("the restoration of aid is recorded, and its first day has come")
        .if_nothing("The family stays without aid although the sanction is cured.")
        .with_proposals([if restored.is_some() { Proposal::Contact } else { Proposal::Cure }]);
    if let Some(day) = restored {
        finding =
            finding.with_severity(Severity::Notice).with_ground("aid restored", day, cure.value_source(Cure::RESTORED));
    }
    let finding = doubt_of_early_cure(cure, &owed).into_iter().fold(finding, Finding::cannot_tell);
    Some(if owed.rule.can_decide() {
        finding
    } else {
        finding.cannot_tell(
            "from which day aid is restored after an ordinary cure: no source confirms the first of the next month",
        )
    })
}

/// Returns the doubt about a cure that is recorded as done before it was asked for: one of the days is mistyped.
fn doubt_of_early_cure(cure: &Cure, owed: &AidRestoration) -> Option<Message> {
    (owed.cured < cure.requested).then(|| {
        message!(
            "whether the sanction is cured, and from which day aid is owed: the cure is recorded as done on {}, before it was \
             asked for on {}",
            owed.cured,
            cure.requested
        )
    })
}

/// Finds aid that was recorded as restored in a later month than the one from which it was due: nothing says that the months
/// between were paid. It clears once the eligibility worker is notified.
fn late_restoration_finding(view: &View, cure: &Cure) -> Option<Finding> {
    let owed = restoration(view, cure)?;
    let restored = cure.restored.filter(|day| *day <= view.on)?;
    let (due, paid) = (Month::from_date(owed.from), Month::from_date(restored));
    let theirs = view.facts.noncompliance.iter().filter(|step| step.person == cure.person);
    let told = theirs.flat_map(|step| &step.told).any(|told| restored <= *told && *told <= view.on);
    if paid <= due || told {
        return None;
    }
    let last = paid.previous();
    let says = if due == last {
        message!("aid was recorded on {} as restored, and was due from {} on: a month is missing", restored, owed.from)
    } else {
        message!("aid was recorded on {} as restored, and was due from {} on: months are missing", restored, owed.from)
    };
    let finding = Finding::new(RuleId::AidToRestore, cure.person, says)
        .due_on(owed.from)
        .with_ground(owed.what, owed.cured, cure.value_source(owed.value))
        .with_ground("aid restored", restored, cure.value_source(Cure::RESTORED))
        .under_policy(owed.rule)
        .cannot_tell("whether the time before was paid as well: the record holds only the day of the restoration")
        .clears_when("the day of the restoration is corrected, or the eligibility worker is notified")
        .if_nothing("The family does not get all the aid that it is owed.")
        .with_proposals([Proposal::NotifyEligibility, Proposal::Contact]);
    Some(if owed.rule.can_decide() {
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
