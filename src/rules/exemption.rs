//! Exemptions from participation and good cause (WIC 11320.3).

mod doubt;
mod ended;
mod grounds;
mod outgrown;
mod request;
mod reversed;
mod unrecorded;
mod verification;

use chrono::NaiveDate;

pub use doubt::doubtful_findings;
pub use ended::ended_findings;
pub use outgrown::outgrown_findings;
pub(super) use outgrown::{outgrown_doubt, outgrown_exemption, outgrown_text};
pub use request::request_findings;
pub(super) use request::{answer_without_result, doubt_of_open_request, form_text, open_request, unanswered_form};
pub use reversed::reversed_findings;
pub(super) use reversed::{
    doubts_of_reversed_days, reversed_cause_days, reversed_days_of_person, reversed_exemption_days,
};
pub use unrecorded::unrecorded_findings;
pub use verification::unverified_findings;

use super::clock::{Clock, ClockId, ClockUnit};
use super::finding::{Citation, Finding, Ground};
use super::message::{Message, Value, message};
use super::rule_id::RuleId;
use super::view::{Participant, View};
use super::{contacts_made, household};
use crate::domain::PersonNumber;
use crate::domain::dates::{Month, days_between};
use crate::domain::facts::{Exemption, GoodCause};
use crate::domain::proposal::Proposal;
use crate::policy::param::{Days, Months, PolicyValue, Years};
use crate::policy::tables::{ClockEffect, ExemptionReason};

/// Returns every exemption that `person` has on the day. Exemptions may overlap, and each has its own effect: any that
/// stops the clock stops it, any that extends aid extends it. A rule therefore asks all of them.
pub fn exemptions_of<'a>(view: &View<'a>, person: PersonNumber) -> impl Iterator<Item = &'a Exemption> + use<'a> {
    exemptions_in_effect(view).filter(move |exemption| exemption.person == person)
}

/// Returns the exemption of `person` that lasts longest, for lists and forms that show one. No consequence may follow
/// from it alone: see [`exemptions_of`].
pub fn longest_exemption<'a>(view: &View<'a>, person: PersonNumber) -> Option<&'a Exemption> {
    exemptions_of(view, person).max_by_key(|exemption| length_order(exemption))
}

/// Returns the order in which exemptions last, the longest last.
pub(super) fn length_order(exemption: &Exemption) -> (bool, Option<NaiveDate>, NaiveDate, &str) {
    (exemption.until.is_none(), exemption.until, exemption.from, &exemption.reason)
}

/// Returns the last day of an exemption: its recorded end, but never later than the day before the birthday that ends
/// it.
pub fn last_day(view: &View, exemption: &Exemption) -> Option<NaiveDate> {
    let by_age = ends_by_age(view, exemption).and_then(|day| day.pred_opt());
    [exemption.until, by_age].into_iter().flatten().min()
}

/// Returns whether an exemption of the person is recorded for a day of the month, up to the day of the view.
pub(super) fn was_recorded_in(view: &View, person: PersonNumber, month: Month) -> bool {
    view.facts.exemptions.iter().filter(|exemption| exemption.person == person).any(|exemption| {
        exemption.from <= month.last_day().min(view.on)
            && last_day(view, exemption).is_none_or(|last| month.first_day() <= last)
    })
}

/// Returns the birthday of the child or of the participant from which the reason no longer applies.
pub fn ends_by_age(view: &View, exemption: &Exemption) -> Option<NaiveDate> {
    let reason = view.policy.tables.exemption_reason(&exemption.reason)?;
    if let Some(age) = reason.under_age {
        return Some(household::birthday_at_age(view.find_person(exemption.person)?.birth_date?, Years(age)));
    }
    match exemption.child_born {
        Some(born) => outgrown_day(reason, born),
        // If the child is not named, it is assumed to be the youngest, but never a child that was too old on the first
        // day: then the child it was granted for is not in the facts.
        None => {
            youngest_birth_date(view).and_then(|born| outgrown_day(reason, born)).filter(|day| exemption.from < *day)
        }
    }
}

