//! The rows in which the county's extracts would report a practice case.

use chrono::NaiveDate;

use super::activity::DemoActivity;
use super::household::{DemoExemption, DemoHousehold, DemoNotice, DemoParent, RaisedAlert};
use crate::domain::WorkerNumber;
use crate::domain::codes::Relation;
use crate::domain::extract::{
    ActivityStatusRow, AlertRow, AttendanceRow, CountyFact, ExemptionRow, HouseholdMember, ListedActivity,
    ListedParticipant, NoncomplianceRow,
};
use crate::domain::hours::Hours;
use crate::domain::name::PersonName;
use crate::domain::status::AidStatus;

/// Returns every row about the case.
pub fn county_facts(household: &DemoHousehold, as_of: NaiveDate, worker: &WorkerNumber) -> Vec<CountyFact> {
    let mut facts = vec![];
    for parent in &household.parents {
        facts.push(listing_row(household, parent, as_of, worker));
        facts.push(member_row(
            household,
            &parent.who.name,
            parent.who.birth_date,
            parent.who.relation,
            parent.disabled,
        ));
        for activity in &parent.activities {
            facts.extend(status_rows(household, parent, activity));
            facts.extend(attendance_rows(household, parent, activity));
        }
        facts.extend(parent.notice.as_ref().map(|notice| noncompliance_row(household, parent, notice)));
        facts.extend(parent.exemption.as_ref().map(|exemption| exemption_row(household, parent, exemption)));
    }
    facts.extend(
        household.children.iter().map(|(name, birth)| member_row(household, name, *birth, Relation::Child, false)),
    );
    facts.extend(household.alerts.iter().map(|raised| alert_row(household, raised)));
    facts
}

fn listing_row(household: &DemoHousehold, parent: &DemoParent, as_of: NaiveDate, worker: &WorkerNumber) -> CountyFact {
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
        activity: current_activity(parent, as_of),
        last_contact: parent.last_contact,
        plan_signed: parent.plan_signed,
        months_on_aid: Some(parent.months_on_aid),
        assigned: Some(household.assigned),
        worker: Some(worker.clone()),
    })
}

/// Returns the activity that the county would call current: the last one that has started.
fn current_activity(parent: &DemoParent, as_of: NaiveDate) -> Option<ListedActivity> {
    let current =
        parent.activities.iter().filter(|activity| activity.start <= as_of).max_by_key(|activity| activity.start)?;
    Some(ListedActivity {
        kind: current.kind.clone(),
        status: current.statuses.last().map(|(status, _)| *status),
        start: Some(current.start),
        expected_end: Some(current.expected_end),
        weekly_hours: Some(current.weekly_hours),
    })
}

fn member_row(
    household: &DemoHousehold,
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
        ..HouseholdMember::default()
    })
}

fn status_rows(
    household: &DemoHousehold,
    parent: &DemoParent,
    activity: &DemoActivity,
) -> impl Iterator<Item = CountyFact> {
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
            agreed: None,
            ordered: None,
            term_from: None,
            term_until: None,
        })
    })
}

fn attendance_rows(
    household: &DemoHousehold,
    parent: &DemoParent,
    activity: &DemoActivity,
) -> impl Iterator<Item = CountyFact> {
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
            paid_absence: None,
            holiday_days: None,
            scheduled: None,
            scheduled_days: None,
            study: None,
        })
    })
}

fn noncompliance_row(household: &DemoHousehold, parent: &DemoParent, notice: &DemoNotice) -> CountyFact {
    CountyFact::Noncompliance(NoncomplianceRow {
        case: household.number.clone(),
        person: parent.who.person,
        notice_issued: notice.issued,
        appointment: Some(notice.appointment),
        outcome: notice.outcome.map(|(outcome, _)| outcome),
        outcome_on: notice.outcome.map(|(_, on)| on),
        plan_end: notice.plan_end,
        ..NoncomplianceRow::default()
    })
}

fn exemption_row(household: &DemoHousehold, parent: &DemoParent, exemption: &DemoExemption) -> CountyFact {
    CountyFact::Exemption(ExemptionRow {
        case: household.number.clone(),
        person: parent.who.person,
        reason: exemption.reason.clone(),
        from: exemption.from,
        until: exemption.until,
        proof: exemption.proof.clone(),
        ..ExemptionRow::default()
    })
}

fn alert_row(household: &DemoHousehold, raised: &RaisedAlert) -> CountyFact {
    CountyFact::Alert(AlertRow {
        case: household.number.clone(),
        raised: raised.on,
        due: Some(raised.due),
        text: raised.words.text.clone(),
        origin: raised.words.origin.clone(),
    })
}
