//! The rest of the record of a random family: every field of the facts form that may stand for or against somebody and that
//! the family itself does not draw.

use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use strum::VariantArray as _;

use super::partners::{common_case, dfcs, social_work};
use super::{near, one_of, person, unique};
use crate::domain::PersonNumber;
use crate::domain::codes::Relation;
use crate::domain::comment::ContactType;
use crate::domain::dates::Month;
use crate::domain::facts::*;
use crate::domain::hours::Hours;
use crate::domain::ids::WorkerNumber;
use crate::domain::name::PersonName;
use crate::domain::status::*;

/// The kinds of activity, each with its own rule, and one that policy does not know.
const KINDS: &[&str] =
    &["Vocational Education", "Job Club", "Job Search", "Employment", "Work Experience", "Basket weaving"];
/// Names that are alike, so that two rows may be one person.
const NAMES: &[&str] = &["Rivera, Ana", "Rivera, Anna", "Rivers, Ana", "Tran, Mai"];

fn rarely<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    weighted(0.15, value)
}

fn flag() -> impl Strategy<Value = Option<bool>> {
    weighted(0.15, any::<bool>())
}

fn text(all: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    rarely(one_of(all).prop_map(str::to_owned))
}

fn hours(most: u32) -> impl Strategy<Value = Hours> {
    (0..most).prop_map(Hours::from_whole)
}

fn period() -> impl Strategy<Value = Period> {
    (near(), of(near())).prop_map(|(from, until)| Period { from, until })
}

/// What is added to a person.
#[derive(Debug, Clone)]
struct PersonRest {
    name: Option<PersonName>,
    due_date: Option<NaiveDate>,
    in_unit_from: Option<NaiveDate>,
    in_unit_until: Option<NaiveDate>,
    cal_learn: Option<bool>,
    head_of_household: Option<bool>,
    head_of_household_days: (Option<NaiveDate>, Option<NaiveDate>),
    homeless_without_phone: Option<bool>,
}

fn person_rest() -> impl Strategy<Value = PersonRest> {
    let days = (rarely(near()), rarely(near()), rarely(near()));
    let head = (flag(), (rarely(near()), rarely(near())));
    (text(NAMES), days, flag(), head, weighted(0.05, any::<bool>())).prop_map(
        |(name, (due_date, in_unit_from, in_unit_until), cal_learn, (head_of_household, head_days), homeless)| {
            PersonRest {
                name: name.map(Into::into),
                due_date,
                in_unit_from,
                in_unit_until,
                cal_learn,
                head_of_household,
                head_of_household_days: head_days,
                homeless_without_phone: homeless,
            }
        },
    )
}

impl PersonRest {
    fn add_to(self, person: &mut Person) {
        person.name = self.name;
        person.due_date = self.due_date;
        person.cal_learn = self.cal_learn;
        person.head_of_household = self.head_of_household;
        (person.head_of_household_from, person.head_of_household_until) = self.head_of_household_days;
        person.homeless_without_phone = self.homeless_without_phone;
        if person.relation == Relation::Child {
            (person.in_unit_from, person.in_unit_until) = (self.in_unit_from, self.in_unit_until);
        }
    }
}

prop_compose! {
    fn activity()(
        (person, kind, start) in (person(), one_of(KINDS), near()),
        (expected_end, weekly_hours) in (of(near()), of(hours(40))),
        statuses in vec((one_of(ActivityStatus::VARIANTS), near()), 0..3),
        (core, paid, agreed, ordered) in (flag(), flag(), flag(), flag()),
        (term_from, term_until) in (rarely(near()), rarely(near())),
        (assigned_by, place, provider) in (text(&["the county"]), text(&["Oakland", "Fremont"]), text(&["Laney College"])),
        sessions in vec((one_of(&[Weekday::Mon, Weekday::Wed, Weekday::Sat]), 8_u32..14, 1_u32..6), 0..3),
    ) -> Activity {
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let session = |(day, from, length)| Session { day, from: time(from), to: time(from + length) };
        Activity {
            expected_end, weekly_hours, core, paid, agreed, ordered, term_from, term_until, assigned_by, place, provider,
            statuses: statuses.into_iter().map(|(status, on)| DatedActivityStatus { status, on, source: Source::Stated }).collect(),
            sessions: sessions.into_iter().map(session).collect(),
            ..Activity::minimal(person, kind.to_owned(), start, Source::Stated)
        }
    }
}

