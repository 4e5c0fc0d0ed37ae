use rstest::rstest;

use super::{CaseFacts, RecordedValue, Source};

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

#[test]
fn what_the_county_says_again_is_seen_on_the_newest_day() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let row = r#"{"file": "households.csv", "sheet": "May", "row": 7, "told": "2026-11-02"}"#;
    let mut source: Source = serde_json::from_str(row).unwrap();
    for (again, seen) in [("2026-10-01", "2026-11-02"), ("2026-11-16", "2026-11-16")] {
        source.update_last_seen(Some(day(again)));
        assert_eq!(source.last_seen(), Some(day(seen)));
    }
    source.update_last_seen(None);
    assert_eq!(source.last_seen(), Some(day("2026-11-16")));
    assert_eq!(source.to_string(), "households.csv, sheet May, row 7");
    let entry: Source = serde_json::from_str(r#"{"entry": 3, "author": "V1A3"}"#).unwrap();
    assert_eq!((entry.to_string(), entry.last_seen()), ("entry 3 by V1A3".to_owned(), None));
    assert_eq!(Source::Stated.to_string(), "");
}

/// A source that is none says what a source is, and not how the program holds it.
#[test]
fn a_malformed_source_says_what_is_expected() {
    let text = r#"{"people":[{"person":1,"source":{"line":3}}]}"#;
    let said = serde_json::from_str::<CaseFacts>(text).unwrap_err().to_string();
    assert!(said.contains("a row of an extract (file, row), an entry of the log (entry, author), or null"), "{said}");
}

/// A fact keeps its source when it is written; one that is only stated has none to write.
#[test]
fn the_source_of_a_fact_is_written_with_it() {
    let text = r#"{"people":[{"person":1,"source":{"entry":3,"author":"V1A3"}},{"person":2}]}"#;
    let facts: CaseFacts = serde_json::from_str(text).unwrap();
    let written = serde_json::to_value(&facts).unwrap();
    assert_eq!(written["people"][0]["source"]["entry"], 3);
    assert!(written["people"][1].get("source").is_none());
}

#[rstest]
#[case::of_tomorrow("{ on = '2026-11-20', month = '2026-12' }", "", None)]
#[case::of_today("{ on = '2026-11-19', month = '2026-12' }", "", Some("2026-12"))]
#[case::the_first_of_two(
    "{ on = '2026-11-10', month = '2027-01' }, { on = '2026-11-02', month = '2026-12' }",
    "",
    Some("2026-12")
)]
#[case::reviewed(
    "{ on = '2026-11-02', month = '2026-12' }",
    "{ person = 1, on = '2026-11-03', duty = 'advance_review' }",
    None
)]
#[case::reviewed_on_its_day(
    "{ on = '2026-11-02', month = '2026-12' }",
    "{ person = 1, on = '2026-11-02', duty = 'advance_review' }",
    None
)]
#[case::reviewed_before_it(
    "{ on = '2026-11-02', month = '2026-12' }",
    "{ person = 1, on = '2026-11-01', duty = 'advance_review' }",
    Some("2026-12")
)]
#[case::reviewed_today(
    "{ on = '2026-11-02', month = '2026-12' }",
    "{ person = 1, on = '2026-11-19', duty = 'advance_review' }",
    Some("2026-12")
)]
#[case::another_duty(
    "{ on = '2026-11-02', month = '2026-12' }",
    "{ person = 1, on = '2026-11-03', duty = 'goals_discussed' }",
    Some("2026-12")
)]
fn a_draw_is_open_until_its_advance_review(#[case] draws: &str, #[case] duties: &str, #[case] month: Option<&str>) {
    let facts: CaseFacts = toml::from_str(&format!("wpr_draws = [{draws}]\nduties = [{duties}]")).unwrap();
    let today = "2026-11-19".parse().unwrap();
    assert_eq!(facts.open_wpr_draw(today, today).map(|draw| draw.month.to_string()).as_deref(), month);
}

/// A time is kept beside the day where somebody wrote it down, and a day alone stays a day.
#[rstest]
#[case::a_day("'2026-11-19'", r#""2026-11-19""#, "")]
#[case::a_day_with_its_time("{ on = '2026-11-19', at = '14:30' }", r#"{"on":"2026-11-19","at":"14:30:00"}"#, "14:30")]
fn a_step_has_a_day_and_may_have_a_time(#[case] written: &str, #[case] json: &str, #[case] time: &str) {
    let facts: CaseFacts = toml::from_str(&format!(
        "referrals = [{{ person = 1, kind = 'social work', requested = '2026-11-18', social_work = {{ assigned = {written} }} }}]"
    ))
    .unwrap();
    let assigned = facts.referrals[0].social_work.as_ref().unwrap().assigned.unwrap();
    assert_eq!(
        (assigned.on.to_string(), assigned.time_text().unwrap_or_default()),
        ("2026-11-19".to_owned(), time.to_owned())
    );
    assert_eq!(serde_json::to_string(&assigned).unwrap(), json);
    assert_eq!(serde_json::from_str::<super::StepDay>(json).unwrap(), assigned);
}

/// Facts of social work that were written before contacts and reports had fields of their own stay valid, and mean what they
/// meant.
#[test]
fn older_facts_of_social_work_are_read_as_contacts_and_reports() {
    use super::social_work::{ContactOutcome, ContactWay};
    let older = r#"{"person": 1, "kind": "social work", "requested": "2026-07-23", "social_work": {
        "assigned": "2026-07-23", "file_received": "2026-07-23", "discussed": "2026-07-24", "contacted": "2026-07-28",
        "message_left": "2026-07-26", "visited": "2026-07-27", "reports": ["2026-08-23"]}}"#;
    let referral: super::Referral = serde_json::from_str(older).unwrap();
    let work = referral.social_work.as_ref().unwrap();
    let contacts: Vec<_> = work.all_contacts().map(|one| (one.on.to_string(), one.how, one.outcome)).collect();
    assert_eq!(
        contacts,
        [
            ("2026-07-28".to_owned(), ContactWay::Phone, ContactOutcome::WorkedWith),
            ("2026-07-26".to_owned(), ContactWay::Phone, ContactOutcome::Message),
            ("2026-07-27".to_owned(), ContactWay::Home, ContactOutcome::NotHome),
        ]
    );
    let report = &work.reports[0];
    assert_eq!((report.submitted, report.forwarded), (report.submitted, Some(report.submitted)));
    let again = serde_json::to_string(&referral).unwrap();
    assert_eq!(serde_json::from_str::<super::Referral>(&again).unwrap(), referral);
    assert!(serde_json::from_str::<super::Referral>(&older.replace("visited", "visitted")).is_err());
}
