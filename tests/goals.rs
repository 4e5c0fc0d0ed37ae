//! A participant's goals from intake to the goal that is reached, with the real program, and what is kept apart in no outlet.

use crate::desks::{Desks, EC};

const CASE: &str = "06B32751";
const RULES: &[&str] = &["goal", "step_due", "tool_moment", "calmap", "road_map"];

/// A text that nobody else writes.
const SECRET: &str = "Zyxsecret";

fn office() -> Desks {
    Desks::new("alameda", &[("U100", "supervisor"), ("K100", "clerk"), ("V1B2", "ec")])
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

/// Records what is kept apart, what the participant withdrew, and a goal that everybody with the case may read.
fn record_goals_apart(office: &Desks, day: &str) {
    let act = |act: &str, fields: &[&str]| office.act(EC, day, CASE, act, fields);
    act("goal_tools_started", &[]);
    act("calmap_read", &["levels=safety=1 housing=5", &format!("words={SECRET} one"), "protected=yes"]);
    act("goal_set", &[&format!("words={SECRET} two"), "life_area=safety", "target=2026-11-30", "protected=yes"]);
    act("step_added", &["goal=1", &format!("what={SECRET} leave him, he hits me")]);
    act("goal_set", &["words=a room of my own", "life_area=housing", "target=2026-11-30"]);
    act("goal_set", &[&format!("words={SECRET} three"), "life_area=work"]);
    act("goal_withdrawn", &["goal=3"]);
    act("pothole_noted", &["goal=2", "kind=ride", "what=no ride", "detour=bus 40"]);
}

const SHEETS: [&str; 9] =
    ["handover", "checklist", "case", "review", "goal-plan", "road-map", "potholes", "calmap", "qol"];

/// Returns the commands that say anything of the case.
fn outlets() -> Vec<Vec<&'static str>> {
    let lists = ["today", "cases", "action", "alerts", "month", "checklist", "day", "goals"];
    let mut outlets: Vec<Vec<&str>> = Vec::new();
    for list in lists {
        outlets.push(vec!["list", list, "--ec", "all", "--json"]);
        outlets.push(vec!["list", list, "--ec", "all", "--redacted"]);
    }
    outlets.extend(SHEETS.map(|sheet| vec!["print", sheet, CASE, "--form", "text", "--yes"]));
    outlets.extend(SHEETS.map(|sheet| vec!["print", sheet, CASE, "--form", "json", "--yes"]));
    outlets.extend([
        vec!["facts", CASE],
        vec!["why", CASE],
        vec!["why", CASE, "--json"],
        vec!["case", "show", CASE, "--json"],
        vec!["checklist", CASE, "--json"],
        vec!["goals", CASE],
        vec!["goals", CASE, "--plain"],
        vec!["goals", CASE, "--json"],
        vec!["goals", CASE, "--skills"],
        vec!["audit", "--json"],
        vec!["audit", "--case", CASE],
        vec!["desk", "--json"],
        vec!["list", "comments", "--json"],
        vec!["search", "Zyxsecret", "--json"],
    ]);
    outlets
}

/// Example 12, and section 11: what is kept apart, what the participant withdrew, and the words of goals.
#[test]
fn what_is_kept_apart_of_goals_is_in_no_outlet() {
    let office = office();
    let day = "2026-11-24";
    let refused = office.refuses(EC, day, CASE, "calmap_read", &["levels=safety=1"]);
    assert!(refused.contains("say protected=yes"), "{refused}");
    record_goals_apart(&office, day);
    let open = office.refuses(EC, day, CASE, "goal_set", &["words=leave him, he hits me", "life_area=family"]);
    assert!(open.contains("domestic abuse"), "{open}");
    for worker in ["U100", "K100", "V1B2", EC] {
        for args in outlets() {
            // Others are refused some of them; what is refused says nothing either.
            let answer = office.run(worker, day, &args).unwrap_or_else(|refused| {
                assert!(worker != EC || args[0] == "desk", "{args:?}: {refused}");
                refused
            });
            assert!(!answer.contains(SECRET), "{worker} {args:?}: {answer}");
            let names_safety = answer.contains("afety at home") || answer.contains("\"safety\"");
            assert!(!names_safety, "{worker} {args:?}: {answer}");
            // The words of a goal are in its own folder, in its facts and on its own sheets, and in no list.
            let is_own = ["goals", "facts"].contains(&args[0]) || args[0] == "print" && SHEETS[4..7].contains(&args[1]);
            let words = ["a room of my own", "no ride"].into_iter().find(|words| answer.contains(words));
            assert!(is_own || words.is_none(), "{worker} {args:?}: {answer}");
        }
    }
    let folder = office.run(EC, day, &["goals", CASE]).unwrap();
    assert!(folder.contains("2 protected"), "{folder}");
    let unsafe_print = office.run(EC, day, &["print", "calmap", CASE, "--form", "text"]).unwrap_err();
    assert!(unsafe_print.contains("safe to take home"), "{unsafe_print}");
    let unknown = office.run("U100", day, &["act", CASE, "goal_reached", "goal=2"]).unwrap_err();
    assert!(unknown.contains("for"), "a supervisor records no goal: {unknown}");
}

