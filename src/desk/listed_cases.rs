//! The cases that the lists show, and the sentence about those that they leave out.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Caseload, EcScope, EvaluatedCase};
use crate::domain::role::Role;
use crate::domain::worker::find_own_ec;
use crate::domain::{CaseNumber, WorkerNumber, count_with_noun};

impl Caseload {
    /// Returns what the worker sees who does not choose: an EC the cases under the own number; an EC without any, who
    /// covers for somebody, those of the owner of the home; a supervisor or a clerk everybody's.
    pub(super) fn default_scope(&self, owner: Option<&WorkerNumber>) -> EcScope {
        let has_cases =
            |number: &WorkerNumber| self.cases.values().any(|case| case.record.listed_under.as_ref() == Some(number));
        find_own_ec(&self.worker, owner, has_cases).map_or(EcScope::All, |number| EcScope::Of(number.clone()))
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

    /// Returns how many cases each EC has, by worker number; cases that no listing assigns do not count.
    pub fn cases_of_ecs(&self) -> BTreeMap<&WorkerNumber, usize> {
        let mut counts = BTreeMap::new();
        for ec in self.cases.values().filter_map(|case| case.record.listed_under.as_ref()) {
            *counts.entry(ec).or_default() += 1;
        }
        counts
    }

    /// Returns whether the listings name the cases of more than one EC, so that a list has to say whose each case is.
    pub fn has_several_ecs(&self) -> bool {
        let mut ecs = self.cases.values().filter_map(|case| case.record.listed_under.as_ref());
        let first = ecs.next();
        ecs.any(|ec| Some(ec) != first)
    }

    /// Returns the EC under whom a case is listed; `None` if no listing says whose it is.
    pub fn ec_of(&self, case: &CaseNumber) -> Option<&WorkerNumber> {
        self.case(case)?.record.listed_under.as_ref()
    }

    /// Returns whether the lists show the worker's own cases, and perhaps others'.
    pub fn lists_own_cases(&self) -> bool {
        self.scope.includes(Some(&self.worker.number))
    }

    /// Returns the sentence that says that the lists are for an EC who has no case here; `None` if they show some.
    pub fn empty_scope_note(&self) -> Option<String> {
        let EcScope::Of(asked) = &self.scope else { return None };
        let counts = self.cases_of_ecs();
        if counts.contains_key(asked) {
            return None;
        }
        if counts.is_empty() {
            return Some(format!("No case is listed under {asked}: no listing here says whose the cases are."));
        }
        let known: Vec<_> = counts.iter().map(|(ec, count)| format!("{ec} {count}")).collect();
        Some(format!("No case is listed under {asked}. Cases are listed under: {}.", known.join(", ")))
    }

    /// Returns whether somebody with this number has or had a role in the home, or has cases in it.
    pub fn knows_worker(&self, number: &WorkerNumber) -> bool {
        self.role_holders.iter().any(|holder| holder.worker.number == *number)
            || self.cases.values().any(|case| case.record.listed_under.as_ref() == Some(number))
    }

    /// Returns the role that a worker had in the home on a day; of a day before the first one, that one.
    pub fn role_held_on(&self, number: &WorkerNumber, day: NaiveDate) -> Option<Role> {
        let held = || self.role_holders.iter().filter(|holder| holder.worker.number == *number);
        let by_then = held().filter(|holder| holder.given_on <= day).max_by_key(|holder| holder.given_on);
        by_then.or_else(|| held().min_by_key(|holder| holder.given_on)).map(|holder| holder.role)
    }

    pub(super) fn is_ec(&self, number: &WorkerNumber) -> bool {
        let mut holders = self.role_holders.iter();
        holders.any(|holder| holder.worker.number == *number && holder.role.carries_cases() && holder.is_in_office)
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
