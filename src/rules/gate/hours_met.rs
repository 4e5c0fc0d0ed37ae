//! The reason that the hours are met: nobody who meets the minimum hours is sanctioned, nor a parent whose unit does.

use std::ops::RangeBounds;

use chrono::NaiveDate;

use super::step::{FailedStep, in_force};
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonth, AidMonthStatus, Attendance, Noncompliance, Person};
use crate::domain::hours::Hours;
use crate::rules::average::AverageBy;
use crate::rules::hours::{self, posted_attendance};
use crate::rules::household;
use crate::rules::message::{Message, message};
use crate::rules::monthly_hours::{
    HoursOwed, MonthlyHours, hours_of_months, hours_of_parents, hours_of_some_parents, hours_surely_owed,
};
use crate::rules::noncompliance::{NoncomplianceStage, noncompliance_stage};
use crate::rules::obligation::{MonthOwed, Obligation, Standing, hours_owed_in, is_minor, minor_doubt, obligations_in};
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::unposted;
use crate::rules::view::View;

/// The id of the reason that the compliance plan was recorded as failed before its last day.
pub(in crate::rules) const PLAN_FAILED_EARLY: &str = "plan_failed_early";
/// The id of the reason that the hours are met.
pub(in crate::rules) const HOURS_MET: &str = "hours_met";

/// Returns the reason that the participant or the unit meets the hours of a month from that of the failure to that of the
/// decision: meeting them ends the non-compliance. A month in which no hours were owed does not count.
pub(super) fn hours_met(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.hours_met_guard.as_ref())?;
    let failed_in = Month::from_date(of.failure.on);
    let now = Month::from_date(of.view.on);
    let last = now.previous();
    let mut months = posted_months(&of.view, failed_in..=now);
    // What was done in a month before the failure says nothing about it.
    months.extend([failed_in, last, now].into_iter().filter(|month| failed_in <= *month));
    let is_posted = |month: Month| posted_attendance(&of.view).any(|row| row.month == month);
    let answer = if let Some(answer) = find_met_months(of, &months) {
        answer
    } else if !is_posted(failed_in) {
        Answer::Unrecorded(message!(
            "the hours were met; no attendance is posted for {}, the month of the failure",
            failed_in
        ))
    } else if let Some(says) = unposted_hours_text(of, failed_in).or_else(|| unkeyed_hours_text(of, &months)) {
        Answer::Unrecorded(says)
    } else if let Some(month) = unposted_month_since(of, failed_in, last) {
        Answer::Unrecorded(message!("the hours were met; no attendance is posted for {}", month))
    } else if let Some(activity) = first_unposted_since(of, failed_in, last) {
        Answer::Unrecorded(activity)
    } else {
        Answer::Absent("the posted hours do not meet what is owed".into())
    };
    Some(ReasonAgainst::new(HOURS_MET, answer, rule))
}

/// Returns the months after that of the failure, up to the last one that is over, the newest first.
fn months_since(failed_in: Month, last: Month) -> impl Iterator<Item = Month> {
    std::iter::successors(Some(last), |month| Some(month.previous())).take_while(move |month| failed_in < *month)
}

/// Returns the newest month since that of the failure of which no attendance is posted, although an activity ran at the end
/// of it: its hours may have been met, also where the activity ended or was sanctioned since.
fn unposted_month_since(of: &FailedStep, failed_in: Month, last: Month) -> Option<Month> {
    let is_posted = |month: Month| posted_attendance(&of.view).any(|row| row.month == month);
    let runs = |month: Month| of.view_on(month.last_day()).running_activities(of.step.person).next().is_some();
    months_since(failed_in, last).find(|month| !is_posted(*month) && runs(*month))
}

/// Returns that attendance of an activity is not posted for a month since that of the failure.
fn first_unposted_since(of: &FailedStep, failed_in: Month, last: Month) -> Option<Message> {
    months_since(failed_in, last).find_map(|month| {
        Some(activity_text(unposted::first_unposted_activity(&of.view, &people_asked(of, month), month)?, month))
    })
}

