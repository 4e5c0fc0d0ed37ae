//! What partners do in a practice home: `assets/demo/partners.toml`, recorded as the workers of each role would.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use super::role_play;
use crate::desk::{Caseload, EvaluatedCase};
use crate::domain::role::Role;
use crate::domain::status::RegistrationStatus;
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::view::View;
use crate::store::{Store, StoreError};

/// The county's name for the office, as its settings have it, and what its partners do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    county: String,
    who: Who,
    /// On how many cases it is played.
    #[serde(default = "once")]
    times: usize,
    steps: Vec<ScenarioStep>,
}

/// On whose case a scenario is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Who {
    Anybody,
    Sanctioned,
    Planned,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioStep {
    days: i64,
    role: Role,
    act: String,
    #[serde(default)]
    answers: BTreeMap<String, String>,
}

const fn once() -> usize {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioFile {
    scenario: Vec<Scenario>,
}

#[expect(clippy::expect_used, reason = "built into the program, and a test reads the file")]
static SCENARIOS: LazyLock<ScenarioFile> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/demo/partners.toml")).expect("assets/demo/partners.toml is good")
});

/// Records what the partners of a county do, and leaves the home to a worker of `role`.
///
/// # Errors
/// The home cannot be written, or is shared with another worker.
pub fn fill_partner_work(store: &mut Store, county: &str, role: Role, as_of: NaiveDate) -> Result<(), StoreError> {
    let caseload = Caseload::evaluate(store, as_of)?;
    let mut cases: Vec<(CaseNumber, PersonNumber, Vec<Who>)> =
        caseload.cases().filter_map(|(number, case)| fitting_person(&caseload, number, case)).collect();
    let mut filler = PartnerFiller { store, on: as_of };
    let mut scenarios: Vec<&Scenario> = SCENARIOS.scenario.iter().filter(|known| known.county == county).collect();
    // What few people fit comes first, so that the others leave them.
    scenarios.sort_by_key(|scenario| scenario.who == Who::Anybody);
    for scenario in scenarios {
        let (mut at, mut played) = (0, 0);
        while let Some((number, person, fits)) = cases.get(at).cloned().filter(|_| played < scenario.times) {
            if fits.contains(&scenario.who) && filler.play(scenario, &number, person)? {
                cases.remove(at);
                played += 1;
            } else {
                at += 1;
            }
        }
    }
    role_play::act_as(filler.store, role)
}

/// Returns the first participant of a case that goes on, with what the person fits.
fn fitting_person(
    caseload: &Caseload,
    number: &CaseNumber,
    case: &EvaluatedCase,
) -> Option<(CaseNumber, PersonNumber, Vec<Who>)> {
    let view = View::new(&case.record.facts, caseload.policies(), caseload.as_of());
    if view.discontinuance().is_some() {
        return None;
    }
    let person = view.participants().min_by_key(|participant| participant.number)?;
    let mut fits = Vec::new();
    if person.registration.status == RegistrationStatus::Sanction {
        fits.push(Who::Sanctioned);
    } else {
        fits.push(Who::Anybody);
        let early = caseload.as_of() - TimeDelta::days(220);
        let takes_part = person.registration.status.is_participating();
        let is_imaged = case.record.facts.documents.iter().all(|document| document.imaged.is_some());
        let is_planned = case.record.facts.plans.iter().any(|plan| plan.signed <= early);
        if is_planned && takes_part && is_imaged {
            fits.push(Who::Planned);
        }
    }
    Some((number.clone(), person.number, fits))
}

struct PartnerFiller<'a> {
    store: &'a mut Store,
    on: NaiveDate,
}

impl PartnerFiller<'_> {
    /// Plays a scenario on a case. Returns whether its first step was allowed; a later one that is refused ends it.
    fn play(&mut self, scenario: &Scenario, case: &CaseNumber, person: PersonNumber) -> Result<bool, StoreError> {
        for (at, step) in scenario.steps.iter().enumerate() {
            role_play::act_as(self.store, step.role)?;
            if !self.record(case, person, step)? {
                return Ok(at > 0);
            }
        }
        Ok(true)
    }

    fn record(&mut self, case: &CaseNumber, person: PersonNumber, step: &ScenarioStep) -> Result<bool, StoreError> {
        let answers: Vec<_> = step.answers.iter().map(|(name, answer)| (name.clone(), self.filled(answer))).collect();
        let on = self.working_day(-step.days);
        role_play::record_act(self.store, (case, person), &step.act, &answers, on)
    }

    /// Returns an answer with the worker of the home and the days in place of their marks.
    fn filled(&self, answer: &str) -> String {
        if answer == "{self}" {
            return self.store.worker().number.to_string();
        }
        let days = answer.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).and_then(|days| days.parse().ok());
        days.map_or_else(|| answer.to_owned(), |days| self.working_day(days).to_string())
    }

    /// Returns the day that lies this many days from that of the home, if the office works on it, or else the next day nearer
    /// to that of the home on which it works: no act is recorded and nobody meets on a closed day.
    fn working_day(&self, days: i64) -> NaiveDate {
        let day = self.on + TimeDelta::days(days);
        let calendar = &self.store.policies().in_force_on(day).calendar;
        let nearer = |day: NaiveDate| if days < 0 { day.succ_opt() } else { day.pred_opt() };
        let mut between = std::iter::successors(Some(day), |day| nearer(*day).filter(|_| *day != self.on));
        between.find(|day| calendar.is_working_day(*day)).unwrap_or(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::act_forms::ActForms;

    #[test]
    fn every_step_of_every_scenario_is_an_act_with_fitting_answers() {
        for step in SCENARIOS.scenario.iter().flat_map(|scenario| &scenario.steps) {
            let form = ActForms::builtin().form_for_act(&step.act).unwrap_or_else(|| panic!("{}", step.act));
            for name in step.answers.keys() {
                assert!(form.field(name).is_some(), "{}: {name}", step.act);
            }
        }
    }
}
