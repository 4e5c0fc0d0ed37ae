//! A family in child welfare, from its discovery over the transfer to the Partnership EC to its return, and the outreach to a
//! sanctioned parent: each step by the worker of its role, with the real program. E26 to E39 are the numbers of the worked
//! examples that the rules are held to.

use crate::desks::{Desks, EC};
use crate::support::TestHome;

const CASE: &str = "06B32751";
const RULES: &[&str] =
    &["common_case", "transfer", "case_assign", "planning", "plan_integration", "fr_", "hand_back", "outreach"];

fn office() -> Desks {
    Desks::new(
        "santa_clara",
        &[
            ("U100", "supervisor"),
            ("L100", "liaison"),
            ("A100", "analyst"),
            ("P300", "partnership_supervisor"),
            ("P100", "partnership_ec"),
            ("P200", "partnership_lead"),
            ("C100", "control_clerk"),
            ("K100", "clerk"),
        ],
    )
}

/// E26, E30, E31, E32, E35: the whole way there and back.
#[test]
fn a_family_goes_over_verification_and_transfer_to_the_partnership_ec_and_back() {
    let office = office();
    let act = |worker: &str, day: &str, act: &str, fields: &[&str]| office.act(worker, day, CASE, act, fields);
    let desk = |worker: &str, day: &str| office.desk(worker, day, CASE);

    let told = act(EC, "2026-11-19", "common_case_found", &["how=client"]);
    assert!(
        told.contains("Common case for the Unit Supervisor:") && told.contains("D. J.: may be a common case"),
        "{told}"
    );
    let again = office.refuses(EC, "2026-11-19", CASE, "common_case_found", &["how=client"]);
    assert!(again.contains("Impossible in the state Proposed"), "{again}");
    assert_eq!(desk("U100", "2026-11-20"), ["common_case_in"]);
    assert!(office.today(EC, "2026-11-20", CASE, RULES).is_empty(), "it waits for the supervisor");

    let asked = act("U100", "2026-11-20", "common_case_reviewed", &["outcome=ask"]);
    assert!(asked.contains("CommonCase mailbox") && !asked.contains("Jackson"), "number and initials: {asked}");
    assert_eq!(desk("L100", "2026-11-20"), ["mailbox"]);
    let fields = ["outcome=common", "service=fm", "in_custody=no"];
    let answered = act("L100", "2026-11-23", "common_case_verified", &fields);
    assert!(answered.contains("EC of the case and Partnership EC Supervisor"), "{answered}");
    assert_eq!(desk("P300", "2026-11-23"), ["to_decide"]);
    act("P300", "2026-11-24", "common_case_decided", &["outcome=accept"]);

    assert_eq!(office.today(EC, "2026-11-24", CASE, RULES), ["transfer_prepare"]);
    act(EC, "2026-11-25", "transfer_prepared", &["client_told=yes"]);
    assert_eq!(desk("U100", "2026-11-25"), ["transfer_out"]);
    let sent = act("U100", "2026-11-25", "transfer_sent", &[]);
    assert!(sent.contains("Control Clerk"), "{sent}");
    assert_eq!(desk("C100", "2026-11-30"), ["to_assign"], "E30: the offices are closed on November 26 and 27");
    let wrong = office.refuses("C100", "2026-11-30", CASE, "case_assigned", &["to=L100"]);
    assert!(wrong.contains("name a Partnership EC"), "{wrong}");
    act("C100", "2026-11-30", "case_assigned", &["to=P100"]);

    assert_eq!(desk("P100", "2026-12-01"), ["planning"], "E31: by December 7");
    act("P100", "2026-12-07", "planning_held", &["integration=agreed", "with=the social worker", "scd_1811=yes"]);
    assert_eq!(desk("P100", "2026-12-08"), ["plan_to_integrate"], "E32");
    act("P100", "2026-12-10", "plan_amended", &[]);
    assert!(desk("P100", "2026-12-11").is_empty());
    assert_eq!(desk("L100", "2027-02-20"), ["recheck"], "three months after the answer");
    act("L100", "2027-02-22", "common_case_confirmed", &[]);
    assert!(desk("L100", "2027-02-23").is_empty());

    act("P100", "2027-03-01", "dfcs_ended", &["last_day=2027-02-26"]);
    assert_eq!(desk("P100", "2027-03-02"), ["child_welfare_ended"]);
    let close = office.refuses("P100", "2027-03-02", CASE, "common_case_closed", &[]);
    assert!(close.contains("hand the case back"), "E35: {close}");
    let back = act("P100", "2027-03-02", "case_handed_back", &["office=Eastmont"]);
    assert!(back.contains("Common case for the Eastmont office:"), "{back}");
    assert_eq!(desk("C100", "2027-03-02"), ["to_assign"]);
    act("C100", "2027-03-03", "case_assigned", &[&format!("to={EC}")]);
    let list = office.json("P300", "2027-03-03", &["list", "common-cases", "--ec", "all"]);
    assert_eq!((list[0]["case"].as_str(), list[0]["state"].as_str()), (Some(CASE), Some("returned")), "{list}");
    let sheet = office.run("P300", "2027-03-03", &["print", "transfer", CASE, "--form", "text", "--yes"]).unwrap();
    assert!(sheet.contains("CalWORKs Common Case") && sheet.contains("Eastmont"), "{sheet}");
    assert_eq!(office.json(EC, "2027-03-03", &["verify"])["holds"], true);
}

