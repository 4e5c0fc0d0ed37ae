//! A case in the month of its checklist: who is on it, what is under way, and whom an item concerns.

use chrono::NaiveDate;

use super::{Applies, Record};
use crate::domain::comment::ShownComment;
use crate::domain::dates::Month;
use crate::domain::extract::Relation;
use crate::domain::facts::{Activity, AidSince, Exemption, Noncompliance, Person, RegistrationSince, StatusOn};
use crate::domain::ids::PersonNumber;
use crate::domain::status::{ActivityStatus, AidStatus, RegistrationStatus};
use crate::rules::view::newest_registration;

/// The reasons of `assets/policy/exemptions.toml` that call for a referral (handbook 42-7.38, exemption step 2).
const DISABILITY_OR_CARE: [&str; 2] = ["disability", "care_of_household_member"];

/// A case as the record shows it for one month.
pub struct View<'a> {
    /// What the record says.
    pub record: &'a Record<'a>,
    /// The month.
    pub month: Month,
    /// The day as of which it is read.
    pub as_of: NaiveDate,
    /// The day whose state counts: the month's last, or the as-of day where that comes first.
    pub on: NaiveDate,
}

impl<'a> View<'a> {
    /// The case for `month`, as known on `as_of`.
    pub fn new(record: &'a Record<'a>, month: Month, as_of: NaiveDate) -> Self {
        Self { record, month, as_of, on: as_of.min(month.last_day()) }
    }

    /// Whether `day` lies in the month and not after the as-of day.
    pub fn in_month(&self, day: NaiveDate) -> bool {
        self.month.contains(day) && day <= self.on
    }

    /// Whom an item concerns; nothing where it does not concern the case.
    pub fn concerned(&self, applies: Applies) -> Option<Vec<PersonNumber>> {
        if self.is_quiet(applies) {
            return None;
        }
        let people = self.participants().filter(|(person, status)| self.concerns(applies, *person, *status));
        let people: Vec<_> = people.map(|(person, _)| person).collect();
        (!people.is_empty()).then_some(people)
    }

