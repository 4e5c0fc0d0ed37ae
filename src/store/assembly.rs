//! Assembles the facts of a case from the rows of the county's extracts and from what was recorded here.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::reported_statuses::{ReportTime, ReportedHistory, ReportedStatus};
use super::{RecordedAct, county_rows, opened_cases};
use crate::domain::act::ActKind;
use crate::domain::codes::Relation;
use crate::domain::extract::{ActivityStatusRow, AlertRow, CountyFact, ListedParticipant};
use crate::domain::facts::{
    Activity, CaseFacts, Contact, DatedActivityStatus, DatedAidStatus, DatedRegistration, MonthsOnAidCount, Person,
    Plan, Source,
};
use crate::domain::likeness::is_likely_correction;
use crate::domain::name::fold_for_search;
use crate::domain::opened_case::OpenedCase;
use crate::domain::status::{ActivityStatus, AidStatus, RegistrationStatus};
use crate::domain::{CaseNumber, PersonNumber};

/// One version of a fact that the county reported.
pub(super) struct FactVersion {
    pub(super) fact: CountyFact,
    /// Whether this is the newest version.
    pub(super) current: bool,
    pub(super) source: Source,
    /// The day whose state the extract reports.
    pub(super) as_of: NaiveDate,
    /// Whether the newest extract of its kind no longer names the fact.
    pub(super) missing: bool,
    /// When an extract first reported the fact.
    pub(super) first_named: ReportTime,
    /// When an extract last reported the fact with these values.
    pub(super) last_named: ReportTime,
}

/// Returns the facts of a case, and the alerts that the system of record raised. Recorded acts are applied after the
/// county's facts, in the order of the log.
///
/// Every version of a row of the case listing counts, so that registration and aid keep their histories; of all other
/// facts only the newest. What a newer extract contradicts is kept apart before any act is applied.
pub(super) fn assemble_case(
    case: CaseNumber,
    versions: Vec<FactVersion>,
    contacts: Vec<Contact>,
    opened: Option<&(OpenedCase, Source)>,
    acts: &[RecordedAct],
) -> (CaseFacts, Vec<(AlertRow, Source)>) {
    let mut facts = CaseFacts { case, contacts, ..CaseFacts::default() };
    let mut alerts = Vec::new();
    let mut listed = Vec::new();
    let mut reports = StatusReports::default();
    for version in &versions {
        reports.add(version);
    }
    for FactVersion { fact, current, source, as_of, .. } in versions {
        match fact {
            CountyFact::Listed(row) => listed.push((row, source, as_of, current)),
            _ if !current => {}
            CountyFact::HouseholdMember(row) => facts.people.push(county_rows::person_from_row(row, source, as_of)),
            CountyFact::ActivityStatus(row) => add_status(&mut facts.activities, row, source),
            CountyFact::Attendance(row) => facts.attendance.push(county_rows::attendance_from_row(row, source)),
            CountyFact::Noncompliance(row) => county_rows::add_noncompliance(&mut facts, row, &source),
            CountyFact::Exemption(row) => facts.exemptions.push(county_rows::exemption_from_row(row, source)),
            CountyFact::AidMonth(row) => county_rows::add_aid_month(&mut facts, row, &source),
            CountyFact::Alert(row) => alerts.push((row, source)),
        }
    }
    let dated = facts.activities.len();
    for (row, source, as_of, current) in listed {
        add_listing(&mut facts, &row, &source, as_of, current);
    }
    reports.add_to(&mut facts);
    if let Some((opened, source)) = opened {
        opened_cases::add_opened_person(&mut facts, opened, source);
    }
    let listed_alone = dated..facts.activities.len();
    // Numbers are joined before anything else is applied: an act counts for the person whichever of the two numbers it
    // names, and whether it was recorded before or after.
    for RecordedAct { entry, author, act } in joining_acts(acts).into_iter().chain(acts) {
        facts.apply_act(act, &Source::Entry { entry: *entry, author: author.clone() });
    }
    if let Some(activities) = facts.activities.get_mut(listed_alone) {
        activities.iter_mut().for_each(date_listed_status);
    }
    for activity in &mut facts.activities {
        activity.statuses_reported_before.sort_by_key(|status| status.on);
        activity.statuses.sort_by_key(|status| (status.on, status.source.record_order()));
    }
    facts.aid_reported_before.sort_by_key(|aid| aid.since);
    for person in &mut facts.people {
        person.registration_reported_before.sort_by_key(|registration| registration.since);
        person.registration.sort_by_key(|registration| (registration.since, registration.source.record_order()));
    }
    facts.contacts.sort_by_key(|contact| contact.on);
    (facts, alerts)
}

