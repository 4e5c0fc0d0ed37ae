//! Non-compliances without a determination after the period, and compliance plans without a result (fifth category of the
//! ES109).

use super::decision_order;
use super::finding::{DayCount, Finding, Ground};
use super::gate;
use super::lifting;
use super::message::{Message, message};
use super::noncompliance::{
    NoncomplianceStage, WITHOUT_DETERMINATION, appointment_ground, begun_sanction, day_of_period, noncompliance_stage,
    pending_sanction, sanction_without_determination, undetermined_steps,
};
use super::reason_against::ReasonState;
use super::rule_id::RuleId;
use super::shown_exemption::{self, ShownReason};
use super::view::View;
use crate::domain::category::Severity;
use crate::domain::facts::Noncompliance;
use crate::domain::proposal::Proposal;

/// Finds non-compliances without a determination after the period, and compliance plans whose end has passed without a
/// result.
///
/// Source: WIC 11327.4; handbook 42-7.38, ES109, fifth category.
pub fn overdue_findings(view: &View) -> impl Iterator<Item = Finding> {
    let undetermined = undetermined_steps(view).filter(|step| sanction_without_determination(view, step).is_none());
    undetermined
        .filter_map(|step| undetermined_finding(view, step))
        .chain(sanctions_without_determination(view))
        .chain(sanctions_out_of_order(view))
        .chain(sanctions_nobody_approved(view))
        .chain(overdue_plan_findings(view))
        .chain(plans_without_end(view))
}

/// Finds sanctions, approved or in progress, for which no determination of cause is recorded: a sanction follows only a
/// failure without good cause.
///
/// Source: WIC 11327.4(a)(1), (b)(1).
fn sanctions_without_determination(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.noncompliance.iter().filter_map(|step| {
        let sanction = sanction_without_determination(view, step)?;
        let has_begun = sanction.from <= view.on;
        if has_begun && !lifting::is_in_progress(view, step) {
            return None;
        }
        let period = view.policy.good_cause_period.as_ref()?;
        let gate = match gate::build_gate_of_begun(view, step, sanction.from) {
            Some(begun) => begun.gate,
            None => gate::build_gate(view, step),
        };
        let says = if has_begun {
            message!("a sanction began on {}, and no determination of cause is recorded", sanction.from)
        } else {
            message!("a sanction is to begin on {}, and no determination of cause is recorded", sanction.from)
        };
        let finding = Finding::new(RuleId::OverdueNoncompliance, step.person, says)
            .due_on(step.notice_issued + period.value)
            .arising_on(sanction.approved)
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_grounds(appointment_ground(step, view.on))
            .with_ground("sanction from", sanction.from, step.value_source(Noncompliance::SANCTION))
            .with_day_count(day_of_period(step, view))
            .under_policy(period)
            .with_citations(view.policy.good_cause_guard.as_ref().map(Into::into))
            .cannot_tell(WITHOUT_DETERMINATION)
            .clears_when("the determination is recorded, or the non-compliance is rescinded, or the sanction is cured")
            .if_nothing(
                "The family may lose aid although nobody determined whether there was good cause for the failure.",
            )
            .with_proposals([Proposal::RecordDetermination, Proposal::Contact]);
        Some(gate::note_open_reasons(finding, gate))
    })
}

