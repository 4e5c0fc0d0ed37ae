//! docs/json.md is true: the commands are run, and every field that they print is in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::TestHome;

/// A section of the document: one heading and what follows it.
#[derive(Default)]
struct Section {
    /// The meaning of each field.
    fields: BTreeMap<String, String>,
    /// The text outside the table.
    text: String,
}

/// The document, by heading.
struct Document {
    sections: BTreeMap<String, Section>,
}

impl Document {
    fn read() -> Self {
        let mut sections: BTreeMap<String, Section> = BTreeMap::new();
        let mut heading = String::new();
        for line in include_str!("../docs/json.md").lines() {
            if let Some(next) = line.strip_prefix("## ") {
                next.clone_into(&mut heading);
            }
            let section = sections.entry(heading.clone()).or_default();
            match line.strip_prefix("| `").and_then(|row| row.split_once("` | ")) {
                Some((field, meaning)) => drop(section.fields.insert(field.to_owned(), meaning.to_owned())),
                None => section.text.push_str(line),
            }
        }
        Self { sections }
    }

    /// The section that a text links to.
    fn linked(&self, text: &str) -> Option<&str> {
        let anchor = text.split_once("](#")?.1.split_once(')')?.0;
        let heading = self.sections.keys().find(|heading| heading.to_lowercase().replace(' ', "-") == anchor);
        Some(heading.unwrap_or_else(|| panic!("no section {anchor}")))
    }

    /// Adds the fields of `value` that the section does not name to `missing`.
    fn compare(&self, heading: &str, prefix: &str, value: &Value, missing: &mut BTreeSet<String>) {
        let section = &self.sections[heading];
        match value {
            Value::Array(values) => {
                let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}[]") };
                for value in values {
                    self.compare(heading, &prefix, value, missing);
                }
            }
            Value::Object(_) if prefix.is_empty() && section.fields.is_empty() => match self.linked(&section.text) {
                Some(other) => self.compare(other, "", value, missing),
                None => drop(missing.insert(format!("{heading}: no table"))),
            },
            Value::Object(fields) => {
                for (name, value) in fields {
                    let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                    match section.fields.get(&path).map(|meaning| self.linked(meaning)) {
                        Some(Some(other)) => self.compare(other, "", value, missing),
                        Some(None) => self.compare(heading, &path, value, missing),
                        None => drop(missing.insert(format!("{heading}: {path}"))),
                    }
                }
            }
            _ => {}
        }
    }
}

/// A practice caseload in which everything occurs.
fn practice() -> TestHome {
    let home = TestHome::bare();
    let made = home.json(&["demo", "--no-open", "--cases", "60", "--seed", "3", "--as-of", "2026-11-19"]);
    std::fs::write(home.passphrase_file(), made["passphrase"].as_str().unwrap()).unwrap();
    home
}

/// Runs the commands and returns the heading that documents each, and its answer.
fn answers(home: &TestHome) -> Vec<(&'static str, Value)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let cases: BTreeSet<String> =
        home.json(&["list", "action"]).as_array().unwrap().iter().take(12).map(|row| text(&row["case"])).collect();
    let case = cases.first().unwrap().as_str();
    let comment = text(&home.json(&["list", "comments"])[0]["id"]);
    let alerts = home.json(&["list", "alerts"]);
    let written = alerts.as_array().unwrap().iter().find(|alert| !text(&alert["id"]).starts_with("r-")).unwrap();
    let alert = text(&written["id"]);
    let file = ["comment", "file", "--case", case, "--type", "telephone", "--purpose", "Called", "--results", "LVM"];
    let file: Vec<&str> = file.into_iter().chain(["--no-forms", "--no-documents", "--person", "1"]).collect();
    let amend = ["comment", "amend", &comment, "--kind", "addendum", "--reason", "x", "--text", "y"];
    let out = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
    let list = out("cws.csv");
    std::fs::write(&list, "Full Name,DOB\nNobody Here,1/2/1990\n").unwrap();
    let rows = home.json(&["list", "action"]);
    let open = rows.as_array().unwrap().iter().find(|row| row["category"] == "good_cause_20_day").unwrap();
    let (noncompliant, person) = (text(&open["case"]), open["person"].to_string());
    let mut answers = vec![
        (
            "caseload act",
            home.json(&["act", &noncompliant, "cause_determined", "outcome=good_cause", "--person", &person]),
        ),
        ("caseload undo", home.json(&["undo", &noncompliant])),
        ("caseload comment file", home.json(&file)),
        ("caseload comment amend", home.json(&amend)),
        ("caseload comment copy", home.json(&["comment", "copy", &comment])),
        ("caseload list unposted", home.json(&["list", "unposted"])),
        ("caseload comment post", home.json(&["comment", "post", &comment])),
        ("caseload search", home.json(&["search", "--most", "3", "attendance"])),
        ("caseload phrase keep", home.json(&["phrase", "keep", "x", "y"])),
        ("caseload phrase list", home.json(&["phrase", "list"])),
        ("caseload phrase forget", home.json(&["phrase", "forget", "x"])),
        ("caseload stats", home.json(&["stats"])),
        ("caseload list today", home.json(&["list", "today"])),
        ("caseload list day", home.json(&["list", "day"])),
        ("caseload list cases", home.json(&["list", "cases"])),
        ("caseload list action", home.json(&["list", "action"])),
        ("caseload list alerts", home.json(&["list", "alerts"])),
        ("caseload list month", home.json(&["list", "month"])),
        ("caseload list contacts", home.json(&["list", "contacts"])),
        ("caseload print", home.json(&["print", "action", "--redacted", "--out", &out("a.pdf")])),
        ("A document", home.json(&["print", "handover", case, "--yes"])),
        ("caseload match", home.json(&["match", &list])),
        ("caseload list checklist", home.json(&["list", "checklist"])),
        ("caseload list comments", home.json(&["list", "comments"])),
        ("caseload act", home.json(&["act"])),
        ("caseload alert", home.json(&["alert", "done", &alert])),
        ("caseload annotate", home.json(&["annotate", case, "noted"])),
        ("caseload reminder add", home.json(&["reminder", "add", "+1", "call back", "--case", case])),
        ("caseload reminder add", home.json(&["reminder", "add", "+2", "on no case"])),
        ("caseload reminder list", home.json(&["reminder", "list"])),
        ("caseload policy show", home.json(&["policy", "show"])),
        ("caseload worker list", home.json(&["worker", "list"])),
        ("caseload key list", home.json(&["key", "list"])),
        ("caseload key recovery", home.json(&["key", "recovery"])),
        ("caseload key escrow", home.json(&["key", "escrow", "--make"])),
        ("caseload key escrow", home.json(&["key", "rotate"])),
        ("caseload backup", home.json(&["backup"])),
        ("caseload backup", home.json(&["backup", "--list"])),
        ("caseload restore", home.json(&["restore", "--latest", "--yes"])),
        ("caseload doctor", home.json(&["doctor", "--rebuild"])),
        ("caseload audit", home.json(&["audit"])),
        ("caseload verify", home.json(&["verify"])),
        ("caseload audit", home.json(&["audit"])),
        ("caseload key list", home.json(&["key", "list"])),
        ("caseload backup", home.json(&["backup"])),
        ("caseload backup", home.json(&["backup", "--list"])),
        ("caseload doctor", home.json(&["doctor"])),
        ("caseload doctor --salvage", home.json(&["doctor", "--salvage"])),
        ("caseload restore", home.json(&["restore", "--latest", "--yes"])),
    ];
    for case in &cases {
        let facts = home.json(&["facts", case]);
        let path = home.path().join("facts.json");
        std::fs::write(&path, facts.to_string()).unwrap();
        answers.push(("caseload evaluate", home.json(&["evaluate", path.to_str().unwrap(), "--as-of", "2026-11-19"])));
        answers.push(("caseload checklist", home.json(&["checklist", case])));
        answers.push(("caseload case show", home.json(&["case", "show", case])));
        answers.push(("caseload why", home.json(&["why", case])));
        answers.push(("caseload comment show", home.json(&["comment", "show", case])));
    }
    answers
}

