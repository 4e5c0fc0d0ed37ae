mod adverse_doubts;
mod adverse_steps;
mod bounds;
mod closing;
mod closing_random;
mod deciders;
mod edges;
mod edges_of_answers;
mod edges_of_effects;
mod edges_of_sanctions;
mod facts_of_acts;
mod goals;
mod household;
mod optional_answers;
mod partner_steps;
mod periods;
mod social_work;
mod social_work_record;

use rstest::rstest;

use super::*;
use crate::domain::act::noncompliance::NoncomplianceStarted;
use crate::domain::facts::RecordedValue;
use crate::domain::ids::PersonNumber;
use crate::domain::role::Role;
use crate::domain::status::RegistrationStatus;
use crate::policy::act_forms::{ActFieldKind, Prefill};
use crate::rules::clock::ClockId;
use crate::rules::message::DateStyle;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn facts(registration: &str) -> CaseFacts {
    let text = format!(
        "aid = [{{ status = 'active', since = '2025-01-01' }}]
         people = [{{ person = 1, registration = [{{ status = '{registration}', since = '2026-01-05' }}] }}]
         noncompliance = [{{ person = 1, notice_issued = '2026-11-02', appointment = '2026-11-12' }}]
         activities = [{{ person = 1, kind = 'Job Club', start = '2026-09-01',
                          statuses = [{{ status = 'first_day_attendance', on = '2026-09-01' }}] }}]"
    );
    toml::from_str(&text).unwrap()
}

/// Returns an act from the words of its form.
fn act(kind: &str, on: &str, answers: &[(&str, &str)]) -> Act {
    let form = ActForms::builtin().form_for_act(kind).unwrap();
    let answers: Vec<_> = answers.iter().map(|(name, answer)| ((*name).to_owned(), (*answer).to_owned())).collect();
    Act { person: PersonNumber(1), on: day(on), kind: form.parse_act(&answers, day(on)).unwrap() }
}

fn considered(facts: &CaseFacts, act: &Act, today: &str) -> Result<Consequences, ActRefusal> {
    considered_by(Role::EC, facts, act, today)
}

fn considered_by(role: Role, facts: &CaseFacts, act: &Act, today: &str) -> Result<Consequences, ActRefusal> {
    let by = ActAuthor { worker: &worker(role), holders: &[] };
    preview_act(facts, Policies::builtin(), act, &by, day(today))
}

/// Asserts that the act is refused with this text, or allowed if the text is empty, when a worker of its role records it
/// on November 19 or on a later day of its own.
fn assert_refusal(facts: &CaseFacts, kind: &str, on: &str, answers: &[(&str, &str)], says: &str) {
    let tables = &Policies::builtin().in_force_on(day(on)).tables;
    let role = if tables.may_record(Role::EC, kind) { Role::EC } else { Role::SUPERVISOR };
    let today = day(on).max(day("2026-11-19")).to_string();
    let refused = considered_by(role, facts, &act(kind, on, answers), &today).err();
    let refused = refused.map(|refused| refused.to_string()).unwrap_or_default();
    assert!(refused.contains(says) && refused.is_empty() == says.is_empty(), "{refused:?}, not {says:?}");
}

fn worker(role: Role) -> Worker {
    Worker { number: "V1A3".parse().unwrap(), name: "A. Rivera".to_owned(), role, office: "Eastmont".to_owned() }
}

const NOTICE: (&str, &str) = ("notice", "2026-11-02");

/// Why a step toward a sanction is recorded although questions are open.
const WHY: (&str, &str) = ("reason", "all that can be checked was checked");

#[rstest]
#[case::volunteer("registered_voluntary", "noncompliance_started", &[("failed_on", "2026-11-10")],
    "A volunteer is never sanctioned; end the activity instead. (WIC 11327.5(b))")]
#[case::exempt("exempt", "noncompliance_started", &[("failed_on", "2026-11-10")],
    "The participant was exempt on the day of the failure, so this is not a non-compliance. (Santa Clara CWES handbook, chapter 2)")]
