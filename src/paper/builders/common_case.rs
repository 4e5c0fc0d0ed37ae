//! The lists of common cases and of outreach, and the sheet that goes with a case on its transfer. They say states and days,
//! nothing of the child-welfare case, and only what the worker may see.

use super::case_head::case_section;
use super::lists::list_section;
use crate::desk::{Caseload, EvaluatedCase};
use crate::domain::CaseNumber;
use crate::domain::role::Role;
use crate::domain::status::AidStatus;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection};
use crate::rules::common_case::CommonCaseSummary;
use crate::rules::finding::Finding;
use crate::rules::message::{Message, message};
use crate::rules::outreach::OutreachView;
use crate::rules::rule_id::RuleId;
use crate::rules::view::View;

const COMMON: [DocumentColumn; 8] = [
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("state", "State"),
    DocumentColumn::new("since", "Since"),
    DocumentColumn::new("worker", "Worker"),
    DocumentColumn::new("who", "Waits for"),
    DocumentColumn::new("due", "Due"),
    DocumentColumn::new("last_confirmed", "Known open"),
];

const OUTREACH: [DocumentColumn; 10] = [
    DocumentColumn::new("case", "Case"),
    DocumentColumn::new("person", "Person"),
    DocumentColumn::new("name", "Name"),
    DocumentColumn::new("state", "State"),
    DocumentColumn::new("listed", "Listed"),
    DocumentColumn::new("tries", "Tries"),
    DocumentColumn::new("last_try", "Last try"),
    DocumentColumn::new("outcome", "Outcome"),
    DocumentColumn::new("sanctioned_since", "Sanctioned since"),
    DocumentColumn::new("due", "Due"),
];

pub(super) fn common_case_section(caseload: &Caseload) -> DocumentSection {
    let rows = caseload.listed_cases().filter_map(|(_, case)| Some(common_row(case, &caseload.common_case(case)?)));
    list_section(&COMMON, rows.collect(), "There is no common case that you may see.")
}

fn common_row(case: &EvaluatedCase, common: &CommonCaseSummary<'_>) -> Vec<DocumentCell> {
    let step = next_step(case);
    vec![
        DocumentCell::Case(case.record.facts.case.clone()),
        DocumentCell::Name(case.case_name()),
        DocumentCell::Code(common.state.id(), common.state.title()),
        DocumentCell::Day(common.since),
        DocumentCell::from_option(common.worker, DocumentCell::from_display),
        DocumentCell::from_words(step.and_then(|step| step.who).map_or("", Role::title)),
        DocumentCell::from_option(step.and_then(|step| step.due), DocumentCell::Day),
        DocumentCell::from_option(common.last_confirmed, DocumentCell::Day),
    ]
}

/// Returns the step of the common case that comes next, other than asking again whether it is one.
fn next_step(case: &EvaluatedCase) -> Option<&Finding> {
    let is_step = |found: &&Finding| {
        matches!(
            found.rule,
            RuleId::CommonCaseReview
                | RuleId::CommonCaseVerify
                | RuleId::CommonCaseAnalyst
                | RuleId::CommonCaseDecide
                | RuleId::TransferPrepare
                | RuleId::TransferSend
                | RuleId::CaseAssign
                | RuleId::PlanningMeeting
                | RuleId::PlanIntegration
                | RuleId::HandBack
                | RuleId::CommonCaseClose
        )
    };
    case.evaluation.findings.iter().find(is_step)
}

pub(super) fn outreach_section(caseload: &Caseload) -> DocumentSection {
    let rows = caseload.listed_cases().flat_map(|(_, case)| {
        let theirs = caseload.outreaches(case);
        theirs.iter().map(|outreach| outreach_row(caseload, case, outreach)).collect::<Vec<_>>()
    });
    list_section(&OUTREACH, rows.collect(), "There is no outreach that you may see.")
}

