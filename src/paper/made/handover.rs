//! The handover sheet: what a worker who takes a case over must know, on one page.

use super::{case, comments, of_case, open};
use crate::desk::{CaseOnDesk, Desk};
use crate::domain::CaseNumber;
use crate::domain::alert::AlertOrigin;
use crate::paper::document::{Block, Cell, Column, Section, Table};
use crate::rules::view::View;
use crate::store::{FiledComment, Store, StoreError};

/// How many last contacts a sheet tells of.
pub(super) const CONTACTS: u32 = 3;

/// The caseload at a glance, then a sheet for every case, by number.
pub(super) fn caseload(desk: &Desk, store: &Store) -> Result<Vec<Section>, StoreError> {
    let sheets = desk.cases().map(|(case, _)| Ok(sheet(desk, case, &store.comments(case, CONTACTS)?)));
    std::iter::once(Ok(at_a_glance(desk))).chain(sheets).collect()
}

/// Every participant in a line: how the case stands, what is due next, how much is open.
fn at_a_glance(desk: &Desk) -> Section {
    let columns = [
        Column::grouping("case", "Case"),
        Column::new("person", "Person"),
        Column::new("name", "Name"),
        Column::new("registration", "Registration"),
        Column::new("next_due", "Next due"),
        Column::new("next_due_what", "What is due"),
        Column::new("findings", "To do"),
    ];
    let rows = desk.case_rows().into_iter().map(|row| {
        let findings = desk.case(&row.case).map_or(0, |case| case.evaluation.findings.len());
        let (next_due, what) = row.next_due.unzip();
        vec![
            Cell::Case(row.case),
            Cell::Person(row.person),
            Cell::Name(row.name),
            Cell::Code(row.registration.into(), row.registration.title().to_owned()),
            Cell::of(next_due, Cell::Day),
            Cell::of(what, Cell::Words),
            Cell::count(findings),
        ]
    });
    Section::of(vec![Block::Table(Table::new(columns.to_vec(), rows.collect(), "No cases."))])
}

/// The sheet of a case. `last` are its last contacts, the newest first.
pub(super) fn sheet(desk: &Desk, case: &CaseNumber, last: &[FiledComment]) -> Section {
    let Some(on_desk) = desk.case(case) else { return of_case(desk, case) };
    let blocks = vec![
        Block::Fields(case::people(desk, case)),
        Block::Table(clocks(on_desk)),
        Block::Table(findings(on_desk)),
        Block::Table(open_items(desk, on_desk)),
        Block::Table(plan(desk, on_desk)),
        open::table(&on_desk.record.facts, desk.as_of()),
        Block::Table(contacts(last)),
    ];
    Section { own_page: true, blocks, ..of_case(desk, case) }
}

fn clocks(case: &CaseOnDesk) -> Table {
    let columns = [Column::new("clock", "Clock"), Column::new("stands", "Stands"), Column::new("due", "Ends")];
    let row = |clock: &crate::rules::clock::Clock| {
        vec![Cell::words(clock.title()), Cell::words(clock.says.clone()), Cell::of(clock.due, Cell::Day)]
    };
    let rows = case.evaluation.clocks.iter().map(row).collect();
    Table::new(columns.to_vec(), rows, "No clock runs.").titled("Clocks")
}

fn findings(case: &CaseOnDesk) -> Table {
    let columns = [
        Column::new("due", "Due"),
        Column::new("category", "Category"),
        Column::new("says", "Finding"),
        Column::new("clears_when", "Clears when"),
    ];
    let row = |finding: &crate::rules::finding::Finding| {
        vec![
            Cell::of(finding.due, Cell::Day),
            Cell::Code(finding.category.id(), finding.category.title().to_owned()),
            Cell::words(finding.says.clone()),
            Cell::words(finding.clears_when.clone()),
        ]
    };
    let rows = case.evaluation.findings.iter().map(row).collect();
    Table::new(columns.to_vec(), rows, "Nothing is open.").titled("To do")
}

/// Alerts of others and notes on the rows.
fn open_items(desk: &Desk, case: &CaseOnDesk) -> Table {
    let columns = [Column::new("due", "Due"), Column::new("from", "From"), Column::new("says", "Says")];
    let alerts = case.open_alerts(desk.as_of()).filter(|alert| matches!(alert.origin, AlertOrigin::County(_)));
    let alerts = alerts.map(|alert| {
        let says = Cell::Written(alert.says(desk.as_of()));
        vec![Cell::of(alert.due, Cell::Day), Cell::words(alert.origin.to_string()), says]
    });
    let noted = case.record.annotations.iter().filter(|(_, text)| !text.is_empty());
    let noted = noted.map(|(person, text)| {
        vec![Cell::Empty, Cell::words(format!("annotation, person {person}")), Cell::Written(text.clone())]
    });
    Table::new(columns.to_vec(), alerts.chain(noted).collect(), "No alerts or annotations.").titled("Alerts and notes")
}

/// Current activities, newest plans, exemptions in force.
fn plan(desk: &Desk, case: &CaseOnDesk) -> Table {
    let columns = [
        Column::new("person", "Person"),
        Column::new("what", "Plan, activity or exemption"),
        Column::new("from", "From"),
        Column::new("until", "Until"),
        Column::new("stands", "Stands"),
    ];
    let facts = &case.record.facts;
    let view = View::new(facts, desk.policies(), desk.as_of());
    let plans = facts.plans.iter().filter(|plan| plan.signed <= view.on).map(|plan| {
        let what = if plan.amends { "WTW 2 amendment" } else { "WTW 2 plan" };
        vec![Cell::Person(plan.person), Cell::words(what), Cell::Day(plan.signed), Cell::Empty, Cell::words("signed")]
    });
    let activities = facts.activities.iter().filter(|activity| view.is_current(activity)).map(|activity| {
        let status = view.latest_status(activity).map(|latest| latest.status.title().to_owned());
        vec![
            Cell::Person(activity.person),
            Cell::words(activity.kind.clone()),
            Cell::Day(activity.start),
            Cell::of(activity.expected_end, Cell::Day),
            Cell::of(status, Cell::Words),
        ]
    });
    let in_force = |from, until: Option<_>| from <= view.on && until.is_none_or(|until| view.on <= until);
    // The reason is left out: it may be domestic abuse, which is shown only when asked for.
    let exemptions = facts.exemptions.iter().filter(|one| in_force(one.from, one.until)).map(|one| {
        let until = Cell::of(one.until, Cell::Day);
        vec![Cell::Person(one.person), Cell::words("Exemption"), Cell::Day(one.from), until, Cell::words("in force")]
    });
    let rows = plans.chain(activities).chain(exemptions).collect();
    Table::new(columns.to_vec(), rows, "No plan, activity or exemption is recorded.").titled("Plan")
}

fn contacts(last: &[FiledComment]) -> Table {
    let columns = [
        Column::new("date", "Contact"),
        Column::new("type", "Type"),
        Column::new("reached", "Reached"),
        Column::new("purpose", "Purpose"),
        Column::new("results", "Results"),
    ];
    let row = |filed: &FiledComment| {
        let comment = &filed.comment;
        vec![
            Cell::Day(comment.on),
            Cell::contact_type(&comment.contact_type),
            comments::reached(comment.reached),
            Cell::Written(comment.purpose().to_owned()),
            Cell::Written(comment.results().to_owned()),
        ]
    };
    let rows = last.iter().filter(|filed| !filed.in_error()).map(row).collect();
    Table::new(columns.to_vec(), rows, "No contact is recorded here.").titled("Last contacts")
}
