//! The tables that an office keeps of its social-work unit: its workers, with site and languages, and who is on duty when.
//!
//! Source: San Francisco handbook 75-9, I, III.B and H.

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::Deserialize;

use super::month_tables::optional_date;
use super::param::Certainty;
use super::rows::add_unknown;
use crate::domain::WorkerNumber;
use crate::domain::code_words::code_words;
use crate::domain::facts::social_work::{ContactOutcome, ContactWay};

code_words! {
    /// Half of a day on duty.
    pub enum HalfDay {
        /// Before noon.
        Morning = "morning" => "morning",
        /// After noon.
        Afternoon = "afternoon" => "afternoon",
    }
}

/// A worker of the social-work unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitWorker {
    /// The number.
    pub worker: WorkerNumber,
    /// The name, where the worker is not enrolled in the home.
    #[serde(default)]
    pub name: Option<String>,
    /// Where the worker sits.
    #[serde(default)]
    pub site: Option<String>,
    /// The languages that the worker speaks besides English.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Whether the worker sits outside the unit's own office.
    #[serde(default)]
    pub outstationed: bool,
    /// The handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

impl UnitWorker {
    /// Returns whether the worker speaks a language of a client.
    pub fn speaks(&self, language: &str) -> bool {
        self.languages.iter().any(|known| known.trim().eq_ignore_ascii_case(language.trim()))
    }
}

/// A row of the duty rota: who is on duty on every such weekday, or on one day in its place.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyShift {
    /// The social worker.
    pub worker: WorkerNumber,
    /// The weekday.
    #[serde(default)]
    pub weekday: Option<Weekday>,
    /// The one day, which goes before the weekday's worker.
    #[serde(default, deserialize_with = "optional_date")]
    pub day: Option<NaiveDate>,
    /// The half of the day; the whole day where it is missing.
    #[serde(default)]
    pub half: Option<HalfDay>,
    /// The handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

impl DutyShift {
    fn covers(&self, half: HalfDay) -> bool {
        self.half.is_none_or(|own| own == half)
    }
}

/// What may come of a contact in one way.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactOutcomes {
    /// The way.
    pub how: ContactWay,
    /// What may come of it.
    pub outcomes: Vec<ContactOutcome>,
    /// The handbook section or office that says so.
    pub source: String,
    /// How sure the source is.
    pub certainty: Certainty,
}

/// The tables of the social-work unit.
#[derive(Debug, Clone, Default)]
pub struct UnitTables {
    /// The workers.
    pub workers: Vec<UnitWorker>,
    /// The duty rota.
    pub rota: Vec<DutyShift>,
    /// What may come of a contact in each way.
    pub contact_outcomes: Vec<ContactOutcomes>,
}

/// Who is on duty on a day, before noon and after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnDuty {
    /// The worker before noon.
    pub morning: Option<WorkerNumber>,
    /// The worker after noon.
    pub afternoon: Option<WorkerNumber>,
}

impl OnDuty {
    /// Returns whether a worker is on duty for a part of the day.
    pub fn includes(&self, worker: &WorkerNumber) -> bool {
        [&self.morning, &self.afternoon].into_iter().flatten().any(|known| known == worker)
    }

    /// Returns whether the rota names nobody.
    pub const fn is_nobody(&self) -> bool {
        self.morning.is_none() && self.afternoon.is_none()
    }

    /// Returns the workers with the half of the day, which is missing for a whole day.
    pub fn shifts(&self) -> Vec<(&WorkerNumber, Option<HalfDay>)> {
        match (&self.morning, &self.afternoon) {
            (Some(morning), Some(afternoon)) if morning == afternoon => vec![(morning, None)],
            (morning, afternoon) => {
                let halves = [(morning, HalfDay::Morning), (afternoon, HalfDay::Afternoon)];
                halves.into_iter().filter_map(|(worker, half)| Some((worker.as_ref()?, Some(half)))).collect()
            }
        }
    }
}

impl UnitTables {
    /// Returns these rows and those of `others` that they do not replace.
    pub(super) fn with_fallback(mut self, others: Self) -> Self {
        add_unknown(&mut self.workers, others.workers, |row| row.worker.clone());
        add_unknown(&mut self.contact_outcomes, others.contact_outcomes, |row| row.how);
        add_unknown(&mut self.rota, others.rota, |row| (row.day, row.weekday, row.half));
        self
    }

    /// Returns what the tables say of a worker.
    pub fn worker(&self, number: &WorkerNumber) -> Option<&UnitWorker> {
        self.workers.iter().find(|row| row.worker == *number)
    }

    /// Returns who is on duty on a day. A row of the day goes before one of its weekday.
    pub fn on_duty(&self, day: NaiveDate) -> OnDuty {
        let of_day = |half: HalfDay| self.rota.iter().find(|row| row.day == Some(day) && row.covers(half));
        let of_weekday =
            |half: HalfDay| self.rota.iter().find(|row| row.weekday == Some(day.weekday()) && row.covers(half));
        let worker = |half| of_day(half).or_else(|| of_weekday(half)).map(|row| row.worker.clone());
        OnDuty { morning: worker(HalfDay::Morning), afternoon: worker(HalfDay::Afternoon) }
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray as _;

    use super::*;
    use crate::domain::code_words::pins::assert_ids;
    use crate::policy::Policies;

    fn on_duty(rota: &str, day: &str) -> Vec<String> {
        let policies = Policies::with_office(None, "policy.toml", rota).unwrap();
        let day: NaiveDate = day.parse().unwrap();
        let duty = policies.in_force_on(day).tables.partners.unit.on_duty(day);
        let shift = |(worker, half): (&WorkerNumber, Option<HalfDay>)| {
            format!("{worker}{}", half.map_or("", |half| if half == HalfDay::Morning { " am" } else { " pm" }))
        };
        duty.shifts().into_iter().map(shift).collect()
    }

    #[test]
    fn every_way_of_a_contact_says_what_may_come_of_it() {
        let policies = Policies::builtin();
        let rows = &policies.newest_tables().unwrap().partners.unit.contact_outcomes;
        for way in ContactWay::VARIANTS {
            let row = rows.iter().find(|row| row.how == *way).unwrap_or_else(|| panic!("{way:?}"));
            assert!(!row.outcomes.is_empty() && !row.source.is_empty(), "{way:?}");
        }
        assert_eq!(rows.len(), ContactWay::VARIANTS.len(), "each once");
    }

    #[test]
    fn the_ids_of_the_halves_stay_as_they_are() {
        assert_ids::<HalfDay>("morning afternoon");
    }

    #[test]
    fn a_day_of_the_rota_goes_before_its_weekday() {
        let row = |keys: &str| format!("[[duty_rota]]\n{keys}\nsource = 'memo'\ncertainty = 'setting'\n");
        let rota = [
            row("worker = 'S101'\nweekday = 'Mon'"),
            row("worker = 'S102'\nweekday = 'Tue'\nhalf = 'morning'"),
            row("worker = 'S103'\nweekday = 'Tue'\nhalf = 'afternoon'"),
            row("worker = 'S104'\nday = 2026-11-23\nhalf = 'afternoon'"),
        ]
        .concat();
        assert_eq!(on_duty(&rota, "2026-11-16"), ["S101"]);
        assert_eq!(on_duty(&rota, "2026-11-23"), ["S101 am", "S104 pm"], "one half is another's on this Monday");
        assert_eq!(on_duty(&rota, "2026-11-24"), ["S102 am", "S103 pm"]);
        assert_eq!(on_duty(&rota, "2026-11-25"), [""; 0], "nobody is named for a Wednesday");
    }
}