/// What is added to a row of attendance.
type AttendanceRest = (Hours, Hours, Option<Hours>, Option<u8>, Option<u8>, Option<Hours>, Option<NaiveDate>);

fn attendance_rest() -> impl Strategy<Value = AttendanceRest> {
    let rare_hours = |most| prop_oneof![4 => Just(Hours::ZERO), 1 => hours(most)];
    let days = (rarely(0_u8..5), rarely(1_u8..23));
    (rare_hours(40), rare_hours(24), rarely(hours(20)), days, rarely(hours(40)), weighted(0.3, near())).prop_map(
        |(unexcused, holiday, paid, (holiday_days, scheduled_days), study, posted)| {
            (unexcused, holiday, paid, holiday_days, scheduled_days, study, posted)
        },
    )
}

fn add_to_attendance(rest: AttendanceRest, row: &mut Attendance) {
    (row.unexcused, row.holiday, row.paid_absence, row.holiday_days, row.scheduled_days, row.study, row.posted) = rest;
}

/// Attendance in the activities of the rest of the record.
fn attendance_of(activities: &[Activity], hours: &[u32]) -> Vec<Attendance> {
    let pairs = activities.iter().zip(hours);
    let row = |(activity, hours): (&Activity, &u32)| Attendance {
        attended: Hours::from_whole(*hours),
        ..Attendance::minimal(
            activity.person,
            activity.kind.clone(),
            activity.start,
            Month::from_date(activity.start),
            Source::Stated,
        )
    };
    pairs.map(row).collect()
}

prop_compose! {
    fn plan()(
        (person, signed, amends) in (person(), near(), any::<bool>()),
        activities in vec((one_of(KINDS), of(hours(40)), text(&["Oakland"])), 0..3),
    ) -> Plan {
        let planned = |(kind, weekly_hours, place): (&str, _, _)| PlannedActivity {
            kind: kind.to_owned(), weekly_hours, place, sessions: Vec::new(),
        };
        Plan { amends, activities: activities.into_iter().map(planned).collect(), ..Plan::minimal(person, signed, Source::Stated) }
    }
}

fn service() -> impl Strategy<Value = Service> {
    let days = (of(near()), of(near()), of(near()), of(near()), rarely(near()));
    let kind = one_of(&["child care", "transportation", "ancillary"]);
    let payment = rarely(one_of(ServicePayment::VARIANTS));
    (person(), kind, period(), vec(period(), 0..2), days, flag(), flag(), payment).prop_map(
        |(person, kind, needed, authorized, days, being_assessed, supplement, payment)| {
            let (requested, paid, decided, approved, claimed) = days;
            Service {
                authorized,
                requested,
                paid,
                claimed,
                decided,
                approved,
                being_assessed,
                payment,
                supplement,
                ..Service::minimal(person, kind.to_owned(), needed, Source::Stated)
            }
        },
    )
}

fn referral() -> impl Strategy<Value = Referral> {
    let kind = one_of(&["mental health", "domestic violence", "welfare-to-work", "child care"]);
    let work = rarely(social_work());
    (person(), kind, near(), of(near()), of(near()), work).prop_map(|(person, kind, requested, made, closed, work)| {
        Referral {
            person,
            kind: if work.is_some() { "social work".to_owned() } else { kind.to_owned() },
            requested,
            by: None,
            made,
            registered: None,
            social_work: work,
            closed,
            result: None,
            source: Source::Stated,
        }
    })
}

