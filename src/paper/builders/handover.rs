//! The handover sheet: what a worker who takes over a case must know, on one page.

use super::case_head::{case_section, people_fields};
use super::{aid_months, comments, open_items};
use crate::desk::{Caseload, EvaluatedCase};
use crate::domain::CaseNumber;
use crate::domain::alert::AlertOrigin;
use crate::domain::comment::CommentView;
use crate::domain::partner_state::UnitCaseState;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};
use crate::rules::social_work::UnitCaseSummary;
use crate::rules::view::View;
use crate::store::{FiledComment, Store, StoreError};

/// The number of last contacts on a sheet.
const CONTACTS: usize = 3;

/// Returns the last comments of a case that a sheet shows, the newest first: none that is kept apart.
pub(super) fn last_contacts(store: &Store, case: &CaseNumber) -> Result<Vec<FiledComment>, StoreError> {
    let mut comments = store.comments_of_case(case, u32::MAX)?;
    comments.retain(|filed| !filed.comment.is_hidden() && !filed.is_in_error());
    comments.truncate(CONTACTS);
    Ok(comments)
}

/// Returns an overview of the caseload, then a sheet for every case, by case number.
pub(super) fn caseload_sections(caseload: &Caseload, store: &Store) -> Result<Vec<DocumentSection>, StoreError> {
    let sheets =
        caseload.listed_cases().map(|(case, _)| Ok(handover_section(caseload, case, &last_contacts(store, case)?)));
    std::iter::once(Ok(overview_section(caseload))).chain(sheets).collect()
}

/// Returns one line for each participant: registration, what is due next, how many findings are open.
fn overview_section(caseload: &Caseload) -> DocumentSection {
    let columns = [
        DocumentColumn::new_grouping("case", "Case"),
        DocumentColumn::new("person", "Person"),
        DocumentColumn::new("name", "Name"),
        DocumentColumn::new("registration", "Registration"),
        DocumentColumn::new("next_due", "Next due"),
        DocumentColumn::new("next_due_what", "What is due"),
        DocumentColumn::new("findings", "To do"),
    ];
    let rows = caseload.case_rows().into_iter().map(|row| {
        let findings = caseload.case(&row.case).map_or(0, |case| case.evaluation.findings.len());
        let (next_due, what) = row.next_due.unzip();
        vec![
            DocumentCell::Case(row.case),
            DocumentCell::Person(row.person),
            DocumentCell::Name(row.name),
            DocumentCell::Code(row.registration.into(), row.registration.title()),
            DocumentCell::from_option(next_due, DocumentCell::Day),
            DocumentCell::from_option(what, DocumentCell::from_words),
            DocumentCell::from_count(findings),
        ]
    });
    DocumentSection::from_blocks(vec![DocumentBlock::Table(DocumentTable::new(
        columns.to_vec(),
        rows.collect(),
        "No cases.",
    ))])
}

/// Returns the sheet of a case. `last_contacts` are its last comments, the newest first.
pub(super) fn handover_section(
    caseload: &Caseload,
    case: &CaseNumber,
    last_contacts: &[FiledComment],
) -> DocumentSection {
    let Some(evaluated) = caseload.case(case) else { return case_section(caseload, case) };
    let mut blocks = vec![
        DocumentBlock::Fields(people_fields(caseload, case)),
        DocumentBlock::Table(clocks_table(evaluated)),
        DocumentBlock::Table(findings_table(evaluated)),
        DocumentBlock::Table(alerts_table(caseload, evaluated)),
        DocumentBlock::Table(plan_table(caseload, evaluated)),
        open_items::open_items_table(&evaluated.record.facts, caseload.as_of()),
    ];
    blocks.extend(partner_table(caseload, evaluated).map(DocumentBlock::Table));
    blocks.extend(aid_months::aid_months_table(caseload, evaluated).map(DocumentBlock::Table));
    blocks.push(DocumentBlock::Table(contacts_table(last_contacts)));
    DocumentSection { own_page: true, blocks, ..case_section(caseload, case) }
}

/// Returns the social-work cases that go on; `None` if there is none.
fn partner_table(caseload: &Caseload, case: &EvaluatedCase) -> Option<DocumentTable> {
    let columns = [
        DocumentColumn::new("person", "Person"),
        DocumentColumn::new("state", "Social work"),
        DocumentColumn::new("worker", "Worker"),
        DocumentColumn::new("accepted", "Accepted"),
        DocumentColumn::new("next_report", "Next 7046"),
    ];
    let over = [UnitCaseState::Closed, UnitCaseState::Withdrawn];
    let running = caseload.unit_cases(case).into_iter().filter(|unit| !over.contains(&unit.state));
    let row = |unit: UnitCaseSummary<'_>| {
        vec![
            DocumentCell::Person(unit.person()),
            DocumentCell::Code(unit.state.id(), unit.state.title()),
            DocumentCell::from_option(unit.worker(), DocumentCell::from_display),
            DocumentCell::from_option(unit.accepted, DocumentCell::Day),
            DocumentCell::from_option(unit.next_report, DocumentCell::Day),
        ]
    };
    let rows: Vec<Vec<DocumentCell>> = running.map(row).collect();
    (!rows.is_empty()).then(|| DocumentTable::new(columns.to_vec(), rows, "").with_title("Partners"))
}

