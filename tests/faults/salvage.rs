//! A page of the database is damaged: everything else is kept.

use std::fs;
use std::path::PathBuf;

use super::{CASE, file};
use crate::support::TestHome;

const PAGE: usize = 4096;

fn database(home: &TestHome) -> PathBuf {
    home.home_path().join("caseload.db")
}

/// Damages one page.
fn damage(home: &TestHome, page: usize) {
    let mut bytes = fs::read(database(home)).unwrap();
    bytes[page * PAGE + 100] ^= 0x10;
    fs::write(database(home), bytes).unwrap();
}

fn id(number: u32) -> String {
    format!("019a0000-0000-7000-8000-{number:012}")
}

/// A home with the fixtures read and long comments filed, `after` of them after its only backup.
fn desk(before: u32, after: u32) -> TestHome {
    let home = TestHome::with_extracts();
    fs::remove_dir_all(home.home_path().join("backups")).unwrap();
    let text = |number: u32| format!("Comment {number}. {}", "Agreed to come in. ".repeat(300));
    (0..before).for_each(|number| drop(home.ok(&file(&id(number), &text(number)))));
    fs::remove_dir_all(home.home_path().join("backups")).unwrap();
    home.ok(&["backup"]);
    (before..before + after).for_each(|number| drop(home.ok(&file(&id(number), &text(number)))));
    home
}

fn comments(home: &TestHome) -> usize {
    home.json(&["comment", "show", CASE]).as_array().unwrap().len()
}

#[test]
fn f15_whatever_page_is_damaged_with_a_backup_nothing_of_before_it_is_lost() {
    let home = desk(4, 2);
    let whole = fs::read(database(&home)).unwrap();
    let key = fs::read(home.home_path().join("caseload.keys")).unwrap();
    let pages = whole.len() / PAGE;
    let entries = home.json(&["verify"])["entries"].as_u64().unwrap();
    let whole_now = fs::read(database(&home)).unwrap();
    let (mut all, mut part) = (0, 0);
    for page in (1..pages).step_by(pages / 12) {
        fs::write(database(&home), &whole_now).unwrap();
        fs::write(home.home_path().join("caseload.keys"), &key).unwrap();
        damage(&home, page);
        let told = home.json(&["doctor", "--salvage"]);
        assert_eq!(home.json(&["verify"])["holds"], true, "page {page}");
        let (kept, lost) = (told["kept"].as_u64().unwrap(), told["lost"].as_array().unwrap().len());
        if kept == entries {
            assert_eq!(comments(&home), 6, "page {page}");
            all += 1;
        } else {
            assert!(kept >= entries - 2 && (comments(&home) >= 4), "page {page}: {told}");
            part += 1;
        }
        assert!(lost <= 1, "page {page}: {told}");
    }
    println!("of {} damaged pages {all} cost nothing, {part} something made after the backup", all + part);
    assert!(all > 0);
}

#[test]
fn f15_without_a_backup_what_is_beyond_the_gap_is_recorded_again_and_the_gap_is_reported() {
    let home = desk(8, 0);
    fs::remove_dir_all(home.home_path().join("backups")).unwrap();
    let whole = fs::read(database(&home)).unwrap();
    let pages = whole.len() / PAGE;
    // The page of an entry in the middle: the first that is found to cost one.
    let cut = (1..pages).rev().find_map(|page| {
        fs::write(database(&home), &whole).unwrap();
        damage(&home, page);
        let told = home.run(&["doctor", "--salvage", "--json"]);
        let told: serde_json::Value = serde_json::from_slice(&told.stdout).ok()?;
        (!told["lost"].as_array()?.is_empty() && !told["anew"].as_array()?.is_empty()).then_some(told)
    });
    let told = cut.expect("a page of the log costs an entry");
    assert!(told["anew"][0].as_str().unwrap().contains("comment filed"), "{told}");
    assert_eq!(home.json(&["verify"])["holds"], true);
    assert!((1..8).contains(&comments(&home)), "the comment on the page is lost and the others are not");
    let access = home.ok(&["audit", "--access"]);
    assert!(access.contains("what follows was recorded again"), "{access}");
}
