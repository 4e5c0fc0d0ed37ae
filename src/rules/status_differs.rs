//! Registration statuses that do not follow from the non-compliances on record: a sanction or the end of one that the status
//! does not show, or a status for which the record holds no notice, no cure and no sanction.
//!
//! The record decides. The status comes from the county, and may be behind the record or ahead of it, so either one may be
//! the one to correct.
//!
//! Sources: WIC 11327.4 (notice, determination, sanction); ACL 06-27, ACL 07-04 (cure); handbook 42-7.38, ES109.

use chrono::NaiveDate;

use super::cure;
use super::finding::{DayCount, Finding, Ground};
use super::lifting;
use super::message::{Message, message};
use super::noncompliance::{NoncomplianceStage, begun_sanction, noncompliance_stage};
use super::rule_id::RuleId;
use super::sanction_start::{OpenSanction, open_sanctions, sanctioned_since};
use super::shown_sanction;
use super::view::{Participant, View, registration_order};
use crate::domain::category::Severity;
use crate::domain::facts::{CauseOutcome, Cure, DatedRegistration, Noncompliance};
use crate::domain::proposal::Proposal;
use crate::domain::status::{AidStatus, RegistrationStatus};

/// Finds participants whose registration status does not follow from the record, one for each.
pub fn status_findings(view: &View) -> impl Iterator<Item = Finding> {
    let by_status = view.participants().filter_map(|participant| match participant.registration.status {
        RegistrationStatus::Sanction => rescinded_still_shown(view, &participant)
            .or_else(|| shown_too_soon(view, &participant))
            .or_else(|| sanctioned_volunteer(view, &participant))
            .or_else(|| sanction_without_approval(view, &participant)),
        RegistrationStatus::CuringSanction => {
            rescinded_still_shown(view, &participant).or_else(|| cure_not_recorded(view, &participant))
        }
        RegistrationStatus::NonCompliance => noncompliance_not_open(view, &participant),
        RegistrationStatus::Closed | RegistrationStatus::Ineligible => closed_on_aid(view, &participant),
        _ => None,
    });
    by_status.chain(open_sanctions(view).filter_map(|sanction| sanction_not_shown(view, &sanction)))
}

/// Starts a finding about a status that is to be corrected, or the record is.
fn differing(participant: &Participant, due: NaiveDate, says: Message) -> Finding {
    Finding::new(RuleId::StatusDiffers, participant.number, says)
        .due_on(due)
        .with_grounds([participant.status_ground()])
        .clears_when("the registration status is corrected, or what it says is recorded")
        .if_nothing("The status and the record tell two stories, and the family may be treated by the wrong one.")
        .with_proposals([Proposal::CorrectStatus, Proposal::Contact])
}

fn steps_of<'a>(view: &View<'a>, participant: &Participant) -> impl Iterator<Item = &'a Noncompliance> + use<'a> {
    let (number, on) = (participant.number, view.on);
    view.facts.noncompliance.iter().filter(move |step| step.person == number && step.notice_issued <= on)
}

