//! The state machines of work between desks: every step that is listed, and every other.

use chrono::NaiveDate;
use rstest::rstest;

use crate::domain::partner_state::{CommonCaseState, ConferenceState, OutreachState, ReportState, UnitCaseState};
use crate::domain::role::Role;
use crate::domain::steps::{StepRefusal, StepRequest, StepRow, StepTable};
use crate::domain::transitions::StatusTitle;
use crate::domain::{CaseFacts, PersonNumber};
use crate::policy::Policies;
use crate::rules::acts::common_case_message::OUTREACH_TEXT;
use crate::rules::acts::partner_steps::{StateAfter, check_step};
use crate::rules::social_work::newest_unit_case;
use crate::rules::view::View;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn facts(toml: &str) -> CaseFacts {
    toml::from_str(toml).unwrap()
}

/// Asks whether a step may be recorded, by one role and those that it includes.
fn check(
    county: &str,
    facts: &CaseFacts,
    on: &str,
    act: &str,
    outcome: Option<&str>,
    role: &str,
) -> Result<StateAfter, String> {
    let policies = Policies::with_overlay(county).unwrap();
    let view = View::new(facts, &policies, day(on));
    let step = StepRequest { act, outcome, roles: &[role.parse().unwrap()] };
    check_step(&view, PersonNumber(1), &step).map_err(|refused| refused.to_string())
}

/// Every state of every machine can be reached, whatever the facts must say for it.
#[test]
fn every_state_is_reachable() {
    fn reach<S: StatusTitle + std::fmt::Debug>(table: &StepTable<S>, all: &[S]) {
        let mut known: Vec<Option<S>> = vec![None];
        let mut next = 0;
        while let Some(from) = known.get(next).copied() {
            let after = table.rows().iter().filter(|row| row.from == from).map(|row| Some(row.to));
            let new: Vec<Option<S>> = after.filter(|to| !known.contains(to)).collect();
            for to in new {
                if !known.contains(&to) {
                    known.push(to);
                }
            }
            next += 1;
        }
        let missing: Vec<&S> = all.iter().filter(|state| !known.contains(&Some(**state))).collect();
        assert!(missing.is_empty(), "never reached: {missing:?}");
    }
    use strum::VariantArray as _;
    let policies = Policies::builtin();
    let tables = &policies.newest_tables().unwrap().partners;
    reach(&tables.unit_case_steps, UnitCaseState::VARIANTS);
    let reports: Vec<ReportState> =
        ReportState::VARIANTS.iter().copied().filter(|state| *state != ReportState::Due).collect();
    reach(&tables.report_steps, &reports);
    reach(&tables.common_case_steps, CommonCaseState::VARIANTS);
    reach(&tables.outreach_steps, OutreachState::VARIANTS);
    reach(&tables.conference_steps, ConferenceState::VARIANTS);
}

/// Returns every question that can be put to a machine: each state, act, outcome and role.
fn questions<S: StatusTitle>(
    table: &StepTable<S>,
    roles: &[Role],
    all: &[S],
) -> Vec<(Option<S>, String, String, Role)> {
    let mut acts: Vec<&str> = table.rows().iter().map(|row| row.act.as_str()).collect();
    acts.sort_unstable();
    acts.dedup();
    let mut outcomes: Vec<&str> = table.rows().iter().filter_map(|row| row.outcome.as_deref()).collect();
    outcomes.push("no_such_outcome");
    outcomes.sort_unstable();
    outcomes.dedup();
    let states = std::iter::once(None).chain(all.iter().copied().map(Some));
    let mut asked = Vec::new();
    for state in states {
        for act in &acts {
            for outcome in &outcomes {
                asked.extend(roles.iter().map(|role| (state, (*act).to_owned(), (*outcome).to_owned(), *role)));
            }
        }
    }
    asked
}

