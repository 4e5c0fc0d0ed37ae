//! The facts of a case as they stood on a day: what the rules look at.

use chrono::NaiveDate;

use super::finding::Ground;
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
    /// The facts, past and to come.
    pub facts: &'a CaseFacts,
    /// Every rule set that ever was in force.
    pub policies: &'a Policies,
    /// The one in force on the day.
    pub policy: &'a Policy,
    /// The day.
    pub on: NaiveDate,
}

/// Somebody with a number in the case and a registration status on the day.
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
    /// The registration status as a ground.
    pub fn status_ground(&self) -> Ground {
        let value = message!("{} since {}", self.registration.status.title(), self.registration.since);
        Ground::new("registration status", value, &self.registration.source)
    }
}

impl<'a> View<'a> {
    /// The case on `on`.
    pub fn new(facts: &'a CaseFacts, policies: &'a Policies, on: NaiveDate) -> Self {
        Self { facts, policies, policy: policies.in_force_on(on), on }
    }

    /// The aid status on the day, if one is known.
    pub fn aid_status(&self) -> Option<&'a DatedAidStatus> {
        self.facts.aid.iter().filter(|aid| aid.since <= self.on).max_by_key(|aid| (aid.since, aid.status))
    }

    /// The discontinuance that the case is in on the day, if any.
    pub fn discontinuance(&self) -> Option<&'a DatedAidStatus> {
        self.aid_status().filter(|aid| aid.status == AidStatus::Discontinued)
    }

    /// The registration status of `person` on the day.
    pub fn registration_of(&self, person: PersonNumber) -> Option<&'a DatedRegistration> {
        self.participants().find(|participant| participant.number == person).map(|found| found.registration)
    }

    /// Whether `person` has this registration status on the day.
    pub fn has_status(&self, person: PersonNumber, status: RegistrationStatus) -> bool {
        self.registration_of(person).is_some_and(|registration| registration.status == status)
    }

    /// Everybody with a number and a registration status on the day.
    pub fn participants(&self) -> impl Iterator<Item = Participant<'a>> + use<'a> {
        let on = self.on;
        self.facts.people.iter().filter_map(move |person| {
            let number = person.person?;
            let known = person.registration.iter().filter(|registration| registration.since <= on);
            let registration = known.max_by_key(|registration| registration_order(registration))?;
            Some(Participant { person, number, registration })
        })
    }

    /// The participants who must or volunteer to take part.
    pub fn taking_part(&self) -> impl Iterator<Item = Participant<'a>> + use<'a> {
        self.participants().filter(|participant| participant.registration.status.is_participating())
    }

    /// The person with this number.
    pub fn find_person(&self, number: PersonNumber) -> Option<&'a Person> {
        self.facts.people.iter().find(|person| person.person == Some(number))
    }

    /// The activities of `person`.
    pub fn activities_of(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> + use<'a> {
        self.facts.activities.iter().filter(move |activity| activity.person == person)
    }

    /// The activities of `person` that have started, have not ended, and whose latest status is an open one. One
    /// without any status counts as open: the county says that it exists, and nothing says that it ended.
    pub fn current_activities(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> + use<'a> {
        let view = *self;
        self.activities_of(person).filter(move |activity| view.is_current(activity))
    }

    /// Whether `activity` is current on the day.
    pub fn is_current(&self, activity: &Activity) -> bool {
        let within = activity.start <= self.on && activity.expected_end.is_none_or(|end| self.on <= end);
        within && !self.has_ended(activity)
    }

    /// Whether the latest status of `activity` ends it.
    pub fn has_ended(&self, activity: &Activity) -> bool {
        self.latest_status(activity).is_some_and(|latest| self.does_end_activity(latest.status))
    }

    fn does_end_activity(&self, status: ActivityStatus) -> bool {
        self.policy.tables.ends_activity(status)
    }

    /// The latest status of `activity` on the day; of several on one day the one that was recorded here last, then the
    /// one that ends it, then the one that comes later in the course of an activity.
    pub fn latest_status<'b>(&self, activity: &'b Activity) -> Option<&'b DatedActivityStatus> {
        let known = activity.statuses.iter().filter(|status| status.on <= self.on);
        known.max_by_key(|status| {
            (status.on, status.source.record_order(), self.does_end_activity(status.status), status.status)
        })
    }

    /// The attendance posted for `activity` up to the day.
    pub fn attendance_of<'b>(&self, activity: &'b Activity) -> impl Iterator<Item = &'a Attendance> + use<'a, 'b> {
        let on = self.on;
        self.facts.attendance.iter().filter(move |attendance| {
            attendance.person == activity.person
                && attendance.start == activity.start
                && attendance.kind == activity.kind
                && attendance.posted.is_none_or(|posted| posted <= on)
        })
    }

    /// The newest status entry or attendance posting of `activity`, as a ground with its day.
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

/// The order of a person's registration statuses: by day; of several on one day what was recorded here comes after
/// what the county says, in the order in which it was recorded.
pub fn registration_order(registration: &DatedRegistration) -> impl Ord + use<> {
    (registration.since, registration.source.record_order(), registration.status)
}

/// The activity as a ground.
pub fn activity_ground(activity: &Activity) -> Ground {
    let period = Value::Period { from: activity.start, until: activity.expected_end };
    Ground::new(&activity.kind, period, &activity.source)
}

/// A ground stated by the case itself.
pub fn stated_ground(fact: impl Into<Message>, value: impl Into<Value>) -> Ground {
    Ground::new(fact, value, &Source::Stated)
}
