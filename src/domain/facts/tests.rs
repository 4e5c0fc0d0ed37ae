use super::{CaseFacts, RecordedValue};

const SCHEMA: &str = include_str!("../../../docs/facts.schema.json");
const DOCUMENT: &str = include_str!("../../../docs/facts.md");

/// The schema in the documentation is generated from the types; `UPDATE_DOCS=1` writes the file.
#[test]
fn the_schema_in_the_docs_matches_the_types() {
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(CaseFacts)).unwrap() + "\n";
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/facts.schema.json");
        std::fs::write(path, &schema).unwrap();
        return;
    }
    assert!(SCHEMA == schema, "docs/facts.schema.json is out of date: run this test with UPDATE_DOCS=1");
}

#[test]
fn the_example_in_the_docs_parses_and_serializes_to_itself() {
    let example = DOCUMENT.split("```json").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let facts: CaseFacts = serde_json::from_str(example).unwrap();
    let again = serde_json::to_string(&facts).unwrap();
    assert_eq!(serde_json::from_str::<CaseFacts>(&again).unwrap(), facts);
}

#[test]
fn an_unknown_fact_is_refused() {
    assert!(serde_json::from_str::<CaseFacts>(r#"{"eye_color": "green"}"#).is_err());
}

#[test]
fn a_recorded_value_is_a_text_in_data_and_keeps_its_day() {
    for (data, value) in [
        ("2026-11-19", RecordedValue::Day("2026-11-19".parse().unwrap())),
        (
            "No good cause on 2026-11-19",
            RecordedValue::TextOn { text: "No good cause".to_owned(), on: "2026-11-19".parse().unwrap() },
        ),
        ("12 attended on site", RecordedValue::Text("12 attended on site".to_owned())),
    ] {
        assert_eq!(RecordedValue::from(data.to_owned()), value);
        assert_eq!(serde_json::to_value(&value).unwrap(), data);
    }
}
