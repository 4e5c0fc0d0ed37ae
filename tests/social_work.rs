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
