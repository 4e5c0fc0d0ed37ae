//! A case as the rows of the county's extracts.

use chrono::NaiveDate;

use super::activity::Activity;
use super::household::{Exemption, Household, Notice, Parent, Raised};
use crate::domain::WorkerNumber;
use crate::domain::extract::{
    ActivityStatusRow, AlertRow, AttendanceRow, CountyFact, ExemptionRow, HouseholdMember, ListedActivity,
    ListedParticipant, NoncomplianceRow, Relation,
};
use crate::domain::hours::Hours;
use crate::domain::name::PersonName;
use crate::domain::status::AidStatus;

/// Every row about the case.
pub fn facts(household: &Household, as_of: NaiveDate, worker: &WorkerNumber) -> Vec<CountyFact> {
    let mut facts = vec![];
    for parent in &household.parents {
        facts.push(listed(household, parent, as_of, worker));
        facts.push(member(household, &parent.who.name, parent.who.birth_date, parent.who.relation, parent.disabled));
        for activity in &parent.activities {
            facts.extend(history(household, parent, activity));
            facts.extend(attendance(household, parent, activity));
        }
        facts.extend(parent.notice.as_ref().map(|notice| noncompliance(household, parent, notice)));
        facts.extend(parent.exemption.as_ref().map(|exemption| exempt(household, parent, exemption)));
    }
    facts
        .extend(household.children.iter().map(|(name, birth)| member(household, name, *birth, Relation::Child, false)));
    facts.extend(household.alerts.iter().map(|raised| alert(household, raised)));
    facts
}

fn listed(household: &Household, parent: &Parent, as_of: NaiveDate, worker: &WorkerNumber) -> CountyFact {
    let (aid, aid_since) = match household.discontinued {
        Some(day) => (AidStatus::Discontinued, day),
        None => (AidStatus::Active, household.aid_since),
    };
    let case_name = household.parents.first().map(|first| first.who.name.clone()).unwrap_or_default();
    CountyFact::Listed(ListedParticipant {
        case: household.number.clone(),
        case_name,
        name: parent.who.name.clone(),
        person: parent.who.person,
        birth_date: parent.who.birth_date,
        registration: parent.registration,
        registration_since: parent.since,
        aid,
        aid_since,
        language: Some(household.language.clone()),
        phone: Some(household.phone.clone()),
        activity: listed_activity(parent, as_of),
        last_contact: parent.last_contact,
        plan_signed: parent.plan_signed,
        months_on_aid: Some(parent.months_on_aid),
        assigned: Some(household.assigned),
        worker: Some(worker.clone()),
    })
}

/// The activity that the county would call current: the last that has started.
fn listed_activity(parent: &Parent, as_of: NaiveDate) -> Option<ListedActivity> {
    let current = parent.activities.iter().filter(|one| one.start <= as_of).max_by_key(|one| one.start)?;
    Some(ListedActivity {
        kind: current.kind.clone(),
        status: current.statuses.last().map(|(status, _)| *status),
        start: Some(current.start),
        expected_end: Some(current.expected_end),
        weekly_hours: Some(current.weekly_hours),
    })
}

fn member(
    household: &Household,
    name: &PersonName,
    birth_date: NaiveDate,
    relation: Relation,
    disabled: bool,
) -> CountyFact {
    CountyFact::HouseholdMember(HouseholdMember {
        case: household.number.clone(),
        name: name.clone(),
        birth_date,
        relation,
        in_unit: true,
        disabled,
    })
}

fn history(household: &Household, parent: &Parent, activity: &Activity) -> impl Iterator<Item = CountyFact> {
    activity.statuses.iter().map(|(status, on)| {
        CountyFact::ActivityStatus(ActivityStatusRow {
            case: household.number.clone(),
            person: parent.who.person,
            kind: activity.kind.clone(),
            provider: Some(activity.provider.clone()),
            weekly_hours: Some(activity.weekly_hours),
            start: activity.start,
            expected_end: Some(activity.expected_end),
            status: *status,
            on: *on,
        })
    })
}

fn attendance(household: &Household, parent: &Parent, activity: &Activity) -> impl Iterator<Item = CountyFact> {
    activity.attendance.iter().map(|month| {
        CountyFact::Attendance(AttendanceRow {
            case: household.number.clone(),
            person: parent.who.person,
            kind: activity.kind.clone(),
            start: activity.start,
            month: month.month,
            attended: month.attended,
            excused: month.excused,
            unexcused: month.unexcused,
            holiday: Hours::ZERO,
            verified_by: Some(month.verified_by.clone()),
            posted: Some(month.posted),
        })
    })
}

fn noncompliance(household: &Household, parent: &Parent, notice: &Notice) -> CountyFact {
    CountyFact::Noncompliance(NoncomplianceRow {
        case: household.number.clone(),
        person: parent.who.person,
        notice_issued: notice.issued,
        appointment: Some(notice.appointment),
        outcome: notice.outcome.map(|(outcome, _)| outcome),
        outcome_on: notice.outcome.map(|(_, on)| on),
        plan_end: notice.plan_end,
    })
}

fn exempt(household: &Household, parent: &Parent, exemption: &Exemption) -> CountyFact {
    CountyFact::Exemption(ExemptionRow {
        case: household.number.clone(),
        person: parent.who.person,
        reason: exemption.reason.clone(),
        from: exemption.from,
        until: exemption.until,
    })
}

fn alert(household: &Household, raised: &Raised) -> CountyFact {
    CountyFact::Alert(AlertRow {
        case: household.number.clone(),
        raised: raised.on,
        due: Some(raised.due),
        text: raised.words.text.clone(),
        origin: raised.words.origin.clone(),
    })
}
