//! Each document of a practice caseload: it says what the evaluated caseload says, in every format, and names nobody
//! when it is redacted.

mod dates;
mod document_names;
mod paper;
mod tagging;

use chrono::NaiveDate;
use secrecy::SecretString;
use strum::VariantArray as _;
use tempfile::TempDir;

use super::{
    DocumentBlock, DocumentCell, DocumentKind, DocumentReader, FileFormat, OutputDocument, PrintStamp, WriteError,
    build_document, build_document_for, render_document,
};
use crate::desk::{Caseload, ContactState, DueKind};
use crate::domain::comment::{Comment, ContactType};
use crate::domain::dates::Month;
use crate::domain::role::Role;
use crate::domain::worker::Worker;
use crate::domain::{CaseNumber, Change, PersonNumber, RowId};
use crate::policy::Policies;
use crate::present::finding::finding_line;
use crate::rules::message::DateStyle;
use crate::store::{CommentFilter, Home, HomeKind, Store, WallClock};
use crate::template::write_template;

const CASES: usize = 60;

/// A practice caseload in which everything occurs.
struct Practice {
    _folder: TempDir,
    store: Store,
    caseload: Caseload,
}

const PASSPHRASE: &str = "x";

fn day() -> NaiveDate {
    "2026-11-19".parse().unwrap()
}

fn month() -> Month {
    Month::from_date(day())
}

impl Practice {
    fn new(cases: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_template(&format!("paper {cases}"), folder.path(), || Self::make_home(cases));
        let store = Store::open(
            Home::new(folder.path().join("home")),
            &SecretString::from(PASSPHRASE),
            WallClock::for_day(day(), 3),
            std::sync::Arc::new(Policies::builtin().clone()),
        )
        .unwrap();
        let caseload = Caseload::evaluate(&store, day()).unwrap();
        Self { _folder: folder, store, caseload }
    }

    fn make_home(cases: usize) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let worker =
            Worker { number: "V1P1".parse().unwrap(), name: "P".into(), role: Role::EC, office: "Eastmont".into() };
        let practice = crate::demo::generate_caseload(cases, 3, day(), &worker.number);
        let start = practice.comments.first().map_or_else(day, |first| first.on);
        let mut store = Store::create(
            Home::new(folder.path().join("home")),
            &SecretString::from(PASSPHRASE),
            worker,
            HomeKind::Practice,
            WallClock::for_day(start.pred_opt().unwrap(), 3),
            std::sync::Arc::new(Policies::builtin().clone()),
        )
        .unwrap();
        crate::demo::fill_home(&mut store, practice, 3, day()).unwrap();
        folder
    }

    fn printed(&self) -> PrintStamp {
        PrintStamp { by: self.store.worker().clone(), on: day(), practice: true }
    }

    fn made(&self, what: &DocumentKind) -> OutputDocument {
        build_document(what, &self.caseload, &self.store, self.printed()).unwrap()
    }

    fn case(&self) -> CaseNumber {
        self.caseload.cases().next().unwrap().0.clone()
    }

    /// Files a comment, evaluates the caseload again, and returns the comment's id.
    fn filed(&mut self, case: &CaseNumber, on: NaiveDate, reached: bool, protected: bool) -> RowId {
        let id = self.store.new_row_id();
        let comment = Comment {
            id,
            case: case.clone(),
            person: PersonNumber(1),
            on,
            contact_type: ContactType("telephone".into()),
            reached,
            purpose: "Monthly contact".into(),
            results: "Secret of Mrs. Ruiz".into(),
            forms: vec!["WTW 2 of Mrs. Ruiz".into()],
            documents: vec![],
            late: false,
            protected,
            answers: Vec::new(),
        };
        self.store.record(Change::CommentFiled(comment)).unwrap();
        self.caseload = Caseload::evaluate(&self.store, day()).unwrap();
        id
    }

    fn every(&self) -> Vec<DocumentKind> {
        let case = self.case();
        vec![
            DocumentKind::Today,
            DocumentKind::Cases,
            DocumentKind::Action,
            DocumentKind::Alerts,
            DocumentKind::Month(month()),
            DocumentKind::Contacts(month().previous(), month()),
            DocumentKind::Comments,
            DocumentKind::Unposted,
            DocumentKind::CaseComments(case.clone()),
            DocumentKind::Checklist(case.clone(), month()),
            DocumentKind::Handover(Some(case.clone())),
            DocumentKind::Handover(None),
            DocumentKind::Review(case.clone(), month()),
            DocumentKind::Case(case),
            DocumentKind::Day,
        ]
    }
}

