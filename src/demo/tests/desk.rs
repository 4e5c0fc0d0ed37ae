//! After any sequence of changes, a caseload that was refreshed case by case equals one that is evaluated anew, and
//! the tables hold what the log says. These tests of the desk are here because they need a practice caseload.

mod acts;
mod supervisor;

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use secrecy::SecretString;
use tempfile::TempDir;

use crate::demo;
use crate::desk::Caseload;
use crate::domain::alert::Disposition;
use crate::domain::change::{Extract, ImportedFact, RowCounts};
use crate::domain::checklist::{ItemId, ItemMark};
use crate::domain::comment::{Comment, ContactType};
use crate::domain::dates::Month;
use crate::domain::extract::{CountyFact, ExtractKind};
use crate::domain::role::Role;
use crate::domain::status::{AidStatus, RegistrationStatus};
use crate::domain::worker::Worker;
use crate::domain::{CaseNumber, Change, PersonNumber};
use crate::policy::Policies;
use crate::store::{Home, HomeKind, Store, WallClock};
use crate::template::write_template;

const PASSPHRASE: &str = "x";
const CASES: usize = 12;
const DAY: &str = "2026-11-19";

/// Something that a worker or an extract does to the case with that index in the list.
#[derive(Debug, Clone)]
enum Step {
    File { case: usize, days_ago: u64, reached: bool },
    Dispose { case: usize, alert: usize, how: u8 },
    Annotate { case: usize, text: String },
    Tick { case: usize },
    Discontinue { case: usize },
    Sanction { case: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let case = 0..CASES;
    prop_oneof![
        (case.clone(), 0_u64..60, any::<bool>()).prop_map(|(case, days_ago, reached)| Step::File {
            case,
            days_ago,
            reached
        }),
        (case.clone(), 0_usize..6, 0_u8..3).prop_map(|(case, alert, how)| Step::Dispose { case, alert, how }),
        (case.clone(), "[a-z ]{0,12}").prop_map(|(case, text)| Step::Annotate { case, text }),
        case.clone().prop_map(|case| Step::Tick { case }),
        case.clone().prop_map(|case| Step::Discontinue { case }),
        case.prop_map(|case| Step::Sanction { case }),
    ]
}

fn day() -> NaiveDate {
    DAY.parse().unwrap()
}

fn practice_home() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    write_template("desk", folder.path(), make_practice_home);
    let store = Store::open(
        Home::new(folder.path().join("home")),
        &SecretString::from(PASSPHRASE),
        WallClock::for_day(day(), 5),
        Arc::new(Policies::builtin().clone()),
    )
    .unwrap();
    (folder, store)
}

fn make_practice_home() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let worker = Worker { number: "V1P1".parse().unwrap(), name: "P".into(), role: Role::EC, office: "E".into() };
    let practice = demo::generate_caseload(CASES, 5, day(), &worker.number);
    let start = practice.comments.first().map_or_else(day, |first| first.on);
    let mut store = Store::create(
        Home::new(folder.path().join("home")),
        &SecretString::from(PASSPHRASE),
        worker,
        HomeKind::Practice,
        WallClock::for_day(start.pred_opt().unwrap(), 5),
        Arc::new(Policies::builtin().clone()),
    )
    .unwrap();
    demo::fill_home(&mut store, practice, 5, day()).unwrap();
    folder
}

/// Returns the changes of a step; none where the case has nothing that the step could change.
fn changes(store: &mut Store, caseload: &Caseload, cases: &[CaseNumber], step: Step) -> Vec<Change> {
    match step {
        Step::File { case, days_ago, reached } => vec![Change::CommentFiled(Comment {
            id: store.new_row_id(),
            case: cases[case].clone(),
            person: PersonNumber::CASE,
            on: day() - Days::new(days_ago),
            contact_type: ContactType("telephone".into()),
            reached,
            purpose: "monthly contact".into(),
            results: "spoke".into(),
            forms: vec![],
            documents: vec![],
            late: false,
            protected: false,
            answers: Vec::new(),
        })],
        Step::Dispose { case, alert, how } => {
            let alerts = &caseload.case(&cases[case]).unwrap().alerts;
            let Some(alert) = alerts.get(alert) else { return Vec::new() };
            let disposition = match how {
                0 => Disposition::Done,
                1 => Disposition::Snoozed { until: day() + Days::new(3) },
                _ => Disposition::Refused { reason: "wrong case".into() },
            };
            vec![alert.clone().into_disposition_change(disposition)]
        }
        Step::Annotate { case, text } => {
            vec![Change::CaseAnnotated { case: cases[case].clone(), person: PersonNumber(1), text }]
        }
        Step::Tick { case } => vec![Change::ChecklistItemMarked {
            case: cases[case].clone(),
            month: Month::from_date(day()),
            item: ItemId("monthly_contact".into()),
            mark: ItemMark::Ticked,
        }],
        Step::Discontinue { case } => relisted(store, &cases[case], |row| {
            row.aid = AidStatus::Discontinued;
            row.aid_since = day() - Days::new(31);
        }),
        Step::Sanction { case } => relisted(store, &cases[case], |row| {
            row.registration = RegistrationStatus::Sanction;
            row.registration_since = day() - Days::new(2);
        }),
    }
}

fn relisted(
    store: &mut Store,
    case: &CaseNumber,
    change: impl Fn(&mut crate::domain::extract::ListedParticipant),
) -> Vec<Change> {
    let id = store.new_row_id();
    let listed = store.begin_import().unwrap().facts_of_case(ExtractKind::Listing, case).unwrap();
    let listed = listed.into_iter();
    let facts: Vec<_> = listed
        .filter_map(|fact| match fact {
            CountyFact::Listed(mut row) => {
                change(&mut row);
                Some(ImportedFact::new(2, CountyFact::Listed(row)))
            }
            _ => None,
        })
        .collect();
    let rows = u32::try_from(facts.len()).unwrap();
    let extract = Extract {
        id,
        file: "next.csv".into(),
        sha256: String::new(),
        sheet: None,
        kind: ExtractKind::Listing,
        run: Some(day()),
        file_day: None,
        read_on: day(),
        counts: RowCounts { read: rows, changed: rows, ..RowCounts::default() },
        workers: Vec::new(),
    };
    vec![Change::ExtractRead(extract), Change::FactsImported { extract: id, case: Some(case.clone()), facts }]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn kept_findings_are_those_that_would_be_found_anew(steps in prop::collection::vec(step(), 1..12)) {
        let (_folder, mut store) = practice_home();
        let mut kept = Caseload::evaluate(&store, day()).unwrap();
        let cases: Vec<_> = kept.cases().map(|(case, _)| case.clone()).collect();
        for step in steps {
            let changes = changes(&mut store, &kept, &cases, step);
            let touched: Vec<_> = changes.iter().filter_map(|change| change.case().cloned()).collect();
            store.record_all(changes).unwrap();
            for case in touched {
                kept.refresh_case(&store, &case).unwrap();
            }
        }
        let anew = Caseload::evaluate(&store, day()).unwrap();
        prop_assert_eq!(kept.today_items(), anew.today_items());
        prop_assert_eq!(kept.action_rows(), anew.action_rows());
        prop_assert_eq!(kept.alert_rows(), anew.alert_rows());
        prop_assert_eq!(kept.case_rows(), anew.case_rows());
        prop_assert_eq!(kept.unposted_comment_count(), anew.unposted_comment_count());
        prop_assert!(store.verify_record().unwrap().is_ok());
    }
}