/// Returns whose hours of the month are not posted, although they may count: those of a member of the unit of whom nothing
/// is posted, or of another activity that ran. Parents may contribute both, and the law asks the hours of the unit.
fn unposted_hours_text(of: &FailedStep, month: Month) -> Option<Message> {
    let people = people_asked(of, month);
    let then = view_of_month(of, month);
    let is_member = |person: &Person| household::status_outside_unit(&then, person).is_none();
    let mut members = people.iter().filter(|person| is_member(person) && !household::is_aid_ended(&then, person));
    if let Some(person) = members.find(|person| !unposted::has_posted(&of.view, person, month)) {
        let label = hours::adult_label(person);
        return Some(message!("the hours were met; attendance is not posted for {} in {}", label, month));
    }
    Some(activity_text(unposted::first_unposted_activity(&of.view, &people, month)?, month))
}

/// Returns that attendance of one of the months was handed in and not keyed: more hours may be posted with it.
fn unkeyed_hours_text(of: &FailedStep, months: &[Month]) -> Option<Message> {
    let (kind, month) = months.iter().find_map(|month| {
        let people = people_asked(of, *month);
        let is_theirs =
            |row: &&Attendance| row.month == *month && people.iter().any(|person| person.person == Some(row.person));
        let rows: Vec<&Attendance> = posted_attendance(&of.view).filter(is_theirs).collect();
        Some((&unposted::first_unkeyed(&rows)?.kind, *month))
    })?;
    Some(message!("the hours were met; attendance of {} in {} has not been keyed", kind, month))
}

fn activity_text(activity: Message, month: Month) -> Message {
    message!("the hours were met; attendance is not posted for {} in {}", activity, month)
}

/// Returns the people whose hours may meet what is asked in the month: the adults of the unit if the participant is one,
/// otherwise the participant.
fn people_asked<'a>(of: &FailedStep<'a>, month: Month) -> Vec<&'a Person> {
    let mut people: Vec<&Person> = household::adults(&view_of_month(of, month)).collect();
    if !people.iter().any(|adult| adult.person == Some(of.step.person)) {
        people = of.person.into_iter().collect();
    }
    people.sort_by(|a, b| (a.person, a.birth_date, &a.name).cmp(&(b.person, b.birth_date, &b.name)));
    people
}

fn view_of_month<'a>(of: &FailedStep<'a>, month: Month) -> View<'a> {
    View::new(of.view.facts, of.view.policies, month.last_day().min(of.view.on))
}

/// Returns the reason that the hours of a month from that of the failure to the last one before the sanction's first day
/// are met, by the attendance that is posted by the day of the view; `None` if no such month is, or may be, met. Meeting
/// the hours ends the non-compliance, also where they are posted once the sanction has begun.
pub(super) fn hours_met_before(of: &FailedStep, first_day: NaiveDate) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.hours_met_guard.as_ref())?;
    let months = posted_months(&of.view, Month::from_date(of.failure.on)..Month::from_date(first_day));
    Some(ReasonAgainst::new(HOURS_MET, find_met_months(of, &months)?, rule))
}

