//! Drafts on the desk, and what became of their cases meanwhile.

use super::Caseload;
use crate::domain::status::AidStatus;
use crate::domain::worker::Role;
use crate::domain::{CaseNumber, dates};
use crate::store::{Draft, DraftTarget};

impl Caseload {
    /// The worker's drafts, the newest first.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// The draft of a form of a case.
    pub fn find_draft(&self, case: &CaseNumber, of: &DraftTarget) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.case == *case && draft.target == *of)
    }

    /// Why somebody else may have to work on a case: it is in nobody's caseload here, aid is discontinued, the county
    /// lists it under another worker, or its newest listing does not name it any more. Nothing where it is this worker's to go on with.
    pub fn left_caseload_reason(&self, case: &CaseNumber) -> Option<String> {
        let Some(on_desk) = self.case(case) else { return Some("no longer in the caseload".to_owned()) };
        let aid = on_desk.record.facts.aid.iter().filter(|aid| aid.since <= self.as_of);
        let aid = aid.max_by_key(|aid| (aid.since, aid.status)).filter(|aid| aid.status == AidStatus::Discontinued);
        if let Some(aid) = aid {
            return Some(format!("discontinued since {}", dates::format_date(aid.since, self.as_of)));
        }
        let other = on_desk.record.listed_under.as_ref().filter(|listed| **listed != self.worker.number);
        if on_desk.record.unlisted {
            return Some("no longer in the newest case listing".to_owned());
        }
        // A supervisor's listing names the workers of the unit.
        other.filter(|_| self.worker.role == Role::Ec).map(|listed| format!("moved to worker {listed}"))
    }
}