/// A step is allowed exactly where a row of the table has its state, act, outcome and role; every other is refused, and the
/// refusal names what is possible instead.
fn check_machine<S: StatusTitle + std::fmt::Debug>(table: &StepTable<S>, roles: &[Role], all: &[S]) -> (usize, usize) {
    let (mut allowed, mut refused) = (0, 0);
    for (state, act, outcome, role) in questions(table, roles, all) {
        let step = StepRequest { act: &act, outcome: Some(&outcome), roles: &[role] };
        let is_listed = |row: &&StepRow<S>| {
            row.from == state && row.act == act && row.outcome.as_ref().is_none_or(|of_row| *of_row == outcome)
        };
        let listed: Vec<&StepRow<S>> = table.rows().iter().filter(is_listed).collect();
        let is_theirs = listed.iter().any(|row| role.is_among(&row.by));
        let asked = format!("{state:?}, {act}, {outcome}, {role:?}");
        match table.find_step(state, &step, |_| true) {
            Ok(to) => {
                allowed += 1;
                assert!(is_theirs && listed.iter().any(|row| row.to == to), "{asked}: allowed");
            }
            Err(why) => {
                refused += 1;
                assert!(!is_theirs, "{asked}: {why:?}");
                match why {
                    StepRefusal::NotFromState { possible } => {
                        assert!(!possible.contains(&act.as_str()), "{asked}: {possible:?}");
                    }
                    StepRefusal::NotWithOutcome { possible } => {
                        assert!(!possible.is_empty() && !possible.contains(&outcome.as_str()), "{asked}: {possible:?}");
                    }
                    StepRefusal::NotByRole { roles, source } => {
                        assert!(!roles.is_empty() && !role.is_among(&roles) && !source.is_empty(), "{asked}");
                    }
                    StepRefusal::Unmet { .. } => panic!("{asked}: every condition holds"),
                }
            }
        }
        let unmet = table.find_step(state, &step, |_| false);
        let asks_nothing = listed.iter().any(|row| role.is_among(&row.by) && row.requires.is_empty());
        assert_eq!(unmet.is_ok(), asks_nothing, "{asked}: where nothing holds");
    }
    (allowed, refused)
}

#[test]
fn every_step_that_is_not_listed_is_refused_with_its_reason() {
    use strum::VariantArray as _;
    let tables = &Policies::builtin().newest_tables().unwrap().partners;
    let roles: Vec<Role> = Role::all().collect();
    let counts = [
        check_machine(&tables.unit_case_steps, &roles, UnitCaseState::VARIANTS),
        check_machine(&tables.report_steps, &roles, ReportState::VARIANTS),
        check_machine(&tables.common_case_steps, &roles, CommonCaseState::VARIANTS),
        check_machine(&tables.outreach_steps, &roles, OutreachState::VARIANTS),
        check_machine(&tables.conference_steps, &roles, ConferenceState::VARIANTS),
    ];
    assert!(counts.iter().all(|(allowed, refused)| *allowed > 0 && *refused > *allowed), "{counts:?}");
}

#[test]
fn the_rows_name_acts_and_rules_that_the_tables_have() {
    fn check_rows<S: StatusTitle>(table: &StepTable<S>, acts: impl Fn(&str) -> bool) {
        for row in table.rows() {
            assert!(acts(&row.act), "no title of {}", row.act);
            assert!(!row.by.is_empty() && !row.source.is_empty(), "{}", row.act);
        }
    }
    let tables = &Policies::builtin().newest_tables().unwrap().partners;
    let acts = |id: &str| tables.step_act(id).is_some();
    check_rows(&tables.unit_case_steps, acts);
    check_rows(&tables.report_steps, acts);
    check_rows(&tables.common_case_steps, acts);
    check_rows(&tables.outreach_steps, acts);
    check_rows(&tables.conference_steps, acts);
    for row in &tables.rule_roles {
        assert!(row.rule == "any other" || row.rule.parse::<crate::rules::rule_id::RuleId>().is_ok(), "{}", row.rule);
    }
}

/// A social-work case with a last letter of October 5, and what follows in `more`.
fn with_letter(more: &str) -> CaseFacts {
    facts(&format!(
        "[[referrals]]\nperson = 1\nkind = 'social work'\nrequested = '2026-07-23'\n[referrals.social_work]\n\
         assigned = '2026-07-23'\ndiscussed = '2026-07-24'\nfinal_letter = {{ on = '2026-10-05' }}\n{more}"
    ))
}