#[case::one_at_a_time("non_compliance", "noncompliance_started", &[("failed_on", "2026-11-10")],
    "The non-compliance of Mon 11/02/2026 is not over; decide that one first.")]
#[case::set_already("non_compliance", "appointment_set", &[NOTICE, ("appointment", "2026-11-20")],
    "The appointment is set for Thu 11/12/2026; it may be rescheduled once.")]
#[case::moved_out_of_the_period("non_compliance", "rescheduled", &[NOTICE, ("to", "2026-11-23")],
    "Mon 11/23/2026 is not within the period, which ends on Sun 11/22/2026. (WIC 11327.4(b)(1))")]
#[case::no_plan_runs("non_compliance", "compliance_plan_result", &[NOTICE, ("completed", "yes")],
    "This notice has no compliance plan in progress.")]
#[case::not_asked_for("non_compliance", "sanction_imposed", &[NOTICE, ("from", "2026-12-02")],
    "No sanction was requested; request it first.")]
#[case::not_sanctioned("registered_mandatory", "cure_requested", &[],
    "The participant is not sanctioned; the registration status is Registered (mandatory).")]
#[case::no_such_notice("non_compliance", "handed_off", &[("notice", "2026-11-03")],
    "Participant 1 has no notice of Tue 11/03/2026.")]
fn a_forbidden_act_is_refused_with_its_rule(
    #[case] registration: &str,
    #[case] kind: &str,
    #[case] answers: &[(&str, &str)],
    #[case] sentence: &str,
) {
    let refused = considered(&facts(registration), &act(kind, "2026-11-19", answers), "2026-11-19").unwrap_err();
    assert_eq!(refused.to_string(), sentence);
}

/// Both sides of the last day of the period.
#[rstest]
#[case::day_20("2026-11-22", true)]
#[case::day_21("2026-11-23", false)]
fn a_compliance_plan_is_agreed_by_day_20(#[case] on: &str, #[case] allowed: bool) {
    let plan = act("compliance_plan", on, &[NOTICE, ("until", "2026-12-31")]);
    assert_eq!(considered(&facts("non_compliance"), &plan, on).is_ok(), allowed);
}

/// Both sides of the earliest day of a sanction: 30 days after the notice.
#[rstest]
#[case::day_29("2026-12-01", false)]
#[case::day_30("2026-12-02", true)]
fn a_sanction_begins_30_days_after_the_notice_or_later(#[case] from: &str, #[case] allowed: bool) {
    let mut facts = facts("non_compliance");
    for (kind, on, answers) in [
        ("cause_determined", "2026-11-20", [NOTICE, ("outcome", "no_good_cause")].as_slice()),
        ("sanction_reasons", "2026-11-23", &[NOTICE, ("stands", "none")]),
        ("sanction_requested", "2026-11-23", &[NOTICE, WHY]),
    ] {
        let act = act(kind, on, answers);
        considered(&facts, &act, "2026-11-24").unwrap();
        facts = facts.with_act(&act, &Source::Stated);
    }
    let imposed = act("sanction_imposed", "2026-11-24", &[NOTICE, ("from", from), WHY]);
    assert_eq!(considered(&facts, &imposed, "2026-11-24").is_ok(), allowed);
}

/// The first of a month is proposed, not before the earliest day: aid ends with a month. No day that has passed is
/// proposed: nobody is sanctioned for the time in which a compliance plan was tried.
#[rstest]
#[case::before_the_earliest_day("2026-11-24", "2027-01-01")]
#[case::on_it("2026-12-02", "2027-01-01")]
#[case::on_the_first("2027-01-01", "2027-01-01")]
#[case::after_it("2027-01-04", "2027-02-01")]
fn a_sanction_is_tried_from_its_earliest_day_on_and_never_for_one_that_has_passed(
    #[case] on: &str,
    #[case] from: &str,
) {
    let facts = facts("non_compliance");
    let form = ActForms::builtin().form_for_act("sanction_imposed").unwrap();
    let view = View::new(&facts, Policies::builtin(), day(on));
    let filled = defaults::trial_answers(form, &view, PersonNumber(1), &worker(Role::SUPERVISOR));
    assert_eq!(filled.into_iter().find(|(name, _)| name == "from").unwrap().1, from);
}