fn notice() -> impl Strategy<Value = Notice> {
    let kind = one_of(&["NA 817", "NA 845", "time_on_aid"]);
    (person(), kind, of(near()), of(near()), rarely(near())).prop_map(|(person, kind, needed, sent, effective)| {
        Notice { needed, sent, effective, ..Notice::minimal(person, kind.to_owned(), Source::Stated) }
    })
}

fn contact() -> impl Strategy<Value = Contact> {
    (0_u8..=2, near(), any::<bool>(), text(&["telephone", "letter"])).prop_map(|(person, on, reached, kind)| Contact {
        person: PersonNumber(person),
        on,
        contact_type: kind.map(ContactType),
        reached,
        source: Source::Stated,
    })
}

fn exemption_request() -> impl Strategy<Value = ExemptionRequest> {
    (person(), near(), of(near())).prop_map(|(person, received, answered)| ExemptionRequest {
        person,
        received,
        answered,
        source: Source::Stated,
    })
}

/// What is added to a non-compliance.
#[derive(Debug, Clone)]
struct StepRest {
    appointment: Option<u64>,
    plan_weekly_hours: Option<Hours>,
    refused_activity: Option<String>,
    requested: Option<NaiveDate>,
    returned: Option<NaiveDate>,
    told: Option<NaiveDate>,
    notice: Option<NaiveDate>,
    effective: Option<NaiveDate>,
    only_missing_sar7: Option<bool>,
}

fn step_rest() -> impl Strategy<Value = StepRest> {
    let days = (rarely(near()), rarely(near()), rarely(near()), rarely(near()), rarely(near()));
    (weighted(0.7, 0_u64..30), rarely(hours(30)), text(KINDS), days, weighted(0.03, any::<bool>())).prop_map(
        |(appointment, plan_weekly_hours, refused_activity, days, only_missing_sar7)| {
            let (requested, returned, told, notice, effective) = days;
            StepRest {
                appointment,
                plan_weekly_hours,
                refused_activity,
                requested,
                returned,
                told,
                notice,
                effective,
                only_missing_sar7,
            }
        },
    )
}

impl StepRest {
    fn add_to(self, step: &mut Noncompliance) {
        step.appointment = self.appointment.map(|days| step.notice_issued + Days::new(days));
        step.plan_weekly_hours = self.plan_weekly_hours;
        step.refused_activity = self.refused_activity;
        step.sanction_requested = self.requested;
        let returned = |on| SupervisorReturn { on, reason: "a form is missing".to_owned(), source: Source::Stated };
        step.sanction_returned = self.returned.map(returned).into_iter().collect();
        step.told = self.told.into_iter().collect();
        (step.sanction_notice, step.sanction_notice_effective) = (self.notice, self.effective);
        step.gate.only_missing_sar7 = self.only_missing_sar7;
    }
}

/// What is added to a month of aid.
type MonthRest = (usize, Option<Overpayment>, Option<Funding>, Option<String>, Option<bool>, Option<bool>);

fn month_rest() -> impl Strategy<Value = MonthRest> {
    (
        0_usize..150,
        rarely(one_of(Overpayment::VARIANTS)),
        rarely(one_of(Funding::VARIANTS)),
        text(&["30", "35"]),
        flag(),
        flag(),
    )
}

fn add_to_month((_, overpayment, funding, aid_code, as_child, recouped): MonthRest, month: &mut AidMonth) {
    month.overpayment = overpayment;
    month.funding = funding;
    month.aid_code = aid_code;
    month.as_child = as_child;
    month.recouped = recouped;
    month.decided_by = month.counted.map(|_| "hearing".to_owned());
    month.county = recouped.map(|_| "Fresno".to_owned());
}

/// What is added to an exemption.
type ExemptionRest = (Option<NaiveDate>, Option<String>, Option<NaiveDate>, Option<NaiveDate>, Option<Hours>);

fn exemption_rest() -> impl Strategy<Value = ExemptionRest> {
    (rarely(near()), text(&["SDI", "IHSS"]), rarely(near()), rarely(near()), weighted(0.03, hours(20)))
}