fn outreach_row(caseload: &Caseload, case: &EvaluatedCase, outreach: &OutreachView<'_>) -> Vec<DocumentCell> {
    let person = outreach.outreach.person;
    let view = View::new(&case.record.facts, caseload.policies(), caseload.as_of());
    let since = view.registration_of(person).map(|status| status.since);
    let sanctioned = since.filter(|_| outreach.is_sanctioned() == Some(true));
    let step = case.evaluation.findings.iter().find(|found| found.person == person && is_outreach(found.rule));
    let ended = outreach.outreach.ended.filter(|ended| ended.on <= caseload.as_of());
    let outcome = ended.map(|ended| ended.outcome.title());
    let outcome = outcome.or_else(|| outreach.last_try().map(|tried| tried.outcome.title()));
    vec![
        DocumentCell::Case(case.record.facts.case.clone()),
        DocumentCell::Person(person),
        DocumentCell::Name(case.person_name(person)),
        DocumentCell::Code(outreach.state().id(), outreach.state().title()),
        DocumentCell::Day(outreach.outreach.listed.on),
        DocumentCell::from_count(outreach.try_count()),
        DocumentCell::from_option(outreach.last_try().map(|tried| tried.on), DocumentCell::Day),
        DocumentCell::from_words(outcome.unwrap_or_default()),
        DocumentCell::from_option(sanctioned, DocumentCell::Day),
        DocumentCell::from_option(step.and_then(|step| step.due), DocumentCell::Day),
    ]
}

const fn is_outreach(rule: RuleId) -> bool {
    matches!(
        rule,
        RuleId::OutreachForward
            | RuleId::OutreachFirst
            | RuleId::OutreachAgain
            | RuleId::OutreachDecide
            | RuleId::OutreachCure
    )
}

/// Returns the sheet that goes with the case: what the next worker needs to begin, and nothing of the child-welfare case. Its
/// fields are those of the summary SCD 163-T as the texts name them; the arrangement is ours.
pub(super) fn transfer_section(caseload: &Caseload, case: &CaseNumber) -> DocumentSection {
    let head = case_section(caseload, case);
    let common = caseload.case(case).and_then(|known| Some((known, caseload.common_case(known)?)));
    let Some((known, common)) = common else {
        let none = DocumentCell::from_words("There is no common case here that you may see.");
        return DocumentSection { blocks: vec![DocumentBlock::Text(none)], ..head };
    };
    let view = View::new(&known.record.facts, caseload.policies(), caseload.as_of());
    let telephones = known.record.facts.people.iter().filter_map(|person| person.phone.clone());
    let aid = view.aid_status().map(|aid| {
        let status = if aid.status == AidStatus::Active { "active" } else { "discontinued" };
        message!("{} since {}", status, aid.since)
    });
    let plan = known.record.facts.plans.iter().map(|plan| plan.signed).max();
    let standing = view.participants().map(|participant| {
        let registration = participant.registration;
        message!("participant {}: {} since {}", participant.number, registration.status.title(), registration.since)
    });
    let unimaged = known.record.facts.documents.iter().filter(|document| document.imaged.is_none()).count();
    let from = common.case.handed_back.as_ref().and_then(|back| back.office.clone());
    let fields = vec![
        ("Entry", DocumentCell::from_words("CalWORKs Common Case")),
        ("State", DocumentCell::Code(common.state.id(), common.state.title())),
        ("Since", DocumentCell::Day(common.since)),
        ("To", DocumentCell::from_option(common.worker, DocumentCell::from_display)),
        ("Handed back to", DocumentCell::from_option(from, DocumentCell::from_words)),
        ("Telephone", DocumentCell::from_words(telephones.collect::<Vec<_>>().join(", "))),
        ("Aid", DocumentCell::from_option(aid, DocumentCell::Words)),
        ("Registration", DocumentCell::List(standing.collect::<Vec<Message>>())),
        ("Plan signed", DocumentCell::from_option(plan, DocumentCell::Day)),
        ("Documents not imaged", DocumentCell::from_count(unimaged)),
        ("Planning meeting", DocumentCell::from_option(common.last_meeting, DocumentCell::Day)),
    ];
    DocumentSection { blocks: vec![DocumentBlock::Fields(fields)], ..head }
}
