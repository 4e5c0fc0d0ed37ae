//! A case goes to the closed files through three pairs of hands, and the supervisor's desk.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::terminal::Terminal;
use crate::support::{NOW, PASSPHRASE, TestHome};

/// One parent, aid discontinued on 17 September, in an activity that is still open.
const CASE: &str = "14B51159";
const SUPERVISOR: (&str, &str, &str) = ("V1B2", "supervisor", "battery staple");
const CLERK: (&str, &str, &str) = ("V1C3", "clerk", "paper lantern");

fn passphrase(home: &TestHome, worker: &str) -> PathBuf {
    home.path().join(format!("passphrase of {worker}"))
}

/// A home with an EC, a supervisor and a clerk.
fn unit() -> TestHome {
    let home = TestHome::with_extracts();
    for (worker, role, words) in [SUPERVISOR, CLERK] {
        let file = passphrase(&home, worker);
        std::fs::write(&file, format!("{words}\n")).unwrap();
        let args = ["worker", "add", worker, "--name", "B. Chen", "--role", role, "--new-passphrase-file"];
        let args: Vec<&str> = args.into_iter().chain([file.to_str().unwrap()]).collect();
        home.ok(&args);
    }
    home
}

/// What a command answers to the worker: standard output, or the sentence of its refusal.
fn by(home: &TestHome, worker: &str, args: &[&str]) -> Result<String, String> {
    by_on(NOW, home, worker, args)
}

