use std::collections::BTreeMap;
use std::sync::Arc;

use rstest::rstest;

use super::*;
use crate::domain::CaseFacts;
use crate::domain::comment::{Comment, CommentView, ContactType};
use crate::domain::facts::Source;
use crate::domain::hours::Hours;
use crate::domain::ids::{PersonNumber, RowId};
use crate::domain::status::ActivityStatus;
use crate::rules::message::DateStyle;

/// Reads a case with one participant from the short form of its facts.
fn facts(more: &str) -> CaseFacts {
    toml::from_str(more).unwrap()
}

const MANDATORY: &str = r#"
    [[people]]
    person = 1
    registration = [{ status = "registered_mandatory", since = "2026-01-05" }]
"#;
const SANCTIONED: &str = r#"
    [[people]]
    person = 1
    registration = [{ status = "sanction", since = "2026-11-02" }]
"#;
const EXEMPT: &str = r#"
    [[people]]
    person = 1
    registration = [{ status = "exempt", since = "2026-01-05" }]
"#;
const NONCOMPLIANT: &str = r#"
    [[people]]
    person = 1
    registration = [{ status = "non_compliance", since = "2026-10-30" }]
"#;
const DISCONTINUED: &str = r#"
    aid = [{ status = "active", since = "2025-01-01" }, { status = "discontinued", since = "2026-10-31" }]
    [[people]]
    person = 1
    registration = [{ status = "closed", since = "2026-11-10" }]
"#;
const TRAINING: &str = r#"
    [[activities]]
    person = 1
    kind = "Vocational Education"
    start = "2026-09-01"
    expected_end = "2027-03-01"
    statuses = [{ status = "first_day_attendance", on = "2026-09-01" }]
"#;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

static NO_ENTRIES: BTreeMap<RowId, Source> = BTreeMap::new();

/// Returns the state of one item of 42-126 for November 2026 as of the 19th.
fn state_of(item: &str, record: &ChecklistRecord<'_>, marks: &[(ItemId, ItemMark)]) -> ItemState {
    let form = Arc::clone(Checklists::builtin().case_management());
    let components = build_checklist(&form, record, marks, "2026-11".parse().unwrap(), day("2026-11-19"));
    let items = components.into_iter().flat_map(|component| component.items);
    items.into_iter().find(|view| view.id.0 == item).unwrap_or_else(|| panic!("no item {item}")).state
}

fn record<'a>(facts: &'a CaseFacts, comments: &'a [CommentView]) -> ChecklistRecord<'a> {
    let ending = &[ActivityStatus::Completed, ActivityStatus::EndUnsatisfactoryParticipation];
    ChecklistRecord {
        facts,
        comments,
        open_alerts: 1,
        hours: &[],
        ending_statuses: ending,
        uncounted_contact_types: &[],
        entries: &NO_ENTRIES,
        recheck: None,
    }
}

/// Names an item's state as the tables below do.
fn named(state: &ItemState) -> &'static str {
    match state {
        ItemState::Proven { evidence } => {
            assert!(!evidence.is_empty());
            "proven"
        }
        ItemState::ByHand => "by hand",
        ItemState::NotApplicable { .. } => "not applicable",
        ItemState::Open => "open",
    }
}