/// Finds a sanction that the record holds and the status does not show, or no longer shows although nothing on record ends
/// it. A sanction that is to be rescinded, or whose aid is to be restored, has a finding that says so.
fn sanction_not_shown(view: &View, sanction: &OpenSanction) -> Option<Finding> {
    let participant = &sanction.participant;
    let now = participant.registration;
    let is_closed = matches!(now.status, RegistrationStatus::Closed | RegistrationStatus::Ineligible);
    let open = sanction.left.and_then(|_| lifting::open_reason_of_left(view, participant.number, sanction.since));
    // Where a reason may have stood against the sanction, its aid is asked about even after the registration is closed.
    if is_closed && open.is_none() {
        return None;
    }
    let step = match sanction.unshown {
        Some(step) => Some(step.clone()),
        None if sanction.is_shown() => return None,
        None => shown_sanction::step_of_status(view, participant),
    };
    if step.is_none()
        && let Some(finding) = shown_before_rescission(view, sanction)
    {
        return Some(finding);
    }
    // A former status alone may be a sanction of long ago; a cure that it showed, or a notice, is to have an end on record.
    if step.is_none() && !was_curing(view, sanction) {
        return None;
    }
    let since = sanction.left.unwrap_or(sanction.since);
    let was_told = |step: &Noncompliance| {
        step.told.iter().any(|told| sanction.left.is_some_and(|left| left <= *told) && *told <= view.on)
    };
    let to_restore = || cure::exempt_in_sanction_findings(view).chain(cure::hours_met_in_sanction_findings(view));
    let is_theirs = |finding: Finding| finding.person == participant.number;
    let is_said =
        || lifting::to_lift_findings(view).any(is_theirs) || (sanction.left.is_some() && to_restore().any(is_theirs));
    if step.as_ref().is_some_and(was_told) || is_said() {
        return None;
    }
    let says = if let Some(left) = sanction.left {
        message!(
            "the status has been {} since {}, and nothing on record ends the sanction that began on {}: no cure, no rescission \
             and no restoration of aid",
            now.status.title(),
            left,
            sanction.since
        )
    } else {
        message!(
            "a sanction that began on {} is on record, and the status is {} since {}",
            sanction.since,
            now.status.title(),
            now.since
        )
    };
    let notice = step.map(|step| Ground::new("notice of action issued", step.notice_issued, &step.source));
    let finding = differing(participant, since, says).with_grounds(notice).with_grounds([sanction.ground()]);
    let open = open.map(|open| {
        message!(
            "whether the sanction had to be rescinded: {}; if that stood against it, aid is restored from its first day, {}",
            open,
            sanction.since
        )
    });
    let finding = open.into_iter().fold(finding, Finding::cannot_tell);
    Some(if sanction.left.is_some() {
        finding
            .with_severity(Severity::Duty)
            .clears_when("the end of the sanction is recorded, or the eligibility worker is notified")
            .if_nothing("The family may stay without aid for a sanction that is over.")
            .with_proposals([Proposal::NotifyEligibility, Proposal::Cure, Proposal::Contact])
            .cannot_tell("whether aid is paid again, and from which day: no restoration is recorded")
    } else {
        finding.cannot_tell(
            "whether the sanction runs: by the record it does, and by the status it does not; the record is used",
        )
    })
}

/// Returns whether the statuses of the sanction showed a cure.
fn was_curing(view: &View, sanction: &OpenSanction) -> bool {
    let mut shown = sanction.participant.person.registration.iter().filter(|status| {
        status.since <= view.on
            && sanction.since <= status.since
            && sanction.left.is_none_or(|left| status.since < left)
    });
    shown.any(|status| status.status == RegistrationStatus::CuringSanction)
}

/// Finds a sanction that was rescinded and that the status still shows.
fn rescinded_still_shown(view: &View, participant: &Participant) -> Option<Finding> {
    let since = sanctioned_since(view, participant);
    if steps_of(view, participant).any(|step| begun_sanction(view, step).is_some()) {
        return None;
    }
    let rescinded = steps_of(view, participant).filter(|step| step.sanction.is_some());
    let rescinded = rescinded.filter_map(|step| Some((step.rescinded.filter(|day| *day <= view.on)?, step)));
    let Some((day, step)) = rescinded.max_by_key(|(day, step)| (*day, step.notice_issued)) else {
        return shown_after_rescission(view, participant, since);
    };
    let from = step.sanction.as_ref().map_or(day, |sanction| sanction.from);
    (since <= day.max(from)).then_some(())?;
    let says = message!(
        "the sanction was rescinded on {}, and the status is still {}; the status must be corrected",
        day,
        participant.registration.status.title()
    );
    Some(
        differing(participant, day, says)
            .with_ground("rescinded", day, step.value_source(Noncompliance::RESCISSION))
            .if_nothing("The participant is treated as sanctioned: services may be ended, and no hours are required.")
            .cannot_tell("whether the sanction is over: the rescission says so, and the status does not"),
    )
}

/// Finds a status of a sanction that no record holds, where the newest non-compliance that it could follow was rescinded.
fn shown_after_rescission(view: &View, participant: &Participant, since: NaiveDate) -> Option<Finding> {
    let step = shown_sanction::newest_step_that_allows(view, participant, since)?;
    let day = step.rescinded.filter(|day| *day <= view.on)?;
    let says = message!(
        "the status has been that of a sanction since {}, and the non-compliance of {} was rescinded on {}; the sanction must \
         be rescinded",
        since,
        step.notice_issued,
        day
    );
    let finding = differing(participant, since.max(day), says)
        .with_severity(Severity::Aid)
        .with_ground("notice of action issued", step.notice_issued, &step.source)
        .with_ground("rescinded", day, step.value_source(Noncompliance::RESCISSION))
        .if_nothing("Aid is withheld from the family for a non-compliance that was taken back.")
        .with_proposals([Proposal::CorrectStatus, Proposal::NotifyEligibility, Proposal::Contact]);
    Some(shown_sanction::note_whose_sanction(step, finding))
}

