//! Which social-work case of a person a step is about, where the person has several: a closed one may still wait for its
//! closing report after another referral was sent.

use super::unit_case::{UnitCase, unit_cases};
use crate::domain::PersonNumber;
use crate::domain::act::ActId;
use crate::domain::facts::social_work::UnitStatus;
use crate::domain::partner_state::{ReportState, UnitCaseState};
use crate::rules::view::View;

/// Returns the case that the step is about: the newest of the person, unless a report of an earlier one is meant.
pub(in crate::rules) fn case_for_step<'a>(
    view: &View<'a>,
    person: PersonNumber,
    act: &str,
    outcome: Option<&str>,
) -> Option<UnitCase<'a>> {
    let mut theirs: Vec<UnitCase<'a>> =
        unit_cases(view).into_iter().filter(|case| case.referral.person == person).collect();
    let meant = theirs.iter().rposition(|case| is_meant(case, act, outcome));
    match meant {
        Some(at) => Some(theirs.swap_remove(at)),
        None => theirs.pop(),
    }
}

fn is_meant(case: &UnitCase<'_>, act: &str, outcome: Option<&str>) -> bool {
    let is_report = act == ActId::SocialWorkReport.id() && outcome == Some(UnitStatus::Closed.id());
    let is_review = act == ActId::SocialWorkReportForwarded.id() || act == ActId::SocialWorkReportReturned.id();
    (is_report && waits_for_closing_report(case))
        || (is_review && case.report_state() == ReportState::Submitted)
        || (act == ActId::SocialWorkRead.id() && case.report_state() == ReportState::Forwarded)
}

fn waits_for_closing_report(case: &UnitCase<'_>) -> bool {
    let handed_in = case.standing_reports().any(|report| report.status == UnitStatus::Closed);
    case.state() == UnitCaseState::Closed && !handed_in
}