#[test]
fn every_document_is_written_in_every_form() {
    let practice = Practice::new(CASES);
    for what in practice.every() {
        let document = practice.made(&what);
        assert!(document.row_count() > 0, "{what:?}");
        for table in document.tables() {
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{what:?}");
        }
        for form in FileFormat::VARIANTS {
            match render_document(&document, *form) {
                Ok(written) => assert!(!written.bytes.is_empty(), "{what:?} as {form:?}"),
                Err(WriteError::NoDays(_)) => {
                    let has_days =
                        |id: &str| document.tables().any(|table| table.columns.iter().any(|known| known.id == id));
                    assert!(!has_days("day") && !has_days("due"), "{what:?} as {form:?}");
                }
                Err(WriteError::NoTable(_)) => assert!(document.only_table().is_none(), "{what:?} as {form:?}"),
                Err(error) => panic!("{what:?} as {form:?}: {error}"),
            }
        }
    }
}

#[test]
fn redacted_documents_name_nobody() {
    let mut practice = Practice::new(CASES);
    let case = practice.case();
    practice.filed(&case, day(), true, false);
    let people = practice.caseload.cases().flat_map(|(_, case)| case.record.facts.people.clone());
    let mut secrets: Vec<String> = people.filter_map(|person| Some(person.name?.last)).collect();
    secrets.extend(practice.caseload.cases().map(|(case, _)| case.to_string()));
    secrets.push("Ruiz".to_owned());
    // A family name that is a word of the program too proves nothing.
    secrets.retain(|secret| secret.chars().count() > 3 && secret != "Young" && secret != "Day");
    for what in practice.every() {
        let document = practice.made(&what);
        assert!(document.has_names(), "{what:?}");
        let redacted = document.redact();
        assert!(!redacted.has_names(), "{what:?}");
        for form in [FileFormat::Text, FileFormat::Json] {
            let text = String::from_utf8(render_document(&redacted, form).unwrap().bytes).unwrap();
            let leaked = secrets.iter().find(|secret| text.contains(*secret));
            assert_eq!(leaked, None, "{what:?} as {form:?}");
        }
    }
}

#[test]
fn the_lists_have_the_rows_of_the_caseload() {
    let practice = Practice::new(CASES);
    let rows = |what| practice.made(&what).row_count();
    assert_eq!(rows(DocumentKind::Cases), practice.caseload.case_rows().len());
    assert_eq!(rows(DocumentKind::Action), practice.caseload.action_rows().len());
    assert_eq!(rows(DocumentKind::Alerts), practice.caseload.alert_rows().len());
    assert_eq!(rows(DocumentKind::Today), practice.caseload.today_items().len());
    assert_eq!(rows(DocumentKind::Comments), practice.store.all_comments(CommentFilter::All).unwrap().len());
}

#[test]
fn contact_is_proven_by_its_comment_and_not_by_an_attempt() {
    let mut practice = Practice::new(CASES);
    let owed = practice.caseload.monthly_contacts(month(), month());
    let open = owed.iter().find(|row| row.state == ContactState::Open && row.person == PersonNumber(1)).unwrap();
    let case = open.case.clone();
    let current = |practice: &Practice| {
        let proof = practice.caseload.monthly_contacts(month(), month());
        proof.into_iter().find(|row| row.case == case && row.person == PersonNumber(1)).unwrap()
    };
    practice.filed(&case, day(), false, false);
    assert_eq!(current(&practice).state, ContactState::Open, "an attempt is no contact");
    assert!(current(&practice).by.is_some_and(|attempt| !attempt.reached), "the attempt is shown all the same");
    let id = practice.filed(&case, day(), true, false);
    assert_eq!(current(&practice).state, ContactState::Made);
    let document = practice.made(&DocumentKind::Contacts(month(), month()));
    let table = document.only_table().unwrap();
    let row = table.rows.iter().find(|row| row.contains(&DocumentCell::from_words(id.to_string()))).unwrap();
    assert!(row.contains(&DocumentCell::Case(case)) && row.contains(&DocumentCell::Code("made", "made")));
}

