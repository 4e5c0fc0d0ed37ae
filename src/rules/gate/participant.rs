//! Reasons that lie in the participant's standing: exempt, volunteer, outside the unit, minor.

use chrono::NaiveDate;

use super::excused_since;
use super::step::{FailedStep, in_force};
use crate::domain::codes::Relation;
use crate::domain::facts::{AidMonthStatus, Exemption, Person};
use crate::domain::status::RegistrationStatus;
use crate::policy::Param;
use crate::policy::param::Applicability;
use crate::rules::message::{Message, Value, message};
use crate::rules::obligation::{Standing, is_in_cal_learn, is_minor, may_owe_school, obligation_on};
use crate::rules::reason_against::{Answer, ReasonAgainst};
use crate::rules::shown_exemption::{
    ShownReason, is_exempt_by_pregnancy, reason_by_age, undecided_reason, young_child_shown,
};
use crate::rules::standing::{LaterStart, later_start};
use crate::rules::view::View;
use crate::rules::{exemption, household};

/// The id of the reason that an exemption applies or may apply.
pub const EXEMPTION: &str = "exemption_eligible";
/// The id of the reason that the participant is outside the assistance unit or no longer on aid.
pub(in crate::rules) const OUTSIDE_UNIT: &str = "outside_unit";
/// The id of the reason that the participant was exempt when the failure happened.
pub(super) const EXEMPT_AT_FAILURE: &str = "exempt_at_failure";
/// The id of the reason that the participant was a volunteer when the failure happened.
pub(super) const VOLUNTEER: &str = "volunteer";
/// The id of the reason that the participant was in Cal-Learn when the failure happened.
pub(super) const CAL_LEARN: &str = "cal_learn";
/// The id of the reason that the participant did not have to take part yet.
pub(super) const NOT_REQUIRED_YET: &str = "not_required_yet";
/// The id of the reason that the case gets no aid.
pub(super) const AID_DISCONTINUED: &str = "aid_discontinued";

/// What is said of a pregnancy on the day of the failure.
const PREGNANT_AT_FAILURE: &str =
    "the participant was pregnant when the failure happened, which exempts on the participant's statement";

/// Somebody who was exempt on the day of the failure is not in non-compliance (WIC 11320.3(b), 11327.5(b)).
pub(super) fn exempt_at_failure(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.exempt_guard.as_ref())?;
    let reason = |answer| ReasonAgainst::new(EXEMPT_AT_FAILURE, answer, rule);
    let then = &of.failure;
    let exempt =
        |what: Message| Answer::Holds(message!("the participant was exempt when the failure happened: {}", what));
    let covering = exemption::longest_exemption(then, of.step.person);
    if let Some(exemption) = covering {
        return Some(reason(exempt(exemption_text(then, exemption))));
    }
    if of.status_at_failure() == Some(RegistrationStatus::Exempt) {
        return Some(reason(Answer::Holds("the participant was exempt when the failure happened".into())));
    }
    if let Some(known) = of.person.and_then(|person| reason_by_age(then, person)) {
        return Some(reason(exempt((&known.title).into())));
    }
    let open = may_have_been_exempt(of).into_iter().flatten().map(reason).reduce(ReasonAgainst::beside);
    Some(open.unwrap_or_else(|| reason(unless_pregnant(of))))
}

/// Returns that no exemption is on record, unless nobody has recorded whether the participant was pregnant: a pregnancy
/// exempts on the participant's statement.
fn unless_pregnant(of: &FailedStep) -> Answer {
    let exempts = of.failure.policy.pregnancy_exempts.as_ref().is_some_and(|rule| rule.value.0);
    match of.person {
        _ if of.step.gate.pregnant_at_failure == Some(false) => Answer::Absent(
            "no exemption is recorded for the day of the failure, and the participant was not pregnant".into(),
        ),
        // That a worker found no exemption does not answer what nobody recorded.
        Some(person) if !exempts || household::is_pregnant(&of.failure, person).is_some() => {
            Answer::Absent("no exemption is recorded for the day of the failure".into())
        }
        _ => Answer::Unrecorded("the participant was pregnant when the failure happened, which exempts".into()),
    }
}