/// A guarded area of life is on the participant's own sheet and on no redacted one.
#[test]
fn a_redacted_sheet_says_nothing_of_a_guarded_area() {
    let office = office();
    let day = "2026-11-24";
    office.act(EC, day, CASE, "calmap_read", &["levels=stress=1 housing=3", "want=stress"]);
    let marks = |redacted: &[&str]| {
        let args = [&["print", "calmap", CASE, "--form", "text", "--yes"], redacted].concat();
        office.run(EC, day, &args).unwrap().matches(['●', '★']).count()
    };
    assert_eq!((marks(&[]), marks(&["--redacted"])), (4, 2), "a mark for housing, and the one of the legend");
}

#[test]
fn no_goal_act_takes_a_social_security_number() {
    let office = office();
    let day = "2026-11-24";
    let number = "900-45-6789";
    office.act(EC, day, CASE, "goal_set", &["words=a room", "life_area=housing"]);
    let typed: [(&str, &str, &[&str]); 12] = [
        ("goal_set", "words", &["life_area=work"]),
        ("goal_set", "why", &["words=x", "life_area=work"]),
        ("goal_set", "language", &["words=x", "life_area=work"]),
        ("goal_reviewed", "went_well", &["goal=1", "next=go_on"]),
        ("goal_reviewed", "in_the_way", &["goal=1", "next=go_on"]),
        ("goal_revised", "step", &["goal=1"]),
        ("step_added", "what", &["goal=1"]),
        ("pothole_noted", "what", &["goal=1", "kind=ride"]),
        ("pothole_noted", "detour", &["goal=1", "kind=ride", "what=x"]),
        ("calmap_read", "words", &["levels=housing=3"]),
        ("tool_offered", "why", &["tool=qol", "outcome=declined"]),
        ("resource_given", "name", &[]),
    ];
    for (act, field, others) in typed {
        let text = format!("{field}={number}");
        let fields: Vec<&str> = others.iter().copied().chain([text.as_str()]).collect();
        let refused = office.refuses(EC, day, CASE, act, &fields);
        assert!(refused.contains("Social Security"), "{act} {field}: {refused}");
    }
}

/// The county's tools are about no case: anybody keeps the map, a supervisor answers the self-assessment.
#[test]
fn the_county_keeps_a_map_of_resources_and_answers_about_itself() {
    let office = office();
    let add = |worker: &str, name: &str| {
        let args = ["county", "add-resource", name, "--kind", "food", "--phone", "555-0142"];
        office.run(worker, "2026-11-20", &args).unwrap();
    };
    add(EC, "Pantry on Third");
    add("K100", "Market vouchers");
    let resources = |day: &str| office.json(EC, day, &["county", "resources"]);
    let known = resources("2027-03-01");
    assert_eq!((known[0]["name"].as_str(), known[0]["to_check"].as_bool()), (Some("Market vouchers"), Some(true)));
    let id = known[1]["id"].as_str().unwrap().to_owned();
    office.run(EC, "2027-03-01", &["county", "check-resource", &id]).unwrap();
    office.run(EC, "2027-03-01", &["county", "drop-resource", known[0]["id"].as_str().unwrap()]).unwrap();
    let left = resources("2027-03-02");
    assert_eq!((left.as_array().unwrap().len(), left[0]["to_check"].as_bool()), (1, Some(false)), "{left}");
    let wrong = office.run(EC, "2027-03-02", &["county", "add-resource", "x", "--kind", "dragons"]).unwrap_err();
    assert!(wrong.contains("no area of life"), "{wrong}");
    let abuse = ["county", "add-resource", "shelter, he hits me", "--kind", "emergency"];
    assert!(office.run(EC, "2027-03-02", &abuse).unwrap_err().contains("domestic abuse"));

    let answer = |worker: &str, day: &str, value: &str| {
        office.run(worker, day, &["county", "assessment", "engagement", value, "--owner", "the unit", "--due", "+30"])
    };
    assert!(answer(EC, "2027-03-02", "2").is_err(), "an EC does not answer for the county");
    answer("U100", "2027-03-02", "2").unwrap();
    answer("U100", "2027-04-12", "4").unwrap();
    let read = office.run(EC, "2027-04-20", &["county", "assessment"]).unwrap();
    assert!(read.contains("4, in most of the work") && read.contains("before 2, talked about"), "{read}");
    assert!(read.contains("case flow (case_flow): no answer"), "{read}");
}