/// Returns the first month since the failure whose hours surely end the non-compliance, or else the first whose hours may,
/// with the reason; `None` if those of no month do. Hours that are counted short are left to the finding about them.
pub(in crate::rules) fn hours_that_end(view: &View, step: &Noncompliance) -> Option<(Month, ReasonAgainst)> {
    let of = FailedStep::new(view, step);
    let rule = in_force(view.policy.hours_met_guard.as_ref())?;
    let months = posted_months(view, Month::from_date(of.failure.on)..=Month::from_date(view.on));
    let known = hours_of_months(view, &months);
    let is_counted_met = |month: Month| known.iter().any(|hours| hours.month == month && hours.met);
    let is_crowded = |month: Month| {
        let mut of_month = known.iter().filter(|hours| hours.month == month && hours.met).peekable();
        of_month.peek().is_some() && of_month.all(|hours| is_met_by_crowded_part(&of, hours))
    };
    let ended_by = months.into_iter().filter_map(|month| {
        let answer = find_met_months(&of, &[month])?;
        let is_sure = matches!(answer, Answer::Holds(_));
        let is_said =
            is_sure || (!is_crowded(month) && (!matches!(answer, Answer::CannotTell(_)) || is_counted_met(month)));
        is_said.then(|| (month, ReasonAgainst::new(HOURS_MET, answer, rule)))
    });
    ended_by.min_by_key(|(month, reason)| (reason.state, *month))
}

/// Returns the months of the span of which attendance is posted by the day of the view.
fn posted_months(view: &View, span: impl RangeBounds<Month>) -> Vec<Month> {
    let mut months: Vec<Month> = posted_attendance(view).map(|row| row.month).collect();
    months.retain(|month| span.contains(month));
    months.sort_unstable();
    months.dedup();
    months
}

/// Returns what is known of the months whose hours are met or may be; `None` if nothing says that those of one are.
fn find_met_months(of: &FailedStep, months: &[Month]) -> Option<Answer> {
    let now = Month::from_date(of.view.on);
    let known = hours_of_months(&of.view, months);
    let owed = |hours: &&MonthlyHours| months.contains(&hours.month) && hours.owed != HoursOwed::None;
    let hours: Vec<&MonthlyHours> = known.iter().filter(owed).filter(|hours| is_of_unit(of, hours)).collect();
    let (met, rest): (Vec<&MonthlyHours>, Vec<&MonthlyHours>) =
        hours.into_iter().partition(|hours| hours.met && !is_met_by_part_only(hours));
    let is_open = |hours: &&MonthlyHours| {
        let fewer = || fewer_owed_text(of, hours).is_some() || fewer_of_minor_text(of, hours).is_some();
        hours.month != now && (hours.met || is_shortfall_unsure(hours) || fewer())
    };
    let open = rest.into_iter().find(is_open).map(|hours| {
        let doubts = hours.cannot_tell.iter().cloned().chain(fewer_owed_text(of, hours));
        let minor = fewer_of_minor_text(of, hours).filter(|doubt| !hours.cannot_tell.contains(doubt));
        message!("{}; {}", hours_text(hours), Message::join(doubts.chain(minor), "; "))
    });
    if let Some(hours) = met.iter().find(|hours| is_surely_met(of, hours)) {
        let average = reading_that_meets(hours).unwrap_or(hours.weekly_average);
        return Some(Answer::Holds(average_text(hours, average)));
    }
    if let Some(met) = met_whatever_is_owed(of, months) {
        return Some(met);
    }
    if let Some(hours) = met.first() {
        return Some(match open {
            Some(open) => Answer::CannotTell(message!("{}; {}", with_doubts(hours_text(hours), hours), open)),
            None => Answer::MayHold(with_doubts(met_text(hours), hours)),
        });
    }
    if let Some(open) = open {
        return Some(Answer::CannotTell(open));
    }
    months.iter().find_map(|month| met_with_exempt_parent(of, *month)).map(Answer::MayHold)
}