/// Returns each thing that may have exempted the participant when the failure happened.
fn may_have_been_exempt(of: &FailedStep) -> impl IntoIterator<Item = Option<Answer>> {
    let (first, last) = of.failure_days();
    let then = &of.failure;
    let exempts = then.policy.pregnancy_exempts.as_ref().is_some_and(|rule| rule.value.0);
    let was_found = exempts && of.step.gate.pregnant_at_failure == Some(true);
    let pregnant = was_found || of.person.is_some_and(|person| is_exempt_by_pregnancy(then, person));
    let pregnant = pregnant.then(|| Answer::MayHold(PREGNANT_AT_FAILURE.into()));
    let by_month = of.aid_month_of_failure(AidMonthStatus::Exempt).map(|aid| {
        let says = "the participant was exempt in {}, the month of the failure, by the record of the months on aid";
        Answer::MayHold(Message::new(says, vec![aid.month.into()]))
    });
    let shown = of.person.and_then(|person| undecided_reason(then, person));
    let shown = shown.map(|shown| {
        Answer::MayHold(message!("the participant may have been exempt when the failure happened: {}", shown.text()))
    });
    let outgrown = exemption::outgrown_exemption(then, of.step.person).map(|exemption| {
        let text = exemption::outgrown_text(then, exemption);
        Answer::CannotTell(message!("the participant was exempt when the failure happened: {}", text))
    });
    let ended = of.pregnancy_ended_between(first, last).map(|ended| {
        let says = "the failure, whose day is not recorded, happened during the pregnancy that ended on {}";
        Answer::CannotTell(Message::new(says, vec![ended.into()]))
    });
    let near = of.newest_exemption(first, last).map(|exemption| {
        Answer::CannotTell(message!(
            "the failure, whose day is not recorded, happened during an exemption: {}",
            exemption_text(&of.view, exemption)
        ))
    });
    let reversed = exemption::reversed_exemption_days(&of.view, of.step.person)
        .map(|says| Answer::CannotTell(message!("the participant was exempt when the failure happened: {}", says)));
    let reversed_person = of.person.and_then(exemption::reversed_days_of_person);
    let reversed_person = reversed_person
        .map(|says| Answer::CannotTell(message!("the participant was exempt when the failure happened: {}", says)));
    [pregnant, by_month, shown, outgrown, ended, near, reversed, reversed_person]
}

/// Returns the reason that the participant was an exempt volunteer on the day of the failure (WIC 11327.5(b)). Today's
/// status does not matter.
pub(super) fn volunteer_at_failure(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.volunteer_guard.as_ref())?;
    let says = "the participant was a volunteer when the failure happened, and a volunteer is never sanctioned";
    let status = of.status_at_failure().map(|status| status == RegistrationStatus::RegisteredVoluntary);
    let answer = match of.volunteer_until().filter(|_| status == Some(false)) {
        Some(since) => Answer::CannotTell(message!(
            "the failure, whose day is not recorded, happened while the participant was a volunteer, which ended on {}",
            since
        )),
        None => Answer::from_fact(status, says, "the participant was not a volunteer when the failure happened"),
    };
    Some(ReasonAgainst::new(VOLUNTEER, answer, rule))
}

/// Returns the reason that an exemption applies on the day of the decision, or arose since the notice.
pub(super) fn exemption_now(of: &FailedStep, gate: &Param<Applicability>) -> ReasonAgainst {
    let reviewed = reviewed_exemption(of, gate);
    exemption_by_facts(of, gate).into_iter().fold(reviewed, |reviewed, known| known.beside(reviewed))
}

/// Returns the reason that an exemption will apply on a later day, by what is recorded today. What a worker finds or a
/// participant asks for on that day is not known yet.
pub(super) fn exemption_ahead(of: &FailedStep, gate: &Param<Applicability>) -> Option<ReasonAgainst> {
    exemption_by_facts(of, gate).or_else(|| {
        let shown = undecided_reason(&of.view, of.person?)?;
        Some(ReasonAgainst::new(EXEMPTION, undecided_answer(shown, of.step.gate.exemption_eligible), gate))
    })
}

