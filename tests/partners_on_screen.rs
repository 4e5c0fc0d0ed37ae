//! The journeys of work with partners, driven by keys: each role opens the form on its desk, fills it and files it, and the next
//! role finds it on its own desk. The same journeys by commands are in `social_work.rs` and `common_case.rs`.

use crate::desks::{Desks, EC};
use crate::support::terminal::Terminal;

const CASE: &str = "06B32751";

/// A step that a worker takes on the screen.
struct Step<'a> {
    worker: &'a str,
    day: &'a str,
    /// What the row of the case says before the step: the section of the desk, or nothing for a list of cases.
    waits: &'a str,
    /// The title of the act.
    title: &'a str,
    /// What is typed in the form; `Tab` goes on to the next line.
    typed: &'a [&'a str],
}

const fn step<'a>(worker: &'a str, day: &'a str, waits: &'a str, title: &'a str, typed: &'a [&'a str]) -> Step<'a> {
    Step { worker, day, waits, title, typed }
}

/// Takes the steps, each at the screen of its own worker.
fn walk(office: &Desks, case: &str, steps: &[Step<'_>]) {
    for step in steps {
        let mut terminal = row_of_case(office, case, step);
        take_step(&mut terminal, step);
        terminal.press("C-q");
        assert_eq!(terminal.ended(), 0, "{}", step.title);
    }
    assert_eq!(office.json(EC, steps.last().unwrap().day, &["verify"])["holds"], true);
}

/// Opens the desk of a worker who has one, or else the list of cases, on the row of the case.
fn row_of_case(office: &Desks, case: &str, step: &Step<'_>) -> Terminal {
    let mut terminal = office.screen(step.worker, step.day);
    if terminal.screen().contains("The clock") {
        terminal.press("Esc");
        terminal.wait_without("The clock");
    }
    if step.waits.is_empty() {
        terminal.press("2");
        terminal.wait_for("Cases (ES108)");
    } else {
        terminal.press("9");
        terminal.wait_for("┌ Desk");
    }
    terminal.press("/").type_text(case).press("Enter");
    let shown = terminal.wait_for("Filtered by");
    assert!(shown.contains(step.waits), "{} waits for {}: {shown}", step.title, step.worker);
    terminal
}

/// Opens the form of the act, fills it and files it.
fn take_step(terminal: &mut Terminal, step: &Step<'_>) {
    terminal.press("a");
    terminal.wait_for("┌ Act ");
    terminal.type_text(step.title).press("Enter");
    terminal.wait_for(&format!("┌ {}", step.title));
    for typed in step.typed {
        if *typed == "Tab" {
            terminal.press("Tab");
        } else {
            terminal.type_text(typed);
        }
    }
    terminal.wait_for("Ctrl-S file");
    terminal.rest();
    terminal.file_act();
    terminal.wait_for("Recorded: ");
    terminal.rest();
    // The text for the next desk is shown to be copied.
    if terminal.screen().contains("y copy") {
        terminal.press("Esc");
        terminal.wait_without("y copy");
    }
}

#[test]
fn a_7045_is_walked_on_the_screen_from_the_ec_to_the_forwarded_7046() {
    let workers = [("S100", "sw_supervisor"), ("S101", "social_worker"), ("K100", "unit_clerk")];
    let office = Desks::new("san_francisco", &workers);
    let report = ["open", "Tab", "she left the shelter", "Tab", "visit the landlord"];
    walk(
        &office,
        CASE,
        &[
            step(EC, "2026-11-19", "", "refer to social work", &["housing", "Tab", "two calls"]),
            step("S100", "2026-11-20", "7045 in", "accept and assign the 7045", &["S101"]),
            step("K100", "2026-11-23", "folder", "hand over the folder", &[]),
            step("S101", "2026-11-23", "to do", "discuss with the referring worker", &["n"]),
            step(EC, "2026-11-24", "", "tell the client of the referral", &[]),
            step("S101", "2026-11-24", "to do", "contact or attempt", &["telephone", "Tab", "worked"]),
            step("S101", "2026-12-16", "report", "progress report", &report),
            step("S100", "2026-12-17", "7046 in", "pass on the 7046", &[]),
            step(EC, "2026-12-18", "", "read the progress report", &[]),
        ],
    );
    let row = &office.json(EC, "2026-12-18", &["list", "social-work"])[0];
    assert_eq!((row["status"].as_str(), row["next_report"].as_str()), (Some("open"), Some("2027-01-20")), "{row}");
}

#[test]
fn a_family_is_walked_on_the_screen_over_verification_and_transfer_to_its_planning_meeting() {
    let workers = [
        ("U100", "supervisor"),
        ("L100", "liaison"),
        ("P300", "partnership_supervisor"),
        ("C100", "control_clerk"),
        ("P100", "partnership_ec"),
    ];
    let office = Desks::new("santa_clara", &workers);
    walk(
        &office,
        CASE,
        &[
            step(EC, "2026-11-19", "", "propose a common case", &["staff"]),
            step("U100", "2026-11-20", "common?", "review a proposed common case", &["ask"]),
            step("L100", "2026-11-23", "mailbox", "answer on a common case", &["a common"]),
            step("P300", "2026-11-24", "to decide", "decide on a common case", &["accept"]),
            step(EC, "2026-11-25", "", "make the case ready for its transfer", &["y"]),
            step("U100", "2026-11-25", "transfer", "send the case to the Control Clerk", &[]),
            step("C100", "2026-11-30", "to assign", "assign the common case", &["P100"]),
            step("P100", "2026-12-01", "meeting", "hold the planning meeting", &["agreed"]),
        ],
    );
    let row = &office.json("P300", "2026-12-01", &["list", "common-cases", "--ec", "all"])[0];
    assert_eq!((row["state"].as_str(), row["worker"].as_str()), (Some("managed"), Some("P100")), "{row}");
}

#[test]
fn an_outreach_list_is_walked_on_the_screen_to_the_request_for_the_cure() {
    let workers = [("A100", "analyst"), ("P300", "partnership_supervisor"), ("P200", "partnership_lead")];
    let office = Desks::new("santa_clara", &workers);
    let case = "0033796";
    walk(
        &office,
        case,
        &[
            step("A100", "2026-11-19", "", "list for outreach", &["November"]),
            step("P300", "2026-11-20", "outreach", "forward to the Partnership Lead", &["P200"]),
            step("P200", "2026-11-20", "try", "record an outreach try", &["text", "Tab", "wants"]),
            step("P200", "2026-11-20", "cure", "start cure", &[]),
        ],
    );
    assert!(office.desk("P200", "2026-11-23", case).is_empty(), "the cure is on its way");
}

#[test]
fn a_conference_is_walked_on_the_screen_from_consideration_to_the_minutes() {
    let workers = [("S100", "sw_supervisor"), ("N100", "linkages_coordinator")];
    let office = Desks::new("san_francisco", &workers);
    let minutes = ["one plan for both", "Tab", "amend the WTW 2", "Tab", EC];
    walk(
        &office,
        CASE,
        &[
            step(EC, "2026-11-19", "", "record a linked case", &["staff"]),
            step("N100", "2026-11-20", "consider", "consider a linked case", &["call"]),
            step("N100", "2026-11-20", "", "call a conference", &["12/17"]),
            step(
                "S100",
                "2026-12-01",
                "seats",
                "fill a seat of the conference",
                &["CalWORKs", "Tab", "N. Vega", "Tab", "y"],
            ),
            step("N100", "2026-12-18", "conference", "record the conference", &["es_ec, cww"]),
            step("N100", "2026-12-21", "minutes", "write the minutes", &minutes),
        ],
    );
    assert!(office.desk("N100", "2026-12-21", CASE).is_empty());
    let alerts = office.json(EC, "2026-12-22", &["list", "alerts"]).to_string();
    assert!(alerts.contains("amend the WTW 2"), "{alerts}");
}