#[rstest]
#[case::contact(
    "monthly_contact",
    MANDATORY,
    "contacts = [{ person = 1, on = '2026-11-03', reached = true }]",
    "proven"
)]
#[case::attempt(
    "monthly_contact",
    MANDATORY,
    "contacts = [{ person = 1, on = '2026-11-03', reached = false }]",
    "open"
)]
#[case::last_month(
    "monthly_contact",
    MANDATORY,
    "contacts = [{ person = 1, on = '2026-10-31', reached = true }]",
    "open"
)]
#[case::tomorrow(
    "monthly_contact",
    MANDATORY,
    "contacts = [{ person = 1, on = '2026-11-20', reached = true }]",
    "open"
)]
#[case::exempt("monthly_contact", EXEMPT, "", "not applicable")]
#[case::sanctioned(
    "sanction_contact",
    SANCTIONED,
    "contacts = [{ person = 1, on = '2026-11-03', reached = true }]",
    "proven"
)]
#[case::plan("plan_signed", MANDATORY, "plans = [{ person = 1, signed = '2026-02-01' }]", "proven")]
#[case::no_plan("plan_signed", MANDATORY, "", "open")]
#[case::amended("plan_amended", MANDATORY, "plans = [{ person = 1, signed = '2026-11-05', amends = true }]", "proven")]
#[case::amended_before(
    "plan_copy_given",
    MANDATORY,
    "plans = [{ person = 1, signed = '2026-10-05', amends = true }]",
    "not applicable"
)]
#[case::not_new("new_case_alerts", MANDATORY, "assigned = '2026-10-31'", "not applicable")]
#[case::new("new_case_plan", MANDATORY, "assigned = '2026-11-01'", "open")]
#[case::registered("sanction_registration", SANCTIONED, "", "proven")]
#[case::exemption(
    "exemption_dates",
    EXEMPT,
    "exemptions = [{ person = 1, reason = 'pregnancy', from = '2026-06-01', until = '2026-12-31' }]",
    "proven"
)]
#[case::no_end(
    "exemption_dates",
    EXEMPT,
    "exemptions = [{ person = 1, reason = 'pregnancy', from = '2026-06-01' }]",
    "open"
)]
#[case::recorded(
    "exemption_recorded",
    EXEMPT,
    "exemptions = [{ person = 1, reason = 'pregnancy', from = '2026-06-01' }]",
    "proven"
)]
#[case::past(
    "exemption_recorded",
    EXEMPT,
    "exemptions = [{ person = 1, reason = 'age_60', from = '2025-06-01', until = '2026-11-18' }]",
    "open"
)]
#[case::pregnancy(
    "exemption_referred",
    EXEMPT,
    "exemptions = [{ person = 1, reason = 'pregnancy', from = '2026-06-01' }]",
    "not applicable"
)]
#[case::disability(
    "exemption_referred",
    EXEMPT,
    "exemptions = [{ person = 1, reason = 'disability', from = '2026-06-01' }]",
    "open"
)]
#[case::notice(
    "noncompliance_notice",
    NONCOMPLIANT,
    "noncompliance = [{ person = 1, notice_issued = '2026-10-30' }]",
    "proven"
)]
#[case::no_appointment(
    "noncompliance_appointment",
    NONCOMPLIANT,
    "noncompliance = [{ person = 1, notice_issued = '2026-10-30' }]",
    "open"
)]
#[case::appointment(
    "noncompliance_appointment",
    NONCOMPLIANT,
    "noncompliance = [{ person = 1, notice_issued = '2026-10-30', appointment = '2026-11-09' }]",
    "proven"
)]
#[case::cause(
    "noncompliance_cause",
    NONCOMPLIANT,
    "noncompliance = [{ person = 1, notice_issued = '2026-10-30', determination = { on = '2026-11-09', outcome = 'good_cause' } }]",
    "proven"
)]
#[case::no_cause(
    "noncompliance_cause",
    NONCOMPLIANT,
    "noncompliance = [{ person = 1, notice_issued = '2026-10-30', determination = { on = '2026-11-20', outcome = 'good_cause' } }]",
    "open"
)]
#[case::plan_running(
    "noncompliance_plan",
    NONCOMPLIANT,
    "noncompliance = [{ person = 1, notice_issued = '2026-10-01', plan_end = '2026-11-20' }]",
    "not applicable"
)]
#[case::plan_over(
    "noncompliance_plan",
    NONCOMPLIANT,
    "noncompliance = [{ person = 1, notice_issued = '2026-10-01', plan_end = '2026-11-18' }]",
    "open"
)]
#[case::plan_result(
    "noncompliance_plan",
    NONCOMPLIANT,
    "noncompliance = [{ person = 1, notice_issued = '2026-10-01', plan_end = '2026-11-18', plan_result = { on = '2026-11-19', completed = true } }]",
    "proven"
)]
#[case::discontinued("closing_verified", DISCONTINUED, "", "proven")]
#[case::closed("closing_registration", DISCONTINUED, "", "proven")]
#[case::nothing_to_end("closing_activities", DISCONTINUED, "", "proven")]
#[case::not_ended("closing_activities", DISCONTINUED, TRAINING, "open")]
#[case::quiet("monthly_attendance", DISCONTINUED, TRAINING, "not applicable")]
#[case::active("closing_verified", MANDATORY, "", "not applicable")]
#[case::not_posted("monthly_attendance", MANDATORY, TRAINING, "open")]
#[case::running("monthly_scheduled", MANDATORY, TRAINING, "proven")]
#[case::only_one("monthly_overlap", MANDATORY, TRAINING, "proven")]
#[case::stale("monthly_activity_status", MANDATORY, TRAINING, "open")]
#[case::not_over("monthly_activities_ended", MANDATORY, TRAINING, "not applicable")]
#[case::no_training("monthly_attendance", MANDATORY, "", "not applicable")]
#[case::one_parent("second_parent_registration", MANDATORY, "", "not applicable")]
fn the_record_proves_an_item_or_leaves_it_open(
    #[case] item: &str,
    #[case] base: &str,
    #[case] more: &str,
    #[case] expected: &str,
) {
    // Keys come before tables, because TOML reads them into the case itself.
    let (first, then) = if more.trim_start().starts_with("[[") { (base, more) } else { (more, base) };
    let facts = facts(&format!("{first}\n{then}"));
    assert_eq!(named(&state_of(item, &record(&facts, &[]), &[])), expected);
}

