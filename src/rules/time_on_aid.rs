//! Time on aid: the months that count, the limit, the notice, and the 24-month clock during its life.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::{Clock, ClockId, ClockUnit};
use super::finding::{Finding, Ground};
use super::message::{Message, message};
use super::rule_id::RuleId;
use super::view::{Participant, View};
use super::{exemption, household};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, AidMonthStatus, Exemption, MonthsOnAidCount};
use crate::domain::proposal::Proposal;
use crate::policy::Policy;
use crate::policy::tables::{ClockEffect, ExemptionReason};

/// Whether a month counts against the limit, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthVerdict {
    /// The month.
    pub month: Month,
    /// Whether the month counts for CalWORKs.
    pub counts: bool,
    /// Whether the month counts for federally funded aid; if no source says, it counts.
    pub counts_federal: bool,
    /// The reason why the month counts or does not.
    pub why: Message,
    /// Whether the reason is too uncertain to decide.
    pub unsure: bool,
}

/// Returns the months of a participant up to the day, each with its verdict.
pub fn month_verdicts(view: &View, person: PersonNumber) -> Vec<MonthVerdict> {
    let mut rows: Vec<&AidMonth> = view
        .facts
        .aid_months
        .iter()
        .filter(|row| row.person == person && row.month <= Month::from_date(view.on))
        .collect();
    rows.sort_by_key(|row| (row.month, row.was, &row.reason));
    let mut months: Vec<MonthVerdict> =
        rows.chunk_by(|a, b| a.month == b.month).filter_map(|rows| judge_month(view, rows)).collect();
    untick_reimbursed(view, person, &rows, &mut months);
    months
}

/// Judges one month by the policy of its last day. The month does not count if anything in it stops the clock.
fn judge_month(view: &View, rows: &[&AidMonth]) -> Option<MonthVerdict> {
    let month = rows.first()?.month;
    let policy = view.policies.in_force_on(month.last_day());
    let left_out = |why: &'static str, unsure| MonthVerdict {
        month,
        counts: false,
        counts_federal: false,
        why: why.into(),
        unsure,
    };
    if policy.time_counted.as_ref().is_none_or(|span| !span.value.contains(month)) {
        return Some(left_out("before the months that count", false));
    }
    if let Some(waived) = policy.time_waived.as_ref().filter(|span| span.value.contains(month)) {
        return Some(MonthVerdict { counts_federal: true, ..left_out("left out by a waiver", !waived.can_decide()) });
    }
    let effects: Vec<MonthEffect> = rows.iter().map(|row| month_effect(policy, row)).collect();
    let counts_federal = effects.iter().all(|effect| effect.tanf != ClockEffect::Stops);
    let first = effects
        .into_iter()
        .max_by_key(|effect| (effect.calworks == ClockEffect::Stops, effect.unsure, effect.why.clone()))?;
    let unsure = first.unsure || first.calworks == ClockEffect::Unknown;
    Some(MonthVerdict { month, counts: first.calworks != ClockEffect::Stops, counts_federal, why: first.why, unsure })
}

/// The effect of an entry of a month on the two clocks, the reason in words, and whether it is uncertain.
struct MonthEffect {
    calworks: ClockEffect,
    tanf: ClockEffect,
    why: Message,
    unsure: bool,
}

fn month_effect(policy: &Policy, row: &AidMonth) -> MonthEffect {
    let unknown = |why: &'static str| MonthEffect {
        calworks: ClockEffect::Unknown,
        tanf: ClockEffect::Unknown,
        why: why.into(),
        unsure: true,
    };
    if row.was == AidMonthStatus::Exempt {
        let Some(reason) = row.reason.as_deref().and_then(|reason| policy.tables.exemption_reason(reason)) else {
            return unknown("exempt, for a reason that is not known");
        };
        let why = message!("exempt: {}", &reason.title);
        return MonthEffect {
            calworks: reason.calworks,
            tanf: reason.tanf,
            why,
            unsure: !reason.certainty.can_decide(),
        };
    }
    match policy.tables.month_event(row.was) {
        Some(event) => MonthEffect {
            calworks: event.calworks,
            tanf: event.tanf,
            why: (&event.title).into(),
            unsure: !event.certainty.can_decide(),
        },
        None => unknown("nothing tells what it does"),
    }
}

