//! A case is worked: each duty an act, by command, with the dates of the rules.

use serde_json::Value;

use crate::support::TestHome;

/// One parent, in a job club, registered mandatory.
const CASE: &str = "06B32751";
/// Assigned in the month of the tests.
const NEW_CASE: &str = "28B86400";

/// The desk on another day.
struct On<'a>(&'a TestHome, &'a str);

/// Says why a step toward a sanction is recorded although questions are open.
const WHY: [&str; 2] = ["reason=all that can be checked was checked", "--meant-so"];

impl On<'_> {
    fn run(&self, args: &[&str]) -> Result<String, String> {
        let mut command = self.0.command();
        let output = command.env("CASELOAD_NOW", format!("{}T09:00:00", self.1)).args(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
    }

    fn act(&self, act: &str, fields: &[&str]) -> Value {
        let args: Vec<&str> = ["act", CASE, act, "--json"].into_iter().chain(fields.iter().copied()).collect();
        serde_json::from_str(&self.run(&args).unwrap()).unwrap()
    }

    fn refuses(&self, act: &str, fields: &[&str]) -> String {
        let args: Vec<&str> = ["act", CASE, act].into_iter().chain(fields.iter().copied()).collect();
        self.run(&args).expect_err(act)
    }

    fn json(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.run(&args).unwrap()).unwrap()
    }

    fn registration(&self) -> String {
        let rows = self.json(&["list", "cases", "--as-of", self.1]);
        let row = rows.as_array().unwrap().iter().find(|row| row["case"] == CASE).unwrap();
        row["registration"].as_str().unwrap().to_owned()
    }

    fn found(&self, rule: &str) -> Vec<Value> {
        let findings = self.json(&["why", CASE, "--as-of", self.1]);
        findings.as_array().unwrap().iter().filter(|finding| finding["rule"] == rule).cloned().collect()
    }
}

