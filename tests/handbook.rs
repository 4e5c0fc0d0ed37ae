//! docs/handbook.md makes no empty claim: every act and every test that it names exists.

use std::fs;
use std::path::Path;

use caseload::domain::act::ActKind;
use caseload::policy::Policies;
use caseload::rules::rule_id::RuleId;
use strum::VariantArray as _;

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
    let is_other = |line: &&str| line.starts_with("| step") || line.starts_with("| finding") || line.starts_with("| `");
    let rows: Vec<&str> = rows.into_iter().filter(|line| !is_other(line)).collect();
    assert!(rows.len() > 20, "the table is read");
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [duty, by, test] = cells.as_slice() else { panic!("{row}") };
        assert!(!duty.is_empty() && !by.is_empty(), "{row}");
        assert!(tests.contains(&format!("fn {test}(")), "{duty}: there is no test {test}");
        let named = by.split('`').skip(1).step_by(2).filter(|name| !name.starts_with("caseload ") && *name != ":");
        for act in named {
            assert!(ActKind::ids().contains(&act), "{duty}: there is no act {act}");
        }
    }
}

/// Every finding of work with partners is in the table with the role for which it waits and the acts that clear it, and the table
/// names nothing else; every act of that work has a duty.
#[test]
fn every_finding_of_work_with_partners_names_its_role_and_the_acts_that_clear_it() {
    let page = include_str!("../docs/handbook.md");
    let policies = Policies::builtin();
    let tables = &policies.newest_tables().unwrap().partners;
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let of_partners = |rule: &RuleId| {
        use caseload::domain::category::Category::{CommonCase, Linkages, Outreach, SocialWork};
        matches!(rule.category(), SocialWork | Linkages | CommonCase | Outreach)
    };
    for rule in RuleId::VARIANTS.iter().filter(|rule| of_partners(rule)) {
        let named = format!("`{}`", rule.id());
        let row = rows.iter().find(|cells| cells[0] == named).unwrap_or_else(|| panic!("no row for {named}"));
        let role = tables.rule_role(rule.id()).unwrap();
        assert_eq!(row[1], role.title(), "{named}");
        for act in row[2].split('`').skip(1).step_by(2) {
            assert!(ActKind::ids().contains(&act), "{named}: there is no act {act}");
        }
    }
    assert!(rows.iter().all(|cells| cells[0].trim_matches('`').parse::<RuleId>().is_ok()));
    for act in &tables.step_acts {
        assert!(page.contains(&format!("`{}`", act.act)), "no duty names {}", act.act);
    }
}
