//! The reasons against a sanction, for the form in which a worker reviews them.

use super::Caseload;
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::finding::ReasonAgainst;
use crate::rules::gate;
use crate::rules::view::View;

impl Caseload {
    /// Returns every reason against a sanction of the participant that was looked at, with what the record says of it, for
    /// the newest notice for which a sanction could be requested; empty if there is none.
    pub fn reasons_against_sanction(&self, case: &CaseNumber, person: PersonNumber) -> Vec<ReasonAgainst> {
        let Some(case) = self.case(case) else { return Vec::new() };
        let view = View::new(&case.record.facts, &self.policies, self.as_of);
        let gates = gate::sanction_gates(&view).into_iter().filter(|gate| gate.person == person);
        let newest = gates.max_by_key(|gate| gate.notice_issued);
        newest.into_iter().flat_map(|gate| gate.blockers.into_iter().chain(gate.absent)).collect()
    }
}
