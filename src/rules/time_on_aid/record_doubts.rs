//! What the record says elsewhere of months that count: good cause of half of the hours or more, a registration status in
//! which the clock stops, child support, and months before the participant was an adult.
//!
//! Sources: WIC 11454(a), 11454.5(a); ACIN I-36-24 and a summary of 2021 on good cause, which disagree.

use chrono::NaiveDate;

use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{AidMonthStatus, Exemption, GoodCause, MonthsOnAidCount, Person};
use crate::domain::status::{AidStatus, RegistrationStatus};
use crate::policy::Policy;
use crate::policy::tables::ClockEffect;
use crate::rules::average::weekdays_between;
use crate::rules::exemption;
use crate::rules::household;
use crate::rules::message::{Message, Value, message};
use crate::rules::standing::{adult_birthday, cal_learn_end};
use crate::rules::view::{Participant, View, registration_order};

/// Returns why a month that counts by its entry may not count: by a registration status or a period of good cause.
pub(super) fn doubt_of_month(view: &View, policy: &Policy, person: PersonNumber, month: Month) -> Option<Message> {
    doubt_by_status(view, policy, person, month)
        .or_else(|| doubt_by_good_cause(view, policy, person, month))
        .or_else(|| doubt_by_aid(view, person, month))
}

/// Returns that the case, or the person, got no aid on any day of the month by the rest of the record.
fn doubt_by_aid(view: &View, person: PersonNumber, month: Month) -> Option<Message> {
    let end = month.last_day().min(view.on);
    let [first, last] = [month.first_day(), end].map(|day| View::new(view.facts, view.policies, day));
    let mut within = view.facts.aid.iter().filter(|aid| month.contains(aid.since) && aid.since <= end);
    if within.all(|aid| aid.status == AidStatus::Discontinued)
        && let Some(ended) = first.discontinuance().filter(|_| last.discontinuance().is_some())
    {
        return Some(message!("the aid of the case is recorded as discontinued since {}", ended.since));
    }
    let known = view.find_person(person)?;
    if household::is_aid_ended(&first, known) && household::is_aid_ended(&last, known) {
        return Some(message!("the aid of the participant is recorded as ended on {}", known.aid_ended?));
    }
    let is_outside = |day: &View| household::is_outside_unit(day, known);
    let joined = || known.in_unit_from.is_some_and(|from| month.contains(from));
    (known.in_unit == Some(true) && is_outside(&first) && is_outside(&last) && !joined())
        .then(|| "the participant is recorded as outside the unit in it".into())
}

/// Returns whether the registration history calls the person exempt on a day of the month, and no exemption that leaves the
/// clock running explains it.
pub(super) fn is_exempt_by_status(view: &View, policy: &Policy, person: PersonNumber, month: Month) -> bool {
    unexplained_since(view, policy, person, month).is_some()
}

/// Returns the day since which the person is exempt by the registration history on a day of the month, where exemptions that
/// leave the clock running do not explain it through the last of these days.
fn unexplained_since(view: &View, policy: &Policy, person: PersonNumber, month: Month) -> Option<NaiveDate> {
    let last = month.last_day().min(view.on);
    let is_explained = |from: NaiveDate, until: NaiveDate| {
        explained_through(view, policy, person, from).is_some_and(|through| until.min(last) <= through)
    };
    statuses_in(view, person, month)
        .filter(|(status, ..)| *status == RegistrationStatus::Exempt)
        .find_map(|(_, from, until)| (!is_explained(from, until)).then_some(from))
}

/// Returns the last day through which exemptions that leave the clock running explain a status of exempt since `since`: one
/// that begins with the status, and those that go on from it without a gap. One that began on another day is not what made
/// the status exempt, and another reason, which may stop the clock, is not ruled out.
fn explained_through(view: &View, policy: &Policy, person: PersonNumber, since: NaiveDate) -> Option<NaiveDate> {
    let mut running: Vec<&Exemption> = running_exemptions(view, policy, person).collect();
    running.retain(|exemption| since <= exemption.from);
    running.sort_by_key(|exemption| exemption.from);
    running.into_iter().fold(None, |through: Option<NaiveDate>, exemption| {
        let goes_on = through.map_or(exemption.from == since, |through| exemption.from <= next_day(through));
        let end = exemption::last_day(view, exemption).unwrap_or(NaiveDate::MAX);
        if goes_on { through.max(Some(end)) } else { through }
    })
}

