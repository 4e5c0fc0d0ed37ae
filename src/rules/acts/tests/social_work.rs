//! The acts on a social-work case: what each state takes, what each writes, and what is refused.

use super::{ActAuthor, day, worker};
use crate::domain::act::Act;
use crate::domain::facts::Source;
use crate::domain::partner_state::{ReportState, UnitCaseState};
use crate::domain::role::Role;
use crate::domain::role_holder::RoleHolder;
use crate::domain::steps::StepRow;
use crate::domain::{CaseFacts, PersonNumber, Seq};
use crate::policy::Policies;
use crate::policy::act_forms::{ActForm, ActForms};
use crate::rules::acts::{check_act, unit_acts};
use crate::rules::social_work::{UnitCase, newest_unit_case};
use crate::rules::view::View;

const COUNTY: &str = "san_francisco";
pub(super) const PEOPLE: &str = "aid = [{ status = 'active', since = '2025-01-01' }]
    people = [{ person = 1, registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] },
              { person = 2 }]";

/// An act in a line: its day, its id, and the answers that differ from those of [`answers_of`].
pub(super) type Step = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

pub(super) const REFERRED: Step = ("2026-11-10", "social_work_referred", &[]);
pub(super) const ASSIGNED: Step = ("2026-11-12", "social_work_assigned", &[]);
const FOLDER: Step = ("2026-11-13", "social_work_folder", &[]);
const DISCUSSED: Step = ("2026-11-13", "social_work_discussed", &[("client_told", "no")]);
pub(super) const REPORT: Step = ("2026-12-10", "social_work_report", &[("status", "open")]);

fn answers_of(form: &ActForm, own: &[(&str, &str)]) -> Vec<(String, String)> {
    let answer = |name: &str| own.iter().find(|(known, _)| *known == name).map(|(_, answer)| (*answer).to_owned());
    let fields = form.fields.iter().map(|field| {
        let first = field.choices.first().map(|choice| choice.value.clone());
        let default = match field.name.as_str() {
            _ if field.optional => String::new(),
            "worker" => "S101".to_owned(),
            "client_told" => "yes".to_owned(),
            _ => first.unwrap_or_else(|| "some words".to_owned()),
        };
        (field.name.clone(), answer(&field.name).unwrap_or(default))
    });
    fields.collect()
}

pub(super) fn act_of((on, id, own): Step) -> Act {
    let form = ActForms::builtin().form_for_act(id).unwrap();
    Act { person: PersonNumber(1), on: day(on), kind: form.parse_act(&answers_of(form, own), day(on)).unwrap() }
}

pub(super) fn policies() -> Policies {
    Policies::with_overlay(COUNTY).unwrap()
}

fn check(facts: &CaseFacts, step: Step, role: Role, holders: &[RoleHolder]) -> Result<(), String> {
    let act = act_of(step);
    let by = ActAuthor { worker: &worker(role), holders };
    check_act(facts, &policies(), &act, &by, act.on).map_err(|refused| refused.to_string())
}

fn role(id: &str) -> Role {
    id.parse().unwrap()
}

/// Records the steps one after the other, each by the first role that the table names.
pub(super) fn after(steps: &[Step]) -> CaseFacts {
    let mut facts: CaseFacts = toml::from_str(PEOPLE).unwrap();
    let policies = policies();
    for (at, step) in steps.iter().enumerate() {
        let tables = &policies.in_force_on(day(step.0)).tables;
        let (roles, _) = tables.recording_roles(step.1).unwrap();
        let allowed: Vec<_> = roles.iter().map(|role| check(&facts, *step, *role, &[holder("SW1", *role)])).collect();
        assert!(allowed.iter().any(Result::is_ok), "{step:?}: {allowed:?}");
        let entry = Seq(u64::try_from(at).unwrap() + 1);
        facts.apply_act(&act_of(*step), &Source::Entry { entry, author: "V1A3".parse().unwrap() });
    }
    facts
}

fn holder(number: &str, role: Role) -> RoleHolder {
    let mut worker = worker(role);
    worker.number = number.parse().unwrap();
    RoleHolder {
        role,
        is_in_office: true,
        given_by: worker.number.clone(),
        given_on: day("2026-01-05"),
        is_countersigned: true,
        by_key_of: None,
        worker,
    }
}

/// Somebody of every role, so that nobody stands in for another.
fn everybody() -> Vec<RoleHolder> {
    Role::all().enumerate().map(|(at, role)| holder(&format!("W{at}"), role)).collect()
}

pub(super) const RETURNED: Step = ("2026-11-12", "social_work_returned", &[]);
pub(super) const WITHDRAWN: Step = ("2026-11-12", "social_work_withdrawn", &[]);
pub(super) const INACTIVE: Step = ("2026-11-20", "social_work_status", &[("to", "inactive")]);
pub(super) const CLOSED: Step = ("2026-12-11", "social_work_closed", &[("reason", "resolved")]);
pub(super) const FORWARDED: Step = ("2026-12-10", "social_work_report_forwarded", &[]);
pub(super) const SENT_BACK: Step = ("2026-12-10", "social_work_report_returned", &[]);
pub(super) const READ: Step = ("2026-12-11", "social_work_read", &[]);