const TALK: &str = "talk = { on = '2026-10-26', outcome = 'close' }";
const CALL: &str = "contacts = [{ on = '2026-10-14', how = 'client_called', outcome = 'worked_with' }]";

/// E21: a client who was not reached is given up only after the letter, the time to answer it and the talk.
#[rstest]
#[case::before_the_talk("", "2026-10-20", Some("The talk of social worker, referring worker and supervisor"))]
#[case::in_the_time_to_answer(TALK, "2026-10-19", Some("The time to answer the last letter is not over (14 days)"))]
#[case::the_letter_is_spent(CALL, "2026-10-27", Some("the last letter comes first"))]
#[case::after_the_talk(TALK, "2026-10-27", None)]
#[case::the_talk_said_otherwise(
    "talk = { on = '2026-10-26', outcome = 'continue' }",
    "2026-10-27",
    Some("last letter")
)]
fn e21_nobody_is_given_up_before_letter_time_and_talk(
    #[case] more: &str,
    #[case] on: &str,
    #[case] refused: Option<&str>,
) {
    let facts = with_letter(more);
    let closed = check("san_francisco", &facts, on, "social_work_closed", Some("unreachable"), "social_worker");
    match refused {
        None => assert_eq!(closed, Ok(StateAfter::UnitCase(UnitCaseState::Closed))),
        Some(why) => assert!(closed.as_ref().is_err_and(|said| said.contains(why)), "{closed:?}"),
    }
}

/// E18: the last letter goes out after two months without contact, not before.
#[rstest]
#[case("2026-09-23", false)]
#[case("2026-09-24", true)]
fn e18_no_last_letter_goes_out_before_two_months(#[case] on: &str, #[case] goes_out: bool) {
    let facts = unit_case_of("2026-07-23", "discussed = '2026-07-24'");
    let sent = check("san_francisco", &facts, on, "social_work_final_letter", None, "social_worker");
    assert_eq!(sent.is_ok(), goes_out, "{sent:?}");
    assert!(goes_out || sent.unwrap_err().contains("after 2 months without contact, not before"));
}

/// E22: one refusal is not repeated refusal.
#[rstest]
#[case(1, false)]
#[case(2, true)]
fn e22_a_client_has_refused_repeatedly_after_two_refusals(#[case] times: usize, #[case] closes: bool) {
    let refusals: Vec<String> =
        (1..=times).map(|day| format!("{{ on = '2026-11-0{day}', how = 'phone', outcome = 'refused' }}")).collect();
    let text = format!(
        "[[referrals]]\nperson = 1\nkind = 'social work'\nrequested = '2026-10-12'\n[referrals.social_work]\n\
         assigned = '2026-10-12'\ncontacts = [{}]",
        refusals.join(", ")
    );
    let closed =
        check("san_francisco", &facts(&text), "2026-11-09", "social_work_closed", Some("refused"), "social_worker");
    assert_eq!(closed.is_ok(), closes, "{closed:?}");
    if let Err(said) = closed {
        assert!(said.contains("at least 2 times") && said.contains("repeatedly"), "{said}");
    }
}

/// A social-work case in the state that the fields make.
fn unit_case(fields: &str) -> CaseFacts {
    unit_case_of("2026-11-10", fields)
}

/// A social-work case that was requested on a day.
fn unit_case_of(requested: &str, fields: &str) -> CaseFacts {
    facts(&format!(
        "[[referrals]]\nperson = 1\nkind = 'social work'\nrequested = '{requested}'\n[referrals.social_work]\n{fields}"
    ))
}

