//! Reasons that lie in what the county owes: services, transport, child care, notices, and what it may ask for.

use chrono::NaiveDate;

use super::step::{FailedStep, in_force};
use crate::domain::PersonNumber;
use crate::domain::codes::Relation;
use crate::domain::facts::{Noncompliance, Notice, Service};
use crate::domain::status::AidStatus;
use crate::policy::Param;
use crate::policy::param::Applicability;
use crate::rules::common_case::has_reunification;
use crate::rules::household;
use crate::rules::kind_words;
use crate::rules::late_service::{LateService, approval_day};
use crate::rules::message::{Message, message};
use crate::rules::reason_against::{Answer, ReasonAgainst, ReasonState};
use crate::rules::recognized_kinds::{is_child_care, is_transport};
use crate::rules::service_owner::{ServiceOwner, owner_of_service};
use crate::rules::social_work::{UnitCase, newest_unit_case};

/// The id of the reason that supportive services were not issued.
pub(super) const SERVICES_NOT_ISSUED: &str = "services_not_issued";
/// The id of the reason that child care was not available.
pub(super) const CHILD_CARE: &str = "child_care_unavailable";
/// The id of the reason that a transportation payment is open.
pub(super) const TRANSPORT: &str = "transport_pending";
/// The id of the reason that the participant is in the first days of the program.
pub(super) const NEW_PARTICIPANT: &str = "new_participant";

/// The services that the activity needed were not assigned or issued, had run out before the failure, or came late (MPP
/// 42-713.21). One that the record calls needed counts whether or not the participant asked for it.
pub(super) fn services_not_issued(of: &FailedStep, gate: &Param<Applicability>) -> ReasonAgainst {
    const SAYS: &str = "supportive services were not assigned or issued";
    const DONE: &str = "supportive services were assigned and issued";
    let known = of.step.gate.services_issued.map(|issued| !issued);
    let lacked = service_lacked(of, ServiceOwner::Participant).filter(|_| known != Some(true));
    let (answer, source) = match lacked {
        Some((service, says)) => (Answer::MayHold(says), &service.source),
        None => (Answer::from_omission(known, SAYS, DONE), of.step.value_source(Noncompliance::REASONS)),
    };
    let found = ReasonAgainst::new(SERVICES_NOT_ISSUED, answer, gate).stated_by(source);
    beside_open_service(of, beside_late_service(of, found, gate, |_| true), gate)
}

/// Returns the first service that the participant lacked at the failure or in the compliance plan, of those with the owner, and
/// how.
fn service_lacked<'a>(of: &FailedStep<'a>, owner: ServiceOwner) -> Option<(&'a Service, Message)> {
    if of.view.facts.services.is_empty() {
        return None;
    }
    let run_out = ended_before_failure(of, owner, |_| true);
    let run_out = run_out.map(|(service, until)| (service, run_out_text(of, service, until)));
    run_out.or_else(|| lacked_at_failure(of, owner)).or_else(|| lacked_in_plan(of, owner))
}

/// Returns the first service that was needed on the day of the failure and was neither authorized nor paid.
fn lacked_at_failure<'a>(of: &FailedStep<'a>, owner: ServiceOwner) -> Option<(&'a Service, Message)> {
    let day = of.failure.on;
    let lacked = |service: &&Service| {
        let issued = service.authorized.iter().any(|period| period.overlaps_days(day, day))
            || service.paid.is_some_and(|paid| paid <= day);
        !issued && is_needed_at_failure(of, service, owner)
    };
    let service = of.view.facts.services.iter().filter(lacked).min_by_key(|service| (&service.kind, service.needed))?;
    let asked = service.requested.is_some_and(|asked| asked <= day);
    let says = if asked {
        message!(
            "{} was asked for and needed on {}, and was not authorized or paid",
            &service.kind,
            of.failure_day_text()
        )
    } else {
        message!(
            "{} was needed on {}, and was not authorized or paid",
            kind_words::service_words(&service.kind),
            of.failure_day_text()
        )
    };
    Some((service, says))
}

/// Puts beside what was found a service that was needed at the failure or in the compliance plan and came only after it. What a
/// review finds later does not say that it was there then.
fn beside_late_service(
    of: &FailedStep,
    found: ReasonAgainst,
    rule: &Param<Applicability>,
    is_wanted: impl Fn(&Service) -> bool,
) -> ReasonAgainst {
    if of.view.facts.services.is_empty() || matches!(found.state, ReasonState::Blocks | ReasonState::Warns) {
        return found;
    }
    let Some((late, says)) = late_service(of, ServiceOwner::Participant, is_wanted) else { return found };
    let source = &late.service().source;
    let answer = if late.is_sure() { Answer::MayHold(says) } else { Answer::CannotTell(says) };
    let reason = ReasonAgainst::new(found.id, answer, rule).stated_by(source);
    // What the record itself shows needs no review.
    if found.unrecorded { reason } else { reason.beside(found) }
}