/// Applies child support, which reimburses months in order, oldest first. It unticks each month whose grant it covers
/// in full, and stops at the first month that it does not cover.
fn untick_reimbursed(view: &View, person: PersonNumber, rows: &[&AidMonth], months: &mut [MonthVerdict]) {
    let collected = view.facts.child_support.iter().filter(|support| support.person == person && support.on <= view.on);
    let mut left: u32 = collected.map(|support| support.amount).sum();
    for month in months.iter_mut().filter(|month| month.counts) {
        let grant = rows.iter().filter(|row| row.month == month.month).filter_map(|row| row.grant).max();
        let Some(rest) = grant.filter(|grant| *grant > 0).and_then(|grant| left.checked_sub(grant)) else { return };
        left = rest;
        month.counts = false;
        month.unsure = true;
        month.why = "reimbursed by child support".into();
    }
}

/// The count of a participant's months that the rules use, and the facts that support it.
pub struct MonthCount {
    /// The number of months counted.
    pub months: u16,
    /// The last month of the count, included.
    pub through: Month,
    /// The facts.
    pub grounds: Vec<Ground>,
    /// The facts that are missing or in conflict, so that the count may be wrong.
    pub cannot_tell: Vec<Message>,
}

/// Counts the months of a participant from the monthly entries and from the county's count. If the two differ, the
/// higher count is used, so that no notice comes late.
pub fn count_months(view: &View, participant: &Participant) -> Option<MonthCount> {
    let county = newest_county_count(view, participant).map(|count| count_from_county(view, count));
    let own = own_count(view, participant.number);
    match (own, county) {
        (Some(own), Some(county)) if own.months != county.months => {
            let note = message!(
                "the county counts {} months, the months recorded give {}; the higher is taken",
                county.months,
                own.months
            );
            let mut higher = if own.months > county.months { own } else { county };
            higher.cannot_tell.push(note);
            Some(higher)
        }
        (Some(own), _) => Some(own),
        (None, county) => county,
    }
}

/// Returns the county's count. A count that is older than last month says so.
fn count_from_county(view: &View, count: &MonthsOnAidCount) -> MonthCount {
    let ground =
        Ground::new("months counted by the county", message!("{} on {}", count.months, count.on), &count.source);
    let through = Month::from_date(count.on);
    let old = through < Month::from_date(view.on).previous();
    let cannot_tell =
        old.then(|| message!("the months since {}: the county's count is older", through)).into_iter().collect();
    MonthCount { months: count.months, through, grounds: vec![ground], cannot_tell }
}

fn own_count(view: &View, person: PersonNumber) -> Option<MonthCount> {
    let months = month_verdicts(view, person);
    let through = months.last()?.month;
    let counted = months.iter().filter(|month| month.counts).count();
    let unsure = months.iter().filter(|month| month.unsure).count();
    let ground = super::view::stated_ground(
        "months that count",
        message!("{} of {} recorded through {}", counted, months.len(), through),
    );
    let cannot_tell =
        (unsure > 0).then(|| message!("whether {} of the months count, for sure", unsure)).into_iter().collect();
    Some(MonthCount { months: u16::try_from(counted).unwrap_or(u16::MAX), through, grounds: vec![ground], cannot_tell })
}

/// Returns the county's newest count of a participant's months by the day.
pub fn newest_county_count<'a>(view: &View<'a>, participant: &Participant<'a>) -> Option<&'a MonthsOnAidCount> {
    let known = participant.person.months_on_aid.iter().filter(|count| count.on <= view.on);
    known.max_by_key(|count| (count.on, count.months))
}