/// Finds sanctions, pending or in progress, that the record holds without an approval: somebody must find out who decided
/// them.
///
/// Source: Santa Clara CWES handbook, sanction request (a supervisor reviews every request).
fn sanctions_nobody_approved(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.noncompliance.iter().filter_map(|step| {
        let sanction = begun_sanction(view, step)
            .filter(|_| lifting::is_in_progress(view, step))
            .or_else(|| pending_sanction(view, step))?;
        let decided = sanction.approved.is_some_and(|day| day <= view.on);
        let has_own_finding = sanction_without_determination(view, step).is_some()
            || decision_order::sanction_out_of_order(view, step).is_some();
        if decided || has_own_finding || !step.sanction_returned.is_empty() {
            return None;
        }
        let rule = view.policy.sanction_handoff.as_ref()?;
        let gate = match gate::build_gate_of_begun(view, step, sanction.from) {
            Some(begun) => begun.gate,
            None => gate::build_gate(view, step),
        };
        let requested = step.sanction_requested.filter(|day| *day <= view.on);
        let says = if let Some(day) = requested {
            message!("a sanction from {} on is recorded, and no approval of the request of {}", sanction.from, day)
        } else {
            message!("a sanction from {} on is recorded, and neither a request nor an approval of it", sanction.from)
        };
        // Before the notice or the determination nothing could be approved.
        let determined = step.determination.as_ref().map(|found| found.on).filter(|on| *on <= view.on);
        let asked_from = sanction.from.max(step.notice_issued).max(determined.unwrap_or(step.notice_issued));
        let finding = Finding::new(RuleId::OverdueNoncompliance, step.person, says)
            .due_on(asked_from)
            .arising_on([step.notice_issued])
            .arising_on(requested)
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_ground("sanction from", sanction.from, step.value_source(Noncompliance::SANCTION))
            .under_policy(rule)
            .cannot_tell(
                "whether a supervisor approved the sanction: if so, the approval is recorded late; if not, nobody looked at \
                 the reasons against it, and it may have to be withdrawn or rescinded",
            )
            .clears_when("the approval is recorded, or the non-compliance is rescinded, or the sanction is cured")
            .if_nothing("The family may lose aid by a sanction that nobody decided.")
            .with_proposals([Proposal::RecordDetermination, Proposal::Contact]);
        Some(gate::with_all_reasons(finding, gate))
    })
}

/// Finds sanctions, approved or in progress, whose notice, determination and approval are recorded in another order than the
/// law sets.
///
/// Source: WIC 11327.4(a)(1), (b)(1).
fn sanctions_out_of_order(view: &View) -> impl Iterator<Item = Finding> {
    let determined =
        view.facts.noncompliance.iter().filter(|step| sanction_without_determination(view, step).is_none());
    determined.filter_map(|step| {
        let sanction = decision_order::sanction_out_of_order(view, step)?;
        if sanction.from <= view.on && !lifting::is_in_progress(view, step) {
            return None;
        }
        let rule = view.policy.good_cause_guard.as_ref().filter(|rule| rule.value.0)?;
        let says = message!("the sanction of {} is recorded before the steps that must come first", sanction.from);
        let determined = step.determination.as_ref().map(|determination| determination.on).filter(|on| *on <= view.on);
        let finding =
            Finding::new(RuleId::OverdueNoncompliance, step.person, says)
                .due_on(sanction.from)
                .arising_on(Some(step.notice_issued))
                .arising_on(sanction.approved)
                .arising_on(determined)
                .with_ground("notice of action issued", step.notice_issued, &step.source)
                .with_grounds(determined.map(|on| {
                    Ground::new("determination of cause", on, step.value_source(Noncompliance::DETERMINATION))
                }))
                .with_ground("sanction from", sanction.from, step.value_source(Noncompliance::SANCTION))
                .under_policy(rule)
                .clears_when("the days are corrected, or the non-compliance is rescinded, or the sanction is cured")
                .if_nothing(
                    "The family may lose aid before anybody determined whether there was good cause for the failure.",
                )
                .with_proposals([Proposal::RecordDetermination, Proposal::Contact]);
        let gate = match gate::build_gate_of_begun(view, step, sanction.from) {
            Some(begun) => begun.gate,
            None => gate::build_gate(view, step),
        };
        let finding = gate::with_all_reasons(finding, gate);
        let doubts = decision_order::doubts_of_sanction(view, step);
        Some(doubts.into_iter().fold(finding, |finding, doubt| finding.cannot_tell(message!("whether {}", doubt))))
    })
}

fn undetermined_finding(view: &View, step: &Noncompliance) -> Option<Finding> {
    let period = view.policy.good_cause_period.as_ref()?;
    let count = day_of_period(step, view);
    if count.day <= period.value.0 {
        return None;
    }
    let gate = gate::build_gate(view, step);
    let (says, next) = if let Some(reason) = gate.first_blocker() {
        let says =
            message!("no determination by the end of the period; do not request a sanction: {}", reason.says.clone());
        (says, vec![Proposal::RecordDetermination, Proposal::Contact])
    } else {
        let next = vec![Proposal::RecordDetermination, Proposal::RequestSanction, Proposal::Contact];
        ("no determination by the end of the period".into(), next)
    };
    let finding = Finding::new(RuleId::OverdueNoncompliance, step.person, says)
        .due_on(step.notice_issued + period.value)
        .with_ground("notice of action issued", step.notice_issued, &step.source)
        .with_grounds(appointment_ground(step, view.on))
        .with_day_count(count)
        .under_policy(period)
        .clears_when("a determination, a compliance plan or a resolution is recorded")
        .if_nothing("The participant stays in non-compliance without a decision, and a later sanction may not stand.")
        .with_proposals(next);
    Some(add_reasons(view, finding, gate))
}

