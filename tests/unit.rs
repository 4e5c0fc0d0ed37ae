//! The cases of several ECs in one home: what an extract says of whom, whose cases the lists show, and what goes from the
//! supervisor's desk to the EC.

use std::fs;

use serde_json::Value;

use crate::support::{PASSPHRASE, TestHome, write_private};

const SUPERVISOR: &str = "V1S1";

/// A home of the EC V1A3 with a supervisor.
fn unit() -> TestHome {
    let home = TestHome::new();
    write_private(&home.path().join("passphrase of V1A3"), &format!("{PASSPHRASE}\n"));
    add(&home, SUPERVISOR, "supervisor", "paper lantern 7");
    home
}

fn add(home: &TestHome, number: &str, role: &str, words: &str) {
    let file = home.path().join(format!("passphrase of {number}"));
    write_private(&file, &format!("{words}\n"));
    let args = ["worker", "add", number, "--name", "B. Chen", "--role", role, "--new-passphrase-file"];
    home.ok(&args.into_iter().chain([file.to_str().unwrap()]).collect::<Vec<_>>());
}

fn run(home: &TestHome, worker: &str, now: &str, args: &[&str]) -> Result<String, String> {
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
    command.env_clear().env("HOME", home.path()).env("CASELOAD_HOME", home.home_path());
    command.env("CASELOAD_NOW", format!("{now}T09:00:00")).env("CASELOAD_SEED", "7").arg("--passphrase-file");
    let output = command.arg(home.path().join(format!("passphrase of {worker}"))).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

fn ok(home: &TestHome, worker: &str, args: &[&str]) -> String {
    run(home, worker, "2026-11-19", args).unwrap_or_else(|refused| panic!("{args:?}: {refused}"))
}

fn json(home: &TestHome, worker: &str, args: &[&str]) -> Value {
    let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    serde_json::from_str(&ok(home, worker, &args)).unwrap()
}

/// Writes the listing of a day with these cases and the workers whose they are, and imports it.
fn import_listing(home: &TestHome, name: &str, day: &str, cases: &[(&str, &str)]) -> Value {
    let header = "Case Number,Case Name,Last Name,First Name,Person Number,DOB,Reg Status,Status Dt,Aid Status,Aid Date,Worker\n";
    let row = |(case, worker): &(&str, &str)| {
        format!("{case},\"Ruiz, Ana\",Ruiz,Ana,1,01/03/1985,Mandatory,01/05/2026,Active,01/05/2026,{worker}\n")
    };
    let title = format!("Case listing,,,,,,,,,,\nRun date: {day},,,,,,,,,,\n");
    let path = home.path().join(name);
    fs::write(&path, title + header + &cases.iter().map(row).collect::<String>()).unwrap();
    json(home, "V1A3", &["import", path.to_str().unwrap()])
}

fn missing(home: &TestHome) -> Vec<String> {
    let answer = json(home, "V1A3", &["import", "review"]);
    let rows = answer.as_array().unwrap().iter();
    rows.map(|row| row["case"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_listing_of_one_ec_says_nothing_of_the_cases_of_another() {
    let home = unit();
    import_listing(&home, "a.csv", "11/18/2026", &[("0000001", "V1A3"), ("0000002", "V1A3")]);
    import_listing(&home, "b.csv", "11/19/2026", &[("0000003", "V1B2")]);
    assert_eq!(missing(&home), Vec::<String>::new(), "not judged");
    let told = json(&home, "V1A3", &["facts", "0000001"]).to_string();
    assert!(!told.contains("2026-11-19"), "the other EC's listing did not report it again: {told}");
    // The EC's own listing of the day before is not older than the other EC's of today.
    let answer = import_listing(&home, "a2.csv", "11/18/2026", &[("0000001", "V1A3")]);
    assert_eq!(answer[0]["read"], 1, "{answer}");
    assert_eq!(missing(&home), ["0000002"], "named by the same EC's listing no longer");
    import_listing(&home, "a3.csv", "11/19/2026", &[("0000001", "V1A3"), ("0000002", "V1A3")]);
    assert_eq!(missing(&home), Vec::<String>::new());
    let older = home.path().join("a.csv");
    let refused = run(&home, "V1A3", "2026-11-19", &["import", older.to_str().unwrap()]);
    assert!(refused.is_err() || refused.unwrap().contains("older"), "an older one of the own cases is told");
    assert_eq!(json(&home, "V1A3", &["verify"])["holds"], true);
}

#[test]
fn an_ec_sees_the_own_cases_and_how_many_others_there_are() {
    let home = unit();
    let all = [("0000001", "V1A3"), ("0000003", "V1B2"), ("0000004", "V1C3"), ("0000005", "V1B2")];
    import_listing(&home, "all.csv", "11/19/2026", &all);
    let cases = |worker: &str, more: &[&str]| {
        let rows = json(&home, worker, &[&["list", "cases"], more].concat());
        rows.as_array().unwrap().iter().map(|row| row["case"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(cases("V1A3", &[]), ["0000001"]);
    assert_eq!(cases("V1A3", &["--ec", "all"]).len(), 4);
    assert_eq!(cases("V1A3", &["--ec", "V1B2"]), ["0000003", "0000005"]);
    assert_eq!(cases(SUPERVISOR, &[]).len(), 4, "a supervisor has no cases and sees all");
    let today = ok(&home, "V1A3", &["list", "today"]);
    assert!(today.contains("3 cases of other ECs left out (V1B2 2, V1C3 1): --ec all"), "{today}");
    assert!(!today.contains("0000003"), "{today}");
    ok(&home, "V1A3", &["why", "0000003"]);
    assert!(!ok(&home, SUPERVISOR, &["list", "today"]).contains("left out"));
    add(&home, "V1Z9", "ec", "violet harbor 3");
    assert_eq!(cases("V1Z9", &[]), ["0000001"], "who covers sees the cases of the owner");
}

#[test]
fn a_review_reaches_its_ec_and_each_point_that_is_not_met_is_acknowledged() {
    let home = unit();
    import_listing(&home, "all.csv", "11/19/2026", &[("0000001", "V1A3"), ("0000003", "V1B2")]);
    ok(&home, SUPERVISOR, &["desk", "draw"]);
    assert!(ok(&home, "V1A3", &["desk", "reviews"]).contains("No case of yours was reviewed"), "not what is drawn");
    let points = json(&home, SUPERVISOR, &["desk", "review", "0000001"]);
    let items = points.as_array().unwrap().iter().flat_map(|component| component["items"].as_array().unwrap());
    let ids: Vec<String> = items.map(|item| item["id"].as_str().unwrap().to_owned()).collect();
    let scores: Vec<String> =
        ids.iter().zip(0..).map(|(id, at)| format!("{id}={}", if at < 2 { "not-met" } else { "met" })).collect();
    for case in ["0000001", "0000003"] {
        let args = ["desk", "review", case].into_iter().chain(scores.iter().map(String::as_str));
        ok(&home, SUPERVISOR, &args.collect::<Vec<_>>());
    }
    let reviews = ok(&home, "V1A3", &["desk", "reviews"]);
    assert!(reviews.contains("0000001") && !reviews.contains("0000003"), "{reviews}");
    let alerts = |worker: &str| {
        let rows = json(&home, worker, &["list", "alerts"]);
        let of_review = rows.as_array().unwrap().iter().filter(|row| row.to_string().contains("not met:"));
        of_review.map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let open = alerts("V1A3");
    assert_eq!((open.len(), alerts(SUPERVISOR).len()), (2, 0));
    ok(&home, "V1A3", &["alert", "done", &open[0]]);
    assert_eq!(alerts("V1A3").len(), 1);
    let refused = run(&home, "V1A3", "2026-11-19", &["desk", "draw"]).unwrap_err();
    assert!(refused.contains("EC Supervisor"), "{refused}");
}

#[test]
fn an_alert_to_the_supervisor_is_on_the_desk_until_it_is_done() {
    let home = unit();
    import_listing(&home, "a.csv", "11/19/2026", &[("0000001", "V1A3")]);
    ok(&home, "V1A3", &["act", "0000001", "alert_raised", "to=V1S1", "text=Please look at the plan"]);
    let on_desk = || {
        let rows = json(&home, SUPERVISOR, &["desk"]);
        let alerts = rows.as_array().unwrap().iter().filter(|row| row["section"] == "alert");
        alerts.map(|row| row["says"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(on_desk(), ["Please look at the plan"]);
    let rows = json(&home, SUPERVISOR, &["list", "alerts"]);
    let row = rows.as_array().unwrap().iter().find(|row| row.to_string().contains("Please look")).unwrap();
    ok(&home, SUPERVISOR, &["alert", "done", row["id"].as_str().unwrap()]);
    assert_eq!(on_desk(), Vec::<String>::new());
}

#[test]
fn cases_are_drawn_in_their_month_and_a_conference_is_with_somebody() {
    let home = unit();
    import_listing(&home, "a.csv", "11/19/2026", &[("0000001", "V1A3")]);
    for (month, says) in [("2020-01", "can no longer be drawn"), ("2027-01", "has not begun")] {
        let refused = run(&home, SUPERVISOR, "2026-11-19", &["desk", "draw", "--month", month]).unwrap_err();
        assert!(refused.contains(says), "{refused}");
    }
    let conference = |with: &str| {
        run(&home, SUPERVISOR, "2026-11-19", &["desk", "conference", "--with", with, "--said", "Agreed", "--on", "t"])
    };
    assert!(conference("V9X9").unwrap_err().contains("Nobody with the number V9X9"));
    conference("V1A3").unwrap();
}

#[test]
fn a_request_that_was_sent_back_says_so_in_today() {
    let home = unit();
    import_listing(&home, "a.csv", "11/19/2026", &[("0000001", "V1A3")]);
    let does = |day: &str, worker: &str, act: &str, fields: &[&str]| {
        let args: Vec<&str> = ["act", "0000001", act].into_iter().chain(fields.iter().copied()).collect();
        run(&home, worker, day, &args).unwrap_or_else(|refused| panic!("{act}: {refused}"))
    };
    let why = ["reason=all that can be checked was checked", "--meant-so"];
    does("2026-11-19", "V1A3", "noncompliance_started", &["failed_on=11/17"]);
    does("2026-12-10", "V1A3", "cause_determined", &[&["outcome=no_good_cause"][..], &why].concat());
    does("2026-12-10", "V1A3", "sanction_reasons", &["stands=none"]);
    does("2026-12-10", "V1A3", "sanction_requested", &why);
    does("2026-12-11", SUPERVISOR, "sanction_returned", &["reason=no call log"]);
    let today = |day: &str| run(&home, "V1A3", day, &["list", "today"]).unwrap();
    let says = today("2026-12-12");
    assert!(says.contains("the supervisor sent the request back on") && !says.contains("call log"), "{says}");
    does("2026-12-14", "V1A3", "sanction_requested", &why);
    assert!(!today("2026-12-14").contains("sent the request back"));
}

#[test]
fn a_form_that_no_catalog_lists_is_asked_about() {
    let home = unit();
    import_listing(&home, "a.csv", "11/19/2026", &[("0000001", "V1A3")]);
    let file = |more: &[&str]| {
        let base = ["comment", "file", "--case", "0000001", "--type", "telephone", "--purpose", "Monthly contact"];
        let args: Vec<&str> = base.into_iter().chain(["--results", "Reached."]).chain(more.iter().copied()).collect();
        run(&home, "V1A3", "2026-11-19", &args)
    };
    assert!(file(&["--form", "EO 99", "--no-documents"]).unwrap_err().contains("lists no form \"EO 99\""));
    assert!(file(&["--no-forms", "--document", "pai stub"]).unwrap_err().contains("pay stub"));
    file(&["--form", "wtw 2", "--document", "pay stub"]).unwrap();
    file(&["--form", "EO 99", "--no-documents", "--unlisted"]).unwrap();
}

#[test]
fn a_sheet_that_somebody_corrects_is_not_written_over() {
    let home = unit();
    import_listing(&home, "a.csv", "11/19/2026", &[("0000001", "V1A3"), ("12/31/2026", "V1A3")]);
    let sheet = home.path().join("mend.csv");
    ok(&home, "V1A3", &["import", "rejects", "--to", sheet.to_str().unwrap()]);
    fs::write(&sheet, "corrected").unwrap();
    let refused = run(&home, "V1A3", "2026-11-19", &["import", "rejects", "--to", sheet.to_str().unwrap()]);
    assert!(refused.unwrap_err().contains("already exists"));
    assert_eq!(fs::read_to_string(&sheet).unwrap(), "corrected");
}

/// A home with the cases of two ECs, both of whom work in it, and a third whose cases are none of theirs.
fn two_counselors() -> TestHome {
    let home = unit();
    add(&home, "V1B2", "ec", "violet harbor 3");
    import_listing(&home, "all.csv", "11/19/2026", &[("0000001", "V1A3"), ("0000003", "V1B2"), ("0000004", "V1C3")]);
    home
}

#[test]
fn nobody_records_on_another_ecs_case_without_saying_that_it_is_meant() {
    let home = two_counselors();
    let comment = ["comment", "file", "--case", "0000003", "--type", "telephone", "--purpose", "Monthly contact"];
    let comment = [&comment[..], &["--results", "Reached her", "--no-forms", "--no-documents"]].concat();
    let tries: [&[&str]; 4] =
        [&comment, &["act", "0000003", "plan_signed"], &["annotate", "0000003", "seen"], &["undo", "0000003"]];
    // Something has to be there that could be undone.
    ok(&home, "V1B2", &["act", "0000003", "alert_raised", "to=V1A3", "text=Look"]);
    for args in tries {
        let refused = run(&home, "V1A3", "2026-11-19", args).unwrap_err();
        assert!(refused.contains("Case 0000003 is listed under V1B2, not under you"), "{args:?}: {refused}");
        let wrong = [args, &["--for-ec", "V1C3"]].concat();
        assert!(run(&home, "V1A3", "2026-11-19", &wrong).unwrap_err().contains("not under V1C3"), "{args:?}");
    }
    for args in tries {
        ok(&home, "V1A3", &[args, &["--for-ec", "V1B2"]].concat());
    }
    let audit = json(&home, "V1A3", &["audit", "--case", "0000003"]);
    let said = |what: &str| {
        let of_it = audit.as_array().unwrap().iter().filter(|entry| entry["what"].as_str().unwrap().contains(what));
        of_it.map(|entry| entry["worker"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(said("Worked for V1B2"), ["V1A3"; 4]);
    ok(&home, "V1B2", &["annotate", "0000003", "seen"]);
    ok(&home, SUPERVISOR, &["annotate", "0000003", "seen"]);
    ok(&home, "V1A3", &["annotate", "0000001", "seen"]);
    let own = run(&home, "V1A3", "2026-11-19", &["annotate", "0000001", "seen", "--for-ec", "V1B2"]).unwrap_err();
    assert!(own.contains("Case 0000001 is listed under you"), "{own}");
    assert_eq!(json(&home, "V1A3", &["verify"])["holds"], true);
}

#[test]
fn who_is_not_asked_for_whom_they_work_is_told_the_true_reason() {
    let home = two_counselors();
    add(&home, "V1D4", "ec", "amber meadow 5");
    let says = |worker: &str, case: &str, ec: &str| {
        run(&home, worker, "2026-11-19", &["annotate", case, "seen", "--for-ec", ec]).unwrap_err()
    };
    // V1D4 covers for the owner: no case is listed under V1D4.
    let covering = says("V1D4", "0000001", "V1A3");
    assert!(
        covering.contains("Case 0000001 is listed under V1A3") && covering.contains("you are covering for V1A3"),
        "{covering}"
    );
    let supervisor = says(SUPERVISOR, "0000003", "V1B2");
    assert!(
        supervisor.contains("is listed under V1B2") && supervisor.contains("you are an EC Supervisor"),
        "{supervisor}"
    );
    for sentence in [covering, supervisor] {
        assert!(!sentence.contains("not the case of another EC"), "{sentence}");
    }
}

#[test]
fn cases_of_which_no_listing_says_whose_they_are_are_drawn_in_the_home_of_their_ec() {
    let home = unit();
    let nothing = run(&home, SUPERVISOR, "2026-11-19", &["desk", "draw"]).unwrap_err();
    assert!(nothing.contains("no listing here says whose cases these are"), "{nothing}");
    import_listing(&home, "unnamed.csv", "11/19/2026", &[("0000001", ""), ("0000002", "")]);
    let drawn = ok(&home, SUPERVISOR, &["desk", "draw"]);
    assert!(drawn.contains("V1A3: drawn on") && drawn.contains("2 of 2 cases"), "{drawn}");
    let again = run(&home, SUPERVISOR, "2026-11-19", &["desk", "draw"]).unwrap_err();
    assert!(again.contains("already drawn"), "{again}");
}

#[test]
fn every_list_says_whose_case_it_is_where_several_ecs_have_some() {
    let home = two_counselors();
    for case in ["0000001", "0000003"] {
        let args = ["comment", "file", "--case", case, "--type", "telephone", "--purpose", "Monthly contact"];
        let args = [&args[..], &["--results", "Reached her", "--no-forms", "--no-documents"]].concat();
        ok(&home, SUPERVISOR, &args);
    }
    for list in ["today", "cases", "action", "month", "contacts", "comments", "unposted", "checklist"] {
        let rows = json(&home, SUPERVISOR, &["list", list]);
        let rows = rows.as_array().unwrap();
        let of = |case: &str| rows.iter().find(|row| row["case"] == case).map(|row| row["ec"].clone());
        assert_eq!(of("0000003"), Some(Value::from("V1B2")), "{list}: {rows:?}");
        let table = ok(&home, SUPERVISOR, &["list", list, "--csv", "--yes"]);
        assert!(table.contains("V1B2") && table.lines().next().unwrap().contains("EC"), "{list}: {table}");
        let own = json(&home, "V1A3", &["list", list]);
        let own = own.as_array().unwrap();
        assert!(!own.is_empty() && own.iter().all(|row| row["case"] == "0000001"), "{list}: {own:?}");
        let theirs = json(&home, "V1A3", &["list", list, "--ec", "V1B2"]);
        let theirs = theirs.as_array().unwrap();
        assert!(!theirs.is_empty() && theirs.iter().all(|row| row["case"] == "0000003"), "{list}: {theirs:?}");
        let nobody = run(&home, "V1A3", "2026-11-19", &["list", list, "--ec", "V9X9"]).unwrap_err();
        assert!(nobody.contains("No case is listed under V9X9. Cases are listed under: V1A3 1, V1B2 1"), "{nobody}");
    }
    let printed = ok(&home, SUPERVISOR, &["print", "cases", "--form", "text", "--yes"]);
    assert!(printed.contains("V1B2"), "{printed}");
    let handover = ok(&home, SUPERVISOR, &["print", "handover", "0000003", "--form", "text", "--yes"]);
    assert!(handover.contains("EC V1B2"), "{handover}");
    let alone = unit();
    import_listing(&alone, "own.csv", "11/19/2026", &[("0000001", "V1A3")]);
    assert!(json(&alone, "V1A3", &["list", "cases"])[0].get("ec").is_none(), "one EC needs no column");
}

#[test]
fn a_conference_is_with_somebody_else_and_an_alert_goes_to_a_number() {
    let home = two_counselors();
    let args = ["desk", "conference", "--with", SUPERVISOR, "--said", "Agreed", "--on", "t"];
    assert!(run(&home, SUPERVISOR, "2026-11-19", &args).unwrap_err().contains("your own worker number"));
    let raise = |to: &str| run(&home, "V1A3", "2026-11-19", &["act", "0000001", "alert_raised", to, "text=Look"]);
    assert!(raise("to=supervisor").unwrap_err().contains("worker number"), "a word reaches nobody");
    assert!(raise("to=V9X9").unwrap().contains("Nobody with the number V9X9 works in this home"));
    assert!(!raise("to=V1C3").unwrap().contains("Nobody with the number"));
}

#[test]
fn what_is_typed_anywhere_on_a_case_is_asked_about() {
    let home = two_counselors();
    let abuse = "her husband beats her";
    let alert = ok(&home, "V1A3", &["act", "0000001", "alert_raised", "to=V1B2", "text=Please call"]);
    assert!(alert.contains("Recorded"), "{alert}");
    let rows = json(&home, "V1A3", &["list", "alerts"]);
    let id = rows[0]["id"].as_str().unwrap().to_owned();
    let text = format!("text={abuse}");
    let tries: [&[&str]; 3] = [
        &["annotate", "0000001", abuse],
        &["act", "0000001", "alert_raised", "to=V1B2", &text],
        &["alert", "skip", &id, "--reason", abuse],
    ];
    for args in tries {
        let refused = run(&home, "V1A3", "2026-11-19", args).unwrap_err();
        assert!(
            refused.contains("may describe domestic abuse") && refused.contains("--not-abuse"),
            "{args:?}: {refused}"
        );
        ok(&home, "V1A3", &[args, &["--not-abuse"]].concat());
    }
    let audit = json(&home, "V1A3", &["audit"]).to_string();
    assert_eq!(audit.matches("Confirmed for the next entry: no domestic-abuse facts").count(), 3, "{audit}");
}
