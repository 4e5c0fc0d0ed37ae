//! The facts of a case as of a day, as the rules read them.

use chrono::NaiveDate;

use super::finding::Ground;
use super::hours_of_month::MonthlyHours;
use super::message::{Message, Value, message};
use crate::domain::PersonNumber;
use crate::domain::facts::{
    Activity, Attendance, CaseFacts, DatedActivityStatus, DatedAidStatus, DatedRegistration, Person, Source,
};
use crate::domain::status::{ActivityStatus, AidStatus, RegistrationStatus};
use crate::policy::{Policies, Policy};

/// A case on a day, with the policy in force.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The facts, including those dated later than the day.
    pub facts: &'a CaseFacts,
    /// Every policy, past and present.
    pub policies: &'a Policies,
    /// The policy in force on the day.
    pub policy: &'a Policy,
    /// The day.
    pub on: NaiveDate,
    /// The hours of the months with posted attendance, where they are worked out already.
    hours: Option<&'a [MonthlyHours]>,
}

/// A person with a number in the case and a registration status on the day.
#[derive(Clone, Copy)]
pub struct Participant<'a> {
    /// The person.
    pub person: &'a Person,
    /// The number.
    pub number: PersonNumber,
    /// The registration status on the day.
    pub registration: &'a DatedRegistration,
}

impl Participant<'_> {
    /// Returns the registration status as a ground.
    pub fn status_ground(&self) -> Ground {
        let value = message!("{} since {}", self.registration.status.title(), self.registration.since);
        Ground::new("registration status", value, &self.registration.source)
    }
}

impl<'a> View<'a> {
    /// Creates the view of the case on `on`.
    pub fn new(facts: &'a CaseFacts, policies: &'a Policies, on: NaiveDate) -> Self {
        Self { facts, policies, policy: policies.in_force_on(on), on, hours: None }
    }

    /// Returns the same view with the hours of its months, so that no rule works them out again.
    pub(super) const fn with_hours(self, hours: &'a [MonthlyHours]) -> Self {
        Self { hours: Some(hours), ..self }
    }

