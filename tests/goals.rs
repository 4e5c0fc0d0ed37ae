//! A participant's goals from intake to the goal that is reached, with the real program, and what is kept apart in no outlet.

use crate::desks::{Desks, EC};

const CASE: &str = "06B32751";
const RULES: &[&str] = &["goal", "step_due", "tool_moment", "calmap", "road_map"];

/// A text that nobody else writes.
const SECRET: &str = "Zyxsecret";

fn office() -> Desks {
    Desks::new("alameda", &[("U100", "supervisor")])
}

/// Examples 3, 4, 7 and 11 on the way.
#[test]
fn a_goal_goes_from_intake_to_reached_and_the_picture_changes() {
    let office = office();
    let act = |day: &str, act: &str, fields: &[&str]| office.act(EC, day, CASE, act, fields);
    let today = |day: &str| office.today(EC, day, CASE, RULES);
    act("2026-11-19", "goal_tools_started", &[]);
    act("2026-11-19", "tool_introduced", &["tool=calmap", "moment=intake"]);
    let set = [
        "words=work thirty hours",
        "life_area=work",
        "target=2027-01-15",
        "first_step=call the college",
        "step_by=2026-11-30",
    ];
    act("2026-11-19", "goal_set", &set);
    act("2026-11-19", "qol_read", &["answers=q1=3 q2=2 q3=4 q4=3 q5=2 q6=4 q7=3 q8=3"]);
    act("2026-11-19", "calmap_read", &["levels=housing=2 child_care=3 transport=1 work=2 family=4"]);
    assert!(today("2026-11-24").is_empty(), "{:?}", today("2026-11-24"));
    assert_eq!(today("2026-11-30"), ["step_due"]);
    act("2026-11-30", "step_done", &["goal=1", "step=1"]);
    assert_eq!(today("2026-12-12"), ["goal_review_due"], "thirty days after the last talk, a week ahead");
    let reviewed = act("2026-12-14", "goal_reviewed", &["goal=1", "went_well=the call", "next=go_on"]);
    assert!(!reviewed.contains("the call"), "what the participant said is in no answer: {reviewed}");
    assert!(today("2026-12-15").is_empty());
    act("2026-12-18", "goal_revised", &["goal=1", "target=2027-02-12"]);
    act("2027-02-10", "goal_reached", &["goal=2"]);
    assert_eq!(today("2027-02-11"), ["calmap_after_goal"]);
    act("2027-02-12", "calmap_read", &["levels=housing=3 child_care=3 transport=3 family=4", "want=transport"]);
    act("2027-02-12", "qol_read", &["answers=q1=4 q2=3 q3=4 q4=3 q5=3 q6=4 q7=4 q8=3"]);
    assert!(today("2027-02-13").is_empty());

    let drawn = office.run(EC, "2027-02-13", &["goals", CASE]).unwrap();
    assert!(drawn.contains("2 up, 2 same, 0 down, 1 not filled now"), "{drawn}");
    assert!(drawn.contains("50 → 63 of 100, 8 answers both times"), "{drawn}");
    assert!(drawn.contains("Reached 1 of 2 that ended; with what they replaced, 1 of 1."), "{drawn}");
    let said = office.run(EC, "2027-02-13", &["goals", CASE, "--plain"]).unwrap();
    assert!(said.contains("Getting around: 3, OK; before 1, need help, up 2. I want to work on this."), "{said}");
    let copied = office.run(EC, "2027-02-13", &["goals", CASE, "--skills"]).unwrap();
    assert!(copied.contains("Make Job Ready: Y") && copied.contains("Expiration: 01/15/2027"), "{copied}");
    let sheet = office.run(EC, "2027-02-13", &["print", "calmap", CASE, "--form", "text", "--yes"]).unwrap();
    assert!(sheet.contains("It does not change your cash aid.") && sheet.contains("◉"), "{sheet}");
    assert!(!sheet.contains("Safety"), "{sheet}");
    let other = office.run(EC, "2027-02-13", &["print", "calmap", CASE, "--language", "es"]).unwrap_err();
    assert!(other.contains("have no reviewed translation into Spanish"), "{other}");
}

