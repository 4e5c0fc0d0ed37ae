//! What the acts on a social-work case write, whatever their order, and what lists, questions and copied texts say of it.

use chrono::NaiveDate;

use super::day;
use super::social_work::{
    ASSIGNED, CLOSED, FORWARDED, INACTIVE, PEOPLE, READ, REFERRED, REPORT, RETURNED, SENT_BACK, Step, WITHDRAWN,
    act_of, after, policies,
};
use crate::domain::act::Act;
use crate::domain::facts::social_work::UnitStatus;
use crate::domain::facts::{Referral, SocialWork, Source};
use crate::domain::partner_state::UnitCaseState;
use crate::domain::role::Role;
use crate::domain::status::AidStatus;
use crate::domain::{CaseFacts, PersonNumber, Seq};
use crate::policy::Policies;
use crate::policy::act_forms::ActForms;
use crate::rules::acts::partner_acts::{doubt_closing, is_offered};
use crate::rules::acts::partner_message::message_for_step;
use crate::rules::message::DateStyle;
use crate::rules::social_work::{next_report_day, summarize_unit_cases, unit_status};
use crate::rules::view::View;

/// Writes the acts in this order and asks nothing, as the log does with entries of two desks.
fn write(acts: &[Act]) -> CaseFacts {
    let mut facts: CaseFacts = toml::from_str(PEOPLE).unwrap();
    for (at, act) in acts.iter().enumerate() {
        let entry = Seq(u64::try_from(at).unwrap() + 1);
        facts.apply_act(act, &Source::Entry { entry, author: "V1A3".parse().unwrap() });
    }
    facts
}

fn written(steps: &[Step]) -> CaseFacts {
    write(&steps.iter().map(|step| act_of(*step)).collect::<Vec<_>>())
}

fn works(facts: &CaseFacts) -> Vec<&SocialWork> {
    facts.referrals.iter().filter_map(|referral| referral.social_work.as_ref()).collect()
}

fn of_person(person: u8, step: Step) -> Act {
    Act { person: PersonNumber(person), ..act_of(step) }
}

const AGAIN: Step = ("2026-11-16", "social_work_referred", &[]);

#[test]
fn an_act_is_written_to_the_case_of_its_person() {
    let later = ("2026-11-12", "social_work_referred", &[] as &[_]);
    let facts = write(&[of_person(1, REFERRED), of_person(2, later), of_person(1, WITHDRAWN)]);
    let withdrawn: Vec<_> = works(&facts).iter().map(|work| work.withdrawn.as_ref().map(|known| known.on)).collect();
    assert_eq!(withdrawn, [Some(day("2026-11-12")), None]);
    let mut facts = written(&[REFERRED]);
    let child_care = Referral {
        kind: "child care".into(),
        social_work: None,
        requested: day("2026-11-12"),
        ..facts.referrals[0].clone()
    };
    facts.referrals.push(child_care);
    facts.apply_act(&act_of(CLOSED), &Source::Stated);
    let closed: Vec<_> = facts.referrals.iter().map(|referral| referral.closed).collect();
    assert_eq!(closed, [Some(day("2026-12-11")), None]);
}

#[test]
fn a_new_7045_is_another_round_only_of_a_referral_that_was_sent_back_and_is_not_over() {
    let rounds = |steps: &[Step]| works(&written(steps)).iter().map(|work| work.rounds.len()).collect::<Vec<_>>();
    assert_eq!(rounds(&[REFERRED, RETURNED, AGAIN]), [2]);
    assert_eq!(rounds(&[REFERRED, AGAIN]), [1, 1], "it was not sent back");
    assert_eq!(rounds(&[REFERRED, RETURNED, ("2026-11-13", "social_work_withdrawn", &[]), AGAIN]), [1, 1]);
    let facts = written(&[REFERRED, RETURNED, AGAIN, ("2026-11-14", "social_work_returned", &[])]);
    assert_eq!(works(&facts)[0].rounds[1].returned, None, "nobody sends back on the 14th what went out on the 16th");
}

