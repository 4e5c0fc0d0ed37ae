//! docs/json.md is true: the commands are run, and every field that they print is in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::Desk;

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
fn practice() -> Desk {
    let desk = Desk::bare();
    let made = desk.json(&["demo", "--no-open", "--cases", "60", "--seed", "3", "--as-of", "2026-11-19"]);
    std::fs::write(desk.passphrase_file(), made["passphrase"].as_str().unwrap()).unwrap();
    desk
}

/// Runs the commands and returns the heading that documents each, and its answer.
fn answers(desk: &Desk) -> Vec<(&'static str, Value)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let cases: BTreeSet<String> =
        desk.json(&["list", "action"]).as_array().unwrap().iter().take(12).map(|row| text(&row["case"])).collect();
    let case = cases.first().unwrap().as_str();
    let comment = text(&desk.json(&["list", "comments"])[0]["id"]);
    let alert = text(&desk.json(&["list", "alerts"])[0]["id"]);
    let file = ["comment", "file", "--case", case, "--type", "telephone", "--purpose", "Called", "--results", "LVM"];
    let file: Vec<&str> = file.into_iter().chain(["--no-forms", "--no-documents"]).collect();
    let amend = ["comment", "amend", &comment, "--kind", "addendum", "--reason", "x", "--text", "y"];
    let out = |name: &str| desk.path().join(name).to_str().unwrap().to_owned();
    let list = out("cws.csv");
    std::fs::write(&list, "Full Name,DOB\nNobody Here,1/2/1990\n").unwrap();
    let rows = desk.json(&["list", "action"]);
    let open = rows.as_array().unwrap().iter().find(|row| row["category"] == "good_cause_20_day").unwrap();
    let (noncompliant, person) = (text(&open["case"]), open["person"].to_string());
    let mut answers = vec![
        (
            "caseload act",
            desk.json(&["act", &noncompliant, "cause_determined", "outcome=good_cause", "--person", &person]),
        ),
        ("caseload undo", desk.json(&["undo", &noncompliant])),
        ("caseload comment file", desk.json(&file)),
        ("caseload comment amend", desk.json(&amend)),
        ("caseload comment copy", desk.json(&["comment", "copy", &comment])),
        ("caseload list unposted", desk.json(&["list", "unposted"])),
        ("caseload comment post", desk.json(&["comment", "post", &comment])),
        ("caseload search", desk.json(&["search", "--most", "3", "attendance"])),
        ("caseload phrase keep", desk.json(&["phrase", "keep", "x", "y"])),
        ("caseload phrase list", desk.json(&["phrase", "list"])),
        ("caseload phrase forget", desk.json(&["phrase", "forget", "x"])),
        ("caseload stats", desk.json(&["stats"])),
        ("caseload list today", desk.json(&["list", "today"])),
        ("caseload list cases", desk.json(&["list", "cases"])),
        ("caseload list action", desk.json(&["list", "action"])),
        ("caseload list alerts", desk.json(&["list", "alerts"])),
        ("caseload list month", desk.json(&["list", "month"])),
        ("caseload list contacts", desk.json(&["list", "contacts"])),
        ("caseload print", desk.json(&["print", "action", "--redacted", "--out", &out("a.pdf")])),
        ("A document", desk.json(&["print", "handover", case, "--yes"])),
        ("caseload match", desk.json(&["match", &list])),
        ("caseload list checklist", desk.json(&["list", "checklist"])),
        ("caseload list comments", desk.json(&["list", "comments"])),
        ("caseload act", desk.json(&["act"])),
        ("caseload alert", desk.json(&["alert", "done", &alert])),
        ("caseload annotate", desk.json(&["annotate", case, "noted"])),
        ("caseload policy show", desk.json(&["policy", "show"])),
        ("caseload worker list", desk.json(&["worker", "list"])),
        ("caseload key list", desk.json(&["key", "list"])),
        ("caseload key recovery", desk.json(&["key", "recovery"])),
        ("caseload key escrow", desk.json(&["key", "escrow", "--make"])),
        ("caseload key escrow", desk.json(&["key", "rotate"])),
        ("caseload backup", desk.json(&["backup"])),
        ("caseload backup", desk.json(&["backup", "--list"])),
        ("caseload restore", desk.json(&["restore", "--latest", "--yes"])),
        ("caseload doctor", desk.json(&["doctor", "--rebuild"])),
        ("caseload audit", desk.json(&["audit"])),
        ("caseload verify", desk.json(&["verify"])),
        ("caseload audit", desk.json(&["audit"])),
        ("caseload key list", desk.json(&["key", "list"])),
        ("caseload backup", desk.json(&["backup"])),
        ("caseload backup", desk.json(&["backup", "--list"])),
        ("caseload doctor", desk.json(&["doctor"])),
        ("caseload doctor --salvage", desk.json(&["doctor", "--salvage"])),
        ("caseload restore", desk.json(&["restore", "--latest", "--yes"])),
    ];
    for case in &cases {
        let facts = desk.json(&["facts", case]);
        let path = desk.path().join("facts.json");
        std::fs::write(&path, facts.to_string()).unwrap();
        answers.push(("caseload evaluate", desk.json(&["evaluate", path.to_str().unwrap(), "--as-of", "2026-11-19"])));
        answers.push(("caseload checklist", desk.json(&["checklist", case])));
        answers.push(("caseload why", desk.json(&["why", case])));
        answers.push(("caseload comment show", desk.json(&["comment", "show", case])));
    }
    answers
}

