//! The picture at the head of README, drawn by the program.

use super::bench::{Bench, Folder};

/// A row of the action list with its reasons beside it.
const KEYS: &str = "3 Right Right Right j Tab";
const CASES: usize = 118;
const WIDTH: u16 = 112;
const HEIGHT: u16 = 30;
const FENCE: &str = "```\n";

/// Returns the page with the picture in its first fence.
fn with_picture(page: &str, picture: &str) -> Option<String> {
    let (before, rest) = page.split_once(FENCE)?;
    let (_, after) = rest.split_once(FENCE)?;
    Some(format!("{before}{FENCE}{picture}\n{FENCE}{after}"))
}

/// `UPDATE_DOCS=1` draws the picture anew.
#[test]
fn readme_opens_with_what_the_program_draws() {
    let mut bench = Bench::open(&Folder::with_cases(CASES));
    bench.keys(KEYS);
    let picture = bench.screen(WIDTH, HEIGHT);
    let page = include_str!("../../../README.md");
    let expected = with_picture(page, &picture).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"), &expected).unwrap();
        return;
    }
    assert!(page == expected, "the picture of README is not what the program draws; it should be:\n{picture}");
}