const SENT: &str = "rounds = [{ sent = '2026-11-10' }]";
const SENT_BACK: &str = "rounds = [{ sent = '2026-11-10', returned = '2026-11-12' }]";
const OPEN: &str = "assigned = '2026-11-12'";
const INACTIVE: &str = "assigned = '2026-11-12'\nstatuses = [{ to = 'inactive', on = '2026-11-16' }]";
const REPORTED: &str = "assigned = '2026-11-12'\nreports = [{ submitted = '2026-11-18' }]";
const PASSED_ON: &str = "assigned = '2026-11-12'\nreports = [{ submitted = '2026-11-18', forwarded = '2026-11-19' }]";
const CLOSED: &str = "assigned = '2026-11-12'\nclosing = { on = '2026-11-18', reason = 'resolved' }";

#[rstest]
#[case::referred_twice(SENT, "social_work_referred", None, "ec", None)]
#[case::sent_again(SENT_BACK, "social_work_referred", None, "ec", Some(UnitCaseState::Submitted))]
#[case::after_the_closing(CLOSED, "social_work_referred", None, "ew", Some(UnitCaseState::Submitted))]
#[case::assigned(SENT, "social_work_assigned", None, "sw_supervisor", Some(UnitCaseState::Open))]
#[case::assigned_by_a_worker(SENT, "social_work_assigned", None, "social_worker", None)]
#[case::assigned_anew(INACTIVE, "social_work_assigned", None, "sw_supervisor", Some(UnitCaseState::Inactive))]
#[case::withdrawn(SENT, "social_work_withdrawn", None, "ec", Some(UnitCaseState::Withdrawn))]
#[case::withdrawn_too_late(OPEN, "social_work_withdrawn", None, "ec", None)]
#[case::inactive(OPEN, "social_work_status", Some("inactive"), "social_worker", Some(UnitCaseState::Inactive))]
#[case::reached(INACTIVE, "social_work_contact", Some("agreed"), "social_worker", Some(UnitCaseState::Open))]
#[case::tried(INACTIVE, "social_work_contact", Some("no_answer"), "social_worker", Some(UnitCaseState::Inactive))]
#[case::the_supervisor_includes_the_worker(
    OPEN,
    "social_work_contact",
    Some("message"),
    "sw_supervisor",
    Some(UnitCaseState::Open)
)]
#[case::resolved(OPEN, "social_work_closed", Some("resolved"), "sw_supervisor", Some(UnitCaseState::Closed))]
#[case::for_no_reason(OPEN, "social_work_closed", None, "sw_supervisor", None)]
#[case::reported(OPEN, "social_work_report", None, "social_worker", Some(UnitCaseState::Open))]
#[case::reported_twice(REPORTED, "social_work_report", None, "social_worker", None)]
#[case::passed_on(REPORTED, "social_work_report_forwarded", None, "sw_supervisor", Some(UnitCaseState::Open))]
#[case::passed_on_before_it_is_written(OPEN, "social_work_report_forwarded", None, "sw_supervisor", None)]
#[case::read(PASSED_ON, "social_work_read", None, "ec", Some(UnitCaseState::Open))]
#[case::read_too_early(REPORTED, "social_work_read", None, "ec", None)]
#[case::a_closing_report(CLOSED, "social_work_report", None, "social_worker", Some(UnitCaseState::Closed))]
#[case::a_contact_after_the_closing(CLOSED, "social_work_contact", Some("message"), "social_worker", None)]
fn a_social_work_case_takes_only_the_steps_of_the_table(
    #[case] fields: &str,
    #[case] act: &str,
    #[case] outcome: Option<&str>,
    #[case] role: &str,
    #[case] after: Option<UnitCaseState>,
) {
    let facts = unit_case(fields);
    let checked = check("san_francisco", &facts, "2026-11-20", act, outcome, role);
    match after {
        Some(state) => assert_eq!(checked, Ok(StateAfter::UnitCase(state))),
        None => assert!(checked.as_ref().is_err_and(|said| said.len() > 30), "{checked:?}"),
    }
    let elsewhere = check("santa_clara", &facts, "2026-11-20", act, outcome, role).unwrap_err();
    assert!(elsewhere.contains("Not switched on in this county: Social work"), "{elsewhere}");
}

