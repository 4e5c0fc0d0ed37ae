//! Every number in a rule comes from policy.

use std::fs;
use std::path::{Path, PathBuf};

use caseload::policy::Policies;

/// Files that hold no rule: `category` and `finding` are what rules give, `message` holds texts, the others are tests.
const NO_RULES: [&str; 5] = ["category.rs", "message.rs", "finding.rs", "properties.rs", "tests.rs"];

#[test]
fn no_rule_holds_a_bare_number() {
    let files = rule_files();
    assert!(files.len() > NO_RULES.len());
    let rules = files.iter().filter(|file| !NO_RULES.contains(&file.file_name().unwrap().to_str().unwrap()));
    let found: Vec<String> = rules.flat_map(|file| bare_numbers(file)).collect();
    assert!(found.is_empty(), "numbers belong in assets/policy:\n{}", found.join("\n"));
}

/// The files of the rules and of the acts, which are rules too.
fn rule_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let files = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, mut found): (Vec<_>, Vec<_>) = files(folder).partition(|path| path.is_dir());
    let of_tests = |folder: &PathBuf| ["snapshots", "tests", "properties"].iter().any(|name| folder.ends_with(name));
    let inner = folders.into_iter().filter(|folder| !of_tests(folder)).flat_map(files);
    found.extend(inner.filter(|path| !of_tests(path)));
    found
}

fn bare_numbers(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let code = text.lines().enumerate().map(|(at, line)| (at + 1, code_of(line)));
    code.filter(|(_, code)| has_number(code)).map(|(at, code)| format!("{}:{at}: {code}", file.display())).collect()
}

/// The line without its comment and without what stands between quotes.
fn code_of(line: &str) -> String {
    let line = line.split("//").next().unwrap_or_default();
    line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

/// Whether there is a number above 1 that is not part of a name.
fn has_number(code: &str) -> bool {
    let words = code.split(|character: char| !character.is_ascii_alphanumeric() && character != '_');
    words.filter_map(|word| word.parse::<u64>().ok()).any(|number| number > 1)
}

#[test]
fn every_parameter_is_used_by_a_rule() {
    let rules: String = rule_files().iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    for county in Policies::counties() {
        let policies = Policies::with_overlay(&county).unwrap();
        for parameter in
            policies.change_days().flat_map(|day| policies.in_force_on(day).summaries()).map(|shown| shown.parameter)
        {
            let entered_elsewhere = ["late_entry", "comment_characters", "resource_check"].contains(&parameter);
            assert!(
                entered_elsewhere || rules.contains(&format!(".{parameter}")),
                "{county}: no rule uses {parameter}"
            );
        }
    }
}

#[test]
fn a_bare_number_would_be_found() {
    assert!(has_number(&code_of("let period = 20;")));
    assert!(!has_number(&code_of("let clock_24 = \"day 20\"; // 20 days")));
}
