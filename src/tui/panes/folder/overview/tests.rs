//! The first page of the folder for cases of every kind, at three widths.

use chrono::NaiveDate;

use super::Overview;
use crate::desk::{CaseGlance, EvaluatedCase};
use crate::domain::CaseFacts;
use crate::policy::Policies;
use crate::tui::theme::{Theme, ThemeName};

fn glance(facts: &str) -> CaseGlance {
    let facts: CaseFacts = toml::from_str(facts).unwrap();
    let on: NaiveDate = "2026-11-19".parse().unwrap();
    EvaluatedCase::for_facts(facts, Policies::builtin(), on).glance(Policies::builtin(), on)
}

fn page(glance: &CaseGlance, columns: usize) -> String {
    let theme = Theme::from_name(ThemeName::Mono);
    let lines = Overview { glance, drafts: 0, columns, theme: &theme }.lines();
    let lines: Vec<String> = lines.iter().map(|line| line.to_string().trim_end().to_owned()).collect();
    let widest = lines.iter().map(|line| crate::tui::text::display_width(line)).max().unwrap_or(0);
    assert!(widest <= columns, "{widest} columns where {columns} fit:\n{}", lines.join("\n"));
    lines.join("\n")
}

const TWO_PARENTS: &str = "
    case = '01B00001'
    name = 'Vu, An'
    aid = [{ status = 'active', since = '2025-01-01' }]
    people = [
        { person = 1, name = 'Vu, An', relation = 'parent', birth_date = '1992-02-03', language = 'Vietnamese', registration = [
            { status = 'exempt', since = '2025-01-10' },
            { status = 'registered_mandatory', since = '2025-09-01' },
            { status = 'non_compliance', since = '2026-10-30' },
        ] },
        { person = 2, name = 'Vu, Minh', relation = 'second_parent', registration = [
            { status = 'registered_mandatory', since = '2025-03-01' },
            { status = 'sanction', since = '2026-06-01' },
        ] },
        { name = 'Vu, Mai', relation = 'child', birth_date = '2024-02-29' },
    ]
    activities = [
        { person = 1, kind = 'Job Club', start = '2025-10-01', expected_end = '2026-01-31', statuses = [{ status = 'completed', on = '2026-01-20' }] },
        { person = 1, kind = 'Vocational training', start = '2026-03-01', expected_end = '2027-02-15', weekly_hours = 30 },
    ]
    attendance = [{ person = 1, kind = 'Vocational training', start = '2026-03-01', month = '2026-09', attended = 90, posted = '2026-10-08' }]
    plans = [{ person = 1, signed = '2025-09-20' }]
    exemptions = [{ person = 1, reason = 'disability', from = '2025-01-10', until = '2025-08-31' }]
    noncompliance = [{ person = 1, notice_issued = '2026-10-30', appointment = '2026-11-10' }]
    contacts = [
        { person = 1, on = '2026-10-15', contact_type = 'telephone', reached = true },
        { person = 1, on = '2026-11-12', contact_type = 'mail', reached = false },
        { person = 2, on = '2026-09-02', reached = true },
    ]
";

const UNREGISTERED: &str = "
    case = '01B00002'
    people = [{ name = 'Tran, Hoa', relation = 'parent' }]
    activities = [{ person = 1, kind = 'Job Search', start = '2026-10-01' }]
";

#[test]
fn a_case_of_two_parents_has_two_bands_under_one_axis() {
    let glance = glance(TWO_PARENTS);
    for columns in [76, 116, 196] {
        insta::assert_snapshot!(format!("overview_of_two_parents_{columns}"), page(&glance, columns));
    }
}

#[test]
fn a_case_without_a_registration_shows_what_is_known() {
    let glance = glance(UNREGISTERED);
    for columns in [76, 116, 196] {
        insta::assert_snapshot!(format!("overview_without_registration_{columns}"), page(&glance, columns));
    }
}

#[test]
fn a_case_of_which_nothing_is_known_says_what_would_fill_it() {
    let glance = glance("case = '01B00003'");
    for columns in [76, 116, 196] {
        insta::assert_snapshot!(format!("overview_of_nothing_{columns}"), page(&glance, columns));
    }
}

#[test]
fn whose_decision_nobody_countersigned_stands_above_everything() {
    let note =
        "V1S2 (D. Fox) decided here as EC Supervisor. V1A3 gave that role, and nobody of the office has confirmed it.";
    let glance = CaseGlance { notes: vec![note.to_owned()], ..glance(TWO_PARENTS) };
    for columns in [50, 120] {
        let page = page(&glance, columns);
        let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.starts_with(note), "{page}");
    }
}