#[test]
fn a_month_that_is_over_without_a_contact_is_missed() {
    let practice = Practice::new(CASES);
    let (last, own) = (month().previous(), month());
    let proof = practice.caseload.monthly_contacts(last, own);
    assert!(proof.iter().all(|row| row.month != last || row.state != ContactState::Open));
    assert!(proof.iter().any(|row| row.month == last && row.state == ContactState::Missed));
    assert!(proof.iter().all(|row| row.month != own || row.state != ContactState::Missed));
    assert_eq!(practice.caseload.monthly_contacts(own.next(), own.next()), [], "nothing is owed in a month to come");
}

#[test]
fn no_contact_is_missed_before_the_last_day_of_its_month_is_over() {
    let practice = Practice::new(CASES);
    let states = |on: NaiveDate| {
        let caseload = Caseload::evaluate(&practice.store, on).unwrap();
        caseload.monthly_contacts(month(), month()).into_iter().map(|row| row.state).collect::<Vec<_>>()
    };
    let last = month().last_day();
    assert!(states(last).contains(&ContactState::Open) && !states(last).contains(&ContactState::Missed));
    let over = states(last.succ_opt().unwrap());
    assert!(over.contains(&ContactState::Missed) && !over.contains(&ContactState::Open));
}

#[test]
fn the_calendar_has_every_finding_with_a_date_once() {
    let practice = Practice::new(CASES);
    let due = practice.caseload.due_items(month());
    let findings = practice.caseload.cases().flat_map(|(_, case)| &case.evaluation.findings);
    for finding in findings.filter(|finding| finding.due.is_some_and(|due| due <= month().last_day())) {
        let listed = due.iter().filter(|item| {
            item.case == finding.case
                && item.person == finding.person
                && Some(item.day) == finding.due
                && item.says == finding_line(finding)
        });
        assert_eq!(listed.count(), 1, "{finding:?}");
    }
    assert!(due.is_sorted());
    let is_duty = |item: &&crate::desk::DueItem| item.kind != DueKind::Appointment;
    assert!(due.iter().filter(is_duty).all(|item| item.late == (item.day < day())));
    for kind in [DueKind::Contact, DueKind::Noncompliance, DueKind::Attendance, DueKind::Exemption, DueKind::Alert] {
        assert!(due.iter().any(|item| item.kind == kind), "{kind:?}");
    }
    let next = practice.caseload.due_items(month().next());
    assert!(next.iter().all(|item| month().next().contains(item.day) && !item.late));
    assert!(next.iter().any(|item| item.kind == DueKind::Contact), "the contact of the month to come is due in it");
}

#[test]
fn a_protected_comment_is_in_nothing_that_leaves_the_home() {
    let (mut with, without) = (Practice::new(12), Practice::new(12));
    let (case, other) = (with.case(), without.case());
    let id = with.filed(&case, day(), true, true).to_string();
    let printed = |practice: &Practice, what: &DocumentKind| {
        let document = practice.made(what);
        [texts_of(&document), texts_of(&document.redact())].concat()
    };
    for what in [
        DocumentKind::CaseComments(case.clone()),
        DocumentKind::Comments,
        DocumentKind::Unposted,
        DocumentKind::Handover(Some(case)),
    ] {
        let texts = printed(&with, &what);
        for text in &texts {
            assert!(!text.contains("Ruiz") && !text.contains("kept apart:") && !text.contains(&id), "{what:?}: {text}");
        }
        assert!(texts.iter().any(|text| text.contains("are kept apart are never printed")), "{what:?}");
    }
    // A print of the same caseload without such a comment is the same, letter for letter.
    assert_eq!(printed(&with, &DocumentKind::Comments), printed(&without, &DocumentKind::Comments));
    let comments = |case| DocumentKind::CaseComments(case);
    assert_eq!(printed(&with, &comments(with.case())), printed(&without, &comments(other)));
    let list = build_document_for(
        DocumentReader::Worker,
        &DocumentKind::Comments,
        &with.caseload,
        &with.store,
        with.printed(),
    );
    assert!(texts_of(&list.unwrap())[0].contains("kept apart:"), "the worker's own list shows the contact");
}