/// Returns the reason that an exemption applies by the record: one that is recorded, an age, or a pregnancy.
fn exemption_by_facts(of: &FailedStep, gate: &Param<Applicability>) -> Option<ReasonAgainst> {
    if let Some(answer) = recorded_exemption(of) {
        return Some(ReasonAgainst::new(EXEMPTION, answer, gate));
    }
    let rule = of.view.policy.pregnancy_exempts.as_ref()?;
    let says = "an exemption applies: the pregnancy exempts on the participant's statement";
    is_exempt_by_pregnancy(&of.view, of.person?)
        .then(|| ReasonAgainst::new(EXEMPTION, Answer::Holds(says.into()), rule))
}

/// Returns the exemption that the record holds for the day of the decision, or since the approval of the sanction.
fn recorded_exemption(of: &FailedStep) -> Option<Answer> {
    let applies = |text: Message| Answer::Holds(message!("an exemption applies: {}", text));
    if let Some(exemption) = exemption::longest_exemption(&of.view, of.step.person) {
        return Some(applies(exemption_text(&of.view, exemption)));
    }
    if let Some(exemption) = of.days_since_approval().and_then(|(first, last)| of.newest_exemption(first, last)) {
        let says =
            message!("an exemption applied after the sanction was approved: {}", exemption_text(&of.view, exemption));
        return Some(Answer::Holds(says));
    }
    let is_exempt = |status| matches!(status, RegistrationStatus::Exempt | RegistrationStatus::RegisteredVoluntary);
    if let Some(registration) = of.view.registration_of(of.step.person).filter(|known| is_exempt(known.status)) {
        return Some(applies(message!("{} since {}", registration.status.title(), registration.since)));
    }
    reason_by_age(&of.view, of.person?).map(|reason| applies((&reason.title).into()))
}

/// Returns what the worker found on exemptions, and what asks for another look: a request, an earlier exemption, or a
/// disability.
fn reviewed_exemption(of: &FailedStep, gate: &Param<Applicability>) -> ReasonAgainst {
    let on = of.view.on;
    let known = of.step.gate.exemption_eligible;
    let request = exemption::open_request(&of.view, of.step.person, on).map(|received| {
        Answer::MayHold(message!("an exemption may apply: a request from {} has not been answered", received))
    });
    let form = exemption::unanswered_form(&of.view, of.step.person, on)
        .map(|form| Answer::MayHold(message!("an exemption may apply: {}", exemption::form_text(form))));
    let since_notice = of.newest_exemption(of.step.notice_issued, on).map(|exemption| {
        Answer::MayHold(message!("an exemption applied since the notice: {}", exemption_text(&of.view, exemption)))
    });
    let by_month = of.aid_month_since_failure(&[AidMonthStatus::Exempt]).map(|aid| {
        let says = "an exemption applied: the participant was exempt in {}, after the failure, by the record of the months on \
                    aid";
        Answer::MayHold(Message::new(says, vec![aid.month.into()]))
    });
    let shown = of.person.and_then(|person| undecided_reason(&of.view, person));
    let shown = shown.map(|shown| undecided_answer(shown, known)).or_else(|| young_child_answer(of));
    let answered = exemption::answer_without_result(&of.view, of.step.person, of.failure_days().0);
    let answered = answered.map(|says| Answer::CannotTell(message!("an exemption applies: {}", says)));
    let outgrown = exemption::outgrown_exemption(&of.view, of.step.person).map(|exemption| {
        Answer::CannotTell(message!("an exemption applies: {}", exemption::outgrown_text(&of.view, exemption)))
    });
    let since_failure = excused_since::exempt_since_failure(of);
    let reviewed = match known {
        Some(true) => Answer::Holds("the review found the participant eligible for an exemption".into()),
        _ => Answer::from_fact(known, "an exemption applies or may apply", "the review found no exemption"),
    };
    let reason = |answer| ReasonAgainst::new(EXEMPTION, answer, gate);
    let looks = [request, form, answered, since_notice, since_failure, by_month, outgrown, shown];
    let looks = looks.into_iter().flatten().map(reason);
    looks.fold(reason(reviewed), ReasonAgainst::beside)
}

