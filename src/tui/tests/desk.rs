//! The queue of the supervisor and the Clerk II on the screen, and the acts that each role is offered.

use super::bench::{Bench, Folder};
use crate::desk::QueueSection;
use crate::domain::PersonNumber;
use crate::domain::proposal::Proposal;
use crate::domain::role::Role;
use crate::domain::supervision::ReviewScore;
use crate::rules::clock::ClockId;
use crate::rules::message::DateStyle;
use crate::tui::command::{KeyContext, Pane, QueueCommand};
use crate::tui::overlays::Overlay;
use crate::tui::overlays::prompt::PromptQuestion;
use crate::tui::panes::supervisor_queue::{QueueOutcome, SupervisorQueue};
use crate::tui::store_thread::Job;

const CASES: usize = 24;

/// Goes to the first row of the section.
pub fn go_to(bench: &mut Bench, section: QueueSection) {
    bench.keys("g");
    while bench.workspace().queue.list.selected_row().expect("there is such a row").section != section {
        bench.keys("j");
    }
}

/// Returns the titles that are offered when an act is to be chosen.
fn offered(bench: &mut Bench) -> Vec<String> {
    bench.keys("a");
    let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("a chooser") };
    let titles = (0..chooser.len()).map(|at| chooser.get(at).unwrap().title.to_string()).collect();
    bench.keys("Esc");
    titles
}

#[test]
fn a_supervisor_draws_cases_reviews_one_and_holds_a_conference() {
    let folder = Folder::of(Role::SUPERVISOR, CASES);
    let mut bench = Bench::open(&folder);
    assert_eq!(bench.workspace().pane, Pane::Queue, "the supervisor begins at the own desk");
    bench.keys("D");
    assert!(bench.said().starts_with("Drawn for November 2026: V1A3: 4 of 24, seed "), "{}", bench.said());
    bench.keys("D");
    assert!(bench.said().contains("are already drawn"), "{}", bench.said());
    go_to(&mut bench, QueueSection::Unengaged);
    let drawn = bench.workspace().queue.list.selected_row().unwrap().case.clone();
    let month = "2026-11".parse().unwrap();
    if !bench.workspace().snapshot.caseload.month_draws(month).any(|draw| draw.cases.contains(&drawn)) {
        bench.keys("r");
        assert!(bench.said().starts_with("This case is not among those drawn"), "{}", bench.said());
    }

    go_to(&mut bench, QueueSection::Review);
    let case = bench.workspace().queue.list.selected_row().unwrap().case.clone();
    bench.keys("r");
    assert_eq!(bench.model.key_context(), KeyContext::Review);
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Review for November 2026") && screen.contains("to score"), "{screen}");
    bench.keys("G Ctrl-S");
    assert!(bench.said().starts_with("Not scored: "), "{}", bench.said());
    let Overlay::Review(sheet) = &bench.workspace().overlay else { panic!("the review stays") };
    let open: String = sheet.points()[sheet.cursor.index].item.words.chars().take(40).collect();
    let screen = bench.screen(80, 24);
    assert!(screen.contains(&open), "the point that has no score is on the screen:\n{screen}");
    while let Overlay::Review(sheet) = &bench.workspace().overlay {
        if sheet.unscored_count() == 0 {
            break;
        }
        let open = sheet.points()[sheet.cursor.index].score.is_none();
        bench.keys(if open { "n" } else { "j" });
    }
    bench.keys("Ctrl-S").text("goals are to be talked over").keys("Enter");
    assert!(bench.said().starts_with(&format!("Reviewed: {case}, ")), "{}", bench.said());
    let row = bench
        .workspace()
        .queue
        .list
        .all_rows()
        .iter()
        .find(|row| row.section == QueueSection::Review && row.case == case);
    assert!(row.unwrap().says.to_text(DateStyle::Long).contains("points met"), "{row:?}");

    go_to(&mut bench, QueueSection::Unengaged);
    bench.keys("n").keys("Enter");
    assert!(matches!(bench.workspace().overlay, Overlay::Prompt(_)), "something must be agreed");
    bench.text("a job fair").keys("Enter");
    assert_eq!(bench.said(), "Conference with V1A3 recorded.");
    drop(bench);
    let store = folder.store();
    let kept = store.supervision_log().unwrap();
    assert_eq!((kept.draws.len(), kept.reviews.len(), kept.conferences.len()), (1, 1, 1));
    assert_eq!(kept.reviews[0].remark, "goals are to be talked over");
    assert!(store.case_timeline(&case).unwrap().iter().all(|logged| logged.change.kind() != "supervised"));
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn each_role_is_offered_its_acts_and_no_others() {
    let acts = |role| {
        let folder = Folder::of(role, CASES);
        let mut bench = Bench::open(&folder);
        bench.keys("2");
        offered(&mut bench)
    };
    let (ec, supervisor, clerk) = (acts(Role::EC), acts(Role::SUPERVISOR), acts(Role::CLERK));
    let has = |titles: &[String], title: &str| titles.iter().any(|one| one == title);
    assert!(has(&ec, "submit form 50-20e") && !has(&ec, "approve form 50-20e"), "{ec:?}");
    assert!(has(&supervisor, "approve form 50-20e") && !has(&supervisor, "sign plan"), "{supervisor:?}");
    let clerk: std::collections::BTreeSet<_> = clerk.iter().map(String::as_str).collect();
    assert_eq!(clerk, ["send an alert to a worker", "route to the closed files"].into());
}

#[test]
fn the_counselor_has_no_desk_and_no_key_to_it() {
    let folder = Folder::with_cases(CASES);
    let mut bench = Bench::open(&folder);
    assert!(!bench.screen(120, 36).contains("9 Desk"));
    bench.keys("9");
    assert_eq!(bench.workspace().pane, Pane::Today);
    assert!(bench.said().contains("Only EC Supervisors and Clerks II have this list"), "{}", bench.said());
    bench.keys(":").text("draw reviews");
    let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("the palette") };
    assert!((0..chooser.len()).all(|at| chooser.get(at).unwrap().title != "draw reviews"));
}

