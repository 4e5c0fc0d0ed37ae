//! A case is referred to social work in San Francisco: each step by the worker of its role, with the real program.

use serde_json::Value;

use crate::desks::Desks;
use crate::support::TestHome;

const CASE: &str = "06B32751";

/// An office in San Francisco with the social-work unit.
struct Unit(Desks);

impl Unit {
    fn new() -> Self {
        Self(Desks::new(
            "san_francisco",
            &[("S100", "sw_supervisor"), ("S101", "social_worker"), ("K100", "unit_clerk")],
        ))
    }

    fn run(&self, worker: &str, day: &str, args: &[&str]) -> Result<String, String> {
        self.0.run(worker, day, args)
    }

    fn act(&self, worker: &str, day: &str, act: &str, fields: &[&str]) -> String {
        self.0.act(worker, day, CASE, act, fields)
    }

    fn refuses(&self, worker: &str, day: &str, act: &str, fields: &[&str]) -> String {
        self.0.refuses(worker, day, CASE, act, fields)
    }

    fn json(&self, worker: &str, day: &str, args: &[&str]) -> Value {
        self.0.json(worker, day, args)
    }

    fn desk(&self, worker: &str, day: &str) -> Vec<String> {
        self.0.desk(worker, day, CASE)
    }

    fn today(&self, worker: &str, day: &str) -> Vec<String> {
        self.0.today(worker, day, CASE, &["social_work"])
    }

    fn refer(&self, day: &str) {
        let fields = ["reasons=pre_sanction, housing", "tried=two calls", "asked=find her", "client_told=no"];
        let told = self.act("V1A3", day, "social_work_referred", &fields);
        assert!(told.contains("7045 CW for the Social Work Supervisor:"), "{told}");
        assert!(told.contains("Already tried: two calls"), "{told}");
    }

    fn assign_and_discuss(&self, day: &str) {
        self.act("S100", day, "social_work_assigned", &["worker=S101", "at=14:30"]);
        self.act("K100", day, "social_work_folder", &[]);
        self.act("S101", day, "social_work_discussed", &["client_told=no"]);
    }
}

