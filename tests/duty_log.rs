//! The duty log of the social-work unit, with the real program: entries on a case and on none, what is to be followed up, and
//! who reads it.

use crate::desks::{Desks, EC};

const CASE: &str = "06B32751";
/// A text that nobody else writes.
const SECRET: &str = "Zyxeviction";

fn office() -> Desks {
    Desks::new("san_francisco", &[("S100", "sw_supervisor"), ("S101", "social_worker"), ("S102", "social_worker")])
}

fn sections(office: &Desks, worker: &str, day: &str) -> Vec<(String, String)> {
    let rows = office.json(worker, day, &["desk"]);
    let text = |row: &serde_json::Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    rows.as_array().unwrap().iter().map(|row| (text(row, "section"), text(row, "case"))).collect()
}

#[test]
fn an_entry_on_a_case_is_followed_up_by_who_was_on_duty() {
    let office = office();
    let fields = ["for=client", &format!("what={SECRET}"), "outcome=follow_up", "at=14:30"];
    office.act("S101", "2026-11-19", CASE, "duty_contact", &fields);
    let is_mine = |worker: &str, day: &str, section: &str| {
        sections(&office, worker, day).contains(&(section.to_owned(), CASE.to_owned()))
    };
    assert!(is_mine("S101", "2026-11-19", "duty_today") && is_mine("S101", "2026-11-20", "duty_follow_up"));
    assert!(is_mine("S102", "2026-11-19", "duty_today"), "the unit reads the log of the day");
    assert!(!is_mine("S102", "2026-11-20", "duty_follow_up"), "it waits for who logged it");
    assert!(is_mine("S100", "2026-11-23", "late_by_worker"), "and is late with the supervisor");
    assert!(office.today(EC, "2026-11-23", CASE, &["duty"]).is_empty());
    let log = office.json("S102", "2026-11-23", &["list", "duty"]);
    assert_eq!((log[0]["what"].as_str(), log[0]["at"].as_str()), (Some(SECRET), Some("14:30")), "{log}");

    for args in [
        &["list", "duty"][..],
        &["list", "alerts", "--ec", "all"],
        &["facts", CASE],
        &["why", CASE],
        &["case", "show", CASE],
        &["audit", "--case", CASE],
        &["search", SECRET],
        &["print", "handover", CASE, "--form", "text", "--yes"],
    ] {
        let told = office.run(EC, "2026-11-23", args).unwrap_or_else(|refused| refused);
        assert!(!told.contains(SECRET), "{args:?}: {told}");
    }
    let refused = office.refuses(EC, "2026-11-23", CASE, "duty_contact", &fields);
    assert!(refused.contains("a Social Worker"), "{refused}");

    office.act("S102", "2026-11-23", CASE, "duty_contact", &["for=client", "what=settled", "outcome=done"]);
    assert!(!is_mine("S101", "2026-11-23", "duty_follow_up"), "a second entry clears it, whoever makes it");
}

#[test]
fn an_entry_about_no_case_is_kept_apart_and_followed_up_by_its_number() {
    let office = office();
    let day = "2026-11-19";
    let enter = |worker: &str, args: &[&str]| office.run(worker, day, &[&["desk", "duty"], args].concat());
    let entered =
        enter("S101", &["--for", "client", "--what", "a visitor asked for a shelter", "--outcome", "follow_up"])
            .unwrap();
    assert!(entered.contains("Follow up by Fri 11/20/2026."), "{entered}");
    let entry = entered.split(" as ").nth(1).unwrap().split('.').next().unwrap().to_owned();
    let own = sections(&office, "S101", "2026-11-20");
    assert!(own.contains(&("duty_follow_up".to_owned(), "0000000".to_owned())), "{own:?}");

    let blank = enter("S101", &["--for", "client", "--what", " ", "--outcome", "done"]).unwrap_err();
    assert!(blank.contains("Say what it was about"), "{blank}");
    let other = enter(EC, &["--for", "client", "--what", "words", "--outcome", "done"]).unwrap_err();
    assert!(other.contains("Social Worker"), "{other}");
    let unknown =
        enter("S101", &["--for", "client", "--what", "words", "--outcome", "done", "--follows", "ffffff"]).unwrap_err();
    assert!(unknown.contains("There is no entry ffffff"), "{unknown}");

    enter("S102", &["--for", "client", "--what", "found a bed", "--outcome", "done", "--follows", &entry]).unwrap();
    let own = sections(&office, "S101", "2026-11-20");
    assert!(own.iter().all(|(section, _)| section != "duty_follow_up"), "{own:?}");
    assert_eq!(office.json("S100", day, &["list", "duty"]).as_array().unwrap().len(), 2);
    assert!(office.json(EC, day, &["list", "duty"]).as_array().unwrap().is_empty());
    assert_eq!(office.json("S100", day, &["verify"])["holds"], true);
}

/// The rota of the office names who is on duty, for a weekday or for one day, and for a half of it.
#[test]
fn the_rota_says_who_is_on_duty_and_the_assignment_shows_languages_and_load() {
    let office = office();
    let rota = "[[duty_rota]]\nworker = \"S101\"\nweekday = \"Thu\"\nsource = \"memo\"\ncertainty = \"setting\"\n
        [[duty_rota]]\nworker = \"S102\"\nday = 2026-11-20\nhalf = \"morning\"\nsource = \"memo\"\ncertainty = \"setting\"\n
        [[unit_worker]]\nworker = \"S101\"\nlanguages = [\"Spanish\"]\nsite = \"170 Otis\"\nsource = \"memo\"\ncertainty = \"setting\"\n
        [[unit_worker]]\nworker = \"S102\"\nlanguages = [\"English\"]\nsite = \"170 Otis\"\nsource = \"memo\"\ncertainty = \"setting\"\n";
    std::fs::write(office.home.home_path().join("policy.toml"), rota).unwrap();
    let says = |worker: &str, day: &str, section: &str| {
        let rows = office.json(worker, day, &["desk"]);
        let of_section = rows.as_array().unwrap().iter().filter(|row| row["section"] == section);
        of_section.map(|row| row["says"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(says("S102", "2026-11-19", "duty_rota"), ["S101 B. Chen is on duty today"]);
    assert_eq!(says("S100", "2026-11-20", "duty_rota"), ["S102 B. Chen is on duty this morning"]);
    assert!(says("S100", "2026-11-23", "duty_rota").is_empty(), "the rota names nobody for a Monday");

    let fields = ["reasons=crisis", "tried=two calls", "client_told=yes"];
    office.act(EC, "2026-11-19", CASE, "social_work_referred", &fields);
    assert_eq!(says("S101", "2026-11-19", "duty_referral").len(), 1, "a referral without a worker");
    assert!(says("S102", "2026-11-19", "duty_referral").is_empty(), "who is not on duty does not have it");
    let load = says("S100", "2026-11-19", "unit_load");
    assert_eq!(load[0], "S101 B. Chen: 0 open, 0 inactive, 0 late; Spanish; 170 Otis");
    let asked = office.refuses("S100", "2026-11-20", CASE, "social_work_assigned", &[]);
    assert!(asked.contains("The unit has: S") && asked.contains("S101 B. Chen: 0 open"), "{asked}");
    office.act("S100", "2026-11-20", CASE, "social_work_assigned", &["worker=S101"]);
    assert!(says("S100", "2026-11-20", "unit_load")[0].contains("1 open"));
    assert!(says("S102", "2026-11-20", "duty_referral").is_empty(), "it has a worker now");
}
