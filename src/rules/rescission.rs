//! A non-compliance that is rescinded after its sanction was handed off: the eligibility worker still has the sanction,
//! and must be notified that it was rescinded.
//!
//! Source: Santa Clara CWES handbook, sanction request and chapter 36, Sanction Effective Date (exception).

use chrono::NaiveDate;

use super::finding::Finding;
use super::gate;
use super::message::{Message, message};
use super::rule_id::RuleId;
use super::view::View;
use crate::domain::category::Severity;
use crate::domain::facts::{Cure, Noncompliance, Sanction};
use crate::domain::proposal::Proposal;

/// A sanction that the eligibility worker has and that is rescinded.
struct RescindedSanction<'a> {
    sanction: &'a Sanction,
    handed_off: NaiveDate,
    rescinded: NaiveDate,
    /// The later of the two days.
    since: NaiveDate,
}

/// Returns the sanction of a rescinded non-compliance that was handed off, as long as the eligibility worker is not
/// known to have been notified since, and aid not to have been restored.
fn untold_rescission<'a>(view: &View, step: &'a Noncompliance) -> Option<RescindedSanction<'a>> {
    let rescinded = step.rescinded.filter(|day| *day <= view.on)?;
    let sanction = step.sanction.as_ref()?;
    let handed_off = sanction.handed_off.filter(|day| *day <= view.on)?;
    let since = rescinded.max(handed_off);
    let told = step.told.iter().filter(|told| since <= **told && **told <= view.on).count();
    let is_hand_off = usize::from(since == handed_off && step.told.contains(&handed_off));
    let restored = |cure: &Cure| cure.restored.is_some_and(|day| since <= day && day <= view.on);
    let is_restored = view.facts.cures.iter().any(|cure| cure.person == step.person && restored(cure));
    (told <= is_hand_off && !is_restored).then_some(RescindedSanction { sanction, handed_off, rescinded, since })
}

/// Returns whether the eligibility worker is to be notified that the sanction of the non-compliance is taken back.
pub(super) fn is_to_be_told(view: &View, step: &Noncompliance) -> bool {
    untold_rescission(view, step).is_some()
}

/// Finds non-compliances that were rescinded after their sanction was handed off, of which the eligibility worker has
/// not been notified. It is due as the hand-off was, and no later than the day before the sanction begins.
pub fn untold_rescission_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.noncompliance.iter().filter_map(|step| {
        let rule = view.policy.sanction_handoff.as_ref()?;
        let RescindedSanction { sanction, handed_off, rescinded, since } = untold_rescission(view, step)?;
        let eve = sanction.from.pred_opt()?;
        let within = view.policy.calendar.add_working_days(since, rule.value);
        let due = if eve < since { since } else { within.min(eve) };
        let finding = Finding::new(RuleId::SanctionHandoff, step.person, rescission_text(view, sanction, rescinded))
            .due_on(due)
            .arising_on([step.notice_issued])
            .arising_on(sanction.approved)
            .with_severity(Severity::Aid)
            .with_ground("notice of action issued", step.notice_issued, &step.source)
            .with_ground("sanction handed off", handed_off, step.value_source(Noncompliance::HAND_OFF))
            .with_ground("sanction from", sanction.from, step.value_source(Noncompliance::SANCTION))
            .with_ground("rescinded", rescinded, step.value_source(Noncompliance::RESCISSION))
            .under_policy(rule)
            .with_citations(view.policy.lift_before_first_day.as_ref().map(Into::into))
            .clears_when("the eligibility worker is notified that the sanction was rescinded")
            .if_nothing("Aid is taken from the family, or stays withheld, for a sanction that is rescinded.")
            .with_proposals([Proposal::NotifyEligibility, Proposal::Contact])
            .cannot_tell(
                "by when the eligibility worker is notified of a rescission: no source gives a day, and the \
                day for a sanction is used",
            );
        let finding = gate::with_all_reasons(finding, gate::build_gate(view, step));
        Some(if sanction.from <= view.on {
            finding.cannot_tell(
                "whether aid was lowered before the rescission, and from which day it is restored: neither is recorded",
            )
        } else {
            finding
        })
    })
}

fn rescission_text(view: &View, sanction: &Sanction, rescinded: NaiveDate) -> Message {
    if sanction.from <= view.on {
        return message!(
            "the sanction that began on {} was rescinded on {}, and the eligibility worker has not been notified",
            sanction.from,
            rescinded
        );
    }
    message!(
        "the sanction from {} on was rescinded on {}, and the eligibility worker has not been notified",
        sanction.from,
        rescinded
    )
}