/// Returns whether the months of `person` are used up; `None` if no months are counted, or if it is not known whether
/// aid is extended.
pub fn is_timed_out(view: &View, person: PersonNumber) -> Option<bool> {
    let limit = view.policy.time_limit.as_ref()?;
    let participant = view.participants().find(|participant| participant.number == person)?;
    if u32::from(count_months(view, &participant)?.months) < limit.value.0 {
        return Some(false);
    }
    match aid_extension(view) {
        AidExtension::Not => Some(true),
        AidExtension::Extends => Some(false),
        AidExtension::CannotTell(_) => None,
    }
}

/// Whether a reason extends aid beyond the limit.
enum AidExtension {
    /// No reason extends aid.
    Not,
    /// The reason of the only parent extends aid, or the reasons of both parents do.
    Extends,
    /// A fact is missing, or sources do not say.
    CannotTell(Message),
}

fn aid_extension(view: &View) -> AidExtension {
    let adults = household::adults(view).count().max(1);
    let extending: Vec<(&Exemption, &ExemptionReason)> = view
        .participants()
        .filter_map(|participant| exemption::current_exemption(view, participant.number))
        .filter(|exemption| exemption.extends_aid != Some(false))
        .filter_map(|exemption| Some((exemption, view.policy.tables.exemption_reason(&exemption.reason)?)))
        .filter(|(_, reason)| reason.extends)
        .collect();
    let condition = extending.iter().find_map(|(exemption, reason)| {
        if exemption.extends_aid.is_some() {
            return None;
        }
        let condition = reason.extends_where.as_ref()?;
        Some(message!("whether aid is extended: {} does so only where {}; taken as not", &reason.title, condition))
    });
    match (extending.len(), condition) {
        (0, _) => AidExtension::Not,
        (_, Some(condition)) => AidExtension::CannotTell(condition),
        (with, None) if with >= adults => AidExtension::Extends,
        _ => AidExtension::CannotTell(
            "whether aid is extended where only one of two parents has a reason for it; taken as not".into(),
        ),
    }
}

/// Finds participants whose months are used up, or soon will be.
pub fn limit_findings(view: &View) -> impl Iterator<Item = Finding> {
    participants_on_aid(view).filter_map(|participant| {
        let limit = view.policy.time_limit.as_ref()?;
        let ahead = view.policy.time_review_ahead.as_ref()?;
        let count = count_months(view, &participant)?;
        let months = u32::from(count.months);
        if months + ahead.value.0 < limit.value.0 {
            return None;
        }
        let reached = months >= limit.value.0;
        let rule = if reached { RuleId::TimeLimitReached } else { RuleId::TimeLimitNear };
        let left = limit.value.0.saturating_sub(months);
        let finding = Finding::new(rule, participant.number, message!("{} of {}", months, limit.value))
            .due_on(months_after(count.through, left).last_day())
            .with_grounds(count.grounds)
            .under_policy(limit)
            .under_policy(ahead)
            .clears_when("time on aid is reviewed, and months are found not to count or a reason extends aid")
            .if_nothing("The adult's cash aid ends at the limit.")
            .with_proposals([Proposal::ReviewTimeOnAid, Proposal::Contact]);
        let finding = count.cannot_tell.into_iter().fold(finding, Finding::cannot_tell);
        apply_extension(view, finding, reached)
    })
}

/// Removes the finding of a reached limit if a reason extends aid. If that is not known the finding says so.
fn apply_extension(view: &View, finding: Finding, reached: bool) -> Option<Finding> {
    match aid_extension(view) {
        AidExtension::Extends if reached => None,
        AidExtension::CannotTell(what) => Some(finding.cannot_tell(what)),
        AidExtension::Extends | AidExtension::Not => Some(finding),
    }
}

fn participants_on_aid<'a>(view: &View<'a>) -> impl Iterator<Item = Participant<'a>> + use<'a> {
    use crate::domain::status::RegistrationStatus::{Closed, Ineligible};
    view.participants().filter(|participant| !matches!(participant.registration.status, Closed | Ineligible))
}

fn months_after(month: Month, by: u32) -> Month {
    (0..by).fold(month, |month, _| month.next())
}

fn months_before(month: Month, by: u32) -> Month {
    (0..by).fold(month, |month, _| month.previous())
}

