//! The reasons against the limit that were looked at: what the record holds, lacks, or leaves open.

use super::count::{MonthCount, newest_county_count};
use super::extension::{AidExtension, aid_extension, extension_at_limit};
use super::extension_end::extended_until;
use super::judged_months::{MonthVerdict, SupportRecord};
use super::months::judge_months;
use super::record_doubts::{
    childhood_doubt, doubt_of_count_while_exempt, doubts_of_county_count, exemption_before_count,
    exemption_during_count, is_exempt_by_status,
};
use crate::domain::PersonNumber;
use crate::domain::facts::Exemption;
use crate::policy::Param;
use crate::policy::param::Months;
use crate::rules::exemption;
use crate::rules::message::{Message, Value, message};
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::shown_exemption::stopping_reason;
use crate::rules::view::{Participant, View};

/// Returns every reason for which the months of a participant may not be used up.
pub(super) fn limit_reasons(
    view: &View,
    participant: &Participant,
    count: &MonthCount,
    limit: &Param<Months>,
) -> Vec<ReasonAgainst> {
    let person = participant.number;
    let answers = [
        ("child_support", child_support(view, person)),
        ("county_count_differs", county_count(view, participant, count)),
        ("exempt_now", exempt_now(view, person)),
        ("extends_aid", extension(view, person, count, limit)),
        ("months_as_child", months_as_child(view, participant, count)),
        ("months_exempt", months_exempt(view, person, count)),
        ("months_unsure", months_unsure(view, participant, count, limit)),
        (
            "months_waived",
            months_one_by_one(
                view,
                person,
                count,
                "a waiver leaves out a month that counts",
                "no waiver leaves out a month that counts",
            ),
        ),
    ];
    answers.into_iter().map(|(id, answer)| ReasonAgainst::new(id, answer, limit)).collect()
}

/// The months that child support pays back do not count already. Only where the record decides which they are is no other
/// paid back.
fn child_support(view: &View, person: PersonNumber) -> Answer {
    let says: Message = "child support pays back a month that counts".into();
    match judge_months(view, person).support {
        SupportRecord::Unrecorded => Answer::Unrecorded(says),
        SupportRecord::Decides => {
            Answer::Absent("the months that child support pays back are left out of the count".into())
        }
        SupportRecord::Open(what) => Answer::CannotTell(message!("{}: {}", says, what)),
    }
}

fn county_count(view: &View, participant: &Participant, count: &MonthCount) -> Answer {
    match newest_county_count(view, participant) {
        None => Answer::Unrecorded("the county counts another number of months".into()),
        Some(county) if county.months == count.months && has_months(view, participant.number) => {
            Answer::Absent("the county's count and the months on record agree".into())
        }
        Some(_) if !has_months(view, participant.number) => {
            Answer::Unrecorded("the months, counted one by one, agree with the county's count".into())
        }
        Some(_) => Answer::CannotTell("the county's count and the months on record differ".into()),
    }
}

fn exempt_now(view: &View, person: PersonNumber) -> Answer {
    match exemption::longest_exemption(view, person) {
        Some(exemption) => {
            let title = exemption::reason_title(view, exemption).to_owned();
            Answer::MayHold(message!("the participant is exempt now, for {}: the clock may have stopped", title))
        }
        None => match view.find_person(person).and_then(|person| stopping_reason(view, person, view.on)) {
            Some(shown) => Answer::MayHold(message!(
                "the participant may be exempt now: {}; the clock may have stopped",
                shown.text()
            )),
            None => Answer::Absent("no exemption that may stop the clock applies now".into()),
        },
    }
}

fn extension(view: &View, person: PersonNumber, count: &MonthCount, limit: &Param<Months>) -> Answer {
    let says: Message = "every adult of the unit has a reason that extends aid".into();
    let extension = if count.has_reached(limit.value.0) {
        extension_at_limit(view, person, count.through.last_day())
    } else {
        aid_extension(view, person)
    };
    match extension {
        AidExtension::Extends => Answer::Holds(says),
        AidExtension::CannotTell(what) => Answer::CannotTell(what),
        AidExtension::No if let Some(last) = extended_until(view, person, count.through.last_day()) => {
            Answer::Absent(message!("a reason extended aid until {}, and none does now", last))
        }
        AidExtension::No if view.facts.exemptions.iter().any(|exemption| exemption.person == person) => {
            Answer::Absent("no exemption on record extends aid for every adult of the unit".into())
        }
        AidExtension::No => Answer::Unrecorded(says),
    }
}