#[test]
fn a_clerk_is_not_offered_what_only_a_supervisor_does() {
    for (role, draws) in [(Role::SUPERVISOR, true), (Role::CLERK, false)] {
        let folder = Folder::of(role, CASES);
        let mut bench = Bench::open(&folder);
        bench.keys("9");
        assert_eq!(bench.screen(120, 36).contains("draw reviews"), draws, "hints of {role:?}");
        bench.keys("?");
        let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("the list of keys") };
        let listed = (0..chooser.len()).any(|at| chooser.get(at).unwrap().title == "draw reviews");
        assert_eq!(listed, draws, "keys of {role:?}");
    }
}

#[test]
fn the_desk_fits_the_screen() {
    let folder = Folder::of(Role::SUPERVISOR, CASES);
    let mut bench = Bench::open(&folder);
    for (width, height) in [(80, 24), (120, 36)] {
        let screen = bench.screen(width, height);
        assert!(screen.contains("9 Desk") && screen.contains("unengaged"), "{screen}");
    }
}

#[test]
fn a_supervisor_is_not_offered_to_return_a_request_where_there_is_no_notice() {
    let folder = Folder::of(Role::SUPERVISOR, CASES);
    let bench = Bench::open(&folder);
    let caseload = &bench.workspace().snapshot.caseload;
    let without = caseload.cases().filter(|(_, evaluated)| evaluated.record.facts.noncompliance.is_empty());
    let proposed =
        |case| caseload.proposed_forms(case, PersonNumber::CASE, None).into_iter().filter(|(_, proposed)| *proposed);
    let mut seen = 0;
    for (case, _) in without {
        assert!(proposed(case).all(|(form, _)| form.act.id() != "sanction_returned"), "{case}");
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn the_queue_answers_its_commands_without_a_screen() {
    let folder = Folder::of(Role::SUPERVISOR, CASES);
    let mut bench = Bench::open(&folder);
    let outcome = |bench: &Bench, command| bench.workspace().queue.update(command, &bench.workspace().snapshot);

    let drawn = outcome(&bench, QueueCommand::Draw);
    let is_for_the_month = |month| month == "2026-11".parse().unwrap();
    assert!(matches!(drawn, Some(QueueOutcome::Job(Job::DrawReviews(month))) if is_for_the_month(month)), "{drawn:?}");
    let Some(QueueOutcome::Refusal(refusal)) = outcome(&bench, QueueCommand::Review) else { panic!("a refusal") };
    assert_eq!(refusal, "No cases are drawn for November 2026 yet. D draws them.");

    bench.keys("D");
    go_to(&mut bench, QueueSection::Review);
    let case = bench.workspace().queue.list.selected_row().unwrap().case.clone();
    let review = outcome(&bench, QueueCommand::Review);
    assert!(matches!(&review, Some(QueueOutcome::Job(Job::ReviewPoints(of, _))) if *of == case), "{review:?}");
    let conference = outcome(&bench, QueueCommand::Conference);
    let Some(QueueOutcome::Ask(PromptQuestion::Conference { cases, .. })) = conference else { panic!("a question") };
    assert_eq!(cases, [case], "a row that is not of an unengaged case is about itself");

    go_to(&mut bench, QueueSection::Unengaged);
    let conference = outcome(&bench, QueueCommand::Conference);
    let Some(QueueOutcome::Ask(PromptQuestion::Conference { cases, .. })) = conference else { panic!("a question") };
    let rows = bench.workspace().queue.list.all_rows().iter();
    let unengaged = rows.filter(|row| row.section == QueueSection::Unengaged).map(|row| row.case.clone());
    assert_eq!(cases, unengaged.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>());

    for of_a_review in [QueueCommand::Score(ReviewScore::Met), QueueCommand::File] {
        assert!(outcome(&bench, of_a_review).is_none(), "only a review that is open has this command");
    }
}

#[test]
fn an_empty_queue_asks_for_nothing_but_the_draw() {
    let folder = Folder::of(Role::SUPERVISOR, CASES);
    let bench = Bench::open(&folder);
    let (queue, snapshot) = (SupervisorQueue::default(), &bench.workspace().snapshot);
    assert!(queue.update(QueueCommand::Draw, snapshot).is_some());
    for command in [QueueCommand::Review, QueueCommand::Conference] {
        assert!(queue.update(command, snapshot).is_none(), "{command:?}");
    }
}

/// A desk also lists what no rule found; `w` says the row then, and never explains another finding of the person.
#[test]
fn every_row_of_a_desk_says_why_it_is_there() {
    for role in [Role::SUPERVISOR, Role::CLERK] {
        let folder = Folder::of(role, CASES);
        let mut bench = Bench::open(&folder);
        bench.keys("D g");
        for _ in 0..bench.workspace().queue.list.all_rows().len() {
            bench.keys("w");
            let row = bench.workspace().queue.list.selected_row().unwrap();
            let is_page = matches!(bench.workspace().overlay, Overlay::TextPage(_));
            assert!(is_page, "{role:?}: {:?}: {}", row.section, bench.said());
            bench.keys("Esc j");
        }
    }
}

#[test]
fn the_step_of_a_clock_comes_first_and_no_form_is_routed_where_there_is_none() {
    let folder = Folder::with_cases(CASES);
    let bench = Bench::open(&folder);
    let caseload = &bench.workspace().snapshot.caseload;
    let mut seen = 0;
    for (number, case) in caseload.listed_cases() {
        for clock in case.evaluation.clocks.iter().filter(|clock| clock.id == ClockId::GoodCausePeriod) {
            let (form, proposed) = caseload.proposed_forms(number, clock.person, None)[0];
            assert!(proposed && form.answers.contains(&Proposal::RecordDetermination), "{number}: {}", form.title);
            seen += 1;
        }
    }
    assert!(seen > 0);
    let folder = Folder::of(Role::CLERK, CASES);
    let bench = Bench::open(&folder);
    let caseload = &bench.workspace().snapshot.caseload;
    for (number, case) in caseload.cases() {
        let is_approved = case.record.facts.routing_forms.iter().any(|form| form.approved.is_some());
        let forms = caseload.proposed_forms(number, PersonNumber::CASE, None);
        let routes = forms.iter().any(|(form, proposed)| *proposed && form.act.id() == "case_routed");
        assert!(is_approved || !routes, "{number}");
    }
}

#[test]
fn an_alert_is_answered_on_the_desk_and_the_duty_log_is_offered_only_to_whom_it_is_open() {
    for role in [Role::SUPERVISOR, Role::CLERK, Role::EC, Role::LIAISON] {
        let folder = Folder::of(role, CASES);
        let mut bench = Bench::open(&folder);
        bench.keys("9");
        let keeps_log = bench.workspace().snapshot.caseload.keeps_duty_log();
        assert_eq!(bench.screen(200, 36).contains("duty log"), keeps_log, "{role:?}");
    }
    let folder = Folder::of(Role::SUPERVISOR, CASES);
    let mut bench = Bench::open(&folder);
    if bench.workspace().queue.list.all_rows().iter().any(|row| row.section == QueueSection::Alert) {
        go_to(&mut bench, QueueSection::Alert);
        bench.keys("Space");
        assert!(bench.said().starts_with("Marked as done"), "{}", bench.said());
        bench.keys("u");
        assert!(bench.said().starts_with("Undone"), "{}", bench.said());
    }
    // Space on a row that a rule found opens the act that clears it, as in Today.
    go_to(&mut bench, QueueSection::Unengaged);
    bench.keys("Space");
    assert!(!matches!(bench.model.key_context(), KeyContext::Queue), "{}", bench.said());
}