/// Finds participants who must be notified of their remaining months: once after a number of counted months, and before
/// the end of a later one.
///
/// Source: WIC 11454.1.
pub fn notice_findings(view: &View) -> impl Iterator<Item = Finding> {
    participants_on_aid(view).filter_map(|participant| {
        let after = view.policy.time_notice_after.as_ref()?;
        let by = view.policy.time_notice_by.as_ref()?;
        let count = count_months(view, &participant)?;
        let months = u32::from(count.months);
        let limit = view.policy.time_limit.as_ref()?;
        if months < after.value.0 || months >= limit.value.0 {
            return None;
        }
        let began = months_before(count.through, months - after.value.0).first_day();
        if was_notified(view, participant.number, began) {
            return None;
        }
        let last = if months <= by.value.0 {
            months_after(count.through, by.value.0 - months)
        } else {
            months_before(count.through, months - by.value.0)
        };
        let late = view.on > last.last_day();
        let says =
            if late { "the notice of months left is overdue" } else { "the notice of months left is to be given" };
        let finding = Finding::new(RuleId::TimeNotice, participant.number, says)
            .due_on(last.last_day())
            .with_grounds(count.grounds)
            .under_policy(after)
            .under_policy(by)
            .clears_when("the notice of months left is sent")
            .if_nothing("The participant does not learn in time that aid will end.")
            .with_proposals([Proposal::SendNotice, Proposal::ReviewTimeOnAid]);
        Some(count.cannot_tell.into_iter().fold(finding, Finding::cannot_tell))
    })
}

fn was_notified(view: &View, person: PersonNumber, since: NaiveDate) -> bool {
    let notices = view.facts.notices.iter().filter(|notice| notice.person == person && notice.kind == "time_on_aid");
    notices.filter_map(|notice| notice.sent).any(|sent| since <= sent && sent <= view.on)
}

/// Returns the time-on-aid clocks.
pub(super) fn time_clocks(view: &View, participant: &Participant) -> Vec<Clock> {
    let sixty = view.policy.time_limit.as_ref().zip(count_months(view, participant)).map(|(limit, count)| {
        let says = message!("{} of {}", count.months, limit.value);
        let clock = Clock::new(ClockId::TimeOnAid, participant.number, ClockUnit::Months, says);
        let mut clock = clock.with_progress(i64::from(count.months), i64::from(limit.value.0)).under_policy(limit);
        clock.because = count.grounds;
        clock.cannot_tell = count.cannot_tell;
        clock
    });
    sixty.into_iter().chain(federal_clock(view, participant)).chain(clock_24(view, participant)).collect()
}

/// Returns the clock of federally funded aid, if months are recorded one by one.
fn federal_clock(view: &View, participant: &Participant) -> Option<Clock> {
    let limit = view.policy.federal_time_limit.as_ref()?;
    let months = month_verdicts(view, participant.number);
    let used = months.iter().filter(|month| month.counts_federal).count();
    let clock = Clock::new(
        ClockId::FederalTime,
        participant.number,
        ClockUnit::Months,
        message!("{} of {}", used, limit.value),
    );
    let clock =
        clock.with_progress(i64::try_from(used).unwrap_or(i64::MAX), i64::from(limit.value.0)).under_policy(limit);
    (!months.is_empty()).then(|| clock.cannot_tell("for every month whether the aid was federally funded"))
}

/// Returns the 24-month clock on days during its life: the counted months since its first. No source here says what
/// else stopped it.
fn clock_24(view: &View, participant: &Participant) -> Option<Clock> {
    let rule = view.policy.clock_24.as_ref()?;
    let since = Month::from_date(rule.in_force_from);
    let months = month_verdicts(view, participant.number);
    let used = months.iter().filter(|month| month.counts && month.month >= since).count();
    let clock =
        Clock::new(ClockId::Clock24, participant.number, ClockUnit::Months, message!("{} of {}", used, rule.value));
    let clock =
        clock.with_progress(i64::try_from(used).unwrap_or(i64::MAX), i64::from(rule.value.0)).under_policy(rule);
    (!months.is_empty())
        .then(|| clock.cannot_tell("which months stopped the 24-month clock besides those that do not count"))
}