/// Runs the commands of a supervisor, who owns the caseload here.
fn answers_to_a_supervisor() -> Vec<(&'static str, Value)> {
    let desk = Desk::bare();
    desk.ok(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "supervisor", "--office", "Eastmont"]);
    let files = crate::support::fixtures();
    let import: Vec<&str> = ["import"].into_iter().chain(files.iter().map(|file| file.to_str().unwrap())).collect();
    desk.ok(&import);
    let drawn = desk.json(&["desk", "draw"]);
    let case = drawn[0]["cases"][0].as_str().unwrap().to_owned();
    let points = desk.json(&["desk", "review", &case]);
    let items = points.as_array().unwrap().iter().flat_map(|component| component["items"].as_array().unwrap());
    let scores: Vec<String> = items.map(|item| format!("{}=met", item["id"].as_str().unwrap())).collect();
    let review: Vec<&str> = ["desk", "review", &case].into_iter().chain(scores.iter().map(String::as_str)).collect();
    let conference = ["desk", "conference", "--with", "V1A3", "--said", "x", "--case", &case];
    vec![
        ("caseload desk", desk.json(&["desk"])),
        ("caseload desk draw", drawn.clone()),
        ("caseload desk review", points.clone()),
        ("caseload desk review CASE POINT=SCORE", desk.json(&review)),
        ("caseload desk reviews", desk.json(&["desk", "reviews"])),
        ("caseload desk conferences", desk.json(&conference)),
        ("caseload desk conferences", desk.json(&["desk", "conferences"])),
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
    let desk = Desk::bare();
    let made = desk.json(&["new", "--worker", "V1A3", "--name", "A. Rivera", "--role", "ec", "--office", "Eastmont"]);
    document.compare("caseload new", "", &made, &mut missing);
    let files = crate::support::fixtures();
    let import: Vec<&str> = ["import"].into_iter().chain(files.iter().map(|file| file.to_str().unwrap())).collect();
    document.compare("caseload import", "", &desk.json(&import), &mut missing);
    assert!(missing.is_empty(), "docs/json.md does not name: {missing:#?}");
}

#[test]
fn every_command_is_documented() {
    let document = Document::read();
    let help = Desk::bare().ok(&["--help"]);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // The help of a command may continue on lines of its own, which are indented further.
    let names: Vec<&str> = commands.filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    assert!(names.len() > 10, "{help}");
    for name in names {
        let heading = format!("caseload {name}");
        assert!(document.sections.keys().any(|known| known.starts_with(&heading)), "{heading} is not in docs/json.md");
    }
}