/// Puts beside what was found a service that was lacking or late and of which the record does not say for whom it was.
fn beside_open_service(of: &FailedStep, found: ReasonAgainst, rule: &Param<Applicability>) -> ReasonAgainst {
    if of.view.facts.services.is_empty() || matches!(found.state, ReasonState::Blocks | ReasonState::Warns) {
        return found;
    }
    let open = service_lacked(of, ServiceOwner::Open)
        .or_else(|| late_service(of, ServiceOwner::Open, |_| true).map(|(late, says)| (late.service(), says)));
    let Some((service, says)) = open else { return found };
    let says = if service.person == PersonNumber::CASE {
        message!("the participant needed a service that is recorded for the case as a whole: {}", says)
    } else {
        message!("the participant needed a service that is recorded for person {}: {}", service.person, says)
    };
    ReasonAgainst::new(found.id, Answer::CannotTell(says), rule).stated_by(&service.source).beside(found)
}

/// Returns the first service that came late for the day of the failure, or for the compliance plan, in words; one that surely
/// did before one that may have.
fn late_service<'a>(
    of: &FailedStep<'a>,
    owner: ServiceOwner,
    is_wanted: impl Fn(&Service) -> bool,
) -> Option<(LateService<'a>, Message)> {
    let services = || of.view.facts.services.iter().filter(|service| is_wanted(service));
    // A payment that is still open is a reason of its own.
    let is_said_elsewhere = |late: &LateService| late.is_unpaid() && is_payment_pending(of, late.service());
    let needed = services().filter(|service| is_needed_at_failure(of, service, owner));
    let at_failure = needed.filter_map(|service| {
        let late = LateService::find(&of.view, service, of.failure.on).filter(|late| !is_said_elsewhere(late))?;
        let says = late.text(message!("on {}", of.failure_day_text()));
        Some((late, says))
    });
    let in_plan = of.plan_days().into_iter().flat_map(|(first, last)| {
        let needed = services().filter(move |service| service.needed.overlaps_days(first, last));
        needed.filter(|service| owner_of_service(&of.view, service, of.step.person) == owner).filter_map(
            move |service| {
                let day = service.needed.from.max(first);
                let late = LateService::find(&of.view, service, day).filter(|late| !is_said_elsewhere(late))?;
                let says = late.text(message!("for the compliance plan from {}", day));
                Some((late, says))
            },
        )
    });
    let order = |(late, _): &(LateService<'a>, Message)| (!late.is_sure(), &late.service().kind, late.service().needed);
    // What surely came late comes before what may have, and of both the failure before the plan.
    let mut found = at_failure.min_by_key(order).into_iter().chain(in_plan.min_by_key(order)).collect::<Vec<_>>();
    found.sort_by_key(|(late, _)| !late.is_sure());
    found.into_iter().next()
}

/// Returns the first service that was needed while the compliance plan ran, and was neither authorized nor
/// paid by its end; or whose authorization had ended before the plan failed (MPP 42-713.21, 42-750).
fn lacked_in_plan<'a>(of: &FailedStep<'a>, owner: ServiceOwner) -> Option<(&'a Service, Message)> {
    let (first, last) = of.plan_days()?;
    let by_end = |day: Option<NaiveDate>| day.is_some_and(|day| day <= last);
    let needed = |service: &&Service| {
        service.needed.overlaps_days(first, last) && owner_of_service(&of.view, service, of.step.person) == owner
    };
    let lacks = |service: &&Service| {
        let until = service.needed.until.map_or(last, |until| until.min(last));
        let covered =
            service.authorized.iter().any(|period| period.overlaps_days(until, until)) || by_end(service.paid);
        !covered
    };
    let theirs = of.view.facts.services.iter().filter(needed).filter(lacks);
    let service = theirs.min_by_key(|service| (&service.kind, service.needed))?;
    let says = message!(
        "{} was needed for the compliance plan and was not authorized or paid before the plan ended on {}",
        kind_words::service_words(&service.kind),
        last
    );
    Some((service, says))
}

fn is_needed_at_failure(of: &FailedStep, service: &Service, owner: ServiceOwner) -> bool {
    let day = of.failure.on;
    service.needed.overlaps_days(day, day) && owner_of_service(&of.view, service, of.step.person) == owner
}