/// Returns the document as text of every form whose text can be looked at.
fn texts_of(document: &OutputDocument) -> Vec<String> {
    let forms = [FileFormat::Text, FileFormat::Json, FileFormat::Csv];
    let written = forms.into_iter().filter_map(|form| render_document(document, form).ok());
    written.map(|written| String::from_utf8(written.bytes).unwrap()).collect()
}

#[test]
fn paper_and_tables_do_not_tell_that_a_comment_is_protected() {
    let mut practice = Practice::new(12);
    let case = practice.case();
    let before: Vec<_> = practice.every().iter().map(|what| texts_of(&practice.made(what)).concat()).collect();
    practice.filed(&case, day(), true, true);
    for (what, before) in practice.every().iter().zip(before) {
        let document = practice.made(what);
        for text in texts_of(&document).into_iter().chain(texts_of(&document.redact())) {
            let text = text.to_lowercase();
            for word in ["protected", "domestic", "abuse", "reveal"] {
                // The checklist names domestic-violence services for every case.
                let is_in_form = before.to_lowercase().contains(word);
                assert!(is_in_form || !text.contains(word), "{word} in {what:?}: {text}");
            }
        }
    }
}

#[test]
fn a_confidential_referral_is_named_on_no_list_and_what_was_typed_on_no_redacted_one() {
    let mut practice = Practice::new(12);
    let case = practice.case();
    let act = |value: serde_json::Value| serde_json::from_value::<crate::domain::Act>(value).unwrap();
    let on = day().to_string();
    let acts = [
        act(serde_json::json!({"person": 1, "on": on, "act": "referral_asked", "kind": "domestic violence"})),
        act(serde_json::json!({"person": 1, "on": on, "act": "document_received", "kind": "letter of Mrs. Ruiz"})),
        act(serde_json::json!({"person": 1, "on": on, "act": "referral_asked", "kind": "mental health"})),
        act(serde_json::json!({"person": 1, "on": on, "act": "referral_asked", "kind": "substance abuse"})),
        act(serde_json::json!({"person": 1, "on": on, "act": "referral_asked", "kind": "ssi advocacy"})),
    ];
    let form = [DocumentKind::Checklist(case.clone(), month()), DocumentKind::Review(case.clone(), month())];
    for act in acts {
        practice.store.record_act(&case, act).unwrap();
    }
    practice.caseload = Caseload::evaluate(&practice.store, day()).unwrap();
    let says: Vec<String> =
        practice.caseload.action_rows().into_iter().map(|row| row.finding.says.to_text(DateStyle::Long)).collect();
    let is_named = |text: &str| ["domestic", "mental health", "substance"].iter().any(|kind| text.contains(kind));
    assert!(!says.iter().any(|says| is_named(says)), "{says:?}");
    let mut whole = String::new();
    for what in practice.every().into_iter().filter(|what| !form.contains(what)) {
        let document = practice.made(&what);
        let open = texts_of(&document);
        assert!(!open.iter().any(|text| is_named(text)), "{what:?}: {open:?}");
        whole.extend(open);
        assert!(!texts_of(&document.redact()).iter().any(|text| text.contains("Ruiz")), "{what:?}");
    }
    for named in
        ["a referral has not been made", "the referral to SSI advocacy has not been made", "letter of Mrs. Ruiz"]
    {
        assert!(whole.contains(named), "{named}");
    }
}