/// Adds the reasons of the gate, and the doubt about a reason for exemption that the facts show where the gate only warns
/// of it: a worker's review does not decide whether a disability exempts.
fn add_reasons(view: &View, finding: Finding, gate: gate::Gate) -> Finding {
    let warns = gate.blockers.iter().any(|reason| reason.id == gate::EXEMPTION && reason.state == ReasonState::Warns);
    let person = view.find_person(finding.person).filter(|_| warns);
    let shown = person.into_iter().flat_map(|person| shown_exemption::reasons_shown(view, person));
    let doubts: Vec<Message> = shown.map(ShownReason::doubt).collect();
    doubts.into_iter().fold(gate::add_reasons(finding, gate), Finding::cannot_tell)
}

fn overdue_plan_findings(view: &View) -> impl Iterator<Item = Finding> {
    let on_plan =
        view.facts.noncompliance.iter().filter(|step| noncompliance_stage(step, view.on) == NoncomplianceStage::OnPlan);
    on_plan.filter_map(|step| {
        let end = step.plan_end.filter(|end| *end < view.on)?;
        let finding = Finding::new(
            RuleId::OverdueNoncompliance,
            step.person,
            "the compliance plan has ended, and no result is recorded",
        )
        .due_on(end)
        .arising_on([step.notice_issued])
        .arising_on(step.determination.as_ref().map(|determination| determination.on))
        .with_ground("compliance plan ended", end, step.value_source(Noncompliance::PLAN_END))
        .with_ground("notice of action issued", step.notice_issued, &step.source)
        .with_day_count(DayCount::new("days since the plan's end", end, view.on, None))
        .clears_when("the result of the compliance plan is recorded")
        .if_nothing("Nobody decides whether the plan was completed, and a sanction may be late or wrong.")
        .with_proposals([Proposal::RecordPlanResult, Proposal::Contact]);
        let finding = match step.determination {
            Some(_) => finding,
            None => finding.cannot_tell(
                "whether a compliance plan was agreed: no determination is recorded, but the last day of a plan is",
            ),
        };
        Some(add_reasons(view, finding, gate::build_gate(view, step)))
    })
}

/// Finds compliance plans of which only the day of the agreement is known: without a last day nobody is told when the plan is
/// over. They are found once the period of the notice is over, in which a plan is agreed.
fn plans_without_end(view: &View) -> impl Iterator<Item = Finding> {
    let on_plan = view
        .facts
        .noncompliance
        .iter()
        .filter(|step| step.plan_end.is_none() && noncompliance_stage(step, view.on) == NoncomplianceStage::OnPlan);
    on_plan.filter_map(|step| {
        let period = view.policy.good_cause_period.as_ref()?;
        let agreed = step.determination.as_ref()?.on;
        let due = step.notice_issued + period.value;
        if view.on <= due {
            return None;
        }
        let says = message!("a compliance plan was agreed on {}, and its last day is not recorded", agreed);
        let finding = Finding::new(RuleId::OverdueNoncompliance, step.person, says)
            .due_on(due)
            .arising_on([agreed])
            .with_severity(Severity::Record)
            .with_ground("compliance plan agreed", agreed, step.value_source(Noncompliance::DETERMINATION))
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_day_count(day_of_period(step, view))
            .under_policy(period)
            .clears_when("the last day of the compliance plan, or its result, is recorded")
            .if_nothing("Nobody is told when the plan is over, or whether it was completed.")
            .with_proposals([Proposal::RecordPlanResult, Proposal::Contact])
            .cannot_tell("whether the compliance plan is over: neither its last day nor its result is recorded");
        Some(gate::with_all_reasons(finding, gate::build_gate(view, step)))
    })
}
