//! The list of faults names tests that exist.

use std::fs;
use std::path::Path;

#[test]
fn every_test_named_in_the_list_of_faults_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = fs::read_to_string(root.join("docs/faults.md")).unwrap();
    let mut sources = String::new();
    for folder in ["src", "tests"] {
        collect(&root.join(folder), &mut sources);
    }
    let named: Vec<&str> = list.split('`').skip(1).step_by(2).filter(|word| is_a_test(word)).collect();
    assert!(named.len() > 20, "{named:?}");
    let missing: Vec<_> = named.iter().filter(|name| !sources.contains(&format!("fn {name}("))).collect();
    assert!(missing.is_empty(), "no such test: {missing:?}");
    for fault in 1..=23 {
        let row = list.lines().find(|line| line.starts_with(&format!("| F{fault} |")));
        let row = row.unwrap_or_else(|| panic!("F{fault} is not listed"));
        let tests = row.split('`').skip(1).step_by(2).filter(|word| is_a_test(word));
        let own = tests.filter(|name| name.split('_').any(|part| part == format!("f{fault}"))).count();
        assert!(own > 0, "no test bears the name of F{fault}");
    }
}

/// Tests have names of several words.
fn is_a_test(word: &str) -> bool {
    word.matches('_').count() > 2 && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn collect(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}