#[test]
fn a_noncompliance_from_a_missed_class_to_sanction_and_cure() {
    let home = TestHome::with_extracts();
    let on = |day| On(&home, day);

    let unsaid = on("2026-11-19").refuses("noncompliance_started", &[]);
    assert!(unsaid.contains("\"Failed on\" needs an answer"), "nobody but the worker knows the day: {unsaid}");
    let started = on("2026-11-19").act("noncompliance_started", &["failed_on=11/17", "appointment=11/30"]);
    let told = started["does"]["message"]["lines"].as_array().unwrap();
    assert_eq!(told.len(), 6, "the case, and five facts");
    assert_eq!(told[4], "4. Last of the 20 days: Wed 12/09/2026");
    assert_eq!(told[5], "5. Sanction: none yet; not before Sat 12/19/2026");
    assert_eq!(on("2026-11-19").registration(), "non_compliance");

    assert!(on("2026-11-20").refuses("rescheduled", &["to=12/10"]).contains("which ends on Wed 12/09/2026"));
    on("2026-11-24").act("rescheduled", &["to=12/7"]);
    assert!(on("2026-11-25").refuses("rescheduled", &["to=12/8"]).contains("it may be moved only once"));
    assert_eq!(on("2026-12-04").found("good_cause_period")[0]["due"], "2026-12-09");

    on("2026-12-07").act("compliance_plan", &["until=12/20"]);
    assert_eq!(on("2026-12-07").found("good_cause_period").len(), 0, "the period is decided");
    assert_eq!(on("2026-12-21").found("overdue_noncompliance")[0]["due"], "2026-12-20");
    let failed = ["completed=no", "all_the_same=nothing was attended", "--meant-so"];
    on("2026-12-21").act("compliance_plan_result", &failed);

    let unlooked = on("2026-12-21").refuses("sanction_requested", &[]);
    assert!(unlooked.contains("review reasons not to sanction") && unlooked.contains("child care"), "{unlooked}");
    on("2026-12-21").act("sanction_reasons", &["stands=services_not_issued"]);
    let blocked = on("2026-12-21").refuses("sanction_requested", &[]);
    assert!(
        blocked.contains("A reason applies against the sanction: supportive services were not assigned or issued"),
        "{blocked}"
    );
    on("2026-12-21").act("sanction_reasons", &["stands=none"]);
    let unsaid = on("2026-12-21").refuses("sanction_requested", &[]);
    assert!(unsaid.contains("4 questions are open: whether the participant was pregnant"), "{unsaid}");
    assert!(unsaid.contains("say why in \"Why all the same\""), "{unsaid}");
    let unsure = on("2026-12-21").refuses("sanction_requested", &WHY[..1]);
    assert!(unsure.contains("4 questions are open") && unsure.contains("--meant-so"), "{unsure}");
    on("2026-12-21").act("sanction_requested", &WHY);
    assert!(
        on("2026-12-22")
            .refuses("sanction_imposed", &["from=12/18", "approved_by=R. Ortiz"])
            .contains("Sat 12/19/2026 at the earliest")
    );
    let nameless = on("2026-12-22").refuses("sanction_imposed", &["from=1/1"]);
    assert!(
        nameless.contains("The EC Supervisor decides this") && nameless.contains("say who approved it"),
        "{nameless}"
    );
    on("2026-12-22").act("sanction_imposed", &[&["from=1/1", "approved_by=R. Ortiz"][..], &WHY].concat());
    assert_eq!(on("2026-12-22").registration(), "non_compliance", "the sanction has not begun");
    assert_eq!(on("2026-12-22").found("sanction_handoff")[0]["due"], "2026-12-23", "by the next working day");
    on("2026-12-23").act("handed_off", &[]);
    assert_eq!(on("2026-12-23").found("sanction_handoff").len(), 0);
    assert_eq!(on("2027-01-04").registration(), "sanction");

    on("2027-01-05").act("cure_requested", &[]);
    assert_eq!(on("2027-01-05").found("cure_plan")[0]["due"], "2027-01-15", "ten days");
    assert!(on("2027-01-12").refuses("cure_plan_signed", &["until=2/12"]).contains("Thu 02/11/2027 at the latest"));
    let signed = on("2027-01-12").act("cure_plan_signed", &["until=2/11"]);
    assert_eq!(signed["act"]["until"], "2027-02-11", "thirty days");
    assert_eq!(on("2027-01-12").registration(), "curing_sanction");
    assert!(on("2027-02-10").refuses("cure_ended", &["completed=yes"]).contains("runs to Thu 02/11/2027"));
    on("2027-02-11").act("cure_ended", &["completed=yes"]);
    assert_eq!(on("2027-02-11").registration(), "registered_mandatory");
    assert_eq!(on("2027-02-11").found("aid_to_restore")[0]["due"], "2027-03-01");
    on("2027-03-01").act("aid_restored", &[]);
    assert_eq!(on("2027-03-01").found("aid_to_restore").len(), 0);
    assert_eq!(on("2027-03-01").json(&["verify"])["holds"], true);
}

#[test]
fn acts_are_undone_one_after_the_other_the_newest_first() {
    let home = TestHome::with_extracts();
    let today = On(&home, "2026-11-19");
    let before = today.json(&["facts", CASE]);
    assert!(today.run(&["undo", CASE]).unwrap_err().contains("no act to undo"));
    today.act("noncompliance_started", &["failed_on=11/18", "appointment=11/30"]);
    today.act("rescheduled", &["to=+12"]);
    today.run(&["undo", CASE]).unwrap();
    today.run(&["undo", CASE]).unwrap();
    assert_eq!(today.json(&["facts", CASE]), before, "both are undone");
    assert!(today.run(&["undo", CASE]).unwrap_err().contains("no act to undo"));
    today.act("noncompliance_started", &["failed_on=11/18", "appointment=11/30"]);
    today.act("cause_determined", &["outcome=good_cause"]);
    today.run(&["undo", CASE]).unwrap();
    assert_eq!(today.json(&["facts", CASE])["noncompliance"].as_array().unwrap().len(), 1);
    assert_eq!(today.json(&["verify"])["holds"], true);
    let other = TestHome::with_extracts();
    let other = On(&other, "2026-11-19");
    other.act("noncompliance_started", &["failed_on=11/18", "appointment=11/30"]);
    other.run(&["undo", CASE]).unwrap();
    assert_eq!(other.json(&["facts", CASE]), before, "as it was before");
}