/// The whole way of a family from the match: confirmed by it, accepted, transferred, its planning meeting, a WTW 2 with the
/// activities of child welfare, and its return.
#[test]
fn a_family_goes_from_the_match_over_its_plan_to_its_return() {
    let office = office();
    let act = |worker: &str, day: &str, act: &str, fields: &[&str]| office.act(worker, day, CASE, act, fields);
    let desk = |worker: &str, day: &str| office.desk(worker, day, CASE);
    let list = write_list(&office, "list.csv", &["\"Jackson, Dmitri\",11/03/1998,Open,N,ZYX-1,FM".to_owned()]);
    office.run("A100", "2026-11-19", &["match", &list, "--propose", "2"]).unwrap();
    assert_eq!(desk("P300", "2026-11-19"), ["to_decide"], "the match has confirmed it");
    act("P300", "2026-11-20", "common_case_decided", &["outcome=accept"]);
    let form = office.json(EC, "2026-11-20", &["checklist", CASE, "--form", "transfer"]);
    assert!(form.to_string().contains("Every document is imaged"), "{form}");
    let row = |worker: &str, day: &str| {
        let rows = office.json(worker, day, &["list", "cases", "--ec", "all"]);
        let found = rows.as_array().unwrap().iter().find(|row| row["case"] == CASE).cloned();
        found.and_then(|row| row["partner"].as_str().map(str::to_owned))
    };
    assert_eq!(row(EC, "2026-11-20").as_deref(), Some("→ Partnership"));
    assert_eq!(row("K100", "2026-11-20"), None, "a clerk does not see that the case is common");
    act(EC, "2026-11-23", "transfer_prepared", &["client_told=yes"]);
    act("U100", "2026-11-23", "transfer_sent", &[]);
    act("C100", "2026-11-24", "case_assigned", &["to=P100"]);
    act("A100", "2026-11-24", "dfcs_recorded", &["service=fm", "from=2026-11-02", "in_custody=no"]);
    assert_eq!(desk("P100", "2026-11-24"), ["planning"]);
    act(
        "P100",
        "2026-12-01",
        "planning_held",
        &["integration=agreed", "with=the social worker", "scd_1811=yes", "wtw_2=yes"],
    );
    let scheduled = ["kind=Child and Family Team", "weekly_hours=2", "start=2026-12-02", "expected_end=2027-02-26"];
    act("P100", "2026-12-02", "activity_scheduled", &scheduled);
    act("P100", "2026-12-02", "plan_amended", &[]);
    assert!(desk("P100", "2026-12-03").is_empty());
    let facts = office.json("P100", "2026-12-03", &["facts", CASE]);
    assert!(facts["activities"].to_string().contains("Child and Family Team"), "{facts}");
    act("P100", "2027-03-01", "dfcs_ended", &["last_day=2027-02-26"]);
    act("P100", "2027-03-02", "case_handed_back", &["office=Eastmont"]);
    act("C100", "2027-03-03", "case_assigned", &[&format!("to={EC}")]);
    let list = office.json("P300", "2027-03-03", &["list", "common-cases", "--ec", "all"]);
    assert_eq!(list[0]["state"], "returned", "{list}");
    assert!(
        office.json("P100", "2027-03-03", &["facts", CASE])["dfcs"].is_null(),
        "after the return it is the analyst's"
    );
}