/// Returns the day on which a child born on `born` becomes too old for the reason.
///
/// Of a reason that names an age "or less" the child is too old from the day after it reached that age.
pub(super) fn outgrown_day(reason: &ExemptionReason, born: NaiveDate) -> Option<NaiveDate> {
    let months = reason.child_under_months.map(|months| born + Months(months));
    let weeks = |weeks: u32| born.checked_add_signed(chrono::TimeDelta::weeks(i64::from(weeks)));
    let reached = months.or_else(|| reason.child_under_weeks.and_then(weeks))?;
    if reason.child_or_less { reached.succ_opt() } else { Some(reached) }
}

fn youngest_birth_date(view: &View) -> Option<NaiveDate> {
    household::children(view).filter_map(|child| child.birth_date).max()
}

/// Returns the doubt about the day on which an age ends the exemption: the child that is taken as the one it was granted
/// for is the youngest, and nobody has recorded whether that child is in the unit.
fn doubt_of_child(view: &View, exemption: &Exemption) -> Option<Message> {
    let reason = view.policy.tables.exemption_reason(&exemption.reason).filter(|reason| reason.under_age.is_none())?;
    if exemption.child_born.is_some() {
        return None;
    }
    let born = youngest_birth_date(view)?;
    outgrown_day(reason, born).filter(|day| exemption.from < *day)?;
    let youngest = || household::children(view).filter(|child| child.birth_date == Some(born));
    let child = youngest().next().filter(|_| youngest().all(|child| child.in_unit.is_none()))?;
    Some(message!(
        "for which child the exemption is: none is named; taken as the youngest, and {}",
        household::open_membership_text(child)
    ))
}

/// Returns whether the reason requires a young child and the facts hold none that was young enough on the first day.
fn lacks_its_child(view: &View, reason: &ExemptionReason, exemption: &Exemption) -> bool {
    let asks = reason.child_under_months.is_some() || reason.child_under_weeks.is_some();
    asks && exemption.child_born.is_none() && ends_by_age(view, exemption).is_none()
}

/// Returns the title of the reason, or the county's word for it where policy does not know the reason.
pub fn reason_title<'a>(view: &View<'a>, exemption: &'a Exemption) -> &'a str {
    view.policy
        .tables
        .exemption_reason(&exemption.reason)
        .map_or(exemption.reason.as_str(), |reason| reason.title.as_str())
}

fn exemption_finding(rule: RuleId, view: &View, exemption: &Exemption, says: impl Into<Message>) -> Finding {
    let period = Value::Period { from: exemption.from, until: exemption.until };
    let value = message!("{} {}", reason_title(view, exemption).to_owned(), period);
    // An end that was recorded here has a source of its own.
    let ended = exemption.until.zip(exemption.recorded.get(Exemption::END));
    let ended = ended.map(|(until, source)| Ground::new("exemption ends", until, source));
    Finding::new(rule, exemption.person, says).with_ground("exemption", value, &exemption.source).with_grounds(ended)
}

/// Cites the row of the table for a reason.
fn reason_citation(reason: &ExemptionReason, exemption: &Exemption) -> Citation {
    citation_since(reason, exemption.from)
}

/// Cites the row of the table for a reason that holds since a day.
fn citation_since(reason: &ExemptionReason, since: NaiveDate) -> Citation {
    Citation {
        parameter: format!("exemption_reason.{}", reason.id).into(),
        value: PolicyValue::Title(reason.title.clone()),
        in_force_from: reason.in_force_from.unwrap_or(since),
        source: reason.source.clone(),
        certainty: reason.certainty,
        words: Some(format!("An exemption for this reason: {}.", reason.title).into()),
    }
}