#[test]
fn what_only_the_worker_knows_is_an_act_too_and_proves_its_item() {
    let home = TestHome::with_extracts();
    let today = On(&home, "2026-11-19");
    let state = |id: &str| {
        let components = today.json(&["checklist", CASE]).as_array().unwrap().clone();
        let items = components.iter().flat_map(|component| component["items"].as_array().unwrap().clone());
        let item = items.into_iter().find(|item| item["id"] == id).unwrap();
        item["state"]["is"].as_str().unwrap().to_owned()
    };
    let duties = [
        ("goals_discussed", "monthly_goals"),
        ("hours_explained", "hours_explained"),
        ("entries_updated", "monthly_records"),
        ("advance_review", "wpr_reviewed"),
    ];
    today.act("drawn_for_wpr", &["month=Nov 2026"]);
    for (duty, item) in duties {
        assert_eq!(state(item), "open", "{item}");
        let done = today.act("duty_done", &[&format!("duty={duty}")]);
        assert_eq!(done["does"]["proves"][0]["item"], item);
        assert_eq!(state(item), "proven", "{item}");
    }
}

#[test]
fn an_alert_to_another_worker_stays_open_until_it_is_answered() {
    let home = TestHome::with_extracts();
    let today = On(&home, "2026-11-19");
    let sent = || {
        let alerts = today.json(&["list", "alerts"]);
        let alerts = alerts.as_array().unwrap().clone();
        alerts.into_iter().find(|alert| alert["text"] == "child care ends on Friday")
    };
    today.act("alert_raised", &["to=V1A4", "text=child care ends on Friday"]);
    let alert = sent().expect("it stands among the alerts");
    assert_eq!(alert["from"], "for V1A4");
    today.run(&["alert", "done", alert["id"].as_str().unwrap()]).unwrap();
    assert!(sent().is_none(), "answered");
    assert_eq!(today.json(&["verify"])["holds"], true);
}

#[test]
fn a_newly_assigned_case_goes_back_with_what_is_missing() {
    let home = TestHome::with_extracts();
    let today = On(&home, "2026-11-19");
    assert!(
        today.refuses("case_returned", &["to=V1A4"]).contains("\"Reasons\" needs an answer"),
        "not assigned this month"
    );
    let back = today.run(&["act", NEW_CASE, "case_returned", "to=V1A4"]).unwrap();
    assert!(back.contains("imaged") && back.contains("APR"), "the open points of the checklist: {back}");
    let twice = today.run(&["act", NEW_CASE, "case_accepted"]).unwrap_err();
    assert!(twice.contains("Returned on"), "{twice}");
    today.run(&["undo", NEW_CASE]).unwrap();
    today.run(&["act", NEW_CASE, "case_accepted"]).unwrap();
}

#[test]
fn a_preview_records_nothing_and_a_form_says_what_it_misses() {
    let home = TestHome::with_extracts();
    let today = On(&home, "2026-11-19");
    let before = today.json(&["facts", CASE]);
    let said = today.run(&["act", CASE, "noncompliance-started", "failed_on=11/18", "--preview"]).unwrap();
    assert!(said.contains("Would record") && said.contains("Registered (mandatory) to Non-Compliance"), "{said}");
    assert_eq!(today.json(&["facts", CASE]), before);
    assert!(today.refuses("smoke_signal", &[]).contains("There is no act \"smoke_signal\""));
    assert!(today.refuses("noncompliance_started", &["color=green"]).contains("has no field \"color\""));
    assert!(
        today
            .refuses("cause_determined", &["outcome=good_cause"])
            .contains("\"Notice of\" needs an answer (notice=…): a date")
    );
    assert!(
        today.refuses("noncompliance_started", &["failed_on=11/17", "--on", "2026-11-20"]).contains("is in the future")
    );
    let acts = today.json(&["act"]);
    assert!(acts.as_array().unwrap().iter().any(|act| act["act"] == "handed_off"));
}

