//! The supervisor's queue on a real record: cases are drawn, reviewed and discussed, and none of it is in the cases.

use super::*;
use crate::desk::review::{self, ReviewError};
use crate::desk::{QueueRow, QueueSection};
use crate::domain::act::Act;
use crate::domain::dates::Month;
use crate::domain::supervision::{CaseReview, Conference, ReviewPoint, ReviewScore, SupervisionEvent};
use crate::policy::act_forms::ActForms;
use crate::rules::message::DateStyle;

fn month() -> Month {
    Month::from_date(day())
}

fn supervised() -> (TempDir, Store) {
    let (folder, mut store) = practice_home();
    store.hand_to_supervisor("V1S1");
    (folder, store)
}

fn evaluate(store: &Store) -> Caseload {
    Caseload::evaluate(store, day()).unwrap()
}

fn of(caseload: &Caseload, section: QueueSection) -> Vec<QueueRow> {
    caseload.queue_rows().into_iter().filter(|row| row.section == section).collect()
}

/// Scores every point as met.
fn all_met(caseload: &Caseload) -> Vec<ReviewPoint> {
    let items = caseload.checklists().case_review().sections.iter().flat_map(|section| &section.items);
    items.map(|item| ReviewPoint { item: item.id.clone(), score: ReviewScore::Met }).collect()
}

fn reviewed(caseload: &Caseload, case: &CaseNumber) -> CaseReview {
    caseload.score_review(case, month(), all_met(caseload), "well done".to_owned()).unwrap()
}

#[test]
fn the_ids_of_the_sections_stay_as_they_are() {
    crate::domain::code_words::pins::assert_ids::<QueueSection>(
        "sanction_request alert form_in review advance_review_due unengaged advance_review form_out to_route routed \
         unit_late unit_step new_folder report_due reply_awaited unreached unit_inactive referral_in late_by_worker \
         report_review closing_talk inactive_look folder_to_make unit_closed duty_referral duty_rota unit_load \
         duty_follow_up duty_today common_case_in transfer_out mailbox sensitive recheck to_decide banked_to_assign to_assign planning plan_to_integrate \
         reunification child_welfare_ended to_consider conference_day seats_open minutes_due outreach_in outreach_try outreach_cure outreach_end",
    );
}