/// Finds a former status of a sanction that no record holds, where the newest non-compliance that it could follow was rescinded:
/// nothing says that the aid of that time was paid.
fn shown_before_rescission(view: &View, sanction: &OpenSanction) -> Option<Finding> {
    let left = sanction.left.filter(|_| sanction.unshown.is_none())?;
    let participant = &sanction.participant;
    let step = shown_sanction::newest_step_that_allows(view, participant, sanction.since)?;
    let day = step.rescinded.filter(|day| *day <= view.on)?;
    if step.told.iter().any(|told| left <= *told && *told <= view.on) {
        return None;
    }
    let says = message!(
        "the status was that of a sanction from {} until {}, and the non-compliance of {} was rescinded on {}; no restoration \
         of aid is recorded",
        sanction.since,
        left,
        step.notice_issued,
        day
    );
    let finding = differing(participant, left, says)
        .with_severity(Severity::Duty)
        .with_ground("notice of action issued", step.notice_issued, &step.source)
        .with_ground("rescinded", day, step.value_source(Noncompliance::RESCISSION))
        .clears_when("the restoration of aid is recorded, or the eligibility worker is notified")
        .if_nothing("The family may stay without the aid of a sanction that was taken back.")
        .with_proposals([Proposal::NotifyEligibility, Proposal::Cure, Proposal::Contact])
        .cannot_tell("whether aid was withheld, and whether it was paid since: neither is recorded");
    Some(shown_sanction::note_whose_sanction(step, finding))
}

/// Finds a status of a sanction that began before the sanction that is on record for it. One before the day that the notice
/// allows is found as too early.
fn shown_too_soon(view: &View, participant: &Participant) -> Option<Finding> {
    let since = sanctioned_since(view, participant);
    if steps_of(view, participant).any(|step| begun_sanction(view, step).is_some_and(|known| known.from <= since)) {
        return None;
    }
    let days = view.policy.sanction_earliest.as_ref()?;
    let recorded = steps_of(view, participant).filter(|step| step.rescinded.is_none_or(|day| view.on < day));
    let recorded = recorded.filter_map(|step| Some((step.sanction.as_ref()?, step)));
    let later = recorded.filter(|(known, step)| step.notice_issued + days.value <= since && since < known.from);
    let (known, step) = later.min_by_key(|(known, step)| (known.from, step.notice_issued))?;
    let says =
        message!("the status of a sanction began on {}, and the sanction on record is from {}", since, known.from);
    Some(
        differing(participant, since, says)
            .with_severity(Severity::Aid)
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_ground("sanction from", known.from, step.value_source(Noncompliance::SANCTION))
            .if_nothing("The family may lose aid before the sanction that was approved begins.")
            .cannot_tell("from which day aid is withheld: the status and the record name different days"),
    )
}

/// Finds somebody who was a volunteer or exempt until the day of a sanction for which no notice is recorded: who was either on
/// the day of the failure is not sanctioned (WIC 11327.5(b)), and no day of a failure is recorded.
fn sanctioned_volunteer(view: &View, participant: &Participant) -> Option<Finding> {
    let since = sanctioned_since(view, participant);
    if steps_of(view, participant).any(|step| step.notice_issued <= since) {
        return None;
    }
    let before = status_before(view, participant, since)?;
    let what = match before.status {
        RegistrationStatus::RegisteredVoluntary => "a volunteer",
        RegistrationStatus::Exempt => "exempt",
        _ => return None,
    };
    let rule = view.policy.exempt_guard.as_ref()?;
    let says = message!(
        "the participant was {} until the sanction began on {}, and no notice of action is recorded",
        what,
        since
    );
    Some(
        Finding::new(RuleId::NeverSanctioned, participant.number, says)
            .due_on(since)
            .with_grounds([participant.status_ground()])
            .with_ground("status before", message!("{} since {}", before.status.title(), before.since), &before.source)
            .under_policy(rule)
            .cannot_tell(
                "whether the sanction may stand: who was a volunteer or exempt on the day of the failure is not sanctioned, and \
                 aid is restored; if the failure was at another time, the day is missing in the record",
            )
            .clears_when("the notice with the day of the failure is recorded, or the status is corrected")
            .if_nothing("A participant who may not be sanctioned may lose aid.")
            .with_proposals([Proposal::CorrectStatus, Proposal::Contact]),
    )
}