/// Returns the day of the folder, and whether the client knew and at what time the discussion was.
fn late_days(steps: &[Step]) -> (NaiveDate, Option<bool>, Option<String>) {
    let steps: Vec<Step> = [REFERRED, ASSIGNED].into_iter().chain(steps.iter().copied()).collect();
    let facts = written(&steps);
    let work = works(&facts)[0];
    let at = work.discussed.and_then(|known| known.at).map(|at| at.to_string());
    (work.file_received.unwrap().on, work.client_told, at)
}

#[test]
fn the_later_folder_and_discussion_count_in_either_order() {
    const FIRST: [Step; 2] =
        [("2026-11-13", "social_work_folder", &[]), ("2026-11-13", "social_work_discussed", &[("client_told", "no")])];
    const SECOND: [Step; 2] = [
        ("2026-11-16", "social_work_folder", &[]),
        ("2026-11-16", "social_work_discussed", &[("client_told", "yes"), ("at", "10:00 am")]),
    ];
    let expected = (day("2026-11-16"), Some(true), Some("10:00:00".to_owned()));
    assert_eq!(late_days(&[FIRST, SECOND].concat()), expected);
    assert_eq!(late_days(&[SECOND, FIRST].concat()), expected);
    let timed: Step = ("2026-11-13", "social_work_discussed", &[("client_told", "no"), ("at", "9:30 am")]);
    let same_day = late_days(&[FIRST[0], FIRST[1], timed]);
    assert_eq!(same_day.2.as_deref(), Some("09:30:00"), "of one day the one that is written last");
}

#[test]
fn a_report_is_passed_on_sent_back_and_read_only_where_it_waits_for_that() {
    let reports = |steps: &[Step]| {
        let steps: Vec<Step> = [REFERRED, ASSIGNED, REPORT].into_iter().chain(steps.iter().copied()).collect();
        let facts = written(&steps);
        let reports = works(&facts)[0].reports.iter();
        reports
            .map(|report| (report.forwarded.is_some(), report.returned.len(), report.read.is_some()))
            .collect::<Vec<_>>()
    };
    assert_eq!(reports(&[SENT_BACK, FORWARDED]), [(false, 1, false)]);
    assert_eq!(reports(&[FORWARDED, SENT_BACK]), [(true, 0, false)]);
    assert_eq!(reports(&[READ]), [(false, 0, false)]);
    assert_eq!(reports(&[FORWARDED, READ]), [(true, 0, true)]);
    let next: Step = ("2026-12-20", "social_work_report", &[("status", "open")]);
    assert_eq!(reports(&[next, FORWARDED]), [(true, 0, false), (false, 0, false)], "not the one of a later day");
}

#[test]
fn what_the_unit_does_has_its_day_on_the_record() {
    let contact: Step =
        ("2026-11-16", "social_work_contact", &[("how", "phone"), ("outcome", "message"), ("next", "2026-11-20")]);
    let facts = written(&[
        REFERRED,
        ASSIGNED,
        contact,
        ("2026-11-18", "social_work_intake", &[]),
        INACTIVE,
        ("2026-12-01", "social_work_final_letter", &[("reply_by", "2026-12-11")]),
        ("2026-12-05", "social_work_talk", &[]),
    ]);
    let work = works(&facts)[0];
    assert_eq!(work.contacts[0].next, Some(day("2026-11-20")));
    assert_eq!(work.intake.unwrap().on, day("2026-11-18"));
    assert_eq!((work.statuses[0].to, work.statuses[0].on), (UnitStatus::Inactive, day("2026-11-20")));
    assert_eq!((work.final_letter[0].on, work.final_letter[0].reply_by), (day("2026-12-01"), Some(day("2026-12-11"))));
    assert_eq!(work.talk[0].on, day("2026-12-05"));
}

