//! docs/handbook.md makes no empty claim: every act and every test that it names exists.

use std::fs;
use std::path::Path;

use caseload::domain::act::ActKind;

/// Everything that the tests of the crate say, in one text.
fn sources(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_act_and_every_test_that_the_handbook_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests = String::new();
    sources(&root.join("src"), &mut tests);
    sources(&root.join("tests"), &mut tests);
    let page = include_str!("../docs/handbook.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| duty")).collect();
    let rows: Vec<&str> = rows.into_iter().filter(|line| !line.starts_with("| step")).collect();
    assert!(rows.len() > 20, "the table is read");
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [duty, by, test] = cells.as_slice() else { panic!("{row}") };
        assert!(!duty.is_empty() && !by.is_empty(), "{row}");
        assert!(tests.contains(&format!("fn {test}(")), "{duty}: there is no test {test}");
        let named = by.split('`').skip(1).step_by(2).filter(|name| !name.starts_with("caseload "));
        for act in named {
            assert!(ActKind::ids().contains(&act), "{duty}: there is no act {act}");
        }
    }
}