/// E27: on a sensitive case only an analyst answers, and the liaison sees neither service nor number.
#[test]
fn a_sensitive_case_waits_for_an_analyst() {
    let office = office();
    office.act(EC, "2026-11-19", CASE, "common_case_found", &["how=client"]);
    office.act("U100", "2026-11-20", CASE, "common_case_reviewed", &["outcome=ask"]);
    let guess =
        office.refuses("L100", "2026-11-23", CASE, "common_case_verified", &["outcome=common", "sensitive=yes"]);
    assert!(guess.contains("Only an analyst answers on a sensitive case"), "{guess}");
    office.act("L100", "2026-11-23", CASE, "common_case_verified", &["outcome=to_analyst"]);
    assert!(office.desk("L100", "2026-11-24", CASE).is_empty());
    assert_eq!(office.desk("A100", "2026-11-24", CASE), ["sensitive"]);
    let not_theirs = office.refuses("L100", "2026-11-24", CASE, "common_case_verified", &["outcome=common"]);
    assert!(not_theirs.contains("an analyst") || not_theirs.contains("Only an analyst"), "{not_theirs}");
    office.act(
        "A100",
        "2026-11-24",
        CASE,
        "common_case_verified",
        &["outcome=common", "service=fr", "court_on=2026-12-10"],
    );
    for args in [&["facts", CASE][..], &["why", CASE], &["list", "common-cases"], &["audit", "--case", CASE]] {
        let shown = office.json("L100", "2026-11-24", args).to_string();
        assert!(!shown.contains("2026-12-10") && !shown.contains("\"fr\""), "{args:?}: {shown}");
    }
    let analyst = office.json("A100", "2026-11-24", &["facts", CASE, "--reason", "court date asked for"]).to_string();
    assert!(analyst.contains("2026-12-10"), "{analyst}");
    let audit = office.run("A100", "2026-11-24", &["audit", "--case", CASE]).unwrap();
    assert!(audit.contains("Opened what is known of child welfare: court date asked for"), "{audit}");
}

/// E28: not a common case: nothing follows, and the text goes to the EC alone.
#[test]
fn what_is_no_common_case_stays_with_its_ec() {
    let office = office();
    office.act(EC, "2026-11-19", CASE, "common_case_found", &["how=cwes_staff"]);
    office.act("U100", "2026-11-20", CASE, "common_case_reviewed", &["outcome=ask"]);
    let told = office.act("L100", "2026-11-24", CASE, "common_case_verified", &["outcome=not_common"]);
    assert!(told.contains("for the EC of the case:"), "{told}");
    for worker in [EC, "U100", "L100", "P300", "A100"] {
        let why = office.json(worker, "2026-11-25", &["why", CASE]).to_string();
        assert!(!why.contains("common_case"), "{worker}: {why}");
    }
}

