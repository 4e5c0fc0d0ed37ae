//! What of a worker's cases waits for another desk: quiet rows that say who acts. They are never late in the wrong person's
//! list and count apart from what the worker has to do.

use super::{Caseload, EvaluatedCase, TodayGroup, TodayItem, TodayOrigin};
use crate::domain::category::{Category, Severity};
use crate::domain::role::Role;
use crate::rules::common_case::summarize_common_case;
use crate::rules::finding::Finding;
use crate::rules::message::message;

impl Caseload {
    /// Returns the rows of a case that wait for another desk, where the case is the worker's.
    pub(super) fn waiting_items(&self, case: &EvaluatedCase) -> Vec<TodayItem> {
        let found = case.evaluation.findings.iter();
        let waiting = found.filter(|found| self.waits_for_another(found) && self.follows(case, found));
        waiting.map(|found| waiting_item(case, found)).collect()
    }

    /// Returns whether the worker follows a step of another desk: on cases that are listed under them, and on those that they have
    /// as the social worker or the Partnership EC.
    fn follows(&self, case: &EvaluatedCase, found: &Finding) -> bool {
        let me = &self.worker().number;
        if self.worker().role.carries_cases() && self.is_listed(&case.record.facts.case) {
            return true;
        }
        match found.category {
            Category::SocialWork => {
                let units = self.unit_cases(case);
                units.iter().rfind(|unit| unit.person() == found.person).and_then(|unit| unit.worker()) == Some(me)
            }
            Category::CommonCase => {
                summarize_common_case(&self.case_view(case)).and_then(|known| known.worker) == Some(me)
            }
            _ => false,
        }
    }
}

fn waiting_item(case: &EvaluatedCase, found: &Finding) -> TodayItem {
    let who = found.who.map_or("another desk", Role::title);
    TodayItem {
        group: TodayGroup::Waiting,
        severity: Severity::Notice,
        // The day is the other desk's.
        due: None,
        case: found.case.clone(),
        person: found.person,
        name: case.person_name(found.person),
        says: message!("waits with the {}: {}", who.to_owned(), found.says.clone()),
        note: None,
        alert: None,
        origin: TodayOrigin::Waiting(Box::new(found.clone())),
    }
}
