//! Whose cases the lists show. A home may hold the cases of several ECs: a supervisor's, or one into which a listing of all
//! workers was imported.

use std::collections::BTreeMap;

use super::{Caseload, EvaluatedCase};
use crate::domain::worker::Role;
use crate::domain::{CaseNumber, WorkerNumber, count_with_noun};

/// Whose cases the lists show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EcScope {
    /// Everybody's.
    All,
    /// Those of the EC with this number, and those of which no listing says whose they are.
    Of(WorkerNumber),
}

impl std::str::FromStr for EcScope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        text.parse().map(Self::Of).map_err(|_other| format!("{text:?} is neither a worker number nor all"))
    }
}

impl EcScope {
    /// Returns what a worker sees who does not choose: an EC the cases under the own number; an EC without any, who covers
    /// for somebody, those of the owner of the home; a supervisor or a clerk everybody's.
    pub(super) fn for_worker(desk: &Caseload, owner: Option<&WorkerNumber>) -> Self {
        if desk.worker.role != Role::Ec {
            return Self::All;
        }
        let has_cases =
            |number: &&WorkerNumber| desk.cases.values().any(|case| case.record.listed_under.as_ref() == Some(*number));
        let chosen = [Some(&desk.worker.number), owner].into_iter().flatten().find(has_cases);
        chosen.map_or(Self::All, |number| Self::Of(number.clone()))
    }

    fn includes(&self, case: &EvaluatedCase) -> bool {
        match self {
            Self::All => true,
            Self::Of(number) => case.record.listed_under.as_ref().is_none_or(|listed| listed == number),
        }
    }
}

impl Caseload {
    /// Returns the caseload with the lists for these ECs.
    #[must_use]
    pub fn with_scope(self, scope: EcScope) -> Self {
        Self { scope, ..self }
    }

    /// Returns the cases of the lists, by number. A case that is named is found among all of them: [`Caseload::case`].
    pub fn listed_cases(&self) -> impl Iterator<Item = (&CaseNumber, &EvaluatedCase)> {
        self.cases().filter(|(_, case)| self.scope.includes(case))
    }

    /// Returns how many cases the lists show.
    pub fn listed_case_count(&self) -> usize {
        self.listed_cases().count()
    }

    /// Returns whether the lists show a case.
    pub fn is_listed(&self, case: &CaseNumber) -> bool {
        self.case(case).is_some_and(|case| self.scope.includes(case))
    }

    /// Returns the sentence that says whose cases the lists leave out; `None` if they leave out none.
    pub fn left_out_note(&self) -> Option<String> {
        let mut left = BTreeMap::<&WorkerNumber, usize>::new();
        for (_, case) in self.cases().filter(|(_, case)| !self.scope.includes(case)) {
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
