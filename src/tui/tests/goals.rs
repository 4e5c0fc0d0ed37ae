//! The goals to talk about in Today: a key hides them and nothing else.

use super::bench::{Bench, Folder, day};
use crate::desk::TodayGroup;
use crate::domain::Change;
use crate::domain::act::Act;

/// Sets a goal whose day has come on the first case.
fn with_goal() -> (Folder, Bench) {
    let folder = Folder::with_cases(4);
    let case = Bench::open(&folder).workspace().snapshot.caseload.cases().next().unwrap().0.clone();
    let mut store = folder.store();
    let fields = serde_json::json!({
        "person": 1,
        "on": day(),
        "act": "goal_set",
        "words": "a room of my own",
        "life_area": "housing",
        "target": day(),
    });
    let act: Act = serde_json::from_value(fields).unwrap();
    store.record(Change::Acted { case, act }).unwrap();
    drop(store);
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
