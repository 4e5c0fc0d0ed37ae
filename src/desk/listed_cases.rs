//! The cases that the lists show, and the sentence about those that they leave out.

use std::collections::BTreeMap;

use super::{Caseload, EcScope, EvaluatedCase};
use crate::domain::worker::Role;
use crate::domain::{CaseNumber, WorkerNumber, count_with_noun};

impl Caseload {
    /// Returns what the worker sees who does not choose: an EC the cases under the own number; an EC without any, who covers
    /// for somebody, those of the owner of the home; a supervisor or a clerk everybody's.
    pub(super) fn default_scope(&self, owner: Option<&WorkerNumber>) -> EcScope {
        if self.worker.role != Role::Ec {
            return EcScope::All;
        }
        let has_cases =
            |number: &&WorkerNumber| self.cases.values().any(|case| case.record.listed_under.as_ref() == Some(*number));
        let chosen = [Some(&self.worker.number), owner].into_iter().flatten().find(has_cases);
        chosen.map_or(EcScope::All, |number| EcScope::Of(number.clone()))
    }

    fn is_in_scope(&self, case: &EvaluatedCase) -> bool {
        self.scope.includes(case.record.listed_under.as_ref())
    }

    /// Returns the caseload with the lists for these ECs.
    #[must_use]
    pub fn with_scope(self, scope: EcScope) -> Self {
        Self { scope, ..self }
    }

    /// Returns the cases of the lists, by number. A case that is named is found among all of them: [`Caseload::case`].
    pub fn listed_cases(&self) -> impl Iterator<Item = (&CaseNumber, &EvaluatedCase)> {
        self.cases().filter(|(_, case)| self.is_in_scope(case))
    }

    /// Returns how many cases the lists show.
    pub fn listed_case_count(&self) -> usize {
        self.listed_cases().count()
    }

    /// Returns whether the lists show a case.
    pub fn is_listed(&self, case: &CaseNumber) -> bool {
        self.case(case).is_some_and(|case| self.is_in_scope(case))
    }

    /// Returns the sentence that says whose cases the lists leave out; `None` if they leave out none.
    pub fn left_out_note(&self) -> Option<String> {
        let mut left = BTreeMap::<&WorkerNumber, usize>::new();
        for (_, case) in self.cases().filter(|(_, case)| !self.is_in_scope(case)) {
            *left.entry(case.record.listed_under.as_ref()?).or_default() += 1;
        }
        let (total, ecs) = (left.values().sum::<usize>(), left.len());
        let whose: Vec<String> = left.iter().map(|(ec, count)| format!("{ec} {count}")).collect();
        (total > 0).then(|| {
            let noun = if ecs == 1 { "another EC" } else { "other ECs" };
            format!("{} of {noun} left out ({}): --ec all", count_with_noun(total, "case"), whose.join(", "))
        })
    }
}