fn add_to_exemption(rest: ExemptionRest, exemption: &mut Exemption) {
    (exemption.extends_from, exemption.proof, exemption.proof_until, exemption.contacted, exemption.partial_hours) =
        rest;
}

/// What is added to a cure.
type CureRest = (Option<NaiveDate>, Option<NaiveDate>, Option<Hours>);

/// What is recorded once for the case.
#[derive(Debug, Clone)]
struct CaseRest {
    federal_child_care: Option<bool>,
    work_value: Option<WorkValue>,
    assigned: Option<NaiveDate>,
    active: Option<NaiveDate>,
    supervision: Option<Supervision>,
    duties: Vec<DutyRecord>,
    alerts: Vec<SentAlert>,
    reviews: Vec<NewCaseReview>,
    draws: Vec<WprDraw>,
    documents: Vec<Document>,
    entry_of_case: Option<Exemption>,
}

fn case_rest() -> impl Strategy<Value = CaseRest> {
    let work = rarely((10_000_u64..90_000, 0_u64..40_000))
        .prop_map(|value| value.map(|(grant, calfresh)| WorkValue { grant, calfresh, minimum_wage: 1_690 }));
    let days = (rarely(near()), of(near()), rarely(near()), rarely(near()), rarely(near()), rarely(near()));
    (flag(), work, days, weighted(0.03, near())).prop_map(|(federal_child_care, work_value, days, entry)| {
        let (assigned, active, reviewed, done, drawn, received) = days;
        let person = PersonNumber(1);
        let duty = |on| DutyRecord { person, duty: Duty::HoursExplained, on, note: None, source: Source::Stated };
        let alert = |on| SentAlert {
            person,
            on,
            to: "V1B2".parse::<WorkerNumber>().unwrap(),
            text: "please call".to_owned(),
            due: None,
            of_conference: false,
            source: Source::Stated,
        };
        let document =
            |received| Document { person, kind: "SAR 7".to_owned(), received, imaged: None, source: Source::Stated };
        CaseRest {
            federal_child_care,
            work_value,
            assigned,
            active,
            supervision: reviewed.map(|on| Supervision { reviews: vec![on] }),
            duties: done.map(duty).into_iter().collect(),
            alerts: done.map(alert).into_iter().collect(),
            reviews: reviewed
                .map(|on| NewCaseReview { on, missing: None, source: Source::Stated })
                .into_iter()
                .collect(),
            draws: drawn
                .map(|on| WprDraw { on, month: Month::from_date(on), source: Source::Stated })
                .into_iter()
                .collect(),
            documents: received.map(document).into_iter().collect(),
            entry_of_case: entry.map(entry_of_case),
        }
    })
}

/// Returns an exemption that is recorded for the case as a whole.
fn entry_of_case(from: NaiveDate) -> Exemption {
    Exemption::minimal(PersonNumber::CASE, "disability".to_owned(), from, None, Source::Stated)
}

impl CaseRest {
    fn add_to(self, facts: &mut CaseFacts) {
        facts.federal_child_care = self.federal_child_care;
        facts.work_value = self.work_value;
        facts.assigned = self.assigned;
        let active = |since| DatedAidStatus { status: AidStatus::Active, since, source: Source::Stated };
        let other = |since: &NaiveDate| facts.aid.iter().all(|aid| aid.since != *since);
        let active = self.active.filter(other).map(active);
        facts.aid.extend(active);
        facts.supervision = self.supervision;
        facts.duties = self.duties;
        facts.alerts_sent = self.alerts;
        facts.new_case_reviews = self.reviews;
        facts.wpr_draws = self.draws;
        facts.documents = self.documents;
        facts.exemptions.extend(self.entry_of_case);
    }
}

