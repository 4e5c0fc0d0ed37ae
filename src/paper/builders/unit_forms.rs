//! The papers of a social-work case: form 7045 CW, the referral, and form 7046 CW, the progress report. Both are in English
//! only. Their layouts were not found: the fields follow the handbook, the arrangement is ours.
//!
//! Source: San Francisco handbook 75-9, IV.B and IV.F.

use chrono::NaiveDate;

use super::case_head::case_section;
use crate::desk::{Caseload, EvaluatedCase};
use crate::domain::CaseNumber;
use crate::domain::act::social_work::SocialWorkReport;
use crate::domain::act::{ActId, ActKind};
use crate::domain::facts::social_work::{ProgressReport, UnitStatus};
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};
use crate::policy::act_forms::ActForms;
use crate::rules::message::{Message, message};
use crate::rules::social_work::{UnitCaseSummary, notice_text};
use crate::rules::view::View;
use crate::store::RecordedAct;

type Fields = Vec<(&'static str, DocumentCell)>;

/// Returns form 7045 of each person of the case, as it went to the unit last.
pub(super) fn referral_sections(caseload: &Caseload, case: &CaseNumber) -> Vec<DocumentSection> {
    newest_units(caseload, case, "No social-work referral (7045 CW) is recorded.", |known, unit| {
        vec![DocumentBlock::Fields(referral_fields(caseload, known, unit))]
    })
}

/// Returns form 7046 of each person of the case: the newest report that the worker may read. The referring worker reads what
/// the supervisor has passed on.
pub(super) fn report_sections(caseload: &Caseload, case: &CaseNumber) -> Vec<DocumentSection> {
    let empty = "No progress report (7046 CW) that you may read is recorded.";
    newest_units(caseload, case, empty, |known, unit| {
        let reads_all = caseload.sees_unit_details();
        let mut readable: Vec<&ProgressReport> =
            unit.work.reports.iter().filter(|report| reads_all || report.forwarded.is_some()).collect();
        readable.sort_by_key(|report| report.submitted);
        match readable.pop() {
            Some(report) => report_blocks(known, unit, report),
            None => vec![DocumentBlock::Text(DocumentCell::from_words(empty))],
        }
    })
}

/// Returns a section for the newest social-work case of each person.
fn newest_units(
    caseload: &Caseload,
    case: &CaseNumber,
    empty: &'static str,
    blocks: impl Fn(&EvaluatedCase, &UnitCaseSummary<'_>) -> Vec<DocumentBlock>,
) -> Vec<DocumentSection> {
    let head = || case_section(caseload, case);
    let Some(known) = caseload.case(case) else { return vec![head()] };
    let units = caseload.unit_cases(known);
    let newest = units
        .iter()
        .enumerate()
        .filter(|(at, unit)| units.iter().skip(at + 1).all(|later| later.person() != unit.person()));
    let sections: Vec<DocumentSection> =
        newest.map(|(_, unit)| DocumentSection { own_page: true, blocks: blocks(known, unit), ..head() }).collect();
    if !sections.is_empty() {
        return sections;
    }
    vec![DocumentSection { blocks: vec![DocumentBlock::Text(DocumentCell::from_words(empty))], ..head() }]
}

fn referral_fields(caseload: &Caseload, known: &EvaluatedCase, unit: &UnitCaseSummary<'_>) -> Fields {
    let work = unit.work;
    let view = View::new(&known.record.facts, caseload.policies(), caseload.as_of());
    let person = view.find_person(unit.person());
    let registration = view.registration_of(unit.person());
    let registration = registration.map_or_else(
        || Message::from("no registration status"),
        |status| message!("{} since {}", status.status.title(), status.since),
    );
    let form = ActForms::builtin().form_for_act(ActId::SocialWorkReferred.id());
    let reasons = form.map(|form| form.choice_titles("reasons", &work.reasons)).unwrap_or_default();
    let rounds = work.rounds.len().max(1);
    let newest = work.rounds.iter().max_by_key(|round| round.sent);
    let returned =
        newest.and_then(|round| Some(message!("{}: {}", round.returned?, round.reason.clone().unwrap_or_default())));
    let telephone = person.and_then(|person| person.phone.clone());
    let mut fields = vec![
        ("Sent", DocumentCell::Day(unit.sent)),
        ("Round", DocumentCell::from_count(rounds)),
        ("From", DocumentCell::from_option(unit.referral.by.as_ref(), DocumentCell::from_display)),
        ("Client", DocumentCell::Name(known.person_name(unit.person()))),
        (
            "Language",
            DocumentCell::from_option(person.and_then(|person| person.language.clone()), DocumentCell::from_words),
        ),
        ("Telephone", DocumentCell::from_option(telephone, DocumentCell::from_free_text)),
        ("Has a telephone", DocumentCell::from_option(work.phone, DocumentCell::YesNo)),
        ("Homeless", DocumentCell::from_option(work.homeless, DocumentCell::YesNo)),
        ("Registration", DocumentCell::from_words(registration)),
        ("Notice", DocumentCell::from_option(notice_text(&view, unit.person()), DocumentCell::from_words)),
        ("Why", DocumentCell::from_written_list(&reasons)),
        ("Already tried", DocumentCell::from_option(work.tried.clone(), DocumentCell::from_free_text)),
        ("Asked for", DocumentCell::from_option(work.asked.clone(), DocumentCell::from_free_text)),
        ("Client told", DocumentCell::from_option(work.client_told, DocumentCell::YesNo)),
        ("Returned", DocumentCell::from_option(returned, DocumentCell::from_free_text)),
        ("Accepted", DocumentCell::from_option(unit.accepted, DocumentCell::Day)),
        ("Assigned to", DocumentCell::from_option(unit.worker(), DocumentCell::from_display)),
        ("Folder handed over", DocumentCell::from_option(work.file_received.map(|step| step.on), DocumentCell::Day)),
    ];
    fields.retain(|(_, cell)| *cell != DocumentCell::Empty);
    fields
}

fn report_blocks(known: &EvaluatedCase, unit: &UnitCaseSummary<'_>, report: &ProgressReport) -> Vec<DocumentBlock> {
    let work = unit.work;
    let written = written_report(known, unit, report);
    let text = |words: Option<&String>| DocumentCell::from_option(words.cloned(), DocumentCell::from_free_text);
    let before = work.reports.iter().filter(|other| other.submitted < report.submitted && other.returned.is_empty());
    let from = before.map(|other| other.submitted).max().or(unit.accepted);
    let heading = if report.status == UnitStatus::Closed { "closing report" } else { "progress report" };
    let reviewed = report.forwarded.or_else(|| report.returned.iter().map(|returned| returned.on).max());
    let mut fields = vec![
        ("Form", DocumentCell::from_words(message!("7046 CW, {}", heading))),
        ("Client", DocumentCell::Name(known.person_name(unit.person()))),
        ("To", DocumentCell::from_option(unit.referral.by.as_ref(), DocumentCell::from_display)),
        ("Social worker", DocumentCell::from_option(unit.worker(), DocumentCell::from_display)),
        ("Accepted", DocumentCell::from_option(unit.accepted, DocumentCell::Day)),
        ("Due", DocumentCell::from_option(report.answers, DocumentCell::Day)),
        ("Period after", DocumentCell::from_option(from, DocumentCell::Day)),
        ("Status", DocumentCell::Code(report.status.id(), report.status.title())),
        ("What happened", text(written.map(|written| &written.comments))),
        ("Next steps", text(written.map(|written| &written.next_steps))),
        ("Asked of the referring worker", text(written.and_then(|written| written.asked.as_ref()))),
        ("Signed on", DocumentCell::Day(report.submitted)),
        ("Reviewed on", DocumentCell::from_option(reviewed, DocumentCell::Day)),
        ("Passed on", DocumentCell::from_option(report.forwarded, DocumentCell::Day)),
    ];
    fields.retain(|(_, cell)| *cell != DocumentCell::Empty);
    vec![DocumentBlock::Fields(fields), DocumentBlock::Table(contact_table(unit, from, report.submitted))]
}

/// Returns the act in which a report was written. Its texts are there alone.
fn written_report<'a>(
    known: &'a EvaluatedCase,
    unit: &UnitCaseSummary<'_>,
    report: &ProgressReport,
) -> Option<&'a SocialWorkReport> {
    let is_it = |recorded: &&RecordedAct| (recorded.act.person, recorded.act.on) == (unit.person(), report.submitted);
    known.record.acts.iter().rev().filter(is_it).find_map(|recorded| match &recorded.act.kind {
        ActKind::SocialWorkReport(written) => Some(written.as_ref()),
        _ => None,
    })
}

const CONTACTS: [DocumentColumn; 3] =
    [DocumentColumn::new("on", "Day"), DocumentColumn::new("how", "Way"), DocumentColumn::new("reached", "Reached")];

fn contact_table(unit: &UnitCaseSummary<'_>, from: Option<NaiveDate>, until: NaiveDate) -> DocumentTable {
    let mut contacts: Vec<_> = unit.work.all_contacts().collect();
    contacts.retain(|contact| from.is_none_or(|from| from < contact.on) && contact.on <= until);
    contacts.sort_by_key(|contact| (contact.on, contact.how, contact.outcome));
    let rows = contacts.iter().map(|contact| {
        vec![
            DocumentCell::Day(contact.on),
            DocumentCell::Code(contact.how.id(), contact.how.title()),
            DocumentCell::YesNo(contact.is_reached()),
        ]
    });
    DocumentTable::new(CONTACTS.to_vec(), rows.collect(), "No contact is recorded in the period.")
        .with_title("Contacts of the period")
}