    /// Returns the hours of the months with posted attendance, where they are worked out already.
    pub(super) const fn known_hours(&self) -> Option<&'a [MonthlyHours]> {
        self.hours
    }

    /// Returns the aid status on the day, if it is known. What was recorded here comes after what the county says of the
    /// same day; where two statuses of one day contradict each other, aid is taken as active, because nothing may be
    /// closed on a contradiction. See [`Self::contradicting_aid`].
    pub fn aid_status(&self) -> Option<&'a DatedAidStatus> {
        let known = self.facts.aid.iter().filter(|aid| aid.since <= self.on);
        known.max_by_key(|aid| (aid.since, aid.source.record_order(), aid.status == AidStatus::Active))
    }

    /// Returns the discontinuance that contradicts the active status of the same day, if there is one and nothing says
    /// which was recorded later.
    pub fn contradicting_aid(&self) -> Option<&'a DatedAidStatus> {
        let newest = self.aid_status().filter(|aid| aid.status == AidStatus::Active)?;
        self.facts.aid.iter().find(|aid| {
            aid.status == AidStatus::Discontinued
                && aid.since == newest.since
                && aid.source.record_order() == newest.source.record_order()
        })
    }

    /// Returns the current discontinuance on the day, if there is one.
    pub fn discontinuance(&self) -> Option<&'a DatedAidStatus> {
        self.aid_status().filter(|aid| aid.status == AidStatus::Discontinued)
    }

    /// Returns the registration status of `person` on the day.
    pub fn registration_of(&self, person: PersonNumber) -> Option<&'a DatedRegistration> {
        self.participants().find(|participant| participant.number == person).map(|found| found.registration)
    }

    /// Returns whether `person` has this registration status on the day.
    pub fn has_status(&self, person: PersonNumber, status: RegistrationStatus) -> bool {
        self.registration_of(person).is_some_and(|registration| registration.status == status)
    }

    /// Returns everybody with a number and a registration status on the day.
    pub fn participants(&self) -> impl Iterator<Item = Participant<'a>> + use<'a> {
        let on = self.on;
        self.facts.people.iter().filter_map(move |person| {
            let number = person.person?;
            let known = person.registration.iter().filter(|registration| registration.since <= on);
            let registration = known.max_by_key(|registration| registration_order(registration))?;
            Some(Participant { person, number, registration })
        })
    }

    /// Returns everybody with a number whose first registration status begins after the day. They owe nothing yet, and
    /// their worker already has them.
    pub fn future_participants(&self) -> impl Iterator<Item = Participant<'a>> + use<'a> {
        let on = self.on;
        self.facts.people.iter().filter_map(move |person| {
            let number = person.person?;
            let registration =
                person.registration.iter().min_by_key(|registration| registration_order(registration))?;
            (registration.since > on).then_some(Participant { person, number, registration })
        })
    }

    /// Returns the person with this number.
    pub fn find_person(&self, number: PersonNumber) -> Option<&'a Person> {
        self.facts.people.iter().find(|person| person.person == Some(number))
    }

    /// Returns the activities of `person`.
    pub fn activities_of(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> + use<'a> {
        self.facts.activities.iter().filter(move |activity| activity.person == person)
    }

    /// Returns the activities of `person` that have started, have not ended, nor their term, and whose latest status is an open one. An
    /// activity without any status counts as open: the county says that it exists, and nothing says that it ended.
    pub fn current_activities(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> + use<'a> {
        let view = *self;
        self.activities_of(person).filter(move |activity| view.is_current(activity))
    }

    /// Returns the activities of `person` that are running, in a term or between two.
    pub fn running_activities(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> + use<'a> {
        let view = *self;
        self.activities_of(person).filter(move |activity| view.is_running(activity))
    }

    /// Returns whether `activity` is current on the day: it is running, and its term is not over.
    pub fn is_current(&self, activity: &Activity) -> bool {
        self.is_running(activity) && activity.term_until.is_none_or(|last| self.on <= last)
    }

    /// Returns whether `activity` has started and not ended, in a term or between two.
    pub fn is_running(&self, activity: &Activity) -> bool {
        let within = activity.start <= self.on && activity.expected_end.is_none_or(|end| self.on <= end);
        within && !self.has_ended(activity)
    }

    /// Returns whether the latest status of `activity` ends it.
    pub fn has_ended(&self, activity: &Activity) -> bool {
        self.final_status(activity).is_some()
    }

    /// Returns the latest status of `activity` if it ends the activity.
    pub fn final_status<'b>(&self, activity: &'b Activity) -> Option<&'b DatedActivityStatus> {
        self.latest_status(activity).filter(|latest| self.does_end_activity(latest.status))
    }

    fn does_end_activity(&self, status: ActivityStatus) -> bool {
        self.policy.tables.ends_activity(status)
    }

    /// Returns the latest status of `activity` on the day. Of several statuses on one day it is the one that was
    /// recorded here last, then the one that ends the activity, then the one that comes later in the course of an
    /// activity.
    pub fn latest_status<'b>(&self, activity: &'b Activity) -> Option<&'b DatedActivityStatus> {
        let known = activity.statuses.iter().filter(|status| status.on <= self.on);
        known.max_by_key(|status| {
            (status.on, status.source.record_order(), self.does_end_activity(status.status), status.status)
        })
    }

    /// Returns the attendance posted for `activity` up to the day.
    pub fn attendance_of<'b>(&self, activity: &'b Activity) -> impl Iterator<Item = &'a Attendance> + use<'a, 'b> {
        let on = self.on;
        self.facts.attendance.iter().filter(move |attendance| {
            attendance.person == activity.person
                && attendance.start == activity.start
                && attendance.kind == activity.kind
                && attendance.posted.is_none_or(|posted| posted <= on)
        })
    }

    /// Returns the newest status entry or attendance posting of `activity`, as a ground with its day.
    pub fn newest_update(&self, activity: &Activity) -> Option<(NaiveDate, Ground)> {
        let status = self.latest_status(activity).map(|status| {
            let says = message!("{} on {}", status.status.title(), status.on);
            (status.on, "newest status", says, &status.source)
        });
        let posted = self.attendance_of(activity).filter_map(|attendance| {
            let on = attendance.posted?;
            Some((on, "newest attendance", message!("{} posted on {}", attendance.month, on), &attendance.source))
        });
        let newest = posted.chain(status).max_by(|(on, what, says, _), (other_on, other_what, other_says, _)| {
            (on, what, says).cmp(&(other_on, other_what, other_says))
        })?;
        let (on, what, says, source) = newest;
        Some((on, Ground::new(message!("{} of {}", what, &activity.kind), says, source)))
    }
}

/// Returns the sort key of a person's registration statuses: by day; of several on one day, what was recorded here
/// comes after what the county says, in the order in which it was recorded.
pub fn registration_order(registration: &DatedRegistration) -> impl Ord + use<> {
    (registration.since, registration.source.record_order(), registration.status)
}

/// Returns the activity as a ground, and its expected end as another one if that was recorded here.
pub fn activity_grounds(activity: &Activity) -> impl Iterator<Item = Ground> + use<> {
    let period = Value::Period { from: activity.start, until: activity.expected_end };
    std::iter::once(Ground::new(&activity.kind, period, &activity.source)).chain(moved_end_ground(activity))
}

/// Returns the expected end of the activity with its own source, if it was recorded here.
fn moved_end_ground(activity: &Activity) -> Option<Ground> {
    let (end, source) = activity.expected_end.zip(activity.recorded.get(Activity::EXPECTED_END))?;
    Some(Ground::new(message!("expected end of {}", &activity.kind), end, source))
}

/// Returns the end of the activity as one ground: the entry that moved it, or else the activity.
pub fn activity_end_ground(activity: &Activity) -> Ground {
    let period = Value::Period { from: activity.start, until: activity.expected_end };
    moved_end_ground(activity).unwrap_or_else(|| Ground::new(&activity.kind, period, &activity.source))
}

/// Creates a ground that the case itself states.
pub fn stated_ground(fact: impl Into<Message>, value: impl Into<Value>) -> Ground {
    Ground::new(fact, value, &Source::Stated)
}