/// The county lists a child twice under two spellings. The question is asked until somebody answers it, and the answer
/// outlives the next extract.
#[test]
fn a_child_who_is_listed_twice_is_asked_about_once_and_merged() {
    let home = TestHome::with_extracts();
    let on = |day| On(&home, day);
    let import = |name: &str, rows: &str| {
        let file = home.path().join(name);
        let head = "CASE,LAST,FIRST,BIRTH DATE,RELATION,IN AU,DISABLED";
        let parent = "06B32751,Jackson,Dmitri,11/03/1998,Parent,Y,N";
        std::fs::write(&file, format!("{head}\n{parent}\n{rows}")).unwrap();
        on("2026-11-20").run(&["import", "--force", file.to_str().unwrap()]).unwrap();
    };
    let twice = "06B32751,Jackson,Siosaia,07/25/2018,Child,Y,N\n06B32751,Jackson,Siosaya,07/25/2018,Child,Y,N\n";
    assert_eq!(on("2026-11-20").found("same_person").len(), 0);
    import("household_a.csv", twice);
    assert_eq!(on("2026-11-20").found("same_person").len(), 1);
    assert!(
        on("2026-11-20").refuses("members_merged", &[]).contains("needs an answer"),
        "nothing is merged by default"
    );
    let (right, other) = ("Jackson, Siosaia @ 7/25/2018", "Jackson, Siosaya @ 7/25/2018");
    let answers = [format!("keep={right}"), format!("leave_out={other}")];
    let merged = on("2026-11-20").act("members_merged", &[&answers[0], &answers[1]]);
    assert_eq!(merged["act"]["keep"]["name"], "Jackson, Siosaia");
    assert_eq!(on("2026-11-20").found("same_person").len(), 0);
    import("household_b.csv", &twice.replace(",Y,N\n06", ",Y,Y\n06"));
    assert_eq!(on("2026-11-20").found("same_person").len(), 0, "the next extract asks nothing anew");
    let people = on("2026-11-20").json(&["facts", CASE])["people"].as_array().unwrap().len();
    assert_eq!(people, 2);
    on("2026-11-20").run(&["undo", CASE]).unwrap();
    assert_eq!(on("2026-11-20").found("same_person").len(), 1, "taken back, it is asked again");
    let answers = [format!("first={other}"), format!("second={right}")];
    on("2026-11-20").act("members_told_apart", &[&answers[0], &answers[1]]);
    assert_eq!(on("2026-11-20").found("same_person").len(), 0);
    assert_eq!(on("2026-11-20").json(&["verify"])["holds"], true);
}

/// The county gives a parent another person number (a new row), and the former row is gone. The question stands first at
/// the import and in Today; both numbers lead to one person once it is answered, and apart again once that is undone.
#[test]
fn a_parent_under_a_second_number_is_asked_about_and_joined() {
    let home = TestHome::with_extracts();
    let on = On(&home, "2026-11-20");
    let import = |name: &str, rows: &str| {
        let file = home.path().join(name);
        let head = "Case No,Participant,Pers,DOB,Reg Status,Status Dt,Aid Status,Aid Dt";
        std::fs::write(&file, format!("{head}\n{rows}")).unwrap();
        on.run(&["import", file.to_str().unwrap()]).unwrap()
    };
    let row = |number: u8| {
        format!("3C30001,\"Garcia, Ana\",{number},1/5/1990,Registered-Mandatory,1/1/2026,Active,1/1/2026\n")
    };
    import("listing_2026-11-19.csv", &row(1));
    let told = import("listing_2026-11-20.csv", &row(2));
    let asked = told.lines().nth(1).unwrap_or_default();
    assert!(
        asked.contains("Fri 11/20/2026, row 2, case 3C30001: Garcia, Ana") && asked.contains("may be the same person"),
        "{told}"
    );
    let today = on.json(&["list", "today"]);
    let first = &today.as_array().unwrap()[0];
    assert_eq!((&first["case"], &first["due"]), (&"3C30001".into(), &"2026-11-20".into()), "{first}");
    let people = || on.json(&["facts", "3C30001"])["people"].as_array().unwrap().clone();
    assert_eq!(people().len(), 2);
    let (one, two) = ("Garcia, Ana @ 1/5/1990 #1", "Garcia, Ana @ 1/5/1990 #2");
    let merge =
        ["act", "3C30001", "members_merged", &format!("keep={two}"), &format!("leave_out={one}")].map(str::to_owned);
    on.run(&merge.each_ref().map(String::as_str)).unwrap();
    let joined = people();
    assert_eq!(
        (joined.len(), &joined[0]["person"], &joined[0]["other_listings"][0]["listing"]["person"]),
        (1, &2.into(), &1.into())
    );
    let told = import("listing_2026-11-20b.csv", &row(2).replace("1/1/2026\n", "1/1/2025\n"));
    assert!(!told.contains("may be the same person"), "it is answered: {told}");
    assert_eq!(people().len(), 1, "the next extract asks nothing anew");
    assert_eq!(on.json(&["verify"])["holds"], true);
    on.run(&["undo", "3C30001"]).unwrap();
    assert_eq!(people().len(), 2, "taken back, they are two again");
    let apart =
        ["act", "3C30001", "members_told_apart", &format!("first={two}"), &format!("second={one}")].map(str::to_owned);
    on.run(&apart.each_ref().map(String::as_str)).unwrap();
    let is_asked = |item: &Value| item["case"] == "3C30001" && item["rule"] == "same_person";
    let asks = || on.json(&["list", "today"]).as_array().unwrap().iter().any(is_asked);
    assert!(!asks());
    for (file, day) in [("listing_2026-11-20c.csv", "1/6/1990"), ("listing_2026-11-20d.csv", "1/5/1990")] {
        let both = format!("{}{}", row(1), row(2).replace("1/5/1990", day));
        let told = import(file, &both);
        assert!(!told.contains("may be the same person") && !asks(), "the numbers are told apart: {told}");
    }
}