/// Returns that the adults of the unit who owe hours, or some, or may, or are only excused, met in one of the months the most
/// that the unit can owe: good cause, a disability or an infant that nobody has decided leave less to do, and never
/// make hours that are met fall short. An adult who is alone and owes hours is judged by what is owed.
fn met_whatever_is_owed(of: &FailedStep, months: &[Month]) -> Option<Answer> {
    months.iter().find_map(|month| {
        let then = view_of_month(of, *month);
        let mut adults: Vec<&Person> = household::adults(&then).collect();
        adults.retain(|adult| !household::is_aid_ended(&then, adult));
        let has_several = adults.len() > 1;
        let most = if has_several {
            then.policy.hours_two_parents.as_ref()?.value
        } else {
            hours_surely_owed(&of.view, *month).or(then.policy.hours_no_young_child.as_ref().map(|most| most.value))?
        };
        let owes = |adult: &Person| !matches!(hours_owed_in(&of.view, adult, *month), MonthOwed::No(_));
        let counts = |adult: &&Person| {
            if has_several {
                owes(adult) || is_only_excused(of, adult, *month)
            } else {
                is_theirs_and_excused(of, adult, *month)
            }
        };
        // The hours of a parent who owes none are left out: what the others did meets all that can be owed, or not.
        let counting: Vec<&Person> = adults.iter().copied().filter(counts).collect();
        let (average, _) = (!counting.is_empty()).then(|| {
            let is_counted = |number| counting.iter().any(|adult| adult.person == Some(number));
            hours_of_some_parents(&of.view, *month, is_counted)
        })??;
        (most <= average).then(|| {
            Answer::Holds(message!(
                "the hours of {} were met: {} hours a week were attended, and {} are required",
                *month,
                average,
                most
            ))
        })
    })
}

/// Returns whether the adult must take part on every day of the month, and only good cause leaves nothing to do.
fn is_only_excused(of: &FailedStep, adult: &Person, month: Month) -> bool {
    let takes_part = |owed: &Obligation| owed.standing == Standing::MustTakePart;
    !is_recorded_as_owing_none(of, adult, month) && obligations_in(&of.view, adult, month).iter().all(takes_part)
}

/// Returns whether the record of the month says that the adult owed no hours for another reason than good cause or leave.
fn is_recorded_as_owing_none(of: &FailedStep, adult: &Person, month: Month) -> bool {
    use AidMonthStatus::{Exempt, OtherState, Sanctioned, Unaided};
    let owes_none = |aid: &AidMonth| matches!(aid.was, Exempt | Sanctioned | Unaided | OtherState);
    let months = of.view.facts.aid_months.iter();
    months.filter(|aid| Some(aid.person) == adult.person && aid.month == month).any(owes_none)
}

fn is_theirs_and_excused(of: &FailedStep, adult: &Person, month: Month) -> bool {
    adult.person == Some(of.step.person) && is_only_excused(of, adult, month)
}

/// Returns what the parents attended together in the month if it meets the hours that the unit owes, whoever of them owes
/// any. The law asks the hours of the unit, and no source found says whether those of a parent who owes none count.
fn met_with_exempt_parent(of: &FailedStep, month: Month) -> Option<Message> {
    let (average, owed) = hours_of_parents(&of.view, month)?;
    if average < owed {
        return None;
    }
    let of_several = household::adults(&view_of_month(of, month)).nth(1).is_some();
    Some(if of_several {
        message!(
            "the parents together met the hours: {} of {} hours a week in {}; no rule found says whether the hours of a \
             parent who owes none count",
            average,
            owed,
            month
        )
    } else {
        message!(
            "the hours were met: {} of {} hours a week in {}; no rule found says whether hours count in a month in which none \
             are owed",
            average,
            owed,
            month
        )
    })
}

/// Returns whether the hours are met only over the part of the month in which they were owed. No source says how a part
/// is judged, and over a few days any hours are many.
fn is_met_by_part_only(hours: &MonthlyHours) -> bool {
    let by_part = hours.averages.iter().any(|reading| reading.by == AverageBy::PartOfMonth);
    let mut whole = hours.averages.iter().filter(|reading| reading.by != AverageBy::PartOfMonth);
    by_part && !whole.any(|reading| reading.weekly_average >= hours.required.weekly)
}