#[test]
fn a_7045_goes_over_supervisor_clerk_and_social_worker_to_the_forwarded_7046() {
    let unit = Unit::new();
    unit.refer("2026-11-19");
    let twice = unit.refuses(
        "V1A3",
        "2026-11-19",
        "social_work_referred",
        &["reasons=other", "tried=x", "asked=y", "client_told=no"],
    );
    assert!(twice.contains("Impossible in the state Submitted"), "{twice}");
    let not_hers = unit.refuses("V1A3", "2026-11-19", "social_work_assigned", &["worker=S101"]);
    assert!(not_hers.contains("a Social Work Supervisor"), "{not_hers}");
    assert_eq!(unit.desk("S100", "2026-11-19"), ["referral_in"]);
    assert!(unit.today("V1A3", "2026-11-19").is_empty(), "what waits for the supervisor is not the EC's to do");

    unit.act("S100", "2026-11-20", "social_work_assigned", &["worker=S101", "at=14:30"]);
    assert_eq!(unit.desk("K100", "2026-11-20"), ["folder_to_make"]);
    assert_eq!(unit.desk("S101", "2026-11-23"), ["new_folder"], "it waits for the clerk, and is not late here");
    assert_eq!(unit.desk("S100", "2026-11-24"), ["late_by_worker"]);
    unit.act("K100", "2026-11-24", "social_work_folder", &[]);
    assert_eq!(unit.desk("S101", "2026-11-24"), ["unit_step"]);
    unit.act("S101", "2026-11-24", "social_work_discussed", &["client_told=no"]);
    assert_eq!(unit.today("V1A3", "2026-11-24"), ["social_work_inform"]);
    unit.act("V1A3", "2026-11-25", "social_work_informed", &[]);
    assert!(unit.today("V1A3", "2026-11-25").is_empty());

    unit.act("S101", "2026-11-25", "social_work_contact", &["how=phone", "outcome=message"]);
    unit.act("S101", "2026-11-30", "social_work_contact", &["how=home", "outcome=worked_with"]);
    unit.act("S101", "2026-11-30", "social_work_intake", &["goals=finds an apartment", "plan=shelter list"]);
    assert_eq!(unit.desk("S101", "2026-12-16"), ["report_due"], "due on Sunday the 20th");
    let report = ["status=open", "comments=she left the shelter", "next_steps=visit the landlord"];
    let written = unit.act("S101", "2026-12-18", "social_work_report", &report);
    assert!(written.contains("7046 CW for the Social Work Supervisor:"), "{written}");
    assert_eq!(unit.desk("S100", "2026-12-18"), ["report_review"]);

    let print =
        |worker: &str| unit.run(worker, "2026-12-18", &["print", "7046", CASE, "--form", "text", "--yes"]).unwrap();
    assert!(print("S101").contains("she left the shelter"));
    assert!(!print("V1A3").contains("she left the shelter"), "not passed on yet");
    unit.act("S100", "2026-12-18", "social_work_report_returned", &["reason=say since when"]);
    unit.act("S101", "2026-12-18", "social_work_report", &["status=open", "comments=since 12/1", "next_steps=visit"]);
    let passed = unit.act("S100", "2026-12-18", "social_work_report_forwarded", &[]);
    assert!(passed.contains("7046 CW for the worker V1A3:"), "{passed}");
    assert!(print("V1A3").contains("since 12/1"));
    unit.act("V1A3", "2026-12-18", "social_work_read", &[]);
    assert_eq!(unit.json("V1A3", "2026-12-18", &["list", "social-work"])[0]["next_report"], "2027-01-20");

    for args in [&["facts", CASE][..], &["audit", "--case", CASE], &["list", "social-work"], &["list", "day"]] {
        let shown = unit.json("V1A3", "2026-12-18", args).to_string();
        let found = ["apartment", "shelter", "worked_with"].into_iter().find(|word| shown.contains(word));
        assert_eq!(found, None, "{args:?}: {shown}");
    }
    let referral = unit.run("V1A3", "2026-12-18", &["print", "7045", CASE, "--form", "text", "--yes"]).unwrap();
    assert!(referral.contains("two calls") && referral.contains("housing"));
    assert_eq!(unit.json("V1A3", "2026-12-18", &["verify"])["holds"], true);
}

#[test]
fn an_unreached_client_gets_the_last_letter_the_talk_and_the_closing() {
    let unit = Unit::new();
    unit.refer("2026-11-19");
    unit.assign_and_discuss("2026-11-20");
    unit.act("V1A3", "2026-11-20", "social_work_informed", &[]);
    unit.act("S101", "2026-11-20", "social_work_contact", &["how=phone", "outcome=message"]);
    unit.act("S101", "2026-11-23", "social_work_contact", &["how=home", "outcome=not_home"]);
    let early = unit.refuses("S101", "2026-12-20", "social_work_final_letter", &["channel=mail"]);
    assert!(early.contains("The last letter goes out after 2 months without contact"), "{early}");
    let status = ["status=open", "comments=not reached", "next_steps=more visits"];
    for day in ["2026-12-18", "2027-01-20"] {
        unit.act("S101", day, "social_work_report", &status);
        unit.act("S100", day, "social_work_report_forwarded", &[]);
    }
    assert_eq!(unit.desk("S101", "2027-01-20"), ["unreached"]);
    unit.act("S101", "2027-01-20", "social_work_final_letter", &["channel=mail"]);
    assert_eq!(unit.desk("S101", "2027-01-25"), ["reply_awaited"], "day 5 of 14");
    let close = ["reason=unreachable", "result=not reached in two months"];
    let first = unit.refuses("S101", "2027-02-04", "social_work_closed", &close);
    assert!(first.contains("The talk of social worker, referring worker and supervisor comes first"), "{first}");
    assert_eq!(unit.desk("S100", "2027-02-04"), ["closing_talk"]);
    let talk = ["with=V1A3, S101, S100", "outcome=close", "agreed=close, and tell her how to come back"];
    unit.act("S100", "2027-02-04", "social_work_talk", &talk);
    assert_eq!(unit.desk("S101", "2027-02-05"), ["unit_step"]);
    unit.act("S101", "2027-02-05", "social_work_closed", &close);
    let closed = unit.json("S100", "2027-02-05", &["list", "social-work", "--status", "closed", "--worker", "S101"]);
    assert_eq!((closed[0]["case"].as_str(), closed[0]["status"].as_str()), (Some(CASE), Some("closed")));
    assert_eq!(unit.desk("K100", "2027-02-05"), ["unit_closed"]);
    let late = unit.json("S100", "2027-03-01", &["list", "late"]);
    assert_eq!((late[0]["worker"].as_str(), late[0]["due"].as_str()), (Some("S101"), Some("2027-02-16")), "{late}");
    unit.act("S101", "2027-03-01", "social_work_report", &["status=closed", "comments=closed", "next_steps=none"]);
    unit.act("S100", "2027-03-01", "social_work_report_forwarded", &[]);
    assert_eq!(unit.json("S100", "2027-03-01", &["list", "late"]), serde_json::json!([]));
}