/// A report is with whoever was to act last by the day: what is recorded for tomorrow has not happened yet.
#[rstest]
#[case::none("", ReportState::Due)]
#[case::handed_in_today("submitted = '2026-11-20'", ReportState::Submitted)]
#[case::handed_in_tomorrow("submitted = '2026-11-21'", ReportState::Due)]
#[case::sent_back_today("submitted = '2026-11-18', returned = [{ on = '2026-11-20' }]", ReportState::Returned)]
#[case::sent_back_tomorrow("submitted = '2026-11-18', returned = [{ on = '2026-11-21' }]", ReportState::Submitted)]
#[case::passed_on_today("submitted = '2026-11-18', forwarded = '2026-11-20'", ReportState::Forwarded)]
#[case::passed_on_tomorrow("submitted = '2026-11-18', forwarded = '2026-11-21'", ReportState::Submitted)]
#[case::read_today("submitted = '2026-11-18', forwarded = '2026-11-19', read = '2026-11-20'", ReportState::Read)]
#[case::read_tomorrow(
    "submitted = '2026-11-18', forwarded = '2026-11-19', read = '2026-11-21'",
    ReportState::Forwarded
)]
fn a_report_is_in_the_state_of_its_newest_step(#[case] report: &str, #[case] state: ReportState) {
    let reports = if report.is_empty() { String::new() } else { format!("reports = [{{ {report} }}]") };
    let facts = unit_case(&format!("{OPEN}\n{reports}"));
    let view = View::new(&facts, Policies::builtin(), day("2026-11-20"));
    assert_eq!(newest_unit_case(&view, PersonNumber(1)).unwrap().report_state(), state);
}

const COMMON: &str =
    "[[common_cases]]\nfound = { on = '2026-11-05' }\nreviewed = { on = '2026-11-09', outcome = 'ask' }\n";
const VERIFIED: &str = "verified = { on = '2026-11-12', outcome = 'common' }\n";
const ACCEPTED: &str = "decided = { on = '2026-11-16', outcome = 'accept' }\n";
const ORIENTED: &str = "[[activities]]\nperson = 1\nkind = 'Orientation'\nstart = '2026-11-10'\n\
                        statuses = [{ status = 'completed', on = '2026-11-19' }]\n";
const ENDING: &str =
    "prepared = '2026-11-17'\nsent = '2026-11-18'\nassigned = { on = '2026-11-19' }\nending = '2026-12-01'\n";
const ACTIVE: &str = "[[aid]]\nstatus = 'active'\nsince = '2026-01-01'\n";
const OVER: &str = "[[aid]]\nstatus = 'discontinued'\nsince = '2026-11-30'\n";

