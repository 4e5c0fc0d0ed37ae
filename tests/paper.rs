//! Exports of lists and documents: files in every format, the question before names leave, the match with child
//! welfare.

use std::fs;

use crate::support::TestHome;

/// A Social Security number that is never issued, as it would come in a list.
const SSN: &str = "900-55-1234";

fn file(home: &TestHome, name: &str) -> String {
    home.path().join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_file_is_written_in_the_form_of_its_ending_once_names_are_meant_to_leave() {
    let home = TestHome::with_extracts();
    for (ending, starts) in
        [("pdf", "%PDF"), ("xlsx", "PK"), ("csv", "\u{feff}Category,"), ("json", "{"), ("txt", "Action required")]
    {
        let out = file(&home, &format!("es109.{ending}"));
        let (code, asked) = home.fails(&["print", "action", "--out", &out]);
        assert!(code == 1 && asked.contains("--yes") && !std::path::Path::new(&out).exists(), "{asked}");
        assert!(home.ok(&["print", "action", "--out", &out, "--yes"]).contains(&out));
        assert!(fs::read(&out).unwrap().starts_with(starts.as_bytes()), "{ending}");
        let (_, there) = home.fails(&["print", "action", "--out", &out, "--yes"]);
        assert!(there.contains("already"), "{there}");
        home.ok(&["print", "action", "--out", &out, "--yes", "--replace"]);
    }
    let (_, sentence) = home.fails(&["print", "action", "--out", &file(&home, "es109.doc"), "--yes"]);
    assert!(sentence.contains(".pdf"), "{sentence}");
    let audit = home.json(&["audit", "--access"]);
    assert_eq!(audit.as_array().unwrap().len(), 10, "each file that was written is accounted for, and none else");
    assert_eq!(home.json(&["verify"])["holds"], true);
}

#[test]
fn an_office_may_let_its_scripts_fetch_lists_and_redacted_ones_are_never_asked_about() {
    let home = TestHome::with_extracts();
    home.ok(&["print", "cases", "--redacted", "--out", &file(&home, "a.csv")]);
    let csv = fs::read_to_string(home.path().join("a.csv")).unwrap();
    assert!(csv.contains("…445") && !csv.contains("0052445"), "{csv}");
    fs::write(home.home_path().join("settings.toml"), "export_without_asking = true\n").unwrap();
    home.ok(&["print", "cases", "--out", &file(&home, "b.csv")]);
    assert!(fs::read_to_string(home.path().join("b.csv")).unwrap().contains("0052445"));
    assert_eq!(home.json(&["audit", "--access"]).as_array().unwrap().len(), 2);
}

#[test]
fn why_an_alert_was_passed_over_is_in_the_table_and_in_no_redacted_one() {
    let home = TestHome::with_extracts();
    let alerts = home.json(&["list", "alerts"]);
    let alert = alerts.as_array().unwrap().iter().find(|alert| alert["from"] == "rule").unwrap();
    home.ok(&["alert", "skip", alert["id"].as_str().unwrap(), "--reason", "waits for Mr. Quillfeather of the school"]);
    for list in ["alerts", "today"] {
        let whole = home.ok(&["list", list, "--csv", "--yes"]);
        let says = alert["text"].as_str().unwrap();
        let row = whole.lines().find(|line| line.contains("Quillfeather")).unwrap();
        assert!(row.contains("skipped") && row.contains(says.split(": ").last().unwrap()), "{row}");
        let redacted = home.ok(&["list", list, "--csv", "--redacted"]);
        assert!(!redacted.contains("Quillfeather") && redacted.lines().count() == whole.lines().count(), "{redacted}");
    }
}

#[test]
fn documents_of_a_case_want_the_case_and_lists_want_none() {
    let home = TestHome::with_extracts();
    for what in ["checklist", "review"] {
        assert!(home.fails(&["print", what]).1.contains("Name the case"));
        assert!(home.fails(&["print", what, "9Z9Z9Z"]).1.contains("9Z9Z9Z"));
    }
    assert!(home.fails(&["print", "action", "0052445"]).1.contains("whole caseload"));
    let sheet = home.ok(&["print", "handover", "0052445", "--yes"]);
    assert!(["0052445", "Clocks", "To do", "Plan", "Last contacts"].iter().all(|part| sheet.contains(part)), "{sheet}");
    assert!(home.fails(&["print", "handover", "0052445", "--form", "csv", "--yes"]).1.contains("several parts"));
}

#[test]
fn the_month_and_the_proof_of_contact_are_lists_like_the_others() {
    let home = TestHome::with_extracts();
    let due = home.json(&["list", "month"]);
    let due = due.as_array().unwrap();
    let days: Vec<&str> = due.iter().map(|row| row["day"].as_str().unwrap()).collect();
    assert!(days.is_sorted() && days.iter().all(|day| *day <= "2026-11-30"));
    // An appointment is a date and no duty, so it is never late.
    let is_late = |row: &serde_json::Value| row["kind"] != "appointment" && row["day"].as_str().unwrap() < "2026-11-19";
    assert!(due.iter().all(|row| (row["late"] == "late") == is_late(row)));
    let december = home.json(&["list", "month", "--month", "2026-12"]);
    assert!(december.as_array().unwrap().iter().all(|row| row["day"].as_str().unwrap().starts_with("2026-12")));
    let proof = home.json(&["list", "contacts", "--from", "2026-10"]);
    let of = |state: &str| proof.as_array().unwrap().iter().filter(|row| row["contact"] == state).count();
    let text = home.ok(&["list", "contacts", "--from", "2026-10"]);
    let counts = format!(
        "{} owed: {} made, {} not made, {} not yet",
        of("made") + of("missed") + of("open"),
        of("made"),
        of("missed"),
        of("open")
    );
    assert!(text.starts_with(&counts), "{counts}\n{}", text.lines().next().unwrap());
    assert!(of("made") > 0 && of("missed") > 0 && of("open") > 0);
}

/// Writes a list of people who are, nearly are and are not in the caseload, each with a Social Security number.
fn list(home: &TestHome) -> String {
    let extract = fs::read_to_string(crate::support::fixture("household.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(extract.as_bytes());
    let header = reader.headers().unwrap().clone();
    let place = |name: &str| header.iter().position(|cell| cell == name).unwrap();
    let (last, first, born) = (place("LAST"), place("FIRST"), place("BIRTH DATE"));
    let people = reader.records().take(3).map(Result::unwrap);
    let known = people.map(|row| format!("\"{}, {}\",{SSN},{},Open", &row[last], &row[first], &row[born]));
    let others = [
        "Full Name,SSN,DOB,Case Status".to_owned(),
        format!("\"Nobody, Of Them\",{SSN},01/02/1970,Open"),
        format!("\"{SSN}\",,01/02/1970,Open"),
        format!(",{SSN},01/02/1970,"),
    ];
    let lines: Vec<String> = others.into_iter().chain(known).collect();
    let path = file(home, "cws.csv");
    fs::write(&path, lines.join("\n")).unwrap();
    path
}

#[test]
fn a_list_from_child_welfare_is_matched_and_nothing_of_its_numbers_is_kept() {
    let home = TestHome::with_extracts();
    let path = list(&home);
    let matched = home.json(&["match", &path]);
    let rows = matched.as_array().unwrap();
    // The listing may write a name without the accents that the household extract has.
    let known: Vec<_> = rows.iter().filter(|row| row["score"].as_i64().is_some_and(|score| score >= 98)).collect();
    assert_eq!(known.len(), 3, "{matched}");
    assert!(known.iter().all(|row| row["case"].is_string() && row["group"] != "not_in_caseload"));
    let nobody: Vec<_> = rows.iter().filter(|row| row["group"] == "not_in_caseload").collect();
    assert!(nobody.iter().any(|row| row["listed_name"] == "Nobody, Of Them"), "{matched}");
    let text = home.ok(&["match", &path]);
    assert!(text.contains("rejected"), "{text}");
    home.ok(&["match", &path, "--out", &file(&home, "match.csv"), "--yes"]);
    home.ok(&["match", &path, "--out", &file(&home, "match.json"), "--redacted"]);
    let outputs = [matched.to_string(), text, fs::read_to_string(home.path().join("match.csv")).unwrap()];
    for kept in outputs.iter().chain([&fs::read_to_string(home.path().join("match.json")).unwrap()]) {
        assert!(!kept.contains(SSN) && !kept.contains("55-1234"), "{kept}");
    }
    for entry in fs::read_dir(home.home_path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            assert!(!bytes.windows(SSN.len()).any(|window| window == SSN.as_bytes()), "{}", path.display());
        }
    }
}