#[test]
fn a_form_proposes_the_state_of_the_case_and_the_report_that_is_due() {
    let policies = policies();
    let said = |steps: &[Step], on: &str| {
        let facts = after(steps);
        let view = View::new(&facts, &policies, day(on));
        (unit_status(&view, PersonNumber(1)), next_report_day(&view, PersonNumber(1)))
    };
    assert_eq!(said(&[REFERRED], "2026-11-11"), (None, None));
    assert_eq!(said(&[REFERRED, ASSIGNED], "2026-11-16"), (Some(UnitStatus::Open), Some(day("2026-12-12"))));
    assert_eq!(said(&[REFERRED, ASSIGNED, INACTIVE], "2026-11-20").0, Some(UnitStatus::Inactive));
    assert_eq!(said(&[REFERRED, ASSIGNED, CLOSED], "2026-12-11"), (Some(UnitStatus::Closed), None));
}

#[test]
fn a_list_names_the_contact_of_the_day_and_the_letter_while_its_time_runs() {
    let policies = policies();
    let contact: Step =
        ("2026-11-16", "social_work_contact", &[("how", "phone"), ("outcome", "message"), ("next", "2026-11-20")]);
    let letter: Step = ("2026-12-01", "social_work_final_letter", &[("reply_by", "2026-12-11")]);
    let facts = written(&[REFERRED, ASSIGNED, contact, letter]);
    let line = |facts: &CaseFacts, on: &str| {
        let view = View::new(facts, &policies, day(on));
        let lines = summarize_unit_cases(&view);
        let [line] = lines.as_slice() else { panic!("{lines:?}") };
        (line.state, line.agreed.contains(&day(on)), line.reply_awaited.is_some())
    };
    assert_eq!(line(&facts, "2026-11-19"), (UnitCaseState::Open, false, false));
    assert_eq!(line(&facts, "2026-11-20"), (UnitCaseState::Open, true, false));
    assert_eq!(line(&facts, "2026-12-11"), (UnitCaseState::Open, false, true));
    assert_eq!(line(&facts, "2026-12-12"), (UnitCaseState::Open, false, false));
    let closed =
        written(&[REFERRED, ASSIGNED, contact, ("2026-11-18", "social_work_closed", &[("reason", "resolved")])]);
    assert_eq!(line(&closed, "2026-11-20"), (UnitCaseState::Closed, false, false));
}

/// The county closes a case that still goes on by the record, or that the record already calls without aid.
#[test]
fn closing_for_ended_aid_is_asked_about_while_aid_is_active() {
    let policies = policies();
    let asked = |facts: &CaseFacts, reason: &'static str| {
        let act = act_of((
            "2026-12-11",
            "social_work_closed",
            match reason {
                "aid_ended" => &[("reason", "aid_ended")],
                _ => &[("reason", "resolved")],
            },
        ));
        doubt_closing(&View::new(facts, &policies, day("2026-12-11")), &act)
    };
    let running = after(&[REFERRED, ASSIGNED]);
    let says = asked(&running, "aid_ended").unwrap();
    assert!(says.starts_with("aid is active on the record since"), "{says}");
    assert_eq!(asked(&running, "resolved"), None);
    assert_eq!(asked(&after(&[REFERRED]), "aid_ended"), None, "nobody has the case yet");
    let mut ended = running;
    ended.aid[0].status = AidStatus::Discontinued;
    assert_eq!(asked(&ended, "aid_ended"), None);
}

#[test]
fn a_county_offers_the_acts_of_the_work_that_it_has() {
    let on = day("2026-11-16");
    let has = |policies: &Policies, act: &str| is_offered(policies.in_force_on(on), act);
    assert!(has(&policies(), "social_work_referred") && has(&policies(), "notice_sent"));
    assert!(!has(Policies::builtin(), "social_work_referred") && has(Policies::builtin(), "notice_sent"));
}