/// A way to each state of a case and of its report.
const WAYS: [&[Step]; 10] = [
    &[],
    &[REFERRED],
    &[REFERRED, RETURNED],
    &[REFERRED, WITHDRAWN],
    &[REFERRED, ASSIGNED],
    &[REFERRED, ASSIGNED, INACTIVE],
    &[REFERRED, ASSIGNED, REPORT],
    &[REFERRED, ASSIGNED, REPORT, SENT_BACK],
    &[REFERRED, ASSIGNED, REPORT, FORWARDED, READ],
    &[REFERRED, ASSIGNED, REPORT, FORWARDED, CLOSED],
];

/// Returns whether the answers of an act fit what is recorded, whatever its state machine lists.
fn fits_record(facts: &CaseFacts, policies: &Policies, act: &Act) -> bool {
    unit_acts::check_answers(&View::new(facts, policies, act.on), act).is_ok()
}

/// In each state every act with every outcome and every role is refused, unless a row of the machine has it; what has a row
/// without a condition is allowed.
#[test]
fn an_act_that_the_machine_does_not_list_in_a_state_is_refused() {
    let (policies, everybody) = (policies(), everybody());
    let tables = &policies.newest_tables().unwrap().partners;
    let (mut allowed, mut refused) = (0, 0);
    for way in WAYS {
        let facts = after(way);
        let view = View::new(&facts, &policies, day("2026-12-15"));
        let case = newest_unit_case(&view, PersonNumber(1));
        let state = case.as_ref().map(UnitCase::state);
        let report = case.as_ref().map_or(ReportState::Due, UnitCase::report_state);
        for form in ActForms::builtin().iter().filter(|form| tables.unit_case_steps.has_act(form.act.id())) {
            for (act, outcome) in outcomes(form) {
                for role in Role::all() {
                    let is_listed =
                        |row: &&StepRow<UnitCaseState>| row_has(row, state.as_ref(), &act, outcome.as_deref(), role);
                    let rows: Vec<_> = tables.unit_case_steps.rows().iter().filter(is_listed).collect();
                    let is_report = tables.report_steps.has_act(form.act.id());
                    let of_report =
                        |row: &&StepRow<ReportState>| row_has(row, Some(&report), &act, outcome.as_deref(), role);
                    let has_report_row = !is_report || tables.report_steps.rows().iter().any(|row| of_report(&row));
                    let by = ActAuthor { worker: &worker(role), holders: &everybody };
                    let checked = check_act(&facts, &policies, &act, &by, act.on);
                    if rows.is_empty() || !has_report_row {
                        let said = checked.unwrap_err().to_string();
                        assert!(said.len() > 30, "{state:?} {report:?} {act:?} {role:?}: {said}");
                        refused += 1;
                    } else if rows.iter().any(|row| row.requires.is_empty()) && fits_record(&facts, &policies, &act) {
                        assert!(checked.is_ok(), "{state:?} {report:?} {act:?} {role:?}: {checked:?}");
                        allowed += 1;
                    }
                }
            }
        }
    }
    assert!(allowed > 100 && refused > 1000, "{allowed} allowed, {refused} refused");
}

fn row_has<S: PartialEq>(row: &StepRow<S>, from: Option<&S>, act: &Act, outcome: Option<&str>, role: Role) -> bool {
    let has_outcome = row.outcome.as_deref().is_none_or(|of_row| Some(of_row) == outcome);
    row.from.as_ref() == from && row.act == act.kind.id() && has_outcome && role.is_among(&row.by)
}

/// Returns the act of a form with each outcome by which the machine tells its steps apart.
fn outcomes(form: &ActForm) -> Vec<(Act, Option<String>)> {
    let name = match form.act.id() {
        "social_work_contact" => "outcome",
        "social_work_status" => "to",
        "social_work_closed" => "reason",
        _ => return vec![(fill(form, &[]), None)],
    };
    let choices = form.field(name).unwrap().choices.iter();
    choices.map(|choice| (fill(form, &[(name, &choice.value)]), Some(choice.value.clone()))).collect()
}

fn fill(form: &ActForm, own: &[(&str, &str)]) -> Act {
    let on = day("2026-12-15");
    Act { person: PersonNumber(1), on, kind: form.parse_act(&answers_of(form, own), on).unwrap() }
}

#[test]
fn the_steps_of_a_case_become_its_facts() {
    let contact: Step =
        ("2026-11-16", "social_work_contact", &[("how", "phone"), ("outcome", "message"), ("at", "9:05 am")]);
    let told: Step = ("2026-11-16", "social_work_informed", &[]);
    let facts =
        after(&[REFERRED, ASSIGNED, FOLDER, DISCUSSED, told, contact, REPORT, SENT_BACK, REPORT, FORWARDED, READ]);
    let [referral] = facts.referrals.as_slice() else { panic!("{:?}", facts.referrals) };
    let work = referral.social_work.as_ref().unwrap();
    assert_eq!((referral.requested, referral.by.as_ref().unwrap().as_str()), (day("2026-11-10"), "V1A3"));
    assert_eq!(work.worker.as_ref().unwrap().as_str(), "S101");
    assert_eq!(work.accepted.unwrap().on, day("2026-11-12"), "assigned as soon as it is accepted");
    assert_eq!(work.client_told, Some(false), "the discussion says that the client does not know");
    assert_eq!(work.informed.unwrap().on, day("2026-11-16"));
    assert_eq!(work.contacts[0].at.unwrap().to_string(), "09:05:00");
    assert_eq!(work.reports.len(), 2);
    assert_eq!((work.reports[0].returned.len(), work.reports[0].forwarded), (1, None));
    assert_eq!((work.reports[1].forwarded, work.reports[1].read), (Some(day("2026-12-10")), Some(day("2026-12-11"))));
}

