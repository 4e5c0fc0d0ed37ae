//! Work with partners on the screen: a match with child welfare, a case that is opened by hand, the duty log, and the page of a
//! case about its partners.

use super::bench::{Bench, Folder};
use crate::desk::QueueSection;
use crate::domain::role::Role;
use crate::tui::command::KeyContext;
use crate::tui::overlays::Overlay;

const CASES: usize = 24;

/// A folder of a worker with this role.
fn folder(role: &str) -> Folder {
    let role: Role = role.parse().unwrap();
    Folder::of(role, CASES)
}

/// Writes a list with the first two adults of the caseload and somebody whom nobody knows.
fn write_list(bench: &Bench, folder: &Folder) -> String {
    let caseload = &bench.workspace().snapshot.caseload;
    let known = caseload.cases().flat_map(|(_, case)| {
        let people = case.record.facts.people.iter();
        people
            .filter_map(|one| Some(format!("\"{}\",{},Open,N", one.name.clone()?, one.birth_date?.format("%m/%d/%Y"))))
    });
    let mut rows: Vec<String> = vec!["Full Name,DOB,Case Status,Sensitive".to_owned()];
    rows.extend(known.take(2));
    rows.push("\"Zyxnobody, Else\",01/02/1990,Open,N".to_owned());
    let path = folder.home().folder().parent().unwrap().join("list.csv");
    std::fs::write(&path, rows.join("\n")).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_rows_of_a_match_are_decided_one_by_one_on_the_screen() {
    let folder = folder("analyst");
    let mut bench = Bench::open_in(&folder, "santa_clara");
    bench.keys(":").text("match a list").keys("Enter");
    let Overlay::Prompt(_) = &bench.workspace().overlay else { panic!("the file is asked for") };
    bench.text("/no/such/list.csv").keys("Enter");
    let Overlay::Prompt(prompt) = &bench.workspace().overlay else { panic!("what was typed stays: {}", bench.said()) };
    assert!(prompt.error.is_some());
    let list = write_list(&bench, &folder);
    bench.keys("Ctrl-U").text(&list).keys("Enter");
    assert_eq!(bench.model.key_context(), KeyContext::Matching, "{}", bench.said());
    let screen = bench.screen(100, 30);
    assert!(screen.contains("Match with child welfare") && screen.contains("Likeness 100"), "{screen}");
    bench.keys("x");
    assert!(bench.said().ends_with("said to be another person."), "{}", bench.said());
    bench.keys("g a");
    assert!(bench.said().ends_with("to be asked about."), "{}", bench.said());
    let screen = bench.screen(100, 30);
    assert!(screen.contains("said to be another person on"), "the dismissed row says so: {screen}");
    bench.keys("G");
    let Overlay::Match(sheet) = &bench.workspace().overlay else { panic!("the match stays") };
    assert!(sheet.list.selected_row().is_some());
    bench.keys("Esc");
    assert!(bench.workspace().overlay.is_none());
    drop(bench);
    let store = folder.store();
    assert_eq!(store.match_decisions().unwrap().len(), 2);
    assert!(store.verify_record().unwrap().is_ok());
}

#[test]
fn a_case_is_opened_by_hand_on_the_screen() {
    let folder = folder("social_worker");
    let mut bench = Bench::open_in(&folder, "san_francisco");
    bench.keys(":").text("open a case").keys("Enter").text("99B99999 Reed, Dana; because").keys("Enter");
    let Overlay::Prompt(prompt) = &bench.workspace().overlay else { panic!("it is asked again") };
    assert!(prompt.error.as_ref().is_some_and(|error| error.contains("7045, inquiry or duty")), "{prompt:?}");
    bench.keys("Ctrl-U").text("99B99999 Reed, Dana; duty; Cantonese").keys("Enter");
    assert_eq!(bench.said(), "Case 99B99999, Reed, Dana, is open. The client is participant 1.");
    let case = "99B99999".parse().unwrap();
    assert!(bench.workspace().snapshot.caseload.case(&case).is_some());
}

#[test]
fn the_worker_on_duty_enters_a_visitor_and_follows_up() {
    let folder = folder("social_worker");
    let mut bench = Bench::open_in(&folder, "san_francisco");
    bench.keys("9 l").text("client follow asked for a shelter").keys("Enter");
    assert_eq!(bench.said(), "Entered in the duty log.");
    let rows = bench.workspace().queue.list.all_rows();
    let entry = rows.iter().find(|row| row.duty_note.is_some()).expect("it is on the desk");
    assert!(entry.case.stands_for_none());
    bench.keys("g");
    while bench.workspace().queue.list.selected_row().unwrap().section != QueueSection::DutyFollowUp {
        bench.keys("j");
    }
    bench.keys("Enter").text("c d found a bed").keys("Enter");
    let waits = |bench: &Bench| {
        let rows = bench.workspace().queue.list.all_rows();
        rows.iter().any(|row| row.section == QueueSection::DutyFollowUp)
    };
    assert!(!waits(&bench), "{}", bench.said());
}

#[test]
fn the_services_of_child_welfare_are_opened_with_a_key_and_each_opening_is_recorded() {
    let folder = folder("analyst");
    let mut store = folder.store_in("santa_clara");
    let case = store.case_records().unwrap()[0].facts.case.clone();
    let act = |kind: &str| serde_json::from_str(kind).unwrap();
    let found =
        r#"{"person":0,"on":"2026-11-18","act":"common_case_found","how":"liaison","confirmed":true,"sensitive":true}"#;
    store.record_act(&case, act(found)).unwrap();
    let known = r#"{"person":0,"on":"2026-11-18","act":"dfcs_recorded","service":"fr","from":"2026-08-14","court_on":"2027-01-17"}"#;
    store.record_act(&case, act(known)).unwrap();
    drop(store);
    let mut bench = Bench::open_in(&folder, "santa_clara");
    bench.keys("2 g");
    while bench.workspace().selected_row().unwrap().subject.case != case {
        bench.keys("j");
    }
    bench.keys("Enter f");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Common case: Verified") && !screen.contains("01/17/2027"), "{screen}");
    bench.keys("V").text("the court date is asked for").keys("Enter");
    let screen = bench.screen(80, 24);
    assert!(screen.contains("Opened, and recorded") && screen.contains("court hearing: Sun 01/17/2027"), "{screen}");
    drop(bench);
    let opened = folder.store().case_timeline(&case).unwrap();
    assert!(opened.iter().any(|logged| format!("{:?}", logged.change).contains("the court date is asked for")));
}