/// Somebody outside the assistance unit, or no longer on aid, has no aid that a sanction could take (WIC
/// 11327.5(c)(1)).
pub(super) fn outside_unit(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.unit_guard.as_ref())?;
    let standing = |view: &View, person| {
        // A case without aid is a reason of its own, with an exception for a missing SAR 7.
        if view.discontinuance().is_some() {
            own_standing(view, person)
        } else {
            Some(obligation_on(view, person).standing)
        }
    };
    let is_listed = |view: &View| of.person.is_some_and(|person| household::is_listed_outside(view, person));
    let by_standing = match of.person.map(|person| (standing(&of.view, person), standing(&of.failure, person))) {
        None => Answer::Unrecorded("the participant is outside the assistance unit".into()),
        Some((Some(Standing::Closed), _)) => Answer::Holds("the participant is no longer on aid".into()),
        Some((Some(Standing::OutsideUnit), _)) => {
            Answer::Holds("the participant is outside the assistance unit".into())
        }
        Some(_) if of.person.is_some_and(|person| household::reversed_unit_days(person).is_some()) => Answer::Holds(
            "the last day of the participant in the assistance unit is recorded before the first, so that nobody can tell \
             whether there is aid to take"
                .into(),
        ),
        // A sanction that puts somebody out of the unit leaves no aid that another one could take.
        Some(_) if is_listed(&of.view) => Answer::Holds("the participant is outside the assistance unit".into()),
        Some(_) if is_listed(&of.failure) => {
            Answer::Holds("the participant was outside the assistance unit when the failure happened".into())
        }
        Some(_) if is_without_aid_at_failure(of) => {
            let says = "aid was discontinued when the failure happened";
            let is_sure = of.step.failed_on.is_some() || is_out_at_failure(of);
            if is_sure { Answer::Holds(says.into()) } else { Answer::MayHold(says.into()) }
        }
        Some((_, Some(Standing::OutsideUnit | Standing::Closed))) => {
            Answer::Holds("the participant was outside the assistance unit when the failure happened".into())
        }
        Some((_, Some(Standing::Sanctioned))) => {
            Answer::Holds("the participant was sanctioned and owed no hours when the failure happened".into())
        }
        Some(_) if of.person.is_some_and(|person| person.in_unit.is_none()) => {
            Answer::Unrecorded("the participant is in the assistance unit".into())
        }
        // Whether the case is on aid is a question of its own where nobody has recorded it.
        Some(_) if !of.view.facts.aid.iter().any(|aid| aid.since <= of.view.on) => {
            Answer::Absent("the participant is in the assistance unit".into())
        }
        Some(_) => Answer::Absent("the participant is in the assistance unit, and on aid".into()),
    };
    let reason = |answer| ReasonAgainst::new(OUTSIDE_UNIT, answer, rule);
    Some(unaided_month(of).into_iter().fold(reason(by_standing), |found, recorded| found.beside(reason(recorded))))
}

/// Returns what takes the aid of the person alone, whatever becomes of the case.
fn own_standing(view: &View, person: &Person) -> Option<Standing> {
    let status = person.person.and_then(|number| view.registration_of(number)).map(|registration| registration.status);
    match status {
        _ if household::is_aid_ended(view, person) => Some(Standing::Closed),
        _ if household::is_outside_unit(view, person) => Some(Standing::OutsideUnit),
        Some(RegistrationStatus::Closed) => Some(Standing::Closed),
        Some(RegistrationStatus::Ineligible) => Some(Standing::OutsideUnit),
        Some(RegistrationStatus::Sanction) => Some(Standing::Sanctioned),
        _ => None,
    }
}

/// Returns whether the participant alone was out of the unit, or without aid, when the failure happened.
fn is_out_at_failure(of: &FailedStep) -> bool {
    use RegistrationStatus::{Closed, Ineligible, Sanction};
    let by_status = matches!(of.status_at_failure(), Some(Closed | Ineligible | Sanction));
    by_status || of.person.is_some_and(|person| household::is_listed_outside(&of.failure, person))
}