    /// Why an item does not concern the case.
    pub fn why_not(&self, applies: Applies) -> &'static str {
        if self.is_quiet(applies) { "aid is discontinued" } else { applies.otherwise() }
    }

    /// Whether the case is discontinued and the item is none that goes on after that.
    fn is_quiet(&self, applies: Applies) -> bool {
        use Applies::{Always, Discontinued, DocumentsReceived, NewlyAssigned};
        self.is_discontinued() && !matches!(applies, Always | NewlyAssigned | Discontinued | DocumentsReceived)
    }

    fn concerns(&self, applies: Applies, person: PersonNumber, status: RegistrationStatus) -> bool {
        use RegistrationStatus::{Exempt, NonCompliance, Sanction};
        match applies {
            Applies::Always => true,
            Applies::NewlyAssigned => self.record.facts.assigned.is_some_and(|day| self.in_month(day)),
            Applies::TakesPart => status.takes_part(),
            Applies::ToBeContacted => status.takes_part() || matches!(status, NonCompliance | Sanction),
            Applies::HasActivity => self.activities_in_month(person).next().is_some(),
            Applies::ActivityOver => self.activities_over(person).next().is_some(),
            Applies::PlanAmendedThisMonth => self
                .record
                .facts
                .plans
                .iter()
                .any(|plan| plan.person == person && plan.amends && self.in_month(plan.signed)),
            Applies::Exempt => status == Exempt,
            Applies::ExemptForDisabilityOrCare => {
                status == Exempt
                    && self.exemptions(person).any(|exemption| DISABILITY_OR_CARE.contains(&exemption.reason.as_str()))
            }
            Applies::Noncompliance => {
                status == NonCompliance || self.notice(person).is_some_and(|step| self.in_month(step.notice_issued))
            }
            Applies::CompliancePlanEnded => self.notice(person).is_some_and(|step| self.plan_ended(step)),
            Applies::Sanctioned => {
                status == Sanction || self.activities(person).any(|one| self.sanctioned_in_month(one))
            }
            Applies::Discontinued => self.is_discontinued(),
            Applies::DocumentsReceived => self.comments().any(|comment| !comment.documents().is_empty()),
            Applies::TwoParents => self.second_parents().next().is_some(),
            Applies::DrawnForWpr => self.record.facts.wpr_draw(self.on, self.month.first_day()).is_some(),
        }
    }

    /// The participants with their registration status on the day; closed and ineligible people only where the
    /// case itself is discontinued.
    fn participants(&self) -> impl Iterator<Item = (PersonNumber, RegistrationStatus)> {
        self.record.facts.people.iter().filter_map(|person| {
            let status = self.registration_of(person)?.status;
            let gone = matches!(status, RegistrationStatus::Closed | RegistrationStatus::Ineligible);
            (self.is_discontinued() || !gone).then_some((person.person?, status))
        })
    }

    /// The second parents of the household.
    pub fn second_parents(&self) -> impl Iterator<Item = &'a Person> {
        self.record.facts.people.iter().filter(|person| person.relation == Relation::SecondParent)
    }

    /// A participant's registration status on the day.
    pub fn registration(&self, person: PersonNumber) -> Option<&'a RegistrationSince> {
        self.registration_of(self.record.facts.people.iter().find(|one| one.person == Some(person))?)
    }

    /// A person's registration status on the day.
    pub fn registration_of(&self, person: &'a Person) -> Option<&'a RegistrationSince> {
        person
            .registration
            .iter()
            .filter(|status| status.since <= self.on)
            .max_by_key(|status| newest_registration(status))
    }

    /// The aid status on the day.
    pub fn aid(&self) -> Option<&'a AidSince> {
        self.record.facts.aid.iter().filter(|aid| aid.since <= self.on).max_by_key(|aid| aid.since)
    }

    fn is_discontinued(&self) -> bool {
        self.aid().is_some_and(|aid| aid.status == AidStatus::Discontinued)
    }

    /// The comments on contacts of the month.
    pub fn comments(&self) -> impl Iterator<Item = &'a ShownComment> {
        self.record.comments.iter().filter(|comment| self.in_month(comment.on))
    }

    /// A participant's activities that have started by the day.
    pub fn activities(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> {
        self.record.facts.activities.iter().filter(move |one| one.person == person && one.start <= self.on)
    }

    /// Those of them that were under way in the month.
    pub fn activities_in_month(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> {
        let first = self.month.first_day();
        self.activities(person).filter(move |one| {
            let ended_before = self.ended(one).is_some_and(|status| status.on < first);
            !ended_before && one.expected_end.is_none_or(|end| end >= first)
        })
    }

    /// Those of them that are under way on the day.
    pub fn activities_running(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> {
        self.activities(person)
            .filter(|one| self.ended(one).is_none() && one.expected_end.is_none_or(|end| end >= self.on))
    }

    /// Those of them whose expected end has passed.
    pub fn activities_over(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> {
        self.activities(person).filter(|one| one.expected_end.is_some_and(|end| end < self.on))
    }

    /// An activity's newest status on the day.
    pub fn newest_status(&self, activity: &'a Activity) -> Option<&'a StatusOn> {
        activity
            .statuses
            .iter()
            .filter(|status| status.on <= self.on)
            .max_by_key(|status| (status.on, status.source.order()))
    }

    /// The status that ended an activity by the day.
    pub fn ended(&self, activity: &'a Activity) -> Option<&'a StatusOn> {
        self.newest_status(activity).filter(|status| self.record.ending.contains(&status.status))
    }

    fn sanctioned_in_month(&self, activity: &Activity) -> bool {
        activity.statuses.iter().any(|status| {
            self.in_month(status.on)
                && matches!(status.status, ActivityStatus::Sanction | ActivityStatus::EndUnsatisfactoryParticipation)
        })
    }

    /// A participant's exemptions in force on the day.
    pub fn exemptions(&self, person: PersonNumber) -> impl Iterator<Item = &'a Exemption> {
        self.record.facts.exemptions.iter().filter(move |one| {
            one.person == person && one.from <= self.on && one.until.is_none_or(|until| until >= self.on)
        })
    }

    /// A participant's newest notice of non-compliance.
    pub fn notice(&self, person: PersonNumber) -> Option<&'a Noncompliance> {
        let steps = self.record.facts.noncompliance.iter();
        steps
            .filter(|step| step.person == person && step.notice_issued <= self.on)
            .max_by_key(|step| step.notice_issued)
    }

    fn plan_ended(&self, step: &Noncompliance) -> bool {
        let ended = step.plan_end.is_some_and(|end| end <= self.on);
        ended && step.plan_result.as_ref().is_none_or(|result| result.on >= self.month.first_day())
    }
}