/// After another 7045 the closing report of the case before is still owed, and it goes to the case that it is about.
#[test]
fn a_closing_report_is_handed_in_after_another_7045() {
    let unit = Unit::new();
    unit.refer("2026-11-19");
    unit.assign_and_discuss("2026-11-20");
    unit.act("S101", "2026-11-23", "social_work_contact", &["how=phone", "outcome=worked_with"]);
    unit.act("S101", "2026-11-24", "social_work_closed", &["reason=resolved", "result=found an apartment"]);
    unit.refer("2026-11-25");
    unit.act("S100", "2026-11-25", "social_work_assigned", &["worker=S101"]);
    let late = unit.json("S100", "2026-12-10", &["list", "late"]).to_string();
    assert!(late.contains("the report on the closing is due"), "{late}");
    unit.act("S101", "2026-12-10", "social_work_report", &["status=closed", "comments=moved in", "next_steps=none"]);
    unit.act("S100", "2026-12-10", "social_work_report_forwarded", &[]);
    let late = unit.json("S100", "2026-12-10", &["list", "late"]).to_string();
    assert!(!late.contains("closing"), "{late}");
    assert_eq!(unit.today("V1A3", "2026-12-10"), ["social_work_read"]);
    unit.act("V1A3", "2026-12-10", "social_work_read", &[]);
    assert!(unit.today("V1A3", "2026-12-10").is_empty());
    let units = unit.json("S100", "2026-12-10", &["list", "social-work"]);
    let states: Vec<&str> = units.as_array().unwrap().iter().filter_map(|row| row["status"].as_str()).collect();
    assert_eq!(states, ["closed", "open"], "the report closed nothing");
}

#[test]
fn a_7045_that_is_sent_back_is_the_referring_workers_again() {
    let unit = Unit::new();
    unit.refer("2026-11-19");
    unit.act("S100", "2026-11-20", "social_work_returned", &["reason=say what was tried"]);
    assert_eq!(unit.today("V1A3", "2026-11-20"), ["social_work_asked_back"]);
    unit.refer("2026-11-23");
    assert!(unit.today("V1A3", "2026-11-23").is_empty());
    unit.act("V1A3", "2026-11-23", "social_work_withdrawn", &["reason=she has moved"]);
    assert!(unit.desk("S100", "2026-11-24").is_empty());
}

#[test]
fn a_social_worker_prints_the_letters_and_nobody_else_does() {
    let unit = Unit::new();
    unit.refer("2026-11-19");
    unit.assign_and_discuss("2026-11-20");
    let print = |worker: &str, letter: &str| {
        unit.run(worker, "2026-11-20", &["print", letter, CASE, "--form", "text", "--yes"]).unwrap()
    };
    assert!(print("S101", "introduction").contains("did not find you"));
    assert!(print("S101", "check-letter").contains("comes with your check"));
    let last = print("S101", "final-appeal");
    assert!(last.contains("the last chance") && !last.contains("Please answer by"), "{last}");
    for word in ["sanction", "aid", "welfare"] {
        assert!(!last.to_lowercase().contains(word), "{word}: {last}");
    }
    assert!(
        print("V1A3", "introduction").contains("There is no open social-work case here whose letters you may write.")
    );
}

