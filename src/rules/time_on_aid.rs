//! Time on aid: the months that count, the limit, the notice, and the 24-month clock while it was in force.

mod child_support;
mod childhood;
mod count;
mod extension;
mod extension_end;
mod funding;
mod judged_months;
mod months;
mod reasons;
mod record_doubts;

use crate::domain::proposal::Proposal;
use chrono::NaiveDate;

pub use count::{MonthCount, count_months, newest_county_count, recorded_count};
use count::{count_judged, higher_count};
use extension::{AidExtension, aid_extension, extension_after, extension_at_limit};
use extension_end::{
    doubt_of_day_after_extension, doubt_of_last_day, extended_until, is_extended_on, last_day_of_extension,
};
pub use judged_months::{JudgedMonths, MonthVerdict};
pub use months::judge_months;

use super::clock::{Clock, ClockId, ClockUnit};
use super::exemption;
use super::finding::Finding;
use super::household;
use super::message::{Message, message};
use super::reason_against::Answer;
use super::rule_id::RuleId;
use super::shown_exemption::{ShownReason, doubt_of_county_count, stopping_reason};
use super::view::{Participant, View};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::Source;
use crate::domain::status::RegistrationStatus;
use crate::policy::Param;
use crate::policy::param::Months;
use crate::policy::tables::ClockEffect;

/// The months of a person beside the limit.
struct LimitedMonths<'a> {
    limit: &'a Param<Months>,
    count: MonthCount,
}

impl<'a> LimitedMonths<'a> {
    /// Counts the months of a person; `None` if policy has no limit or no months are counted.
    fn from_view(view: &View<'a>, person: PersonNumber) -> Option<Self> {
        let limit = view.policy.time_limit.as_ref()?;
        let participant = view.participants().find(|participant| participant.number == person)?;
        Some(Self { limit, count: count_months(view, &participant)? })
    }

    fn may_reach(&self) -> bool {
        self.limit.value.0 <= u32::from(self.count.at_most)
    }

    /// Returns that the months since the count, which nobody has counted, would use up the rest; `None` if they would not.
    fn unread_text(&self, on: NaiveDate) -> Option<Message> {
        let left = self.limit.value.0.saturating_sub(u32::from(self.count.at_most));
        let used_up_in = self.count.through.months_after(left);
        (used_up_in <= Month::from_date(on)).then(|| {
            message!(
                "the months of aid are used up: {} of {} were counted through {}, and the months since are not recorded",
                self.count.at_most,
                self.limit.value,
                self.count.through
            )
        })
    }

    /// Returns whether the months are used up; `None` if the count or the extension leaves it open.
    fn are_used_up(&self, extension: &AidExtension) -> Option<bool> {
        if !self.may_reach() {
            return Some(false);
        }
        if u32::from(self.count.sure) < self.limit.value.0 {
            return None;
        }
        match extension {
            AidExtension::No => Some(true),
            AidExtension::Extends => Some(false),
            AidExtension::CannotTell(_) => None,
        }
    }
}

/// Returns whether the months of `person` are used up; `None` if no months are counted, or if it is not known whether
/// aid is extended.
pub fn is_timed_out(view: &View, person: PersonNumber) -> Option<bool> {
    LimitedMonths::from_view(view, person)?.are_used_up(&aid_extension(view, person))
}

/// Returns whether the months of `person` may be used up: by the highest count, and unless a reason extends aid for sure.
pub(super) fn may_be_timed_out(view: &View, person: PersonNumber) -> bool {
    let months = LimitedMonths::from_view(view, person).filter(LimitedMonths::may_reach);
    months.is_some() && !matches!(aid_extension(view, person), AidExtension::Extends)
}

