//! How an act becomes facts beside those of the county.

use chrono::NaiveDate;
use std::collections::BTreeMap;

use super::activity_ref::ActivityRef;
use crate::domain::facts::{
    Activity, CaseFacts, DatedActivityStatus, DatedRegistration, Difference, Noncompliance, Person, RecordedValue,
    Source,
};
use crate::domain::ids::PersonNumber;
use crate::domain::status::{ActivityStatus, RegistrationStatus};

/// Whom an act is about, its day, and the entry in which it is recorded.
pub(in crate::domain) struct Provenance<'a> {
    /// The participant's number in the case.
    pub person: PersonNumber,
    /// The day of the act.
    pub on: NaiveDate,
    /// The entry of the act.
    pub source: &'a Source,
}

/// The facts that an act adds to a case.
pub(in crate::domain) trait ApplyAct {
    /// Adds the facts of the act to `facts`, with the participant, the day and the entry of `by`.
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>);
}

/// The largest acts are boxed, so that the others stay small.
impl<T: ApplyAct> ApplyAct for Box<T> {
    fn apply_to(&self, facts: &mut CaseFacts, by: &Provenance<'_>) {
        self.as_ref().apply_to(facts, by);
    }
}

/// One value of a fact, which the county may have given too.
pub(super) struct RecordedField<'a> {
    /// The name of the value: `appointment`.
    pub field_name: &'static str,
    /// The source of the fact itself.
    pub source: &'a Source,
    /// The entries in which values of the fact were recorded here, by the name of the value.
    pub recorded: &'a mut BTreeMap<String, Source>,
    /// The differences between the county's values and those recorded here.
    pub differences: &'a mut Vec<Difference>,
}

impl RecordedField<'_> {
    /// Replaces the value by one recorded here. Where the county gave another value, the difference is kept from then
    /// on.
    pub(super) fn record_value<T: PartialEq>(
        self,
        place: &mut Option<T>,
        value: T,
        shown: impl Fn(&T) -> RecordedValue,
        by: &Provenance<'_>,
    ) {
        let ours_before = self.recorded.insert(self.field_name.to_owned(), by.source.clone()).is_some();
        let former = place.replace(value);
        let (Some(former), Some(value)) = (former, place.as_ref()) else { return };
        if ours_before {
            let is_this = |known: &Difference| {
                (known.what.as_str(), known.person, &known.county_source) == (self.field_name, by.person, self.source)
            };
            for known in self.differences.iter_mut().filter(|known| is_this(known)) {
                known.here = shown(value);
                known.source = by.source.clone();
                known.on = Some(by.on);
            }
            self.differences.retain(|known| !is_this(known) || known.here != known.county);
        } else if former != *value {
            self.differences.push(Difference {
                person: by.person,
                what: self.field_name.to_owned(),
                county: shown(&former),
                county_source: self.source.clone(),
                here: shown(value),
                source: by.source.clone(),
                on: Some(by.on),
            });
        }
    }
}

/// Returns a day as a difference holds it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "every recorded value is handed over by reference")]
pub(super) const fn recorded_day(day: &NaiveDate) -> RecordedValue {
    RecordedValue::Day(*day)
}

impl CaseFacts {
    /// Returns the person with this number. An act is checked against the record before it is applied, so the person
    /// is there.
    pub(super) fn person_mut(&mut self, number: PersonNumber) -> Option<&mut Person> {
        self.people.iter_mut().find(|person| person.person == Some(number))
    }

    /// Gives the act's participant a registration status from `since` on, unless they already have it on that day.
    pub(super) fn set_registration(&mut self, status: RegistrationStatus, since: NaiveDate, by: &Provenance<'_>) {
        let Some(person) = self.person_mut(by.person) else { return };
        let known = person.registration.iter().filter(|one| one.since <= since);
        let present = known.max_by_key(|one| (one.since, one.source.record_order())).map(|one| one.status);
        if present != Some(status) {
            person.registration.push(DatedRegistration { status, since, source: by.source.clone() });
        }
    }

    /// Gives the participant back the status in which they last took part, or registered (mandatory) if none is known.
    pub(super) fn restore_registration(&mut self, since: NaiveDate, by: &Provenance<'_>) {
        let before = self.people.iter().find(|person| person.person == Some(by.person));
        let mut known: Vec<_> = before.into_iter().flat_map(|person| &person.registration).collect();
        known.sort_by_key(|one| (one.since, one.source.record_order()));
        let took_part = known.iter().rev().map(|one| one.status).find(|status| {
            matches!(status, RegistrationStatus::RegisteredMandatory | RegistrationStatus::RegisteredVoluntary)
        });
        self.set_registration(took_part.unwrap_or(RegistrationStatus::RegisteredMandatory), since, by);
    }

    /// Returns the activity that the act names.
    pub(super) fn activity_mut(&mut self, named: &ActivityRef, by: &Provenance<'_>) -> Option<&mut Activity> {
        let same = |activity: &&mut Activity| {
            activity.person == by.person && activity.kind == named.kind && activity.start == named.start
        };
        self.activities.iter_mut().find(same)
    }

    /// Gives the activity a status from a day on, unless the activity already has it on that day.
    pub(super) fn set_activity_status(
        &mut self,
        named: &ActivityRef,
        status: ActivityStatus,
        on: NaiveDate,
        by: &Provenance<'_>,
    ) {
        let Some(activity) = self.activity_mut(named, by) else { return };
        let known = activity.statuses.iter().filter(|one| one.on <= on);
        let present = known.max_by_key(|one| (one.on, one.source.record_order())).map(|one| one.status);
        if present != Some(status) {
            activity.statuses.push(DatedActivityStatus { status, on, source: by.source.clone() });
        }
    }

    /// Returns the participant's non-compliance with the notice of that day, and the differences found so far.
    pub(super) fn noncompliance_mut(
        &mut self,
        notice: NaiveDate,
        by: &Provenance<'_>,
    ) -> Option<(&mut Noncompliance, &mut Vec<Difference>)> {
        let step = self.noncompliance.iter_mut().find(|step| step.person == by.person && step.notice_issued == notice);
        step.map(|step| (step, &mut self.differences))
    }
}