/// The period of the notice of November 2 ends on Sunday, November 22.
#[rstest]
#[case::its_last_working_day("2026-11-05", "2026-11-20")]
#[case::on_that_day("2026-11-20", "2026-11-20")]
#[case::when_only_its_weekend_is_left("2026-11-21", "2026-11-23")]
#[case::when_it_is_over("2026-12-24", "2026-12-24")]
#[case::on_a_holiday("2026-12-25", "2026-12-28")]
fn an_appointment_is_tried_on_a_working_day_that_has_not_passed(#[case] on: &str, #[case] to: &str) {
    let facts = facts("non_compliance");
    let form = ActForms::builtin().form_for_act("rescheduled").unwrap();
    let view = View::new(&facts, Policies::builtin(), day(on));
    let filled = defaults::trial_answers(form, &view, PersonNumber(1), &worker(Role::EC));
    assert_eq!(filled.into_iter().find(|(name, _)| name == "to").unwrap().1, to);
}

/// A day that is tried for what is to come is never in the past, however old the notice is.
#[rstest]
fn no_form_tries_a_day_that_has_passed(#[values("2026-11-05", "2026-12-25", "2027-11-05")] on: &str) {
    let facts = facts("non_compliance");
    let view = View::new(&facts, Policies::builtin(), day(on));
    let mut proposed = 0;
    for form in ActForms::builtin().iter() {
        let filled = defaults::trial_answers(form, &view, PersonNumber(1), &worker(Role::SUPERVISOR));
        for (field, (_, answer)) in form.fields.iter().zip(filled) {
            let is_of_the_past = field.trial == Prefill::Yesterday || field.default == Prefill::NewestNotice;
            let Ok(answer) = answer.parse::<NaiveDate>() else { continue };
            assert!(is_of_the_past || answer >= day(on), "{} proposes {answer}", form.title);
            proposed += 1;
        }
    }
    assert!(proposed > 4, "{proposed}");
}

/// No form begins with a day other than the act's own, and none with a fact that only the worker knows.
#[test]
fn a_form_presets_no_day_but_that_of_the_act() {
    let facts = facts("non_compliance");
    let view = View::new(&facts, Policies::builtin(), day("2026-11-05"));
    for form in ActForms::builtin().iter() {
        let filled = defaults::default_answers(form, &view, PersonNumber(1), &worker(Role::EC));
        for (field, (_, answer)) in form.fields.iter().zip(filled) {
            // The last day to answer is worked out from the act and the office's setting, and not a fact.
            let is_worked_out = field.default == Prefill::ReplyDay;
            let is_day = field.kind == ActFieldKind::Date && !is_worked_out;
            assert!(!is_day || answer.is_empty() || answer == "2026-11-05", "{}: {answer}", form.title);
        }
    }
}

#[test]
fn a_failure_and_an_appointment_on_a_closed_day_are_remarked() {
    let facts = facts("registered_mandatory");
    let view = View::new(&facts, Policies::builtin(), day("2026-11-30"));
    let remarks = |failed, appointment| {
        let answers = [("failed_on", failed), ("appointment", appointment)];
        closed_day_remarks(&view, &act("noncompliance_started", "2026-11-30", &answers))
    };
    assert_eq!(remarks("2026-11-25", "2026-12-10"), [] as [String; 0]);
    let sunday = remarks("2026-11-29", "2026-12-12");
    assert_eq!(sunday[0], "Failed on Sun 11/29/2026: the office is closed on that day (Sunday).");
    assert!(sunday[1].contains("Appointment Sat 12/12/2026") && sunday[1].contains("(Saturday)"), "{sunday:?}");
    assert!(remarks("2026-11-26", "2026-12-10")[0].contains("(Thanksgiving Day)"));
}

