//! Every doubt that holds an answer is listed where a reader looks for it: with the hours of the month, and in the gate.

use proptest::prelude::*;

use super::step::step_of;
use crate::domain::dates::Month;
use crate::domain::facts::CaseFacts;
use crate::policy::Policies;
use crate::rules::Evaluation;
use crate::rules::finding::ReasonState;
use crate::rules::message::{DateStyle, Message};
use crate::rules::obligation::{Owed, obligation_on};
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

/// How doubts begin that are about days and policy, and not about a reason against a sanction.
const ABOUT_DAYS: &[&str] = &[
    "from which day a sanction may begin after a failed plan",
    "whether a sanction after a failed plan may begin before",
    "whether aid begins again",
    "whether this rule applies here",
];

fn text_of(message: &Message) -> String {
    message.to_text(DateStyle::Iso)
}

/// Checks that each doubt about hours that fall short stands in the row of its month.
pub(super) fn check_hour_rows(today: chrono::NaiveDate, evaluation: &Evaluation) -> Result<(), TestCaseError> {
    let last = Month::from_date(today).previous();
    for finding in evaluation.findings.iter().filter(|finding| finding.rule == RuleId::HoursNotMet) {
        let row = evaluation.hours.iter().find(|row| row.month == last && row.person == finding.person);
        prop_assert!(row.is_some());
        let listed: Vec<&Message> =
            row.into_iter().flat_map(|row| row.required.cannot_tell.iter().chain(&row.cannot_tell)).collect();
        for doubt in &finding.cannot_tell {
            prop_assert!(listed.contains(&doubt), "not in the row: {}", text_of(doubt));
        }
    }
    Ok(())
}

/// Checks that each doubt about a request for a sanction stands in its gate, and that nothing open in the gate is left out of
/// the request.
pub(super) fn check_gates(facts: &CaseFacts, evaluation: &Evaluation) -> Result<(), TestCaseError> {
    for finding in evaluation.findings.iter().filter(|finding| finding.rule == RuleId::SanctionRequest) {
        let gate = step_of(facts, finding).and_then(|step| {
            let mut gates = evaluation.gates.iter();
            gates.find(|gate| (gate.person, gate.notice_issued) == (step.person, step.notice_issued))
        });
        let Some(gate) = gate else { continue };
        let listed: Vec<String> = gate.blockers.iter().map(|reason| text_of(&reason.says)).collect();
        for doubt in finding.cannot_tell.iter().map(text_of) {
            let about_days = ABOUT_DAYS.iter().any(|start| doubt.starts_with(start));
            prop_assert!(about_days || listed.iter().any(|says| doubt.ends_with(says)), "not in the gate: {}", doubt);
        }
        for reason in gate.blockers.iter().filter(|reason| reason.state == ReasonState::CannotTell) {
            let says = text_of(&reason.says);
            let is_said = |doubt: &Message| text_of(doubt).ends_with(&says);
            prop_assert!(finding.cannot_tell.iter().any(is_said), "not in the request: {}", says);
        }
    }
    Ok(())
}

/// Checks that the gate holds something of somebody who may owe nothing on the day of the failure.
pub(super) fn check_standing(facts: &CaseFacts, evaluation: &Evaluation) -> Result<(), TestCaseError> {
    let about_standing = [
        "cal_learn",
        "exempt_at_failure",
        "exemption_eligible",
        "good_cause_recorded",
        "minor",
        "not_required_yet",
        "outside_unit",
        "time_limit_reached",
        "volunteer",
        "aid_discontinued",
    ];
    for gate in &evaluation.gates {
        let mut steps = facts.noncompliance.iter();
        let step = steps.find(|step| (step.person, step.notice_issued) == (gate.person, gate.notice_issued));
        let Some((failed, step)) = step.and_then(|step| Some((step.failed_on?, step))) else { continue };
        let view = View::new(facts, Policies::builtin(), failed);
        let Some(person) = view.find_person(step.person) else { continue };
        let obligation = obligation_on(&view, person);
        // Of somebody without a status the record says nothing, which the gate names as unrecorded.
        if obligation.hours() == Owed::Yes {
            continue;
        }
        let held = gate.blockers.iter().any(|reason| about_standing.contains(&reason.id));
        prop_assert!(held, "the gate holds nothing of {:?}, {:?}", obligation.standing, obligation.hours());
    }
    Ok(())
}