#[test]
fn each_paper_goes_to_whoever_waits_for_it() {
    let policies = policies();
    let paper = |steps: &[Step]| {
        let facts = after(steps);
        let act = act_of(*steps.last().unwrap());
        let text = message_for_step(&View::new(&facts, &policies, act.on), &act, &act.kind)?;
        let lines: Vec<String> = text.lines.iter().map(|line| line.to_text(DateStyle::Iso)).collect();
        Some((text.form, text.to, lines.join("\n")))
    };
    let holds = |steps: &[Step], form: &str, to: &str, words: &[&str]| {
        let (known, receiver, lines) = paper(steps).unwrap();
        assert_eq!((known, receiver.as_str()), (form, to), "{lines}");
        for words in words {
            assert!(lines.contains(words), "{words}: {lines}");
        }
    };
    let boss = Role::SW_SUPERVISOR.title();
    holds(
        &[REFERRED],
        "7045 CW",
        boss,
        &[
            "referred to social work on 2026-11-10",
            "2. Already tried: some words",
            "4. Client told of the referral: not said",
        ],
    );
    holds(&[REFERRED, RETURNED], "7045 CW", "worker V1A3", &["the 7045 is returned on 2026-11-12", "Missing: "]);
    holds(
        &[REFERRED, ASSIGNED],
        "7045 CW",
        "worker S101",
        &["assigned to S101 on 2026-11-12", "Referred by: worker V1A3", "Accepted: 2026-11-12"],
    );
    holds(&[REFERRED, ASSIGNED, REPORT], "7046 CW", boss, &["handed in on 2026-12-10"]);
    holds(&[REFERRED, ASSIGNED, REPORT, FORWARDED], "7046 CW", "worker V1A3", &["passed on on 2026-12-10", "Status: "]);
    holds(&[REFERRED, ASSIGNED, REPORT, SENT_BACK], "7046 CW", "worker S101", &["returned on 2026-12-10"]);
    assert!(paper(&[REFERRED, ASSIGNED, INACTIVE]).is_none());
}

#[test]
fn the_referring_worker_sees_no_contact_and_no_report_that_was_not_passed_on() {
    let contact: Step = ("2026-11-16", "social_work_contact", &[("how", "phone"), ("outcome", "message")]);
    let next: Step = ("2026-12-20", "social_work_report", &[("status", "open")]);
    let facts =
        written(&[REFERRED, ASSIGNED, contact, ("2026-11-18", "social_work_intake", &[]), REPORT, FORWARDED, next]);
    let mut work = works(&facts)[0].clone();
    work.hide_details();
    assert_eq!((work.contacts.len(), work.intake.is_some(), work.reports.len()), (0, false, 1));
    assert_eq!(work.reports[0].forwarded, Some(day("2026-12-10")));
}

#[test]
fn the_reasons_of_a_referral_are_kept_each_once_and_shown_in_words() {
    let steps: [Step; 1] = [("2026-11-10", "social_work_referred", &[("reasons", "eviction; pre-sanction, EVICTION")])];
    let facts = written(&steps);
    assert_eq!(works(&facts)[0].reasons, ["eviction", "pre_sanction"]);
    let form = ActForms::builtin().form_for_act("social_work_referred").unwrap();
    let shown = form.field("reasons").unwrap().display_value(&serde_json::json!(["eviction", "pre_sanction"]));
    assert_eq!(shown, "eviction, non-compliance, before a sanction");
    let act = act_of(steps[0]);
    let text = message_for_step(&View::new(&facts, &policies(), act.on), &act, &act.kind).unwrap();
    let lines: Vec<String> = text.lines.iter().map(|line| line.to_text(DateStyle::Iso)).collect();
    assert!(lines.contains(&"1. Reasons: eviction; non-compliance, before a sanction".to_owned()), "{lines:?}");
}
