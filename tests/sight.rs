//! What is not to be seen is in no outlet: a text that nobody else writes is recorded of a family, and every list, print,
//! search, answer and audit is searched for it.

use crate::confidential::pages;
use crate::desks::{Desks, EC};

const CASE: &str = "06B32751";
const DAY: &str = "2026-11-24";

/// Texts that stand for what is kept of child welfare.
const SECRETS: [&str; 4] = ["Zyxworker", "ZYX-4711", "Zyxreason", "2027-01-17"];
/// Words of the long form of the court day.
const COURT_DAY: &str = "01/17/2027";
/// What tells that the family is in child welfare at all.
const FLAGS: [&str; 5] = ["common_case", "Common case", "common case", "dfcs", "outreach_"];

fn office() -> Desks {
    let workers = [
        ("U100", "supervisor"),
        ("K100", "clerk"),
        ("V1B2", "ec"),
        ("L100", "liaison"),
        ("A100", "analyst"),
        ("P300", "partnership_supervisor"),
        ("P100", "partnership_ec"),
        ("P400", "partnership_ec"),
        ("C100", "control_clerk"),
    ];
    Desks::prepared("a family in child welfare", "santa_clara", &workers, record_family)
}

fn record_family(office: &Desks) {
    let act = |worker: &str, act: &str, fields: &[&str]| office.act(worker, DAY, CASE, act, fields);
    act(EC, "common_case_found", &["how=court"]);
    act("U100", "common_case_reviewed", &["outcome=ask"]);
    act("L100", "common_case_verified", &["outcome=common", "reason=Zyxreason", "service=fr"]);
    let known = [
        "service=fr",
        "from=2026-08-14",
        "court_on=2027-01-17",
        "in_custody=yes",
        "worker=Zyxworker",
        "reference=ZYX-4711",
    ];
    act("A100", "dfcs_recorded", &known);
    act("P300", "common_case_decided", &["outcome=accept", "banked=yes"]);
    act("P300", "case_assigned", &["to=P100", "banked=yes"]);
}

/// Returns everything that a worker can get out of the home about the case, each with its name.
pub fn outlets(office: &Desks, worker: &str) -> Vec<(String, String)> {
    let lists = [
        "today",
        "cases",
        "action",
        "alerts",
        "month",
        "contacts",
        "comments",
        "unposted",
        "checklist",
        "day",
        "social-work",
        "late",
        "common-cases",
        "outreach",
        "conferences",
        "duty",
        "appointments",
    ];
    let sheets = ["handover", "checklist", "case", "review", "comments", "transfer", "conference", "7045", "7046"];
    let mut commands: Vec<Vec<&str>> = Vec::new();
    for list in lists {
        commands.push(vec!["list", list, "--ec", "all", "--json"]);
        commands.push(vec!["list", list, "--ec", "all", "--csv"]);
        commands.push(vec!["list", list, "--ec", "all", "--redacted"]);
    }
    for sheet in sheets {
        commands.push(vec!["print", sheet, CASE, "--form", "text", "--yes"]);
    }
    commands.push(vec!["print", "comments", CASE, "--for-client", "--form", "text", "--yes"]);
    commands.push(vec!["print", "month", "--ec", "all", "--form", "ics", "--yes"]);
    commands.push(vec!["print", "appointments", "--ec", "all", "--form", "ics", "--yes"]);
    commands.push(vec!["print", "conferences", "--ec", "all", "--form", "ics", "--yes"]);
    commands.push(vec!["print", "dashboard", "--form", "text", "--yes"]);
    commands.extend([
        vec!["facts", CASE],
        vec!["why", CASE],
        vec!["why", CASE, "--json"],
        vec!["case", "show", CASE],
        vec!["case", "show", CASE, "--json"],
        vec!["checklist", CASE, "--json"],
        vec!["audit", "--json"],
        vec!["audit", "--case", CASE],
        vec!["desk", "--json"],
        vec!["search", "Zyx", "--json"],
        vec!["search", "common", "--json"],
        vec!["comment", "list", "--json"],
        vec!["stats", "--json"],
        vec!["act", CASE, "--json"],
        // What is refused says why, and nothing of the family.
        vec!["act", CASE, "common_case_verified", "outcome=common"],
        vec!["act", CASE, "dfcs_recorded", "service=fr", "from=2026-08-14"],
        vec!["act", CASE, "outreach_tried", "channel=text", "outcome=sent"],
        vec!["undo", CASE],
        vec!["doctor"],
        vec!["backup", "--list"],
        vec!["import", "review", "--json"],
        vec!["policy", "show"],
    ]);
    let mut answers: Vec<(String, String)> = commands.into_iter().map(|args| outlet(office, worker, &args)).collect();
    answers.extend(["cases", "today", "alerts", "month"].map(|list| workbook(office, worker, list)));
    answers
}

/// Returns what a command prints or refuses with.
fn outlet(office: &Desks, worker: &str, args: &[&str]) -> (String, String) {
    let answer = office.run(worker, DAY, args).unwrap_or_else(|refused| refused);
    (format!("{worker}: {}", args.join(" ")), answer)
}

/// Returns the cells of a workbook.
fn workbook(office: &Desks, worker: &str, list: &str) -> (String, String) {
    let path = office.home.path().join(format!("{worker}_{list}.xlsx"));
    let file = path.to_str().unwrap();
    office.run(worker, DAY, &["print", list, "--ec", "all", "--out", file, "--yes", "--replace"]).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let sheets = calamine::Reader::sheet_names(&book);
    let cells = sheets.iter().flat_map(|sheet| {
        let range = calamine::Reader::worksheet_range(&mut book, sheet).unwrap();
        range.rows().flatten().map(ToString::to_string).collect::<Vec<_>>()
    });
    (format!("{worker}: {list}.xlsx"), cells.collect::<Vec<_>>().join("\n"))
}