/// Returns whether the case got no aid when the failure happened, although it does now. A case that still gets none is a reason
/// of its own, and one that only lacks a SAR 7 is none.
fn is_without_aid_at_failure(of: &FailedStep) -> bool {
    let excepted = of.step.gate.only_missing_sar7 == Some(true) || of.view.discontinuance().is_some();
    of.failure.discontinuance().is_some() && !excepted
}

/// Returns that the record of the months on aid holds no aid for the month of the failure, as it decides the hours of that
/// month; or for one since then, which the sanction may not reach.
fn unaided_month(of: &FailedStep) -> Option<Answer> {
    let unaided = [AidMonthStatus::Sanctioned, AidMonthStatus::OtherState, AidMonthStatus::Unaided];
    if let Some(record) = unaided.into_iter().find_map(|was| of.aid_month_of_failure(was)) {
        let says = "the participant was {} in {}, the month of the failure, by the record of the months on aid";
        return Some(Answer::Holds(Message::new(says, vec![record.was.title().into(), record.month.into()])));
    }
    let since = of.aid_month_since_failure(&unaided)?;
    let says = "the participant was {} in {}, after the failure, by the record of the months on aid";
    Some(Answer::MayHold(Message::new(says, vec![since.was.title().into(), since.month.into()])))
}

/// What nobody has recorded of a minor.
const NO_DIPLOMA: &str = "the participant, a minor, has completed high school; without a diploma no hours are owed";

/// What a minor owes depends on school, so a failure of a minor is not sure (Santa Clara CWES 16).
pub(super) fn minor(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = of.view.policy.adult_age.as_ref()?;
    let person = of.person?;
    let adult = person.birth_date.map(|birth| household::birthday_at_age(birth, rule.value));
    let is_minor = adult.map_or(person.relation == Relation::Child, |adult| of.failure.on < adult);
    let (first, _) = of.failure_days();
    let answer = match person.school_completed {
        None | Some(false) if adult.is_none() && !is_minor => Answer::Unrecorded(
            "the participant was a minor when the failure happened: no birth date is recorded".into(),
        ),
        None | Some(false) if !is_minor && adult.is_some_and(|adult| first < adult) => {
            Answer::CannotTell("the participant was a minor when the failure happened: its day is not recorded".into())
        }
        Some(true) if !is_minor && adult.is_some_and(|adult| first < adult) => Answer::CannotTell(
            "the participant was a minor, who has completed high school, when the failure happened: its day is not recorded"
                .into(),
        ),
        _ if !is_minor && adult.is_some() => {
            Answer::Absent("the participant was an adult when the failure happened".into())
        }
        _ if !is_minor => Answer::Absent("the participant has completed high school".into()),
        Some(true) => Answer::Absent("the participant, a minor, has completed high school".into()),
        Some(false) => Answer::MayHold(
            "the participant was a minor, who has not completed school, when the failure happened".into(),
        ),
        // The birth date says that the participant is a minor, so the question stays once a sanction is approved.
        None if adult.is_some() => Answer::CannotTell(NO_DIPLOMA.into()),
        None => Answer::Unrecorded(NO_DIPLOMA.into()),
    };
    Some(ReasonAgainst::new("minor", answer, rule))
}

/// Somebody in Cal-Learn goes to school in place of Welfare-to-Work, and what follows a failure there is not a sanction of
/// Welfare-to-Work (WIC 11320.3(a)(2)). A parent under 20 without a diploma is asked for no more than school.
pub(super) fn cal_learn(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = of.view.policy.cal_learn_until.as_ref()?;
    let person = of.person?;
    let answer = if is_in_cal_learn(&of.failure, person) {
        let says =
            "the participant was in Cal-Learn when the failure happened, which takes the place of Welfare-to-Work";
        // Without a birth date nobody knows whether Cal-Learn had ended.
        if person.birth_date.is_some() { Answer::Holds(says.into()) } else { Answer::MayHold(says.into()) }
    } else if may_owe_school(&of.failure, person) && !is_minor(&of.failure, person) {
        match person.school_completed {
            None => Answer::CannotTell(
                "the participant, who was under 20 when the failure happened, had completed high school".into(),
            ),
            Some(_) => Answer::CannotTell(
                "more than school was owed when the failure happened: the participant was under 20 and has no high school \
                 diploma"
                    .into(),
            ),
        }
    } else {
        Answer::Absent("no time in Cal-Learn is recorded for the day of the failure".into())
    };
    Some(ReasonAgainst::new(CAL_LEARN, answer, rule))
}