/// Example 12, and section 11: what is kept apart, what the participant withdrew, and the words of goals.
#[test]
fn what_is_kept_apart_of_goals_is_in_no_outlet() {
    let office = office();
    let day = "2026-11-24";
    let act = |act: &str, fields: &[&str]| office.act(EC, day, CASE, act, fields);
    let refused = office.refuses(EC, day, CASE, "calmap_read", &["levels=safety=1"]);
    assert!(refused.contains("say protected=yes"), "{refused}");
    act("goal_tools_started", &[]);
    act("calmap_read", &["levels=safety=1 housing=5", &format!("words={SECRET} one"), "protected=yes"]);
    act("goal_set", &[&format!("words={SECRET} two"), "life_area=safety", "target=2026-11-30", "protected=yes"]);
    let open = office.refuses(EC, day, CASE, "goal_set", &["words=leave him, he hits me", "life_area=family"]);
    assert!(open.contains("domestic abuse"), "{open}");
    act("step_added", &["goal=1", &format!("what={SECRET} leave him, he hits me")]);
    act("goal_set", &["words=a room of my own", "life_area=housing", "target=2026-11-30"]);
    act("goal_set", &[&format!("words={SECRET} three"), "life_area=work"]);
    act("goal_withdrawn", &["goal=3"]);
    act("pothole_noted", &["goal=2", "kind=ride", "what=no ride", "detour=bus 40"]);

    let lists = ["today", "cases", "action", "alerts", "month", "checklist", "day", "goals"];
    let sheets = ["handover", "checklist", "case", "review", "goal-plan", "road-map", "potholes", "calmap", "qol"];
    let mut outlets: Vec<Vec<&str>> = lists.map(|list| vec!["list", list, "--ec", "all", "--json"]).to_vec();
    outlets.extend(sheets.map(|sheet| vec!["print", sheet, CASE, "--form", "text", "--yes"]));
    outlets.extend(sheets.map(|sheet| vec!["print", sheet, CASE, "--form", "json", "--yes"]));
    outlets.extend([
        vec!["facts", CASE],
        vec!["why", CASE],
        vec!["why", CASE, "--json"],
        vec!["case", "show", CASE, "--json"],
        vec!["goals", CASE],
        vec!["goals", CASE, "--plain"],
        vec!["goals", CASE, "--json"],
        vec!["goals", CASE, "--skills"],
        vec!["audit", "--json"],
        vec!["audit", "--case", CASE],
        vec!["search", "Zyxsecret", "--json"],
    ]);
    for args in outlets {
        let answer = office.run(EC, day, &args).unwrap_or_else(|refused| panic!("{args:?}: {refused}"));
        assert!(!answer.contains(SECRET), "{args:?}: {answer}");
        let names_safety = answer.contains("afety at home") || answer.contains("\"safety\"");
        assert!(!names_safety, "{args:?}: {answer}");
        // The words of a goal are in its own folder, in its facts and on its own sheets, and in no list.
        let is_own = ["goals", "facts"].contains(&args[0]) || args[0] == "print" && sheets[4..7].contains(&args[1]);
        let words = ["a room of my own", "no ride"].into_iter().find(|words| answer.contains(words));
        assert!(is_own || words.is_none(), "{args:?}: {answer}");
    }
    let folder = office.run(EC, day, &["goals", CASE]).unwrap();
    assert!(folder.contains("2 protected"), "{folder}");
    let unsafe_print = office.run(EC, day, &["print", "calmap", CASE, "--form", "text"]).unwrap_err();
    assert!(unsafe_print.contains("safe to take home"), "{unsafe_print}");
    let unknown = office.run("U100", day, &["act", CASE, "goal_reached", "goal=2"]).unwrap_err();
    assert!(unknown.contains("for"), "a supervisor records no goal: {unknown}");
}
