//! The goals to talk about in Today: a key hides them and nothing else.

use chrono::Days;

use super::bench::{Bench, Folder, day};
use crate::desk::TodayGroup;
use crate::domain::act::Act;
use crate::domain::{CaseNumber, Change};
use crate::rules::rule_id::RuleId;
use crate::tui::command::Pane;
use crate::tui::overlays::Overlay;

fn record(folder: &Folder, case: &CaseNumber, fields: serde_json::Value) {
    let act: Act = serde_json::from_value(fields).unwrap();
    folder.store().record(Change::Acted { case: case.clone(), act }).unwrap();
}

fn first_case(bench: &Bench) -> CaseNumber {
    bench.workspace().snapshot.caseload.cases().next().unwrap().0.clone()
}

/// Sets a goal on a case, some days ago.
fn set_goal(folder: &Folder, case: &CaseNumber, days_ago: u64, target: Option<chrono::NaiveDate>) {
    let fields = serde_json::json!({
        "person": 1,
        "on": day() - Days::new(days_ago),
        "act": "goal_set",
        "words": "a room of my own",
        "life_area": "housing",
        "target": target,
    });
    record(folder, case, fields);
}

/// Sets a goal whose day has come on the first case.
fn with_goal() -> (Folder, Bench) {
    let folder = Folder::with_cases(4);
    let case = first_case(&Bench::open(&folder));
    set_goal(&folder, &case, 0, Some(day()));
    let bench = Bench::open(&folder);
    (folder, bench)
}

#[test]
fn a_key_hides_the_goals_in_today_and_no_duty() {
    let (_folder, mut bench) = with_goal();
    bench.keys("1");
    let groups =
        |bench: &Bench| -> Vec<TodayGroup> { bench.workspace().today.all_rows().iter().map(|row| row.group).collect() };
    let before = groups(&bench);
    assert!(before.contains(&TodayGroup::Goals), "{before:?}");
    bench.keys("L");
    let hidden = groups(&bench);
    let duties: Vec<_> = before.iter().copied().filter(|group| *group != TodayGroup::Goals).collect();
    assert_eq!(hidden, duties);
    assert!(bench.screen(120, 36).contains("goals hidden"));
    bench.keys("L");
    assert_eq!(groups(&bench), before);
}

/// Returns the act that is open and the goal in its form.
fn open_act(bench: &Bench) -> (String, String) {
    let sheet = bench.workspace().act_sheet.as_deref().unwrap_or_else(|| panic!("no act: {}", bench.said()));
    let goal = sheet.answers().iter().find(|answer| answer.field.is_some_and(|field| field.name == "goal"));
    (sheet.form.act.id().to_owned(), goal.map(|answer| answer.line.content().to_owned()).unwrap_or_default())
}

#[test]
fn a_row_on_a_goal_opens_the_act_that_clears_it_with_its_goal_and_leads_to_its_case() {
    let folder = Folder::with_cases(4);
    let case = first_case(&Bench::open(&folder));
    set_goal(&folder, &case, 3, None);
    set_goal(&folder, &case, 2, Some(day()));
    let mut bench = Bench::open(&folder);
    bench.keys("1 /").text("hoped for").keys("Enter a");
    let Overlay::Chooser(chooser) = &bench.workspace().overlay else { panic!("the acts") };
    assert_eq!(chooser.get(0).unwrap().title, "goal reached");
    bench.keys("Enter");
    assert_eq!(open_act(&bench), ("goal_reached".to_owned(), "2".to_owned()));
    bench.keys("Esc Space");
    assert_eq!(open_act(&bench), ("goal_reached".to_owned(), "2".to_owned()));
    bench.keys("Ctrl-S y");
    assert!(bench.said().starts_with("Recorded: "), "{}", bench.said());
    assert_eq!(bench.workspace().row_count(), 0, "the row is cleared");
    // Filing emptied the filtered list: the folder is that of the case just filed on.
    bench.keys("7");
    assert_eq!(bench.workspace().pane, Pane::Case);
    assert_eq!(bench.workspace().selected_row().map(|row| row.subject.case), Some(case));
    // A filter that finds nothing leads to no case.
    bench.keys("1 /").text("nobody of this name").keys("Enter");
    bench.workspace_mut().subject = None;
    bench.keys("7");
    assert!(bench.workspace().selected_row().is_none());
}

#[test]
fn each_finding_on_goals_is_answered_by_the_act_that_clears_it() {
    let folder = Folder::with_cases(4);
    let case = first_case(&Bench::open(&folder));
    record(
        &folder,
        &case,
        serde_json::json!({ "person": 1, "on": day() - Days::new(60), "act": "goal_tools_started" }),
    );
    set_goal(&folder, &case, 50, None);
    set_goal(&folder, &case, 10, Some(day()));
    record(
        &folder,
        &case,
        serde_json::json!({
            "person": 1, "on": day() - Days::new(9), "act": "step_added", "goal": 2, "what": "ask for the list",
            "by": day() - Days::new(4),
        }),
    );
    let bench = Bench::open(&folder);
    let caseload = &bench.workspace().snapshot.caseload;
    let findings = &caseload.case(&case).unwrap().evaluation.findings;
    for (rule, act) in [
        (RuleId::GoalReviewDue, "goal_reviewed"),
        (RuleId::GoalTargetReached, "goal_reached"),
        (RuleId::StepDue, "step_done"),
    ] {
        let finding = findings.iter().find(|found| found.rule == rule).unwrap_or_else(|| panic!("{rule:?}"));
        assert_eq!(caseload.form_that_clears(finding).map(|form| form.act.id()), Some(act), "{rule:?}");
    }
}

#[test]
fn goals_are_never_late_and_no_items() {
    let folder = Folder::with_cases(4);
    let bench = Bench::open(&folder);
    let (case, before) = (first_case(&bench), bench.workspace().item_counts);
    drop(bench);
    set_goal(&folder, &case, 50, Some(day() - Days::new(20)));
    let mut bench = Bench::open(&folder);
    assert_eq!(bench.workspace().item_counts, before);
    bench.keys("1 /").text("hoped for").keys("Enter");
    let row = bench.workspace().today.selected_row().expect("the goal is listed").clone();
    assert_eq!((row.group, row.due), (TodayGroup::Goals, None));
    let screen = bench.screen(120, 36);
    assert!(!screen.contains("d late"), "{screen}");
    bench.keys("w");
    let screen = bench.screen(120, 36);
    assert!(screen.contains("Day to talk") && !screen.contains("seed"), "{screen}");
}