/// Returns what the gate of a sanction says of the months of `person`: whether they are used up, that nobody has counted
/// them, or that the record does not decide it.
pub(super) fn time_limit_answer(view: &View, person: PersonNumber) -> Answer {
    const USED_UP: &str = "the months of aid are used up";
    const LEFT: &str = "the months of aid are not used up";
    const EXTENDED: &str = "a reason extends aid beyond the months that are used up";
    let Some(months) = LimitedMonths::from_view(view, person) else { return Answer::Unrecorded(USED_UP.into()) };
    if !months.may_reach() {
        let unread =
            months.unread_text(view.on).filter(|_| !matches!(aid_extension(view, person), AidExtension::Extends));
        return unread.map_or(Answer::Absent(LEFT.into()), Answer::CannotTell);
    }
    let extension = aid_extension(view, person);
    match months.are_used_up(&extension) {
        Some(true) => return Answer::Holds(USED_UP.into()),
        Some(false) => return Answer::Absent(EXTENDED.into()),
        None if matches!(extension, AidExtension::Extends) => return Answer::Absent(EXTENDED.into()),
        None => {}
    }
    let LimitedMonths { limit, count } = months;
    let by_county = count.is_partly_recorded && u32::from(count.at_most) >= limit.value.0;
    let what = if by_county { "the months of aid may be used up" } else { "the months of aid are used up" };
    let says = message!("{}: at least {} and at most {} of {} count", what, count.sure, count.at_most, limit.value);
    if by_county { Answer::MayHold(says) } else { Answer::CannotTell(says) }
}

/// Finds participants whose months are used up or soon will be, and those who must be notified of their months.
pub fn time_findings(view: &View) -> impl Iterator<Item = Finding> {
    participants_on_aid(view).flat_map(|participant| {
        let count = count_months(view, &participant).map(|count| count.note_unrecorded_since(view));
        let notice = count.as_ref().and_then(|count| notice_finding(view, &participant, count));
        let limit = count.and_then(|count| limit_finding(view, &participant, count));
        limit.into_iter().chain(notice)
    })
}

/// Finds a participant whose months are used up, or soon will be. The limit is reached only if the months that count for
/// sure reach it.
fn limit_finding(view: &View, participant: &Participant, count: MonthCount) -> Option<Finding> {
    let limit = view.policy.time_limit.as_ref()?;
    let ahead = view.policy.time_review_ahead.as_ref()?;
    if u32::from(count.at_most) + ahead.value.0 < limit.value.0 {
        return None;
    }
    let reached = count.has_reached(limit.value.0);
    let last_day = count.day_reaching(limit.value.0);
    let person = participant.number;
    let extension = if reached {
        extension_at_limit(view, person, count.through.last_day())
    } else {
        extension_after(view, person, last_day)
    };
    let is_used_up = reached || is_used_up_by_county(view, participant, limit);
    let extended = is_used_up && matches!(extension, AidExtension::Extends);
    // Aid that a reason extends ends with that reason, which is announced as the limit is.
    let extended_to = if extended { Some(end_of_extension_ahead(view, person, ahead)?) } else { None };
    let through = count.through;
    let doubts = doubts_of_limit(view, participant, &count, limit);
    let reasons = reasons::limit_reasons(view, participant, &count, limit);
    let rule = if reached && !extended { RuleId::TimeLimitReached } else { RuleId::TimeLimitNear };
    let says = limit_text(&count, limit, reached);
    let says = match extended_to {
        Some(last) => message!("{}; a reason extends aid until {}", says, last),
        None => says,
    };
    let conflict = doubt_of_conflicting_counts(view, participant, &count, limit, last_day).filter(|_| !reached);
    let finding = Finding::new(rule, participant.number, says)
        .with_grounds(count.grounds)
        .under_policy(limit)
        .under_policy(ahead)
        .clears_when("time on aid is reviewed, and months are found not to count or a reason extends aid")
        .if_nothing("The adult's cash aid ends at the limit.")
        .with_proposals([Proposal::ReviewTimeOnAid, Proposal::Contact])
        .with_reasons(reasons);
    let finding = count.cannot_tell.into_iter().fold(finding, Finding::cannot_tell);
    let finding = doubts.into_iter().fold(finding, Finding::cannot_tell);
    let finding = if let Some(last) = extended_to {
        let finding = finding.due_on(Month::from_date(last).last_day());
        doubt_of_last_day(last).into_iter().fold(finding, Finding::cannot_tell)
    } else if reached {
        due_at_limit(view, finding, through.last_day())
    } else if let Some(conflict) = conflict {
        finding.cannot_tell(conflict)
    } else if let Some(doubt) = doubt_of_projected_day(view, count.recorded_through, last_day) {
        finding.cannot_tell(doubt)
    } else {
        due_unless_clock_stands(view, participant, finding, last_day)
    };
    Some(match extension {
        AidExtension::Extends if extended => finding,
        AidExtension::Extends => finding.cannot_tell("whether aid ends at the limit: a reason extends it now"),
        AidExtension::CannotTell(what) => finding.cannot_tell(what),
        AidExtension::No => finding,
    })
}