/// Returns the first service that was needed on the day of the failure and whose authorization had ended before it, with
/// the last authorized day. What was paid before does not reach beyond that day.
fn ended_before_failure<'a>(
    of: &FailedStep<'a>,
    owner: ServiceOwner,
    is_wanted: impl Fn(&Service) -> bool,
) -> Option<(&'a Service, NaiveDate)> {
    let day = of.failure.on;
    let services = of.view.facts.services.iter();
    let theirs = services.filter(|service| is_wanted(service) && is_needed_at_failure(of, service, owner));
    let uncovered = theirs.filter(|service| !service.authorized.iter().any(|period| period.overlaps_days(day, day)));
    let ended = uncovered.filter_map(|service| {
        let days = service.authorized.iter().filter_map(|period| period.until);
        Some((service, days.filter(|until| *until < day).max()?))
    });
    ended.min_by_key(|(service, until)| (&service.kind, service.needed, *until))
}

fn run_out_text(of: &FailedStep, service: &Service, until: NaiveDate) -> Message {
    if of.step.failed_on.is_none() {
        return message!(
            "{} was needed on {}, and was authorized only until {}",
            kind_words::service_words(&service.kind),
            of.failure_day_text(),
            until
        );
    }
    message!(
        "{} was needed on {}, the day of the failure, and was authorized only until {}",
        kind_words::service_words(&service.kind),
        of.failure.on,
        until
    )
}

/// In a two-parent unit the other parent is sent a notice at the start (WIC 11327.5). The form is NA 845. A parent who joined
/// the unit since then was not to be sent one.
pub(super) fn second_parent_not_noticed(of: &FailedStep) -> Option<ReasonAgainst> {
    household::adults(&of.view).nth(1)?;
    let then = of.view_on(of.step.notice_issued);
    household::adults(&then).nth(1)?;
    let rule = in_force(of.view.policy.second_parent_notice.as_ref())?;
    let is_of_second = of.person.is_some_and(|person| person.relation == Relation::SecondParent);
    let says = if is_of_second {
        ["the other parent was not sent a notice at the start", "the other parent was sent a notice at the start"]
    } else {
        ["the second parent was not sent a notice at the start", "the second parent was sent a notice at the start"]
    };
    let sent = first_second_notice(of);
    let late = sent.filter(|sent| of.step.notice_issued < *sent && of.step.gate.second_parent_noticed.is_none());
    let answer = if let Some(late) = late {
        Answer::MayHold(message!(
            "the other parent was sent a notice (NA 845) on {}, and not at the start, on {}",
            late,
            of.step.notice_issued
        ))
    } else {
        let noticed = of.step.gate.second_parent_noticed.or_else(|| sent.map(|_| true));
        Answer::from_omission(noticed.map(|noticed| !noticed), says[0], says[1])
    };
    Some(ReasonAgainst::new("second_parent_not_noticed", answer, rule))
}

/// Returns the first day from that of the notice on which an NA 845 was sent.
fn first_second_notice(of: &FailedStep) -> Option<NaiveDate> {
    let form = |notice: &&Notice| [Some(notice.kind.as_str()), notice.form.as_deref()].contains(&Some("NA 845"));
    let sent = of.view.facts.notices.iter().filter(form).filter_map(|notice| notice.sent);
    sent.filter(|sent| of.step.notice_issued <= *sent && *sent <= of.view.on).min()
}

/// Returns whether the reason that services were not issued is among those that are looked at. It says of every service that it
/// ran out or came late, and none is said twice.
fn is_said_of_services(of: &FailedStep) -> bool {
    in_force(of.view.policy.sanction_gate.as_ref()).is_some()
}

/// Child care was not available during the missed activity, or its authorization had ended before the failure.
pub(super) fn child_care_unavailable(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.child_care_guard.as_ref())?;
    let missing = of.step.gate.child_care_available.map(|available| !available);
    let is_wanted = |service: &Service| is_child_care(of.view.policy, service) && !is_said_of_services(of);
    let run_out = ended_before_failure(of, ServiceOwner::Participant, is_wanted).filter(|_| missing != Some(true));
    let (answer, source) = match run_out {
        Some((service, until)) => (Answer::MayHold(run_out_text(of, service, until)), &service.source),
        None => (
            Answer::from_omission(
                missing,
                "child care was not available during the missed activity",
                "child care was available during the missed activity",
            ),
            of.step.value_source(Noncompliance::REASONS),
        ),
    };
    let found = ReasonAgainst::new(CHILD_CARE, answer, rule).stated_by(source);
    Some(beside_late_service(of, found, rule, is_wanted))
}

