//! A case in the month of its checklist: its people, its running activities, and whom an item concerns.

use chrono::NaiveDate;

use super::form::ItemCondition;
use super::record::ChecklistRecord;
use crate::domain::codes::Relation;
use crate::domain::comment::CommentView;
use crate::domain::dates::Month;
use crate::domain::facts::common_case::DecideOutcome;
use crate::domain::facts::social_work::ProgressReport;
use crate::domain::facts::{
    Activity, CommonCase, DatedActivityStatus, DatedAidStatus, DatedRegistration, Exemption, LinkageConference,
    Noncompliance, Person, SocialWork,
};
use crate::domain::ids::PersonNumber;
use crate::domain::status::{ActivityStatus, AidStatus, RegistrationStatus};
use crate::rules::view::registration_order;

/// The reasons of `assets/policy/exemptions.toml` that call for a referral (handbook 42-7.38, exemption step 2).
const DISABILITY_OR_CARE: [&str; 2] = ["disability", "care_of_household_member"];

/// A case as the record shows it for one month.
pub struct CaseMonth<'a> {
    /// What the record holds of the case.
    pub record: &'a ChecklistRecord<'a>,
    /// The month of the checklist.
    pub month: Month,
    /// The day as of which the record is read.
    pub as_of: NaiveDate,
    /// The state day: the last day of the month, or the as-of day if that is earlier.
    pub state_day: NaiveDate,
}

impl<'a> CaseMonth<'a> {
    /// Creates the view of a case for `month`, as known on `as_of`.
    pub fn new(record: &'a ChecklistRecord<'a>, month: Month, as_of: NaiveDate) -> Self {
        Self { record, month, as_of, state_day: as_of.min(month.last_day()) }
    }

    /// Returns whether `day` lies in the month and is not after the as-of day.
    pub fn is_in_month(&self, day: NaiveDate) -> bool {
        self.month.contains(day) && day <= self.state_day
    }

    /// Returns the people whom an item concerns, or `None` where the item does not concern the case.
    pub fn concerned_people(&self, applies: ItemCondition) -> Option<Vec<PersonNumber>> {
        if self.is_suspended(applies) {
            return None;
        }
        let people = self.participants().filter(|(person, status)| self.is_concerned(applies, *person, *status));
        let people: Vec<_> = people.map(|(person, _)| person).collect();
        (!people.is_empty()).then_some(people)
    }