#[test]
fn a_status_that_cannot_follow_is_refused_whatever_the_act() {
    let mut facts = facts("registered_mandatory");
    facts.noncompliance.clear();
    facts.activities[0].statuses[0].status = crate::domain::status::ActivityStatus::Completed;
    let started = act(
        "noncompliance_started",
        "2026-11-19",
        &[("failed_on", "2026-11-18"), ("activity", "Job Club @ 2026-09-01")],
    );
    let refused = considered(&facts, &started, "2026-11-19").unwrap_err();
    assert!(
        refused.to_string().starts_with("Impossible for Job Club: Non-Compliant does not follow Completed"),
        "{refused}"
    );
}

#[test]
fn consequences_are_the_differences_of_two_evaluations() {
    let determined = act("cause_determined", "2026-11-19", &[NOTICE, ("outcome", "good_cause")]);
    let follows = considered(&facts("non_compliance"), &determined, "2026-11-19").unwrap();
    assert!(follows.clears.iter().any(|finding| finding.rule.id() == "good_cause_period"));
    assert_eq!(follows.statuses.len(), 1);
    let stopped = |clock: &ClockChange| clock.clock == ClockId::GoodCausePeriod && clock.after.is_none();
    assert!(follows.clocks.iter().any(stopped), "{:?}", follows.clocks);
}

#[test]
fn the_countys_value_is_kept_beside_what_is_recorded() {
    let mut facts = facts("non_compliance");
    facts.noncompliance[0].appointment = Some(day("2026-11-12"));
    let set = Act {
        person: PersonNumber(1),
        on: day("2026-11-02"),
        kind: ActKind::NoncomplianceStarted(NoncomplianceStarted {
            failed_on: day("2026-11-01"),
            appointment: Some(day("2026-11-16")),
            activity: None,
            second_parent_noticed: None,
            refused_activity: None,
            reason: None,
        }),
    };
    let source = pending_source(&"V1A3".parse().unwrap());
    let facts = facts.with_act(&set, &source);
    assert_eq!(facts.noncompliance[0].appointment, Some(day("2026-11-16")));
    let difference = &facts.differences[0];
    let days = ["2026-11-12", "2026-11-16"].map(|text| RecordedValue::Day(day(text)));
    assert_eq!([&difference.county, &difference.here], [&days[0], &days[1]]);
    assert_eq!((&difference.county_source, &difference.source), (&Source::Stated, &source));
}

/// Returns the lines of a message as people read them.
fn long_lines(message: &CoworkerMessage) -> Vec<String> {
    message.text_lines().collect()
}

/// A case whose acts follow one another, each allowed.
struct Case(CaseFacts);

impl Case {
    fn does(&mut self, kind: &str, on: &str, answers: &[(&str, &str)]) -> Consequences {
        let act = act(kind, on, answers);
        let follows = considered(&self.0, &act, on).unwrap_or_else(|refused| panic!("{kind}: {refused}"));
        let source = Source::Entry { entry: Seq(1), author: "V1A3".parse().unwrap() };
        self.0.apply_act(&act, &source);
        follows
    }

    fn refuses(&self, kind: &str, on: &str, answers: &[(&str, &str)]) -> String {
        considered(&self.0, &act(kind, on, answers), on).unwrap_err().to_string()
    }
}

fn registered() -> Case {
    let mut facts = facts("registered_mandatory");
    facts.noncompliance.clear();
    Case(facts)
}

const JOB_CLUB: (&str, &str) = ("activity", "Job Club @ 2026-09-01");

