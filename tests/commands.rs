//! A counselor's day by command alone: list, dictate, dispose, annotate, tick.

use serde_json::Value;

use crate::support::TestHome;

const FILE: [&str; 12] = [
    "comment",
    "file",
    "--case",
    "0052445",
    "--type",
    "telephone",
    "--purpose",
    "Monthly contact",
    "--results",
    "Agreed to bring the attendance sheet",
    "--no-forms",
    "--no-documents",
];

fn rows(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

#[test]
fn a_filed_comment_is_listed_unposted_until_it_is_posted() {
    let desk = TestHome::with_extracts();
    let id = desk.json(&FILE)["id"].as_str().unwrap().to_owned();
    let unposted = desk.json(&["list", "unposted"]);
    assert_eq!(rows(&unposted).len(), 1);
    assert_eq!(unposted[0]["id"], id);
    assert_eq!(unposted[0]["date"], "2026-11-19");
    assert_eq!(unposted[0]["late"], false);
    desk.ok(&["comment", "post", &id]);
    assert_eq!(rows(&desk.json(&["list", "unposted"])).len(), 0);
    assert_eq!(desk.json(&["list", "comments"])[0]["posted"], "2026-11-19");
    assert!(desk.ok(&["comment", "show", "0052445"]).contains("Results: Agreed to bring the attendance sheet"));
    assert_eq!(desk.json(&["verify"])["holds"], true);
}

#[test]
fn f21_filing_the_same_comment_again_keeps_one() {
    let desk = TestHome::with_extracts();
    let id = "019a0000-0000-7000-8000-000000000001";
    let with_id: Vec<&str> = FILE.iter().copied().chain(["--id", id]).collect();
    assert_eq!(desk.json(&with_id)["id"], id);
    assert_eq!(desk.json(&with_id)["id"], id);
    assert_eq!(rows(&desk.json(&["list", "comments"])).len(), 1);
}

#[test]
fn a_contact_made_clears_the_monthly_contact_and_proves_the_checklist_item() {
    let desk = TestHome::with_extracts();
    let due = |desk: &TestHome| {
        let today = desk.json(&["list", "today"]);
        rows(&today).iter().filter(|item| item["case"] == "0052445" && item["rule"] == "monthly_contact").count()
    };
    let state = |desk: &TestHome| {
        let components = desk.json(&["checklist", "0052445"]);
        let items = rows(&components).iter().flat_map(|component| rows(&component["items"]).clone());
        let contact: Vec<_> = items.filter(|item| item["id"].as_str().unwrap().contains("contact")).collect();
        contact.iter().map(|item| item["state"]["is"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(due(&desk), 1);
    assert!(!state(&desk).contains(&"proven".to_owned()));
    let attempted: Vec<&str> = FILE.iter().copied().chain(["--attempted"]).collect();
    desk.ok(&attempted);
    assert_eq!(due(&desk), 1, "an attempt is no contact");
    desk.ok(&FILE);
    assert_eq!(due(&desk), 0);
    assert!(state(&desk).contains(&"proven".to_owned()));
}

#[test]
fn alerts_in_handled_and_left_add_up() {
    let desk = TestHome::with_extracts();
    let open = |desk: &TestHome| rows(&desk.json(&["list", "alerts"])).clone();
    let before = open(&desk);
    // What a rule found is cleared by a fact, and by no mark.
    let written = before.iter().filter(|alert| alert["from"] != "rule");
    let ids: Vec<_> = written.take(3).map(|alert| alert["id"].as_str().unwrap().to_owned()).collect();
    desk.ok(&["alert", "done", &ids[0]]);
    desk.ok(&["alert", "snooze", &ids[1], "--until", "+3"]);
    desk.ok(&["alert", "refuse", &ids[2], "--reason", "raised on the wrong case"]);
    let after = open(&desk);
    assert_eq!(after.len(), before.len() - 3);
    assert!(after.iter().all(|alert| ids.iter().all(|id| alert["id"] != **id)));
    let back = desk.json(&["list", "alerts", "--as-of", "2026-11-22"]);
    assert!(rows(&back).iter().any(|alert| alert["id"] == *ids[1]), "a snoozed alert is back on its day");
    assert!(rows(&back).iter().all(|alert| alert["id"] != *ids[0] && alert["id"] != *ids[2]));
}

/// Every form of a date that the screen reads is read by the options of a command, and the error names the forms.
#[test]
fn a_day_and_a_month_are_read_as_the_screen_reads_them() {
    let desk = TestHome::with_extracts();
    let as_of = |day: &str| desk.json(&["list", "today", "--as-of", day]);
    let expected = as_of("2026-11-15");
    assert_ne!(expected, as_of("t"), "the day matters");
    for day in ["-4", "sun", "Nov 15", "11/15/2026", "11/15", "11/15/2026"] {
        assert_eq!(as_of(day), expected, "{day}");
    }
    assert_eq!(as_of("y"), as_of("2026-11-18"));
    let of_month = |month: &str| desk.json(&["list", "month", "--month", month]);
    for month in ["Dec 2026", "December 2026", "12/2026"] {
        assert_eq!(of_month(month), of_month("2026-12"), "{month}");
    }
    let (_, sentence) = desk.fails(&["list", "today", "--as-of", "soon"]);
    assert!(sentence.contains("\"soon\" is not a date (t, y, -3, fri, Nov 15, 11/15, 11/15/26)"), "{sentence}");
    let (_, sentence) = desk.fails(&["list", "month", "--month", "soon"]);
    assert!(sentence.contains("\"soon\" is not a month (Nov 2026, 11/2026)"), "{sentence}");
}

#[test]
fn an_annotation_is_shown_on_its_row() {
    let desk = TestHome::with_extracts();
    desk.ok(&["annotate", "0052445", "Plan amended, copy given"]);
    let cases = desk.json(&["list", "cases"]);
    assert_eq!(rows(&cases).len(), 135);
    let row = rows(&cases).iter().find(|row| row["case"] == "0052445").unwrap().clone();
    assert_eq!(row["annotation"], "Plan amended, copy given");
}

#[test]
fn an_item_is_ticked_set_aside_and_cleared_by_hand() {
    let desk = TestHome::with_extracts();
    let state = |item: &str, components: &Value| {
        let items = rows(components).iter().flat_map(|component| rows(&component["items"]).clone());
        items.into_iter().find(|one| one["id"] == *item).unwrap()["state"].clone()
    };
    let components = desk.json(&["checklist", "0052445"]);
    let open = rows(&components)
        .iter()
        .flat_map(|component| rows(&component["items"]))
        .find(|item| item["state"]["is"] == "open")
        .unwrap()["id"]
        .as_str()
        .unwrap();
    assert_eq!(state(open, &desk.json(&["checklist", "0052445", "--tick", open]))["is"], "by_hand");
    let set_aside = desk.json(&["checklist", "0052445", "--not-applicable", open, "--why", "no such service"]);
    assert_eq!(state(open, &set_aside), serde_json::json!({"is": "not_applicable", "why": "no such service"}));
    assert_eq!(state(open, &desk.json(&["checklist", "0052445", "--clear", open]))["is"], "open");
    assert_eq!(desk.json(&["verify"])["holds"], true);
}

#[test]
fn lists_come_as_text_json_and_csv_with_the_same_rows() {
    let desk = TestHome::with_extracts();
    for list in ["today", "cases", "action", "alerts", "checklist"] {
        let json = rows(&desk.json(&["list", list])).len();
        // A line of headings, and above it how the rows of the five categories add up, or how many cases and items there are.
        let above = if matches!(list, "action" | "today") { 2 } else { 1 };
        let text = desk.ok(&["list", list]).lines().count() - above;
        let csv =
            csv::Reader::from_reader(desk.ok(&["list", list, "--csv", "--yes"]).as_bytes()).into_records().count();
        assert_eq!((text, csv), (json, json), "{list}");
    }
}

#[test]
fn a_skipped_alert_stays_listed_and_says_why() {
    let desk = TestHome::with_extracts();
    let before = desk.json(&["list", "alerts"]);
    let id = before[0]["id"].as_str().unwrap();
    assert!(desk.fails(&["alert", "skip", id, "--reason", " "]).1.contains("Say why."));
    desk.ok(&["alert", "skip", id, "--reason", "waits for the school"]);
    let after = desk.json(&["list", "alerts"]);
    assert_eq!(rows(&after).len(), rows(&before).len());
    let text = format!("skipped 2026-11-19, waits for the school: {}", before[0]["text"].as_str().unwrap());
    assert_eq!(after[0]["text"], text);
}

#[test]
fn a_procedure_is_a_checklist_of_its_own_and_every_case_is_counted() {
    let desk = TestHome::with_extracts();
    let points = |form: &str| {
        let components = desk.json(&["checklist", "0052445", "--form", form]);
        rows(&components).iter().map(|component| rows(&component["items"]).len()).sum::<usize>()
    };
    let handbook = ["new-case", "exemption", "sanction", "closing", "supervisor-closing", "clerk"].map(points);
    assert_eq!(handbook, [7, 5, 7, 6, 4, 2]);
    assert!(desk.fails(&["checklist", "0052445", "--form", "x"]).1.contains("There are: 42-126, new-case,"));
    assert!(desk.fails(&["list", "today", "--form", "clerk"]).1.contains("list checklist"));

    let list = desk.json(&["list", "checklist"]);
    assert_eq!(rows(&list).len(), 118);
    let row = rows(&list).iter().find(|row| row["case"] == "0052445").unwrap();
    let components = desk.json(&["checklist", "0052445"]);
    let items = rows(&components).iter().flat_map(|component| rows(&component["items"]));
    let open = items.filter(|item| item["state"]["is"] == "open").count();
    assert_eq!((row["open"].as_u64(), row["month"].as_str()), (Some(open as u64), Some("2026-11")));
    let closing = desk.json(&["list", "checklist", "--form", "closing", "--month", "2026-11"]);
    let (closed, all) = (rows(&closing).len(), rows(&list).len());
    assert!(0 < closed && closed < all, "{closed} of {all} cases are discontinued");
}

#[test]
fn an_item_shows_its_state_last_month() {
    let desk = TestHome::with_extracts();
    let item = "notices_sent";
    desk.ok(&["checklist", "0052445", "--month", "2026-10", "--tick", item]);
    let components = desk.json(&["checklist", "0052445"]);
    let items = rows(&components).iter().flat_map(|component| rows(&component["items"]));
    let sent = items.into_iter().find(|one| one["id"] == item).unwrap();
    assert_eq!((sent["state"]["is"].as_str(), sent["last_month"]["is"].as_str()), (Some("open"), Some("by_hand")));
    let text = desk.ok(&["checklist", "0052445"]);
    assert!(text.lines().any(|line| line.contains("[notices_sent]  last month: by hand")), "{text}");
}

#[test]
fn global_arguments_are_accepted_anywhere() {
    let desk = TestHome::with_extracts();
    let home = desk.home_path();
    let home = home.to_str().unwrap();
    let passphrase = desk.passphrase_file();
    let passphrase = passphrase.to_str().unwrap();
    let first = ["--home", home, "--json", "list", "action"];
    let last = ["list", "action", "--home", home, "--json"];
    assert_eq!(desk.ok(&first), desk.ok(&last));
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
    command.env_clear().args(["list", "--passphrase-file", "-", "action", "--home", home]);
    command.write_stdin(format!("{}\n", crate::support::PASSPHRASE)).assert().success();
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("caseload"));
    command.env_clear().args(["verify", "--passphrase-file", passphrase, "--home", home]).assert().success();
}

#[test]
fn a_practice_caseload_is_made_without_asking_and_every_category_occurs() {
    let desk = TestHome::bare();
    let made = desk.json(&["demo", "--no-open", "--cases", "60", "--seed", "3", "--as-of", "2026-11-19"]);
    std::fs::write(desk.passphrase_file(), made["passphrase"].as_str().unwrap()).unwrap();
    let action = desk.json(&["list", "action", "--as-of", "2026-11-19"]);
    for category in
        ["discontinued", "no_current_activity", "good_cause_20_day", "no_activity_update", "overdue_noncompliance"]
    {
        assert!(rows(&action).iter().any(|row| row["category"] == category), "{category}");
    }
    assert_eq!(desk.json(&["verify"])["holds"], true);
    desk.ok(&["demo", "--no-open"]);
}

#[test]
fn practice_never_opens_a_home_with_real_cases() {
    let desk = TestHome::new();
    let (_, sentence) = desk.fails(&["demo", "--no-open"]);
    assert!(sentence.contains("holds no practice caseload"), "{sentence}");
}

#[test]
fn each_role_practices_on_a_desk_with_work_on_it_and_in_a_home_of_its_own() {
    for (role, title, sections) in [
        ("supervisor", "EC Supervisor", &["alert", "form_in", "review", "advance_review_due", "unengaged"][..]),
        ("clerk", "Clerk II", &["alert", "to_route"]),
    ] {
        let desk = TestHome::bare();
        let made = desk.json(&["demo", "--no-open", "--role", role, "--cases", "60", "--seed", "3"]);
        std::fs::write(desk.passphrase_file(), made["passphrase"].as_str().unwrap()).unwrap();
        let queue = desk.json(&["desk"]);
        for section in sections {
            assert!(rows(&queue).iter().any(|row| row["section"] == *section), "{role}: {section}: {queue}");
        }
        assert_eq!(desk.json(&["verify"])["holds"], true);
        desk.ok(&["demo", "--no-open", "--role", role]);
        let (_, sentence) = desk.fails(&["demo", "--no-open"]);
        assert!(sentence.contains("another role") && sentence.contains(title), "{sentence}");
    }
}

#[test]
fn a_practice_home_lives_in_the_day_that_it_was_made_for() {
    let desk = TestHome::bare();
    desk.ok(&["demo", "--no-open", "--cases", "12", "--seed", "3", "--as-of", "2026-11-05"]);
    let settings = std::fs::read_to_string(desk.home_path().join("settings.toml")).unwrap();
    assert!(settings.contains("practice_day_offset = -14"), "{settings}");
    let today = chrono::Utc::now().date_naive() - chrono::Days::new(14);
    let mut terminal = crate::support::terminal::Terminal::sized(&desk, &["demo"], 24, 80, &[("CASELOAD_NOW", "")]);
    terminal.wait_for(&today.format(" %m/%d").to_string());
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

/// What is typed while the practice caseload is made is meant for nothing on the screen that comes then.
#[test]
fn what_is_typed_while_the_practice_caseload_is_made_does_nothing() {
    let desk = TestHome::bare();
    let mut terminal = crate::support::terminal::Terminal::start(&desk, &["demo", "--cases", "200"]);
    terminal.type_text("rsomething typed blindly").press("2 d");
    terminal.wait_for(" items");
    terminal.rest();
    let screen = terminal.screen();
    assert!(screen.contains("┌ Today ") && !screen.contains("blindly") && !screen.contains("because"), "{screen}");
    terminal.press("C-q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn a_reminder_is_written_moved_done_and_shown_to_its_writer_alone() {
    let desk = TestHome::with_extracts();
    let added = desk.json(&["reminder", "add", "+1", "call back about the pass", "--case", "0052445"]);
    let id = added["id"].as_str().unwrap().to_owned();
    assert_eq!(added["day"], "2026-11-20");
    desk.ok(&["reminder", "add", "t", "order forms"]);
    let texts = |list: &[&str]| rows(&desk.json(list)).iter().map(|row| row["text"].to_string()).collect::<Vec<_>>();
    assert_eq!(texts(&["reminder", "list"]), ["\"order forms\"", "\"call back about the pass\""]);
    let today = desk.ok(&["list", "today"]);
    assert!(today.contains("order forms") && !today.contains("call back about the pass"), "{today}");
    assert!(desk.ok(&["list", "alerts"]).contains("call back about the pass"));
    assert!(desk.ok(&["case", "show", "0052445"]).contains("call back about the pass"));
    desk.ok(&["reminder", "move", &id, "t"]);
    assert!(desk.ok(&["list", "today"]).contains("call back about the pass"));
    let handover = desk.ok(&["print", "handover", "0052445", "--yes"]);
    assert!(!handover.contains("call back about the pass"), "{handover}");
    desk.ok(&["reminder", "done", &id]);
    assert_eq!(texts(&["reminder", "list"]), ["\"order forms\""]);
    let (code, said) = desk.fails(&["reminder", "add", "t", "her number is 900-45-6789"]);
    assert!(code != 0 && said.contains("Social Security number"), "{said}");
    let (_, said) = desk.fails(&["reminder", "add", "2026-11-01", "too late"]);
    assert!(said.contains("has passed"), "{said}");
    assert_eq!(desk.json(&["verify"])["holds"], true);
}