    /// Returns the reason for which an item does not concern the case.
    pub fn not_applicable_reason(&self, applies: ItemCondition) -> &'static str {
        if self.is_suspended(applies) { "aid is discontinued" } else { applies.unmet_reason() }
    }

    /// Returns whether the case is discontinued and the item does not continue after a discontinuance.
    fn is_suspended(&self, applies: ItemCondition) -> bool {
        use ItemCondition::{Always, Discontinued, DocumentsReceived, NewlyAssigned};
        let goes_on = matches!(applies, Always | NewlyAssigned | Discontinued | DocumentsReceived);
        self.is_discontinued() && !goes_on && !applies.is_about_partners()
    }

    fn is_concerned(&self, applies: ItemCondition, person: PersonNumber, status: RegistrationStatus) -> bool {
        use RegistrationStatus::{Exempt, NonCompliance, Sanction};
        match applies {
            ItemCondition::Always => true,
            ItemCondition::NewlyAssigned => self.record.facts.assigned.is_some_and(|day| self.is_in_month(day)),
            ItemCondition::TakesPart => status.is_participating(),
            ItemCondition::ToBeContacted => status.is_participating() || matches!(status, NonCompliance | Sanction),
            ItemCondition::HasActivity => self.month_activities(person).next().is_some(),
            ItemCondition::ActivityOver => self.past_activities(person).next().is_some(),
            ItemCondition::PlanAmendedThisMonth => self
                .record
                .facts
                .plans
                .iter()
                .any(|plan| plan.person == person && plan.amends && self.is_in_month(plan.signed)),
            ItemCondition::Exempt => status == Exempt,
            ItemCondition::ExemptForDisabilityOrCare => {
                status == Exempt
                    && self
                        .exemptions_in_force(person)
                        .any(|exemption| DISABILITY_OR_CARE.contains(&exemption.reason.as_str()))
            }
            ItemCondition::Noncompliance => {
                status == NonCompliance
                    || self.newest_notice(person).is_some_and(|step| self.is_in_month(step.notice_issued))
            }
            ItemCondition::CompliancePlanEnded => {
                self.newest_notice(person).is_some_and(|step| self.needs_plan_result(step))
            }
            ItemCondition::Sanctioned => {
                status == Sanction || self.started_activities(person).any(|one| self.has_sanction_in_month(one))
            }
            ItemCondition::Discontinued => self.is_discontinued(),
            ItemCondition::DocumentsReceived => self.month_comments().any(|comment| !comment.documents().is_empty()),
            ItemCondition::TwoParents => self.second_parents().next().is_some(),
            ItemCondition::DrawnForWpr => {
                self.record.facts.open_wpr_draw(self.state_day, self.month.first_day()).is_some()
            }
            ItemCondition::SocialWorkReferred => self.running_units(person).next().is_some(),
            ItemCondition::SocialWorkReported => {
                self.running_units(person).any(|work| !self.passed_reports(work).is_empty())
            }
            ItemCondition::CommonCaseAccepted => self
                .common_case()
                .is_some_and(|case| is_accepted(case, self.state_day) && !is_managed(case, self.state_day)),
            ItemCondition::CommonCaseManaged => self.common_case().is_some_and(|case| is_managed(case, self.state_day)),
            ItemCondition::ConferenceCalled => self.called_conference().is_some(),
        }
    }

    /// Returns the participants with their registration status on the state day. Closed and ineligible people are
    /// included only if the case itself is discontinued.
    fn participants(&self) -> impl Iterator<Item = (PersonNumber, RegistrationStatus)> {
        self.record.facts.people.iter().filter_map(|person| {
            let status = self.person_registration(person)?.status;
            let gone = matches!(status, RegistrationStatus::Closed | RegistrationStatus::Ineligible);
            (self.is_discontinued() || !gone).then_some((person.person?, status))
        })
    }

    /// Returns the second parents of the household.
    pub fn second_parents(&self) -> impl Iterator<Item = &'a Person> {
        self.record.facts.people.iter().filter(|person| person.relation == Relation::SecondParent)
    }

    /// Returns the registration status of a participant on the state day.
    pub fn participant_registration(&self, person: PersonNumber) -> Option<&'a DatedRegistration> {
        self.person_registration(self.record.facts.people.iter().find(|one| one.person == Some(person))?)
    }

    /// Returns the registration status of a person on the state day.
    pub fn person_registration(&self, person: &'a Person) -> Option<&'a DatedRegistration> {
        person
            .registration
            .iter()
            .filter(|status| status.since <= self.state_day)
            .max_by_key(|status| registration_order(status))
    }

    /// Returns the aid status of the case on the state day.
    pub fn aid_status(&self) -> Option<&'a DatedAidStatus> {
        self.record.facts.aid.iter().filter(|aid| aid.since <= self.state_day).max_by_key(|aid| aid.since)
    }

    fn is_discontinued(&self) -> bool {
        self.aid_status().is_some_and(|aid| aid.status == AidStatus::Discontinued)
    }

    /// Returns the comments on contacts of the month.
    pub fn month_comments(&self) -> impl Iterator<Item = &'a CommentView> {
        self.record.comments.iter().filter(|comment| self.is_in_month(comment.on))
    }

    /// Returns the activities of a participant that have started by the state day.
    pub fn started_activities(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> {
        self.record.facts.activities.iter().filter(move |one| one.person == person && one.start <= self.state_day)
    }

    /// Returns the started activities of a participant that were under way in the month.
    pub fn month_activities(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> {
        let first = self.month.first_day();
        self.started_activities(person).filter(move |one| {
            let ended_before = self.ending_status(one).is_some_and(|status| status.on < first);
            !ended_before && one.expected_end.is_none_or(|end| end >= first)
        })
    }

    /// Returns the started activities of a participant that are under way on the state day.
    pub fn running_activities(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> {
        self.started_activities(person)
            .filter(|one| self.ending_status(one).is_none() && one.expected_end.is_none_or(|end| end >= self.state_day))
    }

    /// Returns the started activities of a participant whose expected end has passed.
    pub fn past_activities(&self, person: PersonNumber) -> impl Iterator<Item = &'a Activity> {
        self.started_activities(person).filter(|one| one.expected_end.is_some_and(|end| end < self.state_day))
    }

    /// Returns the newest status of an activity on the state day.
    pub fn newest_status(&self, activity: &'a Activity) -> Option<&'a DatedActivityStatus> {
        activity
            .statuses
            .iter()
            .filter(|status| status.on <= self.state_day)
            .max_by_key(|status| (status.on, status.source.record_order()))
    }

    /// Returns the status that ended an activity by the state day, or `None` where the activity is still open.
    pub fn ending_status(&self, activity: &'a Activity) -> Option<&'a DatedActivityStatus> {
        self.newest_status(activity).filter(|status| self.record.ending_statuses.contains(&status.status))
    }

    fn has_sanction_in_month(&self, activity: &Activity) -> bool {
        activity.statuses.iter().any(|status| {
            self.is_in_month(status.on)
                && matches!(status.status, ActivityStatus::Sanction | ActivityStatus::EndUnsatisfactoryParticipation)
        })
    }

    /// Returns the exemptions of a participant that are in force on the state day.
    pub fn exemptions_in_force(&self, person: PersonNumber) -> impl Iterator<Item = &'a Exemption> {
        self.record.facts.exemptions.iter().filter(move |one| {
            one.person == person && one.from <= self.state_day && one.until.is_none_or(|until| until >= self.state_day)
        })
    }

    /// Returns the newest notice of non-compliance of a participant up to the state day.
    pub fn newest_notice(&self, person: PersonNumber) -> Option<&'a Noncompliance> {
        let steps = self.record.facts.noncompliance.iter();
        steps
            .filter(|step| step.person == person && step.notice_issued <= self.state_day)
            .max_by_key(|step| step.notice_issued)
    }

    fn needs_plan_result(&self, step: &Noncompliance) -> bool {
        let ended = step.plan_end.is_some_and(|end| end <= self.state_day);
        ended && step.plan_result.as_ref().is_none_or(|result| result.on >= self.month.first_day())
    }
}

/// Work with partners.
impl<'a> CaseMonth<'a> {
    /// Returns the social-work cases of a person that go on, or wait for the unit, on the state day.
    pub(super) fn running_units(&self, person: PersonNumber) -> impl Iterator<Item = &'a SocialWork> {
        let on = self.state_day;
        let theirs = self.record.facts.referrals.iter().filter(move |referral| {
            referral.person == person && referral.requested <= on && referral.closed.is_none_or(|closed| on < closed)
        });
        let works = theirs.filter_map(|referral| referral.social_work.as_ref());
        works.filter(move |work| {
            let is_over = work.closing.as_ref().is_some_and(|closing| closing.on <= on);
            !is_over && work.withdrawn.as_ref().is_none_or(|withdrawn| on < withdrawn.on)
        })
    }

    /// Returns the reports of a social-work case that were passed on by the state day.
    pub(super) fn passed_reports(&self, work: &'a SocialWork) -> Vec<&'a ProgressReport> {
        let on = self.state_day;
        work.reports.iter().filter(|report| report.forwarded.is_some_and(|forwarded| forwarded <= on)).collect()
    }

    /// Returns the newest round of the common case on the state day.
    pub(super) fn common_case(&self) -> Option<&'a CommonCase> {
        let begun = self.record.facts.common_cases.iter().filter(|case| case.found.on <= self.state_day);
        begun.max_by_key(|case| case.found.on)
    }

    /// Returns the newest conference of the case if it is called, and neither held nor canceled, on the state day.
    pub(super) fn called_conference(&self) -> Option<&'a LinkageConference> {
        let on = self.state_day;
        let begun = self.record.facts.conferences.iter().filter(|known| known.began().is_some_and(|day| day <= on));
        let newest = begun.max_by_key(|known| (known.began(), known.source.record_order()))?;
        let is_over = [newest.held, newest.canceled].into_iter().flatten().any(|day| day <= on);
        let is_called = newest.called.as_ref().is_some_and(|called| called.on <= on);
        (is_called && !is_over).then_some(newest)
    }
}

fn is_accepted(case: &CommonCase, on: NaiveDate) -> bool {
    case.decided.as_ref().is_some_and(|decided| decided.on <= on && decided.outcome == DecideOutcome::Accept)
}

fn is_managed(case: &CommonCase, on: NaiveDate) -> bool {
    let is_over =
        case.handed_back.as_ref().is_some_and(|back| back.on <= on) || case.closed.is_some_and(|day| day <= on);
    !is_over && case.assigned.as_ref().is_some_and(|assigned| assigned.on <= on)
}