/// The same on another day.
fn by_on(now: &str, home: &TestHome, worker: &str, args: &[&str]) -> Result<String, String> {
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
    command.env_clear().env("HOME", home.path()).env("CASELOAD_HOME", home.home_path()).env("CASELOAD_NOW", now);
    command.env("CASELOAD_SEED", "7").arg("--passphrase-file").arg(passphrase(home, worker));
    let output = command.args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

fn json_by(home: &TestHome, worker: &str, args: &[&str]) -> Value {
    let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    serde_json::from_str(&by(home, worker, &args).unwrap()).unwrap()
}

/// The EC's steps but for the form.
fn steps_taken(home: &TestHome) {
    let ended = "activity=Mental Health Services @ 2026-08-22";
    home.ok(&["act", CASE, "activity_status", ended, "status=end_before_expected"]);
    let (_, refused) = home.fails(&["act", CASE, "closing", "step=commented"]);
    assert!(refused.contains("No comment has been filed on the case since aid was discontinued"), "{refused}");
    assert!(refused.contains("Dictate one first: Aid was discontinued on Thu 09/17/2026"), "{refused}");
    let comment = ["comment", "file", "--case", CASE, "--type", "telephone", "--purpose", "Closing", "--results"];
    let rest = ["Told why the case closes: income over the limit.", "--no-forms", "--no-documents"];
    home.ok(&comment.into_iter().chain(rest).collect::<Vec<_>>());
    for step in ["status_verified", "activities_ended", "services_ended", "commented", "registration_closed"] {
        home.ok(&["act", CASE, "closing", &format!("step={step}")]);
    }
}

/// The states of the items of a checklist.
fn states(home: &TestHome, form: &str) -> Vec<String> {
    let components = home.json(&["checklist", CASE, "--form", form]);
    let items = components.as_array().unwrap().iter().flat_map(|one| one["items"].as_array().unwrap());
    items.map(|item| item["state"]["is"].as_str().unwrap().to_owned()).collect()
}

/// The screen of a worker, on the row of the case in a list that the key leads to.
fn at_the_case(home: &TestHome, words: &str, pane: &str) -> Terminal {
    let mut terminal = Terminal::sized(home, &[], 24, 80, &[]);
    terminal.wait_for("Passphrase");
    terminal.type_text(words).press("Enter");
    terminal.wait_for(" item");
    terminal.press(pane).press("/").type_text(CASE).press("Enter");
    terminal.wait_for("Filtered by");
    terminal
}

/// Chooses an act by its name and waits for its form.
fn act(terminal: &mut Terminal, title: &str) {
    terminal.press("a");
    terminal.wait_for("┌ Act ");
    terminal.type_text(title).press("Enter");
    terminal.wait_for(&format!("┌ {title}"));
}

fn file(terminal: &mut Terminal, title: &str) -> String {
    terminal.wait_for("This will");
    terminal.file_act();
    terminal.wait_for(&format!("Recorded: {title}"))
}

/// Closes the page with the form's text.
fn close(terminal: &mut Terminal) {
    terminal.press("Esc");
    terminal.wait_without("to be copied");
}

fn leave(mut terminal: Terminal) {
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_case_is_closed_sent_back_corrected_approved_and_banked() {
    let home = unit();
    steps_taken(&home);

    let mut ec = at_the_case(&home, PASSPHRASE, "2");
    act(&mut ec, "submit form 50-20e");
    ec.type_text("income over the limit");
    file(&mut ec, "submit form 50-20e");
    let form = ec.wait_for("50-20e for the EC Supervisor");
    assert!(form.contains("4. Route to: closed-files bank V999 (Eastmont)"), "{form}");
    close(&mut ec);
    leave(ec);

    let mut supervisor = at_the_case(&home, SUPERVISOR.2, "9");
    supervisor.wait_for("50-20e in");
    act(&mut supervisor, "return form 50-20e");
    supervisor.type_text("no notice on file").press("Tab").press("e").press("e");
    supervisor.wait_for("end services, send the notice");
    file(&mut supervisor, "return form 50-20e");
    close(&mut supervisor);
    supervisor.wait_for("50-20e out");
    leave(supervisor);

    let mut ec = at_the_case(&home, PASSPHRASE, "3");
    ec.press("w");
    ec.wait_for("no notice on file");
    ec.press("Esc");
    ec.wait_without("Why  ");
    ec.press("Enter").press("r");
    ec.wait_for("sent back: no notice on file");
    ec.press("Esc");
    ec.wait_for("Action required");
    act(&mut ec, "close the case, step by step");
    ec.press("s");
    file(&mut ec, "close the case, step by step");
    act(&mut ec, "submit form 50-20e");
    ec.type_text("income over the limit");
    file(&mut ec, "submit form 50-20e");
    close(&mut ec);
    leave(ec);

    let mut supervisor = at_the_case(&home, SUPERVISOR.2, "9");
    act(&mut supervisor, "review the closing");
    file(&mut supervisor, "review the closing");
    act(&mut supervisor, "approve form 50-20e");
    file(&mut supervisor, "approve form 50-20e");
    supervisor.wait_for("50-20e for the Clerk II");
    close(&mut supervisor);
    leave(supervisor);
    assert_eq!(states(&home, "supervisor-closing"), ["proven"; 4]);

    let mut clerk = at_the_case(&home, CLERK.2, "9");
    clerk.wait_for("to route");
    act(&mut clerk, "route to the closed files");
    file(&mut clerk, "route to the closed files");
    clerk.press("d");
    clerk.wait_for("routed to closed-files bank V999 (Eastmont)");
    clerk.press("m a").press("C-n").press("C-s");
    clerk.wait_for("Filed on 14B51159");
    leave(clerk);
    assert_eq!(states(&home, "clerk"), ["proven"; 2]);
    assert_eq!(home.json(&["facts", CASE])["routing_forms"][1]["routed"]["bank"], "V999");
    assert_eq!(home.json(&["verify"])["holds"], true);
    let audit = home.json(&["audit", "--case", CASE]);
    let done = audit.as_array().unwrap().iter().rev();
    let done = done.filter(|line| ["acted", "comment_filed"].contains(&line["kind"].as_str().unwrap()));
    let authors: Vec<_> = done.map(|line| line["worker"].as_str().unwrap()).collect();
    assert_eq!(authors[..2], ["V1C3", "V1C3"], "the comment and the routing are the clerk's");
}

#[test]
fn an_act_of_another_role_is_refused_by_command_and_so_is_undoing_it() {
    let home = unit();
    steps_taken(&home);
    home.ok(&["act", CASE, "closing_submitted", "reason=income over the limit"]);
    let refused = home.fails(&["act", CASE, "closing_approved"]).1;
    assert!(refused.contains("This is for an EC Supervisor to record; V1A3 is an EC"), "{refused}");
    let clerk = by(&home, CLERK.0, &["act", CASE, "closing_reviewed"]).unwrap_err();
    assert!(clerk.contains("V1C3 is a Clerk II"), "{clerk}");
    let back = by(&home, CLERK.0, &["undo", CASE]).unwrap_err();
    assert!(back.contains("This is for an EC to record"), "{back}");
    by(&home, SUPERVISOR.0, &["act", CASE, "closing_reviewed"]).unwrap();
    let back = home.fails(&["undo", CASE]).1;
    assert!(back.contains("This is for an EC Supervisor to record"), "{back}");
    by(&home, SUPERVISOR.0, &["undo", CASE]).unwrap();
    let acts = home.json(&["act"]);
    let routed = acts.as_array().unwrap().iter().find(|act| act["act"] == "case_routed").unwrap();
    assert_eq!(routed["roles"], serde_json::json!(["clerk"]));
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn an_office_without_a_bank_is_asked_for_by_command_too() {
    let home = TestHome::bare();
    home.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Fremont"]);
    let files = crate::support::fixtures();
    let args: Vec<&str> = ["import"].into_iter().chain(files.iter().map(|file| file.to_str().unwrap())).collect();
    home.ok(&args);
    steps_taken(&home);
    let unknown = home.fails(&["act", CASE, "closing_submitted", "reason=moved"]).1;
    assert!(unknown.contains("\"Office of the case\" needs an answer (office=…): an office"), "{unknown}");
    let told = home.json(&["act", CASE, "closing_submitted", "reason=moved", "office=Hayward"]);
    assert_eq!(told["does"]["message"]["lines"][4], "4. Route to: closed-files bank P999 (Hayward)");
}

/// One parent, in a job club, registered mandatory.
const ANOTHER: &str = "06B32751";

#[test]
fn a_request_for_a_sanction_waits_on_the_desk_is_sent_back_and_granted() {
    let home = unit();
    std::fs::write(passphrase(&home, "V1A3"), format!("{PASSPHRASE}\n")).unwrap();
    let on = |day: &str, worker: &str, args: &[&str]| by_on(&format!("{day}T09:00:00"), &home, worker, args);
    let does = |day: &str, worker: &str, act: &str, fields: &[&str]| {
        let args: Vec<&str> = ["act", ANOTHER, act].into_iter().chain(fields.iter().copied()).collect();
        on(day, worker, &args).unwrap_or_else(|refused| panic!("{act}: {refused}"))
    };
    let why = ["reason=all that can be checked was checked", "--meant-so"];
    does("2026-11-19", "V1A3", "noncompliance_started", &["failed_on=11/17", "appointment=12/1"]);
    does("2026-12-07", "V1A3", "cause_determined", &[&["outcome=no_good_cause"][..], &why].concat());
    does("2026-12-08", "V1A3", "sanction_reasons", &["stands=none"]);
    let early = on("2026-12-08", "V1A3", &["act", ANOTHER, "sanction_requested"]).unwrap_err();
    assert!(early.contains("runs until Wed 12/09/2026 (1 day left)"), "{early}");
    does("2026-12-10", "V1A3", "sanction_requested", &why);
    let waiting = |day: &str| {
        let rows: Value = serde_json::from_str(&on(day, SUPERVISOR.0, &["desk", "--json"]).unwrap()).unwrap();
        let of_it = rows.as_array().unwrap().iter().filter(|row| row["section"] == "sanction_request");
        of_it.map(|row| (row["case"].clone(), row["due"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(waiting("2026-12-10"), [(Value::from(ANOTHER), Value::from("2026-12-19"))]);
    let back = on("2026-12-10", "V1A3", &["act", ANOTHER, "sanction_returned", "reason=x"]).unwrap_err();
    assert!(back.contains("This is for an EC Supervisor to record"), "{back}");
    does("2026-12-10", SUPERVISOR.0, "sanction_returned", &["reason=no call log"]);
    assert_eq!(waiting("2026-12-10"), []);
    assert!(on("2026-12-11", "V1A3", &["why", ANOTHER]).unwrap().contains("no call log"));
    does("2026-12-11", "V1A3", "sanction_requested", &why);
    let fields = ["act", ANOTHER, "sanction_imposed", "from=1/1", "approved_by=B. Chen"];
    let own = on("2026-12-11", "V1A3", &fields).unwrap_err();
    assert!(own.contains("The EC Supervisor decides this") && own.contains("V1B2 (B. Chen) records it"), "{own}");
    does("2026-12-11", SUPERVISOR.0, "sanction_imposed", &[&["from=1/1"][..], &why].concat());
    assert_eq!(waiting("2026-12-11"), []);
    let holds = on("2026-12-11", SUPERVISOR.0, &["verify", "--json"]).unwrap();
    assert!(holds.contains("\"holds\": true"), "{holds}");
}

#[test]
fn the_supervisors_desk_draws_reviews_and_keeps_them_apart() {
    let home = unit();
    let as_supervisor = |args: &[&str]| json_by(&home, SUPERVISOR.0, args);
    let rows = as_supervisor(&["desk"]);
    let has = |rows: &Value, section: &str| rows.as_array().unwrap().iter().any(|row| row["section"] == section);
    assert!(has(&rows, "unengaged") && !has(&rows, "review"), "{rows}");
    let drawn = as_supervisor(&["desk", "draw", "--seed", "11"]);
    let cases = drawn[0]["cases"].as_array().unwrap();
    assert_eq!((cases.len(), &drawn[0]["seed"], &drawn[0]["on"]), (4, &Value::from(11), &Value::from("2026-11-19")));
    let again = by(&home, SUPERVISOR.0, &["desk", "draw", "--seed", "12"]).unwrap_err();
    assert!(again.contains("are already drawn"), "{again}");
    assert!(has(&as_supervisor(&["desk"]), "review"));

    let case = cases[0].as_str().unwrap();
    let points = as_supervisor(&["desk", "review", case]);
    let items = points.as_array().unwrap().iter().flat_map(|one| one["items"].as_array().unwrap());
    let scores: Vec<String> = items.map(|item| format!("{}=met", item["id"].as_str().unwrap())).collect();
    let mut args = vec!["desk", "review", case, "--remark", "all in order"];
    args.extend(scores.iter().map(String::as_str));
    assert_eq!(as_supervisor(&args)["points"].as_array().unwrap().len(), scores.len());
    let reviews = as_supervisor(&["desk", "reviews"]);
    assert_eq!(reviews[0]["reviews"][0]["result"], format!("{0} of {0} points met", scores.len()));
    as_supervisor(&["desk", "conference", "--with", "V1A3", "--said", "a job fair", "--case", case]);
    assert_eq!(as_supervisor(&["desk", "conferences"])[0]["said"], "a job fair");

    let shown = home.json(&["audit", "--case", case]).to_string() + &home.ok(&["comment", "show", case]);
    assert!(!shown.contains("supervis") && !shown.contains("all in order"), "{shown}");
    assert_eq!(home.json(&["desk", "reviews"])[0]["cases"], serde_json::json!([case]), "an EC reads the own reviews");
    for args in [["desk", "draw"].as_slice(), &["desk", "conferences"], &["desk", "review", case]] {
        assert!(home.fails(args).1.contains("This is for an EC Supervisor to record"), "{args:?}");
    }
    assert!(home.fails(&["desk"]).1.contains("only for roles with a queue, such as EC Supervisors"));
    assert_eq!(home.json(&["verify"])["holds"], true);
}
