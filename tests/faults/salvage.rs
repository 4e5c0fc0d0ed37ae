//! A page of the database is damaged: everything else is kept.

use std::fs;
use std::path::PathBuf;

use super::{CASE, file};
use crate::support::Desk;

const PAGE: usize = 4096;

fn database(desk: &Desk) -> PathBuf {
    desk.home().join("caseload.db")
}

/// Damages one page.
fn damage(desk: &Desk, page: usize) {
    let mut bytes = fs::read(database(desk)).unwrap();
    bytes[page * PAGE + 100] ^= 0x10;
    fs::write(database(desk), bytes).unwrap();
}

fn id(number: u32) -> String {
    format!("019a0000-0000-7000-8000-{number:012}")
}

/// A home with the fixtures read and long comments filed, `after` of them after its only backup.
fn desk(before: u32, after: u32) -> Desk {
    let desk = Desk::with_extracts();
    fs::remove_dir_all(desk.home().join("backups")).unwrap();
    let text = |number: u32| format!("Comment {number}. {}", "Agreed to come in. ".repeat(300));
    (0..before).for_each(|number| drop(desk.ok(&file(&id(number), &text(number)))));
    fs::remove_dir_all(desk.home().join("backups")).unwrap();
    desk.ok(&["backup"]);
    (before..before + after).for_each(|number| drop(desk.ok(&file(&id(number), &text(number)))));
    desk
}

fn comments(desk: &Desk) -> usize {
    desk.json(&["comment", "show", CASE]).as_array().unwrap().len()
}

#[test]
fn f15_whatever_page_is_damaged_with_a_backup_nothing_of_before_it_is_lost() {
    let desk = desk(4, 2);
    let whole = fs::read(database(&desk)).unwrap();
    let key = fs::read(desk.home().join("caseload.keys")).unwrap();
    let pages = whole.len() / PAGE;
    let entries = desk.json(&["verify"])["entries"].as_u64().unwrap();
    let whole_now = fs::read(database(&desk)).unwrap();
    let (mut all, mut part) = (0, 0);
    for page in (1..pages).step_by(pages / 12) {
        fs::write(database(&desk), &whole_now).unwrap();
        fs::write(desk.home().join("caseload.keys"), &key).unwrap();
        damage(&desk, page);
        let told = desk.json(&["doctor", "--salvage"]);
        assert_eq!(desk.json(&["verify"])["holds"], true, "page {page}");
        let (kept, lost) = (told["kept"].as_u64().unwrap(), told["lost"].as_array().unwrap().len());
        if kept == entries {
            assert_eq!(comments(&desk), 6, "page {page}");
            all += 1;
        } else {
            assert!(kept >= entries - 2 && (comments(&desk) >= 4), "page {page}: {told}");
            part += 1;
        }
        assert!(lost <= 1, "page {page}: {told}");
    }
    println!("of {} damaged pages {all} cost nothing, {part} something made after the backup", all + part);
    assert!(all > 0);
}

#[test]
fn f15_without_a_backup_what_is_beyond_the_gap_is_recorded_anew_and_the_gap_is_told() {
    let desk = desk(8, 0);
    fs::remove_dir_all(desk.home().join("backups")).unwrap();
    let whole = fs::read(database(&desk)).unwrap();
    let pages = whole.len() / PAGE;
    // The page of an entry in the middle: the first that is found to cost one.
    let cut = (1..pages).rev().find_map(|page| {
        fs::write(database(&desk), &whole).unwrap();
        damage(&desk, page);
        let told = desk.run(&["doctor", "--salvage", "--json"]);
        let told: serde_json::Value = serde_json::from_slice(&told.stdout).ok()?;
        (!told["lost"].as_array()?.is_empty() && !told["anew"].as_array()?.is_empty()).then_some(told)
    });
    let told = cut.expect("a page of the log costs an entry");
    assert!(told["anew"][0].as_str().unwrap().contains("comment filed"), "{told}");
    assert_eq!(desk.json(&["verify"])["holds"], true);
    assert!((1..8).contains(&comments(&desk)), "the comment on the page is lost and the others are not");
    let access = desk.ok(&["audit", "--access"]);
    assert!(access.contains("what follows was recorded again"), "{access}");
}