/// A transportation payment is being assessed or processed: it was asked for or approved, and has not gone out; or it had not
/// when the failure happened.
pub(super) fn transport_pending(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.transport_guard.as_ref())?;
    let payments = of.view.facts.services.iter().filter(|service| is_payment_pending(of, service));
    let (answer, source) = match payments.min_by_key(|service| (service.needed, &service.kind)) {
        Some(service) => {
            let says = message!(
                "a transportation payment is still being assessed or processed: {} is needed from {}",
                &service.kind,
                service.needed.from
            );
            (Answer::Holds(says), &service.source)
        }
        None => (
            Answer::from_fact(
                of.step.gate.transport_pending,
                "a transportation payment is still being assessed",
                "no transportation payment is being assessed",
            ),
            of.step.value_source(Noncompliance::REASONS),
        ),
    };
    let found = ReasonAgainst::new(TRANSPORT, answer, rule).stated_by(source);
    let was_asked = |service: &Service| service.requested.is_some_and(|asked| asked <= of.failure.on);
    let is_wanted =
        |service: &Service| is_transport(of.view.policy, service) && was_asked(service) && !is_said_of_services(of);
    Some(beside_late_service(of, found, rule, is_wanted))
}

/// Returns whether a payment for transportation that the participant still needs is open.
fn is_payment_pending(of: &FailedStep, service: &Service) -> bool {
    let on = of.view.on;
    let by_now = |day: Option<NaiveDate>| day.is_some_and(|day| day <= on);
    let is_open = service.being_assessed == Some(true)
        || by_now(approval_day(service))
        || (by_now(service.requested) && !by_now(service.decided));
    let is_needed = service.needed.until.is_none_or(|until| on <= until);
    let is_theirs = || owner_of_service(&of.view, service, of.step.person) == ServiceOwner::Participant;
    is_open && !by_now(service.paid) && is_needed && is_transport(of.view.policy, service) && is_theirs()
}

/// The participant is in the first days of the program. Somebody who was registered before those days is not.
pub(super) fn new_participant(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = of.view.policy.new_participant_guard.as_ref()?;
    let registered = || of.person?.registration.iter().map(|registration| registration.since).min();
    let is_new = |entered: NaiveDate| of.view.on <= entered + rule.value;
    let applies = match of.person.and_then(|person| person.entered_program) {
        Some(entered) => Some(is_new(entered)),
        None => registered().map(is_new).filter(|is_new| !is_new),
    };
    let entered = of.person.and_then(|person| person.entered_program);
    let failed_new = entered.is_some_and(|entered| of.failure.on <= entered + rule.value);
    let answer = match applies {
        // No source says whether the days protect from the sanction or from what follows a failure in them.
        Some(false) if failed_new && rule.in_force_from <= of.failure.on => Answer::MayHold(message!(
            "the failure happened in the first {} days of the program; by one reading no sanction follows it",
            rule.value.0
        )),
        Some(false) if failed_new => Answer::CannotTell(message!(
            "the first {} days of the program still protect from a sanction for a failure in them, on {}, before the rule was \
             in force on {}",
            rule.value.0,
            of.failure.on,
            rule.in_force_from
        )),
        applies => {
            let says = message!("the participant is in the first {} days of the program", rule.value.0);
            match applies {
                Some(true) => Answer::Holds(says),
                Some(false) => Answer::Absent(message!("the first {} days of the program are over", rule.value.0)),
                None => Answer::Unrecorded(says),
            }
        }
    };
    Some(ReasonAgainst::new(NEW_PARTICIPANT, answer, rule))
}

/// The reason that a family gets reunification services, which not everybody who works on the case may read.
pub const REUNIFICATION_ONLY: &str = "reunification_only";

/// The family gets reunification services. Without a grant there is nothing to take from; with one, a county excepts such
/// families from the participation-problem process, on a page that is cut off (Santa Clara, 06 AB 429).
pub(super) fn reunification_only(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.fr_sanction_guard.as_ref())?;
    let service = has_reunification(&of.view)?;
    let aid = of.view.aid_status().map(|aid| aid.status);
    let answer = if aid == Some(AidStatus::Active) && service.cash_aid != Some(false) {
        Answer::CannotTell(
            "the family is in reunification, and its failures are left to another process: ask the supervisor".into(),
        )
    } else {
        Answer::Holds("there are reunification services only, and no grant to take from".into())
    };
    Some(ReasonAgainst::new(REUNIFICATION_ONLY, answer, rule).stated_by(&service.source))
}

/// A social worker has the case. Nothing stops the days of the notice for it, unless the office says so.
pub(super) fn social_work_open(of: &FailedStep) -> Option<ReasonAgainst> {
    let rule = in_force(of.view.policy.social_work_blocks_sanction.as_ref())?;
    let case = newest_unit_case(&of.view, of.step.person).filter(UnitCase::is_running)?;
    let since = case.accepted().unwrap_or_else(|| case.last_sent());
    let says = message!("a social worker has had the case since {}", since);
    Some(ReasonAgainst::new("social_work_open", Answer::Holds(says), rule).stated_by(&case.referral.source))
}