/// Returns why a count that is near the limit, or has reached it, may be too high.
fn doubts_of_limit(view: &View, participant: &Participant, count: &MonthCount, limit: &Param<Months>) -> Vec<Message> {
    let may_reach = limit.value.0 <= u32::from(count.at_most);
    let exempt = reasons::doubt_of_limit_while_exempt(view, participant, count).filter(|_| may_reach);
    let doubts = reasons::county_count_doubts(view, participant, count).into_iter().chain(exempt);
    doubts.chain(doubt_of_newest_count(view, participant)).collect()
}

/// Returns whether the county counts the months as used up: by fewer on record a reason that extends aid extends it as well.
fn is_used_up_by_county(view: &View, participant: &Participant, limit: &Param<Months>) -> bool {
    newest_county_count(view, participant).is_some_and(|count| limit.value.0 <= u32::from(count.months))
}

/// Says on the finding of an exemption that ends what ends with it, where it extends aid beyond months that are used up.
pub(super) fn note_end_of_aid(view: &View, finding: Finding) -> Finding {
    let person = finding.person;
    let ends_aid = || {
        let months = LimitedMonths::from_view(view, person)?;
        (finding.rule == RuleId::ExemptionEnding && months.may_reach() && is_extended_on(view, person, view.on))
            .then_some(())?;
        let last = last_day_of_extension(view, person)?;
        (finding.says == exemption::ending_text(last)).then_some(())
    };
    if ends_aid().is_none() {
        return finding;
    }
    finding.if_nothing("The months of aid are used up, and the adult's cash aid ends with this exemption.")
}

/// Notes on the finding of aid that must be restored that the months of aid may be used up.
pub(super) fn note_used_up_months(view: &View, finding: Finding) -> Finding {
    let limit = view.policy.time_limit.as_ref().filter(|_| finding.rule == RuleId::AidToRestore);
    match limit.filter(|_| may_be_timed_out(view, finding.person)) {
        Some(limit) => finding.cannot_tell(message!(
            "whether aid is paid once it is restored: {} months of aid are or may be used up, and no reason on record surely \
             extends it",
            limit.value.0
        )),
        None => finding,
    }
}

/// Adds the day of a limit that is reached: the last day of the months, or of the extension that followed them.
fn due_at_limit(view: &View, finding: Finding, limit: NaiveDate) -> Finding {
    if let Some(last) = extended_until(view, finding.person, limit) {
        let finding = finding.due_on(Month::from_date(last).last_day());
        return doubt_of_last_day(last).into_iter().fold(finding, Finding::cannot_tell);
    }
    let doubt = doubt_of_day_after_extension(view, finding.person, limit);
    doubt.into_iter().fold(finding.due_on(limit), Finding::cannot_tell)
}

/// Returns the last day on which a reason extends aid, if it lies so near that time on aid is reviewed.
fn end_of_extension_ahead(view: &View, person: PersonNumber, ahead: &Param<Months>) -> Option<NaiveDate> {
    let nearest = Month::from_date(view.on).months_after(ahead.value.0);
    last_day_of_extension(view, person).filter(|last| Month::from_date(*last) <= nearest)
}

/// Returns the doubt about the day of the limit, where the county's count has reached it and the months recorded have not, or
/// one of the county's counts has and another has not.
fn doubt_of_conflicting_counts(
    view: &View,
    participant: &Participant,
    count: &MonthCount,
    limit: &Param<Months>,
    last_day: NaiveDate,
) -> Option<Message> {
    let newest = newest_county_count(view, participant)?;
    // Months that somebody decided not to count correct the county's count, and contradict it no more.
    if !count.is_partly_recorded && limit.value.0 <= u32::from(newest.months) {
        return Some(message!(
            "on which day the limit is reached: by the county's count, {} months on {}, it is reached already, and by the \
             months recorded it is on {}",
            newest.months,
            newest.on,
            last_day
        ));
    }
    let higher = higher_count(participant, newest).filter(|higher| limit.value.0 <= u32::from(higher.months))?;
    Some(message!(
        "on which day the limit is reached: by {} months on {} it is reached already, and by {} on {} it is on {}",
        higher.months,
        higher.on,
        newest.months,
        newest.on,
        last_day
    ))
}