#[test]
fn what_cannot_be_is_refused_and_what_is_unlikely_is_asked_about() {
    let home = TestHome::with_extracts();
    let on = On(&home, "2026-11-19");
    let club = ["kind=Job Search", "start=11/20"];
    let refused = on.refuses("activity_scheduled", &[&club[..], &["weekly_hours=200"]].concat());
    assert!(
        refused.contains("Hours a week cannot be 200. Nobody takes part for more than 16 hours a day."),
        "{refused}"
    );
    for typed in ["nan", "inf", "-5", "1e9", "0", "168", "0.001"].map(|hours| format!("weekly_hours={hours}")) {
        on.refuses("activity_scheduled", &[&club[..], &[typed.as_str()]].concat());
    }
    on.refuses("drawn_for_wpr", &["month=2099-01"]);
    on.refuses("drawn_for_wpr", &["month=1931-01"]);
    on.refuses("alert_raised", &["to=V1A4", "text=Look", "due=2066-01-01"]);
    on.refuses("time_on_aid_reviewed", &["months=999"]);

    let unlikely = ["to=V1A4", "text=Look", "due=2028-01-15"];
    let asked = on.refuses("alert_raised", &unlikely);
    assert!(
        asked.contains("Answer by Sat 01/15/2028 is unusually far ahead.") && asked.contains("--meant-so"),
        "{asked}"
    );
    on.act("alert_raised", &[&unlikely[..], &["--meant-so"]].concat());
    let audit = on.json(&["audit", "--case", CASE]);
    let said = audit
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["what"].as_str().unwrap().contains("unusual answer confirmed"));
    assert_eq!(said.count(), 1, "{audit}");
    assert_eq!(on.json(&["verify"])["holds"], true);
}

#[test]
fn a_mistyped_word_is_answered_with_the_one_that_is_meant() {
    let home = TestHome::with_extracts();
    let on = On(&home, "2026-11-19");
    for (typed, meant) in
        [("attendence", "attendance"), ("sign_plan", "plan_signed"), ("posted_attendance", "attendance")]
    {
        let refused = on.refuses(typed, &[]);
        assert!(refused.contains(&format!("There is no act {typed:?}.")) && refused.contains(meant), "{refused}");
    }
    let refused = on.refuses("activity_scheduled", &["hours=20"]);
    assert!(refused.contains("Did you mean weekly_hours?"), "{refused}");
    let file = ["comment", "file", "--case", CASE, "--purpose", "Monthly contact", "--results", "Spoke with her"];
    let with_type = |typed| [&file[..], &["--no-forms", "--no-documents", "--type", typed]].concat();
    let (_, refused) = home.fails(&with_type("phone"));
    assert!(refused.contains("Did you mean telephone?") && refused.contains("home_visit"), "{refused}");
    home.ok(&with_type("Face-to-face"));
    let told = home.run(&["search", "type:phone"]).stderr;
    let told = String::from_utf8(told).unwrap();
    assert!(told.contains("No type of contact is called \"phone\". Did you mean telephone?"), "{told}");
    assert!(home.run(&["search", "type:face"]).stderr.is_empty());
    let (_, refused) = home.fails(&["restore", "nowhere.db", "--yes"]);
    assert!(refused.contains("There is no backup nowhere.db"), "{refused}");
    for (args, meant) in [
        (&["print", "today", "--form", "txt"][..], "'text'"),
        (&["worker", "add", "V1C9", "--name", "C. Clerk", "--role", "clerc"], "'clerk'"),
    ] {
        let (_, refused) = home.fails(args);
        assert!(refused.contains(meant) && !refused.contains("variant"), "{refused}");
    }
}