#[test]
fn another_round_stays_the_same_referral_and_a_new_7045_after_closing_is_another() {
    let again: Step = ("2026-11-16", "social_work_referred", &[]);
    let facts = after(&[REFERRED, RETURNED, again]);
    assert_eq!(facts.referrals.len(), 1);
    assert_eq!(facts.referrals[0].social_work.as_ref().unwrap().rounds.len(), 2);
    let anew: Step = ("2026-12-20", "social_work_referred", &[]);
    assert_eq!(after(&[REFERRED, ASSIGNED, CLOSED, anew]).referrals.len(), 2);
}

#[test]
fn another_worker_takes_over_and_the_reports_count_from_the_first_acceptance() {
    let taken: Step = ("2026-11-30", "social_work_assigned", &[("worker", "S102")]);
    let facts = after(&[REFERRED, ASSIGNED, FOLDER, taken]);
    let work = facts.referrals[0].social_work.as_ref().unwrap();
    assert_eq!((work.accepted.unwrap().on, work.assigned.unwrap().on), (day("2026-11-12"), day("2026-11-30")));
    assert_eq!(work.worker.as_ref().unwrap().as_str(), "S102");
}

#[test]
fn a_vacant_role_is_filled_by_the_one_that_the_table_names() {
    let facts = after(&[REFERRED, ASSIGNED]);
    let (clerk, boss) = (holder("K1", role("unit_clerk")), holder("B1", role("sw_supervisor")));
    assert!(check(&facts, FOLDER, role("sw_supervisor"), std::slice::from_ref(&boss)).is_ok(), "nobody is Unit Clerk");
    let refused = check(&facts, FOLDER, role("sw_supervisor"), &[boss.clone(), clerk.clone()]).unwrap_err();
    assert!(refused.contains("a Unit Clerk"), "{refused}");
    assert!(check(&facts, FOLDER, Role::SUPERVISOR, &[]).is_ok(), "nor anybody who stands in for one");
    assert!(check(&facts, FOLDER, Role::SUPERVISOR, &[boss]).is_err());
    assert!(check(&facts, FOLDER, Role::EC, &[]).is_err(), "an EC stands in for nobody");
    let gone = RoleHolder { is_in_office: false, ..clerk };
    assert!(check(&facts, FOLDER, role("sw_supervisor"), &[holder("B1", role("sw_supervisor")), gone]).is_ok());
}

#[test]
fn anybody_of_the_household_may_be_referred_and_only_a_social_worker_is_assigned() {
    let facts = after(&[]);
    let by = ActAuthor { worker: &worker(Role::EC), holders: &[] };
    let child = |person| Act { person: PersonNumber(person), ..act_of(REFERRED) };
    assert!(check_act(&facts, &policies(), &child(2), &by, day("2026-11-10")).is_ok(), "without a registration status");
    assert!(check_act(&facts, &policies(), &child(9), &by, day("2026-11-10")).is_err(), "nobody has the number");
    let facts = after(&[REFERRED]);
    let ec = [holder("S101", Role::EC), holder("B1", role("sw_supervisor"))];
    let refused = check(&facts, ASSIGNED, role("sw_supervisor"), &ec).unwrap_err();
    assert!(refused.contains("S101 is an EC: name a Social Worker"), "{refused}");
}

#[test]
fn a_county_without_the_unit_refuses_its_acts() {
    let facts: CaseFacts = toml::from_str(PEOPLE).unwrap();
    let by = ActAuthor { worker: &worker(Role::EC), holders: &[] };
    let refused = check_act(&facts, Policies::builtin(), &act_of(REFERRED), &by, day("2026-11-10")).unwrap_err();
    assert!(refused.to_string().contains("Not switched on in this county: Social work"), "{refused}");
}

#[test]
fn what_was_done_before_a_closing_can_still_be_written_down_and_what_undoes_the_closing_cannot() {
    let facts = after(&[REFERRED, ASSIGNED, FOLDER, CLOSED]);
    let policies = policies();
    let by = ActAuthor { worker: &worker(role("social_worker")), holders: &everybody() };
    let on_day = |step| check_act(&facts, &policies, &act_of(step), &by, day("2026-12-15"));
    assert!(on_day(("2026-12-01", "social_work_contact", &[("how", "home"), ("outcome", "not_home")])).is_ok());
    assert!(on_day(("2026-12-01", "social_work_status", &[("to", "inactive")])).is_err());
}
