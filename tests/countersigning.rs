//! Who stands behind the role of a supervisor.

use serde_json::Value;

use crate::support::TestHome;
use crate::workers::{add, as_worker, passphrase};

#[test]
fn two_supervisors_who_countersign_each_other_are_told_why_that_does_not_count() {
    let home = TestHome::with_extracts();
    let [first, second] = [("V1S1", "paper lantern"), ("V1Q9", "copper meadow")].map(|(number, words)| {
        let file = passphrase(&home, number, words);
        add(&home, number, "supervisor", &file);
        file
    });
    let confirm = |file: &std::path::Path, number: &str, role: &str| {
        let args = ["worker", "change", number, "--role", role];
        let output = as_worker(&home, file, &args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    for (file, author, number) in [(&first, "V1S1", "V1Q9"), (&second, "V1Q9", "V1S1")] {
        let said = confirm(file, number, "supervisor");
        let why = format!("This does not countersign it: nobody of the office stands behind {author}");
        assert!(said.contains(&why) && said.contains("confirm only each other prove nothing"), "{said}");
    }
    let listed = home.ok(&["worker", "list"]);
    assert_eq!(listed.matches("not yet").count(), 2, "{listed}");
    let as_json = home.json(&["worker", "list"]);
    let countersigned = as_json.as_array().unwrap().iter().map(|worker| worker["countersigned"].clone());
    assert_eq!(countersigned.collect::<Vec<_>>(), [Value::Null, false.into(), false.into()]);
    let demoted = confirm(&first, "V1Q9", "clerk");
    assert!(demoted.contains("Clerk II") && !demoted.contains("--role"), "{demoted}");
    assert_eq!(home.ok(&["worker", "list"]).matches("not yet").count(), 1);
}

#[test]
fn the_office_takes_a_role_away_as_if_it_had_never_been() {
    let home = TestHome::with_extracts();
    let supervisor = passphrase(&home, "V1S1", "paper lantern");
    add(&home, "V1S1", "supervisor", &supervisor);
    let office = home.json(&["key", "escrow", "--make"]);
    home.name_office(office["public"].as_str().unwrap());
    home.ok(&["key", "escrow", "--office", "Eastmont", "--public", office["public"].as_str().unwrap()]);
    let words = passphrase(&home, "office", office["words"].as_str().unwrap());
    let nameless = || home.fails(&["act", "06B32751", "sanction_imposed", "from=1/1", "notice=11/17", "--preview"]).1;
    assert!(nameless().contains("works in this home"), "{}", nameless());
    home.ok(&["worker", "change", "V1S1", "--role", "ec", "--words-file", words.to_str().unwrap()]);
    assert!(nameless().contains("none works in this home"), "{}", nameless());
}
