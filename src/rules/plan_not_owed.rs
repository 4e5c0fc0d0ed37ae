//! Compliance plans that run although a reason on record already stands against a sanction: what the plan asks for is not
//! owed, and the participant is told before its last day.
//!
//! Sources: WIC 11320.3(b), 11327.4(a)(1); Santa Clara CWES handbook, chapters 2 and 35.

use super::finding::{Finding, Ground};
use super::gate;
use super::message::message;
use super::noncompliance::{NoncomplianceStage, noncompliance_stage};
use super::reason_against::ReasonState;
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::facts::Noncompliance;
use crate::domain::proposal::Proposal;

/// Finds compliance plans that run while a reason surely stands against a sanction. That the plan runs, and that the hours
/// were met, is said elsewhere, and so is that the participant may never be sanctioned for the failure.
pub fn not_owed_findings(view: &View) -> impl Iterator<Item = Finding> {
    let on_plan =
        view.facts.noncompliance.iter().filter(|step| noncompliance_stage(step, view.on) == NoncomplianceStage::OnPlan);
    on_plan.filter_map(|step| {
        let rule = view.policy.good_cause_guard.as_ref()?;
        if step.plan_end.is_some_and(|end| end < view.on) || gate::reason_never_to_sanction(view, step).is_some() {
            return None;
        }
        let gate = gate::build_gate(view, step);
        let said = [gate::DECIDED, gate::HOURS_MET, gate::PERIOD_NOT_OVER];
        let mut blocking = gate.blockers.iter().filter(|reason| reason.state == ReasonState::Blocks);
        let says = blocking.find(|reason| !said.contains(&reason.id))?.says.clone();
        let says = if let Some(end) = step.plan_end {
            message!("the compliance plan runs until {}, and there is a reason against a sanction: {}", end, says)
        } else {
            message!("a compliance plan was agreed, and there is a reason against a sanction: {}", says)
        };
        let determined = step.determination.as_ref().map(|found| found.on).filter(|day| *day <= view.on);
        let finding = Finding::new(RuleId::PlanNotOwed, step.person, says)
            .due_on(determined.unwrap_or(step.notice_issued))
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_grounds(
                determined.map(|on| {
                    Ground::new("compliance plan agreed", on, step.value_source(Noncompliance::DETERMINATION))
                }),
            )
            .under_policy(rule)
            .clears_when("the non-compliance is resolved or rescinded, or the reason no longer applies")
            .if_nothing("The participant is held to a compliance plan that is not owed, and the family may lose aid.")
            .with_proposals([Proposal::RecordDetermination, Proposal::Contact]);
        Some(gate::with_all_reasons(finding, gate))
    })
}