#[test]
fn four_cases_of_the_counselor_are_drawn_once_a_month_and_reviewed() {
    let (_folder, mut store) = supervised();
    let caseload = evaluate(&store);
    let drawn = review::draw_reviews(&mut store, &caseload, month(), Some(7)).unwrap();
    assert_eq!((drawn.len(), drawn[0].cases.len(), drawn[0].of, drawn[0].seed), (1, 4, CASES, 7));
    let caseload = evaluate(&store);
    assert!(review::draw_reviews(&mut store, &caseload, month(), Some(8)).unwrap().is_empty(), "the month is drawn");
    let again = Change::Supervised(SupervisionEvent::ReviewsDrawn(drawn[0].clone()));
    assert!(store.record(again).unwrap_err().to_string().contains("are already drawn"), "whoever asks");
    let to_review = of(&caseload, QueueSection::Review);
    assert_eq!((to_review.len(), to_review[0].due), (4, Some(month().last_day())));

    let case = to_review[0].case.clone();
    let missing = caseload.score_review(&case, month(), all_met(&caseload).split_off(1), String::new()).unwrap_err();
    assert!(matches!(missing, ReviewError::NotScored(_)), "{missing}");
    let review = reviewed(&caseload, &case);
    store.record(Change::Supervised(SupervisionEvent::CaseReviewed(review.clone()))).unwrap();
    let caseload = evaluate(&store);
    assert_eq!(caseload.case_review(month(), &case), Some(&review));
    let row = of(&caseload, QueueSection::Review).into_iter().find(|row| row.case == case).unwrap();
    assert!(row.says.to_text(DateStyle::Long).contains("16 of 16 points met") && row.due.is_none(), "{row:?}");
    let timeline = store.case_timeline(&case).unwrap();
    assert!(timeline.iter().all(|logged| logged.change.kind() != "supervised"), "no timeline of a case holds it");
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn only_a_case_that_was_drawn_is_reviewed_and_only_by_a_supervisor() {
    let (_folder, mut store) = supervised();
    let caseload = evaluate(&store);
    let drawn = review::draw_reviews(&mut store, &caseload, month(), Some(7)).unwrap().remove(0);
    let caseload = evaluate(&store);
    let other = caseload.cases().map(|(case, _)| case).find(|case| !drawn.cases.contains(case)).unwrap().clone();
    let refused = caseload.score_review(&other, month(), all_met(&caseload), String::new()).unwrap_err();
    assert_eq!(refused, ReviewError::NotDrawn(other.clone(), month()));
    let forced = CaseReview { case: other, ..reviewed(&caseload, &drawn.cases[0]) };
    let forced = Change::Supervised(SupervisionEvent::CaseReviewed(forced));
    assert!(store.record(forced).unwrap_err().to_string().contains("was not drawn for November 2026"));
    let ahead = review::draw_reviews(&mut store, &caseload, month().next(), Some(7)).unwrap_err();
    assert!(ahead.to_string().contains("has not begun"), "{ahead}");

    let review = Change::Supervised(SupervisionEvent::CaseReviewed(reviewed(&caseload, &drawn.cases[0])));
    for role in [Role::EC, Role::CLERK] {
        store.hand_to(role);
        let refused = store.record(review.clone()).unwrap_err().to_string();
        assert!(refused.starts_with("This is for an EC Supervisor to record"), "{refused}");
        assert!(store.supervision_log().unwrap().draws.is_empty(), "nor does another role see them");
        assert!(evaluate(&store).queue_rows().iter().all(|row| row.section != QueueSection::Review));
    }
}

#[test]
fn advance_reviews_of_the_month_are_on_the_supervisors_desk() {
    let (_folder, mut store) = practice_home();
    let case = evaluate(&store).cases().next().unwrap().0.clone();
    let done = |on: &str, note: &str| {
        let form = ActForms::builtin().form_for_act("duty_done").unwrap();
        let answers = [("duty", "advance_review"), ("note", note)];
        let answers: Vec<_> = answers.map(|(name, answer)| (name.to_owned(), answer.to_owned())).to_vec();
        Act { person: PersonNumber(1), on: on.parse().unwrap(), kind: form.parse_act(&answers, day()).unwrap() }
    };
    for act in [done("2026-10-30", "of the month before"), done("2026-11-12", "hours verified")] {
        store.record(Change::Acted { case: case.clone(), act }).unwrap();
    }
    store.hand_to(Role::SUPERVISOR);
    let says: Vec<_> = of(&evaluate(&store), QueueSection::AdvanceReview)
        .into_iter()
        .map(|row| row.says.to_text(DateStyle::Near(day())))
        .collect();
    assert_eq!(says, ["done Thu 11/12: hours verified"]);
}

#[test]
fn unengaged_cases_are_those_without_a_current_activity_and_a_conference_is_noted_on_them() {
    let (_folder, mut store) = supervised();
    let caseload = evaluate(&store);
    let unengaged = of(&caseload, QueueSection::Unengaged);
    let found = caseload.action_rows();
    let found = found.iter().filter(|row| row.finding.rule.id() == "no_current_activity").count();
    assert!(found > 0 && unengaged.len() == found, "{} of {found}", unengaged.len());
    let (with, cases) = (unengaged[0].ec.clone().unwrap(), vec![unengaged[0].case.clone()]);
    let said = "A job fair on Friday".to_owned();
    let held = Conference { with, on: day(), cases, said };
    let empty = Conference { said: " ".to_owned(), ..held.clone() };
    assert!(store.record(Change::Supervised(SupervisionEvent::ConferenceHeld(empty))).is_err());
    store.record(Change::Supervised(SupervisionEvent::ConferenceHeld(held.clone()))).unwrap();
    let caseload = evaluate(&store);
    assert_eq!(caseload.supervision().conferences, [held]);
    let noted = of(&caseload, QueueSection::Unengaged);
    assert!(noted[0].says.to_text(DateStyle::Long).contains("; conference "), "{:?}", noted[0]);
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn a_case_drawn_for_the_wpr_waits_on_the_supervisors_desk_until_it_is_reviewed() {
    let (_folder, mut store) = supervised();
    let case = evaluate(&store).cases().next().unwrap().0.clone();
    let act = |act: &str, on: &str, answers: &[(&str, &str)]| {
        let answers: Vec<_> = answers.iter().map(|(name, answer)| ((*name).to_owned(), (*answer).to_owned())).collect();
        let form = ActForms::builtin().form_for_act(act).unwrap();
        let person = if form.case_as_a_whole { PersonNumber::CASE } else { PersonNumber(1) };
        let act = Act { person, on: on.parse().unwrap(), kind: form.parse_act(&answers, day()).unwrap() };
        Change::Acted { case: case.clone(), act }
    };
    let waiting = |store: &Store| of(&evaluate(store), QueueSection::AdvanceReviewDue).len();
    assert_eq!(waiting(&store), 0);
    store.record(act("drawn_for_wpr", "2026-11-10", &[("month", "2026-12")])).unwrap();
    assert_eq!(waiting(&store), 1);
    store.hand_to(Role::EC);
    let reviewed = [("duty", "advance_review"), ("note", "hours met, all sheets imaged")];
    store.record(act("duty_done", "2026-11-18", &reviewed)).unwrap();
    store.hand_to(Role::SUPERVISOR);
    assert_eq!(waiting(&store), 0);
}