/// E38 and E39, and on to the lifted sanction.
#[test]
fn an_outreach_list_leads_to_a_lifted_sanction() {
    let office = office();
    // Sanctioned since October, with aid that goes on.
    let (case, person) = ("0033796", "1");
    let person = ["--person", person];
    let act = |worker: &str, day: &str, act: &str, fields: &[&str]| {
        let fields: Vec<&str> = fields.iter().copied().chain(person).collect();
        office.act(worker, day, case, act, &fields)
    };
    act("A100", "2026-11-19", "outreach_listed", &["list=November"]);
    assert_eq!(office.desk("P300", "2026-11-19", case), ["outreach_in"]);
    act("P300", "2026-11-20", "outreach_forwarded", &["to=P200"]);
    assert_eq!(office.desk("P200", "2026-11-20", case), ["outreach_try"]);
    let text = act("P200", "2026-11-20", "outreach_tried", &["channel=text", "outcome=sent"]);
    assert!(text.contains("has news that may help your family"), "{text}");
    assert_eq!(office.desk("P200", "2026-12-01", case), ["outreach_try"]);
    act("P200", "2026-12-02", "outreach_tried", &["channel=email", "outcome=wants_to"]);
    assert_eq!(office.desk("P200", "2026-12-02", case), ["outreach_cure"]);
    act("P200", "2026-12-02", "cure_requested", &[]);
    assert!(office.desk("P200", "2026-12-03", case).is_empty());
    act("P200", "2026-12-03", "outreach_ended", &["outcome=cure"]);
    act("P200", "2026-12-04", "cure_plan_signed", &["until=2026-12-18"]);
    act("P200", "2026-12-18", "cure_ended", &["completed=yes"]);
    act("P200", "2026-12-18", "aid_restored", &[]);
    let listed = office.json("P200", "2026-12-18", &["list", "outreach", "--ec", "all"]);
    assert_eq!((listed[0]["state"].as_str(), listed[0]["tries"].as_u64()), (Some("ended"), Some(2)), "{listed}");
    let contact = office.json("P200", "2026-12-18", &["list", "contacts", "--ec", "all", "--month", "2026-12"]);
    let made = contact.as_array().unwrap().iter().any(|row| row["case"] == case && row["contact"] == "made");
    assert!(!made, "E39: a text message is no monthly contact");
}