/// Returns how many months of the limit are counted; of a count that may have reached it, from the sure months to the most.
fn limit_text(count: &MonthCount, limit: &Param<Months>, reached: bool) -> Message {
    if reached || u32::from(count.at_most) < limit.value.0 {
        return message!("{} of {}", count.months, limit.value);
    }
    let fewest = count.sure.min(count.months);
    message!("{} to {} of {}; the limit may be reached", fewest, count.at_most, limit.value)
}

/// Returns why a count of the county that reaches the limit, or is near it, may be too high.
fn doubt_of_newest_count(view: &View, participant: &Participant) -> Option<Message> {
    let count = newest_county_count(view, participant)?;
    doubt_of_county_count(view, participant.person, Month::from_date(count.on).first_day().min(view.on))
}

/// Returns the doubt about a day that lies in the past and was counted month by month from the last one that is known:
/// nobody has recorded whether the months since were aided.
fn doubt_of_projected_day(view: &View, through: Month, day: NaiveDate) -> Option<Message> {
    (through.last_day() < day && day < view.on).then(|| {
        message!(
            "on which day the limit was reached: {} if every month after {} counts; those months are not recorded",
            day,
            through
        )
    })
}

/// Adds the day that is counted month by month, or says that no day is sure because the clock has stopped.
fn due_unless_clock_stands(view: &View, participant: &Participant, finding: Finding, day: NaiveDate) -> Finding {
    match reason_clock_stands(view, participant) {
        Some(why) => finding.cannot_tell(message!(
            "on which day this is due: the clock has stopped ({}); {} if it had kept running",
            why,
            day
        )),
        None => finding.due_on(day),
    }
}

/// Returns why the participant's CalWORKs clock has stopped on the day, if anything stops it or may stop it.
fn reason_clock_stands(view: &View, participant: &Participant) -> Option<Message> {
    if participant.registration.status == RegistrationStatus::Sanction {
        return Some("a sanction".into());
    }
    let stopping = exemption::exemptions_of(view, participant.number).filter(|exemption| {
        let reason = view.policy.tables.exemption_reason(&exemption.reason);
        reason.is_none_or(|reason| reason.calworks != ClockEffect::Ticks)
    });
    if let Some(first) = stopping.min_by_key(|exemption| (exemption.from, &exemption.reason)) {
        return Some(message!("exempt for {}", exemption::reason_title(view, first).to_owned()));
    }
    stopping_reason(view, participant.person, view.on).map(ShownReason::text)
}

/// Returns the participants who are aided or may be: nobody outside the unit has months that could be used up.
fn participants_on_aid<'a>(view: &View<'a>) -> impl Iterator<Item = Participant<'a>> + use<'a> {
    use crate::domain::status::RegistrationStatus::{Closed, Ineligible};
    let view = *view;
    view.participants().filter(move |participant| {
        let closed = matches!(participant.registration.status, Closed | Ineligible);
        let person = participant.person;
        !closed && !household::is_outside_unit(&view, person) && !household::is_aid_ended(&view, person)
    })
}

/// Finds a participant who must be notified of the remaining months: once after a number of counted months, and before
/// the end of a later one.
///
/// Source: WIC 11454.1.
fn notice_finding(view: &View, participant: &Participant, count: &MonthCount) -> Option<Finding> {
    let after = view.policy.time_notice_after.as_ref()?;
    let by = view.policy.time_notice_by.as_ref()?;
    let months = u32::from(count.at_most);
    let limit = view.policy.time_limit.as_ref()?;
    if months < after.value.0 || u32::from(count.sure) >= limit.value.0 {
        return None;
    }
    // Months that the county counts as used up, and that a reason extends, leave none to tell of.
    let is_extended = || matches!(aid_extension(view, participant.number), AidExtension::Extends);
    if is_used_up_by_county(view, participant, limit) && is_extended() {
        return None;
    }
    if was_notified(view, participant.number, count.month_reaching(after.value.0).first_day()) {
        return None;
    }
    let last = count.month_reaching(by.value.0);
    // A month that the count has not reached is counted on from the last one that is known.
    let projected = u32::from(count.at_most) < by.value.0;
    let doubt = projected.then(|| doubt_of_projected_day(view, count.recorded_through, last.last_day())).flatten();
    let late = view.on > last.last_day() && doubt.is_none();
    let says = if late { "the notice of months left is overdue" } else { "the notice of months left is due" };
    let finding = Finding::new(RuleId::TimeNotice, participant.number, says)
        .with_grounds(count.grounds.iter().cloned())
        .under_policy(after)
        .under_policy(by)
        .clears_when("the notice of months left is sent")
        .if_nothing("The participant does not learn in time that aid will end.")
        .with_proposals([Proposal::SendNotice, Proposal::ReviewTimeOnAid]);
    let by_county = reasons::county_count_doubts(view, participant, count);
    let doubts = count.cannot_tell.iter().cloned().chain(by_county).chain(doubt_of_newest_count(view, participant));
    let finding = doubts.fold(finding, Finding::cannot_tell);
    Some(if let Some(doubt) = doubt {
        finding.cannot_tell(doubt)
    } else if late {
        let stands = reason_clock_stands(view, participant).filter(|_| count.counted.is_empty());
        let doubt = stands.map(|why| {
            message!(
                "since when the notice is overdue: the clock has stopped ({}), and the county's count does not say in which \
                 month it was reached",
                why
            )
        });
        doubt.into_iter().fold(finding.due_on(last.last_day()), Finding::cannot_tell)
    } else {
        due_unless_clock_stands(view, participant, finding, last.last_day())
    })
}

