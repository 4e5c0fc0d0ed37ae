//! A finding that there was no good cause, and a compliance plan that is recorded as failed, say why where the record holds a
//! reason against it; and the answers that leave no question open which only the participant can answer.

use rstest::rstest;

use super::*;
use crate::rules::acts::unlikely_answers;

const AT_NOTICE: (&str, &str) = ("notice", "2026-10-30");

/// A non-compliance whose period is over, and against which nothing is on record.
fn noticed(more: &str) -> CaseFacts {
    toml::from_str(&format!(
        "aid = [{{ status = 'active', since = '2025-01-05' }}]
         people = [
             {{ person = 1, relation = 'parent', birth_date = '1994-06-02', in_unit = true, disabled = false,
                entered_programme = '2025-01-05', months_on_aid = [{{ months = 21, on = '2026-11-01' }}],
                registration = [{{ status = 'registered_mandatory', since = '2025-01-05' }},
                                {{ status = 'non_compliance', since = '2026-10-30' }}] }},
             {{ relation = 'child', birth_date = '2016-03-01', in_unit = true }},
         ]
         contacts = [{{ person = 1, on = '2026-11-12', contact_type = 'telephone', reached = true }}]
         {more}"
    ))
    .unwrap()
}

const UNDETERMINED: &str = "noncompliance = [{ person = 1, notice_issued = '2026-10-30', failed_on = '2026-10-20', appointment = '2026-11-12' }]";
const ON_PLAN: &str =
    "noncompliance = [{ person = 1, notice_issued = '2026-10-30', failed_on = '2026-10-20', appointment = '2026-11-12',
                        determination = { on = '2026-11-12', outcome = 'compliance_plan' }, plan_end = '2026-12-12' }]";
const GOOD_CAUSE: &str = "good_causes = [{ person = 1, from = '2026-10-19', until = '2026-10-21' }]";

#[rstest]
#[case::no_good_cause(UNDETERMINED, "cause_determined", "2026-11-20", ("outcome", "no_good_cause"), "reason")]
#[case::plan_failed(ON_PLAN, "compliance_plan_result", "2026-12-14", ("completed", "no"), "all_the_same")]
fn a_step_toward_a_sanction_says_why_while_something_on_record_stands_against_it(
    #[case] of: &str,
    #[case] kind: &str,
    #[case] on: &str,
    #[case] answer: (&str, &str),
    #[case] field: &str,
) {
    let bare = act(kind, on, &[AT_NOTICE, answer]);
    assert_eq!(considered(&noticed(of), &bare, on).err().map(|refused| refused.to_string()), None);
    let facts = noticed(&format!("{of}\n{GOOD_CAUSE}"));
    let refused = considered(&facts, &bare, on).unwrap_err().to_string();
    assert!(
        refused.contains("On record against it: good cause") && refused.contains("\"Why all the same\""),
        "{refused}"
    );
    assert!(unlikely_answers(&facts, Policies::builtin(), &bare, bare.on).unwrap().join(" ").contains("good cause"));
    considered(&facts, &act(kind, on, &[AT_NOTICE, answer, (field, "the doctor withdrew the note")]), on).unwrap();
}

#[rstest]
#[case::good_cause(UNDETERMINED, "cause_determined", "2026-11-20", ("outcome", "good_cause"))]
#[case::plan_kept(ON_PLAN, "compliance_plan_result", "2026-12-14", ("completed", "yes"))]
fn what_the_participant_is_found_right_in_needs_no_reason(
    #[case] of: &str,
    #[case] kind: &str,
    #[case] on: &str,
    #[case] answer: (&str, &str),
) {
    considered(&noticed(&format!("{of}\n{GOOD_CAUSE}")), &act(kind, on, &[AT_NOTICE, answer]), on).unwrap();
}

#[test]
fn the_review_of_the_reasons_keeps_what_the_participant_said_of_a_pregnancy() {
    let facts = noticed(UNDETERMINED);
    let review = |more: &[(&str, &str)]| {
        let stands = [AT_NOTICE, ("stands", "none")];
        facts.clone().with_act(&act("sanction_reasons", "2026-11-23", &[&stands, more].concat()), &Source::Stated)
    };
    let said = |more: &[(&str, &str)]| review(more).noncompliance[0].gate.pregnant_at_failure;
    assert_eq!((said(&[]), said(&[("pregnant", "no")]), said(&[("pregnant", "yes")])), (None, Some(false), Some(true)));
    let later = review(&[("pregnant", "no")])
        .with_act(&act("sanction_reasons", "2026-11-24", &[AT_NOTICE, ("stands", "none")]), &Source::Stated);
    assert_eq!(
        later.noncompliance[0].gate.pregnant_at_failure,
        Some(false),
        "a later review that does not say keeps it"
    );
}

#[test]
fn a_signed_plan_says_what_it_includes() {
    let facts = noticed("");
    let includes = [("includes", "Vocational Education"), ("also_includes", "Job Search")];
    let planned = |kind: &str, answers: &[(&str, &str)]| {
        let plans = facts.clone().with_act(&act(kind, "2026-11-02", answers), &Source::Stated).plans;
        plans[0].activities.iter().map(|planned| planned.kind.clone()).collect::<Vec<_>>()
    };
    assert_eq!(planned("plan_signed", &includes), ["Vocational Education", "Job Search"]);
    assert_eq!(planned("plan_amended", &includes[..1]), ["Vocational Education"]);
    assert!(planned("plan_signed", &[]).is_empty());
}
