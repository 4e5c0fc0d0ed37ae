//! What an act changes and what it leaves alone, what another worker is told, and what a form proposes.

use rstest::rstest;

use super::*;
use crate::domain::facts::{ClosingStep, Difference};
use crate::policy::act_forms::ActField;
use crate::rules::acts::defaults::{AnswerChoice, answer_choices, trial_answers};
use crate::rules::finding::Finding;

fn read(facts: &str) -> CaseFacts {
    toml::from_str(facts).unwrap()
}

fn ids(findings: &[Finding]) -> Vec<(&str, u8)> {
    findings.iter().map(|finding| (finding.rule.id(), finding.person.0)).collect()
}

/// Two registered people who are short of the hours of October, and whose activities go on.
const SHORT: &str = "aid = [{ status = 'active', since = '2025-01-01' }]
    people = [
        { person = 1, in_unit = true, disabled = false, registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] },
        { person = 3, relation = 'child', birth_date = '2009-12-01', in_unit = true,
          registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] },
    ]
    activities = [
        { person = 1, kind = 'Job Club', start = '2026-09-01', statuses = [{ status = 'first_day_attendance', on = '2026-09-01' }] },
        { person = 3, kind = 'Job Club', start = '2026-09-01', statuses = [{ status = 'first_day_attendance', on = '2026-09-01' }] },
    ]
    attendance = [
        { person = 1, kind = 'Job Club', start = '2026-09-01', month = '2026-10', attended = 12 },
        { person = 3, kind = 'Job Club', start = '2026-09-01', month = '2026-10', attended = 12 },
    ]";

#[test]
fn what_an_act_leaves_alone_is_not_among_its_consequences() {
    let hours =
        [JOB_CLUB, ("month", "2026-10"), ("attended", "40"), ("excused", "0"), ("unexcused", "0"), ("holiday", "0")];
    let posted = act("attendance", "2026-11-19", &[hours.as_slice(), &[("verified_by", "SAR 7")]].concat());
    let follows = considered(&read(SHORT), &posted, "2026-11-19").unwrap();
    let moves: Vec<_> = follows
        .moves
        .iter()
        .map(|moved| (moved.after.rule.id(), moved.after.person.0, moved.before.says != moved.after.says))
        .collect();
    assert_eq!(moves, [("hours_not_met", 1, true)]);
    assert_eq!(follows.hours.iter().map(|hours| hours.person.0).collect::<Vec<_>>(), [1]);
    assert!(follows.gates.is_empty() && follows.statuses.is_empty(), "{follows:?}");
    assert!(!ids(&follows.clears).iter().chain(&ids(&follows.raises)).any(|(rule, _)| *rule == "hours_not_met"));
}

#[test]
fn the_gate_and_the_dates_of_a_notice_are_among_the_consequences() {
    let facts = facts("non_compliance");
    let reasons = act("sanction_reasons", "2026-11-25", &[NOTICE, ("stands", "exemption_eligible")]);
    let follows = considered(&facts, &reasons, "2026-11-25").unwrap();
    assert_eq!(follows.gates.iter().map(|gate| gate.person.0).collect::<Vec<_>>(), [1]);
    let mut before = facts.clone();
    before.noncompliance.clear();
    before.people[0].registration[0].status = RegistrationStatus::RegisteredMandatory;
    let started =
        act("noncompliance_started", "2026-11-19", &[("failed_on", "2026-11-18"), ("appointment", "2026-12-01")]);
    let follows = considered(&before, &started, "2026-11-19").unwrap();
    let days: Vec<_> = follows.dates.iter().map(|next| next.date).collect();
    assert!(days.contains(&day("2026-12-09")), "the last day of the period: {days:?}");
    let kept = crate::rules::evaluate_case(&before, Policies::builtin(), day("2026-11-19")).next_dates;
    assert!(!kept.is_empty() && !follows.dates.iter().any(|next| kept.contains(next)), "{:?}", follows.dates);
}