#[test]
fn an_activity_is_scheduled_attended_and_ended() {
    let mut case = registered();
    let hours = [JOB_CLUB, ("month", "2026-10"), ("attended", "100"), ("verified_by", "Attendance Sheet")];
    let zero = [("excused", "4"), ("unexcused", "0"), ("holiday", "0")];
    let posted = case.does("attendance", "2026-11-04", &[hours.as_slice(), &zero].concat());
    assert_eq!((posted.hours.len(), posted.hours[0].weekly_average.to_string()), (1, "23.09".to_owned()));
    assert!(
        case.refuses(
            "attendance",
            "2026-11-04",
            &[
                JOB_CLUB,
                ("month", "2026-12"),
                ("attended", "1"),
                ("excused", "0"),
                ("unexcused", "0"),
                ("holiday", "0"),
                ("verified_by", "SAR 7")
            ]
        )
        .contains("has not begun")
    );
    let second = [("kind", "Work Experience"), ("start", "2026-11-09"), ("weekly_hours", "100")];
    let overlaps = case.does("activity_scheduled", "2026-11-05", &second);
    assert!(overlaps.raises.iter().any(|found| found.rule.id() == "activities_overlap"), "shown on the day it begins");
    assert!(case.refuses("activity_scheduled", "2026-11-05", &second).contains("already on record"));
    case.does("activity_end_moved", "2026-11-06", &[JOB_CLUB, ("expected_end", "2026-12-31")]);
    assert_eq!(case.0.activities[0].expected_end, Some(day("2026-12-31")));
    let employed = [JOB_CLUB, ("status", "became_employed")];
    assert!(case.refuses("activity_status", "2026-11-10", &employed).contains("say who employs"));
    case.does("activity_status", "2026-11-10", &[employed.as_slice(), &[("employment", "Bakery")]].concat());
    assert!(
        case.refuses("activity_end_moved", "2026-11-11", &[JOB_CLUB, ("expected_end", "2027-01-31")])
            .contains("has ended")
    );
}

#[test]
fn nobody_is_disenrolled_after_no_show() {
    let mut case = registered();
    case.does(
        "activity_scheduled",
        "2026-11-05",
        &[("kind", "Work Experience"), ("start", "2026-11-09"), ("weekly_hours", "20")],
    );
    let activity = ("activity", "Work Experience @ 2026-11-09");
    case.does("activity_status", "2026-11-09", &[activity, ("status", "no_show")]);
    let refused = case.refuses("activity_status", "2026-11-10", &[activity, ("status", "disenroll")]);
    assert!(refused.contains("Disenroll does not follow No Show"), "{refused}");
}

#[test]
fn plan_exemption_and_good_cause_are_recorded() {
    let mut case = registered();
    assert!(case.refuses("plan_amended", "2026-11-02", &[]).contains("There is no signed plan"));
    let signed = case.does("plan_signed", "2026-11-02", &[]);
    assert!(signed.clocks.iter().any(|clock| clock.clock == ClockId::PlanChanges), "days of grace");
    assert!(case.refuses("plan_signed", "2026-11-03", &[]).contains("amend it"));
    case.does("plan_amended", "2026-11-04", &[]);
    case.does("exemption_asked", "2026-11-05", &[]);
    case.does("exemption_answered", "2026-11-06", &[]);
    case.does(
        "exemption_started",
        "2026-11-06",
        &[("reason", "disability"), ("from", "2026-11-06"), ("until", "2027-02-28")],
    );
    assert!(case.refuses("noncompliance_started", "2026-11-07", &[("failed_on", "2026-11-07")]).contains("was exempt"));
    case.does("exemption_reviewed", "2027-01-20", &[]);
    case.does("exemption_ended", "2027-02-01", &[]);
    let policies = Policies::builtin();
    let status = |case: &Case, on| {
        View::new(&case.0, policies, day(on)).registration_of(PersonNumber(1)).unwrap().status.title()
    };
    assert_eq!((status(&case, "2027-02-01"), status(&case, "2027-02-02")), ("Exempt", "Registered (mandatory)"));
    case.does("good_cause_found", "2027-02-03", &[("from", "2027-02-03")]);
    case.does("good_cause_ended", "2027-02-10", &[]);
    assert!(case.refuses("good_cause_ended", "2027-02-11", &[]).contains("No good cause is in effect"));
    case.does("registration", "2027-03-01", &[("status", "registered_voluntary")]);
    assert!(
        case.refuses("noncompliance_started", "2027-03-02", &[("failed_on", "2027-03-02")])
            .contains("never sanctioned")
    );
}