/// Returns the acts that join two numbers of one person, in an order that does not depend on when they arrived.
fn joining_acts(acts: &[RecordedAct]) -> Vec<&RecordedAct> {
    let numbers = |recorded: &RecordedAct| match &recorded.act.kind {
        ActKind::MembersMerged(merged) if merged.has_two_numbers() => {
            Some((merged.leave_out.person, merged.keep.person))
        }
        _ => None,
    };
    let mut joining: Vec<&RecordedAct> = acts.iter().filter(|recorded| numbers(recorded).is_some()).collect();
    joining.sort_by_key(|recorded| numbers(recorded));
    joining
}

/// The dated statuses that the county's extracts report of a case.
#[derive(Default)]
struct StatusReports {
    aid: Vec<ReportedStatus<AidStatus>>,
    registration: BTreeMap<PersonNumber, Vec<ReportedStatus<RegistrationStatus>>>,
    activities: BTreeMap<(PersonNumber, String, NaiveDate), Vec<ReportedStatus<ActivityStatus>>>,
}

impl StatusReports {
    /// Adds what a version says. Each listing says which registration and aid status holds on its day. A row of the
    /// activities contradicts only what was reported before the row was first there: an extract that merely no longer
    /// names a status does not say that the status was wrong.
    fn add(&mut self, version: &FactVersion) {
        let (source, last) = (version.source.clone(), version.last_named);
        match &version.fact {
            CountyFact::Listed(row) => {
                let (status, since) = (row.registration, row.registration_since);
                let report = ReportedStatus { status, since, source: source.clone(), contradicts: last, last };
                self.registration.entry(row.person).or_default().push(report);
                // The rows of two participants are no versions of each other, and may disagree about the case.
                let last = ReportTime { hlc: 0, ..last };
                let (status, since) = (row.aid, row.aid_since);
                self.aid.push(ReportedStatus { status, since, source, contradicts: last, last });
            }
            CountyFact::ActivityStatus(row) if version.current => {
                let (first, last) = (version.first_named, ReportTime { hlc: 0, ..last });
                let contradicts = ReportTime { hlc: 0, ..first };
                let report = ReportedStatus { status: row.status, since: row.on, source, contradicts, last };
                self.activities.entry((row.person, row.kind.clone(), row.start)).or_default().push(report);
            }
            _ => {}
        }
    }

    /// Gives the case the statuses that stand, and keeps those beside them that a newer extract contradicts.
    fn add_to(self, facts: &mut CaseFacts) {
        let dated = |ReportedStatus { status, since, source, .. }| DatedAidStatus { status, since, source };
        let aid = ReportedHistory::from_reports(self.aid);
        facts.aid = aid.standing.into_iter().map(dated).collect();
        facts.aid_reported_before = aid.contradicted.into_iter().map(dated).collect();
        let dated = |ReportedStatus { status, since, source, .. }| DatedRegistration { status, since, source };
        for (number, reports) in self.registration {
            let Some(person) = facts.people.iter_mut().find(|person| person.person == Some(number)) else { continue };
            let history = ReportedHistory::from_reports(reports);
            person.registration = history.standing.into_iter().map(dated).collect();
            person.registration_reported_before = history.contradicted.into_iter().map(dated).collect();
        }
        let dated = |ReportedStatus { status, since: on, source, .. }| DatedActivityStatus { status, on, source };
        for activity in &mut facts.activities {
            let key = (activity.person, activity.kind.clone(), activity.start);
            let Some(reports) = self.activities.get(&key) else { continue };
            let history = ReportedHistory::from_reports(reports.iter().cloned());
            activity.statuses = history.standing.into_iter().map(dated).collect();
            activity.statuses_reported_before = history.contradicted.into_iter().map(dated).collect();
        }
    }
}

fn add_listing(facts: &mut CaseFacts, row: &ListedParticipant, source: &Source, as_of: NaiveDate, current: bool) {
    let person = find_or_add_person(facts, row, source);
    person.first_listed = person.first_listed.into_iter().chain([as_of]).min();
    if let Some(months) = row.months_on_aid {
        person.months_on_aid.push(MonthsOnAidCount { months, on: as_of, source: source.clone() });
    }
    if current {
        person.language.clone_from(&row.language);
        person.phone.clone_from(&row.phone);
        // Only the household extract knows who is homeless, and only the listing knows who has a telephone.
        person.homeless_without_phone = person.homeless_without_phone.map(|homeless| homeless && row.phone.is_none());
        facts.name = Some(row.case_name.clone());
        facts.assigned = row.assigned;
        add_listed_activity(&mut facts.activities, row, source, as_of);
        add_listed_dates(facts, row, source);
    }
}