/// The status that follows an exemption begins tomorrow, and what it asks for is said today.
#[test]
fn what_begins_tomorrow_is_said_today() {
    let text = "aid = [{ status = 'active', since = '2025-01-01' }]
        people = [{ person = 1, registration = [{ status = 'registered_mandatory', since = '2026-01-05' },
                                                { status = 'exempt', since = '2026-05-01' }] }]
        exemptions = [{ person = 1, reason = 'disability', from = '2026-05-01' }]";
    let follows = considered(&read(text), &act("exemption_ended", "2026-11-19", &[]), "2026-11-19").unwrap();
    let statuses: Vec<_> = follows.statuses.iter().map(|change| (change.since, change.from, change.to)).collect();
    assert_eq!(statuses, [(day("2026-11-20"), RegistrationStatus::Exempt, RegistrationStatus::RegisteredMandatory)]);
    let raised = ids(&follows.raises);
    assert!(raised.contains(&("no_current_activity", 1)), "{raised:?}");
    let mut once = raised.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), raised.len(), "{raised:?}");
}

/// An overlap that was over before today is no consequence of an activity that is recorded late.
#[test]
fn what_was_over_before_today_is_not_raised() {
    let mut case = registered();
    case.does("activity_status", "2026-10-01", &[JOB_CLUB, ("status", "completed")]);
    let late = [("kind", "Work Experience"), ("start", "2026-09-14"), ("weekly_hours", "100")];
    let raised = case.does("activity_scheduled", "2026-11-19", &late).raises;
    assert!(!ids(&raised).iter().any(|(rule, _)| *rule == "activities_overlap"), "{:?}", ids(&raised));
}

#[test]
fn a_status_that_changes_today_is_named_once_and_only_new_differences_are() {
    let before = facts("registered_mandatory");
    let mut after = before.clone();
    let county = |what: &str| Difference {
        person: PersonNumber(1),
        what: what.to_owned(),
        county: RecordedValue::Text("x".to_owned()),
        county_source: Source::Stated,
        here: RecordedValue::Text("y".to_owned()),
        source: Source::Stated,
        on: None,
    };
    let mut before = before;
    before.differences = vec![county("known")];
    after.differences = vec![county("known"), county("new")];
    after.people[0].registration.push(toml::from_str("status = 'exempt'\nsince = '2026-11-19'").unwrap());
    after.activities.push(toml::from_str("person = 1\nkind = 'Job Search'\nstart = '2026-12-01'").unwrap());
    let amended = act("plan_amended", "2026-11-19", &[]);
    let follows = consequences::act_consequences(&before, &after, Policies::builtin(), &amended, day("2026-11-19"));
    assert_eq!(follows.statuses.len(), 1, "{:?}", follows.statuses);
    assert_eq!(follows.differences.iter().map(|one| one.what.as_str()).collect::<Vec<_>>(), ["new"]);
}

/// Two notices of one day, and two of one person: the message names the facts of its own.
#[test]
fn a_hand_off_tells_the_facts_of_its_own_notice() {
    let text = "people = [{ person = 1, name = 'Ana Testcase' }, { person = 2 }]
        noncompliance = [
            { person = 2, notice_issued = '2026-11-02', failed_on = '2026-10-05' },
            { person = 1, notice_issued = '2026-10-02', failed_on = '2026-09-05' },
            { person = 1, notice_issued = '2026-11-02', failed_on = '2026-10-20', appointment = '2026-11-12',
              rescheduled = [{ on = '2026-11-05', to = '2026-11-18' }, { on = '2026-11-25', to = '2026-11-30' }] },
        ]
        activities = [
            { person = 1, kind = 'Job Club', start = '2026-09-01', statuses = [{ status = 'non_compliant', on = '2026-10-02' }] },
            { person = 1, kind = 'Job Search', start = '2026-09-01', statuses = [{ status = 'scheduled', on = '2026-11-02' }] },
            { person = 1, kind = 'Work Experience', start = '2026-09-01', statuses = [{ status = 'non_compliant', on = '2026-11-02' }] },
        ]";
    let facts = read(text);
    let view = View::new(&facts, Policies::builtin(), day("2026-11-19"));
    let lines = |person, notice| long_lines(&handoff_message(&view, PersonNumber(person), day(notice)).unwrap());
    assert_eq!(
        lines(1, "2026-11-02")[1..],
        [
            "1. Reason: did not take part in Work Experience, Tue 10/20/2026",
            "2. Notice sent: Mon 11/02/2026",
            "3. Appointment: Wed 11/18/2026, moved on Thu 11/05/2026",
            "4. Last of the 20 days: Sun 11/22/2026",
            "5. Sanction: none yet; not before Wed 12/02/2026",
        ]
    );
    assert!(lines(1, "2026-11-02")[0].contains("Ana Testcase"));
    assert!(lines(2, "2026-11-02")[0].contains("participant 2") && lines(2, "2026-11-02")[1].contains("10/05/2026"));
    assert!(lines(1, "2026-10-02")[1].contains("Job Club, Sat 09/05/2026"));
    assert!(handoff_message(&view, PersonNumber(2), day("2026-10-02")).is_none());
}