/// Returns whether the hours are met only over a part of the month whose days cannot hold them: they were attended on other
/// days, on which none were owed, and nobody is told of the few days alone that the non-compliance may be over.
fn is_met_by_crowded_part(of: &FailedStep, hours: &MonthlyHours) -> bool {
    let then = view_of_month(of, hours.month);
    let Some(limit) = then.policy.activity_week_hours.as_ref() else { return false };
    let mut parts = hours.averages.iter().filter(|reading| reading.by == AverageBy::PartOfMonth);
    is_met_by_part_only(hours) && parts.any(|reading| limit.value < reading.weekly_average)
}

/// Returns whether the hours are met whatever the doubts: over the whole month they reach all that can be owed. Whether good
/// cause or an exemption left less to do, or nothing, changes nothing about that.
fn is_surely_met(of: &FailedStep, hours: &MonthlyHours) -> bool {
    let is_most_met = || reading_that_meets(hours).is_some_and(|average| most_required(of, hours) <= average);
    match (hours.cannot_tell.is_empty(), hours.required.cannot_tell.is_empty()) {
        (true, true) => true,
        (true, false) => is_most_met(),
        (false, _) => is_most_met() && do_hours_count(of, hours),
    }
}

/// Returns the most hours a week that can be required where it is open how many are: the fewer are taken, and somebody who
/// reaches only these may not have met them.
fn most_required(of: &FailedStep, hours: &MonthlyHours) -> Hours {
    let then = view_of_month(of, hours.month);
    let has_several = household::adults(&then).nth(1).is_some();
    let most = if has_several { &then.policy.hours_two_parents } else { &then.policy.hours_no_young_child };
    let most = most.as_ref().filter(|_| !hours.required.cannot_tell.is_empty());
    most.map_or(hours.required.weekly, |most| most.value.max(hours.required.weekly))
}

/// Returns the average over the whole month that meets the required hours.
fn reading_that_meets(hours: &MonthlyHours) -> Option<Hours> {
    let whole = hours.averages.iter().filter(|reading| reading.by != AverageBy::PartOfMonth);
    whole.map(|reading| reading.weekly_average).find(|average| *average >= hours.required.weekly)
}

/// Returns whether it is sure that the hours count for what is owed: those of an adult, or of parents of whom none owes
/// nothing. What a minor owes is taken at its lowest unless all is done that an adult owes, and whether the hours of a parent
/// who owes none count, no source says.
fn do_hours_count(of: &FailedStep, hours: &MonthlyHours) -> bool {
    if hours.person == PersonNumber::CASE {
        let owes = |adult: &Person| hours_owed_in(&of.view, adult, hours.month);
        let then = view_of_month(of, hours.month);
        return household::adults(&then).all(|adult| !matches!(owes(adult), MonthOwed::No(_)));
    }
    let then = View::new(of.view.facts, of.view.policies, hours.month.first_day());
    let is_all_done = || {
        let most = then.policy.hours_no_young_child.as_ref();
        most.zip(reading_that_meets(hours)).is_some_and(|(most, average)| most.value <= average)
    };
    // A minor who did all that an adult owes has met what is owed by each of the sources.
    of.view.find_person(hours.person).is_some_and(|person| !is_minor(&then, person) || is_all_done())
}

/// Returns whether hours that fall short may still be met. Whether they were owed at all, or for a part of the
/// month, is no doubt of this kind: that is a reason of its own.
fn is_shortfall_unsure(hours: &MonthlyHours) -> bool {
    let about_owing = matches!(hours.owed, HoursOwed::Part | HoursOwed::CannotTell);
    let about_hours = hours.cannot_tell.iter().filter(|doubt| !unposted::is_about_unposted(doubt)).count();
    about_hours > usize::from(about_owing)
}