#[test]
fn a_table_for_spreadsheets_runs_no_formula() {
    let mut practice = Practice::new(12);
    let case = practice.case();
    let text = "=cmd|' /C calc'!A0".to_owned();
    practice.store.record(Change::CaseAnnotated { case, person: PersonNumber(1), text }).unwrap();
    practice.caseload = Caseload::evaluate(&practice.store, day()).unwrap();
    let csv = String::from_utf8(render_document(&practice.made(&DocumentKind::Cases), FileFormat::Csv).unwrap().bytes)
        .unwrap();
    assert!(csv.contains("'=cmd") && !csv.contains(",=cmd"));
}

#[test]
fn a_workbook_has_typed_cells_filters_and_a_frozen_header() {
    use std::io::Read as _;
    let practice = Practice::new(12);
    let bytes = render_document(&practice.made(&DocumentKind::Cases), FileFormat::Xlsx).unwrap().bytes;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut sheet = String::new();
    zip.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    assert!(sheet.contains("<autoFilter") && sheet.contains("state=\"frozen\""));
    let mut book = calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(std::io::Cursor::new(bytes)).unwrap();
    let range = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
    let rows = practice.caseload.case_rows();
    assert_eq!(range.height(), rows.len() + 1);
    let column = |title: &str| range.rows().next().unwrap().iter().position(|cell| *cell == title).unwrap();
    let first = range.rows().nth(1).unwrap();
    assert!(matches!(first[column("Since")], calamine::Data::DateTime(_)));
    assert!(matches!(first[column("Alerts")], calamine::Data::Float(_)));
    assert!(matches!(first[column("Action required")], calamine::Data::Bool(_)));
    assert_eq!(first[column("Name")].to_string(), rows[0].name.to_string());
}

#[test]
fn handover_has_a_page_a_case_with_its_clocks_findings_and_contacts() {
    let practice = Practice::new(CASES);
    let document = practice.made(&DocumentKind::Handover(None));
    let (glance, sheets) = document.sections.split_first().unwrap();
    let DocumentBlock::Table(glance) = &glance.blocks[0] else { panic!("{glance:?}") };
    assert_eq!(glance.rows.len(), practice.caseload.case_rows().len());
    assert_eq!(sheets.len(), practice.caseload.case_count());
    for ((case, evaluated), section) in practice.caseload.cases().zip(sheets) {
        assert!(section.own_page && section.heading.contains(&DocumentCell::Case(case.clone())));
        let rows = |title: &str| {
            let mut tables = section.blocks.iter().filter_map(|block| match block {
                DocumentBlock::Table(table) => Some(table),
                _ => None,
            });
            tables.find(|table| table.title == title).unwrap().rows.len()
        };
        assert_eq!(rows("Clocks"), evaluated.evaluation.clocks.len());
        assert_eq!(rows("To do"), evaluated.evaluation.findings.len());
    }
}

#[test]
fn a_calendar_has_an_entry_for_each_row_with_a_day_and_the_same_row_has_the_same_id() {
    let practice = Practice::new(CASES);
    let document = practice.made(&DocumentKind::Month(month()));
    let calendar = |document: &OutputDocument| {
        String::from_utf8(render_document(document, FileFormat::Ics).unwrap().bytes).unwrap()
    };
    let text = calendar(&document);
    let rows = practice.caseload.due_items(month()).len();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), rows);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert!(text.lines().all(|line| line.len() <= 76), "lines are folded");
    assert!(text.contains("DTSTART;VALUE=DATE:202611"), "{text}");
    let ids = |text: &str| {
        let ids: std::collections::BTreeSet<String> =
            text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect();
        ids
    };
    assert_eq!(ids(&text), ids(&calendar(&practice.made(&DocumentKind::Month(month())))));
    let person = practice.caseload.due_items(month()).into_iter().next().unwrap().name;
    let comma = format!("{}\\, {}", person.last, person.first);
    assert!(text.replace("\r\n ", "").contains(&comma), "a comma in a name is escaped: {comma}");
    assert!(!calendar(&document.redact()).contains(&person.last));
}