/// A client whom no extract names yet is opened by hand and referred; a listing that names the case later takes over.
#[test]
fn a_case_that_no_extract_names_is_opened_by_hand_and_referred() {
    const NEW: &str = "99B90001";
    let unit = Unit::new();
    let open = ["case", "open", NEW, "--name", "Reed, Dana", "--language", "Cantonese", "--phone", "415 555-0101"];
    let open: Vec<&str> = open.into_iter().chain(["--why", "inquiry"]).collect();
    let refused = unit.run("K100", "2026-11-19", &open).unwrap_err();
    assert!(refused.contains("K100 is a Unit Clerk"), "{refused}");
    let opened = unit.run("V1A3", "2026-11-19", &open).unwrap();
    assert!(opened.contains("Case 99B90001, Reed, Dana, is open. The client is participant 1."), "{opened}");
    let twice = unit.run("V1A3", "2026-11-19", &open).unwrap_err();
    assert!(twice.contains("is in this caseload already"), "{twice}");
    let fields = ["reasons=crisis", "tried=walked in", "client_told=yes"];
    unit.0.act("V1A3", "2026-11-19", NEW, "social_work_referred", &fields);
    unit.0.act("S100", "2026-11-20", NEW, "social_work_assigned", &["worker=S101"]);
    let units = unit.json("S100", "2026-11-20", &["list", "social-work"]);
    assert_eq!((units[0]["case"].as_str(), units[0]["name"].as_str()), (Some(NEW), Some("Reed, Dana")));
    let facts = unit.json("V1A3", "2026-11-20", &["facts", NEW]);
    assert_eq!(facts["people"][0]["phone"], "415 555-0101");
    let audit = unit.run("V1A3", "2026-11-20", &["audit", "--case", NEW]).unwrap();
    assert!(audit.contains("case opened by hand: an inquiry"), "{audit}");
    assert_eq!(unit.json("V1A3", "2026-11-20", &["verify"])["holds"], true);
}

#[test]
fn a_county_without_the_unit_offers_none_of_its_acts() {
    let home = TestHome::with_extracts();
    let refer = ["act", CASE, "social_work_referred", "reasons=other", "tried=x", "asked=y", "client_told=no"];
    let (_, refused) = home.fails(&refer);
    assert!(refused.contains("Not switched on in this county: Social work"), "{refused}");
    assert!(home.fails(&["list", "today", "--status", "open"]).1.contains("caseload list social-work"));
}

/// A day of a ladder is recorded once: recorded again, it would start the clock anew.
#[test]
fn a_step_that_is_recorded_is_not_recorded_again_and_a_day_fits_the_days_before_it() {
    let unit = Unit::new();
    unit.refer("2026-11-19");
    let early = unit.refuses("S100", "2026-11-20", "social_work_assigned", &["worker=S101", "accepted=2026-11-10"]);
    assert!(early.contains("The 7045 was sent on Thu 11/19/2026: it was not accepted before."), "{early}");
    unit.act("S100", "2026-11-20", "social_work_assigned", &["worker=S101", "accepted=2026-11-19"]);
    let again = unit.refuses("S100", "2026-11-23", "social_work_assigned", &["worker=S101"]);
    assert!(again.contains("S101 has the case since Fri 11/20/2026 already."), "{again}");
    let before = unit.refuses("K100", "2026-11-23", "social_work_folder", &["--on", "2026-11-19"]);
    assert!(before.contains("The case was assigned on Fri 11/20/2026"), "{before}");
    unit.act("K100", "2026-11-23", "social_work_folder", &[]);
    unit.act("S101", "2026-11-23", "social_work_discussed", &["client_told=yes"]);
    for (worker, act, fields) in
        [("K100", "social_work_folder", &[][..]), ("S101", "social_work_discussed", &["client_told=yes"])]
    {
        let again = unit.refuses(worker, "2026-12-01", act, fields);
        assert!(again.contains("on Mon 11/23/2026 already. If that day is wrong, undo it first."), "{again}");
    }
    let contact = |how: &str, outcome: &str| {
        let fields = [format!("how={how}"), format!("outcome={outcome}")];
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        unit.refuses("S101", "2026-11-24", "social_work_contact", &fields)
    };
    assert!(contact("letter", "worked_with").contains("Possible: sent."), "a letter has reached nobody yet");
    assert!(contact("phone", "sent").contains("the outcome is never"), "nothing is sent by telephone");
    let closing = unit.refuses(
        "S101",
        "2026-11-24",
        "social_work_report",
        &["status=closed", "comments=gone", "next_steps=none"],
    );
    assert!(closing.contains("The case is Open, and the report says Closed."), "{closing}");
}

