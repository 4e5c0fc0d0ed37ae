use std::fs;
use std::path::{Path, PathBuf};

use super::CaseFacts;

fn docs(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file)
}

/// The schema is written from the types. After a change to the facts, `CASELOAD_WRITE_SCHEMA=1 cargo test schema`
/// writes it anew.
#[test]
fn the_schema_in_the_docs_is_that_of_the_facts() {
    let schema = schemars::schema_for!(CaseFacts);
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let file = docs("facts.schema.json");
    if std::env::var_os("CASELOAD_WRITE_SCHEMA").is_some() {
        fs::write(&file, &text).unwrap();
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), text, "docs/facts.schema.json has fallen behind the facts");
}

#[test]
fn the_example_in_the_docs_is_facts_and_reads_back_the_same() {
    let text = fs::read_to_string(docs("facts.md")).unwrap();
    let example = text.split("```json").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let facts: CaseFacts = serde_json::from_str(example).unwrap();
    let again = serde_json::to_string(&facts).unwrap();
    assert_eq!(serde_json::from_str::<CaseFacts>(&again).unwrap(), facts);
}

#[test]
fn a_fact_that_nobody_knows_is_refused() {
    assert!(serde_json::from_str::<CaseFacts>(r#"{"eye_colour": "green"}"#).is_err());
}