/// Finds the status of a sanction that was requested and of which no approval is recorded.
fn sanction_without_approval(view: &View, participant: &Participant) -> Option<Finding> {
    let step = shown_sanction::step_of_status(view, participant)?;
    if lifting::to_lift_findings(view).any(|finding| finding.person == participant.number) {
        return None;
    }
    let since = sanctioned_since(view, participant);
    let says = match (step.open_request(view.on), step.last_return(view.on)) {
        (Some(requested), _) => message!(
            "the status has been Sanction since {}, and no approval of the sanction that was requested on {} is recorded",
            since,
            requested
        ),
        (None, Some(returned)) => message!(
            "the status has been Sanction since {}, and the supervisor sent the request back on {}",
            since,
            returned.on
        ),
        (None, None) => return None,
    };
    Some(
        differing(participant, since, says)
            .with_severity(Severity::Duty)
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .clears_when("the sanction with its approval is recorded, or the registration status is corrected")
            .if_nothing("The family may stay without aid for a sanction that nobody approved.")
            .with_proposals([Proposal::RecordDetermination, Proposal::CorrectStatus, Proposal::Contact])
            .cannot_tell(
                "whether the sanction may stand: if nobody approved it, it is rescinded and aid restored; if somebody did, the \
                 approval is missing in the record",
            ),
    )
}

fn status_before<'a>(view: &View, participant: &Participant<'a>, since: NaiveDate) -> Option<&'a DatedRegistration> {
    let known = participant.person.registration.iter().filter(|known| known.since < since && known.since <= view.on);
    known.max_by_key(|known| registration_order(known))
}

/// Finds a status of a cure for which no cure is recorded.
fn cure_not_recorded(view: &View, participant: &Participant) -> Option<Finding> {
    let rule = view.policy.cure_longest.as_ref()?;
    let curing = participant.registration.since;
    let since = sanctioned_since(view, participant);
    // A cure is asked for, and its plan signed, before the status shows it.
    let eve = since.pred_opt()?;
    let is_of_status = |cure: &Cure| {
        let last = cure.until.unwrap_or(cure.requested + rule.value);
        since <= cure.requested || (since <= last && !cure::is_done(cure, eve))
    };
    let mut theirs = view.facts.cures.iter().filter(|cure| cure.person == participant.number);
    if theirs.any(|cure| cure.requested <= view.on && is_of_status(cure)) {
        return None;
    }
    let last = curing + rule.value;
    let says = message!(
        "the status has been {} since {}, and no cure is recorded",
        participant.registration.status.title(),
        curing
    );
    let finding = differing(participant, curing, says)
        .under_policy(rule)
        .clears_when("the cure with its result is recorded, or the registration status is corrected")
        .with_proposals([Proposal::Cure, Proposal::Contact]);
    Some(if last < view.on {
        finding
            .with_severity(Severity::Aid)
            .due_on(last)
            .with_day_count(DayCount::new("days of the cure", curing, view.on, Some(rule.value)))
            .if_nothing("A family that may have cured the sanction does not get its aid back.")
            .cannot_tell(message!(
                "whether the participant is cured: a cure lasts no longer than {} days, until {}, if it began with the status",
                rule.value.0,
                last
            ))
    } else {
        finding.cannot_tell("until when the cure runs: neither its request nor its plan is recorded")
    })
}

/// Finds a status of non-compliance without a notice of action, or one whose non-compliance is over by the record.
fn noncompliance_not_open(view: &View, participant: &Participant) -> Option<Finding> {
    let since = participant.registration.since;
    let is_over = |step: &Noncompliance| noncompliance_stage(step, view.on) == NoncomplianceStage::Over;
    if steps_of(view, participant).any(|step| !is_over(step)) {
        return None;
    }
    let ended = steps_of(view, participant).filter_map(|step| Some((over_since(step, view.on)?, step)));
    let last = ended.max_by_key(|((day, _), step)| (*day, step.notice_issued));
    if let Some(((day, how), step)) = last.filter(|((day, _), _)| since <= *day) {
        let says = message!(
            "{} on {}, and the status is still {}; the status must be corrected",
            how,
            day,
            participant.registration.status.title()
        );
        return Some(
            differing(participant, day, says)
                .with_ground("notice of action issued", step.notice_issued, &step.source)
                .if_nothing("The participant is treated as non-compliant, and a sanction may be requested.")
                .cannot_tell("whether the non-compliance is over: the record says so, and the status does not"),
        );
    }
    notice_not_recorded(view, participant)
}

