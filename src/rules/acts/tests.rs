use rstest::rstest;

use super::*;
use crate::domain::act::noncompliance::Started;
use crate::domain::ids::PersonNumber;

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

/// An act from the words of its form.
fn act(kind: &str, on: &str, answers: &[(&str, &str)]) -> Act {
    let form = ActForms::builtin().unwrap().form(kind).unwrap();
    let answers: Vec<_> = answers.iter().map(|(name, answer)| ((*name).to_owned(), (*answer).to_owned())).collect();
    Act { person: PersonNumber(1), on: day(on), kind: form.kind(&answers, day(on)).unwrap() }
}

fn considered(facts: &CaseFacts, act: &Act, today: &str) -> Result<Consequences, Refused> {
    consider(facts, Policies::builtin().unwrap(), act, &"V1A3".parse().unwrap(), day(today))
}

const NOTICE: (&str, &str) = ("notice", "2026-11-02");

#[rstest]
#[case::volunteer("registered_voluntary", "noncompliance_started", &[("failed_on", "2026-11-10")],
    "A volunteer is never sanctioned; end the activity instead. (WIC 11327.5(b))")]
#[case::exempt("exempt", "noncompliance_started", &[("failed_on", "2026-11-10")],
    "Exempt on the day of the failure: that is no non-compliance. (Santa Clara CWES handbook, chapter 2)")]
#[case::one_at_a_time("non_compliance", "noncompliance_started", &[("failed_on", "2026-11-10")],
    "The non-compliance of Mon 2 Nov 2026 is not over; decide that one first.")]
#[case::set_already("non_compliance", "appointment_set", &[NOTICE, ("appointment", "2026-11-20")],
    "The appointment is set for Thu 12 Nov 2026; it may be rescheduled once.")]
#[case::moved_out_of_the_period("non_compliance", "rescheduled", &[NOTICE, ("to", "2026-11-23")],
    "Mon 23 Nov 2026 is not within the period, which ends on Sun 22 Nov 2026. (WIC 11327.4(b)(1))")]
#[case::no_plan_runs("non_compliance", "compliance_plan_result", &[NOTICE, ("completed", "yes")],
    "No compliance plan runs on this notice.")]
#[case::not_asked_for("non_compliance", "sanction_imposed", &[NOTICE, ("from", "2026-12-02")],
    "No sanction was asked for; request it first.")]
#[case::not_sanctioned("registered_mandatory", "cure_requested", &[],
    "The participant is not sanctioned; the registration status is Registered (mandatory).")]
#[case::no_such_notice("non_compliance", "handed_off", &[("notice", "2026-11-03")],
    "Participant 1 has no notice of 2026-11-03.")]
fn what_is_forbidden_is_refused_with_the_rule(
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
        ("sanction_requested", "2026-11-23", &[NOTICE]),
    ] {
        let act = act(kind, on, answers);
        considered(&facts, &act, "2026-11-24").unwrap();
        facts = facts.with(&act, &Source::Stated);
    }
    let imposed = act("sanction_imposed", "2026-11-24", &[NOTICE, ("from", from)]);
    assert_eq!(considered(&facts, &imposed, "2026-11-24").is_ok(), allowed);
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
fn what_follows_is_what_differs() {
    let determined = act("cause_determined", "2026-11-19", &[NOTICE, ("outcome", "good_cause")]);
    let follows = considered(&facts("non_compliance"), &determined, "2026-11-19").unwrap();
    assert!(follows.clears.iter().any(|finding| finding.rule == "good_cause_period"));
    assert_eq!(follows.statuses.len(), 1);
    assert!(follows.lines().iter().any(|line| line == "clock: 20-day period stops"), "{:?}", follows.lines());
}

#[test]
fn the_countys_word_stands_beside_what_is_recorded() {
    let mut facts = facts("non_compliance");
    facts.noncompliance[0].appointment = Some(day("2026-11-12"));
    let set = Act {
        person: PersonNumber(1),
        on: day("2026-11-02"),
        kind: ActKind::NoncomplianceStarted(Started {
            failed_on: day("2026-11-01"),
            appointment: Some(day("2026-11-16")),
            activity: None,
            second_parent_noticed: None,
        }),
    };
    let source = yet_to_come(&"V1A3".parse().unwrap());
    let facts = facts.with(&set, &source);
    assert_eq!(facts.noncompliance[0].appointment, Some(day("2026-11-16")));
    let difference = &facts.differences[0];
    assert_eq!((difference.county.as_str(), difference.here.as_str()), ("2026-11-12", "2026-11-16"));
    assert_eq!((&difference.county_source, &difference.source), (&Source::Stated, &source));
}
