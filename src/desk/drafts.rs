//! The worker's drafts, and whether their cases have left the caseload since.

use super::Caseload;
use crate::domain::CaseNumber;
use crate::domain::status::AidStatus;
use crate::rules::message::{Message, message};
use crate::store::{Draft, DraftTarget};

impl Caseload {
    /// Returns the worker's drafts, the newest first.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    /// Returns the draft for `target` on a case, if there is one.
    pub fn find_draft(&self, case: &CaseNumber, target: &DraftTarget) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.case == *case && draft.target == *target)
    }

    /// Returns why somebody else may have to work on a case: the case is not in this caseload, its aid is discontinued,
    /// the county lists it under another worker, or the newest listing no longer names it. `None` if this worker can go
    /// on with it.
    pub fn left_caseload_reason(&self, case: &CaseNumber) -> Option<Message> {
        let Some(known) = self.case(case) else { return Some("no longer in the caseload".into()) };
        let aid = known.record.facts.aid.iter().filter(|aid| aid.since <= self.as_of);
        let aid = aid.max_by_key(|aid| (aid.since, aid.status)).filter(|aid| aid.status == AidStatus::Discontinued);
        if let Some(aid) = aid {
            return Some(message!("discontinued since {}", aid.since));
        }
        if known.record.unlisted {
            return Some("no longer in the newest case listing".into());
        }
        // A supervisor's listing names all workers of the unit, so another worker's number proves nothing there.
        let listed = known.record.listed_under.as_ref()?;
        let is_moved = self.worker.role.carries_cases() && *listed != self.worker.number;
        is_moved.then(|| message!("moved to worker {}", listed.to_string()))
    }
}