/// The outlets of each worker are searched in a copy of the home of their own, all at once.
#[test]
fn what_is_not_to_be_seen_is_in_no_outlet() {
    let readers = [(EC, true), ("P400", true), ("K100", false), ("V1B2", false)];
    std::thread::scope(|scope| {
        for (worker, sees_flag) in readers {
            scope.spawn(move || search_outlets(worker, sees_flag));
        }
    });
}

fn search_outlets(worker: &str, sees_flag: bool) {
    // The lists and papers of common cases say what they are, and that there is nothing.
    let names_itself = [
        "common-cases",
        "outreach",
        "print transfer",
        "search common",
        "act 06B32751 ",
        "act 06B32751 --json",
        "policy show",
    ];
    for (outlet, answer) in outlets(&office(), worker) {
        let told = SECRETS.iter().chain([&COURT_DAY]).find(|secret| answer.contains(**secret));
        assert_eq!(told, None, "{outlet}: {answer}");
        let is_itself = names_itself.iter().any(|name| outlet.contains(name));
        let told = FLAGS.iter().find(|flag| !sees_flag && !is_itself && answer.contains(**flag));
        assert_eq!(told, None, "{outlet}: {answer}");
        let lists_cases = ["list", "search"].iter().any(|name| outlet.contains(name));
        assert!(sees_flag || !is_itself || !lists_cases || !answer.contains("Jackson"), "{outlet}: {answer}");
    }
}

/// On the screen too: on no page of the case, and in no question what is to be undone.
#[test]
fn what_is_not_to_be_seen_is_on_no_page_of_the_screen() {
    let office = office();
    for worker in [EC, "K100", "V1B2"] {
        for (page, shown) in pages(&office, worker) {
            let told = SECRETS.iter().chain([&COURT_DAY]).find(|secret| shown.contains(**secret));
            assert_eq!(told, None, "{page}: {shown}");
            let told = ["common case", "Zyx", "child welfare"].iter().find(|flag| shown.contains(**flag));
            assert!(worker == EC || !page.ends_with("undo") || told.is_none(), "{page}: {shown}");
        }
    }
}

/// Whoever sees everything prints nothing of it where names are left out: a family could be known by what child welfare does.
#[test]
fn a_redacted_list_says_nothing_of_child_welfare() {
    let office = office();
    for list in
        ["today", "cases", "alerts", "month", "checklist", "handover", "common-cases", "outreach", "conferences"]
    {
        let kind = if list == "handover" { "print" } else { "list" };
        let answer = office.run("A100", DAY, &[kind, list, "--ec", "all", "--redacted"]);
        let answer = answer.unwrap_or_else(|refused| refused);
        let told = SECRETS.iter().chain([&COURT_DAY]).find(|secret| answer.contains(**secret));
        assert_eq!(told, None, "{list}: {answer}");
        assert!(!answer.contains("Partnership,") && !answer.contains("managed"), "{list}: {answer}");
    }
}

#[test]
fn those_who_need_it_see_it_and_each_opening_is_recorded() {
    let office = office();
    let sees = |worker: &str| office.json(worker, DAY, &["facts", CASE])["dfcs"].clone();
    assert_eq!(sees("A100")[0]["reference"], "ZYX-4711");
    assert_eq!(sees("P100")[0]["court_on"], "2027-01-17");
    assert!(sees("P100")[0]["reference"].is_null(), "the number is for liaison and analyst");
    assert!(sees("P400").is_null() && sees(EC).is_null());
    let audit = office.run("A100", DAY, &["audit", "--case", CASE, "--access"]).unwrap();
    let openings = audit.matches("Opened what is known of child welfare").count();
    assert_eq!(openings, 3, "A100 once and P100 twice: {audit}");
    let clerk = office.run("K100", DAY, &["audit", "--case", CASE, "--access"]).unwrap();
    assert!(!clerk.contains("child welfare"), "{clerk}");
}

/// Who does not see the services of a family is told on every step against it that they may count.
#[test]
fn what_is_hidden_makes_no_step_against_the_family_sure() {
    let office = office();
    let failed = ["failed_on=2026-10-20", "--on", "2026-10-22"];
    let asked = office.refuses(EC, DAY, CASE, "noncompliance_started", &failed);
    assert!(asked.contains("ask your supervisor") && !asked.contains("reunification"), "{asked}");
    let failed = [&failed[..], &["reason=the supervisor was asked", "--meant-so"]].concat();
    office.act(EC, DAY, CASE, "noncompliance_started", &failed);
    let doubts = |worker: &str| {
        let why = office.json(worker, DAY, &["why", CASE]);
        let found = why.as_array().unwrap().iter().find(|found| found["rule"] == "overdue_noncompliance").unwrap();
        found["cannot_tell"].to_string()
    };
    assert!(doubts(EC).contains("with child welfare: ask the Partnership EC Supervisor"));
    let other_ec = doubts("V1B2");
    assert!(other_ec.contains("ask your supervisor") && !other_ec.contains("child welfare"), "{other_ec}");
    assert!(doubts("A100").contains("the family is in reunification"), "who sees the services reads what counts");
}
