//! The days on which a worker of the work with partners is expected somewhere: contacts that clients agreed to, and
//! conferences. Who does not see the contacts of the social-work unit has none of them here.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Caseload, EvaluatedCase};
use crate::domain::code_words::code_words;
use crate::domain::name::PersonName;
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::linkages::newest_conference;

code_words! {
    /// What a worker is expected to.
    pub enum AppointmentKind {
        /// A contact to which a client agreed.
        Contact = "contact" => "Agreed contact",
        /// A conference on a linked case.
        Conference = "conference" => "Conference",
    }
}

/// A day on which a worker is expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Appointment {
    /// The day.
    pub day: NaiveDate,
    /// What it is.
    pub kind: AppointmentKind,
    /// The number of the case.
    pub case: CaseNumber,
    /// The person; 0 for the case as a whole.
    pub person: PersonNumber,
    /// The name of the person, or of the case.
    pub name: PersonName,
    /// The place, where one was written down.
    pub place: Option<String>,
}

impl Caseload {
    /// Returns the appointments from the as-of day on, the next one first: a social worker's own contacts, every contact of the
    /// unit for its supervisor, and the conferences that the worker may see.
    pub fn appointments(&self) -> Vec<Appointment> {
        let cases = self.listed_cases().map(|(_, case)| case);
        let mut found: Vec<Appointment> = cases
            .flat_map(|case| self.agreed_contacts(case).chain(self.conference_of(case)).collect::<Vec<_>>())
            .collect();
        found.sort_by(|a, b| (a.day, &a.case, a.person).cmp(&(b.day, &b.case, b.person)));
        found
    }

    fn agreed_contacts<'a>(&'a self, case: &'a EvaluatedCase) -> impl Iterator<Item = Appointment> + use<'a> {
        let units = if self.sees_unit_details() { self.unit_cases(case) } else { Vec::new() };
        let mine =
            units.into_iter().filter(|unit| self.supervises_unit() || unit.worker() == Some(&self.worker.number));
        mine.flat_map(|unit| unit.agreed.iter().map(|day| (unit.person(), *day)).collect::<Vec<_>>()).map(
            |(person, day)| Appointment {
                day,
                kind: AppointmentKind::Contact,
                case: case.record.facts.case.clone(),
                person,
                name: case.person_name(person),
                place: None,
            },
        )
    }

    fn conference_of(&self, case: &EvaluatedCase) -> Option<Appointment> {
        let known = newest_conference(&self.case_view(case))?;
        let day = known.called_for().filter(|day| *day >= self.as_of)?;
        Some(Appointment {
            day,
            kind: AppointmentKind::Conference,
            case: case.record.facts.case.clone(),
            person: PersonNumber::CASE,
            name: case.case_name(),
            place: known.conference.called.as_ref().and_then(|called| called.place.clone()),
        })
    }
}