/// E24, E25: a linked case is considered, its conference called, held and written up; each point is an alert to its worker.
#[test]
fn a_conference_goes_from_consideration_to_the_minutes() {
    let office = Desks::new("san_francisco", &[("S100", "sw_supervisor"), ("N100", "linkages_coordinator")]);
    let act = |worker: &str, day: &str, act: &str, fields: &[&str]| office.act(worker, day, CASE, act, fields);
    let desk = |worker: &str, day: &str| office.desk(worker, day, CASE);
    act(EC, "2026-11-19", "linked_case_found", &["how=sw"]);
    assert_eq!(desk("N100", "2026-11-20"), ["to_consider"]);
    let not_hers = office.refuses(EC, "2026-11-20", CASE, "linkage_considered", &["outcome=refer"]);
    assert!(not_hers.contains("a Linkages Coordinator"), "{not_hers}");
    let early = office.refuses("N100", "2026-11-20", CASE, "conference_called", &["on_day=2026-12-17"]);
    assert!(early.contains("Impossible in the state Linked"), "{early}");
    act("N100", "2026-11-20", "linkage_considered", &["outcome=refer", "reason=the plans differ"]);
    let fields = ["on_day=2026-12-17", "place=170 Otis", "substance_abuse=yes"];
    let invitation = act("N100", "2026-12-01", "conference_called", &fields);
    assert!(invitation.contains("Conference for the members of the team:"), "{invitation}");
    assert!(!invitation.contains("Jackson"), "a provider knows the case by its number: {invitation}");
    assert_eq!(desk("N100", "2026-12-01"), ["seats_open"]);
    assert_eq!(desk("S100", "2026-12-01"), ["seats_open", "seats_open"], "the invitations, and the seat of the unit");
    let seats =
        "es_ec es_supervisor cww cww_supervisor calworks_sw paes westside woman_inc public_health psychiatrist first";
    for seat in seats.split(' ') {
        act("N100", "2026-12-02", "conference_seat", &[&format!("seat={seat}"), "name=N. Vega", "invited=yes"]);
    }
    assert!(desk("N100", "2026-12-03").is_empty());
    assert_eq!(desk("N100", "2026-12-18"), ["conference_day"]);
    act("N100", "2026-12-18", "conference_held", &["attended=es_ec, cww"]);
    assert_eq!(desk("N100", "2026-12-18"), ["minutes_due"]);
    let agreed = ["plan=one plan for both", "what=amend the WTW 2", "who=V1A3", "by=2027-01-08"];
    act("N100", "2026-12-21", "conference_minuted", &agreed);
    assert!(desk("N100", "2026-12-21").is_empty());
    let alerts = office.json(EC, "2027-01-08", &["list", "alerts"]).to_string();
    assert!(alerts.contains("amend the WTW 2"), "{alerts}");
    let print = |worker: &str| {
        office.run(worker, "2026-12-21", &["print", "conference", CASE, "--form", "text", "--yes"]).unwrap()
    };
    let minutes = print("N100");
    assert!(minutes.contains("one plan for both") && minutes.contains("Westside Community Mental Health"), "{minutes}");
    assert!(!print(EC).contains("one plan for both"), "the plan of child welfare is not the EC's to read");
    assert_eq!(office.json(EC, "2026-12-21", &["verify"])["holds"], true);
}

#[test]
fn a_county_without_common_cases_offers_none_of_their_acts() {
    let home = TestHome::with_extracts();
    let (_, refused) = home.fails(&["act", CASE, "common_case_found", "how=client"]);
    assert!(refused.contains("Not switched on in this county: Common cases"), "{refused}");
}

/// Writes a list from child welfare with the people of the household extract, each as `name,birth date,status,sensitive`.
fn write_list(office: &Desks, name: &str, rows: &[String]) -> String {
    let path = office.home.path().join(name);
    let header = "Full Name,DOB,Case Status,Sensitive,CWS Case,CWS Service".to_owned();
    std::fs::write(&path, [vec![header], rows.to_vec()].concat().join("\n")).unwrap();
    path.to_str().unwrap().to_owned()
}