/// What was done weeks ago is answered from its own day, not from the day on which somebody records it.
#[test]
fn a_report_and_a_last_letter_of_an_earlier_day_have_the_days_of_then() {
    let unit = Unit::new();
    unit.refer("2026-11-19");
    unit.assign_and_discuss("2026-11-20");
    unit.act("S101", "2026-11-20", "social_work_contact", &["how=phone", "outcome=no_answer"]);
    let late = ["status=open", "comments=not reached", "next_steps=visits", "--on", "2026-12-21"];
    let report = unit.act("S101", "2027-02-10", "social_work_report", &late);
    assert!(report.contains("Sun 12/20/2026"), "it answers the day that was due then: {report}");
    let early = ["channel=mail", "reply_by=2027-02-01"];
    let refused = unit.refuses("S101", "2027-02-10", "social_work_final_letter", &early);
    assert!(refused.contains("before the letter went out"), "{refused}");
    let letter = unit.act("S101", "2027-02-10", "social_work_final_letter", &["channel=mail", "--on", "2027-01-25"]);
    assert!(letter.contains("02/08/2027"), "14 days after the letter: {letter}");
}

/// What waits for another desk stands in the EC's own list as a quiet row that counts as no item.
#[test]
fn what_waits_with_another_desk_is_a_quiet_row_that_names_who_acts() {
    let unit = Unit::new();
    let counted =
        |worker: &str| unit.run(worker, "2026-11-19", &["print", "today", "--form", "text", "--yes"]).unwrap();
    let before = unit.json("V1A3", "2026-11-19", &["list", "today"]).as_array().unwrap().len();
    unit.refer("2026-11-19");
    let rows = unit.json("V1A3", "2026-11-19", &["list", "today"]);
    let rows = rows.as_array().unwrap();
    let quiet: Vec<&Value> = rows.iter().filter(|row| row["group"] == "waiting").collect();
    assert_eq!((rows.len(), quiet.len()), (before + 1, 1));
    assert!(quiet[0]["says"].as_str().unwrap().starts_with("waits with the Social Work Supervisor: "), "{quiet:?}");
    assert!(quiet[0]["due"].is_null() && quiet[0]["alert"].is_null(), "it is never late here: {quiet:?}");
    assert_eq!(rows.last().unwrap()["group"], "waiting", "the last group");
    assert!(counted("V1A3").contains("; 1 with others"), "{}", counted("V1A3"));
    let own = unit.json("S100", "2026-11-19", &["list", "today"]);
    assert!(own.as_array().unwrap().iter().all(|row| row["group"] != "waiting"), "{own}");
    unit.assign_and_discuss("2026-11-20");
    unit.act("S101", "2026-11-23", "social_work_contact", &["how=phone", "outcome=message"]);
    let rows = unit.json("V1A3", "2026-11-24", &["list", "today"]);
    let of_case: Vec<&Value> = rows.as_array().unwrap().iter().filter(|row| row["case"] == CASE).collect();
    let shown = format!("{of_case:?}");
    assert!(!shown.contains("home visit") && !shown.contains("message"), "nothing of the contacts: {shown}");
    let listed = unit.json("V1A3", "2026-11-24", &["list", "cases"]);
    let row = listed.as_array().unwrap().iter().find(|row| row["case"] == CASE).unwrap();
    assert!(!row.to_string().contains("7046"), "what is due next is the EC's own: {row}");
}