#[test]
fn attendance_is_proven_by_the_rows_of_the_month() {
    let posted = |month: &str| {
        let row = format!(
            "[[attendance]]\nperson = 1\nkind = 'Vocational Education'\nstart = '2026-09-01'\nmonth = '{month}'\n\
             attended = 96.5\nposted = '2026-11-10'\nsource = {{ file = 'attendance.csv', row = 7 }}"
        );
        facts(&format!("{MANDATORY}\n{TRAINING}\n{row}"))
    };
    let this = posted("2026-11");
    let ItemState::Proven { evidence } = state_of("monthly_attendance", &record(&this, &[]), &[]) else {
        panic!("not proven")
    };
    assert_eq!(evidence[0].value.to_text(DateStyle::Iso), "96.5");
    assert!(matches!(&evidence[0].source, Source::Extract { row: 7, .. }));
    let last = posted("2026-10");
    assert_eq!(state_of("monthly_attendance", &record(&last, &[]), &[]), ItemState::Open);
    assert_eq!(named(&state_of("monthly_activity_status", &record(&last, &[]), &[])), "proven");
}

#[test]
fn hours_are_met_only_by_everybody_who_takes_part() {
    let facts = facts(&format!(
        "{MANDATORY}\n[[people]]\nperson = 2\nrelation = 'second_parent'\n\
         registration = [{{ status = 'registered_mandatory', since = '2026-01-05' }}]"
    ));
    let hours = |person, average| MonthHours {
        person: PersonNumber(person),
        average: Hours::from_whole(average),
        required: Hours::from_whole(20),
    };
    let state = |hours: &[MonthHours]| {
        named(&state_of("monthly_hours", &ChecklistRecord { hours, ..record(&facts, &[]) }, &[]))
    };
    assert_eq!(state(&[hours(1, 20)]), "open");
    assert_eq!(state(&[hours(1, 20), hours(2, 19)]), "open");
    assert_eq!(state(&[hours(1, 20), hours(2, 25)]), "proven");
    assert_eq!(named(&state_of("second_parent_registration", &record(&facts, &[]), &[])), "proven");
}

#[test]
fn open_alerts_prove_nothing_for_another_month() {
    let facts = facts(MANDATORY);
    let none = ChecklistRecord { open_alerts: 0, ..record(&facts, &[]) };
    assert_eq!(named(&state_of("alerts_answered", &none, &[])), "proven");
    assert_eq!(named(&state_of("alerts_answered", &record(&facts, &[]), &[])), "open");
    let form = Arc::clone(Checklists::builtin().case_management());
    let october = build_checklist(&form, &none, &[], "2026-10".parse().unwrap(), day("2026-11-19"));
    let alerts = october.iter().find(|component| component.id == "alerts").unwrap();
    assert_eq!(alerts.items[0].state, ItemState::Open);
}

#[test]
fn the_months_counted_are_those_read_in_the_month() {
    let counted = |on: &str| facts(&format!("{MANDATORY}\nmonths_on_aid = [{{ months = 41, on = '{on}' }}]"));
    let state = |facts: &CaseFacts| named(&state_of("time_on_aid_counted", &record(facts, &[]), &[]));
    assert_eq!(state(&counted("2026-11-19")), "proven");
    assert_eq!(state(&counted("2026-10-19")), "open");
}