/// E40: each row is decided one by one, and nothing of the list is kept but that. A second list shows what is new, changed
/// and gone.
#[test]
fn the_rows_of_a_match_are_decided_one_by_one_and_a_second_list_shows_what_is_new() {
    let office = office();
    let dmitri = |born: &str| format!("\"Jackson, Dmitri\",{born},Open,N,ZYX-1,FM");
    let child = "\"Jackson, Siosaia\",07/25/2018,Open,N,ZYX-2,FM".to_owned();
    let first = write_list(&office, "november.csv", &[dmitri("11/03/1998"), child.clone()]);
    let rows = |worker: &str, day: &str, list: &str| office.json(worker, day, &["match", list]);
    let found = rows("A100", "2026-11-19", &first);
    assert_eq!((found[0]["before"].as_str(), found[0]["reference"].as_str()), (Some("new"), Some("ZYX-1")), "{found}");
    assert!(rows(EC, "2026-11-19", &first)[0]["reference"].is_null(), "the number is for liaison and analyst");
    let refused = office.run(EC, "2026-11-19", &["match", &first, "--dismiss", "2"]).unwrap_err();
    assert!(refused.contains("DFCS Liaison"), "{refused}");
    let none = office.run("A100", "2026-11-19", &["match", &first, "--dismiss", "9"]).unwrap_err();
    assert!(none.contains("Row 9 means nobody in this caseload"), "{none}");

    let said = office.run("A100", "2026-11-19", &["match", &first, "--dismiss", "2", "--propose", "3"]).unwrap();
    assert!(said.contains("Row 3, case 06B32751: proposed as a common case."), "{said}");
    assert!(said.contains("Row 2, case 06B32751: said to be another person."), "{said}");
    assert_eq!(office.desk("P300", "2026-11-19", CASE), ["to_decide"], "the match goes straight to the supervisor");

    let again = rows("A100", "2026-12-03", &first);
    let last = again.as_array().unwrap().last().unwrap();
    assert_eq!(last["row"], 2, "what was dismissed comes last: {again}");
    assert!(last["before"].as_str().unwrap().starts_with("said to be another person on "), "{last}");
    let corrected = write_list(&office, "december.csv", &[dmitri("11/13/1998")]);
    let changed = rows("A100", "2026-12-03", &corrected);
    assert!(
        changed[0]["before"].as_str().unwrap().starts_with("changed since: said to be another person"),
        "{changed}"
    );
    let text = office.run("A100", "2026-12-03", &["match", &corrected, "--form", "text", "--yes"]).unwrap();
    assert!(text.contains("No longer on the list: 06B32751"), "{text}");

    for entry in std::fs::read_dir(office.home.home_path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(5).any(|window| window == b"ZYX-1"), "{}", path.display());
        }
    }
    assert_eq!(office.json("A100", "2026-12-03", &["verify"])["holds"], true);
}

/// E37, and who sees a sensitive row.
#[test]
fn a_listed_case_falls_into_the_group_of_its_standing() {
    let office = office();
    let row = |status: &str, sensitive: &str| format!("\"Jackson, Dmitri\",11/03/1998,{status},{sensitive},ZYX-1,FR");
    let group = |worker: &str, rows: &[String]| {
        let list = write_list(&office, "list.csv", rows);
        office.json(worker, "2026-11-19", &["match", &list])[0].clone()
    };
    assert_eq!(group("A100", &[row("Closed", "N")])["group"], "not_open", "never common here");
    assert_eq!(group("A100", &[row("Open", "N")])["group"], "potential_common_case");
    office.act(EC, "2026-11-19", CASE, "common_case_found", &["how=client"]);
    assert_eq!(group("A100", &[row("Closed", "N")])["group"], "closed");
    let hidden = group("L100", &[row("Open", "Y")]);
    assert_eq!(
        (hidden["group"].as_str(), hidden["note"].as_str()),
        (Some("sensitive"), Some("an analyst answers this one"))
    );
    assert!(hidden["case"].is_null() && hidden["listed_name"].is_null(), "{hidden}");
    assert_eq!(group("A100", &[row("Open", "Y")])["case"], CASE);
}

/// E37: each group, in the order of the list: those who lose aid come first.
#[test]
fn the_groups_of_a_match_come_in_the_order_of_what_a_family_loses() {
    let office = office();
    office.act(EC, "2026-11-19", "02B31556", "time_on_aid_reviewed", &["months=60"]);
    let list = write_list(
        &office,
        "all.csv",
        &[
            "\"Jackson, Dmitri\",11/03/1998,Closed,N,ZYX-1,FM".to_owned(),
            "\"Nguyen, Latoya\",09/15/1992,Open,N,ZYX-2,FM".to_owned(),
            "\"Nguyen, María\",03/14/1986,Open,N,ZYX-3,FR".to_owned(),
            "\"Jackson, Siosaia\",07/25/2018,Open,N,ZYX-4,FM".to_owned(),
            "\"Petrov, Wei\",01/28/1990,Open,N,ZYX-5,FM".to_owned(),
            "\"Nobody, Here\",01/28/1990,Open,N,ZYX-6,FM".to_owned(),
        ],
    );
    let rows = office.json("A100", "2026-11-19", &["match", &list]);
    let text = |row: &serde_json::Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let groups: Vec<(String, String)> =
        rows.as_array().unwrap().iter().map(|row| (text(row, "group"), text(row, "note"))).collect();
    let expected = [
        ("sanctioned", ""),
        ("potential_common_case", "months of aid unknown"),
        ("no_benefits", "AB 429 may apply: tell the liaison"),
        ("no_time_left", ""),
        ("not_open", ""),
        ("not_in_caseload", ""),
    ];
    let expected: Vec<(String, String)> =
        expected.into_iter().map(|(group, note)| (group.to_owned(), note.to_owned())).collect();
    assert_eq!(groups, expected, "{rows}");
    let refused = office.run("A100", "2026-11-19", &["match", &list, "--propose", "3"]).unwrap_err();
    assert!(refused.contains("Row 3 is not proposed: No months of aid left"), "{refused}");
    let listed = office.run("A100", "2026-11-19", &["match", &list, "--propose", "6"]).unwrap();
    assert!(listed.contains("case 0039839: listed for outreach"), "{listed}");
}