/// Finds exemptions that end soon: the participant is contacted, and the forms are sent, the number of days ahead that
/// policy sets, and never before the exemption begins. An exemption that another one follows without a gap ends
/// nothing, unless it stopped the clock and the other one does not.
pub fn ending_findings(view: &View) -> impl Iterator<Item = Finding> {
    exemptions_in_effect(view).filter_map(|exemption| {
        let ahead = view.policy.exemption_contact.as_ref()?;
        let last = last_day(view, exemption)?;
        let due = (last - ahead.value).max(exemption.from);
        if view.on < due || exemption.contacted.is_some_and(|day| day <= view.on) {
            return None;
        }
        let next = following_exemption(view, exemption, last);
        if next.is_some_and(|next| !stops_clock(view, exemption) || stops_clock(view, next)) {
            return None;
        }
        let finding = exemption_finding(RuleId::ExemptionEnding, view, exemption, ending_text(last))
            .due_on(due)
            .under_policy(ahead)
            .clears_when("a contact about the end of the exemption is recorded")
            .with_proposals([Proposal::Contact, Proposal::ReviewExemption]);
        let finding = match next {
            Some(next) => finding
                .with_ground("followed by", reason_title(view, next).to_owned(), &next.source)
                .if_nothing("Time on aid runs from the day after, and the participant does not know."),
            None => finding.if_nothing("The exemption ends unnoticed, and hours are owed from the day after."),
        };
        let finding =
            doubt_of_contact(view, exemption, due - ahead.value).into_iter().fold(finding, Finding::cannot_tell);
        Some(note_ends_by_age(view, exemption, last, finding))
    })
}

/// Returns that an exemption ends on the day.
pub(super) fn ending_text(last: NaiveDate) -> Message {
    message!("the exemption ends on {}", last)
}

/// Returns an exemption of the same person that holds on the day after `last` and lasts longer.
fn following_exemption<'a>(view: &View<'a>, exemption: &Exemption, last: NaiveDate) -> Option<&'a Exemption> {
    let after = last.succ_opt()?;
    let holds = |next: &&Exemption| {
        next.person == exemption.person
            && next.from <= after
            && last_day(view, next).is_none_or(|next_last| after <= next_last)
    };
    view.facts.exemptions.iter().filter(holds).max_by_key(|next| (stops_clock(view, next), next.from, &next.reason))
}

/// Returns whether the reason of the exemption stops the CalWORKs clock.
fn stops_clock(view: &View, exemption: &Exemption) -> bool {
    let reason = view.policy.tables.exemption_reason(&exemption.reason);
    reason.is_some_and(|reason| reason.calworks == ClockEffect::Stops)
}

fn exemptions_in_effect<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Exemption> + use<'a> {
    let view = *view;
    view.facts.exemptions.iter().filter(move |exemption| {
        exemption.from <= view.on && last_day(&view, exemption).is_none_or(|last| view.on <= last)
    })
}

/// Returns the doubt about the contact that is due before an exemption ends, where another one was made near its end: whoever
/// is exempt is contacted every month, and that contact says nothing about the end and the forms.
fn doubt_of_contact(view: &View, exemption: &Exemption, since: NaiveDate) -> Option<Message> {
    let contact = contacts_made::last_contact_made(view, exemption.person).filter(|contact| since <= contact.on)?;
    Some(message!(
        "whether the contact of {} was about the end of the exemption: that is not recorded, nor that the forms were sent",
        contact.on
    ))
}

/// Adds a note if a birthday ends the exemption before its recorded end.
fn note_ends_by_age(view: &View, exemption: &Exemption, last: NaiveDate, finding: Finding) -> Finding {
    let Some(birthday) = ends_by_age(view, exemption).filter(|birthday| birthday.pred_opt() == Some(last)) else {
        return finding;
    };
    let reason = view.policy.tables.exemption_reason(&exemption.reason);
    let by_child = reason.is_some_and(|reason| reason.child_under_weeks.is_some() || reason.child_or_less);
    let what = if by_child { "day on which the child is too old" } else { "birthday that ends it" };
    let finding = finding.with_ground(what, birthday, &exemption.source);
    let finding = doubt_of_child(view, exemption).into_iter().fold(finding, Finding::cannot_tell);
    match reason {
        Some(reason) => finding.with_citation(reason_citation(reason, exemption)),
        None => finding,
    }
}