/// The client's own copy leaves out what may be withheld and lists each omission, and says nothing of what is kept apart.
#[test]
fn a_client_gets_a_copy_without_the_contacts_of_social_workers_and_child_welfare() {
    const SECRET: &str = "Zyxshelter";
    let unit = Unit::new();
    unit.refer("2026-11-19");
    unit.assign_and_discuss("2026-11-20");
    let file = |worker: &str, day: &str, results: &str, more: &[&str]| {
        let args =
            ["comment", "file", "--case", CASE, "--person", "1", "--type", "telephone", "--purpose", "Follow up"];
        let args = [&args[..], &["--results", results, "--no-forms", "--no-documents"], more].concat();
        unit.run(worker, day, &args).unwrap_or_else(|refused| panic!("{results}: {refused}"));
    };
    file("V1A3", "2026-11-20", "She agreed to come on Monday", &[]);
    file("S101", "2026-11-20", SECRET, &[]);
    file("V1A3", "2026-11-23", &format!("The foster parents called, {SECRET}"), &["--not-child-welfare"]);
    file("V1A3", "2026-11-24", SECRET, &["--protected"]);
    let copy = |form: &str| {
        let args = ["print", "comments", CASE, "--for-client", "--form", form, "--yes"];
        unit.run("V1A3", "2026-11-24", &args).unwrap()
    };
    for form in ["text", "json"] {
        let copy = copy(form);
        assert!(copy.contains("She agreed to come on Monday") && !copy.contains(SECRET), "{copy}");
        assert_eq!(copy.matches("withheld").count(), 2, "{copy}");
        assert!(!copy.to_lowercase().contains("social work") && !copy.contains("foster"), "{copy}");
    }
    for args in
        [&["list", "comments"][..], &["search", "agreed"], &["print", "handover", CASE, "--form", "json", "--yes"]]
    {
        let told = unit.run("K100", "2026-11-24", args).unwrap();
        assert!(!told.contains("agreed to come") && !told.contains(SECRET), "a clerk needs no texts: {told}");
    }
    let refused = unit.run("V1A3", "2026-11-24", &["print", "today", "--for-client"]).unwrap_err();
    assert!(refused.contains("caseload print comments CASE --for-client"), "{refused}");
    let contact = unit.json("V1A3", "2026-11-24", &["list", "contacts"]);
    let row = contact.as_array().unwrap().iter().find(|row| row["case"] == CASE).unwrap();
    assert_eq!(row["contact"], "made", "the EC's own comment counts");
}

/// Appointments go to a calendar; who does not see the contacts of the unit has none of them.
#[test]
fn appointments_of_the_unit_go_to_a_calendar() {
    let unit = Unit::new();
    unit.refer("2026-11-19");
    unit.assign_and_discuss("2026-11-20");
    let agreed = ["how=phone", "outcome=agreed", "next=2026-12-01"];
    unit.act("S101", "2026-11-23", "social_work_contact", &agreed);
    let calendar = |worker: &str| {
        let args = ["print", "appointments", "--ec", "all", "--form", "ics", "--yes"];
        unit.run(worker, "2026-11-24", &args).unwrap()
    };
    assert!(calendar("S101").contains("DTSTART;VALUE=DATE:20261201"), "{}", calendar("S101"));
    assert!(calendar("S101").contains("Agreed contact: Jackson"), "{}", calendar("S101"));
    assert!(calendar("S100").contains("20261201"), "the supervisor sees those of the unit");
    for worker in ["V1A3", "K100"] {
        assert!(!calendar(worker).contains("VEVENT"), "{worker}: {}", calendar(worker));
    }
}