/// E27 to E30 and E35, as far as they are refused or allowed.
#[rstest]
#[case::e27_a_liaison(&[COMMON, "sensitive = true\n"], "2026-11-12", "common_case_verified", Some("common"), "liaison", Err("Only an analyst"))]
#[case::e27_an_analyst(&[COMMON, "sensitive = true\n"], "2026-11-12", "common_case_verified", Some("common"), "analyst", Ok(CommonCaseState::Verified))]
#[case::e28_not_common(&[COMMON], "2026-11-13", "common_case_verified", Some("not_common"), "liaison", Ok(CommonCaseState::NotCommon))]
#[case::e29_before_the_orientation(&[COMMON, VERIFIED, ACCEPTED, ORIENTED], "2026-11-17", "transfer_prepared", None, "ec", Err("Orientation first"))]
#[case::e29_after_it(&[COMMON, VERIFIED, ACCEPTED, ORIENTED], "2026-11-20", "transfer_prepared", None, "ec", Ok(CommonCaseState::Prepared))]
#[case::e29_nobody_recorded_it(&[COMMON, VERIFIED, ACCEPTED], "2026-11-20", "transfer_prepared", None, "ec", Err("Orientation first"))]
#[case::e30_banked(&[COMMON, VERIFIED, ACCEPTED], "2026-11-17", "case_assigned", Some("banked"), "partnership_supervisor", Ok(CommonCaseState::Managed))]
#[case::e30_not_banked(&[COMMON, VERIFIED, ACCEPTED], "2026-11-17", "case_assigned", None, "control_clerk", Err("Possible now: banked"))]
#[case::e35_active(&[ACTIVE, COMMON, VERIFIED, ACCEPTED, ENDING], "2026-12-02", "common_case_closed", None, "partnership_ec", Err("hand the case back"))]
#[case::e35_handed_back(&[ACTIVE, COMMON, VERIFIED, ACCEPTED, ENDING], "2026-12-02", "case_handed_back", None, "partnership_ec", Ok(CommonCaseState::HandedBack))]
#[case::e35_over(&[OVER, COMMON, VERIFIED, ACCEPTED, ENDING], "2026-12-02", "case_handed_back", None, "partnership_ec", Err("close the common case"))]
#[case::e35_closed(&[OVER, COMMON, VERIFIED, ACCEPTED, ENDING], "2026-12-02", "common_case_closed", None, "partnership_ec", Ok(CommonCaseState::Closed))]
#[case::found_by_an_ec(&[], "2026-11-05", "common_case_found", None, "ec", Ok(CommonCaseState::Proposed))]
#[case::found_by_the_liaison(&[], "2026-11-05", "common_case_found", None, "liaison", Ok(CommonCaseState::Verified))]
#[case::found_by_a_partnership_ec(&[], "2026-11-05", "common_case_found", None, "partnership_ec", Ok(CommonCaseState::Verified))]
#[case::found_twice(&[COMMON], "2026-11-10", "common_case_found", None, "ec", Err("Impossible in the state Asked"))]
fn a_common_case_takes_only_the_steps_of_the_table(
    #[case] parts: &[&str],
    #[case] on: &str,
    #[case] act: &str,
    #[case] outcome: Option<&str>,
    #[case] role: &str,
    #[case] expected: Result<CommonCaseState, &str>,
) {
    // Tables of other facts come after the case that they would cut in two.
    let (own, others): (Vec<&str>, Vec<&str>) = parts.iter().partition(|part| **part != ORIENTED);
    let facts = facts(&[own.concat(), others.concat()].concat());
    let checked = check("santa_clara", &facts, on, act, outcome, role);
    match (expected, &checked) {
        (Ok(state), _) => assert_eq!(checked, Ok(StateAfter::CommonCase(state))),
        (Err(why), Err(said)) => assert!(said.contains(why), "{said}"),
        (Err(why), Ok(_)) => panic!("allowed, and expected: {why}"),
    }
    let elsewhere = check("san_francisco", &facts, on, act, outcome, role).unwrap_err();
    assert!(elsewhere.contains("Not switched on in this county: Common cases"), "{elsewhere}");
}

/// Another referral follows a case that is over, and not while an older one of the same person still runs.
#[rstest]
#[case::the_older_runs(1, "", "submitted, open or inactive")]
#[case::the_older_is_closed(1, "closed = '2026-10-20'", "")]
#[case::the_older_is_of_another(2, "", "")]
fn another_referral_follows_a_case_that_is_over(#[case] person: u16, #[case] older: &str, #[case] says: &str) {
    let facts = facts(&format!(
        "referrals = [
             {{ person = {person}, kind = 'social work', requested = '2026-10-01', social_work = {{ accepted = '2026-10-02' }}, {older} }},
             {{ person = 1, kind = 'social work', requested = '2026-11-02', social_work = {{ accepted = '2026-11-03' }},
                closed = '2026-11-10' }},
         ]"
    ));
    let refused = check("san_francisco", &facts, "2026-11-19", "social_work_referred", None, "ec").err();
    let refused = refused.unwrap_or_default();
    assert!(refused.contains(says) && refused.is_empty() == says.is_empty(), "{refused:?}, not {says:?}");
}

/// The longest text message that goes out as one.
const TEXT_MESSAGE: usize = 160;

#[test]
fn a_text_to_a_parent_fits_a_message_and_tells_nothing() {
    assert!(OUTREACH_TEXT.chars().count() <= TEXT_MESSAGE);
    let text = OUTREACH_TEXT.to_lowercase();
    for word in ["child", "welfare", "sanction", "dfcs", "court", "custody"] {
        assert!(!text.contains(word), "{word}");
    }
}