/// Finds exemptions without a date for the next review: no review or last day is recorded, and no birthday ends them.
/// An exemption because of age has no end.
pub fn without_end_findings(view: &View) -> impl Iterator<Item = Finding> {
    exemptions_in_effect(view).filter(|exemption| last_day(view, exemption).is_none()).filter_map(|exemption| {
        let reason = view.policy.tables.exemption_reason(&exemption.reason);
        let lasts = reason.is_some_and(|reason| reason.from_age.is_some());
        (!lasts).then(|| {
            exemption_finding(
                RuleId::ExemptionUnrecorded,
                view,
                exemption,
                "the exemption has no review day and no last day",
            )
            .cannot_tell("when the exemption is to be reviewed, and when it ends")
            .clears_when("the exemption has a review day or a last day")
            .if_nothing("Nobody is contacted before it ends, and it may last longer than its reason.")
            .with_proposals([Proposal::ReviewExemption])
        })
    })
}

/// Finds participants whose exemptions together last long enough to go to a central worker, if the county has one. The
/// months are cumulative: exemptions with a gap between them are laid end to end.
pub fn central_worker_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.participants().filter_map(|participant| {
        let months = view.policy.exemption_central.as_ref()?;
        let exemption = longest_exemption(view, participant.number)?;
        lasts_months(view, participant.number, months.value).then(|| {
            exemption_finding(
                RuleId::ExemptionCentral,
                view,
                exemption,
                message!("the participant's exemptions add up to {} or more", months.value),
            )
            .under_policy(months)
            .clears_when("the case goes to the central exemption worker")
            .if_nothing("The wrong worker follows the exemption.")
            .with_proposals([Proposal::ReviewExemption])
        })
    })
}

/// Returns `end` moved forward by the length of `from..after`: whole months first, then days, so that three months and
/// three months are six whatever months they are.
fn lay_end_to_end(end: NaiveDate, from: NaiveDate, after: NaiveDate) -> NaiveDate {
    let days = u32::try_from(days_between(from, after)).unwrap_or(0);
    let whole = (0..=days).map(Months).take_while(|months| from + *months <= after).last().unwrap_or(Months(0));
    end + whole + (after - (from + whole))
}

/// Returns whether the days of the person's exemptions, laid end to end from the first, reach `months`.
fn lasts_months(view: &View, person: PersonNumber, months: Months) -> bool {
    let theirs = view.facts.exemptions.iter().filter(|exemption| exemption.person == person);
    let begun = theirs.filter(|exemption| exemption.from <= view.on);
    let mut spans: Vec<(NaiveDate, Option<NaiveDate>)> =
        begun.map(|exemption| (exemption.from, last_day(view, exemption))).collect();
    spans.sort_unstable();
    let Some((first, _)) = spans.first().copied() else { return false };
    let (mut end, mut covered) = (first, first);
    for (from, last) in spans {
        let Some(after) = last.and_then(|last| last.succ_opt()) else { return true };
        let from = from.max(covered);
        if after > from {
            end = lay_end_to_end(end, from, after);
            covered = after;
        }
    }
    end >= first + months
}

/// Returns the last day of good cause as a finding names it: the day on which it ends, or is expected to.
fn good_cause_end(cause: &GoodCause) -> Value {
    match (cause.until, cause.expected_until) {
        (None, Some(expected)) => message!("expected on {}", expected).into(),
        (until, _) => Value::day_or(until, "not recorded"),
    }
}

