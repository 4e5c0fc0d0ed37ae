//! How work with partners stands on a participant, in the few columns of the case listing: `SW open · S101`, `→ Partnership`.

use super::{Caseload, EvaluatedCase};
use crate::domain::PersonNumber;
use crate::domain::partner_state::{CommonCaseState, ConferenceState, OutreachState, UnitCaseState};
use crate::rules::common_case::summarize_common_case;
use crate::rules::linkages::newest_conference;
use crate::rules::outreach::newest_outreaches;
use crate::rules::view::View;

impl Caseload {
    /// Returns the marks of a participant's row, joined; `None` if no partner works with the family, or none that the worker
    /// sees.
    pub(super) fn partner_mark(&self, case: &EvaluatedCase, person: PersonNumber) -> Option<String> {
        let view = self.case_view(case);
        let marks = [
            self.unit_mark(case, person),
            common_mark(&view),
            newest_conference(&view).and_then(|known| conference_mark(known.state())),
            outreach_mark(&view, person),
        ];
        let mut marks: Vec<String> = marks.into_iter().flatten().collect();
        marks.dedup();
        (!marks.is_empty()).then(|| marks.join(", "))
    }

    fn unit_mark(&self, case: &EvaluatedCase, person: PersonNumber) -> Option<String> {
        let units = self.unit_cases(case);
        let unit = units.iter().rfind(|unit| unit.person() == person)?;
        let state = match unit.state {
            UnitCaseState::Submitted => "SW 7045 sent",
            UnitCaseState::Returned => "SW 7045 back",
            UnitCaseState::Open => "SW open",
            UnitCaseState::Inactive => "SW inactive",
            UnitCaseState::Withdrawn | UnitCaseState::Closed => return None,
        };
        let worker = unit.worker().map(|worker| format!(" · {worker}")).unwrap_or_default();
        Some(format!("{state}{worker}"))
    }
}

fn common_mark(view: &View<'_>) -> Option<String> {
    let mark = match summarize_common_case(view)?.state {
        CommonCaseState::Proposed | CommonCaseState::Asked => "common?",
        CommonCaseState::Verified => "linked",
        CommonCaseState::Accepted | CommonCaseState::Prepared | CommonCaseState::Sent => "→ Partnership",
        CommonCaseState::Managed => "Partnership",
        CommonCaseState::Ending => "Partnership, ending",
        CommonCaseState::HandedBack => "← Partnership",
        CommonCaseState::NotCommon
        | CommonCaseState::Declined
        | CommonCaseState::Returned
        | CommonCaseState::Closed
        | CommonCaseState::Dropped => return None,
    };
    Some(mark.to_owned())
}

fn conference_mark(state: ConferenceState) -> Option<String> {
    let mark = match state {
        ConferenceState::Linked | ConferenceState::Considered | ConferenceState::NotReferred => "linked",
        ConferenceState::Called | ConferenceState::Held | ConferenceState::Minuted => "linked, conference",
        ConferenceState::Canceled => return None,
    };
    Some(mark.to_owned())
}

fn outreach_mark(view: &View<'_>, person: PersonNumber) -> Option<String> {
    let outreaches = newest_outreaches(view);
    let theirs = outreaches.iter().find(|known| known.outreach.person == person)?;
    (theirs.state() != OutreachState::Ended).then(|| "outreach".to_owned())
}