/// Returns whether months before the participant was an adult are among those that count.
fn months_as_child(view: &View, participant: &Participant, count: &MonthCount) -> Answer {
    let says: Message = "months before the participant was an adult are counted".into();
    if participant.person.birth_date.is_none() {
        return Answer::Unrecorded(says);
    }
    let by_county = newest_county_count(view, participant).filter(|_| rests_on_county(view, participant.number, count));
    match by_county.and_then(|by_county| childhood_doubt(view, participant.person, by_county)) {
        Some(doubt) => Answer::CannotTell(doubt),
        None => Answer::Absent("no month before the participant was an adult is counted".into()),
    }
}

/// Returns whether an exemption, recorded or called so by the registration status, may have stopped the clock in a month.
fn months_exempt(view: &View, person: PersonNumber, count: &MonthCount) -> Answer {
    let says = "an exemption stopped the clock in a month that counts";
    let judged = judge_months(view, person);
    let mut open = judged.months.iter().filter(|month| month.counts && month.unsure);
    let may_be_exempt = |month: &MonthVerdict| {
        let policy = view.policies.in_force_on(month.month.last_day());
        is_exempt_by_status(view, policy, person, month.month) || exemption::was_recorded_in(view, person, month.month)
    };
    match open.find(|month| may_be_exempt(month)) {
        Some(month) => Answer::CannotTell(message!("{}: {}", month.month, month.why.clone())),
        None if let Some(exemption) = exemption_in_county_count(view, person, count) => Answer::CannotTell(message!(
            "{}: {} {} is on record, and the county's count does not name its months",
            says,
            exemption::reason_title(view, exemption).to_owned(),
            Value::Period { from: exemption.from, until: exemption.until }
        )),
        None => months_one_by_one(view, person, count, says, "no exemption stopped the clock in a month that counts"),
    }
}

/// Returns an exemption that stops the clock in a month that the count may hold, where the count is the county's.
fn exemption_in_county_count<'a>(view: &View<'a>, person: PersonNumber, count: &MonthCount) -> Option<&'a Exemption> {
    let participant = view.participants().find(|participant| participant.number == person)?;
    let county = newest_county_count(view, &participant).filter(|_| rests_on_county(view, person, count))?;
    exemption_before_count(view, person, county).or_else(|| exemption_during_count(view, person, county))
}

/// Returns whether the count is the county's, whether or not a part of the months is recorded.
fn rests_on_county(view: &View, person: PersonNumber, count: &MonthCount) -> bool {
    count.is_partly_recorded || !has_months(view, person)
}

/// Returns why a count that rests on the county's may be too high, by the rest of the record.
pub(super) fn county_count_doubts(view: &View, participant: &Participant, count: &MonthCount) -> Vec<Message> {
    let county = newest_county_count(view, participant).filter(|_| rests_on_county(view, participant.number, count));
    county.into_iter().flat_map(|county| doubts_of_county_count(view, participant, county)).collect()
}

/// Returns the doubt about a count of the county that reaches the limit while an exemption stops the clock.
pub(super) fn doubt_of_limit_while_exempt(
    view: &View,
    participant: &Participant,
    count: &MonthCount,
) -> Option<Message> {
    let county = newest_county_count(view, participant).filter(|_| rests_on_county(view, participant.number, count))?;
    doubt_of_count_while_exempt(view, participant.number, county)
}

fn months_unsure(view: &View, participant: &Participant, count: &MonthCount, limit: &Param<Months>) -> Answer {
    let mut doubts = county_count_doubts(view, participant, count);
    let reaches = limit.value.0 <= u32::from(count.at_most);
    doubts.extend(doubt_of_limit_while_exempt(view, participant, count).filter(|_| reaches));
    if !doubts.is_empty() {
        return Answer::CannotTell(Message::join(doubts, "; "));
    }
    let says = message!("fewer months count: {} for sure, {} at most", count.sure, count.at_most);
    if count.sure == count.at_most && rests_on_county(view, participant.number, count) {
        Answer::Absent(message!(
            "the county counts {} months, and nothing else on record says that one of them does not count",
            count.sure
        ))
    } else if count.sure == count.at_most {
        Answer::Absent(message!("all {} months count for sure", count.sure))
    } else {
        Answer::CannotTell(says)
    }
}

/// Answers a question that only the months themselves decide; those that are not recorded leave it open.
fn months_one_by_one(
    view: &View,
    person: PersonNumber,
    count: &MonthCount,
    says: &'static str,
    found: &'static str,
) -> Answer {
    let recorded = has_months(view, person) && !count.is_partly_recorded;
    if recorded { Answer::Absent(found.into()) } else { Answer::Unrecorded(says.into()) }
}

fn has_months(view: &View, person: PersonNumber) -> bool {
    view.facts.aid_months.iter().any(|row| row.person == person)
}