/// Finds good cause that has lasted so long that an exemption should be considered.
pub fn long_good_cause_findings(view: &View) -> impl Iterator<Item = Finding> {
    let running = view
        .facts
        .good_causes
        .iter()
        .filter(|cause| cause.from <= view.on && cause.until.is_none_or(|until| view.on <= until));
    running.filter(|cause| longest_exemption(view, cause.person).is_none()).filter_map(|cause| {
        let rule = view.policy.good_cause_review.as_ref()?;
        // Good cause that is expected to last is reviewed at once; otherwise only time shows that it lasts.
        let end = cause.until.or(cause.expected_until);
        // The first and the last day count, as they do for the length of an exemption.
        let lasting = end.is_some_and(|end| cause.from + rule.value - Days::ONE <= end);
        let (due, says) = if lasting {
            (cause.from, "good cause will last so long that an exemption may apply")
        } else {
            (cause.from + rule.value, "good cause has lasted so long that an exemption may apply")
        };
        (view.on >= due).then(|| {
            let finding = Finding::new(RuleId::GoodCauseLong, cause.person, says)
                .due_on(due)
                .with_ground("good cause from", cause.from, &cause.source)
                .with_ground("good cause until", good_cause_end(cause), cause.value_source(GoodCause::END))
                .under_policy(rule)
                .clears_when("good cause ends, or an exemption is recorded")
                .if_nothing("The clock keeps running although an exemption might stop it.")
                .with_proposals([Proposal::ReviewExemption, Proposal::Contact]);
            match view.policy.good_cause_ticks.as_ref() {
                Some(ticks) => finding
                    .under_policy(ticks)
                    .cannot_tell("whether months of good cause count: sources differ; taken as counting"),
                None => finding,
            }
        })
    })
}

/// Returns the clock of the end or review of the exemption that lasts longest, with the effect of all exemptions on
/// the clocks of aid: a clock stops if any exemption stops it.
pub(super) fn exemption_clock(view: &View, participant: &Participant) -> Option<Clock> {
    let exemption = longest_exemption(view, participant.number)?;
    let last = last_day(view, exemption)?;
    let clock =
        Clock::new(ClockId::Exemption, participant.number, ClockUnit::Days, message!("review or end on {}", last));
    let mut clock = clock.with_day_span(exemption.from - Days::ONE, last, view.on);
    let mut held: Vec<&Exemption> = exemptions_of(view, participant.number).collect();
    held.sort_by_key(|exemption| (exemption.from, &exemption.reason));
    for exemption in &held {
        let says = message!("{} from {}", reason_title(view, exemption).to_owned(), exemption.from);
        clock = clock.with_ground("exemption", says, &exemption.source);
    }
    let reasons: Vec<(&Exemption, &ExemptionReason)> = held
        .iter()
        .filter_map(|exemption| Some((*exemption, view.policy.tables.exemption_reason(&exemption.reason)?)))
        .collect();
    if reasons.is_empty() {
        return Some(clock.cannot_tell("what this reason does to the clocks: the policy does not have it"));
    }
    let calworks = combine_effects(reasons.iter().map(|(_, reason)| (reason.calworks, reason.certainty.can_decide())));
    let tanf = combine_effects(reasons.iter().map(|(_, reason)| (reason.tanf, reason.certainty.can_decide())));
    let effect = message!("CalWORKs-60 {}, TANF-60 {}", calworks.0.id(), tanf.0.id());
    let mut clock = clock.with_ground("the clocks", effect, &exemption.source);
    clock.under.extend(reasons.iter().map(|(exemption, reason)| reason_citation(reason, exemption)));
    let all_known = reasons.len() == held.len() || (calworks.0 == ClockEffect::Stops && tanf.0 == ClockEffect::Stops);
    Some(if all_known && calworks.1 && tanf.1 {
        clock
    } else {
        clock.cannot_tell("what this reason does to the clocks: its sources are not certain")
    })
}

/// Returns the effect of several reasons on a clock, and whether it is sure. A sure reason that stops it decides, then
/// an unsure one that may stop it, then one whose effect nobody knows; the clock ticks only if every reason lets it
/// tick.
fn combine_effects(effects: impl Iterator<Item = (ClockEffect, bool)>) -> (ClockEffect, bool) {
    let (mut ticks, mut unknown, mut may_stop) = (None, None, None);
    for (effect, sure) in effects {
        match (effect, sure) {
            (ClockEffect::Stops, true) => return (effect, true),
            (ClockEffect::Stops, false) => may_stop = Some((effect, false)),
            (ClockEffect::Unknown, _) => unknown = Some((effect, false)),
            (ClockEffect::Ticks, _) => ticks = Some((effect, sure && ticks.is_none_or(|(_, before)| before))),
        }
    }
    may_stop.or(unknown).or(ticks).unwrap_or((ClockEffect::Unknown, false))
}