/// Runs the commands of a supervisor, who owns the caseload here.
fn answers_to_a_supervisor() -> Vec<(&'static str, Value)> {
    let home = TestHome::bare();
    home.ok(&["new", "--worker", "V1S1", "--name", "A. Rivera", "--role", "supervisor", "--office", "Eastmont"]);
    let files = crate::support::fixtures();
    let import: Vec<&str> = ["import"].into_iter().chain(files.iter().map(|file| file.to_str().unwrap())).collect();
    home.ok(&import);
    let drawn = home.json(&["desk", "draw"]);
    let case = drawn[0]["cases"][0].as_str().unwrap().to_owned();
    let points = home.json(&["desk", "review", &case]);
    let items = points.as_array().unwrap().iter().flat_map(|component| component["items"].as_array().unwrap());
    let scores: Vec<String> = items.map(|item| format!("{}=met", item["id"].as_str().unwrap())).collect();
    let review: Vec<&str> = ["desk", "review", &case].into_iter().chain(scores.iter().map(String::as_str)).collect();
    let conference = ["desk", "conference", "--with", "V1A3", "--said", "x", "--case", &case];
    vec![
        ("caseload desk", home.json(&["desk"])),
        ("caseload desk draw", drawn.clone()),
        ("caseload desk review", points.clone()),
        ("caseload desk review CASE POINT=SCORE", home.json(&review)),
        ("caseload desk reviews", home.json(&["desk", "reviews"])),
        ("caseload desk conferences", home.json(&conference)),
        ("caseload desk conferences", home.json(&["desk", "conferences"])),
    ]
}

#[test]
fn every_field_that_a_command_prints_is_documented() {
    let document = Document::read();
    let mut missing = BTreeSet::new();
    for (heading, answer) in answers(&practice()) {
        document.compare(heading, "", &answer, &mut missing);
    }
    for (heading, answer) in answers_to_a_supervisor() {
        document.compare(heading, "", &answer, &mut missing);
    }
    let home = TestHome::bare();
    let made = home.json(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    document.compare("caseload new", "", &made, &mut missing);
    let files = crate::support::fixtures();
    let import: Vec<&str> = ["import"].into_iter().chain(files.iter().map(|file| file.to_str().unwrap())).collect();
    document.compare("caseload import", "", &home.json(&import), &mut missing);
    assert!(missing.is_empty(), "docs/json.md does not name: {missing:#?}");
}

#[test]
fn every_command_is_documented() {
    let document = Document::read();
    let help = TestHome::bare().ok(&["--help"]);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // The help of a command may continue on lines of its own, which are indented further.
    let names: Vec<&str> = commands.filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    // The help of the library prints the usage of a command and has no answer of its own.
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty() && *name != "help").collect();
    assert!(names.len() > 10, "{help}");
    for name in names {
        let heading = format!("caseload {name}");
        assert!(document.sections.keys().any(|known| known.starts_with(&heading)), "{heading} is not in docs/json.md");
    }
}
