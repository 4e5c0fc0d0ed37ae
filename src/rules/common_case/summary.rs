//! What lists and papers say of a common case: its state, its days, and who has it.

use chrono::NaiveDate;

use super::family::{CommonCaseView, newest_common_case};
use crate::domain::WorkerNumber;
use crate::domain::facts::CommonCase;
use crate::domain::partner_state::CommonCaseState;
use crate::rules::view::View;

/// The newest round of a common case in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonCaseSummary<'a> {
    /// The round.
    pub case: &'a CommonCase,
    /// The state.
    pub state: CommonCaseState,
    /// The day of the newest step.
    pub since: NaiveDate,
    /// The worker who has the case.
    pub worker: Option<&'a WorkerNumber>,
    /// The day of the last planning meeting.
    pub last_meeting: Option<NaiveDate>,
    /// The day on which child welfare was last known to go on.
    pub last_confirmed: Option<NaiveDate>,
}

/// Returns the newest round of the case; `None` if it was never found to be common, or to be perhaps.
pub fn summarize_common_case<'a>(view: &View<'a>) -> Option<CommonCaseSummary<'a>> {
    let round = newest_common_case(view)?;
    let case = round.case;
    let newest = |days: &mut dyn Iterator<Item = NaiveDate>| days.filter(|day| *day <= view.on).max();
    let returned = case.returned.as_ref().filter(|returned| returned.on <= view.on);
    let assigned = returned.or_else(|| case.assigned.as_ref().filter(|assigned| assigned.on <= view.on));
    Some(CommonCaseSummary {
        case,
        state: round.state(),
        since: newest(&mut step_days(&round)).unwrap_or(case.found.on),
        worker: assigned.and_then(|assigned| assigned.to.as_ref()),
        last_meeting: newest(&mut case.meetings.iter().map(|meeting| meeting.on)),
        last_confirmed: newest(&mut case.confirmed_open.iter().copied().chain(round.verified())),
    })
}

/// Returns the days of the steps that lead from state to state.
fn step_days(round: &CommonCaseView<'_>) -> impl Iterator<Item = NaiveDate> {
    let case = round.case;
    [
        case.reviewed.as_ref().map(|step| step.on),
        case.verified.as_ref().map(|step| step.on),
        case.decided.as_ref().map(|step| step.on),
        case.prepared,
        case.sent,
        case.assigned.as_ref().map(|step| step.on),
        case.ending,
        case.handed_back.as_ref().map(|step| step.on),
        case.returned.as_ref().map(|step| step.on),
        case.closed,
        case.dropped.as_ref().map(|step| step.on),
    ]
    .into_iter()
    .flatten()
}