#[rstest]
#[case::started("registered_mandatory", "noncompliance_started", &[("failed_on", "2026-11-18")], "2026-11-19")]
#[case::handed_off("non_compliance", "handed_off", &[NOTICE], "2026-11-02")]
fn the_eligibility_worker_is_told(
    #[case] status: &str,
    #[case] kind: &str,
    #[case] answers: &[(&str, &str)],
    #[case] notice: &str,
) {
    let mut facts = facts(status);
    if kind == "noncompliance_started" {
        facts.noncompliance.clear();
    }
    let message = considered(&facts, &act(kind, "2026-11-19", answers), "2026-11-19").unwrap().message.unwrap();
    let sent = dates_of(notice);
    assert!(long_lines(&message)[2].ends_with(&sent), "{:?}", message.lines);
    assert_eq!(message.form, "42-6");
}

fn dates_of(text: &str) -> String {
    crate::domain::dates::format_long_date(day(text))
}

/// The first answer that each form proposes is that of the participant, and of what still waits.
#[test]
fn a_form_proposes_what_still_waits() {
    let text = "aid = [{ status = 'discontinued', since = '2026-10-01' }]
        people = [{ person = 1, registration = [{ status = 'registered_mandatory', since = '2026-01-05' }] }]
        documents = [
            { person = 1, kind = 'lease', received = '2026-10-01', imaged = '2026-10-02' },
            { person = 2, kind = 'passport', received = '2026-10-03' },
            { person = 1, kind = 'pay stub', received = '2026-11-05' },
            { person = 1, kind = 'school record', received = '2026-11-04' },
        ]
        noncompliance = [
            { person = 1, notice_issued = '2026-09-02' },
            { person = 1, notice_issued = '2026-10-02', determination = { on = '2026-10-10', outcome = 'good_cause' } },
            { person = 2, notice_issued = '2026-10-15' },
            { person = 1, notice_issued = '2026-12-01' },
        ]";
    let facts = read(text);
    let view = View::new(&facts, Policies::builtin(), day("2026-11-19"));
    let proposed = |act: &str, field: &str| {
        let form = ActForms::builtin().form_for_act(act).unwrap();
        let filled = trial_answers(form, &view, PersonNumber(1), &worker(Role::EC));
        filled.into_iter().find(|(name, _)| name == field).unwrap().1
    };
    assert_eq!(proposed("document_imaged", "kind"), "", "several wait, and only the worker knows which was imaged");
    assert_eq!(proposed("handed_off", "notice"), "2026-09-02", "the newest that is not over");
    assert_eq!(proposed("closing", "step"), ClosingStep::StatusVerified.id());
    assert_eq!(proposed("appointment_set", "appointment"), "2026-11-20", "never a day that has passed");
}