/// Returns the exemptions of the person that leave the clock running.
fn running_exemptions<'a>(
    view: &View<'a>,
    policy: &Policy,
    person: PersonNumber,
) -> impl Iterator<Item = &'a Exemption> {
    let leaves_running = move |exemption: &&Exemption| {
        let reason = policy.tables.exemption_reason(&exemption.reason);
        exemption.person == person && reason.is_some_and(|reason| reason.calworks == ClockEffect::Ticks)
    };
    view.facts.exemptions.iter().filter(leaves_running)
}

/// Returns whether an exemption that leaves the clock running is recorded for a day of the month.
fn is_recorded_as_running(view: &View, policy: &Policy, person: PersonNumber, month: Month) -> bool {
    running_exemptions(view, policy, person).any(|exemption| {
        exemption.from <= month.last_day().min(view.on)
            && exemption::last_day(view, exemption).is_none_or(|last| month.first_day() <= last)
    })
}

fn next_day(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

fn doubt_by_status(view: &View, policy: &Policy, person: PersonNumber, month: Month) -> Option<Message> {
    use RegistrationStatus::{Closed, CuringSanction, Ineligible, Sanction};
    if let Some(since) = unexplained_since(view, policy, person, month) {
        return Some(if is_recorded_as_running(view, policy, person, month) {
            message!(
                "the registration status is exempt since {}, and the exemption on record that leaves the clock running does \
                 not begin then or does not last, so the reason, which decides whether the clock stops, is not known",
                since
            )
        } else {
            "the registration status of a day in it is exempt, and the reason, which decides whether the clock stops, is \
             not recorded"
                .into()
        });
    }
    let end = month.last_day().min(view.on);
    let is_off_aid = |(status, from, until): &(RegistrationStatus, NaiveDate, NaiveDate)| {
        matches!(status, Closed | Ineligible) && *from <= month.first_day() && end <= *until
    };
    if let Some((status, from, _)) = statuses_in(view, person, month).find(is_off_aid) {
        return Some(message!("the registration status of all of it is {}, since {}", status.title(), from));
    }
    let mut spells = statuses_in(view, person, month);
    let in_sanction = |(status, from, _): &(RegistrationStatus, NaiveDate, NaiveDate)| {
        matches!(status, Sanction | CuringSanction) && *from <= month.first_day()
    };
    spells
        .any(|spell| in_sanction(&spell))
        .then(|| "the registration status of its first day is that of a sanction, in which no aid is paid".into())
}

/// Returns the registration statuses that hold on a day of the month, each with its first and its last day.
fn statuses_in(
    view: &View,
    person: PersonNumber,
    month: Month,
) -> impl Iterator<Item = (RegistrationStatus, NaiveDate, NaiveDate)> {
    let known = view.find_person(person).into_iter().flat_map(|person| &person.registration);
    let mut known: Vec<_> = known.filter(|registration| registration.since <= view.on).collect();
    known.sort_by_key(|registration| registration_order(registration));
    // A status that is recorded again goes on.
    known.dedup_by_key(|registration| registration.status);
    let ends: Vec<NaiveDate> = known
        .iter()
        .skip(1)
        .map(|next| next.since.pred_opt().unwrap_or(next.since))
        .chain(std::iter::once(view.on))
        .collect();
    let spells = known.into_iter().zip(ends).map(|(status, until)| (status.status, status.since, until));
    let spells: Vec<_> = spells
        .filter(|(_, from, until)| from <= until && *from <= month.last_day() && month.first_day() <= *until)
        .collect();
    spells.into_iter()
}

/// Returns the share of a month, in percent, from which the sources disagree whether good cause stops the clock, and the
/// sources; `None` if they agree.
fn disputed_share(policy: &Policy) -> Option<(u32, &str)> {
    let event = policy.tables.month_event(AidMonthStatus::GoodCause)?;
    let share = event.disputed_from_percent.filter(|_| !event.certainty.can_decide())?;
    Some((u32::from(share), &event.source))
}

/// Returns that good cause is recorded for so much of the month that the sources disagree whether the month counts: by its
/// days or by its weekdays.
fn doubt_by_good_cause(view: &View, policy: &Policy, person: PersonNumber, month: Month) -> Option<Message> {
    let (disputed, sources) = disputed_share(policy)?;
    let causes: Vec<&GoodCause> = view.facts.good_causes.iter().filter(|cause| cause.person == person).collect();
    let share_on = |day: NaiveDate| {
        let holds = |cause: &&&GoodCause| cause.from <= day && cause.until.is_none_or(|until| day <= until);
        let shares = causes.iter().filter(holds).map(|cause| cause.percent_excused());
        shares.max().unwrap_or_default()
    };
    if causes.is_empty() {
        return None;
    }
    let days = || month.first_day().iter_days().take_while(|day| *day <= month.last_day());
    let reaches = |days: &mut dyn Iterator<Item = NaiveDate>| {
        let (excused, all) = days.fold((0, 0), |(excused, all), day| (excused + share_on(day), all + disputed));
        all > 0 && all <= excused
    };
    let is_weekday = |day: &NaiveDate| weekdays_between(*day, *day) > 0;
    (reaches(&mut days()) || reaches(&mut days().filter(is_weekday))).then(|| {
        message!(
            "good cause is recorded for {} percent of it or more, and the sources disagree whether it counts: {}",
            disputed,
            sources.to_owned()
        )
    })
}

/// Returns why the county's count may hold months that do not count, by the rest of the record.
pub(super) fn doubts_of_county_count(
    view: &View,
    participant: &Participant,
    count: &MonthsOnAidCount,
) -> impl Iterator<Item = Message> {
    let by_age = childhood_doubt(view, participant.person, count);
    let by_support = support_doubt(view, participant.number);
    let by_exemption = exemption_doubt(view, participant.number, count);
    let by_status = status_doubt(view, participant, count);
    let others = by_status.into_iter().chain(good_cause_doubt(view, participant.number, count));
    by_age.into_iter().chain(by_support).chain(by_exemption).chain(others)
}

/// Returns the doubt about a count beside a month in which the registration status was exempt, and no exemption says why: the
/// reason decides whether the month counts.
fn status_doubt(view: &View, participant: &Participant, count: &MonthsOnAidCount) -> Option<Message> {
    let person = participant.number;
    let last = Month::from_date(count.on.min(view.on));
    let exempt = participant.person.registration.iter().filter(|status| status.status == RegistrationStatus::Exempt);
    let mut month = Month::from_date(exempt.map(|status| status.since).min()?);
    while month <= last {
        let policy = view.policies.in_force_on(month.last_day());
        if !exemption::was_recorded_in(view, person, month) && is_exempt_by_status(view, policy, person, month) {
            let then = View::new(view.facts, view.policies, month.last_day().min(view.on));
            if let Some(outgrown) = exemption::outgrown_exemption(&then, person) {
                return Some(message!(
                    "whether the county's count holds months that do not count: the registration status of {} is exempt, and the \
                     exemption on record does not reach it ({}); whether another reason stopped the clock is not recorded",
                    month,
                    exemption::outgrown_text(&then, outgrown)
                ));
            }
            return Some(message!(
                "whether the county's count holds months that do not count: the registration status of {} is exempt, and the \
                 reason, which decides whether the clock stops, is not recorded",
                month
            ));
        }
        month = month.next();
    }
    None
}

/// Returns whether the exemption was over on the day and held in a whole month.
fn was_over_after_a_month(view: &View, exemption: &Exemption, on: NaiveDate) -> bool {
    let begin = Month::from_date(exemption.from);
    let first = if begin.first_day() == exemption.from { begin } else { begin.next() };
    exemption::last_day(view, exemption).is_some_and(|end| first.last_day() <= end && end < on)
}

/// Returns the first exemption that stopped the clock in a whole month and was over on the day of the county's count. One that
/// still holds is named by itself: the clock may stand.
pub(super) fn exemption_before_count<'a>(
    view: &View<'a>,
    person: PersonNumber,
    count: &MonthsOnAidCount,
) -> Option<&'a Exemption> {
    let stops = |exemption: &&Exemption| {
        let reason = view.policy.tables.exemption_reason(&exemption.reason);
        exemption.person == person
            && was_over_after_a_month(view, exemption, count.on)
            && reason.is_some_and(|reason| reason.calworks == ClockEffect::Stops)
    };
    view.facts.exemptions.iter().filter(stops).min_by_key(|exemption| (exemption.from, &exemption.reason))
}