#[test]
fn the_sanctioned_activity_has_its_own_ending_and_the_others_any() {
    let ended = TRAINING.replace(
        "on = \"2026-09-01\" }",
        "on = \"2026-09-01\" }, { status = \"end_unsatisfactory_participation\", on = \"2026-11-02\" }",
    );
    let one = facts(&format!("{SANCTIONED}\n{ended}"));
    assert_eq!(named(&state_of("sanction_activity", &record(&one, &[]), &[])), "proven");
    assert_eq!(named(&state_of("sanction_other_activities", &record(&one, &[]), &[])), "proven");
    let two = facts(&format!("{SANCTIONED}\n{ended}\n{}", TRAINING.replace("Vocational Education", "Job Club")));
    assert_eq!(named(&state_of("sanction_other_activities", &record(&two, &[]), &[])), "open");
    // The activity says sanction and the registration does not: the item is there and is open.
    let crossed = facts(&format!("{MANDATORY}\n{ended}"));
    assert_eq!(named(&state_of("sanction_registration", &record(&crossed, &[]), &[])), "open");
}

fn comment(on: &str, purpose: &str, forms: &[&str]) -> CommentView {
    Comment {
        id: RowId(uuid::Uuid::nil()),
        case: crate::domain::CaseNumber::default(),
        person: PersonNumber(1),
        on: day(on),
        contact_type: ContactType("telephone".into()),
        reached: true,
        purpose: purpose.into(),
        results: "…".into(),
        forms: forms.iter().map(ToString::to_string).collect(),
        documents: vec![],
        late: false,
        protected: false,
        answers: Vec::new(),
    }
    .redact()
}

#[test]
fn comments_and_their_forms_prove_by_their_words() {
    let facts = facts(DISCONTINUED);
    let state = |item: &str, comments: &[CommentView]| named(&state_of(item, &record(&facts, comments), &[]));
    let closing = [comment("2026-11-12", "Closing of the case", &["50-20e Case routing"])];
    assert_eq!(state("closing_comment", &closing), "proven");
    assert_eq!(state("closing_form", &closing), "open", "the form itself is on record, or it is not");
    assert_eq!(state("closing_comment", &[comment("2026-10-12", "Closing", &[])]), "open");
    assert_eq!(state("documents_imaged", &closing), "not applicable");
}

#[test]
fn a_contact_of_a_type_that_does_not_count_proves_nothing() {
    let facts = facts(&format!(
        "contacts = [{{ person = 1, on = '2026-11-03', reached = true, contact_type = 'mail' }}]\n{MANDATORY}"
    ));
    let mail = [ContactType("mail".into())];
    let strict = ChecklistRecord { uncounted_contact_types: &mail, ..record(&facts, &[]) };
    assert_eq!(named(&state_of("monthly_contact", &strict, &[])), "open");
    assert_eq!(named(&state_of("monthly_contact", &record(&facts, &[]), &[])), "proven");
}

#[test]
fn a_mark_counts_where_the_record_proves_nothing() {
    let facts = facts(&format!("plans = [{{ person = 1, signed = '2026-02-01' }}]\n{MANDATORY}"));
    let state = |item: &str, marks: &[ItemMark]| {
        let marks: Vec<_> = marks.iter().map(|mark| (ItemId(item.into()), mark.clone())).collect();
        named(&state_of(item, &record(&facts, &[]), &marks))
    };
    let refused = ItemMark::NotApplicable { why: "moved to another unit".into() };
    assert_eq!(state("notices_sent", &[ItemMark::Ticked]), "by hand");
    assert_eq!(state("notices_sent", std::slice::from_ref(&refused)), "not applicable");
    assert_eq!(state("notices_sent", &[ItemMark::Ticked, ItemMark::Cleared]), "open");
    assert_eq!(state("plan_signed", &[refused]), "proven");
    assert_eq!(state("closing_form", &[ItemMark::Ticked]), "by hand");
    assert_eq!(state("closing_form", &[ItemMark::Cleared]), "not applicable");
}

#[test]
fn an_item_says_why_it_does_not_apply() {
    let why = |base: &str| {
        let facts = facts(base);
        match state_of("monthly_contact", &record(&facts, &[]), &[]) {
            ItemState::NotApplicable { why } => why,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(why(EXEMPT), "nobody to contact");
    assert_eq!(why(DISCONTINUED), "aid is discontinued");
}

#[test]
fn the_evidence_does_not_name_the_reason_of_an_exemption() {
    let facts = facts(&format!(
        "exemptions = [{{ person = 1, reason = 'domestic_abuse', from = '2026-06-01', until = '2026-12-31' }}]\n{EXEMPT}"
    ));
    for item in ["exemption_recorded", "exemption_dates"] {
        let state = format!("{:?}", state_of(item, &record(&facts, &[]), &[]));
        assert!(state.contains("Proven") && !state.contains("abuse"), "{state}");
    }
}