prop_compose! {
    /// What the rest of the record adds to a family.
    fn rest()(
        people in vec(person_rest(), 5),
        activities in vec(activity(), 0..3),
        attended in vec(0_u32..180, 3),
        attendance in vec(attendance_rest(), 7),
        (plans, services, referrals) in (vec(plan(), 0..3), vec(service(), 0..2), vec(referral(), 0..2)),
        (notices, contacts, requests) in (vec(notice(), 0..2), vec(contact(), 0..4), vec(exemption_request(), 0..2)),
        (steps, cures) in (vec(step_rest(), 3), vec((rarely(near()), rarely(near()), rarely(hours(30))), 2)),
        (months, exemptions) in (vec(month_rest(), 0..4), vec(exemption_rest(), 2)),
        reassigned in vec((person(), near()), 0..2),
        (from_month, case) in (rarely(near()), case_rest()),
        (common_cases, dfcs) in (vec(common_case(), 0..2), vec(dfcs(), 0..2)),
    ) -> Rest {
        Rest {
            people, activities, attended, attendance, plans, services, referrals, notices, contacts, requests, steps, cures,
            months, exemptions, reassigned, from_month, case, common_cases, dfcs,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Rest {
    people: Vec<PersonRest>,
    activities: Vec<Activity>,
    attended: Vec<u32>,
    attendance: Vec<AttendanceRest>,
    plans: Vec<Plan>,
    services: Vec<Service>,
    referrals: Vec<Referral>,
    notices: Vec<Notice>,
    contacts: Vec<Contact>,
    requests: Vec<ExemptionRequest>,
    steps: Vec<StepRest>,
    cures: Vec<CureRest>,
    months: Vec<MonthRest>,
    exemptions: Vec<ExemptionRest>,
    reassigned: Vec<(PersonNumber, NaiveDate)>,
    from_month: Option<NaiveDate>,
    case: CaseRest,
    common_cases: Vec<CommonCase>,
    dfcs: Vec<DfcsService>,
}

/// Draws the rest of the record.
pub(super) fn rest_of_record() -> impl Strategy<Value = Rest> {
    rest()
}

impl Rest {
    /// Returns the family with the rest of its record.
    pub(super) fn added_to(self, mut facts: CaseFacts) -> CaseFacts {
        facts.people.iter_mut().zip(self.people).for_each(|(person, rest)| rest.add_to(person));
        let rows = attendance_of(&self.activities, &self.attended);
        facts.activities.extend(self.activities);
        facts.attendance.extend(rows);
        facts.activities = unique(facts.activities, |one| (one.person, one.kind.clone(), one.start));
        facts.attendance = unique(facts.attendance, |row| (row.person, row.kind.clone(), row.start, row.month));
        facts.attendance.iter_mut().zip(self.attendance).for_each(|(row, rest)| add_to_attendance(rest, row));
        facts.noncompliance.iter_mut().zip(self.steps).for_each(|(step, rest)| rest.add_to(step));
        for (cure, (failed, found, weekly_hours)) in facts.cures.iter_mut().zip(self.cures) {
            (cure.failed, cure.federal_rate_found, cure.weekly_hours) = (failed, found, weekly_hours);
        }
        for rest in self.months {
            let index = rest.0;
            facts.aid_months.iter_mut().skip(index).take(1).for_each(|month| add_to_month(rest.clone(), month));
        }
        facts.exemptions.iter_mut().zip(self.exemptions).for_each(|(one, rest)| add_to_exemption(rest, one));
        for support in &mut facts.child_support {
            support.from_month = self.from_month.map(Month::from_date);
        }
        let asked = |(person, on)| Reassignment { person, on, source: Source::Stated };
        facts.reassignments = self.reassigned.into_iter().map(asked).collect();
        facts.plans = self.plans;
        facts.services = self.services;
        facts.referrals = self.referrals;
        facts.common_cases = self.common_cases;
        facts.dfcs = self.dfcs;
        facts.notices = self.notices;
        facts.contacts = self.contacts;
        facts.exemption_requests = self.requests;
        self.case.add_to(&mut facts);
        facts
    }
}