#[test]
fn services_referrals_notices_and_documents_are_recorded() {
    let mut case = registered();
    let child_care = |what| [("kind", "child care"), ("what", what), ("from", "2026-11-01"), ("notice_sent", "yes")];
    case.does("supportive_service", "2026-11-02", &child_care("authorised"));
    case.does("supportive_service", "2026-11-03", &child_care("issued"));
    case.does("supportive_service", "2026-11-20", &child_care("discontinued"));
    let service = &case.0.services[0];
    assert_eq!((service.authorized[0].until, service.paid), (Some(day("2026-11-20")), Some(day("2026-11-03"))));
    case.does("referral_asked", "2026-11-02", &[("kind", "mental health")]);
    case.does("referral_made", "2026-11-03", &[("kind", "mental health")]);
    case.does("referral_closed", "2026-11-16", &[("kind", "mental health"), ("result", "kept; seen weekly")]);
    assert_eq!(case.0.referrals.len(), 1);
    case.does("notice_sent", "2026-11-04", &[("kind", "NA 820")]);
    assert!(case.refuses("notice_deleted", "2026-11-04", &[("kind", "NA 817")]).contains("waits to be sent"));
    case.does("document_received", "2026-11-04", &[("kind", "pay stub")]);
    case.does("document_imaged", "2026-11-05", &[("kind", "pay stub")]);
    assert!(case.refuses("document_imaged", "2026-11-06", &[("kind", "pay stub")]).contains("waits to be imaged"));
    case.does("time_on_aid_reviewed", "2026-11-06", &[("months", "41")]);
    assert_eq!(case.0.people[0].months_on_aid[0].months, 41);
}

#[test]
fn a_newly_assigned_case_is_accepted_or_returned_once_each_time_it_is_assigned() {
    let mut case = registered();
    case.0.assigned = Some(day("2026-11-02"));
    assert!(case.refuses("case_accepted", "2026-11-01", &[]).contains("assigned on Mon 11/02/2026"));
    let back = [("to", "v1a4"), ("missing", "the signed plan")];
    let message = case.does("case_returned", "2026-11-03", &back).message.unwrap();
    assert_eq!(message.to, "worker V1A4");
    assert!(long_lines(&message).iter().any(|line| line == "Missing: the signed plan"), "{:?}", message.lines);
    assert!(
        case.refuses("case_accepted", "2026-11-04", &[])
            .contains("Returned on Tue 11/03/2026; this is already recorded")
    );
    case.0.assigned = Some(day("2026-11-10"));
    case.does("case_accepted", "2026-11-12", &[]);
    assert!(
        case.refuses("case_returned", "2026-11-12", &back)
            .contains("Accepted on Thu 11/12/2026; this is already recorded")
    );
    assert_eq!(case.0.new_case_reviews.len(), 2);
}

#[test]
fn duties_and_alerts_to_other_workers_are_recorded_once_a_day() {
    let mut case = registered();
    let goals = [("duty", "goals_discussed"), ("note", "wants to be a nurse aide")];
    case.does("duty_done", "2026-11-03", &goals);
    assert!(case.refuses("duty_done", "2026-11-03", &goals).contains("Already recorded"));
    case.does("duty_done", "2026-11-04", &goals);
    let alert = [("to", "V1A4"), ("text", "child care ends"), ("due", "2026-11-10")];
    let message = case.does("alert_raised", "2026-11-04", &alert).message.unwrap();
    assert_eq!(long_lines(&message).last().unwrap(), "Answer by Tue 11/10/2026");
    assert!(case.refuses("alert_raised", "2026-11-04", &alert).contains("already"));
    let late = [("to", "V1A4"), ("text", "too late"), ("due", "2026-11-03")];
    assert!(case.refuses("alert_raised", "2026-11-04", &late).contains("before the alert is sent"));
}