/// Nobody fails before they must take part: the record says that participation became required, or that the person
/// registered, after the day of the failure. A status that names a failure or a sanction says nothing of the kind.
pub(super) fn not_required_yet(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.good_cause_guard.as_ref())?;
    let person = of.person?;
    let registers = |day: NaiveDate| {
        let mut statuses = person.registration.iter().filter(|status| status.since == day);
        statuses.all(|status| status.status.is_participating())
    };
    let answer = match later_start(&of.failure, person) {
        Some(LaterStart::Required(day)) => Answer::MayHold(message!(
            "the participant did not have to take part yet when the failure happened: participation became required \
             on {}",
            day
        )),
        Some(LaterStart::Entered(day)) => Answer::MayHold(message!(
            "the participant did not have to take part yet when the failure happened: they entered the program on {}",
            day
        )),
        Some(LaterStart::Registered(day)) if registers(day) => Answer::CannotTell(message!(
            "the participant had to take part when the failure happened: the first registration status on record is \
             of {}",
            day
        )),
        Some(LaterStart::Aided(day)) => Answer::CannotTell(message!(
            "the case was on aid when the failure happened: the first aid status on record is of {}",
            day
        )),
        _ => Answer::Absent("nothing on record says that participation began after the failure".into()),
    };
    Some(ReasonAgainst::new(NOT_REQUIRED_YET, answer, rule))
}

fn exemption_text(view: &View, exemption: &Exemption) -> Message {
    let period = Value::Period { from: exemption.from, until: exemption.until };
    message!("{} {}", exemption::reason_title(view, exemption).to_owned(), period)
}

/// Returns that the participant may ask to be exempt for a child under two: nobody is exempt before they ask.
fn young_child_answer(of: &FailedStep) -> Option<Answer> {
    let shown = young_child_shown(&of.view, of.person?)?;
    Some(match of.step.gate.exemption_eligible {
        Some(_) => Answer::MayHold(message!(
            "an exemption may apply: {}, and the participant may ask for it; the review of the reasons found none",
            shown.text()
        )),
        None => {
            Answer::CannotTell(message!("an exemption applies: {}, and the participant may ask for it", shown.text()))
        }
    })
}

/// Returns what such a reason without an exemption says against the sanction, beside what the worker found on
/// exemptions.
fn undecided_answer(shown: ShownReason, reviewed: Option<bool>) -> Answer {
    match reviewed {
        Some(_) => {
            Answer::MayHold(message!("an exemption may apply: {}; the review of the reasons found none", shown.text()))
        }
        None => Answer::CannotTell(message!("an exemption applies: {}", shown.text())),
    }
}

/// Returns the reason that the case gets no aid that a sanction could take.
pub(super) fn aid_discontinued(of: &FailedStep, gate: &Param<Applicability>) -> ReasonAgainst {
    let discontinued = of.view.discontinuance().is_some();
    let only_report = of.step.gate.only_missing_sar7 == Some(true);
    let says = match of.step.gate.only_missing_sar7 {
        Some(_) => "aid is discontinued, not only for a missing SAR 7",
        None => "aid is discontinued, and nobody has recorded that only a SAR 7 is missing",
    };
    let found = if discontinued { "aid is discontinued only for a missing SAR 7" } else { "aid is not discontinued" };
    let answer = if let Some(other) = of.view.contradicting_aid() {
        Answer::CannotTell(message!("aid goes on: the record holds both active and discontinued since {}", other.since))
    } else if of.view.facts.aid.iter().any(|aid| aid.since <= of.view.on) {
        Answer::from_fact(Some(discontinued && !only_report), says, found)
    } else {
        Answer::Unrecorded("the case is on aid".into())
    };
    ReasonAgainst::new(AID_DISCONTINUED, answer, gate)
}