/// Returns the member of the household whom the listing names: by number, by name and date of birth, or as the only
/// adult whose entry is so alike that one of the two must be misspelled. If the household has no such member, one is
/// added.
fn find_or_add_person<'facts>(
    facts: &'facts mut CaseFacts,
    row: &ListedParticipant,
    source: &Source,
) -> &'facts mut Person {
    let known = facts.people.iter().position(|person| person.person == Some(row.person));
    let index = known.or_else(|| facts.people.iter().position(|person| is_same_person(person, row)));
    let index = index.or_else(|| only_likely_person(&facts.people, row)).unwrap_or_else(|| {
        facts.people.push(Person { relation: listed_relation(row.person), ..Person::default() });
        facts.people.len() - 1
    });
    #[expect(clippy::indexing_slicing, reason = "a position just found, or that of the person just added")]
    let person = &mut facts.people[index];
    person.person = Some(row.person);
    person.name = Some(row.name.clone());
    person.birth_date = Some(row.birth_date);
    if person.source == Source::Stated {
        person.source = source.clone();
    }
    person
}

fn is_same_person(person: &Person, row: &ListedParticipant) -> bool {
    let named = |name: &crate::domain::name::PersonName| fold_for_search(&name.to_string());
    person.person.is_none()
        && person.birth_date == Some(row.birth_date)
        && person.name.as_ref().is_some_and(|name| named(name) == named(&row.name))
}

/// Returns the only adult of the household without a number who may be the participant.
fn only_likely_person(people: &[Person], row: &ListedParticipant) -> Option<usize> {
    let is_likely = |person: &Person| {
        let entry = person.name.as_ref().zip(person.birth_date);
        person.person.is_none()
            && matches!(person.relation, Relation::Parent | Relation::SecondParent)
            && entry.is_some_and(|entry| is_likely_correction(entry, (&row.name, row.birth_date)))
    };
    let mut likely = people.iter().enumerate().filter(|(_, person)| is_likely(person)).map(|(index, _)| index);
    likely.next().filter(|_| likely.next().is_none())
}

/// Returns the relation of a participant of the case listing, which names only parents and caretakers; the first of
/// them is number 1.
const fn listed_relation(person: PersonNumber) -> Relation {
    if person.0 == 1 { Relation::Parent } else { Relation::SecondParent }
}

/// Adds the activity that the listing calls current, unless the history of activities has it.
fn add_listed_activity(activities: &mut Vec<Activity>, row: &ListedParticipant, source: &Source, as_of: NaiveDate) {
    let Some(listed) = &row.activity else { return };
    let Some(start) = listed.start else { return };
    let is_known = |known: &Activity| (known.person, &known.kind, known.start) == (row.person, &listed.kind, start);
    if activities.iter().any(is_known) {
        return;
    }
    let status = listed.status.map(|status| DatedActivityStatus { status, on: as_of, source: source.clone() });
    activities.push(Activity {
        expected_end: listed.expected_end,
        weekly_hours: listed.weekly_hours,
        statuses: status.into_iter().collect(),
        ..Activity::minimal(row.person, listed.kind.clone(), start, source.clone())
    });
}

/// Dates the status of an activity that only the listing names. The listing gives no day for it, so the day of the
/// extract is used; but not after a status that was recorded here before that day, which would be hidden otherwise.
fn date_listed_status(activity: &mut Activity) {
    let recorded = activity.statuses.iter().filter(|status| status.source.is_recorded()).map(|status| status.on).min();
    let Some(first) = recorded else { return };
    for status in activity.statuses.iter_mut().filter(|status| !status.source.is_recorded()) {
        status.on = status.on.min(first);
    }
}

fn add_listed_dates(facts: &mut CaseFacts, row: &ListedParticipant, source: &Source) {
    if let Some(signed) = row.plan_signed {
        facts.plans.push(Plan::minimal(row.person, signed, source.clone()));
    }
    if let Some(on) = row.last_contact {
        facts.contacts.push(Contact {
            person: row.person,
            on,
            contact_type: None,
            reached: true,
            source: source.clone(),
        });
    }
}

fn add_status(activities: &mut Vec<Activity>, row: ActivityStatusRow, source: Source) {
    let status = DatedActivityStatus { status: row.status, on: row.on, source: source.clone() };
    let known = activities
        .iter_mut()
        .find(|known| known.person == row.person && known.kind == row.kind && known.start == row.start);
    if let Some(activity) = known {
        activity.statuses.push(status);
        activity.expected_end = row.expected_end.or(activity.expected_end);
        activity.weekly_hours = row.weekly_hours.or(activity.weekly_hours);
        activity.agreed = row.agreed.or(activity.agreed);
        activity.ordered = row.ordered.or(activity.ordered);
        activity.term_from = row.term_from.or(activity.term_from);
        activity.term_until = row.term_until.or(activity.term_until);
    } else {
        activities.push(Activity {
            provider: row.provider,
            expected_end: row.expected_end,
            weekly_hours: row.weekly_hours,
            agreed: row.agreed,
            ordered: row.ordered,
            term_from: row.term_from,
            term_until: row.term_until,
            statuses: vec![status],
            ..Activity::minimal(row.person, row.kind, row.start, source)
        });
    }
}
