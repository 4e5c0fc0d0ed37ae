//! No screen shows a name that only data has, such as `hours_met_guard`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::present::date_forms::has_internal_name;

fn snapshots(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            snapshots(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "snap") {
            found.push(path);
        }
    }
}

#[test]
fn no_snapshot_of_a_screen_has_an_internal_name() {
    let mut found = Vec::new();
    snapshots(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui"), &mut found);
    assert!(found.len() > 80, "{} snapshots", found.len());
    for path in found {
        let text = fs::read_to_string(&path).unwrap();
        let page = text.splitn(3, "---\n").nth(2).unwrap_or_default();
        for line in page.lines() {
            let named: Vec<_> = line.split_whitespace().filter(|word| !word.contains("practice_")).collect();
            assert!(!has_internal_name(&named.join(" ")), "{}: {line}", path.display());
        }
    }
}