fn was_notified(view: &View, person: PersonNumber, since: NaiveDate) -> bool {
    let notices = view.facts.notices.iter().filter(|notice| notice.person == person && notice.kind == "time_on_aid");
    notices.filter_map(|notice| notice.sent).any(|sent| since <= sent && sent <= view.on)
}

/// Returns the time-on-aid clocks.
pub(super) fn time_clocks(view: &View, participant: &Participant) -> Vec<Clock> {
    let judged = judge_months(view, participant.number);
    let sixty = view.policy.time_limit.as_ref().zip(count_judged(view, participant, &judged)).map(|(limit, count)| {
        let says = message!("{} of {}", count.months, limit.value);
        let clock = Clock::new(ClockId::TimeOnAid, participant.number, ClockUnit::Months, says);
        let mut clock = clock.with_progress(i64::from(count.months), i64::from(limit.value.0)).under_policy(limit);
        clock.because = count.grounds;
        clock.cannot_tell = count.cannot_tell;
        clock
    });
    sixty
        .into_iter()
        .chain(federal_clock(view, participant, &judged))
        .chain(clock_24(view, participant, &judged))
        .collect()
}

/// Returns the clock of federally funded aid, if months are recorded one by one.
fn federal_clock(view: &View, participant: &Participant, judged: &JudgedMonths) -> Option<Clock> {
    let limit = view.policy.federal_time_limit.as_ref()?;
    let JudgedMonths { months, cannot_tell_federal, .. } = judged;
    let used = months.iter().filter(|month| month.counts_federal).count();
    let clock = Clock::new(
        ClockId::FederalTime,
        participant.number,
        ClockUnit::Months,
        message!("{} of {}", used, limit.value),
    );
    let clock =
        clock.with_progress(i64::try_from(used).unwrap_or(i64::MAX), i64::from(limit.value.0)).under_policy(limit);
    let clock = cannot_tell_federal.iter().cloned().fold(clock, Clock::cannot_tell);
    let clock = funding::doubts_of_funding(view, participant, judged).into_iter().fold(clock, Clock::cannot_tell);
    // A month that only this clock counts is named: a sanctioned one, for example.
    let only_here = months.iter().filter(|month| month.counts_federal && !month.counts);
    let clock = only_here.fold(clock, |clock, month| {
        let says = message!("{}: {}", month.month, month.why.clone());
        clock.with_ground("counts here, and not for CalWORKs", says, &Source::Stated)
    });
    (!months.is_empty()).then_some(clock)
}

/// Returns the 24-month clock on days on which it was in force: the counted months since its first. No source says what
/// else stopped it.
fn clock_24(view: &View, participant: &Participant, judged: &JudgedMonths) -> Option<Clock> {
    let rule = view.policy.clock_24.as_ref()?;
    let since = Month::from_date(rule.in_force_from);
    let months = &judged.months;
    let used = months.iter().filter(|month| month.counts && month.month >= since).count();
    let clock =
        Clock::new(ClockId::Clock24, participant.number, ClockUnit::Months, message!("{} of {}", used, rule.value));
    let clock =
        clock.with_progress(i64::try_from(used).unwrap_or(i64::MAX), i64::from(rule.value.0)).under_policy(rule);
    (!months.is_empty())
        .then(|| clock.cannot_tell("which months stopped the 24-month clock besides those that do not count"))
}