fn clocks_table(case: &EvaluatedCase) -> DocumentTable {
    let columns = [
        DocumentColumn::new("clock", "Clock"),
        DocumentColumn::new("stands", "Status"),
        DocumentColumn::new("due", "Ends"),
    ];
    let row = |clock: &crate::rules::clock::Clock| {
        vec![
            DocumentCell::from_words(clock.title()),
            DocumentCell::from_words(clock.says.clone()),
            DocumentCell::from_option(clock.due, DocumentCell::Day),
        ]
    };
    let rows = case.evaluation.clocks.iter().map(row).collect();
    DocumentTable::new(columns.to_vec(), rows, "No clock runs.").with_title("Clocks")
}

fn findings_table(case: &EvaluatedCase) -> DocumentTable {
    let columns = [
        DocumentColumn::new("due", "Due"),
        DocumentColumn::new("category", "Category"),
        DocumentColumn::new("says", "Finding"),
        DocumentColumn::new("clears_when", "Done when"),
    ];
    let row = |finding: &crate::rules::finding::Finding| {
        vec![
            DocumentCell::from_option(finding.due, DocumentCell::Day),
            DocumentCell::Code(finding.category.id(), finding.category.title()),
            DocumentCell::from_words(finding.says.clone()),
            DocumentCell::from_words(finding.clears_when),
        ]
    };
    let rows = case.evaluation.findings.iter().map(row).collect();
    DocumentTable::new(columns.to_vec(), rows, "Nothing is open.").with_title("To do")
}

/// Returns the county's open alerts and the annotations of the case's rows.
fn alerts_table(caseload: &Caseload, case: &EvaluatedCase) -> DocumentTable {
    let columns =
        [DocumentColumn::new("due", "Due"), DocumentColumn::new("from", "From"), DocumentColumn::new("says", "Says")];
    let alerts = case.open_alerts(caseload.as_of()).filter(|alert| matches!(alert.origin, AlertOrigin::County(_)));
    let alerts = alerts.map(|alert| {
        let says = DocumentCell::from_free_text(alert.list_text(caseload.as_of()));
        vec![DocumentCell::from_option(alert.due, DocumentCell::Day), DocumentCell::from_display(&alert.origin), says]
    });
    let annotations = case.record.annotations.iter().filter(|(_, text)| !text.is_empty());
    let annotations = annotations.map(|(person, text)| {
        vec![
            DocumentCell::Empty,
            DocumentCell::from_words(format!("annotation, person {person}")),
            DocumentCell::from_free_text(text.clone()),
        ]
    });
    DocumentTable::new(columns.to_vec(), alerts.chain(annotations).collect(), "No alerts or annotations.")
        .with_title("Alerts and notes")
}

/// Returns the signed plans, the current activities, and the exemptions in force.
fn plan_table(caseload: &Caseload, case: &EvaluatedCase) -> DocumentTable {
    let columns = [
        DocumentColumn::new("person", "Person"),
        DocumentColumn::new("what", "Plan, activity or exemption"),
        DocumentColumn::new("from", "From"),
        DocumentColumn::new("until", "Until"),
        DocumentColumn::new("stands", "Status"),
    ];
    let facts = &case.record.facts;
    let view = View::new(facts, caseload.policies(), caseload.as_of());
    let plans = facts.plans.iter().filter(|plan| plan.signed <= view.on).map(|plan| {
        let what = if plan.amends { "WTW 2 amendment" } else { "WTW 2 plan" };
        vec![
            DocumentCell::Person(plan.person),
            DocumentCell::from_words(what),
            DocumentCell::Day(plan.signed),
            DocumentCell::Empty,
            DocumentCell::from_words("signed"),
        ]
    });
    let activities = facts.activities.iter().filter(|activity| view.is_current(activity)).map(|activity| {
        let status = view.latest_status(activity).map(|latest| latest.status.title().to_owned());
        vec![
            DocumentCell::Person(activity.person),
            DocumentCell::from_words(activity.kind.clone()),
            DocumentCell::Day(activity.start),
            DocumentCell::from_option(activity.expected_end, DocumentCell::Day),
            DocumentCell::from_option(status, DocumentCell::from_words),
        ]
    });
    let in_force = |from, until: Option<_>| from <= view.on && until.is_none_or(|until| view.on <= until);
    // The reason is left out: it may be domestic abuse, which is shown only when asked for.
    let exemptions =
        facts.exemptions.iter().filter(|exemption| in_force(exemption.from, exemption.until)).map(|exemption| {
            let until = DocumentCell::from_option(exemption.until, DocumentCell::Day);
            vec![
                DocumentCell::Person(exemption.person),
                DocumentCell::from_words("Exemption"),
                DocumentCell::Day(exemption.from),
                until,
                DocumentCell::from_words("in force"),
            ]
        });
    let rows = plans.chain(activities).chain(exemptions).collect();
    DocumentTable::new(columns.to_vec(), rows, "No plan, activity or exemption is recorded.").with_title("Plan")
}

fn contacts_table(last_contacts: &[FiledComment]) -> DocumentTable {
    let columns = [
        DocumentColumn::new("date", "Contact"),
        DocumentColumn::new("type", "Type"),
        DocumentColumn::new("reached", "Reached"),
        DocumentColumn::new("purpose", "Purpose"),
        DocumentColumn::new("results", "Results"),
    ];
    let row = |filed: &FiledComment| {
        let comment = &filed.comment;
        vec![
            DocumentCell::Day(comment.on),
            DocumentCell::from_contact_type(&comment.contact_type),
            comments::reached_cell(comment.reached),
            comments::narrative_cell(comment, CommentView::purpose),
            comments::narrative_cell(comment, CommentView::results),
        ]
    };
    let rows = last_contacts.iter().map(row).collect();
    DocumentTable::new(columns.to_vec(), rows, "No contact is recorded here.").with_title("Last contacts")
}