/// Returns the doubt about a count beside an exemption that stops the clock: the count does not say which months it leaves
/// out (WIC 11454.5(a)(1)).
fn exemption_doubt(view: &View, person: PersonNumber, count: &MonthsOnAidCount) -> Option<Message> {
    let exemption = exemption_before_count(view, person, count)?;
    Some(message!(
        "whether the county's count holds months that do not count: an exemption that stops the clock is on record ({} {}), \
         and the count does not say which months it leaves out",
        exemption::reason_title(view, exemption).to_owned(),
        Value::Period { from: exemption.from, until: exemption.until }
    ))
}

/// Returns the first exemption that stops the clock or may, holds on the day of the county's count and began by the first day of its
/// month: one of its months is counted or left out.
pub(super) fn exemption_during_count<'a>(
    view: &View<'a>,
    person: PersonNumber,
    count: &MonthsOnAidCount,
) -> Option<&'a Exemption> {
    let counted_from = Month::from_date(count.on.min(view.on)).first_day();
    let holds = |exemption: &&Exemption| {
        let reason = view.policy.tables.exemption_reason(&exemption.reason);
        exemption.person == person
            && exemption.from <= counted_from
            && exemption::last_day(view, exemption).is_none_or(|last| count.on <= last)
            && reason.is_none_or(|reason| reason.calworks == ClockEffect::Stops)
    };
    view.facts.exemptions.iter().filter(holds).min_by_key(|exemption| (exemption.from, &exemption.reason))
}