/// Finds a status of non-compliance for which no notice of action is recorded. Without one there can be no sanction.
fn notice_not_recorded(view: &View, participant: &Participant) -> Option<Finding> {
    let period = view.policy.good_cause_period.as_ref()?;
    let since = participant.registration.since;
    let says = if steps_of(view, participant).next().is_some() {
        message!("the status has been Non-Compliance since {}, and no notice of action is recorded for it", since)
    } else {
        message!("the status has been Non-Compliance since {}, and no notice of action is recorded", since)
    };
    Some(
        differing(participant, since, says)
            .with_severity(Severity::Duty)
            .with_day_count(DayCount::new("days since the status began", since, view.on, None))
            .under_policy(period)
            .clears_when("the notice of action is recorded, or the registration status is corrected")
            .if_nothing("Nobody counts the good-cause period, and the participant is not heard.")
            .with_proposals([Proposal::CorrectStatus, Proposal::Contact])
            .cannot_tell(
                "whether there is a non-compliance: without a notice of action no good-cause period runs, and no sanction may \
                 follow",
            ),
    )
}

/// Returns the day on which the non-compliance ended by the record, and how.
fn over_since(step: &Noncompliance, on: NaiveDate) -> Option<(NaiveDate, &'static str)> {
    let rescinded = step.rescinded.map(|day| (day, "the non-compliance was rescinded"));
    let kept = step.plan_result.as_ref().filter(|result| result.completed);
    let kept = kept.map(|result| (result.on, "the compliance plan was completed"));
    let decided = step.determination.as_ref().and_then(|found| match found.outcome {
        CauseOutcome::GoodCause => Some((found.on, "good cause was determined")),
        CauseOutcome::Resolved => Some((found.on, "the non-compliance was resolved")),
        CauseOutcome::CompliancePlan | CauseOutcome::NoGoodCause => None,
    });
    [rescinded, kept, decided].into_iter().flatten().filter(|(day, _)| *day <= on).max_by_key(|(day, _)| *day)
}

/// Finds a registration that was closed while aid was discontinued, or ineligible, and still is, although aid is active again,
/// and one that was closed while aid went on. Somebody may be ineligible while the family gets aid.
fn closed_on_aid(view: &View, participant: &Participant) -> Option<Finding> {
    let aid = view.aid_status().filter(|aid| aid.status == AidStatus::Active)?;
    let closed = participant.registration.since;
    let person = participant.person;
    let is_out = person.in_unit == Some(false) || person.in_unit_until.is_some_and(|until| until < view.on);
    let was_discontinued = view
        .facts
        .aid
        .iter()
        .any(|known| known.status == AidStatus::Discontinued && known.since <= closed && known.since < aid.since);
    let is_closed = participant.registration.status == RegistrationStatus::Closed;
    let is_during_aid = is_closed && aid.since <= closed;
    // Who became ineligible while aid went on is no longer asked for anything.
    let was_before_aid = was_discontinued && (is_closed || closed < aid.since);
    if !(is_during_aid || was_before_aid) || is_out || person.aid_ended.is_some_and(|day| day < view.on) {
        return None;
    }
    let says = if is_during_aid {
        message!("the status has been Closed since {}, and aid has been active since {}", closed, aid.since)
    } else {
        message!(
            "aid has been active since {}, and the status is still {} since {}",
            aid.since,
            participant.registration.status.title(),
            closed
        )
    };
    let finding = differing(participant, aid.since.max(closed), says)
        .with_ground("aid active", aid.since, &aid.source)
        .if_nothing("The participant is on aid, and nobody asks for a plan, an activity or a contact.");
    Some(if is_closed {
        finding
            .with_severity(Severity::Duty)
            .cannot_tell("whether the participant must take part: aid is active, and the registration is closed")
    } else {
        finding.cannot_tell(
            "whether the participant must take part: the status was Ineligible before aid began again, and may not have been \
             looked at since",
        )
    })
}