/// After the days that policy reserves, on the first working day, counted from the notice whose cause is open.
#[rstest]
#[case::for_the_notice("", "2026-11-05", "2026-11-13")]
#[case::once_it_is_decided(
    "determination = { on = '2026-11-04', outcome = 'no_good_cause' }",
    "2026-11-05",
    "2026-11-16"
)]
fn an_appointment_is_tried_from_the_middle_of_the_period_on(
    #[case] step: &str,
    #[case] on: &str,
    #[case] appointment: &str,
) {
    let text = format!("noncompliance = [{{ person = 1, notice_issued = '2026-11-02', {step} }}]");
    let facts = read(&text);
    let view = View::new(&facts, Policies::builtin(), day(on));
    let form = ActForms::builtin().form_for_act("appointment_set").unwrap();
    let filled = trial_answers(form, &view, PersonNumber(1), &worker(Role::EC));
    assert_eq!(filled[0], ("appointment".to_owned(), appointment.to_owned()));
}

#[test]
fn the_answers_to_choose_from_are_the_participant_s() {
    let text = "noncompliance = [
            { person = 1, notice_issued = '2026-10-02' },
            { person = 1, notice_issued = '2026-11-02' },
            { person = 2, notice_issued = '2026-11-10' },
        ]
        activities = [
            { person = 1, kind = 'Job Club', start = '2026-11-01', statuses = [{ status = 'completed', on = '2026-11-10' }] },
            { person = 1, kind = 'Job Search', start = '2026-09-01' },
            { person = 2, kind = 'Job Search', start = '2026-10-01' },
        ]";
    let facts = read(text);
    let view = View::new(&facts, Policies::builtin(), day("2026-11-19"));
    let choices = |act: &str, field: &str| -> Vec<String> {
        let field: &ActField = ActForms::builtin().form_for_act(act).unwrap().field(field).unwrap();
        answer_choices(field, &view, PersonNumber(1)).iter().map(AnswerChoice::answer).collect()
    };
    assert_eq!(choices("handed_off", "notice"), ["2026-11-02", "2026-10-02"]);
    assert_eq!(choices("activity_status", "activity"), ["Job Search @ 2026-09-01", "Job Club @ 2026-11-01"]);
    assert_eq!(choices("cure_ended", "completed"), ["yes", "no"]);
    assert!(choices("cause_determined", "outcome").contains(&"no_good_cause".to_owned()));
    assert!(choices("closing_submitted", "office").contains(&"Eastmont".to_owned()));
    assert!(choices("case_routed", "bank").contains(&"V999".to_owned()));
    assert!(choices("closing_submitted", "reason").is_empty());
}

/// The line of an act names its answers as people read them.
#[test]
fn an_act_is_described_in_a_line() {
    let line = |kind: &str, answers: &[(&str, &str)]| ActForms::builtin().act_line(&act(kind, "2026-11-19", answers));
    assert_eq!(
        line("cause_determined", &[NOTICE, ("outcome", "no_good_cause")]),
        "determine cause: found no good cause, notice of Mon 11/02/2026"
    );
    assert_eq!(line("plan_signed", &[]), ActForms::builtin().form_for_act("plan_signed").unwrap().title);
}

#[test]
fn a_document_of_somebody_else_or_one_that_is_imaged_is_not_proposed() {
    let proposed = |documents: &str| {
        let facts = read(documents);
        let view = View::new(&facts, Policies::builtin(), day("2026-11-19"));
        let form = ActForms::builtin().form_for_act("document_imaged").unwrap();
        let filled = trial_answers(form, &view, PersonNumber(1), &worker(Role::EC));
        filled.into_iter().find(|(name, _)| name == "kind").unwrap().1
    };
    assert_eq!(proposed("documents = [{ person = 1, kind = 'lease', received = '2026-10-01' }]"), "lease");
    assert_eq!(proposed("documents = [{ person = 2, kind = 'lease', received = '2026-10-01' }]"), "");
    let imaged = "documents = [{ person = 1, kind = 'lease', received = '2026-10-01', imaged = '2026-10-02' }]";
    assert_eq!(proposed(imaged), "");
}
