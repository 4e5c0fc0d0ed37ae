//! The last days of the 20-day period (third category of the ES109).

use super::finding::Finding;
use super::gate::{self, Gate};
use super::message::message;
use super::noncompliance::{
    NoncomplianceStage, appointment_ground, day_of_period, no_good_cause_ground, noncompliance_stage, period_text,
    steps_in_period,
};
use super::reason_against::{ReasonAgainst, ReasonState};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::facts::Noncompliance;
use crate::domain::proposal::Proposal;

/// Finds participants in or near the last days of the good-cause period. Good cause, a compliance plan or a resolution
/// ends it; that no good cause was found does not, because a compliance plan may be agreed until its last day.
///
/// Source: WIC 11327.4(b)(1); handbook 42-7.38, ES109, third category; Santa Clara, compliance plan (WTW 32).
pub fn good_cause_period_findings(view: &View) -> impl Iterator<Item = Finding> {
    steps_in_period(view).filter_map(|step| {
        let period = view.policy.good_cause_period.as_ref()?;
        let approaching = view.policy.good_cause_approaching.as_ref()?;
        let count = day_of_period(step, view);
        let day = count.day;
        let near_the_end = day >= period.value.0 - approaching.value.0;
        near_the_end.then(|| {
            let finding = Finding::new(RuleId::GoodCausePeriod, step.person, period_text(view, step, day, period))
                .due_on(step.notice_issued + period.value)
                .with_ground("notice of action issued", step.notice_issued, &step.source)
                .with_grounds(appointment_ground(step, view.on))
                .with_grounds(no_good_cause_ground(step, view.on))
                .with_day_count(count)
                .under_policy(period)
                .under_policy(approaching);
            note_reasons(describe_what_is_left(view, step, finding), gate::build_gate(view, step))
        })
    })
}

/// Says what ends the period, and what may still be done in it.
fn describe_what_is_left(view: &View, step: &Noncompliance, finding: Finding) -> Finding {
    match noncompliance_stage(step, view.on) {
        NoncomplianceStage::NoGoodCause(_) => finding
            .clears_when("a compliance plan, good cause or a resolution is recorded, or the period is over")
            .if_nothing(
                "The period ends without a compliance plan; a sanction may be requested, and the family loses aid.",
            )
            .with_proposals([Proposal::Contact, Proposal::RecordDetermination]),
        _ => finding
            .clears_when("a determination, a compliance plan or a resolution is recorded")
            .if_nothing(
                "The period ends without a determination; a sanction may be requested, and the family loses aid.",
            )
            .with_proposals([Proposal::Contact, Proposal::RecordDetermination, Proposal::Reschedule]),
    }
}

/// Adds the reasons against a sanction that the record holds already, or that it asks about: while one stands, it is not sure
/// that there is a non-compliance. What nobody has recorded is asked later, when a sanction is.
fn note_reasons(finding: Finding, gate: Gate) -> Finding {
    // That the period runs is no doubt about the non-compliance; it is what the finding says.
    let stands = |reason: &&ReasonAgainst| reason.state == ReasonState::Blocks && reason.id != gate::PERIOD_NOT_OVER;
    let is_said =
        |reason: &&ReasonAgainst| !reason.unrecorded && ![gate::PERIOD_NOT_OVER, gate::TOO_EARLY].contains(&reason.id);
    let is_blocked = gate.blockers.iter().any(|reason| stands(&reason));
    let open = gate.blockers.iter().filter(|_| !is_blocked).filter(is_said);
    let finding = open.fold(finding, |finding, reason| match reason.state {
        ReasonState::Warns => {
            finding.with_ground("look at while good cause can be found", reason.says.clone(), &reason.source)
        }
        ReasonState::CannotTell => finding.cannot_tell(message!("whether {}", reason.says.clone())),
        ReasonState::Blocks | ReasonState::Absent => finding,
    });
    let finding = gate.blockers.iter().filter(stands).fold(finding, |finding, reason| {
        finding
            .cannot_tell(message!("whether the non-compliance is valid: {}", reason.says.clone()))
            .with_citation(reason.under.clone())
    });
    gate::with_all_reasons(finding, gate)
}