/// Returns whose unknown membership or disability makes it unsure that two parents owe their hours, if those of one parent
/// are met.
fn fewer_owed_text(of: &FailedStep, hours: &MonthlyHours) -> Option<Message> {
    let then = view_of_month(of, hours.month);
    let fewer =
        hours::hours_of_one_adult(&then).filter(|fewer| hours.required.shared && *fewer <= hours.weekly_average)?;
    let is_unknown = |adult: &&Person| adult.in_unit.is_none() || adult.disabled.is_none();
    let mut unknown: Vec<&Person> = household::adults(&then).filter(is_unknown).collect();
    unknown.sort_by_key(|adult| (adult.person, adult.birth_date));
    let label = hours::adult_label(unknown.first()?);
    Some(message!(
        "{} are owed if {} is disabled or outside the assistance unit, and not all of that is recorded",
        fewer,
        label
    ))
}

/// Returns the doubt about hours that fall short and reach the most that a minor owes by one of the sources.
fn fewer_of_minor_text(of: &FailedStep, hours: &MonthlyHours) -> Option<Message> {
    let start = View::new(of.view.facts, of.view.policies, hours.month.first_day());
    let person = of.person.filter(|person| is_minor(&start, person))?;
    let fewest = of.view.policy.hours_young_child.as_ref()?.value;
    (fewest <= hours.weekly_average).then(|| minor_doubt(person))
}

/// Returns that the hours are met, or that they may be where those that are counted fall short.
fn met_text(hours: &MonthlyHours) -> Message {
    let by_part = hours.averages.first().is_some_and(|reading| reading.by == AverageBy::PartOfMonth);
    if by_part || reading_that_meets(hours).is_some() {
        return hours_text(hours);
    }
    message!(
        "the hours of {} may be met: {} of the {} hours a week that are required are counted",
        hours.month,
        hours.weekly_average,
        hours.required.weekly
    )
}

fn hours_text(hours: &MonthlyHours) -> Message {
    // Over a few days the average can be more hours than a week has.
    if hours.averages.first().is_some_and(|reading| reading.by == AverageBy::PartOfMonth) {
        return message!(
            "the hours of {} were met: {} hours were attended, and {} a week are required for a part of the month",
            hours.month,
            hours.attended,
            hours.required.weekly
        );
    }
    average_text(hours, hours.weekly_average)
}

fn average_text(hours: &MonthlyHours, average: Hours) -> Message {
    message!(
        "the hours of {} were met: {} hours a week were attended, and {} are required",
        hours.month,
        average,
        hours.required.weekly
    )
}

fn with_doubts(says: Message, hours: &MonthlyHours) -> Message {
    let doubts = hours.required.cannot_tell.iter().chain(&hours.cannot_tell);
    message!("{}; {}", says, Message::join(doubts.cloned(), "; "))
}

/// Returns whether the hours are the participant's, or those of an adult of the unit in the month.
fn is_of_unit(of: &FailedStep, hours: &MonthlyHours) -> bool {
    let then = view_of_month(of, hours.month);
    let is_adult = || household::adults(&then).any(|adult| adult.person == Some(hours.person));
    hours.person == PersonNumber::CASE || hours.person == of.step.person || is_adult()
}

/// The compliance plan was recorded as failed before its last day. That may be right: a plan can fail on any day.
pub(super) fn plan_failed_early(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.failed_plan_no_process.as_ref())?;
    let NoncomplianceStage::PlanFailed(result) = noncompliance_stage(of.step, of.view.on) else { return None };
    let end = of.step.plan_end?;
    let agreed = of.step.determination.as_ref().map(|known| known.on).filter(|agreed| result.on < *agreed);
    let answer = if let Some(agreed) = agreed {
        Answer::MayHold(message!(
            "the compliance plan was recorded as failed on {}, before it was agreed on {}",
            result.on,
            agreed
        ))
    } else if result.on < end {
        Answer::MayHold(message!(
            "the compliance plan was recorded as failed on {}, before its last day, {}",
            result.on,
            end
        ))
    } else {
        Answer::Absent(message!("the compliance plan failed no earlier than its last day, {}", end))
    };
    Some(ReasonAgainst::new(PLAN_FAILED_EARLY, answer, rule))
}