/// Returns the doubt about a count that reaches the limit while an exemption stops the clock. Either reading contradicts the
/// record: the months of the exemption were left out, and the limit was reached before it, or they were counted (WIC
/// 11454.5(a)(1)).
pub(super) fn doubt_of_count_while_exempt(
    view: &View,
    person: PersonNumber,
    count: &MonthsOnAidCount,
) -> Option<Message> {
    let exemption = exemption_during_count(view, person, count)?;
    Some(message!(
        "whether the limit is reached: an exemption that may stop the clock was running ({} since {}) when the county counted {} \
         months on {}; if the count leaves out its months, the limit was reached before it, and if it holds them, fewer months \
         count",
        exemption::reason_title(view, exemption).to_owned(),
        exemption.from,
        count.months,
        count.on
    ))
}

/// Returns the doubt about a count of more months than the participant was an adult (WIC 11454(a): a parent or caretaker
/// relative).
pub(super) fn childhood_doubt(view: &View, person: &Person, count: &MonthsOnAidCount) -> Option<Message> {
    let (adult, through) = (Month::from_date(adult_birthday(view, person)?), Month::from_date(count.on));
    let most = u32::from(count.months);
    let holds_more_than_since = |first: Month| through < first.months_after(most.saturating_sub(1));
    let teen = view.policy.cal_learn_months.as_ref().filter(|rule| rule.value.0 && !holds_more_than_since(adult));
    let cal_learn_end = teen.and_then(|_| cal_learn_end(view, person)).map(Month::from_date);
    let age = view.policy.cal_learn_until.as_ref();
    if let Some((end, age)) = cal_learn_end.filter(|end| holds_more_than_since(*end)).zip(age) {
        return Some(message!(
            "whether the county's count holds months that do not count: {} are more than the months since {}, in which the \
             participant turned {}, and months of a parent under {} without a diploma do not count",
            most,
            end,
            age.value.0,
            age.value.0
        ));
    }
    holds_more_than_since(adult).then(|| {
        message!(
            "whether the county's count holds months that do not count: {} are more than the months since {}, in which the \
             participant became an adult, and months as a child do not count",
            most,
            adult
        )
    })
}

/// Returns the doubt about a count beside child support that was collected: the count does not say whether the months that
/// it pays back are left out (WIC 11454.5(a)(3)).
fn support_doubt(view: &View, person: PersonNumber) -> Option<Message> {
    let collected = view.facts.child_support.iter().filter(|support| support.person == person && support.on <= view.on);
    let (on, amount) =
        collected.filter(|support| support.amount > 0).map(|support| (support.on, support.amount)).max()?;
    Some(message!(
        "whether the county's count holds months that child support paid back: ${} was collected on {}",
        amount,
        on
    ))
}

fn good_cause_doubt(view: &View, person: PersonNumber, count: &MonthsOnAidCount) -> Option<Message> {
    let last = Month::from_date(count.on);
    let causes = view.facts.good_causes.iter().filter(|cause| cause.person == person && cause.from <= last.last_day());
    let first = Month::from_date(causes.map(|cause| cause.from).min()?);
    let mut month = first.max(last.months_before(u32::from(count.months)));
    while month <= last {
        let policy = view.policies.in_force_on(month.last_day());
        if let Some(says) = doubt_by_good_cause(view, policy, person, month) {
            return Some(message!("whether the county's count holds {}, which may not count: {}", month, says));
        }
        month = month.next();
    }
    None
}