/// After an assignment the listing may still name the worker before for ten days; then the county differs.
#[test]
fn a_listing_that_still_names_the_worker_before_differs_after_ten_days() {
    let office = office();
    office.act("A100", "2026-11-19", CASE, "common_case_found", &["how=liaison", "confirmed=yes"]);
    office.act("P300", "2026-11-19", CASE, "common_case_decided", &["outcome=accept", "banked=yes"]);
    office.act("P300", "2026-11-19", CASE, "case_assigned", &["to=P100", "banked=yes"]);
    let differs = |worker: &str, day: &str| !office.today(worker, day, CASE, &["county_differs"]).is_empty();
    // The next listing still names V1A3.
    let listing = office.home.path().join("es108.csv");
    let row = format!(
        "{CASE},\"Jackson, Dmitri\",Jackson,Dmitri,1,11/03/1998,Registered-Mandatory,07/01/2026,Active,07/01/2026,V1A3\n"
    );
    let header = "Case Number,Case Name,Last Name,First Name,Person Number,DOB,Reg Status,Status Dt,Aid Status,Aid Date,Worker\n";
    std::fs::write(&listing, format!("{header}{row}")).unwrap();
    let read = ["import", "--run-date", "2026-11-27", "--force", listing.to_str().unwrap()];
    office.run(EC, "2026-11-28", &read).unwrap();
    assert!(!differs("P100", "2026-11-29"), "ten days have not passed");
    assert!(differs("P100", "2026-11-30"));
    let why = office.run("P100", "2026-11-30", &["why", CASE, "--rule", "county_differs"]).unwrap();
    assert!(why.contains("worker of the case") && why.contains("V1A3") && why.contains("P100"), "{why}");
    let clerk = office.run("K100", "2026-11-30", &["why", CASE]).unwrap_or_default();
    assert!(!clerk.contains("worker of the case"), "it would tell that the case is common: {clerk}");
}

/// Every section of the desks of work with partners has a row in a practice home of the county.
#[test]
fn in_a_practice_home_of_a_county_each_desk_of_partners_has_work() {
    for (county, roles) in [
        ("san_francisco", &["social_worker", "sw_supervisor", "unit_clerk", "linkages_coordinator"][..]),
        ("santa_clara", &["liaison", "analyst", "partnership_supervisor", "control_clerk", "partnership_lead"]),
    ] {
        for role in roles {
            let home = TestHome::bare();
            let args = ["demo", "--county", county, "--role", role, "--no-open", "--as-of", "2026-11-19"];
            home.ok(&args);
            crate::support::write_private(&home.passphrase_file(), "practice\n");
            let rows = home.json(&["desk"]);
            assert!(rows.as_array().is_some_and(|rows| !rows.is_empty()), "{county} {role}: {rows}");
        }
    }
}
